//! The bindings of triggers: which deployed Actions belong to one, and in which order they run.

use serde_json::{Map, Value};

use super::{document, records, trigger};
use crate::domain::action::{Action, Binding};
use crate::domain::request_body::Invalid;
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::error::ApiError;
use crate::resources::api::retry::retry;
use crate::store::{action_bindings as store, actions};

/// A binding with the Action that it binds.
pub type BindingWithAction = (Binding, Action);

/// The bindings of that trigger, in order.
pub async fn of_trigger(ctx: &Ctx, trigger_id: &str) -> Result<Vec<BindingWithAction>, ApiError> {
    known(trigger_id)?;
    let mut db = ctx.store.read().await?;
    let mut bound = vec![];
    for binding in store::of_trigger(&mut db, trigger_id).await? {
        if let Some(action) = actions::by_id(&mut db, &binding.action_id).await? {
            bound.push((binding, action));
        }
    }
    Ok(bound)
}

/// Replaces the bindings of that trigger. One that is there already stays the same binding.
pub async fn replace(
    ctx: &Ctx,
    trigger_id: &str,
    body: &Map<String, Value>,
) -> Result<Vec<BindingWithAction>, ApiError> {
    let trigger = known(trigger_id)?;
    document::validate_bindings(body)?;
    let Some(Value::Array(wanted)) = body.get("bindings") else {
        return of_trigger(ctx, trigger_id).await;
    };
    let has_secrets = |item: &Value| item["secrets"].as_array().is_some_and(|s| !s.is_empty());
    if wanted.iter().any(has_secrets) || (!trigger.is_run() && !wanted.is_empty()) {
        return Err(ApiError::not_enabled());
    }
    retry(|| async {
        let mut tx = ctx.store.begin().await?;
        let before = store::of_trigger(&mut tx, trigger_id).await?;
        let known = actions::all(&mut tx).await?;
        let bound = resolve(ctx, (trigger_id, &before), &known, wanted)?;
        let bindings: Vec<Binding> = bound.iter().map(|(binding, _)| binding.clone()).collect();
        if bindings == before {
            return Ok(Some(bound));
        }
        if store::replace(&mut tx, trigger_id, &bindings).await? {
            tx.commit().await?;
            ctx.store.forget_copies();
            return Ok(Some(bound));
        }
        Ok(None)
    })
    .await
}

fn resolve(
    ctx: &Ctx,
    (trigger_id, before): (&str, &[Binding]),
    known: &[Action],
    wanted: &[Value],
) -> Result<Vec<BindingWithAction>, ApiError> {
    let mut bound: Vec<BindingWithAction> = vec![];
    for item in wanted {
        let action = referred(before, known, &item["ref"])?;
        if bound
            .iter()
            .any(|(binding, _)| binding.action_id == action.id)
        {
            return Err(refused("an action is bound twice"));
        }
        if let Some(why) = document::unfit_for(action, trigger_id) {
            return Err(refused(why));
        }
        let display_name = item["display_name"].as_str().unwrap_or(&action.name);
        let new = (ids::uuid(&ctx.entropy), ctx.now);
        let binding = document::bind(before, (trigger_id, action), display_name, new);
        bound.push((binding, action.clone()));
    }
    Ok(bound)
}

fn referred<'a>(
    before: &[Binding],
    known: &'a [Action],
    reference: &Value,
) -> Result<&'a Action, ApiError> {
    let value = reference["value"].as_str().unwrap_or_default();
    let found = match reference["type"].as_str() {
        Some("binding_id") => {
            let binding = before.iter().find(|b| b.id == value);
            binding.and_then(|b| known.iter().find(|a| a.id == b.action_id))
        }
        Some("action_id") => known.iter().find(|a| a.id == value),
        _ => known.iter().find(|a| a.name == value),
    };
    found.ok_or_else(|| records::MISSING.error())
}

fn known(trigger_id: &str) -> Result<&'static trigger::Trigger, ApiError> {
    trigger::current(trigger_id).ok_or_else(|| refused("there is no such trigger"))
}

fn refused(what: &str) -> ApiError {
    Invalid::Rule(format!("Payload validation error: {what}.")).into()
}
