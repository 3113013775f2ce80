//! Refresh tokens: rotation, reuse, lifetimes and scopes.

use crate::harness::*;

/// The next refresh token of a good exchange.
async fn next(world: &World, client: &str, token: &str) -> String {
    let answer = world.refresh(client, token, &[]).await.expect(200);
    text(&answer.json(), "refresh_token")
}

#[track_caller]
fn assert_dead(answer: &Answer) {
    answer.expect_error(403, "invalid_grant", "Unknown or invalid refresh token.");
}

on_both_engines! {
    each_exchange_gives_the_next_token,
    a_reused_token_ends_its_family,
    another_family_is_not_touched,
    an_exchange_for_a_transfer_rotates_by_the_same_rule,
    a_lost_answer_is_forgiven_within_the_leeway,
    the_successor_that_was_lost_is_superseded,
    the_absolute_lifetime_does_not_grow,
    an_idle_token_dies,
    without_rotation_the_token_stays,
    a_scope_may_be_narrowed_and_never_widened,
    a_refresh_token_is_given_only_where_asked_for_and_allowed,
    a_person_has_at_most_two_hundred_with_an_app,
    of_many_at_once_one_wins_and_the_family_ends,
    of_many_at_once_in_the_leeway_one_line_survives,
}

async fn each_exchange_gives_the_next_token(engine: Engine) {
    let world = World::shared(engine).await;
    let tokens = world
        .password("native", &[("audience", API)])
        .await
        .expect(200)
        .json();
    let first = text(&tokens, "refresh_token");
    let answer = world
        .refresh("native", &first, &[])
        .await
        .expect(200)
        .json();
    assert_ne!(text(&answer, "refresh_token"), first);
    assert!(answer["scope"].is_string(), "the scope is said: {answer}");
    let access = world.verify(&answer["access_token"], API).await.claims;
    assert_eq!(access["gty"], "refresh_token");
    let before = world.verify(&tokens["id_token"], "native").await.claims;
    let after = world.verify(&answer["id_token"], "native").await.claims;
    assert_eq!(before["sub"], after["sub"]);
    let log = world.logged("sertft", "").await;
    assert!(log["details"]["familyId"].is_string(), "{log}");
}

async fn a_reused_token_ends_its_family(engine: Engine) {
    let world = World::shared(engine).await;
    let first = world.refresh_token("native").await;
    let second = next(&world, "native", &first).await;
    let third = next(&world, "native", &second).await;
    assert_dead(&world.refresh("native", &first, &[]).await);
    let log = world.logged("ferrt", "").await;
    assert!(log["details"]["familyId"].is_string(), "{log}");
    let (shown, latest) = (
        log["details"]["tokenCounter"].as_i64(),
        log["details"]["latestCounter"].as_i64(),
    );
    assert_eq!(
        latest.zip(shown).map(|(latest, shown)| latest - shown),
        Some(2),
        "{log}"
    );
    assert_dead(&world.refresh("native", &third, &[]).await);
    assert_dead(&world.exchange("native", &third).await);
}

async fn another_family_is_not_touched(engine: Engine) {
    let world = World::shared(engine).await;
    let first = world.refresh_token("native").await;
    let other = world.refresh_token("native").await;
    next(&world, "native", &first).await;
    assert_dead(&world.refresh("native", &first, &[]).await);
    next(&world, "native", &other).await;
}

async fn an_exchange_for_a_transfer_rotates_by_the_same_rule(engine: Engine) {
    let world = World::shared(engine).await;
    let first = world.refresh_token("native").await;
    let answer = world.exchange("native", &first).await.expect(200).json();
    assert_dead(&world.exchange("native", &first).await);
    world.logged("ferrt", "").await;
    assert_dead(
        &world
            .refresh("native", &text(&answer, "refresh_token"), &[])
            .await,
    );
    let token = text(&answer, "access_token");
    let redeemed = world.redeem(&world.browser(), "web", &token).await;
    assert_eq!(redeemed.outcome(), Outcome::Login);
    world.logged("w", sentences::NO_PARENT).await;
}

async fn a_lost_answer_is_forgiven_within_the_leeway(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2031-05-05T10:00:00Z").await;
    let first = world.refresh_token("native-leeway").await;
    let lost = next(&world, "native-leeway", &first).await;
    world.advance("29s").await;
    let second = next(&world, "native-leeway", &first).await;
    assert_ne!(lost, second);
    let third = next(&world, "native-leeway", &second).await;
    world.advance("31s").await;
    let fourth = next(&world, "native-leeway", &third).await;
    assert_dead(&world.refresh("native-leeway", &first, &[]).await);
    assert_dead(&world.refresh("native-leeway", &fourth, &[]).await);
}

async fn the_successor_that_was_lost_is_superseded(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2031-05-05T10:00:00Z").await;
    let first = world.refresh_token("native-leeway").await;
    let lost = next(&world, "native-leeway", &first).await;
    let second = next(&world, "native-leeway", &first).await;
    world.advance("31s").await;
    assert_dead(&world.refresh("native-leeway", &lost, &[]).await);
    assert_dead(&world.refresh("native-leeway", &second, &[]).await);
}

async fn the_absolute_lifetime_does_not_grow(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2031-05-05T10:00:00Z").await;
    let mut token = world.refresh_token("native").await;
    for _ in 0..7 {
        world.advance("510s").await;
        token = next(&world, "native", &token).await;
    }
    world.advance("31s").await;
    assert_dead(&world.refresh("native", &token, &[]).await);
}

async fn an_idle_token_dies(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2031-05-05T10:00:00Z").await;
    let token = world.refresh_token("native").await;
    let fixed = world.refresh_token("native-static").await;
    world.advance("599s").await;
    let token = next(&world, "native", &token).await;
    world
        .refresh("native-static", &fixed, &[])
        .await
        .expect(200);
    world.advance("599s").await;
    world
        .refresh("native-static", &fixed, &[])
        .await
        .expect(200);
    world.exchange("native", &token).await.expect(200);
    world.advance("601s").await;
    assert_dead(&world.refresh("native-static", &fixed, &[]).await);
}

async fn without_rotation_the_token_stays(engine: Engine) {
    let world = World::shared(engine).await;
    let token = world.refresh_token("native-static").await;
    for _ in 0..3 {
        let answer = world
            .refresh("native-static", &token, &[])
            .await
            .expect(200)
            .json();
        assert!(answer.get("refresh_token").is_none(), "{answer}");
        assert!(answer["access_token"].is_string());
    }
    let first = world
        .exchange("native-static", &token)
        .await
        .expect(200)
        .json();
    let second = world
        .exchange("native-static", &token)
        .await
        .expect(200)
        .json();
    assert_ne!(first["access_token"], second["access_token"]);
    world
        .redeem(&world.browser(), "web", &text(&first, "access_token"))
        .await
        .code();
    world
        .redeem(&world.browser(), "web", &text(&second, "access_token"))
        .await
        .code();
}

async fn a_scope_may_be_narrowed_and_never_widened(engine: Engine) {
    let world = World::shared(engine).await;
    let form = [
        ("audience", API),
        ("scope", "openid offline_access read:orders"),
    ];
    let tokens = world
        .password("native-static", &form)
        .await
        .expect(200)
        .json();
    let token = text(&tokens, "refresh_token");
    let narrow = world
        .refresh("native-static", &token, &[("scope", "openid")])
        .await
        .expect(200)
        .json();
    let access = world.verify(&narrow["access_token"], API).await.claims;
    assert_eq!(access["scope"], "openid");
    let wide = world
        .refresh(
            "native-static",
            &token,
            &[("scope", "openid read:orders write:orders profile")],
        )
        .await
        .expect(200)
        .json();
    let access = world.verify(&wide["access_token"], API).await.claims;
    assert_eq!(access["scope"], "openid read:orders");
    let whole = world
        .refresh("native-static", &token, &[])
        .await
        .expect(200)
        .json();
    let access = world.verify(&whole["access_token"], API).await.claims;
    let scope = text(&access, "scope");
    assert!(
        scope.contains("read:orders") && scope.contains("openid"),
        "{scope}"
    );
}

async fn a_refresh_token_is_given_only_where_asked_for_and_allowed(engine: Engine) {
    let world = World::shared(engine).await;
    let unasked = world
        .password("native", &[("scope", "openid")])
        .await
        .expect(200)
        .json();
    assert!(unasked.get("refresh_token").is_none(), "{unasked}");
    let offline = [
        ("audience", "https://online.example"),
        ("scope", "openid offline_access"),
    ];
    let refused = world.password("native", &offline).await.expect(200).json();
    assert!(
        refused.get("refresh_token").is_none(),
        "the API forbids it: {refused}"
    );
}

async fn a_person_has_at_most_two_hundred_with_an_app(engine: Engine) {
    let world = World::shared(engine).await;
    let oldest = world.refresh_token("native-static").await;
    let second = world.refresh_token("native-static").await;
    for _ in 0..9 {
        let logins = (0..22).map(|_| {
            let world = world.clone();
            async move { world.refresh_token("native-static").await }
        });
        together(logins).await;
    }
    world
        .refresh("native-static", &oldest, &[])
        .await
        .expect(200);
    let newest = world.refresh_token("native-static").await;
    assert_dead(&world.refresh("native-static", &oldest, &[]).await);
    world
        .refresh("native-static", &second, &[])
        .await
        .expect(200);
    world
        .refresh("native-static", &newest, &[])
        .await
        .expect(200);
}

async fn of_many_at_once_one_wins_and_the_family_ends(engine: Engine) {
    let world = World::shared(engine).await;
    let token = world.refresh_token("native").await;
    let attempts = (0..20).map(|_| {
        let (world, token) = (world.clone(), token.clone());
        async move { world.refresh("native", &token, &[]).await }
    });
    let answers = together(attempts).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!((won.len(), lost.len()), (1, 19), "{answers:#?}");
    lost.into_iter().for_each(assert_dead);
    let winner = text(&won[0].json(), "refresh_token");
    assert_dead(&world.refresh("native", &winner, &[]).await);
}

async fn of_many_at_once_in_the_leeway_one_line_survives(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2031-05-05T10:00:00Z").await;
    let token = world.refresh_token("native-leeway").await;
    let attempts = (0..20).map(|_| {
        let (world, token) = (world.clone(), token.clone());
        async move { next(&world, "native-leeway", &token).await }
    });
    let mut successors = together(attempts).await;
    successors.sort();
    successors.dedup();
    assert_eq!(successors.len(), 20, "each has a token of its own");
    world.advance("31s").await;
    let mut alive = 0;
    for successor in successors {
        let answer = world.refresh("native-leeway", &successor, &[]).await;
        alive += usize::from(answer.status == 200);
    }
    assert!(alive <= 1, "{alive} lines have outlived the leeway");
}
