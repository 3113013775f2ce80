//! The factor e-mail: six digits in a message.

use std::time::Duration;

use aws_lc_rs::constant_time::verify_slices_are_equal;

use super::subject::{Subject, Wrong};
use super::told;
use crate::domain::digest::digest;
use crate::domain::mail::Message;
use crate::flows::mail::{self, Letter, Posted};
use crate::flows::{Answer, Ctx};
use crate::store::email_codes::{self, NewEmailCode};
use crate::store::engine::{StoreError, Tx};
use crate::texts::Preferences;

/// How long a code is good, as at Auth0.
pub const LIFETIME: Duration = Duration::from_secs(300);

const DIGITS: usize = 6;
const CODES: u64 = 1_000_000;
/// How often one code is tried.
const TRIES: u32 = 5;

/// The place of a code: what it was asked for by, and where it goes.
#[derive(Clone, Copy)]
pub struct SentCode<'a> {
    /// The digest of `secret`.
    pub id: &'a str,
    /// What the caller alone has: the database gives no code away.
    pub secret: &'a str,
    /// The address that it is sent to.
    pub to: &'a str,
}

/// What became of a request for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSent {
    Queued,
    TooMany,
    /// The tenant sends no such message.
    No,
}

impl SentCode<'_> {
    /// Sends a code, which takes the place of the one before.
    pub async fn send(
        self,
        ctx: &Ctx,
        whose: Subject<'_>,
        languages: &Preferences,
    ) -> Answer<CodeSent> {
        let tenant = ctx.store.tenant().await?;
        let locale = languages.locale(&tenant.enabled_locales);
        // Of 2^64 numbers, the last ones favor no code by more than one in 10^13.
        let number = u64::from_be_bytes(ctx.entropy.bytes()) % CODES;
        let code = format!("{number:0DIGITS$}");
        let mut tx = ctx.store.begin().await?;
        let new = NewEmailCode {
            id: self.id,
            subject: &self.subject(whose),
            code: &self.digest(&code),
            tries: TRIES,
            expires_at: ctx.now.plus(LIFETIME),
        };
        email_codes::put(&mut tx, new).await?;
        let letter = Letter::new(Message::MfaOobCode, self.to)
            .about(whose.user)
            .code(&code, LIFETIME)
            .from_client(whose.client)
            .in_language(&locale.code);
        let posted = mail::post(ctx, &mut tx, letter).await?;
        if posted == Posted::Queued {
            tx.commit().await?;
            ctx.log(told::sent(ctx, whose));
        }
        // Otherwise the code before it goes on to work.
        Ok(match posted {
            Posted::Queued => CodeSent::Queued,
            Posted::TooMany => CodeSent::TooMany,
            Posted::Off | Posted::NoProvider => CodeSent::No,
        })
    }

    /// Compares a code, a try of which is used up before; what is burnt of it if it is right.
    pub(super) async fn compare(
        self,
        ctx: &Ctx,
        whose: Subject<'_>,
        typed: &str,
    ) -> Answer<Result<String, Wrong>> {
        let tried = email_codes::attempt(&mut ctx.store.write().await?, self.id).await?;
        let Some(tried) = tried else {
            return Ok(Err(Wrong::Code));
        };
        let digest = self.digest(typed);
        let is_equal = verify_slices_are_equal(digest.as_bytes(), tried.code.as_bytes()).is_ok();
        let is_right =
            is_equal && tried.subject == self.subject(whose) && !tried.has_expired(ctx.now);
        Ok(is_right.then_some(digest).ok_or(Wrong::Code))
    }

    /// Uses a code up; false where another request has.
    pub(super) async fn burn(
        self,
        ctx: &Ctx,
        tx: &mut Tx,
        digest: &str,
    ) -> Result<bool, StoreError> {
        email_codes::burn(tx, (self.id, digest), ctx.now).await
    }

    fn subject(self, whose: Subject<'_>) -> String {
        digest(&format!(
            "second factor\n{}\n{}",
            whose.user.user_id, self.to
        ))
    }

    fn digest(self, code: &str) -> String {
        digest(&format!("{}\n{code}", self.secret))
    }
}

/// An address with most of it hidden: `a***@e***.com`.
pub fn hidden(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let (name, end) = domain.split_once('.').unwrap_or((domain, ""));
    let [local, name] = [local, name].map(|part| part.chars().next().map(String::from));
    let [local, name] = [local.unwrap_or_default(), name.unwrap_or_default()];
    format!("{local}***@{name}***.{end}")
}
