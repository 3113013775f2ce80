//! The plans for logins: the same modules, by the flows that they are run in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Suite, expect_page, query};
use crate::harness::*;

/// One test for each module of a plan, in which the plan's flows are run one after the other; on both engines, or on one
/// where another plan has the same modules.
macro_rules! plan {
    ($plan:ident on both, $flows:expr, $($module:ident),+ $(,)?) => {
        mod $plan {
            use crate::{conformance::flows, harness::{Engine, on_both_engines}};
            $(async fn $module(engine: Engine) {
                flows::run(engine, &$flows, flows::$module).await;
            })+
            on_both_engines! { $($module),+ }
        }
    };
    ($plan:ident, $flows:expr, $($module:ident),+ $(,)?) => {
        mod $plan {
            use crate::{conformance::flows, harness::Engine};
            $(#[tokio::test]
            async fn $module() {
                flows::run(Engine::Sqlite, &$flows, flows::$module).await;
            })+
        }
    };
}

/// A module in each of these flows, by response type and response mode.
async fn run(engine: Engine, flows: &[(&'static str, &'static str)], module: impl AsyncFn(Suite)) {
    for (response_type, response_mode) in flows {
        let suite = Suite::shared(engine).await;
        module(suite.flow(response_type, response_mode)).await;
    }
}

plan! {
    basic on both, [("code", "")],
    oidcc_server,
    oidcc_response_type_missing,
    oidcc_userinfo_get,
    oidcc_userinfo_post_header,
    oidcc_userinfo_post_body,
    oidcc_ensure_request_without_nonce_succeeds_for_code_flow,
    oidcc_scope_profile,
    oidcc_scope_email,
    oidcc_scope_address,
    oidcc_scope_phone,
    oidcc_scope_all,
    oidcc_ensure_other_scope_order_succeeds,
    oidcc_display_page,
    oidcc_display_popup,
    oidcc_prompt_login,
    oidcc_prompt_none_not_logged_in,
    oidcc_prompt_none_logged_in,
    oidcc_max_age_10000,
    oidcc_ensure_request_with_unknown_parameter_succeeds,
    oidcc_id_token_hint,
    oidcc_login_hint,
    oidcc_ui_locales,
    oidcc_claims_locales,
    oidcc_ensure_request_with_acr_values_succeeds,
    oidcc_codereuse,
    oidcc_ensure_registered_redirect_uri,
    oidcc_ensure_redirect_uri_in_authorization_request,
    oidcc_ensure_post_request_succeeds,
    oidcc_server_client_secret_post,
    oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported,
    oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported,
    oidcc_ensure_request_object_with_redirect_uri,
    oidcc_claims_essential,
    oidcc_refresh_token,
    oidcc_ensure_request_with_valid_pkce_succeeds,
}

plan! {
    form_post, [("code", "form_post"), ("code id_token", "form_post"), ("token id_token", "form_post")],
    oidcc_server,
    oidcc_response_type_missing,
    oidcc_prompt_none_not_logged_in,
    oidcc_prompt_none_logged_in,
    oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported,
}

plan! {
    implicit, [("id_token", ""), ("token id_token", "")],
    oidcc_server,
    oidcc_response_type_missing,
    oidcc_ensure_request_without_nonce_fails,
    oidcc_scope_profile,
    oidcc_scope_email,
    oidcc_scope_address,
    oidcc_scope_phone,
    oidcc_scope_all,
    oidcc_prompt_login,
    oidcc_prompt_none_not_logged_in,
    oidcc_prompt_none_logged_in,
    oidcc_max_age_10000,
    oidcc_id_token_hint,
    oidcc_ensure_registered_redirect_uri,
    oidcc_ensure_redirect_uri_in_authorization_request,
    oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported,
    oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported,
    oidcc_ensure_request_object_with_redirect_uri,
}

plan! {
    hybrid, [("code id_token", ""), ("code token", ""), ("code token id_token", "")],
    oidcc_server,
    oidcc_response_type_missing,
    oidcc_ensure_request_without_nonce_fails,
    oidcc_scope_all,
    oidcc_prompt_none_not_logged_in,
    oidcc_prompt_none_logged_in,
    oidcc_codereuse,
    oidcc_ensure_registered_redirect_uri,
    oidcc_ensure_redirect_uri_in_authorization_request,
    oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported,
    oidcc_refresh_token,
}

/// The modules that wait, with a clock of their own.
mod waiting {
    use super::*;

    on_both_engines! { oidcc_codereuse_30seconds, oidcc_max_age_1 }

    async fn oidcc_codereuse_30seconds(engine: Engine) {
        let suite = Suite::own(engine).await;
        let world = &suite.world;
        let browser = world.browser();
        let arrived = suite.log_in(&browser, &[]).await;
        let tokens = suite.tokens(&arrived).await;
        world.advance("30s").await;
        expect_reuse(&suite, arrived.get("code")).await;
        let token = tokens.access_token.expect("an access token");
        world.userinfo(&token).await.expect(401);
    }

    async fn oidcc_max_age_1(engine: Engine) {
        let suite = Suite::own(engine).await;
        let (browser, first) = suite.signed_in(&[("max_age", "15000")]).await;
        suite.world.advance("2s").await;
        let again = suite.log_in(&browser, &[("max_age", "1")]).await;
        let second = suite.tokens(&again).await.id;
        let at = |claims: &Value| claims["auth_time"].as_i64().expect("auth_time is a number");
        assert!(at(&second) > at(&first.id));
        assert_eq!(second["sub"], first.id["sub"]);
    }
}

/// Half of the SHA-256, as `at_hash` and `c_hash` have it (OIDC Core, section 3.1.3.6).
fn half_hash(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(text.as_bytes())[..16])
}

pub async fn oidcc_server(suite: Suite) {
    let (_, tokens) = suite.signed_in(&[]).await;
    let id = &tokens.id;
    assert_eq!(id["nonce"], NONCE);
    let (issued, expires) = (id["iat"].as_i64().unwrap(), id["exp"].as_i64().unwrap());
    assert!(issued < expires);
    if let Some(token) = &tokens.access_token {
        let claims = suite.world.userinfo(token).await.expect(200).json();
        assert_eq!(claims["sub"], id["sub"]);
    }
}

/// In the front channel the ID token binds what travels beside it.
async fn expect_bound(suite: &Suite, arrived: &super::Arrived) {
    let Some(token) = arrived.0.get("id_token") else {
        return;
    };
    let id = suite.world.verify(&json!(token), "web").await.claims;
    for (claim, parameter) in [("at_hash", "access_token"), ("c_hash", "code")] {
        let bound = arrived.0.get(parameter).map(|text| json!(half_hash(text)));
        assert_eq!(id.get(claim), bound.as_ref(), "{claim}");
    }
}

pub async fn oidcc_response_type_missing(suite: Suite) {
    let browser = suite.world.browser();
    let plain = suite.flow("code", "");
    let arrived = plain.pass(&browser, &[("response_type", "")]).await;
    assert_eq!(arrived.get("error"), "invalid_request");
}

async fn access_token(suite: &Suite) -> (String, Value) {
    let (_, tokens) = suite.signed_in(&[]).await;
    let token = tokens.access_token.expect("an access token");
    (token, tokens.id["sub"].clone())
}

pub async fn oidcc_userinfo_get(suite: Suite) {
    let (token, sub) = access_token(&suite).await;
    let answer = suite.world.userinfo(&token).await.expect(200);
    assert!(
        answer
            .header("content-type")
            .starts_with("application/json")
    );
    assert_eq!(answer.json()["sub"], sub);
}

pub async fn oidcc_userinfo_post_header(suite: Suite) {
    let (token, sub) = access_token(&suite).await;
    let request = suite.world.http.request(Method::POST, "/userinfo");
    let answer = suite.world.http.send(request.bearer_auth(token)).await;
    assert_eq!(answer.expect(200).json()["sub"], sub);
}

pub async fn oidcc_userinfo_post_body(suite: Suite) {
    let (token, sub) = access_token(&suite).await;
    let answer = suite
        .world
        .post("/userinfo", &[("access_token", &token)])
        .await;
    assert_eq!(answer.expect(200).json()["sub"], sub);
}

pub async fn oidcc_ensure_request_without_nonce_succeeds_for_code_flow(suite: Suite) {
    let (_, tokens) = suite.signed_in(&[("nonce", "")]).await;
    assert!(tokens.id.get("nonce").is_none());
}

pub async fn oidcc_ensure_request_without_nonce_fails(suite: Suite) {
    let browser = suite.world.browser();
    if suite.has("id_token") {
        let arrived = suite.pass(&browser, &[("nonce", "")]).await;
        assert_eq!(arrived.get("error"), "invalid_request");
    } else {
        suite.log_in(&browser, &[("nonce", "")]).await;
    }
}

/// The claims of `profile`, `email`, `address` and `phone` (OIDC Core, section 5.1), each of its type.
fn expect_claims(claims: &Value, scope: &str) {
    let text = [
        "name",
        "nickname",
        "given_name",
        "family_name",
        "middle_name",
        "preferred_username",
        "profile",
        "picture",
        "website",
        "gender",
        "birthdate",
        "zoneinfo",
        "locale",
    ];
    for name in text {
        assert_eq!(
            claims[name].is_string(),
            scope.contains("profile"),
            "{name} in {claims}"
        );
    }
    assert_eq!(
        claims["updated_at"].is_u64(),
        scope.contains("profile"),
        "{claims}"
    );
    assert_eq!(
        claims["email"].is_string(),
        scope.contains("email"),
        "{claims}"
    );
    assert_eq!(
        claims["email_verified"].is_boolean(),
        scope.contains("email"),
        "{claims}"
    );
    assert_eq!(
        claims["address"]["country"].is_string(),
        scope.contains("address"),
        "{claims}"
    );
    assert_eq!(
        claims["phone_number"].is_string(),
        scope.contains("phone"),
        "{claims}"
    );
    assert_eq!(
        claims["phone_number_verified"].is_boolean(),
        scope.contains("phone"),
        "{claims}"
    );
}

pub async fn oidcc_scope_profile(suite: Suite) {
    let scope = "openid profile";
    expect_claims(&suite.claims(scope).await, scope);
}

pub async fn oidcc_scope_email(suite: Suite) {
    let scope = "openid email";
    expect_claims(&suite.claims(scope).await, scope);
}

pub async fn oidcc_scope_address(suite: Suite) {
    let scope = "openid address";
    expect_claims(&suite.claims(scope).await, scope);
}

pub async fn oidcc_scope_phone(suite: Suite) {
    let scope = "openid phone";
    expect_claims(&suite.claims(scope).await, scope);
}

pub async fn oidcc_scope_all(suite: Suite) {
    let scope = "openid profile email address phone";
    expect_claims(&suite.claims(scope).await, scope);
}

pub async fn oidcc_ensure_other_scope_order_succeeds(suite: Suite) {
    let scope = "email openid";
    expect_claims(&suite.claims(scope).await, scope);
}

/// The login page comes whatever else the request says, and leads on.
async fn expect_login(suite: &Suite, more: &[(&str, &str)]) {
    suite.signed_in(more).await;
}

pub async fn oidcc_display_page(suite: Suite) {
    expect_login(&suite, &[("display", "page")]).await;
}

pub async fn oidcc_display_popup(suite: Suite) {
    expect_login(&suite, &[("display", "popup")]).await;
}

pub async fn oidcc_prompt_login(suite: Suite) {
    let (browser, first) = suite.signed_in(&[]).await;
    let again = suite.log_in(&browser, &[("prompt", "login")]).await;
    let second = suite.tokens(&again).await.id;
    assert_eq!(second["sub"], first.id["sub"]);
    assert!(second["auth_time"].is_i64(), "{second}");
}

pub async fn oidcc_prompt_none_not_logged_in(suite: Suite) {
    let browser = suite.world.browser();
    let arrived = suite.pass(&browser, &[("prompt", "none")]).await;
    assert_eq!(arrived.get("error"), "login_required");
    assert!(!arrived.0.contains_key("code") && !arrived.0.contains_key("id_token"));
}

pub async fn oidcc_prompt_none_logged_in(suite: Suite) {
    let browser = suite.world.browser();
    let first = suite.log_in(&browser, &[]).await;
    expect_bound(&suite, &first).await;
    let first = suite.tokens(&first).await.id;
    let again = suite.pass(&browser, &[("prompt", "none")]).await;
    expect_bound(&suite, &again).await;
    let second = suite.tokens(&again).await.id;
    assert_eq!(second["sub"], first["sub"]);
}

pub async fn oidcc_max_age_10000(suite: Suite) {
    let (browser, first) = suite.signed_in(&[("max_age", "15000")]).await;
    let again = suite.pass(&browser, &[("max_age", "10000")]).await;
    let second = suite.tokens(&again).await.id;
    assert!(second["auth_time"].is_i64(), "{second}");
    assert_eq!(second["auth_time"], first.id["auth_time"]);
}

pub async fn oidcc_ensure_request_with_unknown_parameter_succeeds(suite: Suite) {
    expect_login(&suite, &[("extra", "foobar")]).await;
}

pub async fn oidcc_id_token_hint(suite: Suite) {
    let (browser, first) = suite.signed_in(&[]).await;
    let hint = first.id_token.as_str().expect("an ID token");
    let again = suite
        .pass(&browser, &[("prompt", "none"), ("id_token_hint", hint)])
        .await;
    assert_eq!(suite.tokens(&again).await.id["sub"], first.id["sub"]);
}

pub async fn oidcc_login_hint(suite: Suite) {
    expect_login(&suite, &[("login_hint", "buffy@example.com")]).await;
}

pub async fn oidcc_ui_locales(suite: Suite) {
    expect_login(&suite, &[("ui_locales", "xx-XX de")]).await;
}

pub async fn oidcc_claims_locales(suite: Suite) {
    expect_login(&suite, &[("claims_locales", "se")]).await;
}

pub async fn oidcc_ensure_request_with_acr_values_succeeds(suite: Suite) {
    expect_login(
        &suite,
        &[("acr_values", "urn:mace:incommon:iap:silver 1 2")],
    )
    .await;
}

async fn expect_reuse(suite: &Suite, code: &str) {
    let answer = suite.world.code("web", code).await.expect(400);
    assert_eq!(answer.json()["error"], "invalid_grant");
    assert!(
        answer
            .header("content-type")
            .starts_with("application/json")
    );
}

pub async fn oidcc_codereuse(suite: Suite) {
    let browser = suite.world.browser();
    let arrived = suite.log_in(&browser, &[]).await;
    let tokens = suite.tokens(&arrived).await;
    expect_reuse(&suite, arrived.get("code")).await;
    let token = text(&tokens.answer, "access_token");
    suite.world.userinfo(&token).await.expect(401);
}

pub async fn oidcc_ensure_registered_redirect_uri(suite: Suite) {
    let browser = suite.world.browser();
    let elsewhere = format!("{}/unregistered", callback("web"));
    expect_page(&suite.ask(&browser, &[("redirect_uri", &elsewhere)]).await);
}

pub async fn oidcc_ensure_redirect_uri_in_authorization_request(suite: Suite) {
    let browser = suite.world.browser();
    expect_page(&suite.ask(&browser, &[("redirect_uri", "")]).await);
}

pub async fn oidcc_ensure_post_request_succeeds(suite: Suite) {
    let browser = suite.world.browser();
    let url = suite.world.authorize_url("web", &[("scope", "openid")]);
    let (path, sent) = url.split_once('?').expect("a query");
    let request = suite.world.http.request(Method::POST, path);
    let request = request.header("Content-Type", "application/x-www-form-urlencoded");
    let kept = browser
        .send(request.body(sent.to_owned()))
        .await
        .expect(303);
    let start = browser.follow(&kept).await;
    let landed = browser.log_in(&start, &suite.world.email).await;
    let arrived = query(&landed.location().expect("a redirect"));
    suite.world.code("web", &arrived["code"]).await.expect(200);
}

pub async fn oidcc_server_client_secret_post(suite: Suite) {
    // The client of all these tests sends its secret in the form; this one sends it in the header.
    let world = &suite.world;
    let browser = world.browser();
    let start = world
        .authorize(&browser, "web-basic", &[("scope", "openid")])
        .await;
    let landed = browser.log_in(&start, &world.email).await;
    let code = &query(&landed.location().expect("a redirect"))["code"];
    let uri = callback("web-basic");
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", &uri),
        ("code_verifier", VERIFIER),
    ];
    let request = world.http.request(Method::POST, "/oauth/token").form(&form);
    let wrong = world.http.request(Method::POST, "/oauth/token").form(&form);
    let wrong = world
        .http
        .send(wrong.basic_auth("web-basic", Some("wrong")))
        .await
        .expect(401);
    assert_eq!(wrong.json()["error"], "invalid_client");
    assert!(wrong.header("www-authenticate").starts_with("Basic"));
    let secret = secret("web-basic");
    let answer = world
        .http
        .send(request.basic_auth("web-basic", Some(secret)))
        .await;
    assert!(answer.expect(200).json()["id_token"].is_string());
}

/// A request object that nobody signed.
fn request_object(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.", part(&json!({ "alg": "none" })), part(claims))
}

pub async fn oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported(
    suite: Suite,
) {
    let browser = suite.world.browser();
    let reference = "https://web.example/request.jwt#4711";
    let arrived = suite.pass(&browser, &[("request_uri", reference)]).await;
    assert_eq!(arrived.get("error"), "request_uri_not_supported");
}

pub async fn oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported(
    suite: Suite,
) {
    let browser = suite.world.browser();
    let object = request_object(&json!({ "nonce": "other", "redirect_uri": callback("web") }));
    let arrived = suite.pass(&browser, &[("request", &object)]).await;
    assert_eq!(arrived.get("error"), "request_not_supported");
}

pub async fn oidcc_ensure_request_object_with_redirect_uri(suite: Suite) {
    let browser = suite.world.browser();
    let object = request_object(&json!({ "redirect_uri": callback("web") }));
    let elsewhere = format!("{}/unregistered", callback("web"));
    expect_page(
        &suite
            .ask(
                &browser,
                &[("request", &object), ("redirect_uri", &elsewhere)],
            )
            .await,
    );
}

pub async fn oidcc_claims_essential(suite: Suite) {
    let claims = json!({ "userinfo": { "name": { "essential": true } } }).to_string();
    expect_login(&suite, &[("claims", &claims)]).await;
}

pub async fn oidcc_refresh_token(suite: Suite) {
    let (_, first) = suite
        .signed_in(&[("scope", "openid offline_access"), ("prompt", "login")])
        .await;
    let token = text(&first.answer, "refresh_token");
    let answer = suite
        .world
        .refresh("web", &token, &[])
        .await
        .expect(200)
        .json();
    let id = suite.world.verify(&answer["id_token"], "web").await.claims;
    for claim in ["iss", "sub", "aud"] {
        assert_eq!(id[claim], first.id[claim]);
    }
    suite
        .world
        .userinfo(&text(&answer, "access_token"))
        .await
        .expect(200);
    // Another client may not use it, and a scope is not widened.
    let stolen = suite
        .world
        .refresh("web-second", &token, &[])
        .await
        .expect(400);
    assert_eq!(stolen.json()["error"], "invalid_grant");
    let wide = [("scope", "openid email")];
    let wide = suite.world.refresh("web", &token, &wide).await.expect(400);
    assert_eq!(wide.json()["error"], "invalid_scope");
}

pub async fn oidcc_ensure_request_with_valid_pkce_succeeds(suite: Suite) {
    let browser = suite.world.browser();
    let arrived = suite.log_in(&browser, &[]).await;
    let uri = callback("web");
    let form = [
        ("grant_type", "authorization_code"),
        ("code", arrived.get("code")),
        ("redirect_uri", &uri),
        (
            "code_verifier",
            "another-verifier-that-is-long-enough-to-be-one",
        ),
    ];
    let refused = suite.world.token("web", &form).await.expect(400);
    assert_eq!(refused.json()["error"], "invalid_grant");
    let arrived = suite.pass(&browser, &[]).await;
    suite
        .world
        .code("web", arrived.get("code"))
        .await
        .expect(200);
}
