//! The JSON of a public key credential (§5.8.1 `RegistrationResponseJSON`, `AuthenticationResponseJSON`).

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;

use crate::ceremony::{MAX_CREDENTIAL_ID, MAX_USER_HANDLE, Refusal};

/// How long the whole of it may be.
const MAX_TEXT: usize = 64 * 1024;
const MAX_CLIENT_DATA: usize = 8 * 1024;
/// Certificates of attestation statements are what makes it long.
const MAX_ATTESTATION: usize = 32 * 1024;
const MAX_AUTH_DATA: usize = 8 * 1024;
/// That of an RSA key of 8192 bits.
const MAX_SIGNATURE: usize = 1024;
const MAX_TRANSPORTS: usize = 8;
const MAX_TRANSPORT: usize = 32;

/// Base64url, as scripts write it without padding and some libraries with it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

#[derive(Deserialize)]
struct Text {
    id: String,
    #[serde(rename = "rawId")]
    raw_id: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "authenticatorAttachment")]
    attachment: Option<String>,
    response: ResponseText,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ResponseText {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    attestation_object: Option<String>,
    transports: Option<Vec<String>>,
    authenticator_data: Option<String>,
    signature: Option<String>,
    user_handle: Option<String>,
}

/// An answer that was read and not verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub(crate) credential_id: Vec<u8>,
    pub(crate) client_data: Vec<u8>,
    pub(crate) signed: Signed,
    /// Whether the authenticator is part of the device that has the browser, as the browser says; a hint and no more.
    pub is_platform: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Signed {
    Attestation {
        object: Vec<u8>,
        transports: Vec<String>,
    },
    Assertion {
        auth_data: Vec<u8>,
        signature: Vec<u8>,
        user_handle: Option<Vec<u8>>,
    },
}

impl Answer {
    /// The one of that JSON.
    pub fn read(json: &str) -> Result<Self, Refusal> {
        if json.len() > MAX_TEXT {
            return Err(Refusal::TooLong("the credential"));
        }
        let text: Text =
            serde_json::from_str(json).map_err(|_| Refusal::Malformed("the credential"))?;
        let credential_id = bytes("id", &text.id, MAX_CREDENTIAL_ID)?;
        let raw_id = match &text.raw_id {
            Some(raw_id) => bytes("rawId", raw_id, MAX_CREDENTIAL_ID)?,
            None => credential_id.clone(),
        };
        if text.kind != "public-key" || credential_id.is_empty() || raw_id != credential_id {
            return Err(Refusal::Malformed("the credential"));
        }
        let attachment = text.attachment.as_deref();
        Ok(Self {
            credential_id,
            client_data: bytes(
                "clientDataJSON",
                &text.response.client_data,
                MAX_CLIENT_DATA,
            )?,
            signed: signed(text.response)?,
            is_platform: attachment.map(|attachment| attachment == "platform"),
        })
    }

    /// The id of its credential, by which the caller finds the key.
    pub fn credential_id(&self) -> &[u8] {
        &self.credential_id
    }

    /// Whether it makes a credential, and does not show one.
    pub fn is_registration(&self) -> bool {
        matches!(self.signed, Signed::Attestation { .. })
    }

    /// The account that the authenticator says it is for.
    pub fn user_handle(&self) -> Option<&[u8]> {
        match &self.signed {
            Signed::Assertion { user_handle, .. } => user_handle.as_deref(),
            Signed::Attestation { .. } => None,
        }
    }
}

fn signed(text: ResponseText) -> Result<Signed, Refusal> {
    match (
        text.attestation_object,
        text.authenticator_data,
        text.signature,
    ) {
        (Some(object), _, None) => Ok(Signed::Attestation {
            object: bytes("attestationObject", &object, MAX_ATTESTATION)?,
            transports: transports(text.transports.unwrap_or_default()),
        }),
        (None, Some(auth_data), Some(signature)) => {
            let handle = text.user_handle.filter(|handle| !handle.is_empty());
            let handle = handle.map(|handle| bytes("userHandle", &handle, MAX_USER_HANDLE));
            Ok(Signed::Assertion {
                auth_data: bytes("authenticatorData", &auth_data, MAX_AUTH_DATA)?,
                signature: bytes("signature", &signature, MAX_SIGNATURE)?,
                user_handle: handle.transpose()?,
            })
        }
        _ => Err(Refusal::Malformed("the response")),
    }
}

/// Hints for later requests: what is no word is left out.
fn transports(given: Vec<String>) -> Vec<String> {
    let is_word = |text: &String| {
        let is_letter = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        (1..=MAX_TRANSPORT).contains(&text.len()) && text.bytes().all(is_letter)
    };
    let words = given.into_iter().filter(is_word);
    words.take(MAX_TRANSPORTS).collect()
}

fn bytes(what: &'static str, text: &str, most: usize) -> Result<Vec<u8>, Refusal> {
    if text.len() > most.div_ceil(3) * 4 {
        return Err(Refusal::TooLong(what));
    }
    let read = BASE64.decode(text).map_err(|_| Refusal::Malformed(what))?;
    match read.len() <= most {
        true => Ok(read),
        false => Err(Refusal::TooLong(what)),
    }
}
