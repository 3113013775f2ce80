//! Posting a message.

use serde_json::{Value, json};

use super::budgets;
use super::letter::Letter;
use crate::flows::{Answer, Ctx};
use crate::store::engine::Tx;
use crate::store::mail_outbox::{self, NewMail};
use crate::store::{email_provider, email_templates, tenant};
use crate::tenant_log::{Event, EventCode};

/// Of a tenant that names none.
const DEFAULT_LANGUAGE: &str = "en";

/// What became of a message. A caller that answers to a stranger answers the same to all of them: the difference tells who has
/// an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It is sent once the transaction is committed.
    Queued,
    /// The tenant does not send this message, or the user is gone.
    Off,
    /// The recipient, the account, the network or the tenant has had too many. The tenant log has it.
    TooMany,
    /// There is no provider, or it is not enabled. The tenant log has it.
    NoProvider,
}

/// Stores a message in the transaction that causes it.
pub async fn post(ctx: &Ctx, tx: &mut Tx, letter: Letter<'_>) -> Answer<Posted> {
    let message = letter.message;
    let template = email_templates::of(tx, message).await?;
    let is_on = template.map_or(message.is_on_by_default(), |own| own.is_enabled());
    if !is_on {
        return Ok(Posted::Off);
    }
    if !ctx.settings.test_mode && !is_sent(tx).await? {
        let why = "No e-mail provider is configured: POST /api/v2/emails/provider, or emailProvider of the tenant file";
        tell(ctx, &letter, why);
        return Ok(Posted::NoProvider);
    }
    if let Some(used_up) = budgets::spend(ctx, tx, &letter).await? {
        tell(ctx, &letter, used_up);
        return Ok(Posted::TooMany);
    }
    let envelope = letter.envelope(ctx, &first_language(tx).await?);
    let mail = NewMail {
        id: &ctx.postbox.next_id(ctx.clock.now(), &ctx.entropy),
        message,
        user_id: letter.user.map(|user| user.user_id.as_str()),
        envelope: &envelope,
        now: ctx.now,
        expires_at: ctx.now.plus(letter.patience()),
    };
    if !mail_outbox::insert(tx, &mail).await? {
        return Ok(Posted::Off);
    }
    tx.wake(&ctx.postbox.wake);
    Ok(Posted::Queued)
}

/// The first of the tenant's languages.
async fn first_language(tx: &mut Tx) -> Answer<String> {
    let settings = tenant::document(tx).await?;
    let enabled = settings.get("enabled_locales").and_then(|all| all.get(0));
    let first = enabled.and_then(Value::as_str);
    Ok(first.unwrap_or(DEFAULT_LANGUAGE).to_owned())
}

async fn is_sent(tx: &mut Tx) -> Answer<bool> {
    let provider = email_provider::read(tx).await?;
    Ok(provider.is_some_and(|provider| provider.is_enabled()))
}

/// Tells the tenant log of a message that is not sent.
fn tell(ctx: &Ctx, letter: &Letter<'_>, why: &str) {
    let details = json!({ "email_type": letter.message.as_str(), "to": letter.to, "error": why });
    let mut event = Event::new(EventCode::FailedNotification, why).details(details);
    if let Some(user) = letter.user {
        event = event.user(user);
    }
    if let Some(client) = letter.client {
        event = event.client(client);
    }
    ctx.log(event);
}
