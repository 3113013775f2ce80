//! `/api/v2/custom-domains`

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use super::paging::{self, FROM, TAKE};
use super::query::Parameter;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::custom_domain::{Certificates, CustomDomain};
use crate::domain::json_schema::Mismatch;
use crate::flows::admin::custom_domains;
use crate::http::faces::management::ApiError;

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
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/custom-domains",
        scopes: READ,
        query: &[FROM, TAKE, FIELDS, INCLUDE_FIELDS, Parameter::text("sort")],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/custom-domains",
        scopes: CREATE,
        query: &[],
        takes: Takes::Object,
        writes: Some("Create a custom domain"),
        handler: |call| Box::pin(create(call)),
    },
    Route {
        method: "GET",
        path: "/custom-domains/default",
        scopes: READ,
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(default(call)),
    },
    Route {
        method: "PATCH",
        path: "/custom-domains/default",
        scopes: UPDATE,
        query: &[],
        takes: Takes::Object,
        writes: Some("Update the default custom domain for the tenant"),
        handler: |call| Box::pin(set_default(call)),
    },
    Route {
        method: "GET",
        path: "/custom-domains/{id}",
        scopes: READ,
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(get(call)),
    },
    Route {
        method: "PATCH",
        path: "/custom-domains/{id}",
        scopes: UPDATE,
        query: &[],
        takes: Takes::Object,
        writes: Some("Update custom domain configuration"),
        handler: |call| Box::pin(update(call)),
    },
    Route {
        method: "DELETE",
        path: "/custom-domains/{id}",
        scopes: &["delete:custom_domains"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete a custom domain"),
        handler: |call| Box::pin(delete(call)),
    },
    Route {
        method: "POST",
        path: "/custom-domains/{id}/verify",
        scopes: CREATE,
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Verify a custom domain"),
        handler: |call| Box::pin(verify(call)),
    },
    Route {
        method: "POST",
        path: "/custom-domains/{id}/test",
        scopes: READ,
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(test(call)),
    },
];

/// GET /custom-domains: the bare array of all, or a part of them by checkpoint.
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let mut found = custom_domains::all(&call.ctx).await?;
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
    if paging::is_checkpoint(&call.query) {
        let id = |domain: &CustomDomain| domain.id.clone();
        let body = paging::answer(&call.query, "custom_domains", found, id, shown)?;
        return Ok(Reply::ok(body));
    }
    Ok(Reply::ok(found.iter().map(shown).collect::<Vec<_>>()))
}

/// GET /custom-domains/{id}
async fn get(call: &Call) -> Outcome {
    let found = custom_domains::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(shown(call, &found).await?))
}

/// POST /custom-domains
async fn create(call: &Call) -> Outcome {
    let made = custom_domains::create(&call.ctx, &call.body).await?;
    let view = shown(call, &made).await?;
    Ok(Reply::new(StatusCode::CREATED, view.into()))
}

/// PATCH /custom-domains/{id}
async fn update(call: &Call) -> Outcome {
    let changed = custom_domains::update(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(shown(call, &changed).await?))
}

/// DELETE /custom-domains/{id}
async fn delete(call: &Call) -> Outcome {
    custom_domains::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// POST /custom-domains/{id}/verify
async fn verify(call: &Call) -> Outcome {
    let verified = custom_domains::verify(&call.ctx, &call.id).await?;
    let view = shown(call, &verified).await?;
    Ok(Reply::new(StatusCode::CREATED, view.into()))
}

/// POST /custom-domains/{id}/test: whether requests to it are answered.
async fn test(call: &Call) -> Outcome {
    let found = custom_domains::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(json!({ "success": found.is_ready() })))
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
    custom_domains::set_default(&call.ctx, domain).await?;
    default(call).await
}

async fn shown(call: &Call, domain: &CustomDomain) -> Result<Map<String, Value>, ApiError> {
    let all = custom_domains::all(&call.ctx).await?;
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
        Certificates::SelfManagedCerts => {
            put(
                "custom_client_ip_header",
                settings.custom_client_ip_header.clone().into(),
            );
        }
        Certificates::Auth0ManagedCerts => {
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
    put("created_at", domain.created_at.to_string().into());
    view
}
