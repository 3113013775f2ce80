//! `/api/v2/users` and `/api/v2/users-by-email`. A user is no `Resource`: a change hashes a password before its transaction,
//! and ends sessions and runs Actions after it.

pub mod identities;
pub mod identity_link;
pub mod identity_records;
pub mod records;
pub mod tenant_file;

use serde_json::{Map, Value};

use crate::domain::identifier::Typed;
use crate::domain::json_schema::Mismatch;
use crate::domain::search::{Condition as Any, Pattern};
use crate::domain::user_query::{self, UserCondition, UserField, UserSort};
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{INCLUDE_TOTALS, PAGE, PER_PAGE, Part};
use crate::resources::api::query::Parameter;
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::user_search::{self, FoundUser, UserSelection};

/// What `fields` may name.
const PROPERTIES: &[&str] = &[
    "user_id",
    "email",
    "email_verified",
    "username",
    "phone_number",
    "phone_verified",
    "created_at",
    "updated_at",
    "identities",
    "app_metadata",
    "user_metadata",
    "picture",
    "name",
    "nickname",
    "multifactor",
    "last_ip",
    "last_login",
    "last_password_reset",
    "logins_count",
    "blocked",
    "given_name",
    "family_name",
];
/// A search ends here.
const MAX_RECORDS: u32 = 1_000;
/// The last of each row is for a user's own token.
const READ: &[&str] = &["read:users", "read:user_idp_tokens"];
const READ_ONE: &[&str] = &["read:users", "read:user_idp_tokens", "read:current_user"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get("/users", READ, |call| Box::pin(list(call))).query(&[
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FIELDS,
        INCLUDE_FIELDS,
        Parameter::text("sort"),
        Parameter::text("connection"),
        Parameter::text("q"),
        Parameter::text("search_engine"),
        Parameter::flag("primary_order"),
    ]),
    Route::post("/users", &["create:users"], "Create a User", |call| {
        Box::pin(create(call))
    }),
    Route::get("/users/{id}", READ_ONE, |call| Box::pin(get(call)))
        .query(&[FIELDS, INCLUDE_FIELDS]),
    Route::patch(
        "/users/{id}",
        &[
            "update:users",
            "update:users_app_metadata",
            "update:current_user_metadata",
        ],
        "Update a User",
        |call| Box::pin(update(call)),
    )
    .takes(Takes::ObjectByScope(&[
        ("update:users_app_metadata", &["app_metadata"]),
        ("update:current_user_metadata", &["user_metadata"]),
    ])),
    Route::delete("/users/{id}", &["delete:users"], "Delete a User", |call| {
        Box::pin(delete(call))
    }),
    Route::get("/users-by-email", &["read:users"], |call| {
        Box::pin(by_email(call))
    })
    .query(&[Parameter::text("email"), FIELDS, INCLUDE_FIELDS]),
];

/// GET /users
async fn list(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let condition = condition(call)?;
    let (sort, descending) = order(call)?;
    let part = Part::of(&call.query)?;
    if part.offset.saturating_add(part.size) > MAX_RECORDS {
        let message = "You can only page through the first 1000 records. See https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation.";
        return Err(ApiError::new(400, message).code("invalid_paging"));
    }
    let selection = UserSelection {
        condition: &condition,
        sort,
        descending,
        offset: part.offset,
        limit: part.size,
    };
    let mut db = call.ctx.store.read().await?;
    let found = user_search::list(&mut db, &selection).await?;
    let (length, mut total) = (found.len(), 0);
    if part.totals {
        total = user_search::count(&mut db, &condition).await?;
    }
    let mut body = part.page("users", cut(&found, &fields), total);
    if part.totals {
        body["length"] = length.into();
    }
    Ok(Reply::ok(body))
}

/// GET /users-by-email
async fn by_email(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let Some(email) = call.query.text("email") else {
        let sentence = "Missing required property: email";
        return Err(ApiError::bad_query(&Mismatch::at("", sentence, None)));
    };
    let mut found = Vec::new();
    let typed = Typed::read(email);
    let written = typed.map(|typed| [Some(typed.exact), typed.canonical]);
    let mut db = call.ctx.store.read().await?;
    for email in written.into_iter().flatten().flatten() {
        let condition = Any::Text {
            field: UserField::Email,
            pattern: Pattern::exact(email),
        };
        let selection = UserSelection {
            condition: &condition,
            sort: UserSort::CreatedAt,
            descending: false,
            offset: 0,
            limit: MAX_RECORDS,
        };
        found = user_search::list(&mut db, &selection).await?;
        if !found.is_empty() {
            break;
        }
    }
    Ok(Reply::ok(cut(&found, &fields)))
}

/// GET /users/{id}
async fn get(call: &Call) -> Outcome {
    let fields = Fields::of(&call.query, PROPERTIES)?;
    let mut view = view(&records::get(&call.ctx, &call.id).await?);
    fields.cut(&mut view);
    Ok(Reply::ok(view))
}

/// POST /users
async fn create(call: &Call) -> Outcome {
    let user = records::create(&call.ctx, &call.body).await?;
    Ok(Reply::created(view(&user)))
}

/// PATCH /users/{id}
async fn update(call: &Call) -> Outcome {
    let user = records::update(&call.ctx, &call.caller, &call.id, &call.body).await?;
    Ok(Reply::ok(view(&user)))
}

/// DELETE /users/{id}
async fn delete(call: &Call) -> Outcome {
    records::delete(&call.ctx, &call.id).await?;
    Ok(Reply::no_content())
}

/// `q`, and the older filter by connection.
fn condition(call: &Call) -> Result<UserCondition, ApiError> {
    match call.query.text("search_engine") {
        None | Some("v3") => {}
        Some(engine @ ("v1" | "v2")) => {
            let message = format!(
                "You are not allowed to use search_engine={engine}. Use search_engine=v3 instead."
            );
            let error = ApiError::new(400, message);
            return Err(error.code("invalid_query_string"));
        }
        Some(other) => {
            let sentence = format!("No enum match for: {other}");
            let mismatch = Mismatch::at("search_engine", sentence, None);
            return Err(ApiError::bad_query(&mismatch));
        }
    }
    let mut all = Vec::new();
    if let Some(text) = call.query.text("q") {
        let parsed = user_query::parse(text)
            .map_err(|e| ApiError::bad_query(&Mismatch::at("q", e.to_string(), None)))?;
        all.push(parsed);
    }
    if let Some(name) = call.query.text("connection") {
        all.push(Any::Text {
            field: UserField::Connection,
            pattern: Pattern::exact(name),
        });
    }
    Ok(Any::All(all))
}

/// `field:1` or `field:-1`.
fn order(call: &Call) -> Result<(UserSort, bool), ApiError> {
    let Some(text) = call.query.text("sort") else {
        return Ok((UserSort::CreatedAt, false));
    };
    let read = text.split_once(':').and_then(|(name, way)| {
        let descending = match way {
            "1" => false,
            "-1" => true,
            _ => return None,
        };
        UserSort::named(name).map(|sort| (sort, descending))
    });
    read.ok_or_else(|| {
        let sentence = format!("No enum match for: {text}");
        ApiError::bad_query(&Mismatch::at("sort", sentence, None))
    })
}

fn cut(found: &[FoundUser], fields: &Fields) -> Vec<Value> {
    let cut = |user: &FoundUser| {
        let mut view = view(user);
        fields.cut(&mut view);
        Value::Object(view)
    };
    found.iter().map(cut).collect()
}

fn view(found: &FoundUser) -> Map<String, Value> {
    let user = &found.user;
    let mut view = Map::new();
    let mut show = |name: &str, value: Value| {
        if !value.is_null() {
            view.insert(name.to_owned(), value);
        }
    };
    show("user_id", user.user_id.as_str().into());
    show("created_at", user.created_at.to_string().into());
    show("updated_at", user.updated_at.to_string().into());
    show("email", user.email.as_deref().into());
    show("email_verified", user.email_verified.into());
    show("username", user.username.as_deref().into());
    show("identities", identities::view(found).into());
    for (name, value) in &user.profile {
        show(name, value.clone());
    }
    if user.blocked || user.profile.contains_key("blocked") {
        show("blocked", user.blocked.into());
    }
    if let Some(at) = found.last_login {
        show("last_login", at.to_string().into());
        show("last_ip", found.last_ip.as_deref().into());
        show("logins_count", user.logins_count.into());
    }
    if let Some(at) = found.last_password_reset {
        show("last_password_reset", at.to_string().into());
    }
    if let Some(at) = found.enrolled_at {
        // Auth0's word for whatever second factors there are.
        show("multifactor", vec!["guardian"].into());
        show("multifactor_last_modified", at.to_string().into());
    }
    view
}
