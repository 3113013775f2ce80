//! `POST /guardian/enrollments/ticket`: a link by which a user enrolls a second factor.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::domain::guardian::{Factor, Guardian};
use crate::domain::mail::Message;
use crate::domain::request_body::{Bodies, Mode};
use crate::domain::ticket::{EnrollmentTicket, Ticket, TicketKind};
use crate::flows::links::issue::LIFETIME;
use crate::flows::mail::{self, Letter};
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::users::records as users;
use crate::store::tenant;
use crate::store::tickets::{self, NewTicket};
use crate::tokens::opaque::{self, OpaqueKind};

/// The endpoint.
pub const ROUTES: &[Route] = &[Route::new(
    "POST",
    "/guardian/enrollments/ticket",
    &["create:guardian_enrollment_tickets"],
    |call| Box::pin(issue(call)),
)
.takes(Takes::Object)
.logged("Create a multi-factor authentication enrollment ticket")];

static BODY: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("ticket.json")).expect("the schema is part of the program and tested")
});

/// POST /guardian/enrollments/ticket
async fn issue(call: &Call) -> Outcome {
    let (ctx, body) = (&call.ctx, &call.body);
    BODY.validate(body, Mode::Create)?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let flag = |name: &str| body.get(name) == Some(&Value::Bool(true));
    let user = users::get(ctx, text("user_id").unwrap_or_default())
        .await?
        .user;
    let factor = text("factor").and_then(Factor::of_api);
    may_enroll(call, factor).await?;
    let to = text("email").or(user.email.as_deref());
    if flag("send_mail") && to.is_none() {
        return Err(ApiError::not_possible(
            "The user does not have an email address.",
        ));
    }
    let minted = opaque::mint(&ctx.entropy, OpaqueKind::EnrollmentTicket);
    let ticket = Ticket {
        email: user.email.clone().unwrap_or_default(),
        result_url: None,
        client_id: None,
        organization_id: None,
        includes_email: false,
        marks_verified: false,
        enrollment: Some(EnrollmentTicket {
            factor,
            adds: flag("allow_multiple_enrollments"),
        }),
    };
    let new = NewTicket {
        digest: &minted.digest,
        kind: TicketKind::Enrollment,
        user_id: &user.user_id,
        ticket: &ticket,
        expires_at: ctx.now.plus(LIFETIME),
    };
    let path = format!("{}?ticket={}", TicketKind::Enrollment.page(), minted.secret);
    let url = ctx.origin.join(&path);
    let mut tx = ctx.store.begin().await?;
    if !tickets::insert(&mut tx, new).await? {
        return Err(users::MISSING.error());
    }
    if let Some(to) = to.filter(|_| flag("send_mail")) {
        let mut letter = Letter::new(Message::EnrollmentEmail, to)
            .about(&user)
            .link(&url, LIFETIME);
        if let Some(language) = text("email_locale") {
            letter = letter.in_language(language);
        }
        mail::post(ctx, &mut tx, letter).await?;
    }
    tx.commit().await?;
    Ok(Reply::ok(
        json!({ "ticket_id": minted.secret, "ticket_url": url }),
    ))
}

/// Refuses a ticket by which nothing could be enrolled.
async fn may_enroll(call: &Call, factor: Option<Factor>) -> Result<(), ApiError> {
    let guardian: Guardian = tenant::kept(&mut call.ctx.store.read().await?).await?;
    let is_possible = match factor {
        Some(factor) if !factor.stands_alone() => return Err(ApiError::not_enabled()),
        Some(factor) => guardian.has(factor),
        None => guardian.can_ask(),
    };
    match is_possible {
        true => Ok(()),
        false => Err(ApiError::not_possible(
            "The factor is not enabled: PUT /api/v2/guardian/factors/{name}",
        )),
    }
}
