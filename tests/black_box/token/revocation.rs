//! What ends when a refresh token, or a session, ends.

use crate::harness::*;

/// Revokes a parent after a transfer and says whether session and refresh token of the web app
/// are still alive.
async fn after_revoking_the_parent(world: &World, native: &str) -> (bool, bool) {
    let transfer = world.transfer(native).await;
    let browser = world.browser();
    let code = world
        .redeem(&browser, "web-refresh", &transfer.token)
        .await
        .code();
    let tokens = world.code("web-refresh", &code).await.expect(200).json();
    let token = text(&tokens, "refresh_token");
    assert!(world.has_session(&browser).await);
    world
        .revoke(native, &transfer.refresh_token)
        .await
        .expect(200);
    let refreshed = world.refresh("web-refresh", &token, &[]).await.status == 200;
    (world.has_session(&browser).await, refreshed)
}

#[track_caller]
fn assert_dead(answer: &Answer) {
    answer.expect_error(403, "invalid_grant", "Unknown or invalid refresh token.");
}

on_both_engines! {
    the_end_of_a_parent_ends_what_came_of_it,
    without_the_cascade_what_came_of_it_lives_on,
    the_parent_is_the_family_and_not_one_token,
    reuse_of_the_parent_ends_what_came_of_it,
    a_code_that_waits_dies_with_the_parent,
    a_token_of_a_kept_session_knows_the_parent,
    an_access_token_of_a_kept_session_knows_the_parent,
    an_online_token_ends_with_its_session,
    an_online_token_ends_when_its_session_expires,
    a_refresh_token_is_given_only_where_the_app_allows_it,
    a_transfer_does_not_come_of_a_transfer,
    a_transfer_comes_of_an_ordinary_login,
}

async fn the_end_of_a_parent_ends_what_came_of_it(engine: Engine) {
    let world = World::shared(engine).await;
    assert_eq!(
        after_revoking_the_parent(&world, "native").await,
        (false, false)
    );
}

async fn without_the_cascade_what_came_of_it_lives_on(engine: Engine) {
    let world = World::shared(engine).await;
    assert_eq!(
        after_revoking_the_parent(&world, "native-uncascaded").await,
        (true, true)
    );
}

async fn the_parent_is_the_family_and_not_one_token(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    world.redeem(&browser, "web", &transfer.token).await.code();
    let next = world
        .refresh("native", &transfer.refresh_token, &[])
        .await
        .expect(200)
        .json();
    assert!(world.has_session(&browser).await, "a rotation ends nothing");
    world
        .revoke("native", &text(&next, "refresh_token"))
        .await
        .expect(200);
    assert!(!world.has_session(&browser).await);
}

async fn reuse_of_the_parent_ends_what_came_of_it(engine: Engine) {
    let world = World::shared(engine).await;
    let first = world.refresh_token("native").await;
    let answer = world.exchange("native", &first).await.expect(200).json();
    let browser = world.browser();
    world
        .redeem(&browser, "web", &text(&answer, "access_token"))
        .await
        .code();
    assert_dead(&world.refresh("native", &first, &[]).await);
    assert!(!world.has_session(&browser).await);
}

async fn a_code_that_waits_dies_with_the_parent(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let code = world
        .redeem(&world.browser(), "web", &transfer.token)
        .await
        .code();
    world
        .revoke("native", &transfer.refresh_token)
        .await
        .expect(200);
    world.code("web", &code).await.expect(403);
}

async fn a_token_of_a_kept_session_knows_the_parent(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let transfer = world.transfer("native").await;
    let code = world
        .redeem(&browser, "web-refresh", &transfer.token)
        .await
        .code();
    let tokens = world.code("web-refresh", &code).await.expect(200).json();
    world
        .revoke("native", &transfer.refresh_token)
        .await
        .expect(200);
    assert_dead(
        &world
            .refresh("web-refresh", &text(&tokens, "refresh_token"), &[])
            .await,
    );
}

async fn an_online_token_ends_with_its_session(engine: Engine) {
    let world = World::shared(engine).await;
    for (client, survives) in [("web-refresh", false), ("web-offline", true)] {
        let (browser, tokens) = world.transferred("native", client).await;
        let token = text(&tokens, "refresh_token");
        world.refresh(client, &token, &[]).await.expect(200);
        browser.get("/v2/logout").await;
        let answer = world.refresh(client, &token, &[]).await;
        assert_eq!(answer.status == 200, survives, "{client}: {answer:#?}");
    }
}

async fn an_online_token_ends_when_its_session_expires(engine: Engine) {
    let world = World::own(engine).await;
    let (_, online) = world.transferred("native-uncascaded", "web-refresh").await;
    let (_, offline) = world.transferred("native-uncascaded", "web-offline").await;
    world.advance("73h").await;
    assert_dead(
        &world
            .refresh("web-refresh", &text(&online, "refresh_token"), &[])
            .await,
    );
    world
        .refresh("web-offline", &text(&offline, "refresh_token"), &[])
        .await
        .expect(200);
}

async fn a_refresh_token_is_given_only_where_the_app_allows_it(engine: Engine) {
    let world = World::shared(engine).await;
    let (_, without) = world.transferred("native", "web").await;
    assert!(without.get("refresh_token").is_none(), "{without}");
    let (_, with) = world.transferred("native", "web-refresh").await;
    assert!(with["refresh_token"].is_string(), "{with}");
    let (_, login) = world.logged_in("web").await;
    assert!(
        login["refresh_token"].is_string(),
        "an ordinary login is not concerned: {login}"
    );
}

async fn a_transfer_does_not_come_of_a_transfer(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, tokens) = world.transferred("native", "web-nesting").await;
    let token = text(&tokens, "refresh_token");
    let answer = world.exchange("web-nesting", &token).await.expect(400);
    assert_eq!(answer.json()["error"], "invalid_request");
    let again = world
        .refresh("web-nesting", &token, &[])
        .await
        .expect(200)
        .json();
    let token = again["refresh_token"].as_str().unwrap_or(&token);
    world.exchange("web-nesting", token).await.expect(400);
    let start = world.authorize(&browser, "native", &[]).await;
    let tokens = world.code("native", &start.code()).await.expect(200).json();
    if let Some(token) = tokens["refresh_token"].as_str() {
        world.exchange("native", token).await.expect(400);
    }
}

async fn a_transfer_comes_of_an_ordinary_login(engine: Engine) {
    let world = World::shared(engine).await;
    let (_, tokens) = world.logged_in("web-nesting").await;
    let token = text(&tokens, "refresh_token");
    world.exchange("web-nesting", &token).await.expect(200);
}

async fn an_access_token_of_a_kept_session_knows_the_parent(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let transfer = world.transfer("native").await;
    let code = world.redeem(&browser, "web", &transfer.token).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let access_token = text(&tokens, "access_token");
    world.userinfo(&access_token).await.expect(200);
    let revoked = world.revoke("native", &transfer.refresh_token).await;
    revoked.expect(200);
    assert!(world.has_session(&browser).await, "it was there before");
    world.userinfo(&access_token).await.expect(401);
}
