//! Answers of an authenticator, genuine and forged.

mod objects;
#[path = "../../../../tests/common/passkeys.rs"]
mod passkeys;
#[path = "../../../../tests/common/properties.rs"]
mod properties;

use footbridge_webauthn::*;
use passkeys::{Device, decode, encode};
use proptest::prelude::*;
use serde_json::{Value, json};

const RP: &str = "example.com";
const CHALLENGE: &[u8] = b"a challenge of thirty-two bytes!";
const HANDLE: &[u8] = b"the handle of Ada's account";

fn origins() -> Vec<String> {
    vec![
        "https://login.example.com".to_owned(),
        "android:apk-key-hash:Yk1zUDdI".to_owned(),
    ]
}

fn expected(origins: &[String]) -> Expected<'_> {
    Expected {
        challenge: CHALLENGE,
        origins,
        rp_id: RP,
        must_verify: true,
    }
}

fn creation_options() -> Value {
    creation(Creation {
        rp_id: RP,
        challenge: CHALLENGE,
        user: UserEntity {
            handle: HANDLE,
            name: "ada@example.com",
            display_name: "Ada",
        },
        selection: Selection {
            attachment: None,
            is_discoverable: true,
            user_verification: UserVerification::Preferred,
        },
        exclude: &[],
    })
}

fn request_options() -> Value {
    request(Request {
        rp_id: RP,
        challenge: CHALLENGE,
        user_verification: UserVerification::Preferred,
        allow: &[],
    })
}

fn device() -> Device {
    Device::at("https://login.example.com")
}

fn registers(answer: &Value, expected: Expected<'_>) -> Result<Registered, Refusal> {
    register(&Answer::read(&answer.to_string())?, expected)
}

fn made() -> (Device, Registered) {
    let mut device = device();
    let answer = device.create(&creation_options());
    let made = registers(&answer, expected(&origins())).expect("a genuine answer");
    (device, made)
}

fn credential(made: &Registered) -> Credential<'_> {
    Credential {
        id: &made.credential_id,
        public_key: &made.public_key,
        counter: made.counter,
        is_backup_eligible: Some(made.is_backup_eligible),
        user_handle: Some(HANDLE),
        must_name_user: true,
    }
}

fn asserts(answer: &Value, of: Credential<'_>) -> Result<Asserted, Refusal> {
    let origins = origins();
    assert(&Answer::read(&answer.to_string())?, of, expected(&origins))
}

#[test]
fn options_are_those_of_auth0() {
    assert_eq!(
        creation_options(),
        json!({
            "challenge": encode(CHALLENGE),
            "timeout": 60000,
            "rp": { "id": RP, "name": RP },
            "pubKeyCredParams": [
                { "type": "public-key", "alg": -8 },
                { "type": "public-key", "alg": -7 },
                { "type": "public-key", "alg": -257 },
            ],
            "authenticatorSelection": { "residentKey": "required", "userVerification": "preferred" },
            "user": { "id": encode(HANDLE), "name": "ada@example.com", "displayName": "Ada" },
        })
    );
    let allowed = [(b"id".to_vec(), vec!["usb".to_owned()])];
    let of = request(Request {
        rp_id: RP,
        challenge: CHALLENGE,
        user_verification: UserVerification::Required,
        allow: &allowed,
    });
    assert_eq!(
        of,
        json!({
            "challenge": encode(CHALLENGE),
            "timeout": 60000,
            "rpId": RP,
            "userVerification": "required",
            "allowCredentials": [
                { "type": "public-key", "id": encode(b"id"), "transports": ["usb"] },
            ],
        })
    );
}

#[test]
fn genuine_answers_hold() {
    let (mut device, made) = made();
    assert_eq!(made.algorithm, Algorithm::Es256);
    assert_eq!(made.credential_id, device.credential_id);
    assert_eq!(made.transports, ["internal", "hybrid"]);
    assert!(made.is_verified && made.is_backup_eligible && made.is_backed_up);
    let answer = device.get(&request_options());
    let of = credential(&made);
    let asserted = asserts(&answer, of).expect("a genuine answer");
    assert!(asserted.is_verified && asserted.counter > made.counter);
    // The same one again, and one that names no account.
    let later = Credential {
        counter: asserted.counter,
        ..of
    };
    assert_eq!(asserts(&answer, later), Err(Refusal::Counter));
    let mut silent = device.get(&request_options());
    silent["response"]["userHandle"] = Value::Null;
    assert_eq!(asserts(&silent, of), Err(Refusal::UserHandle));
    let named = Credential {
        must_name_user: false,
        ..of
    };
    assert!(asserts(&silent, named).is_ok());
    let others = Credential {
        user_handle: Some(b"another account"),
        ..of
    };
    assert_eq!(asserts(&answer, others), Err(Refusal::UserHandle));
    let single = Credential {
        is_backup_eligible: Some(false),
        ..of
    };
    assert_eq!(asserts(&answer, single), Err(Refusal::Backup));
}

#[test]
fn an_authenticator_may_count_nothing() {
    let mut device = device().without_counter();
    let made = device.create(&creation_options());
    let made = registers(&made, expected(&origins())).expect("a genuine answer");
    for _ in 0..2 {
        let answer = device.get(&request_options());
        let asserted = asserts(&answer, credential(&made)).expect("a genuine answer");
        assert_eq!((made.counter, asserted.counter), (0, 0));
    }
}

#[test]
fn apps_of_android_are_origins_too() {
    let mut device = Device::at("android:apk-key-hash:Yk1zUDdI");
    let answer = device.create(&creation_options());
    assert!(registers(&answer, expected(&origins())).is_ok());
}

#[test]
fn origins_are_compared_whole() {
    let (mut device, made) = made();
    for origin in [
        "https://badexample.com",
        "https://login.badexample.com",
        "https://example.com",
        "https://evil.login.example.com",
        "https://login.example.com:8443",
        "https://login.example.com:443",
        "https://login.example.com/",
        "https://LOGIN.example.com",
        "http://login.example.com",
        "https://login.example.com.evil.test",
        "android:apk-key-hash:Yk1zUDdJ",
        "null",
        "",
    ] {
        device.origin = origin.to_owned();
        let answer = device.create(&creation_options());
        let said = registers(&answer, expected(&origins()));
        assert_eq!(said, Err(Refusal::Origin), "{origin}");
        let answer = device.get(&request_options());
        // The newest credential is another one than was stored.
        let of = Credential {
            id: &device.credential_id.clone(),
            ..credential(&made)
        };
        assert_eq!(asserts(&answer, of), Err(Refusal::Origin), "{origin}");
    }
}

#[test]
fn what_the_browser_says_is_held_against_the_request() {
    let (mut device, made) = made();
    let of = credential(&made);
    for (data, refusal) in [
        (json!({ "crossOrigin": true }), Refusal::CrossOrigin),
        (
            json!({ "topOrigin": "https://example.com" }),
            Refusal::CrossOrigin,
        ),
        (
            json!({ "crossOrigin": "no" }),
            Refusal::Malformed("clientDataJSON"),
        ),
        (json!({ "type": "webauthn.create" }), Refusal::Type),
        (json!({ "type": "payment.get" }), Refusal::Type),
        (
            json!({ "challenge": encode(b"an earlier challenge") }),
            Refusal::Challenge,
        ),
        (json!({ "challenge": "" }), Refusal::Challenge),
        (
            json!({ "challenge": format!("{}=", encode(CHALLENGE)) }),
            Refusal::Challenge,
        ),
    ] {
        device.client_data = data.clone();
        assert_eq!(
            asserts(&device.get(&request_options()), of),
            Err(refusal),
            "{data}"
        );
    }
    device.client_data = json!({});
    let mut other = request_options();
    other["challenge"] = encode(b"a challenge of another session").into();
    assert_eq!(asserts(&device.get(&other), of), Err(Refusal::Challenge));
}

#[test]
fn relying_party_presence_and_verification_are_signed() {
    let (mut device, made) = made();
    let of = credential(&made);
    device.verifies = false;
    let answer = device.get(&request_options());
    assert_eq!(asserts(&answer, of), Err(Refusal::NotVerified));
    let origins = origins();
    let lenient = Expected {
        must_verify: false,
        ..expected(&origins)
    };
    let read = Answer::read(&answer.to_string()).expect("well formed");
    let asserted = assert(&read, of, lenient).expect("presence was enough");
    assert!(!asserted.is_verified);
    let elsewhere = Expected {
        rp_id: "login.example.com",
        ..lenient
    };
    assert_eq!(assert(&read, of, elsewhere), Err(Refusal::RelyingParty));
    let mut absent = answer.clone();
    let mut data = decode(&answer["response"]["authenticatorData"]);
    data[32] &= !1;
    absent["response"]["authenticatorData"] = encode(&data).into();
    let read = Answer::read(&absent.to_string()).expect("well formed");
    assert_eq!(assert(&read, of, lenient), Err(Refusal::NotPresent));
    // A flag that was set afterwards is not signed.
    data[32] |= 5;
    absent["response"]["authenticatorData"] = encode(&data).into();
    assert_eq!(asserts(&absent, of), Err(Refusal::Signature));
    // Backed up, but not eligible.
    data[32] = (data[32] | 1 << 4) & !(1 << 3);
    absent["response"]["authenticatorData"] = encode(&data).into();
    assert_eq!(asserts(&absent, of), Err(Refusal::Backup));
    let mut unverified = self::device();
    unverified.verifies = false;
    let answer = unverified.create(&creation_options());
    assert_eq!(
        registers(&answer, expected(&origins)),
        Err(Refusal::NotVerified)
    );
}

#[test]
fn another_key_signs_nothing() {
    let (mut device, made) = made();
    let (_, other) = self::made();
    let answer = device.get(&request_options());
    let of = Credential {
        public_key: &other.public_key,
        ..credential(&made)
    };
    assert_eq!(asserts(&answer, of), Err(Refusal::Signature));
    let of = Credential {
        id: &other.credential_id,
        ..credential(&made)
    };
    assert_eq!(asserts(&answer, of), Err(Refusal::Credential));
    let mut cut = answer.clone();
    cut["response"]["signature"] = "".into();
    assert_eq!(asserts(&cut, credential(&made)), Err(Refusal::Signature));
}

#[test]
fn everything_has_a_bound() {
    let (mut device, made) = made();
    let answer = device.get(&request_options());
    let long = encode(&vec![b'a'; 40 * 1024]);
    for member in [
        "clientDataJSON",
        "authenticatorData",
        "signature",
        "userHandle",
    ] {
        let mut longer = answer.clone();
        longer["response"][member] = long.as_str().into();
        let said = asserts(&longer, credential(&made));
        assert_eq!(said, Err(Refusal::TooLong(member)));
        longer["response"][member] = "?".into();
        assert!(asserts(&longer, credential(&made)).is_err(), "{member}");
    }
    let mut id = answer.clone();
    id["id"] = encode(&[7; 1024]).into();
    assert_eq!(Answer::read(&id.to_string()), Err(Refusal::TooLong("id")));
    let huge = format!("\"{}\"", "a".repeat(70_000));
    assert_eq!(Answer::read(&huge), Err(Refusal::TooLong("the credential")));
    let nested = [vec![0x81; 20_000], vec![0]].concat();
    let mut deep = device.create(&creation_options());
    deep["response"]["attestationObject"] = encode(&nested).into();
    let said = registers(&deep, expected(&origins()));
    assert_eq!(said, Err(Refusal::Malformed("the CBOR")));
    // An array that says it has 2^62 members.
    let claims = [0x9b, 0x40, 0, 0, 0, 0, 0, 0, 0];
    deep["response"]["attestationObject"] = encode(&claims).into();
    let said = registers(&deep, expected(&origins()));
    assert_eq!(said, Err(Refusal::Malformed("the CBOR")));
}

proptest! {
    #![proptest_config(properties::seeded())]

    #[test]
    fn no_bytes_bring_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in any::<prop::sample::Index>()) {
        let (mut device, made) = made();
        drop(Key::read(&bytes));
        drop(Answer::read(&String::from_utf8_lossy(&bytes)));
        let mut answer = device.get(&request_options());
        let mut data = decode(&answer["response"]["authenticatorData"]);
        let from = at.index(data.len());
        data.splice(from.., bytes.iter().copied());
        answer["response"]["authenticatorData"] = encode(&data).into();
        prop_assert!(asserts(&answer, credential(&made)).is_err());
        let mut answer = device.create(&creation_options());
        let mut object = decode(&answer["response"]["attestationObject"]);
        let from = at.index(object.len());
        object.splice(from.., bytes.iter().copied());
        answer["response"]["attestationObject"] = encode(&object).into();
        drop(registers(&answer, expected(&origins())));
    }
}
