//! Calls of the Management API, by what follows `/api/v2`.

use reqwest::Method;
use serde_json::{Value, json};

use super::browser::Answer;
use super::tenant::CONNECTION;
use super::world::{World, text};

/// One call; `null` stands for no body.
pub async fn call(world: &World, method: Method, path: &str, body: Value) -> Answer {
    let body = (!body.is_null()).then_some(body);
    world.manage(method, &format!("/api/v2{path}"), body).await
}

/// What is there.
pub async fn get(world: &World, path: &str) -> Value {
    let answer = call(world, Method::GET, path, Value::Null).await;
    answer.expect(200).json()
}

/// Changes options of the database.
pub async fn set_options(world: &World, changes: Value) {
    let databases = get(world, &format!("/connections?name={CONNECTION}")).await;
    let mut options = databases[0]["options"].clone();
    for (name, value) in changes.as_object().expect("options") {
        options[name] = value.clone();
    }
    let path = format!("/connections/{}", text(&databases[0], "id"));
    let body = json!({ "options": options });
    call(world, Method::PATCH, &path, body).await.expect(200);
}

/// Whether users are asked for the identifier first, or for all on one page.
pub async fn identifier_first(world: &World, is: bool) {
    let body = json!({ "identifier_first": is });
    let set = call(world, Method::PATCH, "/prompts", body).await;
    set.expect(200);
}
