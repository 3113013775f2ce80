//! `GET /api/v2/logs`: paging, checkpoints and the search that monitoring uses.

use reqwest::Method;
use serde_json::Value;

use crate::harness::*;

on_both_engines! {
    an_event_has_the_documented_shape,
    pages_and_checkpoints_give_every_event_once,
    a_search_finds_by_type_client_person_address_and_date,
    a_wrong_query_is_refused,
    a_failed_silent_login_is_an_event,
}

async fn get(world: &World, query: &str) -> Answer {
    world
        .manage(Method::GET, &format!("/api/v2/logs?{query}"), None)
        .await
}

async fn list(world: &World, query: &str) -> Vec<Value> {
    let entries = get(world, query).await.expect(200).json();
    entries.as_array().expect("an array").clone()
}

async fn an_event_has_the_documented_shape(engine: Engine) {
    let world = World::shared(engine).await;
    let mut app = world.clone();
    app.http
        .headers
        .push(("User-Agent".to_owned(), "BlackBox/1".to_owned()));
    let token = app.refresh_token("native").await;
    app.exchange("native", &token).await.expect(200);
    let event = world.logged("sertft", "").await;
    assert_eq!(event["_id"], event["log_id"]);
    assert_eq!(event["client_id"], "native");
    assert_eq!(event["client_name"], "native");
    assert_eq!(event["user_name"], world.email);
    assert_eq!(event["user_agent"], "BlackBox/1");
    assert_eq!(event["isMobile"], false);
    assert!(text(&event, "user_id").starts_with("auth0|"));
    let date = text(&event, "date");
    assert!(date.len() == 24 && date.ends_with('Z'), "{date}");
    assert!(!event.to_string().contains(&token));
    let path = format!("/api/v2/logs/{}", text(&event, "log_id"));
    let one = world.manage(Method::GET, &path, None).await;
    assert_eq!(one.expect(200).json(), event);
}

async fn pages_and_checkpoints_give_every_event_once(engine: Engine) {
    let world = World::own(engine).await;
    for _ in 0..7 {
        world.refresh_token("native").await;
    }
    let mut seen = vec![];
    for page in 0..4 {
        let path = format!("per_page=2&page={page}&sort=date:-1&q=type:sepft");
        seen.extend(
            list(&world, &path)
                .await
                .iter()
                .map(|entry| text(entry, "log_id")),
        );
    }
    assert_eq!(seen.len(), 7, "{seen:?}");
    let totals = get(&world, "q=type:sepft&per_page=2&include_totals=true")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&totals["total"], &totals["length"], &totals["limit"]),
        (&7.into(), &2.into(), &2.into())
    );
    let first = seen.last().expect("seven").clone();
    let after = list(&world, &format!("from={first}&take=100")).await;
    let after: Vec<_> = after
        .iter()
        .filter(|entry| entry["type"] == "sepft")
        .collect();
    assert_eq!(
        after.len(),
        6,
        "a checkpoint is not part of what follows it"
    );
    let ids: Vec<_> = after.iter().map(|entry| text(entry, "log_id")).collect();
    assert!(ids.is_sorted(), "ordered by log_id: {ids:?}");
    let answer = get(&world, &format!("from={first}&take=2")).await;
    assert!(
        answer.header("link").contains("rel=\"next\""),
        "{answer:#?}"
    );
}

async fn a_search_finds_by_type_client_person_address_and_date(engine: Engine) {
    let world = World::shared(engine).await;
    world.refresh_token("native").await;
    let event = world.logged("sepft", "").await;
    let id = text(&event, "log_id");
    let date = text(&event, "date");
    let person = text(&event, "user_id");
    let searches = [
        format!("type:sepft AND ip:{}", world.ip),
        format!("ip:\"{}\"", world.ip),
        format!("client_id:native AND user_id:\"{person}\""),
        format!("user_id:\"{person}\" AND type:(sepft OR fepft)"),
        format!("user_id:\"{person}\" AND date:[{date} TO *]"),
        format!(
            "user_id:\"{person}\" AND date:[{} TO {}]",
            &date[..10],
            "2999-01-01"
        ),
        format!("user_id:\"{person}\" AND NOT type:s"),
        format!("log_id:[{id} TO *] AND user_id:\"{person}\""),
        format!(
            "user_id:\"{person}\" AND client_name:\"{}\"",
            text(&event, "client_name")
        ),
        format!("user_id:\"{person}\" AND description:Pass*"),
        format!("user_id:\"{person}\" AND NOT hostname:nowhere"),
        format!("user_id: \"{person}\" -type:s"),
        format!("-type:s !(hostname:nowhere) user_id:\"{person}\""),
    ];
    for search in searches {
        let query: String = form_urlencoded::byte_serialize(search.as_bytes()).collect();
        let found = list(&world, &format!("q={query}&per_page=100&search_engine=v3")).await;
        assert!(
            found.iter().any(|entry| entry["log_id"] == id.as_str()),
            "{search}: {found:#?}"
        );
    }
    for search in [
        "type:fp AND ip:198.19.255.255",
        "ip:198.19.255.254",
        "NOT client_id:native AND type:sepft",
        "client_name:nobody AND type:sepft",
        "strategy:saml AND type:sepft",
        "type:sepft -client_id:native",
        "-type:sepft client_id:native",
        "!(type:sepft) client_id: \"native\"",
    ] {
        let query: String = form_urlencoded::byte_serialize(search.as_bytes()).collect();
        let found = list(&world, &format!("q={query}")).await;
        assert!(
            found.iter().all(|entry| entry["log_id"] != id.as_str()),
            "{search}"
        );
    }
}

async fn a_wrong_query_is_refused(engine: Engine) {
    let world = World::shared(engine).await;
    let deep = format!("q={}", "(".repeat(500));
    for wrong in [
        "per_page=101",
        "page=-1",
        "take=1000",
        "sort=secret:1",
        "q=%22",
        "q=type:(",
        "from=%00",
        &deep,
    ] {
        let answer = get(&world, wrong).await;
        assert_eq!(answer.status, 400, "{wrong}: {answer:#?}");
        assert!(answer.json()["message"].is_string());
    }
    for hostile in [
        "q=type:s'%20OR%201=1--",
        "q=type:%25",
        "sort=date:-1%3BDROP",
    ] {
        let answer = get(&world, hostile).await;
        assert!(
            [200, 400].contains(&answer.status),
            "{hostile}: {answer:#?}"
        );
    }
}

async fn a_failed_silent_login_is_an_event(engine: Engine) {
    let world = World::shared(engine).await;
    world
        .authorize(&world.browser(), "web", &[("prompt", "none")])
        .await;
    let event = world.logged("fsa", "").await;
    assert_eq!(event["client_id"], "web");
    assert_eq!(event["details"]["error"]["oauthError"], "login_required");
}
