//! The plan for RP-initiated logout.

use reqwest::Url;
use serde_json::Value;

use super::{Suite, expect_page, query};
use crate::harness::*;

const GOODBYE: &str = "https://web.example/bye";

on_both_engines! {
    oidcc_rp_initiated_logout_discovery_endpoint_verification,
    oidcc_rp_initiated_logout,
    oidcc_rp_initiated_logout_bad_post_logout_redirect_uri,
    oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri,
    oidcc_rp_initiated_logout_modified_id_token_hint,
    oidcc_rp_initiated_logout_bad_id_token_hint,
    oidcc_rp_initiated_logout_no_id_token_hint,
    oidcc_rp_initiated_logout_no_params,
    oidcc_rp_initiated_logout_no_post_logout_redirect_uri,
    oidcc_rp_initiated_logout_no_state,
    oidcc_rp_initiated_logout_only_state,
}

/// Somebody who is signed in, and the hint of their ID token.
async fn signed_in(engine: Engine) -> (Suite, Browser, String) {
    let suite = Suite::shared(engine).await;
    let (browser, tokens) = suite.signed_in(&[]).await;
    let hint = tokens.id_token.as_str().expect("an ID token").to_owned();
    (suite, browser, hint)
}

async fn ask(browser: &Browser, parameters: &[(&str, &str)]) -> Answer {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish();
    browser.get(&format!("/oidc/logout?{query}")).await
}

/// It went back to the application; the session is gone.
async fn expect_goodbye(suite: &Suite, browser: &Browser, answer: &Answer, state: Option<&str>) {
    let to = answer
        .location()
        .unwrap_or_else(|| panic!("no redirect: {answer:#?}"));
    let at = Url::parse(GOODBYE).expect("a URL");
    assert_eq!((to.host(), to.path()), (at.host(), at.path()), "{to}");
    assert_eq!(query(&to).get("state").map(String::as_str), state, "{to}");
    expect_signed_out(suite, browser).await;
}

async fn expect_signed_out(suite: &Suite, browser: &Browser) {
    let silent = suite.pass(browser, &[("prompt", "none")]).await;
    assert_eq!(silent.get("error"), "login_required");
}

/// It did not go back, and asks or says something.
fn expect_no_redirect(answer: &Answer) {
    assert_eq!(answer.location(), None, "{answer:#?}");
    assert!(answer.status < 500, "{answer:#?}");
}

async fn oidcc_rp_initiated_logout_discovery_endpoint_verification(engine: Engine) {
    let suite = Suite::shared(engine).await;
    let found = suite
        .world
        .http
        .get("/.well-known/openid-configuration")
        .await;
    let found: Value = found.expect(200).json();
    let endpoint = format!("{}oidc/logout", suite.world.issuer());
    assert_eq!(found["end_session_endpoint"], endpoint);
}

async fn oidcc_rp_initiated_logout(engine: Engine) {
    let (suite, browser, hint) = signed_in(engine).await;
    let answer = ask(
        &browser,
        &[
            ("id_token_hint", &hint),
            ("post_logout_redirect_uri", GOODBYE),
            ("state", "x&y z"),
        ],
    )
    .await;
    expect_goodbye(&suite, &browser, &answer, Some("x&y z")).await;
}

async fn oidcc_rp_initiated_logout_bad_post_logout_redirect_uri(engine: Engine) {
    let (_, browser, hint) = signed_in(engine).await;
    let bad = format!("{GOODBYE}/unregistered");
    let answer = ask(
        &browser,
        &[
            ("id_token_hint", &hint),
            ("post_logout_redirect_uri", &bad),
            ("state", "s"),
        ],
    )
    .await;
    expect_page(&answer);
}

async fn oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri(engine: Engine) {
    let (_, browser, hint) = signed_in(engine).await;
    let added = format!("{GOODBYE}?foo=bar");
    let answer = ask(
        &browser,
        &[
            ("id_token_hint", &hint),
            ("post_logout_redirect_uri", &added),
            ("state", "s"),
        ],
    )
    .await;
    expect_page(&answer);
}

async fn oidcc_rp_initiated_logout_modified_id_token_hint(engine: Engine) {
    let (_, browser, hint) = signed_in(engine).await;
    // Another signature: the last character but one carries six of its bits.
    let (rest, last) = hint.split_at(hint.len() - 2);
    let other = if last.starts_with('A') { 'B' } else { 'A' };
    let modified = format!("{rest}{other}{}", &last[1..]);
    let answer = ask(
        &browser,
        &[
            ("id_token_hint", &modified),
            ("post_logout_redirect_uri", GOODBYE),
            ("state", "s"),
        ],
    )
    .await;
    expect_no_redirect(&answer);
}

async fn oidcc_rp_initiated_logout_bad_id_token_hint(engine: Engine) {
    let (_, browser, _) = signed_in(engine).await;
    let answer = ask(
        &browser,
        &[
            ("id_token_hint", "bad"),
            ("post_logout_redirect_uri", GOODBYE),
            ("state", "s"),
        ],
    )
    .await;
    expect_no_redirect(&answer);
}

async fn oidcc_rp_initiated_logout_no_id_token_hint(engine: Engine) {
    let (_, browser, _) = signed_in(engine).await;
    let answer = ask(
        &browser,
        &[("post_logout_redirect_uri", GOODBYE), ("state", "s")],
    )
    .await;
    expect_no_redirect(&answer);
}

async fn oidcc_rp_initiated_logout_no_params(engine: Engine) {
    let (suite, browser, _) = signed_in(engine).await;
    let page = ask(&browser, &[]).await.expect(200);
    expect_no_redirect(&page);
    let done = browser
        .submit(&page, &[("action", "accept")])
        .await
        .expect(200);
    expect_no_redirect(&done);
    expect_signed_out(&suite, &browser).await;
}

async fn oidcc_rp_initiated_logout_no_post_logout_redirect_uri(engine: Engine) {
    let (suite, browser, hint) = signed_in(engine).await;
    let answer = ask(&browser, &[("id_token_hint", &hint), ("state", "s")])
        .await
        .expect(200);
    expect_no_redirect(&answer);
    expect_signed_out(&suite, &browser).await;
    // Nor where the client is named.
    let answer = ask(&browser, &[("client_id", "web"), ("state", "s")])
        .await
        .expect(200);
    expect_no_redirect(&answer);
}

async fn oidcc_rp_initiated_logout_no_state(engine: Engine) {
    let (suite, browser, hint) = signed_in(engine).await;
    let answer = ask(
        &browser,
        &[
            ("id_token_hint", &hint),
            ("post_logout_redirect_uri", GOODBYE),
        ],
    )
    .await;
    expect_goodbye(&suite, &browser, &answer, None).await;
}

async fn oidcc_rp_initiated_logout_only_state(engine: Engine) {
    let (_, browser, _) = signed_in(engine).await;
    let page = ask(&browser, &[("state", "s")]).await.expect(200);
    expect_no_redirect(&page);
}
