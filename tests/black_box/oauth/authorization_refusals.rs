//! What an authorization request is told at its callback, once that is known to be good, and what only a page says.

use std::collections::BTreeMap;

use serde_json::json;

use crate::harness::*;

on_both_engines! {
    a_request_object_is_refused_at_the_callback,
    a_request_by_reference_is_refused_at_the_callback,
    a_wrong_response_mode_is_told_by_the_usual_one,
    what_is_missing_or_too_long_is_told_at_the_callback,
    a_callback_that_is_not_registered_is_told_on_a_page_alone,
    a_pushed_request_is_refused_where_it_is_pushed,
}

/// `alg` none, and claims that would send the answer elsewhere.
const OBJECT: &str = "eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwczovL2V2aWwuZXhhbXBsZSJ9.";
const REFERENCE: &str = "https://web.example/request.jwt";

async fn ask(world: &World, more: &[(&str, &str)]) -> Answer {
    world.authorize(&world.browser(), "web", more).await
}

#[track_caller]
fn expect_refused(answer: &Answer, error: &str) {
    match answer.outcome() {
        Outcome::Refused(found, description) => {
            assert_eq!(found, error, "{description}");
            assert!(!description.is_empty());
        }
        other => panic!("not refused but {other:?}: {answer:#?}"),
    }
}

async fn a_request_object_is_refused_at_the_callback(engine: Engine) {
    let world = World::shared(engine).await;
    expect_refused(
        &ask(&world, &[("request", OBJECT)]).await,
        "request_not_supported",
    );
    let told = "Request objects are not supported: push the request instead";
    world.logged("f", told).await;
    let beside = [("request", OBJECT), ("response_type", "")];
    expect_refused(&ask(&world, &beside).await, "request_not_supported");
}

async fn a_request_by_reference_is_refused_at_the_callback(engine: Engine) {
    let world = World::shared(engine).await;
    let answer = ask(&world, &[("request_uri", REFERENCE)]).await;
    expect_refused(&answer, "request_uri_not_supported");
    // A reference to nothing that was pushed has no callback of its own, and is no other's.
    let gone = "urn:ietf:params:oauth:request_uri:gone";
    let answer = ask(&world, &[("request_uri", gone)]).await;
    assert_eq!((answer.status, answer.location()), (400, None));
}

async fn a_wrong_response_mode_is_told_by_the_usual_one(engine: Engine) {
    let world = World::shared(engine).await;
    let wrong = [("response_mode", "semaphore")];
    expect_refused(&ask(&world, &wrong).await, "invalid_request");
    // Tokens never travel in a query, and neither does the refusal of such a request.
    let query = [("response_mode", "query"), ("response_type", "id_token")];
    let to = ask(&world, &query).await.location().expect("a redirect");
    let sent: BTreeMap<_, _> = form_urlencoded::parse(to.fragment().unwrap_or("").as_bytes())
        .into_owned()
        .collect();
    assert_eq!(
        sent.get("error").map(String::as_str),
        Some("invalid_request"),
        "{to}"
    );
    assert_eq!(sent.get("state").map(String::as_str), Some(STATE), "{to}");
}

async fn what_is_missing_or_too_long_is_told_at_the_callback(engine: Engine) {
    let world = World::shared(engine).await;
    expect_refused(
        &ask(&world, &[("response_type", "")]).await,
        "invalid_request",
    );
    let unknown = [("response_type", "magic")];
    expect_refused(&ask(&world, &unknown).await, "unsupported_response_type");
    let long = "x".repeat(4_097);
    let answer = ask(&world, &[("state", &long)]).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("invalid_request")
    );
    assert_eq!(
        answer.parameter("state"),
        None,
        "what is too long is not sent back"
    );
}

async fn a_callback_that_is_not_registered_is_told_on_a_page_alone(engine: Engine) {
    let world = World::shared(engine).await;
    let elsewhere = ("redirect_uri", "https://evil.example/callback");
    for more in [
        [("request", OBJECT), elsewhere],
        [("request_uri", REFERENCE), elsewhere],
        [("response_mode", "semaphore"), elsewhere],
        [("response_type", ""), elsewhere],
    ] {
        let answer = ask(&world, &more).await;
        assert_eq!((answer.status, answer.location()), (403, None), "{more:?}");
    }
}

async fn a_pushed_request_is_refused_where_it_is_pushed(engine: Engine) {
    let world = World::shared(engine).await;
    let (uri, secret) = (callback("web"), secret("web"));
    let push = async |name: &str, value: &str| {
        let form = [
            ("client_id", "web"),
            ("client_secret", &secret),
            ("response_type", "code"),
            ("redirect_uri", &uri),
            (name, value),
        ];
        let answer = world.post("/oauth/par", &form).await.expect(400);
        text(&answer.json(), "error")
    };
    assert_eq!(push("request", OBJECT).await, "request_not_supported");
    assert_eq!(push("request_uri", REFERENCE).await, "invalid_request");
    assert_eq!(push("response_mode", "semaphore").await, "invalid_request");
}

on_both_engines! { an_id_token_hint_alone_leads_nowhere }

async fn an_id_token_hint_alone_leads_nowhere(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, tokens) = world.logged_in("web").await;
    let hint = text(&tokens, "id_token");
    let answer = browser
        .get(&format!("/oidc/logout?id_token_hint={hint}&state=s"))
        .await;
    assert_eq!((answer.status, answer.location()), (200, None));
    assert!(
        !world.has_session(&browser).await,
        "it ends the session all the same"
    );
    // With a URL the hint names the client whose list is looked in.
    for (to, status) in [
        ("https://web.example/bye", 302),
        ("https://web-second.example/bye", 400),
    ] {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("id_token_hint", hint.as_str()),
                ("post_logout_redirect_uri", to),
            ])
            .finish();
        let answer = browser.get(&format!("/oidc/logout?{query}")).await;
        assert_eq!(answer.status, status, "{to}: {answer:#?}");
    }
    // A client that the request names is answered at its first URL.
    let answer = browser.get("/oidc/logout?client_id=web").await;
    assert_eq!(
        answer.header("location"),
        "https://web.example/bye",
        "{}",
        json!(answer.body)
    );
}
