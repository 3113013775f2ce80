//! What strangers send cannot make the tenant log unreadable: every event is small and flat when it is stored, and one that
//! cannot be read all the same hides nothing but itself.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
use crate::logs::delivery::{counted, ids, log_in, logged, patch, stream, with_receiver};

on_both_engines! {
    whatever_is_sent_the_log_and_its_streams_can_be_read,
    an_event_that_cannot_be_read_hides_nothing_else,
}

/// JSON that nests so deep.
fn nested(levels: usize) -> String {
    format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels))
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

async fn get(world: &World, path: &str) -> Answer {
    world.manage(Method::GET, path, None).await
}

async fn search(world: &World, query: &str) -> Vec<Value> {
    let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
    let found = get(world, &format!("/api/v2/logs?per_page=100&q={query}")).await;
    found
        .expect(200)
        .json()
        .as_array()
        .expect("an array")
        .clone()
}

async fn whatever_is_sent_the_log_and_its_streams_can_be_read(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    stream(&world, &receiver, "/in", json!({})).await;
    let long = "\u{1}".repeat(400);
    let clients = [
        nested(126),
        nested(127),
        format!("{{\"name\":{},\"env\":{}}}", nested(100), nested(100)),
        r#"{"name":"a\u0000b","version":"\u0000","env":{"\u0000":"c"}}"#.to_owned(),
        json!({"name": long, "version": long, "env": {"a": long}}).to_string(),
        r#"{"name":"spa","version":"1.0","env":{"node":"v22"},"more":{"x":1}}"#.to_owned(),
    ];
    for client in &clients {
        let encoded = URL_SAFE_NO_PAD.encode(client);
        let there = world.with_header("Auth0-Client", &encoded);
        there.refresh("native", "nonsense", &[]).await.expect(403);
    }
    // What looks like an escape is none.
    let there = world.with_header("User-Agent", r"\u0000 \ud800 \");
    there.refresh("native", "nonsense", &[]).await.expect(403);
    let deep: Value = serde_json::from_str(&nested(120)).expect("JSON");
    let signup = json!({"client_id": "web", "connection": CONNECTION, "email": "deep@example.com",
        "password": PASSWORD, "user_metadata": deep, "name": "n".repeat(40_000)});
    let request = world.http.request(Method::POST, "/dbconnections/signup");
    world.http.send(request.json(&signup)).await.expect(400);
    let path = "/api/v2/users/auth0%7Cnobody";
    for body in [
        json!({"user_metadata": deep}),
        json!({"options": deep, "addons": {"samlp": {"mappings": deep}}}),
        json!({"callbacks": vec!["https://a.example/".repeat(50); 900], "name": "\u{1}".repeat(20_000)}),
    ] {
        let answer = world.manage(Method::PATCH, path, Some(body)).await;
        assert!((400..500).contains(&answer.status), "{answer:#?}");
    }

    let events = get(&world, "/api/v2/logs?per_page=100")
        .await
        .expect(200)
        .json();
    let events = events.as_array().expect("an array");
    let of = |kind: &str| events.iter().filter(|event| event["type"] == kind).count();
    assert_eq!((of("fertft"), of("fs"), of("fapi")), (7, 1, 3));
    for event in events {
        let written = event.to_string();
        assert!(written.len() <= 16 * 1024 && depth(event) <= 8, "{written}");
        assert!(
            !written.contains("\\u0000") || event["user_agent"] == r"\u0000 \ud800 \",
            "{written}"
        );
        let path = format!("/api/v2/logs/{}", text(event, "log_id"));
        let one = get(&world, &path).await.expect(200);
        assert_eq!(one.json(), *event);
    }
    let spa = json!({"name": "spa", "version": "1.0", "env": {"node": "v22"}});
    assert!(
        events.iter().any(|event| event["auth0_client"] == spa),
        "{events:#?}"
    );
    // A search reads the documents of all of them.
    for query in [
        "description:\"the token is not one of ours\"",
        "hostname:l*",
        "user_agent:*u0000*",
    ] {
        assert!(!search(&world, query).await.is_empty(), "{query}");
    }
    let log = logged(&world).await;
    log_in(&world).await;
    receiver
        .until("every event", |receiver| {
            let got = ids(&receiver.taken("/in"));
            // The making of the stream came before it.
            log.iter().filter(|id| !got.contains(id)).count() <= 2
                && receiver
                    .taken("/in")
                    .iter()
                    .any(|one| one["data"]["type"] == "sepft")
        })
        .await;
}

async fn an_event_that_cannot_be_read_hides_nothing_else(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    let id = stream(&world, &receiver, "/in", json!({})).await;
    patch(&world, &id, json!({"status": "paused"})).await;
    for _ in 0..4 {
        log_in(&world).await;
    }
    let events = search(&world, "type:sepft").await;
    assert_eq!(events.len(), 4);
    let ids_of: Vec<String> = events.iter().map(|event| text(event, "log_id")).collect();
    let deep = format!(
        r#"{{"log_id":"{}","auth0_client":{}}}"#,
        ids_of[0],
        nested(127)
    );
    let nul = format!(
        r#"{{"log_id":"{}","type":"sepft","description":"a\u0000b"}}"#,
        ids_of[2]
    );
    let database = world.server.setup().database();
    for (id, document) in [
        (&ids_of[0], deep.as_str()),
        (&ids_of[1], "{\"log"),
        (&ids_of[2], &nul),
    ] {
        let sql = format!("UPDATE tenant_logs SET document = '{document}' WHERE log_id = '{id}'");
        database.execute(&sql).await;
    }
    // Every page, search and checkpoint still answers, and the events are there.
    for query in [
        "per_page=100",
        "q=description:a*",
        "q=type:sepft",
        "from=0&take=100",
        "q=hostname:localhost*&include_totals=true",
    ] {
        get(&world, &format!("/api/v2/logs?{query}"))
            .await
            .expect(200);
    }
    let listed = search(&world, "type:sepft").await;
    assert_eq!(
        listed
            .iter()
            .map(|event| text(event, "log_id"))
            .collect::<Vec<_>>(),
        ids_of
    );
    for (event, before) in listed.iter().zip(&events).take(2) {
        assert_eq!(
            event["description"],
            "This event is in the log and cannot be read"
        );
        for name in [
            "_id",
            "log_id",
            "date",
            "type",
            "client_id",
            "user_id",
            "ip",
            "connection",
        ] {
            assert_eq!(event[name], before[name], "{name}");
        }
        let path = format!("/api/v2/logs/{}", text(event, "log_id"));
        assert_eq!(get(&world, &path).await.expect(200).json(), *event);
    }
    // A stream leaves out what cannot be read, and says so.
    patch(&world, &id, json!({"status": "active"})).await;
    log_in(&world).await;
    receiver
        .until("the readable ones", |receiver| {
            let got = ids(&receiver.taken("/in"));
            let has = |id: &String| got.contains(id);
            !has(&ids_of[0])
                && !has(&ids_of[1])
                && has(&ids_of[2])
                && has(&ids_of[3])
                && receiver
                    .taken("/in")
                    .iter()
                    .filter(|one| one["data"]["type"] == "sepft")
                    .count()
                    == 3
        })
        .await;
    let unreadable = format!("footbridge_log_stream_unreadable_total{{stream=\"{id}\"}}");
    counted(&world, &unreadable, 2.0).await;
}
