//! A token in the query and one in the cookie: a dead one does not hide a good one.

use reqwest::Method;
use serde_json::Value;

use crate::harness::federation::{federated, posted, statuses};
use crate::harness::sentences::{MISBOUND, NOT_FOUND};
use crate::harness::*;

on_both_engines! {
    a_dead_query_token_does_not_hide_a_good_cookie,
    an_expired_query_token_does_not_hide_a_good_cookie,
    a_good_query_token_that_is_refused_ends_the_attempt,
    the_cookie_is_not_tried_where_the_client_forbids_it,
    two_dead_tokens_leave_nobody_signed_in,
    a_dead_query_token_and_two_cookies_that_differ_leave_nobody_signed_in,
    a_service_provider_gets_the_cookie_too,
}

/// Redeems `token` in the query while the browser brings `cookie`.
async fn both(world: &World, browser: &Browser, token: &str, cookie: &str) -> Answer {
    browser.set_cookie(TRANSFER_COOKIE, cookie);
    let answer = world.redeem(browser, "web", token).await;
    assert!(answer.clears(TRANSFER_COOKIE), "{answer:#?}");
    answer
}

/// The carriers of the attempts that this address failed with, oldest first.
async fn refusals(world: &World, sentence: &str) -> Vec<Value> {
    let logs = world.logs().await;
    let fits = |entry: &&Value| entry["type"] == "w" && entry["description"] == sentence;
    let refused = logs.iter().rev().filter(fits);
    refused
        .map(|entry| entry["details"]["carrier"].clone())
        .collect()
}

/// Carrier and verdict of each attempt on the transfer that this address was issued last.
async fn attempts(world: &World) -> Vec<(Value, Value)> {
    let all = world
        .manage(Method::GET, "/_footbridge/transfers", None)
        .await;
    let all = all.expect(200).json();
    let ours = |trace: &&Value| trace.to_string().contains(&format!("\"{}\"", world.ip));
    let newest = all["transfers"]
        .as_array()
        .expect("a list")
        .iter()
        .find(ours);
    let id = text(newest.expect("a transfer"), "id");
    let path = format!("/_footbridge/transfers/{id}");
    let trace = world
        .manage(Method::GET, &path, None)
        .await
        .expect(200)
        .json();
    let attempts = trace["attempts"].as_array().expect("attempts");
    attempts
        .iter()
        .map(|a| (a["carrier"].clone(), a["verdict"].clone()))
        .collect()
}

async fn a_dead_query_token_does_not_hide_a_good_cookie(engine: Engine) {
    let elsewhere = World::shared(engine).await;
    let used = elsewhere.transfer("native").await;
    let browser = elsewhere.browser();
    elsewhere.redeem(&browser, "web", &used.token).await.code();
    let unknown = format!("stt_{}A", "A".repeat(42));
    for dead in [&used.token, &unknown, &used.refresh_token, "no token"] {
        let world = World::shared(engine).await;
        let good = world.transfer("native").await;
        let browser = world.browser();
        let answer = both(&world, &browser, dead, &good.token).await;
        assert!(answer.cookie("auth0").is_some(), "{dead}");
        world.code("web", &answer.code()).await.expect(200);
        assert_eq!(refusals(&world, NOT_FOUND).await, ["query"], "{dead}");
        let attempt = ("cookie".into(), "accepted".into());
        assert_eq!(attempts(&world).await, [attempt]);
        let again = world.redeem(&world.browser(), "web", &good.token).await;
        assert_eq!(
            again.outcome(),
            Outcome::Login,
            "the cookie's token is spent"
        );
    }
}

async fn an_expired_query_token_does_not_hide_a_good_cookie(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2030-01-01T00:00:00Z").await;
    let expired = world.transfer("native").await;
    world.advance("61s").await;
    let good = world.transfer("native").await;
    let browser = world.browser();
    both(&world, &browser, &expired.token, &good.token)
        .await
        .code();
    assert_eq!(refusals(&world, NOT_FOUND).await, ["query"]);
}

async fn a_good_query_token_that_is_refused_ends_the_attempt(engine: Engine) {
    let (world, elsewhere) = (World::shared(engine).await, World::shared(engine).await);
    let foreign = elsewhere.transfer("native").await;
    let good = world.transfer("native").await;
    let answer = both(&world, &world.browser(), &foreign.token, &good.token).await;
    assert_eq!(answer.outcome(), Outcome::Login);
    assert_eq!(refusals(&world, MISBOUND).await, ["query"]);
    let answer = world.redeem(&world.browser(), "web", &good.token).await;
    answer.code();
}

async fn the_cookie_is_not_tried_where_the_client_forbids_it(engine: Engine) {
    let world = World::shared(engine).await;
    let good = world.transfer("native").await;
    let browser = world.browser();
    browser.set_cookie(TRANSFER_COOKIE, &good.token);
    let answer = world.redeem(&browser, "web-query", "no token").await;
    assert_eq!(answer.outcome(), Outcome::Login);
    let answer = world.redeem(&world.browser(), "web", &good.token).await;
    answer.code();
}

async fn two_dead_tokens_leave_nobody_signed_in(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let answer = both(&world, &browser, "no token", "no-token").await;
    assert_eq!(
        answer.outcome(),
        Outcome::Login,
        "whatever session there is"
    );
    assert_eq!(refusals(&world, NOT_FOUND).await, ["query", "cookie"]);
}

async fn a_dead_query_token_and_two_cookies_that_differ_leave_nobody_signed_in(engine: Engine) {
    let world = World::shared(engine).await;
    let good = world.transfer("native").await;
    let pair = format!("{TRANSFER_COOKIE}={}; {TRANSFER_COOKIE}=other", good.token);
    let browser = world.browser().with_header("Cookie", &pair);
    let answer = world.redeem(&browser, "web", "no token").await;
    assert_eq!(answer.outcome(), Outcome::Login);
    let answer = world.redeem(&world.browser(), "web", &good.token).await;
    answer.code();
}

async fn a_service_provider_gets_the_cookie_too(engine: Engine) {
    let world = federated(engine).await;
    for path in ["/samlp/sp", "/wsfed/rp"] {
        let good = world.transfer("native").await;
        let browser = world.browser();
        browser.set_cookie("session_transfer_token", &good.token);
        let url = format!("{path}?session_transfer_token=none");
        let posted = posted(&browser, browser.get(&url).await).await;
        assert!(
            posted
                .fields
                .iter()
                .any(|(name, _)| name.starts_with("SAMLResponse") || name == "wresult")
        );
        if path == "/samlp/sp" {
            assert_eq!(statuses(&posted.response()), ["Success"]);
        }
    }
}
