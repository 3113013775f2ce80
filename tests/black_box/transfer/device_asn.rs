//! A transfer token belongs to the network that it was issued to: by autonomous system.

use std::path::PathBuf;
use std::time::Duration;

use crate::harness::sentences::MISBOUND;
use crate::harness::*;

const NETWORKS: [(&str, u32); 4] = [
    ("192.0.2.0/24", 64500),
    ("203.0.113.0/24", 64500),
    ("198.51.100.0/24", 64501),
    ("2001:db8:64::/48", 64500),
];

/// A server with the networks above, further settings, and the database's path.
async fn start(engine: Engine, settings: &[(&str, &str)]) -> (World, PathBuf) {
    let setup = Setup::new(engine).await;
    let path = setup.database().directory().join("asn.mmdb");
    write_asn_database(&path, &NETWORKS);
    let setup = setup.set("ASN_DATABASE", &path.display().to_string());
    let set = |setup: Setup, (key, value): &(&str, &str)| setup.set(key, value);
    let setup = settings.iter().fold(setup, set);
    (World::of(&setup.start().await), path)
}

async fn moved(world: &World, web: &str, from: &str, to: &str) -> Outcome {
    let transfer = world.at(from).transfer("native").await;
    let there = world.at(to);
    let answer = there.redeem(&there.browser(), web, &transfer.token).await;
    answer.outcome()
}

/// What the server says about the caller's network.
async fn network(world: &World, ip: &str) -> String {
    world
        .at(ip)
        .http
        .get("/_footbridge/network")
        .await
        .expect(200)
        .body
}

async fn eventually<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    for _ in 0..300 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("within half a minute not so: {what}");
}

on_both_engines! {
    one_autonomous_system_is_one_network,
    an_unknown_network_matches_nothing,
    without_a_database_nothing_matches,
    two_stacks_may_be_compared_by_their_system,
    a_new_database_is_taken_up_while_serving,
    a_broken_database_is_refused_and_the_old_one_serves_on,
}

async fn one_autonomous_system_is_one_network(engine: Engine) {
    let (world, _) = start(engine, &[]).await;
    for to in ["192.0.2.99", "203.0.113.1", "2001:db8:64::1"] {
        let outcome = moved(&world, "web-asn", "192.0.2.1", to).await;
        assert!(matches!(outcome, Outcome::Code(_)), "{to}: {outcome:?}");
    }
    assert_eq!(
        moved(&world, "web-asn", "192.0.2.1", "198.51.100.1").await,
        Outcome::Login
    );
    world.at("198.51.100.1").logged("w", MISBOUND).await;
    assert_eq!(
        moved(&world, "web", "192.0.2.1", "192.0.2.2").await,
        Outcome::Login,
        "by address"
    );
}

async fn an_unknown_network_matches_nothing(engine: Engine) {
    let (world, _) = start(engine, &[]).await;
    for (from, to) in [
        ("10.0.0.1", "10.0.0.1"),
        ("10.0.0.1", "192.0.2.1"),
        ("192.0.2.1", "10.0.0.1"),
        ("127.0.0.1", "127.0.0.1"),
    ] {
        assert_eq!(
            moved(&world, "web-asn", from, to).await,
            Outcome::Login,
            "{from} {to}"
        );
    }
}

async fn without_a_database_nothing_matches(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let answer = world
        .redeem(&world.browser(), "web-asn", &transfer.token)
        .await;
    assert_eq!(answer.outcome(), Outcome::Login);
    world.logged("w", MISBOUND).await;
}

async fn two_stacks_may_be_compared_by_their_system(engine: Engine) {
    let (world, _) = start(engine, &[("DEVICE_BINDING__DUAL_STACK", "asn")]).await;
    for (from, to) in [
        ("192.0.2.1", "2001:db8:64::1"),
        ("2001:db8:64::1", "203.0.113.1"),
    ] {
        let outcome = moved(&world, "web", from, to).await;
        assert!(
            matches!(outcome, Outcome::Code(_)),
            "{from} {to}: {outcome:?}"
        );
    }
    for (from, to) in [
        ("198.51.100.1", "2001:db8:64::1"),
        ("192.0.2.1", "192.0.2.2"),
        ("192.0.2.1", "2001:db8:65::1"),
    ] {
        assert_eq!(
            moved(&world, "web", from, to).await,
            Outcome::Login,
            "{from} {to}"
        );
    }
}

async fn a_new_database_is_taken_up_while_serving(engine: Engine) {
    let (world, path) = start(engine, &[]).await;
    assert!(network(&world, "192.0.2.1").await.contains("64500"));
    write_asn_database(&path, &[("192.0.2.0/24", 65535)]);
    eventually("the new number is known", async || {
        network(&world, "192.0.2.1").await.contains("65535")
    })
    .await;
    assert_eq!(
        moved(&world, "web-asn", "192.0.2.1", "203.0.113.1").await,
        Outcome::Login
    );
}

async fn a_broken_database_is_refused_and_the_old_one_serves_on(engine: Engine) {
    let (world, path) = start(engine, &[]).await;
    let good = std::fs::read(&path).expect("our own file");
    let broken = [
        good[..good.len() / 2].to_vec(),
        b"no database".to_vec(),
        vec![],
    ];
    for content in broken {
        let before = world.server.log().matches("asn.mmdb").count();
        replace(&path, &content);
        eventually("the refusal is logged", async || {
            world.server.log().matches("asn.mmdb").count() > before
        })
        .await;
        assert!(
            network(&world, "192.0.2.1").await.contains("64500"),
            "{} bytes",
            content.len()
        );
    }
    std::fs::write(&path, &good[..good.len() / 3]).expect("our own file");
    std::fs::remove_file(&path).expect("our own file");
    let outcome = moved(&world, "web-asn", "192.0.2.1", "203.0.113.1").await;
    assert!(matches!(outcome, Outcome::Code(_)), "{outcome:?}");
}
