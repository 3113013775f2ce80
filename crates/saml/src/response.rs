//! `Response` (SAML Core §3.3.3).

use crate::xml::sign::Signing;
use crate::xml::{Element, Namespace};
use footbridge_domain::time::Timestamp;
use footbridge_keys::KeyError;

const STATUS: &str = "urn:oasis:names:tc:SAML:2.0:status:";

/// Where a message comes from and goes to.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    pub id: &'a str,
    pub issuer: &'a str,
    pub now: Timestamp,
    pub destination: &'a str,
    /// The message that it answers.
    pub in_response_to: Option<&'a str>,
}

impl Envelope<'_> {
    /// A protocol message of that name with its issuer.
    pub(super) fn message(&self, name: &'static str) -> Element {
        Element::new(Namespace::Samlp, name)
            .with("ID", self.id)
            .with("Version", "2.0")
            .with("IssueInstant", self.now.to_string())
            .with("Destination", self.destination)
            .with_some("InResponseTo", self.in_response_to)
            .child(Element::new(Namespace::Saml, "Issuer").text(self.issuer))
    }

    /// A response, signed behind its issuer if `signing` says how.
    pub fn response(
        &self,
        status: ResponseStatus<'_>,
        assertion: Option<Element>,
        signing: Option<Signing<'_>>,
    ) -> Result<Element, KeyError> {
        let mut response = self
            .message("Response")
            .child(status.element())
            .children(assertion);
        if let Some(signing) = signing {
            signing.envelop(&mut response, "ID", 1)?;
        }
        Ok(response)
    }
}

/// The outcome of a request (§3.2.2.2): the code, a second code below it, and a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseStatus<'a> {
    pub code: &'static str,
    pub detail: Option<&'static str>,
    pub message: Option<&'a str>,
}

impl<'a> ResponseStatus<'a> {
    /// All is well.
    pub const SUCCESS: ResponseStatus<'static> = ResponseStatus {
        code: "Success",
        detail: None,
        message: None,
    };

    /// We cannot do it.
    pub const fn responder(detail: &'static str, message: &'a str) -> Self {
        Self {
            code: "Responder",
            detail: Some(detail),
            message: Some(message),
        }
    }

    /// The element.
    pub fn element(&self) -> Element {
        let samlp = |name| Element::new(Namespace::Samlp, name);
        let value = |code: &str| format!("{STATUS}{code}");
        let detail = self
            .detail
            .map(|detail| samlp("StatusCode").with("Value", value(detail)));
        let code = samlp("StatusCode")
            .with("Value", value(self.code))
            .children(detail);
        let message = self.message.map(|text| samlp("StatusMessage").text(text));
        samlp("Status").child(code).children(message)
    }
}
