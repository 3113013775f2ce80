//! What a page or an application gives to `navigator.credentials` (§5.4, §5.5), as JSON with base64url.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::cose::Algorithm;

/// How long the browser waits for the user, in milliseconds.
const TIMEOUT: u32 = 60_000;

/// Whether the authenticator is to verify its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserVerification {
    Discouraged,
    Preferred,
    Required,
}

impl UserVerification {
    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Discouraged => "discouraged",
            Self::Preferred => "preferred",
            Self::Required => "required",
        }
    }
}

/// Where the authenticator is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attachment {
    Platform,
    CrossPlatform,
}

/// Which authenticators will do for a new credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// `None`: either.
    pub attachment: Option<Attachment>,
    /// Whether the credential must be found without its id.
    pub is_discoverable: bool,
    pub user_verification: UserVerification,
}

/// Whose the new credential will be.
#[derive(Debug, Clone, Copy)]
pub struct UserEntity<'a> {
    /// The user handle: nothing personal.
    pub handle: &'a [u8],
    pub name: &'a str,
    pub display_name: &'a str,
}

/// A request for a new credential.
#[derive(Debug, Clone, Copy)]
pub struct Creation<'a> {
    pub rp_id: &'a str,
    pub challenge: &'a [u8],
    pub user: UserEntity<'a>,
    pub selection: Selection,
    /// Ids of what the user has: an authenticator that holds one makes no other.
    pub exclude: &'a [Vec<u8>],
}

/// A request to show a credential.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    pub rp_id: &'a str,
    pub challenge: &'a [u8],
    pub user_verification: UserVerification,
    /// Ids, with the ways to reach them; empty: whichever the authenticator has for the relying party.
    pub allow: &'a [(Vec<u8>, Vec<String>)],
}

/// `PublicKeyCredentialCreationOptionsJSON`
pub fn creation(of: Creation<'_>) -> Value {
    let algorithms = Algorithm::ALL.map(|one| json!({ "type": "public-key", "alg": one.number() }));
    let resident = match of.selection.is_discoverable {
        true => "required",
        false => "discouraged",
    };
    let mut selection = json!({
        "residentKey": resident,
        "userVerification": of.selection.user_verification.name(),
    });
    if let Some(attachment) = of.selection.attachment {
        selection["authenticatorAttachment"] = match attachment {
            Attachment::Platform => "platform".into(),
            Attachment::CrossPlatform => "cross-platform".into(),
        };
    }
    let mut options = json!({
        "challenge": text(of.challenge),
        "timeout": TIMEOUT,
        "rp": { "id": of.rp_id, "name": of.rp_id },
        "pubKeyCredParams": algorithms,
        "authenticatorSelection": selection,
        "user": {
            "id": text(of.user.handle),
            "name": of.user.name,
            "displayName": of.user.display_name,
        },
    });
    if !of.exclude.is_empty() {
        let ids = of.exclude.iter().map(|id| descriptor(id, &[]));
        options["excludeCredentials"] = ids.collect();
    }
    options
}

/// `PublicKeyCredentialRequestOptionsJSON`
pub fn request(of: Request<'_>) -> Value {
    let mut options = json!({
        "challenge": text(of.challenge),
        "timeout": TIMEOUT,
        "rpId": of.rp_id,
        "userVerification": of.user_verification.name(),
    });
    if !of.allow.is_empty() {
        let ids = of.allow.iter().map(|(id, by)| descriptor(id, by));
        options["allowCredentials"] = ids.collect();
    }
    options
}

fn descriptor(id: &[u8], transports: &[String]) -> Value {
    let mut descriptor = json!({ "type": "public-key", "id": text(id) });
    if !transports.is_empty() {
        descriptor["transports"] = transports.into();
    }
    descriptor
}

fn text(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
