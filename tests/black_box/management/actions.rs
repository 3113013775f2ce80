//! Actions by the Management API: drafts, versions, bindings and secrets. The properties of the answers are those that
//! were recorded from Auth0.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{self, *};

on_both_engines! {
    an_action_is_written_deployed_and_deleted,
    secrets_are_kept_and_shown_to_nobody,
    versions_are_kept_and_come_back,
    bindings_order_what_is_deployed,
    pages_end_where_clients_expect_it,
    writes_that_ask_for_too_much_are_refused,
    names_belong_to_one,
}

const CODE: &str = "exports.onExecutePostLogin = async (event, api) => {};";
const CREATED: &[&str] = &[
    "id",
    "name",
    "supported_triggers",
    "created_at",
    "updated_at",
    "code",
    "dependencies",
    "runtime",
    "status",
    "secrets",
    "all_changes_deployed",
];
const DEPLOYED: &[&str] = &[
    "id",
    "name",
    "supported_triggers",
    "created_at",
    "updated_at",
    "code",
    "dependencies",
    "runtime",
    "status",
    "secrets",
    "current_version",
    "deployed_version",
    "all_changes_deployed",
];
const CURRENT_VERSION: &[&str] = &[
    "id",
    "code",
    "runtime",
    "status",
    "number",
    "build_time",
    "created_at",
    "updated_at",
];
const DEPLOYED_VERSION: &[&str] = &[
    "code",
    "dependencies",
    "id",
    "deployed",
    "number",
    "built_at",
    "secrets",
    "status",
    "created_at",
    "updated_at",
    "runtime",
    "supported_triggers",
];
const NEW_VERSION: &[&str] = &[
    "code",
    "dependencies",
    "id",
    "deployed",
    "number",
    "secrets",
    "status",
    "created_at",
    "updated_at",
    "runtime",
    "supported_triggers",
    "action",
];
const BINDING: &[&str] = &[
    "id",
    "trigger_id",
    "action",
    "created_at",
    "updated_at",
    "display_name",
];

async fn call(world: &World, method: Method, path: &str, body: Value) -> Answer {
    harness::call(world, method, &format!("/actions{path}"), body).await
}

async fn get(world: &World, path: &str) -> Value {
    call(world, Method::GET, path, Value::Null)
        .await
        .expect(200)
        .json()
}

async fn create(world: &World, body: Value) -> Value {
    call(world, Method::POST, "/actions", body)
        .await
        .expect(201)
        .json()
}

async fn deployed(world: &World, name: &str) -> String {
    let body = json!({ "name": name, "supported_triggers": [{ "id": "post-login", "version": "v3" }], "code": CODE });
    let id = text(&create(world, body).await, "id");
    call(
        world,
        Method::POST,
        &format!("/actions/{id}/deploy"),
        Value::Null,
    )
    .await
    .expect(200);
    id
}

#[track_caller]
fn keys(value: &Value) -> Vec<&str> {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object but {value}"));
    object.keys().map(String::as_str).collect()
}

async fn an_action_is_written_deployed_and_deleted(engine: Engine) {
    let world = World::own(engine).await;
    let body = json!({ "name": "Mine", "supported_triggers": [{ "id": "post-login", "version": "v3" }], "code": CODE });
    let made = create(&world, body).await;
    assert_eq!(keys(&made), CREATED);
    assert_eq!(
        (
            &made["status"],
            &made["runtime"],
            &made["dependencies"],
            &made["secrets"]
        ),
        (&json!("pending"), &json!("node22"), &json!([]), &json!([]))
    );
    let path = format!("/actions/{}", text(&made, "id"));
    let read = get(&world, &path).await;
    assert_eq!(read["status"], "built");
    let version = call(&world, Method::POST, &format!("{path}/deploy"), Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(keys(&version), NEW_VERSION);
    assert_eq!(
        (&version["number"], &version["deployed"], &version["status"]),
        (&json!(1), &json!(false), &json!("built"))
    );
    let read = get(&world, &path).await;
    assert_eq!(keys(&read), DEPLOYED);
    assert_eq!(keys(&read["current_version"]), CURRENT_VERSION);
    assert_eq!(keys(&read["deployed_version"]), DEPLOYED_VERSION);
    assert_eq!(read["deployed_version"]["id"], version["id"]);
    assert_eq!(
        (
            &read["deployed_version"]["deployed"],
            &read["all_changes_deployed"]
        ),
        (&json!(true), &json!(true))
    );

    let again = call(&world, Method::POST, &format!("{path}/deploy"), Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(
        again["id"], version["id"],
        "what is deployed is not deployed again"
    );
    assert_eq!(get(&world, &path).await, read);

    let patch = json!({ "code": "exports.onExecutePostLogin = async () => {};", "runtime": "node18-actions" });
    let patched = call(&world, Method::PATCH, &path, patch.clone())
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&patched["status"], &patched["all_changes_deployed"]),
        (&json!("pending"), &json!(false))
    );
    assert_eq!(patched["deployed_version"]["code"], CODE);
    let before = get(&world, &path).await;
    call(&world, Method::PATCH, &path, patch).await.expect(200);
    assert_eq!(
        get(&world, &path).await,
        before,
        "the same again changes nothing"
    );

    let entry = &world
        .manage(Method::GET, "/api/v2/logs?q=type:sapi&sort=date:-1", None)
        .await
        .expect(200)
        .json()[0];
    assert_eq!(entry["description"], "Update an action");
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    for method in [Method::GET, Method::DELETE] {
        let gone = call(&world, method, &path, Value::Null)
            .await
            .expect(404)
            .json();
        let expected = json!({ "statusCode": 404, "error": "Not Found", "message": "That action does not exist." });
        assert_eq!(gone, expected);
    }
    let execution = call(&world, Method::GET, "/executions/none", Value::Null)
        .await
        .expect(404)
        .json();
    assert_eq!(execution["message"], "That execution does not exist.");
}

async fn secrets_are_kept_and_shown_to_nobody(engine: Engine) {
    let world = World::own(engine).await;
    let hush = "a-secret-that-must-not-be-shown";
    let body = json!({ "name": "Keeper", "supported_triggers": [{ "id": "post-login" }],
        "secrets": [{ "name": "KEY", "value": hush }] });
    let made = create(&world, body).await;
    assert_eq!(keys(&made["secrets"][0]), ["name", "updated_at"]);
    assert_eq!(
        made["supported_triggers"],
        json!([{ "id": "post-login", "version": "v3" }])
    );
    let path = format!("/actions/{}", text(&made, "id"));
    call(&world, Method::POST, &format!("{path}/deploy"), Value::Null)
        .await
        .expect(200);
    let renamed = json!({ "secrets": [{ "name": "OTHER", "value": "x" }, { "name": "KEY" }] });
    let patched = call(&world, Method::PATCH, &path, renamed)
        .await
        .expect(200)
        .json();
    let named: Vec<_> = patched["secrets"]
        .as_array()
        .expect("secrets")
        .iter()
        .map(|s| &s["name"])
        .collect();
    assert_eq!(named, ["KEY", "OTHER"]);
    assert_eq!(
        patched["secrets"][0], made["secrets"][0],
        "a secret without a value is left alone"
    );
    let logs = world
        .manage(Method::GET, "/api/v2/logs?per_page=100", None)
        .await
        .expect(200)
        .body;
    let everything = [
        get(&world, &path).await,
        get(&world, "/actions").await,
        get(&world, &format!("{path}/versions")).await,
    ];
    assert!(
        !logs.contains(hush)
            && everything
                .iter()
                .all(|shown| !shown.to_string().contains(hush))
    );
}

async fn versions_are_kept_and_come_back(engine: Engine) {
    let world = World::own(engine).await;
    let id = deployed(&world, "Versioned").await;
    let path = format!("/actions/{id}");
    let second = json!({ "code": "// the second" });
    call(&world, Method::PATCH, &path, second).await.expect(200);
    call(&world, Method::POST, &format!("{path}/deploy"), Value::Null)
        .await
        .expect(200);
    let list = get(&world, &format!("{path}/versions")).await;
    assert_eq!(keys(&list), ["versions", "total", "per_page"]);
    let shown = |list: &Value| -> Vec<Value> {
        let versions = list["versions"].as_array().expect("versions").iter();
        versions
            .map(|v| json!([v["number"], v["deployed"], v["code"]]))
            .collect()
    };
    assert_eq!(
        shown(&list),
        [json!([2, true, "// the second"]), json!([1, false, CODE])]
    );
    let first = text(&list["versions"][1], "id");
    let one = get(&world, &format!("{path}/versions/{first}")).await;
    assert_eq!(one, list["versions"][1]);
    let back = format!("{path}/versions/{first}/deploy");
    let version = call(&world, Method::POST, &back, Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&version["number"], &version["code"]),
        (&json!(3), &json!(CODE))
    );
    let read = get(&world, &path).await;
    assert_eq!(
        (&read["code"], &read["deployed_version"]["code"]),
        (&json!("// the second"), &json!(CODE))
    );
    assert_eq!(read["all_changes_deployed"], false);
    call(&world, Method::POST, &back, json!({ "update_draft": true }))
        .await
        .expect(200);
    let read = get(&world, &path).await;
    assert_eq!(
        (&read["code"], &read["all_changes_deployed"]),
        (&json!(CODE), &json!(true))
    );
    call(&world, Method::POST, &back, json!({ "fantasy": true }))
        .await
        .expect(400);
    call(
        &world,
        Method::GET,
        &format!("{path}/versions/none"),
        Value::Null,
    )
    .await
    .expect(404);
    call(&world, Method::GET, "/actions/none/versions", Value::Null)
        .await
        .expect(404);
}

async fn bindings_order_what_is_deployed(engine: Engine) {
    let world = World::own(engine).await;
    let (one, other) = (deployed(&world, "Foo").await, deployed(&world, "Bar").await);
    let path = "/triggers/post-login/bindings";
    let bind = |first: &str, name: &str| {
        json!({ "bindings": [
            { "ref": { "type": "action_id", "value": first }, "display_name": "The first" },
            { "ref": { "type": "action_name", "value": name } },
        ] })
    };
    let bound = call(&world, Method::PATCH, path, bind(&one, "Bar"))
        .await
        .expect(200)
        .json();
    assert_eq!(keys(&bound), ["bindings"]);
    let first = &bound["bindings"][0];
    assert_eq!(keys(first), BINDING);
    assert_eq!(
        (&first["trigger_id"], &first["display_name"]),
        (&json!("post-login"), &json!("The first"))
    );
    let expected: Vec<&str> = DEPLOYED
        .iter()
        .copied()
        .filter(|key| !["code", "dependencies", "runtime", "status", "secrets"].contains(key))
        .collect();
    assert_eq!(keys(&first["action"]), expected);
    assert_eq!(bound["bindings"][1]["display_name"], "Bar");
    let read = get(&world, path).await;
    assert_eq!(keys(&read), ["bindings", "total", "per_page"]);
    assert_eq!(read["bindings"], bound["bindings"]);
    let again = call(&world, Method::PATCH, path, bind(&one, "Bar"))
        .await
        .expect(200)
        .json();
    assert_eq!(again, bound, "the same again is the same bindings");
    let turned = call(&world, Method::PATCH, path, bind(&other, "Foo"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        turned["bindings"][1]["id"], first["id"],
        "a binding that moves stays itself"
    );

    let delete = format!("/actions/{one}");
    let refused = call(&world, Method::DELETE, &delete, Value::Null)
        .await
        .expect(409)
        .json();
    assert_eq!(
        refused["message"],
        "Unable to delete an action bound to a trigger."
    );
    call(
        &world,
        Method::DELETE,
        &format!("{delete}?force=true"),
        Value::Null,
    )
    .await
    .expect(204);
    assert_eq!(get(&world, path).await["total"], 1);
    call(&world, Method::PATCH, path, json!({ "bindings": [] }))
        .await
        .expect(200);
    assert_eq!(
        get(&world, path).await,
        json!({ "bindings": [], "per_page": 50 })
    );

    let body = json!({ "name": "Draft", "supported_triggers": [{ "id": "post-login" }] });
    let draft = text(&create(&world, body).await, "id");
    for (trigger, reference, status) in [
        ("post-login", &draft, 400),
        ("credentials-exchange", &other, 400),
        ("post-login", &"none".to_owned(), 404),
        ("event-stream", &other, 403),
        ("send-phone-message", &other, 403),
        ("fantasy", &other, 400),
    ] {
        let body = json!({ "bindings": [{ "ref": { "type": "action_id", "value": reference } }] });
        call(
            &world,
            Method::PATCH,
            &format!("/triggers/{trigger}/bindings"),
            body,
        )
        .await
        .expect(status);
    }
    let twice = json!({ "bindings": [{ "ref": { "type": "action_id", "value": other } }, { "ref": { "type": "action_name", "value": "Bar" } }] });
    call(&world, Method::PATCH, path, twice).await.expect(400);
    let triggers = get(&world, "/triggers").await["triggers"].clone();
    let current = |t: &&Value| t["id"] == "post-login" && t["status"] == "CURRENT";
    let post_login = triggers
        .as_array()
        .expect("triggers")
        .iter()
        .find(current)
        .expect("one")
        .clone();
    assert_eq!(post_login["version"], "v3");
    assert_eq!(post_login["runtimes"], json!(["node18-actions", "node22"]));
}

async fn pages_end_where_clients_expect_it(engine: Engine) {
    let world = World::own(engine).await;
    assert_eq!(
        get(&world, "/actions?page=0&per_page=100").await,
        json!({ "actions": [], "per_page": 100 })
    );
    for number in 0..3 {
        deployed(&world, &format!("Action {number}")).await;
    }
    let first = get(&world, "/actions?page=0&per_page=2").await;
    assert_eq!(keys(&first), ["actions", "total", "per_page"]);
    assert_eq!(
        (&first["total"], first["actions"].as_array().map(Vec::len)),
        (&json!(3), Some(2))
    );
    let second = get(&world, "/actions?page=1&per_page=2").await;
    assert_eq!(keys(&second), ["actions", "total", "page", "per_page"]);
    assert_eq!(second["actions"][0]["name"], "Action 2");
    let past = get(&world, "/actions?page=2&per_page=2").await;
    assert_eq!(past, json!({ "actions": [], "page": 2, "per_page": 2 }));
    assert_eq!(
        get(&world, "/actions?actionName=Action%201").await["total"],
        1
    );
    assert_eq!(
        get(&world, "/actions?triggerId=credentials-exchange").await["actions"],
        json!([])
    );
    assert_eq!(
        get(&world, "/actions?deployed=false").await["actions"],
        json!([])
    );
    let totals = get(&world, "/actions?include_totals=true").await;
    assert_eq!(totals["total"], 3);
}

async fn writes_that_ask_for_too_much_are_refused(engine: Engine) {
    let world = World::own(engine).await;
    let named = |more: Value| {
        let mut body = json!({ "name": "Mine", "supported_triggers": [{ "id": "post-login" }] });
        body.as_object_mut()
            .expect("an object")
            .extend(more.as_object().cloned().unwrap_or_default());
        body
    };
    for (body, status) in [
        (json!({ "name": "Mine" }), 400),
        (named(json!({ "supported_triggers": [] })), 400),
        (
            named(json!({ "supported_triggers": [{ "id": "fantasy" }] })),
            400,
        ),
        (
            named(json!({ "supported_triggers": [{ "id": "post-login", "version": "v9" }] })),
            400,
        ),
        (named(json!({ "code": "x".repeat(102_401) })), 400),
        (named(json!({ "fantasy": 1 })), 400),
        (named(json!({ "runtime": "deno" })), 400),
        (
            named(
                json!({ "secrets": [{ "name": "A", "value": "1" }, { "name": "A", "value": "2" }] }),
            ),
            400,
        ),
        (named(json!({ "modules": [{ "module_id": "m" }] })), 403),
    ] {
        call(&world, Method::POST, "/actions", body)
            .await
            .expect(status);
    }
    let id = deployed(&world, "Mine").await;
    let path = format!("/actions/{id}");
    let other = json!({ "supported_triggers": [{ "id": "credentials-exchange" }] });
    call(&world, Method::PATCH, &path, other).await.expect(400);
}

async fn names_belong_to_one(engine: Engine) {
    let world = World::own(engine).await;
    deployed(&world, "One").await;
    let body =
        json!({ "name": "One", "supported_triggers": [{ "id": "post-login" }], "deploy": true });
    call(&world, Method::POST, "/actions", body)
        .await
        .expect(409);
    let body =
        json!({ "name": "Two", "supported_triggers": [{ "id": "post-login" }], "deploy": true });
    let two = create(&world, body).await;
    assert_eq!(keys(&two), DEPLOYED);
    assert_eq!(
        (
            &two["all_changes_deployed"],
            &two["current_version"]["number"]
        ),
        (&json!(true), &json!(1))
    );
    let path = format!("/actions/{}", text(&two, "id"));
    call(&world, Method::PATCH, &path, json!({ "name": "One" }))
        .await
        .expect(409);
    let renamed = call(&world, Method::PATCH, &path, json!({ "name": "Three" }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&renamed["name"], &renamed["all_changes_deployed"]),
        (&json!("Three"), &json!(true))
    );
}
