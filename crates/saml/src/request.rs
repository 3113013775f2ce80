//! `AuthnRequest` (SAML Core §3.4.1): the part of it that decides something.

use crate::xml::{Document, Namespace, Node, Unreadable};
use footbridge_domain::time::Timestamp;

/// Longest URI or name in a message.
const MAX_TEXT: usize = 1_024;
/// Longest message ID; we make shorter ones, others need not.
const MAX_ID: usize = 256;

/// What all requests and responses have (§3.2.1, §3.2.2).
#[derive(Debug, Clone)]
pub struct MessageHeader {
    pub id: String,
    pub issue_instant: Timestamp,
    pub issuer: Option<String>,
    pub destination: Option<String>,
}

/// A service provider's request to sign a user in.
#[derive(Debug, Clone)]
pub struct AuthnRequest {
    pub header: MessageHeader,
    /// The address for the response.
    pub acs_url: Option<String>,
    pub force_authn: bool,
    pub is_passive: bool,
    /// The user that it names, if any.
    pub subject: Option<String>,
    pub contexts: Vec<String>,
}

/// What a message from a service provider is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    AuthnRequest,
    LogoutRequest,
    LogoutResponse,
}

impl MessageKind {
    /// The kind of a message that we understand.
    pub fn of(document: &Document<'_>) -> Option<Self> {
        let root = document.root();
        [
            ("AuthnRequest", Self::AuthnRequest),
            ("LogoutRequest", Self::LogoutRequest),
            ("LogoutResponse", Self::LogoutResponse),
        ]
        .into_iter()
        .find(|(name, _)| root.is(Namespace::Samlp, name))
        .map(|(_, kind)| kind)
    }
}

impl MessageHeader {
    /// Reads the attributes and the issuer of a message's root.
    pub fn read(root: &Node<'_, '_>) -> Result<Self, Unreadable> {
        if root.attribute("Version") != Some("2.0") {
            return Err(Unreadable::Shape);
        }
        let id = root.attribute("ID").ok_or(Unreadable::Shape)?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        if id.is_empty() || id.len() > MAX_ID || !id.chars().all(is_name) {
            return Err(Unreadable::Shape);
        }
        let instant = root.attribute("IssueInstant").and_then(Timestamp::parse);
        let issuer = root.optional(Namespace::Saml, "Issuer")?;
        Ok(Self {
            id: id.to_owned(),
            issue_instant: instant.ok_or(Unreadable::Shape)?,
            issuer: issuer.map(|i| text(&i)).transpose()?,
            destination: attribute(root, "Destination")?,
        })
    }
}

impl AuthnRequest {
    /// Reads a document whose root is an `AuthnRequest`.
    pub fn read(document: &Document<'_>) -> Result<Self, Unreadable> {
        let root = document.root();
        let subject = match root.optional(Namespace::Saml, "Subject")? {
            Some(subject) => subject.optional(Namespace::Saml, "NameID")?,
            None => None,
        };
        let contexts = match root.optional(Namespace::Samlp, "RequestedAuthnContext")? {
            Some(requested) => requested
                .children()
                .iter()
                .map(text)
                .collect::<Result<_, _>>()?,
            None => Vec::new(),
        };
        Ok(Self {
            header: MessageHeader::read(&root)?,
            acs_url: attribute(&root, "AssertionConsumerServiceURL")?,
            force_authn: boolean(&root, "ForceAuthn")?,
            is_passive: boolean(&root, "IsPassive")?,
            subject: subject.map(|s| text(&s)).transpose()?,
            contexts,
        })
    }
}

/// An attribute of bounded length; an empty one counts as absent.
pub(super) fn attribute(node: &Node<'_, '_>, name: &str) -> Result<Option<String>, Unreadable> {
    match node.attribute(name) {
        None | Some("") => Ok(None),
        Some(value) if value.len() <= MAX_TEXT => Ok(Some(value.to_owned())),
        Some(_) => Err(Unreadable::Shape),
    }
}

/// An element's text of bounded length.
pub(super) fn text(node: &Node<'_, '_>) -> Result<String, Unreadable> {
    let text = node.text()?;
    if text.is_empty() || text.len() > MAX_TEXT {
        return Err(Unreadable::Shape);
    }
    Ok(text)
}

/// `xs:boolean`; absent is false.
fn boolean(node: &Node<'_, '_>, name: &str) -> Result<bool, Unreadable> {
    match node.attribute(name).map(str::trim) {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(_) => Err(Unreadable::Shape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(attributes: &str, content: &str) -> Result<AuthnRequest, Unreadable> {
        let text = format!(
            "<p:AuthnRequest xmlns:p='urn:oasis:names:tc:SAML:2.0:protocol' xmlns='urn:oasis:names:tc:SAML:2.0:assertion' {attributes}>{content}</p:AuthnRequest>"
        );
        AuthnRequest::read(&Document::parse(text.as_bytes())?)
    }

    const USUAL: &str = "ID='_1' Version='2.0' IssueInstant='2026-11-21T00:00:00Z'";

    #[test]
    fn what_decides_is_read() {
        let request = read(
            &format!("{USUAL} ForceAuthn='1' IsPassive='false' AssertionConsumerServiceURL='https://sp.example/acs'"),
            "<Issuer> urn:sp </Issuer><Subject><NameID>ada</NameID></Subject>
             <p:RequestedAuthnContext><AuthnContextClassRef>urn:x</AuthnContextClassRef></p:RequestedAuthnContext>",
        )
        .unwrap();
        assert_eq!(request.header.issuer.as_deref(), Some("urn:sp"));
        assert!(request.force_authn && !request.is_passive);
        assert_eq!(request.subject.as_deref(), Some("ada"));
        assert_eq!(request.contexts, ["urn:x"]);
    }

    #[test]
    fn what_is_ambiguous_is_refused() {
        for (attributes, content) in [
            (USUAL, "<Issuer>a</Issuer><Issuer>b</Issuer>"),
            (USUAL, "<Issuer>a<b/></Issuer>"),
            (USUAL, "<Issuer></Issuer>"),
            (
                USUAL,
                "<Subject><NameID>a</NameID><NameID>b</NameID></Subject>",
            ),
            (
                "ID='_1' Version='1.1' IssueInstant='2026-11-21T00:00:00Z'",
                "",
            ),
            ("ID='_1' Version='2.0' IssueInstant='yesterday'", ""),
            ("ID='_1' Version='2.0'", ""),
            (
                "ID='a b' Version='2.0' IssueInstant='2026-11-21T00:00:00Z'",
                "",
            ),
            ("Version='2.0' IssueInstant='2026-11-21T00:00:00Z'", ""),
            (
                "ID='_1' Version='2.0' IssueInstant='2026-11-21T00:00:00Z' ForceAuthn='yes'",
                "",
            ),
        ] {
            assert!(read(attributes, content).is_err(), "{attributes} {content}");
        }
    }
}
