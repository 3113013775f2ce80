//! Custom domains: further hosts under which the server is reached, as administrators keep them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::guardian::is_domain_of;
use super::request_body::{Forbidden, Invalid};
use super::time::Timestamp;

const MAX_METADATA: usize = 10;
const CLIENT_IP_HEADER: &str = "custom_client_ip_header";
const RELYING_PARTY: &str = "relying_party_identifier";

/// One custom domain.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomDomain {
    /// `cd_…`
    pub id: String,
    /// A host, in lower case.
    pub domain: String,
    pub settings: DomainSettings,
    pub created_at: Timestamp,
    /// From then on requests to it are answered.
    pub verified_at: Option<Timestamp>,
}

/// What is kept of it beside its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DomainSettings {
    #[serde(rename = "type")]
    pub certificates: CertificateType,
    /// Absent, or the empty text: which header is believed is for the server's configuration to say.
    pub custom_client_ip_header: Option<String>,
    /// Absent until there is a first one; later it may be empty.
    #[serde(default)]
    pub domain_metadata: Option<Map<String, Value>>,
    /// The RP ID of its passkeys, where that is not its name: a domain that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relying_party_identifier: Option<String>,
}

/// Whose business the domain's certificate is, in Auth0's words. Here it is the operator's either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateType {
    Auth0ManagedCerts,
    SelfManagedCerts,
}

impl CertificateType {
    /// The `type` on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auth0ManagedCerts => "auth0_managed_certs",
            Self::SelfManagedCerts => "self_managed_certs",
        }
    }
}

impl CustomDomain {
    /// Whether requests to it are answered.
    pub fn is_ready(&self) -> bool {
        self.verified_at.is_some()
    }
}

impl DomainSettings {
    /// Those of a new domain.
    pub fn of_type(text: &str) -> Self {
        let certificates = if text == CertificateType::Auth0ManagedCerts.as_str() {
            CertificateType::Auth0ManagedCerts
        } else {
            CertificateType::SelfManagedCerts
        };
        Self {
            certificates,
            custom_client_ip_header: None,
            domain_metadata: None,
            relying_party_identifier: None,
        }
    }

    /// Takes over what a body says of the domain: absent keys stay, metadata are merged, and `null` removes.
    pub fn apply(
        &mut self,
        domain: &str,
        body: &Map<String, Value>,
    ) -> Result<Result<(), Forbidden>, Invalid> {
        self.check(body)?;
        let text = |key: &str| body.get(key).and_then(Value::as_str);
        // Believing a header from anybody would let every caller choose its address.
        if text(CLIENT_IP_HEADER).is_some_and(|value| !value.is_empty()) {
            return Ok(Err(Forbidden));
        }
        if body.contains_key(RELYING_PARTY) {
            let named = text(RELYING_PARTY).map(str::to_ascii_lowercase);
            if named.as_deref().is_some_and(|id| !is_domain_of(id, domain)) {
                let text =
                    "The 'relying_party_identifier' must be the domain or a domain that it is in";
                return Err(Invalid::Rule(text.into()));
            }
            self.relying_party_identifier = named;
        }
        if body.contains_key(CLIENT_IP_HEADER) {
            self.custom_client_ip_header = text(CLIENT_IP_HEADER).map(str::to_owned);
        }
        if let Some(changes) = body.get("domain_metadata").and_then(Value::as_object) {
            self.merge(changes)?;
        }
        Ok(Ok(()))
    }

    fn merge(&mut self, changes: &Map<String, Value>) -> Result<(), Invalid> {
        let metadata = self.domain_metadata.get_or_insert_default();
        metadata.extend(changes.clone());
        metadata.retain(|_, value| !value.is_null());
        if metadata.len() > MAX_METADATA {
            let text = "Payload validation error: domain_metadata has too many properties";
            return Err(Invalid::Rule(text.into()));
        }
        Ok(())
    }

    fn check(&self, body: &Map<String, Value>) -> Result<(), Invalid> {
        let is_self_managed = self.certificates == CertificateType::SelfManagedCerts;
        if is_self_managed && body.contains_key("tls_policy") {
            let text = "The 'tls_policy' cannot be set on self_managed domains";
            return Err(Invalid::Rule(text.into()));
        }
        let header = body.get(CLIENT_IP_HEADER);
        if !is_self_managed && header.is_some_and(|h| !h.is_null() && h != "") {
            let text = "The 'custom_client_ip_header' cannot be set on auth0_managed domains";
            return Err(Invalid::Rule(text.into()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn applied(kind: &str, body: Value) -> Result<Result<DomainSettings, Forbidden>, Invalid> {
        let mut settings = DomainSettings::of_type(kind);
        let metadata = Map::from_iter([("a".to_owned(), "1".into())]);
        settings.domain_metadata = Some(metadata);
        let body = body.as_object().expect("an object");
        Ok(settings
            .apply("login.example.com", body)?
            .map(|()| settings))
    }

    #[test]
    fn metadata_are_merged_key_by_key() {
        let body = json!({"domain_metadata": {"a": null, "b": "2"}});
        let settings = applied("self_managed_certs", body).unwrap().unwrap();
        assert_eq!(Value::from(settings.domain_metadata), json!({"b": "2"}));
        let many: Map<String, Value> = (0..10).map(|n| (n.to_string(), json!("x"))).collect();
        assert!(applied("self_managed_certs", json!({"domain_metadata": many})).is_err());
    }

    #[test]
    fn no_header_is_believed_for_a_domain_alone() {
        let header = |kind, value: &str| applied(kind, json!({"custom_client_ip_header": value}));
        let kept = header("self_managed_certs", "").unwrap().unwrap();
        assert_eq!(kept.custom_client_ip_header.as_deref(), Some(""));
        let asked = header("self_managed_certs", "true-client-ip").unwrap();
        assert_eq!(asked.unwrap_err(), Forbidden);
        assert!(header("auth0_managed_certs", "true-client-ip").is_err());
        let policy = json!({"tls_policy": "recommended"});
        assert!(applied("self_managed_certs", policy.clone()).is_err());
        assert!(applied("auth0_managed_certs", policy).unwrap().is_ok());
    }
    #[test]
    fn passkeys_are_of_the_domain_or_of_one_that_it_is_in() {
        let named = |id: Value| {
            let settings = applied("self_managed_certs", json!({ RELYING_PARTY: id }));
            settings.map(|settings| settings.unwrap().relying_party_identifier)
        };
        for good in ["login.example.com", "Example.com"] {
            assert_eq!(named(good.into()).unwrap(), Some(good.to_ascii_lowercase()));
        }
        assert_eq!(named(Value::Null).unwrap(), None);
        for bad in [
            "",
            "com",
            "ample.com",
            "other.com",
            "a.login.example.com",
            "login.example.com.",
        ] {
            assert!(named(bad.into()).is_err(), "{bad}");
        }
    }
}
