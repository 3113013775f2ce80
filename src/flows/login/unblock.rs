//! The way out of a block after too many wrong passwords: a message with a link that ends it.

use std::time::Duration;

use tokio::sync::Semaphore;

use crate::domain::budget::Rate;
use crate::domain::client::Client;
use crate::domain::digest::digest;
use crate::domain::mail::Message;
use crate::domain::ticket::TicketKind;
use crate::domain::user::User;
use crate::flows::links::message::LinkMessage;
use crate::flows::mail::{LinkSettings, Posted};
use crate::flows::{Answer, Ctx};
use crate::store::mail_budgets::{self, MailBudget};
use crate::texts::Preferences;

/// One message an hour for an account, however many attempts are refused; another one after the link was used.
const MESSAGES: Rate = Rate {
    most: 1,
    period: Duration::from_secs(3600),
};

/// How many owners are notified at a time: refused attempts may come faster than the database takes them.
static NOTICES: Semaphore = Semaphore::const_new(4);

/// Tells the owner of a blocked account, in the language of the refused attempt, unless that was done in the last hour. The request does not wait for it: where too
/// many are waited for already, the next refused attempt tries again.
pub fn notify_later(ctx: &Ctx, (user, client): (&User, &Client), languages: &Preferences) {
    let Ok(permit) = NOTICES.try_acquire() else {
        return;
    };
    let (ctx, user, client) = (ctx.clone(), user.clone(), client.clone());
    let languages = languages.clone();
    tokio::spawn(async move {
        let _permit = permit;
        if let Err(failure) = notify(&ctx, (&user, &client), &languages).await {
            let reason = failure.reason();
            tracing::warn!(reason, "the owner of a blocked account could not be told");
        }
    });
}

async fn notify(
    ctx: &Ctx,
    (user, client): (&User, &Client),
    languages: &Preferences,
) -> Answer<()> {
    let tenant = ctx.store.tenant().await?;
    let locale = languages.locale(&tenant.enabled_locales);
    let mut tx = ctx.store.begin().await?;
    let budget = MailBudget {
        name: budget_of(&user.user_id),
        rate: MESSAGES,
        weight: 1,
    };
    if !mail_budgets::spend(&mut tx, &budget, ctx.now).await? {
        return Ok(());
    }
    let message = LinkMessage {
        message: Message::BlockedAccount,
        kind: TicketKind::Unblock,
        user,
        client: Some(client),
        organization_id: None,
        language: Some(&locale.code),
    };
    let posted = message.post(ctx, &mut tx, &LinkSettings::default()).await?;
    // A message that is not sent is not counted.
    if posted == Posted::Queued {
        tx.commit().await?;
    }
    Ok(())
}

/// The name of the budget of an account's messages.
pub fn budget_of(user_id: &str) -> String {
    format!("unblock {}", digest(user_id))
}
