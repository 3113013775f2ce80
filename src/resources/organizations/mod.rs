//! `/api/v2/organizations`, and where else organizations are listed

pub mod connections;
pub mod document;
pub mod grants;
pub mod invitation_records;
pub mod invitations;
pub mod member_records;
pub mod members;
pub mod records;
pub mod tenant_file;

use serde_json::{Map, Value, json};

use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::Mode;
use crate::flows::Ctx;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, read, update};
use crate::resources::client_grants;
use crate::resources::users::records as users;
use crate::store::engine::Tx;
use crate::store::organization_connections::NamedConnection;
use crate::store::organizations::{self as store, Listed, Sort, StoredOrganization};

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(
        "/client-grants/{id}/organizations",
        &["read:organization_client_grants"],
        |call| Box::pin(of_grant(call)),
    )
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS, FROM, TAKE]),
    Route::get(
        "/organizations",
        &["read:organizations", "read:organizations_summary"],
        |call| Box::pin(list(call)),
    )
    .query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FROM,
        TAKE,
        Parameter::text("sort"),
    ]),
    Route::post(
        "/organizations",
        &["create:organizations", "create:organization_connections"],
        "Create an Organization",
        |call| Box::pin(create(call)),
    ),
    Route::get(
        "/organizations/name/{name}",
        &["read:organizations"],
        |call| Box::pin(get_by_name(call)),
    ),
    Route::get(
        "/organizations/{id}",
        &["read:organizations", "read:organizations_summary"],
        read::<StoredOrganization>,
    ),
    Route::patch(
        "/organizations/{id}",
        &["update:organizations"],
        "Modify an Organization",
        update::<StoredOrganization>,
    ),
    Route::delete(
        "/organizations/{id}",
        &["delete:organizations"],
        "Delete an Organization",
        |call| Box::pin(delete(call)),
    ),
    Route::get(
        "/users/{id}/organizations",
        &["read:organizations"],
        |call| Box::pin(of_user(call)),
    )
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS]),
];

impl Resource for StoredOrganization {
    async fn find(call: &Call) -> Result<Self, ApiError> {
        records::get(&call.ctx, &call.id).await
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(view(self).into())
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        document::validate(&call.body, Mode::Update)?;
        Ok(document::check(&call.body)?)
    }

    async fn merge(&mut self, _ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        document::merge(&mut self.document, patch);
        Ok(())
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        records::replace(tx, self, before).await
    }
}

/// GET /organizations
async fn list(call: &Call) -> Outcome {
    let listed = sorted(call)?;
    answer(call, Part::bounded(&call.query)?, listed).await
}

/// GET /client-grants/{id}/organizations
async fn of_grant(call: &Call) -> Outcome {
    client_grants::get(&call.ctx, &call.id).await?;
    answer(call, Part::of(&call.query)?, Listed::OfGrant(&call.id)).await
}

/// GET /users/{id}/organizations
async fn of_user(call: &Call) -> Outcome {
    users::get(&call.ctx, &call.id).await?;
    answer(call, Part::of(&call.query)?, Listed::OfUser(&call.id)).await
}

/// GET /organizations/name/{name}
async fn get_by_name(call: &Call) -> Outcome {
    let found = records::named(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&found)))
}

/// POST /organizations
async fn create(call: &Call) -> Outcome {
    let (made, connections) = records::create(&call.ctx, &call.body).await?;
    let mut shown = made.document;
    if call.body.contains_key("enabled_connections") {
        let connection = |c: &NamedConnection| {
            json!({ "connection_id": c.id,
                "assign_membership_on_login": c.settings.assign_membership_on_login,
                "show_as_button": c.settings.show_as_button,
                "is_signup_enabled": c.settings.is_signup_enabled })
        };
        let connections: Vec<Value> = connections.iter().map(connection).collect();
        shown.insert("enabled_connections".into(), connections.into());
    }
    Ok(Reply::created(shown))
}

/// DELETE /organizations/{id}
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

async fn answer(call: &Call, part: Part, listed: Listed<'_>) -> Outcome {
    let mut db = call.ctx.store.read().await?;
    let found = store::list(&mut db, listed, part.rows()).await?;
    let total = part.total(store::count(&mut db, listed)).await?;
    let id = |stored: &StoredOrganization| stored.organization.id.clone();
    let shown = |stored: &StoredOrganization| Value::Object(view(stored));
    Ok(Reply::ok(part.answer(
        "organizations",
        found,
        total,
        (id, shown),
    )))
}

/// `name:1`, `display_name:-1`, `created_at:1`; they come in the order in which they were made.
fn sorted(call: &Call) -> Result<Listed<'static>, ApiError> {
    let text = call.query.text("sort").unwrap_or("created_at:1");
    let read = text.split_once(':').and_then(|(name, way)| {
        let sort = match name {
            "name" => Sort::Name,
            "display_name" => Sort::DisplayName,
            "created_at" => Sort::Made,
            _ => return None,
        };
        let descending = match way {
            "1" => false,
            "-1" => true,
            _ => return None,
        };
        Some(Listed::All { sort, descending })
    });
    read.ok_or_else(|| {
        let sentence = format!("No enum match for: {text}");
        ApiError::bad_query(&Mismatch::at("sort", sentence, None))
    })
}

/// The document, which holds nothing that must not be seen.
fn view(stored: &StoredOrganization) -> Map<String, Value> {
    stored.document.clone()
}
