//! What a user's own Management token opens: themselves, and nobody else, whatever is sent. The table of routes is complete:
//! a unit test compares it with the server's own.

use std::collections::BTreeMap;

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::harness::*;

on_both_engines! {
    every_route_of_the_current_user_stays_with_that_user,
    only_a_fresh_id_token_of_the_same_application_links,
    a_clients_token_has_no_scope_of_the_current_user,
}

#[derive(Deserialize)]
struct Table {
    scopes: Vec<String>,
    routes: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    method: String,
    path: String,
    /// The one scope of a user that opens it.
    scope: String,
    status: u16,
    #[serde(default)]
    may_send: Vec<String>,
    /// Every member of the body, each with a value.
    #[serde(default)]
    members: Map<String, Value>,
}

fn table() -> Table {
    serde_json::from_str(include_str!("../../facts/current-user-routes.json"))
        .expect("our own file")
}

async fn tokens(of: &World, client: &str, scope: &str) -> Value {
    let audience = format!("{}api/v2/", of.issuer());
    let more = [("audience", audience.as_str()), ("scope", scope)];
    of.password(client, &more).await.expect(200).json()
}

async fn token(of: &World, scope: &str) -> String {
    text(&tokens(of, "native", scope).await, "access_token")
}

/// The account less what every login counts.
/// An account whose address its user has proved.
async fn verified(world: &World, name: &str) -> World {
    let account = world.account(name).await;
    let path = account.user_path().await;
    let body = json!({ "email_verified": true });
    world
        .manage(Method::PATCH, &path, Some(body))
        .await
        .expect(200);
    account
}

async fn profile(of: &World) -> Value {
    let mut user = of.profile().await;
    for counted in ["last_login", "logins_count", "updated_at", "last_ip"] {
        user.as_object_mut().map(|user| user.remove(counted));
    }
    user
}

async fn link(world: &World, one: &World, other: &World) {
    let path = format!("/api/v2/users/{}/identities", one.user_id().await);
    let other = other.user_id().await;
    let bare = other.strip_prefix("auth0|").expect("a database's user");
    let body = json!({ "provider": "auth0", "user_id": bare });
    world
        .manage(Method::POST, &path, Some(body))
        .await
        .expect(201);
}

/// What stands for the table's `{names}`.
type Names = BTreeMap<&'static str, String>;

fn filled(template: &str, names: &Names) -> String {
    let mut text = template.to_owned();
    for (name, value) in names {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// Somebody who calls with a token of theirs.
struct Caller<'a> {
    world: &'a World,
    token: String,
}

impl Caller<'_> {
    /// As JSON and, where every value is a string, as a form.
    async fn send(&self, row: &Row, path: &str, body: Option<&Value>, as_form: bool) -> Answer {
        let method = row.method.parse().expect("a method");
        let path = format!("/api/v2{path}");
        let request = self
            .world
            .http
            .request(method, &path)
            .bearer_auth(&self.token);
        let request = match body {
            Some(body) if as_form => request.form(body),
            Some(body) => request.json(body),
            None => request,
        };
        self.world.http.send(request).await
    }

    /// Every form of it is answered with this status.
    async fn is_answered(&self, row: &Row, path: &str, body: Option<&Value>, status: u16) {
        self.send(row, path, body, false).await.expect(status);
        let is_form = |body: &Value| {
            body.as_object()
                .is_some_and(|b| b.values().all(Value::is_string))
        };
        if body.is_some_and(is_form) {
            self.send(row, path, body, true).await.expect(status);
        }
    }
}

fn body(row: &Row, members: &[&String], names: &Names) -> Value {
    let value = |name: &String| match &row.members[name] {
        Value::String(template) => filled(template, names).into(),
        other => other.clone(),
    };
    let members = members.iter().map(|name| ((*name).clone(), value(name)));
    Value::Object(members.collect())
}

/// Each member by itself, each beside what may be sent, each with those before it, and all at once.
fn bodies(row: &Row, names: &Names) -> Vec<Option<Value>> {
    let all: Vec<&String> = row.members.keys().collect();
    let permitted: Vec<&String> = row.may_send.iter().collect();
    let others: Vec<&String> = all
        .iter()
        .copied()
        .filter(|name| !permitted.contains(name))
        .collect();
    if all.is_empty() {
        return vec![None];
    }
    let alone = all.iter().map(|name| vec![*name]);
    let beside = all
        .iter()
        .map(|name| [permitted.as_slice(), &[*name]].concat());
    let together = (2..=others.len()).map(|length| others[..length].to_vec());
    let forms = alone.chain(beside).chain(together).chain([all.clone()]);
    forms
        .map(|members| Some(body(row, &members, names)))
        .collect()
}

fn is_permitted(row: &Row, body: Option<&Value>) -> bool {
    let members = body.and_then(Value::as_object);
    members.is_none_or(|members| members.keys().all(|name| row.may_send.contains(name)))
}

/// What a scope alone opens of a route: of the caller's own, and of another's.
async fn walk(caller: &Caller<'_>, row: &Row, scope: &str, (own, other): (&Names, &Names)) {
    let is_open = scope == row.scope;
    let (own_path, other_path) = (filled(&row.path, own), filled(&row.path, other));
    for body in bodies(row, other) {
        let body = body.as_ref();
        if other_path != own_path {
            // A device credential of another's is as good as not there.
            let is_device = row.path.starts_with("/device-credentials");
            let status = if is_open && is_device { 204 } else { 403 };
            caller.is_answered(row, &other_path, body, status).await;
        }
        if !is_open || !is_permitted(row, body) {
            caller.is_answered(row, &own_path, body, 403).await;
        }
    }
    if is_open {
        let permitted: Vec<&String> = row.may_send.iter().collect();
        let body = (!permitted.is_empty()).then(|| body(row, &permitted, own));
        let done = caller.send(row, &own_path, body.as_ref(), false).await;
        done.expect(row.status);
    }
}

async fn every_route_of_the_current_user_stays_with_that_user(engine: Engine) {
    let world = World::shared(engine).await;
    let (attacker, second) = (
        verified(&world, "mallory").await,
        verified(&world, "second").await,
    );
    let (victim, linked) = (world.account("victim").await, world.account("linked").await);
    let table = table();
    let second_id = second.user_id().await;
    let linked_id = linked.user_id().await;
    link(&world, &victim, &linked).await;
    let (own_key, victims_key) = (register(&attacker).await, register(&victim).await);
    let connections = world.manage(Method::GET, "/api/v2/connections", None).await;
    let connection = text(&connections.expect(200).json()[0], "id");
    let names = async |id: String, identity: &str, whose: &World, key: &str| -> (Names, Names) {
        let common = BTreeMap::from([
            ("provider", "auth0".to_owned()),
            ("user_id", identity.replace("auth0|", "")),
            ("connection", connection.clone()),
            ("victim", id_of(&victim).await),
            (
                "id_token",
                text(&tokens(whose, "native", "openid").await, "id_token"),
            ),
        ]);
        let with = |id: &str| {
            let mut names = common.clone();
            names.insert("id", id.to_owned());
            names
        };
        (with(&id.replace('|', "%7C")), with(key))
    };
    let (own, own_device) = names(attacker.user_id().await, &second_id, &second, &own_key).await;
    let (other, other_device) =
        names(victim.user_id().await, &linked_id, &victim, &victims_key).await;
    let before = (profile(&victim).await, profile(&attacker).await);
    for scope in &table.scopes {
        let token = token(&attacker, scope).await;
        let caller = Caller {
            world: &world,
            token,
        };
        for row in &table.routes {
            let names = match row.path.starts_with("/device-credentials") {
                true => (&own_device, &other_device),
                false => (&own, &other),
            };
            walk(&caller, row, scope, names).await;
        }
    }
    // The victim is who they were, and the attacker is but what they may make themselves.
    assert_eq!(profile(&victim).await, before.0);
    let mut after = profile(&attacker).await;
    assert_eq!(after["user_metadata"]["theme"], "dark");
    after
        .as_object_mut()
        .map(|after| after.remove("user_metadata"));
    assert_eq!(after, before.1);
    assert_eq!(subject(&victim).await, json!(victim.user_id().await));
    assert_eq!(subject(&linked).await, json!(victim.user_id().await));
    assert_eq!(subject(&second).await, json!(second_id));
    let keys = |of: &str| format!("/api/v2/device-credentials?type=public_key&user_id={of}");
    let keys = world
        .manage(Method::GET, &keys(&victim.user_id().await), None)
        .await;
    assert_eq!(keys.expect(200).json()[0]["id"], victims_key);
}

async fn id_of(of: &World) -> String {
    of.user_id().await.replace("auth0|", "")
}

/// A key of a device of this account.
async fn register(of: &World) -> String {
    let device = format!("00000000-0000-4000-8000-{:012x}", of.email.len());
    let body = json!({ "device_name": "A phone", "type": "public_key", "value": "AAAA", "device_id": device });
    let token = token(of, "create:current_user_device_credentials").await;
    let request = of.http.request(Method::POST, "/api/v2/device-credentials");
    let made = of.http.send(request.bearer_auth(token).json(&body)).await;
    text(&made.expect(201).json(), "id")
}

async fn subject(of: &World) -> Value {
    let tokens = of.password("native", &[]).await.expect(200).json();
    let claims = of.userinfo(&text(&tokens, "access_token")).await;
    claims.expect(200).json()["sub"].clone()
}

async fn only_a_fresh_id_token_of_the_same_application_links(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2026-11-21T12:00:00Z").await;
    let (attacker, victim) = (
        verified(&world, "mallory").await,
        verified(&world, "victim").await,
    );
    let old = tokens(&victim, "native", "openid").await;
    world.advance("10h").await;
    let token = token(&attacker, "openid update:current_user_identities").await;
    let path = format!("/api/v2/users/{}/identities", attacker.user_id().await);
    let send = async |body: Value| {
        let request = world.http.request(Method::POST, &path);
        world
            .http
            .send(request.bearer_auth(&token).json(&body))
            .await
    };
    let link = async |with: &Value| send(json!({ "link_with": with })).await;
    let fresh = tokens(&victim, "native", "openid").await;
    let good = text(&fresh, "id_token");
    let parts: Vec<&str> = good.split('.').collect();
    let own = tokens(&attacker, "native", "openid").await;
    let own_parts = text(&own, "id_token");
    let own_signature = own_parts.rsplit('.').next().unwrap_or_default();
    // `{"alg":"none"}`
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", parts[1]);
    let elsewhere = World::own(Engine::Sqlite).await;
    elsewhere.freeze("2026-11-21T22:00:00Z").await;
    let foreign = elsewhere.password("native", &[]).await.expect(200).json();
    let invalid = "Invalid token (link_with).";
    let audience =
        "JWT (link_with) must have an aud claim that matches that of the calling token's azp.";
    for (what, with, message) in [
        ("an expired one", &old["id_token"], invalid),
        (
            "an access token for the API",
            &fresh["access_token"],
            invalid,
        ),
        ("one of another issuer", &foreign["id_token"], invalid),
        ("one that is not signed", &json!(unsigned), invalid),
        (
            "one with another's signature",
            &json!(format!("{}.{}.{own_signature}", parts[0], parts[1])),
            invalid,
        ),
        (
            "one for another application",
            &tokens(&victim, "native-leeway", "openid").await["id_token"],
            audience,
        ),
        (
            "the caller's own",
            &own["id_token"],
            "Main identity and the new one are the same.",
        ),
    ] {
        let refused = link(with).await.expect(400).json();
        assert_eq!(refused["message"], message, "{what}");
    }
    for members in [
        json!({ "link_with": good, "provider": "auth0" }),
        json!({ "link_with": good, "user_id": victim.user_id().await }),
        json!({ "provider": "auth0", "user_id": victim.user_id().await }),
    ] {
        let refused = send(members).await.expect(403).json();
        assert_eq!(
            refused["message"],
            "Insufficient scope, expected any of: update:users"
        );
    }
    assert_eq!(subject(&victim).await, json!(victim.user_id().await));
    link(&json!(good)).await.expect(201);
    assert_eq!(subject(&victim).await, json!(attacker.user_id().await));
    // Once it is linked, its token links it nowhere else.
    let third = verified(&world, "third").await;
    let path = format!("/api/v2/users/{}/identities", third.user_id().await);
    let request = world.http.request(Method::POST, &path);
    let token = self::token(&third, "update:current_user_identities").await;
    let body = json!({ "link_with": good });
    let refused = world
        .http
        .send(request.bearer_auth(token).json(&body))
        .await;
    assert_eq!(
        refused.expect(400).json()["message"],
        "Linking to an inexistent identity is not allowed."
    );
}

async fn a_clients_token_has_no_scope_of_the_current_user(engine: Engine) {
    let world = World::shared(engine).await;
    let victim = world.account("victim").await;
    let names: Names = BTreeMap::from([
        ("id", victim.user_id().await.replace('|', "%7C")),
        ("provider", "auth0".to_owned()),
        ("user_id", "x".to_owned()),
    ]);
    let audience = format!("{}api/v2/", world.issuer());
    let Table { scopes, routes } = table();
    let form = [
        ("grant_type", "client_credentials"),
        ("audience", &audience),
        ("scope", &scopes.join(" ")),
    ];
    let token = text(
        &world.token("machine", &form).await.expect(200).json(),
        "access_token",
    );
    let caller = Caller {
        world: &world,
        token,
    };
    let before = profile(&victim).await;
    for row in &routes {
        let path = filled(&row.path, &names);
        for body in bodies(row, &names) {
            caller.is_answered(row, &path, body.as_ref(), 403).await;
        }
    }
    assert_eq!(profile(&victim).await, before);
}
