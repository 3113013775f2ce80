//! Callers that ask too often are told how long to wait; in test mode nobody is, unless the operator says so.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

on_both_engines! {
    a_client_that_calls_too_often_is_told_to_wait,
    in_test_mode_nobody_waits,
    one_address_begins_so_many_logins_and_no_more,
}

async fn a_client_that_calls_too_often_is_told_to_wait(engine: Engine) {
    let setup = Setup::new(engine).await.set("RATE_LIMIT__MANAGEMENT", "3");
    let world = World::of(&setup.start().await);
    let token = world.management_token().await;
    let call = || {
        let request = world.http.request(Method::GET, "/api/v2/tenants/settings");
        world.http.send(request.bearer_auth(&token))
    };
    let first = call().await.expect(200);
    let number = |answer: &Answer, name: &str| -> i64 {
        let text = answer.header(name);
        text.parse()
            .unwrap_or_else(|_| panic!("{name}: {answer:#?}"))
    };
    assert_eq!(number(&first, "x-ratelimit-limit"), 3);
    assert!(number(&first, "x-ratelimit-remaining") < 3);
    // A new second may begin in between; two do not.
    let mut refused = None;
    for _ in 0..40 {
        let answer = call().await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a refusal within a second or two");
    let expected = json!({ "statusCode": 429, "error": "Too Many Requests",
        "message": "Global limit has been reached", "errorCode": "too_many_requests" });
    assert_eq!(refused.json(), expected);
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(number(&refused, "x-ratelimit-remaining"), 0);
    let reset = number(&refused, "x-ratelimit-reset");
    assert!(reset >= number(&first, "x-ratelimit-reset"));
    // Somebody without a token is not counted, and uses nothing up.
    let anonymous = world.http.get("/api/v2/tenants/settings").await.expect(401);
    assert!(anonymous.headers.get("x-ratelimit-limit").is_none());
    tokio::time::sleep(Duration::from_millis(1100)).await;
    call().await.expect(200);
    let known = "/api/v2/logs?q=type:api_limit&per_page=5";
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let request = world.http.request(Method::GET, known).bearer_auth(&token);
    let logs = world.http.send(request).await.expect(200).json();
    assert_eq!(logs[0]["client_id"], "machine", "{logs}");
}

async fn in_test_mode_nobody_waits(engine: Engine) {
    let world = World::shared(engine).await;
    let token = world.management_token().await;
    for _ in 0..60 {
        let request = world.http.request(Method::GET, "/api/v2/tenants/settings");
        let answer = world
            .http
            .send(request.bearer_auth(&token))
            .await
            .expect(200);
        assert!(answer.headers.get("x-ratelimit-limit").is_none());
    }
}

async fn one_address_begins_so_many_logins_and_no_more(engine: Engine) {
    let setup = Setup::new(engine).await.set("RATE_LIMIT__LOGINS", "3");
    let world = World::of(&setup.start().await);
    let begin = async |world: &World| world.authorize(&world.browser(), "web", &[]).await;
    let mut statuses = vec![];
    // A new minute may begin in between.
    for _ in 0..8 {
        statuses.push(begin(&world).await.status);
    }
    assert!(
        statuses[..2].contains(&302) && statuses.contains(&429),
        "{statuses:?}"
    );
    assert_eq!(
        begin(&world.at("198.19.250.1")).await.outcome(),
        Outcome::Login
    );
    // What needs no page of ours is as free as ever.
    let transfer = world.transfer("native").await;
    world
        .redeem(&world.browser(), "web", &transfer.token)
        .await
        .code();
}
