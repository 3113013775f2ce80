//! `/api/v2/client-grants`: which clients get which scopes of an API.

pub mod document;
pub mod tenant_file;

use serde_json::{Map, Value, json};

use crate::domain::client_grant::{ClientGrant, SubjectType};
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::{Invalid, Mode};
use crate::domain::scope::Scope;
use crate::flows::Ctx;
use crate::ids;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, read, update};
use crate::resources::clients::records as clients;
use crate::resources::resource_servers::records::{self as resource_servers, canonical};
use crate::store::client_grants::{self as store, ClientGrantFilters};
use crate::store::engine::Tx;
use crate::store::erase;

const MISSING: Missing = Missing::coded("The grant does not exist.", "inexistent_client_grant");

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/client-grants", &["read:client_grants"], |call| {
        Box::pin(list(call))
    })
    .query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FROM,
        TAKE,
        Parameter::text("audience"),
        Parameter::text("client_id"),
        Parameter::text("subject_type"),
        Parameter::text("default_for"),
        Parameter::flag("allow_any_organization"),
    ]),
    Route::post(
        "/client-grants",
        &["create:client_grants"],
        "Create a client grant",
        |call| Box::pin(create(call)),
    ),
    Route::get(
        "/client-grants/{id}",
        &["read:client_grants"],
        read::<ClientGrant>,
    ),
    Route::patch(
        "/client-grants/{id}",
        &["update:client_grants"],
        "Update a client grant",
        update::<ClientGrant>,
    ),
    Route::delete(
        "/client-grants/{id}",
        &["delete:client_grants"],
        "Delete a client grant",
        |call| Box::pin(delete(call)),
    ),
];

/// The client grant with that id.
pub async fn get(ctx: &Ctx, id: &str) -> Result<ClientGrant, ApiError> {
    let found = store::by_id(&mut ctx.store.read().await?, id).await?;
    found.ok_or_else(|| MISSING.error())
}

impl Resource for ClientGrant {
    const IS_COPIED: bool = true;

    async fn find(call: &Call) -> Result<Self, ApiError> {
        get(&call.ctx, &call.id).await
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(view(self).into())
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        document::validate(&call.body, Mode::Update)?;
        Ok(document::check(&call.body)?)
    }

    /// Its client and its API are what they are.
    async fn merge(&mut self, ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        self.apply(patch);
        if patch.contains_key("scope") {
            check_scope(ctx, self).await?;
        }
        Ok(())
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        Ok(store::replace(tx, before, self).await?)
    }
}

/// GET /client-grants
async fn list(call: &Call) -> Outcome {
    let part = Part::of(&call.query)?;
    // No grant is for a group of clients.
    if call.query.text("default_for").is_some() {
        return Ok(Reply::ok(part.nothing("client_grants")));
    }
    let audience = call.query.text("audience");
    let audience = audience.map(|name| resource_servers::canonical(&call.ctx, name));
    let filters = ClientGrantFilters {
        client_id: call.query.text("client_id"),
        audience: audience.as_deref(),
        subject_type: call.query.text("subject_type"),
        any_organization: call.query.flag("allow_any_organization"),
    };
    let mut db = call.ctx.store.read().await?;
    let found = store::list(&mut db, filters, part.rows()).await?;
    let total = part.total(store::count(&mut db, filters)).await?;
    let id = |grant: &ClientGrant| grant.id.clone();
    let shown = |grant: &ClientGrant| Value::Object(view(grant));
    Ok(Reply::ok(part.answer(
        "client_grants",
        found,
        total,
        (id, shown),
    )))
}

/// POST /client-grants
async fn create(call: &Call) -> Outcome {
    let (ctx, body) = (&call.ctx, &call.body);
    document::validate(body, Mode::Create)?;
    document::check(body)?;
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    let Some(client_id) = text("client_id") else {
        let sentence = "Missing required property: client_id";
        return Err(Invalid::Schema(Mismatch::at("", sentence, None)).into());
    };
    let client = clients::get(ctx, client_id).await?.client;
    if client.global {
        return Err(ApiError::not_enabled());
    }
    let mut made = ClientGrant {
        id: ids::prefixed(&ctx.entropy, "cgr_"),
        client_id: client.client_id,
        audience: canonical(ctx, text("audience").unwrap_or_default()),
        subject_type: SubjectType::parse(text("subject_type")),
        scope: Scope::default(),
        settings: Map::new(),
    };
    made.apply(body);
    check_scope(ctx, &made).await?;
    let mut db = ctx.store.write().await?;
    if !store::insert(&mut db, &made, ctx.now).await? {
        return Err(ApiError::exists(
            "A client grant for that client and that audience already exists.",
        ));
    }
    drop(db);
    ctx.store.forget_copies();
    Ok(Reply::created(view(&made)))
}

/// DELETE /client-grants/{id}: 204 too if there is no such grant.
async fn delete(call: &Call) -> Outcome {
    let ctx = &call.ctx;
    let mut tx = ctx.store.begin().await?;
    erase::client_grant(&mut tx, &call.id).await?;
    tx.commit().await?;
    ctx.store.forget_copies();
    Ok(Reply::no_content())
}
async fn check_scope(ctx: &Ctx, grant: &ClientGrant) -> Result<(), ApiError> {
    let api = resource_servers::get(ctx, &grant.audience).await?;
    if api.resource_server.identifier != grant.audience {
        // An API's id is no audience.
        return Err(resource_servers::MISSING.error());
    }
    if grant.scope.is_subset(&api.resource_server.scope()) {
        Ok(())
    } else {
        Err(document::not_of_the_api().into())
    }
}

/// As Auth0 shows it: one for all scopes names none.
pub fn view(grant: &ClientGrant) -> Map<String, Value> {
    let mut view = Map::new();
    view.insert("id".into(), grant.id.as_str().into());
    view.insert("client_id".into(), grant.client_id.as_str().into());
    view.insert("audience".into(), grant.audience.as_str().into());
    if !grant.allows_all_scopes() {
        let words: Vec<&str> = grant.scope.iter().collect();
        view.insert("scope".into(), json!(words));
    }
    view.insert("subject_type".into(), grant.subject_type.name().into());
    view.extend(grant.settings.clone());
    view
}
