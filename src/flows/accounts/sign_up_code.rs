//! The code by which new users prove their address, before they have an account.

use serde_json::json;

use super::budgets::{Counted, REQUESTS, REQUESTS_OF_A_NETWORK};
use super::email_code::{CodeTransaction, EmailCode, LIFETIME, Mistyped, Redeemed};
use crate::domain::client::Client;
use crate::domain::connection::Connection;
use crate::domain::identifier::Typed;
use crate::domain::mail::Message;
use crate::flows::mail::{self, Letter, Posted};
use crate::flows::{Answer, Ctx};
use crate::store::spellings;
use crate::tenant_log::{Event, EventCode};
use crate::texts::Preferences;

/// Whose address, and on the way to which application.
#[derive(Debug, Clone, Copy)]
pub struct SignUpCode<'a> {
    pub of: CodeTransaction<'a>,
    pub client: &'a Client,
    pub connection: &'a Connection,
    /// In the form of new addresses.
    pub email: &'a str,
    /// What the user reads.
    pub languages: &'a Preferences,
}

/// What became of a request for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeRequest {
    Queued,
    TooMany,
    /// The tenant sends no such message.
    No,
}

/// Whose address was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proved {
    /// A new user's.
    New,
    /// One that has an account already: only its owner is told.
    HasAccount,
}

impl SignUpCode<'_> {
    /// Sends a code, whether there is an account of that address or not: its owner alone learns which.
    pub async fn send(self, ctx: &Ctx) -> Answer<CodeRequest> {
        let code = self.code();
        let counted = Counted {
            names: ["code", "codes"],
            account: &code.account,
            of_account: REQUESTS,
            of_all: Some(REQUESTS_OF_A_NETWORK).filter(|_| !ctx.settings.test_mode),
            from_everywhere: None,
        };
        let posted = match counted.spend(ctx).await? {
            true => self.post(ctx, &code).await?,
            false => Posted::TooMany,
        };
        let (event, text) = match posted {
            Posted::Queued => (
                EventCode::VerificationRequest,
                "A code to confirm the email address is sent",
            ),
            _ => (
                EventCode::FailedVerificationRequest,
                "No code to confirm the email address is sent",
            ),
        };
        self.tell(ctx, Event::new(event, text));
        Ok(match posted {
            Posted::Queued => CodeRequest::Queued,
            Posted::TooMany => CodeRequest::TooMany,
            Posted::Off | Posted::NoProvider => CodeRequest::No,
        })
    }

    async fn post(self, ctx: &Ctx, code: &EmailCode<'_>) -> Answer<Posted> {
        let tenant = ctx.store.tenant().await?;
        let locale = self.languages.locale(&tenant.enabled_locales);
        let mut tx = ctx.store.begin().await?;
        let secret = code.put(ctx, &mut tx).await?;
        let letter = Letter::new(Message::VerifyEmailByCode, self.email)
            .code(&secret, LIFETIME)
            .from_client(self.client)
            .in_language(&locale.code)
            .with("connection", json!({ "name": self.connection.name }))
            .with(
                "user",
                json!({ "email": self.email, "email_verified": false }),
            );
        let posted = mail::post(ctx, &mut tx, letter).await?;
        if posted == Posted::Queued {
            tx.commit().await?;
        }
        // Otherwise the code before it goes on to work.
        Ok(posted)
    }

    /// Takes a code, once it is committed.
    pub async fn prove(self, ctx: &Ctx, typed: &str) -> Answer<Result<Redeemed<Proved>, Mistyped>> {
        let proof = match self.code().attempt(ctx, Some(self.client), typed).await? {
            Ok(proof) => proof,
            Err(mistyped) => return Ok(Err(self.fail(ctx, mistyped))),
        };
        let mut tx = ctx.store.begin().await?;
        if !proof.burn(ctx, &mut tx).await? {
            return Ok(Err(self.fail(ctx, Mistyped::Wrong)));
        }
        let user = match Typed::read(self.email) {
            Some(typed) => spellings::find(&mut tx, &self.connection.name, &typed).await?,
            None => None,
        };
        let text = "Your email was verified. You can continue using the application.";
        let proved = match user {
            None => (
                Proved::New,
                Some(self.about(Event::new(EventCode::EmailVerified, text))),
            ),
            // Of the address that there is an account of, nothing is verified.
            Some(_) => (Proved::HasAccount, None),
        };
        Ok(Ok(Redeemed::new(proved, tx)))
    }

    fn code(&self) -> EmailCode<'_> {
        EmailCode::new(self.of, ("sign-up", self.email), None)
    }

    fn fail(&self, ctx: &Ctx, mistyped: Mistyped) -> Mistyped {
        let text = match mistyped {
            Mistyped::Format | Mistyped::Wrong => "The code is wrong, was used, or has expired",
            Mistyped::TooMany => "Too many wrong codes",
            Mistyped::Suspicious => "Too many failed logins from the network",
        };
        self.tell(ctx, Event::new(EventCode::FailedEmailVerification, text));
        mistyped
    }

    fn tell(&self, ctx: &Ctx, event: Event) {
        ctx.log(self.about(event));
    }

    fn about(&self, event: Event) -> Event {
        let event = event
            .with("user_name", Some(self.email))
            .with("connection", Some(self.connection.name.as_str()));
        event.client(self.client)
    }
}
