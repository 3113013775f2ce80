//! The built-in messages, for what the tenant has no template of its own: in the tenant's colors and with its logo, as HTML
//! and as text. They load nothing but the logo.

use askama::Template;
use serde_json::Value;

use super::clean::line;
use super::sentences::{self, Names, Sentences};
use crate::domain::branding::Branding;
use crate::domain::mail::{Envelope, Message};

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
    letter: &'a Letter<'a>,
    accent: String,
    on_accent: &'static str,
    logo: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    letter: &'a Letter<'a>,
}

struct Letter<'a> {
    says: Sentences,
    sender: &'a Sender<'a>,
    language: &'a str,
    link: Option<&'a str>,
    code: Option<&'a str>,
}

/// Renders the built-in message.
pub fn render(
    message: Message,
    envelope: &Envelope,
    sender: &Sender<'_>,
) -> Result<BuiltIn, askama::Error> {
    let text = |path: &[&str]| {
        let root = envelope.variables.get(*path.first()?)?;
        let found = path[1..].iter().try_fold(root, |value, key| value.get(key));
        found
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let tenant = line(sender.name);
    let named = |path: &[&str]| text(path).map_or_else(|| tenant.clone(), line);
    let client = named(&["application", "name"]);
    let organization = match text(&["organization", "display_name"]) {
        Some(name) => line(name),
        None => named(&["organization", "name"]),
    };
    let inviter = named(&["inviter", "name"]);
    let ip = text(&["user", "source_ip"]).map(line).unwrap_or_default();
    let email = line(&envelope.to);
    let names = Names {
        tenant: &tenant,
        client: &client,
        email: &email,
        organization: &organization,
        inviter: &inviter,
        ip: &ip,
    };
    let says = sentences::of(message, names);
    let letter = Letter {
        language: &envelope.language,
        link: text(&["url"]).or(text(&["link"])),
        code: text(&["code"]),
        sender,
        says,
    };
    let primary = sender.branding.colors.primary.as_ref();
    let html = Html {
        accent: primary.map_or(ACCENT.to_owned(), ToString::to_string),
        on_accent: match primary.is_some_and(|color| color.is_light()) {
            true => "#000000",
            false => "#ffffff",
        },
        logo: sender.branding.logo_url.as_deref(),
        letter: &letter,
    };
    Ok(BuiltIn {
        html: html.render()?,
        text: Text { letter: &letter }.render()?,
        subject: line(&letter.says.subject),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rendered(message: Message, name: &str) -> BuiltIn {
        let variables = json!({
            "url": "https://id.example/u/x?ticket=abc&y=1", "code": "123456", "application": {"name": name},
            "organization": {"display_name": name}, "inviter": {"name": name}
        });
        let envelope = Envelope {
            to: "ada@example.com".to_owned(),
            language: "en".to_owned(),
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

    #[test]
    fn every_message_has_two_parts_with_the_link_and_the_code() {
        for message in Message::ALL {
            let built = rendered(*message, "Acme");
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
    fn no_name_becomes_markup_or_a_header() {
        let tags = |html: &str| html.matches(['<', '>', '"']).count();
        for hostile in [
            "<script>alert(1)</script>",
            "\" onload=\"x",
            "</title><img src=x>",
            "a\r\nBcc: eve@example.com\r\n\r\n<b>x</b>",
            "\u{202e}moc.elpmaxe",
        ] {
            for message in Message::ALL {
                let (built, plain) = (rendered(*message, hostile), rendered(*message, "Acme"));
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
