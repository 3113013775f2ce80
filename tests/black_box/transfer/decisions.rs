//! What a transfer token comes to, by the session that is there and by the token.
//!
//! A refusal is never told to the application: the browser sees the login page, and the tenant
//! log the reason.

use crate::harness::sentences::{MISBOUND, NO_PARENT, NOT_FOUND, OTHER_ORGANIZATION, OTHER_USER};
use crate::harness::*;

/// Long enough to be one, and never issued.
const JUNK: &str = "junkjunkjunkjunkjunkjunkjunkjunkjunkjunkjunk";

#[track_caller]
fn assert_login_page(answer: &Answer) {
    assert_eq!(
        (answer.status, answer.outcome()),
        (302, Outcome::Login),
        "{answer:#?}"
    );
    assert_eq!(answer.cookie("auth0"), None, "no session: {answer:#?}");
}

on_both_engines! {
    no_session_and_a_valid_token_log_in,
    the_same_person_keeps_the_session_under_a_new_cookie,
    another_person_is_logged_out_and_asked,
    another_person_is_asked_without_a_word_to_the_app,
    junk_leads_to_the_login_page_and_harms_nobody,
    a_token_works_once,
    a_token_lives_for_a_minute,
    an_almost_right_token_is_a_wrong_one,
    a_token_from_elsewhere_is_refused_and_spent,
    a_token_from_elsewhere_logs_nobody_out,
    an_organization_that_the_token_lacks_is_a_mismatch,
    a_revoked_parent_takes_its_tokens_along,
    a_blocked_person_is_not_let_in,
    the_persons_connection_must_serve_the_app,
    silently_a_good_token_gives_a_code_and_a_bad_one_login_required,
    a_refused_token_leaves_the_login_intact,
    a_refused_exchange_leaves_no_token_behind,
    the_trace_tells_what_was_checked,
}

async fn no_session_and_a_valid_token_log_in(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.transferred("native", "web").await;
    assert!(world.has_session(&browser).await);
}

async fn the_same_person_keeps_the_session_under_a_new_cookie(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, before) = world.logged_in("web").await;
    let old_cookie = browser.cookie("auth0").expect("a session");
    let transfer = world.transfer("native").await;
    let answer = world.redeem(&browser, "web", &transfer.token).await;
    let after = world.code("web", &answer.code()).await.expect(200).json();
    let before = world.verify(&before["id_token"], "web").await.claims;
    let after = world.verify(&after["id_token"], "web").await.claims;
    assert_eq!(before["sid"], after["sid"]);
    assert_ne!(browser.cookie("auth0"), Some(old_cookie.clone()));
    assert!(world.has_session(&browser).await);
    browser.set_cookie("auth0", &old_cookie);
    assert!(!world.has_session(&browser).await, "the old cookie is dead");
}

async fn another_person_is_logged_out_and_asked(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = World::shared(engine)
        .await
        .at(&world.ip)
        .transferred("native", "web")
        .await;
    let others = browser.cookie("auth0").expect("a session");
    let transfer = world.transfer("native").await;
    let answer = world.redeem(&browser, "web", &transfer.token).await;
    assert_login_page(&answer);
    world.logged("w", OTHER_USER).await;
    browser.set_cookie("auth0", &others);
    assert!(
        !world.has_session(&browser).await,
        "the other person's session is revoked"
    );
    assert_login_page(&world.redeem(&world.browser(), "web", &transfer.token).await);
}

async fn another_person_is_asked_without_a_word_to_the_app(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = World::shared(engine)
        .await
        .at(&world.ip)
        .transferred("native", "web")
        .await;
    let transfer = world.transfer("native").await;
    let answer = world.redeem(&browser, "web", &transfer.token).await;
    let code = browser.log_in(&answer, &world.email).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let id = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(id["email"], world.email);
}

async fn junk_leads_to_the_login_page_and_harms_nobody(engine: Engine) {
    let world = World::shared(engine).await;
    let browser = world.browser();
    assert_login_page(&world.redeem(&browser, "web", JUNK).await);
    world.logged("w", NOT_FOUND).await;
    let (browser, _) = world.logged_in("web").await;
    let answer = world.redeem(&browser, "web", JUNK).await;
    assert_login_page(&answer);
    assert!(world.has_session(&browser).await, "junk ends no session");
}

async fn a_token_works_once(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    world.redeem(&browser, "web", &transfer.token).await.code();
    assert_login_page(&world.redeem(&world.browser(), "web", &transfer.token).await);
    world.logged("w", NOT_FOUND).await;
    let again = world.redeem(&browser, "web", &transfer.token).await;
    assert_login_page(&again);
    assert!(
        world.has_session(&browser).await,
        "a replay ends no session"
    );
}

async fn a_token_lives_for_a_minute(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2031-05-05T10:00:00Z").await;
    let transfer = world.transfer("native").await;
    world.advance("59s").await;
    world
        .redeem(&world.browser(), "web", &transfer.token)
        .await
        .code();
    let transfer = world.transfer("native").await;
    world.advance("60s").await;
    assert_login_page(&world.redeem(&world.browser(), "web", &transfer.token).await);
    world.logged("w", NOT_FOUND).await;
}

async fn an_almost_right_token_is_a_wrong_one(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let token = &transfer.token;
    let mut swapped = token.clone();
    let last = swapped.pop().expect("it is long");
    swapped.push(if last == 'A' { 'B' } else { 'A' });
    let variants = [
        token[..token.len() - 1].to_owned(),
        format!("{token}A"),
        format!("{token}="),
        format!(" {token}"),
        format!("{token}\n"),
        swapped,
        token.to_uppercase(),
    ];
    for variant in variants {
        assert_login_page(&world.redeem(&world.browser(), "web", &variant).await);
    }
    world.redeem(&world.browser(), "web", token).await.code();
}

async fn a_token_from_elsewhere_is_refused_and_spent(engine: Engine) {
    let world = World::shared(engine).await;
    let elsewhere = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let answer = elsewhere
        .redeem(&elsewhere.browser(), "web", &transfer.token)
        .await;
    assert_login_page(&answer);
    elsewhere.logged("w", MISBOUND).await;
    assert_login_page(&world.redeem(&world.browser(), "web", &transfer.token).await);
    world.logged("w", NOT_FOUND).await;
}

async fn a_token_from_elsewhere_logs_nobody_out(engine: Engine) {
    let world = World::shared(engine).await;
    let victim = World::shared(engine).await;
    let (browser, _) = victim.transferred("native", "web").await;
    let transfer = world.transfer("native").await;
    assert_login_page(&victim.redeem(&browser, "web", &transfer.token).await);
    assert!(victim.has_session(&browser).await);
}

async fn an_organization_that_the_token_lacks_is_a_mismatch(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("organization", "org_blackbox00000001"),
    ];
    let answer = world.authorize(&world.browser(), "web", &more).await;
    assert_login_page(&answer);
    world.logged("w", OTHER_ORGANIZATION).await;
    assert_login_page(&world.redeem(&world.browser(), "web", &transfer.token).await);
}

async fn a_revoked_parent_takes_its_tokens_along(engine: Engine) {
    for client in ["native", "native-uncascaded"] {
        let world = World::shared(engine).await;
        let transfer = world.transfer(client).await;
        world
            .revoke(client, &transfer.refresh_token)
            .await
            .expect(200);
        assert_login_page(&world.redeem(&world.browser(), "web", &transfer.token).await);
        world.logged("w", NO_PARENT).await;
    }
}

async fn a_blocked_person_is_not_let_in(engine: Engine) {
    let world = World::own(engine).await;
    let transfer = world.transfer("native").await;
    let mut tenant = Tenant::standard(4);
    tenant.user(0)["blocked"] = true.into();
    let setup = world.server.setup().clone().tenant(&tenant);
    let path = world.server.file("tenant.yaml").display().to_string();
    let imported = setup.run(&["import", &path]);
    assert!(imported.status.success(), "{imported:?}");
    assert_login_page(&world.redeem(&world.browser(), "web", &transfer.token).await);
    world
        .password("native", &[])
        .await
        .expect_error(401, "unauthorized", "user is blocked");
    let refreshed = world.refresh("native", &transfer.refresh_token, &[]).await;
    assert!([401, 403].contains(&refreshed.status), "{refreshed:#?}");
}

async fn the_persons_connection_must_serve_the_app(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    assert_login_page(
        &world
            .redeem(&world.browser(), "web-unconnected", &transfer.token)
            .await,
    );
    assert_login_page(&world.redeem(&world.browser(), "web", &transfer.token).await);
}

async fn silently_a_good_token_gives_a_code_and_a_bad_one_login_required(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("prompt", "none"),
    ];
    world.authorize(&world.browser(), "web", &more).await.code();
    let log = world.logged("ssa", "").await;
    assert_eq!(log["details"]["triggered_by_session_transfer_token"], true);
    let refused = Outcome::Refused("login_required".to_owned(), "Login required".to_owned());
    let replayed = world.authorize(&world.browser(), "web", &more).await;
    assert_eq!(replayed.outcome(), refused);
    assert!(!replayed.header("location").contains(&transfer.token));
}

async fn a_refused_token_leaves_the_login_intact(engine: Engine) {
    let world = World::shared(engine).await;
    let browser = world.browser();
    let answer = world.redeem(&browser, "web", JUNK).await;
    let code = browser.log_in(&answer, &world.email).await.code();
    world.code("web", &code).await.expect(200);
}

/// The row of the refresh token says nothing of the connection: what was stored with that look goes again.
async fn a_refused_exchange_leaves_no_token_behind(engine: Engine) {
    let world = World::own(engine).await;
    let token = world.refresh_token("native-static").await;
    let listed = async || {
        let path = "/_footbridge/transfers";
        let traces = world.manage(reqwest::Method::GET, path, None).await;
        let traces = traces.expect(200).json();
        let list = traces.as_array().or(traces["transfers"].as_array());
        list.expect("a list").len()
    };
    for _ in 0..2 {
        world.exchange("native-static", &token).await.expect(200);
    }
    assert_eq!(listed().await, 2);
    let path = "/api/v2/connections";
    let all = world.manage(reqwest::Method::GET, path, None).await;
    let path = format!("{path}/{}", text(&all.expect(200).json()[0], "id"));
    let body = serde_json::json!({ "enabled_clients": ["web"] });
    let changed = world
        .manage(reqwest::Method::PATCH, &path, Some(body))
        .await;
    changed.expect(200);
    let refused = world.exchange("native-static", &token).await;
    let text = "the connection is not enabled for the client";
    refused.expect_error(403, "invalid_grant", text);
    assert_eq!(listed().await, 2);
}

async fn the_trace_tells_what_was_checked(engine: Engine) {
    let world = World::shared(engine).await;
    let elsewhere = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    elsewhere
        .redeem(&elsewhere.browser(), "web", &transfer.token)
        .await;
    let traces = world
        .manage(reqwest::Method::GET, "/_footbridge/transfers", None)
        .await
        .expect(200);
    assert!(!traces.body.contains(&transfer.token));
    let (here, there) = (&world.ip, &elsewhere.ip);
    let traces = traces.json();
    let list = traces
        .as_array()
        .or(traces["transfers"].as_array())
        .expect("a list")
        .clone();
    let ours = list
        .iter()
        .find(|trace| trace.to_string().contains(&format!("\"{here}\"")));
    let id = text(ours.expect("the transfer is listed"), "id");
    let trace = world
        .manage(
            reqwest::Method::GET,
            &format!("/_footbridge/transfers/{id}"),
            None,
        )
        .await
        .expect(200);
    assert!(
        trace.body.contains(here) && trace.body.contains(there),
        "both sides: {}",
        trace.body
    );
    world
        .http
        .get(&format!("/_footbridge/transfers/{id}"))
        .await
        .expect(401);
}
