//! `/userinfo` (OIDC Core §5.3): the claims that an access token's scopes ask for.

use serde_json::{Map, Value};

use super::{Answer, Ctx, users};
use crate::domain::action::run::add_claims;
use crate::domain::digest::digest;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::store::{self, codes, refresh_tokens, sessions, userinfo_claims};
use crate::telemetry;
use crate::tokens::access_token::{self, OpaqueToken, userinfo_audience};
use crate::tokens::id_token::user_claims;

/// The claims; `None` when the token does not hold (any more).
pub async fn userinfo(ctx: &Ctx, token: &str) -> Answer<Option<Map<String, Value>>> {
    let Some(holder) = holder(ctx, token).await? else {
        return Ok(None);
    };
    // A client that is gone has no tokens, sealed and signed ones included.
    let Some(client) = ctx.store.client(&holder.client_id).await? else {
        return Ok(None);
    };
    telemetry::client(&holder.client_id);
    let mut db = ctx.store.read().await?;
    let user = store::users::by_id(&mut db, &holder.user_id).await?;
    let is_holder = |user: &User| {
        let issued_at = holder.issued_at;
        !user.blocked && issued_at.is_none_or(|at| user.existed_at(at, ctx.now))
    };
    let Some(user) = user.filter(is_holder) else {
        return Ok(None);
    };
    let added = userinfo_claims::of_token(&mut db, &digest(token)).await?;
    let mut claims = Map::new();
    claims.insert("sub".into(), user.user_id.as_str().into());
    let dialect = ctx.dialect(&client.client);
    claims.extend(user_claims(&user, &holder.scope, dialect));
    add_claims(&mut claims, &added);
    Ok(Some(claims))
}

struct Holder {
    user_id: String,
    client_id: String,
    scope: Scope,
    /// `None`: an opaque token of an older version, which does not say it.
    issued_at: Option<Timestamp>,
}

async fn holder(ctx: &Ctx, token: &str) -> Answer<Option<Holder>> {
    let ring = ctx.keys.ring();
    let holder = match OpaqueToken::open(&ring, token) {
        Some(opaque) if still_holds(ctx, &opaque).await? => Holder {
            user_id: opaque.user_id,
            client_id: opaque.client_id,
            scope: opaque.scope,
            issued_at: opaque.issued_at,
        },
        Some(_) => return Ok(None),
        None => {
            let origins: Vec<_> = ctx.settings.origins().chain([&ctx.origin]).collect();
            let accepts = |audience: &str| origins.iter().any(|o| audience == userinfo_audience(o));
            match access_token::verify(&ring, token, &origins, accepts, ctx.now) {
                Ok(v) if users::took_back(ctx, &v).await? => return Ok(None),
                Ok(v) => Holder {
                    user_id: v.subject,
                    client_id: v.client_id,
                    scope: v.scope,
                    issued_at: Some(v.issued_at),
                },
                Err(_) => return Ok(None),
            }
        }
    };
    Ok(Some(holder).filter(|h| h.scope.contains("openid")))
}

/// An opaque token ends with its time, its session, its refresh-token family, or a second use of its code.
async fn still_holds(ctx: &Ctx, token: &OpaqueToken) -> Answer<bool> {
    if token.expires_at <= ctx.now {
        return Ok(false);
    }
    let mut db = ctx.store.read().await?;
    if let Some(family_id) = &token.family_id {
        let family = refresh_tokens::by_id(&mut db, family_id, ctx.now).await?;
        if family.is_some_and(|f| f.family.revoked_at.is_some() || f.parent_ended) {
            return Ok(false);
        }
    }
    if let Some(session_id) = &token.session_id {
        let session = sessions::by_id(&mut db, session_id).await?;
        if session.is_some_and(|s| s.ended_at.is_some() || s.parent_ended) {
            return Ok(false);
        }
    }
    if let Some(parent) = &token.parent_family
        && refresh_tokens::takes_descendants(&mut db, parent).await?
    {
        return Ok(false);
    }
    match &token.code {
        Some(code) => Ok(!codes::was_replayed(&mut db, code).await?),
        None => Ok(true),
    }
}
