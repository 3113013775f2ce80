//! As much of HTML as is needed to fill in a form.

/// The first form of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    pub action: String,
    pub method: String,
    /// Name and value of every input and button that has a name.
    pub fields: Vec<(String, String)>,
}

impl Form {
    pub fn parse(page: &str) -> Option<Self> {
        let start = page.find("<form")?;
        let page = &page[start..];
        let end = page.find("</form>")?;
        let mut tags = tags(&page[..end]);
        let form = tags.next()?;
        let mut fields = vec![];
        for tag in tags.filter(|tag| ["input", "button", "textarea"].contains(&tag.name.as_str())) {
            if let Some(name) = tag.attribute("name") {
                fields.push((name, tag.attribute("value").unwrap_or_default()));
            }
        }
        Some(Self {
            action: form.attribute("action").unwrap_or_default(),
            method: form.attribute("method").unwrap_or("get".to_owned()),
            fields,
        })
    }

    /// What a browser sends when these fields are filled in (a field that the page lacks is an
    /// error) and the named button, if it is among them, is pressed.
    pub fn fill(&self, values: &[(&str, &str)]) -> Vec<(String, String)> {
        for (name, _) in values {
            let known = self.fields.iter().any(|(field, _)| field == name);
            assert!(known, "the form has no field {name}: {self:?}");
        }
        let untouched = self.fields.iter().filter(|(name, _)| {
            name != "action" && values.iter().all(|(filled, _)| filled != name)
        });
        let filled = values
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()));
        untouched.cloned().chain(filled).collect()
    }
}

/// Every tag that carries the attribute, for example `role="alert"`.
pub fn has_attribute(page: &str, name: &str, value: &str) -> bool {
    tags(page).any(|tag| tag.attribute(name).as_deref() == Some(value))
}

/// The values of `href`, `src` and `action` in a page: whatever could be fetched from it.
pub fn references(page: &str) -> Vec<String> {
    let of_tag = |tag: Tag| ["href", "src", "action"].map(|name| tag.attribute(name));
    tags(page).flat_map(of_tag).flatten().collect()
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn attribute(&self, name: &str) -> Option<String> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }
}

fn tags(page: &str) -> impl Iterator<Item = Tag> {
    page.split('<').skip(1).filter_map(|rest| {
        let letters = rest.starts_with(|first: char| first.is_ascii_alphabetic());
        letters.then(|| tag(rest))
    })
}

fn tag(rest: &str) -> Tag {
    let name_end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
    let (name, mut rest) = rest.split_at(name_end.unwrap_or(rest.len()));
    let mut attributes = vec![];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            break;
        }
        let end = rest.find(|c: char| c.is_whitespace() || "=/>".contains(c));
        let (key, after) = rest.split_at(end.unwrap_or(rest.len()).max(1));
        let (value, after) = value(after);
        attributes.push((key.to_ascii_lowercase(), unescape(value)));
        rest = after;
    }
    Tag {
        name: name.to_ascii_lowercase(),
        attributes,
    }
}

/// An attribute's value, if there is one, and what follows it.
fn value(after: &str) -> (&str, &str) {
    let Some(after) = after.strip_prefix('=') else {
        return ("", after);
    };
    if let Some(quote) = after.chars().next().filter(|c| "\"'".contains(*c)) {
        return after[1..].split_once(quote).unwrap_or((&after[1..], ""));
    }
    let end = after.find(|c: char| c.is_whitespace() || c == '>');
    after.split_at(end.unwrap_or(after.len()))
}

/// Resolves the character references that templates write, each once.
pub fn unescape(text: &str) -> String {
    let references = [
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&amp;", '&'),
        ("&#x2f;", '/'),
        ("&#x27;", '\''),
        ("&#39;", '\''),
        ("&#34;", '"'),
        ("&#38;", '&'),
        ("&#60;", '<'),
        ("&#62;", '>'),
    ];
    let (mut plain, mut rest) = (String::new(), text);
    while let Some(next) = rest.chars().next() {
        let found = references.iter().find(|(name, _)| rest.starts_with(name));
        let (character, length) = found.map_or((next, next.len_utf8()), |(n, c)| (*c, n.len()));
        plain.push(character);
        rest = &rest[length..];
    }
    plain
}

#[test]
fn a_form_is_found_and_filled_in() {
    let page = r#"<!doctype html><h1>Hi</h1><form method="post" action='/u/login?a=1&amp;b=2'>
        <input type="hidden" name="state" value="x&quot;y"><label for=u>Name</label>
        <input id=u name=username required><input name="password" type="password"/>
        <button type="submit" name="action" value="accept">Go</button></form><p role="alert">no</p>"#;
    let form = Form::parse(page).expect("a form");
    assert_eq!(form.action, "/u/login?a=1&b=2");
    assert_eq!(form.method, "post");
    assert_eq!(form.fields[0], ("state".to_owned(), "x\"y".to_owned()));
    let sent = form.fill(&[("username", "ada"), ("password", "p")]);
    let expected = [("state", "x\"y"), ("username", "ada"), ("password", "p")];
    assert_eq!(
        sent,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert!(has_attribute(page, "role", "alert"));
    assert!(!has_attribute(page, "role", "status"));
    assert_eq!(references(page), ["/u/login?a=1&b=2"]);
    assert_eq!(Form::parse("<p>nothing</p>"), None);
}
