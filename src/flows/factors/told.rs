//! What the tenant log is told of second factors.

use serde_json::{Value, json};

use super::subject::{Subject, Wrong};
use crate::domain::guardian::{Authenticator, Factor};
use crate::flows::Ctx;
use crate::tenant_log::{Event, EventCode};
use crate::webauthn::Refusal;

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
        Wrong::Authenticator(refusal) => return authenticator_failed(ctx, whose, factor, refusal),
        Wrong::TooMany => "Too many wrong codes",
        Wrong::Suspicious => "Too many failed logins from the network",
        Wrong::NotEnrolled => "The user has nothing of the kind enrolled",
        Wrong::AlreadyEnrolled => "The user has enrolled something else meanwhile",
    };
    let code = match (wrong, factor) {
        (Wrong::Authenticator(_), _) => EventCode::AuthenticatorFailed,
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

/// The user has taken one away.
pub fn unenrolled(ctx: &Ctx, whose: Subject<'_>, of: &Authenticator) -> Event {
    let event = Event::new(EventCode::Unenrolled, "A second factor was taken away");
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

/// An authenticator has answered, and the answer does not hold.
fn authenticator_failed(ctx: &Ctx, whose: Subject<'_>, factor: Factor, refusal: Refusal) -> Event {
    not_shown(ctx, whose, factor, &refusal.to_string())
}

/// A WebAuthn factor was not passed.
pub fn not_shown(ctx: &Ctx, whose: Subject<'_>, factor: Factor, why: &str) -> Event {
    let event = Event::new(EventCode::AuthenticatorFailed, why);
    about(ctx, whose, (factor, None), event)
}

/// One was not enrolled.
pub fn not_enrolled(ctx: &Ctx, whose: Subject<'_>, factor: Factor, why: &str) -> Event {
    let event = Event::new(EventCode::WebauthnEnrollmentFailed, why);
    about(ctx, whose, (factor, None), event)
}

/// What the error of a browser means, which its page has posted as JSON (WebAuthn §5.1.3, §5.1.4). Nothing of it is kept.
pub fn browser_error(json: &str) -> &'static str {
    let error: Value = serde_json::from_str(json).unwrap_or_default();
    match error["name"].as_str() {
        Some("NotAllowedError") => "The user did not answer, or the browser did not let them",
        Some("InvalidStateError") => "The authenticator is enrolled already",
        Some("NotSupportedError" | "ConstraintError") => {
            "The authenticator cannot do what is asked of it"
        }
        Some("SecurityError") => "The browser does not accept the relying party on this domain",
        Some("AbortError") => "The browser has broken off",
        _ => "The browser has failed",
    }
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
