//! Management API tokens: access tokens whose audience is this tenant's Management API.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use crate::domain::origin::Origin;
use crate::flows::{Ctx, users};
use crate::resources::api::caller::Caller;
use crate::resources::api::error::ApiError;
use crate::telemetry;
use crate::tokens::access_token::{self, InvalidToken};

/// The caller, if the token has one of the scopes; without scopes, any Management API token is accepted.
pub async fn authorize(
    ctx: &Ctx,
    headers: &HeaderMap,
    scopes: &[&str],
) -> Result<Caller, ApiError> {
    let caller = authenticate(ctx, headers).await?;
    require(&caller, scopes)?;
    Ok(caller)
}

/// The caller, if it is a client, whatever its scopes: a user's token acts on that user alone.
pub async fn authorize_client(ctx: &Ctx, headers: &HeaderMap) -> Result<Caller, ApiError> {
    let caller = authenticate(ctx, headers).await?;
    match caller.user_id {
        None => Ok(caller),
        Some(_) => Err(ApiError::another_user()),
    }
}

/// Whether the caller's token has one of the scopes.
pub fn require(caller: &Caller, scopes: &[&str]) -> Result<(), ApiError> {
    if scopes.is_empty() || caller.has_any(scopes) {
        Ok(())
    } else {
        Err(ApiError::insufficient_scope(scopes))
    }
}

/// The caller. The client that the token was issued to must still exist.
pub async fn authenticate(ctx: &Ctx, headers: &HeaderMap) -> Result<Caller, ApiError> {
    let token = bearer_token(headers)?;
    let issuers: Vec<&Origin> = ctx.settings.origins().collect();
    let verified = access_token::verify(
        &ctx.keys.ring(),
        token,
        &issuers,
        |audience| ctx.settings.is_management_audience(audience),
        ctx.now,
    )
    .map_err(|invalid| {
        ApiError::bad_token(match invalid {
            InvalidToken::Token => "Invalid token",
            InvalidToken::Expired => "Expired token received for JSON Web Token validation",
        })
    })?;
    let Some(client) = ctx.store.client(&verified.client_id).await? else {
        return Err(ApiError::bad_token("Invalid token"));
    };
    telemetry::client(&verified.client_id);
    let is_clients_own = verified.subject.strip_suffix("@clients") == Some(&verified.client_id);
    let is_taken_back = !is_clients_own && users::took_back(ctx, &verified).await?;
    // A user's token may act on that user alone, whatever scopes it was given, and a client's on any but those.
    let scope = verified
        .scope
        .filtered(|word| is_clients_own != word.contains(":current_user"));
    let user_id = (!is_clients_own).then_some(verified.subject);
    if let Some(user_id) = &user_id
        && (is_taken_back || !users::is_active(ctx, user_id, verified.issued_at).await?)
    {
        return Err(ApiError::bad_token("Invalid token"));
    }
    Ok(Caller {
        client,
        user_id,
        scope,
    })
}

/// The string after `Bearer`, which must have the three parts of a JWS.
fn bearer_token(headers: &HeaderMap) -> Result<&str, ApiError> {
    let mut sent = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = sent.next() else {
        return Err(ApiError::missing_authentication());
    };
    let once = sent.next().is_none();
    value
        .to_str()
        .ok()
        .filter(|_| once)
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer"))
        .map(|(_, token)| token.trim())
        .filter(|token| token.split('.').filter(|part| !part.is_empty()).count() == 3)
        .ok_or_else(ApiError::bad_authorization_header)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn status(values: &[&'static str]) -> Result<String, u16> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_static(value));
        }
        bearer_token(&headers)
            .map(str::to_owned)
            .map_err(|e| e.parts().0)
    }

    #[test]
    fn the_header_names_one_token() {
        assert_eq!(status(&["Bearer a.b.c"]), Ok("a.b.c".into()));
        assert_eq!(status(&["bearer a.b.c"]), Ok("a.b.c".into()));
        assert_eq!(status(&[]), Err(401));
        for bad in [
            "",
            "Bearer",
            "Bearer ",
            "Bearer a",
            "Bearer a.b",
            "Bearer a..c",
            "Basic a.b.c",
            "a.b.c",
        ] {
            assert_eq!(status(&[bad]), Err(400), "{bad}");
        }
        assert_eq!(status(&["Bearer a.b.c", "Bearer a.b.c"]), Err(400));
    }
}
