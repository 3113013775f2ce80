//! Calls of the Management API, by what follows `/api/v2`.

use reqwest::Method;
use serde_json::Value;

use super::browser::Answer;
use super::world::World;

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
