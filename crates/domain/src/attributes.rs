//! `options.attributes` of a database: which identifiers its users have, and how an address is proved. It takes the place of
//! `requires_username`.

use serde_json::{Map, Value};

/// `default_method` of an address whose owner is sent a code.
const BY_CODE: &str = "email_otp";

/// The attributes of a database that names them.
#[derive(Debug, Clone, Copy)]
pub struct Attributes<'a>(&'a Value);

impl<'a> Attributes<'a> {
    /// Of a database's options; `None` where they name no attribute.
    pub fn of(options: &'a Map<String, Value>) -> Option<Self> {
        let attributes = options.get("attributes")?;
        let has_some = attributes.as_object().is_some_and(|all| !all.is_empty());
        has_some.then_some(Self(attributes))
    }

    /// Whether users can be found by one of them.
    pub fn has_identifier(self) -> bool {
        let names = ["email", "phone_number", "username"];
        names.iter().any(|name| is_identifier(&self.0[*name]))
    }

    /// Whether it is what sign-up and login act upon: an address that every new user has and no two share, and a user name
    /// that every new user has or none.
    pub fn are_offered(self) -> bool {
        let (email, username) = (&self.0["email"], &self.0["username"]);
        let offers_email = is_identifier(email)
            && is_method(&email["identifier"]["default_method"])
            && is_or_absent(&email["unique"], true)
            && is_or_absent(&email["signup"]["status"], "required");
        let types = &username["validation"]["allowed_types"];
        let offers_username = is_unused(username)
            || self.has_username() && types["email"] != true && types["phone_number"] != true;
        offers_email && offers_username && is_unused(&self.0["phone_number"])
    }

    /// Whether every new user chooses a user name.
    pub fn has_username(self) -> bool {
        let username = &self.0["username"];
        is_identifier(username) && username["signup"]["status"] == "required"
    }

    /// The shortest and the longest user name.
    pub fn username_lengths(self) -> (Option<u64>, Option<u64>) {
        let validation = &self.0["username"]["validation"];
        let length = |name: &str| validation[name].as_u64();
        (length("min_length"), length("max_length"))
    }

    /// Whether there are user names of such lengths.
    pub fn has_possible_lengths(self) -> bool {
        let validation = &self.0["username"]["validation"];
        let is_whole = |name: &str| validation[name].is_null() || validation[name].is_u64();
        let (shortest, longest) = self.username_lengths();
        is_whole("min_length")
            && is_whole("max_length")
            && !matches!((shortest, longest), (Some(least), Some(most)) if least > most)
    }

    /// Whether there is no user without an address.
    pub fn requires_email(self) -> bool {
        self.0["email"]["profile_required"] == true
    }

    /// Whether an address is proved by a code, and not by a link.
    pub fn proves_by_code(self) -> bool {
        self.0["email"]["verification_method"] == "otp"
    }

    /// Whether who types an address is sent a code first, where codes are taken.
    pub fn prefers_codes(self) -> bool {
        self.0["email"]["identifier"]["default_method"] == BY_CODE
    }

    /// Whether new users are asked to prove their address.
    pub fn verifies_at_sign_up(self) -> bool {
        self.0["email"]["signup"]["verification"]["active"] == true
    }
}

/// What users are asked for who type an address.
fn is_method(value: &Value) -> bool {
    is_or_absent(value, "password") || *value == BY_CODE
}

fn is_identifier(attribute: &Value) -> bool {
    attribute["identifier"]["active"] == true
}

/// Whether no user has it.
fn is_unused(attribute: &Value) -> bool {
    !is_identifier(attribute)
        && attribute["profile_required"] != true
        && is_or_absent(&attribute["signup"]["status"], "inactive")
}

fn is_or_absent(value: &Value, expected: impl Into<Value>) -> bool {
    value.is_null() || *value == expected.into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn are_offered(attributes: &Value) -> bool {
        let options = json!({ "attributes": attributes });
        let options = options.as_object().expect("an object");
        Attributes::of(options).is_none_or(Attributes::are_offered)
    }

    #[test]
    fn what_nobody_would_act_upon_is_not_offered() {
        let email = json!({ "identifier": { "active": true, "default_method": "password" }, "unique": true,
            "profile_required": true, "verification_method": "otp",
            "signup": { "status": "required", "verification": { "active": true } } });
        let username = json!({ "identifier": { "active": true }, "signup": { "status": "required" },
            "validation": { "min_length": 3, "allowed_types": { "email": false, "phone_number": false } } });
        let unused =
            json!({ "identifier": { "active": false }, "signup": { "status": "inactive" } });
        for offered in [
            json!({}),
            json!({ "email": email }),
            json!({ "email": email, "username": username, "phone_number": unused }),
            json!({ "email": email, "username": unused }),
        ] {
            assert!(are_offered(&offered), "{offered}");
        }
        let with = |pointer: &str, value: Value| {
            let mut all = json!({ "email": email, "username": username });
            *all.pointer_mut(pointer).expect("a member") = value;
            all
        };
        for other in [
            json!({ "username": username }),
            json!({ "email": email, "phone_number": { "identifier": { "active": true } } }),
            json!({ "email": email, "phone_number": { "signup": { "status": "optional" } } }),
            with("/email/identifier/active", json!(false)),
            with("/email/identifier/default_method", json!("phone_otp")),
            with("/email/unique", json!(false)),
            with("/email/signup/status", json!("optional")),
            with("/username/signup/status", json!("optional")),
            with("/username/validation/allowed_types/email", json!(true)),
        ] {
            assert!(!are_offered(&other), "{other}");
        }
    }
}
