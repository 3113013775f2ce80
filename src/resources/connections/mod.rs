//! `/api/v2/connections`. And `/api/v2/clients/{id}/connections`: those that a client may use.

pub mod document;
mod passwordless;
pub mod records;
pub mod tenant_file;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::Mode;
use crate::flows::Ctx;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, update};
use crate::resources::clients::records as clients;
use crate::store::connections::{self, ConnectionFilters, StoredConnection};
use crate::store::engine::Tx;

/// Every property that an answer may show: what `fields` may name.
const PROPERTIES: &[&str] = &[
    "id",
    "name",
    "display_name",
    "options",
    "strategy",
    "realms",
    "enabled_clients",
    "is_domain_connection",
    "show_as_button",
    "metadata",
    "authentication",
    "connected_accounts",
    "cross_app_access_requesting_app",
];
/// What Auth0 shows also where `fields` does not name it.
const ALWAYS: &[&str] = &[
    "id",
    "is_domain_connection",
    "authentication",
    "connected_accounts",
];
/// How many clients one PATCH may name.
const MAX_CHANGES: usize = 50;
const READ: &[&str] = &["read:connections"];
const UPDATE: &[&str] = &["update:connections"];
/// Beside [`READ`], for the connections of a client.
const READ_CLIENT: &[&str] = &["read:clients", "read:client_summary"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/connections", READ, |call| Box::pin(list(call))).query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FROM,
        TAKE,
        Parameter::texts("strategy"),
        Parameter::text("name"),
        FIELDS,
        INCLUDE_FIELDS,
    ]),
    Route::post(
        "/connections",
        &["create:connections"],
        "Create a connection",
        |call| Box::pin(create(call)),
    ),
    Route::get("/connections/{id}", READ, |call| Box::pin(get(call)))
        .query(&[FIELDS, INCLUDE_FIELDS]),
    Route::patch(
        "/connections/{id}",
        UPDATE,
        "Update a connection",
        update::<StoredConnection>,
    ),
    Route::delete(
        "/connections/{id}",
        &["delete:connections"],
        "Delete a connection",
        |call| Box::pin(delete(call)),
    ),
    Route::get("/connections/{id}/clients", READ, |call| {
        Box::pin(enabled_clients(call))
    })
    .query(&[FROM, Parameter::integer("take", 1, 1_000)]),
    Route::patch(
        "/connections/{id}/clients",
        UPDATE,
        "Update enabled clients for a connection",
        |call| Box::pin(set_clients(call)),
    )
    .takes(Takes::List),
    Route::get("/clients/{id}/connections", READ, |call| {
        Box::pin(of_client(call))
    })
    .query(&[
        Parameter::texts("strategy"),
        FROM,
        TAKE,
        FIELDS,
        INCLUDE_FIELDS,
    ]),
];

impl Resource for StoredConnection {
    const IS_COPIED: bool = true;

    async fn find(call: &Call) -> Result<Self, ApiError> {
        records::get(&call.ctx, &call.id).await
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(self.document.clone().into())
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        Ok(document::validate(&call.body, Mode::Update)?)
    }

    async fn merge(&mut self, _ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        let before = self.document.clone();
        document::merge(&mut self.document, patch.clone());
        self.connection = records::check(Some(&before), &self.document)?;
        Ok(())
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        Ok(connections::replace(tx, &self.document, before.version).await?)
    }
}

/// GET /connections
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?.always(ALWAYS);
    let part = Part::bounded(&call.query)?;
    let filters = ConnectionFilters {
        strategies: call.query.texts("strategy"),
        name: call.query.text("name"),
    };
    let mut db = call.ctx.store.read().await?;
    let found = connections::list(&mut db, filters, part.rows()).await?;
    let total = part.total(connections::count(&mut db, filters)).await?;
    let shown = |stored: &StoredConnection| {
        let mut view = stored.document.clone();
        fields.cut(&mut view);
        Value::Object(view)
    };
    Ok(Reply::ok(part.answer(
        "connections",
        found,
        total,
        (id, shown),
    )))
}

/// GET /connections/{id}
async fn get(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?.always(ALWAYS);
    let mut view = records::get(&call.ctx, &call.id).await?.document;
    fields.cut(&mut view);
    Ok(Reply::ok(view))
}

/// POST /connections
async fn create(call: &Call) -> Outcome {
    let made = records::create(&call.ctx, call.body.clone()).await?;
    Ok(Reply::created(made.document))
}

/// DELETE /connections/{id}
async fn delete(call: &Call) -> Outcome {
    if !records::delete(&call.ctx, &call.id).await? {
        return Ok(Reply::no_content());
    }
    let body = json!({ "deleted_at": call.ctx.now.to_string() });
    Ok(Reply::accepted(body))
}

fn id(stored: &StoredConnection) -> String {
    stored.connection.id.clone()
}

/// GET /connections/{id}/clients: always by checkpoint.
async fn enabled_clients(call: &Call) -> Outcome {
    records::get(&call.ctx, &call.id).await?;
    let part = Part::checkpoint(&call.query)?;
    let mut db = call.ctx.store.read().await?;
    let ids = connections::clients(&mut db, &call.id, part.rows()).await?;
    let shown = |id: &String| json!({ "client_id": id });
    let body = part.answer("clients", ids, 0, (String::clone, shown));
    Ok(Reply::ok(body))
}

/// GET /clients/{id}/connections: always by checkpoint, and without the other clients.
async fn of_client(call: &Call) -> Outcome {
    if !call.caller.has_any(READ_CLIENT) {
        return Err(ApiError::insufficient_scope(READ_CLIENT));
    }
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let client_id = clients::get(&call.ctx, &call.id).await?.client.client_id;
    let part = Part::checkpoint(&call.query)?;
    let whose = (client_id.as_str(), call.query.texts("strategy"));
    let mut db = call.ctx.store.read().await?;
    let found = connections::of_client(&mut db, whose, part.rows()).await?;
    let shown = |stored: &StoredConnection| {
        let mut view = stored.document.clone();
        view.shift_remove("enabled_clients");
        fields.cut(&mut view);
        Value::Object(view)
    };
    Ok(Reply::ok(part.answer("connections", found, 0, (id, shown))))
}

/// One element of the body of PATCH /connections/{id}/clients.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    client_id: String,
    status: bool,
}

/// PATCH /connections/{id}/clients
async fn set_clients(call: &Call) -> Outcome {
    let n = call.list.len();
    if n == 0 {
        return Err(bad("Array is too short (0), minimum 1"));
    }
    if n > MAX_CHANGES {
        return Err(bad(&format!(
            "Array is too long ({n}), maximum {MAX_CHANGES}"
        )));
    }
    let mut changes = Vec::with_capacity(n);
    for (index, item) in call.list.iter().enumerate() {
        changes.push(change(index, item)?);
    }
    records::set_clients(call, &changes).await?;
    Ok(Reply::no_content())
}

fn change(index: usize, item: &Value) -> Result<(String, bool), ApiError> {
    let empty = Map::new();
    let object = item.as_object().unwrap_or(&empty);
    for name in ["client_id", "status"] {
        if !object.contains_key(name) {
            let sentence = format!("Missing required property: {name}");
            let mismatch = Mismatch::at(&format!("[{index}]"), sentence, None);
            return Err(refused(&mismatch));
        }
    }
    let change = Change::deserialize(item).map_err(|e| {
        let sentence = format!("{e}");
        refused(&Mismatch::at(&format!("[{index}]"), sentence, None))
    })?;
    Ok((change.client_id, change.status))
}

fn bad(sentence: &str) -> ApiError {
    refused(&Mismatch::at("", sentence, None))
}

fn refused(mismatch: &Mismatch) -> ApiError {
    ApiError::bad_body(format!("Payload validation error: {mismatch}."))
}
