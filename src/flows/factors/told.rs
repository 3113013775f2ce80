//! What the tenant log is told of second factors.

use serde_json::json;

use super::subject::{Subject, Wrong};
use crate::domain::guardian::{Authenticator, Factor};
use crate::flows::Ctx;
use crate::tenant_log::{Event, EventCode};

/// A proof was taken.
pub fn passed(ctx: &Ctx, whose: Subject<'_>, of: (Factor, Option<&Authenticator>)) -> Event {
    let (code, text) = match of.0 {
        Factor::RecoveryCode => (EventCode::RecoveryCodePassed, "A recovery code was used"),
        _ => (EventCode::FactorPassed, "The second factor was passed"),
    };
    about(ctx, whose, of, Event::new(code, text))
}

/// One was not.
pub fn failed(ctx: &Ctx, whose: Subject<'_>, factor: Factor, wrong: Wrong) -> Event {
    let text = match wrong {
        Wrong::Format | Wrong::Code => "The code is wrong, was used, or has expired",
        Wrong::TooMany => "Too many wrong codes",
        Wrong::Suspicious => "Too many failed logins from the network",
        Wrong::NotEnrolled => "The user has nothing of the kind enrolled",
        Wrong::AlreadyEnrolled => "The user has enrolled something else meanwhile",
    };
    let code = match (wrong, factor) {
        (Wrong::TooMany, _) => EventCode::TooManyCodes,
        (_, Factor::RecoveryCode) => EventCode::RecoveryCodeFailed,
        _ => EventCode::FactorFailed,
    };
    about(ctx, whose, (factor, None), Event::new(code, text))
}

/// Something was enrolled.
pub fn enrolled(ctx: &Ctx, whose: Subject<'_>, of: &Authenticator) -> Event {
    let event = Event::new(
        EventCode::EnrollmentCompleted,
        "A second factor was enrolled",
    );
    event
        .authenticator(of, ctx.settings.issuer.tenant_name())
        .client(whose.client)
        .user(whose.user)
}

/// The user is asked for a factor, or to enroll one.
pub fn asked(ctx: &Ctx, whose: Subject<'_>, factor: Factor, enrolls: bool) -> Event {
    let event = match enrolls {
        true => Event::new(
            EventCode::EnrollmentStarted,
            "The user is asked to enroll a second factor",
        ),
        false => Event::new(
            EventCode::FactorStarted,
            "The user is asked for a second factor",
        ),
    };
    about(ctx, whose, (factor, None), event)
}

/// A code was sent.
pub fn sent(ctx: &Ctx, whose: Subject<'_>) -> Event {
    let event = Event::new(
        EventCode::FactorEmailSent,
        "A code was sent as the second factor",
    );
    about(ctx, whose, (Factor::Email, None), event)
}

fn about(
    ctx: &Ctx,
    whose: Subject<'_>,
    (factor, of): (Factor, Option<&Authenticator>),
    event: Event,
) -> Event {
    let event = match of {
        Some(of) => event.authenticator(of, ctx.settings.issuer.tenant_name()),
        None => event.details(json!({ "authenticator": { "type": factor.name() } })),
    };
    event.client(whose.client).user(whose.user)
}
