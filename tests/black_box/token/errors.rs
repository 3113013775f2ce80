//! Each refusal of the token endpoint: status, `error` and the sentence that SDKs match on.

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

/// A code for this client, as the browser brings it.
async fn code_for(world: &World, client: &str, more: &[(&str, &str)]) -> String {
    let transfer = world.transfer("native").await;
    let mut more = more.to_vec();
    more.push(("session_transfer_token", &transfer.token));
    world
        .authorize(&world.browser(), client, &more)
        .await
        .code()
}

const PASSWORD_REALM: &str = "http://auth0.com/oauth/grant-type/password-realm";

const NO_PKCE: [(&str, &str); 2] = [("code_challenge", ""), ("code_challenge_method", "")];

on_both_engines! {
    an_unknown_used_or_foreign_code,
    an_expired_code,
    a_wrong_redirect_uri,
    a_wrong_code_verifier,
    an_unknown_revoked_or_foreign_refresh_token,
    a_client_that_may_not_transfer,
    a_wrong_password_and_an_unknown_person,
    a_wrong_missing_or_unknown_client,
    an_api_that_is_unknown_or_not_granted,
    a_grant_that_is_unknown_or_not_allowed,
    a_missing_parameter_is_named,
    both_password_grants_refuse_in_the_same_words,
    the_password_grants_differ_in_their_connection,
}

async fn an_unknown_used_or_foreign_code(engine: Engine) {
    let world = World::shared(engine).await;
    let wrong =
        |answer: Answer| answer.expect_error(403, "invalid_grant", "Invalid authorization code");
    wrong(world.code("web", "nonsense").await);
    let code = code_for(&world, "web", &[]).await;
    wrong(world.code("web-second", &code).await);
    let code = code_for(&world, "web", &[]).await;
    world.code("web", &code).await.expect(200);
    wrong(world.code("web", &code).await);
    world.logged("seacft", "").await;
    let logs = world.logs().await;
    assert!(
        logs.iter().any(|entry| entry["type"] == "feacft"),
        "{logs:#?}"
    );
}

async fn an_expired_code(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2031-05-05T10:00:00Z").await;
    let code = code_for(&world, "web", &[]).await;
    world.advance("61s").await;
    world
        .code("web", &code)
        .await
        .expect_error(403, "invalid_grant", "Invalid authorization code");
}

async fn a_wrong_redirect_uri(engine: Engine) {
    let world = World::shared(engine).await;
    let code = code_for(&world, "web", &[]).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", "https://web.example/other"),
        ("code_verifier", VERIFIER),
    ];
    let answer = world.token("web", &form).await.expect(403);
    assert_eq!(answer.json()["error"], "invalid_grant");
}

async fn a_wrong_code_verifier(engine: Engine) {
    let world = World::shared(engine).await;
    let uri = callback("web");
    for verifier in ["another-verifier-that-is-long-enough-to-be-one", ""] {
        let code = code_for(&world, "web", &[]).await;
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", &uri),
        ];
        if !verifier.is_empty() {
            form.push(("code_verifier", verifier));
        }
        let answer = world.token("web", &form).await;
        answer.expect_error(403, "invalid_grant", "Failed to verify code verifier");
    }
    let code = code_for(&world, "web", &NO_PKCE).await;
    let answer = world.code("web", &code).await;
    assert_eq!(
        answer.expect(403).json()["error"],
        "invalid_grant",
        "a verifier without a challenge"
    );
}

async fn an_unknown_revoked_or_foreign_refresh_token(engine: Engine) {
    let world = World::shared(engine).await;
    let wrong = |answer: Answer| {
        answer.expect_error(403, "invalid_grant", "Unknown or invalid refresh token.")
    };
    wrong(world.refresh("native", "v1.nonsense", &[]).await);
    wrong(world.exchange("native", "v1.nonsense").await);
    let token = world.refresh_token("native").await;
    wrong(world.refresh("native-static", &token, &[]).await);
    wrong(world.refresh("web", &token, &[]).await);
    let token = text(
        &world
            .refresh("native", &token, &[])
            .await
            .expect(200)
            .json(),
        "refresh_token",
    );
    world.revoke("native", &token).await.expect(200);
    wrong(world.refresh("native", &token, &[]).await);
    wrong(world.exchange("native", &token).await);
    let logs = world.logs().await;
    let failed: Vec<_> = logs
        .iter()
        .filter(|entry| entry["type"] == "fertft")
        .collect();
    assert!(
        failed
            .iter()
            .any(|entry| entry["audience"] == world.transfer_audience()),
        "{logs:#?}"
    );
}

async fn a_client_that_may_not_transfer(engine: Engine) {
    let world = World::shared(engine).await;
    let token = world.refresh_token("native-untransferable").await;
    let answer = world
        .exchange("native-untransferable", &token)
        .await
        .expect(400);
    assert_eq!(answer.json()["error"], "invalid_request");
    world.logged("fertft", "").await;
    world
        .refresh("native-untransferable", &token, &[])
        .await
        .expect(200);
}

async fn a_wrong_password_and_an_unknown_person(engine: Engine) {
    let world = World::shared(engine).await;
    let wrong =
        |answer: Answer| answer.expect_error(403, "invalid_grant", "Wrong email or password.");
    wrong(world.password("native", &[("password", "wrong")]).await);
    wrong(
        world
            .password("native", &[("username", "nobody@example.com")])
            .await,
    );
    wrong(
        world
            .password("native", &[("password", &"x".repeat(5000))])
            .await,
    );
}

async fn a_wrong_missing_or_unknown_client(engine: Engine) {
    let world = World::shared(engine).await;
    let wrong = |answer: Answer| answer.expect_error(401, "access_denied", "Unauthorized");
    let form = [("grant_type", "client_credentials"), ("audience", API)];
    let with = |more: &[(&'static str, &'static str)]| [&form[..], more].concat();
    wrong(
        world
            .post(
                "/oauth/token",
                &with(&[("client_id", "machine"), ("client_secret", "wrong")]),
            )
            .await,
    );
    wrong(
        world
            .post(
                "/oauth/token",
                &with(&[("client_id", "machine"), ("client_secret", "")]),
            )
            .await,
    );
    wrong(
        world
            .post("/oauth/token", &with(&[("client_id", "machine")]))
            .await,
    );
    wrong(
        world
            .post(
                "/oauth/token",
                &with(&[("client_id", "nobody"), ("client_secret", "x")]),
            )
            .await,
    );
    let code = code_for(&world, "web", &[]).await;
    let uri = callback("web");
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", "web"),
        ("code", &code),
        ("redirect_uri", &uri),
        ("code_verifier", VERIFIER),
    ];
    world.post("/oauth/token", &form).await.expect(401);
    world.code("web", &code).await.expect(200);
}

async fn an_api_that_is_unknown_or_not_granted(engine: Engine) {
    let world = World::shared(engine).await;
    let unknown = "https://unknown.example";
    let sentence = format!("Service not enabled within domain: {unknown}");
    let form = [("grant_type", "client_credentials"), ("audience", unknown)];
    world
        .token("machine", &form)
        .await
        .expect_error(403, "access_denied", &sentence);
    world
        .password("native", &[("audience", unknown)])
        .await
        .expect_error(403, "access_denied", &sentence);
    let form = [
        ("grant_type", "client_credentials"),
        ("audience", RFC9068_API),
    ];
    let answer = world.token("machine", &form).await.expect(403).json();
    assert_eq!(answer["error"], "access_denied");
    let sentence = text(&answer, "error_description");
    let start = format!("Client is not authorized to access \"{RFC9068_API}\".");
    assert!(
        sentence.starts_with(&start) && sentence.contains("client-grant"),
        "{sentence}"
    );
    let failures = world.logs().await;
    let failures = failures.iter().filter(|entry| entry["type"] == "feccft");
    assert_eq!(failures.count(), 2);
}

async fn a_grant_that_is_unknown_or_not_allowed(engine: Engine) {
    let world = World::shared(engine).await;
    let form = [("grant_type", "client_credentials"), ("audience", API)];
    let sentence = "Grant type 'client_credentials' not allowed for the client.";
    world
        .token("web", &form)
        .await
        .expect_error(403, "unauthorized_client", sentence);
    let sentence = "Grant type 'password' not allowed for the client.";
    world
        .password("web", &[])
        .await
        .expect_error(403, "unauthorized_client", sentence);
    let sentence = "Unsupported grant type: fantasy";
    world
        .token("web", &[("grant_type", "fantasy")])
        .await
        .expect_error(403, "unsupported_grant_type", sentence);
}

async fn a_missing_parameter_is_named(engine: Engine) {
    let world = World::shared(engine).await;
    let realm = PASSWORD_REALM;
    let cases = [
        ("native", vec![], "grant_type"),
        (
            "native",
            vec![("grant_type", "refresh_token")],
            "refresh_token",
        ),
        ("native", vec![("grant_type", "authorization_code")], "code"),
        (
            "native",
            vec![("grant_type", "password"), ("password", "x")],
            "username",
        ),
        (
            "native",
            vec![("grant_type", "password"), ("username", "x")],
            "password",
        ),
        (
            "native",
            vec![("grant_type", realm), ("username", "x"), ("password", "x")],
            "realm",
        ),
        (
            "machine",
            vec![("grant_type", "client_credentials")],
            "audience",
        ),
    ];
    for (client, form, name) in cases {
        let sentence = format!("Missing required parameter: {name}");
        world
            .token(client, &form)
            .await
            .expect_error(400, "invalid_request", &sentence);
    }
}

async fn both_password_grants_refuse_in_the_same_words(engine: Engine) {
    let world = World::own(engine).await;
    let require = json!({ "organization_usage": "require" });
    call(&world, Method::PATCH, "/clients/native-static", require)
        .await
        .expect(200);
    let blocked = world.account("blocked").await;
    let user = blocked.user_path().await;
    let block = json!({ "blocked": true });
    world
        .manage(Method::PATCH, &user, Some(block))
        .await
        .expect(200);
    for (grant, more) in [
        ("password", None),
        (PASSWORD_REALM, Some(("realm", CONNECTION))),
    ] {
        let with = |other: (&'static str, &'static str)| {
            let named = [("grant_type", grant), other];
            named.into_iter().chain(more).collect::<Vec<_>>()
        };
        let nothing = with(("audience", ""));
        let sentence = format!("Grant type '{grant}' not allowed for the client.");
        world
            .password("web", &nothing)
            .await
            .expect_error(403, "unauthorized_client", &sentence);
        world
            .password("native-static", &nothing)
            .await
            .expect_error(
                400,
                "invalid_request",
                "parameter organization is required for this client",
            );
        world
            .password("native", &with(("password", "wrong")))
            .await
            .expect_error(403, "invalid_grant", "Wrong email or password.");
        blocked.password("native", &nothing).await.expect_error(
            401,
            "unauthorized",
            "user is blocked",
        );
        world
            .password("native", &with(("audience", "urn:nowhere")))
            .await
            .expect_error(
                403,
                "access_denied",
                "Service not enabled within domain: urn:nowhere",
            );
    }
    let logs = world.logs().await;
    let refused = logs.iter().filter(|entry| entry["type"] == "fepft");
    assert_eq!(refused.count(), 10, "{logs:#?}");
}

async fn the_password_grants_differ_in_their_connection(engine: Engine) {
    let world = World::own(engine).await;
    let realm = |name: &'static str| [("grant_type", PASSWORD_REALM), ("realm", name)];
    world
        .password("native", &realm("nowhere"))
        .await
        .expect_error(403, "access_denied", "the connection is not enabled");
    // The plain grant reads no realm.
    let plain = [("grant_type", "password"), ("realm", "nowhere")];
    world.password("native", &plain).await.expect(200);
    let none = json!({ "default_directory": "" });
    call(&world, Method::PATCH, "/tenants/settings", none)
        .await
        .expect(200);
    let sentence = "Authorization server not configured with default connection.";
    world
        .password("native", &[])
        .await
        .expect_error(400, "invalid_request", sentence);
    world
        .password("native", &realm(CONNECTION))
        .await
        .expect(200);
    let logs = world.logs().await;
    let count = |kind: &str| logs.iter().filter(|entry| entry["type"] == kind).count();
    assert_eq!((count("sepft"), count("fepft")), (2, 2), "{logs:#?}");
}
