//! `/api/v2/custom-domains`

pub mod document;
pub mod records;

use serde_json::{Map, Value, json};

use crate::domain::custom_domain::{CertificateType, CustomDomain};
use crate::domain::json_schema::Mismatch;
use crate::domain::request_body::Mode;
use crate::flows::Ctx;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{FROM, Part, TAKE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, read, update};
use crate::store::custom_domains::{self as store, StoredDomain};
use crate::store::engine::Tx;

/// Every property that an answer may show: what `fields` may name.
const PROPERTIES: &[&str] = &[
    "custom_domain_id",
    "domain",
    "primary",
    "is_default",
    "status",
    "type",
    "verification",
    "origin_domain_name",
    "custom_client_ip_header",
    "tls_policy",
    "domain_metadata",
    "certificate",
    "relying_party_identifier",
    "created_at",
];
const READ: &[&str] = &["read:custom_domains"];
const CREATE: &[&str] = &["create:custom_domains"];
const UPDATE: &[&str] = &["update:custom_domains"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/custom-domains", READ, |call| Box::pin(list(call))).query(&[
        FROM,
        TAKE,
        FIELDS,
        INCLUDE_FIELDS,
        Parameter::text("sort"),
    ]),
    Route::post(
        "/custom-domains",
        CREATE,
        "Create a custom domain",
        |call| Box::pin(create(call)),
    ),
    Route::get("/custom-domains/default", READ, |call| {
        Box::pin(default(call))
    }),
    Route::patch(
        "/custom-domains/default",
        UPDATE,
        "Update the default custom domain for the tenant",
        |call| Box::pin(set_default(call)),
    ),
    Route::get("/custom-domains/{id}", READ, read::<StoredDomain>),
    Route::patch(
        "/custom-domains/{id}",
        UPDATE,
        "Update custom domain configuration",
        update::<StoredDomain>,
    ),
    Route::delete(
        "/custom-domains/{id}",
        &["delete:custom_domains"],
        "Delete a custom domain",
        |call| Box::pin(delete(call)),
    ),
    Route::post(
        "/custom-domains/{id}/verify",
        CREATE,
        "Verify a custom domain",
        |call| Box::pin(verify(call)),
    )
    .takes(Takes::Nothing),
    Route::new("POST", "/custom-domains/{id}/test", READ, |call| {
        Box::pin(test(call))
    }),
];

impl Resource for StoredDomain {
    async fn find(call: &Call) -> Result<Self, ApiError> {
        records::get(&call.ctx, &call.id).await
    }

    async fn view(&self, call: &Call) -> Result<Value, ApiError> {
        Ok(shown(call, &self.domain).await?.into())
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        Ok(document::validate(&call.body, Mode::Update)?)
    }

    /// Its name is what it is.
    async fn merge(&mut self, _ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        let CustomDomain {
            domain, settings, ..
        } = &mut self.domain;
        Ok(settings.apply(domain, patch)??)
    }

    async fn replace(&self, tx: &mut Tx, _before: &Self) -> Result<bool, ApiError> {
        Ok(store::replace(tx, self).await?)
    }
}

/// GET /custom-domains: the bare array of all, or a part of them by checkpoint.
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let mut found = records::all(&call.ctx).await?;
    let primary = primary(&found);
    match call.query.text("sort") {
        None => {}
        Some("domain:1") => found.sort_by(|a, b| a.domain.cmp(&b.domain)),
        Some(other) => {
            let sentence = format!("String does not match pattern ^domain:1$: {other}");
            return Err(ApiError::bad_query(&Mismatch::at("sort", sentence, None)));
        }
    }
    let shown = |domain: &CustomDomain| {
        let mut view = view(call, domain, primary.as_deref());
        fields.cut(&mut view);
        Value::Object(view)
    };
    let part = Part::of(&call.query)?;
    if part.is_checkpoint() {
        let id = |domain: &CustomDomain| domain.id.clone();
        let found = part.among(found, id);
        return Ok(Reply::ok(part.answer(
            "custom_domains",
            found,
            0,
            (id, shown),
        )));
    }
    Ok(Reply::ok(found.iter().map(shown).collect::<Vec<_>>()))
}

/// POST /custom-domains
async fn create(call: &Call) -> Outcome {
    let made = records::create(&call.ctx, &call.body).await?;
    let view = shown(call, &made).await?;
    Ok(Reply::created(view))
}

/// DELETE /custom-domains/{id}
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// POST /custom-domains/{id}/verify
async fn verify(call: &Call) -> Outcome {
    let verified = records::verify(&call.ctx, &call.id).await?;
    let mut view = shown(call, &verified.domain).await?;
    // Auth0 does not show it here.
    view.shift_remove("relying_party_identifier");
    Ok(Reply::created(view))
}

/// POST /custom-domains/{id}/test: whether requests to it are answered.
async fn test(call: &Call) -> Outcome {
    let found = records::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(json!({ "success": found.domain.is_ready() })))
}

/// GET /custom-domains/default: the issuer.
async fn default(call: &Call) -> Outcome {
    Ok(Reply::ok(
        json!({ "domain": call.ctx.settings.issuer.domain() }),
    ))
}

/// PATCH /custom-domains/default
async fn set_default(call: &Call) -> Outcome {
    let refused = |sentence: String| {
        let mismatch = Mismatch::at("", sentence, None);
        ApiError::bad_body(format!("Payload validation error: {mismatch}."))
    };
    if let Some(name) = call.body.keys().find(|name| *name != "domain") {
        return Err(refused(format!(
            "Additional properties not allowed: {name}"
        )));
    }
    let domain = call.body.get("domain").and_then(Value::as_str);
    let domain = domain.ok_or_else(|| refused("Missing required property: domain".into()))?;
    records::set_default(&call.ctx, domain).await?;
    default(call).await
}

async fn shown(call: &Call, domain: &CustomDomain) -> Result<Map<String, Value>, ApiError> {
    let all = records::all(&call.ctx).await?;
    Ok(view(call, domain, primary(&all).as_deref()))
}

/// Auth0 calls the first domain the primary one.
fn primary(all: &[CustomDomain]) -> Option<String> {
    all.first().map(|domain| domain.id.clone())
}

fn view(call: &Call, domain: &CustomDomain, primary: Option<&str>) -> Map<String, Value> {
    let here = call.ctx.settings.issuer.host();
    let settings = &domain.settings;
    let is_ready = domain.is_ready();
    let mut verification = json!({ "methods": [
        { "name": "CNAME", "record": here, "domain": domain.domain },
    ] });
    let mut view = Map::new();
    let mut put = |name: &str, value: Value| drop(view.insert(name.into(), value));
    put("custom_domain_id", domain.id.as_str().into());
    put("domain", domain.domain.as_str().into());
    put("primary", (primary == Some(&domain.id)).into());
    put("is_default", false.into());
    let status = if is_ready {
        "ready"
    } else {
        "pending_verification"
    };
    put("status", status.into());
    put("type", settings.certificates.as_str().into());
    if is_ready {
        put("origin_domain_name", here.into());
    }
    match settings.certificates {
        CertificateType::SelfManagedCerts => {
            put(
                "custom_client_ip_header",
                settings.custom_client_ip_header.clone().into(),
            );
        }
        CertificateType::Auth0ManagedCerts => {
            put("tls_policy", "recommended".into());
            if let Some(at) = domain.verified_at {
                verification["status"] = "verified".into();
                verification["last_verified_at"] = at.to_string().into();
            }
        }
    }
    put("verification", verification);
    if let Some(metadata) = &settings.domain_metadata {
        put("domain_metadata", metadata.clone().into());
    }
    if let Some(id) = &settings.relying_party_identifier {
        put("relying_party_identifier", id.as_str().into());
    }
    put("created_at", domain.created_at.to_string().into());
    view
}
