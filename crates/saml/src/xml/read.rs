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

/// Why a string is refused. For the tenant log; the sender learns less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the XML is longer than 128 KiB")]
    TooLong,
    #[error("the XML is not UTF-8")]
    NotUtf8,
    #[error(
        "the XML has a document type, a comment, a CDATA section, a processing instruction, or a line break in an attribute"
    )]
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
    /// Parses a string within the bounds.
    pub fn parse(text: &'t [u8]) -> Result<Self, Unreadable> {
        if text.len() > MAX_BYTES {
            return Err(Unreadable::TooLong);
        }
        let text = std::str::from_utf8(text).map_err(|_| Unreadable::NotUtf8)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = without_declaration(text)?;
        if !text.trim_ascii_start().starts_with('<') {
            return Err(Unreadable::Malformed);
        }
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
                    check_element(element)?;
                    if !ids_of(element).all(|id| ids.insert(id.to_owned())) {
                        return Err(Unreadable::DuplicateId);
                    }
                }
                Some(NodeKind::Text(text)) if text.chars().all(is_character) => {}
                _ => return Err(Unreadable::Forbidden),
            }
        }
        Ok(())
    }
}

/// What an element may be called and have, so that every reader sees the same in it.
fn check_element(element: &uppsala::Element<'_>) -> Result<(), Unreadable> {
    if element.attributes.len() > MAX_ATTRIBUTES {
        return Err(Unreadable::TooMuch);
    }
    let mut values = element.attributes.iter().map(|a| &*a.value);
    let is_plain = names(element).all(is_name) && !declares_wrongly(element);
    if is_plain && values.all(|value| value.chars().all(is_character)) {
        Ok(())
    } else {
        Err(Unreadable::Malformed)
    }
}

/// Every attribute that a reader could take for the element's ID.
fn ids_of<'e>(element: &'e uppsala::Element<'_>) -> impl Iterator<Item = &'e str> {
    let named = element
        .attributes
        .iter()
        .filter(|a| matches!(&*a.name.local_name, "ID" | "Id" | "id" | "AssertionID"));
    named.map(|a| &*a.value)
}

/// The names on an element, and the prefixes of all of them.
fn names<'e>(element: &'e uppsala::Element<'_>) -> impl Iterator<Item = &'e str> {
    let attributes = element.attributes.iter().map(|a| &a.name);
    let written = std::iter::once(&element.name)
        .chain(attributes)
        .flat_map(|name| std::iter::once(&*name.local_name).chain(name.prefix.as_deref()));
    let declared = element.namespace_declarations.iter();
    written.chain(
        declared
            .map(|(prefix, _)| &**prefix)
            .filter(|p| !p.is_empty()),
    )
}

/// Whether XML has that character (§2.2), written or referred to.
fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Whether it takes the meaning from a prefix, gives one to a reserved name (Namespaces in XML §3 and §5), or one that has to
/// be escaped, which libxml2 leaves as it is.
fn declares_wrongly(element: &uppsala::Element<'_>) -> bool {
    const RESERVED: &str = "http://www.w3.org/XML/1998/namespace";
    const OF_DECLARATIONS: &str = "http://www.w3.org/2000/xmlns/";
    let mut declared = element.namespace_declarations.iter();
    declared.any(|(prefix, uri)| {
        let is_empty = uri.is_empty() && !prefix.is_empty();
        let is_reserved = [RESERVED, OF_DECLARATIONS].contains(&&**uri);
        let is_odd = uri.chars().any(|c| "&<".contains(c) || !is_character(c));
        is_empty || is_reserved || is_odd || prefix.starts_with("xml")
    })
}

/// A name without a colon (Namespaces in XML §3) of the letters that all parsers take for letters.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// The text behind an XML declaration (§2.8), which may name no other encoding than ours.
fn without_declaration(text: &str) -> Result<&str, Unreadable> {
    let declared = |rest: &&str| rest.starts_with([' ', '\t', '\r', '\n']);
    let Some(rest) = text.strip_prefix("<?xml").filter(declared) else {
        return Ok(text);
    };
    let (declaration, rest) = rest.split_once("?>").ok_or(Unreadable::Malformed)?;
    let quoted = if declaration.contains('"') {
        declaration.to_owned()
    } else {
        declaration.replace('\'', "\"")
    };
    let mut parts = quoted
        .split([' ', '\t', '\r', '\n'])
        .filter(|part| !part.is_empty())
        .peekable();
    let is_version = parts.next() == Some("version=\"1.0\"");
    let of_ours = |part: &&str| part.eq_ignore_ascii_case("encoding=\"utf-8\"");
    parts.next_if(|part| part.starts_with("encoding=") && of_ours(part));
    parts.next_if(|part| matches!(*part, "standalone=\"yes\"" | "standalone=\"no\""));
    if is_version && parts.next().is_none() {
        Ok(rest)
    } else {
        Err(Unreadable::Forbidden)
    }
}

/// One pass over the bytes, so that no parser has to survive what is refused here.
fn scan(text: &str) -> Result<(), Unreadable> {
    let (mut tags, mut attributes, mut quote, mut in_tag) = (0, 0, None, false);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, quote) {
            (b, _) if *b < 0x20 && !b"\t\n\r".contains(b) => return Err(Unreadable::Malformed),
            // XML has readers turn them into spaces (§3.3.3), and not all readers do.
            (b'\t' | b'\n' | b'\r', Some(_)) => return Err(Unreadable::Forbidden),
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
        let cases: [(&str, Unreadable); 40] = [
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
            ("<?xml ?><a/>", Unreadable::Forbidden),
            ("<?xml version='1.0\"?><a/>", Unreadable::Forbidden),
            ("<?xml version='1.0' x='y'?><a/>", Unreadable::Forbidden),
            ("<?xml encoding='utf-8'?><a/>", Unreadable::Forbidden),
            ("<a x='1\n2'/>", Unreadable::Forbidden),
            ("<a x='1\t2'/>", Unreadable::Forbidden),
            ("<a/><b/>", Unreadable::Malformed),
            ("<a>", Unreadable::Malformed),
            ("", Unreadable::Malformed),
            ("x", Unreadable::Malformed),
            ("\u{feff}\u{feff}<a/>", Unreadable::Malformed),
            ("<a x='<'/>", Unreadable::Malformed),
            ("<a xmlns:b='c'><b:c:d/></a>", Unreadable::Malformed),
            ("<a xmlns:b=''/>", Unreadable::Malformed),
            ("<a xmlns='b&amp;c'/>", Unreadable::Malformed),
            ("<a xmlns:xml='b'/>", Unreadable::Malformed),
            (
                "<a xmlns:b='http://www.w3.org/2000/xmlns/'/>",
                Unreadable::Malformed,
            ),
            ("<é/>", Unreadable::Malformed),
            ("<a é='1'/>", Unreadable::Malformed),
            ("<a\u{1}/>", Unreadable::Malformed),
            ("<a>&#0;</a>", Unreadable::Malformed),
            ("<a x='\u{fffe}'/>", Unreadable::Malformed),
            ("<a xmlns='\u{ffff}'/>", Unreadable::Malformed),
            ("<a>\u{ffff}</a>", Unreadable::Malformed),
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
