//! A user's own Management token fills no log: what it writes counts as failures do, and what it may not do is told in brief.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    calls_with_a_users_own_token_are_logged_so_often_and_no_oftener,
    a_call_without_the_right_is_logged_without_its_body,
}

async fn patch(of: &World, path: &str, token: &str, body: Value) -> u16 {
    let request = of.http.request(Method::PATCH, path);
    let answer = of.http.send(request.bearer_auth(token).json(&body)).await;
    answer.status
}

async fn calls_with_a_users_own_token_are_logged_so_often_and_no_oftener(engine: Engine) {
    let setup = Setup::new(engine).await.set("RATE_LIMIT__EVENTS", "5");
    let world = World::of(&setup.start().await);
    let (own, administrator) = (
        world.own_token("update:current_user_metadata").await,
        world.management_token().await,
    );
    let path = world.user_path().await;
    let other = world.at("203.0.113.9");
    for n in 0..8 {
        let refused = json!({ "description": [n] });
        assert_eq!(patch(&world, &path, &own, refused).await, 403);
        let done = json!({ "user_metadata": { "n": n } });
        assert_eq!(patch(&world, &path, &own, done.clone()).await, 200);
        // An administrator's writes are told, all of them.
        assert_eq!(patch(&other, &path, &administrator, done).await, 200);
    }
    let told = async |world: &World, kinds: &[&str]| {
        let logs = world.logs().await;
        let of_kind = logs
            .iter()
            .filter(|e| kinds.contains(&text(e, "type").as_str()));
        of_kind.count()
    };
    let own = told(&world, &["sapi", "fapi"]).await;
    // Another one may have become free meanwhile.
    assert!((5..8).contains(&own), "{own}");
    assert_eq!(told(&world, &["api_limit"]).await, 1);
    assert_eq!(told(&other, &["sapi"]).await, 8);
}

async fn a_call_without_the_right_is_logged_without_its_body(engine: Engine) {
    let world = World::shared(engine).await;
    let own = world.own_token("update:current_user_metadata").await;
    let path = world.user_path().await;
    let long = json!({ "description": vec!["x".repeat(1_000); 14] });
    assert_eq!(patch(&world, &path, &own, long).await, 403);
    let event = world.logged("fapi", "Update a User").await;
    assert_eq!(event["details"]["request"]["body"], json!({}));
    assert_eq!(event["details"]["response"]["statusCode"], 403);
    assert!(event.to_string().len() < 2_500, "{event}");
}
