//! Proxies that were forgotten: in the server's configuration, or in the proxy's.

use std::sync::Arc;

use reqwest::Method;
use serde_json::Value;

use crate::harness::sentences::MISBOUND;
use crate::harness::*;

const WARNING: &str = "sends no X-Forwarded-For";

on_both_engines! {
    a_proxy_that_sends_no_header_leaves_no_address_to_compare,
    a_proxy_that_sends_no_header_opens_nothing_to_its_callers,
    a_proxy_that_says_for_whom_it_asks_is_believed_under_an_https_issuer,
    without_tls_in_front_the_loopback_peer_is_the_caller,
    check_and_start_warn_of_proxies_that_are_forgotten_or_too_many,
}

/// A server as it stands behind a proxy that ends TLS, in no test mode.
async fn behind_tls(engine: Engine) -> Setup {
    Setup::first_start(engine)
        .await
        .set("ISSUER", "https://login.example.com/")
        .set("TEST_MODE", "false")
        .set("SECRET_KEY", &"ab".repeat(32))
}

/// The caller that the proxy forwards, as plain `proxy_pass` does it: from the loopback, with the public `Host`.
fn forwarded(server: &Arc<Server>) -> World {
    let mut world = World::of(server).with_header("Host", "login.example.com");
    world.http.ip = None;
    world
}

async fn a_proxy_that_sends_no_header_leaves_no_address_to_compare(engine: Engine) {
    let server = behind_tls(engine).await.start().await;
    let phone = forwarded(&server);
    for _ in 0..2 {
        let transfer = phone.transfer("native").await;
        let answer = phone.redeem(&phone.browser(), "web", &transfer.token).await;
        assert_eq!(answer.outcome(), Outcome::Login);
    }
    let transfer = phone.transfer("native").await;
    let browser = phone.browser();
    let open = phone.redeem(&browser, "web-open", &transfer.token);
    open.await.code();
    let logs = phone.manage(Method::GET, "/api/v2/logs?per_page=100", None);
    let logs = logs.await.expect(200).json();
    let logs = logs.as_array().expect("an array").clone();
    assert!(
        logs.iter().any(|entry| entry["description"] == MISBOUND),
        "{logs:#?}"
    );
    let said = server.log();
    assert_eq!(said.matches(WARNING).count(), 1, "once: {said}");
}

async fn a_proxy_that_sends_no_header_opens_nothing_to_its_callers(engine: Engine) {
    let setup = behind_tls(engine)
        .await
        .set("METRICS_LISTEN", "127.0.0.1:0");
    for setup in [setup, behind_tls(engine).await] {
        let server = setup.start().await;
        let caller = forwarded(&server);
        caller.http.get("/metrics").await.expect(404);
        caller.http.get("/_footbridge/network").await.expect(401);
        caller.http.get("/healthz").await.expect(200);
        let path = "/_footbridge/network";
        let own = caller.own_token("read:current_user").await;
        let request = caller.http.request(Method::GET, path).bearer_auth(own);
        caller.http.send(request).await.expect(403);
        let seen = caller.manage(Method::GET, path, None).await;
        let seen = seen.expect(200).json();
        assert_eq!(seen["address"], Value::Null);
        assert_eq!(seen["reason"], "untrusted_proxy");
    }
}

async fn a_proxy_that_says_for_whom_it_asks_is_believed_under_an_https_issuer(engine: Engine) {
    let setup = behind_tls(engine).await;
    let server = setup.set("TRUSTED_PROXIES", "127.0.0.1").start().await;
    let phone = forwarded(&server).with_header("X-Forwarded-For", "203.0.113.5");
    let transfer = phone.transfer("native").await;
    phone
        .redeem(&phone.browser(), "web", &transfer.token)
        .await
        .code();
    assert!(!server.log().contains(WARNING), "{}", server.log());
    // Being trusted does not make the proxy itself the caller.
    let nameless = forwarded(&server);
    let transfer = nameless.transfer("native").await;
    let browser = nameless.browser();
    let answer = nameless.redeem(&browser, "web", &transfer.token).await;
    assert_eq!(answer.outcome(), Outcome::Login);
    nameless.http.get("/metrics").await.expect(404);
}

async fn without_tls_in_front_the_loopback_peer_is_the_caller(engine: Engine) {
    let setup = Setup::new(engine).await;
    for setup in [setup.clone(), setup.set("TRUSTED_PROXIES", "127.0.0.1")] {
        let server = setup.start().await;
        let mut local = World::of(&server);
        local.http.ip = None;
        let transfer = local.transfer("native").await;
        local
            .redeem(&local.browser(), "web", &transfer.token)
            .await
            .code();
        local.http.get("/metrics").await.expect(200);
        assert!(!server.log().contains(WARNING), "{}", server.log());
    }
}

async fn check_and_start_warn_of_proxies_that_are_forgotten_or_too_many(engine: Engine) {
    let setup = behind_tls(engine).await;
    let checked = |setup: &Setup| {
        let output = setup.run(&["check"]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let forgotten = "trusted_proxies is empty, and the issuer is https";
    let said = checked(&setup).replace("trusted_proxies: is", "trusted_proxies is");
    assert!(said.contains(forgotten), "{said}");
    assert!(said.contains("/metrics is closed"), "{said}");
    assert!(setup.start().await.log().contains(forgotten));

    let wide = setup.clone().set("TRUSTED_PROXIES", "10.0.0.0/8,10.9.8.7");
    let said = checked(&wide);
    assert!(said.contains("10.0.0.0/8, which covers"), "{said}");
    assert!(!said.contains("10.9.8.7"), "{said}");
    let started = wide.start().await;
    assert!(
        started.log().contains("10.0.0.0/8, which covers"),
        "{}",
        started.log()
    );

    let narrow = setup
        .set("TRUSTED_PROXIES", "10.0.7.4/30")
        .set("METRICS_LISTEN", "127.0.0.1:0");
    let said = checked(&narrow);
    assert!(!said.contains("warning: trusted_proxies"), "{said}");
    assert!(!said.contains("/metrics is closed"), "{said}");
}
