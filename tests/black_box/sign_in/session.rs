//! What belongs to a session once there is one: logout, consent, response modes, token formats.

use crate::harness::*;

on_both_engines! {
    logging_out_ends_the_session,
    logging_out_leads_only_to_known_places,
    an_app_logs_out_with_its_id_token,
    a_third_party_needs_consent_once,
    a_transfer_does_not_skip_consent,
    a_first_party_is_asked_on_demand,
    a_form_is_posted_from_a_clean_address,
    a_message_is_posted_to_a_known_origin_only,
    without_an_audience_the_access_token_is_opaque,
    the_second_dialect_is_that_of_the_rfc,
    a_machine_gets_a_token_for_itself,
    discovery_and_keys_are_those_of_the_issuer,
    a_session_ends_by_idleness_and_by_age,
}

async fn logging_out_ends_the_session(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let stolen = browser.cookie("auth0").expect("a session");
    let answer = browser
        .get("/v2/logout?client_id=web&returnTo=https%3A%2F%2Fweb.example%2Fbye")
        .await;
    assert_eq!(answer.header("location"), "https://web.example/bye");
    assert_eq!(browser.cookie("auth0"), None);
    browser.set_cookie("auth0", &stolen);
    assert!(
        !world.has_session(&browser).await,
        "the session is gone on the server too"
    );
    world.logged("slo", "").await;
}

async fn logging_out_leads_only_to_known_places(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    for place in [
        "https%3A%2F%2Fevil.example",
        "https%3A%2F%2Fweb.example%2Fbyebye",
        "javascript%3Aalert(1)",
        "%2F%2Fevil.example",
    ] {
        let answer = browser
            .get(&format!("/v2/logout?client_id=web&returnTo={place}"))
            .await;
        assert_eq!((answer.status, answer.location()), (400, None), "{place}");
    }
    let first = browser.get("/v2/logout?client_id=web").await;
    assert_eq!(first.header("location"), "https://web.example/bye");
    let tenant = browser
        .get("/v2/logout?returnTo=https%3A%2F%2Ftenant.example%2Fbye")
        .await;
    assert_eq!(tenant.header("location"), "https://tenant.example/bye");
}

async fn an_app_logs_out_with_its_id_token(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, tokens) = world.logged_in("web").await;
    let id_token = text(&tokens, "id_token");
    let path = format!(
        "/oidc/logout?id_token_hint={id_token}&state=x%26y&client_id=web\
         &post_logout_redirect_uri=https%3A%2F%2Fweb.example%2Fbye"
    );
    let answer = browser.get(&path).await;
    assert_eq!(
        answer.header("location"),
        "https://web.example/bye?state=x%26y"
    );
    assert!(!world.has_session(&browser).await);
}

async fn a_third_party_needs_consent_once(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let silent = world
        .authorize(&browser, "web-third-party", &[("prompt", "none")])
        .await;
    assert!(matches!(silent.outcome(), Outcome::Refused(error, _) if error == "consent_required"));
    let start = world.authorize(&browser, "web-third-party", &[]).await;
    assert_eq!(start.outcome(), Outcome::Consent);
    let page = browser.follow(&start).await.expect(200);
    let denied = browser.submit(&page, &[("action", "deny")]).await;
    let denied = to_the_app(&browser, denied).await;
    assert!(matches!(denied.outcome(), Outcome::Refused(error, _) if error == "access_denied"));
    let start = world.authorize(&browser, "web-third-party", &[]).await;
    let page = browser.follow(&start).await.expect(200);
    let accepted = browser.submit(&page, &[("action", "accept")]).await;
    let accepted = to_the_app(&browser, accepted).await;
    world
        .code("web-third-party", &accepted.code())
        .await
        .expect(200);
    let again = world.authorize(&browser, "web-third-party", &[]).await;
    again.code();
}

async fn a_transfer_does_not_skip_consent(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    let answer = world
        .redeem(&browser, "web-third-party", &transfer.token)
        .await;
    assert_eq!(answer.outcome(), Outcome::Consent);
    let page = browser.follow(&answer).await.expect(200);
    let accepted = browser.submit(&page, &[("action", "accept")]).await;
    to_the_app(&browser, accepted).await.code();
}

async fn a_first_party_is_asked_on_demand(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    let answer = world
        .authorize(&browser, "web", &[("prompt", "consent")])
        .await;
    assert_eq!(answer.outcome(), Outcome::Consent);
}

async fn a_form_is_posted_from_a_clean_address(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("response_mode", "form_post"),
    ];
    let answer = world.authorize(&browser, "web", &more).await.expect(303);
    assert_eq!(answer.outcome(), Outcome::Resume);
    let page = browser.follow(&answer).await.expect(200);
    assert!(!page.body.contains(&transfer.token));
    let form = Form::parse(&page.body).expect("a form");
    assert_eq!(form.action, callback("web"));
    let field = |name: &str| form.fields.iter().find(|(known, _)| known == name);
    assert_eq!(field("state").expect("the state").1, STATE);
    world
        .code("web", &field("code").expect("a code").1)
        .await
        .expect(200);
}

async fn a_message_is_posted_to_a_known_origin_only(engine: Engine) {
    let world = World::shared(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    let mode = ("response_mode", "web_message");
    let more = [("session_transfer_token", transfer.token.as_str()), mode];
    let answer = world.authorize(&browser, "spa", &more).await.expect(303);
    assert_eq!(answer.outcome(), Outcome::Resume);
    let page = browser.follow(&answer).await.expect(200);
    assert!(
        page.body.contains("data-target=\"https://spa.example\""),
        "{}",
        page.body
    );
    assert!(!page.body.contains("\"*\""));
    let silent = world
        .authorize(&browser, "spa", &[mode, ("prompt", "none")])
        .await;
    let page = browser.follow(&silent).await.expect(200);
    assert!(page.body.contains("data-response="));
    assert_eq!(
        page.header("x-frame-options"),
        "",
        "silent authentication runs in a frame"
    );
}

async fn without_an_audience_the_access_token_is_opaque(engine: Engine) {
    let world = World::shared(engine).await;
    let tokens = world.password("native", &[]).await.expect(200).json();
    let token = text(&tokens, "access_token");
    assert_eq!(token.split('.').count(), 1, "{token}");
    world.userinfo(&token).await.expect(200);
    world.userinfo(&format!("{token}x")).await.expect(401);
    world
        .userinfo(&text(&tokens, "refresh_token"))
        .await
        .expect(401);
}

async fn the_second_dialect_is_that_of_the_rfc(engine: Engine) {
    let world = World::shared(engine).await;
    let tokens = world
        .password("native", &[("audience", RFC9068_API)])
        .await
        .expect(200)
        .json();
    let access = world.verify(&tokens["access_token"], RFC9068_API).await;
    assert_eq!(access.typ.as_deref(), Some("at+jwt"));
    assert_eq!(access.claims["client_id"], "native");
    assert!(access.claims["jti"].is_string());
    assert!(access.claims.get("azp").is_none() && access.claims.get("gty").is_none());
}

async fn a_machine_gets_a_token_for_itself(engine: Engine) {
    let world = World::shared(engine).await;
    let form = [("grant_type", "client_credentials"), ("audience", API)];
    let tokens = world.token("machine", &form).await.expect(200).json();
    assert!(tokens.get("refresh_token").is_none() && tokens.get("id_token").is_none());
    let access = world.verify(&tokens["access_token"], API).await.claims;
    assert_eq!(access["sub"], "machine@clients");
    assert_eq!(access["gty"], "client-credentials");
    assert_eq!(
        access["scope"], "read:orders",
        "as much as the grant allows"
    );
    world.logged("seccft", "").await;
}

async fn discovery_and_keys_are_those_of_the_issuer(engine: Engine) {
    let world = World::shared(engine).await;
    let found = world
        .http
        .get("/.well-known/openid-configuration")
        .await
        .expect(200)
        .json();
    let issuer = world.issuer();
    assert_eq!(found["issuer"], issuer);
    let endpoints = [
        ("authorization_endpoint", "authorize"),
        ("token_endpoint", "oauth/token"),
        ("userinfo_endpoint", "userinfo"),
        ("jwks_uri", ".well-known/jwks.json"),
        ("revocation_endpoint", "oauth/revoke"),
        ("end_session_endpoint", "oidc/logout"),
    ];
    for (name, path) in endpoints {
        assert_eq!(found[name], format!("{issuer}{path}"), "{name}");
    }
    let keys = world.keys().await;
    for key in keys["keys"].as_array().expect("keys") {
        let members: Vec<_> = key.as_object().expect("a key").keys().collect();
        assert!(
            members
                .iter()
                .all(|name| ["alg", "kty", "use", "n", "e", "kid", "x5t", "x5c"]
                    .contains(&name.as_str())),
            "{members:?}"
        );
        assert_eq!(
            (&key["kty"], &key["alg"], &key["use"]),
            (&"RSA".into(), &"RS256".into(), &"sig".into())
        );
        assert!(key["x5c"][0].is_string() && key["x5t"].is_string());
    }
}

async fn a_session_ends_by_idleness_and_by_age(engine: Engine) {
    let world = World::own(engine).await;
    let (browser, _) = world.logged_in("web").await;
    world.advance("71h").await;
    assert!(
        world.has_session(&browser).await,
        "idle for less than three days"
    );
    world.advance("71h").await;
    assert!(world.has_session(&browser).await, "used in between");
    world.advance("27h").await;
    assert!(
        !world.has_session(&browser).await,
        "a session lives for seven days at most"
    );
    let (browser, _) = world.logged_in("web").await;
    world.advance("73h").await;
    assert!(
        !world.has_session(&browser).await,
        "idle for more than three days"
    );
}

/// Follows the server's own redirects until one leads to the application.
async fn to_the_app(browser: &Browser, mut answer: Answer) -> Answer {
    while answer.outcome() == Outcome::Resume {
        answer = browser.follow(&answer).await;
    }
    answer
}
