//! The add-ons in the Management API.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::federation::*;
use crate::harness::*;

on_both_engines! {
    an_add_on_is_kept_as_it_was_written_and_acted_upon,
    what_could_not_work_is_not_kept,
    a_client_is_found_by_the_names_that_it_has_now,
    a_client_that_is_gone_lets_nobody_in,
    a_connection_has_to_serve_the_service_provider,
    an_organization_is_asked_for_in_the_query,
}

async fn patch(world: &World, add_ons: Value) -> Answer {
    let body = json!({ "addons": add_ons });
    world
        .manage(Method::PATCH, "/api/v2/clients/web", Some(body))
        .await
}

async fn an_add_on_is_kept_as_it_was_written_and_acted_upon(engine: Engine) {
    let world = World::own(engine).await;
    let pair = PeerPair::new();
    let samlp = json!({
        "audience": "urn:sp", "recipient": "https://web.example/callback", "destination": "https://web.example/callback",
        "mappings": { "email": "mail", "name": ["a", "b"] }, "createUpnClaim": false,
        "passthroughClaimsWithNoMapping": false, "mapUnknownClaimsAsIs": true, "mapIdentities": false,
        "signatureAlgorithm": "rsa-sha256", "digestAlgorithm": "sha256", "lifetimeInSeconds": 60,
        "signResponse": false, "nameIdentifierFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
        "nameIdentifierProbes": ["mail"], "authnContextClassRef": "urn:x", "typedAttributes": false,
        "includeAttributeNameFormat": false, "logout": { "callback": "https://web.example/slo", "slo_enabled": false },
        "binding": "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", "signingCert": pair.certificate,
    });
    let add_ons = json!({ "samlp": samlp, "wsfed": {} });
    let stored = patch(&world, add_ons.clone()).await.expect(200).json();
    assert_eq!(stored["addons"], add_ons);
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    for path in ["/samlp/web", "/wsfed/web"] {
        assert_eq!(
            world.browser().get(path).await.outcome(),
            Outcome::Login,
            "{path}"
        );
    }
    let metadata = world.http.get("/samlp/metadata/web").await.expect(200).body;
    assert!(metadata.contains("WantAuthnRequestsSigned=\"true\""));
    patch(&world, Value::Null).await.expect(200);
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    assert_eq!(world.browser().get("/samlp/web").await.status, 403);
}

async fn what_could_not_work_is_not_kept(engine: Engine) {
    let world = World::own(engine).await;
    let cases = [
        json!({ "samlp": { "signingCert": "no certificate" } }),
        json!({ "samlp": { "encryptionCert": "no certificate" } }),
        json!({ "samlp": { "signatureAlgorithm": "rsa-md5" } }),
        json!({ "samlp": { "binding": "urn:oasis:names:tc:SAML:2.0:bindings:SOAP" } }),
        json!({ "samlp": { "logout": { "callback": "javascript:alert(1)" } } }),
        json!({ "samlp": { "lifetimeInSeconds": -1 } }),
        json!({ "samlp": { "signResponse": "yes" } }),
        json!({ "samlp": [] }),
        json!({ "wsfed": { "encryptionCert": "no certificate" } }),
    ];
    for add_ons in cases {
        let answer = patch(&world, add_ons.clone()).await;
        assert_eq!(answer.status, 400, "{add_ons}: {answer:#?}");
        let message = answer.json()["message"].as_str().unwrap_or("").to_owned();
        assert!(
            message.starts_with("Payload validation error: "),
            "{message}"
        );
    }
    let stored = world
        .manage(Method::GET, "/api/v2/clients/web", None)
        .await
        .json();
    assert_eq!(stored["addons"], Value::Null);
}

/// What was changed counts a second later in every process.
async fn settled() {
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
}

async fn change(world: &World, client: &str, body: Value) {
    let path = format!("/api/v2/clients/{client}");
    world
        .manage(Method::PATCH, &path, Some(body))
        .await
        .expect(200);
}

async fn a_client_is_found_by_the_names_that_it_has_now(engine: Engine) {
    let world = World::own(engine).await;
    let found = async |realm: &str| {
        let path = format!("/wsfed?{}", encoded(&[("wtrealm", realm)]));
        world.browser().get(&path).await.outcome() == Outcome::Login
    };
    let aliased = |aliases: Value| json!({ "addons": { "wsfed": {} }, "client_aliases": aliases });
    change(&world, "web", aliased(json!(["urn:one", "urn:two"]))).await;
    settled().await;
    assert!(found("urn:one").await && found("urn:two").await && !found("urn:three").await);
    change(&world, "web", aliased(json!(["urn:two", "urn:three"]))).await;
    settled().await;
    assert!(!found("urn:one").await && found("urn:two").await && found("urn:three").await);
    // A name of one client is no name for another.
    change(&world, "web-offline", json!({ "addons": { "samlp": {} } })).await;
    settled().await;
    let calling = |issuer: &str| {
        let mut message = Message::new(&world, "web-offline", "AuthnRequest");
        message.issuer = issuer.to_owned();
        message.url("web-offline", &[])
    };
    assert_eq!(world.browser().get(&calling("urn:two")).await.status, 400);
    let own = world.browser().get(&calling("urn:one")).await;
    assert_eq!(own.outcome(), Outcome::Login);
    change(&world, "web", aliased(json!(["urn:one"]))).await;
    settled().await;
    assert_eq!(world.browser().get(&calling("urn:one")).await.status, 400);
    let free = world.browser().get(&calling("urn:two")).await;
    assert_eq!(free.outcome(), Outcome::Login);
    let gone = world
        .manage(Method::DELETE, "/api/v2/clients/web", None)
        .await;
    gone.expect(204);
    settled().await;
    assert!(!found("urn:one").await);
    let free = world.browser().get(&calling("urn:one")).await;
    assert_eq!(free.outcome(), Outcome::Login);
}

async fn a_client_that_is_gone_lets_nobody_in(engine: Engine) {
    let world = World::own(engine).await;
    change(
        &world,
        "web",
        json!({ "addons": { "samlp": {}, "wsfed": {} } }),
    )
    .await;
    change(&world, "web-offline", json!({ "addons": { "samlp": {} } })).await;
    settled().await;
    let (browser, _) = world.logged_in("web-offline").await;
    posted(&browser, browser.get("/samlp/web").await).await;
    let message = Message::new(&world, "web", "AuthnRequest");
    let transfer = world.transfer("native").await;
    let gone = world
        .manage(Method::DELETE, "/api/v2/clients/web", None)
        .await;
    gone.expect(204);
    settled().await;
    for path in [
        "/samlp/web".to_owned(),
        "/samlp//web".to_owned(),
        message.url("web", &[]),
        format!("/samlp/web?session_transfer_token={}", transfer.token),
        "/samlp/web/logout".to_owned(),
        "/samlp/metadata/web".to_owned(),
        format!("/wsfed/web?session_transfer_token={}", transfer.token),
        "/wsfed?wtrealm=urn:web".to_owned(),
    ] {
        let answer = browser.get(&path).await;
        assert_eq!((answer.status, answer.location()), (403, None), "{path}");
        assert!(!answer.body.contains("SAMLResponse"), "{path}");
    }
    // Nobody used the token up.
    let path = format!(
        "/samlp/web-offline?session_transfer_token={}",
        transfer.token
    );
    let other = world.browser();
    posted(&other, other.get(&path).await).await;
}

async fn a_connection_has_to_serve_the_service_provider(engine: Engine) {
    let world = World::own(engine).await;
    change(
        &world,
        "web-unconnected",
        json!({ "addons": { "samlp": {}, "wsfed": {} } }),
    )
    .await;
    settled().await;
    let (browser, _) = world.logged_in("web").await;
    for path in ["/samlp/web-unconnected", "/wsfed/web-unconnected"] {
        assert_eq!(browser.get(path).await.outcome(), Outcome::Login, "{path}");
        let transfer = world.transfer("native").await;
        let path = format!("{path}?session_transfer_token={}", transfer.token);
        let answer = world.browser().get(&path).await;
        assert_eq!(answer.outcome(), Outcome::Login, "{path}");
    }
}

async fn an_organization_is_asked_for_in_the_query(engine: Engine) {
    let world = World::own(engine).await;
    let add_ons = json!({ "addons": { "samlp": {}, "wsfed": {} }, "organization_usage": "allow" });
    change(&world, "web", add_ons).await;
    let path = format!("/api/v2/connections?name={CONNECTION}");
    let found = world.manage(Method::GET, &path, None).await.expect(200);
    let connection = text(&found.json()[0], "id");
    let body = json!({ "name": "acme", "enabled_connections": [
        { "connection_id": connection, "assign_membership_on_login": true }] });
    let made = world
        .manage(Method::POST, "/api/v2/organizations", Some(body))
        .await
        .expect(201);
    let id = text(&made.json(), "id");
    settled().await;
    for (path, known) in [
        ("/samlp/web", true),
        ("/samlp/web", false),
        ("/wsfed/web", true),
    ] {
        let id = if known {
            id.as_str()
        } else {
            "org_0000000000000000"
        };
        let browser = world.browser();
        let answer = browser.get(&format!("{path}?organization={id}")).await;
        if known {
            posted(&browser, browser.log_in(&answer, &world.email).await).await;
            let logs = world.logs().await;
            let event = logs.iter().find(|e| e["type"] == "s").expect("an entry");
            assert_eq!(event["organization_id"], json!(id), "{path}");
        } else {
            let refused = posted(&browser, answer).await.response();
            assert_eq!(statuses(&refused), ["Responder", "RequestDenied"]);
        }
    }
}
