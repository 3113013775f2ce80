//! An authenticator and a browser that does as it is told: answers that are genuine but for what a test changes.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use futures_util::FutureExt;
use passkey::authenticator::{Authenticator, MemoryStore, UiHint, UserCheck, UserValidationMethod};
use passkey::crypto::aws_lc_rs::AwsLcRsBackend;
use passkey::crypto::iana;
use passkey::types::ctap2::{Aaguid, Ctap2Error, get_assertion, make_credential};
use passkey::types::webauthn::{
    PublicKeyCredentialDescriptor, PublicKeyCredentialParameters, PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
};
use passkey::types::{Bytes, Passkey};
use serde_json::{Value, json};

/// How long a COSE key of ES256 is.
const ES256_KEY: usize = 77;

/// Whether the user lets themself be verified.
struct Person {
    is_verified: bool,
}

#[async_trait::async_trait]
impl UserValidationMethod for Person {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        _: UiHint<'a, Passkey>,
        presence: bool,
        verification: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        Ok(UserCheck {
            presence,
            verification: verification && self.is_verified,
        })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

/// A device with credentials, and the browser before it.
pub struct Device {
    authenticator: Authenticator<MemoryStore, Person, AwsLcRsBackend>,
    /// What the browser says it shows.
    pub origin: String,
    /// Whether its user is verified when asked.
    pub verifies: bool,
    /// Further members of the client data.
    pub client_data: Value,
    /// The user handle of the newest credential.
    pub user_handle: Vec<u8>,
    pub credential_id: Vec<u8>,
}

impl Device {
    /// One that is at this origin, and has no credential.
    pub fn at(origin: &str) -> Self {
        let person = Person { is_verified: true };
        let mut authenticator = Authenticator::new(
            Aaguid::new_empty(),
            MemoryStore::new(),
            person,
            AwsLcRsBackend,
        );
        authenticator.set_make_credentials_with_signature_counter(true);
        Self {
            authenticator,
            origin: origin.to_owned(),
            verifies: true,
            client_data: json!({ "crossOrigin": false }),
            user_handle: Vec::new(),
            credential_id: Vec::new(),
        }
    }

    /// The same, of an authenticator whose credentials are on several devices, and count nothing.
    pub fn without_counter(mut self) -> Self {
        self.authenticator
            .set_make_credentials_with_signature_counter(false);
        self
    }

    /// `navigator.credentials.create({ publicKey })`
    pub fn create(&mut self, options: &Value) -> Value {
        let client_data = self.client_data("webauthn.create", options);
        let user = &options["user"];
        let user = PublicKeyCredentialUserEntity {
            id: Bytes::from(decode(&user["id"])),
            name: text(&user["name"]),
            display_name: text(&user["displayName"]),
        };
        self.user_handle = user.id.to_vec();
        let request = make_credential::Request {
            client_data_hash: sha256(&client_data),
            rp: make_credential::PublicKeyCredentialRpEntity {
                id: text(&options["rp"]["id"]),
                name: None,
            },
            user,
            pub_key_cred_params: vec![PublicKeyCredentialParameters {
                ty: PublicKeyCredentialType::PublicKey,
                alg: iana::Algorithm::ES256,
            }],
            exclude_list: None,
            extensions: None,
            options: make_credential::Options {
                rk: true,
                up: true,
                uv: self.verifies,
            },
            pin_auth: None,
            pin_protocol: None,
        };
        let made = self.authenticator.make_credential(request).now_or_never();
        let made = made.expect("it waits for nothing").expect("a credential");
        let attested = made.auth_data.attested_credential_data.as_ref();
        self.credential_id = attested.expect("it is new").credential_id().to_vec();
        self.answer(json!({
            "clientDataJSON": encode(&client_data),
            "attestationObject": encode(&made.as_webauthn_bytes()),
            "transports": ["internal", "hybrid"],
        }))
    }

    /// The public key of a new credential, as COSE has it.
    pub fn create_key(&mut self) -> String {
        let options = json!({
            "challenge": "",
            "rp": { "id": "example.com" },
            "user": { "id": "QQ", "name": "Ada", "displayName": "Ada" },
        });
        let made = self.create(&options);
        let object = decode(&made["response"]["attestationObject"]);
        // The authenticator's data are the last member, and the key is the last of them.
        let key = &object[object.len() - ES256_KEY..];
        base64::prelude::BASE64_STANDARD.encode(key)
    }

    /// `navigator.credentials.get({ publicKey })`, with the newest credential.
    pub fn get(&mut self, options: &Value) -> Value {
        let client_data = self.client_data("webauthn.get", options);
        let credential = PublicKeyCredentialDescriptor {
            ty: PublicKeyCredentialType::PublicKey,
            id: Bytes::from(self.credential_id.clone()),
            transports: None,
        };
        let request = get_assertion::Request {
            rp_id: text(&options["rpId"]),
            client_data_hash: sha256(&client_data),
            allow_list: Some(vec![credential]),
            extensions: None,
            options: get_assertion::Options {
                up: true,
                uv: self.verifies,
            },
            pin_auth: None,
            pin_protocol: None,
        };
        let shown = self.authenticator.get_assertion(request).now_or_never();
        let shown = shown.expect("it waits for nothing").expect("an assertion");
        self.answer(json!({
            "clientDataJSON": encode(&client_data),
            "authenticatorData": encode(&shown.auth_data.to_vec()),
            "signature": encode(&shown.signature),
            "userHandle": encode(&self.user_handle),
        }))
    }

    fn answer(&self, response: Value) -> Value {
        let id = encode(&self.credential_id);
        json!({
            "id": id,
            "rawId": id,
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "response": response,
            "clientExtensionResults": {},
        })
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let mut data = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
        });
        for (name, value) in self.client_data.as_object().expect("an object") {
            data[name] = value.clone();
        }
        data.to_string().into_bytes()
    }
}

fn sha256(bytes: &[u8]) -> Bytes {
    aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes)
        .as_ref()
        .to_vec()
        .into()
}

/// Base64url without padding.
pub fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of a member that is base64url.
pub fn decode(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("base64url");
    BASE64_URL_SAFE_NO_PAD.decode(text).expect("base64url")
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}
