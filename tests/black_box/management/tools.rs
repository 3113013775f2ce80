//! What the Auth0 CLI, Terraform's provider and the Deploy CLI send to the Management API, though no document of Auth0's
//! has it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    an_empty_runtime_is_the_default,
    every_list_takes_paging_and_fields,
    a_bare_list_is_cut_and_ends,
    a_mail_address_has_no_blocks_of_its_own,
    a_custom_domain_that_is_there_is_a_conflict,
    an_empty_login_route_is_none,
    credentials_keep_their_order,
    an_api_names_the_client_that_stands_for_it,
    a_flag_of_a_newer_schema_is_taken_while_it_is_off,
    a_grant_without_effect_is_told,
    bootstrap_makes_the_database_of_a_new_tenant,
}

const ANSWERS: &str = include_str!("../../facts/management-answers.json");

/// A name of this test's own.
fn named(world: &World, word: &str) -> String {
    format!("{word}-{}", world.ip.replace('.', "-"))
}

async fn an_empty_runtime_is_the_default(engine: Engine) {
    let world = World::shared(engine).await;
    let action = |name: &str, runtime: &str| {
        json!({ "name": named(&world, name), "runtime": runtime,
            "supported_triggers": [{ "id": "post-login", "version": "v3" }],
            "code": "exports.onExecutePostLogin = async () => {};" })
    };
    for (sent, kept) in [("", "node22"), ("node24", "node24"), ("node18", "node18")] {
        let body = action(&format!("runtime{sent}"), sent);
        let made = call(&world, Method::POST, "/actions/actions", body).await;
        let made = made.expect(201).json();
        assert_eq!(made["runtime"], kept);
        let path = format!("/actions/actions/{}", text(&made, "id"));
        let patch = json!({ "runtime": "" });
        let patched = call(&world, Method::PATCH, &path, patch).await.expect(200);
        assert_eq!(patched.json()["runtime"], kept);
    }
    let unknown = call(
        &world,
        Method::POST,
        "/actions/actions",
        action("u", "node99"),
    )
    .await;
    unknown.expect(400);
}

async fn every_list_takes_paging_and_fields(engine: Engine) {
    let world = World::shared(engine).await;
    let facts: Value = serde_json::from_str(ANSWERS).expect("our own file");
    let routes = facts["routes"].as_object().expect("routes").keys();
    let paths = routes.filter_map(|route| route.strip_prefix("GET "));
    let mut lists = 0;
    for path in paths.filter(|path| !path.contains('{')) {
        let needed = match path {
            "/user-blocks" => "?identifier=a@b.example",
            "/users-by-email" => "?email=a@b.example",
            _ => "",
        };
        let plain = call(&world, Method::GET, &format!("{path}{needed}"), Value::Null).await;
        if plain.status != 200 {
            continue;
        }
        lists += 1;
        let field = match path {
            "/clients" => "client_id",
            "/custom-domains" => "domain",
            "/emails/provider" => "name",
            "/logs" => "log_id",
            "/tenants/settings" => "flags",
            "/users" | "/users-by-email" => "user_id",
            _ => "id",
        };
        let start = if needed.is_empty() { "?" } else { "&" };
        for parameter in [
            "page=0",
            "per_page=5",
            "page=1&per_page=5&include_totals=true",
            "take=5",
            "include_fields=true",
            &format!("fields={field}&include_fields=true&per_page=5&include_totals=true"),
        ] {
            let asked = format!("{path}{needed}{start}{parameter}");
            let answer = call(&world, Method::GET, &asked, Value::Null).await;
            assert_eq!(answer.status, 200, "{asked}: {}", answer.body);
        }
        let fantasy = format!("{path}{needed}{start}fantasy=1");
        let fantasy = call(&world, Method::GET, &fantasy, Value::Null).await;
        assert_eq!(fantasy.status, 400, "{path}");
    }
    assert!(lists > 25, "{lists} lists");
}

async fn a_bare_list_is_cut_and_ends(engine: Engine) {
    let world = World::own(engine).await;
    for name in ["a", "b", "c"] {
        let body = json!({ "name": name, "type": "http",
            "sink": { "httpEndpoint": "https://logs.example/", "httpContentType": "application/json",
                "httpContentFormat": "JSONARRAY", "httpAuthorization": "Bearer x" } });
        call(&world, Method::POST, "/log-streams", body)
            .await
            .expect(200);
    }
    let length = async |query: &str| {
        let list = get(&world, &format!("/log-streams{query}")).await;
        list.as_array().map(Vec::len)
    };
    assert_eq!(length("").await, Some(3));
    assert_eq!(length("?per_page=50").await, Some(3));
    assert_eq!(length("?per_page=2&page=0").await, Some(2));
    assert_eq!(length("?per_page=2&page=1").await, Some(1));
    // Clients that page until nothing comes have to come to an end.
    assert_eq!(length("?per_page=2&page=2").await, Some(0));
    let names = get(&world, "/log-streams?fields=name").await;
    assert_eq!(names[0], json!({ "name": "a" }));
    let others = get(
        &world,
        "/log-streams?fields=sink,status&include_fields=false",
    )
    .await;
    assert_eq!(others[0]["name"], "a");
    assert!(others[0].get("sink").is_none());
    for name in ["admin", "reader"] {
        call(&world, Method::POST, "/roles", json!({ "name": name }))
            .await
            .expect(200);
    }
    let roles = get(
        &world,
        "/roles?fields=name&include_fields=true&include_totals=true&per_page=1",
    )
    .await;
    assert_eq!(roles["total"], 2);
    assert_eq!(roles["roles"], json!([{ "name": "admin" }]));
}

/// `auth0 users blocks list` asks for the blocks of a user first, and where that is a 400, for those of an identifier.
async fn a_mail_address_has_no_blocks_of_its_own(engine: Engine) {
    let world = World::shared(engine).await;
    for method in [Method::GET, Method::DELETE] {
        for name in ["ada@example.com", "ada", "+15550100"] {
            let path = format!("/user-blocks/{name}");
            let refused = call(&world, method.clone(), &path, Value::Null).await;
            let refused = refused.expect(400).json();
            assert_eq!(refused["errorCode"], "invalid_uri", "{method} {name}");
        }
        let path = "/user-blocks/auth0%7Cnone";
        let missing = call(&world, method, path, Value::Null).await;
        assert_eq!(missing.expect(404).json()["errorCode"], "inexistent_user");
    }
    let path = format!("/user-blocks?identifier={}", world.email);
    assert_eq!(get(&world, &path).await, json!({ "blocked_for": [] }));
}

async fn a_custom_domain_that_is_there_is_a_conflict(engine: Engine) {
    let world = World::shared(engine).await;
    let domain = format!("{}.example", named(&world, "taken"));
    let make = async |domain: &str| {
        let body = json!({ "domain": domain, "type": "auth0_managed_certs" });
        call(&world, Method::POST, "/custom-domains", body).await
    };
    make(&domain).await.expect(201);
    for taken in [domain.as_str(), "localhost"] {
        let conflict = make(taken).await.expect(409).json();
        assert_eq!(conflict["message"], "Custom domain already exists.");
    }
}

async fn an_empty_login_route_is_none(engine: Engine) {
    let world = World::shared(engine).await;
    let body = json!({ "name": named(&world, "route"), "initiate_login_uri": "" });
    let made = call(&world, Method::POST, "/clients", body).await;
    let made = made.expect(201).json();
    assert_eq!(made["initiate_login_uri"], "");
    let path = format!("/clients/{}", text(&made, "client_id"));
    for route in ["https://app.example/login", ""] {
        let patch = json!({ "initiate_login_uri": route });
        let patched = call(&world, Method::PATCH, &path, patch).await.expect(200);
        assert_eq!(patched.json()["initiate_login_uri"], route);
    }
}

async fn credentials_keep_their_order(engine: Engine) {
    let world = World::shared(engine).await;
    let key = rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048);
    let pem = key.expect("a key").public_key_pem();
    let credential = |name: &str| {
        json!({ "credential_type": "public_key", "name": name, "pem": pem,
            "kid": format!("{name}-kid-of-this-test") })
    };
    // By chance, one client of two would have its two in order.
    for number in 0..6 {
        let body = json!({ "name": named(&world, &format!("keys{number}")),
            "client_authentication_methods": { "private_key_jwt": {
                "credentials": [credential("first"), credential("second")] } } });
        let made = call(&world, Method::POST, "/clients", body).await;
        let id = text(&made.expect(201).json(), "client_id");
        let path = format!("/clients/{id}/credentials");
        call(&world, Method::POST, &path, credential("third"))
            .await
            .expect(201);
        let listed = get(&world, &path).await;
        let names = [0, 1, 2].map(|at| text(&listed[at], "name"));
        assert_eq!(names, ["first", "second", "third"]);
        let client = get(&world, &format!("/clients/{id}")).await;
        let in_use = &client["client_authentication_methods"]["private_key_jwt"]["credentials"];
        assert_eq!(in_use[0]["id"], listed[0]["id"]);
        assert_eq!(in_use[1]["id"], listed[1]["id"]);
    }
}

async fn an_api_names_the_client_that_stands_for_it(engine: Engine) {
    let world = World::shared(engine).await;
    let identifier = format!("https://{}.example/", named(&world, "linked"));
    let api = json!({ "identifier": identifier });
    let api = call(&world, Method::POST, "/resource-servers", api).await;
    let api = api.expect(201).json();
    assert!(api.get("client_id").is_none());
    let client = json!({ "name": named(&world, "linked"), "app_type": "resource_server",
        "resource_server_identifier": identifier });
    let client = call(&world, Method::POST, "/clients", client).await;
    let client_id = text(&client.expect(201).json(), "client_id");
    let path = format!("/resource-servers/{}", text(&api, "id"));
    assert_eq!(get(&world, &path).await["client_id"], client_id);
    let listed = get(
        &world,
        &format!("/resource-servers?identifiers={identifier}"),
    )
    .await;
    assert_eq!(listed[0]["client_id"], client_id);
    let patched = call(&world, Method::PATCH, &path, json!({ "name": "Linked" })).await;
    assert_eq!(patched.expect(200).json()["client_id"], client_id);
    let gone = format!("/clients/{client_id}");
    call(&world, Method::DELETE, &gone, Value::Null)
        .await
        .expect(204);
    assert!(get(&world, &path).await.get("client_id").is_none());
}

async fn a_flag_of_a_newer_schema_is_taken_while_it_is_off(engine: Engine) {
    let world = World::shared(engine).await;
    let set = async |flags: Value| {
        let body = json!({ "flags": flags });
        call(&world, Method::PATCH, "/tenants/settings", body).await
    };
    set(json!({ "dashboard_new_onboarding": false, "universal_login": false }))
        .await
        .expect(200);
    let on = set(json!({ "flag_of_tomorrow": true })).await.expect(403);
    assert_eq!(on.json()["errorCode"], "feature_not_enabled");
    set(json!({ "flag_of_tomorrow": "no" })).await.expect(400);
}

async fn a_grant_without_effect_is_told(engine: Engine) {
    let device = "urn:ietf:params:oauth:grant-type:device_code";
    let mut tenant = Tenant::standard(1);
    tenant.client("web")["grant_types"] = json!(["authorization_code", device]);
    let grants = tenant.root()["clientGrants"].as_array_mut();
    let grants = grants.expect("a list");
    grants.push(json!({ "client_id": "web", "audience": API, "scope": ["read:orders"] }));
    grants
        .push(json!({ "client_id": "web", "audience": API, "scope": [], "subject_type": "user" }));
    let setup = Setup::new(engine).await.tenant(&tenant);
    let path = setup.database().directory().join("tenant.yaml");
    let path = path.display().to_string();
    for arguments in [&["import", &path][..], &["check"]] {
        let output = setup.run(arguments);
        let said = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        let said = said.join("");
        for expected in [
            device,
            "its client has no client_credentials among its grant_types",
            "the API lets every client act for its users",
        ] {
            assert!(
                said.contains(expected),
                "{arguments:?}: {expected} in {said}"
            );
        }
    }
    let world = World::of(&setup.start().await);
    let refused = world.token("web", &[("grant_type", device)]).await;
    assert_eq!(refused.json()["error"], "unsupported_grant_type");
}

async fn bootstrap_makes_the_database_of_a_new_tenant(engine: Engine) {
    let database = std::sync::Arc::new(Database::create(engine).await);
    let setup = Setup::on(database).set("ISSUER", "http://localhost:4000/");
    let run = |arguments: &[&str]| {
        let output = setup.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let printed = run(&["bootstrap"]);
    run(&["bootstrap", "--again"]);
    let said = |key: &str| {
        let line = printed.lines().find_map(|line| line.strip_prefix(key));
        line.expect("a line").to_owned()
    };
    let server = setup.start().await;
    let world = World::of(&server);
    let audience = format!("{}api/v2/", world.issuer());
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", &said("client_id=")),
        ("client_secret", &said("client_secret=")),
        ("audience", &audience),
    ];
    let token = world.post("/oauth/token", &form).await.expect(200).json();
    let request = world.http.request(Method::GET, "/api/v2/connections");
    let request = request.bearer_auth(text(&token, "access_token"));
    let connections = world.http.send(request).await.expect(200).json();
    assert_eq!(connections.as_array().map(Vec::len), Some(1));
    let database = &connections[0];
    assert_eq!(database["name"], CONNECTION);
    assert_eq!(database["strategy"], "auth0");
    assert_eq!(database["realms"], json!([CONNECTION]));
    let options = &database["options"];
    assert_eq!(options["passwordPolicy"], "good");
    assert_eq!(options["brute_force_protection"], true);
    assert_eq!(options["strategy_version"], 2);
    assert_eq!(
        options["mfa"],
        json!({ "active": true, "return_enroll_settings": true })
    );
}
