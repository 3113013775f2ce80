//! Service providers as they are: settings of the shapes that their integration pages publish, and the liberties that their
//! requests take.

use footbridge::xml::Namespace;
use serde_json::{Value, json};

use crate::harness::federation::*;
use crate::harness::*;

on_both_engines! {
    published_settings_sign_in_under_the_mail_address,
    a_destination_is_compared_as_a_url,
    an_audience_makes_no_strangers,
    a_request_without_an_issuer_is_answered,
    a_context_that_is_not_met_is_answered_by_the_one_that_is,
    an_answer_is_posted_whatever_binding_is_asked_for,
    a_renamed_attribute_keeps_the_name,
}

const CLAIMS: &str = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const EMAIL_FORMAT: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const CONTEXTS: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes";

/// The client, what it calls itself in its requests, its add-on, and an attribute that its add-on names.
fn published() -> [(&'static str, Option<&'static str>, Value, String); 4] {
    let probes = [format!("{CLAIMS}/emailaddress")];
    let lean = json!({ "createUpnClaim": false, "passthroughClaimsWithNoMapping": false, "mapUnknownClaimsAsIs": false,
        "mapIdentities": false, "nameIdentifierProbes": probes });
    let with = |more: Value| {
        let mut add_on = lean.clone();
        for (key, value) in more.as_object().expect("an object") {
            add_on[key] = value.clone();
        }
        add_on
    };
    [
        (
            "workspace",
            Some("google.com"),
            with(
                json!({ "audience": "https://www.google.com/a/example.com/acs",
                "mappings": { "nickname": format!("{CLAIMS}/name") },
                "signatureAlgorithm": "rsa-sha256", "digestAlgorithm": "sha256",
                "nameIdentifierFormat": "urn:oasis:names:tc:SAML:2.0:nameid-format:email" }),
            ),
            format!("{CLAIMS}/name"),
        ),
        (
            "litmos",
            None,
            with(
                json!({ "mappings": { "user_id": format!("{CLAIMS}/nameidentifier"), "email": "Email",
                    "given_name": "FirstName", "family_name": "LastName" },
                "signatureAlgorithm": "rsa-sha1", "digestAlgorithm": "sha1", "lifetimeInSeconds": 3600,
                "destination": "https://litmos.example/integration/samllogin", "signResponse": false,
                "nameIdentifierFormat": EMAIL_FORMAT }),
            ),
            "Email".to_owned(),
        ),
        (
            "pluralsight",
            Some("www.pluralsight.com"),
            with(json!({ "audience": "www.pluralsight.com",
                "mappings": { "user_id": "id", "email": "email", "given_name": "firstName", "family_name": "lastName" },
                "nameIdentifierFormat": EMAIL_FORMAT })),
            "email".to_owned(),
        ),
        (
            "migrated",
            Some("urn:okta"),
            json!({ "signatureAlgorithm": "rsa-sha256", "nameIdentifierProbes": probes,
                "mappings": { "given_name": "firstName", "family_name": "lastName", "email": "email" } }),
            "email".to_owned(),
        ),
    ]
}

fn name(xml: &str) -> String {
    asserted(xml, &["Subject", "NameID"])
}

fn context(xml: &str) -> String {
    let path = ["AuthnStatement", "AuthnContext", "AuthnContextClassRef"];
    asserted(xml, &path)
}

async fn answered(world: &World, path: &str) -> String {
    let browser = world.browser();
    let start = browser.get(path).await;
    let xml = posted(&browser, browser.log_in(&start, &world.email).await)
        .await
        .response();
    assert_eq!(statuses(&xml), ["Success"], "{path}");
    xml
}

/// A message that names nobody as its sender.
fn anonymous(message: &Message) -> String {
    let issuer = format!("<saml:Issuer>{}</saml:Issuer>", message.issuer);
    let xml = message.xml();
    assert!(xml.contains(&issuer));
    xml.replace(&issuer, "")
}

async fn published_settings_sign_in_under_the_mail_address(engine: Engine) {
    let mut tenant = federated_tenant(1);
    for (client, _, add_on, _) in published() {
        tenant.add_service_provider(client, add_on);
    }
    let world = World::of(&Setup::new(engine).await.tenant(&tenant).start().await);
    for (client, issuer, _, attribute_name) in published() {
        let mut message = Message::new(&world, client, "AuthnRequest");
        let path = match issuer {
            Some(issuer) => {
                message.issuer = issuer.to_owned();
                message.url(client, &[])
            }
            None => url(client, &anonymous(&message), &[]),
        };
        for path in [format!("/samlp/{client}"), path] {
            let xml = answered(&world, &path).await;
            assert_eq!(name(&xml), world.email, "{path}");
            let named = format!("<saml:Attribute Name=\"{attribute_name}\"");
            assert_eq!(xml.matches(&named).count(), 1, "{path}: {xml}");
        }
    }
}

async fn a_destination_is_compared_as_a_url(engine: Engine) {
    let world = federated(engine).await;
    let issuer = world.issuer().to_owned();
    let shouted = issuer.replace("localhost", "LOCALHOST");
    assert_ne!(shouted, issuer, "the host has letters");
    for destination in [
        format!("{issuer}samlp/sp"),
        format!("{issuer}samlp/sp?connection=Users"),
        format!("{issuer}samlp/sp/"),
        format!("{issuer}samlp/sp/?a=b#c"),
        format!("{shouted}samlp/sp"),
        issuer.replace("http:", "HTTP:") + "samlp/sp",
    ] {
        let mut message = Message::new(&world, "sp", "AuthnRequest");
        message.destination = destination.clone();
        let answer = world.browser().get(&message.url("sp", &[])).await;
        assert_eq!(answer.outcome(), Outcome::Login, "{destination}");
    }
    for destination in [
        format!("{issuer}samlp/SP"),
        format!("{issuer}SAMLP/sp"),
        format!("{issuer}samlp/other/sp"),
        format!("{issuer}samlp/sp-second?x=/samlp/sp"),
        format!("https://idp.example/samlp/sp?{issuer}samlp/sp"),
        issuer.replace("http:", "https:") + "samlp/sp",
        "samlp/sp".to_owned(),
    ] {
        let mut message = Message::new(&world, "sp", "AuthnRequest");
        message.destination = destination.clone();
        let answer = world.browser().get(&message.url("sp", &[])).await;
        assert_eq!(answer.status, 400, "{destination}: {answer:#?}");
        assert!(answer.body.contains("destination"), "{destination}");
    }
    let slash = world.browser().get("/samlp/sp/").await;
    assert_eq!(slash.outcome(), Outcome::Login);
}

async fn an_audience_makes_no_strangers(engine: Engine) {
    let world = federated(engine).await;
    for issuer in [
        "urn:anything",
        "https://sp-known.example/metadata",
        "urn:sp-known",
    ] {
        let mut message = Message::new(&world, "sp-known", "AuthnRequest");
        message.issuer = issuer.to_owned();
        let xml = answered(&world, &message.url("sp-known", &[])).await;
        let audience = ["Conditions", "AudienceRestriction", "Audience"];
        assert_eq!(asserted(&xml, &audience), "urn:sp-known", "{issuer}");
    }
    for anothers in ["urn:custom:audience", "urn:rp:alias"] {
        let mut message = Message::new(&world, "sp-known", "AuthnRequest");
        message.issuer = anothers.to_owned();
        let answer = world.browser().get(&message.url("sp-known", &[])).await;
        assert_eq!(answer.status, 400, "{anothers}");
        assert!(answer.body.contains("name of another client"), "{anothers}");
    }
}

async fn a_request_without_an_issuer_is_answered(engine: Engine) {
    let world = federated(engine).await;
    let message = Message::new(&world, "sp", "AuthnRequest");
    let xml = answered(&world, &url("sp", &anonymous(&message), &[])).await;
    assert_eq!(attribute(&xml, &[], "InResponseTo"), Some(message.id));
    let audience = ["Conditions", "AudienceRestriction", "Audience"];
    assert_eq!(asserted(&xml, &audience), acs("sp"));
}

async fn a_context_that_is_not_met_is_answered_by_the_one_that_is(engine: Engine) {
    let world = federated(engine).await;
    for (client, asked, claimed) in [
        ("sp", &["SmartcardPKI"][..], "unspecified"),
        ("sp", &["X509", "Kerberos"], "unspecified"),
        ("sp", &["Password"], "Password"),
        (
            "sp",
            &["SmartcardPKI", "PasswordProtectedTransport"],
            "PasswordProtectedTransport",
        ),
        ("sp-custom", &["Password"], ""),
    ] {
        let list: String = asked
            .iter()
            .map(|c| {
                format!("<saml:AuthnContextClassRef>{CONTEXTS}:{c}</saml:AuthnContextClassRef>")
            })
            .collect();
        let message = Message::new(&world, client, "AuthnRequest").holding(&format!(
            "<samlp:RequestedAuthnContext Comparison=\"exact\">{list}</samlp:RequestedAuthnContext>"
        ));
        let xml = answered(&world, &message.url(client, &[])).await;
        let expected = match claimed {
            "" => "urn:custom:context".to_owned(),
            claimed => format!("{CONTEXTS}:{claimed}"),
        };
        assert_eq!(context(&xml), expected, "{asked:?}");
    }
}

async fn an_answer_is_posted_whatever_binding_is_asked_for(engine: Engine) {
    let world = federated(engine).await;
    for binding in ["HTTP-Artifact", "HTTP-Redirect", "PAOS", "HTTP-POST"] {
        let message = Message::new(&world, "sp", "AuthnRequest").with(&format!(
            "ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\""
        ));
        let xml = answered(&world, &message.url("sp", &[])).await;
        assert_eq!(
            attribute(&xml, &[], "InResponseTo"),
            Some(message.id),
            "{binding}"
        );
    }
}

async fn a_renamed_attribute_keeps_the_name(engine: Engine) {
    let mut tenant = federated_tenant(1);
    let probe = |of: &str| json!([of]);
    let email = format!("{CLAIMS}/emailaddress");
    for (client, add_on) in [
        (
            "renamed-standard",
            json!({ "mappings": { "email": "mail" }, "nameIdentifierProbes": probe(&email) }),
        ),
        (
            "renamed-mapped",
            json!({ "mappings": { "email": "mail" }, "nameIdentifierProbes": probe("mail") }),
        ),
        ("renamed-id", json!({ "mappings": { "user_id": "id" } })),
    ] {
        tenant.add_service_provider(client, add_on);
    }
    let world = World::of(&Setup::new(engine).await.tenant(&tenant).start().await);
    for client in ["renamed-standard", "renamed-mapped"] {
        let xml = answered(&world, &format!("/samlp/{client}")).await;
        assert_eq!(name(&xml), world.email, "{client}");
        assert!(!xml.contains(&format!("Name=\"{email}\"")), "{client}");
    }
    let xml = answered(&world, "/samlp/renamed-id").await;
    assert!(name(&xml).starts_with("auth0|"), "{}", name(&xml));
    let format = [
        (Namespace::Saml, "Assertion"),
        (Namespace::Saml, "Subject"),
        (Namespace::Saml, "NameID"),
    ];
    let format = attribute(&xml, &format, "Format").expect("a format");
    assert!(format.ends_with("unspecified"), "{format}");
}
