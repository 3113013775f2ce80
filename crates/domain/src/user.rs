//! Users.

pub mod change;

use std::sync::LazyLock;

use md5::{Digest, Md5};
use serde_json::{Map, Value};

use super::json_schema::Mismatch;
use super::passwordless::Channel;
use super::request_body::{Bodies, Invalid, Mode};
use super::time::Timestamp;

/// All that a profile holds: OpenID Connect's claims (Core §5.1), the metadata, and `blocked`, where it was ever set, because
/// Auth0 shows it then. Nothing else is imported, and nothing else is shown.
const PROFILE: [&str; 19] = [
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "address",
    "phone_number",
    "phone_verified",
    "user_metadata",
    "app_metadata",
    "blocked",
];

/// Whether a profile may hold that key.
pub fn is_of_profile(key: &str) -> bool {
    PROFILE.contains(&key)
}

/// The two metadata of a profile.
pub const METADATA: [&str; 2] = ["user_metadata", "app_metadata"];

/// How long each of the metadata may be, in bytes of JSON.
pub const MAX_METADATA: usize = 1024 * 1024;

/// The same where the user's own token writes them.
pub const MAX_OWN_METADATA: usize = 64 * 1024;

/// What of a profile is the user's and not an identity's.
const NOT_THE_IDENTITYS: [&str; 3] = ["user_metadata", "app_metadata", "blocked"];

/// A user: the columns that decide something, and the profile.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// `auth0|…`, `email|…`
    pub user_id: String,
    /// The name of the connection.
    pub connection: String,
    pub email: Option<String>,
    pub email_verified: bool,
    pub username: Option<String>,
    pub blocked: bool,
    /// What [`is_of_profile`] admits.
    pub profile: Map<String, Value>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub logins_count: i64,
    /// Counts the passwords that were set since the user was made: what began with an older one does not count. With an
    /// identity's credentials, it is that of the user whom they sign in.
    pub password_epoch: i64,
}

impl User {
    /// Whether a login or a token of the time `at` can be this user's: an id may be used again, by another user. Tokens have
    /// whole seconds. A user from the future was created under another clock, and no time of this one can be compared.
    pub fn existed_at(&self, at: Timestamp, now: Timestamp) -> bool {
        let created_at = self.created_at.seconds();
        created_at <= at.seconds() || created_at > now.seconds()
    }

    /// What the id begins with: the strategy of the connection, `provider` of the identity.
    pub fn provider(&self) -> &str {
        self.user_id
            .split_once('|')
            .map_or("auth0", |(provider, _)| provider)
    }

    /// The telephone number that the user signs in with; only users of `sms` connections do.
    pub fn sign_in_phone(&self) -> Option<&str> {
        let is_of_sms = self.provider() == Channel::Sms.strategy();
        self.text("phone_number").filter(|_| is_of_sms)
    }

    /// A text of the profile.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.profile.get(key).and_then(Value::as_str)
    }

    /// Who the identity is by itself, once it is linked to another user (`profileData`).
    pub fn as_identity(&self) -> Map<String, Value> {
        let mut data = self.whole_profile();
        data.retain(|name, _| !NOT_THE_IDENTITYS.contains(&name.as_str()));
        data
    }

    /// What is known of the user, metadata included.
    pub fn whole_profile(&self) -> Map<String, Value> {
        let mut data = Map::new();
        if let Some(email) = &self.email {
            data.insert("email".into(), email.as_str().into());
            data.insert("email_verified".into(), self.email_verified.into());
        }
        if let Some(username) = &self.username {
            data.insert("username".into(), username.as_str().into());
        }
        data.extend(self.profile.clone());
        data
    }

    /// The name to show: `name`, else the e-mail address, else the user name, else the id.
    pub fn display_name(&self) -> &str {
        self.text("name")
            .or(self.email.as_deref())
            .or(self.username.as_deref())
            .unwrap_or(&self.user_id)
    }

    /// `nickname`, or what stands before the `@`.
    pub fn nickname(&self) -> &str {
        let local = || self.email.as_deref().and_then(|e| e.split('@').next());
        self.text("nickname")
            .or_else(local)
            .or(self.username.as_deref())
            .unwrap_or(&self.user_id)
    }
}

/// What Auth0 fills into the profile of a new user: the identifier is the name, what stands before its `@` the nickname, and
/// the picture Gravatar's, or Auth0's with the first two letters.
pub fn default_profile(identifier: &str) -> Map<String, Value> {
    let nickname = identifier.split('@').next().unwrap_or(identifier);
    let mut profile = Map::new();
    profile.insert("name".into(), identifier.into());
    profile.insert("nickname".into(), nickname.into());
    profile.insert("picture".into(), default_picture(identifier).into());
    profile
}

fn default_picture(identifier: &str) -> String {
    let digest = Md5::digest(identifier.trim().to_lowercase());
    let name: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let letters = identifier.chars().filter(char::is_ascii_alphanumeric);
    let letters: String = letters.take(2).collect::<String>().to_ascii_lowercase();
    format!(
        "https://s.gravatar.com/avatar/{name}?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2F{letters}.png"
    )
}

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("user/schema.json"))
        .expect("the schema is part of the program and tested")
});

/// Checks a body that makes or changes a user.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    BODIES.validate(body, mode)
}

/// A profile after changes, as Auth0 makes them: `null` removes, the metadata are merged key by key, and empty ones empty them.
/// Of those the user's stay and are empty, the application's are gone. No metadata grow beyond `most`.
pub fn merged_profile(
    before: &Map<String, Value>,
    changes: &Map<String, Value>,
    most: usize,
) -> Result<Map<String, Value>, Invalid> {
    let mut profile = before.clone();
    merge_profile(&mut profile, changes);
    check_metadata(before, &profile, most)?;
    Ok(profile)
}

/// Refuses a change after which metadata are longer than `most`: each change may be small enough and their sum too large.
/// What was too long before may stay so, and become shorter.
pub fn check_metadata(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    most: usize,
) -> Result<(), Invalid> {
    for key in METADATA {
        let length = |profile: &Map<String, Value>| {
            let metadata = profile.get(key).map(Value::to_string);
            metadata.map_or(0, |text| text.len())
        };
        let found = length(after);
        if found > most && found > length(before) {
            let sentence = format!(
                "Object is too large with what is merged into it ({found} bytes), maximum {most}"
            );
            return Err(Mismatch::at(key, sentence, BODIES.description_of(key)).into());
        }
    }
    Ok(())
}

fn merge_profile(profile: &mut Map<String, Value>, changes: &Map<String, Value>) {
    for (key, value) in changes {
        match value {
            Value::Null => {
                profile.shift_remove(key);
            }
            Value::Object(changes) if changes.is_empty() && key == "user_metadata" => {
                profile.insert(key.clone(), value.clone());
            }
            Value::Object(changes) if changes.is_empty() => {
                profile.shift_remove(key);
            }
            Value::Object(changes) => {
                let slot = profile
                    .entry(key.as_str())
                    .or_insert_with(|| Map::new().into());
                if let Value::Object(slot) = slot {
                    slot.extend(changes.clone());
                    slot.retain(|_, value| !value.is_null());
                }
            }
            value => {
                profile.insert(key.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(length: usize) -> Map<String, Value> {
        // `{"k":"…"}`
        let value = "x".repeat(length - 8);
        let profile = serde_json::json!({"user_metadata": {"k": value}});
        profile.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn metadata_grow_so_far_and_can_always_shrink() {
        let empty = Map::new();
        assert!(merged_profile(&empty, &with(100), 100).is_ok());
        let refused = merged_profile(&empty, &with(101), 100).expect_err("too long");
        let told = "'Object is too large with what is merged into it (101 bytes), maximum 100'";
        assert!(refused.to_string().contains(told), "{refused}");
        assert!(merged_profile(&with(300), &with(200), 100).is_ok());
        assert!(merged_profile(&with(300), &with(301), 100).is_err());
        let mut unrelated = Map::new();
        unrelated.insert("name".into(), "A".into());
        assert!(merged_profile(&with(300), &unrelated, 100).is_ok());
    }

    #[test]
    fn a_new_user_has_a_picture() {
        let profile = default_profile("testaccdatasourcerole1@acceptance.test.com");
        assert_eq!(profile["nickname"], "testaccdatasourcerole1");
        assert_eq!(
            profile["picture"],
            "https://s.gravatar.com/avatar/09a7904a4325b6787e81151627d9c6c1?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fte.png"
        );
    }
}
