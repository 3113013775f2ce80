//! Session transfer tokens at SAML service providers: the same rules as at `/authorize`.

use footbridge::xml::Namespace;

use crate::harness::federation::*;
use crate::harness::sentences::{MISBOUND, NOT_FOUND};
use crate::harness::*;

const SAMPLE_COOKIE: &str = "session_transfer_token";

on_both_engines! {
    a_token_in_the_query_signs_in,
    a_token_in_either_cookie_signs_in,
    the_samples_doubled_request_works,
    two_cookies_that_differ_count_as_none,
    a_request_of_the_service_provider_may_carry_a_token,
    a_request_in_a_form_takes_the_cookie,
    a_refused_token_leads_to_the_login_page,
    another_users_session_ends,
    what_is_no_navigation_spends_nothing,
    a_bad_request_spends_nothing,
    forcing_spends_nothing,
    the_sign_in_url_may_be_the_callback_of_authorize,
    a_service_providers_own_page_may_be_the_callback_of_authorize,
}

/// `GET /samlp/sp` with this token.
async fn redeem(browser: &Browser, path: &str, token: &str) -> Answer {
    let separator = if path.contains('?') { '&' } else { '?' };
    browser
        .get(&format!("{path}{separator}session_transfer_token={token}"))
        .await
}

async fn let_in(browser: &Browser, answer: Answer) -> String {
    assert_eq!(answer.outcome(), Outcome::Resume, "{answer:#?}");
    let to = answer.location().expect("a redirect");
    let names: Vec<_> = to
        .query_pairs()
        .map(|(name, _)| name.into_owned())
        .collect();
    assert_eq!(names, ["state"], "the address is clean");
    let xml = posted(browser, answer).await.response();
    assert_eq!(statuses(&xml), ["Success"]);
    xml
}

async fn a_token_in_the_query_signs_in(engine: Engine) {
    let world = federated(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    let answer = redeem(&browser, "/samlp/sp", &transfer.token).await;
    assert!(answer.cookie("auth0").is_some());
    let xml = let_in(&browser, answer).await;
    assert!(xml.contains(&world.email));
    let event = world.logged("s", "Successful login").await;
    assert_eq!(
        event["details"]["triggered_by_session_transfer_token"],
        true
    );
    let again = redeem(&world.browser(), "/samlp/sp", &transfer.token).await;
    assert_eq!(again.outcome(), Outcome::Login);
    world.logged("w", NOT_FOUND).await;
    world.authorize(&browser, "web", &[]).await.code();
}

async fn a_token_in_either_cookie_signs_in(engine: Engine) {
    let world = federated(engine).await;
    for name in [TRANSFER_COOKIE, SAMPLE_COOKIE] {
        let transfer = world.transfer("native").await;
        let browser = world.browser();
        browser.set_cookie(name, &transfer.token);
        let answer = browser.get("/samlp/sp").await;
        assert!(answer.clears(name), "{name}: {answer:#?}");
        let_in(&browser, answer).await;
    }
    // The samples' name means nothing at /authorize.
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    browser.set_cookie(SAMPLE_COOKIE, &transfer.token);
    let answer = world.authorize(&browser, "web", &[]).await;
    assert_eq!(answer.outcome(), Outcome::Login);
}

async fn the_samples_doubled_request_works(engine: Engine) {
    let world = federated(engine).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    browser.set_cookie(SAMPLE_COOKIE, &transfer.token);
    let answer = redeem(&browser, "/samlp//sp", &transfer.token).await;
    assert!(answer.clears(SAMPLE_COOKIE));
    let_in(&browser, answer).await;
}

async fn two_cookies_that_differ_count_as_none(engine: Engine) {
    let world = federated(engine).await;
    let (one, two) = (
        world.transfer("native").await,
        world.transfer("native").await,
    );
    let browser = world.browser();
    browser.set_cookie(TRANSFER_COOKIE, &one.token);
    browser.set_cookie(SAMPLE_COOKIE, &two.token);
    let answer = browser.get("/samlp/sp").await;
    assert_eq!(answer.outcome(), Outcome::Login);
    assert!(answer.clears(TRANSFER_COOKIE) && answer.clears(SAMPLE_COOKIE));
    for transfer in [one, two] {
        let browser = world.browser();
        let answer = redeem(&browser, "/samlp/sp", &transfer.token).await;
        let_in(&browser, answer).await;
    }
}

async fn a_request_of_the_service_provider_may_carry_a_token(engine: Engine) {
    let world = federated(engine).await;
    let transfer = world.transfer("native").await;
    let request = Message::new(&world, "sp", "AuthnRequest");
    let browser = world.browser();
    let answer = redeem(
        &browser,
        &request.url("sp", &[("RelayState", "r")]),
        &transfer.token,
    )
    .await;
    let xml = let_in(&browser, answer).await;
    assert_eq!(attribute(&xml, &[], "InResponseTo"), Some(request.id));
}

async fn a_request_in_a_form_takes_the_cookie(engine: Engine) {
    let world = federated(engine).await;
    let transfer = world.transfer("native").await;
    let request = Message::new(&world, "sp", "AuthnRequest");
    let message = footbridge::saml::wire::to_form(&request.xml());
    let browser = world.browser();
    let path = format!("/samlp/sp?session_transfer_token={}", transfer.token);
    let sent = browser.http.request(reqwest::Method::POST, &path);
    let sent = browser
        .send(sent.form(&[("SAMLRequest", &message)]))
        .await
        .expect(303);
    browser.set_cookie(SAMPLE_COOKIE, &transfer.token);
    let answer = browser.follow(&sent).await;
    assert!(answer.clears(SAMPLE_COOKIE));
    let_in(&browser, answer).await;
}

async fn a_refused_token_leads_to_the_login_page(engine: Engine) {
    let world = federated(engine).await;
    let transfer = world.transfer("native").await;
    let elsewhere = world.at("203.0.113.99");
    let browser = elsewhere.browser();
    let answer = redeem(&browser, "/samlp/sp", &transfer.token).await;
    assert_eq!(answer.outcome(), Outcome::Login);
    elsewhere.logged("w", MISBOUND).await;
    let spent = redeem(&world.browser(), "/samlp/sp", &transfer.token).await;
    assert_eq!(spent.outcome(), Outcome::Login, "one look spends it");
    let after = browser.log_in(&answer, &world.email).await;
    assert_eq!(
        statuses(&posted(&browser, after).await.response()),
        ["Success"]
    );
}

async fn another_users_session_ends(engine: Engine) {
    let (world, other) = (federated(engine).await, federated(engine).await);
    let browser = world.browser();
    let start = browser.get("/samlp/sp").await;
    browser.log_in(&start, &world.email).await;
    let other = World {
        ip: world.ip.clone(),
        ..other.at(&world.ip)
    };
    let transfer = other.transfer("native").await;
    let answer = redeem(&browser, "/samlp/sp", &transfer.token).await;
    assert_eq!(answer.outcome(), Outcome::Login);
    assert!(!world.has_session(&browser).await);
}

async fn what_is_no_navigation_spends_nothing(engine: Engine) {
    let world = federated(engine).await;
    let transfer = world.transfer("native").await;
    for (name, value, status) in [
        ("Sec-Purpose", "prefetch", 503),
        ("Sec-Fetch-Dest", "iframe", 302),
    ] {
        let browser = world.browser().with_header(name, value);
        assert_eq!(
            redeem(&browser, "/samlp/sp", &transfer.token).await.status,
            status
        );
    }
    let path = format!("/samlp/sp?session_transfer_token={}", transfer.token);
    let head = world.http.request(reqwest::Method::HEAD, &path);
    assert_eq!(world.http.send(head).await.status, 405);
    let browser = world.browser();
    let answer = redeem(&browser, "/samlp/sp", &transfer.token).await;
    let_in(&browser, answer).await;
}

async fn a_bad_request_spends_nothing(engine: Engine) {
    let world = federated(engine).await;
    let transfer = world.transfer("native").await;
    let mut stale = Message::new(&world, "sp", "AuthnRequest");
    stale.issue_instant = "2020-01-01T00:00:00Z".into();
    let answer = redeem(&world.browser(), &stale.url("sp", &[]), &transfer.token).await;
    assert_eq!((answer.status, answer.location()), (400, None));
    assert!(!answer.body.contains(&transfer.token));
    let browser = world.browser();
    let answer = redeem(&browser, "/samlp/sp", &transfer.token).await;
    let_in(&browser, answer).await;
}

async fn forcing_spends_nothing(engine: Engine) {
    let world = federated(engine).await;
    let transfer = world.transfer("native").await;
    let forced = Message::new(&world, "sp", "AuthnRequest").with("ForceAuthn=\"true\"");
    let answer = redeem(&world.browser(), &forced.url("sp", &[]), &transfer.token).await;
    assert_eq!(answer.outcome(), Outcome::Login);
    let browser = world.browser();
    let answer = redeem(&browser, "/samlp/sp", &transfer.token).await;
    let_in(&browser, answer).await;
}

async fn the_sign_in_url_may_be_the_callback_of_authorize(engine: Engine) {
    let world = federated(engine).await;
    for path in ["samlp/sp", "samlp//sp?RelayState=r"] {
        let transfer = world.transfer("native").await;
        let url = format!("{}{path}", world.issuer());
        let query = encoded(&[
            ("client_id", "sp"),
            ("redirect_uri", &url),
            ("session_transfer_token", &transfer.token),
        ]);
        let browser = world.browser();
        let answer = browser.get(&format!("/authorize?{query}")).await;
        let xml = let_in(&browser, answer).await;
        assert_eq!(attribute(&xml, &[], "Destination"), Some(acs("sp")));
    }
    let silent = format!("{}samlp/sp", world.issuer());
    let query = encoded(&[
        ("client_id", "sp"),
        ("redirect_uri", &silent),
        ("prompt", "none"),
    ]);
    let browser = world.browser();
    let answer = browser.get(&format!("/authorize?{query}")).await;
    assert_eq!(
        statuses(&posted(&browser, answer).await.response()),
        ["Responder", "NoPassive"]
    );
    // Of another client, or of one without the add-on, it is no sign-in URL.
    for (client, path) in [
        ("sp", "samlp/sp-second"),
        ("web", "samlp/web"),
        ("sp", "samlp/sp/x"),
    ] {
        let url = format!("{}{path}", world.issuer());
        let query = encoded(&[
            ("client_id", client),
            ("redirect_uri", &url),
            ("response_type", "code"),
        ]);
        let answer = world.browser().get(&format!("/authorize?{query}")).await;
        assert_eq!(
            (answer.status, answer.location()),
            (403, None),
            "{client} {path}"
        );
    }
}

/// The other reading of the documents: a page of the service provider's own, which then asks by SAML.
async fn a_service_providers_own_page_may_be_the_callback_of_authorize(engine: Engine) {
    let world = federated(engine).await;
    let transfer = world.transfer("native").await;
    let query = encoded(&[
        ("client_id", "sp"),
        ("redirect_uri", "https://sp.example/other"),
        ("response_type", "code"),
        ("session_transfer_token", &transfer.token),
    ]);
    let browser = world.browser();
    let answer = browser.get(&format!("/authorize?{query}")).await;
    let to = answer.location().expect("a redirect").to_string();
    assert!(to.starts_with("https://sp.example/other?code="), "{to}");
    let request = Message::new(&world, "sp", "AuthnRequest");
    let xml = posted(&browser, browser.get(&request.url("sp", &[])).await)
        .await
        .response();
    let name = [(Namespace::Saml, "Assertion"), (Namespace::Saml, "Subject")];
    assert!(read(&xml, &name, |_| String::new()).is_some());
}
