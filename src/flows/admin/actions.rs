//! Actions: their drafts and versions. They are kept and shown; nothing runs them yet.

use serde_json::{Map, Value};

use super::{AdminError, Missing, TRIES};
use crate::domain::action::{self, Action, Content, Version};
use crate::domain::request_body::{Invalid, Mode};
use crate::flows::Ctx;
use crate::ids;
use crate::store::engine::StoreError;
use crate::store::{action_bindings, action_versions, actions as store};

/// More would be read whole for one page of a list.
const MOST_ACTIONS: i64 = 200;
/// Older versions are forgotten.
const MOST_VERSIONS: i64 = 50;
const NAME_IS_TAKEN: AdminError =
    AdminError::Exists("An action with the same name already exists.");

/// Every Action, oldest first.
pub async fn all(ctx: &Ctx) -> Result<Vec<Action>, AdminError> {
    Ok(store::all(&mut ctx.store.read().await?).await?)
}

/// The Action with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<Action, AdminError> {
    let found = store::by_id(&mut ctx.store.read().await?, id).await?;
    found.ok_or(AdminError::Missing(Missing::Action))
}

/// Makes an Action of a body, and deploys it if the body asks for that.
pub async fn create(ctx: &Ctx, body: &Map<String, Value>) -> Result<Action, AdminError> {
    action::validate(body, Mode::Create)?;
    action::check(body)?;
    let mut content = Content::default();
    content.apply(body, ctx.now)?;
    let mut made = Action {
        id: ids::uuid(&ctx.entropy),
        name: name_of(body).unwrap_or_default().to_owned(),
        content,
        created_at: ctx.now,
        updated_at: ctx.now,
        deployed: None,
        revision: 1,
    };
    let mut tx = ctx.store.begin().await?;
    if store::count(&mut tx).await? >= MOST_ACTIONS {
        return Err(AdminError::NotPossible(
            "The maximum number of actions has been reached.",
        ));
    }
    if body.get("deploy") == Some(&Value::Bool(true)) {
        let version = next_version(ctx, &made, made.content.clone());
        action_versions::insert(&mut tx, &made.id, &version).await?;
        made.deployed = Some(version);
    }
    if !store::insert(&mut tx, &made).await? {
        return Err(NAME_IS_TAKEN);
    }
    tx.commit().await?;
    Ok(made)
}

/// Changes the draft. What is deployed stays what it is.
pub async fn update(ctx: &Ctx, id: &str, body: &Map<String, Value>) -> Result<Action, AdminError> {
    action::validate(body, Mode::Update)?;
    action::check(body)?;
    for _ in 0..TRIES {
        let before = get(ctx, id).await?;
        let mut after = before.clone();
        after.content.apply(body, ctx.now)?;
        if after.content.trigger.id != before.content.trigger.id {
            let text = "Payload validation error: the trigger of an action cannot be changed.";
            return Err(Invalid::Rule(text.into()).into());
        }
        if let Some(name) = name_of(body) {
            after.name = name.to_owned();
        }
        if after.content == before.content && after.name == before.name {
            return Ok(before);
        }
        after.updated_at = ctx.now;
        let mut db = ctx.store.write().await?;
        if store::replace(&mut db, &after).await? {
            return Ok(after);
        }
        let holder = store::id_of(&mut db, &after.name).await?;
        if holder.is_some_and(|holder| holder != after.id) {
            return Err(NAME_IS_TAKEN);
        }
    }
    Err(AdminError::Contended)
}

/// Makes a version of the draft, which is deployed from now on; where that is deployed already, it stays as it is. The
/// Action is returned as it was before.
pub async fn deploy(ctx: &Ctx, id: &str) -> Result<(Action, Version), AdminError> {
    for _ in 0..TRIES {
        let action = get(ctx, id).await?;
        if let Some(version) = action.deployed.clone().filter(|_| action.is_all_deployed()) {
            return Ok((action, version));
        }
        let version = next_version(ctx, &action, action.content.clone());
        if put_version(ctx, &action, &version).await? {
            return Ok((action, version));
        }
    }
    Err(AdminError::Contended)
}

/// Makes a new version of an older one, which is deployed from now on; `to_draft` makes it the draft too.
pub async fn deploy_again(
    ctx: &Ctx,
    (id, version_id): (&str, &str),
    to_draft: bool,
) -> Result<(Action, Version), AdminError> {
    for _ in 0..TRIES {
        let mut action = get(ctx, id).await?;
        let (_, older) = version(ctx, id, version_id).await?;
        if to_draft && action.content != older.content {
            action.content = older.content.clone();
            action.updated_at = ctx.now;
        }
        let version = next_version(ctx, &action, older.content);
        if put_version(ctx, &action, &version).await? {
            return Ok((action, version));
        }
    }
    Err(AdminError::Contended)
}

fn next_version(ctx: &Ctx, action: &Action, content: Content) -> Version {
    let last = action.deployed.as_ref().map_or(0, |version| version.number);
    Version {
        id: ids::uuid(&ctx.entropy),
        number: last + 1,
        content,
        created_at: ctx.now,
    }
}

/// Stores the version and deploys it; false when somebody else changed the Action in between.
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
    Ok(true)
}

/// The Action and its versions, the newest first.
pub async fn versions(ctx: &Ctx, id: &str) -> Result<(Action, Vec<Version>), AdminError> {
    let mut db = ctx.store.read().await?;
    let action = store::by_id(&mut db, id).await?;
    let action = action.ok_or(AdminError::Missing(Missing::Action))?;
    let versions = action_versions::of_action(&mut db, id).await?;
    Ok((action, versions))
}

/// The Action and that version of it.
pub async fn version(
    ctx: &Ctx,
    id: &str,
    version_id: &str,
) -> Result<(Action, Version), AdminError> {
    let mut db = ctx.store.read().await?;
    let action = store::by_id(&mut db, id).await?;
    let action = action.ok_or(AdminError::Missing(Missing::Action))?;
    let version = action_versions::by_id(&mut db, id, version_id).await?;
    let version = version.ok_or(AdminError::Missing(Missing::ActionVersion))?;
    Ok((action, version))
}

/// Deletes an Action with its versions; one that is bound only by `force`.
pub async fn delete(ctx: &Ctx, id: &str, force: bool) -> Result<(), AdminError> {
    let mut tx = ctx.store.begin().await?;
    if store::by_id(&mut tx, id).await?.is_none() {
        return Err(AdminError::Missing(Missing::Action));
    }
    if !force && action_bindings::count_of_action(&mut tx, id).await? > 0 {
        return Err(AdminError::Exists(
            "Unable to delete an action bound to a trigger.",
        ));
    }
    action_bindings::delete_of_action(&mut tx, id).await?;
    action_versions::delete_up_to(&mut tx, id, i64::MAX).await?;
    store::delete(&mut tx, id).await?;
    tx.commit().await?;
    Ok(())
}

fn name_of(body: &Map<String, Value>) -> Option<&str> {
    body.get("name").and_then(Value::as_str)
}
