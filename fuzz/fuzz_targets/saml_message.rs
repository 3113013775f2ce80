//! What a service provider sends, from the parameter's text to the message: nothing may panic, and what is accepted keeps
//! its promises.

#![no_main]

use footbridge::saml::logout::{LogoutRequest, LogoutResponse};
use footbridge::saml::request::{AuthnRequest, Kind};
use footbridge::saml::wire::{self, QuerySignature};
use footbridge::xml::{Document, PeerKey, verify};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KEY: LazyLock<PeerKey> = LazyLock::new(|| PeerKey::parse(include_str!("../peer.pem")).expect("a key"));

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = QuerySignature::of(text, "SAMLRequest");
        for message in [wire::from_form(text), wire::from_query(text)].into_iter().flatten() {
            assert!(message.len() <= 128 * 1024 || message.len() <= text.len());
            read(&message);
        }
    }
    read(data);
});

fn read(message: &[u8]) {
    let Ok(document) = Document::parse(message) else {
        return;
    };
    assert!(verify::verify(&document, &KEY).is_err(), "nobody has this key's other half");
    match Kind::of(&document) {
        Some(Kind::AuthnRequest) => {
            if let Ok(request) = AuthnRequest::read(&document) {
                assert!(request.header.id.len() <= 256);
            }
        }
        Some(Kind::LogoutRequest) => drop(LogoutRequest::read(&document)),
        Some(Kind::LogoutResponse) => drop(LogoutResponse::read(&document)),
        None => {}
    }
}
