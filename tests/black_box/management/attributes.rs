//! `options.attributes` of a database: the newer form of what its users are found by.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    attributes_are_kept_as_they_are_sent,
    attributes_that_do_not_go_together_are_refused,
    attributes_that_nothing_acts_upon_are_not_enabled,
    a_user_name_may_be_an_attribute,
    an_address_may_be_required,
    a_tenant_file_has_attributes,
}

fn email() -> Value {
    json!({ "identifier": { "active": true }, "profile_required": true, "verification_method": "otp",
        "signup": { "status": "required", "verification": { "active": true } } })
}

async fn create(world: &World, name: &str, options: Value) -> Answer {
    let body = json!({ "name": name, "strategy": "auth0", "options": options, "enabled_clients": ["native", "spa"] });
    call(world, Method::POST, "/connections", body).await
}

async fn attributes_are_kept_as_they_are_sent(engine: Engine) {
    let world = World::shared(engine).await;
    let name = format!("kept-{}", world.ip.replace('.', "-"));
    let attributes = json!({ "email": email() });
    let made = create(&world, &name, json!({ "attributes": attributes })).await;
    let made = made.expect(201).json();
    assert_eq!(made["options"]["attributes"], attributes);
    let path = format!("/connections/{}", text(&made, "id"));
    let link =
        json!({ "email": { "identifier": { "active": true }, "verification_method": "link" } });
    let body = json!({ "options": { "attributes": link } });
    call(&world, Method::PATCH, &path, body).await.expect(200);
    let shown = get(&world, &path).await;
    assert_eq!(shown["options"]["attributes"], link);
}

async fn attributes_that_do_not_go_together_are_refused(engine: Engine) {
    let world = World::shared(engine).await;
    let email = email();
    for (options, message) in [
        (
            json!({ "requires_username": true, "attributes": { "email": email } }),
            "Cannot set both options.attributes and options.requires_username",
        ),
        (
            json!({ "attributes": { "email": { "identifier": { "active": false } } } }),
            "attributes must contain one active identifier",
        ),
    ] {
        let refused = create(&world, "refused", options).await.expect(400).json();
        assert_eq!(
            (&refused["message"], &refused["errorCode"]),
            (&json!(message), &json!("invalid_body"))
        );
    }
    for attributes in [
        json!({}),
        json!({ "nickname": {} }),
        json!({ "email": { "verification_method": "sms" } }),
    ] {
        let options = json!({ "attributes": attributes });
        create(&world, "refused", options).await.expect(400);
    }
}

async fn attributes_that_nothing_acts_upon_are_not_enabled(engine: Engine) {
    let world = World::shared(engine).await;
    let phone = json!({ "identifier": { "active": true }, "signup": { "status": "optional" } });
    let mut not_unique = email();
    not_unique["unique"] = json!(false);
    let mut optional = email();
    optional["signup"]["status"] = json!("optional");
    for attributes in [
        json!({ "email": email(), "phone_number": phone }),
        json!({ "email": not_unique }),
        json!({ "email": optional }),
        json!({ "email": email(), "username": { "identifier": { "active": true }, "signup": { "status": "optional" } } }),
    ] {
        let options = json!({ "attributes": attributes });
        let refused = create(&world, "refused", options).await.expect(403).json();
        assert_eq!(refused["errorCode"], "feature_not_enabled", "{attributes}");
    }
}

async fn sign_up(world: &World, body: &Value) -> Answer {
    let request = world.http.request(Method::POST, "/dbconnections/signup");
    world.http.send(request.json(body)).await
}

async fn a_user_name_may_be_an_attribute(engine: Engine) {
    let world = World::shared(engine).await;
    let name = format!("named-{}", world.ip.replace('.', "-"));
    let username = json!({ "identifier": { "active": true }, "signup": { "status": "required" },
        "validation": { "min_length": 3, "max_length": 8 } });
    let attributes = json!({ "email": email(), "username": username });
    let options = json!({ "attributes": attributes });
    create(&world, &name, options).await.expect(201);
    let mut body = json!({ "client_id": "spa", "connection": name, "email": "ada@attributes.example", "password": "Long-enough-1" });
    sign_up(&world, &body).await.expect(400);
    for (username, status) in [("ab", 400), ("far-too-long", 400), ("Ada", 200)] {
        body["username"] = json!(username);
        sign_up(&world, &body).await.expect(status);
    }
    let form = [
        (
            "grant_type",
            "http://auth0.com/oauth/grant-type/password-realm",
        ),
        ("client_id", "native"),
        ("realm", &name),
        ("username", "ada"),
        ("password", "Long-enough-1"),
    ];
    let request = world.http.request(Method::POST, "/oauth/token");
    world.http.send(request.form(&form)).await.expect(200);
}

async fn an_address_may_be_required(engine: Engine) {
    let world = World::shared(engine).await;
    let name = format!("required-{}", world.ip.replace('.', "-"));
    let username = json!({ "identifier": { "active": true }, "signup": { "status": "required" } });
    let attributes = json!({ "email": email(), "username": username });
    let options = json!({ "attributes": attributes });
    create(&world, &name, options).await.expect(201);
    let mut body = json!({ "connection": name, "username": "grace", "password": "Long-enough-1" });
    call(&world, Method::POST, "/users", body.clone())
        .await
        .expect(400);
    body["email"] = json!("grace@attributes.example");
    call(&world, Method::POST, "/users", body).await.expect(201);
}

async fn a_tenant_file_has_attributes(engine: Engine) {
    let mut tenant = Tenant::standard(1);
    tenant.root()["databases"][0]["options"] = json!({ "attributes": { "email": email() } });
    let setup = Setup::new(engine).await.tenant(&tenant);
    let world = World::of(&setup.start().await);
    let found = get(&world, &format!("/connections?name={CONNECTION}")).await;
    assert_eq!(found[0]["options"]["attributes"]["email"], email());
    tenant.root()["databases"][0]["options"] =
        json!({ "requires_username": true, "attributes": { "email": email() } });
    let path = setup.database().directory().join("wrong.yaml");
    tenant.write(&path);
    let output = setup.run(&["import", path.to_str().expect("a path")]);
    let said = said(&output);
    assert!(
        said.contains("Cannot set both options.attributes"),
        "{said}"
    );
}
