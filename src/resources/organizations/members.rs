//! `/api/v2/organizations/{id}/members`

use serde_json::{Value, json};

use super::{member_records, records};
use crate::domain::role::Role;
use crate::domain::user::User;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE};
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::roles::{user, view};
use crate::store::organization_members as store;
use crate::store::role_members;

/// What `fields` may name.
const PROPERTIES: &[&str] = &["user_id", "email", "picture", "name", "roles"];
const READ_ROLES: &[&str] = &["read:organization_member_roles"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(
        "/organizations/{id}/members",
        &["read:organization_members"],
        |call| Box::pin(list(call)),
    )
    .query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FROM,
        TAKE,
        FIELDS,
        INCLUDE_FIELDS,
    ]),
    Route::post(
        "/organizations/{id}/members",
        &["create:organization_members"],
        "Add members to an organization",
        |call| Box::pin(add(call)),
    ),
    Route::delete(
        "/organizations/{id}/members",
        &["delete:organization_members"],
        "Delete members from an organization",
        |call| Box::pin(remove(call)),
    )
    .takes(Takes::Object),
    Route::get(
        "/organizations/{id}/members/{user_id}/roles",
        READ_ROLES,
        |call| Box::pin(roles(call)),
    )
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS]),
    Route::post(
        "/organizations/{id}/members/{user_id}/roles",
        &["create:organization_member_roles"],
        "Assign roles to a member of an organization",
        |call| Box::pin(assign(call)),
    ),
    Route::delete(
        "/organizations/{id}/members/{user_id}/roles",
        &["delete:organization_member_roles"],
        "Delete roles from a member of an organization",
        |call| Box::pin(unassign(call)),
    )
    .takes(Takes::Object),
];

/// GET /organizations/{id}/members: their roles there only by name, and for those who may read them.
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let with_roles = fields.asks_for("roles");
    if with_roles && !call.caller.has_any(READ_ROLES) {
        return Err(ApiError::insufficient_scope(READ_ROLES));
    }
    records::get(&call.ctx, &call.id).await?;
    let part = Part::bounded(&call.query)?;
    let mut db = call.ctx.store.read().await?;
    let mut found = Vec::new();
    for member in store::users(&mut db, &call.id, part.rows()).await? {
        let roles = if with_roles {
            role_members::roles(&mut db, &member.user_id, &call.id).await?
        } else {
            vec![]
        };
        found.push((member, roles));
    }
    let total = if part.totals {
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
    Ok(Reply::ok(part.answer("members", found, total, (id, shown))))
}

/// POST /organizations/{id}/members
async fn add(call: &Call) -> Outcome {
    member_records::add(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// DELETE /organizations/{id}/members
async fn remove(call: &Call) -> Outcome {
    member_records::remove(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// GET /organizations/{id}/members/{user_id}/roles
async fn roles(call: &Call) -> Outcome {
    member_records::check(&call.ctx, &call.id, call.second_id()).await?;
    let part = Part::of(&call.query)?;
    let whose = (call.second_id(), call.id.as_str());
    let mut db = call.ctx.store.read().await?;
    let found = role_members::list_roles(&mut db, whose, part.rows()).await?;
    let total = part
        .total(role_members::count_roles(&mut db, whose))
        .await?;
    let id = |role: &Role| role.id.clone();
    Ok(Reply::ok(part.answer("roles", found, total, (id, view))))
}

/// POST /organizations/{id}/members/{user_id}/roles
async fn assign(call: &Call) -> Outcome {
    member_records::assign_roles(&call.ctx, &call.id, call.second_id(), &call.body).await?;
    Ok(Reply::no_content())
}

/// DELETE /organizations/{id}/members/{user_id}/roles
async fn unassign(call: &Call) -> Outcome {
    member_records::remove_roles(&call.ctx, &call.id, call.second_id(), &call.body).await?;
    Ok(Reply::no_content())
}
