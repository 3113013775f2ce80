//! Credentials of WebAuthn that an administrator brings along, and how they are shown.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

use super::body::{mismatch, required, text};
use crate::domain::guardian::{AuthenticatorKind, Credential, DeviceType};
use crate::resources::api::error::ApiError;
use crate::webauthn::{Key, MAX_CREDENTIAL_ID, MAX_USER_HANDLE};

/// What belongs to a second factor.
pub const OF_FACTORS: &[&str] = &[
    "key_id",
    "public_key",
    "relying_party_identifier",
    "transports",
];
/// What belongs to a passkey.
pub const OF_PASSKEYS: &[&str] = &[
    "key_id",
    "public_key",
    "relying_party_identifier",
    "transports",
    "aaguid",
    "credential_device_type",
    "credential_backed_up",
    "identity_user_id",
    "user_agent",
    "user_handle",
];

/// In the form of URLs or not, with padding or without: the OpenAPI document says base64, browsers say base64url.
const BASE64: [GeneralPurpose; 2] = {
    let padding = DecodePaddingMode::Indifferent;
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(padding);
    [
        GeneralPurpose::new(&alphabet::URL_SAFE, config),
        GeneralPurpose::new(&alphabet::STANDARD, config),
    ]
};

/// The credential that a body describes. What it leaves out of its account and its relying party is empty, and for the caller
/// to fill in.
pub fn given(body: &Map<String, Value>) -> Result<Credential, ApiError> {
    let key_id = bytes("key_id", required(body, "key_id")?, MAX_CREDENTIAL_ID)?;
    let public_key = bytes("public_key", required(body, "public_key")?, usize::MAX)?;
    if Key::read(&public_key).is_err() {
        let sentence = "Object didn't pass validation for format cose-key".to_owned();
        return Err(mismatch("public_key", sentence));
    }
    let user_handle = match text(body, "user_handle") {
        Some(handle) => bytes("user_handle", handle, MAX_USER_HANDLE)?,
        None => Vec::new(),
    };
    let transports = body.get("transports").and_then(Value::as_array);
    let transports = transports.into_iter().flatten().filter_map(Value::as_str);
    let device_type = text(body, "credential_device_type");
    Ok(Credential {
        key_id: BASE64_URL_SAFE_NO_PAD.encode(key_id),
        counter: 0,
        is_backed_up: body.get("credential_backed_up").and_then(Value::as_bool),
        public_key: BASE64_STANDARD.encode(public_key),
        relying_party_identifier: relying_party(body)?,
        user_handle: BASE64_URL_SAFE_NO_PAD.encode(user_handle),
        identity_user_id: text(body, "identity_user_id")
            .unwrap_or_default()
            .to_owned(),
        aaguid: text(body, "aaguid").map(str::to_ascii_lowercase),
        transports: transports.map(str::to_owned).collect(),
        device_type: device_type.map(|name| DeviceType::of(name == DeviceType::MultiDevice.name())),
        user_agent: text(body, "user_agent").map(str::to_owned),
    })
}

/// A host, in small letters.
fn relying_party(body: &Map<String, Value>) -> Result<String, ApiError> {
    const NAME: &str = "relying_party_identifier";
    let host = text(body, NAME).unwrap_or_default().to_ascii_lowercase();
    let is_letter = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'.';
    if !host.bytes().all(is_letter) {
        let sentence = format!("Object didn't pass validation for format hostname: {host}");
        return Err(mismatch(NAME, sentence));
    }
    Ok(host)
}

fn bytes(name: &str, text: &str, most: usize) -> Result<Vec<u8>, ApiError> {
    let read = BASE64.iter().find_map(|base| base.decode(text).ok());
    let read = read.filter(|bytes| (1..=most).contains(&bytes.len()));
    read.ok_or_else(|| {
        let sentence = "Object didn't pass validation for format base64".to_owned();
        mismatch(name, sentence)
    })
}

/// Adds what is known of a credential, in the order of the OpenAPI document.
pub fn show(view: &mut Value, kind: AuthenticatorKind, of: &Credential) {
    view["key_id"] = of.key_id.as_str().into();
    view["public_key"] = of.public_key.as_str().into();
    if let Some(aaguid) = &of.aaguid {
        view["aaguid"] = aaguid.as_str().into();
    }
    view["relying_party_identifier"] = of.relying_party_identifier.as_str().into();
    if let Some(device_type) = of.device_type {
        view["credential_device_type"] = device_type.name().into();
    }
    if let Some(is_backed_up) = of.is_backed_up {
        view["credential_backed_up"] = is_backed_up.into();
    }
    if !of.transports.is_empty() {
        view["transports"] = of.transports.as_slice().into();
    }
    if kind == AuthenticatorKind::Passkey {
        view["identity_user_id"] = of.identity_user_id.as_str().into();
        view["user_handle"] = of.user_handle.as_str().into();
        if let Some(user_agent) = &of.user_agent {
            view["user_agent"] = user_agent.as_str().into();
        }
    }
}
