//! Reading what others send. Everything that a message may not have is refused before a parser sees it, or right after:
//! document types, entities, comments, processing instructions, depth, sheer size.

use std::collections::HashSet;

use uppsala::{NodeId, NodeKind};

use super::name::Namespace;

/// The longest text that is parsed, in bytes.
pub const MAX_BYTES: usize = 128 * 1024;
const MAX_DEPTH: u32 = 32;
const MAX_ATTRIBUTES: usize = 64;
const MAX_TAGS: usize = 5_000;

/// Why a text is not read. For the tenant log; whoever sent it learns less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the XML is longer than 128 KiB")]
    TooLong,
    #[error("the XML is not UTF-8")]
    NotUtf8,
    #[error("the XML has a document type, a comment, a CDATA section or a processing instruction")]
    Forbidden,
    #[error("the XML has too many elements, or an element too many attributes")]
    TooMuch,
    #[error("the XML is not well-formed, or nested too deeply")]
    Malformed,
    #[error("two elements of the XML have the same ID")]
    DuplicateId,
    #[error("an element of the XML is there twice, is missing, or holds what it may not")]
    Shape,
}

/// A message that has been parsed.
pub struct Document<'t> {
    pub(super) tree: uppsala::Document<'t>,
    root: NodeId,
}

impl<'t> Document<'t> {
    /// Parses a text within its bounds.
    pub fn parse(text: &'t [u8]) -> Result<Self, Unreadable> {
        if text.len() > MAX_BYTES {
            return Err(Unreadable::TooLong);
        }
        let text = std::str::from_utf8(text).map_err(|_| Unreadable::NotUtf8)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = without_declaration(text)?;
        scan(text)?;
        let tree = uppsala::Parser::new()
            .with_max_depth(MAX_DEPTH)
            .with_forbid_dtd(true)
            .with_forbid_entities(true)
            .parse(text)
            .map_err(|_| Unreadable::Malformed)?;
        let root = tree.document_element().ok_or(Unreadable::Malformed)?;
        let document = Self { tree, root };
        document.check()?;
        Ok(document)
    }

    /// The outermost element.
    pub fn root(&self) -> Node<'_, 't> {
        Node {
            document: self,
            id: self.root,
        }
    }

    /// What [`scan`] promises, seen from the tree; and that no ID is there twice (SAML Core §1.3.4).
    fn check(&self) -> Result<(), Unreadable> {
        let mut ids = HashSet::new();
        for id in self.tree.descendants(self.tree.root()) {
            match self.tree.node_kind(id) {
                Some(NodeKind::Element(element)) => {
                    if element.attributes.len() > MAX_ATTRIBUTES {
                        return Err(Unreadable::TooMuch);
                    }
                    let named = |a: &&uppsala::Attribute<'_>| {
                        matches!(&*a.name.local_name, "ID" | "Id" | "id" | "AssertionID")
                    };
                    for attribute in element.attributes.iter().filter(named) {
                        if !ids.insert(attribute.value.to_string()) {
                            return Err(Unreadable::DuplicateId);
                        }
                    }
                }
                Some(NodeKind::Text(text)) if !text.contains('\0') => {}
                _ => return Err(Unreadable::Forbidden),
            }
        }
        Ok(())
    }
}

/// The text behind an XML declaration, which may name no other encoding than ours.
fn without_declaration(text: &str) -> Result<&str, Unreadable> {
    let declared = |rest: &&str| rest.starts_with([' ', '\t', '\r', '\n']);
    let Some(rest) = text.strip_prefix("<?xml").filter(declared) else {
        return Ok(text);
    };
    let (declaration, rest) = rest.split_once("?>").ok_or(Unreadable::Malformed)?;
    let declaration = declaration.to_ascii_lowercase();
    let foreign = declaration.contains("encoding") && !declaration.contains("utf-8");
    if foreign || declaration.contains('<') || declaration.len() > 100 {
        return Err(Unreadable::Forbidden);
    }
    Ok(rest)
}

/// One pass over the bytes, so that no parser has to survive what is refused here.
fn scan(text: &str) -> Result<(), Unreadable> {
    let (mut tags, mut attributes, mut quote, mut in_tag) = (0, 0, None, false);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, quote) {
            (b, _) if *b < 0x20 && !b"\t\n\r".contains(b) => return Err(Unreadable::Malformed),
            (b'<', None) => {
                if in_tag {
                    return Err(Unreadable::Malformed);
                }
                if matches!(bytes.get(at + 1), Some(b'!' | b'?')) {
                    return Err(Unreadable::Forbidden);
                }
                (in_tag, attributes, tags) = (true, 0, tags + 1);
            }
            (b'<', Some(_)) => return Err(Unreadable::Malformed),
            (b'>', None) => in_tag = false,
            (b'"' | b'\'', None) if in_tag => quote = Some(*byte),
            (b, Some(open)) if *b == open => quote = None,
            (b'=', None) if in_tag => attributes += 1,
            _ => {}
        }
        if tags > 2 * MAX_TAGS || attributes > MAX_ATTRIBUTES {
            return Err(Unreadable::TooMuch);
        }
    }
    Ok(())
}

/// An element of a parsed message.
#[derive(Clone, Copy)]
pub struct Node<'d, 't> {
    pub(super) document: &'d Document<'t>,
    pub(super) id: NodeId,
}

impl<'d, 't> Node<'d, 't> {
    /// Whether it has that name.
    pub fn is(&self, namespace: Namespace, name: &str) -> bool {
        let element = self.document.tree.element(self.id);
        element.is_some_and(|e| e.matches_name_ns(namespace.uri(), name))
    }

    /// An attribute without a namespace.
    pub fn attribute(&self, name: &str) -> Option<&'d str> {
        let element = self.document.tree.element(self.id)?;
        let found = element
            .attributes
            .iter()
            .find(|a| a.name.namespace_uri.is_none() && *a.name.local_name == *name)?;
        Some(&*found.value)
    }

    /// The elements directly in it.
    pub fn children(&self) -> Vec<Self> {
        let document = self.document;
        let ids = document.tree.children(self.id);
        ids.into_iter()
            .filter(|id| document.tree.element(*id).is_some())
            .map(|id| Self { document, id })
            .collect()
    }

    /// The one child of that name, or none; two are refused.
    pub fn optional(&self, namespace: Namespace, name: &str) -> Result<Option<Self>, Unreadable> {
        let mut found = self
            .children()
            .into_iter()
            .filter(|c| c.is(namespace, name));
        match (found.next(), found.next()) {
            (child, None) => Ok(child),
            _ => Err(Unreadable::Shape),
        }
    }

    /// The one child of that name.
    pub fn required(&self, namespace: Namespace, name: &str) -> Result<Self, Unreadable> {
        self.optional(namespace, name)?.ok_or(Unreadable::Shape)
    }

    /// The text of an element that holds nothing but text.
    pub fn text(&self) -> Result<String, Unreadable> {
        let mut text = String::new();
        for id in self.document.tree.children(self.id) {
            match self.document.tree.node_kind(id) {
                Some(NodeKind::Text(piece)) => text.push_str(piece),
                _ => return Err(Unreadable::Shape),
            }
        }
        Ok(text.trim().to_owned())
    }

    /// The elements below it, and itself.
    pub(super) fn all(&self) -> Vec<Self> {
        let document = self.document;
        let below = document.tree.descendants(self.id);
        std::iter::once(self.id)
            .chain(below)
            .filter(|id| document.tree.element(*id).is_some())
            .map(|id| Self { document, id })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> Option<Unreadable> {
        Document::parse(text.as_bytes()).err()
    }

    #[test]
    fn what_no_message_has_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(33), "</a>".repeat(33));
        let wide = format!(
            "<a{}/>",
            (0..65).map(|i| format!(" a{i}='x'")).collect::<String>()
        );
        let declared = format!(
            "<a{}/>",
            (0..65)
                .map(|i| format!(" xmlns:a{i}='x'"))
                .collect::<String>()
        );
        let many = format!("<a>{}</a>", "<b></b>".repeat(5_001));
        let long = format!("<a>{}</a>", "x".repeat(MAX_BYTES));
        let cases: [(&str, Unreadable); 23] = [
            (
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                Unreadable::Forbidden,
            ),
            ("<!DOCTYPE a><a/>", Unreadable::Forbidden),
            ("<!doctype a><a/>", Unreadable::Forbidden),
            (
                "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'http://evil.example/x.dtd'><a/>",
                Unreadable::Forbidden,
            ),
            ("<a>&x;</a>", Unreadable::Malformed),
            ("<a>x<!-- y -->z</a>", Unreadable::Forbidden),
            ("<a><![CDATA[x]]></a>", Unreadable::Forbidden),
            ("<a><?php x?></a>", Unreadable::Forbidden),
            ("<?xml-stylesheet href='x'?><a/>", Unreadable::Forbidden),
            (
                "<?xml version='1.0' encoding='UTF-16'?><a/>",
                Unreadable::Forbidden,
            ),
            ("<a/><b/>", Unreadable::Malformed),
            ("<a>", Unreadable::Malformed),
            ("", Unreadable::Malformed),
            ("x", Unreadable::Malformed),
            ("<a x='<'/>", Unreadable::Malformed),
            ("<a\u{1}/>", Unreadable::Malformed),
            ("<a>&#0;</a>", Unreadable::Malformed),
            ("<a><b ID='1'/><c Id='1'/></a>", Unreadable::DuplicateId),
            (&deep, Unreadable::Malformed),
            (&wide, Unreadable::TooMuch),
            (&declared, Unreadable::TooMuch),
            (&many, Unreadable::TooMuch),
            (&long, Unreadable::TooLong),
        ];
        for (text, expected) in cases {
            let shown: String = text.chars().take(80).collect();
            assert_eq!(refusal(text), Some(expected), "{shown}");
        }
        assert!(Document::parse(b"<a>\xff</a>").is_err());
    }

    #[test]
    fn names_are_names_whatever_their_prefix() {
        let text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<x:Issuer xmlns:x='urn:oasis:names:tc:SAML:2.0:assertion' x:ID='2' ID='1'> a&amp;b </x:Issuer>";
        let document = Document::parse(text.as_bytes()).unwrap();
        let root = document.root();
        assert!(root.is(Namespace::Saml, "Issuer") && !root.is(Namespace::Samlp, "Issuer"));
        assert_eq!(root.attribute("ID"), Some("1"));
        assert_eq!(root.text().unwrap(), "a&b");
        assert!(root.required(Namespace::Saml, "NameID").is_err());
    }
}
