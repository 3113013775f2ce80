//! How large a user's metadata may become. Each PATCH may be small: what counts is what is merged in the end.

use reqwest::Method;
use serde_json::{Value, json};

use crate::actions::{bind, execution, post_login};
use crate::harness::*;

on_both_engines! {
    users_make_their_own_metadata_so_large,
    a_users_own_token_sends_so_long_a_body,
    administrators_make_metadata_so_large,
    what_an_action_sets_beyond_that_is_not_kept,
}

/// A PATCH of the user with that token.
async fn patch(of: &World, token: &str, body: Value) -> Answer {
    let request = of.http.request(Method::PATCH, &of.user_path().await);
    of.http.send(request.bearer_auth(token).json(&body)).await
}

fn length(metadata: &Value) -> usize {
    metadata.to_string().len()
}

async fn users_make_their_own_metadata_so_large(engine: Engine) {
    let world = World::shared(engine).await.account("grower").await;
    let token = world.own_token("update:current_user_metadata").await;
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
    let token = world.own_token("update:current_user_metadata").await;
    let body = json!({ "user_metadata": { "a": "x".repeat(65_536) } });
    let refused = patch(&world, &token, body).await.expect(413).json();
    let message = "Payload content length greater than maximum allowed: 65536";
    assert_eq!(refused["message"], message);
}

/// `count` members of 16 KB, named from `first` on.
fn members(first: usize, count: usize) -> Value {
    let long = "x".repeat(16_000);
    let named = (first..first + count).map(|at| (format!("k{at}"), json!(long)));
    Value::Object(named.collect())
}

async fn administrators_make_metadata_so_large(engine: Engine) {
    let world = World::shared(engine).await.account("archive").await;
    let path = world.user_path().await;
    let set = async |kind: &str, metadata: Value| {
        let body = json!({ kind: metadata });
        world.manage(Method::PATCH, &path, Some(body)).await
    };
    for kind in ["user_metadata", "app_metadata"] {
        set(kind, members(0, 60)).await.expect(200);
        let refused = set(kind, members(60, 10)).await.expect(400).json();
        let message = text(&refused, "message");
        assert!(message.contains("maximum 1048576"), "{message}");
        assert!(message.contains(kind), "{message}");
        let kept = world.profile().await[kind].clone();
        assert_eq!(kept.as_object().map(serde_json::Map::len), Some(60));
    }
}

async fn what_an_action_sets_beyond_that_is_not_kept(engine: Engine) {
    let world = World::own(engine).await;
    let path = world.user_path().await;
    for (first, count) in [(0, 60), (60, 5)] {
        let most = json!({ "app_metadata": members(first, count) });
        let answer = world.manage(Method::PATCH, &path, Some(most)).await;
        answer.expect(200);
    }
    let action = post_login(
        "for (let at = 65; at < 70; at += 1) api.user.setAppMetadata('k' + at, 'y'.repeat(16000));
         api.user.setUserMetadata('seen', true);",
    );
    bind(&world, "post-login", &[("Hoards", &action)]).await;
    world.password("native", &[]).await.expect(200);
    let profile = world.profile().await;
    let kept = profile["app_metadata"].as_object().expect("an object");
    assert_eq!(kept.len(), 65);
    assert_eq!(profile["user_metadata"]["seen"], true);
    let logs = world.logs().await;
    let warning = logs.iter().find(|entry| entry["type"] == "w");
    let warning = warning.expect("a warning");
    let said = text(warning, "description");
    assert!(said.contains("app_metadata"), "{said}");
    let ran = execution(&world, warning).await;
    assert_eq!(ran["results"][0]["action_name"], "Hoards");
}
