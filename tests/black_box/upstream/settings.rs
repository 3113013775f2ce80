//! The connections as they are made, changed, exported and imported.

use super::*;

on_both_engines! {
    a_connection_is_made_and_changed_as_at_auth0,
    a_tenant_file_has_it_without_its_secret,
}

async fn a_connection_is_made_and_changed_as_at_auth0(engine: Engine) {
    let place = place(engine, json!({})).await;
    let world = &place.world;
    let path = format!("/connections/{}", place.id);
    let made = get(world, &path).await;
    assert_eq!(made["options"], options(&place.provider, json!({})));
    assert_eq!(
        (&made["strategy"], &made["show_as_button"]),
        (&json!("oidc"), &json!(true))
    );
    let changed = options(&place.provider, json!({ "client_id": "another" }));
    let patch = json!({ "options": changed, "display_name": "Corp" });
    let patched = call(world, Method::PATCH, &path, patch)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&patched["options"], &patched["display_name"]),
        (&changed, &json!("Corp"))
    );
    for (wrong, status) in [
        (json!({ "client_id": null }), 400),
        (json!({ "discovery_url": null }), 400),
        (
            json!({ "upstream_params": { "a": { "alias": "nothing" } } }),
            400,
        ),
        (
            json!({ "token_endpoint_auth_method": "private_key_jwt" }),
            403,
        ),
        (json!({ "id_token_session_expiry_supported": true }), 403),
        (json!({ "dpop_signing_alg": "ES256" }), 403),
    ] {
        let patch = json!({ "options": options(&place.provider, wrong.clone()) });
        let refused = call(world, Method::PATCH, &path, patch).await;
        assert_eq!(refused.status, status, "{wrong} {refused:#?}");
    }
    place
        .sign_in(&world.browser(), json!({ "aud": "another" }))
        .await;
    call(world, Method::DELETE, &path, Value::Null)
        .await
        .expect(202);
    let gone = get(world, "/users?q=identities.connection:corp").await;
    assert_eq!(gone, json!([]));
}

async fn a_tenant_file_has_it_without_its_secret(engine: Engine) {
    let place = place(engine, json!({})).await;
    let setup = place.world.server.setup();
    let file = setup.database().directory().join("out.yaml");
    let file = file.display().to_string();
    let exported = setup.run(&["export", &file]);
    assert!(exported.status.success(), "{}", said(&exported));
    let written = std::fs::read_to_string(&file).expect("the export");
    assert!(
        written.contains("us-at-corp") && !written.contains("corp+secret"),
        "{written}"
    );
    // It goes back in, and takes nothing away.
    let again = setup.run(&["import", &file]);
    assert!(
        again.status.success() && !said(&again).contains("corp"),
        "{}",
        said(&again)
    );
    let kept = get(&place.world, &format!("/connections/{}", place.id)).await;
    assert_eq!(kept["options"]["client_secret"], "corp+secret");
}
