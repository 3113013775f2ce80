//! What proves a second factor. A try is counted before anything is compared, and each proof is taken once: the row that a
//! statement changes is the judge.

use super::destination::Destination;
use super::held::HeldFactors;
use super::sent_code::SentCode;
use super::subject::{Subject, Wrong};
use super::tries::{self, NoTry, Reserved};
use super::{recovery_code, told, totp, webauthn};
use crate::domain::guardian::{Authenticator, AuthenticatorKind, Factor, Passed};
use crate::flows::{Answer, Ctx};
use crate::store::authenticators::{self, Secret};
use crate::store::engine::{StoreError, Tx};
use crate::tenant_log::Event;
use crate::webauthn::{Answer as Shown, Refusal};

/// What a user shows. Not `Debug`: it holds a code.
#[derive(Clone, Copy)]
pub enum Proof<'a> {
    /// A code of their app.
    Otp(&'a str),
    /// A code that was sent.
    Sent(SentCode<'a>, &'a str),
    RecoveryCode(&'a str),
    /// What an authenticator of that factor has answered, as JSON, to that challenge.
    Webauthn(Factor, &'a str, &'a str),
}

/// A proof that was right. It is used up by [`Proved::commit`]: until then, the caller moves its login on in the same
/// transaction.
#[must_use]
pub struct Proved {
    pub passed: Passed,
    /// What it was shown with; `None` for the account's own address.
    pub authenticator: Option<Authenticator>,
    /// The recovery code that takes the place of the one that was used.
    pub next_recovery_code: Option<String>,
    pub tx: Tx,
    pub(super) events: Vec<Event>,
}

impl Proved {
    /// Uses the proof up, with all that the caller has done in the transaction, and tells of it.
    pub async fn commit(self, ctx: &Ctx) -> Result<(), StoreError> {
        self.tx.commit().await?;
        for event in self.events {
            ctx.log(event);
        }
        Ok(())
    }
}

impl Proof<'_> {
    /// The factor that it is of.
    pub fn factor(&self) -> Factor {
        match self {
            Self::Otp(_) => Factor::Otp,
            Self::Sent(code, _) => code.to.factor(),
            Self::RecoveryCode(_) => Factor::RecoveryCode,
            Self::Webauthn(factor, ..) => *factor,
        }
    }
}

/// Takes a proof.
pub async fn prove(
    ctx: &Ctx,
    whose: Subject<'_>,
    held: &HeldFactors,
    proof: Proof<'_>,
) -> Answer<Result<Proved, Wrong>> {
    let proved = match proof {
        Proof::Otp(typed) => by_totp(ctx, whose, held, typed).await?,
        Proof::Sent(code, typed) => by_sent_code(ctx, whose, held, (code, typed)).await?,
        Proof::RecoveryCode(typed) => by_recovery_code(ctx, whose, held, typed).await?,
        Proof::Webauthn(factor, challenge, json) => {
            by_webauthn(ctx, whose, held, (factor, challenge, json)).await?
        }
    };
    let factor = proof.factor();
    Ok(match proved {
        Ok(mut proved) => {
            let of = (factor, proved.authenticator.as_ref());
            proved.events.push(told::passed(ctx, whose, of));
            Ok(proved)
        }
        Err(wrong) => {
            ctx.log(told::failed(ctx, whose, factor, wrong));
            Err(wrong)
        }
    })
}

/// The digits of a code, without the blanks that people type; `None` if it cannot be one.
pub(super) fn digits(typed: &str) -> Option<String> {
    let typed = typed.chars().filter(|c| !c.is_whitespace());
    let typed: String = typed.take(64).collect();
    totp::is_code(&typed).then_some(typed)
}

/// Counts a try.
pub(super) async fn reserve(ctx: &Ctx, whose: Subject<'_>) -> Answer<Result<Reserved, Wrong>> {
    let reserved = tries::reserve(ctx, &whose.user.user_id, whose.client).await?;
    Ok(reserved.map_err(|no_try| match no_try {
        NoTry::TooMany => Wrong::TooMany,
        NoTry::Suspicious => Wrong::Suspicious,
    }))
}

async fn by_totp(
    ctx: &Ctx,
    whose: Subject<'_>,
    held: &HeldFactors,
    typed: &str,
) -> Answer<Result<Proved, Wrong>> {
    let Some(typed) = digits(typed) else {
        return Ok(Err(Wrong::Format));
    };
    let mut enrolled = held.stored(AuthenticatorKind::Totp).peekable();
    if enrolled.peek().is_none() {
        return Ok(Err(Wrong::NotEnrolled));
    }
    let reserved = match reserve(ctx, whose).await? {
        Ok(reserved) => reserved,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let matching = enrolled.find_map(|stored| match &stored.secret {
        Secret::Totp(key) => Some((&stored.authenticator, totp::step_of(key, &typed, ctx.now)?)),
        _ => None,
    });
    let Some((authenticator, step)) = matching else {
        return Ok(Err(Wrong::Code));
    };
    let mut tx = ctx.store.begin().await?;
    if !authenticators::take_step(&mut tx, authenticator, step, ctx.now).await? {
        return Ok(Err(Wrong::Code));
    }
    reserved.give_back(&mut tx).await?;
    Ok(Ok(Proved {
        passed: passed(ctx, Factor::Otp),
        authenticator: Some(authenticator.clone()),
        next_recovery_code: None,
        tx,
        events: vec![],
    }))
}

async fn by_sent_code(
    ctx: &Ctx,
    whose: Subject<'_>,
    held: &HeldFactors,
    (code, typed): (SentCode<'_>, &str),
) -> Answer<Result<Proved, Wrong>> {
    let Some(typed) = digits(typed) else {
        return Ok(Err(Wrong::Format));
    };
    let reserved = match reserve(ctx, whose).await? {
        Ok(reserved) => reserved,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let digest = match code.compare(ctx, whose, &typed).await? {
        Ok(digest) => digest,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let mut tx = ctx.store.begin().await?;
    if !code.burn(ctx, &mut tx, &digest).await? {
        return Ok(Err(Wrong::Code));
    }
    let is_it = |stored: &&authenticators::StoredAuthenticator| {
        Destination::of(&stored.authenticator.details).as_ref() == Some(code.to)
    };
    let added = held.stored(code.to.kind()).find(is_it);
    let is_there = match added {
        Some(added) => authenticators::note_use(&mut tx, &added.authenticator, ctx.now).await?,
        // The address of the account is enrolled by itself.
        None => code.to.factor() == Factor::Email,
    };
    if !is_there {
        return Ok(Err(Wrong::NotEnrolled));
    }
    reserved.give_back(&mut tx).await?;
    Ok(Ok(Proved {
        passed: passed(ctx, code.to.factor()),
        authenticator: added.map(|added| added.authenticator.clone()),
        next_recovery_code: None,
        tx,
        events: vec![],
    }))
}

async fn by_recovery_code(
    ctx: &Ctx,
    whose: Subject<'_>,
    held: &HeldFactors,
    typed: &str,
) -> Answer<Result<Proved, Wrong>> {
    let Some(used) = recovery_code::typed(typed) else {
        return Ok(Err(Wrong::Format));
    };
    let Some(stored) = held.stored(AuthenticatorKind::RecoveryCode).next() else {
        return Ok(Err(Wrong::NotEnrolled));
    };
    let reserved = match reserve(ctx, whose).await? {
        Ok(reserved) => reserved,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let (next, next_digest) = recovery_code::draw(ctx);
    let codes = (used.as_str(), next_digest.as_str());
    let mut tx = ctx.store.begin().await?;
    if !authenticators::take_code(&mut tx, &stored.authenticator, codes, ctx.now).await? {
        return Ok(Err(Wrong::Code));
    }
    reserved.give_back(&mut tx).await?;
    Ok(Ok(Proved {
        passed: passed(ctx, Factor::RecoveryCode),
        authenticator: Some(stored.authenticator.clone()),
        next_recovery_code: Some(next),
        tx,
        events: vec![],
    }))
}

async fn by_webauthn(
    ctx: &Ctx,
    whose: Subject<'_>,
    held: &HeldFactors,
    (factor, challenge, json): (Factor, &str, &str),
) -> Answer<Result<Proved, Wrong>> {
    let (Some(kind), Some(settings)) = (webauthn::kind(factor), held.guardian().webauthn(factor))
    else {
        return Ok(Err(Wrong::NotEnrolled));
    };
    let Ok(shown) = Shown::read(json) else {
        return Ok(Err(Wrong::Format));
    };
    let reserved = match reserve(ctx, whose).await? {
        Ok(reserved) => reserved,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let asked = webauthn::asked(ctx, settings, challenge);
    let user_id = Some(whose.user.user_id.as_str());
    let credential = match asked.shown(ctx, (&shown, &[kind]), user_id).await? {
        Ok(credential) => credential,
        Err(refusal) => return Ok(Err(Wrong::Authenticator(refusal))),
    };
    let of = &credential.authenticator;
    let signed = (
        credential.asserted.counter,
        credential.asserted.is_backed_up,
    );
    let mut tx = ctx.store.begin().await?;
    if !authenticators::sign(&mut tx, of, signed, ctx.now).await? {
        return Ok(Err(Wrong::Authenticator(Refusal::Counter)));
    }
    reserved.give_back(&mut tx).await?;
    Ok(Ok(Proved {
        passed: passed(ctx, factor),
        authenticator: Some(credential.authenticator),
        next_recovery_code: None,
        tx,
        events: vec![],
    }))
}

fn passed(ctx: &Ctx, factor: Factor) -> Passed {
    Passed {
        factor,
        at: ctx.now,
    }
}
