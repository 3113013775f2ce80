//! Digits in a message, which users type to prove that an address is theirs.
//!
//! A code is of one login transaction, or of one request of an application. Its digest is made with the transaction's `state`,
//! which the browser alone has, or with a secret that the database does not have: it gives no code away. A try is used up before
//! anything is compared, and counted for the account and the
//! networks of the caller, whatever transaction it is of.

use std::time::Duration;

use aws_lc_rs::constant_time::verify_slices_are_equal;

use super::budgets::Counted;
use crate::domain::budget::Rate;
use crate::domain::client::Client;
use crate::domain::digest::digest;
use crate::domain::suspicious_ip::Stage;
use crate::flows::throttle::Throttle;
use crate::flows::{Answer, Code, Ctx, Failure};
use crate::store::email_codes::{self, NewEmailCode};
use crate::store::engine::{Conn, StoreError, Tx};
use crate::tenant_log::Event;

/// How long a code is good, as at Auth0.
pub const LIFETIME: Duration = Duration::from_secs(900);

/// What a code is like.
#[derive(Debug, Clone, Copy)]
pub struct CodeForm {
    pub digits: usize,
    pub lifetime: Duration,
    /// How often one code is tried.
    pub tries: u32,
}

/// What codes are like unless something is set.
const USUAL: CodeForm = CodeForm {
    digits: 6,
    lifetime: LIFETIME,
    tries: 5,
};

const HOUR: Duration = Duration::from_secs(60 * 60);
/// Tries for one account: of one network, and of all.
const TRIES_OF_A_NETWORK: Rate = Rate {
    most: 10,
    period: HOUR,
};
const TRIES_OF_ALL: Rate = Rate {
    most: 20,
    period: HOUR,
};
/// Tries of one network for whatever accounts, by its weight.
const TRIES_FOR_ALL: Rate = Rate {
    most: 100,
    period: HOUR,
};

/// What a code is of: a login transaction, or the requests of an application for one recipient.
#[derive(Debug, Clone, Copy)]
pub struct CodeTransaction<'a> {
    /// The digest of `state`.
    pub id: &'a str,
    /// What the database does not have.
    pub state: &'a str,
}

/// The place of a transaction's code.
#[derive(Debug, Clone)]
pub struct EmailCode<'a> {
    pub of: CodeTransaction<'a>,
    /// The account, as it was typed: known and unknown ones are counted alike.
    pub account: String,
    /// What the code proves: whose address, and for what.
    pub subject: String,
    pub form: CodeForm,
}

/// Why a code is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistyped {
    /// It is not as many digits.
    Format,
    Wrong,
    /// There were too many tries.
    TooMany,
    /// Too many logins have failed on the caller's network.
    Suspicious,
}

/// A code that was right, and has not been used up.
#[derive(Debug)]
pub struct ProvedCode<'a> {
    code: EmailCode<'a>,
    digest: String,
    throttle: Option<Throttle>,
}

/// What a code has led to. The code is used up, and all of it told, as soon as that is committed: until then, the caller moves
/// its login on in the same database transaction.
#[must_use]
pub struct Redeemed<T> {
    outcome: T,
    tx: Tx,
    event: Option<Event>,
}

impl<'a> EmailCode<'a> {
    /// For an account and a purpose. `owner` is whose account it is, with all of it whose change makes the code worthless;
    /// `None`: there is no account.
    pub fn new(
        of: CodeTransaction<'a>,
        (purpose, account): (&str, &str),
        owner: Option<&str>,
    ) -> Self {
        let subject = match owner {
            Some(owner) => format!("{purpose}\nof\n{owner}"),
            None => format!("{purpose}\nfor\n{account}"),
        };
        Self {
            of,
            account: format!("{purpose}\n{account}"),
            subject: digest(&subject),
            form: USUAL,
        }
    }

    /// Makes a code, which takes the place of the transaction's code before; what to send.
    pub async fn put(&self, ctx: &Ctx, db: &mut Conn) -> Result<String, StoreError> {
        let code = self.draw(ctx);
        self.put_drawn(ctx, db, &code).await?;
        Ok(code)
    }

    /// A code that is not kept yet.
    pub fn draw(&self, ctx: &Ctx) -> String {
        draw(ctx, self.form.digits)
    }

    /// Keeps a code, in the place of the one before.
    pub async fn put_drawn(&self, ctx: &Ctx, db: &mut Conn, code: &str) -> Result<(), StoreError> {
        let digest = self.digest(code);
        email_codes::put(db, self.row(ctx, &digest)).await
    }

    /// Ends the codes of other transactions that prove the same.
    pub async fn end_others(&self, db: &mut Conn) -> Result<(), StoreError> {
        email_codes::end_others(db, &self.subject, self.of.id).await
    }

    /// Stands in for a code that is not sent: the page goes on as if it was. A code that was sent before goes on to work.
    pub async fn stand_in(&self, ctx: &Ctx, db: &mut Conn) -> Result<(), StoreError> {
        let digest = self.digest(&self.draw(ctx));
        email_codes::keep(db, self.row(ctx, &digest)).await
    }

    /// Tries a code, on the way to an application.
    pub async fn attempt(
        self,
        ctx: &Ctx,
        client: Option<&Client>,
        typed: &str,
    ) -> Answer<Result<ProvedCode<'a>, Mistyped>> {
        let typed: String = typed
            .chars()
            .filter(|c| !c.is_whitespace())
            .take(64)
            .collect();
        if typed.len() != self.form.digits || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Err(Mistyped::Format));
        }
        let throttle = match self.count(ctx, client).await? {
            Ok(throttle) => throttle,
            Err(mistyped) => return Ok(Err(mistyped)),
        };
        let tried = email_codes::attempt(&mut ctx.store.write().await?, self.of.id).await?;
        // Without a try left, or ended by another request for one: that happens to the codes of accounts that exist alone, and says
        // the same.
        let Some(tried) = tried else {
            return Ok(Err(Mistyped::Wrong));
        };
        let digest = self.digest(&typed);
        let is_equal = verify_slices_are_equal(digest.as_bytes(), tried.code.as_bytes()).is_ok();
        if !is_equal || tried.subject != self.subject || tried.has_expired(ctx.now) {
            return Ok(Err(Mistyped::Wrong));
        }
        Ok(Ok(ProvedCode {
            code: self,
            digest,
            throttle,
        }))
    }

    /// Counts a try before anything is compared: for the account, and as a failed login of the caller's network, as wrong
    /// passwords are. What is refused is counted nowhere.
    async fn count(
        &self,
        ctx: &Ctx,
        client: Option<&Client>,
    ) -> Answer<Result<Option<Throttle>, Mistyped>> {
        let mut throttle = match client {
            Some(_) => Throttle::of_caller(ctx, Stage::Login).await?,
            None => None,
        };
        let mut tx = ctx.store.begin().await?;
        if !self.tries(ctx).spend_within(ctx, &mut tx).await? {
            return Ok(Err(Mistyped::TooMany));
        }
        if let (Some(throttle), Some(client)) = (&mut throttle, client) {
            match throttle.spend(ctx, &mut tx, client).await {
                Ok(()) => {}
                Err(Failure::Refused(refusal)) if refusal.code == Code::SuspiciousAddress => {
                    return Ok(Err(Mistyped::Suspicious));
                }
                Err(failure) => return Err(failure),
            }
        }
        tx.commit().await?;
        Ok(Ok(throttle))
    }

    fn tries(&self, ctx: &Ctx) -> Counted<'_> {
        Counted {
            names: ["tries", "all tries"],
            account: &self.account,
            of_account: TRIES_OF_A_NETWORK,
            // Tests type codes by the hundred from one address.
            of_all: Some(TRIES_FOR_ALL).filter(|_| !ctx.settings.test_mode),
            from_everywhere: Some(TRIES_OF_ALL),
        }
    }

    fn digest(&self, code: &str) -> String {
        digest(&format!("{}\n{code}", self.of.state))
    }

    fn row<'s>(&'s self, ctx: &Ctx, digest: &'s str) -> NewEmailCode<'s> {
        NewEmailCode {
            id: self.of.id,
            subject: &self.subject,
            code: digest,
            tries: self.form.tries,
            expires_at: ctx.now.plus(self.form.lifetime),
        }
    }
}

impl ProvedCode<'_> {
    /// Uses the code up; false where another request has. What it was tried before is forgotten.
    pub async fn burn(&self, ctx: &Ctx, tx: &mut Tx) -> Result<bool, StoreError> {
        let used = (self.code.of.id, self.digest.as_str());
        if !email_codes::burn(tx, used, ctx.now).await? {
            return Ok(false);
        }
        self.code.tries(ctx).give_back(ctx, tx).await?;
        if let Some(throttle) = &self.throttle {
            throttle.give_back(tx).await?;
        }
        Ok(true)
    }
}

impl<T> Redeemed<T> {
    pub(in crate::flows) fn new((outcome, event): (T, Option<Event>), tx: Tx) -> Self {
        Self { outcome, tx, event }
    }

    /// What the code has led to.
    pub fn outcome(&self) -> &T {
        &self.outcome
    }

    /// The transaction in which it is used up.
    pub fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// Uses the code up, and tells of it.
    pub async fn commit(self, ctx: &Ctx) -> Result<T, StoreError> {
        self.tx.commit().await?;
        if let Some(event) = self.event {
            ctx.log(event);
        }
        Ok(self.outcome)
    }
}

/// Digits, each code as likely as any other.
fn draw(ctx: &Ctx, digits: usize) -> String {
    // Of 2^64 numbers, the last ones favor no digit by more than one in 10^18.
    let digit = |_| (u64::from_be_bytes(ctx.entropy.bytes()) % 10).to_string();
    (0..digits).map(digit).collect()
}
