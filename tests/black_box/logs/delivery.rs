//! The tenant log delivered to a receiver over HTTPS: which events, how they are written, and where a stream goes on.
//!
//! A record is Auth0's: `{"log_id": …, "data": …}`, and the data is the event as `GET /logs` shows it.

use std::collections::BTreeSet;
use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    events_arrive_in_three_formats_with_the_headers_of_the_sink,
    filters_and_personal_data,
    a_paused_stream_goes_on_where_it_was,
    a_stream_starts_from_an_instant,
    a_private_address_is_called_only_where_the_operator_allows_it,
}

/// A receiver, and a server that trusts it.
pub async fn with_receiver(engine: Engine) -> (World, Receiver) {
    let receiver = Receiver::start().await;
    let setup = Setup::new(engine).await;
    let trusted = receiver.trusted_in(setup.database().directory());
    let server = setup.calling(&trusted).start().await;
    (World::of(&server), receiver)
}

/// Makes a stream to a path of the receiver, and gives its id.
pub async fn stream(world: &World, receiver: &Receiver, path: &str, more: Value) -> String {
    let mut sink = json!({ "httpEndpoint": receiver.url(path), "httpContentFormat": "JSONLINES" });
    let mut body = json!({ "name": path, "type": "http" });
    for (key, value) in more.as_object().expect("an object") {
        match key.starts_with("http") {
            true => sink[key] = value.clone(),
            false => body[key] = value.clone(),
        }
    }
    body["sink"] = sink;
    let made = world.manage(Method::POST, "/api/v2/log-streams", Some(body));
    let made = made.await.expect(200).json();
    assert_eq!(made["status"], "active");
    text(&made, "id")
}

pub async fn patch(world: &World, id: &str, body: Value) -> Value {
    let path = format!("/api/v2/log-streams/{id}");
    world
        .manage(Method::PATCH, &path, Some(body))
        .await
        .expect(200)
        .json()
}

/// One login, right or wrong: one event.
pub async fn log_in(world: &World) {
    world.password("native-static", &[]).await.expect(200);
}

/// The log ids of records, in the order in which they came.
pub fn ids(records: &[Value]) -> Vec<String> {
    records.iter().map(|one| text(one, "log_id")).collect()
}

/// The ids of everything that the server has logged.
pub async fn logged(world: &World) -> BTreeSet<String> {
    let path = "/api/v2/logs?per_page=100&sort=date:1";
    let events = world.manage(Method::GET, path, None).await.expect(200);
    let events = events.json();
    let events = events.as_array().expect("an array");
    assert!(events.len() < 100, "more than a page");
    events.iter().map(|event| text(event, "log_id")).collect()
}

async fn events_arrive_in_three_formats_with_the_headers_of_the_sink(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    stream(&world, &receiver, "/lines", json!({})).await;
    let custom = json!({ "httpContentFormat": "JSONARRAY", "httpAuthorization": "Splunk hush=hush",
        "httpContentType": "application/x-logs",
        "httpCustomHeaders": [{ "header": "X-Tenant", "value": "mine" }, { "header": "X-Other", "value": "a b" }] });
    stream(&world, &receiver, "/array", custom).await;
    let object = json!({ "httpContentFormat": "JSONOBJECT" });
    stream(&world, &receiver, "/object", object).await;
    for _ in 0..5 {
        log_in(&world).await;
    }
    let records = |path: &str| -> Vec<Value> {
        let received = receiver.received();
        let bodies = received.iter().filter(|one| one.path == path);
        let parsed = bodies.map(|one| serde_json::from_str::<Value>(&one.body).expect("JSON"));
        let all = parsed.flat_map(|body| match path {
            "/array" => body.as_array().expect("an array").clone(),
            _ => body["logs"].as_array().expect("an array").clone(),
        });
        all.collect()
    };
    let logins = |records: Vec<Value>| {
        let is_login = |one: &Value| one["data"]["type"] == "sepft";
        records.into_iter().filter(is_login).collect::<Vec<_>>()
    };
    receiver
        .until("five logins at each", |receiver| {
            [
                receiver.taken("/lines"),
                records("/array"),
                records("/object"),
            ]
            .into_iter()
            .all(|all| logins(all).len() == 5)
        })
        .await;
    let lines = logins(receiver.taken("/lines"));
    assert_eq!(lines, logins(records("/array")));
    assert_eq!(lines, logins(records("/object")));
    for record in &lines {
        let path = format!("/api/v2/logs/{}", text(record, "log_id"));
        let mut event = world
            .manage(Method::GET, &path, None)
            .await
            .expect(200)
            .json();
        event
            .as_object_mut()
            .expect("an object")
            .shift_remove("_id");
        assert_eq!(record, &json!({ "log_id": event["log_id"], "data": event }));
    }
    for received in receiver.received() {
        let header = |name: &str| {
            received
                .headers
                .get(name)
                .map(|v| v.to_str().expect("ASCII"))
        };
        let expected = match received.path.as_str() {
            "/array" => [
                Some("application/x-logs"),
                Some("Splunk hush=hush"),
                Some("mine"),
                Some("a b"),
            ],
            _ => [Some("application/json"), None, None, None],
        };
        let names = ["content-type", "authorization", "x-tenant", "x-other"];
        assert_eq!(names.map(header), expected, "{received:#?}");
    }
    assert!(!world.server.log().contains("hush"));
}

async fn filters_and_personal_data(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    let only = |names: &[&str]| -> Value {
        names
            .iter()
            .map(|name| json!({ "type": "category", "name": name }))
            .collect()
    };
    let fails = only(&["auth.login.fail"]);
    let masked = json!({ "log_fields": ["username"], "method": "mask" });
    stream(
        &world,
        &receiver,
        "/fails",
        json!({ "filters": fails.clone(), "pii_config": masked }),
    )
    .await;
    let hashed = json!({ "log_fields": ["username", "email"] });
    let exchanges = only(&["auth.token_exchange.success", "auth.login.fail"]);
    stream(
        &world,
        &receiver,
        "/both",
        json!({ "filters": exchanges, "pii_config": hashed }),
    )
    .await;
    stream(&world, &receiver, "/all", json!({ "filters": [] })).await;
    log_in(&world).await;
    let wrong = [("password", "wrong")];
    world.password("native-static", &wrong).await.expect(403);
    log_in(&world).await;
    receiver
        .until("everything", |receiver| {
            let types = |path| -> Vec<String> {
                let records = receiver.taken(path);
                records
                    .iter()
                    .map(|one| text(&one["data"], "type"))
                    .collect()
            };
            let ours = |types: Vec<String>| -> Vec<String> {
                types
                    .into_iter()
                    .filter(|one| one == "sepft" || one == "fp")
                    .collect()
            };
            types("/fails") == ["fp"]
                && ours(types("/both")) == ["sepft", "fp", "sepft"]
                && ours(types("/all")) == ["sepft", "fp", "sepft"]
        })
        .await;
    let others = receiver.taken("/both");
    let others = others.iter().map(|one| text(&one["data"], "type"));
    let allowed = ["sepft", "fp", "seccft"];
    assert!(
        others
            .into_iter()
            .all(|one| allowed.contains(&one.as_str()))
    );
    let of = |path: &str, kind: &str| {
        let found = receiver.taken(path).into_iter();
        let mut found = found.filter(|one| one["data"]["type"] == kind);
        found.next().expect("one")["data"].clone()
    };
    let (masked, plain) = (of("/fails", "fp"), of("/all", "fp"));
    assert_eq!(masked["user_name"], "********");
    assert_eq!(plain["user_name"], world.email);
    let hashed = text(&of("/both", "sepft"), "user_name");
    assert!(
        hashed.len() == 16 && hashed.bytes().all(|b| b.is_ascii_hexdigit()),
        "{hashed}"
    );
    assert_eq!(
        hashed,
        text(&of("/both", "fp"), "user_name"),
        "the same value is the same hash"
    );
    let received = receiver.received();
    let mut shown = received.iter().filter(|one| one.path == "/both");
    assert!(shown.all(|one| !one.body.contains(&world.email)));
}

async fn a_paused_stream_goes_on_where_it_was(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    let id = stream(&world, &receiver, "/in", json!({})).await;
    log_in(&world).await;
    receiver
        .until("a login", |r| {
            r.taken("/in")
                .iter()
                .any(|one| one["data"]["type"] == "sepft")
        })
        .await;
    assert_eq!(
        patch(&world, &id, json!({ "status": "paused" })).await["status"],
        "paused"
    );
    // An attempt may have been under way.
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    let before = receiver.taken("/in").len();
    for _ in 0..3 {
        log_in(&world).await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(1_300)).await;
    assert_eq!(receiver.taken("/in").len(), before, "nothing while paused");
    assert_eq!(
        patch(&world, &id, json!({ "status": "active" })).await["status"],
        "active"
    );
    let is_login = |one: &&Value| one["data"]["type"] == "sepft";
    receiver
        .until("the others", |r| {
            r.taken("/in").iter().filter(is_login).count() == 4
        })
        .await;
    let ids = ids(&receiver.taken("/in"));
    assert_eq!(
        ids.iter().collect::<BTreeSet<_>>().len(),
        ids.len(),
        "each once"
    );
    world
        .manage(Method::DELETE, &format!("/api/v2/log-streams/{id}"), None)
        .await
        .expect(204);
    let before = receiver.taken("/in").len();
    log_in(&world).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_300)).await;
    assert!(
        receiver.taken("/in").len() <= before + 1,
        "nothing for a stream that is gone"
    );
}

async fn a_stream_starts_from_an_instant(engine: Engine) {
    let (world, receiver) = with_receiver(engine).await;
    world.freeze("2031-05-06T07:00:00Z").await;
    log_in(&world).await;
    world.freeze("2031-05-06T08:00:00Z").await;
    log_in(&world).await;
    world.freeze("2031-05-06T09:00:00Z").await;
    for (path, more) in [
        ("/now", json!({})),
        ("/before", json!({ "startFrom": "2031-05-06T08:00:00Z" })),
        ("/later", json!({ "startFrom": "2031-05-06T10:00:00.000Z" })),
    ] {
        stream(&world, &receiver, path, more).await;
    }
    log_in(&world).await;
    world.freeze("2031-05-06T10:00:00Z").await;
    log_in(&world).await;
    let dates = |path: &str| -> Vec<String> {
        let records = receiver.taken(path).into_iter();
        let logins = records.filter(|one| one["data"]["type"] == "sepft");
        logins
            .map(|one| text(&one["data"], "date")[11..13].to_owned())
            .collect()
    };
    receiver
        .until("each from its start", |_| {
            dates("/now") == ["09", "10"]
                && dates("/before") == ["08", "09", "10"]
                && dates("/later") == ["10"]
        })
        .await;
}

async fn a_private_address_is_called_only_where_the_operator_allows_it(engine: Engine) {
    let receiver = Receiver::start().await;
    let setup = Setup::new(engine).await;
    let trusted = receiver.trusted_in(setup.database().directory());
    let setup = setup.calling(&trusted);
    let strict = setup
        .clone()
        .set("ACTIONS__ALLOW_PRIVATE_ADDRESSES", "false");
    let server = strict.start().await;
    let world = World::of(&server);
    let id = stream(&world, &receiver, "/in", json!({})).await;
    let failed = format!("footbridge_log_stream_failed_total{{stream=\"{id}\"}}");
    log_in(&world).await;
    counted(&world, &failed, 1.0).await;
    assert_eq!(receiver.received().len(), 0);
    assert!(
        server.log().contains("not a public one"),
        "{}",
        server.log()
    );
    server.signal("TERM");
    assert_eq!(server.exit_code().await, Some(0));
    let world = World::of(&setup.start().await);
    // The wait after the failures goes by the test clock.
    world.advance("10m").await;
    let expected = logged(&world).await;
    receiver
        .until("all of it", |r| !r.taken("/in").is_empty())
        .await;
    let ids: BTreeSet<_> = ids(&receiver.taken("/in")).into_iter().collect();
    assert!(ids.len() > 1 && ids.is_subset(&expected));
    let delivered = format!("footbridge_log_stream_delivered_total{{stream=\"{id}\"}}");
    counted(&world, &delivered, 2.0).await;
}

/// Waits until so many were counted.
pub async fn counted(world: &World, name: &str, least: f64) {
    for _ in 0..600 {
        if metric(world, name).await >= least {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{name} stays below {least}");
}

/// A figure of `/metrics`; 0 where there is none.
pub async fn metric(world: &World, name: &str) -> f64 {
    let url = format!("{}metrics", world.issuer());
    let text = reqwest::get(url).await.expect("an answer").text().await;
    let text = text.expect("a text");
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.map_or(0.0, |figure| figure.trim().parse().expect("a number"))
}

/// The same database, another process.
pub async fn second(world: &World) -> World {
    let issuer = world.issuer().to_owned();
    let setup = world.server.setup().clone().set("ISSUER", &issuer);
    let server: Arc<_> = setup.start().await;
    world.asking(&server)
}
