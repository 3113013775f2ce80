//! The tenant's page template: the HTML around the widget of the hosted pages, in Liquid.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use regex::Regex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The longest template, in bytes.
pub const MOST_BYTES: usize = 102_400;
/// What stands in the rendered template where the head's content comes. No value can look like it: values are escaped.
pub const HEAD: &str = "<auth0:head>";
/// The same for the widget.
pub const WIDGET: &str = "<auth0:widget>";
/// How much of a tag's name an error repeats, in characters.
const MOST_NAMED: usize = 40;
/// A policy would grow too long with more of them.
const MOST_STYLES: usize = 20;

static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"\{%-?\s*auth0:(\w+)\s*-?%\}"));
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)\{\{.*?\}\}|\{%.*?%\}"));
static STYLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?is)<style(?:\s[^>]*)?>(.*?)</style\s*>"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is part of the program and tested")
}

/// A template that has both of its tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PageTemplate {
    source: String,
    liquid: String,
    /// What stands between the braces of Liquid.
    code: String,
    styles: Vec<String>,
}

/// Why a string is no template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoTemplate {
    #[error("Payload content length greater than maximum allowed: 102400.")]
    TooLong,
    #[error("The template has to contain the tag {{%- auth0:{0} -%}}.")]
    Lacks(&'static str),
    #[error("There is no tag auth0:{0}; there are auth0:head and auth0:widget.")]
    Unknown(String),
}

impl PageTemplate {
    /// Whether it is Liquid is for the renderer to say.
    pub fn new(source: String) -> Result<Self, NoTemplate> {
        if source.len() > MOST_BYTES {
            return Err(NoTemplate::TooLong);
        }
        let tags = || TAG.captures_iter(&source).map(|found| found[1].to_owned());
        if let Some(other) = tags().find(|tag| tag != "head" && tag != "widget") {
            let short = other.chars().take(MOST_NAMED).collect();
            return Err(NoTemplate::Unknown(short));
        }
        for tag in ["head", "widget"] {
            if !tags().any(|found| found == tag) {
                return Err(NoTemplate::Lacks(tag));
            }
        }
        let liquid = TAG.replace_all(&source, |found: &regex::Captures<'_>| match &found[1] {
            "head" => in_place(HEAD, &found[0]),
            _ => in_place(WIDGET, &found[0]),
        });
        let code: Vec<&str> = CODE
            .find_iter(&liquid)
            .map(|found| found.as_str())
            .collect();
        Ok(Self {
            code: code.join("\n"),
            liquid: liquid.into_owned(),
            styles: hashes(&source),
            source,
        })
    }

    /// As it was sent.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The same with [`HEAD`] and [`WIDGET`] in the place of Auth0's own tags, whose names are no names in Liquid.
    pub fn liquid(&self) -> &str {
        &self.liquid
    }

    /// What a Content-Security-Policy calls its style sheets: those in which nothing depends on the request.
    pub fn styles(&self) -> &[String] {
        &self.styles
    }

    /// Whether its Liquid has the name of a variable, or the tag that shows all of them.
    pub fn mentions(&self, variable: &str) -> bool {
        let mut words = self
            .code
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        words.any(|word| word == variable || word == "debug")
    }

    /// The keys of texts that stand in it: `prompt.screen.texts.KEY`.
    pub fn text_keys(&self) -> impl Iterator<Item = &str> {
        let after = self.code.split("texts.").skip(1);
        let is_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        after.filter_map(move |rest| rest.split(|c| !is_key(c)).next())
    }
}

/// What stands for a tag, of as many lines and as long: errors name lines and columns of what the author wrote.
fn in_place(mark: &str, tag: &str) -> String {
    let lines = "\n".repeat(tag.matches('\n').count());
    let last_line = tag.rsplit('\n').next().unwrap_or(tag);
    let width = last_line.chars().count();
    // A format's width has 16 bits.
    let rest = " ".repeat(width.saturating_sub(mark.chars().count()));
    format!("{lines}{mark}{rest}")
}

/// The hashes of the style sheets that stand in the source as browsers will see them (CSP Level 3, section 6.7.3.3).
fn hashes(source: &str) -> Vec<String> {
    let found = STYLE.captures_iter(source).map(|found| found[1].to_owned());
    let is_fixed = |style: &String| !style.contains("{{") && !style.contains("{%");
    let fixed = found.filter(is_fixed).take(MOST_STYLES);
    fixed.map(|style| style_hash(&style)).collect()
}

/// What a Content-Security-Policy calls a style sheet that stands within a page.
pub fn style_hash(style: &str) -> String {
    // Parsers of HTML read every kind of line break as one.
    let text = style.replace("\r\n", "\n").replace('\r', "\n");
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

impl TryFrom<String> for PageTemplate {
    type Error = NoTemplate;

    fn try_from(source: String) -> Result<Self, NoTemplate> {
        Self::new(source)
    }
}

impl From<PageTemplate> for String {
    fn from(template: PageTemplate) -> Self {
        template.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(source: &str) -> Result<PageTemplate, NoTemplate> {
        PageTemplate::new(source.to_owned())
    }

    #[test]
    fn a_template_has_both_tags() {
        for good in [
            "{%- auth0:head -%}{%- auth0:widget -%}",
            "{% auth0:widget %} {%auth0:head%}",
            "{%-\nauth0:head\n-%}{%- auth0:widget %}",
        ] {
            let liquid = template(good).unwrap().liquid;
            assert!(liquid.contains(HEAD) && liquid.contains(WIDGET), "{liquid}");
        }
        assert_eq!(
            template("{%- auth0:head -%}"),
            Err(NoTemplate::Lacks("widget"))
        );
        assert_eq!(template("<html></html>"), Err(NoTemplate::Lacks("head")));
        let misspelt = template("{% auth0:head %}{%- auth0:widgit -%}{% auth0:widget %}");
        assert_eq!(misspelt, Err(NoTemplate::Unknown("widgit".to_owned())));
        let sentence = NoTemplate::Lacks("head").to_string();
        assert_eq!(
            sentence,
            "The template has to contain the tag {%- auth0:head -%}."
        );
        let long = "{% auth0:widget %}{% auth0:head %}".to_owned() + &" ".repeat(MOST_BYTES);
        assert_eq!(template(&long), Err(NoTemplate::TooLong));
    }

    #[test]
    fn what_stands_for_a_tag_is_as_long_as_the_tag() {
        let source = "{%- auth0:head -%} {{\n{%-\nauth0:widget -%}|{{ x }}";
        let liquid = template(source).unwrap().liquid;
        assert_eq!(liquid, "<auth0:head>       {{\n\n<auth0:widget>  |{{ x }}");
        let wide = format!(
            "{{% auth0:head{}%}}{{% auth0:widget %}}",
            " ".repeat(70_000)
        );
        let as_wide = template(&wide).unwrap().liquid;
        assert_eq!(as_wide.len(), wide.len());
    }

    #[test]
    fn only_fixed_style_sheets_are_named_in_the_policy() {
        let source = "{% auth0:head %}{% auth0:widget %}<style>a{}</style><STYLE media=print>\r\nb{}</STYLE >
            <style>c{color:{{ user.name }}}</style><style>{% if user %}d{}{% endif %}</style><styles>e{}</styles>";
        // printf 'a{}' | openssl dgst -sha256 -binary | base64
        let first = "'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='";
        let second = format!("'sha256-{}'", STANDARD.encode(Sha256::digest("\nb{}")));
        assert_eq!(template(source).unwrap().styles(), [first, &second]);
    }

    #[test]
    fn it_tells_what_it_asks_for() {
        let source = "{% auth0:head %}{% auth0:widget %}{{ prompt.screen.texts.pageTitle }}{{prompt.screen.texts.var-a|upcase}}";
        let template = template(source).unwrap();
        assert!(template.mentions("prompt") && !template.mentions("user"));
        let styled = "{% auth0:head %}{% auth0:widget %}<style>a { user-select: none }</style>{% if locale == 'de' %}user{% endif %}";
        let styled = self::template(styled).unwrap();
        assert!(styled.mentions("locale") && !styled.mentions("user"));
        let keys: Vec<_> = template.text_keys().collect();
        assert_eq!(keys, ["pageTitle", "var-a"]);
    }
}
