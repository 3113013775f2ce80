//! `/api/v2/emails/provider`: how the tenant sends its messages.

pub mod document;
pub mod tenant_file;

use serde_json::{Map, Value};

use crate::domain::mail::provider::{ACTION_TRIGGER, CUSTOM, EmailProvider};
use crate::domain::request_body::Mode;
use crate::flows::Ctx;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, update};
use crate::store::engine::Tx;
use crate::store::{bound_actions, email_provider as store};
use document::RefusedProvider;

const PATH: &str = "/emails/provider";
const MISSING: Missing = Missing::coded(
    "There is not a configured email provider",
    "inexistent_email_provider",
);
const MEMBERS: [&str; 5] = [
    "name",
    "enabled",
    "default_from_address",
    "credentials",
    "settings",
];
/// What a `GET` shows that asks for nothing by name.
const BRIEF: [&str; 2] = ["name", "enabled"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(PATH, &["read:email_provider"], |call| Box::pin(get(call)))
        .query(&[FIELDS, INCLUDE_FIELDS]),
    Route::post(
        PATH,
        &["create:email_provider"],
        "Configure email provider",
        |call| Box::pin(create(call)),
    ),
    Route::patch(
        PATH,
        &["update:email_provider"],
        "Update email provider",
        update::<EmailProvider>,
    ),
    Route::delete(
        PATH,
        &["delete:email_provider"],
        "Delete email provider",
        |call| Box::pin(delete(call)),
    ),
];

impl Resource for EmailProvider {
    async fn find(call: &Call) -> Result<Self, ApiError> {
        let found = store::read(&mut call.ctx.store.read().await?).await?;
        found.ok_or_else(|| MISSING.error())
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(document::view(self).into())
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        Ok(document::validate(&call.body, Mode::Update)?)
    }

    async fn merge(&mut self, ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        document::update(self, patch)?;
        has_action(ctx, self).await
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        Ok(self == before || store::replace(tx, self).await?)
    }
}

async fn get(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, &MEMBERS)?;
    let mut view = document::view(&EmailProvider::find(call).await?);
    match call.query.text("fields") {
        Some(_) => fields.cut(&mut view),
        None => view.retain(|name, _| BRIEF.contains(&name.as_str())),
    }
    Ok(Reply::ok(view))
}

async fn create(call: &Call) -> Outcome {
    let made = document::create(&call.body)?;
    has_action(&call.ctx, &made).await?;
    let mut tx = call.ctx.store.begin().await?;
    if !store::insert(&mut tx, &made).await? {
        return Err(ApiError::exists("Email provider is already configured."));
    }
    tx.commit().await?;
    Ok(Reply::created(document::view(&made)))
}

/// A provider that is an Action needs a deployed one.
async fn has_action(ctx: &Ctx, provider: &EmailProvider) -> Result<(), ApiError> {
    let is_action = provider.name() == CUSTOM;
    if is_action
        && bound_actions::only(&mut ctx.store.read().await?, ACTION_TRIGGER)
            .await?
            .is_none()
    {
        return Err(ApiError::new(
            409,
            "No deployed action was found.".to_owned(),
        ));
    }
    Ok(())
}

async fn delete(call: &Call) -> Outcome {
    if !store::delete(&mut call.ctx.store.write().await?).await? {
        return Err(MISSING.error());
    }
    Ok(Reply::no_content())
}

impl From<RefusedProvider> for ApiError {
    fn from(e: RefusedProvider) -> Self {
        match e {
            RefusedProvider::Invalid(invalid) => invalid.into(),
            RefusedProvider::NotOffered => Self::not_enabled(),
        }
    }
}
