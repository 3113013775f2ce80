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
    let posted = posted(&browser, browser.get(&path).await).await;
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
    let id = attribute(request, &[], "ID").expect("an ID");
    Message::new(world, "sp-second", "LogoutResponse")
        .with(&format!("InResponseTo=\"{id}\""))
        .holding(&format!(
            "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:{status}\"/></samlp:Status>"
        ))
}

fn word_url(message: &Message, relay_state: &str) -> String {
    let query = encoded(&[
        ("SAMLResponse", wire::to_query(&message.xml()).as_str()),
        ("RelayState", relay_state),
    ]);
    format!("/samlp/sp-second/logout?{query}")
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
