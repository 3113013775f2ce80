//! Sending by one HTTPS call: the requests of each provider's API. Providers may follow who opens a message and who follows a
//! link; that is switched off where it can be, because the links are secrets.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use form_urlencoded::Serializer;
use lettre::message::Mailbox;
use serde_json::{Value, json};
use url::Url;

use super::azure_hmac;
use super::clean::line;
use super::mime::{mailbox, recipient};
use super::rendered::{Rendered, Unsent};
use super::sigv4::{self, SigV4Signer, Signed};
use crate::domain::mail::provider::MailApi;
use crate::domain::time::Timestamp;
use crate::egress::Egress;

const TIMEOUT: Duration = Duration::from_secs(20);
const JSON: &str = "application/json";
/// A provider says by these that it will never take the message.
const REFUSALS: [u16; 3] = [400, 413, 422];
/// How much of an answer the log gets, in characters.
const MOST_TOLD: usize = 300;

/// A call of a provider's API.
struct ApiCall {
    url: String,
    content_type: &'static str,
    headers: Vec<(&'static str, String)>,
    body: String,
}

/// Sends a message; what the provider answered.
pub async fn send(
    api: &MailApi,
    mail: &Rendered,
    egress: &Egress,
    now: Timestamp,
) -> Result<String, Unsent> {
    let call = call(api, mail, now)?;
    let later = |why: String| Unsent::ForNow(why);
    let url = Url::parse(&call.url).map_err(|e| later(e.to_string()))?;
    let named = |(name, value): (&str, String)| (name.to_owned(), value);
    let mut headers: Vec<_> = call.headers.into_iter().map(named).collect();
    headers.push(("content-type".to_owned(), call.content_type.to_owned()));
    let answered = egress.call(url, &headers, call.body, TIMEOUT).await;
    let (status, body) = answered.map_err(|e| later(e.to_string()))?;
    judge(api, status, &body)
}

fn judge(api: &MailApi, status: u16, body: &str) -> Result<String, Unsent> {
    let told: String = line(body).chars().take(MOST_TOLD).collect();
    let told = format!("{status} {told}");
    match status {
        200..300 if matches!(api, MailApi::Mandrill { .. }) => taken_by_mandrill(body, told),
        200..300 => Ok(told),
        _ if REFUSALS.contains(&status) => Err(Unsent::ForGood(told)),
        _ => Err(Unsent::ForNow(told)),
    }
}

/// Mandrill answers 200 for what it rejects, too.
fn taken_by_mandrill(body: &str, told: String) -> Result<String, Unsent> {
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    match answer[0]["status"].as_str() {
        Some("sent" | "queued" | "scheduled") => Ok(told),
        Some("rejected" | "invalid") => Err(Unsent::ForGood(told)),
        _ => Err(Unsent::ForNow(told)),
    }
}

fn call(api: &MailApi, mail: &Rendered, now: Timestamp) -> Result<ApiCall, Unsent> {
    let from = mailbox(&mail.from);
    let from = from.map_err(|why| Unsent::ForNow(format!("the sender {}: {why}", mail.from)))?;
    let to = recipient(&mail.to).map_err(|why| Unsent::ForGood(format!("the recipient: {why}")))?;
    let to = to.to_string();
    let bearer = |key: &str| vec![("authorization", format!("Bearer {key}"))];
    let message_id = format!("<{}>", mail.message_id);
    let json = |url: String, headers, body: Value| ApiCall {
        url,
        content_type: JSON,
        headers,
        body: body.to_string(),
    };
    Ok(match api {
        MailApi::SendGrid { api_key } => json(
            "https://api.sendgrid.com/v3/mail/send".to_owned(),
            bearer(api_key),
            json!({
                "personalizations": [{ "to": [{ "email": to }] }],
                "from": named(&from, "email"),
                "subject": mail.subject,
                "content": [
                    { "type": "text/plain", "value": mail.text },
                    { "type": "text/html", "value": mail.html }
                ],
                "headers": { "Message-ID": message_id },
                "tracking_settings": {
                    "click_tracking": { "enable": false, "enable_text": false },
                    "open_tracking": { "enable": false }
                }
            }),
        ),
        MailApi::Resend { api_key } => {
            let mut headers = bearer(api_key);
            headers.push(("idempotency-key", mail.message_id.clone()));
            let body = json!({
                "from": from.to_string(), "to": [to], "subject": mail.subject, "html": mail.html, "text": mail.text,
                "headers": { "Message-ID": message_id }
            });
            json("https://api.resend.com/emails".to_owned(), headers, body)
        }
        MailApi::Mandrill { api_key } => {
            let mut message = json!({
                "to": [{ "email": to, "type": "to" }], "subject": mail.subject, "html": mail.html, "text": mail.text,
                "headers": { "Message-ID": message_id }, "track_clicks": false, "track_opens": false
            });
            message["from_email"] = from.email.to_string().into();
            message["from_name"] = from.name.clone().into();
            let body = json!({ "key": api_key, "message": message });
            let url = "https://mandrillapp.com/api/1.0/messages/send";
            json(url.to_owned(), vec![], body)
        }
        MailApi::SparkPost { api_key, in_europe } => {
            let host = if *in_europe {
                "api.eu.sparkpost.com"
            } else {
                "api.sparkpost.com"
            };
            let body = json!({
                "options": { "transactional": true, "open_tracking": false, "click_tracking": false },
                "recipients": [{ "address": { "email": to } }],
                "content": {
                    "from": named(&from, "email"), "subject": mail.subject, "html": mail.html, "text": mail.text,
                    "headers": { "Message-ID": message_id }
                }
            });
            let key = vec![("authorization", api_key.clone())];
            json(format!("https://{host}/api/v1/transmissions"), key, body)
        }
        MailApi::Mailgun {
            api_key,
            domain,
            in_europe,
        } => {
            let host = if *in_europe {
                "api.eu.mailgun.net"
            } else {
                "api.mailgun.net"
            };
            let body = Serializer::new(String::new())
                .append_pair("from", &from.to_string())
                .append_pair("to", &to)
                .append_pair("subject", &mail.subject)
                .append_pair("text", &mail.text)
                .append_pair("html", &mail.html)
                .append_pair("h:Message-Id", &message_id)
                .append_pair("o:tracking", "no")
                .finish();
            let basic = STANDARD.encode(format!("api:{api_key}"));
            ApiCall {
                url: format!("https://{host}/v3/{domain}/messages"),
                content_type: "application/x-www-form-urlencoded",
                headers: vec![("authorization", format!("Basic {basic}"))],
                body,
            }
        }
        MailApi::Ses {
            access_key_id,
            secret_access_key,
            region,
            configuration_set,
        } => {
            let part = |text: &str| json!({ "Data": text, "Charset": "UTF-8" });
            let mut body = json!({
                "FromEmailAddress": from.to_string(),
                "Destination": { "ToAddresses": [to] },
                "Content": { "Simple": {
                    "Subject": part(&mail.subject),
                    "Body": { "Text": part(&mail.text), "Html": part(&mail.html) }
                } }
            });
            if let Some(name) = configuration_set {
                body["ConfigurationSetName"] = name.as_str().into();
            }
            let (host, path) = (
                format!("email.{region}.amazonaws.com"),
                "/v2/email/outbound-emails",
            );
            let (stamp, body) = (sigv4::stamp(now), body.to_string());
            let signer = SigV4Signer {
                access_key_id,
                secret_access_key,
                region,
                service: "ses",
            };
            let headers = [
                ("content-type", JSON),
                ("host", &host),
                ("x-amz-date", &stamp),
            ];
            let signed = Signed {
                method: "POST",
                path,
                headers: &headers,
                body: &body,
            };
            let authorization = sigv4::authorization(signer, signed, &stamp);
            ApiCall {
                url: format!("https://{host}{path}"),
                content_type: JSON,
                headers: vec![("x-amz-date", stamp), ("authorization", authorization)],
                body,
            }
        }
        MailApi::AzureCs { host, access_key } => {
            let body = json!({
                "senderAddress": from.email.to_string(),
                "content": { "subject": mail.subject, "plainText": mail.text, "html": mail.html },
                "recipients": { "to": [{ "address": to }] },
                "headers": { "Message-ID": message_id },
                "userEngagementTrackingDisabled": true
            });
            let path = "/emails:send?api-version=2025-09-01";
            let signed = azure_hmac::headers((host, path), &body.to_string(), access_key, now);
            let no_key = |e| Unsent::ForNow(format!("the access key is not Base64: {e}"));
            let url = format!("https://{host}{path}");
            json(url, signed.map_err(no_key)?, body)
        }
    })
}

/// A sender in JSON, with its name where it has one.
fn named(sender: &Mailbox, address: &str) -> Value {
    let mut named = json!({ address: sender.email.to_string() });
    if let Some(name) = &sender.name {
        named["name"] = name.as_str().into();
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Rendered {
        Rendered {
            message_id: "1@id.example".to_owned(),
            from: "Acme <no-reply@acme.example>".to_owned(),
            to: "ada@example.com".to_owned(),
            subject: "Hi & \"bye\"".to_owned(),
            html: "<p>Hello</p>".to_owned(),
            text: "Hello".to_owned(),
        }
    }

    fn made(api: &MailApi) -> ApiCall {
        let now = Timestamp::parse("2026-11-29T10:20:30Z").expect("a time");
        call(api, &mail(), now).unwrap_or_else(|e| panic!("{e}"))
    }

    fn key() -> String {
        "the-key".to_owned()
    }

    #[test]
    fn each_provider_is_called_at_its_own_address_with_its_key() {
        let apis = [
            (
                MailApi::SendGrid { api_key: key() },
                "https://api.sendgrid.com/v3/mail/send",
                "Bearer the-key",
            ),
            (
                MailApi::Resend { api_key: key() },
                "https://api.resend.com/emails",
                "Bearer the-key",
            ),
            (
                MailApi::Mandrill { api_key: key() },
                "https://mandrillapp.com/api/1.0/messages/send",
                "",
            ),
            (
                MailApi::SparkPost {
                    api_key: key(),
                    in_europe: false,
                },
                "https://api.sparkpost.com/api/v1/transmissions",
                "the-key",
            ),
            (
                MailApi::SparkPost {
                    api_key: key(),
                    in_europe: true,
                },
                "https://api.eu.sparkpost.com/api/v1/transmissions",
                "the-key",
            ),
            (
                MailApi::Mailgun {
                    api_key: key(),
                    domain: "mg.acme.example".to_owned(),
                    in_europe: true,
                },
                "https://api.eu.mailgun.net/v3/mg.acme.example/messages",
                "Basic YXBpOnRoZS1rZXk=",
            ),
            (
                MailApi::AzureCs {
                    host: "acme.communication.azure.com".to_owned(),
                    access_key: "dGhlLWtleQ==".to_owned(),
                },
                "https://acme.communication.azure.com/emails:send?api-version=2025-09-01",
                "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=",
            ),
        ];
        for (api, url, authorization) in apis {
            let made = made(&api);
            assert_eq!(made.url, url);
            let sent = made
                .headers
                .iter()
                .find(|(name, _)| *name == "authorization");
            let sent = sent.map_or("", |(_, value)| value);
            assert!(sent.starts_with(authorization), "{url}: {sent}");
            for part in [
                "ada@example.com",
                "no-reply@acme.example",
                "Hello",
                "1@id.example",
            ] {
                let body = percent_encoding::percent_decode_str(&made.body).decode_utf8_lossy();
                assert!(body.contains(part), "{url}: {part} in {body}");
            }
            if made.content_type == JSON {
                serde_json::from_str::<Value>(&made.body).expect("JSON");
            }
        }
    }

    #[test]
    fn ses_is_called_with_a_signature_over_the_body() {
        let api = MailApi::Ses {
            access_key_id: "AKIA".to_owned(),
            secret_access_key: "secret".to_owned(),
            region: "eu-west-1".to_owned(),
            configuration_set: Some("set".to_owned()),
        };
        let made = made(&api);
        assert_eq!(
            made.url,
            "https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails"
        );
        let (_, authorization) = &made.headers[1];
        let scope = "Credential=AKIA/20261129/eu-west-1/ses/aws4_request, SignedHeaders=content-type;host;x-amz-date, ";
        assert!(authorization.contains(scope), "{authorization}");
        let body: Value = serde_json::from_str(&made.body).expect("JSON");
        assert_eq!(body["ConfigurationSetName"], "set");
        assert_eq!(body["Content"]["Simple"]["Subject"]["Data"], "Hi & \"bye\"");
    }

    #[test]
    fn an_answer_is_a_yes_a_later_or_a_never() {
        let sendgrid = MailApi::SendGrid { api_key: key() };
        assert!(judge(&sendgrid, 202, "").is_ok());
        for status in [401, 403, 404, 429, 500, 503] {
            assert!(
                matches!(judge(&sendgrid, status, "x"), Err(Unsent::ForNow(_))),
                "{status}"
            );
        }
        assert!(matches!(
            judge(&sendgrid, 400, "x"),
            Err(Unsent::ForGood(_))
        ));
        let mandrill = MailApi::Mandrill { api_key: key() };
        assert!(judge(&mandrill, 200, r#"[{"status":"queued"}]"#).is_ok());
        let refused = judge(
            &mandrill,
            200,
            r#"[{"status":"rejected","reject_reason":"spam"}]"#,
        );
        assert!(matches!(refused, Err(Unsent::ForGood(_))), "{refused:?}");
        assert!(matches!(
            judge(&mandrill, 200, "{}"),
            Err(Unsent::ForNow(_))
        ));
    }
}
