//! The refusal `mfa_required`.

use serde_json::{Value, json};

use super::kinds;
use super::waiting::WaitingGrant;
use crate::domain::client::Client;
use crate::domain::guardian::Factor;
use crate::domain::user::User;
use crate::flows::factors::held::HeldFactors;
use crate::flows::{Answer, Code, Ctx, Refusal};
use crate::tenant_log::{Event, EventCode};

const REQUIRED: &str = "Multifactor authentication required";

/// Has a token request of a user wait for a second factor. What it is refused with says under which token, and what its user can
/// pass or, while they have nothing, enroll.
pub async fn require(
    ctx: &Ctx,
    user: &User,
    client: &Client,
    waiting: &WaitingGrant,
) -> Answer<Refusal> {
    let told = Event::new(EventCode::FactorRequired, REQUIRED).user(user);
    let held = HeldFactors::of(ctx, user).await?;
    let challenge = kinds::usable(&held, waiting);
    let requirements = if !challenge.is_empty() {
        json!({"challenge": types(&challenge)})
    } else if held.is_enrolled() {
        return Ok(nothing_to_ask().telling(told));
    } else {
        match kinds::enrollable(ctx, &held, waiting).await?.as_slice() {
            [] => return Ok(nothing_to_ask().telling(told)),
            enroll => json!({"enroll": types(enroll)}),
        }
    };
    let Some(token) = waiting.begin(ctx, user, client).await? else {
        return Ok(super::waiting::overtaken());
    };
    let refusal = Code::MfaRequired.refuse(REQUIRED).telling(told);
    Ok(refusal.carrying([
        ("mfa_token", token.into()),
        ("mfa_requirements", requirements),
    ]))
}

fn types(factors: &[Factor]) -> Value {
    let types = factors
        .iter()
        .map(|factor| json!({"type": factor.api_name()}));
    types.collect()
}

/// There is no factor that the user could be asked for: no request gets through by that.
fn nothing_to_ask() -> Refusal {
    Code::AccessDenied.refuse(REQUIRED).because(
        "a second factor is asked for, and none that is enabled will do for this user: PUT /api/v2/guardian/factors/{name}",
    )
}
