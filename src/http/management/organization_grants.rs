//! `/api/v2/organizations/{id}/client-grants`; and the invitations and discovery domains that no organization here has

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::client_grants::view;
use super::fields::{FIELDS, INCLUDE_FIELDS};
use super::paging::{self, FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, TAKE};
use super::query::Parameter;
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::client_grant::ClientGrant;
use crate::flows::admin::{AdminError, Missing, organizations, resource_servers};

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/organizations/{id}/client-grants",
        scopes: &["read:organization_client_grants"],
        query: &[
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            Parameter::text("audience"),
            Parameter::text("client_id"),
            Parameter::texts("grant_ids"),
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/organizations/{id}/client-grants",
        scopes: &["create:organization_client_grants"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Associate a client grant with an organization"),
        handler: |call| Box::pin(add(call)),
    },
    Route {
        method: "DELETE",
        path: "/organizations/{id}/client-grants/{grant_id}",
        scopes: &["delete:organization_client_grants"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Remove a client grant from an organization"),
        handler: |call| Box::pin(remove(call)),
    },
    Route {
        method: "GET",
        path: "/organizations/{id}/discovery-domains",
        scopes: &["read:organization_discovery_domains"],
        query: &[FROM, TAKE],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(domains(call)),
    },
    Route {
        method: "POST",
        path: "/organizations/{id}/discovery-domains",
        scopes: &["create:organization_discovery_domains"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create an organization discovery domain"),
        handler: |call| Box::pin(not_enabled(call)),
    },
    Route {
        method: "GET",
        path: "/organizations/{id}/discovery-domains/{domain_id}",
        scopes: &["read:organization_discovery_domains"],
        query: &[],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(domain(call)),
    },
    Route {
        method: "GET",
        path: "/organizations/{id}/invitations",
        scopes: &["read:organization_invitations"],
        query: &[
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            FIELDS,
            INCLUDE_FIELDS,
            Parameter::text("sort"),
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(invitations(call)),
    },
    Route {
        method: "POST",
        path: "/organizations/{id}/invitations",
        scopes: &["create:organization_invitations"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Create an organization invitation"),
        handler: |call| Box::pin(not_enabled(call)),
    },
    Route {
        method: "GET",
        path: "/organizations/{id}/invitations/{invitation_id}",
        scopes: &["read:organization_invitations"],
        query: &[FIELDS, INCLUDE_FIELDS],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(invitation(call)),
    },
    Route {
        method: "DELETE",
        path: "/organizations/{id}/invitations/{invitation_id}",
        scopes: &["delete:organization_invitations"],
        query: &[],
        takes: Takes::Nothing,
        writes: Some("Delete an organization invitation"),
        handler: |call| Box::pin(invitation(call)),
    },
];

/// GET /organizations/{id}/client-grants
async fn list(call: &Call) -> Outcome {
    let mut found = organizations::grants_of(&call.ctx, &call.id).await?;
    let audience = call.query.text("audience");
    let audience = audience.map(|name| resource_servers::canonical(&call.ctx, name));
    let client_id = call.query.text("client_id");
    let ids = call.query.texts("grant_ids");
    found.retain(|grant| {
        audience.as_ref().is_none_or(|a| grant.audience == *a)
            && client_id.is_none_or(|id| grant.client_id == id)
            && ids.is_none_or(|ids| ids.contains(&grant.id))
    });
    let id = |grant: &ClientGrant| grant.id.clone();
    let shown = |grant: &ClientGrant| Value::Object(view(grant));
    let body = paging::answer(&call.query, "client_grants", found, id, shown)?;
    Ok(Reply::ok(body))
}

/// POST /organizations/{id}/client-grants
async fn add(call: &Call) -> Outcome {
    let added = organizations::add_grant(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::new(StatusCode::CREATED, view(&added).into()))
}

/// DELETE /organizations/{id}/client-grants/{grant_id}
async fn remove(call: &Call) -> Outcome {
    let grant_id = call.further_ids.first().map_or("", String::as_str);
    organizations::remove_grant(&call.ctx, &call.id, grant_id).await?;
    Ok(Reply::no_content())
}

/// GET /organizations/{id}/discovery-domains
async fn domains(call: &Call) -> Outcome {
    organizations::get(&call.ctx, &call.id).await?;
    Ok(Reply::ok(json!({ "domains": [] })))
}

/// GET /organizations/{id}/discovery-domains/{domain_id}
async fn domain(call: &Call) -> Outcome {
    organizations::get(&call.ctx, &call.id).await?;
    Err(AdminError::Missing(Missing::DiscoveryDomain).into())
}

/// GET /organizations/{id}/invitations
async fn invitations(call: &Call) -> Outcome {
    organizations::get(&call.ctx, &call.id).await?;
    let nothing = |_: &()| String::new();
    let body = paging::answer(&call.query, "invitations", vec![], nothing, |()| {
        Value::Null
    })?;
    Ok(Reply::ok(body))
}

/// GET and DELETE /organizations/{id}/invitations/{invitation_id}
async fn invitation(call: &Call) -> Outcome {
    organizations::get(&call.ctx, &call.id).await?;
    Err(AdminError::Missing(Missing::Invitation).into())
}

/// What an organization of this tenant does not have.
async fn not_enabled(call: &Call) -> Outcome {
    organizations::get(&call.ctx, &call.id).await?;
    Err(AdminError::NotEnabled.into())
}
