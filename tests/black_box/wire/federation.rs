//! What SAML and WS-Federation refuse, and their documents.

use super::Transcript;
use crate::harness::federation::*;
use crate::harness::*;

on_both_engines! {
    saml_requests,
    saml_logouts,
    ws_federation,
}

async fn table_of(engine: Engine) -> Transcript {
    Transcript::of(Setup::new(engine).await.tenant(&federated_tenant(4))).await
}

/// A message of the table's time.
fn message(world: &World, client: &str, name: &'static str) -> Message {
    let mut message = Message::new(world, client, name);
    message.issue_instant = "2031-05-05T10:00:00Z".to_owned();
    message
}

async fn saml_requests(engine: Engine) {
    let mut table = table_of(engine).await;
    let world = table.world.clone();
    let of = |client: &str, change: &dyn Fn(&mut Message)| {
        let mut message = message(&world, client, "AuthnRequest");
        change(&mut message);
        message.url(client, &[])
    };
    let good = || message(&world, "sp", "AuthnRequest");
    let xml = good().xml();
    let issuer = world.issuer();
    let same_id = "<samlp:Extensions><a ID=\"_1\"/><b ID=\"_1\"/></samlp:Extensions>".to_owned();
    let twice = good().holding("<saml:Issuer>urn:x</saml:Issuer>").xml();
    for (title, path) in [
        ("a client without the add-on", "/samlp/web".to_owned()),
        ("an unknown client", "/samlp/nobody".to_owned()),
        ("a client of WS-Federation", "/samlp/rp".to_owned()),
        ("no base64", "/samlp/sp?SAMLRequest=%25%25".to_owned()),
        (
            "no deflate",
            "/samlp/sp?SAMLRequest=aGVsbG8gd29ybGQ".to_owned(),
        ),
        (
            "a request and a response",
            format!("{}&SAMLResponse=x", url("sp", &xml, &[])),
        ),
        ("no XML", url("sp", "hello", &[])),
        (
            "a document type",
            url("sp", &format!("<!DOCTYPE a>{xml}"), &[]),
        ),
        ("too deep", url("sp", &"<a>".repeat(5_000), &[])),
        (
            "too long",
            url("sp", &format!("{xml}<!--{}-->", "x".repeat(140_000)), &[]),
        ),
        (
            "too many elements",
            url("sp", &format!("<a>{}</a>", "<b/>".repeat(12_000)), &[]),
        ),
        (
            "one ID twice",
            url("sp", &good().holding(&same_id).xml(), &[]),
        ),
        ("two issuers", url("sp", &twice, &[])),
        (
            "another root",
            url("sp", &xml.replace("AuthnRequest", "Response"), &[]),
        ),
        (
            "another version",
            url(
                "sp",
                &xml.replace("Version=\"2.0\"", "Version=\"1.1\""),
                &[],
            ),
        ),
        (
            "a long RelayState",
            url("sp", &xml, &[("RelayState", &"x".repeat(3_000))]),
        ),
        ("no signature", of("sp-signed", &|_| ())),
        (
            "another server",
            of("sp", &|m| {
                m.destination = "https://idp.example/samlp/sp".into()
            }),
        ),
        (
            "another client",
            of("sp", &|m| m.issuer = "urn:sp-known".into()),
        ),
        (
            "an old request",
            of("sp", &|m| m.issue_instant = "2026-01-01T00:00:00Z".into()),
        ),
        (
            "another address",
            of("sp", &|m| {
                m.attributes = "AssertionConsumerServiceURL=\"https://evil.example/\"".into()
            }),
        ),
        (
            "passive",
            of("sp", &|m| m.attributes = "IsPassive=\"true\"".into()),
        ),
        (
            "passive and forced",
            of("sp", &|m| {
                m.attributes = "IsPassive=\"true\" ForceAuthn=\"true\"".into()
            }),
        ),
    ] {
        let browser = world.browser();
        let answer = browser.get(&path).await;
        table.add(title, &answer).await;
    }
    let path = of("sp", &|m| m.destination = format!("{issuer}samlp/sp"));
    world.browser().get(&path).await;
    table.prepared().await;
    table
        .add("a used request", &world.browser().get(&path).await)
        .await;
    let metadata = world.http.get("/samlp/metadata/sp").await;
    table.add("the metadata", &metadata).await;
    let nobody = world.http.get("/samlp/metadata/nobody").await;
    table.add("the metadata of nobody", &nobody).await;
    let browser = world.browser();
    let start = browser.get("/samlp/sp").await;
    let answer = browser.log_in(&start, &world.email).await;
    table.prepared().await;
    table.add("the answer", &answer).await;
    let posted = posted(&browser, answer).await;
    table.text("the response", &posted.response());
    table.check("saml_requests");
}

async fn saml_logouts(engine: Engine) {
    let mut table = table_of(engine).await;
    let world = table.world.clone();
    let logout = |client: &str, content: &str| {
        let mut message = message(&world, client, "LogoutRequest").holding(content);
        message.destination = format!("{}samlp/{client}/logout", world.issuer());
        message
    };
    let named = "<saml:NameID>nobody</saml:NameID>";
    for (title, path) in [
        (
            "no signature",
            logout("sp-signed", named).url("sp-signed", &[]),
        ),
        ("no such session", logout("sp", named).url("sp", &[])),
        ("no name", logout("sp", "").url("sp", &[])),
        ("an old logout", {
            let mut old = logout("sp", named);
            old.issue_instant = "2026-01-01T00:00:00Z".to_owned();
            old.url("sp", &[])
        }),
    ] {
        table.add(title, &world.browser().get(&path).await).await;
    }
    table.check("saml_logouts");
}

async fn ws_federation(engine: Engine) {
    let mut table = table_of(engine).await;
    let world = table.world.clone();
    let document = "FederationMetadata/2007-06/FederationMetadata.xml";
    for (title, path) in [
        ("no realm", "/wsfed".to_owned()),
        ("an unknown realm", "/wsfed?wtrealm=urn%3Anobody".to_owned()),
        (
            "a realm of another",
            "/wsfed/rp?wtrealm=urn%3Asp".to_owned(),
        ),
        ("an unknown client", "/wsfed/nobody".to_owned()),
        ("a client without the add-on", "/wsfed/sp".to_owned()),
        ("another action", "/wsfed/rp?wa=wattr1.0".to_owned()),
        ("a parameter twice", "/wsfed/rp?wctx=a&wctx=b".to_owned()),
        (
            "another address",
            "/wsfed/rp?wreply=https%3A%2F%2Fevil.example%2F".to_owned(),
        ),
        (
            "a freshness that is no number",
            "/wsfed/rp?wfresh=soon".to_owned(),
        ),
        (
            "too long a context",
            format!("/wsfed/rp?wctx={}", "x".repeat(3_000)),
        ),
        (
            "a sign-out to another address",
            "/wsfed/rp?wa=wsignout1.0&wreply=https%3A%2F%2Fevil.example%2F".to_owned(),
        ),
        ("a sign-out", "/wsfed/rp?wa=wsignout1.0".to_owned()),
        ("the metadata", format!("/wsfed/{document}")),
        ("the metadata of a client", format!("/wsfed/rp/{document}")),
        (
            "the metadata of nobody",
            format!("/wsfed/nobody/{document}"),
        ),
    ] {
        table.add(title, &world.browser().get(&path).await).await;
    }
    let browser = world.browser();
    let start = browser.get("/wsfed/rp?wctx=c").await;
    let answer = browser.log_in(&start, &world.email).await;
    table.prepared().await;
    table.add("the answer", &answer).await;
    let posted = posted(&browser, answer).await;
    table.text("the token", posted.field("wresult"));
    table.check("ws_federation");
}
