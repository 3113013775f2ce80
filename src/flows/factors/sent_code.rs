//! The factors e-mail and SMS: six digits in a message.

use std::time::Duration;

use aws_lc_rs::constant_time::verify_slices_are_equal;

use super::destination::Destination;
use super::sms_text;
use super::subject::{Subject, Wrong};
use super::told;
use crate::domain::digest::digest;
use crate::domain::guardian::Factor;
use crate::domain::mail::Message;
use crate::domain::phone::PhoneNumber;
use crate::domain::sms::SmsPurpose;
use crate::flows::mail::{self, Letter};
use crate::flows::sms::{self, Text};
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
    pub to: &'a Destination,
    /// Whether what it is sent to is being enrolled.
    pub enrolls: bool,
}

/// What became of a request for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSent {
    Queued,
    TooMany,
    /// The tenant sends no such message, or none there.
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
        // Of 2^64 numbers, the last ones favor no code by more than one in 10^13.
        let number = u64::from_be_bytes(ctx.entropy.bytes()) % CODES;
        let code = format!("{number:0DIGITS$}");
        // Rendered before the transaction begins: it may take a worker process.
        let body = match self.to {
            Destination::Phone(_) => {
                sms_text::body(ctx, whose, (&code, self.enrolls), languages).await?
            }
            Destination::Email(_) => String::new(),
        };
        let mut tx = ctx.store.begin().await?;
        let new = NewEmailCode {
            id: self.id,
            subject: &self.subject(whose),
            code: &self.digest(&code),
            tries: TRIES,
            expires_at: ctx.now.plus(LIFETIME),
        };
        email_codes::put(&mut tx, new).await?;
        let sent = match self.to {
            Destination::Email(to) => by_email(ctx, &mut tx, whose, (to, &code), languages).await?,
            Destination::Phone(to) => by_sms(ctx, &mut tx, whose, (to, &code, &body)).await?,
        };
        // Otherwise the code before it goes on to work.
        if sent == CodeSent::Queued {
            tx.commit().await?;
            if self.to.factor() == Factor::Email {
                ctx.log(told::sent(ctx, whose));
            }
        }
        Ok(sent)
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
            whose.user.user_id,
            self.to.as_str()
        ))
    }

    fn digest(self, code: &str) -> String {
        digest(&format!("{}\n{code}", self.secret))
    }
}

async fn by_email(
    ctx: &Ctx,
    tx: &mut Tx,
    whose: Subject<'_>,
    (to, code): (&str, &str),
    languages: &Preferences,
) -> Answer<CodeSent> {
    let tenant = ctx.store.tenant().await?;
    let locale = languages.locale(&tenant.enabled_locales);
    let letter = Letter::new(Message::MfaOobCode, to)
        .about(whose.user)
        .code(code, LIFETIME)
        .from_client(whose.client)
        .in_language(&locale.code);
    Ok(match mail::post(ctx, tx, letter).await? {
        mail::Posted::Queued => CodeSent::Queued,
        mail::Posted::TooMany => CodeSent::TooMany,
        mail::Posted::Off | mail::Posted::NoProvider => CodeSent::No,
    })
}

async fn by_sms(
    ctx: &Ctx,
    tx: &mut Tx,
    whose: Subject<'_>,
    (to, code, body): (&PhoneNumber, &str, &str),
) -> Answer<CodeSent> {
    let text = Text {
        to,
        body,
        code,
        lifetime: LIFETIME,
        purpose: SmsPurpose::Factor,
        user: Some(whose.user),
        client: Some(whose.client),
        gateway: None,
    };
    Ok(match sms::post(ctx, tx, text).await? {
        sms::Posted::Queued => CodeSent::Queued,
        sms::Posted::TooMany => CodeSent::TooMany,
        sms::Posted::NotAllowed | sms::Posted::NoGateway => CodeSent::No,
    })
}
