//! What a database asks of a password, on every road to a new one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_refused_password_is_told_rule_by_rule,
    common_and_personal_passwords_are_refused_everywhere,
    the_page_lists_what_is_asked_for,
    what_is_not_built_cannot_be_asked_for,
}

/// A server whose database has these options.
async fn world_with(engine: Engine, options: Value) -> World {
    let setup = Setup::new(engine).await;
    let mut tenant = Tenant::standard(1);
    tenant.root()["databases"][0]["options"] = options;
    World::of(&setup.tenant(&tenant).start().await)
}

/// A sign-up of Ada's with that password; the refusal.
async fn refused(world: &World, password: &str) -> Value {
    sign_up(world, "ada.l@people.example", password)
        .await
        .expect(400)
        .json()
}

async fn sign_up(world: &World, email: &str, password: &str) -> Answer {
    let body = json!({ "client_id": "native", "connection": CONNECTION, "email": email, "password": password,
        "name": "Ada Lovelace" });
    let request = world.http.request(Method::POST, "/dbconnections/signup");
    world.http.send(request.json(&body)).await
}

/// As Auth0's Android SDK has recorded it.
async fn a_refused_password_is_told_rule_by_rule(engine: Engine) {
    let world = world_with(engine, json!({ "passwordPolicy": "excellent" })).await;
    let told = refused(&world, "aaab1").await;
    assert_eq!(told["statusCode"], 400);
    let items = json!([
        { "code": "lowerCase", "message": "lower case letters (a-z)", "verified": true },
        { "code": "upperCase", "message": "upper case letters (A-Z)", "verified": false },
        { "code": "numbers", "message": "numbers (i.e. 0-9)", "verified": true },
        { "code": "specialCharacters", "message": "special characters (e.g. !@#$%^&*)", "verified": false },
    ]);
    let rules = json!([
        { "code": "lengthAtLeast", "format": [10], "message": "At least %d characters in length", "verified": false },
        { "code": "containsAtLeast", "format": [3, 4],
          "message": "Contain at least %d of the following %d types of characters:", "verified": false, "items": items },
        { "code": "identicalChars", "format": [2, "aaa"],
          "message": "No more than %d identical characters in a row (e.g., \"%s\" not allowed)", "verified": false },
    ]);
    assert_eq!(
        told["description"],
        json!({ "verified": false, "rules": rules })
    );
    let policy = "* At least 10 characters in length\n\
        * Contain at least 3 of the following 4 types of characters:\n * lower case letters (a-z)\n\
        \u{20}* upper case letters (A-Z)\n * numbers (i.e. 0-9)\n * special characters (e.g. !@#$%^&*)\n\
        * No more than 2 identical characters in a row (e.g., \"aaa\" not allowed)";
    assert_eq!(told["policy"], policy);
    let told = refused(&world, "Abcdefg111").await;
    let met = told["description"]["rules"]
        .as_array()
        .expect("a list")
        .clone();
    let met: Vec<_> = met.iter().map(|rule| rule["verified"] == true).collect();
    assert_eq!(met, [true, true, false], "{told}");
    sign_up(&world, "ada.l@people.example", "Abcdefgh11")
        .await
        .expect(200);
    // Three kinds of characters are not the three that `fair` asks for.
    let world = world_with(engine, json!({ "passwordPolicy": "fair" })).await;
    let told = refused(&world, "abcdefg1!").await;
    assert_eq!(told["description"]["rules"][1]["code"], "shouldContain");
    sign_up(&world, "ada.l@people.example", "Abcdefg1")
        .await
        .expect(200);
}

async fn common_and_personal_passwords_are_refused_everywhere(engine: Engine) {
    let older = json!({ "password_dictionary": { "enable": true, "dictionary": ["Footbridge-1843"] },
        "password_no_personal_info": { "enable": true } });
    let newer = json!({ "password_options": { "dictionary": { "active": true, "custom": ["Footbridge-1843"] },
        "profile_data": { "active": true, "blocked_fields": ["email", "name"] } } });
    for options in [older, newer] {
        let world = world_with(engine, options).await;
        let cases = [
            (
                "footbridge-1843",
                "PasswordDictionaryError",
                "Password is too common",
                "This password is too common",
            ),
            (
                "TrustNo1",
                "PasswordDictionaryError",
                "Password is too common",
                "This password is too common",
            ),
            (
                "my-ADA.L-password",
                "PasswordNoUserInfoError",
                "Password contains user information",
                "This password contains",
            ),
        ];
        for (password, name, sentence, _) in cases {
            let told = refused(&world, password).await;
            assert_eq!(
                (&told["name"], &told["code"]),
                (&json!(name), &json!("invalid_password"))
            );
            assert_eq!(
                (&told["message"], &told["description"]),
                (&json!(sentence), &json!(sentence))
            );
            let body = json!({ "connection": CONNECTION, "email": "ada.l@people.example", "password": password });
            let told = call(&world, Method::POST, "/users", body)
                .await
                .expect(400)
                .json();
            assert_eq!(told["message"], format!("{name}: {sentence}"));
        }
        sign_up(&world, "ada.l@people.example", "footbridges of 1843")
            .await
            .expect(200);
        let found = get(&world, "/users-by-email?email=ada.l@people.example").await;
        let id = text(&found[0], "user_id");
        // A name that comes with the password counts.
        let both = json!({ "name": "Countess", "password": "the countess" });
        let path = format!("/users/{}", id.replace('|', "%7C"));
        let told = call(&world, Method::PATCH, &path, both).await.expect(400);
        assert_eq!(
            told.json()["message"],
            "PasswordNoUserInfoError: Password contains user information"
        );
        let made = call(
            &world,
            Method::POST,
            "/tickets/password-change",
            json!({ "user_id": id }),
        )
        .await;
        let ticket = text(&made.expect(201).json(), "ticket");
        let browser = world.browser();
        for (password, name, sentence, shown) in cases {
            let change = json!({ "password": password, "connection": CONNECTION });
            let told = call(&world, Method::PATCH, &path, change)
                .await
                .expect(400)
                .json();
            assert_eq!(told["message"], format!("{name}: {sentence}"));
            let page = browser.get(ticket.trim_end_matches('#')).await.expect(200);
            let values = [
                ("password-reset", password),
                ("re-enter-password", password),
            ];
            let again = browser.submit(&page, &values).await.expect(400);
            assert!(again.body.contains(shown), "{}", again.body);
        }
    }
}

async fn the_page_lists_what_is_asked_for(engine: Engine) {
    let complexity = json!({ "min_length": 12, "character_types": ["number"], "identical_characters": "block",
        "sequential_characters": "block", "max_length_exceeded": "error" });
    let options = json!({ "password_options": { "complexity": complexity, "dictionary": { "active": true },
        "profile_data": { "active": true } } });
    let world = world_with(engine, options).await;
    let browser = world.browser();
    let start = world
        .authorize(&browser, "web", &[("screen_hint", "signup")])
        .await;
    let page = browser.follow(&start).await.expect(200);
    for sentence in [
        "At least <bdi>12</bdi> characters",
        "Digits (0-9)",
        "No more than <bdi>2</bdi> identical characters in a row",
        "No sequences such as abc or 123",
        "At most <bdi>72</bdi>",
        "Not a password that many people use",
    ] {
        assert!(page.body.contains(sentence), "{sentence}: {}", page.body);
    }
    assert!(!page.body.contains("Upper-case letters"), "{}", page.body);
    let values = [
        ("email", "ada.l@people.example"),
        ("password", "abcd-and-9-more"),
    ];
    let again = browser.submit(&page, &values).await.expect(400);
    assert!(
        again.body.contains("This password is too weak"),
        "{}",
        again.body
    );
}

async fn what_is_not_built_cannot_be_asked_for(engine: Engine) {
    let world = World::own(engine).await;
    let found = get(&world, "/connections").await;
    let path = format!("/connections/{}", text(&found[0], "id"));
    for options in [
        json!({ "password_history": { "enable": true, "size": 5 } }),
        json!({ "password_options": { "history": { "active": true, "size": 5 } } }),
        json!({ "password_options": { "dictionary": { "active": true, "default": "en_100k" } } }),
    ] {
        let body = json!({ "options": options });
        let told = call(&world, Method::PATCH, &path, body)
            .await
            .expect(403)
            .json();
        assert_eq!(told["errorCode"], "feature_not_enabled", "{told}");
    }
    let off = json!({ "options": { "password_history": { "enable": false, "size": 5 } } });
    call(&world, Method::PATCH, &path, off).await.expect(200);
}
