//! `/api/v2/users/{id}/identities`

use serde_json::{Value, json};

use super::identity_records;
use crate::domain::connection::Kind;
use crate::domain::user::User;
use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::reply::{Outcome, Reply};
use crate::store::user_search::FoundUser;

const UPDATE: &[&str] = &["update:users", "update:current_user_identities"];

/// The endpoints.
pub const ROUTES: &[Route] = &[
    // Who links themselves proves by a token that the other account is theirs, too.
    Route::post(
        "/users/{id}/identities",
        UPDATE,
        "Link a User Account",
        |call| Box::pin(link(call)),
    )
    .takes(Takes::ObjectByScope(&[(
        "update:current_user_identities",
        &["link_with"],
    )])),
    Route::delete(
        "/users/{id}/identities/{provider}/{user_id}",
        UPDATE,
        "Unlink a User Account",
        |call| Box::pin(unlink(call)),
    ),
];

/// POST /users/{id}/identities
async fn link(call: &Call) -> Outcome {
    let user = identity_records::link(&call.ctx, &call.caller, &call.id, &call.body).await?;
    Ok(Reply::created(all_with_profiles(&user)))
}

/// DELETE /users/{id}/identities/{provider}/{user_id}
async fn unlink(call: &Call) -> Outcome {
    let further = |n: usize| call.further_ids.get(n).map_or("", String::as_str);
    let identity = (further(0), further(1));
    let user = identity_records::unlink(&call.ctx, &call.id, identity).await?;
    Ok(Reply::ok(all_with_profiles(&user)))
}

/// The user's identities, their own first.
pub fn view(found: &FoundUser) -> Vec<Value> {
    let linked = found.linked.iter().map(with_profile);
    std::iter::once(identity_of(&found.user))
        .chain(linked)
        .collect()
}

/// The same as linking and unlinking answer it: their own tells of itself, too.
fn all_with_profiles(found: &FoundUser) -> Vec<Value> {
    let all = std::iter::once(&found.user).chain(&found.linked);
    all.map(with_profile).collect()
}

fn with_profile(identity: &User) -> Value {
    let mut view = identity_of(identity);
    view["profileData"] = identity.as_identity().into();
    view
}

fn identity_of(user: &User) -> Value {
    let (provider, id) = user
        .user_id
        .split_once('|')
        .unwrap_or(("auth0", &user.user_id));
    let is_social = Kind::of(provider).is_some_and(Kind::is_social);
    json!({ "connection": user.connection, "user_id": id, "provider": provider, "isSocial": is_social })
}
