//! Actions in the flows: what they see, what they may decide, and what becomes of a login when they refuse or fail.

mod decisions;
mod facts;
mod killed;
mod management;
mod redirects;
mod saml;
mod seed;
mod triggers;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::harness::*;

/// Makes, deploys and binds these Actions, in this order, and unbinds all others of the trigger.
pub async fn bind(world: &World, trigger: &str, actions: &[(&str, &str)]) {
    let mut bindings = vec![];
    for (name, code) in actions {
        let body = json!({"name": name, "supported_triggers": [{"id": trigger}], "code": code, "deploy": true,
            "secrets": [{"name": "KEY", "value": "hush-hush"}]});
        let made = world
            .manage(Method::POST, "/api/v2/actions/actions", Some(body))
            .await
            .expect(201)
            .json();
        bindings.push(json!({"ref": {"type": "action_id", "value": made["id"]}}));
    }
    let path = format!("/api/v2/actions/triggers/{trigger}/bindings");
    let body = json!({ "bindings": bindings });
    world
        .manage(Method::PATCH, &path, Some(body))
        .await
        .expect(200);
}

/// A handler of `post-login` with this body.
pub fn post_login(body: &str) -> String {
    format!("exports.onExecutePostLogin = async (event, api) => {{\n{body}\n}};")
}

/// What the Actions of the request behind a log entry did, with what they printed.
pub async fn execution(world: &World, entry: &Value) -> Value {
    let id = entry["details"]["actions"]["executions"][0]
        .as_str()
        .unwrap_or_else(|| panic!("no execution in {entry:#}"));
    let path = format!("/api/v2/actions/executions/{id}");
    let shown = world
        .manage(Method::GET, &path, None)
        .await
        .expect(200)
        .json();
    assert_eq!(shown["id"], id);
    let path = format!("/_footbridge/executions/{id}");
    world.http.get(&path).await.expect(401);
    world
        .manage(Method::GET, &path, None)
        .await
        .expect(200)
        .json()
}

/// The body of the next request to the listener.
pub async fn received(listener: &TcpListener) -> Value {
    let soon = std::time::Duration::from_secs(20);
    let came = tokio::time::timeout(soon, listener.accept()).await;
    let (mut stream, _) = came.expect("in time").expect("a connection");
    let (mut request, mut read) = (vec![0; 65_536], 0);
    loop {
        read += stream.read(&mut request[read..]).await.expect("a request");
        let text = String::from_utf8_lossy(&request[..read]).into_owned();
        let Some((_, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        if let Ok(body) = serde_json::from_str(body) {
            let answer = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
            stream.write_all(answer).await.expect("an answer");
            return body;
        }
    }
}
