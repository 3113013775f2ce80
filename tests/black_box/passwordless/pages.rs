//! The pages, and the link of a message.

use super::*;

on_both_engines! {
    the_page_asks_for_the_address_and_then_for_the_code,
    a_client_without_a_database_needs_no_word,
    opening_a_link_uses_nothing_up,
    a_code_that_is_sent_twice_signs_in,
    a_connection_that_is_taken_away_ends_the_wait,
}

const ANN: &str = "ann@example.com";
const CODE: &str = "/u/login/passwordless-email-challenge";

/// The page for the code of an address.
async fn challenge(world: &World, browser: &Browser, more: &[(&str, &str)]) -> Answer {
    let start = world.authorize(browser, "web", more).await;
    let page = browser.follow(&start).await.expect(200);
    assert_eq!(page.url.path(), "/u/login/identifier");
    assert!(page.body.contains(">Email address<"), "{}", page.body);
    assert!(
        !page.body.contains("/u/signup") && !page.body.contains("password-reset"),
        "{}",
        page.body
    );
    let sent = browser
        .submit(&page, &[("username", ANN)])
        .await
        .expect(303);
    let page = browser.follow(&sent).await.expect(200);
    assert_eq!(page.url.path(), CODE);
    page
}

fn has(page: &Answer, name: &str, value: &str) {
    assert!(
        has_attribute(&page.body, name, value),
        "{name}={value}: {}",
        page.body
    );
}

async fn the_page_asks_for_the_address_and_then_for_the_code(engine: Engine) {
    let world = world(engine, json!({})).await;
    let browser = world.browser();
    let named = [("connection", "email")];
    let start = world.authorize(&browser, "web", &named).await;
    let page = browser.follow(&start).await.expect(200);
    let wrong = browser
        .submit(&page, &[("username", "nobody")])
        .await
        .expect(400);
    has(&wrong, "id", "error-element-username");
    let page = challenge(&world, &browser, &named).await;
    for (name, value) in [
        ("id", "code"),
        ("autocomplete", "one-time-code"),
        ("value", "default"),
        ("value", "resend"),
        ("class", "_form-login-passwordless-email-code"),
        ("data-link-name", "edit-username"),
    ] {
        has(&page, name, value);
    }
    assert!(page.body.contains(ANN), "{}", page.body);
    let first = code(&world, ANN, "").await;
    let wrong = browser
        .submit(&page, &[("code", &another(&first, 1))])
        .await;
    has(&wrong.expect(400), "id", "error-element-code");
    // A code of a page is of its transaction: no application can use it, and no other browser.
    let refused = by_code(&world, "web", (ANN, &first)).await;
    refused.expect_error(403, "invalid_grant", WRONG);
    let resent = browser
        .submit(&page, &[("action", "resend")])
        .await
        .expect(200);
    has(&resent, "role", "status");
    let second = code(&world, ANN, &first).await;
    let old = browser.submit(&page, &[("code", &first)]).await.expect(400);
    has(&old, "id", "error-element-code");
    let stranger = world.browser().submit(&page, &[("code", &second)]).await;
    assert_ne!(stranger.status, 303, "{stranger:#?}");
    let sent = browser
        .submit(&page, &[("code", &second)])
        .await
        .expect(303);
    let tokens = world
        .code("web", &browser.follow(&sent).await.code())
        .await
        .expect(200)
        .json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert!(
        claims["sub"]
            .as_str()
            .is_some_and(|sub| sub.starts_with("email|")),
        "{claims:?}"
    );
    world.logged("ss", "Successful signup").await;
    let login = world.logged("s", "").await;
    assert_eq!(
        (&login["strategy"], &login["connection"]),
        (&json!("email"), &json!("email"))
    );
    let failed = world.logged("f", "The code is wrong, was used, or has expired");
    // Two wrong ones on the page.
    drop(failed);
    // A session is there, and stands where no connection is named; where this one is, the user proves it anew.
    world.authorize(&browser, "web", &[]).await.code();
    let again = world.authorize(&browser, "web", &named).await;
    assert_eq!(again.outcome(), Outcome::Login);
    let silent = world
        .authorize(
            &browser,
            "web",
            &[("connection", "email"), ("prompt", "none")],
        )
        .await;
    assert!(matches!(silent.outcome(), Outcome::Refused(error, _) if error == "login_required"));
    // The address may be changed.
    let page = challenge(&world, &browser, &named).await;
    let state = page.url.query().expect("a state").to_owned();
    let edit = browser
        .get(&format!("/u/login/identifier?{state}"))
        .await
        .expect(200);
    has(&edit, "value", ANN);
    let skipped = browser
        .get(&format!("/u/login/password?{state}"))
        .await
        .expect(303);
    assert_eq!(skipped.location().expect("a redirect").path(), CODE);
}

async fn a_client_without_a_database_needs_no_word(engine: Engine) {
    let world = world(engine, json!({})).await;
    let all = get(&world, "/connections?strategy=auth0").await;
    let path = format!("/connections/{}/clients", text(&all[0], "id"));
    let off = json!([{ "client_id": "web", "status": false }]);
    call(&world, Method::PATCH, &path, off).await.expect(204);
    let browser = world.browser();
    let page = challenge(&world, &browser, &[("screen_hint", "signup")]).await;
    let code = code(&world, ANN, "").await;
    let sent = browser.submit(&page, &[("code", &code)]).await.expect(303);
    browser.follow(&sent).await.code();
    // Here a session is one.
    world.authorize(&browser, "web", &[]).await.code();
    // No password opens such an account, and none is reset.
    let form = [
        ("client_id", "web"),
        ("email", ANN),
        ("connection", "email"),
    ];
    let refused = world.post("/dbconnections/change_password", &form).await;
    assert_ne!(refused.status, 200, "{refused:#?}");
}

async fn opening_a_link_uses_nothing_up(engine: Engine) {
    let world = world(
        engine,
        json!({ "authParams": { "scope": "openid email offline_access" } }),
    )
    .await;
    let callback = callback("web");
    let body = json!({ "connection": "email", "email": ANN,
        "authParams": { "redirect_uri": callback, "state": STATE, "nonce": NONCE, "client_id": "other" } });
    start_with(&world, "web", body).await.expect(200);
    let letters = Letters::of(&world);
    let link = letters.link(("auth_email_by_code", ANN), "").await;
    let url: reqwest::Url = link.parse().expect("a URL");
    assert_eq!(url.path(), "/passwordless/verify_redirect");
    let sent: std::collections::BTreeMap<_, _> = url.query_pairs().into_owned().collect();
    for (name, value) in [
        ("client_id", "web"),
        ("connection", "email"),
        ("email", ANN),
        ("redirect_uri", &callback),
        ("response_type", "code"),
        ("scope", "openid email offline_access"),
    ] {
        assert_eq!(sent.get(name).map(String::as_str), Some(value), "{sent:?}");
    }
    // A program looks at the link, twice, and follows it.
    for _ in 0..2 {
        let scanner = world.browser();
        let opened = scanner.get(&link).await.expect(302);
        scanner.follow(&opened).await.expect(200);
    }
    let head = world.http.request(Method::HEAD, &link);
    assert_eq!(world.http.send(head).await.status, 405);
    let browser = world.browser();
    let opened = browser.get(&link).await.expect(302);
    let to = opened.location().expect("a page");
    assert_eq!(to.path(), CODE);
    assert!(!to.as_str().contains(&sent["verification_code"]), "{to}");
    let page = browser.follow(&opened).await.expect(200);
    has(&page, "value", &sent["verification_code"]);
    let signed_in = browser.submit(&page, &[]).await.expect(303);
    let code = browser.follow(&signed_in).await.code();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", &callback),
    ];
    let tokens = world.token("web", &form).await.expect(200).json();
    assert!(
        tokens["id_token"].is_string() && tokens["refresh_token"].is_null(),
        "{tokens:#}"
    );
    // Once.
    let late = world.browser();
    let opened = late.get(&link).await.expect(302);
    let page = late.follow(&opened).await.expect(200);
    has(
        &late.submit(&page, &[]).await.expect(400),
        "id",
        "error-element-code",
    );
    // There is always another code.
    let resent = late
        .submit(&page, &[("action", "resend")])
        .await
        .expect(200);
    let fresh = super::code(&world, ANN, &sent["verification_code"]).await;
    let sent = late.submit(&resent, &[("code", &fresh)]).await.expect(303);
    late.follow(&sent).await.code();
}

async fn a_code_that_is_sent_twice_signs_in(engine: Engine) {
    let world = world(engine, json!({})).await;
    let named = [("connection", "email")];
    let mut before = String::new();
    // A new user, and then a known one.
    for _ in 0..2 {
        let browser = world.browser();
        let page = challenge(&world, &browser, &named).await;
        before = code(&world, ANN, &before).await;
        let typed = [("code", before.as_str())];
        let send = || browser.submit(&page, &typed);
        let (one, other) = tokio::join!(send(), send());
        let last = send().await;
        for answer in [&one, &other, &last] {
            assert_eq!(answer.status, 303, "{answer:#?}");
            let to = answer.location().expect("a redirect");
            assert_eq!(to.path(), "/authorize/resume", "{answer:#?}");
        }
        let code = browser.follow(&last).await.code();
        world.code("web", &code).await.expect(200);
    }
    assert_eq!(users(&world, ANN).await.len(), 1);
}

async fn a_connection_that_is_taken_away_ends_the_wait(engine: Engine) {
    let world = world(engine, json!({})).await;
    let switch = async |strategy: &str, is_on: bool| {
        let all = get(&world, &format!("/connections?strategy={strategy}")).await;
        let path = format!("/connections/{}/clients", text(&all[0], "id"));
        let web = json!([{ "client_id": "web", "status": is_on }]);
        call(&world, Method::PATCH, &path, web).await.expect(204);
    };
    // Where a browser ends that opens a page.
    let end = async |browser: &Browser, path: &str| {
        let mut page = browser.get(path).await;
        for _ in 0..3 {
            if page.status == 303 {
                page = browser.follow(&page).await;
            }
        }
        page
    };
    let named = world.browser();
    let page = challenge(&world, &named, &[("connection", "email")]).await;
    switch("auth0", false).await;
    let unnamed = world.browser();
    let other = challenge(&world, &unnamed, &[]).await;
    switch("email", false).await;
    let query = page.url.query().expect("a state").to_owned();
    let of_page = format!("{CODE}?{query}");
    for path in [
        of_page.clone(),
        format!("/u/login?{query}"),
        format!("/u/login/identifier?{query}"),
        format!("/u/signup?{query}"),
    ] {
        let ended = end(&named, &path).await;
        assert_eq!(ended.status, 400, "{path} {ended:#?}");
        assert!(ended.body.contains("back button"), "{path} {}", ended.body);
    }
    // The client's database takes its place where none was named.
    switch("auth0", true).await;
    let other = format!("{CODE}?{}", other.url.query().expect("a state"));
    let ended = end(&unnamed, &other).await.expect(200);
    assert_eq!(ended.url.path(), "/u/login");
    let typed = [("username", world.email.as_str()), ("password", PASSWORD)];
    let signed_in = unnamed.submit(&ended, &typed).await.expect(303);
    unnamed.follow(&signed_in).await.code();
    // It is there again.
    switch("email", true).await;
    let page = end(&named, &of_page).await.expect(200);
    assert_eq!(page.url.path(), CODE);
}
