//! Posting a text message.

use serde_json::{Map, Value, json};

use super::budgets;
use super::text::Text;
use crate::domain::mail::{MailEnvelope, Message};
use crate::domain::sms::SmsPurpose;
use crate::flows::{Answer, Ctx};
use crate::store::engine::Tx;
use crate::store::mail_outbox::{self, NewMail};
use crate::tenant_log::{Event, EventCode};

/// What became of a message. A caller that answers to a stranger answers the same to all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It is sent once the transaction is committed.
    Queued,
    /// The number, the user, the network or the tenant has had too many. The tenant log has it.
    TooMany,
    /// The operator sends nothing to the country of the number. The tenant log has it.
    NotAllowed,
    /// There is no gateway, or the user is gone. The tenant log has it.
    NoGateway,
}

/// Whether a message to that number would be sent, budgets aside.
fn obstacle(ctx: &Ctx, text: &Text<'_>) -> Option<(Posted, &'static str)> {
    let of = &ctx.settings.sms;
    let is_test = ctx.settings.test_mode;
    if !is_test && text.gateway.is_none() && of.gateway.is_none() {
        let why = "No gateway for text messages is configured: sms.gateway_url";
        return Some((Posted::NoGateway, why));
    }
    let is_allowed = of.allowed.has(text.to) || (is_test && of.allowed.is_empty());
    let why = "The country of the number is not one of sms.allowed_countries";
    (!is_allowed).then_some((Posted::NotAllowed, why))
}

/// Stores a message in the transaction that causes it.
pub async fn post(ctx: &Ctx, tx: &mut Tx, text: Text<'_>) -> Answer<Posted> {
    if let Some((posted, why)) = obstacle(ctx, &text) {
        tell(ctx, &text, why);
        return Ok(posted);
    }
    if let Some(used_up) = budgets::spend(ctx, tx, &text).await? {
        tell(ctx, &text, used_up);
        return Ok(Posted::TooMany);
    }
    let envelope = MailEnvelope {
        to: text.to.to_string(),
        language: String::new(),
        lifetime: text.lifetime.as_secs(),
        variables: variables(ctx, &text),
    };
    let new = NewMail {
        id: &ctx.postbox.next_id(ctx.clock.now(), &ctx.entropy),
        message: Message::Sms,
        user_id: text.user.map(|user| user.user_id.as_str()),
        envelope: &envelope,
        now: ctx.now,
        expires_at: ctx.now.plus(text.lifetime),
    };
    if !mail_outbox::insert(tx, &new).await? {
        return Ok(Posted::NoGateway);
    }
    tx.wake(&ctx.postbox.wake_sms);
    Ok(Posted::Queued)
}

/// What the delivery has to know. The row is sealed.
fn variables(ctx: &Ctx, text: &Text<'_>) -> Map<String, Value> {
    let facts = [
        ("body", Some(text.body.into())),
        ("code", Some(text.code.into())),
        ("purpose", Some(json!(text.purpose))),
        ("user_id", text.user.map(|u| u.user_id.as_str().into())),
        (
            "client_id",
            text.client.map(|c| c.client_id.as_str().into()),
        ),
        ("gateway", text.gateway.map(|gateway| json!(gateway))),
        ("req", Some(request(ctx))),
    ];
    let known = facts.into_iter();
    known
        .filter_map(|(name, fact)| Some((name.to_owned(), fact?)))
        .collect()
}

/// `req` of what a gateway is sent.
fn request(ctx: &Ctx) -> Value {
    let ip = ctx.device.address.known().map(|ip| ip.to_string());
    json!({ "ip": ip, "user_agent": ctx.device.user_agent })
}

/// Tells the tenant log of a message that is not sent.
fn tell(ctx: &Ctx, text: &Text<'_>, why: &str) {
    let to = text.to.hidden();
    let event = match text.purpose {
        SmsPurpose::Factor => Event::new(EventCode::FailedFactorSms, why)
            .details(json!({ "authenticator": { "type": "sms", "phone_number": to } })),
        SmsPurpose::Login => Event::new(EventCode::FailedNotification, why)
            .details(json!({ "to": to, "error": why })),
    };
    let event = event.with_client(text.client);
    ctx.log(match text.user {
        Some(user) => event.user(user),
        None => event,
    });
}
