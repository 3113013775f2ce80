//! Requests that no honest service provider sends: an error page, an event, and never an assertion.

use std::sync::atomic::{AtomicUsize, Ordering};

use footbridge::saml::wire;

use crate::harness::federation::*;
use crate::harness::*;

on_both_engines! {
    a_malformed_message_is_an_error_page,
    a_message_that_is_not_for_us_is_an_error_page,
    only_registered_addresses_are_answered,
    an_address_is_compared_letter_by_letter,
    a_request_counts_once,
    parallel_replays_are_one_request,
    an_unsigned_request_does_not_count_where_signatures_do,
    a_signature_covers_what_was_sent,
    a_wrapped_request_is_refused,
    a_name_with_markup_in_it_stays_a_name,
    a_bomb_costs_little,
}

/// Addresses for documentation (RFC 3849): of one request each, so that its log is its own.
static NEXT_ADDRESS: AtomicUsize = AtomicUsize::new(1);

/// An error page, with nobody signed in and the reason in the log.
async fn refused(world: &World, what: &str, path: &str, reason: &str) {
    let number = NEXT_ADDRESS.fetch_add(1, Ordering::Relaxed);
    let elsewhere = world.at(&format!("2001:db8::{number:x}"));
    let browser = elsewhere.browser();
    let answer = browser.get(path).await;
    assert!(
        (400..404).contains(&answer.status) && answer.location().is_none(),
        "{what}: {answer:#?}"
    );
    assert!(
        answer.header("content-type").starts_with("text/html"),
        "{what}"
    );
    assert!(answer.body.contains(reason), "{what}: {}", answer.body);
    assert!(
        !answer.body.contains("<form") && !answer.body.contains("SAMLResponse"),
        "{what}"
    );
    assert_eq!(answer.cookie("auth0"), None, "{what}");
    let logs = elsewhere.logs().await;
    let told = logs
        .iter()
        .any(|e| e["type"] == "f" && e["client_id"].is_string());
    assert!(told, "{what}: {logs:#?}");
}

async fn a_malformed_message_is_an_error_page(engine: Engine) {
    let world = federated(engine).await;
    let good = || Message::new(&world, "sp", "AuthnRequest");
    let xml = good().xml();
    let forbidden = "a document type, a comment";
    let entity = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let cases = [
        (
            "an external entity",
            format!("{entity}{}", xml.replace("urn:sp<", "&x;<")),
            forbidden,
        ),
        ("a document type", format!("<!DOCTYPE a>{xml}"), forbidden),
        (
            "an external subset",
            format!("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/x.dtd\">{xml}"),
            forbidden,
        ),
        (
            "laughs",
            format!("<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>{xml}"),
            forbidden,
        ),
        (
            "a comment in the issuer",
            xml.replace("urn:sp<", "urn:sp<!---->.evil<"),
            forbidden,
        ),
        (
            "character data",
            xml.replace("urn:sp<", "<![CDATA[urn:sp]]><"),
            forbidden,
        ),
        (
            "an instruction",
            xml.replace("urn:sp<", "urn:sp<?x?><"),
            forbidden,
        ),
        (
            "an unknown entity",
            xml.replace("urn:sp<", "&unknown;<"),
            "not well-formed",
        ),
        ("no XML", "hello".to_owned(), "not well-formed"),
        (
            "half of it",
            xml[..xml.len() / 2].to_owned(),
            "not well-formed",
        ),
        (
            "depth",
            format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000)),
            "not well-formed",
        ),
        (
            "attributes",
            format!(
                "<a{}/>",
                (0..3_000).map(|i| format!(" a{i}=''")).collect::<String>()
            ),
            "too many",
        ),
        (
            "two issuers",
            good().holding("<saml:Issuer>urn:x</saml:Issuer>").xml(),
            "is there twice",
        ),
        (
            "two with one ID",
            good()
                .holding("<samlp:Extensions><a ID=\"same\"/><b ID=\"same\"/></samlp:Extensions>")
                .xml(),
            "the same ID",
        ),
        (
            "another root",
            xml.replace("AuthnRequest", "Response"),
            "no request",
        ),
        (
            "another namespace",
            xml.replace("SAML:2.0:protocol", "SAML:1.0:protocol"),
            "no request",
        ),
        (
            "another version",
            xml.replace("Version=\"2.0\"", "Version=\"1.1\""),
            "Invalid SAML Request",
        ),
        (
            "no date",
            xml.replace("IssueInstant", "Issued"),
            "Invalid SAML Request",
        ),
        ("no ID", xml.replace(" ID=", " Id="), "Invalid SAML Request"),
        (
            "elements in the issuer",
            xml.replace("urn:sp<", "<b>urn:sp</b><"),
            "Invalid SAML Request",
        ),
        (
            "an odd boolean",
            good().with("ForceAuthn=\"maybe\"").xml(),
            "Invalid SAML Request",
        ),
    ];
    for (what, xml, reason) in cases {
        refused(&world, what, &url("sp", &xml, &[]), reason).await;
    }
    for (what, text) in [
        ("no base64", "%25%25"),
        ("no deflate", "aGVsbG8gd29ybGQ"),
        ("nothing", "AAAA"),
    ] {
        refused(
            &world,
            what,
            &format!("/samlp/sp?SAMLRequest={text}"),
            "Invalid SAML Request",
        )
        .await;
    }
    let path = url("sp", &xml, &[("RelayState", &"x".repeat(3_000))]);
    refused(&world, "a long RelayState", &path, "RelayState is too long").await;
    let doubled = format!("{}&SAMLRequest=x", url("sp", &xml, &[]));
    let answer = world.browser().get(&doubled).await;
    assert_eq!((answer.status, answer.location()), (400, None));
    let both = format!("{}&SAMLResponse=x", url("sp", &xml, &[]));
    assert_eq!(world.browser().get(&both).await.status, 400);
}

async fn a_message_that_is_not_for_us_is_an_error_page(engine: Engine) {
    let world = federated(engine).await;
    let of = |client: &str, change: &dyn Fn(&mut Message)| {
        let mut message = Message::new(&world, client, "AuthnRequest");
        change(&mut message);
        message.url(client, &[])
    };
    let issuer = world.issuer();
    let cases = [
        (
            "another server",
            of("sp", &|m| {
                m.destination = "https://idp.example/samlp/sp".into()
            }),
            "destination",
        ),
        (
            "another client",
            of("sp", &|m| {
                m.destination = format!("{issuer}samlp/sp-second")
            }),
            "destination",
        ),
        (
            "another path",
            of("sp", &|m| m.destination = format!("{issuer}authorize")),
            "destination",
        ),
        (
            "the audience of another client",
            of("sp", &|m| m.issuer = "urn:sp-known".into()),
            "issuer is the name of another client",
        ),
        (
            "the alias of another client",
            of("sp", &|m| m.issuer = "urn:rp:alias".into()),
            "issuer is the name of another client",
        ),
        (
            "an empty issuer",
            of("sp", &|m| m.issuer = String::new()),
            "Invalid SAML Request",
        ),
        (
            "old",
            of("sp", &|m| m.issue_instant = "2026-01-01T00:00:00Z".into()),
            "too old",
        ),
        (
            "from the future",
            of("sp", &|m| m.issue_instant = "2126-01-01T00:00:00Z".into()),
            "too old",
        ),
        (
            "a name for an ID",
            of("sp", &|m| m.id = "a b".into()),
            "Invalid SAML Request",
        ),
    ];
    for (what, path, reason) in cases {
        refused(&world, what, &path, reason).await;
    }
    let known = of("sp-known", &|_| ());
    assert_eq!(world.browser().get(&known).await.outcome(), Outcome::Login);
    let logout = of("sp", &|m| m.destination = format!("{issuer}samlp//sp"));
    assert_eq!(world.browser().get(&logout).await.outcome(), Outcome::Login);
}

async fn only_registered_addresses_are_answered(engine: Engine) {
    let world = federated(engine).await;
    for address in [
        "https://evil.example/acs",
        "https://sp.example/acs?x=1",
        "https://sp.example/acs/",
        "https://sp.example/ACS",
        "https://sp.example/acs#x",
        "https://sp.example@evil.example/acs",
        "http://sp.example/acs",
        "javascript:alert(1)",
        "//sp.example/acs",
        "https://sp-second.example/acs",
    ] {
        let request = Message::new(&world, "sp", "AuthnRequest")
            .with(&format!("AssertionConsumerServiceURL=\"{address}\""));
        refused(
            &world,
            address,
            &request.url("sp", &[]),
            "not in the list of allowed callback URLs",
        )
        .await;
    }
}

async fn an_address_is_compared_letter_by_letter(engine: Engine) {
    let world = federated(engine).await;
    let browser = world.browser();
    let start = browser.get("/samlp/sp").await;
    posted(&browser, browser.log_in(&start, &world.email).await).await;
    for address in crate::abuse::threats::misspelt("sp") {
        let request = Message::new(&world, "sp", "AuthnRequest")
            .with(&format!("AssertionConsumerServiceURL=\"{address}\""));
        let answer = browser.get(&request.url("sp", &[])).await;
        assert!(
            [400, 403].contains(&answer.status),
            "{address}: {answer:#?}"
        );
        assert!(!answer.body.contains("SAMLResponse") && answer.location().is_none());
    }
}

async fn a_request_counts_once(engine: Engine) {
    let world = federated(engine).await;
    let path = Message::new(&world, "sp", "AuthnRequest").url("sp", &[]);
    let browser = world.browser();
    let start = browser.get(&path).await;
    assert_eq!(start.outcome(), Outcome::Login);
    refused(&world, "a replay", &path, "used before").await;
    let xml = posted(&browser, browser.log_in(&start, &world.email).await)
        .await
        .response();
    assert_eq!(statuses(&xml), ["Success"]);
    refused(&world, "a replay after the login", &path, "used before").await;
    // IDs are each service provider's own.
    let mut message = Message::new(&world, "sp", "AuthnRequest");
    assert_eq!(
        world.browser().get(&message.url("sp", &[])).await.outcome(),
        Outcome::Login
    );
    message.destination = format!("{}samlp/sp-second", world.issuer());
    assert_eq!(
        world
            .browser()
            .get(&message.url("sp-second", &[]))
            .await
            .outcome(),
        Outcome::Login
    );
}

async fn parallel_replays_are_one_request(engine: Engine) {
    let world = federated(engine).await;
    let path = Message::new(&world, "sp", "AuthnRequest").url("sp", &[]);
    let answers = together((0..12).map(|_| {
        let (world, path) = (world.clone(), path.clone());
        async move { world.browser().get(&path).await.status }
    }))
    .await;
    assert_eq!(
        answers.iter().filter(|status| **status == 302).count(),
        1,
        "{answers:?}"
    );
}

async fn an_unsigned_request_does_not_count_where_signatures_do(engine: Engine) {
    let world = federated(engine).await;
    let must = "AUTHN_REQUEST message MUST be signed when using an asynchronous binding (POST or Redirect)";
    let request = || Message::new(&world, "sp-signed", "AuthnRequest");
    refused(
        &world,
        "no signature",
        &request().url("sp-signed", &[]),
        must,
    )
    .await;
    let signed = request().signed_url("sp-signed", "r");
    let stripped = signed.split("&SigAlg").next().expect("text");
    refused(&world, "a stripped signature", stripped, must).await;
    let message = wire::to_form(&request().xml());
    let sent = world
        .post("/samlp/sp-signed", &[("SAMLRequest", &message)])
        .await
        .expect(303);
    let answer = world.browser().follow(&sent).await;
    assert!(
        answer.status == 400 && answer.body.contains(must),
        "{answer:#?}"
    );
    let good = request().signed_url("sp-signed", "r");
    assert_eq!(world.browser().get(&good).await.outcome(), Outcome::Login);
    // Signing in without a request is no request.
    assert_eq!(
        world.browser().get("/samlp/sp-signed").await.outcome(),
        Outcome::Login
    );
}

async fn a_signature_covers_what_was_sent(engine: Engine) {
    let world = federated(engine).await;
    let signed = || Message::new(&world, "sp-signed", "AuthnRequest").signed_url("sp-signed", "r");
    let other = PeerPair::new();
    let forged = || {
        let path = signed();
        let (unsigned, _) = path.split_once("&Signature=").expect("a signature");
        let query = unsigned.split_once('?').expect("a query").1;
        format!(
            "{unsigned}&{}",
            encoded(&[("Signature", other.sign(query).as_str())])
        )
    };
    let sha1 = "http%3A%2F%2Fwww.w3.org%2F2000%2F09%2Fxmldsig%23rsa-sha1";
    let sha256 = "http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256";
    let swapped = {
        let (one, two) = (signed(), signed());
        let message = |path: &str| path.split('&').next().expect("text").to_owned();
        one.replace(&message(&one), &message(&two))
    };
    for (what, path) in [
        (
            "another RelayState",
            signed().replace("RelayState=r", "RelayState=s"),
        ),
        (
            "the same text in other octets",
            signed().replace("RelayState=r", "RelayState=%72"),
        ),
        ("no RelayState", signed().replace("&RelayState=r", "")),
        ("another key", forged()),
        ("SHA-1", signed().replace(sha256, sha1)),
        ("another message", swapped),
        ("no algorithm", signed().replace("SigAlg=", "Alg=")),
    ] {
        refused(&world, what, &path, "Invalid SAML Request").await;
    }
}

async fn a_wrapped_request_is_refused(engine: Engine) {
    let world = federated(engine).await;
    let request = Message::new(&world, "sp-signed", "AuthnRequest");
    // A true signature of the service provider's, of a true request, in a forged one.
    let digest = "AAAA";
    let signature = format!(
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo>\
         <ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>\
         <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>\
         <ds:Reference URI=\"#{}\"><ds:Transforms>\
         <ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>\
         <ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\
         <ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>\
         <ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>",
        request.id
    );
    let twice = format!("{signature}{signature}");
    let inside = format!("<samlp:Extensions>{signature}</samlp:Extensions>");
    for content in [signature.as_str(), &twice, &inside] {
        let mut forged = request.clone().holding(content);
        forged.issuer = "urn:sp-signed".into();
        let message = wire::to_form(&forged.xml());
        let sent = world
            .post("/samlp/sp-signed", &[("SAMLRequest", &message)])
            .await
            .expect(303);
        let answer = world.browser().follow(&sent).await;
        assert_eq!(
            (answer.status, answer.location()),
            (400, None),
            "{answer:#?}"
        );
    }
}

async fn a_name_with_markup_in_it_stays_a_name(engine: Engine) {
    let evil = "A</saml:AttributeValue><saml:Attribute Name=\"role\"> & \"'\u{1}\r\n<!-- ]]>";
    let mut tenant = federated_tenant(1);
    tenant.user(0)["name"] = evil.into();
    let world = World::of(&Setup::new(engine).await.tenant(&tenant).start().await);
    let browser = world.browser();
    let start = browser.get("/samlp/sp").await;
    let xml = posted(&browser, browser.log_in(&start, &world.email).await)
        .await
        .response();
    assert!(!xml.contains("<saml:Attribute Name=\"role\""), "{xml}");
    let metadata = world.http.get("/samlp/metadata/sp").await.body;
    let assertion = slice(&xml, "<saml:Assertion ", "</saml:Assertion>");
    let document = footbridge::xml::Document::parse(assertion.as_bytes()).expect("well-formed");
    footbridge::xml::verify::verify(&document, &published_keys(&metadata)[0]).expect("signed");
}

async fn a_bomb_costs_little(engine: Engine) {
    let world = federated(engine).await;
    let bomb = url("sp", &"x".repeat(8 * 1024 * 1024), &[]);
    assert!(bomb.len() < 16 * 1024);
    let started = std::time::Instant::now();
    refused(&world, "a bomb", &bomb, "longer than 128 KiB").await;
    assert!(started.elapsed().as_secs() < 5);
}
