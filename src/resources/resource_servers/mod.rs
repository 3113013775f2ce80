//! `/api/v2/resource-servers`

pub mod document;
pub mod records;
pub mod tenant_file;

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::domain::request_body::Mode;
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE, Part};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, update};
use crate::store::engine::Tx;
use crate::store::permissions;
use crate::store::resource_servers::{self, StoredResourceServer};

/// Every property that an answer may show: what `fields` may name.
const PROPERTIES: &[&str] = &[
    "id",
    "name",
    "is_system",
    "identifier",
    "scopes",
    "signing_alg",
    "signing_secret",
    "allow_offline_access",
    "allow_online_access",
    "allow_online_access_with_ephemeral_sessions",
    "skip_consent_for_verifiable_first_party_clients",
    "token_lifetime",
    "token_lifetime_for_web",
    "enforce_policies",
    "token_dialect",
    "token_encryption",
    "consent_policy",
    "authorization_details",
    "authorization_policy",
    "proof_of_possession",
    "subject_type_authorization",
    "client_id",
];

const READ: &[&str] = &["read:resource_servers"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/resource-servers", READ, |call| Box::pin(list(call))).query(&[
        FIELDS,
        INCLUDE_FIELDS,
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        Parameter::texts("identifiers"),
    ]),
    Route::post(
        "/resource-servers",
        &["create:resource_servers"],
        "Create a resource server",
        |call| Box::pin(create(call)),
    ),
    Route::get("/resource-servers/{identifier}", READ, |call| {
        Box::pin(get(call))
    })
    .query(&[FIELDS, INCLUDE_FIELDS]),
    Route::patch(
        "/resource-servers/{identifier}",
        &["update:resource_servers"],
        "Update a resource server",
        update::<StoredResourceServer>,
    ),
    Route::delete(
        "/resource-servers/{identifier}",
        &["delete:resource_servers"],
        "Delete a resource server",
        |call| Box::pin(delete(call)),
    ),
];

impl Resource for StoredResourceServer {
    const IS_COPIED: bool = true;

    async fn find(call: &Call) -> Result<Self, ApiError> {
        records::get(&call.ctx, &call.id).await
    }

    async fn view(&self, call: &Call) -> Result<Value, ApiError> {
        let linked = records::linked(&call.ctx, std::slice::from_ref(self)).await?;
        Ok(view(self, &linked).into())
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        Ok(document::validate(&call.body, Mode::Update)?)
    }

    async fn merge(&mut self, ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        if self.resource_server.is_system {
            return Err(ApiError::not_possible(
                "System resource servers cannot be patched.",
            ));
        }
        let before = self.document.clone();
        document::merge(&mut self.document, patch.clone());
        document::ensure_secret(&mut self.document, || ids::client_secret(&ctx.entropy));
        self.resource_server = records::check(Some(&before), &self.document)?;
        Ok(())
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        if !resource_servers::replace(tx, &self.document, before.version).await? {
            return Ok(false);
        }
        let (api, scope) = (&self.resource_server, self.resource_server.scope());
        let old_scope = before.resource_server.scope();
        for gone in old_scope.iter().filter(|word| !scope.contains(word)) {
            permissions::forget(tx, &api.identifier, gone).await?;
        }
        Ok(true)
    }
}

/// GET /resource-servers
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let part = Part::of(&call.query)?;
    let canonical = |name: &String| records::canonical(&call.ctx, name);
    let wanted = call.query.texts("identifiers");
    let wanted: Option<Vec<String>> = wanted.map(|all| all.iter().map(canonical).collect());
    let mut db = call.ctx.store.read().await?;
    let found = resource_servers::list(&mut db, wanted.as_deref(), part.rows()).await?;
    let total = part
        .total(resource_servers::count(&mut db, wanted.as_deref()))
        .await?;
    drop(db);
    let id = |stored: &StoredResourceServer| stored.resource_server.id.clone();
    let linked = records::linked(&call.ctx, &found).await?;
    let shown = |stored: &StoredResourceServer| {
        let mut view = view(stored, &linked);
        fields.cut(&mut view);
        Value::Object(view)
    };
    Ok(Reply::ok(part.answer(
        "resource_servers",
        found,
        total,
        (id, shown),
    )))
}

/// GET /resource-servers/{identifier}
async fn get(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let found = records::get(&call.ctx, &call.id).await?;
    let linked = records::linked(&call.ctx, std::slice::from_ref(&found)).await?;
    let mut view = view(&found, &linked);
    fields.cut(&mut view);
    Ok(Reply::ok(view))
}

/// POST /resource-servers
async fn create(call: &Call) -> Outcome {
    let made = records::create(&call.ctx, call.body.clone()).await?;
    Ok(Reply::created(made.view(call).await?))
}

/// DELETE /resource-servers/{identifier}
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// The document, which holds nothing that must not be seen, and the client that is linked to the API.
fn view(stored: &StoredResourceServer, linked: &HashMap<String, String>) -> Map<String, Value> {
    let mut view = stored.document.clone();
    if let Some(client_id) = linked.get(&stored.resource_server.identifier) {
        view.insert("client_id".into(), client_id.as_str().into());
    }
    view
}
