//! The rules of a file that the Management API has not, because no request says such things.

use serde_json::Value;

use super::place::FileError;
use super::sections::{Entry, UserEntry};
use crate::domain::identifier;

/// Of a user's profile, what a file may set and no request of the Management API.
pub(super) const CLAIMS: [&str; 11] = [
    "middle_name",
    "preferred_username",
    "profile",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "address",
    "phone_number",
    "phone_verified",
];

/// The longest of them, in bytes.
const MAX_CLAIM: usize = 2_048;
/// The most that one entry may hold, as JSON.
const MAX_ENTRY: usize = 1024 * 1024;

/// Refuses entries that no request could carry either.
pub(super) fn size(entry: &Entry) -> Result<(), FileError> {
    let length = serde_json::to_string(&entry.document).map_or(usize::MAX, |t| t.len());
    if length > MAX_ENTRY {
        return Err(entry.place.error("is larger than 1 MiB; that is the limit"));
    }
    Ok(())
}

pub(super) fn user(user: &UserEntry) -> Result<(), FileError> {
    let place = &user.entry.place;
    if user.email.is_none() && user.username.is_none() && user.user_id.is_none() {
        return Err(place.error("needs an email, a username or a user_id"));
    }
    for key in CLAIMS {
        let fits = match user.entry.document.get(key) {
            None | Some(Value::Null) => true,
            Some(Value::Object(_)) => key == "address",
            Some(Value::Bool(_)) => key == "phone_verified",
            Some(Value::String(text)) => {
                key != "address" && key != "phone_verified" && text.len() <= MAX_CLAIM
            }
            Some(_) => false,
        };
        if !fits {
            return Err(place.key(key).error(match key {
                "address" => "must be a mapping".to_owned(),
                "phone_verified" => "must be true or false".to_owned(),
                _ => format!("must be a string of at most {MAX_CLAIM} bytes"),
            }));
        }
    }
    Ok(())
}

/// Takes an e-mail address or a user name, in its canonical form.
pub(super) fn identifier(entry: &mut Entry, key: &str) -> Result<Option<String>, FileError> {
    let place = entry.place.key(key);
    let Some(given) = entry.take_text(key, 320)? else {
        return Ok(None);
    };
    let (form, problem) = match key {
        "email" => (
            identifier::email(&given),
            "must be one e-mail address, without quotes, brackets, commas, colons, semicolons, empty parts of its domain \
             and characters that are not seen",
        ),
        _ => (
            identifier::canonical(&given),
            "must have no white space, no control characters and none that are not seen",
        ),
    };
    form.map(Some).ok_or_else(|| place.error(problem))
}
