//! How a transfer token reaches the server: the query, the cookie, both, or in a wrong way.

use crate::harness::sentences::NOT_FOUND;
use crate::harness::*;

on_both_engines! {
    a_carrier_that_the_app_forbids_is_not_read,
    a_forbidden_carrier_leaves_a_session_in_charge,
    the_query_goes_before_the_cookie,
    a_forbidden_query_leaves_the_cookie_to_be_read,
    two_different_cookies_count_as_none,
    a_doubled_parameter_is_an_error_page,
    an_empty_token_is_no_token,
    the_token_stays_out_of_every_answer,
}

async fn a_carrier_that_the_app_forbids_is_not_read(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    for client in ["web-cookie", "web-closed"] {
        let answer = world
            .redeem(&world.browser(), client, &transfer.token)
            .await;
        assert_eq!(answer.outcome(), Outcome::Login, "{client}");
    }
    for client in ["web-query", "web-closed"] {
        let browser = world.browser();
        browser.set_cookie(TRANSFER_COOKIE, &transfer.token);
        let answer = world.authorize(&browser, client, &[]).await;
        assert_eq!(answer.outcome(), Outcome::Login, "{client}");
        assert!(
            answer.clears(TRANSFER_COOKIE),
            "a cookie that was sent is cleared: {answer:#?}"
        );
    }
    world
        .redeem(&world.browser(), "web-query", &transfer.token)
        .await
        .code();
}

async fn a_forbidden_carrier_leaves_a_session_in_charge(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let transfer = world.transfer("native").await;
    world
        .redeem(&browser, "web-closed", &transfer.token)
        .await
        .code();
    world
        .redeem(&world.browser(), "web", &transfer.token)
        .await
        .code();
}

async fn the_query_goes_before_the_cookie(engine: Engine) {
    let world = World::shared(engine).await;
    let (first, second) = (
        world.transfer("native").await,
        world.transfer("native").await,
    );
    let browser = world.browser();
    browser.set_cookie(TRANSFER_COOKIE, &second.token);
    let answer = world.redeem(&browser, "web", &first.token).await;
    assert!(answer.clears(TRANSFER_COOKIE));
    answer.code();
    let spent = world.redeem(&world.browser(), "web", &first.token).await;
    assert_eq!(spent.outcome(), Outcome::Login);
    world
        .redeem(&world.browser(), "web", &second.token)
        .await
        .code();
}

async fn a_forbidden_query_leaves_the_cookie_to_be_read(engine: Engine) {
    let world = World::shared(engine).await;
    let (first, second) = (
        world.transfer("native").await,
        world.transfer("native").await,
    );
    let browser = world.browser();
    browser.set_cookie(TRANSFER_COOKIE, &second.token);
    world
        .redeem(&browser, "web-cookie", &first.token)
        .await
        .code();
    world
        .redeem(&world.browser(), "web", &first.token)
        .await
        .code();
}

async fn two_different_cookies_count_as_none(engine: Engine) {
    let world = World::shared(engine).await;
    let (first, second) = (
        world.transfer("native").await,
        world.transfer("native").await,
    );
    let pair = format!(
        "{TRANSFER_COOKIE}={}; {TRANSFER_COOKIE}={}",
        first.token, second.token
    );
    let browser = world.browser().with_header("Cookie", &pair);
    let answer = world.authorize(&browser, "web", &[]).await;
    assert_eq!(answer.outcome(), Outcome::Login);
    assert!(answer.clears(TRANSFER_COOKIE));
    let logs = world.logs().await;
    assert!(logs.iter().any(|entry| entry["type"] == "w"), "{logs:#?}");
    for transfer in [first, second] {
        world
            .redeem(&world.browser(), "web", &transfer.token)
            .await
            .code();
    }
}

async fn a_doubled_parameter_is_an_error_page(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let url = world.authorize_url("web", &[("session_transfer_token", &transfer.token)]);
    let doubled = [
        "session_transfer_token=x",
        "client_id=web",
        "state=x",
        "redirect_uri=https%3A%2F%2Fweb.example%2Fcallback",
        "client_ID=web",
    ];
    for more in doubled {
        let answer = world.browser().get(&format!("{url}&{more}")).await;
        assert_eq!((answer.status, answer.location()), (400, None), "{more}");
        assert!(answer.header("content-type").starts_with("text/html"));
        assert_eq!(answer.cookie("auth0"), None);
        assert!(!answer.body.contains(&transfer.token));
    }
    world
        .redeem(&world.browser(), "web", &transfer.token)
        .await
        .code();
}

async fn an_empty_token_is_no_token(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let url = format!(
        "{}&session_transfer_token=",
        world.authorize_url("web", &[])
    );
    browser.get(&url).await.code();
    let logs = world.logs().await;
    assert!(
        logs.iter().all(|entry| entry["description"] != NOT_FOUND),
        "{logs:#?}"
    );
}

async fn the_token_stays_out_of_every_answer(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let elsewhere = World::shared(engine).await;
    let browser = elsewhere.browser();
    let refused = elsewhere.redeem(&browser, "web", &transfer.token).await;
    assert!(
        refused.body.is_empty() || !refused.header("content-type").contains("html"),
        "no page where the token is in the address"
    );
    let page = browser.follow(&refused).await.expect(200);
    let all = format!(
        "{:?}{}{:?}{}",
        refused.headers, refused.body, page.headers, page.body
    );
    assert!(!all.contains(&transfer.token), "{all}");
    assert_eq!(refused.header("cache-control"), "no-store");
    let mistaken = ("redirect_uri", "https://evil.example/");
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        mistaken,
    ];
    let page = world
        .authorize(&world.browser(), "web", &more)
        .await
        .expect(403);
    assert_eq!(
        references(&page.body),
        Vec::<String>::new(),
        "an error page loads and links nothing"
    );
    // Its style sheet stands within it, and loads nothing either.
    for absent in [transfer.token.as_str(), "url(", "@import"] {
        assert!(!page.body.contains(absent), "{absent}: {}", page.body);
    }
}
