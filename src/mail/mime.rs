//! A message in the form of RFC 5322 and MIME: the text, and the HTML as its alternative.

use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use super::clean::line;
use super::rendered::{Rendered, Unsent};

/// Machines do not answer it (RFC 3834 §5).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// The message as it is handed over.
pub fn message(mail: &Rendered) -> Result<Message, Unsent> {
    let refused = |what: &str, why: String| Unsent::ForGood(format!("{what}: {why}"));
    let from = mailbox(&mail.from);
    // A sender is a setting, which may be corrected.
    let from = from.map_err(|why| Unsent::ForNow(format!("the sender {}: {why}", mail.from)))?;
    let to = mailbox(&mail.to).map_err(|why| refused("the recipient", why))?;
    let built = Message::builder()
        .from(from)
        .to(to)
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

/// An address, with a name or without.
pub fn mailbox(text: &str) -> Result<Mailbox, String> {
    line(text).parse::<Mailbox>().map_err(|e| e.to_string())
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
