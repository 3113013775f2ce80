//! The connections as they are made, changed, exported and imported.

use super::*;

on_both_engines! {
    a_connection_is_made_and_changed_as_at_auth0,
    a_tenant_file_has_it,
}

async fn a_connection_is_made_and_changed_as_at_auth0(engine: Engine) {
    let world = World::own(engine).await;
    let body = json!({ "name": "email", "strategy": "email", "options": options(json!({})) });
    let made = call(&world, Method::POST, "/connections", body.clone())
        .await
        .expect(201)
        .json();
    assert_eq!(made["options"], options(json!({})));
    assert_eq!(
        (&made["strategy"], &made["realms"]),
        (&json!("email"), &json!(["email"]))
    );
    let path = format!("/connections/{}", text(&made, "id"));
    let changed =
        options(json!({ "disable_signup": true, "totp": { "length": 4, "time_step": 60 } }));
    let patch = json!({ "options": changed });
    let patched = call(&world, Method::PATCH, &path, patch)
        .await
        .expect(200)
        .json();
    assert_eq!(patched["options"], changed);
    assert_eq!(
        get(&world, "/connections?strategy=email").await[0]["options"],
        changed
    );
    call(&world, Method::POST, "/connections", body)
        .await
        .expect(409);
    for wrong in [
        json!({ "totp": { "length": 3 } }),
        json!({ "totp": { "time_step": 59 } }),
        json!({ "email": { "syntax": "markdown" } }),
        json!({ "email": { "body": "x".repeat(20_481) } }),
        json!({ "authParams": "scope=openid" }),
    ] {
        let patch = json!({ "options": options(wrong.clone()) });
        let refused = call(&world, Method::PATCH, &path, patch).await;
        assert_eq!(refused.status, 400, "{wrong} {refused:#?}");
    }
    let other = json!({ "name": "fb", "strategy": "facebook" });
    call(&world, Method::POST, "/connections", other)
        .await
        .expect(403);
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(202);
}

async fn a_tenant_file_has_it(engine: Engine) {
    let setup = Setup::new(engine).await;
    let mut tenant = Tenant::standard(1);
    tenant.root()["connections"] = json!([
        { "name": "email", "strategy": "email", "enabled_clients": ["native"], "options": options(json!({})) },
        { "name": "facebook", "strategy": "facebook", "options": { "client_id": "x" } },
    ]);
    let setup = setup.tenant(&tenant);
    let world = World::of(&setup.start().await);
    let stored = get(&world, "/connections?name=email").await;
    assert_eq!(stored[0]["enabled_clients"], json!(["native"]));
    assert_eq!(get(&world, "/connections?name=facebook").await, json!([]));
    let file = setup.database().directory().join("exported.json");
    let exported = setup.run(&["export", &file.display().to_string()]);
    assert!(exported.status.success(), "{}", said(&exported));
    let text = std::fs::read_to_string(&file).expect("the export");
    assert!(text.contains("strategy: \"email\""), "{text}");
}
