//! Single logout messages (SAML Core §3.7).

use super::request::{MessageHeader, text};
use super::response::{Envelope, ResponseStatus};
use crate::xml::sign::Signing;
use crate::xml::{Document, Element, Namespace, Unreadable};
use footbridge_keys::KeyError;

/// A service provider's request to end a session.
#[derive(Debug, Clone)]
pub struct LogoutRequest {
    pub header: MessageHeader,
    pub name: String,
    pub session_indexes: Vec<String>,
}

impl LogoutRequest {
    /// Reads a document whose root is a `LogoutRequest`.
    pub fn read(document: &Document<'_>) -> Result<Self, Unreadable> {
        let root = document.root();
        let name = root.required(Namespace::Saml, "NameID")?;
        let indexes = root.children().into_iter();
        let indexes = indexes.filter(|c| c.is(Namespace::Samlp, "SessionIndex"));
        Ok(Self {
            header: MessageHeader::read(&root)?,
            name: text(&name)?,
            session_indexes: indexes.map(|i| text(&i)).collect::<Result<_, _>>()?,
        })
    }
}

/// A service provider's answer to ours.
#[derive(Debug, Clone)]
pub struct LogoutResponse {
    pub header: MessageHeader,
    pub in_response_to: Option<String>,
    pub succeeded: bool,
}

impl LogoutResponse {
    /// Reads a document whose root is a `LogoutResponse`.
    pub fn read(document: &Document<'_>) -> Result<Self, Unreadable> {
        let root = document.root();
        let code = root
            .required(Namespace::Samlp, "Status")?
            .required(Namespace::Samlp, "StatusCode")?;
        let success = "urn:oasis:names:tc:SAML:2.0:status:Success";
        Ok(Self {
            header: MessageHeader::read(&root)?,
            in_response_to: root.attribute("InResponseTo").map(str::to_owned),
            succeeded: code.attribute("Value") == Some(success),
        })
    }
}

/// The session that a `LogoutRequest` from this server ends.
#[derive(Debug, Clone, Copy)]
pub struct EndedSession<'a> {
    pub name: &'a str,
    pub name_format: &'a str,
    pub session_index: &'a str,
}

impl Envelope<'_> {
    /// A request, signed behind its issuer if `signing` says how.
    pub fn logout_request(
        &self,
        who: EndedSession<'_>,
        signing: Option<Signing<'_>>,
    ) -> Result<Element, KeyError> {
        let name = Element::new(Namespace::Saml, "NameID")
            .with("Format", who.name_format)
            .text(who.name);
        let index = Element::new(Namespace::Samlp, "SessionIndex").text(who.session_index);
        let request = self.message("LogoutRequest").child(name).child(index);
        signed(request, signing)
    }

    /// An answer, signed behind its issuer if `signing` says how.
    pub fn logout_response(
        &self,
        status: ResponseStatus<'_>,
        signing: Option<Signing<'_>>,
    ) -> Result<Element, KeyError> {
        let response = self.message("LogoutResponse").child(status.element());
        signed(response, signing)
    }
}

fn signed(mut message: Element, signing: Option<Signing<'_>>) -> Result<Element, KeyError> {
    if let Some(signing) = signing {
        signing.envelop(&mut message, "ID", 1)?;
    }
    Ok(message)
}
