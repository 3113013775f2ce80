//! What permissions do to access tokens, and which clients may have tokens for an API at all.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    an_api_that_enforces_permissions_gives_what_the_user_has,
    permissions_are_told_where_the_dialect_says_so,
    a_role_that_is_taken_away_counts_no_more_at_the_next_refresh,
    a_scope_that_the_api_drops_takes_its_permissions_along,
    a_machine_tells_its_scopes_as_permissions,
    an_api_may_ask_for_grants_for_users,
    an_api_may_refuse_everybody,
    an_api_may_sign_with_a_secret_of_its_own,
    what_nobody_does_is_refused,
}

async fn made(world: &World, path: &str, body: Value) -> Value {
    let answer = call(world, Method::POST, path, body).await;
    assert!(matches!(answer.status, 200 | 201), "{answer:#?}");
    answer.json()
}

/// An API of this test's own, with two scopes and these settings.
async fn api(world: &World, more: Value) -> String {
    let identifier = format!("https://{}.example", world.ip.replace('.', "-"));
    let mut body = json!({ "identifier": identifier, "name": "Own", "allow_offline_access": true,
        "scopes": [{ "value": "read:things" }, { "value": "write:things" }] });
    for (key, value) in more.as_object().expect("an object") {
        body[key] = value.clone();
    }
    made(world, "/resource-servers", body).await;
    identifier
}

fn api_path(identifier: &str) -> String {
    format!("/resource-servers/{}", identifier.replace('/', "%2F"))
}

async fn user_path(world: &World) -> String {
    let path = format!("/users-by-email?email={}", world.email);
    let found = call(world, Method::GET, &path, Value::Null)
        .await
        .expect(200);
    format!(
        "/users/{}",
        text(&found.json()[0], "user_id").replace('|', "%7C")
    )
}

/// Gives the signed-in person a role with these permissions of the API; its id.
async fn give_role(world: &World, api: &str, scopes: &[&str]) -> String {
    let name = format!("Role {} {}", world.ip, scopes.join("+"));
    let role = text(&made(world, "/roles", json!({ "name": name })).await, "id");
    let permissions: Vec<_> = scopes
        .iter()
        .map(|s| json!({ "resource_server_identifier": api, "permission_name": s }))
        .collect();
    let path = format!("/roles/{role}/permissions");
    made(world, &path, json!({ "permissions": permissions })).await;
    let path = format!("{}/roles", user_path(world).await);
    call(world, Method::POST, &path, json!({ "roles": [role] }))
        .await
        .expect(204);
    role
}

const BOTH: &str = "openid offline_access read:things write:things";

async fn login(world: &World, api: &str) -> Value {
    let more = [("audience", api), ("scope", BOTH)];
    world.password("native", &more).await.expect(200).json()
}

async fn an_api_that_enforces_permissions_gives_what_the_user_has(engine: Engine) {
    let world = World::shared(engine).await;
    let api = api(&world, json!({ "enforce_policies": true })).await;
    let tokens = login(&world, &api).await;
    let claims = world.verify(&tokens["access_token"], &api).await.claims;
    assert_eq!(claims["scope"], "openid offline_access");
    assert!(claims.get("permissions").is_none(), "{claims}");
    give_role(&world, &api, &["read:things"]).await;
    let tokens = login(&world, &api).await;
    assert_eq!(tokens["scope"], "openid offline_access read:things");
    let claims = world.verify(&tokens["access_token"], &api).await.claims;
    assert_eq!(claims["scope"], "openid offline_access read:things");
    // The same through the browser.
    let more = [("audience", api.as_str()), ("scope", BOTH)];
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &more).await;
    let code = browser.log_in(&start, &world.email).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let claims = world.verify(&tokens["access_token"], &api).await.claims;
    assert_eq!(claims["scope"], "openid offline_access read:things");
    // An API that does not ask gives what was asked for.
    let off = json!({ "enforce_policies": false });
    call(&world, Method::PATCH, &api_path(&api), off)
        .await
        .expect(200);
    let tokens = login(&world, &api).await;
    assert_eq!(tokens["scope"], BOTH);
}

async fn permissions_are_told_where_the_dialect_says_so(engine: Engine) {
    for (dialect, typ) in [
        ("access_token_authz", "JWT"),
        ("rfc9068_profile_authz", "at+jwt"),
    ] {
        let world = World::shared(engine).await;
        let settings = json!({ "enforce_policies": true, "token_dialect": dialect });
        let api = api(&world, settings).await;
        let tokens = login(&world, &api).await;
        let jwt = world.verify(&tokens["access_token"], &api).await;
        assert_eq!(jwt.typ.as_deref(), Some(typ));
        assert_eq!(jwt.claims["permissions"], json!([]));
        give_role(&world, &api, &["read:things", "write:things"]).await;
        // All that the user may, though less was asked for.
        let more = [("audience", api.as_str()), ("scope", "openid read:things")];
        let tokens = world.password("native", &more).await.expect(200).json();
        let claims = world.verify(&tokens["access_token"], &api).await.claims;
        assert_eq!(claims["scope"], "openid read:things");
        let mut permissions: Vec<String> =
            serde_json::from_value(claims["permissions"].clone()).expect("a list");
        permissions.sort();
        assert_eq!(permissions, ["read:things", "write:things"]);
    }
}

async fn a_role_that_is_taken_away_counts_no_more_at_the_next_refresh(engine: Engine) {
    let world = World::shared(engine).await;
    let api = api(&world, json!({ "enforce_policies": true })).await;
    let role = give_role(&world, &api, &["read:things"]).await;
    let tokens = login(&world, &api).await;
    assert_eq!(tokens["scope"], "openid offline_access read:things");
    let path = format!("{}/roles", user_path(&world).await);
    call(&world, Method::DELETE, &path, json!({ "roles": [role] }))
        .await
        .expect(204);
    let token = text(&tokens, "refresh_token");
    let fresh = world.refresh("native", &token, &[]).await.expect(200);
    let claims = world.verify(&fresh.json()["access_token"], &api).await;
    assert_eq!(claims.claims["scope"], "openid offline_access");
}

async fn a_scope_that_the_api_drops_takes_its_permissions_along(engine: Engine) {
    let world = World::shared(engine).await;
    let api = api(&world, json!({ "enforce_policies": true })).await;
    let role = give_role(&world, &api, &["read:things", "write:things"]).await;
    for scopes in [
        json!([{ "value": "read:things" }]),
        json!([{ "value": "read:things" }, { "value": "write:things" }]),
    ] {
        let body = json!({ "scopes": scopes });
        call(&world, Method::PATCH, &api_path(&api), body)
            .await
            .expect(200);
    }
    let path = format!("/roles/{role}/permissions");
    let left = call(&world, Method::GET, &path, Value::Null)
        .await
        .expect(200);
    assert_eq!(left.json().as_array().map(Vec::len), Some(1), "{left:#?}");
    assert_eq!(
        login(&world, &api).await["scope"],
        "openid offline_access read:things"
    );
    call(&world, Method::DELETE, &api_path(&api), Value::Null)
        .await
        .expect(204);
    let left = call(&world, Method::GET, &path, Value::Null)
        .await
        .expect(200);
    assert_eq!(left.json(), json!([]));
}

async fn a_machine_tells_its_scopes_as_permissions(engine: Engine) {
    let world = World::shared(engine).await;
    let settings = json!({ "enforce_policies": true, "token_dialect": "access_token_authz" });
    let api = api(&world, settings).await;
    let grant = json!({ "client_id": "machine", "audience": api, "scope": ["read:things"] });
    made(&world, "/client-grants", grant).await;
    let form = [("grant_type", "client_credentials"), ("audience", &*api)];
    let tokens = world.token("machine", &form).await.expect(200).json();
    let claims = world.verify(&tokens["access_token"], &api).await.claims;
    assert_eq!(claims["permissions"], json!(["read:things"]));
    assert_eq!(claims["scope"], "read:things");
}

fn policy(user: &str, client: &str) -> Value {
    json!({ "subject_type_authorization": {
        "user": { "policy": user }, "client": { "policy": client } } })
}

async fn an_api_may_ask_for_grants_for_users(engine: Engine) {
    let world = World::shared(engine).await;
    let settings = policy("require_client_grant", "require_client_grant");
    let api = api(&world, settings).await;
    let refusal =
        format!("Client \"native\" is not authorized to access resource server \"{api}\".");
    let more = [("audience", api.as_str()), ("scope", BOTH)];
    let refused = world.password("native", &more).await;
    refused.expect_error(400, "invalid_request", &refusal);
    let more = [("audience", api.as_str())];
    let at_authorize = world.authorize(&world.browser(), "web", &more).await;
    let of_web = refusal.replace("native", "web");
    let expected = Outcome::Refused("invalid_request".to_owned(), of_web);
    assert_eq!(at_authorize.outcome(), expected);
    // A grant for the client itself is another one.
    for (subject_type, status) in [("client", 400), ("user", 200)] {
        let grant = json!({ "client_id": "native", "audience": api, "scope": ["read:things"],
            "subject_type": subject_type });
        let grant = made(&world, "/client-grants", grant).await;
        assert_eq!(grant["subject_type"], subject_type);
        let more = [("audience", api.as_str()), ("scope", BOTH)];
        let answer = world.password("native", &more).await.expect(status).json();
        if status == 200 {
            assert_eq!(answer["scope"], "openid offline_access read:things");
        }
    }
    let query = format!("/client-grants?client_id=native&audience={api}&subject_type=user");
    let found = call(&world, Method::GET, &query, Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    let all = json!({ "allow_all_scopes": true });
    let path = format!("/client-grants/{}", text(&found[0], "id"));
    call(&world, Method::PATCH, &path, all).await.expect(200);
    assert_eq!(login(&world, &api).await["scope"], BOTH);
}

async fn an_api_may_refuse_everybody(engine: Engine) {
    let world = World::shared(engine).await;
    let api = api(&world, policy("deny_all", "deny_all")).await;
    for (client, subject_type) in [("machine", "client"), ("native", "user")] {
        let grant = json!({ "client_id": client, "audience": api, "scope": ["read:things"],
            "subject_type": subject_type });
        made(&world, "/client-grants", grant).await;
    }
    let more = [("audience", api.as_str())];
    assert_eq!(world.password("native", &more).await.status, 400);
    let form = [("grant_type", "client_credentials"), ("audience", &*api)];
    let refused = world.token("machine", &form).await.expect(403).json();
    assert_eq!(refused["error"], "access_denied");
}

async fn an_api_may_sign_with_a_secret_of_its_own(engine: Engine) {
    let world = World::shared(engine).await;
    let secret = "a secret of more than sixteen letters";
    let settings = json!({ "signing_alg": "HS256", "signing_secret": secret });
    let api = api(&world, settings).await;
    let read = call(&world, Method::GET, &api_path(&api), Value::Null).await;
    assert_eq!(read.expect(200).json()["signing_secret"], secret);
    let tokens = login(&world, &api).await;
    let token = text(&tokens, "access_token");
    let key = jsonwebtoken::DecodingKey::from_secret(secret.as_bytes());
    let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::HS256);
    validation.set_audience(&[&api]);
    let read = jsonwebtoken::decode::<Value>(&token, &key, &validation).expect("our signature");
    // Whoever knows the secret could have made it: it opens nothing here.
    assert_eq!(read.claims["aud"], api);
    world.userinfo(&token).await.expect(401);
    let other = json!({ "identifier": format!("{api}/generated"), "signing_alg": "HS256" });
    let generated = made(&world, "/resource-servers", other).await;
    assert!(text(&generated, "signing_secret").len() >= 32);
    let entries = world
        .manage(Method::GET, "/api/v2/logs?per_page=100", None)
        .await;
    assert!(
        !entries.body.contains(secret),
        "the tenant log holds a secret"
    );
}

async fn what_nobody_does_is_refused(engine: Engine) {
    let world = World::shared(engine).await;
    let api = api(&world, json!({})).await;
    for body in [
        json!({ "signing_alg": "PS256" }),
        json!({ "allow_online_access": true }),
        json!({ "consent_policy": "transactional-authorization-with-mfa" }),
        json!({ "proof_of_possession": { "mechanism": "dpop", "required": true } }),
        json!({ "authorization_details": [{ "type": "payment" }] }),
    ] {
        let refused = call(&world, Method::PATCH, &api_path(&api), body).await;
        assert_eq!(
            refused.expect(403).json()["errorCode"],
            "feature_not_enabled"
        );
    }
}
