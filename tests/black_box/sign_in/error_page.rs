//! `error_page.url` of the tenant's settings: where errors lead that cannot be sent to an application.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    errors_lead_to_the_tenants_own_page,
    what_is_no_page_is_not_led_to,
    this_server_is_no_page_of_the_tenants,
}

const SETTINGS: &str = "/tenants/settings";

async fn set(world: &World, url: &str) {
    let body = json!({ "error_page": { "url": url, "show_log_link": false }, "enabled_locales": ["en", "de"] });
    call(world, Method::PATCH, SETTINGS, body).await.expect(200);
}

/// The query of the address that an answer leads to, which begins so.
fn told(answer: &Answer, start: &str) -> Value {
    assert_eq!(answer.status, 302, "{answer:#?}");
    let location = answer.header("location");
    assert!(location.starts_with(start), "{location}");
    let address = url::Url::parse(location).expect("an address");
    address
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), Value::from(value.into_owned())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

async fn errors_lead_to_the_tenants_own_page(engine: Engine) {
    let world = World::own(engine).await;
    set(&world, "https://acme.example/oops?from=id").await;
    let browser = world.browser();
    let wrong = "/authorize?client_id=web&response_type=code&redirect_uri=https://evil.example/&ui_locales=de";
    let answer = browser.get(wrong).await;
    let query = told(&answer, "https://acme.example/oops?");
    assert_eq!(query["from"], "id");
    assert_eq!(query["client_id"], "web");
    assert_eq!(query["lang"], "de");
    assert_eq!(query["error"], "unauthorized_client");
    assert!(
        text(&query, "error_description").contains("Callback URL mismatch"),
        "{query}"
    );
    assert!(!text(&query, "tracking").is_empty());
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.body.is_empty());

    let answer = browser
        .get("/authorize?client_id=nobody&response_type=code")
        .await;
    let query = told(&answer, "https://acme.example/oops?");
    assert!(query.get("client_id").is_none(), "{query}");
    // What can be sent to the application still is.
    let silent = world
        .authorize(&browser, "web", &[("prompt", "none")])
        .await;
    assert!(matches!(silent.outcome(), Outcome::Refused(error, _) if error == "login_required"));

    set(&world, "").await;
    let page = browser.get(wrong).await.expect(403);
    assert!(page.body.contains("Callback URL mismatch"), "{page:#?}");
}

async fn what_is_no_page_is_not_led_to(engine: Engine) {
    let world = World::own(engine).await;
    let script = json!({ "error_page": { "url": "javascript:alert(1)" } });
    call(&world, Method::PATCH, SETTINGS, script)
        .await
        .expect(400);
    for body in [
        json!({ "error_page": { "html": "<p>{{ error }}</p>" } }),
        json!({ "error_page": { "html": "<p>", "url": "https://acme.example/" } }),
    ] {
        let refused = call(&world, Method::PATCH, SETTINGS, body)
            .await
            .expect(403)
            .json();
        assert_eq!(refused["errorCode"], "feature_not_enabled");
    }
    let empty = json!({ "error_page": { "html": "", "url": "https://acme.example/" } });
    call(&world, Method::PATCH, SETTINGS, empty)
        .await
        .expect(200);
}

/// Errors there would lead to themselves.
async fn this_server_is_no_page_of_the_tenants(engine: Engine) {
    let world = World::own(engine).await;
    let own = format!("{}authorize", world.issuer());
    let body = json!({ "error_page": { "url": own } });
    let refused = call(&world, Method::PATCH, SETTINGS, body).await;
    let message = text(&refused.expect(400).json(), "message");
    assert!(message.contains("an address of this server"), "{message}");
    // Another name for it is known when it is asked by that name.
    let issuer: url::Url = world.issuer().parse().expect("a URL");
    let port = issuer.port().expect("a port of the test's own");
    let other = format!("http://127.0.0.1:{port}/authorize");
    set(&world, &other).await;
    let browser = world.browser();
    let wrong = "/authorize?client_id=nobody";
    told(&browser.get(wrong).await, &other);
    let there = world.http.get(&format!("{other}?client_id=nobody")).await;
    there.expect(403);
}
