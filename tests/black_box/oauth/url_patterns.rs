//! Placeholders in the URLs of a client, and callbacks that no answer can be posted to.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_star_stands_for_a_part_of_one_label,
    an_organizations_name_is_that_of_the_login,
    a_message_goes_to_an_origin_that_a_pattern_names,
    pages_at_an_origin_that_a_pattern_names_may_read_answers,
    a_form_is_not_posted_to_another_scheme,
    what_leads_nowhere_cannot_be_registered,
}

const AROUND: &str = "https://pre-*-suf.web.example/cb";
const NAMED: &str = "https://{organization_name}.web.example/cb";

/// A server of the test's own, whose `web` has these settings.
async fn world(engine: Engine, settings: Value) -> World {
    let mut tenant = Tenant::standard(4);
    let client = tenant.client("web");
    for (name, value) in settings.as_object().expect("an object") {
        client[name] = value.clone();
    }
    let setup = Setup::new(engine).await.tenant(&tenant);
    World::of(&setup.start().await)
}

/// What a request of `web` with this callback comes to before anybody signs in.
async fn asked(world: &World, uri: &str, more: &[(&str, &str)]) -> Answer {
    let more = [&[("redirect_uri", uri)], more].concat();
    world.authorize(&world.browser(), "web", &more).await
}

async fn a_star_stands_for_a_part_of_one_label(engine: Engine) {
    let world = world(
        engine,
        json!({ "callbacks": [AROUND, "https://*.Preview.example:443"] }),
    )
    .await;
    for good in [
        "https://pre-17-suf.web.example/cb",
        "https://pr-17.preview.example/",
        "https://pr-17.preview.example",
    ] {
        let start = asked(&world, good, &[]).await;
        assert_eq!(start.outcome(), Outcome::Login, "{good}");
    }
    for bad in [
        "https://pre--suf.web.example/cb",
        "https://pre-1-suf.web.example/cb?x=1",
        "https://a.pre-1-suf.web.example/cb",
        "https://evil.example/.pre-1-suf.web.example/cb",
        "http://pr-17.preview.example/",
        AROUND,
    ] {
        asked(&world, bad, &[]).await.expect(403);
    }
    let browser = world.browser();
    let uri = "https://pre-17-suf.web.example/cb";
    let start = world
        .authorize(&browser, "web", &[("redirect_uri", uri)])
        .await;
    let answer = browser.log_in(&start, &world.email).await;
    let code = answer.code();
    assert!(answer.header("location").starts_with(uri));
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", uri),
        ("code_verifier", VERIFIER),
    ];
    world.token("web", &form).await.expect(200);
    // Without a callback in the request there is no address to go to.
    let first = world
        .authorize(&world.browser(), "web", &[("redirect_uri", "")])
        .await;
    first.expect(400);
}

async fn an_organizations_name_is_that_of_the_login(engine: Engine) {
    let settings = json!({ "callbacks": [NAMED], "organization_usage": "allow" });
    let world = world(engine, settings).await;
    let made = json!({ "name": "acme" });
    let made = world
        .manage(Method::POST, "/api/v2/organizations", Some(made))
        .await;
    let id = text(&made.expect(201).json(), "id");
    let of_acme = "https://acme.web.example/cb";
    let organization = [("organization", id.as_str())];
    let start = asked(&world, of_acme, &organization).await;
    assert_eq!(start.outcome(), Outcome::Login);
    asked(&world, of_acme, &[]).await.expect(403);
    let other = "https://other.web.example/cb";
    asked(&world, other, &organization).await.expect(403);
    asked(&world, NAMED, &organization).await.expect(403);
}

async fn a_message_goes_to_an_origin_that_a_pattern_names(engine: Engine) {
    let settings = json!({ "callbacks": ["https://pr-*.web.example"],
        "web_origins": ["https://pr-1*.web.example"] });
    let world = world(engine, settings).await;
    let silent = [("prompt", "none"), ("response_mode", "web_message")];
    let answer = asked(&world, "https://pr-17.web.example", &silent).await;
    assert_eq!(answer.outcome(), Outcome::Resume);
    let page = world.browser().follow(&answer).await.expect(200);
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("frame-ancestors https://pr-17.web.example;"),
        "{policy}"
    );
    asked(&world, "https://pr-27.web.example", &silent)
        .await
        .expect(403);
}

async fn pages_at_an_origin_that_a_pattern_names_may_read_answers(engine: Engine) {
    let settings = json!({ "allowed_origins": ["https://pre-*-suf.app.example", "https://{organization_name}.org.example"],
        "organization_usage": "allow" });
    let world = world(engine, settings).await;
    let secret = secret("web");
    let form = [
        ("token", "none"),
        ("client_id", "web"),
        ("client_secret", &secret),
    ];
    for (origin, may_read) in [
        ("https://pre-17-suf.app.example", true),
        ("https://acme.org.example", true),
        ("https://web.example", true),
        ("https://pre--suf.app.example", false),
        ("https://x.pre-17-suf.app.example", false),
        ("https://pre-17-suf.app.example.evil.example", false),
        ("http://acme.org.example", false),
    ] {
        let asked = world.http.request(Method::POST, "/oauth/revoke");
        let answer = world
            .http
            .send(asked.form(&form).header("Origin", origin))
            .await;
        let answer = answer.expect(200);
        let expected = if may_read { origin } else { "" };
        assert_eq!(
            answer.header("access-control-allow-origin"),
            expected,
            "{origin}"
        );
    }
}

async fn a_form_is_not_posted_to_another_scheme(engine: Engine) {
    let callbacks = [
        "httpx://app/cb",
        "com.example.app://cb",
        "https://user@web.example/cb",
    ];
    let settings = json!({ "callbacks": callbacks, "addons": { "samlp": {}, "wsfed": {} } });
    let world = world(engine, settings).await;
    let by_form = [("response_mode", "form_post")];
    let text = "response_mode form_post needs an http or https callback";
    for uri in callbacks {
        let page = asked(&world, uri, &by_form).await.expect(400);
        assert!(page.body.contains(text), "{}", page.body);
    }
    let unsent = [("redirect_uri", ""), ("response_mode", "form_post")];
    let page = world
        .authorize(&world.browser(), "web", &unsent)
        .await
        .expect(400);
    assert!(page.body.contains(text), "{}", page.body);
    for path in ["/samlp/web", "/wsfed/web"] {
        let page = world.browser().get(path).await.expect(400);
        assert!(
            page.body.contains("no callback that can be posted to"),
            "{}",
            page.body
        );
    }
}

async fn what_leads_nowhere_cannot_be_registered(engine: Engine) {
    let world = World::shared(engine).await;
    for uri in [
        "#",
        "https://web.example/cb#x",
        "com.example.app://cb#",
        "view-source:https://web.example/",
        "View-Source:https://web.example/",
        "intent://web.example/#Intent;end",
    ] {
        let body = json!({ "name": "Nowhere", "callbacks": [uri] });
        let made = world
            .manage(Method::POST, "/api/v2/clients", Some(body))
            .await;
        let message = text(&made.expect(400).json(), "message");
        let expected = format!("format callback-url: {uri}' on property callbacks[0]");
        assert!(message.contains(&expected), "{message}");
    }
    for (list, uri) in [
        ("allowed_logout_urls", "view-source:https://web.example/"),
        ("web_origins", "intent://web.example"),
        ("allowed_origins", "view-source:https://web.example"),
    ] {
        let body = json!({ "name": "Nowhere", list: [uri] });
        let made = world
            .manage(Method::POST, "/api/v2/clients", Some(body))
            .await;
        made.expect(400);
    }
}
