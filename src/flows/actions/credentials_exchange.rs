//! `credentials-exchange`: a client asks for a token for itself.

use serde_json::json;

use super::course::{Course, run};
use super::effects::Effects;
use super::event;
use super::trigger::{CREDENTIALS_EXCHANGE, bound};
use crate::domain::client::Client;
use crate::domain::resource_server::ResourceServer;
use crate::domain::scope::Scope;
use crate::flows::organizations::Entered;
use crate::flows::{Answer, Ctx};

/// What a client asks for itself with.
pub struct Machine<'a> {
    pub client: &'a Client,
    pub api: &'a ResourceServer,
    pub scope: &'a Scope,
    pub organization: Option<&'a Entered>,
}

/// Runs the Actions of `credentials-exchange`.
pub async fn credentials_exchange(ctx: &Ctx, machine: Machine<'_>) -> Answer<Effects> {
    let Some(bound) = bound(ctx, CREDENTIALS_EXCHANGE).await? else {
        return Ok(Effects::default());
    };
    let mut event = event::common(ctx, Some(machine.client)).await?;
    event.insert("resource_server".into(), event::api(machine.api));
    if let Some(id) = machine.organization.map(|o| o.id.as_str()) {
        event.insert("organization".into(), event::organization(ctx, id).await?);
    }
    let scopes: Vec<&str> = machine.scope.iter().collect();
    event.insert(
        "accessToken".into(),
        json!({"customClaims": {}, "scope": scopes}),
    );
    event.insert("transaction".into(), json!({"requested_scopes": scopes}));
    let course = run(ctx, CREDENTIALS_EXCHANGE, &bound, Course::new(event)).await?;
    Ok(course.effects)
}
