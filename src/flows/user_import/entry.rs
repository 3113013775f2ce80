//! One user of a file, as Auth0's schema for imports has it.

use std::sync::LazyLock;

use data_encoding::BASE32_NOPAD;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::guardian::{AuthenticatorDetails, AuthenticatorKind};
use crate::domain::identifier;
use crate::domain::phone::PhoneNumber;
use crate::domain::request_body::{Bodies, Invalid, Mode};
use crate::passwords::{foreign, is_supported};
use crate::store::authenticators::Secret;

static USERS: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("user.json")).expect("the schema is part of the program and tested")
});

/// Members of `app_metadata` that Auth0 keeps for itself.
const RESERVED: [&str; 18] = [
    "__tenant",
    "_id",
    "blocked",
    "clientID",
    "created_at",
    "email_verified",
    "email",
    "globalClientID",
    "global_client_id",
    "identities",
    "lastIP",
    "lastLogin",
    "loginsCount",
    "metadata",
    "multifactor_last_modified",
    "multifactor",
    "updated_at",
    "user_id",
];
/// What no answer shows.
const SECRETS: [&str; 3] = ["password_hash", "custom_password_hash", "mfa_factors"];
const HIDDEN: &str = "*****";

/// Why a user was not imported, as `/jobs/{id}/errors` says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub code: &'static str,
    pub message: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub path: String,
}

impl Fault {
    /// One of the whole user.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            path: String::new(),
        }
    }

    fn at(self, path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            ..self
        }
    }
}

/// What does not follow a schema, or the connection's rules.
impl From<Invalid> for Fault {
    fn from(invalid: Invalid) -> Self {
        let Invalid::Schema(mismatch) = &invalid else {
            return Self::new("NOT_PASSED", invalid.to_string());
        };
        let message = mismatch.plainly();
        let said = mismatch.to_string();
        let codes = [
            ("Missing required", "OBJECT_REQUIRED"),
            ("Additional properties", "OBJECT_ADDITIONAL_PROPERTIES"),
            ("Expected type", "INVALID_TYPE"),
            ("String is too long", "MAX_LENGTH"),
            ("String is too short", "MIN_LENGTH"),
            ("Array is too long", "ARRAY_LENGTH_LONG"),
            ("Array is too short", "ARRAY_LENGTH_SHORT"),
            ("pattern", "PATTERN"),
        ];
        let code = codes.iter().find(|(words, _)| said.contains(words));
        Self::new(code.map_or("FORMAT", |(_, code)| code), message).at(mismatch.path())
    }
}

/// A user of the file. Not `Debug`: it holds secrets.
pub struct Given {
    /// In its canonical form.
    pub email: String,
    /// With the prefix of database connections.
    pub user_id: Option<String>,
    /// As a request of the Management API would have it.
    pub body: Map<String, Value>,
    /// What of the profile no such request has.
    pub claims: Map<String, Value>,
    pub hash: Option<String>,
    /// The hash may take the place of one that was never used.
    pub replaces_hash: bool,
    pub factors: Vec<GivenFactor>,
}

/// A second factor, which counts as shown to work.
pub struct GivenFactor {
    pub kind: AuthenticatorKind,
    pub details: AuthenticatorDetails,
    pub secret: Secret,
}

/// Reads one.
pub fn read(value: &Value) -> Result<Given, Fault> {
    let Value::Object(user) = value else {
        return Err(Fault::new("INVALID_TYPE", "must be an object"));
    };
    USERS.validate(user, Mode::Create)?;
    let given = user
        .get("email")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let email = identifier::email(given);
    let email =
        email.ok_or_else(|| Fault::new("FORMAT", "must be one e-mail address").at("email"))?;
    let metadata = user.get("app_metadata").and_then(Value::as_object);
    let reserved = RESERVED
        .iter()
        .find(|name| metadata.is_some_and(|of| of.contains_key(**name)));
    if let Some(name) = reserved {
        let fault = Fault::new("NOT_PASSED", format!("must not have {name}"));
        return Err(fault.at("app_metadata"));
    }
    let (hash, replaces_hash) = hash(user)?;
    let mut body = user.clone();
    let mut claims = Map::new();
    for name in SECRETS.iter().chain(&["user_id"]) {
        body.shift_remove(*name);
    }
    for name in ["phone_number", "phone_verified"] {
        claims.extend(
            body.shift_remove(name)
                .map(|value| (name.to_owned(), value)),
        );
    }
    body.insert("email".to_owned(), email.as_str().into());
    let user_id = user.get("user_id").and_then(Value::as_str);
    Ok(Given {
        email,
        user_id: user_id.map(|id| format!("auth0|{}", id.strip_prefix("auth0|").unwrap_or(id))),
        body,
        claims,
        hash,
        replaces_hash,
        factors: factors(user)?,
    })
}

/// The address of a user whom [`read`] would take: two of them are too many.
pub fn address(value: &Value) -> Option<String> {
    identifier::email(value.get("email")?.as_str()?)
}

/// The user as an answer may show them.
pub fn shown(value: &Value) -> Value {
    let mut user = value.as_object().cloned().unwrap_or_default();
    for name in SECRETS {
        if let Some(secret) = user.get_mut(name) {
            *secret = HIDDEN.into();
        }
    }
    user.into()
}

/// The hash that is stored, and whether it is a `custom_password_hash`.
fn hash(user: &Map<String, Value>) -> Result<(Option<String>, bool), Fault> {
    let hash = user.get("password_hash").and_then(Value::as_str);
    let custom = user.get("custom_password_hash").and_then(Value::as_object);
    match (hash, custom) {
        (Some(_), Some(_)) => Err(Fault::new(
            "NOT_PASSED",
            "must have password_hash or custom_password_hash, and not both",
        )),
        (Some(hash), None) if hash.starts_with('$') && is_supported(hash) => {
            Ok((Some(hash.to_owned()), false))
        }
        (Some(_), None) => {
            let message = "must be a bcrypt hash ($2a$ or $2b$) of a supported cost";
            Err(Fault::new("PATTERN", message).at("password_hash"))
        }
        (None, Some(custom)) => match foreign::stored(custom) {
            Ok(hash) => Ok((Some(hash), true)),
            Err(problem) => Err(Fault::new("FORMAT", problem).at("custom_password_hash")),
        },
        (None, None) => Ok((None, false)),
    }
}

fn factors(user: &Map<String, Value>) -> Result<Vec<GivenFactor>, Fault> {
    let given = user.get("mfa_factors").and_then(Value::as_array);
    let given = given.map_or(&[][..], Vec::as_slice).iter().enumerate();
    given
        .map(|(number, one)| {
            let fault = || {
                Fault::new("ANY_OF_MISSING", "must have one of totp, phone and email")
                    .at(format!("mfa_factors[{number}]"))
            };
            factor(one.as_object().ok_or_else(fault)?).ok_or_else(fault)
        })
        .collect()
}

fn factor(given: &Map<String, Value>) -> Option<GivenFactor> {
    let mut members = given.iter();
    let (Some((name, value)), None) = (members.next(), members.next()) else {
        return None;
    };
    let part = |name: &str| value.get(name)?.as_str();
    let mut details = AuthenticatorDetails::default();
    let (kind, secret) = match name.as_str() {
        "totp" => {
            let key = BASE32_NOPAD.decode(part("secret")?.as_bytes()).ok()?;
            (AuthenticatorKind::Totp, Secret::Totp(key))
        }
        "phone" => {
            details.phone_number = Some(PhoneNumber::parse(part("value")?)?);
            (AuthenticatorKind::Phone, Secret::None)
        }
        _ => {
            details.email = Some(identifier::email(part("value")?)?);
            (AuthenticatorKind::Email, Secret::None)
        }
    };
    Some(GivenFactor {
        kind,
        details,
        secret,
    })
}
