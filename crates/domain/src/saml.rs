//! What a client's `samlp` or `wsfed` add-on says about the assertions that it wants, with Auth0's defaults.

pub mod claims;
pub mod wishes;

use std::time::Duration;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::redirect_uri::is_web_address;

const UNSPECIFIED_NAME: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
/// The authentication context that says nothing.
pub const UNSPECIFIED_CONTEXT: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified";
/// The authentication contexts that a login at our own page over its own channel is.
pub const PASSWORD_CONTEXTS: [&str; 2] = [
    "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
];
/// How long an assertion is good for: an hour.
const LIFETIME: u32 = 3_600;

/// The hash of a signature, or of what it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum HashAlgorithm {
    /// Only where an add-on names it, and only when we sign.
    #[serde(rename = "sha1", alias = "rsa-sha1")]
    Sha1,
    #[default]
    #[serde(rename = "sha256", alias = "rsa-sha256")]
    Sha256,
}

/// How assertions are encrypted. The authenticated modes come first; the others are for peers that know no better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Cipher {
    #[default]
    #[serde(
        rename = "aes256-gcm",
        alias = "http://www.w3.org/2009/xmlenc11#aes256-gcm"
    )]
    Aes256Gcm,
    #[serde(
        rename = "aes128-gcm",
        alias = "http://www.w3.org/2009/xmlenc11#aes128-gcm"
    )]
    Aes128Gcm,
    #[serde(
        rename = "aes256-cbc",
        alias = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
    )]
    Aes256Cbc,
    #[serde(
        rename = "aes128-cbc",
        alias = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
    )]
    Aes128Cbc,
}

/// How a message travels through the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum MessageBinding {
    #[default]
    #[serde(rename = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST")]
    Post,
    #[serde(rename = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")]
    Redirect,
}

/// `addons.samlp`, or `addons.wsfed`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SamlSettings {
    #[serde(default, deserialize_with = "filled")]
    pub audience: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    pub recipient: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    pub destination: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    pub issuer: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    mappings: Option<Map<String, Value>>,
    #[serde(default, deserialize_with = "filled")]
    create_upn_claim: Option<bool>,
    #[serde(default, deserialize_with = "filled")]
    passthrough_claims_with_no_mapping: Option<bool>,
    #[serde(default, deserialize_with = "filled")]
    map_unknown_claims_as_is: Option<bool>,
    #[serde(default, deserialize_with = "filled")]
    map_identities: Option<bool>,
    #[serde(default, deserialize_with = "filled")]
    signature_algorithm: Option<HashAlgorithm>,
    #[serde(default, deserialize_with = "filled")]
    digest_algorithm: Option<HashAlgorithm>,
    #[serde(default, deserialize_with = "filled")]
    lifetime_in_seconds: Option<u32>,
    #[serde(default, deserialize_with = "filled")]
    sign_response: Option<bool>,
    #[serde(default, deserialize_with = "filled")]
    sign_assertion: Option<bool>,
    #[serde(default, deserialize_with = "filled")]
    name_identifier_format: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    name_identifier_probes: Option<Vec<String>>,
    #[serde(default, deserialize_with = "filled")]
    pub authn_context_class_ref: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    typed_attributes: Option<bool>,
    #[serde(default, deserialize_with = "filled")]
    include_attribute_name_format: Option<bool>,
    #[serde(default, deserialize_with = "filled")]
    logout: Option<Logout>,
    #[serde(default, deserialize_with = "filled")]
    binding: Option<MessageBinding>,
    /// The key of the client's own messages, which then have to be signed.
    #[serde(default, deserialize_with = "filled")]
    pub signing_cert: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    encryption_cert: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    encryption_public_key: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    encryption_algorithm: Option<Cipher>,
    /// What only an Action can set: the `RelayState` of the answer, and the key that signs it.
    #[serde(skip)]
    pub relay_state: Option<String>,
    #[serde(skip)]
    certificate: Option<String>,
    #[serde(skip)]
    private_key: Option<String>,
}

/// `logout` of the add-on.
#[derive(Debug, Clone, Default, Deserialize)]
struct Logout {
    #[serde(default, deserialize_with = "filled")]
    callback: Option<String>,
    #[serde(default, deserialize_with = "filled")]
    slo_enabled: Option<bool>,
}

/// Tools send `null` and empty texts for what is not set.
fn filled<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: serde::de::DeserializeOwned,
{
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::String(text) if text.is_empty() => Ok(None),
        value => serde_json::from_value(value)
            .map(Some)
            .map_err(serde::de::Error::custom),
    }
}

impl SamlSettings {
    /// The key of an Action that signs instead of ours, and its certificate.
    pub fn own_key(&self) -> Option<(&str, &str)> {
        match (&self.private_key, &self.certificate) {
            (None, None) => None,
            (key, certificate) => Some((
                key.as_deref().unwrap_or_default(),
                certificate.as_deref().unwrap_or_default(),
            )),
        }
    }

    /// How messages are signed.
    pub fn signature_hash(&self) -> HashAlgorithm {
        self.signature_algorithm.unwrap_or_default()
    }

    /// How signed content is hashed.
    pub fn digest_hash(&self) -> HashAlgorithm {
        self.digest_algorithm.unwrap_or_default()
    }

    /// Whether the response is signed as a whole.
    pub fn signs_response(&self) -> bool {
        self.sign_response.unwrap_or(false)
    }

    /// Whether the assertion is signed: unless the response is, or where both are asked for. One of them always is.
    pub fn signs_assertion(&self) -> bool {
        !self.signs_response() || self.sign_assertion.unwrap_or(false)
    }

    /// How long an assertion is good for, if it is said.
    pub fn lifetime(&self) -> Option<Duration> {
        let seconds = self.lifetime_in_seconds.filter(|s| *s > 0)?;
        Some(Duration::from_secs(seconds.into()))
    }

    /// How long a SAML 2.0 assertion is good for.
    pub fn lifetime_or_default(&self) -> Duration {
        self.lifetime()
            .unwrap_or(Duration::from_secs(LIFETIME.into()))
    }

    /// The `Format` of the name identifier.
    pub fn name_format(&self) -> &str {
        self.name_identifier_format
            .as_deref()
            .unwrap_or(UNSPECIFIED_NAME)
    }

    /// Whether values carry their type.
    pub fn types_attributes(&self) -> bool {
        self.typed_attributes.unwrap_or(true)
    }

    /// Whether attributes carry their name's format.
    pub fn tells_name_format(&self) -> bool {
        self.include_attribute_name_format.unwrap_or(true)
    }

    /// Where logout messages for the client go.
    pub fn logout_url(&self) -> Option<&str> {
        self.logout_callback().filter(|url| is_web_address(url))
    }

    /// The same as it was written.
    pub fn logout_callback(&self) -> Option<&str> {
        self.logout.as_ref()?.callback.as_deref()
    }

    /// Whether the client is told when a session ends that it takes part in, and where.
    pub fn logout_notice(&self) -> Option<&str> {
        let is_told = self.logout.as_ref()?.slo_enabled.unwrap_or(true);
        self.logout_url().filter(|_| is_told)
    }

    /// How logout messages reach the client.
    pub fn logout_binding(&self) -> MessageBinding {
        self.binding.unwrap_or_default()
    }

    /// The certificate or public key that assertions are encrypted for.
    pub fn encryption_key(&self) -> Option<&str> {
        self.encryption_cert
            .as_deref()
            .or(self.encryption_public_key.as_deref())
    }

    /// How they are encrypted.
    pub fn cipher(&self) -> Cipher {
        self.encryption_algorithm.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settings(document: Value) -> SamlSettings {
        serde_json::from_value(document).unwrap()
    }

    #[test]
    fn an_empty_add_on_has_auth0s_defaults_and_a_good_hash() {
        for empty in [
            json!({}),
            json!({"audience": "", "lifetimeInSeconds": null, "signatureAlgorithm": "", "mappings": null}),
        ] {
            let s = settings(empty);
            assert_eq!(
                (s.signature_hash(), s.digest_hash()),
                (HashAlgorithm::Sha256, HashAlgorithm::Sha256)
            );
            assert!(s.signs_assertion() && !s.signs_response());
            assert_eq!(s.lifetime_or_default(), Duration::from_secs(3_600));
            assert_eq!(
                s.name_format(),
                "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
            );
            assert_eq!((s.logout_notice(), s.encryption_key()), (None, None));
            assert_eq!(
                (s.logout_binding(), s.cipher()),
                (MessageBinding::Post, Cipher::Aes256Gcm)
            );
        }
    }

    #[test]
    fn something_is_always_signed() {
        for (add_on, expected) in [
            (
                json!({"signResponse": false, "signAssertion": false}),
                (true, false),
            ),
            (json!({"signResponse": true}), (false, true)),
            (
                json!({"signResponse": true, "signAssertion": true}),
                (true, true),
            ),
        ] {
            let s = settings(add_on);
            assert_eq!((s.signs_assertion(), s.signs_response()), expected);
        }
    }

    #[test]
    fn sha1_has_to_be_named_and_others_do_not_exist() {
        let s = settings(json!({"signatureAlgorithm": "rsa-sha1", "digestAlgorithm": "sha1"}));
        assert_eq!(
            (s.signature_hash(), s.digest_hash()),
            (HashAlgorithm::Sha1, HashAlgorithm::Sha1)
        );
        for bad in [
            json!({"signatureAlgorithm": "rsa-md5"}),
            json!({"binding": "SOAP"}),
            json!({"signResponse": "yes"}),
        ] {
            assert!(serde_json::from_value::<SamlSettings>(bad).is_err());
        }
    }

    #[test]
    fn a_client_that_opted_out_is_not_told_of_logouts() {
        let quiet = settings(
            json!({"logout": {"callback": "https://sp.example/slo", "slo_enabled": false}}),
        );
        assert_eq!(
            (quiet.logout_url(), quiet.logout_notice()),
            (Some("https://sp.example/slo"), None)
        );
    }
}
