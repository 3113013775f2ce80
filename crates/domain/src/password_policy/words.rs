//! Passwords that are guessed first: the ones that many people use, and the ones that are about the user.
//!
//! `assets/passwords/common.txt` has the 10,000 most frequent passwords of the list of zxcvbn 4.4.2 (MIT License, © 2012–2016 Dan Wheeler and
//! Dropbox, Inc.), in lower case.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::unfit::UnfitPassword;
use crate::identifier::read_as;

static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../../../assets/passwords/common.txt")
        .lines()
        .collect()
});

/// What counts as personal where the connection names nothing.
const PERSONAL: [&str; 7] = [
    "name",
    "username",
    "nickname",
    "email",
    "user_metadata.name",
    "user_metadata.first",
    "user_metadata.last",
];
/// What is shorter stands in many a good password.
const SHORTEST: usize = 3;

/// What a password must not be, or have in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ForbiddenWords {
    /// The connection's own words beside the common ones; `None`: every word is good enough.
    dictionary: Option<Vec<String>>,
    /// The fields of the profile.
    personal: Vec<String>,
}

impl ForbiddenWords {
    /// From the connection's options, and the newer ones of passwords.
    pub fn of(options: &Map<String, Value>, newer: Option<&Map<String, Value>>) -> Self {
        let older = |name: &str| part(options, name, "enable");
        let newer = |name: &str| part(newer?, name, "active");
        let dictionary = newer("dictionary").map(|one| texts(one, "custom"));
        let personal = newer("profile_data").map(|one| texts(one, "blocked_fields"));
        Self {
            dictionary: dictionary.or_else(|| {
                let older = older("password_dictionary")?;
                Some(texts(older, "dictionary"))
            }),
            personal: match personal.or_else(|| older("password_no_personal_info").map(|_| vec![]))
            {
                None => vec![],
                Some(fields) if fields.is_empty() => PERSONAL.map(str::to_owned).to_vec(),
                Some(fields) => fields,
            },
        }
    }

    pub fn has_dictionary(&self) -> bool {
        self.dictionary.is_some()
    }

    pub fn has_fields(&self) -> bool {
        !self.personal.is_empty()
    }

    pub fn judge(&self, password: &str, profile: &Map<String, Value>) -> Result<(), UnfitPassword> {
        let password = read_as(password);
        if let Some(own) = &self.dictionary {
            let word = password.trim();
            let is_own = own.iter().any(|own| read_as(own).trim() == word);
            if is_own || COMMON.contains(word) {
                return Err(UnfitPassword::TooCommon);
            }
        }
        let is_in = |field: &String| {
            let known = value(profile, field);
            known.is_some_and(|known| password.contains(&known))
        };
        match self.personal.iter().any(is_in) {
            true => Err(UnfitPassword::HasPersonalInfo),
            false => Ok(()),
        }
    }
}

/// That part of the options, if it is switched on.
fn part<'a>(
    options: &'a Map<String, Value>,
    name: &str,
    switch: &str,
) -> Option<&'a Map<String, Value>> {
    let part = options.get(name)?.as_object()?;
    Some(part).filter(|part| part.get(switch) == Some(&Value::Bool(true)))
}

fn texts(part: &Map<String, Value>, name: &str) -> Vec<String> {
    let listed = part.get(name).and_then(Value::as_array);
    let listed = listed.into_iter().flatten().filter_map(Value::as_str);
    listed.map(str::to_owned).collect()
}

/// A field of the profile as it is read, of an address what stands before its `@`.
fn value(profile: &Map<String, Value>, field: &str) -> Option<String> {
    let mut keys = field.split('.');
    let first = profile.get(keys.next()?)?;
    let found = keys.try_fold(first, |at, key| at.get(key))?.as_str()?;
    let found = match field {
        "email" => found.split('@').next().unwrap_or(found),
        _ => found,
    };
    let found = read_as(found.trim());
    (found.chars().count() >= SHORTEST).then_some(found)
}
