//! Users of a tenant file: every form of a password that a login can be compared with, and nothing secret in a profile.

use argon2::{Argon2, PasswordHasher};
use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::harness::*;

on_both_engines! {
    imported_hashes_sign_in_and_are_never_shown,
    a_user_who_cannot_be_imported_is_named_and_not_stored,
}

fn bcrypt() -> String {
    bcrypt::hash(PASSWORD, 4).expect("four is the least cost")
}

fn argon2() -> String {
    let hash = Argon2::default().hash_password_with_salt(PASSWORD.as_bytes(), &[7; 16]);
    hash.expect("the defaults are valid").to_string()
}

fn user(email: &str, more: Value) -> Value {
    let mut user = json!({ "email": email, "connection": CONNECTION });
    for (key, value) in more.as_object().expect("members") {
        user[key] = value.clone();
    }
    user
}

async fn imported_hashes_sign_in_and_are_never_shown(engine: Engine) {
    let forms = [
        json!({ "password_hash": bcrypt() }),
        json!({ "passwordHash": bcrypt() }),
        json!({ "custom_password_hash": { "algorithm": "bcrypt", "hash": { "value": bcrypt() } } }),
        json!({ "custom_password_hash": { "algorithm": "argon2",
            "hash": { "value": argon2(), "encoding": "utf8" }, "password": { "encoding": "utf8" } } }),
    ];
    let mut tenant = Tenant::standard(1);
    let users = tenant.root()["users"].as_array_mut().expect("a list");
    for (number, form) in forms.iter().enumerate() {
        let mut user = user(&format!("imported{number}@example.com"), form.clone());
        user["favourite_secret"] = json!("shh-7f3a");
        user["mfa_factors"] = json!([]);
        user["given_name"] = json!("Ada");
        user["user_metadata"] = json!({ "theme": "dark" });
        users.push(user);
    }
    let setup = Setup::new(engine).await.tenant(&tenant);
    let server = setup.start().await;
    let mut world = World::of(&server);
    let said = server.log();
    assert!(
        said.contains("favourite_secret: not understood, not applied"),
        "{said}"
    );
    let known = [
        "user_id",
        "email",
        "email_verified",
        "name",
        "nickname",
        "picture",
        "created_at",
        "updated_at",
        "identities",
        "given_name",
        "user_metadata",
        "last_login",
        "last_ip",
        "logins_count",
    ];
    for number in 0..forms.len() {
        world.email = format!("imported{number}@example.com");
        world.password("native", &[]).await.expect(200);
        let profile = world.profile().await;
        let members: &Map<String, Value> = profile.as_object().expect("an object");
        let strange: Vec<_> = members
            .keys()
            .filter(|key| !known.contains(&key.as_str()))
            .collect();
        assert!(strange.is_empty(), "{strange:?}");
        assert_eq!(profile["given_name"], "Ada");
        // Linked, its profile stands among the identities.
        let primary = world.account(&format!("primary{number}")).await;
        let path = format!("/api/v2/users/{}/identities", primary.user_id().await);
        let body = json!({ "provider": "auth0", "user_id": text(&profile, "user_id").replace("auth0|", "") });
        let linked = world
            .manage(Method::POST, &path, Some(body))
            .await
            .expect(201)
            .body;
        assert!(
            !linked.contains("hash") && !linked.contains("shh-7f3a"),
            "{linked}"
        );
    }
    let file = server.file("out.yaml");
    let exported = setup.run(&["export", &file.display().to_string()]);
    assert!(exported.status.success(), "{exported:?}");
    let text = std::fs::read_to_string(&file).expect("the export");
    for secret in ["$2b$", "$argon2", "shh-7f3a", "assword_hash", "asswordHash"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

async fn a_user_who_cannot_be_imported_is_named_and_not_stored(engine: Engine) {
    let world = World::own(engine).await;
    let custom = |custom: Value| json!({ "custom_password_hash": custom });
    let hash = json!({ "value": bcrypt() });
    for (form, finding) in [
        (
            custom(
                json!({ "algorithm": "md5", "hash": { "value": "900150983cd24fb0d6963f7d28e17f72" } }),
            ),
            "custom_password_hash.algorithm: must be bcrypt or argon2",
        ),
        (
            custom(json!({ "hash": hash })),
            "custom_password_hash.algorithm: must be bcrypt or argon2",
        ),
        (
            custom(json!({ "algorithm": "argon2", "hash": hash })),
            "custom_password_hash.hash.value: must be a hash of argon2",
        ),
        (
            custom(json!({ "algorithm": "bcrypt", "hash": hash, "salt": { "value": "x" } })),
            "custom_password_hash.salt: must be left out",
        ),
        (
            custom(
                json!({ "algorithm": "bcrypt", "hash": { "value": bcrypt(), "encoding": "hex" } }),
            ),
            "custom_password_hash.hash.encoding: must be utf8",
        ),
        (
            custom(json!("x")),
            "custom_password_hash: must be a mapping",
        ),
        (
            json!({ "passwordHash": "5f4dcc3b5aa765d61d8327deb882cf99" }),
            "passwordHash: must be an argon2 hash",
        ),
        (
            json!({ "password": PASSWORD, "custom_password_hash": { "algorithm": "bcrypt", "hash": hash } }),
            "has password and custom_password_hash; allowed is one of them",
        ),
        (
            json!({ "password": PASSWORD, "mfa_factors": [{ "totp": { "secret": "JBSWY3DPEHPK3PXP" } }] }),
            "mfa_factors: cannot be imported",
        ),
    ] {
        let users = json!({ "users": [user("refused@example.com", form)] });
        let file = world.server.file("refused.yaml");
        std::fs::write(&file, users.to_string()).expect("our own directory");
        let imported = world
            .server
            .setup()
            .run(&["import", &file.display().to_string()]);
        let said = String::from_utf8_lossy(&imported.stdout).into_owned();
        assert!(imported.status.success(), "{imported:?}");
        let left_out = said.lines().find(|line| line.starts_with("left out: "));
        let left_out = left_out.unwrap_or_default();
        assert!(left_out.contains(finding), "{finding} in {said}");
        for secret in ["900150983", "JBSWY3DP", "5f4dcc3b", "$2b$04$"] {
            assert!(!said.contains(secret), "{secret} in {said}");
        }
    }
    let found = world.manage(
        Method::GET,
        "/api/v2/users-by-email?email=refused@example.com",
        None,
    );
    assert_eq!(found.await.expect(200).json(), json!([]));
}
