//! The built-in messages, for what the tenant has no template of its own: in the tenant's colors and with its logo, as HTML
//! and as text, in the recipient's language. They load nothing but the logo.

use askama::Template;

use super::clean::line;
use super::sentences::Sentences;
use crate::domain::branding::Branding;
use crate::domain::mail::{MailEnvelope, Message};
use crate::texts::{Arguments, Locale};

/// The tenant, as messages show it.
#[derive(Debug, Clone)]
pub struct Sender<'a> {
    /// Its friendly name, or its domain.
    pub name: &'a str,
    pub branding: &'a Branding,
    pub support_url: Option<&'a str>,
}

/// A built-in message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuiltIn {
    pub subject: String,
    pub html: String,
    pub text: String,
}

/// The color of the button where the tenant has none.
const ACCENT: &str = "#2450c5";

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    letter: Letter<'a>,
    locale: &'a Locale,
    accent: String,
    on_accent: &'static str,
    logo: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    letter: Letter<'a>,
}

struct Letter<'a> {
    says: Sentences,
    sender: &'a Sender<'a>,
    link: Option<&'a str>,
    code: Option<&'a str>,
}

/// Renders the built-in message.
pub fn render(
    message: Message,
    envelope: &MailEnvelope,
    sender: &Sender<'_>,
) -> Result<BuiltIn, askama::Error> {
    let locale = Locale::of(&envelope.language);
    let arguments = arguments(envelope, sender);
    let link = variable(envelope, &["url"]).or(variable(envelope, &["link"]));
    let code = variable(envelope, &["code"]);
    let letter = |says| Letter {
        says,
        sender,
        link,
        code,
    };
    let sentences = |marks| {
        let about = (message, envelope.lifetime);
        Sentences::of(
            (locale.language, marks),
            about,
            (&arguments, code.is_some()),
        )
    };
    let primary = sender.branding.colors.primary.as_ref();
    let html = Html {
        accent: primary.map_or(ACCENT.to_owned(), ToString::to_string),
        on_accent: match primary.is_some_and(|color| color.is_light()) {
            true => "#000000",
            false => "#ffffff",
        },
        logo: sender.branding.logo_url.as_deref(),
        letter: letter(sentences(true)),
        locale: &locale,
    };
    let text = Text {
        letter: letter(sentences(false)),
    };
    Ok(BuiltIn {
        html: html.render()?,
        subject: line(&text.letter.says.subject),
        text: text.render()?,
    })
}

/// The variables of the sentences. Names are on one line: one that is not would look like a part of the message.
fn arguments(envelope: &MailEnvelope, sender: &Sender<'_>) -> Arguments {
    let tenant = line(sender.name);
    let named = |paths: &[&[&str]]| {
        let found = paths.iter().find_map(|path| variable(envelope, path));
        found.map_or_else(|| tenant.clone(), line)
    };
    let place = |name| {
        variable(envelope, &["user", name])
            .map(line)
            .unwrap_or_default()
    };
    Arguments::none()
        .with("tenantName", tenant.as_str())
        .with("email", line(&envelope.to))
        .with("clientName", named(&[&["application", "name"]]))
        .with(
            "organizationName",
            named(&[&["organization", "display_name"], &["organization", "name"]]),
        )
        .with("inviterName", named(&[&["inviter", "name"]]))
        .with("ip", place("source_ip"))
        .with("city", place("city"))
        .with("country", place("country"))
}

/// A variable that is a string with something in it.
fn variable<'a>(envelope: &'a MailEnvelope, path: &[&str]) -> Option<&'a str> {
    let (first, rest) = path.split_first()?;
    let root = envelope.variables.get(*first)?;
    let found = rest.iter().try_fold(root, |value, key| value.get(key))?;
    found.as_str().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::texts::Language;

    fn rendered(message: Message, name: &str) -> BuiltIn {
        rendered_in("en", message, name)
    }

    fn rendered_in(language: &str, message: Message, name: &str) -> BuiltIn {
        let variables = json!({
            "url": "https://id.example/u/x?ticket=abc&y=1", "code": "123456", "application": {"name": name},
            "organization": {"display_name": name}, "inviter": {"name": name}
        });
        let envelope = MailEnvelope {
            to: "ada@example.com".to_owned(),
            language: language.to_owned(),
            lifetime: 3600,
            variables: variables.as_object().cloned().unwrap_or_default(),
        };
        let branding = serde_json::from_value(json!({
            "logo_url": "https://example.com/logo.png", "colors": {"primary": "#ffe000"}
        }));
        let sender = Sender {
            name,
            branding: &branding.expect("branding"),
            support_url: None,
        };
        render(message, &envelope, &sender).expect("a message")
    }

    fn emails() -> impl Iterator<Item = Message> {
        let all = Message::ALL.iter().copied();
        all.filter(|message| message.is_email())
    }

    #[test]
    fn every_message_has_two_parts_with_the_link_and_the_code() {
        for message in emails() {
            let built = rendered(message, "Acme");
            assert!(!built.subject.is_empty());
            let link = "https://id.example/u/x?ticket=abc";
            assert!(
                built.text.contains(&format!("{link}&y=1")),
                "{}",
                built.text
            );
            assert!(
                built.html.contains(&format!("href=\"{link}&#38;y=1\"")),
                "{}",
                built.html
            );
            assert!(built.text.contains("123456") && built.html.contains("123456"));
            assert!(built.html.contains("#ffe000") && built.html.contains("logo.png"));
        }
    }

    #[test]
    fn every_message_is_there_in_every_language() {
        for language in Language::all() {
            for message in emails() {
                let built = rendered_in(language.code(), message, "Acme");
                let begins = format!("<html lang=\"{}\" dir=", language.code());
                assert!(built.html.contains(&begins), "{}", built.html);
                assert!(
                    !built.text.contains(['\u{2068}', '$', '{']),
                    "{}",
                    built.text
                );
            }
        }
    }

    #[test]
    fn no_name_becomes_markup_or_a_header() {
        let tags = |html: &str| html.matches(['<', '>', '"']).count();
        for hostile in [
            "<script>alert(1)</script>",
            "\" onload=\"x",
            "</title><img src=x>",
            "a\r\nBcc: eve@example.com\r\n\r\n<b>x</b>",
            "\u{202e}moc.elpmaxe",
        ] {
            for message in emails() {
                let (built, plain) = (rendered(message, hostile), rendered(message, "Acme"));
                assert_eq!(
                    tags(&built.html),
                    tags(&plain.html),
                    "{message:?} {hostile}"
                );
                let breaks = ['\r', '\n', '\u{202e}'];
                assert!(!built.subject.contains(breaks), "{}", built.subject);
            }
        }
    }
}
