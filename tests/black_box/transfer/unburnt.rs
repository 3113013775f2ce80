//! What never spends a transfer token: requests that are wrong for a reason of their own, and
//! requests that nobody meant to make.

use reqwest::Method;

use crate::harness::*;

/// The token must still be good for one login.
async fn assert_unspent(world: &World, transfer: &Transfer, why: &str) {
    let answer = world.redeem(&world.browser(), "web", &transfer.token).await;
    let good = matches!(answer.outcome(), Outcome::Code(_));
    assert!(good, "{why} has spent the token: {answer:#?}");
}

on_both_engines! {
    a_request_that_is_refused_before_the_token_is_looked_at,
    a_forced_login_asks_and_keeps_the_token,
    a_forced_login_is_not_answered_by_the_token_afterwards,
    max_age_counts_from_the_original_login,
    only_get_and_post_are_answered,
    a_prefetch_gets_nothing,
    a_prefetch_does_not_clear_the_cookie_that_carries_the_token,
    a_request_for_a_part_of_a_page_leaves_the_token_alone,
    a_frame_with_a_session_is_served_without_the_token,
    a_navigation_with_its_headers_redeems,
}

async fn a_request_that_is_refused_before_the_token_is_looked_at(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let token = ("session_transfer_token", transfer.token.as_str());
    let mistakes = [
        (("redirect_uri", "https://evil.example/"), 403),
        (("redirect_uri", "https://web.example/callback/"), 403),
        (("client_id", "nobody"), 403),
        (("response_type", ""), 302),
        (("response_type", "nonsense"), 302),
        (("code_challenge_method", "S512"), 302),
        (("code_challenge", "short"), 302),
        (("prompt", "none login"), 302),
        (("max_age", "soon"), 302),
        (
            ("request_uri", "urn:ietf:params:oauth:request_uri:unknown"),
            400,
        ),
    ];
    for (mistake, status) in mistakes {
        let answer = world
            .authorize(&world.browser(), "web", &[token, mistake])
            .await;
        let refused = match answer.outcome() {
            Outcome::Page(found) => (400..500).contains(&found),
            Outcome::Refused(..) => status == 302,
            _ => false,
        };
        assert!(refused, "{mistake:?}: {answer:#?}");
    }
    assert_unspent(&world, &transfer, "a wrong request").await;
}

async fn a_forced_login_asks_and_keeps_the_token(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    for forced in [
        ("prompt", "login"),
        ("max_age", "0"),
        ("prompt", "login consent"),
    ] {
        let more = [("session_transfer_token", transfer.token.as_str()), forced];
        let answer = world.authorize(&world.browser(), "web", &more).await;
        assert_eq!(answer.outcome(), Outcome::Login, "{forced:?}");
    }
    assert_unspent(&world, &transfer, "prompt=login").await;
}

async fn a_forced_login_is_not_answered_by_the_token_afterwards(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("prompt", "login"),
    ];
    let start = world.authorize(&browser, "web", &more).await;
    let home = browser.log_in(&start, &world.email).await;
    let tokens = world.code("web", &home.code()).await.expect(200).json();
    let id = world.verify(&tokens["id_token"], "web").await.claims;
    assert!(id["auth_time"].is_i64(), "{id}");
    assert_unspent(&world, &transfer, "prompt=login").await;
}

async fn max_age_counts_from_the_original_login(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2031-05-05T10:00:00Z").await;
    let refresh_token = world.refresh_token("native").await;
    world.advance("100s").await;
    let answer = world
        .exchange("native", &refresh_token)
        .await
        .expect(200)
        .json();
    let (token, next) = (
        text(&answer, "access_token"),
        text(&answer, "refresh_token"),
    );
    world.advance("10s").await;
    let stale = [
        ("session_transfer_token", token.as_str()),
        ("max_age", "109"),
    ];
    let answer = world.authorize(&world.browser(), "web", &stale).await;
    assert_eq!(
        answer.outcome(),
        Outcome::Login,
        "the login is 110 seconds old"
    );
    let token = text(
        &world.exchange("native", &next).await.expect(200).json(),
        "access_token",
    );
    let fresh = [
        ("session_transfer_token", token.as_str()),
        ("max_age", "111"),
    ];
    let answer = world.authorize(&world.browser(), "web", &fresh).await;
    let tokens = world.code("web", &answer.code()).await.expect(200).json();
    let id = world.verify(&tokens["id_token"], "web").await.claims;
    let (login, issued) = (id["auth_time"].as_i64(), id["iat"].as_i64());
    assert_eq!(
        issued.zip(login).map(|(issued, login)| issued - login),
        Some(110),
        "{id}"
    );
}

async fn only_get_and_post_are_answered(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let url = world.authorize_url("web", &[("session_transfer_token", &transfer.token)]);
    for method in [Method::HEAD, Method::PUT, Method::DELETE, Method::PATCH] {
        let name = method.to_string();
        let answer = world.http.send(world.http.request(method, &url)).await;
        assert_eq!(answer.status, 405, "{name}");
        assert_eq!(answer.cookie("auth0"), None);
    }
    let options = world
        .http
        .send(world.http.request(Method::OPTIONS, &url))
        .await;
    assert_eq!(options.cookie("auth0"), None);
    assert_unspent(&world, &transfer, "a method").await;
}

async fn a_prefetch_gets_nothing(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let guesses = [
        ("Sec-Purpose", "prefetch"),
        ("Sec-Purpose", "prefetch;prerender"),
        ("Sec-Purpose", "prefetch;anonymous-client-ip"),
        ("Purpose", "prefetch"),
    ];
    for (name, value) in guesses {
        let browser = world.browser().with_header(name, value);
        let answer = world.redeem(&browser, "web", &transfer.token).await;
        assert_eq!(
            (answer.status, answer.location()),
            (503, None),
            "{name}: {value}"
        );
        assert!(answer.header("cache-control").contains("no-store"));
        assert_eq!(answer.cookies(), []);
    }
    assert_unspent(&world, &transfer, "a prefetch").await;
}

async fn a_prefetch_does_not_clear_the_cookie_that_carries_the_token(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser().with_header("Sec-Purpose", "prefetch");
    browser.set_cookie(TRANSFER_COOKIE, &transfer.token);
    world.authorize(&browser, "web", &[]).await.expect(503);
    assert_eq!(
        browser.cookie(TRANSFER_COOKIE).as_deref(),
        Some(transfer.token.as_str())
    );
}

async fn a_request_for_a_part_of_a_page_leaves_the_token_alone(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let parts = [
        ("iframe", "navigate"),
        ("frame", "navigate"),
        ("embed", "navigate"),
        ("object", "navigate"),
        ("image", "no-cors"),
        ("script", "no-cors"),
        ("empty", "cors"),
        ("document", "no-cors"),
    ];
    for (destination, mode) in parts {
        let browser = world
            .browser()
            .with_header("Sec-Fetch-Dest", destination)
            .with_header("Sec-Fetch-Mode", mode);
        let answer = world.redeem(&browser, "web", &transfer.token).await;
        assert_eq!(answer.outcome(), Outcome::Login, "{destination} {mode}");
    }
    assert_unspent(&world, &transfer, "a part of a page").await;
}

async fn a_frame_with_a_session_is_served_without_the_token(engine: Engine) {
    let world = World::shared(engine).await;
    let (session, _) = world.logged_in("web").await;
    let transfer = world.transfer("native").await;
    let browser = world
        .browser()
        .with_header("Sec-Fetch-Dest", "iframe")
        .with_header("Sec-Fetch-Mode", "navigate");
    browser.set_cookie("auth0", &session.cookie("auth0").expect("a session"));
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("prompt", "none"),
    ];
    world.authorize(&browser, "web", &more).await.code();
    assert_unspent(&world, &transfer, "a frame").await;
}

async fn a_navigation_with_its_headers_redeems(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world
        .browser()
        .with_header("Sec-Fetch-Dest", "document")
        .with_header("Sec-Fetch-Mode", "navigate")
        .with_header("Sec-Fetch-Site", "cross-site")
        .with_header("Sec-Fetch-User", "?1");
    world.redeem(&browser, "web", &transfer.token).await.code();
}
