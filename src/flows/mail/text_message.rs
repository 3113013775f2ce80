//! A stored text message on its way out: by the gateway of its connection, or by the operator's, as that is now.

use serde_json::{Value, json};

use crate::domain::phone::PhoneNumber;
use crate::domain::sms::{Gateway, SmsPurpose};
use crate::domain::time::Timestamp;
use crate::flows::Parts;
use crate::mail::{Rendered, TextMessage, Unsent, by_gateway};
use crate::store::mail_outbox::Leased;
use crate::store::users;
use crate::tenant_log::{Event, EventCode};

/// Sends it. The caller limits the time.
pub(super) async fn send(parts: &Parts, mail: &Leased, now: Timestamp) -> Result<(), Unsent> {
    let settings = parts.settings.now();
    let broken = |what: &str| Unsent::ForGood(format!("the stored message has no {what}"));
    let own = mail.envelope.variables.get("gateway");
    let own = own.and_then(|own| serde_json::from_value::<Gateway>(own.clone()).ok());
    let gateway = own.as_ref().or(settings.sms.gateway.as_ref());
    let missing = || Unsent::ForNow("no gateway is configured: sms.gateway_url".to_owned());
    let to = PhoneNumber::parse(&mail.envelope.to).ok_or_else(|| broken("number"))?;
    let message = TextMessage {
        id: &mail.id,
        to: &to,
        body: text(mail, "body").ok_or_else(|| broken("body"))?,
        request: mail.envelope.variables.get("req"),
    };
    let by = (gateway.ok_or_else(missing)?, settings.issuer.as_str());
    by_gateway(by, &message, &parts.egress, now).await.map(drop)
}

/// The message as the mailbox of test mode has it.
pub(super) fn kept(parts: &Parts, mail: &Leased) -> Rendered {
    let settings = parts.settings.now();
    let operators = settings.sms.gateway.as_ref();
    let from = mail.envelope.variables.get("gateway");
    let from = from.and_then(|gateway| gateway["from"].as_str());
    let from = from.or_else(|| operators?.from.as_deref());
    Rendered {
        message_id: mail.id.clone(),
        from: from.unwrap_or_default().to_owned(),
        to: mail.envelope.to.clone(),
        subject: String::new(),
        html: String::new(),
        text: text(mail, "body").unwrap_or_default().to_owned(),
    }
}

/// Tells the tenant log that it was accepted, or why not and what becomes of it.
pub(super) async fn tell(parts: &Parts, mail: &Leased, failed: Option<(&str, &str)>) {
    let to = PhoneNumber::parse(&mail.envelope.to);
    let to = to.map(|to| to.hidden());
    let purpose = mail.envelope.variables.get("purpose");
    let purpose = purpose.and_then(|p| serde_json::from_value::<SmsPurpose>(p.clone()).ok());
    let is_factor = purpose == Some(SmsPurpose::Factor);
    let event = match failed {
        // What a login was sent, the flow has told.
        None if !is_factor => return,
        None => Event::new(
            EventCode::FactorSmsSent,
            "A code was sent as the second factor",
        ),
        Some((why, description)) => {
            let id = mail.id.as_str();
            tracing::warn!(id, why, "a text message: {description}");
            let code = match is_factor {
                true => EventCode::FailedFactorSms,
                false => EventCode::FailedNotification,
            };
            let error = json!({ "provider_error": { "message": why } });
            Event::new(code, description).details(error)
        }
    };
    let event = match is_factor {
        true => event.details(json!({ "authenticator": { "type": "sms", "phone_number": to } })),
        false => event.details(json!({ "to": to })),
    };
    let event = about(parts, mail, event).await;
    parts.tell(event, parts.clock.now());
}

/// The user and the client of the message, as far as they are still there.
async fn about(parts: &Parts, mail: &Leased, event: Event) -> Event {
    let named = |name| text(mail, name).unwrap_or_default();
    let client = parts.store.client(named("client_id")).await;
    let client = client.ok().flatten();
    let event = event.with_client(client.as_ref().map(|stored| &stored.client));
    let user = async {
        let mut db = parts.store.read().await?;
        users::by_id(&mut db, named("user_id")).await
    };
    match user.await {
        Ok(Some(user)) => event.user(&user),
        _ => event,
    }
}

fn text<'m>(mail: &'m Leased, name: &str) -> Option<&'m str> {
    mail.envelope.variables.get(name).and_then(Value::as_str)
}
