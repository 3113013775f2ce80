//! What a tenant file says of Actions and attack protection, by the commands that read and write it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    an_action_of_a_directory_decides_over_logins,
    code_that_cannot_be_read_is_not_deployed,
    an_export_comes_back_without_its_secrets,
}

const DENIES: &str =
    "exports.onExecutePostLogin = async (event, api) => { api.access.deny(event.secrets.WHY); };\n";

fn action() -> Value {
    json!({ "name": "Gate", "code": "./actions/Gate/code.js", "deployed": true, "runtime": "node22", "status": "built",
        "dependencies": [], "secrets": [{ "name": "WHY", "value": "not today" }],
        "supported_triggers": [{ "id": "post-login", "version": "v3" }] })
}

fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("our own directory");
    fs::write(path, text).expect("our own directory");
}

/// A directory as the Deploy CLI writes it.
fn directory(setup: &Setup, code: &str) -> String {
    let folder = setup.database().directory().join("exported");
    put(&folder, "actions/Gate.json", &action().to_string());
    put(&folder, "actions/Gate/code.js", code);
    let triggers = json!({ "post-login": [{ "action_name": "Gate", "display_name": "The gate" }] });
    put(&folder, "triggers/triggers.json", &triggers.to_string());
    put(
        &folder,
        "attack-protection/brute-force-protection.json",
        r#"{"max_attempts": 3}"#,
    );
    put(&folder, "attack-protection/captcha.json", "{}");
    folder.display().to_string()
}

async fn an_action_of_a_directory_decides_over_logins(engine: Engine) {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.start().await);
    world.password("native", &[]).await.expect(200);
    let path = directory(&setup, DENIES);
    let imported = setup.run(&["import", &path]);
    assert!(imported.status.success(), "{}", said(&imported));
    assert!(
        said(&imported).contains("create action Gate"),
        "{}",
        said(&imported)
    );
    let refused = async || world.password("native", &[]).await;
    let mut answer = refused().await;
    for _ in 0..100 {
        if answer.status == 403 {
            break;
        }
        // The server's copies are a second old at most.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        answer = refused().await;
    }
    assert_eq!(answer.expect(403).json()["error_description"], "not today");
    let again = setup.run(&["import", &path]);
    assert!(said(&again).contains("0 changes made"), "{}", said(&again));
}

async fn code_that_cannot_be_read_is_not_deployed(engine: Engine) {
    let setup = Setup::new(engine).await;
    let path = directory(
        &setup,
        "exports.onExecutePostLogin = async (event api) => {};\n",
    );
    let refused = setup.run(&["import", "--strict", &path]);
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    let imported = setup.run(&["import", &path]);
    assert!(imported.status.success(), "{}", said(&imported));
    for expected in [
        "left out: actions/Gate.json: code: cannot be deployed, kept as a draft",
        "left out: triggers/triggers.json: post-login[0].action_name: the action has not been deployed yet",
        "create action Gate",
    ] {
        assert!(said(&imported).contains(expected), "{}", said(&imported));
    }
}

async fn an_export_comes_back_without_its_secrets(engine: Engine) {
    let setup = Setup::new(engine).await;
    let imported = setup.run(&["import", &directory(&setup, DENIES)]);
    assert!(imported.status.success(), "{}", said(&imported));
    let file = setup.database().directory().join("out.yaml");
    let file = file.display().to_string();
    let exported = setup.run(&["export", &file]);
    assert!(exported.status.success(), "{}", said(&exported));
    let text = fs::read_to_string(&file).expect("the export");
    assert!(
        !text.contains("not today") && text.contains("event.secrets.WHY"),
        "{text}"
    );
    assert!(text.contains("max_attempts: 3"), "{text}");
    let again = setup.run(&["import", &file]);
    assert!(said(&again).contains("0 changes made"), "{}", said(&again));
    let elsewhere = Setup::new(engine).await;
    let imported = elsewhere.run(&["import", &file]);
    assert!(imported.status.success(), "{}", said(&imported));
    assert!(
        said(&imported).contains("WHY has no value"),
        "{}",
        said(&imported)
    );
}
