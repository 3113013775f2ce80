//! `/api/v2/users/{id}/authentication-methods` and the older endpoints beside it: what an administrator sees and changes of
//! what users have enrolled.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
use crate::passkeys;

on_both_engines! {
    an_app_is_enrolled_shown_and_taken_away,
    an_address_is_enrolled_once,
    all_are_replaced_at_once,
    credentials_are_brought_along,
    secrets_are_in_no_answer_and_no_log,
    an_enrollment_is_found_by_its_device,
    a_recovery_code_is_drawn_anew,
    what_takes_factors_away_forgets_browsers,
    what_is_nobodys_is_not_there,
}

const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
/// A person of the test's own, by the path of their user.
async fn person(world: &World) -> String {
    let path = world.account("factors").await.user_path().await;
    path["/api/v2".len()..].to_owned()
}

async fn post(world: &World, path: &str, body: Value) -> Answer {
    call(world, Method::POST, path, body).await
}

async fn put(world: &World, path: &str, body: Value) -> Answer {
    call(world, Method::PUT, path, body).await
}

async fn delete(world: &World, path: &str) -> Answer {
    call(world, Method::DELETE, path, Value::Null).await
}

/// Enrolls an app; as the answer shows it.
async fn app(world: &World, user: &str) -> Value {
    let body = json!({ "type": "totp", "totp_secret": SECRET, "name": "Phone" });
    let path = format!("{user}/authentication-methods");
    post(world, &path, body).await.expect(201).json()
}

/// The path of one that was enrolled.
fn at(user: &str, made: &Value) -> String {
    let id = text(made, "id").replace('|', "%7C");
    format!("{user}/authentication-methods/{id}")
}

/// The entries of the tenant log of this type about this user.
async fn told(world: &World, kind: &str, user: &str) -> Vec<Value> {
    let user_id = user["/users/".len()..].replace("%7C", "|");
    let query = format!("/logs?q=type:{kind}%20AND%20user_id:%22{user_id}%22");
    let found = get(world, &query).await;
    found.as_array().expect("a list").clone()
}

async fn an_app_is_enrolled_shown_and_taken_away(engine: Engine) {
    let world = World::shared(engine).await;
    let user = person(&world).await;
    let made = app(&world, &user).await;
    let device = text(&made, "id");
    let device = device.strip_prefix("totp|dev_").expect("an id of Auth0's");
    assert!(device.len() == 16 && device.chars().all(|c| c.is_ascii_alphanumeric()));
    assert_eq!(
        (&made["type"], &made["name"]),
        (&json!("totp"), &json!("Phone"))
    );
    let one = at(&user, &made);
    let shown = get(&world, &one).await;
    let expected = json!({ "id": made["id"], "type": "totp", "name": "Phone", "confirmed": true,
        "created_at": made["created_at"], "enrolled_at": made["created_at"] });
    assert_eq!(shown, expected);
    let list = format!("{user}/authentication-methods");
    assert_eq!(get(&world, &list).await, json!([shown]));
    let page = get(
        &world,
        &format!("{list}?include_totals=true&per_page=1&page=1"),
    )
    .await;
    assert_eq!(
        page,
        json!({ "authenticators": [], "start": 1, "limit": 1, "total": 1 })
    );

    let rename = async |body: Value| call(&world, Method::PATCH, &one, body).await;
    let renamed = rename(json!({ "name": "Tablet" })).await.expect(200).json();
    assert_eq!(
        (&renamed["name"], &renamed["confirmed"]),
        (&json!("Tablet"), &json!(true))
    );
    assert_eq!(get(&world, &one).await["name"], "Tablet");
    for body in [
        json!({ "name": "x".repeat(21) }),
        json!({ "type": "email" }),
    ] {
        rename(body).await.expect(400);
    }
    rename(json!({ "preferred_authentication_method": "voice" }))
        .await
        .expect(403);

    delete(&world, &one).await.expect(204);
    delete(&world, &one).await.expect(404);
    call(&world, Method::GET, &one, Value::Null)
        .await
        .expect(404);
    assert_eq!(get(&world, &list).await, json!([]));
    for kind in [
        "gd_enrollment_complete",
        "gd_update_device_account",
        "gd_unenroll",
    ] {
        let events = told(&world, kind, &user).await;
        assert_eq!(events.len(), 1, "{kind}");
        let details = &events[0]["details"];
        assert_eq!(
            details["authenticator"],
            json!({ "id": made["id"], "type": "totp" })
        );
        assert_eq!(details["enrollment"]["_id"], format!("dev_{device}"));
    }
}

async fn an_address_is_enrolled_once(engine: Engine) {
    let world = World::shared(engine).await;
    let user = person(&world).await;
    let list = format!("{user}/authentication-methods");
    let email = |address: &str| json!({ "type": "email", "email": address });
    let second = || post(&world, &list, email("Second@Example.com"));
    let (a, b, c, d) = tokio::join!(second(), second(), second(), second());
    let mut statuses = [a, b, c, d].map(|answer| answer.status);
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409]);
    let shown = get(&world, &list).await;
    assert_eq!(shown[0]["email"], "second@example.com");
    let again = post(&world, &list, email("second@example.com")).await;
    assert_eq!(
        again.expect(409).json()["message"],
        "Authentication method already exists."
    );
    for body in [
        json!({ "type": "phone", "phone_number": "+15555550100", "preferred_authentication_method": "voice" }),
    ] {
        let refused = post(&world, &list, body.clone()).await.expect(403).json();
        assert_eq!(refused["errorCode"], "feature_not_enabled", "{body}");
    }
    for body in [
        json!({}),
        json!({ "type": "fantasy" }),
        json!({ "type": "totp" }),
        json!({ "type": "totp", "totp_secret": "01234567" }),
        json!({ "type": "totp", "totp_secret": "GEZDGNBV" }),
        json!({ "type": "email" }),
        json!({ "type": "email", "email": "a@example.com", "totp_secret": SECRET }),
    ] {
        post(&world, &list, body).await.expect(400);
    }
    let mut number = 1;
    let refused = loop {
        let answer = post(&world, &list, email(&format!("a{number}@example.com"))).await;
        if answer.status != 201 {
            break answer;
        }
        number += 1;
    };
    let limit = "You reached the limit of entities of this type for this user.";
    assert_eq!(refused.expect(403).json()["message"], limit);
    assert_eq!(number, 20);
    delete(&world, &list).await.expect(204);
    assert_eq!(get(&world, &list).await, json!([]));
    assert_eq!(told(&world, "gd_unenroll", &user).await.len(), 20);
}

/// A key of `webauthn-roaming` or a passkey, with this number.
fn credential(kind: &str, number: usize) -> Value {
    let key = passkeys::Device::at("https://login.example.com").create_key();
    json!({ "type": kind, "key_id": passkeys::encode(format!("key {number}").as_bytes()), "public_key": key })
}

async fn credentials_are_brought_along(engine: Engine) {
    let world = World::own(engine).await;
    let user = person(&world).await;
    let user_id = user["/users/".len()..].replace("%7C", "|");
    let list = format!("{user}/authentication-methods");
    let mut body = credential("passkey", 0);
    for (name, value) in [
        ("name", json!("Ada's phone")),
        ("aaguid", json!("EA9B8D66-4D01-1D21-3CE4-B6B48CB575D4")),
        ("relying_party_identifier", json!("login.example.com")),
        ("credential_device_type", json!("multi_device")),
        ("credential_backed_up", json!(true)),
        ("identity_user_id", json!(user_id)),
        ("user_agent", json!("Mozilla/5.0")),
        ("user_handle", json!("QWRh")),
        ("transports", json!(["internal", "hybrid"])),
    ] {
        body[name] = value;
    }
    let made = post(&world, &list, body.clone()).await.expect(201).json();
    body["aaguid"] = json!("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4");
    for (name, value) in body.as_object().expect("an object") {
        assert_eq!(&made[name], value, "{name}");
    }
    assert!(text(&made, "id").starts_with("passkey|dev_"));
    let shown = get(&world, &at(&user, &made)).await;
    assert_eq!(
        (&shown["confirmed"], &shown["key_id"]),
        (&json!(true), &body["key_id"])
    );
    // No other user has the same key, of whatever kind.
    let other = world.account("others").await.user_path().await;
    let other = other["/api/v2".len()..].to_owned();
    for kind in ["passkey", "webauthn-roaming"] {
        let mut again = credential(kind, 0);
        again["public_key"] = body["public_key"].clone();
        let to = format!("{other}/authentication-methods");
        post(&world, &to, again).await.expect(409);
    }
    let roaming = post(&world, &list, credential("webauthn-roaming", 1)).await;
    let roaming = roaming.expect(201).json();
    assert!(text(&roaming, "id").starts_with("webauthn-roaming|dev_"));
    let issuer: reqwest::Url = world.issuer().parse().expect("a URL");
    let host = issuer.host_str().expect("a host");
    assert_eq!(roaming["relying_party_identifier"], host);
    assert_eq!(roaming["user_handle"], Value::Null);
    // A passkey is no enrollment of a second factor.
    let enrollments = get(&world, &format!("{user}/enrollments")).await;
    assert_eq!(enrollments[0]["auth_method"], "webauthn-roaming");
    let device = text(&made, "id").replace("passkey|", "");
    let path = format!("/guardian/enrollments/{device}");
    call(&world, Method::GET, &path, Value::Null)
        .await
        .expect(404);
    let refused = put(&world, &list, json!([])).await.expect(403).json();
    assert_eq!(
        refused["message"],
        "Operation not permitted when the user has registered at least 1 passkey"
    );
    for (name, value) in [
        ("key_id", json!("")),
        ("key_id", json!("?")),
        ("public_key", json!("oA")),
        ("public_key", Value::Null),
        ("user_handle", json!("QQ".repeat(44))),
        ("relying_party_identifier", json!("exa mple")),
        ("identity_user_id", json!("auth0|another")),
        ("totp_secret", json!(SECRET)),
        ("transports", json!(["usb", 7])),
        ("credential_device_type", json!("fantasy")),
    ] {
        let mut bad = credential("passkey", 2);
        bad[name] = value;
        post(&world, &list, bad).await.expect(400);
    }
    for number in 10..29 {
        post(&world, &list, credential("passkey", number))
            .await
            .expect(201);
    }
    let full = post(&world, &list, credential("passkey", 30)).await;
    let limit = "You reached the limit of entities of this type for this user.";
    assert_eq!(full.expect(403).json()["message"], limit);
    delete(&world, &format!("{user}/authenticators"))
        .await
        .expect(204);
    let left = get(&world, &list).await;
    let left: Vec<String> = left
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| text(one, "type"))
        .collect();
    assert_eq!(left, vec!["passkey"; 20]);
    delete(&world, &at(&user, &made)).await.expect(204);
    post(&world, &list, credential("passkey", 30))
        .await
        .expect(201);
}

async fn all_are_replaced_at_once(engine: Engine) {
    let world = World::shared(engine).await;
    let user = person(&world).await;
    let list = format!("{user}/authentication-methods");
    let before = app(&world, &user).await;
    let body = json!([
        { "type": "totp", "totp_secret": SECRET, "name": "New" },
        { "type": "email", "email": "new@example.com" },
    ]);
    let made = put(&world, &list, body).await.expect(200).json();
    assert_eq!(
        (&made[0]["name"], &made[1]["email"]),
        (&json!("New"), &json!("new@example.com"))
    );
    assert_ne!(made[0]["id"], before["id"]);
    let ids = |all: &Value| -> Vec<String> {
        let all = all.as_array().expect("a list").iter();
        all.map(|one| text(one, "id")).collect()
    };
    let mut shown = ids(&get(&world, &list).await);
    let mut expected = ids(&made);
    shown.sort();
    expected.sort();
    assert_eq!(shown, expected);
    // All or nothing.
    for (body, status) in [
        (
            json!([{ "type": "email", "email": "a@example.com" }, { "type": "email", "email": "a@example.com" }]),
            409,
        ),
        (
            json!([{ "type": "phone", "phone_number": "+15555550100", "preferred_authentication_method": "voice" }]),
            403,
        ),
        (
            json!([{ "type": "email", "email": "a@example.com" }, 7]),
            400,
        ),
    ] {
        put(&world, &list, body).await.expect(status);
        let mut shown = ids(&get(&world, &list).await);
        shown.sort();
        assert_eq!(shown, expected);
    }
    assert_eq!(
        put(&world, &list, json!([])).await.expect(200).json(),
        json!([])
    );
    assert_eq!(get(&world, &list).await, json!([]));
}

async fn secrets_are_in_no_answer_and_no_log(engine: Engine) {
    let world = World::own(engine).await;
    let user = person(&world).await;
    let list = format!("{user}/authentication-methods");
    let made = app(&world, &user).await;
    let replaced = put(
        &world,
        &list,
        json!([{ "type": "totp", "totp_secret": SECRET }]),
    )
    .await;
    recovery_code(&world, &user).await;
    let path = format!("{user}/recovery-code-regeneration");
    let code = post(&world, &path, Value::Null).await.expect(200).json();
    let code = text(&code, "recovery_code");
    let logs = get(&world, "/logs?per_page=100").await.to_string();
    assert!(logs.contains("Generate New"), "{logs}");
    for shown in [
        logs,
        made.to_string(),
        replaced.body,
        get(&world, &list).await.to_string(),
    ] {
        for secret in [SECRET, code.as_str(), "totp_secret"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}

/// Gives a user a recovery code, as a login does.
async fn recovery_code(world: &World, user: &str) {
    let user_id = user["/users/".len()..].replace("%7C", "|");
    let row = format!(
        "INSERT INTO authenticators (id, user_id, kind, document, code, last_step, created_at, confirmed_at)
         VALUES ('recovery-code|dev_0123456789abcdef', '{user_id}', 'recovery-code', '{{}}', 'x', 0, 0, 0)"
    );
    world.server.setup().database().execute(&row).await;
}

async fn an_enrollment_is_found_by_its_device(engine: Engine) {
    let world = World::own(engine).await;
    let user = person(&world).await;
    let enrollments = format!("{user}/enrollments");
    let email = json!({ "type": "email", "email": "second@example.com" });
    let list = format!("{user}/authentication-methods");
    post(&world, &list, email).await.expect(201);
    assert_eq!(
        get(&world, &enrollments).await,
        json!([]),
        "an address is none"
    );
    let made = app(&world, &user).await;
    let device = text(&made, "id").replace("totp|", "");
    let found = get(&world, &enrollments).await;
    let expected = json!({ "id": device, "status": "confirmed", "type": "authenticator", "auth_method": "authenticator",
        "name": "Phone", "enrolled_at": made["created_at"] });
    assert_eq!(found, json!([expected]));
    let path = format!("/guardian/enrollments/{device}");
    let one = get(&world, &path).await;
    let expected = json!({ "id": device, "status": "confirmed", "name": "Phone", "enrolled_at": made["created_at"] });
    assert_eq!(one, expected);

    let pending = "UPDATE authenticators SET confirmed_at = NULL WHERE kind = 'totp'";
    world.server.setup().database().execute(pending).await;
    assert_eq!(get(&world, &enrollments).await, json!([]));
    assert_eq!(
        get(&world, &path).await,
        json!({ "id": device, "status": "pending", "name": "Phone" })
    );
    assert_eq!(get(&world, &at(&user, &made)).await["confirmed"], false);

    delete(&world, &path).await.expect(204);
    for method in [Method::GET, Method::DELETE] {
        let gone = call(&world, method, &path, Value::Null)
            .await
            .expect(404)
            .json();
        assert_eq!(gone["errorCode"], "enrollment_not_found");
        assert_eq!(gone["message"], "Enrollment not found");
    }
    assert_eq!(told(&world, "gd_unenroll", &user).await.len(), 1);
    // What a user had goes with them.
    let made = app(&world, &user).await;
    delete(&world, &user).await.expect(204);
    let device = text(&made, "id").replace("totp|", "");
    let path = format!("/guardian/enrollments/{device}");
    call(&world, Method::GET, &path, Value::Null)
        .await
        .expect(404);
}

async fn a_recovery_code_is_drawn_anew(engine: Engine) {
    let world = World::own(engine).await;
    let user = person(&world).await;
    let path = format!("{user}/recovery-code-regeneration");
    let none = post(&world, &path, Value::Null).await.expect(404).json();
    assert_eq!(none["message"], "Enrollment not found");
    recovery_code(&world, &user).await;
    let mut codes = vec![];
    for _ in 0..2 {
        let answer = post(&world, &path, Value::Null).await.expect(200).json();
        let code = text(&answer, "recovery_code");
        let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        assert!(code.len() == 24 && code.chars().all(is_code), "{code}");
        codes.push(code);
    }
    assert_ne!(codes[0], codes[1]);
    assert_eq!(
        told(&world, "gd_update_device_account", &user).await.len(),
        2
    );
    let shown = get(&world, &format!("{user}/authentication-methods")).await;
    assert_eq!(
        (&shown[0]["type"], shown.as_array().map(Vec::len)),
        (&json!("recovery-code"), Some(1))
    );
}

async fn what_takes_factors_away_forgets_browsers(engine: Engine) {
    let world = World::own(engine).await;
    let user = person(&world).await;
    let user_id = user["/users/".len()..].replace("%7C", "|");
    // The same browser cannot be remembered twice: the second time succeeds because the first is forgotten.
    let remember = async || {
        let row = format!(
            "INSERT INTO remembered_browsers (digest, user_id, password_epoch, last_used_at, expires_at)
             VALUES ('d', '{user_id}', 0, 0, 9000000000000)"
        );
        world.server.setup().database().execute(&row).await;
    };
    let list = format!("{user}/authentication-methods");
    for way in [
        "one",
        "all",
        "authenticators",
        "provider",
        "enrollment",
        "put",
    ] {
        remember().await;
        let made = app(&world, &user).await;
        let device = text(&made, "id").replace("totp|", "");
        match way {
            "one" => delete(&world, &at(&user, &made)).await.expect(204),
            "all" => delete(&world, &list).await.expect(204),
            "authenticators" => delete(&world, &format!("{user}/authenticators"))
                .await
                .expect(204),
            "provider" => {
                let path = format!("{user}/multifactor/google-authenticator");
                delete(&world, &path).await.expect(204)
            }
            "enrollment" => {
                let path = format!("/guardian/enrollments/{device}");
                delete(&world, &path).await.expect(204)
            }
            _ => put(&world, &list, json!([])).await.expect(200),
        };
        assert_eq!(get(&world, &list).await, json!([]), "{way}");
    }
    remember().await;
    let path = format!("{user}/multifactor/actions/invalidate-remember-browser");
    post(&world, &path, Value::Null).await.expect(204);
    remember().await;
    // Another provider is nothing to take away.
    app(&world, &user).await;
    delete(&world, &format!("{user}/multifactor/duo"))
        .await
        .expect(204);
    assert_eq!(get(&world, &list).await.as_array().map(Vec::len), Some(1));
    delete(&world, &format!("{user}/multifactor/fantasy"))
        .await
        .expect(400);
}

async fn what_is_nobodys_is_not_there(engine: Engine) {
    let world = World::shared(engine).await;
    let (one, other) = (person(&world).await, "/users/auth0%7Cnobody");
    let made = app(&world, &one).await;
    let id = text(&made, "id").replace('|', "%7C");
    let method = json!({ "type": "totp", "totp_secret": SECRET });
    for (verb, path, body) in [
        (
            Method::GET,
            "/authentication-methods".to_owned(),
            Value::Null,
        ),
        (
            Method::POST,
            "/authentication-methods".to_owned(),
            method.clone(),
        ),
        (
            Method::PUT,
            "/authentication-methods".to_owned(),
            json!([method]),
        ),
        (
            Method::DELETE,
            "/authentication-methods".to_owned(),
            Value::Null,
        ),
        (
            Method::GET,
            format!("/authentication-methods/{id}"),
            Value::Null,
        ),
        (
            Method::PATCH,
            format!("/authentication-methods/{id}"),
            json!({ "name": "a" }),
        ),
        (
            Method::DELETE,
            format!("/authentication-methods/{id}"),
            Value::Null,
        ),
        (Method::DELETE, "/authenticators".to_owned(), Value::Null),
        (Method::DELETE, "/multifactor/duo".to_owned(), Value::Null),
        (
            Method::DELETE,
            "/multifactor/google-authenticator".to_owned(),
            Value::Null,
        ),
        (
            Method::POST,
            "/multifactor/actions/invalidate-remember-browser".to_owned(),
            Value::Null,
        ),
        (
            Method::POST,
            "/recovery-code-regeneration".to_owned(),
            Value::Null,
        ),
        (Method::GET, "/enrollments".to_owned(), Value::Null),
    ] {
        let path = format!("{other}{path}");
        let gone = call(&world, verb, &path, body).await.expect(404).json();
        assert_eq!(gone["errorCode"], "inexistent_user", "{path}");
    }
    assert_eq!(get(&world, &at(&one, &made)).await["id"], made["id"]);
}
