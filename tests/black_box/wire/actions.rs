//! What Actions are told that ask for what there is not, and what becomes of the logins that they run at.

use axum::Router;
use axum::response::Redirect;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::Transcript;
use crate::actions::{bind, post_login};
use crate::harness::federation::*;
use crate::harness::*;

on_both_engines! {
    actions,
    actions_at_logins,
}

/// The error with which a draft of this body ends.
async fn error_of(world: &World, body: &str) -> String {
    let trigger = json!([{ "id": "post-login", "version": "v3" }]);
    let action =
        json!({ "name": "Draft", "code": post_login(body), "supported_triggers": trigger });
    let made = call(world, Method::POST, "/actions/actions", action).await;
    let path = format!("/actions/actions/{}", text(&made.expect(201).json(), "id"));
    let test = json!({ "payload": { "event": {} } });
    let run = call(world, Method::POST, &format!("{path}/test"), test).await;
    call(world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    text(&run.expect(200).json()["payload"]["error"], "msg")
}

/// The address of a server that redirects to itself.
async fn circle() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().fallback(|| async { Redirect::temporary("/") });
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/")
}

async fn actions(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let fetch =
        |url: &str| format!("await fetch('{url}').catch((e) => {{ throw e.cause ?? e; }});");
    for (title, body) in [
        ("nothing that could happen", "await new Promise(() => {});"),
        (
            "many random bytes",
            "crypto.getRandomValues(new Uint8Array(65_537));",
        ),
        ("another scheme", &fetch("ftp://a.example/")),
        ("an address of this machine", &fetch("http://127.0.0.1/")),
    ] {
        let error = error_of(&table.world, body).await;
        table.text(title, &error);
    }
    let setup = Setup::new(engine).await;
    let setup = setup.set("ACTIONS__ALLOW_PRIVATE_ADDRESSES", "true");
    let world = World::of(&setup.start().await);
    let error = error_of(&world, &fetch(&circle().await)).await;
    table.text("redirects in a circle", &error);
    table.check("actions");
}

async fn actions_at_logins(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await.tenant(&federated_tenant(4))).await;
    let world = table.world.clone();
    let user = world.user_path().await;
    let user = user.strip_prefix("/api/v2").expect("a path").to_owned();
    let full = json!({ "user_metadata": { "full": vec!["x".repeat(10_000); 104] } });
    call(&world, Method::PATCH, &user, full).await.expect(200);
    for (title, body) in [
        (
            "a key of metadata that is none",
            "api.refreshToken.setMetadata('a key', 'x');",
        ),
        (
            "a method without a URL",
            "api.authentication.recordMethod('no URL');",
        ),
        (
            "metadata that grow too large",
            "api.user.setUserMetadata('more', 'x'.repeat(10_000));",
        ),
    ] {
        bind(&world, "post-login", &[(title, &post_login(body))]).await;
        table.prepared().await;
        let answer = world.password("native", &[]).await;
        table.add(title, &answer).await;
    }
    let key = post_login(
        "if (event.transaction.protocol === 'samlp') api.samlResponse.setKey('no key');",
    );
    bind(&world, "post-login", &[("Key", &key)]).await;
    let (browser, _) = world.logged_in("web").await;
    let xml = posted(&browser, browser.get("/samlp/sp").await)
        .await
        .response();
    let message = xml
        .split_once("StatusMessage>")
        .and_then(|(_, rest)| rest.split_once("</"))
        .map_or(xml.as_str(), |(message, _)| message);
    table.text("a key that is none", message);
    table.check("actions_at_logins");
}
