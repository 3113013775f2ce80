//! What was there when a page was shown or a token given out, and is gone when they come back.

use reqwest::Method;

use crate::harness::*;

on_both_engines! {
    a_page_does_not_outlive_its_session,
    no_token_outlives_its_client,
    a_deleted_client_leaves_its_connections,
}

async fn a_page_does_not_outlive_its_session(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let start = world.authorize(&browser, "web-third-party", &[]).await;
    assert_eq!(start.outcome(), Outcome::Consent);
    let page = browser.follow(&start).await.expect(200);
    browser.get("/v2/logout").await;
    let accepted = browser.submit(&page, &[("action", "accept")]).await;
    let resumed = browser.follow(&accepted).await;
    assert_eq!(resumed.outcome(), Outcome::Login);
}

async fn no_token_outlives_its_client(engine: Engine) {
    let world = World::own(engine).await;
    let browser = world.browser();
    let start = world
        .authorize(&browser, "web", &[("scope", "openid")])
        .await;
    let code = browser.log_in(&start, &world.email).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let access_token = text(&tokens, "access_token");
    world.userinfo(&access_token).await.expect(200);
    world
        .manage(Method::DELETE, "/api/v2/clients/web", None)
        .await
        .expect(204);
    // Clients are at most a second old.
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    world.userinfo(&access_token).await.expect(401);
}

/// Otherwise an export of the tenant names a client that nobody can import.
async fn a_deleted_client_leaves_its_connections(engine: Engine) {
    let world = World::own(engine).await;
    let named = async || {
        let all = world.manage(Method::GET, "/api/v2/connections", None).await;
        let all = all.expect(200).json();
        let named = all[0]["enabled_clients"].as_array().expect("a list");
        named.iter().any(|id| id == "web")
    };
    assert!(named().await);
    let path = "/api/v2/clients/web";
    let gone = world.manage(Method::DELETE, path, None).await;
    gone.expect(204);
    assert!(!named().await);
}
