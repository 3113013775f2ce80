//! `footbridge keys reseal`: secrets that were stored without a key, or under another one, and who refuses them until then.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_new_key_opens_everything_once_it_is_sealed_again,
    unsealed_secrets_stop_the_start_until_they_are_sealed,
}

const FIRST: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const SECOND: &str = "2222222222222222222222222222222222222222222222222222222222222222";

#[track_caller]
fn refuses(setup: &Setup, command: &[&str], sentence: &str) {
    let refused = setup.run(command);
    let said = said(&refused);
    assert_eq!(refused.status.code(), Some(1), "{command:?}: {said}");
    assert!(said.contains(sentence), "{command:?}: {said}");
    for key in [FIRST, SECOND] {
        assert!(!said.contains(key), "{said}");
    }
}

#[track_caller]
fn reseals(setup: &Setup) -> String {
    let done = setup.run(&["keys", "reseal"]);
    let said = said(&done);
    assert!(done.status.success(), "{said}");
    said
}

/// A tenant with a secret of every kind, and tokens of its keys.
async fn filled(setup: &Setup) -> (World, Value) {
    let world = World::of(&setup.start().await);
    let stream = json!({ "name": "SIEM", "type": "http", "sink": { "httpEndpoint": "https://siem.example/in",
        "httpContentType": "application/json", "httpContentFormat": "JSONLINES", "httpAuthorization": "Bearer hush" } });
    let api = json!({ "identifier": "https://signed.example", "signing_alg": "HS256", "signing_secret": "0123456789abcdef0123456789abcdef" });
    let action = json!({ "name": "Gate", "code": "exports.onExecutePostLogin = async () => {};",
        "supported_triggers": [{ "id": "post-login", "version": "v3" }], "secrets": [{ "name": "WHY", "value": "hush" }] });
    for (path, body) in [
        ("log-streams", stream),
        ("resource-servers", api),
        ("actions/actions", action),
    ] {
        let made = world
            .manage(Method::POST, &format!("/api/v2/{path}"), Some(body))
            .await;
        assert!([200, 201].contains(&made.status), "{made:#?}");
    }
    let tokens = world.password("native", &[]).await.expect(200).json();
    (world, tokens)
}

/// The server on the same database: it knows its clients, its keys and its tokens.
async fn still_works(setup: &Setup, before: &(World, Value)) -> World {
    let world = before.0.asking(&setup.start().await);
    world.management_token().await;
    world
        .userinfo(&text(&before.1, "access_token"))
        .await
        .expect(200);
    for path in ["log-streams", "resource-servers", "actions/actions"] {
        let path = format!("/api/v2/{path}");
        world.manage(Method::GET, &path, None).await.expect(200);
    }
    world
}

async fn keyed(engine: Engine) -> Setup {
    // The issuer is the same whichever port is free.
    Setup::first_start(engine)
        .await
        .set("ISSUER", "http://reseal.test/")
}

async fn a_new_key_opens_everything_once_it_is_sealed_again(engine: Engine) {
    let first = keyed(engine).await.set("SECRET_KEY", FIRST);
    let before = filled(&first).await;
    before.0.server.kill();
    let second = first.clone().set("SECRET_KEY", SECOND);
    refuses(&second, &["serve"], "footbridge keys reseal");
    refuses(&second, &["check"], "footbridge keys reseal");
    refuses(
        &second,
        &["keys", "reseal"],
        "opens neither with secret_key nor with old_secret_key",
    );
    // Nothing was done by half.
    still_works(&first, &before).await.server.kill();
    let both = second.clone().set("OLD_SECRET_KEY", FIRST);
    let done = reseals(&both);
    assert!(!done.starts_with("0 secrets"), "{done}");
    assert!(reseals(&both).starts_with("0 secrets"));
    still_works(&second, &before).await.server.kill();
    refuses(&first, &["serve"], "footbridge keys reseal");
}

async fn unsealed_secrets_stop_the_start_until_they_are_sealed(engine: Engine) {
    // In test mode Postgres does without a key. On SQLite the first start makes one, which a key of the configuration
    // replaces.
    let keyless = keyed(engine).await;
    let before = filled(&keyless).await;
    before.0.server.kill();
    let keyed = keyless.clone().set("SECRET_KEY", FIRST);
    refuses(&keyed, &["serve"], "footbridge keys reseal");
    refuses(&keyed, &["check"], "footbridge keys reseal");
    if engine == Engine::Postgres {
        refuses(&keyed, &["serve"], "is stored unsealed");
        refuses(
            &keyless,
            &["keys", "reseal"],
            "secret_key: found none to seal with",
        );
    }
    reseals(&keyed);
    still_works(&keyed, &before).await;
}
