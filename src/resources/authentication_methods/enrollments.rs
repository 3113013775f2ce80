//! `/api/v2/guardian/enrollments/{id}` and `/api/v2/users/{id}/enrollments`: what users have enrolled, by ids without a kind.

use serde_json::{Value, json};

use super::records::{self, NO_ENROLLMENT, Which};
use crate::domain::guardian::{Authenticator, AuthenticatorKind};
use crate::resources::api::call::{Call, Route};
use crate::resources::api::reply::{Outcome, Reply};

const ENROLLMENT: &str = "/guardian/enrollments/{id}";

/// The endpoints.
pub const ROUTES: &[Route] = &[
    Route::get(ENROLLMENT, &["read:guardian_enrollments"], |call| {
        Box::pin(get(call))
    }),
    Route::delete(
        ENROLLMENT,
        &["delete:guardian_enrollments"],
        "Delete a multi-factor authentication enrollment",
        |call| Box::pin(delete(call)),
    ),
    Route::get(
        "/users/{id}/enrollments",
        &["read:users", "read:current_user"],
        |call| Box::pin(of_user(call)),
    ),
];

/// GET /guardian/enrollments/{id}
async fn get(call: &Call) -> Outcome {
    let found = records::by_device(&call.ctx, &call.id).await?;
    Ok(Reply::ok(view(&found)))
}

/// DELETE /guardian/enrollments/{id}
async fn delete(call: &Call) -> Outcome {
    let found = records::by_device(&call.ctx, &call.id).await?;
    match records::delete(&call.ctx, &found.user_id, Which::One(&found.id)).await? {
        0 => Err(NO_ENROLLMENT.error()),
        _ => Ok(Reply::no_content()),
    }
}

/// GET /users/{id}/enrollments: the first one that works, of the kinds that Auth0 lists here.
async fn of_user(call: &Call) -> Outcome {
    let all = records::of_user(&call.ctx, &call.id).await?;
    let confirmed = all.iter().filter(|one| one.is_confirmed());
    let mut listed = confirmed.filter_map(|one| Some((one, auth_method(one.kind)?)));
    let shown = listed.next().map(|(one, auth_method)| {
        let mut view = view(one);
        view["type"] = auth_method.into();
        view["auth_method"] = auth_method.into();
        view
    });
    Ok(Reply::ok(shown.into_iter().collect::<Vec<_>>()))
}

/// Auth0's word for a kind that it lists here.
fn auth_method(kind: AuthenticatorKind) -> Option<&'static str> {
    match kind {
        AuthenticatorKind::Totp => Some("authenticator"),
        AuthenticatorKind::Phone => Some("sms"),
        AuthenticatorKind::WebauthnRoaming | AuthenticatorKind::WebauthnPlatform => {
            Some(kind.name())
        }
        _ => None,
    }
}

fn view(one: &Authenticator) -> Value {
    let status = match one.is_confirmed() {
        true => "confirmed",
        false => "pending",
    };
    let mut view = json!({ "id": one.device_id(), "status": status });
    let facts = [
        ("name", one.details.name.clone()),
        (
            "phone_number",
            one.details.phone_number.clone().map(String::from),
        ),
        ("enrolled_at", one.confirmed_at.map(|at| at.to_string())),
        ("last_auth", one.last_auth_at.map(|at| at.to_string())),
    ];
    for (name, fact) in facts {
        if let Some(fact) = fact {
            view[name] = fact.into();
        }
    }
    view
}
