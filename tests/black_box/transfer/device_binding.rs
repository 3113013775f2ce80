//! A transfer token belongs to the network that it was issued to: by address.

use crate::harness::sentences::MISBOUND;
use crate::harness::*;

/// What becomes of a token that is issued at one address and redeemed at another.
async fn moved(world: &World, web: &str, from: &str, to: &str) -> Outcome {
    let transfer = world.at(from).transfer("native").await;
    let there = world.at(to);
    let answer = there.redeem(&there.browser(), web, &transfer.token).await;
    answer.outcome()
}

#[track_caller]
fn assert_let_in(outcome: Outcome) {
    assert!(matches!(outcome, Outcome::Code(_)), "{outcome:?}");
}

on_both_engines! {
    one_address_is_one_address_however_it_is_written,
    an_ipv6_address_counts_by_its_network,
    an_embedded_ipv4_address_is_the_one_compared,
    the_whole_ipv6_address_counts_where_so_configured,
    without_binding_any_address_will_do,
    the_redeeming_app_decides_alone,
    a_trusted_proxy_is_believed_and_its_client_is_not,
    an_unreadable_forwarding_header_gives_no_address,
    an_unknown_proxy_leaves_no_address_to_compare,
    a_backend_speaks_for_its_user_when_it_may,
    the_header_of_backends_means_nothing_to_a_browser,
    without_test_mode_no_address_is_simulated,
}

async fn one_address_is_one_address_however_it_is_written(engine: Engine) {
    let world = World::shared(engine).await;
    let pairs = [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1", "::ffff:192.0.2.1"),
        ("::ffff:c000:201", "192.0.2.1"),
        ("2001:db8:1:2::1", "2001:0db8:0001:0002:0000:0000:0000:0001"),
    ];
    for (from, to) in pairs {
        assert_let_in(moved(&world, "web", from, to).await);
    }
}

async fn an_ipv6_address_counts_by_its_network(engine: Engine) {
    let world = World::shared(engine).await;
    assert_let_in(
        moved(
            &world,
            "web",
            "2001:db8:1:2::1",
            "2001:db8:1:2:aaaa:bbbb:cccc:dddd",
        )
        .await,
    );
    assert_eq!(
        moved(&world, "web", "2001:db8:1:2::1", "2001:db8:1:3::1").await,
        Outcome::Login
    );
    assert_eq!(
        moved(&world, "web", "192.0.2.1", "192.0.2.2").await,
        Outcome::Login
    );
    assert_eq!(
        moved(&world, "web", "192.0.2.1", "2001:db8::c000:201").await,
        Outcome::Login
    );
}

async fn an_embedded_ipv4_address_is_the_one_compared(engine: Engine) {
    let world = World::shared(engine).await;
    for (from, to) in [
        // 192.0.2.45 behind a translator, with 6to4, by Teredo (the example of RFC 4380).
        ("192.0.2.45", "64:ff9b::c000:22d"),
        ("2002:c000:22d:1::1", "192.0.2.45"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "64:ff9b::c000:22d"),
        ("64:ff9b:1::c000:22d", "64:ff9b:1::c000:22d"),
        ("fe80::1", "fe80::1"),
    ] {
        assert_let_in(moved(&world, "web", from, to).await);
    }
    for (from, to) in [
        ("64:ff9b::c000:22d", "64:ff9b::c000:22e"),
        ("2002:c000:22d:1::1", "2002:c000:22e:1::1"),
        (
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:0:4136:e378:8000:63bf:3fff:fdd3",
        ),
        ("64:ff9b:1::c000:22d", "64:ff9b:1::c000:22e"),
        ("192.0.2.45", "64:ff9b:1::c000:22d"),
        ("fe80::1", "fe80::2"),
        ("::1", "::2"),
    ] {
        let outcome = moved(&world, "web", from, to).await;
        assert_eq!(outcome, Outcome::Login, "{from} {to}");
    }
}

async fn the_whole_ipv6_address_counts_where_so_configured(engine: Engine) {
    let setup = Setup::new(engine)
        .await
        .set("DEVICE_BINDING__IPV6_PREFIX", "128");
    let world = World::of(&setup.start().await);
    assert_eq!(
        moved(&world, "web", "2001:db8:1:2::1", "2001:db8:1:2::2").await,
        Outcome::Login
    );
    assert_let_in(moved(&world, "web", "2001:db8:1:2::1", "2001:db8:1:2::1").await);
}

async fn without_binding_any_address_will_do(engine: Engine) {
    let world = World::shared(engine).await;
    assert_let_in(moved(&world, "web-open", "192.0.2.1", "203.0.113.9").await);
    assert_let_in(moved(&world, "web-open", "192.0.2.1", "2001:db8::1").await);
}

async fn the_redeeming_app_decides_alone(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native-asn").await;
    world
        .redeem(&world.browser(), "web", &transfer.token)
        .await
        .code();
    let transfer = world.transfer("native-asn").await;
    let elsewhere = world.at("203.0.113.77");
    elsewhere
        .redeem(&elsewhere.browser(), "web-open", &transfer.token)
        .await
        .code();
}

async fn a_trusted_proxy_is_believed_and_its_client_is_not(engine: Engine) {
    let setup = Setup::new(engine)
        .await
        .set("TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8");
    let world = World::of(&setup.start().await);
    let phone = world.with_header("X-Forwarded-For", "203.0.113.5");
    let transfer = phone.transfer("native").await;
    let liar = world.with_header("X-Forwarded-For", "203.0.113.5, 198.51.100.6");
    let answer = liar.redeem(&liar.browser(), "web", &transfer.token).await;
    assert_eq!(
        answer.outcome(),
        Outcome::Login,
        "the address next to the proxy counts"
    );
    let same_phone = [
        ("X-Forwarded-For", "198.51.100.6, 203.0.113.5"),
        ("X-Forwarded-For", "203.0.113.5, 10.1.2.3"),
        ("X-Forwarded-For", "203.0.113.5:4711"),
        ("Forwarded", "for=203.0.113.5;proto=https"),
    ];
    for (name, value) in same_phone {
        let transfer = phone.transfer("native").await;
        let phone = world.with_header(name, value);
        let answer = phone.redeem(&phone.browser(), "web", &transfer.token).await;
        assert!(
            matches!(answer.outcome(), Outcome::Code(_)),
            "{name}: {value}: {answer:#?}"
        );
    }
}

async fn an_unreadable_forwarding_header_gives_no_address(engine: Engine) {
    let setup = Setup::new(engine)
        .await
        .set("TRUSTED_PROXIES", "127.0.0.0/8");
    let world = World::of(&setup.start().await);
    for value in [
        "unknown",
        "garbage",
        "",
        "1.2.3",
        "203.0.113.5, ",
        "203.0.113.5;203.0.113.6",
    ] {
        let phone = world.with_header("X-Forwarded-For", value);
        let transfer = phone.transfer("native").await;
        let answer = phone.redeem(&phone.browser(), "web", &transfer.token).await;
        assert_eq!(answer.outcome(), Outcome::Login, "{value:?}");
    }
}

async fn an_unknown_proxy_leaves_no_address_to_compare(engine: Engine) {
    let world = World::own(engine).await;
    for (name, value) in [
        ("X-Forwarded-For", "203.0.113.5"),
        ("Forwarded", "for=203.0.113.5"),
    ] {
        let phone = world.with_header(name, value);
        let transfer = phone.transfer("native").await;
        let answer = phone.redeem(&phone.browser(), "web", &transfer.token).await;
        assert_eq!(answer.outcome(), Outcome::Login, "{name}");
        let transfer = phone.transfer("native").await;
        phone
            .redeem(&phone.browser(), "web-open", &transfer.token)
            .await
            .code();
    }
    let logs = world
        .manage(reqwest::Method::GET, "/api/v2/logs?per_page=100", None)
        .await
        .json();
    let logs = logs.as_array().expect("an array").clone();
    assert!(
        logs.iter().any(|entry| entry["description"] == MISBOUND),
        "{logs:#?}"
    );
    assert!(
        world.server.log().contains("trusted_proxies"),
        "the operator is told what is missing"
    );
    let seen = world
        .with_header("X-Forwarded-For", "203.0.113.5")
        .http
        .get("/_footbridge/network")
        .await;
    assert!(seen.body.contains("untrusted_proxy"), "{seen:#?}");
}

async fn a_backend_speaks_for_its_user_when_it_may(engine: Engine) {
    let world = World::shared(engine).await;
    let mut backend = world.clone();
    backend
        .http
        .headers
        .push(("auth0-forwarded-for".to_owned(), "203.0.113.50".to_owned()));
    let phone = world.at("203.0.113.50");
    let transfer = backend.transfer("native-confidential").await;
    phone
        .redeem(&phone.browser(), "web", &transfer.token)
        .await
        .code();
    let transfer = backend.transfer("native").await;
    let answer = phone.redeem(&phone.browser(), "web", &transfer.token).await;
    assert_eq!(
        answer.outcome(),
        Outcome::Login,
        "a public client cannot speak for others"
    );
    let transfer = backend.transfer("native").await;
    world
        .redeem(&world.browser(), "web", &transfer.token)
        .await
        .code();
}

async fn the_header_of_backends_means_nothing_to_a_browser(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let elsewhere = World::shared(engine).await;
    let browser = elsewhere
        .browser()
        .with_header("auth0-forwarded-for", &world.ip);
    let answer = elsewhere.redeem(&browser, "web", &transfer.token).await;
    assert_eq!(answer.outcome(), Outcome::Login);
}

async fn without_test_mode_no_address_is_simulated(engine: Engine) {
    let key = "ab".repeat(32);
    let setup = Setup::first_start(engine)
        .await
        .set("TEST_MODE", "false")
        .set("SECRET_KEY", &key);
    let world = World::of(&setup.start().await);
    let transfer = world.at("203.0.113.5").transfer("native").await;
    let elsewhere = world.at("203.0.113.6");
    elsewhere
        .redeem(&elsewhere.browser(), "web", &transfer.token)
        .await
        .code();
    let clock = world
        .http
        .request(reqwest::Method::GET, "/_footbridge/clock");
    world.http.send(clock).await.expect(404);
    let mut stranger = world
        .http
        .request(reqwest::Method::GET, "/.well-known/openid-configuration");
    stranger = stranger.header("Host", "stranger.example");
    world.http.send(stranger).await.expect(421);
}
