//! `/api/v2/clients`

pub mod credential_document;
pub mod credentials;
pub mod document;
pub mod keys;
pub mod records;
pub mod tenant_file;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::domain::client::Client;
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::Mode;
use crate::domain::saml::HashAlgorithm;
use crate::flows::Ctx;
use crate::keys::pkcs7;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::caller::Caller;
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, update};
use crate::store::clients::{self as store, ClientFilters, StoredClient};
use crate::store::engine::Tx;
use document::PROPERTIES;

/// What these scopes show beyond the rest.
const SECRETS: [&str; 3] = [
    "client_secret",
    "encryption_key",
    "client_authentication_methods",
];
const READ_SECRETS: &[&str] = &["read:client_keys", "read:client_credentials"];
/// What `read:client_summary` alone shows.
const SUMMARY: [&str; 4] = ["client_id", "app_type", "name", "description"];
const READ_ALL: &[&str] = &["read:clients", "read:client_keys"];

const READ_CLIENTS: &[&str] = &[
    "read:clients",
    "read:client_keys",
    "read:client_credentials",
    "read:client_summary",
];
const UPDATE_CLIENTS: &[&str] = &[
    "update:clients",
    "update:client_keys",
    "update:client_credentials",
    "update:client_token_vault_privileged_access",
];
/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/clients", READ_CLIENTS, |call| Box::pin(list(call))).query(&[
        FIELDS,
        INCLUDE_FIELDS,
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FROM,
        TAKE,
        Parameter::flag("is_global"),
        Parameter::flag("is_first_party"),
        Parameter::text("app_type"),
        Parameter::text("external_client_id"),
    ]),
    Route::post("/clients", &["create:clients"], "Create a client", |call| {
        Box::pin(create(call))
    }),
    Route::get("/clients/{id}", READ_CLIENTS, |call| Box::pin(get(call)))
        .query(&[FIELDS, INCLUDE_FIELDS]),
    Route::patch(
        "/clients/{id}",
        UPDATE_CLIENTS,
        "Update a client",
        update::<StoredClient>,
    ),
    Route::delete(
        "/clients/{id}",
        &["delete:clients"],
        "Delete a client",
        |call| Box::pin(delete(call)),
    ),
    Route::post(
        "/clients/{id}/rotate-secret",
        &["update:client_keys"],
        "Rotate a client secret",
        |call| Box::pin(rotate_secret(call)),
    ),
];

impl Resource for StoredClient {
    const IS_COPIED: bool = true;

    async fn find(call: &Call) -> Result<Self, ApiError> {
        records::get(&call.ctx, &call.id).await
    }

    /// As the answer to a `PATCH` shows it: with secrets for a caller that may read or set them.
    async fn view(&self, call: &Call) -> Result<Value, ApiError> {
        let mut view = view(&call.ctx, self, &subject(&call.ctx));
        if !call.caller.has_any(&[
            "read:client_keys",
            "read:client_credentials",
            "update:client_keys",
        ]) {
            view.retain(|name, _| !SECRETS.contains(&name.as_str()));
        }
        Ok(view.into())
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        document::validate(&call.body, Mode::Update)?;
        records::check_scopes(&call.caller, &call.body)
    }

    async fn merge(&mut self, _ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        records::merge(self, patch.clone())
    }

    async fn replace(&self, tx: &mut Tx, before: &Self) -> Result<bool, ApiError> {
        records::replace(tx, self, before).await
    }
}

/// GET /clients
pub async fn list(call: &Call) -> Outcome {
    let fields = readable_fields(call)?;
    let shown = |stored: &StoredClient| {
        let mut view = view(&call.ctx, stored, "deprecated");
        hide(&call.caller, &mut view);
        fields.cut(&mut view);
        Value::Object(view)
    };
    let part = Part::of(&call.query)?;
    let app_types = call.query.text("app_type");
    let app_types: Option<Vec<String>> =
        app_types.map(|list| list.split(',').map(|one| one.trim().to_owned()).collect());
    let filters = ClientFilters {
        is_global: call.query.flag("is_global"),
        is_first_party: call.query.flag("is_first_party"),
        external_client_id: call.query.text("external_client_id"),
        app_types: app_types.as_deref(),
    };
    let mut db = call.ctx.store.read().await?;
    let found = store::list(&mut db, filters, part.rows()).await?;
    let total = part.total(store::count_listed(&mut db, filters)).await?;
    let id = |stored: &StoredClient| stored.client.client_id.clone();
    Ok(Reply::ok(part.answer("clients", found, total, (id, shown))))
}

/// GET /clients/{id}
pub async fn get(call: &Call) -> Outcome {
    let fields = readable_fields(call)?;
    let stored = records::get(&call.ctx, &call.id).await?;
    let mut view = view(&call.ctx, &stored, &subject(&call.ctx));
    hide(&call.caller, &mut view);
    fields.cut(&mut view);
    Ok(Reply::ok(view))
}

/// POST /clients: who makes a client sees its secret.
pub async fn create(call: &Call) -> Outcome {
    let (stored, credentials) = records::create(&call.ctx, call.body.clone()).await?;
    let mut view = view(&call.ctx, &stored, &subject(&call.ctx));
    if !credentials.is_empty() {
        let shown: Vec<_> = credentials.iter().map(credentials::view).collect();
        let methods = json!({ "private_key_jwt": { "credentials": shown } });
        view.insert("client_authentication_methods".into(), methods);
    }
    view.insert("encrypted".into(), true.into());
    Ok(Reply::created(view))
}

/// DELETE /clients/{id}
pub async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// POST /clients/{id}/rotate-secret
pub async fn rotate_secret(call: &Call) -> Outcome {
    if let Some(name) = call.body.keys().next() {
        let sentence = format!("Additional properties not allowed: {name}");
        let mismatch = Mismatch::at("", sentence, None);
        return Err(ApiError::bad_body(format!(
            "Payload validation error: {mismatch}."
        )));
    }
    let stored = records::rotate_secret(call).await?;
    Ok(Reply::ok(view(&call.ctx, &stored, &subject(&call.ctx))))
}

/// The properties that were asked for; asking by name for what the scopes do not show is refused.
fn readable_fields(call: &Call) -> Result<Fields, ApiError> {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let asks_for = |names: &[&str]| names.iter().any(|name| fields.asks_for(name));
    if !call.caller.has_any(READ_SECRETS) && asks_for(&SECRETS) {
        return Err(ApiError::insufficient_scope(READ_SECRETS));
    }
    let beyond_summary = |name: &&&str| !SUMMARY.contains(name) && !SECRETS.contains(name);
    let detailed: Vec<&str> = PROPERTIES.iter().filter(beyond_summary).copied().collect();
    if !call.caller.has_any(READ_ALL) && asks_for(&detailed) {
        return Err(ApiError::insufficient_scope(READ_ALL));
    }
    Ok(fields)
}

/// Takes away what the token's scopes do not show.
fn hide(caller: &Caller, view: &mut Map<String, Value>) {
    let (all, secrets) = (caller.has_any(READ_ALL), caller.has_any(READ_SECRETS));
    view.retain(|name, _| {
        if SECRETS.contains(&name.as_str()) {
            secrets
        } else {
            all || SUMMARY.contains(&name.as_str())
        }
    });
}

/// The whole client as Auth0 shows it: the document, and what belongs to the tenant.
fn view(ctx: &Ctx, stored: &StoredClient, subject: &str) -> Map<String, Value> {
    let mut view = Map::new();
    view.insert("tenant".into(), tenant(ctx).into());
    view.insert("global".into(), stored.client.global.into());
    view.extend(stored.document.clone());
    view.insert(
        "signing_keys".into(),
        signing_keys(ctx, &stored.client, subject),
    );
    // The global client has no more.
    if stored.client.global {
        return view;
    }
    view.insert("callback_url_template".into(), false.into());
    let cross_origin = view.get("cross_origin_authentication").cloned();
    view.insert(
        "cross_origin_auth".into(),
        cross_origin.unwrap_or(Value::Bool(false)),
    );
    if let Some(logout) = view.get("oidc_logout").cloned() {
        view.insert("oidc_backchannel_logout".into(), logout);
    }
    if let Some(secret) = stored
        .secret
        .as_ref()
        .filter(|_| !stored.authenticates_by_key())
    {
        view.insert("client_secret".into(), secret.as_str().into());
    }
    view
}

/// The certificate of the key that signs for the client: its tokens or, where an add-on asks for SHA-1, its SAML messages. The
/// key itself is never shown.
fn signing_keys(ctx: &Ctx, client: &Client, subject: &str) -> Value {
    let ring = ctx.keys.ring();
    let mut add_ons = client.samlp().into_iter().chain(client.wsfed());
    let hash = match add_ons.any(|add_on| add_on.signature_hash() == HashAlgorithm::Sha1) {
        true => HashAlgorithm::Sha1,
        false => HashAlgorithm::Sha256,
    };
    let certificate = ring.certificates(hash).first().copied().unwrap_or_default();
    let der = STANDARD.decode(certificate).unwrap_or_default();
    let envelope = STANDARD.encode(pkcs7::envelope(&der));
    json!([{ "cert": pem("CERTIFICATE", certificate), "pkcs7": pem("PKCS7", &envelope), "subject": subject }])
}

pub fn pem(label: &str, base64: &str) -> String {
    let mut out = format!("-----BEGIN {label}-----\r\n");
    for line in base64.as_bytes().chunks(64) {
        out.extend(line.iter().map(|b| char::from(*b)));
        out.push_str("\r\n");
    }
    out + &format!("-----END {label}-----\r\n")
}

fn subject(ctx: &Ctx) -> String {
    format!("/CN={}", ctx.settings.issuer.host())
}

/// Auth0 names a tenant by the first label of its domain.
fn tenant(ctx: &Ctx) -> &str {
    let host = ctx.settings.issuer.host();
    match host.split_once('.') {
        Some((label, _)) if host.parse::<std::net::IpAddr>().is_err() => label,
        _ => host,
    }
}
