//! `/api/v2/roles`

pub mod document;
pub mod of_users;
pub mod records;
pub mod tenant_file;

use serde_json::{Map, Value, json};

use crate::domain::request_body::Mode;
use crate::domain::role::Role;
use crate::domain::user::User;
use crate::flows::Ctx;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::resources::api::resource::{Resource, read, update};
use crate::store::engine::Tx;
use crate::store::{permissions, role_members, roles};
use records::DescribedPermission;

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/roles", &["read:roles"], |call| Box::pin(list(call))).query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        Parameter::text("name_filter"),
        Parameter::text("type"),
    ]),
    Route::post("/roles", &["create:roles"], "Create a role", |call| {
        Box::pin(create(call))
    }),
    Route::get("/roles/{id}", &["read:roles"], read::<Role>),
    Route::patch(
        "/roles/{id}",
        &["update:roles"],
        "Update a role",
        update::<Role>,
    ),
    Route::delete("/roles/{id}", &["delete:roles"], "Delete a role", |call| {
        Box::pin(delete(call))
    }),
    Route::get("/roles/{id}/permissions", &["read:roles"], |call| {
        Box::pin(permissions(call))
    })
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS]),
    Route::post(
        "/roles/{id}/permissions",
        &["update:roles"],
        "Associate permissions with a role",
        |call| Box::pin(grant(call)),
    ),
    Route::delete(
        "/roles/{id}/permissions",
        &["update:roles"],
        "Remove permissions from a role",
        |call| Box::pin(revoke(call)),
    )
    .takes(Takes::Object),
    Route::get(
        "/roles/{id}/users",
        &["read:users", "read:roles", "read:role_members"],
        |call| Box::pin(users(call)),
    )
    .query(&[PAGE, PER_PAGE, INCLUDE_TOTALS, FROM, TAKE]),
    Route::post(
        "/roles/{id}/users",
        &["update:roles", "create:role_members"],
        "Assign users to a role",
        |call| Box::pin(assign(call)),
    ),
];

impl Resource for Role {
    async fn find(call: &Call) -> Result<Self, ApiError> {
        records::get(&call.ctx, &call.id).await
    }

    async fn view(&self, _call: &Call) -> Result<Value, ApiError> {
        Ok(view(self))
    }

    fn validate(call: &Call) -> Result<(), ApiError> {
        Ok(document::validate(&call.body, Mode::Update)?)
    }

    async fn merge(&mut self, _ctx: &Ctx, patch: &Map<String, Value>) -> Result<(), ApiError> {
        self.apply(patch);
        Ok(())
    }

    /// Unless another has its name.
    async fn replace(&self, tx: &mut Tx, _before: &Self) -> Result<bool, ApiError> {
        if roles::replace(tx, self).await? {
            Ok(true)
        } else {
            Err(ApiError::exists(records::EXISTS))
        }
    }
}

/// GET /roles
async fn list(call: &Call) -> Outcome {
    let part = Part::of(&call.query)?;
    // Every role is the tenant's; an organization's own are a feature that this server has not.
    if call.query.text("type").is_some_and(|of| of != "tenant") {
        return Ok(Reply::ok(part.nothing("roles")));
    }
    let name = call.query.text("name_filter");
    let mut db = call.ctx.store.read().await?;
    let found = roles::list(&mut db, name, part.rows()).await?;
    let total = part.total(roles::count(&mut db, name)).await?;
    let id = |role: &Role| role.id.clone();
    Ok(Reply::ok(part.answer("roles", found, total, (id, view))))
}

/// POST /roles
async fn create(call: &Call) -> Outcome {
    let made = records::create(&call.ctx, &call.body).await?;
    Ok(Reply::ok(view(&made)))
}

/// DELETE /roles/{id}: an empty object, not nothing.
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
    Ok(Reply::ok(json!({})))
}

/// GET /roles/{id}/permissions
async fn permissions(call: &Call) -> Outcome {
    let part = Part::of(&call.query)?;
    let found = records::permissions_of(&call.ctx, &call.id, part.rows()).await?;
    let total = part
        .total(async {
            permissions::count_of_role(&mut call.ctx.store.read().await?, &call.id).await
        })
        .await?;
    let shown = |d: &DescribedPermission| Value::Object(permission(d));
    Ok(Reply::ok(part.answer(
        "permissions",
        found,
        total,
        (key, shown),
    )))
}

/// POST /roles/{id}/permissions
async fn grant(call: &Call) -> Outcome {
    records::grant(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::created(json!({})))
}

/// DELETE /roles/{id}/permissions: 204, though Auth0's OpenAPI document says 200.
async fn revoke(call: &Call) -> Outcome {
    records::revoke(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::no_content())
}

/// GET /roles/{id}/users
async fn users(call: &Call) -> Outcome {
    records::get(&call.ctx, &call.id).await?;
    let part = Part::bounded(&call.query)?;
    let mut db = call.ctx.store.read().await?;
    let found = role_members::users(&mut db, &call.id, part.rows()).await?;
    let total = part.total(role_members::count(&mut db, &call.id)).await?;
    let id = |found: &User| found.user_id.clone();
    let shown = |found: &User| Value::Object(user(found));
    Ok(Reply::ok(part.answer("users", found, total, (id, shown))))
}

/// POST /roles/{id}/users
async fn assign(call: &Call) -> Outcome {
    records::assign_users(&call.ctx, &call.id, &call.body).await?;
    Ok(Reply::ok(json!({})))
}

/// As Auth0 shows a role.
pub fn view(role: &Role) -> Value {
    json!({ "id": role.id, "name": role.name, "description": role.description })
}

/// As Auth0 shows a permission of a role.
pub fn permission(described: &DescribedPermission) -> Map<String, Value> {
    let mut view = Map::new();
    view.insert(
        "permission_name".into(),
        described.permission.name.as_str().into(),
    );
    let mut show = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            view.insert(name.into(), text.into());
        }
    };
    show("description", described.description.as_deref());
    show("resource_server_name", described.api_name.as_deref());
    show(
        "resource_server_identifier",
        Some(&described.permission.audience),
    );
    view
}

/// What permissions are paged by.
pub fn key(described: &DescribedPermission) -> String {
    let permission = &described.permission;
    format!("{}\n{}", permission.audience, permission.name)
}

/// As Auth0 shows a user beside what they belong to.
pub fn user(user: &User) -> Map<String, Value> {
    let mut view = Map::new();
    view.insert("user_id".into(), user.user_id.as_str().into());
    if let Some(email) = &user.email {
        view.insert("email".into(), email.as_str().into());
    }
    if let Some(picture) = user.profile.get("picture") {
        view.insert("picture".into(), picture.clone());
    }
    view.insert("name".into(), user.display_name().into());
    view
}
