//! Assertions: SAML 2.0 (Core §2) and, for WS-Federation, SAML 1.1 (Core 1.1 §2).

use std::time::Duration;

use crate::xml::sign::Signing;
use crate::xml::{Element, Namespace};
use footbridge_domain::saml::SamlSettings;
use footbridge_domain::saml::claims::Claim;
use footbridge_domain::time::Timestamp;
use footbridge_keys::KeyError;

/// How far a service provider's clock may be behind ours.
const SKEW: Duration = Duration::from_secs(30);
const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const BEARER_11: &str = "urn:oasis:names:tc:SAML:1.0:cm:bearer";
const PASSWORD_11: &str = "urn:oasis:names:tc:SAML:1.0:am:password";

/// What an assertion says.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    pub id: &'a str,
    pub issuer: &'a str,
    pub now: Timestamp,
    pub lifetime: Duration,
    pub audience: Option<&'a str>,
    pub recipient: &'a str,
    /// The request that it answers.
    pub in_response_to: Option<&'a str>,
    pub name: &'a str,
    pub session_index: &'a str,
    pub authenticated_at: Timestamp,
    pub context: &'a str,
    pub claims: &'a [Claim],
    pub settings: &'a SamlSettings,
}

fn saml(name: &'static str) -> Element {
    Element::new(Namespace::Saml, name)
}

fn saml11(name: &'static str) -> Element {
    Element::new(Namespace::Saml11, name)
}

impl Statement<'_> {
    fn ends(&self) -> String {
        self.now.plus(self.lifetime).to_string()
    }

    fn begins(&self) -> String {
        self.now.minus(SKEW).to_string()
    }

    /// The SAML 2.0 assertion, signed behind its issuer if `signing` says how.
    pub fn assertion(&self, signing: Option<Signing<'_>>) -> Result<Element, KeyError> {
        let mut assertion = saml("Assertion")
            .with("ID", self.id)
            .with("IssueInstant", self.now.to_string())
            .with("Version", "2.0")
            .child(saml("Issuer").text(self.issuer))
            .child(self.subject())
            .child(self.conditions())
            .child(self.authentication());
        if !self.claims.is_empty() {
            assertion = assertion.child(self.attributes());
        }
        if let Some(signing) = signing {
            signing.envelop(&mut assertion, "ID", 1)?;
        }
        Ok(assertion)
    }

    fn subject(&self) -> Element {
        let name = saml("NameID")
            .with("Format", self.settings.name_format())
            .text(self.name);
        let data = saml("SubjectConfirmationData")
            .with("NotOnOrAfter", self.ends())
            .with("Recipient", self.recipient)
            .with_some("InResponseTo", self.in_response_to);
        let confirmation = saml("SubjectConfirmation")
            .with("Method", BEARER)
            .child(data);
        saml("Subject").child(name).child(confirmation)
    }

    fn conditions(&self) -> Element {
        let audience = self
            .audience
            .map(|audience| saml("AudienceRestriction").child(saml("Audience").text(audience)));
        saml("Conditions")
            .with("NotBefore", self.begins())
            .with("NotOnOrAfter", self.ends())
            .children(audience)
    }

    fn authentication(&self) -> Element {
        let context = saml("AuthnContext").child(saml("AuthnContextClassRef").text(self.context));
        saml("AuthnStatement")
            .with("AuthnInstant", self.authenticated_at.to_string())
            .with("SessionIndex", self.session_index)
            .child(context)
    }

    fn attributes(&self) -> Element {
        let typed = self.settings.types_attributes();
        let attribute = |claim: &Claim| {
            let format = self
                .settings
                .tells_name_format()
                .then(|| claim.name_format());
            let value = |(text, kind): (String, &'static str)| {
                let kind = if typed { kind } else { "xs:anyType" };
                saml("AttributeValue")
                    .with_qualified(Namespace::Instance, "type", kind)
                    .text(text)
            };
            saml("Attribute")
                .with("Name", claim.name.as_str())
                .with_some("NameFormat", format)
                .children(claim.typed().map(value))
        };
        saml("AttributeStatement")
            .declaring(Namespace::Schema)
            .declaring(Namespace::Instance)
            .children(self.claims.iter().map(attribute))
    }

    /// The SAML 1.1 assertion, signed at its end.
    pub fn assertion11(&self, signing: Signing<'_>) -> Result<Element, KeyError> {
        let audience = self.audience.map(|audience| {
            saml11("AudienceRestrictionCondition").child(saml11("Audience").text(audience))
        });
        let conditions = saml11("Conditions")
            .with("NotBefore", self.begins())
            .with("NotOnOrAfter", self.ends())
            .children(audience);
        let mut assertion = saml11("Assertion")
            .with("MajorVersion", "1")
            .with("MinorVersion", "1")
            .with("AssertionID", self.id)
            .with("Issuer", self.issuer)
            .with("IssueInstant", self.now.to_string())
            .child(conditions);
        if !self.claims.is_empty() {
            assertion = assertion.child(self.attributes11());
        }
        let authentication = saml11("AuthenticationStatement")
            .with("AuthenticationMethod", PASSWORD_11)
            .with("AuthenticationInstant", self.authenticated_at.to_string())
            .child(self.subject11());
        assertion = assertion.child(authentication);
        signing.envelop(&mut assertion, "AssertionID", usize::MAX)?;
        Ok(assertion)
    }

    fn subject11(&self) -> Element {
        let method = saml11("ConfirmationMethod").text(BEARER_11);
        saml11("Subject")
            .child(
                saml11("NameIdentifier")
                    .with("Format", self.settings.name_format())
                    .text(self.name),
            )
            .child(saml11("SubjectConfirmation").child(method))
    }

    fn attributes11(&self) -> Element {
        let attribute = |claim: &Claim| {
            let (name, namespace) = claim.split_name();
            saml11("Attribute")
                .with("AttributeName", name)
                .with("AttributeNamespace", namespace)
                .children(
                    claim
                        .typed()
                        .map(|(text, _)| saml11("AttributeValue").text(text)),
                )
        };
        saml11("AttributeStatement")
            .child(self.subject11())
            .children(self.claims.iter().map(attribute))
    }
}
