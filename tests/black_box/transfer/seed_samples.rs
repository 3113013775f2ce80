//! The requests that Auth0's pages print for this feature, as they are printed.

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

/// Sends what `curl` would send.
async fn sample(world: &World, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = world.http.request(method, path);
    let add = |request: reqwest::RequestBuilder, (name, value): &(&str, &str)| {
        request.header(*name, *value)
    };
    world.http.send(headers.iter().fold(request, add)).await
}

/// `PATCH` of a client with the body of a sample.
async fn patch(world: &World, path: &str, body: &str) -> Answer {
    let token = world.management_token().await;
    let request = world.http.request(Method::PATCH, path);
    let request = request
        .bearer_auth(token)
        .header("content-type", "application/json");
    world.http.send(request.body(body.to_owned())).await
}

on_both_engines! {
    a_native_app_is_enabled,
    a_web_app_is_enabled_through_a_doubled_slash,
    every_setting_can_be_written_at_once,
    a_refresh_token_is_exchanged,
    a_token_is_sent_as_a_cookie,
    a_token_is_sent_as_a_parameter_beside_the_misspelt_client,
    the_misspelt_client_does_not_stand_beside_the_right_one,
}

async fn a_native_app_is_enabled(engine: Engine) {
    let world = World::own(engine).await;
    let token = world.refresh_token("native-untransferable").await;
    let body = r#"{
  "session_transfer": {
    "can_create_session_transfer_token": true,
    "enforce_device_binding": "ip"
  }
}"#;
    let client = patch(&world, "/api/v2/clients/native-untransferable", body)
        .await
        .expect(200)
        .json();
    let expected = json!({
        "can_create_session_transfer_token": true, "allowed_authentication_methods": [],
        "enforce_device_binding": "ip", "allow_refresh_token": false,
        "enforce_online_refresh_tokens": true, "enforce_cascade_revocation": true,
    });
    assert_eq!(client["session_transfer"], expected);
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    world
        .exchange("native-untransferable", &token)
        .await
        .expect(200);
}

async fn a_web_app_is_enabled_through_a_doubled_slash(engine: Engine) {
    let world = World::own(engine).await;
    let body = r#"{
  "session_transfer": {
    "allowed_authentication_methods": ["cookie", "query"]
  }
}"#;
    let client = patch(&world, "/api/v2/clients//web-closed", body)
        .await
        .expect(200)
        .json();
    assert_eq!(
        client["session_transfer"]["allowed_authentication_methods"],
        json!(["cookie", "query"])
    );
    assert_eq!(client["client_id"], "web-closed");
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let (browser, _) = world.transferred("native", "web-closed").await;
    assert!(world.has_session(&browser).await);
}

async fn every_setting_can_be_written_at_once(engine: Engine) {
    let world = World::own(engine).await;
    let settings = json!({
        "can_create_session_transfer_token": false,
        "allowed_authentication_methods": ["cookie", "query"],
        "enforce_device_binding": "ip", "allow_refresh_token": false,
        "enforce_cascade_revocation": true, "enforce_online_refresh_tokens": true,
    });
    let body = json!({ "session_transfer": settings }).to_string();
    let client = patch(&world, "/api/v2/clients/web", &body)
        .await
        .expect(200)
        .json();
    for (key, value) in settings.as_object().expect("an object") {
        assert_eq!(&client["session_transfer"][key], value, "{key}");
    }
}

async fn a_refresh_token_is_exchanged(engine: Engine) {
    let world = World::shared(engine).await;
    let token = world.refresh_token("native").await;
    let body = format!(
        r#"{{"grant_type":"refresh_token",
    "client_id":"native",
    "refresh_token":"{token}",
    "audience":"urn:localhost:session_transfer"}}"#
    );
    let request = world.http.request(Method::POST, "/oauth/token");
    let answer = world
        .http
        .send(
            request
                .header("Content-type", "application/json")
                .body(body),
        )
        .await;
    let answer = answer.expect(200).json();
    let kind = "urn:auth0:params:oauth:token-type:session_transfer_token";
    assert_eq!(answer["issued_token_type"], kind);
    assert_eq!(
        (&answer["token_type"], &answer["expires_in"]),
        (&"N_A".into(), &60.into())
    );
}

async fn a_token_is_sent_as_a_cookie(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let cookie = format!("auth0_session_transfer_token={}", transfer.token);
    let path = "/authorize?client_id=web&redirect_uri=https://web.example/callback\
        &response_type=code&state=state-4711~";
    let answer = sample(&world, Method::GET, path, &[("cookie", &cookie)]).await;
    answer.code();
}

async fn a_token_is_sent_as_a_parameter_beside_the_misspelt_client(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let path = format!(
        "/authorize?session_transfer_token={}&client_ID=web\
         &redirect_uri=https://web.example/callback&response_type=code",
        transfer.token
    );
    let answer = sample(&world, Method::GET, &path, &[]).await.expect(302);
    let code = answer.parameter("code").expect("a code");
    assert_eq!(answer.parameter("state"), None, "none was sent");
    let uri = callback("web");
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", &uri),
    ];
    let tokens = world.token("web", &form).await.expect(200).json();
    assert!(tokens["access_token"].is_string());
}

async fn the_misspelt_client_does_not_stand_beside_the_right_one(engine: Engine) {
    let world = World::shared(engine).await;
    let url = format!("{}&client_ID=web", world.authorize_url("web", &[]));
    let answer = world.browser().get(&url).await;
    assert_eq!((answer.status, answer.location()), (400, None));
}
