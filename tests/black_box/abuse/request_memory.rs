//! Large requests of strangers cost little memory and disk: bodies are small wherever nobody has proved who they are.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

on_both_engines! {
    bodies_at_public_endpoints_are_small,
    a_flood_of_large_sign_ups_costs_little_memory,
}

/// Every path where a stranger may post.
const PUBLIC: [&str; 17] = [
    "/authorize",
    "/authorize/resume",
    "/continue",
    "/dbconnections/change_password",
    "/dbconnections/signup",
    "/oauth/par",
    "/oauth/revoke",
    "/oauth/token",
    "/oidc/logout",
    "/oidc/logout/confirm",
    "/samlp/web",
    "/samlp/web/logout",
    "/u/confirm",
    "/u/consent",
    "/u/login",
    "/u/reset-password",
    "/userinfo",
];

/// What endpoints say that have looked at the body's length.
const TOO_LARGE: [&str; 2] = ["too large", "greater than maximum allowed: 65536"];

async fn bodies_at_public_endpoints_are_small(engine: Engine) {
    let world = World::shared(engine).await;
    let mut told = 0;
    for path in PUBLIC {
        let pad = "x".repeat(15_000);
        let form: Vec<(String, &str)> = (0..5).map(|n| (format!("p{n}"), pad.as_str())).collect();
        // Who answers without reading closes the connection: each request has its own.
        let request = world.http.request(Method::POST, path).form(&form);
        let request = request.header("connection", "close");
        let answer = world.http.send(request).await;
        let is_client_error = (400..500).contains(&answer.status);
        assert!(is_client_error, "{path}: {answer:#?}");
        told += usize::from(TOO_LARGE.iter().any(|words| answer.body.contains(words)));
    }
    // The others refuse before they read a body at all.
    assert!(told >= 9, "{told} endpoints looked");
    let body = json!({"client_id": "web", "connection": CONNECTION, "email": "a@example.com",
        "password": PASSWORD, "pad": "x".repeat(70_000)});
    let request = world.http.request(Method::POST, "/dbconnections/signup");
    world.http.send(request.json(&body)).await.expect(413);
}

/// What the process keeps in memory, in KiB.
fn resident(world: &World) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", world.server.id()));
    let status = status.expect("it runs on Linux");
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .expect("a line");
    line.split_whitespace()
        .nth(1)
        .and_then(|kib| kib.parse().ok())
        .expect("a number")
}

async fn a_flood_of_large_sign_ups_costs_little_memory(engine: Engine) {
    let world = Arc::new(World::own(engine).await);
    let flood = async || {
        let posts = (0..300).map(|n| {
            let world = Arc::clone(&world);
            async move {
                let body = json!({"client_id": "web", "connection": CONNECTION, "email": format!("nobody {n}"),
                    "password": PASSWORD, "name": "n".repeat(60_000)});
                let request = world.http.request(Method::POST, "/dbconnections/signup");
                world.http.send(request.json(&body)).await.expect(400);
            }
        });
        together(posts).await;
    };
    flood().await;
    let after_one = resident(&world);
    for _ in 0..3 {
        flood().await;
    }
    let start = Instant::now();
    loop {
        let grown = resident(&world).saturating_sub(after_one);
        if grown < 64 * 1024 {
            break;
        }
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "{grown} KiB stay"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    // Nor does the disk fill: what was logged is small.
    let events = world
        .manage(Method::GET, "/api/v2/logs?q=type:fs&per_page=50", None)
        .await;
    for event in events.expect(200).json().as_array().expect("an array") {
        assert!(event.to_string().len() < 4 * 1024, "{event}");
    }
}
