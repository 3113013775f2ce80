//! The connections as they are made, changed, exported and imported.

use super::*;

on_both_engines! {
    a_connection_is_made_and_changed_as_at_auth0,
    a_tenant_file_has_it,
    an_export_has_no_secret_of_a_connection,
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

async fn an_export_has_no_secret_of_a_connection(engine: Engine) {
    let setup = Setup::new(engine).await;
    let gateway = json!({ "name": "sms", "provider": "sms_gateway", "gateway_url": "https://sms.example/send",
        "gateway_authentication": { "method": "bearer", "subject": "urn:me", "audience": "urn:gateway",
            "secret": "hush-of-the-gateway", "secret_base64_encoded": false },
        "twilio_sid": "AC0123", "twilio_token": "hush-of-twilio", "brute_force_protection": true });
    let mut with_user = gateway.clone();
    with_user["gateway_url"] = "https://ada:hush@sms.example/send".into();
    let directory = setup.database().directory().to_owned();
    let path = |name: &str| directory.join(name).display().to_string();
    let import = |name: &str, options: &Value| {
        let connections = json!([{ "name": "texts", "strategy": "sms", "enabled_clients": [], "options": options }]);
        let file = json!({ "connections": connections });
        std::fs::write(path(name), file.to_string()).expect("our own directory");
        setup.run(&["import", &path(name)])
    };
    let refused = import("user.json", &with_user);
    assert!(
        said(&refused).contains("must not contain a user name or a password"),
        "{}",
        said(&refused)
    );
    let imported = import("first.json", &gateway);
    assert!(imported.status.success(), "{}", said(&imported));
    let exported = setup.run(&["export", &path("out.yaml")]);
    assert!(exported.status.success(), "{}", said(&exported));
    let text = std::fs::read_to_string(path("out.yaml")).expect("the export");
    assert!(!text.contains("hush"), "{text}");
    for kept in ["urn:gateway", "AC0123", "https://sms.example/send"] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    // It goes back in, and takes nothing away.
    let again = setup.run(&["import", &path("out.yaml")]);
    assert!(said(&again).contains("0 changes made"), "{}", said(&again));
    let mut bare = gateway.clone();
    bare["from"] = "Acme".into();
    let options = bare.as_object_mut().expect("an object");
    options.shift_remove("twilio_token");
    let authentication = options["gateway_authentication"].as_object_mut();
    authentication.expect("an object").shift_remove("secret");
    let changed = import("second.json", &bare);
    assert!(changed.status.success(), "{}", said(&changed));
    let world = World::of(&setup.start().await);
    let mut expected = gateway.clone();
    expected["from"] = "Acme".into();
    let stored = get(&world, "/connections?name=texts").await;
    assert_eq!(stored[0]["options"], expected);
    let patch = json!({ "options": with_user });
    let path = format!("/connections/{}", crate::harness::text(&stored[0], "id"));
    let refused = call(&world, Method::PATCH, &path, patch).await;
    assert_eq!(refused.status, 400, "{refused:#?}");
}
