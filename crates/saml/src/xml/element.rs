//! Trees to write. Text and attributes are values here, never markup: nothing that a user chose can close an element.

use super::name::Namespace;

/// An element of a document that this server writes.
#[derive(Debug, Clone)]
pub struct Element {
    namespace: Namespace,
    name: &'static str,
    declared: Vec<Namespace>,
    attributes: Vec<Attribute>,
    children: Vec<Child>,
}

#[derive(Debug, Clone)]
struct Attribute {
    namespace: Option<Namespace>,
    name: &'static str,
    value: String,
}

#[derive(Debug, Clone)]
enum Child {
    Element(Element),
    Text(String),
}

/// Which text of a tree is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// For the wire: with the namespaces that only values mention.
    Document,
    /// Exclusive XML Canonicalization 1.0: with those that names mention.
    Canonical,
}

impl Element {
    /// An empty element.
    pub fn new(namespace: Namespace, name: &'static str) -> Self {
        Self {
            namespace,
            name,
            declared: Vec::new(),
            attributes: Vec::new(),
            children: Vec::new(),
        }
    }

    /// Declares a namespace that values below mention (`xsi:type="xs:string"`).
    #[must_use]
    pub fn declaring(mut self, namespace: Namespace) -> Self {
        self.declared.push(namespace);
        self
    }

    /// Sets an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push(Attribute {
            namespace: None,
            name,
            value: value.into(),
        });
        self
    }

    /// Sets an attribute if there is a value.
    #[must_use]
    pub fn with_some(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Sets an attribute that has a namespace.
    #[must_use]
    pub fn with_qualified(
        mut self,
        namespace: Namespace,
        name: &'static str,
        value: impl Into<String>,
    ) -> Self {
        self.attributes.push(Attribute {
            namespace: Some(namespace),
            name,
            value: value.into(),
        });
        self
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Child::Text(text.into()));
        self
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(Child::Element(child));
        self
    }

    /// Adds children.
    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children
            .extend(children.into_iter().map(Child::Element));
        self
    }

    /// Puts a child before the one at `index`.
    pub(super) fn insert(&mut self, index: usize, child: Self) {
        self.children.insert(index, Child::Element(child));
    }

    /// How many children there are.
    pub(super) fn len(&self) -> usize {
        self.children.len()
    }

    /// The value of an attribute without a namespace.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = |a: &&Attribute| a.namespace.is_none() && a.name == name;
        Some(&self.attributes.iter().find(found)?.value)
    }

    /// The text for the wire.
    pub fn document(&self) -> String {
        self.render(Form::Document)
    }

    /// The exclusive canonical form (Exclusive XML Canonicalization 1.0 §3), as any reader will compute it.
    pub fn canonical(&self) -> String {
        self.render(Form::Canonical)
    }

    fn render(&self, form: Form) -> String {
        let mut out = String::with_capacity(4_096);
        self.write(&mut out, form, &mut Vec::new());
        out
    }

    /// `known` holds the declarations in force, the innermost last.
    fn write(&self, out: &mut String, form: Form, known: &mut Vec<Namespace>) {
        let outer = known.len();
        let used = std::iter::once(self.namespace)
            .chain(self.attributes.iter().filter_map(|a| a.namespace))
            .chain(
                self.declared
                    .iter()
                    .copied()
                    .filter(|_| form == Form::Document),
            );
        for namespace in used {
            let in_force = known
                .iter()
                .rev()
                .find(|k| k.prefix() == namespace.prefix());
            if in_force != Some(&namespace) {
                known.push(namespace);
            }
        }
        push_all(out, &["<", self.namespace.prefix(), ":", self.name]);
        let mut new = known[outer..].to_vec();
        new.sort_by_key(|n| n.prefix());
        for namespace in new {
            push_all(
                out,
                &[" xmlns:", namespace.prefix(), "=\"", namespace.uri(), "\""],
            );
        }
        let mut attributes: Vec<_> = self.attributes.iter().collect();
        attributes.sort_by_key(|a| (a.namespace.map_or("", Namespace::uri), a.name));
        for attribute in attributes {
            out.push(' ');
            if let Some(namespace) = attribute.namespace {
                push_all(out, &[namespace.prefix(), ":"]);
            }
            push_all(out, &[attribute.name, "=\""]);
            escape(out, &attribute.value, true);
            out.push('"');
        }
        out.push('>');
        for child in &self.children {
            match child {
                Child::Element(element) => element.write(out, form, known),
                Child::Text(text) => escape(out, text, false),
            }
        }
        push_all(out, &["</", self.namespace.prefix(), ":", self.name, ">"]);
        known.truncate(outer);
    }
}

fn push_all(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// Escapes as canonical XML does. What XML 1.0 has no character for (§2.2) becomes the replacement character: a name with a
/// control character in it must neither break a document nor keep its user out.
fn escape(out: &mut String, text: &str, in_attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' if !in_attribute => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\t' if in_attribute => out.push_str("&#x9;"),
            '\n' if in_attribute => out.push_str("&#xA;"),
            '\r' => out.push_str("&#xD;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use bergshamra_c14n::{C14nMode, canonicalize};
    use proptest::prelude::*;

    use super::*;

    fn sample(value: &str) -> Element {
        let typed = Element::new(Namespace::Saml, "AttributeValue")
            .with_qualified(Namespace::Instance, "type", "xs:string")
            .text(value);
        let statement = Element::new(Namespace::Saml, "AttributeStatement")
            .declaring(Namespace::Schema)
            .declaring(Namespace::Instance)
            .child(
                Element::new(Namespace::Saml, "Attribute")
                    .with("Name", value)
                    .child(typed.clone())
                    .child(typed),
            );
        Element::new(Namespace::Samlp, "Response")
            .with("Version", "2.0")
            .with("ID", "_1")
            .child(
                Element::new(Namespace::Saml, "Assertion")
                    .with("ID", "_2")
                    .child(statement),
            )
            .child(
                Element::new(Namespace::Saml11, "Assertion")
                    .child(Element::new(Namespace::Saml11, "Subject")),
            )
    }

    fn independent(document: &str) -> String {
        let bytes = canonicalize::<&str>(document, C14nMode::Exclusive, None, &[]);
        String::from_utf8(bytes.expect("well-formed")).expect("UTF-8")
    }

    #[test]
    fn names_declare_their_namespace_where_it_is_first_used() {
        let document = sample("a").document();
        assert!(document.starts_with(
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_1\" Version=\"2.0\"><saml:Assertion xmlns:saml="
        ));
        assert!(document.contains(
            "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:1.0:assertion\"><saml:Subject>"
        ));
        assert!(!sample("a").canonical().contains("xmlns:xs="));
    }

    proptest! {
        #![proptest_config(crate::properties::seeded())]

        /// Another implementation's canonical form of the document is our canonical form, whatever the values are.
        #[test]
        fn the_canonical_form_is_the_one_that_others_compute(value in "\\PC*|[\\x00-\\x7f]*") {
            let tree = sample(&value);
            prop_assert_eq!(independent(&tree.document()), tree.canonical());
            prop_assert_eq!(independent(&tree.canonical()), tree.canonical());
        }
    }
}
