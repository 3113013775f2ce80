//! Actions around the creation of a user and the change of a password. The first trigger may refuse; the others run when all
//! is done, and no request waits for them.

use serde_json::{Map, Value, json};

use super::course::{Course, run};
use super::event;
use super::trigger::{
    FlowTrigger, POST_CHANGE_PASSWORD, POST_USER_REGISTRATION, PRE_USER_REGISTRATION, bound,
};
use crate::domain::client::Client;
use crate::domain::user::User;
use crate::flows::{Answer, Ctx};
use crate::store::user_facts;

/// Runs the Actions of `pre-user-registration` on the data of a sign-up; what they set goes into it.
pub async fn pre_user_registration(
    ctx: &Ctx,
    client: &Client,
    new: &mut Map<String, Value>,
) -> Answer<()> {
    let Some(bound) = bound(ctx, PRE_USER_REGISTRATION).await? else {
        return Ok(());
    };
    let mut event = event::common(ctx, Some(client)).await?;
    let mut user = new.clone();
    user.retain(|name, _| name != "password" && name != "connection");
    for name in ["user_metadata", "app_metadata"] {
        user.entry(name).or_insert_with(|| json!({}));
    }
    event.insert("user".into(), user.into());
    event.insert(
        "connection".into(),
        event::connection(ctx, new["connection"].as_str()).await?,
    );
    event.insert("transaction".into(), json!({"metadata": {}}));
    let course = run(ctx, PRE_USER_REGISTRATION, &bound, Course::new(event)).await?;
    for warning in course.effects.add_metadata(new) {
        ctx.log(warning.client(client));
    }
    Ok(())
}

/// Runs the Actions of `post-user-registration`, in the background.
pub async fn post_user_registration(ctx: &Ctx, client: &Client, user: &User) -> Answer<()> {
    later(ctx, POST_USER_REGISTRATION, Some(client), user).await
}

/// Runs the Actions of `post-change-password`, in the background.
pub async fn post_change_password(ctx: &Ctx, user: &User) -> Answer<()> {
    later(ctx, POST_CHANGE_PASSWORD, None, user).await
}

async fn later(
    ctx: &Ctx,
    trigger: FlowTrigger,
    client: Option<&Client>,
    user: &User,
) -> Answer<()> {
    let Some(bound) = bound(ctx, trigger).await? else {
        return Ok(());
    };
    let mut event = event::common(ctx, client).await?;
    let mut db = ctx.store.read().await?;
    let facts = user_facts::of(&mut db, &user.user_id, None).await?;
    drop(db);
    event.insert("user".into(), event::user(user, &facts));
    event.insert(
        "connection".into(),
        event::connection(ctx, Some(&user.connection)).await?,
    );
    let ctx = ctx.clone();
    tokio::spawn(async move {
        // What they did is kept where every run is; there is nothing left to refuse.
        if let Err(failure) = run(&ctx, trigger, &bound, Course::new(event)).await {
            tracing::warn!(
                trigger = trigger.id,
                reason = failure.reason(),
                "Actions failed"
            );
        }
    });
    Ok(())
}
