//! The points of a flow at which Actions run.

use crate::domain::action::run::BoundAction;
use crate::domain::mail::provider::ACTION_TRIGGER;
use crate::flows::{Answer, Ctx};

/// A point in a flow.
#[derive(Debug, Clone, Copy)]
pub(super) struct FlowTrigger {
    pub id: &'static str,
    /// The function of the Action that is called.
    pub handler: &'static str,
}

pub(super) const POST_LOGIN: FlowTrigger = FlowTrigger {
    id: "post-login",
    handler: "onExecutePostLogin",
};
pub(super) const CREDENTIALS_EXCHANGE: FlowTrigger = FlowTrigger {
    id: "credentials-exchange",
    handler: "onExecuteCredentialsExchange",
};
pub(super) const PRE_USER_REGISTRATION: FlowTrigger = FlowTrigger {
    id: "pre-user-registration",
    handler: "onExecutePreUserRegistration",
};
pub(super) const POST_USER_REGISTRATION: FlowTrigger = FlowTrigger {
    id: "post-user-registration",
    handler: "onExecutePostUserRegistration",
};
pub(super) const POST_CHANGE_PASSWORD: FlowTrigger = FlowTrigger {
    id: "post-change-password",
    handler: "onExecutePostChangePassword",
};
/// It belongs to no request: the delivery of e-mails runs it.
pub(super) const CUSTOM_EMAIL_PROVIDER: FlowTrigger = FlowTrigger {
    id: ACTION_TRIGGER,
    handler: "onExecuteCustomEmailProvider",
};

const ALL: [FlowTrigger; 6] = [
    POST_LOGIN,
    CREDENTIALS_EXCHANGE,
    PRE_USER_REGISTRATION,
    POST_USER_REGISTRATION,
    POST_CHANGE_PASSWORD,
    CUSTOM_EMAIL_PROVIDER,
];

/// The handler of a trigger, by its id.
pub(super) fn handler_of(id: &str) -> &'static str {
    let known = ALL.into_iter().find(|trigger| trigger.id == id);
    known.unwrap_or(POST_LOGIN).handler
}

/// What is bound to the trigger; `None` for nothing, which is what most tenants have.
pub(super) async fn bound(ctx: &Ctx, trigger: FlowTrigger) -> Answer<Option<Vec<BoundAction>>> {
    let all = ctx.store.bound_actions().await?;
    let own = || all.iter().filter(|action| action.trigger_id == trigger.id);
    Ok(own().next().map(|_| own().cloned().collect()))
}
