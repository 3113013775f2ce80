//! The server's metadata for clients: OpenID Connect Discovery, RFC 8414, and the key set; and which native apps belong to it.

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::domain::client_credential::Algorithm;
use crate::domain::grant_type;
use crate::domain::scope::OIDC;
use crate::flows::Ctx;
use crate::http::faces::TokenError;

/// `/.well-known/openid-configuration`: the server's metadata, under the domain of the request.
pub async fn configuration(ctx: Ctx) -> Response {
    document(&metadata(&ctx))
}

/// `/.well-known/jwks.json`
pub async fn jwks(ctx: Ctx) -> Response {
    document(&ctx.keys.ring().jwks())
}

/// `/.well-known/assetlinks.json`: the Android apps that belong to this domain.
pub async fn asset_links(ctx: Ctx) -> Response {
    match ctx.store.native_apps().await {
        Ok(apps) => document(&apps.asset_links()),
        Err(error) => TokenError(error.into()).into_response(),
    }
}

/// `/.well-known/apple-app-site-association`: the apps of Apple's systems that do.
pub async fn apple_site_association(ctx: Ctx) -> Response {
    match ctx.store.native_apps().await {
        Ok(apps) => document(&apps.apple_site_association()),
        Err(error) => TokenError(error.into()).into_response(),
    }
}

fn document(value: &Value) -> Response {
    let mut response = Json(value).into_response();
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=15"),
    );
    response
}

fn metadata(ctx: &Ctx) -> Value {
    let at = |path: &str| ctx.origin.join(path);
    let mut metadata = json!({
        "issuer": ctx.origin.as_str(),
        "authorization_endpoint": at("authorize"),
        "token_endpoint": at("oauth/token"),
        "userinfo_endpoint": at("userinfo"),
        "mfa_challenge_endpoint": at("mfa/challenge"),
        "jwks_uri": at(".well-known/jwks.json"),
        "revocation_endpoint": at("oauth/revoke"),
        "pushed_authorization_request_endpoint": at("oauth/par"),
        "end_session_endpoint": at("oidc/logout"),
        "scopes_supported": OIDC,
        "response_types_supported": ["code", "token", "id_token", "code token", "code id_token", "token id_token", "code token id_token"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "grant_types_supported": grant_type::ALL.map(|grant| grant.name),
        "code_challenge_methods_supported": ["S256", "plain"],
        "subject_types_supported": ["public"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"],
        "token_endpoint_auth_signing_alg_values_supported": Algorithm::ALL.map(Algorithm::as_str),
        "claims_supported": ["address", "aud", "auth_time", "birthdate", "created_at", "email", "email_verified", "exp", "family_name", "gender", "given_name", "iat", "iss", "locale", "middle_name", "name", "nickname", "phone_number", "phone_number_verified", "picture", "preferred_username", "profile", "sid", "sub", "updated_at", "website", "zoneinfo"],
        "id_token_signing_alg_values_supported": ["HS256", "RS256"],
        "request_uri_parameter_supported": false,
        "request_parameter_supported": false,
    });
    if ctx.settings.dialect.is_standard() {
        metadata["authorization_response_iss_parameter_supported"] = true.into();
    }
    metadata
}
