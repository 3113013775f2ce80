//! Keys and attestation objects that no authenticator makes.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ciborium::Value as Cbor;
use footbridge_webauthn::*;
use serde_json::Value;

use super::passkeys::{decode, encode};
use super::{creation_options, device, expected, origins, registers};

/// The parts of an attestation object that a test changes.
fn object_of(answer: &Value) -> Vec<(Cbor, Cbor)> {
    let bytes = decode(&answer["response"]["attestationObject"]);
    match ciborium::from_reader(bytes.as_slice()).expect("CBOR") {
        Cbor::Map(map) => map,
        other => panic!("no map: {other:?}"),
    }
}

fn with_object(answer: &Value, object: Vec<(Cbor, Cbor)>, after: &[u8]) -> Value {
    let mut bytes = Vec::new();
    ciborium::into_writer(&Cbor::Map(object), &mut bytes).expect("memory");
    bytes.extend_from_slice(after);
    let mut answer = answer.clone();
    answer["response"]["attestationObject"] = encode(&bytes).into();
    answer
}

/// The same answer with another key, and something after the authenticator's data.
fn with_key(answer: &Value, key: &[u8], after: &[u8]) -> Value {
    let mut object = object_of(answer);
    for (name, value) in &mut object {
        if name.as_text() == Some("authData") {
            let data = value.as_bytes().expect("bytes");
            let id = usize::from(u16::from_be_bytes([data[53], data[54]]));
            *value = Cbor::Bytes([&data[..55 + id], key, after].concat());
        }
    }
    with_object(answer, object, &[])
}

fn cose(pairs: Vec<(i64, Cbor)>) -> Vec<u8> {
    let pairs = pairs
        .into_iter()
        .map(|(label, value)| (label.into(), value));
    let mut bytes = Vec::new();
    ciborium::into_writer(&Cbor::Map(pairs.collect()), &mut bytes).expect("memory");
    bytes
}

fn ed25519(alg: i64, x: &[u8]) -> Vec<u8> {
    cose(vec![
        (1, 1.into()),
        (3, alg.into()),
        (-1, 6.into()),
        (-2, Cbor::Bytes(x.to_vec())),
    ])
}

fn rsa(alg: i64, n: &[u8]) -> Vec<u8> {
    cose(vec![
        (1, 3.into()),
        (3, alg.into()),
        (-1, Cbor::Bytes(n.to_vec())),
        (-2, Cbor::Bytes(vec![1, 0, 1])),
    ])
}

#[test]
fn three_algorithms_are_allowed_and_no_other() {
    let made = BASE64_STANDARD.decode(device().create_key());
    let made = Key::read(&made.expect("base64")).expect("a key");
    assert_eq!(made.algorithm, Algorithm::Es256);
    let answer = device().create(&creation_options());
    let takes = |key: &[u8]| {
        let said = registers(&with_key(&answer, key, &[]), expected(&origins()));
        said.map(|made| made.algorithm)
    };
    let pair = Ed25519KeyPair::generate().expect("a key");
    let x = pair.public_key().as_ref();
    assert_eq!(takes(&ed25519(-8, x)), Ok(Algorithm::EdDsa));
    let pem = rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048)
        .expect("a key");
    let pair = RsaKeyPair::from_pkcs8(&pem.serialize_der()).expect("a key");
    let n = pair
        .public_key()
        .modulus()
        .big_endian_without_leading_zero();
    assert_eq!(takes(&rsa(-257, n)), Ok(Algorithm::Rs256));
    let p256 = |alg: i64, curve: i64, y: &[u8]| {
        cose(vec![
            (1, 2.into()),
            (3, alg.into()),
            (-1, curve.into()),
            (-2, Cbor::Bytes(vec![4; 32])),
            (-3, Cbor::Bytes(y.to_vec())),
        ])
    };
    let twice = cose(vec![
        (1, 1.into()),
        (3, (-8).into()),
        (3, (-7).into()),
        (-1, 6.into()),
        (-2, Cbor::Bytes(x.to_vec())),
    ]);
    let text = {
        let mut bytes = Vec::new();
        ciborium::into_writer(&Cbor::Text("key".into()), &mut bytes).expect("memory");
        bytes
    };
    for (what, key) in [
        ("ES256K", p256(-47, 8, &[4; 32])),
        ("ES384", p256(-35, 2, &[4; 32])),
        ("no point of the curve", p256(-7, 1, &[4; 32])),
        ("a short coordinate", p256(-7, 1, &[4; 31])),
        ("EdDSA with the number of ES256", ed25519(-7, x)),
        ("a short key", ed25519(-8, &x[..31])),
        ("PS256", rsa(-37, n)),
        ("RS1", rsa(-65535, n)),
        ("RSA of 1024 bits", rsa(-257, &n[..128])),
        ("two algorithms", twice),
        ("no map", text),
        ("nothing in it", cose(vec![])),
    ] {
        assert_eq!(takes(&key), Err(Refusal::Key), "{what}");
    }
}

#[test]
fn a_signature_is_held_against_the_algorithm_of_the_stored_key() {
    let pair = RsaKeyPair::from_pkcs8(
        &rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048)
            .expect("a key")
            .serialize_der(),
    )
    .expect("a key");
    let n = pair
        .public_key()
        .modulus()
        .big_endian_without_leading_zero();
    let key = Key::read(&rsa(-257, n)).expect("a key");
    let mut signature = vec![0; pair.public_modulus_len()];
    let random = aws_lc_rs::rand::SystemRandom::new();
    pair.sign(&RSA_PKCS1_SHA256, &random, b"message", &mut signature)
        .expect("a signature");
    assert!(key.signed(b"message", &signature));
    assert!(!key.signed(b"another", &signature));
    let pair = Ed25519KeyPair::generate().expect("a key");
    let key = Key::read(&ed25519(-8, pair.public_key().as_ref())).expect("a key");
    assert!(key.signed(b"message", pair.sign(b"message").as_ref()));
    assert!(!key.signed(b"message", &signature));
}

#[test]
fn nothing_lies_after_or_is_missing_from_what_is_signed() {
    let answer = device().create(&creation_options());
    let says = |answer: &Value| registers(answer, expected(&origins())).map(drop);
    let good = object_of(&answer);
    assert_eq!(says(&with_object(&answer, good.clone(), &[])), Ok(()));
    let object = Err(Refusal::Malformed("attestationObject"));
    assert_eq!(says(&with_object(&answer, good.clone(), &[0])), object);
    for name in ["fmt", "attStmt", "authData"] {
        let mut less = good.clone();
        less.retain(|(key, _)| key.as_text() != Some(name));
        assert_eq!(says(&with_object(&answer, less, &[])), object, "{name}");
        let mut twice = good.clone();
        twice.extend(
            good.iter()
                .filter(|(key, _)| key.as_text() == Some(name))
                .cloned(),
        );
        assert_eq!(says(&with_object(&answer, twice, &[])), object, "{name}");
    }
    // A statement of any format is read, and not believed.
    let mut packed = good.clone();
    for (name, value) in &mut packed {
        match name.as_text() {
            Some("fmt") => *value = Cbor::Text("packed".into()),
            Some("attStmt") => *value = Cbor::Map(vec![("sig".into(), Cbor::Bytes(vec![0; 64]))]),
            _ => {}
        }
    }
    assert_eq!(says(&with_object(&answer, packed, &[])), Ok(()));
    let key = ed25519(-8, &[1; 32]);
    let after = with_key(&answer, &key, &[0xa0]);
    assert_eq!(says(&after), Err(Refusal::Malformed("authenticatorData")));
    let bytes = decode(&answer["response"]["attestationObject"]);
    for length in 0..bytes.len() {
        let mut cut = answer.clone();
        cut["response"]["attestationObject"] = encode(&bytes[..length]).into();
        assert!(says(&cut).is_err(), "cut to {length}");
    }
    let mut renamed = answer.clone();
    renamed["id"] = encode(b"another").into();
    renamed["rawId"] = renamed["id"].clone();
    assert_eq!(says(&renamed), Err(Refusal::Credential));
    renamed["rawId"] = answer["rawId"].clone();
    assert_eq!(says(&renamed), Err(Refusal::Malformed("the credential")));
}
