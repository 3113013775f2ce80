//! What the Management API says of code before and after it runs.

use reqwest::Method;
use serde_json::{Value, json};

use super::post_login;
use crate::harness::*;

on_both_engines! {
    code_that_cannot_run_is_not_deployed,
    a_draft_can_be_tried,
}

async fn manage(world: &World, path: &str, body: Value) -> Answer {
    let path = format!("/api/v2/actions{path}");
    world.manage(Method::POST, &path, Some(body)).await
}

fn action(name: &str, code: &str) -> Value {
    json!({"name": name, "supported_triggers": [{"id": "post-login"}], "code": code})
}

async fn code_that_cannot_run_is_not_deployed(engine: Engine) {
    let world = World::own(engine).await;
    let broken =
        "exports.onExecutePostLogin = async (event, api) => {\n  if (event.user {\n  }\n};";
    let made = manage(&world, "/actions", action("Broken", broken))
        .await
        .expect(201)
        .json();
    let deploy = format!("/actions/{}/deploy", text(&made, "id"));
    let refused = manage(&world, &deploy, json!({})).await.expect(400).json();
    let message = text(&refused, "message");
    assert!(
        message.starts_with("Cannot deploy: SyntaxError: "),
        "{message}"
    );
    assert!(message.contains(" at line 2, column "), "{message}");
    let mut at_once = action("At once", broken);
    at_once["deploy"] = true.into();
    manage(&world, "/actions", at_once).await.expect(400);

    let packaged = "const axios = require('axios');\nexports.onExecutePostLogin = async () => {};";
    let made = manage(&world, "/actions", action("Packaged", packaged))
        .await
        .expect(201)
        .json();
    let deploy = format!("/actions/{}/deploy", text(&made, "id"));
    let refused = manage(&world, &deploy, json!({})).await.expect(400).json();
    let message = text(&refused, "message");
    assert!(message.contains("Cannot find module 'axios'"), "{message}");
    assert!(message.contains("at line 1, column 15"), "{message}");
}

async fn a_draft_can_be_tried(engine: Engine) {
    let world = World::own(engine).await;
    let code = post_login("console.log(`hello ${event.user.name}`); api.access.deny('no'); null.x");
    let made = manage(&world, "/actions", action("Draft", &code))
        .await
        .expect(201)
        .json();
    let path = format!("/actions/{}/test", text(&made, "id"));
    let event = json!({"payload": {"event": {"user": {"name": "Ada"}}}});
    let tried = manage(&world, &path, event).await.expect(200).json();
    let payload = &tried["payload"];
    assert_eq!(payload["logs"][0]["message"], "hello Ada");
    assert_eq!(
        payload["commands"],
        json!([{"op": "access.deny", "reason": "no"}])
    );
    assert!(text(&payload["error"], "msg").starts_with("TypeError"));
    manage(&world, &path, json!({})).await.expect(400);
    world.password("native", &[]).await.expect(200);
}
