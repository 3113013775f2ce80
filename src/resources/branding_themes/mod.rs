//! `/api/v2/branding/themes`: how the hosted pages look in detail. A tenant has one theme at most.

mod document;
pub mod tenant_file;

use serde_json::{Map, Value, json};

use crate::domain::theme::StoredTheme;
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, read, update};
use crate::resources::api::retry::retry;
use crate::store::engine::{Conn, Tx};
use crate::store::tenant;

const PATH: &str = "/branding/themes/{themeId}";

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::post(
        "/branding/themes",
        &["update:branding"],
        "Create branding theme",
        |call| Box::pin(create(call)),
    ),
    Route::get("/branding/themes/default", &["read:branding"], |call| {
        Box::pin(default(call))
    }),
    Route::get(PATH, &["read:branding"], read::<KeptTheme>),
    Route::patch(
        PATH,
        &["update:branding"],
        "Update branding theme",
        update::<KeptTheme>,
    ),
    Route::delete(
        PATH,
        &["delete:branding"],
        "Delete branding theme",
        |call| Box::pin(delete(call)),
    ),
];

/// The theme in its place.
#[derive(Debug, Clone)]
struct KeptTheme {
    theme: StoredTheme,
    /// The tenant's.
    version: i64,
}

impl KeptTheme {
    async fn of_tenant(db: &mut Conn) -> Result<Option<Self>, ApiError> {
        let (theme, version) = tenant::kept_versioned::<Option<StoredTheme>>(db).await?;
        Ok(theme.map(|theme| Self { theme, version }))
    }
}

impl Resource for KeptTheme {
    const IS_COPIED: bool = true;

    async fn find(call: &Call) -> Result<Self, ApiError> {
        let kept = Self::of_tenant(&mut call.ctx.store.read().await?).await?;
        let named = kept.filter(|kept| kept.theme.id == call.id);
        named.ok_or_else(|| missing(call).error())
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(json!(self.theme))
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        Ok(document::validate(&call.body)?)
    }

    async fn merge(&mut self, _ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        Ok(document::update(&mut self.theme, patch)?)
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        let after = Some(self.theme.clone());
        Ok(self.theme == before.theme || tenant::change_kept(tx, &after, before.version).await?)
    }
}

/// Auth0's sentence has the verb of the call.
fn missing(call: &Call) -> Missing {
    let sentence = match call.route.method {
        "DELETE" => "There was an error deleting branding settings: invalid theme ID",
        "PATCH" => "There was an error updating branding settings: invalid theme ID",
        _ => "There was an error retrieving branding settings: invalid theme ID",
    };
    Missing::coded(sentence, "theme_not_found")
}

async fn default(call: &Call) -> Outcome {
    let kept = KeptTheme::of_tenant(&mut call.ctx.store.read().await?).await?;
    let kept = kept.ok_or_else(|| missing(call).error())?;
    Ok(Reply::ok(kept.view(call).await?))
}

async fn create(call: &Call) -> Outcome {
    let theme = document::create(ids::hex24(&call.ctx.entropy), &call.body)?;
    let view = json!(theme);
    keep(call, Some(theme), |before| match before {
        None => Ok(()),
        Some(_) => Err(ApiError::exists(
            "There was an error updating branding settings: The theme already exists",
        )),
    })
    .await?;
    Ok(Reply::ok(view))
}

async fn delete(call: &Call) -> Outcome {
    keep(call, None, |before| match before {
        Some(theme) if theme.id == call.id => Ok(()),
        _ => Err(missing(call).error()),
    })
    .await?;
    Ok(Reply::no_content())
}

/// Stores the tenant's theme, or that it has none, if what it has now admits that.
async fn keep(
    call: &Call,
    theme: Option<StoredTheme>,
    admits: impl Fn(Option<&StoredTheme>) -> Result<(), ApiError>,
) -> Result<(), ApiError> {
    retry(|| async {
        let mut tx = call.ctx.store.begin().await?;
        let (before, version) = tenant::kept_versioned::<Option<StoredTheme>>(&mut tx).await?;
        admits(before.as_ref())?;
        if !tenant::change_kept(&mut tx, &theme, version).await? {
            return Ok(None);
        }
        tx.commit().await?;
        call.ctx.store.forget_copies();
        Ok(Some(()))
    })
    .await
}
