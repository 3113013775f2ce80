//! `/api/v2/organizations/{id}/members`

use serde_json::{Value, json};

use super::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use super::paging::{self, FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Rows, TAKE};
use super::roles::{user, view};
use super::{Call, Outcome, Reply, Route, Takes};
use crate::domain::role::Role;
use crate::domain::user::User;
use crate::flows::admin::{organization_members, organizations};
use crate::http::faces::management::ApiError;
use crate::store::role_members::Part;
use crate::store::{organization_members as store, role_members};

/// What `fields` may name.
const PROPERTIES: &[&str] = &["user_id", "email", "picture", "name", "roles"];
const READ_ROLES: &[&str] = &["read:organization_member_roles"];

/// The endpoints.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/organizations/{id}/members",
        scopes: &["read:organization_members"],
        query: &[
            PAGE,
            PER_PAGE,
            INCLUDE_TOTALS,
            FROM,
            TAKE,
            FIELDS,
            INCLUDE_FIELDS,
        ],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(list(call)),
    },
    Route {
        method: "POST",
        path: "/organizations/{id}/members",
        scopes: &["create:organization_members"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Add members to an organization"),
        handler: |call| Box::pin(add(call)),
    },
    Route {
        method: "DELETE",
        path: "/organizations/{id}/members",
        scopes: &["delete:organization_members"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Delete members from an organization"),
        handler: |call| Box::pin(remove(call)),
    },
    Route {
        method: "GET",
        path: "/organizations/{id}/members/{user_id}/roles",
        scopes: READ_ROLES,
        query: &[PAGE, PER_PAGE, INCLUDE_TOTALS],
        takes: Takes::Nothing,
        writes: None,
        handler: |call| Box::pin(roles(call)),
    },
    Route {
        method: "POST",
        path: "/organizations/{id}/members/{user_id}/roles",
        scopes: &["create:organization_member_roles"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Assign roles to a member of an organization"),
        handler: |call| Box::pin(assign(call)),
    },
    Route {
        method: "DELETE",
        path: "/organizations/{id}/members/{user_id}/roles",
        scopes: &["delete:organization_member_roles"],
        query: &[],
        takes: Takes::Object,
        writes: Some("Delete roles from a member of an organization"),
        handler: |call| Box::pin(unassign(call)),
    },
];

/// GET /organizations/{id}/members: their roles there only by name, and for those who may read them.
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let with_roles = fields.asks_for("roles");
    if with_roles && !call.caller.has_any(READ_ROLES) {
        return Err(ApiError::insufficient_scope(READ_ROLES));
    }
    organizations::get(&call.ctx, &call.id).await?;
    let rows = Rows::of(&call.query)?;
    let part = Part {
        after: &rows.after,
        offset: rows.offset.into(),
        limit: rows.limit.into(),
    };
    let mut db = call.ctx.store.read().await?;
    let mut found = Vec::new();
    for member in store::users(&mut db, &call.id, part).await? {
        let roles = if with_roles {
            role_members::roles(&mut db, &member.user_id, &call.id).await?
        } else {
            vec![]
        };
        found.push((member, roles));
    }
    let total = if rows.totals {
        store::count(&mut db, &call.id).await?
    } else {
        0
    };
    let id = |(member, _): &(User, Vec<Role>)| member.user_id.clone();
    let shown = |(member, roles): &(User, Vec<Role>)| {
        let mut view = user(member);
        if with_roles {
            let role = |role: &Role| json!({ "id": role.id, "name": role.name });
            let roles: Vec<Value> = roles.iter().map(role).collect();
            view.insert("roles".into(), roles.into());
        }
        fields.cut(&mut view);
        Value::Object(view)
    };
    Ok(Reply::ok(rows.answer("members", found, total, (id, shown))))
}

/// POST /organizations/{id}/members
async fn add(call: &Call) -> Outcome {
    organization_members::add(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// DELETE /organizations/{id}/members
async fn remove(call: &Call) -> Outcome {
    organization_members::remove(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// GET /organizations/{id}/members/{user_id}/roles
async fn roles(call: &Call) -> Outcome {
    let found = organization_members::roles(&call.ctx, &call.id, user_id(call)).await?;
    let id = |role: &Role| role.id.clone();
    let body = paging::answer(&call.query, "roles", found, id, view)?;
    Ok(Reply::ok(body))
}

/// POST /organizations/{id}/members/{user_id}/roles
async fn assign(call: &Call) -> Outcome {
    organization_members::assign_roles(&call.ctx, &call.id, user_id(call), &call.body).await?;
    Ok(Reply::no_content())
}

/// DELETE /organizations/{id}/members/{user_id}/roles
async fn unassign(call: &Call) -> Outcome {
    organization_members::remove_roles(&call.ctx, &call.id, user_id(call), &call.body).await?;
    Ok(Reply::no_content())
}

fn user_id(call: &Call) -> &str {
    call.further_ids.first().map_or("", String::as_str)
}
