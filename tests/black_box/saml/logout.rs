//! Single logout.

use footbridge::saml::wire;
use footbridge::xml::Namespace;

use crate::harness::federation::*;
use crate::harness::*;

on_both_engines! {
    a_service_provider_ends_the_session,
    a_form_does_as_well,
    the_others_are_told_one_by_one,
    one_that_says_no_makes_it_partial,
    without_an_index_the_browsers_own_session_is_meant,
    only_a_session_of_its_own_is_ended,
    an_answer_that_nobody_waits_for_is_refused,
    a_logout_has_to_be_signed_where_signatures_count,
    a_logout_of_ours_tells_them_too,
    a_logout_that_is_asked_about_may_lead_to_them,
    a_logout_that_nobody_has_to_hear_of_goes_straight_on,
    the_cookie_of_another_session_stays,
}

/// Who a service provider thinks is signed in.
struct Known {
    name: String,
    index: String,
}

impl Known {
    fn of(xml: &str) -> Self {
        let statement = [
            (Namespace::Saml, "Assertion"),
            (Namespace::Saml, "AuthnStatement"),
        ];
        Self {
            name: asserted(xml, &["Subject", "NameID"]),
            index: attribute(xml, &statement, "SessionIndex").expect("an index"),
        }
    }

    fn request(&self, world: &World, client: &str) -> Message {
        let Self { name, index } = self;
        Message::new(world, client, "LogoutRequest").holding(&format!(
            "<saml:NameID>{name}</saml:NameID><samlp:SessionIndex>{index}</samlp:SessionIndex>"
        ))
    }
}

async fn at(browser: &Browser, client: &str) -> Known {
    Known::of(
        &posted(browser, browser.get(&format!("/samlp/{client}")).await)
            .await
            .response(),
    )
}

/// A browser that is signed in at `sp`.
async fn signed_in(world: &World) -> (Browser, Known) {
    let browser = world.browser();
    let start = browser.get("/samlp/sp").await;
    let xml = posted(&browser, browser.log_in(&start, &world.email).await)
        .await
        .response();
    (browser, Known::of(&xml))
}

fn answered(posted: &Posted, request: &str) -> Vec<String> {
    let xml = posted.response();
    assert!(xml.starts_with("<samlp:LogoutResponse"), "{xml}");
    assert_eq!(
        attribute(&xml, &[], "InResponseTo").as_deref(),
        Some(request)
    );
    assert_eq!(
        attribute(&xml, &[], "Destination").as_deref(),
        Some(posted.action.as_str())
    );
    assert!(xml.contains("<ds:SignatureValue>"));
    statuses(&xml)
}

async fn a_service_provider_ends_the_session(engine: Engine) {
    let world = federated(engine).await;
    let (browser, known) = signed_in(&world).await;
    let request = known.request(&world, "sp");
    let path = request
        .url("sp", &[("RelayState", "back")])
        .replace("/samlp/sp?", "/samlp/sp/logout?");
    let answer = browser.get(&path).await;
    assert!(answer.clears("auth0"), "{answer:#?}");
    let posted = posted(&browser, answer).await;
    assert_eq!(posted.action, "https://sp.example/slo");
    assert_eq!(posted.field("RelayState"), "back");
    assert_eq!(answered(&posted, &request.id), ["Success"]);
    assert!(!world.has_session(&browser).await);
    let event = world.logged("slo", "User successfully logged out").await;
    assert_eq!(event["client_id"], "sp");
}

async fn a_form_does_as_well(engine: Engine) {
    let world = federated(engine).await;
    for path in ["/samlp/sp", "/samlp/sp/logout"] {
        let (browser, known) = signed_in(&world).await;
        let request = known.request(&world, "sp");
        let message = wire::to_form(&request.xml());
        let sent = browser.http.request(reqwest::Method::POST, path);
        let sent = browser
            .send(sent.form(&[("SAMLRequest", &message)]))
            .await
            .expect(303);
        let posted = posted(&browser, browser.follow(&sent).await).await;
        assert_eq!(answered(&posted, &request.id), ["Success"]);
        assert!(!world.has_session(&browser).await);
    }
}

/// The message that leads to `sp-second`: path, parameters.
fn told(answer: &Answer) -> (String, String) {
    let to = answer.location().expect("a redirect");
    assert!(
        to.as_str().starts_with("https://sp-second.example/slo?"),
        "{to}"
    );
    let get = |name: &str| answer.parameter(name).expect("a parameter");
    assert!(!get("Signature").is_empty() && get("SigAlg").ends_with("rsa-sha256"));
    let xml = wire::from_query(&get("SAMLRequest")).expect("deflated");
    (String::from_utf8(xml).expect("UTF-8"), get("RelayState"))
}

fn word(world: &World, request: &str, status: &str) -> Message {
    word_of(world, "sp-second", request, status)
}

fn word_of(world: &World, client: &str, request: &str, status: &str) -> Message {
    let id = attribute(request, &[], "ID").expect("an ID");
    Message::new(world, client, "LogoutResponse")
        .with(&format!("InResponseTo=\"{id}\""))
        .holding(&format!(
            "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:{status}\"/></samlp:Status>"
        ))
}

fn word_url(message: &Message, relay_state: &str) -> String {
    word_url_of("sp-second", message, relay_state)
}

fn word_url_of(client: &str, message: &Message, relay_state: &str) -> String {
    let query = encoded(&[
        ("SAMLResponse", wire::to_query(&message.xml()).as_str()),
        ("RelayState", relay_state),
    ]);
    format!("/samlp/{client}/logout?{query}")
}

async fn the_others_are_told_one_by_one(engine: Engine) {
    let world = federated(engine).await;
    let (browser, known) = signed_in(&world).await;
    let second = at(&browser, "sp-second").await;
    at(&browser, "sp-both").await;
    let request = known.request(&world, "sp");
    let answer = browser
        .get(&request.url("sp", &[("RelayState", "back")]))
        .await;
    let (xml, state) = told(&answer);
    assert!(xml.starts_with("<samlp:LogoutRequest") && !xml.contains("ds:Signature"));
    assert!(xml.contains(&second.index) && xml.contains(&second.name));
    assert!(
        !world.has_session(&browser).await,
        "it ends before anybody is told"
    );
    let word = word(&world, &xml, "Success");
    let path = word_url(&word, &state);
    let posted = posted(&browser, browser.get(&path).await).await;
    assert_eq!(answered(&posted, &request.id), ["Success"]);
    assert_eq!(posted.field("RelayState"), "back");
    assert_eq!(
        browser.get(&path).await.status,
        400,
        "an answer counts once"
    );
}

async fn one_that_says_no_makes_it_partial(engine: Engine) {
    let world = federated(engine).await;
    let (browser, known) = signed_in(&world).await;
    at(&browser, "sp-second").await;
    let request = known.request(&world, "sp");
    let (xml, state) = told(&browser.get(&request.url("sp", &[])).await);
    let word = word(&world, &xml, "Responder");
    let posted = posted(&browser, browser.get(&word_url(&word, &state)).await).await;
    assert_eq!(answered(&posted, &request.id), ["Success", "PartialLogout"]);
}

async fn without_an_index_the_browsers_own_session_is_meant(engine: Engine) {
    let world = federated(engine).await;
    let (browser, known) = signed_in(&world).await;
    let request = |name: &str| {
        Message::new(&world, "sp", "LogoutRequest")
            .holding(&format!("<saml:NameID>{name}</saml:NameID>"))
    };
    for (browser, name) in [
        (&world.browser(), known.name.as_str()),
        (&browser, "somebody else"),
    ] {
        let request = request(name);
        let posted = posted(browser, browser.get(&request.url("sp", &[])).await).await;
        assert_eq!(
            answered(&posted, &request.id),
            ["Requester", "UnknownPrincipal"]
        );
    }
    assert!(world.has_session(&browser).await);
    let request = request(&known.name);
    let posted = posted(&browser, browser.get(&request.url("sp", &[])).await).await;
    assert_eq!(answered(&posted, &request.id), ["Success"]);
    assert!(!world.has_session(&browser).await);
}

async fn only_a_session_of_its_own_is_ended(engine: Engine) {
    let world = federated(engine).await;
    let (browser, known) = signed_in(&world).await;
    let stranger = world.browser();
    let renamed = Known {
        name: "auth0|other".into(),
        index: known.index.clone(),
    };
    let guessed = Known {
        name: known.name.clone(),
        index: "_guess".into(),
    };
    for (client, known) in [("sp", &renamed), ("sp", &guessed), ("sp-second", &known)] {
        let request = known.request(&world, client);
        let answer = stranger.get(&request.url(client, &[])).await;
        let outcome = if client == "sp" {
            statuses(&posted(&stranger, answer).await.response())
        } else {
            let deflated = answer.parameter("SAMLResponse").expect("a response");
            statuses(
                &String::from_utf8(wire::from_query(&deflated).expect("deflated")).expect("UTF-8"),
            )
        };
        assert_eq!(outcome, ["Requester", "UnknownPrincipal"]);
    }
    assert!(world.has_session(&browser).await);
    let logs = world.logs().await;
    assert!(logs.iter().any(|entry| entry["type"] == "flo"), "{logs:#?}");
}

async fn an_answer_that_nobody_waits_for_is_refused(engine: Engine) {
    let world = federated(engine).await;
    let (browser, known) = signed_in(&world).await;
    at(&browser, "sp-second").await;
    let request = known.request(&world, "sp");
    let (xml, state) = told(&browser.get(&request.url("sp", &[])).await);
    let mut stray = word(&world, &xml, "Success");
    stray.attributes = "InResponseTo=\"_other\"".into();
    for (path, what) in [
        (word_url(&stray, &state), "another request"),
        (
            word_url(&word(&world, &xml, "Success"), "tx_unknown"),
            "another state",
        ),
        (
            word_url(&word(&world, &xml, "Success"), &state)
                .replace("/samlp/sp-second", "/samlp/sp"),
            "another client",
        ),
    ] {
        let answer = browser.get(&path).await;
        assert_eq!((answer.status, answer.location()), (400, None), "{what}");
    }
    let good = word_url(&word(&world, &xml, "Success"), &state);
    let posted = posted(&browser, browser.get(&good).await).await;
    assert_eq!(answered(&posted, &request.id), ["Success"]);
}

async fn a_logout_has_to_be_signed_where_signatures_count(engine: Engine) {
    let world = federated(engine).await;
    let (browser, _) = signed_in(&world).await;
    let known = at(&browser, "sp-signed").await;
    let answer = browser
        .get(&known.request(&world, "sp-signed").url("sp-signed", &[]))
        .await;
    assert_eq!((answer.status, answer.location()), (400, None));
    assert!(
        answer
            .body
            .contains("LOGOUT_REQUEST message MUST be signed")
    );
    assert!(world.has_session(&browser).await);
    assert!(
        world
            .logs()
            .await
            .iter()
            .any(|entry| entry["type"] == "flo")
    );
    let request = known.request(&world, "sp-signed");
    let signed = request.signed_url("sp-signed", "r");
    let posted = posted(&browser, browser.get(&signed).await).await;
    // `sp` is told first.
    assert_eq!(posted.action, "https://sp.example/slo");
    assert!(posted.message("SAMLRequest").contains("LogoutRequest"));
    assert!(!world.has_session(&browser).await);
}

/// Goes around by way of both service providers; where it ends.
async fn goes_around(world: &World, browser: &Browser, answer: Answer) -> Answer {
    assert!(answer.clears("auth0"), "{answer:#?}");
    assert!(!world.has_session(browser).await);
    let (xml, state) = told(&answer);
    let path = word_url(&word(world, &xml, "Success"), &state);
    let posted = posted(browser, browser.get(&path).await).await;
    assert_eq!(posted.action, "https://sp.example/slo");
    let xml = posted.message("SAMLRequest");
    assert!(xml.starts_with("<samlp:LogoutRequest") && xml.contains("<ds:SignatureValue>"));
    let word = word_of(world, "sp", &xml, "Responder");
    let path = word_url_of("sp", &word, posted.field("RelayState"));
    browser.get(&path).await
}

async fn a_logout_of_ours_tells_them_too(engine: Engine) {
    let world = federated(engine).await;
    let web = "https://web.example/bye";
    let cases = [
        (
            format!("/v2/logout?client_id=web&returnTo={web}"),
            Some(web),
        ),
        ("/v2/logout".to_owned(), None),
        (
            "/wsfed/rp?wa=wsignout1.0&wreply=https://rp.example/other".to_owned(),
            Some("https://rp.example/other"),
        ),
    ];
    for (path, to) in cases {
        let (browser, _) = signed_in(&world).await;
        at(&browser, "sp-second").await;
        let end = goes_around(&world, &browser, browser.get(&path).await).await;
        let location = end.location().map(|url| url.to_string());
        assert_eq!(location.as_deref(), to, "{path}: {end:#?}");
        assert_eq!(end.status, if to.is_some() { 302 } else { 200 });
        let logs = world.logs().await;
        assert!(logs.iter().any(|e| e["type"] == "slo"), "{logs:#?}");
        let again = browser.get("/v2/logout").await;
        assert_eq!((again.status, again.location()), (200, None), "once");
    }
}

async fn a_logout_that_is_asked_about_may_lead_to_them(engine: Engine) {
    let world = federated(engine).await;
    let (browser, _) = signed_in(&world).await;
    at(&browser, "sp-second").await;
    let path = "/oidc/logout?client_id=web&post_logout_redirect_uri=https://web.example/bye";
    let page = browser.get(path).await.expect(200);
    assert!(world.has_session(&browser).await);
    let answer = browser.submit(&page, &[("action", "accept")]).await;
    let end = goes_around(&world, &browser, answer).await;
    let location = end.location().map(|url| url.to_string());
    assert_eq!(location.as_deref(), Some("https://web.example/bye"));
}

async fn a_logout_that_nobody_has_to_hear_of_goes_straight_on(engine: Engine) {
    let world = federated(engine).await;
    let browser = world.browser();
    let start = browser.get("/samlp/sp-both").await;
    posted(&browser, browser.log_in(&start, &world.email).await).await;
    let answer = browser
        .get("/v2/logout?client_id=web&returnTo=https://web.example/bye")
        .await;
    let location = answer.location().map(|url| url.to_string());
    assert_eq!(location.as_deref(), Some("https://web.example/bye"));
    assert!(answer.clears("auth0"));
}

async fn the_cookie_of_another_session_stays(engine: Engine) {
    let world = federated(engine).await;
    let (_, elsewhere) = signed_in(&world).await;
    let (browser, _) = signed_in(&world).await;
    let request = elsewhere.request(&world, "sp");
    let answer = browser.get(&request.url("sp", &[])).await;
    assert_eq!(answer.cookie("auth0"), None);
    let posted = posted(&browser, answer).await;
    assert_eq!(answered(&posted, &request.id), ["Success"]);
    assert!(world.has_session(&browser).await);
}
