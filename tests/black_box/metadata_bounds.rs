//! How large a user's metadata may become. Each PATCH may be small: what counts is what is merged in the end.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    users_make_their_own_metadata_so_large,
    a_users_own_token_sends_so_long_a_body,
}

async fn own_token(of: &World) -> String {
    let audience = format!("{}api/v2/", of.issuer());
    let scope = ("scope", "update:current_user_metadata");
    let more = [("audience", audience.as_str()), scope];
    let tokens = of.password("native", &more).await.expect(200).json();
    text(&tokens, "access_token")
}

async fn path(of: &World) -> String {
    format!("/api/v2/users/{}", of.user_id().await.replace('|', "%7C"))
}

/// A PATCH of the user with that token.
async fn patch(of: &World, token: &str, body: Value) -> Answer {
    let request = of.http.request(Method::PATCH, &path(of).await);
    of.http.send(request.bearer_auth(token).json(&body)).await
}

fn length(metadata: &Value) -> usize {
    metadata.to_string().len()
}

async fn users_make_their_own_metadata_so_large(engine: Engine) {
    let world = World::shared(engine).await.account("grower").await;
    let token = own_token(&world).await;
    let set = async |key: &str, value: Value| {
        let body = json!({ "user_metadata": { key: value } });
        patch(&world, &token, body).await
    };
    let long = "x".repeat(16_000);
    for key in ["a", "b", "c", "d"] {
        set(key, json!(long)).await.expect(200);
    }
    for key in ["e", "f"] {
        let refused = set(key, json!(long)).await.expect(400).json();
        let message = "Payload validation error: 'Object is too large with what is merged into it (80036 bytes), \
             maximum 65536' on property user_metadata (";
        assert!(text(&refused, "message").starts_with(message), "{refused}");
        assert_eq!(refused["errorCode"], "invalid_body");
    }
    let kept = world.profile().await["user_metadata"].clone();
    assert_eq!(length(&kept), 64_029);
    // What goes makes room.
    set("a", Value::Null).await.expect(200);
    set("e", json!(long)).await.expect(200);
}

async fn a_users_own_token_sends_so_long_a_body(engine: Engine) {
    let world = World::shared(engine).await.account("sender").await;
    let token = own_token(&world).await;
    let body = json!({ "user_metadata": { "a": "x".repeat(65_536) } });
    let refused = patch(&world, &token, body).await.expect(413).json();
    let message = "Payload content length greater than maximum allowed: 65536";
    assert_eq!(refused["message"], message);
}
