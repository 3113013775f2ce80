//! `/api/v2/organizations/{id}/client-grants`; and the discovery domains that no organization here has

use serde_json::{Value, json};

use super::records;
use crate::domain::client_grant::ClientGrant;
use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::{ApiError, Missing};
use crate::resources::api::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::client_grants::view;
use crate::resources::resource_servers::records as resource_servers;
use crate::store::organization_grants::{self as store, OrganizationGrantFilters};

/// Auth0's answer where there is none.
pub const NO_DOMAIN: Missing = Missing::new("No organization domain found by that id");

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(
        "/organizations/{id}/client-grants",
        &["read:organization_client_grants"],
        |call| Box::pin(list(call)),
    )
    .query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        Parameter::text("audience"),
        Parameter::text("client_id"),
        Parameter::texts("grant_ids"),
    ]),
    Route::post(
        "/organizations/{id}/client-grants",
        &["create:organization_client_grants"],
        "Associate a client grant with an organization",
        |call| Box::pin(add(call)),
    ),
    Route::delete(
        "/organizations/{id}/client-grants/{grant_id}",
        &["delete:organization_client_grants"],
        "Remove a client grant from an organization",
        |call| Box::pin(remove(call)),
    ),
    Route::get(
        "/organizations/{id}/discovery-domains",
        &["read:organization_discovery_domains"],
        |call| Box::pin(domains(call)),
    )
    .query(&[FROM, TAKE]),
    Route::post(
        "/organizations/{id}/discovery-domains",
        &["create:organization_discovery_domains"],
        "Create an organization discovery domain",
        |call| Box::pin(not_enabled(call)),
    ),
    Route::get(
        "/organizations/{id}/discovery-domains/{domain_id}",
        &["read:organization_discovery_domains"],
        |call| Box::pin(domain(call)),
    ),
];

/// GET /organizations/{id}/client-grants
async fn list(call: &Call) -> Outcome {
    records::get(&call.ctx, &call.id).await?;
    let part = Part::of(&call.query)?;
    let audience = call.query.text("audience");
    let audience = audience.map(|name| resource_servers::canonical(&call.ctx, name));
    let filters = OrganizationGrantFilters {
        organization: &call.id,
        client_id: call.query.text("client_id"),
        audience: audience.as_deref(),
        ids: call.query.texts("grant_ids"),
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

/// POST /organizations/{id}/client-grants
async fn add(call: &Call) -> Outcome {
    let added = records::add_grant(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::created(view(&added)))
}

/// DELETE /organizations/{id}/client-grants/{grant_id}
async fn remove(call: &Call) -> Outcome {
    records::remove_grant(&call.ctx, &call.id, call.second_id()).await?;
    Ok(Reply::no_content())
}

/// GET /organizations/{id}/discovery-domains
async fn domains(call: &Call) -> Outcome {
    records::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(json!({ "domains": [] })))
}

/// GET /organizations/{id}/discovery-domains/{domain_id}
async fn domain(call: &Call) -> Outcome {
    records::get(&call.ctx, &call.id).await?;
    Err(NO_DOMAIN.error())
}

/// What an organization of this tenant does not have.
async fn not_enabled(call: &Call) -> Outcome {
    records::get(&call.ctx, &call.id).await?;
    Err(ApiError::not_enabled())
}
