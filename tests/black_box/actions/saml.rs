//! Actions at logins of the other protocols.

use footbridge::xml::verify::verify;
use footbridge::xml::{Document, PeerKey};

use super::{bind, post_login};
use crate::harness::federation::*;
use crate::harness::*;

on_both_engines! {
    an_action_shapes_or_refuses_a_response,
    an_action_signs_with_a_key_of_its_own,
    an_action_encrypts_and_names_the_relay_state,
    a_setting_that_cannot_be_is_told,
}

async fn an_action_shapes_or_refuses_a_response(engine: Engine) {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.tenant(&federated_tenant(1)).start().await);
    let code = post_login(
        "if (event.transaction.protocol !== 'samlp') return;
         if (!event.session_transfer_token) api.access.deny('Only by transfer');
         api.samlResponse.setAttribute('https://example.com/role', ['editor', 'author']);
         api.samlResponse.setAudience('urn:chosen:by:action');",
    );
    bind(&world, "post-login", &[("Shape", &code)]).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    let path = format!("/samlp/sp?session_transfer_token={}", transfer.token);
    let answer = browser.get(&path).await;
    let xml = posted(&browser, answer).await.response();
    assert_eq!(statuses(&xml), ["Success"]);
    for part in [
        "https://example.com/role",
        "editor",
        "author",
        "urn:chosen:by:action",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    let answer = browser.get("/samlp/sp").await;
    let xml = posted(&browser, answer).await.response();
    assert_eq!(statuses(&xml), ["Responder", "RequestDenied"]);
    assert!(xml.contains("Only by transfer"), "{xml}");
    let entry = world.logged("f", "Only by transfer").await;
    assert_eq!(entry["details"]["action"]["name"], "Shape");
}

/// A world with these settings of `api.samlResponse` at each SAML login, by transfer.
async fn with_settings(engine: Engine, calls: &str) -> World {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.tenant(&federated_tenant(1)).start().await);
    let code = post_login(&format!(
        "if (!['samlp', 'wsfed'].includes(event.transaction.protocol)) return;\n{calls}"
    ));
    bind(&world, "post-login", &[("Settings", &code)]).await;
    world
}

async fn an_action_signs_with_a_key_of_its_own(engine: Engine) {
    let pair = rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048)
        .expect("a key");
    let params = rcgen::CertificateParams::new(vec![]).expect("no names");
    let certificate = params.self_signed(&pair).expect("a certificate").pem();
    let calls = format!(
        "api.samlResponse.setCert({});\napi.samlResponse.setKey({});",
        serde_json::json!(certificate),
        serde_json::json!(pair.serialize_pem())
    );
    let world = with_settings(engine, &calls).await;
    let (browser, _) = world.logged_in("web").await;
    let xml = posted(&browser, browser.get("/samlp/sp").await)
        .await
        .response();
    let token = posted(&browser, browser.get("/wsfed/rp").await).await;
    let key = PeerKey::parse(&certificate).expect("a certificate");
    let assertion = slice(&xml, "<saml:Assertion ", "</saml:Assertion>");
    let document = Document::parse(assertion.as_bytes()).expect("well-formed");
    verify(&document, &key).expect("signed by the Action's key");
    let own = key.certificate().expect("it came in one");
    assert!(xml.contains(own) && token.field("wresult").contains(own));
}

async fn an_action_encrypts_and_names_the_relay_state(engine: Engine) {
    let pair = PeerPair::new();
    let calls = format!(
        "api.samlResponse.setEncryptionCert({});\napi.samlResponse.setEncryptionAlgorithm('aes256-cbc');\n\
         api.samlResponse.setRelayState('from the Action');",
        serde_json::json!(pair.certificate)
    );
    let world = with_settings(engine, &calls).await;
    let (browser, _) = world.logged_in("web").await;
    let answer = browser.get("/samlp/sp?RelayState=from-the-request").await;
    let form = posted(&browser, answer).await;
    assert_eq!(form.field("RelayState"), "from the Action");
    let xml = form.response();
    assert!(xml.contains("xmlenc#aes256-cbc"), "{xml}");
    assert!(!xml.contains(&world.email));
}

async fn a_setting_that_cannot_be_is_told(engine: Engine) {
    let world = with_settings(
        engine,
        "switch (event.client.client_id) {
           case 'sp': api.samlResponse.setKey('no key'); break;
           case 'sp-second': api.samlResponse.setSigningCert('-----BEGIN CERTIFICATE-----'); break;
           case 'sp-response': api.samlResponse.setEncryptionAlgorithm('rot13');
         }",
    )
    .await;
    let (browser, _) = world.logged_in("web").await;
    for (client, told) in [
        ("sp", "setKey and setCert must be"),
        ("sp-second", "addons.samlp.signingCert"),
        ("sp-response", "setEncryptionAlgorithm"),
    ] {
        let answer = browser.get(&format!("/samlp/{client}")).await;
        let xml = posted(&browser, answer).await.response();
        assert_eq!(statuses(&xml)[0], "Responder", "{client}");
        assert!(xml.contains(told), "{client}: {xml}");
    }
}
