//! Users of a tenant file: every form of a password that a login can be compared with, and nothing secret in a profile.

use argon2::{Argon2, PasswordHasher};
use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::harness::*;

on_both_engines! {
    a_hash_of_every_algorithm_signs_in,
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

/// Hashes that Python's hashlib, bcrypt and argon2 have made.
pub fn vectors() -> Vec<Value> {
    let vectors = include_str!("../../facts/foreign-hashes.json");
    serde_json::from_str(vectors).expect("a list")
}

async fn a_hash_of_every_algorithm_signs_in(engine: Engine) {
    let mut tenant = Tenant::standard(1);
    let users = tenant.root()["users"].as_array_mut().expect("a list");
    let vectors = vectors();
    for (number, vector) in vectors.iter().enumerate() {
        let form = json!({ "custom_password_hash": vector["custom_password_hash"] });
        users.push(user(&format!("imported{number}@example.com"), form));
    }
    let server = Setup::new(engine).await.tenant(&tenant).start().await;
    let world = World::of(&server);
    let log_in = async |number: usize, password: &str| {
        let form = [
            ("grant_type", "password"),
            ("username", &format!("imported{number}@example.com")),
            ("password", password),
        ];
        world.token("native", &form).await
    };
    for (number, vector) in vectors.iter().enumerate() {
        let (name, password) = (&vector["name"], text(vector, "password"));
        let wrong = log_in(number, &format!("{password}!")).await;
        assert_eq!(wrong.status, 403, "{name}: {}", wrong.body);
        // By the hash that was imported, and by the one that took its place.
        for _ in 0..2 {
            let answer = log_in(number, &password).await;
            assert_eq!(answer.status, 200, "{name}: {}", answer.body);
        }
    }
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
            custom(json!({ "algorithm": "whirlpool", "hash": hash })),
            "custom_password_hash: needs an algorithm: argon2, bcrypt",
        ),
        (
            custom(json!({ "hash": hash })),
            "custom_password_hash: needs an algorithm: argon2, bcrypt",
        ),
        (
            custom(json!({ "algorithm": "md5", "hash": "900150983cd24fb0d6963f7d28e17f72" })),
            "custom_password_hash: may have algorithm, hash (value, encoding",
        ),
        (
            custom(
                json!({ "algorithm": "md5", "hash": { "value": "900150983cd24fb0d6963f7d28e17f" , "encoding": "hex" } }),
            ),
            "custom_password_hash: needs a hash of 16 bytes in its encoding; found 15",
        ),
        (
            custom(
                json!({ "algorithm": "md5", "hash": { "value": "900150983cd24fb0d6963f7d28e17f72" } }),
            ),
            "custom_password_hash: needs hash.encoding hex or base64",
        ),
        (
            custom(
                json!({ "algorithm": "hmac", "hash": { "value": "900150983cd24fb0d6963f7d28e17f72", "encoding": "hex", "digest": "md5" } }),
            ),
            "custom_password_hash: needs hash.key for hmac",
        ),
        (
            custom(json!({ "algorithm": "argon2", "hash": hash })),
            "custom_password_hash: needs an argon2 hash",
        ),
        (
            custom(
                json!({ "algorithm": "argon2", "hash": { "value": argon2() }, "salt": { "value": "x" } }),
            ),
            "custom_password_hash: has a salt, which the hash of this algorithm says itself",
        ),
        (
            custom(
                json!({ "algorithm": "bcrypt", "hash": { "value": bcrypt().replace("$04$", "$15$") } }),
            ),
            "custom_password_hash: needs a bcrypt hash ($2a$, $2b$, $2y$) of a cost of at most 14",
        ),
        (
            custom(
                json!({ "algorithm": "bcrypt", "hash": { "value": bcrypt(), "encoding": "hex" } }),
            ),
            "custom_password_hash: needs hash.encoding utf8",
        ),
        (
            custom(
                json!({ "algorithm": "pbkdf2", "hash": { "value": format!("$pbkdf2-sha256$i=1000001,l=32$c2FsdA${}", "A".repeat(43)) } }),
            ),
            "custom_password_hash: needs 1 to 1000000 iterations",
        ),
        (
            custom(
                json!({ "algorithm": "pbkdf2", "hash": { "value": "$pbkdf2-sha256$i=1000,l=1$c2FsdA$AA" } }),
            ),
            "custom_password_hash: needs a hash as long as l says, 16 to 512 bytes",
        ),
        (
            custom(
                json!({ "algorithm": "scrypt", "hash": { "value": "00".repeat(64), "encoding": "hex" }, "salt": { "value": "x" }, "keylen": 64, "cost": 131_072 }),
            ),
            "custom_password_hash: needs a cost that is a power of two",
        ),
        (
            custom(
                json!({ "algorithm": "scrypt", "hash": { "value": "00".repeat(64), "encoding": "hex" }, "salt": { "value": "x" } }),
            ),
            "custom_password_hash: needs keylen",
        ),
        (
            custom(json!({ "algorithm": "ldap", "hash": { "value": "{CRYPT}$1$abc$def" } })),
            "custom_password_hash: needs {MD5}, {SMD5}",
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
