//! Sending a code: under budgets, in the place of those before it, and only to a recipient who may sign in.

use std::time::Duration;

use serde_json::json;

use super::code::PasswordlessCode;
use super::text;
use crate::domain::budget::Rate;
use crate::domain::mail::Message;
use crate::domain::passwordless::Channel;
use crate::flows::accounts::budgets::{Counted, REQUESTS};
use crate::flows::accounts::email_code::EmailCode;
use crate::flows::mail::{self, Letter, Posted};
use crate::flows::{Answer, Ctx};
use crate::store::engine::Tx;
use crate::tenant_log::{Event, EventCode};

const HOUR: Duration = Duration::from_secs(60 * 60);
/// Requests of one network for whatever recipients, by its weight (Auth0: 50 an hour).
const OF_A_NETWORK: Rate = Rate {
    most: 50,
    period: HOUR,
};
/// Requests for one recipient, from wherever.
const OF_A_RECIPIENT: Rate = Rate {
    most: 10,
    period: HOUR,
};

/// A code, and what the message says.
struct Drawn<'a> {
    code: &'a str,
    link: Option<String>,
    /// Of a text message.
    body: &'a str,
}

/// What became of a request for a code. Whether anything was sent, only the recipient learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requested {
    Done,
    TooMany,
}

impl PasswordlessCode<'_> {
    /// Sends a code, in the place of those before it; `link` is what the message leads to, for a code.
    pub async fn send(
        self,
        ctx: &Ctx,
        link: Option<&(dyn Fn(&str) -> String + Sync)>,
    ) -> Answer<Requested> {
        let code = self.code();
        let is_welcome = self.recipient.is_welcome(ctx, self.client).await?;
        let drawn = code.draw(ctx);
        let body = match self.recipient.channel {
            // For everyone: how long it takes does not show whether the account exists.
            Channel::Sms => text::body(ctx, self, &drawn).await?,
            Channel::Email => String::new(),
        };
        let message = Drawn {
            code: &drawn,
            link: link.map(|link| link(&drawn)),
            body: &body,
        };
        let mut tx = ctx.store.begin().await?;
        // The recipient's budget first: two requests that end each other's codes would wait for one another.
        if !counted(&code).spend_within(ctx, &mut tx).await? {
            return Ok(Requested::TooMany);
        }
        if is_welcome {
            if self.post(ctx, (&mut tx, &code), message).await? {
                tx.commit().await?;
                self.tell(ctx, link.is_some());
                return Ok(Requested::Done);
            }
            drop(tx);
            tx = ctx.store.begin().await?;
            counted(&code).spend_within(ctx, &mut tx).await?;
        }
        // What becomes of a code does not show whether the account exists.
        code.stand_in(ctx, &mut tx).await?;
        tx.commit().await?;
        Ok(Requested::Done)
    }

    /// Whether it is sent, once the transaction is committed.
    async fn post(
        self,
        ctx: &Ctx,
        (tx, code): (&mut Tx, &EmailCode<'_>),
        message: Drawn<'_>,
    ) -> Answer<bool> {
        code.put_drawn(ctx, tx, message.code).await?;
        code.end_others(tx).await?;
        match self.recipient.channel {
            Channel::Email => {
                let sent = (message.code, message.link.as_deref());
                let posted = self.post_letter(ctx, tx, sent).await?;
                Ok(posted == Posted::Queued)
            }
            Channel::Sms => text::post(ctx, tx, (self, message.code, message.body)).await,
        }
    }

    async fn post_letter(
        self,
        ctx: &Ctx,
        tx: &mut Tx,
        (secret, link): (&str, Option<&str>),
    ) -> Answer<Posted> {
        let lifetime = self.form().lifetime;
        let email = self.recipient.address.as_str();
        let tenant = ctx.store.tenant().await?;
        let locale = self.languages.locale(&tenant.enabled_locales);
        let connection = &self.recipient.connection;
        let mut letter = Letter::new(Message::AuthEmailByCode, email)
            .code(secret, lifetime)
            .from_client(self.client)
            .in_language(&locale.code)
            .with("connection", json!({ "name": connection.name }))
            .with("user", json!({ "email": email }))
            .with("operation", "login");
        letter = match link {
            Some(link) => letter.link(link, lifetime).with("send", "link"),
            None => letter.with("send", "code"),
        };
        mail::post(ctx, tx, letter).await
    }

    fn tell(self, ctx: &Ctx, by_link: bool) {
        let (event, text) = match (self.recipient.channel, by_link) {
            (Channel::Email, false) => (EventCode::CodeOrLinkSent, "Code Sent"),
            (Channel::Email, true) => (EventCode::CodeOrLinkSent, "Link Sent"),
            (Channel::Sms, _) => (EventCode::CodeSent, "Code Sent"),
        };
        ctx.log_counted(self.about(Event::new(event, text)));
    }
}

fn counted<'c>(code: &'c EmailCode<'_>) -> Counted<'c> {
    Counted {
        names: ["passwordless", "all passwordless"],
        account: &code.account,
        of_account: REQUESTS,
        of_all: Some(OF_A_NETWORK),
        from_everywhere: Some(OF_A_RECIPIENT),
    }
}
