//! `/api/v2/sessions` and `/api/v2/refresh-tokens`: what ends when an administrator ends it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_session_is_shown_changed_and_ended,
    a_revoked_session_takes_its_refresh_tokens_and_their_descendants,
    a_deleted_session_leaves_what_is_not_bound_to_it,
    a_users_sessions_are_listed_and_ended,
    a_refresh_token_is_shown_changed_and_ended,
    the_end_of_a_token_evaluates_the_cascade,
    tokens_are_revoked_by_user_client_and_api,
    tokens_are_paged_by_checkpoint,
    wrong_revocations_are_explained,
}

/// A call below `/api/v2`.
async fn call(world: &World, method: Method, path: &str, body: Option<Value>) -> Answer {
    world.manage(method, &format!("/api/v2{path}"), body).await
}

async fn get(world: &World, path: &str) -> Value {
    call(world, Method::GET, path, None)
        .await
        .expect(200)
        .json()
}

async fn delete(world: &World, path: &str) {
    let answer = call(world, Method::DELETE, path, None).await.expect(202);
    assert_eq!(answer.json(), json!({}));
}

/// Id and path segment of this world's person.
async fn user(world: &World, tokens: &Value) -> (String, String) {
    let claims = world
        .verify(&tokens["id_token"], "web-refresh")
        .await
        .claims;
    let id = text(&claims, "sub");
    let escaped = id.replace('|', "%7C");
    (id, escaped)
}

/// A web app that a transfer of `native` has logged in: its browser and tokens, the native app's
/// refresh token, the session's id and the person's.
struct Scene {
    browser: Browser,
    tokens: Value,
    native: String,
    sid: String,
    user: String,
}

async fn scene(world: &World, native: &str) -> Scene {
    let transfer = world.transfer(native).await;
    let browser = world.browser();
    let code = world
        .redeem(&browser, "web-refresh", &transfer.token)
        .await
        .code();
    let tokens = world.code("web-refresh", &code).await.expect(200).json();
    let claims = world
        .verify(&tokens["id_token"], "web-refresh")
        .await
        .claims;
    Scene {
        sid: text(&claims, "sid"),
        user: user(world, &tokens).await.1,
        native: transfer.refresh_token,
        browser,
        tokens,
    }
}

impl Scene {
    async fn web_lives(&self, world: &World) -> bool {
        let token = text(&self.tokens, "refresh_token");
        world.refresh("web-refresh", &token, &[]).await.status == 200
    }

    /// The person's refresh tokens at a client.
    async fn listed(&self, world: &World, client: &str) -> Vec<Value> {
        let list = get(world, &format!("/users/{}/refresh-tokens", self.user)).await;
        let all = list["tokens"].as_array().expect("a list").clone();
        all.into_iter()
            .filter(|token| token["client_id"] == client)
            .collect()
    }
}

async fn a_session_is_shown_changed_and_ended(engine: Engine) {
    let world = World::shared(engine).await;
    let scene = scene(&world, "native").await;
    let path = format!("/sessions/{}", scene.sid);
    let shown = get(&world, &path).await;
    assert_eq!(shown["id"], scene.sid);
    assert_eq!(shown["clients"], json!([{ "client_id": "web-refresh" }]));
    assert_eq!(shown["device"]["initial_ip"], world.ip);
    assert_eq!(shown["authentication"]["methods"][0]["name"], "pwd");
    let body = json!({ "session_metadata": { "level": "gold" } });
    let changed = call(&world, Method::PATCH, &path, Some(body.clone())).await;
    assert_eq!(
        changed.expect(200).json()["session_metadata"],
        body["session_metadata"]
    );
    for wrong in [
        json!({}),
        json!({ "session_metadata": { "n": 5 } }),
        json!({ "user_id": "x" }),
    ] {
        let answer = call(&world, Method::PATCH, &path, Some(wrong)).await;
        assert_eq!(answer.expect(400).json()["errorCode"], "invalid_body");
    }
    delete(&world, &path).await;
    assert!(!world.has_session(&scene.browser).await);
    let gone = call(&world, Method::GET, &path, None).await.expect(404);
    assert_eq!(gone.json()["message"], "The session does not exist.");
    call(&world, Method::PATCH, &path, Some(body))
        .await
        .expect(404);
    delete(&world, &path).await;
}

async fn a_revoked_session_takes_its_refresh_tokens_and_their_descendants(engine: Engine) {
    let world = World::shared(engine).await;
    // A login in the browser whose app is native: its token makes a session of its own.
    let (browser, tokens) = world.logged_in("native").await;
    let sid = text(
        &world.verify(&tokens["id_token"], "native").await.claims,
        "sid",
    );
    let native = text(&tokens, "refresh_token");
    let answer = world.exchange("native", &native).await.expect(200).json();
    let native = text(&answer, "refresh_token");
    let elsewhere = world.browser();
    let token = text(&answer, "access_token");
    let code = world.redeem(&elsewhere, "web-offline", &token).await.code();
    let web = world.code("web-offline", &code).await.expect(200).json();
    let waiting = world.exchange("native", &native).await.expect(200).json();
    assert!(world.has_session(&elsewhere).await);
    let path = format!("/sessions/{sid}/revoke");
    let done = call(&world, Method::POST, &path, None).await.expect(202);
    assert_eq!(done.json(), json!({}));
    assert!(!world.has_session(&browser).await);
    let native = text(&waiting, "refresh_token");
    world.refresh("native", &native, &[]).await.expect(403);
    assert!(
        !world.has_session(&elsewhere).await,
        "the session that came of it"
    );
    let web = text(&web, "refresh_token");
    world.refresh("web-offline", &web, &[]).await.expect(403);
    let token = text(&waiting, "access_token");
    let refused = world.redeem(&world.browser(), "web", &token).await;
    assert!(
        !matches!(refused.outcome(), Outcome::Code(_)),
        "a transfer that waited"
    );
    let unknown = call(&world, Method::POST, "/sessions/nobody/revoke", None).await;
    assert_eq!(
        unknown.expect(404).json()["message"],
        "The session does not exist."
    );
}

async fn a_deleted_session_leaves_what_is_not_bound_to_it(engine: Engine) {
    let world = World::shared(engine).await;
    for (client, survives) in [("web-refresh", false), ("web-offline", true)] {
        let (_, tokens) = world.transferred("native", client).await;
        let claims = world.verify(&tokens["id_token"], client).await.claims;
        let sid = text(&claims, "sid");
        delete(&world, &format!("/sessions/{sid}")).await;
        let token = text(&tokens, "refresh_token");
        let answer = world.refresh(client, &token, &[]).await;
        assert_eq!(answer.status == 200, survives, "{client}: {answer:#?}");
    }
}

async fn a_users_sessions_are_listed_and_ended(engine: Engine) {
    let world = World::shared(engine).await;
    let first = scene(&world, "native").await;
    let second = scene(&world, "native").await;
    let path = format!("/users/{}/sessions", first.user);
    let list = get(&world, &format!("{path}?include_totals=true&take=1")).await;
    assert_eq!(list["total"], 2);
    let next = get(
        &world,
        &format!("{path}?take=1&from={}", text(&list, "next")),
    )
    .await;
    assert!(next.get("next").is_none(), "{next}");
    let ids = [&list["sessions"][0]["id"], &next["sessions"][0]["id"]];
    assert!(ids.contains(&&json!(first.sid)) && ids.contains(&&json!(second.sid)));
    delete(&world, &path).await;
    assert_eq!(get(&world, &path).await, json!({ "sessions": [] }));
    assert!(!world.has_session(&first.browser).await);
    assert!(
        !second.web_lives(&world).await,
        "it is bound to its session"
    );
    let nobody = call(&world, Method::GET, "/users/auth0%7Cnobody/sessions", None).await;
    assert_eq!(nobody.expect(404).json()["errorCode"], "inexistent_user");
}

async fn a_refresh_token_is_shown_changed_and_ended(engine: Engine) {
    let world = World::shared(engine).await;
    let scene = scene(&world, "native").await;
    let listed = scene.listed(&world, "native").await;
    let id = text(&listed[0], "id");
    assert!(id.len() <= 30);
    let path = format!("/refresh-tokens/{id}");
    let shown = get(&world, &path).await;
    assert_eq!(shown, listed[0]);
    assert_eq!(shown["rotating"], true);
    let servers = &shown["resource_servers"][0];
    assert!(
        text(servers, "scopes").contains("offline_access"),
        "{shown}"
    );
    assert!(!shown.to_string().contains(&scene.native));
    let body = json!({ "refresh_token_metadata": { "a": "b" } });
    let changed = call(&world, Method::PATCH, &path, Some(body))
        .await
        .expect(200);
    assert_eq!(
        changed.json()["refresh_token_metadata"],
        json!({ "a": "b" })
    );
    delete(&world, &path).await;
    world
        .refresh("native", &scene.native, &[])
        .await
        .expect(403);
    let gone = call(&world, Method::GET, &path, None).await.expect(404);
    assert_eq!(gone.json()["message"], "The refresh token does not exist.");
    delete(&world, &path).await;
}

async fn the_end_of_a_token_evaluates_the_cascade(engine: Engine) {
    let world = World::shared(engine).await;
    for (native, survives) in [("native", false), ("native-uncascaded", true)] {
        let scene = scene(&world, native).await;
        let listed = scene.listed(&world, native).await;
        let id = text(&listed[0], "id");
        delete(&world, &format!("/refresh-tokens/{id}")).await;
        assert_eq!(
            world.has_session(&scene.browser).await,
            survives,
            "{native}"
        );
        assert_eq!(scene.web_lives(&world).await, survives, "{native}");
    }
}

async fn tokens_are_revoked_by_user_client_and_api(engine: Engine) {
    let world = World::shared(engine).await;
    let revoke = async |body: Value| {
        let answer = call(&world, Method::POST, "/refresh-tokens/revoke", Some(body)).await;
        assert_eq!(answer.expect(202).json(), json!({}));
    };
    let lives =
        async |client: &str, token: &str| world.refresh(client, token, &[]).await.status == 200;
    let first = scene(&world, "native-static").await;
    let user = first.user.replace("%7C", "|");
    let statik = || world.refresh_token("native-static");
    let plain = statik().await;
    let with_api = [("audience", API)];
    let tokens = world
        .password("native-static", &with_api)
        .await
        .expect(200)
        .json();
    let for_api = text(&tokens, "refresh_token");
    revoke(json!({ "user_id": user, "client_id": "native-static", "audience": API })).await;
    assert!(!lives("native-static", &for_api).await && lives("native-static", &plain).await);
    let other = world.refresh_token("native-uncascaded").await;
    revoke(json!({ "user_id": user, "client_id": "native-static" })).await;
    assert!(!lives("native-static", &plain).await);
    assert!(
        !world.has_session(&first.browser).await,
        "the cascade of the client"
    );
    let ids: Vec<_> = first.listed(&world, "native-uncascaded").await;
    revoke(json!({ "ids": [ids[0]["id"], "unknown"] })).await;
    assert!(!lives("native-uncascaded", &other).await);
    let last = statik().await;
    revoke(json!({ "user_id": user })).await;
    assert!(!lives("native-static", &last).await);
    let path = format!(
        "/users/{}/refresh-tokens?include_totals=true&per_page=50",
        first.user
    );
    assert_eq!(
        get(&world, &path).await,
        json!({ "tokens": [], "total": 0 })
    );
}

async fn tokens_are_paged_by_checkpoint(engine: Engine) {
    let world = World::shared(engine).await;
    let scene = scene(&world, "native").await;
    for _ in 0..3 {
        world.refresh_token("native").await;
    }
    let start = format!(
        "/refresh-tokens?user_id={}&client_id=native&take=2",
        scene.user
    );
    let (mut path, mut seen) = (start.clone(), vec![]);
    loop {
        let list = get(&world, &format!("{path}&fields=id")).await;
        let page = list["refresh_tokens"].as_array().expect("a list").clone();
        seen.extend(page.iter().map(|token| text(token, "id")));
        match list["next"].as_str() {
            Some(next) => path = format!("{start}&from={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 4);
    assert!(seen.is_sorted());
}

async fn wrong_revocations_are_explained(engine: Engine) {
    let world = World::shared(engine).await;
    for body in [
        json!({}),
        json!({ "client_id": "native" }),
        json!({ "ids": [] }),
        json!({ "ids": ["a"], "user_id": "auth0|1" }),
        json!({ "user_id": "auth0|1", "audience": "x" }),
        json!({ "ids": ["x".repeat(31)] }),
        json!({ "fantasy": 1 }),
    ] {
        let answer = call(&world, Method::POST, "/refresh-tokens/revoke", Some(body)).await;
        assert_eq!(answer.expect(400).json()["errorCode"], "invalid_body");
    }
    let answer = call(&world, Method::GET, "/refresh-tokens", None)
        .await
        .expect(400);
    assert_eq!(
        answer.json()["message"],
        "Missing required 'user_id' parameter."
    );
}
