//! Every member of every body of the Management API is filled with a value of its own; what of them the tenant log, its
//! streams and a collector are told is what a log may show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::harness::collector::Collector;
use crate::harness::*;
use crate::logs::delivery::stream;

on_both_engines! {
    no_member_of_a_body_tells_a_secret,
}

static FACTS: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../facts/management-bodies.json");
    serde_json::from_str(text).expect("our own file is JSON")
});

/// What a member is called that opens something, runs, or is the applications' own.
const SECRETIVE: [&str; 21] = [
    "secret",
    "password",
    "token",
    "key",
    "pem",
    "cert",
    "assertion",
    "code",
    "hash",
    "ticket",
    "header",
    "metadata",
    "authorization",
    "link_with",
    "value",
    "html",
    "script",
    "body",
    "credentials",
    "endpoint",
    "sas",
];

/// Members that are called like that and are none.
const HARMLESS: [&str; 8] = [
    "acr_values_supported",
    "authorization_details_types",
    "custom_client_ip_header",
    "description",
    "passwordPolicy",
    "scopes[].value",
    "token_dialect",
    "token_endpoint_auth_method",
];

/// What an auditor looks for.
const WANTED: [(&str, &str); 12] = [
    ("POST /clients", "callbacks[]"),
    ("POST /clients", "name"),
    ("POST /clients", "grant_types[]"),
    (
        "PATCH /clients/{id}",
        "session_transfer.enforce_device_binding",
    ),
    (
        "PATCH /clients/{id}",
        "session_transfer.allowed_authentication_methods[]",
    ),
    ("PATCH /clients/{id}", "allowed_logout_urls[]"),
    ("POST /client-grants", "scope[]"),
    ("POST /client-grants", "audience"),
    ("POST /resource-servers", "scopes[].value"),
    ("POST /users", "email"),
    ("POST /users/{id}/identities", "user_id"),
    ("POST /users/{id}/roles", "roles[]"),
];

/// Canaries by what they are: a route's member.
#[derive(Default)]
struct Canaries(BTreeMap<String, (String, String)>);

impl Canaries {
    fn put(&mut self, route: &str, member: &str) -> String {
        let canary = format!("canary-{:06}-", self.0.len());
        self.0
            .insert(canary.clone(), (route.to_owned(), member.to_owned()));
        canary
    }

    /// What a text shows.
    fn found_in(&self, text: &str) -> BTreeSet<(&str, &str)> {
        let shown = text.match_indices("canary-").filter_map(|(at, _)| {
            let (route, member) = self.0.get(text.get(at..at + 14)?)?;
            Some((route.as_str(), member.as_str()))
        });
        shown.collect()
    }
}

/// Puts a string at a path; false where something of another kind is in its way.
fn put(at: &mut Value, path: &str, string: &str) -> bool {
    let (step, rest) = path
        .split_once('.')
        .map_or((path, None), |(step, rest)| (step, Some(rest)));
    let name = step.trim_end_matches("[]");
    let mut slot = at;
    if !name.is_empty() {
        if slot.is_null() {
            *slot = Map::new().into();
        }
        let Some(object) = slot.as_object_mut() else {
            return false;
        };
        slot = object.entry(name).or_insert(Value::Null);
    }
    for _ in 0..(step.len() - name.len()) / 2 {
        if slot.is_null() {
            *slot = json!([null]);
        }
        let Some(list) = slot.as_array_mut() else {
            return false;
        };
        slot = &mut list[0];
    }
    match rest {
        Some(rest) => put(slot, rest, string),
        None if slot.is_null() => {
            *slot = string.into();
            true
        }
        None => false,
    }
}

#[test]
fn paths_say_where_a_value_is() {
    let mut body = Value::Null;
    assert!(
        put(&mut body, "a.b[].c", "1")
            && put(&mut body, "a.b[].d", "2")
            && put(&mut body, "e[]", "3")
    );
    assert!(!put(&mut body, "a", "4") && !put(&mut body, "e[].f", "5"));
    assert_eq!(
        body,
        json!({"a": {"b": [{"c": "1", "d": "2"}]}, "e": ["3"]})
    );
    let mut list = Value::Null;
    assert!(put(&mut list, "[].a", "1"));
    assert_eq!(list, json!([{"a": "1"}]));
}

/// Bodies that have all members between them, and each misspelt.
fn bodies(route: &str, members: &Value, canaries: &mut Canaries) -> Vec<Value> {
    let mut bodies = vec![];
    let mut add = |member: &str, canary: &str| {
        let path = member.replace('*', "any_name");
        if !bodies.iter_mut().any(|body| put(body, &path, canary)) {
            let mut body = Value::Null;
            assert!(put(&mut body, &path, canary), "{route} {member}");
            bodies.push(body);
        }
    };
    for member in members
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
    {
        add(member, &canaries.put(route, member));
        let (bare, brackets) = member.split_at(member.trim_end_matches("[]").len());
        if !bare.is_empty() && !bare.ends_with('*') {
            let misspelt = format!("{bare}x{brackets}");
            add(&misspelt, &canaries.put(route, &misspelt));
        }
    }
    bodies
}

/// Every event of the tenant log.
pub async fn whole_log(world: &World) -> Vec<Value> {
    let (mut log, mut from) = (vec![], String::from("0"));
    // Asking for a page is an event, too: the last page is one that is not full.
    while log.len() % 100 == 0 {
        let path = format!("/api/v2/logs?from={from}&take=100");
        let page = world
            .manage(Method::GET, &path, None)
            .await
            .expect(200)
            .json();
        let page = page.as_array().expect("an array");
        from = text(page.last().expect("an event"), "log_id");
        log.extend(page.iter().cloned());
    }
    log
}

async fn no_member_of_a_body_tells_a_secret(engine: Engine) {
    let (collector, receiver) = (Collector::start().await, Receiver::start().await);
    let setup = Setup::new(engine)
        .await
        .set("OTLP__ENDPOINT", &collector.endpoint);
    let setup = setup
        .clone()
        .calling(&receiver.trusted_in(setup.database().directory()));
    let world = World::of(&setup.start().await);
    stream(&world, &receiver, "/in", json!({})).await;
    let token = world.management_token().await;
    let mut canaries = Canaries::default();
    for (route, members) in FACTS["bodies"].as_object().expect("an object") {
        let (method, path) = route.split_once(' ').expect("a method and a path");
        let path: Vec<&str> = path
            .split('/')
            .map(|part| if part.starts_with('{') { "an_id" } else { part })
            .collect();
        let path = format!("/api/v2{}", path.join("/"));
        for body in bodies(route, members, &mut canaries) {
            let method = Method::from_bytes(method.as_bytes()).expect("a method");
            let request = world
                .http
                .request(method, &path)
                .bearer_auth(&token)
                .json(&body);
            let answer = world.http.send(request).await;
            assert!(answer.status < 500, "{route}: {answer:#?}");
        }
    }
    world.password("native-static", &[]).await.expect(200);

    let told = Value::from(whole_log(&world).await).to_string();
    assert!(
        !told.contains("omitted"),
        "a body was too large to look into"
    );
    receiver
        .until("the last event", |receiver| {
            receiver
                .taken("/in")
                .iter()
                .any(|one| one["data"]["type"] == "sepft")
        })
        .await;
    world.server.signal("TERM");
    assert_eq!(world.server.exit_code().await, Some(0));
    let streamed: String = receiver
        .received()
        .iter()
        .map(|one| one.body.clone())
        .collect();

    let shown = canaries.found_in(&told);
    assert_eq!(
        canaries.found_in(&streamed),
        shown,
        "streams tell what the log tells"
    );
    assert_eq!(
        canaries.found_in(&collector.bodies()),
        shown,
        "so does the collector"
    );
    assert!(
        canaries.found_in(&world.server.log()).is_empty(),
        "the log lines tell nothing"
    );
    for wanted in WANTED {
        assert!(shown.contains(&wanted), "{wanted:?} is missing");
    }
    let known = |route: &str, member: &str| {
        let members = FACTS["bodies"][route].as_array().expect("a list");
        members.contains(&member.into())
    };
    let secretive = |member: &str| {
        let path = member.trim_end_matches("[]");
        let name = path.rsplit('.').next().expect("a name").to_lowercase();
        let is_harmless = HARMLESS.iter().any(|harmless| path.ends_with(harmless));
        SECRETIVE.iter().any(|word| name.contains(word)) && !is_harmless
    };
    let wrong: Vec<_> = shown
        .iter()
        .filter(|(r, m)| !known(r, m) || secretive(m))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
