//! What Actions change of one response (`api.samlResponse`).

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::SamlSettings;
use super::claims::{Claim, claims, name_identifier, profile};
use crate::user::User;

/// A method of `api.samlResponse` and its arguments.
pub type Wish = (String, Vec<Value>);

/// What is said about a user, and how, after what Actions changed.
#[derive(Debug, Clone)]
pub struct DescribedUser<'s> {
    pub settings: Cow<'s, SamlSettings>,
    pub claims: Vec<Claim>,
    /// The user's name for the client.
    pub name: String,
}

impl SamlSettings {
    /// What an assertion about the user says; an error is for the service provider.
    pub fn describe(&self, user: &User, wishes: &[Wish]) -> Result<DescribedUser<'_>, String> {
        let settings = self.after(wishes)?;
        let profile = profile(user);
        let mut claims = claims(&settings, user, &profile);
        set_attributes(&mut claims, wishes);
        let name = name_identifier(&settings, &claims, &profile)?;
        Ok(DescribedUser {
            settings,
            claims,
            name,
        })
    }

    /// These settings after the wishes; an error names the method whose argument is none.
    fn after(&self, wishes: &[Wish]) -> Result<Cow<'_, Self>, String> {
        let mut changed = Cow::Borrowed(self);
        for (method, values) in wishes {
            if method != "setAttribute" {
                let value = values.first().cloned().unwrap_or_default();
                changed.to_mut().set(method, value)?;
            }
        }
        Ok(changed)
    }

    fn set(&mut self, method: &str, value: Value) -> Result<(), String> {
        match method {
            "setAudience" => self.audience = read(method, value)?,
            "setRecipient" => self.recipient = read(method, value)?,
            "setDestination" => self.destination = read(method, value)?,
            "setIssuer" => self.issuer = read(method, value)?,
            "setLifetimeInSeconds" => self.lifetime_in_seconds = read(method, value)?,
            "setNameIdentifierFormat" => self.name_identifier_format = read(method, value)?,
            "setNameIdentifierProbes" => self.name_identifier_probes = read(method, value)?,
            "setSignResponse" => self.sign_response = read(method, value)?,
            "setSignatureAlgorithm" => self.signature_algorithm = read(method, value)?,
            "setDigestAlgorithm" => self.digest_algorithm = read(method, value)?,
            "setAuthnContextClassRef" => self.authn_context_class_ref = read(method, value)?,
            "setTypedAttributes" => self.typed_attributes = read(method, value)?,
            "setIncludeAttributeNameFormat" => {
                self.include_attribute_name_format = read(method, value)?;
            }
            "setCreateUpnClaim" => self.create_upn_claim = read(method, value)?,
            "setMapIdentities" => self.map_identities = read(method, value)?,
            "setMapUnknownClaimsAsIs" => self.map_unknown_claims_as_is = read(method, value)?,
            "setPassthroughClaimsWithNoMapping" => {
                self.passthrough_claims_with_no_mapping = read(method, value)?;
            }
            "setRelayState" => self.relay_state = read(method, value)?,
            "setCert" => self.certificate = read(method, value)?,
            "setKey" => self.private_key = read(method, value)?,
            "setEncryptionCert" => self.encryption_cert = read(method, value)?,
            "setEncryptionPublicKey" => self.encryption_public_key = read(method, value)?,
            "setEncryptionAlgorithm" => self.encryption_algorithm = read(method, value)?,
            "setSigningCert" => self.expect_signing_cert(read(method, value)?)?,
            other => return Err(format!("api.samlResponse.{other} is not available here")),
        }
        Ok(())
    }

    /// The request has been checked before any Action runs, so the certificate can only be the one that it was checked by.
    fn expect_signing_cert(&self, wanted: Option<String>) -> Result<(), String> {
        let known = self.signing_cert.as_deref().map(str::trim);
        match wanted {
            Some(wanted) if known != Some(wanted.trim()) => Err(
                "api.samlResponse.setSigningCert comes after the request was checked: set addons.samlp.signingCert of the client instead"
                    .to_owned(),
            ),
            _ => Ok(()),
        }
    }
}

/// Sets the attributes that Actions name; `null` takes one away.
fn set_attributes(claims: &mut Vec<Claim>, wishes: &[Wish]) {
    for (method, values) in wishes {
        let (Some(name), true) = (
            values.first().and_then(Value::as_str),
            method == "setAttribute",
        ) else {
            continue;
        };
        claims.retain(|claim| claim.name != name);
        let values = match values.get(1) {
            None | Some(Value::Null) => continue,
            Some(Value::Array(values)) => values.clone(),
            Some(value) => vec![value.clone()],
        };
        claims.push(Claim {
            name: name.to_owned(),
            values,
        });
    }
}

fn read<T: DeserializeOwned>(method: &str, value: Value) -> Result<Option<T>, String> {
    serde_json::from_value(value)
        .map_err(|_| format!("The argument of api.samlResponse.{method} is not possible"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn wish(method: &str, values: &[Value]) -> Wish {
        (method.to_owned(), values.to_vec())
    }

    #[test]
    fn wishes_change_a_copy() {
        let settings = SamlSettings::default();
        assert!(matches!(settings.after(&[]), Ok(Cow::Borrowed(_))));
        let wishes = [
            wish("setAudience", &[json!("urn:other")]),
            wish("setAttribute", &[json!("role"), json!(["a", "b"])]),
            wish("setLifetimeInSeconds", &[json!(60)]),
        ];
        let changed = settings.after(&wishes).expect("possible wishes");
        assert_eq!(changed.audience.as_deref(), Some("urn:other"));
        assert_eq!(changed.lifetime_in_seconds, Some(60));
        assert_eq!(settings.audience, None);
        let mut claims = vec![Claim {
            name: "role".into(),
            values: vec![json!("old")],
        }];
        set_attributes(&mut claims, &wishes);
        assert_eq!(claims[0].values, [json!("a"), json!("b")]);
        set_attributes(
            &mut claims,
            &[wish("setAttribute", &[json!("role"), Value::Null])],
        );
        assert_eq!(claims, []);
        for bad in [
            wish("setLifetimeInSeconds", &[json!(-1)]),
            wish("setSignatureAlgorithm", &[json!("md5")]),
            wish("setFantasy", &[json!(1)]),
            wish("setEncryptionAlgorithm", &[json!("rot13")]),
            wish("setSigningCert", &[json!("another")]),
        ] {
            assert!(
                settings.after(std::slice::from_ref(&bad)).is_err(),
                "{bad:?}"
            );
        }
    }
}
