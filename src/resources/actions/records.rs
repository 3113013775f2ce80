//! Actions: their drafts and versions. What is deployed has been read by the engine that will run it.

use serde_json::{Map, Value};

use super::document::{self, MOST_ACTIONS, MOST_VERSIONS};
use crate::domain::action::{Action, Content, Version};
use crate::domain::request_body::{Invalid, Mode};
use crate::flows::Ctx;
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::retry::retry;
use crate::store::engine::{StoreError, Tx};
use crate::store::{action_bindings, action_executions, action_versions, actions as store};
use crate::{flows, ids};

/// Auth0's answer where there is none.
pub const MISSING: Missing = Missing::new("That action does not exist.");
/// Auth0's answer where there is none.
pub const NO_VERSION: Missing = Missing::new("That action version does not exist.");
/// Auth0's answer where there is none.
pub const NO_EXECUTION: Missing = Missing::new("That execution does not exist.");

const NAME_IS_TAKEN: &str = "An action with the same name already exists.";

/// Every Action, oldest first.
pub async fn all(ctx: &Ctx) -> Result<Vec<Action>, ApiError> {
    Ok(store::all(&mut ctx.store.read().await?).await?)
}

/// The Action with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<Action, ApiError> {
    let found = store::by_id(&mut ctx.store.read().await?, id).await?;
    found.ok_or_else(|| MISSING.error())
}

/// Makes an Action of a body, and deploys it if the body asks for that.
pub async fn create(ctx: &Ctx, body: &Map<String, Value>) -> Result<Action, ApiError> {
    document::validate(body, Mode::Create)?;
    document::check(body)?;
    let mut content = document::new_content();
    document::apply(&mut content, body, ctx.now)?;
    let mut made = Action {
        id: ids::uuid(&ctx.entropy),
        name: name_of(body).unwrap_or_default().to_owned(),
        content,
        created_at: ctx.now,
        updated_at: ctx.now,
        deployed: None,
        revision: 1,
    };
    let deploys = body.get("deploy") == Some(&Value::Bool(true));
    if deploys {
        check(ctx, &made.content).await?;
    }
    let mut tx = ctx.store.begin().await?;
    if store::count(&mut tx).await? >= MOST_ACTIONS {
        return Err(ApiError::not_possible(
            "The maximum number of actions has been reached.",
        ));
    }
    if deploys {
        let version = next_version(ctx, &made, made.content.clone());
        action_versions::insert(&mut tx, &made.id, &version).await?;
        made.deployed = Some(version);
    }
    if !store::insert(&mut tx, &made).await? {
        return Err(ApiError::exists(NAME_IS_TAKEN));
    }
    tx.commit().await?;
    Ok(made)
}

/// Changes the draft as a `PATCH` says.
pub fn merge(action: &mut Action, ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
    let before = action.clone();
    document::apply(&mut action.content, patch, ctx.now)?;
    if action.content.trigger.id != before.content.trigger.id {
        let text = "Payload validation error: the trigger of an action cannot be changed.";
        return Err(Invalid::Rule(text.into()).into());
    }
    if let Some(name) = name_of(patch) {
        action.name = name.to_owned();
    }
    if !has_same_draft(action, &before) {
        action.updated_at = ctx.now;
    }
    Ok(())
}

/// Stores a changed draft, unless another Action has its name; false if another request has changed it since `before`.
pub async fn replace(tx: &mut Tx, changed: &Action, before: &Action) -> Result<bool, ApiError> {
    if has_same_draft(changed, before) || store::replace(tx, changed).await? {
        return Ok(true);
    }
    let holder = store::id_of(tx, &changed.name).await?;
    if holder.is_some_and(|holder| holder != changed.id) {
        return Err(ApiError::exists(NAME_IS_TAKEN));
    }
    Ok(false)
}

fn has_same_draft(one: &Action, other: &Action) -> bool {
    one.content == other.content && one.name == other.name
}

/// Makes a version of the draft, which is deployed from now on; where that is deployed already, it stays as it is. The
/// Action is returned as it was before.
pub async fn deploy(ctx: &Ctx, id: &str) -> Result<(Action, Version), ApiError> {
    retry(|| async {
        let action = get(ctx, id).await?;
        if let Some(version) = action.deployed.clone().filter(|_| action.is_all_deployed()) {
            return Ok(Some((action, version)));
        }
        check(ctx, &action.content).await?;
        let version = next_version(ctx, &action, action.content.clone());
        if put_version(ctx, &action, &version).await? {
            return Ok(Some((action, version)));
        }
        Ok(None)
    })
    .await
}

/// Makes a new version of an older one, which is deployed from now on; `to_draft` makes it the draft too.
pub async fn deploy_again(
    ctx: &Ctx,
    (id, version_id): (&str, &str),
    to_draft: bool,
) -> Result<(Action, Version), ApiError> {
    retry(|| async {
        let mut action = get(ctx, id).await?;
        let (_, older) = version(ctx, id, version_id).await?;
        check(ctx, &older.content).await?;
        if to_draft && action.content != older.content {
            action.content = older.content.clone();
            action.updated_at = ctx.now;
        }
        let version = next_version(ctx, &action, older.content);
        if put_version(ctx, &action, &version).await? {
            return Ok(Some((action, version)));
        }
        Ok(None)
    })
    .await
}

fn next_version(ctx: &Ctx, action: &Action, content: Content) -> Version {
    action.next_version(ids::uuid(&ctx.entropy), content, ctx.now)
}

/// Stores the version and deploys it; false when another request changed the Action in between.
async fn put_version(ctx: &Ctx, action: &Action, version: &Version) -> Result<bool, StoreError> {
    let mut tx = ctx.store.begin().await?;
    let mut after = action.clone();
    after.deployed = Some(version.clone());
    if !action_versions::insert(&mut tx, &action.id, version).await?
        || !store::replace(&mut tx, &after).await?
    {
        return Ok(false);
    }
    let old = version.number - MOST_VERSIONS;
    action_versions::delete_up_to(&mut tx, &action.id, old).await?;
    tx.commit().await?;
    ctx.store.forget_copies();
    Ok(true)
}

/// Whether the code can be run: it can be read, and asks for nothing that Actions do not have here. A dependency that is
/// declared, and that the code does not ask for, does no harm.
async fn check(ctx: &Ctx, content: &Content) -> Result<(), ApiError> {
    let Err(error) = ctx.workers.check(&content.code).await else {
        return Ok(());
    };
    let place = match (error.line, error.column) {
        (Some(line), Some(column)) => format!(" at line {line}, column {column}"),
        (Some(line), None) => format!(" at line {line}"),
        _ => String::new(),
    };
    let text = format!("Cannot deploy: {}{place}.", error.message);
    Err(Invalid::Rule(text).into())
}

/// Runs the draft, with its secrets, for an event that the caller made up; nothing that it asks for happens.
pub async fn test(
    ctx: &Ctx,
    id: &str,
    body: &Map<String, Value>,
) -> Result<Map<String, Value>, ApiError> {
    document::validate_test(body)?;
    let action = get(ctx, id).await?;
    let payload = body.get("payload").and_then(Value::as_object);
    let event = payload
        .and_then(|p| p.get("event"))
        .and_then(Value::as_object);
    let event = event.cloned().unwrap_or_default();
    Ok(flows::actions::rehearse(ctx, &action, event).await)
}

/// What Actions did in one request, as Auth0 shows it.
pub async fn execution(ctx: &Ctx, id: &str) -> Result<Map<String, Value>, ApiError> {
    ctx.parts.log.flush().await;
    let found = action_executions::by_id(&mut ctx.store.read().await?, id).await?;
    let mut shown = found.ok_or_else(|| NO_EXECUTION.error())?;
    let results = shown.get_mut("results").and_then(Value::as_array_mut);
    for result in results
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
    {
        // Auth0 has neither here.
        result.remove("logs");
        if let Some(error) = result.get_mut("error").and_then(Value::as_object_mut) {
            error.remove("stack");
        }
    }
    Ok(shown)
}

/// The Action and its versions, the newest first.
pub async fn versions(ctx: &Ctx, id: &str) -> Result<(Action, Vec<Version>), ApiError> {
    let mut db = ctx.store.read().await?;
    let action = store::by_id(&mut db, id).await?;
    let action = action.ok_or_else(|| MISSING.error())?;
    let versions = action_versions::of_action(&mut db, id).await?;
    Ok((action, versions))
}

/// The Action and that version of it.
pub async fn version(ctx: &Ctx, id: &str, version_id: &str) -> Result<(Action, Version), ApiError> {
    let mut db = ctx.store.read().await?;
    let action = store::by_id(&mut db, id).await?;
    let action = action.ok_or_else(|| MISSING.error())?;
    let version = action_versions::by_id(&mut db, id, version_id).await?;
    let version = version.ok_or_else(|| NO_VERSION.error())?;
    Ok((action, version))
}

/// Deletes an Action with its versions; one that is bound only by `force`.
pub async fn delete(ctx: &Ctx, id: &str, force: bool) -> Result<(), ApiError> {
    let mut tx = ctx.store.begin().await?;
    if store::by_id(&mut tx, id).await?.is_none() {
        return Err(MISSING.error());
    }
    if !force && action_bindings::count_of_action(&mut tx, id).await? > 0 {
        return Err(ApiError::exists(
            "Unable to delete an action bound to a trigger.",
        ));
    }
    action_bindings::delete_of_action(&mut tx, id).await?;
    action_versions::delete_up_to(&mut tx, id, i64::MAX).await?;
    store::delete(&mut tx, id).await?;
    tx.commit().await?;
    ctx.store.forget_copies();
    Ok(())
}

fn name_of(body: &Map<String, Value>) -> Option<&str> {
    body.get("name").and_then(Value::as_str)
}
