//! How a request to the token endpoint may be written, and how not.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::json;

use crate::harness::*;

/// `Authorization: Basic`, RFC 6749, section 2.3.1.
fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

async fn code(world: &World, client: &str) -> String {
    let (browser, _) = world.logged_in("web").await;
    world.authorize(&browser, client, &[]).await.code()
}

on_both_engines! {
    json_and_forms_say_the_same,
    a_secret_may_come_in_the_header,
    a_client_proves_itself_in_one_way_at_a_time,
    a_repeated_parameter_is_refused,
    a_body_that_is_no_request,
    a_scope_is_text,
    a_body_has_a_limit,
    only_post_is_answered,
    revoking_is_answered_without_telling,
    user_information_needs_a_token_in_the_header,
}

async fn json_and_forms_say_the_same(engine: Engine) {
    let world = World::shared(engine).await;
    let token = world.refresh_token("native-static").await;
    let body = json!({
        "grant_type": "refresh_token", "client_id": "native-static", "refresh_token": token,
        "audience": world.transfer_audience(),
    });
    for kind in ["application/json", "application/json; charset=utf-8"] {
        let request = world.http.request(Method::POST, "/oauth/token");
        let request = request.header("Content-Type", kind).body(body.to_string());
        let answer = world.http.send(request).await.expect(200).json();
        assert_eq!(answer["token_type"], "N_A");
    }
}

async fn a_secret_may_come_in_the_header(engine: Engine) {
    let world = World::shared(engine).await;
    let uri = callback("web-basic");
    let secret = secret("web-basic");
    let request = |code: String, header: String| {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", &uri),
            ("code_verifier", VERIFIER),
        ];
        let request = world.http.request(Method::POST, "/oauth/token").form(&form);
        world.http.send(request.header("Authorization", header))
    };
    let code = code(&world, "web-basic").await;
    for wrong in [
        basic("web-basic", "wrong"),
        basic("nobody", &secret),
        "Basic !".to_owned(),
        "Basic".to_owned(),
    ] {
        request(code.clone(), wrong)
            .await
            .expect_error(401, "access_denied", "Unauthorized");
    }
    request(code, basic("web%2Dbasic", &secret))
        .await
        .expect(200);
}

async fn a_client_proves_itself_in_one_way_at_a_time(engine: Engine) {
    let world = World::shared(engine).await;
    let secret = secret("machine");
    let form = [
        ("grant_type", "client_credentials"),
        ("audience", API),
        ("client_id", "machine"),
        ("client_secret", &secret),
    ];
    let request = world.http.request(Method::POST, "/oauth/token").form(&form);
    let answer = world
        .http
        .send(request.header("Authorization", basic("machine", &secret)))
        .await;
    assert!([400, 401].contains(&answer.status), "{answer:#?}");
    let form = [
        ("grant_type", "client_credentials"),
        ("audience", API),
        ("client_id", "web"),
    ];
    let request = world.http.request(Method::POST, "/oauth/token").form(&form);
    let answer = world
        .http
        .send(request.header("Authorization", basic("machine", &secret)))
        .await;
    assert!(
        [400, 401].contains(&answer.status),
        "two different clients: {answer:#?}"
    );
}

async fn a_repeated_parameter_is_refused(engine: Engine) {
    let world = World::shared(engine).await;
    let token = world.refresh_token("native-static").await;
    let form = format!("grant_type=refresh_token&client_id=native-static&refresh_token={token}");
    for more in [
        "refresh_token=x",
        "client_id=native-static",
        "grant_type=refresh_token",
        "scope=openid&scope=openid",
        "unknown=1&unknown=2",
    ] {
        let request = world.http.request(Method::POST, "/oauth/token");
        let request = request
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(format!("{form}&{more}"));
        let answer = world.http.send(request).await.expect(400);
        assert_eq!(answer.json()["error"], "invalid_request", "{more}");
    }
    let body = format!(
        r#"{{"grant_type":"refresh_token","client_id":"native-static",
            "refresh_token":"x","refresh_token":"{token}"}}"#
    );
    let request = world.http.request(Method::POST, "/oauth/token");
    let answer = world
        .http
        .send(
            request
                .header("Content-Type", "application/json")
                .body(body),
        )
        .await;
    assert_eq!(answer.expect(400).json()["error"], "invalid_request");
    world
        .refresh("native-static", &token, &[])
        .await
        .expect(200);
}

async fn a_body_that_is_no_request(engine: Engine) {
    let world = World::shared(engine).await;
    let json = "application/json";
    let form = "application/x-www-form-urlencoded";
    let cases = [
        (json, "{"),
        (json, "[]"),
        (json, "null"),
        (json, "\"x\""),
        (json, ""),
        (form, ""),
        (json, r#"{"grant_type":{"a":1}}"#),
        (json, r#"{"grant_type":["password","x"]}"#),
        (form, "grant_type=%FF%FE"),
        (form, "%00=%00"),
        (form, "&&&=&=="),
        (json, "{\"grant_type\":\"\u{0}\"}"),
        (json, "\u{feff}{}"),
        ("text/plain", "grant_type=password"),
        ("", "grant_type=password"),
    ];
    for (kind, body) in cases {
        let request = world.http.request(Method::POST, "/oauth/token").body(body);
        let request = if kind.is_empty() {
            request
        } else {
            request.header("Content-Type", kind)
        };
        let answer = world.http.send(request).await;
        assert!(
            [400, 403, 415].contains(&answer.status),
            "{kind} {body}: {answer:#?}"
        );
        assert!(answer.json()["error"].is_string(), "{kind} {body}");
    }
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let request = world
        .http
        .request(Method::POST, "/oauth/token")
        .header("Content-Type", json);
    let answer = world.http.send(request.body(deep)).await;
    assert!([400, 413].contains(&answer.status), "{}", answer.status);
}

async fn a_scope_is_text(engine: Engine) {
    let world = World::shared(engine).await;
    let token = world.refresh_token("native-static").await;
    let body = json!({
        "grant_type": "refresh_token", "client_id": "native-static", "refresh_token": token,
        "scope": 5,
    });
    let request = world.http.request(Method::POST, "/oauth/token").json(&body);
    let answer = world.http.send(request).await.expect(400).json();
    assert!(
        ["invalid_scope", "invalid_request"].contains(&text(&answer, "error").as_str()),
        "{answer}"
    );
}

async fn a_body_has_a_limit(engine: Engine) {
    let world = World::shared(engine).await;
    let body = format!(
        "grant_type=refresh_token&refresh_token={}",
        "x".repeat(300_000)
    );
    let request = world.http.request(Method::POST, "/oauth/token");
    let request = request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(body);
    let answer = world.http.send(request).await;
    assert!([400, 413].contains(&answer.status), "{}", answer.status);
}

async fn only_post_is_answered(engine: Engine) {
    let world = World::shared(engine).await;
    for method in [Method::GET, Method::PUT, Method::DELETE, Method::HEAD] {
        let request = world
            .http
            .request(method, "/oauth/token?grant_type=password");
        world.http.send(request).await.expect(405);
    }
}

async fn revoking_is_answered_without_telling(engine: Engine) {
    let world = World::shared(engine).await;
    let token = world.refresh_token("native").await;
    for wrong in [
        world.revoke("native", "unknown").await,
        world.revoke("native-static", &token).await,
    ] {
        assert_eq!((wrong.status, wrong.body.as_str()), (200, ""), "{wrong:#?}");
    }
    let token = text(
        &world
            .refresh("native", &token, &[])
            .await
            .expect(200)
            .json(),
        "refresh_token",
    );
    let request = world.http.request(Method::POST, "/oauth/revoke");
    let answer = world
        .http
        .send(request.json(&json!({ "client_id": "native", "token": token })))
        .await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    world.refresh("native", &token, &[]).await.expect(403);
    world.revoke("native", &token).await.expect(200);
    world.logged("srrt", "").await;
    let answer = world
        .post("/oauth/revoke", &[("client_id", "native")])
        .await
        .expect(400);
    assert_eq!(answer.json()["error"], "invalid_request");
    let form = [
        ("client_id", "web"),
        ("client_secret", "wrong"),
        ("token", "x"),
    ];
    let answer = world.post("/oauth/revoke", &form).await.expect(401);
    assert_eq!(answer.json()["error"], "invalid_client");
}

async fn user_information_needs_a_token_in_the_header(engine: Engine) {
    let world = World::shared(engine).await;
    world.http.get("/userinfo").await.expect(401);
    let tokens = world.password("native", &[]).await.expect(200).json();
    let token = text(&tokens, "access_token");
    world
        .http
        .get(&format!("/userinfo?access_token={token}"))
        .await
        .expect(401);
    let request = world
        .http
        .request(Method::POST, "/userinfo")
        .bearer_auth(&token);
    world.http.send(request).await.expect(200);
    let plain = world
        .password("native", &[("scope", "read:orders"), ("audience", API)])
        .await
        .expect(200)
        .json();
    let answer = world.userinfo(&text(&plain, "access_token")).await;
    assert!(
        [401, 403].contains(&answer.status),
        "openid was not granted: {answer:#?}"
    );
}
