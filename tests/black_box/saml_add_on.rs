//! The add-ons in the Management API.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::federation::*;
use crate::harness::*;

on_both_engines! {
    an_add_on_is_kept_as_it_was_written_and_acted_upon,
    what_could_not_work_is_not_kept,
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
