//! Signing in to SAML service providers.

use footbridge::xml::verify::{BadSignature, verify};
use footbridge::xml::{Document, Namespace};

use crate::harness::federation::*;
use crate::harness::*;

on_both_engines! {
    a_sign_in_that_begins_with_us_ends_at_the_first_callback,
    a_request_in_a_url_is_answered,
    a_request_in_a_form_is_answered,
    one_session_serves_all_service_providers,
    forcing_asks_again_and_passive_asks_nothing,
    the_signature_is_where_the_add_on_wants_it,
    sha1_has_a_key_of_its_own,
    an_encrypted_assertion_tells_nobody_else,
    every_setting_shows,
    a_name_that_is_missing_is_told_to_the_service_provider,
    what_cannot_be_met_is_a_status,
    what_auth0_overlooks_is_overlooked,
    the_metadata_has_both_keys,
    the_add_on_has_to_be_on,
    the_page_works_without_a_script,
}

const SAML_SUBJECT: [(Namespace, &str); 3] = [
    (Namespace::Saml, "Assertion"),
    (Namespace::Saml, "Subject"),
    (Namespace::Saml, "SubjectConfirmation"),
];

fn confirmation(xml: &str, name: &str) -> Option<String> {
    let path = [
        SAML_SUBJECT[0],
        SAML_SUBJECT[1],
        SAML_SUBJECT[2],
        (Namespace::Saml, "SubjectConfirmationData"),
    ];
    attribute(xml, &path, name)
}

async fn a_sign_in_that_begins_with_us_ends_at_the_first_callback(engine: Engine) {
    let world = federated(engine).await;
    let browser = world.browser();
    let start = browser
        .get("/samlp/sp?RelayState=%3Cdeep%26link%3E&login_hint=ada")
        .await;
    let page = browser.follow(&start).await.expect(200);
    assert!(page.body.contains("value=\"ada\""));
    let answer = browser.log_in(&start, &world.email).await;
    let posted = posted(&browser, answer).await;
    assert_eq!(posted.action, acs("sp"));
    assert_eq!(posted.field("RelayState"), "<deep&link>");
    let xml = posted.response();
    assert_eq!(statuses(&xml), ["Success"]);
    assert_eq!(attribute(&xml, &[], "Destination"), Some(acs("sp")));
    assert_eq!(attribute(&xml, &[], "InResponseTo"), None);
    assert_eq!(confirmation(&xml, "Recipient"), Some(acs("sp")));
    assert_eq!(confirmation(&xml, "InResponseTo"), None);
    let host = world
        .issuer()
        .trim_start_matches("http://")
        .trim_end_matches('/');
    assert_eq!(asserted(&xml, &["Issuer"]), format!("urn:{host}"));
    assert!(asserted(&xml, &["Subject", "NameID"]).starts_with("auth0|"));
    assert!(xml.contains(&world.email) && xml.contains("xsi:type=\"xs:boolean\">true<"));
    let event = world.logged("s", "Successful login").await;
    assert_eq!(event["client_id"], "sp");
    assert_eq!(event["details"]["protocol"], "samlp");
}

async fn a_request_in_a_url_is_answered(engine: Engine) {
    let world = federated(engine).await;
    let browser = world.browser();
    let other = "https://sp.example/other";
    let request = Message::new(&world, "sp", "AuthnRequest")
        .with(&format!("AssertionConsumerServiceURL=\"{other}\""))
        .holding("<saml:Subject><saml:NameID>somebody</saml:NameID></saml:Subject>");
    let start = browser
        .get(&request.url("sp", &[("RelayState", "r")]))
        .await;
    assert!(
        browser
            .follow(&start)
            .await
            .body
            .contains("value=\"somebody\"")
    );
    let posted = posted(&browser, browser.log_in(&start, &world.email).await).await;
    let xml = posted.response();
    assert_eq!(
        (posted.action.as_str(), posted.field("RelayState")),
        (other, "r")
    );
    assert_eq!(attribute(&xml, &[], "Destination").as_deref(), Some(other));
    assert_eq!(
        attribute(&xml, &[], "InResponseTo"),
        Some(request.id.clone())
    );
    assert_eq!(confirmation(&xml, "InResponseTo"), Some(request.id));
    assert_eq!(confirmation(&xml, "Recipient").as_deref(), Some(other));
    assert_eq!(
        asserted(&xml, &["Conditions", "AudienceRestriction", "Audience"]),
        "urn:sp"
    );
    let context = asserted(
        &xml,
        &["AuthnStatement", "AuthnContext", "AuthnContextClassRef"],
    );
    assert_eq!(
        context,
        "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified"
    );
}

async fn a_request_in_a_form_is_answered(engine: Engine) {
    let world = federated(engine).await;
    let browser = world.browser();
    for path in ["/samlp/sp", "/samlp//sp"] {
        let request = Message::new(&world, "sp", "AuthnRequest");
        let message = footbridge::saml::wire::to_form(&request.xml());
        let form = [("SAMLRequest", message.as_str()), ("RelayState", "r")];
        let sent = browser
            .http
            .request(reqwest::Method::POST, path)
            .form(&form);
        let sent = browser.send(sent).await.expect(303);
        let mut answer = browser.follow(&sent).await;
        if answer.outcome() == Outcome::Login {
            answer = browser.log_in(&answer, &world.email).await;
        }
        let posted = posted(&browser, answer).await;
        assert_eq!(
            attribute(&posted.response(), &[], "InResponseTo"),
            Some(request.id)
        );
        assert_eq!(posted.field("RelayState"), "r");
    }
}

/// A browser that is signed in at `sp`, and what it was sent there with.
async fn signed_in(world: &World, client: &str) -> (Browser, String) {
    let browser = world.browser();
    let start = browser.get(&format!("/samlp/{client}")).await;
    let answer = browser.log_in(&start, &world.email).await;
    let xml = posted(&browser, answer).await.response();
    (browser, xml)
}

async fn one_session_serves_all_service_providers(engine: Engine) {
    let world = federated(engine).await;
    let (browser, first) = signed_in(&world, "sp").await;
    let second = posted(&browser, browser.get("/samlp/sp-second").await)
        .await
        .response();
    let again = posted(&browser, browser.get("/samlp/sp").await)
        .await
        .response();
    let statement = [
        (Namespace::Saml, "Assertion"),
        (Namespace::Saml, "AuthnStatement"),
    ];
    let told = |xml: &str, name| attribute(xml, &statement, name).expect("it is there");
    assert_eq!(told(&first, "AuthnInstant"), told(&second, "AuthnInstant"));
    assert_eq!(told(&first, "SessionIndex"), told(&again, "SessionIndex"));
    assert_ne!(told(&first, "SessionIndex"), told(&second, "SessionIndex"));
    let assertion = [(Namespace::Saml, "Assertion")];
    assert_ne!(
        attribute(&first, &assertion, "ID"),
        attribute(&again, &assertion, "ID")
    );
    world.authorize(&browser, "web", &[]).await.code();
}

async fn forcing_asks_again_and_passive_asks_nothing(engine: Engine) {
    let world = federated(engine).await;
    let ask = |attributes: &str| {
        let request = Message::new(&world, "sp", "AuthnRequest").with(attributes);
        request.url("sp", &[])
    };
    let stranger = world.browser();
    let passive = posted(&stranger, stranger.get(&ask("IsPassive=\"true\"")).await).await;
    assert_eq!(statuses(&passive.response()), ["Responder", "NoPassive"]);
    assert!(!passive.response().contains("Assertion "));
    let (browser, _) = signed_in(&world, "sp").await;
    let passive = posted(&browser, browser.get(&ask("IsPassive=\"1\"")).await).await;
    assert_eq!(statuses(&passive.response()), ["Success"]);
    let forced = browser.get(&ask("ForceAuthn=\"true\"")).await;
    let forced = posted(&browser, browser.log_in(&forced, &world.email).await).await;
    assert_eq!(statuses(&forced.response()), ["Success"]);
    let both = browser
        .get(&ask("ForceAuthn=\"true\" IsPassive=\"true\""))
        .await;
    assert_eq!(
        statuses(&posted(&browser, both).await.response()),
        ["Responder", "NoPassive"]
    );
    let kinds: Vec<_> = world
        .logs()
        .await
        .iter()
        .map(|e| e["type"].as_str().unwrap_or("").to_owned())
        .collect();
    assert!(
        kinds.iter().any(|k| k == "fsa") && kinds.iter().any(|k| k == "ssa"),
        "{kinds:?}"
    );
}

async fn the_signature_is_where_the_add_on_wants_it(engine: Engine) {
    let world = federated(engine).await;
    let cases = [
        ("sp", true, false),
        ("sp-response", false, true),
        ("sp-both", true, true),
    ];
    for (client, of_assertion, of_response) in cases {
        let metadata = world
            .http
            .get(&format!("/samlp/metadata/{client}"))
            .await
            .body;
        let key = &published_keys(&metadata)[0];
        let (_, xml) = signed_in(&world, client).await;
        let assertion = slice(&xml, "<saml:Assertion ", "</saml:Assertion>");
        let document = Document::parse(assertion.as_bytes()).expect("a document by itself");
        let expected = if of_assertion {
            Ok(())
        } else {
            Err(BadSignature::Absent)
        };
        assert_eq!(verify(&document, key), expected, "{client}");
        if of_response && !of_assertion {
            let document = Document::parse(xml.as_bytes()).expect("a document");
            assert_eq!(verify(&document, key), Ok(()), "{client}");
        }
        let signatures = xml.matches("<ds:SignatureValue>").count();
        assert_eq!(
            signatures,
            usize::from(of_assertion) + usize::from(of_response),
            "{client}"
        );
        assert!(xml.contains("xmldsig-more#rsa-sha256") && !xml.contains("sha1"));
    }
    let (_, xml) = signed_in(&world, "sp-sha1").await;
    assert!(
        xml.contains("xmldsig#rsa-sha1") && xml.contains("xmldsig#sha1") && !xml.contains("sha256")
    );
}

async fn sha1_has_a_key_of_its_own(engine: Engine) {
    let world = federated(engine).await;
    let certificate = |xml: &str| {
        let (start, end) = ("<ds:X509Certificate>", "</ds:X509Certificate>");
        let element = slice(xml, start, end);
        element[start.len()..element.len() - end.len()].to_owned()
    };
    let used = certificate(&signed_in(&world, "sp-sha1").await.1);
    let metadata = async |client: &str| {
        let path = format!("/samlp/metadata/{client}");
        world.http.get(&path).await.expect(200).body
    };
    let own = metadata("sp-sha1").await;
    assert!(own.contains(&used) && own.matches("<ds:X509Certificate>").count() == 1);
    assert!(!metadata("sp").await.contains(&used));
    // What verifies tokens does not verify this, and the other way round.
    let keys = world.keys().await.to_string();
    assert!(!keys.contains(&used), "{keys}");
    let shown = async |client: &str| {
        let path = format!("/api/v2/clients/{client}");
        let client = world
            .manage(reqwest::Method::GET, &path, None)
            .await
            .expect(200)
            .json();
        let lines = text(&client["signing_keys"][0], "cert");
        let lines = lines.lines().filter(|line| !line.starts_with("-----"));
        lines.collect::<String>()
    };
    assert_eq!(shown("sp-sha1").await, used);
    let others = shown("sp").await;
    assert!(keys.contains(&others) && others != used);
    // It is not listed with the others, and so not rotated or revoked.
    let listed = world
        .manage(reqwest::Method::GET, "/api/v2/keys/signing", None)
        .await;
    assert!(
        !listed
            .expect(200)
            .body
            .replace("\\r\\n", "")
            .contains(&used)
    );
}

async fn an_encrypted_assertion_tells_nobody_else(engine: Engine) {
    let world = federated(engine).await;
    let (_, xml) = signed_in(&world, "sp-sealed").await;
    assert!(xml.contains("<saml:EncryptedAssertion") && xml.contains("xmlenc11#aes256-gcm"));
    assert!(
        !xml.contains("<saml:Assertion ") && !xml.contains(&world.email) && !xml.contains("NameID")
    );
}

async fn every_setting_shows(engine: Engine) {
    let world = federated(engine).await;
    let (_, xml) = signed_in(&world, "sp-custom").await;
    assert_eq!(asserted(&xml, &["Issuer"]), "urn:custom:issuer");
    assert_eq!(
        asserted(&xml, &["Conditions", "AudienceRestriction", "Audience"]),
        "urn:custom:audience"
    );
    assert_eq!(
        attribute(&xml, &[], "Destination").as_deref(),
        Some("https://custom.example/destination")
    );
    assert_eq!(
        confirmation(&xml, "Recipient").as_deref(),
        Some("https://custom.example/recipient")
    );
    assert_eq!(asserted(&xml, &["Subject", "NameID"]), world.email);
    let name = [
        SAML_SUBJECT[0],
        SAML_SUBJECT[1],
        (Namespace::Saml, "NameID"),
    ];
    assert!(attribute(&xml, &name, "Format").is_some_and(|f| f.ends_with(":emailAddress")));
    assert_eq!(
        asserted(
            &xml,
            &["AuthnStatement", "AuthnContext", "AuthnContextClassRef"]
        ),
        "urn:custom:context"
    );
    let times = [
        (Namespace::Saml, "Assertion"),
        (Namespace::Saml, "Conditions"),
    ];
    let at = |path: &[(Namespace, &str)], name| {
        let text = attribute(&xml, path, name).expect("a time");
        footbridge::domain::time::Timestamp::parse(&text).expect("a time")
    };
    let lifetime = at(&times, "NotOnOrAfter").since(at(&times[..1], "IssueInstant"));
    assert_eq!(lifetime.as_secs(), 600);
    for (name, present) in [("mail", true), ("cn", true), ("displayName", true)] {
        assert_eq!(xml.contains(&format!("Name=\"{name}\"")), present, "{name}");
    }
    for absent in [
        "identities",
        "/upn",
        "schemas.auth0.com",
        "NameFormat",
        "xs:string",
        "claims/emailaddress",
    ] {
        assert!(!xml.contains(absent), "{absent}");
    }
    assert!(xml.contains("xsi:type=\"xs:anyType\""));
}

async fn a_name_that_is_missing_is_told_to_the_service_provider(engine: Engine) {
    let world = federated(engine).await;
    let (_, xml) = signed_in(&world, "sp-nameless").await;
    assert_eq!(statuses(&xml)[0], "Responder");
    assert!(xml.contains(
        "No attribute was found to generate the nameIdentifier. We tried with: urn:nothing"
    ));
    assert!(!xml.contains("<saml:Assertion"));
}

async fn what_cannot_be_met_is_a_status(engine: Engine) {
    let world = federated(engine).await;
    let browser = world.browser();
    let request =
        Message::new(&world, "sp", "AuthnRequest").with("ForceAuthn=\"true\" IsPassive=\"true\"");
    let posted = posted(&browser, browser.get(&request.url("sp", &[])).await).await;
    assert_eq!(statuses(&posted.response()), ["Responder", "NoPassive"]);
    assert_eq!(
        attribute(&posted.response(), &[], "InResponseTo"),
        Some(request.id)
    );
}

/// Clients ask for name formats and by number for addresses out of habit, and take what Auth0 gives them.
async fn what_auth0_overlooks_is_overlooked(engine: Engine) {
    let world = federated(engine).await;
    let email = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
    let policy = format!("<samlp:NameIDPolicy Format=\"{email}\" AllowCreate=\"true\"/>");
    let request = Message::new(&world, "sp", "AuthnRequest")
        .with("AssertionConsumerServiceIndex=\"1\" ProviderName=\"x\"")
        .holding(&policy);
    let browser = world.browser();
    let start = browser.get(&request.url("sp", &[])).await;
    let posted = posted(&browser, browser.log_in(&start, &world.email).await).await;
    assert_eq!(
        posted.action,
        acs("sp"),
        "the first callback, never a free one"
    );
    let xml = posted.response();
    assert_eq!(statuses(&xml), ["Success"]);
    let name = [
        SAML_SUBJECT[0],
        SAML_SUBJECT[1],
        (Namespace::Saml, "NameID"),
    ];
    let format = attribute(&xml, &name, "Format").expect("a format");
    assert!(format.ends_with("nameid-format:unspecified"), "{format}");
}

async fn the_metadata_has_both_keys(engine: Engine) {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.tenant(&federated_tenant(1)).start().await);
    let before = world.http.get("/samlp/metadata/sp").await.expect(200);
    assert_eq!(before.header("content-type"), "application/xml");
    let url = format!("{}samlp/sp", world.issuer());
    assert!(before.body.contains(&format!("Location=\"{url}\"")));
    assert!(before.body.contains(&format!("Location=\"{url}/logout\"")));
    let keys = |text: &str| -> Vec<String> {
        let parts = text.split("<ds:X509Certificate>").skip(1);
        parts
            .map(|rest| rest.split('<').next().expect("text").to_owned())
            .collect()
    };
    let old = keys(&before.body);
    assert_eq!(old.len(), 2, "the key in use and the next one");
    let rotated = world
        .manage(reqwest::Method::POST, "/api/v2/keys/signing/rotate", None)
        .await;
    assert_eq!(rotated.status, 201, "{rotated:#?}");
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    let new = keys(&world.http.get("/samlp/metadata/sp").await.body);
    assert_eq!(new[0], old[1], "the next key signs now");
    assert!(new.contains(&old[0]) && new.len() == 3);
    let (_, xml) = signed_in(&world, "sp").await;
    assert!(xml.contains(&new[0]));
    let federation = world
        .http
        .get("/wsfed/FederationMetadata/2007-06/FederationMetadata.xml")
        .await;
    assert_eq!(keys(&federation.expect(200).body).len(), 3);
}

async fn the_add_on_has_to_be_on(engine: Engine) {
    let world = federated(engine).await;
    for path in [
        "/samlp/web",
        "/samlp/rp",
        "/samlp/nobody",
        "/samlp/%00",
        "/wsfed/%00",
        "/samlp/metadata/%00",
        "/samlp/metadata/web",
        "/samlp/metadata/nobody",
    ] {
        let answer = world.browser().get(path).await;
        assert_eq!((answer.status, answer.location()), (403, None), "{path}");
    }
    let posted = world.post("/samlp/nobody", &[("SAMLRequest", "x")]).await;
    assert_eq!((posted.status, posted.location()), (403, None));
    let head = world.http.request(reqwest::Method::HEAD, "/samlp/sp");
    assert_eq!(world.http.send(head).await.status, 405);
}

async fn the_page_works_without_a_script(engine: Engine) {
    let world = federated(engine).await;
    let (browser, _) = signed_in(&world, "sp").await;
    let answer = browser.get("/samlp/sp?RelayState=%22%3E%3Cscript%3E").await;
    assert_eq!(answer.outcome(), Outcome::Resume);
    let page = browser.follow(&answer).await.expect(200);
    assert!(has_attribute(&page.body, "type", "submit"));
    assert!(!page.body.contains("<script>") && !page.body.contains("onload"));
    assert_eq!(page.header("x-frame-options"), "DENY");
    let again = browser.follow(&answer).await;
    assert_eq!(again.status, 400, "an answer is given once");
}
