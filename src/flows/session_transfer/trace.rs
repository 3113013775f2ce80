//! The trace of one attempt: what was looked at, what it was at issue and at redemption, and what came of it.

use serde_json::{Map, Value, json};

use super::redemption::Redemption;
use crate::domain::client::Client;
use crate::domain::device::BindingVerdict;
use crate::domain::session_transfer::{Check, Transfer, TransferRefusal};
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::flows::Ctx;
use crate::flows::users::Unavailable;
use crate::telemetry::{self, metrics as names};
use crate::tenant_log::{self, Event};

/// What the attempt looked at, for `/_footbridge/transfers/{id}` and the tenant log.
#[derive(Default)]
pub(super) struct Trace(Vec<Check>);

/// Shows every reason for a refusal among the metrics, before there is one.
pub fn show_reasons() {
    for refusal in TransferRefusal::ALL {
        metrics::counter!(names::TRANSFERS_REFUSED, "reason" => refusal.name()).absolute(0);
    }
}

/// The `step` of what is traced later than the redemption: the second factor behind it.
pub const SECOND_FACTOR: &str = "second_factor";

/// Traces what was decided of the second factor of a login that a transfer has begun.
pub fn decided(ctx: &Ctx, (transfer, client): (&Transfer, &Client), decision: Value) {
    let mut line = begin_line(ctx, client);
    line.insert("step".into(), SECOND_FACTOR.into());
    if let Value::Object(decision) = decision {
        line.extend(decision);
    }
    ctx.trace(transfer.id.clone(), Value::Object(line).to_string());
}

/// What every line of a trace says first: when, and for which client.
fn begin_line(ctx: &Ctx, client: &Client) -> Map<String, Value> {
    let mut line = Map::new();
    line.insert("at".into(), ctx.now.to_string().into());
    line.insert("client_id".into(), client.client_id.as_str().into());
    line
}

impl Trace {
    pub(super) fn add(
        &mut self,
        check: &str,
        issued: Value,
        redeemed: Value,
        outcome: Result<(), &str>,
    ) {
        let reason = outcome.err().map(str::to_owned);
        self.0.push(Check {
            check: check.to_owned(),
            issued,
            redeemed,
            passed: reason.is_none(),
            reason,
        });
    }

    pub(super) fn dead(&mut self, ctx: &Ctx, transfer: &Transfer, used_at: Option<Timestamp>) {
        let reason = if used_at.is_some() {
            "the token was used before"
        } else {
            "the token has expired"
        };
        let issued = json!({
            "issued_at": transfer.issued_at.to_string(),
            "expires_at": transfer.expires_at.to_string(),
            "used_at": used_at.map(|t| t.to_string()),
        });
        self.add(
            "token",
            issued,
            json!({"at": ctx.now.to_string()}),
            Err(reason),
        );
    }

    pub(super) fn user(&mut self, transfer: &Transfer, user: &Result<User, Unavailable>) {
        let outcome = user.as_ref().map(drop).map_err(|why| match why {
            Unavailable::Gone => "the user no longer exists",
            Unavailable::Blocked => "the user is blocked",
            Unavailable::ConnectionNotEnabled => {
                "the user's connection is not enabled for this client"
            }
        });
        self.add(
            "user",
            json!({"user_id": transfer.user_id}),
            Value::Null,
            outcome,
        );
    }

    pub(super) fn device(
        &mut self,
        transfer: &Transfer,
        ctx: &Ctx,
        binding: Value,
        verdict: BindingVerdict,
    ) {
        let shown = json!({"binding": binding, "device": ctx.device});
        let reason = serde_json::to_value(verdict).ok();
        let reason = reason
            .as_ref()
            .and_then(Value::as_str)
            .unwrap_or("mismatch");
        self.add(
            "device",
            json!({"device": transfer.device}),
            shown,
            if verdict.passes() {
                Ok(())
            } else {
                Err(reason)
            },
        );
    }

    pub(super) fn accept(self, ctx: &Ctx, redemption: &Redemption<'_>, transfer: &Transfer) {
        metrics::counter!(names::TRANSFERS_REDEEMED).increment(1);
        self.write(ctx, redemption, transfer, json!("accepted"));
    }

    pub(super) fn refuse(
        self,
        ctx: &Ctx,
        redemption: &Redemption<'_>,
        transfer: Option<&Transfer>,
        refusal: TransferRefusal,
    ) {
        metrics::counter!(names::TRANSFERS_REFUSED, "reason" => refusal.name()).increment(1);
        telemetry::reason(refusal.name());
        let event = Event::new(tenant_log::EventCode::Warning, refusal.description())
            .client(redemption.client)
            .with("user_id", transfer.map(|t| t.user_id.as_str()))
            .details(json!({
                "reason": refusal,
                "transfer_id": transfer.map(|t| &t.id),
                "carrier": redemption.carrier,
                "failed_check": self.0.iter().find(|c| !c.passed),
                "session_id": redemption.existing.map(|(s, _)| &s.id),
            }));
        if ctx.log(event)
            && let Some(transfer) = transfer
        {
            self.write(ctx, redemption, transfer, json!(refusal));
        }
    }

    fn write(self, ctx: &Ctx, redemption: &Redemption<'_>, transfer: &Transfer, verdict: Value) {
        let mut line = begin_line(ctx, redemption.client);
        line.insert("carrier".into(), json!(redemption.carrier));
        line.insert("verdict".into(), verdict);
        line.insert("checks".into(), json!(self.0));
        ctx.trace(transfer.id.clone(), Value::Object(line).to_string());
    }
}
