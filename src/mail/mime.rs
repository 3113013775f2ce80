//! A message in the form of RFC 5322 and MIME: the text, and the HTML as its alternative.

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};

use super::clean::line;
use super::rendered::{Rendered, Unsent};
use crate::domain::identifier::MAX_EMAIL;

/// Machines do not answer it (RFC 3834 §5).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// The message as it is handed over.
pub fn message(mail: &Rendered) -> Result<Message, Unsent> {
    let refused = |what: &str, why: String| Unsent::ForGood(format!("{what}: {why}"));
    let from = mailbox(&mail.from);
    // A sender is a setting, which may be corrected.
    let from = from.map_err(|why| Unsent::ForNow(format!("the sender {}: {why}", mail.from)))?;
    let to = recipient(&mail.to).map_err(|why| refused("the recipient", why))?;
    let built = Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(line(&mail.subject))
        .message_id(Some(format!("<{}>", mail.message_id)))
        .date_now()
        .multipart(MultiPart::alternative_plain_html(
            mail.text.clone(),
            mail.html.clone(),
        ));
    let mut built = built.map_err(|e| refused("the message", e.to_string()))?;
    let header = HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned());
    built.headers_mut().insert_raw(header);
    Ok(built)
}

/// The address of a recipient, as it is: cleaned or cut, it would be the address of someone else.
pub fn recipient(text: &str) -> Result<Address, String> {
    if text.len() > MAX_EMAIL {
        return Err(format!("it is longer than {MAX_EMAIL} bytes"));
    }
    text.parse::<Address>().map_err(|e| e.to_string())
}

/// An address, with a name or without.
pub fn mailbox(text: &str) -> Result<Mailbox, String> {
    line(text).parse::<Mailbox>().map_err(|e| e.to_string())
}

/// Whether that can stand in the `From` of a message.
pub fn is_sender(text: &str) -> bool {
    mailbox(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(from: &str, to: &str, subject: &str) -> Result<String, Unsent> {
        let mail = Rendered {
            message_id: "1@id.example".to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            subject: subject.to_owned(),
            html: "<p>Hello</p>\n.\n".to_owned(),
            text: "Hello\n.\n".to_owned(),
        };
        message(&mail).map(|built| String::from_utf8_lossy(&built.formatted()).into_owned())
    }

    #[test]
    fn no_recipient_is_shortened() {
        let label = "b".repeat(60);
        let long = format!("x@{label}.{label}.{label}.evil.com.bank.example");
        let text = formatted("a@acme.example", &long, "Hi").expect("one");
        assert!(
            text.replace("\r\n ", "")
                .contains(&format!("To: {long}\r\n")),
            "{text}"
        );
        for bad in [
            format!("{}@example.com", "a".repeat(300)),
            format!("x@{label}.{label}.{label}.{label}.{label}.example"),
            "a@b.example\r\nBcc: eve@example.com".to_owned(),
            "a@b.example, c@d.example".to_owned(),
        ] {
            assert!(formatted("a@acme.example", &bad, "Hi").is_err(), "{bad}");
        }
    }

    #[test]
    fn a_message_has_both_parts_and_its_id() {
        let text = formatted("Acme <no-reply@acme.example>", "ada@example.com", "Hi").expect("one");
        for header in [
            "From: Acme <no-reply@acme.example>\r\n",
            "To: ada@example.com\r\n",
            "Subject: Hi\r\n",
            "Message-ID: <1@id.example>\r\n",
            "Auto-Submitted: auto-generated\r\n",
        ] {
            assert!(text.contains(header), "{header} in {text}");
        }
        let (plain, html) = (text.find("text/plain"), text.find("text/html"));
        assert!(plain.is_some() && plain < html, "{text}");
    }

    #[test]
    fn names_add_no_header() {
        let hostile = [
            "Ada\r\nBcc: eve@example.com <no-reply@acme.example>",
            "\"Ada\r\n\r\nx\" <no-reply@acme.example>",
            "é\r\nX: y <no-reply@acme.example>",
            "\0\u{202e} <no-reply@acme.example>",
        ];
        for from in hostile {
            if let Ok(text) = formatted(from, "ada@example.com", "a\r\nBcc: eve@example.com") {
                let (head, _) = text.split_once("\r\n\r\n").expect("a head");
                let names = head
                    .split("\r\n")
                    .filter(|one| !one.starts_with([' ', '\t']));
                let names: Vec<&str> = names.filter_map(|one| one.split(':').next()).collect();
                let known = [
                    "From",
                    "To",
                    "Subject",
                    "Message-ID",
                    "Date",
                    "MIME-Version",
                    "Content-Type",
                    "Auto-Submitted",
                ];
                assert!(names.iter().all(|name| known.contains(name)), "{names:?}");
            }
        }
        for to in [
            "ada@example.com, eve@example.com",
            "nobody",
            "a@b\r\nRCPT TO:<eve@example.com>",
        ] {
            assert!(
                matches!(formatted("a@b.example", to, ""), Err(Unsent::ForGood(_))),
                "{to}"
            );
        }
    }
}
