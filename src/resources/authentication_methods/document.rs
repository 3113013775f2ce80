//! What bodies of these endpoints must be, and how an authenticator is shown: never with what it is proved with.

use data_encoding::BASE32_NOPAD;
use serde_json::{Map, Value, json};

use super::body::{BODIES, mismatch, required, text};
use super::credential;
use crate::domain::guardian::{Authenticator, AuthenticatorDetails, AuthenticatorKind};
use crate::domain::identifier;
use crate::domain::phone::PhoneNumber;
use crate::domain::request_body::Mode;
use crate::resources::api::error::ApiError;
use crate::store::authenticators::Secret;

/// How many bytes a TOTP's key has: what apps were given by others is not always as long as RFC 4226 §4 wants it.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 10..=128;

const PHONE: &str = "phone_number";
const PREFERENCE: &str = "preferred_authentication_method";

/// What a body asks to enroll. Not `Debug`: it holds the secret.
pub struct Given {
    pub kind: AuthenticatorKind,
    pub details: AuthenticatorDetails,
    pub secret: Secret,
}

/// The authenticator that the body of a `POST` describes.
pub fn given(body: &Map<String, Value>) -> Result<Given, ApiError> {
    BODIES.validate(body, Mode::Create)?;
    let (kind, own): (_, &[&str]) = match text(body, "type") {
        Some("totp") => (AuthenticatorKind::Totp, &["totp_secret"]),
        Some("email") => (AuthenticatorKind::Email, &["email"]),
        Some("phone") => (AuthenticatorKind::Phone, &[PHONE, PREFERENCE]),
        Some("webauthn-roaming") => (AuthenticatorKind::WebauthnRoaming, credential::OF_FACTORS),
        Some("passkey") => (AuthenticatorKind::Passkey, credential::OF_PASSKEYS),
        _ => return Err(ApiError::not_enabled()),
    };
    let is_known = |name: &str| ["type", "name"].contains(&name) || own.contains(&name);
    if let Some(name) = body.keys().find(|name| !is_known(name)) {
        let sentence = format!("Additional properties not allowed: {name}");
        return Err(mismatch("", sentence));
    }
    let mut details = AuthenticatorDetails {
        name: text(body, "name").map(str::to_owned),
        ..AuthenticatorDetails::default()
    };
    let mut secret = Secret::None;
    match kind {
        AuthenticatorKind::Totp => {
            let value = required(body, "totp_secret")?;
            secret = Secret::Totp(key(value).ok_or_else(|| {
                // The sentence does not repeat the key.
                let sentence = "Object didn't pass validation for format base32".to_owned();
                mismatch("totp_secret", sentence)
            })?);
        }
        AuthenticatorKind::Phone => {
            may_prefer(text(body, PREFERENCE))?;
            let value = required(body, PHONE)?;
            let sentence =
                format!("Object didn't pass validation for format phone-number: {value}");
            let number = PhoneNumber::parse(value).ok_or_else(|| mismatch(PHONE, sentence))?;
            details.phone_number = Some(number);
        }
        AuthenticatorKind::Email => {
            let value = required(body, "email")?;
            let address = identifier::email(value).ok_or_else(|| {
                let sentence = format!("Object didn't pass validation for format email: {value}");
                mismatch("email", sentence)
            })?;
            details.email = Some(address);
        }
        _ => details.credential = Some(credential::given(body)?),
    }
    Ok(Given {
        kind,
        details,
        secret,
    })
}

/// The authenticators that the body of a `PUT` lists; credentials are not among what it replaces.
pub fn all_given(list: &[Value]) -> Result<Vec<Given>, ApiError> {
    let none = Map::new();
    let bodies = list.iter().map(|item| item.as_object().unwrap_or(&none));
    let given: Vec<Given> = bodies.map(given).collect::<Result<_, _>>()?;
    match given.iter().all(|given| given.details.credential.is_none()) {
        true => Ok(given),
        false => Err(ApiError::not_enabled()),
    }
}

/// The name that the body of a `PATCH` gives, if it does.
pub fn name(body: &Map<String, Value>) -> Result<Option<&str>, ApiError> {
    BODIES.validate(body, Mode::Update)?;
    may_prefer(body.get(PREFERENCE).and_then(Value::as_str))?;
    Ok(body.get("name").and_then(Value::as_str))
}

/// Phones are sent text messages, and are not called.
fn may_prefer(method: Option<&str>) -> Result<(), ApiError> {
    match method {
        None | Some("sms") => Ok(()),
        Some(_) => Err(ApiError::not_enabled()),
    }
}

/// The key of an app from base32 (RFC 4648 §6), in small letters or capitals, padded or not.
fn key(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=').to_ascii_uppercase();
    let key = BASE32_NOPAD.decode(text.as_bytes()).ok()?;
    KEY_BYTES.contains(&key.len()).then_some(key)
}

/// As lists show it.
pub fn view(of: &Authenticator) -> Value {
    let mut view = changed(of);
    let times = [
        ("enrolled_at", of.confirmed_at),
        ("last_auth_at", of.last_auth_at),
    ];
    for (name, at) in times {
        if let Some(at) = at {
            view[name] = at.to_string().into();
        }
    }
    view
}

/// As the answer to a change shows it.
pub fn changed(of: &Authenticator) -> Value {
    let mut view = created(of);
    view["confirmed"] = of.is_confirmed().into();
    view
}

/// As the answer to its making shows it.
pub fn created(of: &Authenticator) -> Value {
    let mut view = json!({ "id": of.id, "type": of.kind.api_type() });
    let facts = [("name", &of.details.name), ("email", &of.details.email)];
    for (name, fact) in facts {
        if let Some(fact) = fact {
            view[name] = fact.as_str().into();
        }
    }
    if let Some(number) = &of.details.phone_number {
        view[PHONE] = number.as_str().into();
        view[PREFERENCE] = "sms".into();
        view["authentication_methods"] = json!([{ "type": "sms", "id": of.id }]);
    }
    if let Some(credential) = &of.details.credential {
        credential::show(&mut view, of.kind, credential);
    }
    view["created_at"] = of.created_at.to_string().into();
    view
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::testing::map;

    #[test]
    fn keys_are_read_as_apps_and_exports_write_them() {
        let expected = b"12345678901234567890".to_vec();
        for text in [
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
            "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ====",
        ] {
            assert_eq!(key(text), Some(expected.clone()), "{text}");
        }
        for bad in [
            "",
            "GEZDGNBV",
            "GEZDGNBVGY3TQOJ1",
            "not base32 at all!",
            &"A".repeat(208),
        ] {
            assert_eq!(key(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_belongs_to_another_kind_is_refused() {
        let said = |body: Value| given(&map(body)).map(drop).map_err(|e| e.parts().0);
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        for good in [
            json!({ "type": "totp", "totp_secret": secret, "name": "Phone" }),
            json!({ "type": "email", "email": "Ada@Example.com" }),
            json!({ "type": "phone", "phone_number": "+1 555 555 0100", "preferred_authentication_method": "sms" }),
        ] {
            assert_eq!(said(good.clone()), Ok(()), "{good}");
        }
        for (bad, status) in [
            (json!({ "type": "totp" }), 400),
            (json!({ "type": "totp", "totp_secret": "A" }), 400),
            (
                json!({ "type": "totp", "totp_secret": secret, "email": "a@example.com" }),
                400,
            ),
            (json!({ "type": "email", "email": "nobody" }), 400),
            (
                json!({ "type": "email", "email": "a@example.com", "name": "" }),
                400,
            ),
            (json!({ "type": "fantasy" }), 400),
            (json!({ "totp_secret": secret }), 400),
            (json!({ "type": "phone", "phone_number": "555 0100" }), 400),
            (json!({ "type": "phone" }), 400),
            (
                json!({ "type": "email", "email": "a@example.com", "preferred_authentication_method": "sms" }),
                400,
            ),
            (
                json!({ "type": "phone", "phone_number": "+15555550100", "preferred_authentication_method": "voice" }),
                403,
            ),
            (json!({ "type": "passkey" }), 400),
            (json!({ "type": "webauthn-roaming", "key_id": "QQ" }), 400),
            (
                json!({ "type": "webauthn-roaming", "key_id": "QQ", "public_key": "oA" }),
                400,
            ),
            (
                json!({ "type": "totp", "totp_secret": secret, "key_id": "QQ" }),
                400,
            ),
        ] {
            assert_eq!(said(bad.clone()), Err(status), "{bad}");
        }
    }
}
