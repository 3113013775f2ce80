//! Enrolling a second factor by a ticket: a link that an administrator gives a user. The pages are those of a sign-in, which no
//! user is signed in by.

use super::browser::Browser;
use super::factor_gate::enrollment;
use super::factor_stage::{FactorPurpose, FactorStage, TicketHolder};
use super::reply::BrowserReply;
use super::request::{Prompt, ProtocolPart, SignInRequest};
use super::transaction::{self, PendingStage};
use crate::domain::ticket::{Death, EnrollmentTicket, Ticket, TicketKind};
use crate::domain::user::User;
use crate::flows::factors::held::HeldFactors;
use crate::flows::{Answer, Ctx};
use crate::store::tickets::{self, StoredTicket};
use crate::store::{clients, identities, users};
use crate::texts::Preferences;
use crate::tokens::opaque::{self, OpaqueKind};

const KIND: TicketKind = TicketKind::Enrollment;

/// Why nothing can be enrolled by a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEnrollment {
    /// It was never one, or was used, or is too old.
    Dead(Option<Death>),
    /// The user has a factor, and the ticket is for the first one.
    AlreadyEnrolled,
    /// No factor that the ticket is for is enabled, or the user is gone or blocked.
    Impossible,
}

/// The address of the user of a ticket that can still be used.
pub async fn look(ctx: &Ctx, ticket: &str) -> Answer<Result<String, NoEnrollment>> {
    let found = find(ctx, ticket).await?;
    Ok(found.map(|(_, user, _)| match &user.email {
        Some(email) => email.clone(),
        None => user.display_name().to_owned(),
    }))
}

/// A ticket that can still be used, whose it is, and what they have.
async fn find(
    ctx: &Ctx,
    ticket: &str,
) -> Answer<Result<(StoredTicket, User, HeldFactors), NoEnrollment>> {
    let digest = opaque::recognise(OpaqueKind::EnrollmentTicket, ticket).unwrap_or_default();
    let mut db = ctx.store.read().await?;
    let Some(found) = tickets::find(&mut db, KIND, &digest, ctx.now).await? else {
        let dead = tickets::dead(&mut db, KIND, &digest).await?;
        return Ok(Err(NoEnrollment::Dead(dead.map(|(_, death)| death))));
    };
    drop(db);
    let holder = holder(ctx, &found).await?;
    Ok(holder.map(|(user, held)| (found, user, held)))
}

/// Uses it up; false where another request has. The user is held first, as wherever a user and a ticket change together.
async fn burn(ctx: &Ctx, ticket: &str, user_id: &str) -> Answer<bool> {
    let digest = opaque::recognise(OpaqueKind::EnrollmentTicket, ticket).unwrap_or_default();
    let mut tx = ctx.store.begin().await?;
    let is_burnt = identities::hold_one(&mut tx, user_id).await?
        && tickets::burn(&mut tx, KIND, &digest, ctx.now)
            .await?
            .is_some();
    tx.commit().await?;
    Ok(is_burnt)
}

/// Uses a ticket up; the first page by which its user enrolls, in this browser.
pub async fn begin(
    ctx: &Ctx,
    ticket: &str,
    (browser, languages): (&Browser, Preferences),
) -> Answer<Result<BrowserReply, NoEnrollment>> {
    let (found, user, held) = match find(ctx, ticket).await? {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    let of = of(&found.ticket);
    let factors: Vec<_> = of.factor.into_iter().collect();
    let Some(first) = enrollment(ctx, &held, &factors) else {
        return Ok(Err(NoEnrollment::Impossible));
    };
    let Some(client_id) = clients::global(&mut ctx.store.read().await?).await? else {
        return Ok(Err(NoEnrollment::Impossible));
    };
    let tenant = ctx.store.tenant().await?;
    let name = tenant.friendly_name.as_deref();
    let page = first.page();
    let stage = FactorStage {
        purpose: FactorPurpose::Ticket(TicketHolder {
            user_id: user.user_id,
            password_epoch: user.password_epoch,
            adds: of.adds,
            began_at: ctx.now,
            name: name
                .unwrap_or_else(|| ctx.settings.issuer.host())
                .to_owned(),
        }),
        factors,
        may_remember: false,
        at: first,
    };
    let stage = PendingStage::SecondFactor(Box::new(stage));
    let request = request(client_id, languages)?;
    if !burn(ctx, ticket, &found.user_id).await? {
        return Ok(Err(NoEnrollment::Dead(Some(Death::Used))));
    }
    let reply = transaction::start(ctx, request, stage, (page, browser)).await?;
    Ok(Ok(reply))
}

fn of(ticket: &Ticket) -> EnrollmentTicket {
    ticket.enrollment.clone().unwrap_or_default()
}

/// Whose ticket it is, and what they have, as long as they may enroll by it.
async fn holder(
    ctx: &Ctx,
    found: &StoredTicket,
) -> Answer<Result<(User, HeldFactors), NoEnrollment>> {
    let user = users::by_id(&mut ctx.store.read().await?, &found.user_id).await?;
    let Some(user) = user.filter(|user| !user.blocked) else {
        return Ok(Err(NoEnrollment::Impossible));
    };
    let held = HeldFactors::of(ctx, &user).await?;
    if held.is_enrolled() && !of(&found.ticket).adds {
        return Ok(Err(NoEnrollment::AlreadyEnrolled));
    }
    Ok(Ok((user, held)))
}

/// The request that the pages belong to. No protocol answers it.
fn request(client_id: String, languages: Preferences) -> Answer<SignInRequest> {
    Ok(SignInRequest {
        client_id,
        redirect_uri: String::new(),
        prompt: Prompt::default(),
        max_age: None,
        login_hint: None,
        hinted_user: None,
        requests_factor: false,
        begins_with_sign_up: false,
        connection: None,
        organization: None,
        login_ticket: None,
        invitation_ticket: None,
        invitation: None,
        languages,
        link: None,
        access: None,
        protocol: ProtocolPart::new("ticket", "ticket", &())?,
        query: serde_json::Map::new(),
    })
}
