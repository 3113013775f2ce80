//! `/api/v2/prompts`: the settings, and the tenant's own texts as the pages show them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    settings_are_shown_and_changed,
    what_has_no_effect_is_refused,
    own_texts_are_kept_by_prompt_and_language,
    pages_show_the_tenants_own_texts,
    texts_that_cannot_be_kept_are_refused,
}

const PROMPTS: &str = "/prompts";

async fn patch(world: &World, body: Value) -> Answer {
    call(world, Method::PATCH, PROMPTS, body).await
}

async fn put(world: &World, path: &str, body: Value) -> Answer {
    call(world, Method::PUT, &format!("/prompts/{path}"), body).await
}

fn settings(identifier_first: bool) -> Value {
    json!({ "universal_login_experience": "new", "identifier_first": identifier_first,
        "webauthn_platform_first_factor": false })
}

async fn settings_are_shown_and_changed(engine: Engine) {
    let world = World::own(engine).await;
    assert_eq!(get(&world, PROMPTS).await, settings(false));
    let on = patch(&world, json!({ "identifier_first": true })).await;
    assert_eq!(on.expect(200).json(), settings(true));
    assert_eq!(get(&world, PROMPTS).await, settings(true));
    let logged = get(&world, "/logs?q=type:sapi&sort=date:-1").await;
    assert_eq!(logged[0]["description"], "Update prompt settings");
    // What tools write back of what they have read.
    let same = patch(&world, settings(true)).await.expect(200).json();
    assert_eq!(same, settings(true));
    let off = patch(&world, json!({ "identifier_first": null })).await;
    assert_eq!(off.expect(200).json(), settings(false));
}

async fn what_has_no_effect_is_refused(engine: Engine) {
    let world = World::own(engine).await;
    for body in [
        json!({ "universal_login_experience": "classic" }),
        json!({ "webauthn_platform_first_factor": true }),
    ] {
        let refused = patch(&world, body).await.expect(403).json();
        assert_eq!(refused["errorCode"], "feature_not_enabled");
    }
    for body in [
        json!({}),
        json!({ "identifier_first": "yes" }),
        json!({ "universal_login_experience": "old" }),
        json!({ "fantasy": true }),
    ] {
        let refused = patch(&world, body.clone()).await.expect(400).json();
        assert_eq!(refused["errorCode"], "invalid_body", "{body}");
    }
    assert_eq!(get(&world, PROMPTS).await, settings(false));
}

async fn own_texts_are_kept_by_prompt_and_language(engine: Engine) {
    let world = World::own(engine).await;
    assert_eq!(
        get(&world, "/prompts/login/custom-text/en").await,
        json!({})
    );
    let texts = json!({ "login": { "title": "Welcome to ${clientName}", "description": "" } });
    let put_texts = put(&world, "login/custom-text/en", texts.clone()).await;
    assert_eq!(put_texts.expect(200).json(), texts);
    assert_eq!(get(&world, "/prompts/login/custom-text/en").await, texts);
    for other in ["login/custom-text/de", "login-id/custom-text/en"] {
        assert_eq!(get(&world, &format!("/prompts/{other}")).await, json!({}));
    }
    // All texts are replaced.
    let other = json!({ "login": { "buttonText": "Go" } });
    put(&world, "login/custom-text/en", other.clone())
        .await
        .expect(200);
    assert_eq!(get(&world, "/prompts/login/custom-text/en").await, other);
    let gone = put(&world, "login/custom-text/en", json!({})).await;
    assert_eq!(gone.expect(200).json(), json!({}));
    assert_eq!(
        get(&world, "/prompts/login/custom-text/en").await,
        json!({})
    );
}

/// The first page of a login.
async fn page(world: &World) -> String {
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    browser.follow(&start).await.expect(200).body
}

async fn pages_show_the_tenants_own_texts(engine: Engine) {
    let world = World::own(engine).await;
    let texts = json!({ "login": {
        "pageTitle": "${clientName} & more",
        "title": "Hello {{ state }} { $clientName } <b>${fantasy}</b>",
        "buttonText": "Go on",
        "wrong-credentials": "Nope, ${companyName}.",
    } });
    put(&world, "login/custom-text/en", texts.clone())
        .await
        .expect(200);
    // Of another language, and of another screen.
    put(
        &world,
        "login/custom-text/de",
        json!({ "login": { "title": "Hallo" } }),
    )
    .await
    .expect(200);
    let body = page(&world).await;
    for shown in [
        "<title>web &#38; more</title>",
        ">Hello {{ state }} { $clientName } &#60;b&#62;${fantasy}&#60;/b&#62;</h1>",
        ">Go on</button>",
        ">Password</label>",
    ] {
        assert!(body.contains(shown), "{shown}: {body}");
    }
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let first = browser.follow(&start).await;
    let wrong = [("username", world.email.as_str()), ("password", "wrong")];
    let again = browser.submit(&first, &wrong).await.expect(400).body;
    assert!(again.contains("Nope, "), "{again}");
}

async fn texts_that_cannot_be_kept_are_refused(engine: Engine) {
    let world = World::own(engine).await;
    for path in [
        "fantasy/custom-text/en",
        "login/custom-text/xx",
        "login/custom-text/EN",
    ] {
        let refused = put(&world, path, json!({})).await.expect(400).json();
        assert_eq!(refused["errorCode"], "invalid_uri", "{path}");
        let read = call(
            &world,
            Method::GET,
            &format!("/prompts/{path}"),
            Value::Null,
        )
        .await;
        assert_eq!(read.expect(400).json()["errorCode"], "invalid_uri");
    }
    for body in [
        json!({ "login": "title" }),
        json!({ "login": { "title": 1 } }),
        json!({ "login": { "title": { "nested": "x" } } }),
        json!({ "login": { "title": "x".repeat(10_001) } }),
    ] {
        let refused = put(&world, "login/custom-text/en", body).await;
        assert_eq!(refused.expect(400).json()["errorCode"], "invalid_body");
    }
    // What is not there: the tenant's own HTML.
    for (method, path) in [
        (Method::PUT, "login/partials"),
        (Method::PATCH, "login/screen/login/rendering"),
    ] {
        let body =
            json!({ "login": { "form-content-start": "<p>" }, "rendering_mode": "advanced" });
        let refused = call(&world, method, &format!("/prompts/{path}"), body).await;
        assert_eq!(
            refused.expect(403).json()["errorCode"],
            "feature_not_enabled",
            "{path}"
        );
    }
}
