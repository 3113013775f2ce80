//! How a user of a tenant file signs in: a password, or a hash in one of the forms in which users are exported.

use std::str::FromStr;

use serde_json::{Map, Value};

use crate::passwords::{MAX_LENGTH, foreign, is_supported};
use crate::tenant_file::entry::{Credential, Entry, Secret};
use crate::tenant_file::place::{FileError, Place};

/// The longest hash.
const MAX_HASH: usize = 1_024;
/// Every key that says how; one user has one of them.
const FORMS: [&str; 4] = [
    "password",
    "password_hash",
    // As Auth0 exports the hashes of a tenant.
    "passwordHash",
    // As its import of users takes hashes that were made elsewhere.
    "custom_password_hash",
];

/// Takes what says how the user signs in out of the entry: no part of it may be left in the profile.
pub(super) fn take(entry: &mut Entry) -> Result<Option<Credential>, FileError> {
    let given = |key: &&&str| {
        entry
            .document
            .get(**key)
            .is_some_and(|value| !value.is_null())
    };
    let forms: Vec<&str> = FORMS.iter().filter(given).copied().collect();
    if forms.len() > 1 {
        let problem = format!("has {}; allowed is one of them", forms.join(" and "));
        return Err(entry.place.error(problem));
    }
    let factors = entry.document.shift_remove("mfa_factors");
    if factors.is_some_and(|factors| !factors.is_null() && factors != Value::Array(vec![])) {
        let problem = "cannot be imported: the user would sign in without a second factor. Take it out if that is meant";
        return Err(entry.place.key("mfa_factors").error(problem));
    }
    let password = entry.take_text("password", MAX_LENGTH)?;
    let custom = entry.take_object("custom_password_hash")?;
    let mut credential = password.map(|password| Credential::Password(Secret(password)));
    for key in ["password_hash", "passwordHash"] {
        if let Some(hash) = entry.take_text(key, MAX_HASH)? {
            credential = Some(stored(&entry.place.key(key), hash)?);
        }
    }
    if let Some(custom) = custom {
        credential = Some(custom_hash(
            &entry.place.key("custom_password_hash"),
            &custom,
        )?);
    }
    Ok(credential)
}

/// A hash that was made elsewhere, and that a login can be compared with.
fn stored(place: &Place, hash: String) -> Result<Credential, FileError> {
    let well_formed = hash.starts_with("$argon2") || bcrypt::HashParts::from_str(&hash).is_ok();
    if !well_formed || !is_supported(&hash) {
        let problem = "must be an argon2 hash ($argon2id$…) or a bcrypt hash ($2a$, $2b$, $2y$) of a supported cost";
        return Err(place.error(problem));
    }
    Ok(Credential::Hash(Secret(hash)))
}

/// A hash in the form of Auth0's import of users.
fn custom_hash(place: &Place, custom: &Map<String, Value>) -> Result<Credential, FileError> {
    let hash = foreign::stored(custom);
    hash.map(|hash| Credential::Hash(Secret(hash)))
        .map_err(|problem| place.error(problem))
}
