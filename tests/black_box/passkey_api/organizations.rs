//! Passkeys of applications that show them by themselves, for an organization.

use reqwest::Method;
use serde_json::{Value, json};

use super::{WEBAUTHN, ada, begun, device, post_json, start, user};
use crate::harness::*;
use crate::mfa_api::{OTP, required};
use crate::passkeys::Device;
use crate::second_factor::{App, always, set_policies};

on_both_engines! {
    a_member_signs_in_to_an_organization,
}

/// An organization; its id. `connection`: what it has set of the database.
async fn organization(world: &World, name: &str, connection: Option<Value>) -> String {
    let found = get(world, &format!("/connections?name={CONNECTION}")).await;
    let enabled: Vec<Value> = connection
        .into_iter()
        .map(|mut settings| {
            settings["connection_id"] = found[0]["id"].clone();
            settings
        })
        .collect();
    let body = json!({ "name": name, "enabled_connections": enabled });
    let made = call(world, Method::POST, "/organizations", body).await;
    text(&made.expect(201).json(), "id")
}

async fn usage(world: &World, usage: &str) {
    let body = json!({ "organization_usage": usage });
    let changed = call(world, Method::PATCH, "/clients/native", body).await;
    changed.expect(200);
}

async fn ask(world: &World, organization: &str) -> Answer {
    let body = json!({ "client_id": "native", "realm": CONNECTION, "organization": organization });
    post_json(world, "/passkey/challenge", body).await
}

/// Answers the challenge of an organization; `named` is what the grant says of it.
async fn shows(world: &World, device: &mut Device, asked: Answer, named: Option<&str>) -> Answer {
    let (session, options) = begun(asked);
    let mut body = json!({ "grant_type": WEBAUTHN, "client_id": "native", "auth_session": session,
        "scope": "openid offline_access", "authn_response": device.get(&options) });
    if let Some(named) = named {
        body["organization"] = named.into();
    }
    post_json(world, "/oauth/token", body).await
}

async fn organization_of(world: &World, tokens: &Value) -> Value {
    let token = world.verify(&tokens["id_token"], "native").await;
    token.claims.get("org_id").cloned().unwrap_or_default()
}

async fn a_member_signs_in_to_an_organization(engine: Engine) {
    let world = start(engine).await;
    let mut device = ada(&world).await;
    usage(&world, "allow").await;
    let acme = organization(&world, "acme", Some(json!({}))).await;
    let empty = organization(&world, "empty", None).await;
    let open = json!({ "assign_membership_on_login": true, "is_signup_enabled": true });
    let open = organization(&world, "open", Some(open)).await;
    let user_id = text(&user(&world).await, "user_id");
    ask(&world, "org_0123456789abcdef").await.expect_error(
        400,
        "invalid_request",
        "parameter organization is invalid",
    );
    // Who is no member is let in nowhere.
    let refused = shows(&world, &mut device, ask(&world, &acme).await, None).await;
    let sentence = format!("user {user_id} is not part of the {acme} organization");
    refused.expect_error(403, "invalid_grant", &sentence);
    let sentence = format!("the connection is not enabled for the {empty} organization");
    ask(&world, &empty)
        .await
        .expect_error(400, "invalid_request", &sentence);
    let path = format!("/organizations/{acme}/members");
    let members = json!({ "members": [user_id] });
    let added = call(&world, Method::POST, &path, members).await;
    added.expect(204);
    // The organization is the challenge's.
    let other = shows(&world, &mut device, ask(&world, &acme).await, Some(&open)).await;
    other.expect_error(403, "invalid_grant", "Invalid or expired auth_session");
    for named in [None, Some(acme.as_str())] {
        let tokens = shows(&world, &mut device, ask(&world, &acme).await, named).await;
        let tokens = tokens.expect(200).json();
        assert_eq!(organization_of(&world, &tokens).await, acme);
        let refreshed = world
            .refresh("native", &text(&tokens, "refresh_token"), &[])
            .await;
        let refreshed = refreshed.expect(200).json();
        assert_eq!(organization_of(&world, &refreshed).await, acme);
    }
    // A new user may sign up where the organization takes them, and becomes a member by the login.
    let register = |organization: &str| {
        let body = json!({ "client_id": "native", "realm": CONNECTION, "organization": organization,
            "user_profile": { "email": "new.member@example.com" } });
        let world = &world;
        async move { post_json(world, "/passkey/register", body).await }
    };
    register(&acme)
        .await
        .expect_error(400, "invalid_request", "Public signup is disabled");
    // What closes while the passkey is made is closed.
    let of_open = format!("/organizations/{open}/enabled_connections");
    let enabled = get(&world, &of_open).await;
    let settings = format!("{of_open}/{}", text(&enabled[0], "connection_id"));
    let (session, options) = begun(register(&open).await);
    for is_open in [false, true] {
        let change = json!({ "is_signup_enabled": is_open });
        let changed = call(&world, Method::PATCH, &settings, change).await;
        changed.expect(200);
        if !is_open {
            let made = self::device(&world).create(&options);
            let refused = super::answer(&world, &session, &made).await;
            refused.expect_error(400, "invalid_request", "Public signup is disabled");
            let left = get(&world, "/users-by-email?email=new.member@example.com").await;
            assert_eq!(left, json!([]));
        }
    }
    let (session, options) = begun(register(&open).await);
    let made = self::device(&world).create(&options);
    let tokens = super::answer(&world, &session, &made)
        .await
        .expect(200)
        .json();
    assert_eq!(organization_of(&world, &tokens).await, open);
    // A second factor does not change it.
    let enabled = json!({ "enabled": true });
    let put = call(&world, Method::PUT, "/guardian/factors/otp", enabled).await;
    put.expect(200);
    set_policies(&world, always()).await;
    let waits = shows(&world, &mut device, ask(&world, &acme).await, None).await;
    let (token, _) = required(&waits);
    let request = world.http.request(Method::POST, "/mfa/associate");
    let request = request
        .bearer_auth(&token)
        .header("content-type", "application/json");
    let body = json!({ "client_id": "native", "authenticator_types": ["otp"] });
    let associated = world.http.send(request.body(body.to_string())).await;
    let app = App::of(&text(&associated.expect(200).json(), "secret"));
    let code = app.code(&world).await;
    let form = [("grant_type", OTP), ("mfa_token", &token), ("otp", &code)];
    let tokens = world.token("native", &form).await.expect(200).json();
    assert_eq!(organization_of(&world, &tokens).await, acme);
    // What the client may name.
    usage(&world, "deny").await;
    ask(&world, &acme).await.expect_error(
        400,
        "invalid_request",
        "parameter organization is not allowed for this client",
    );
    usage(&world, "require").await;
    let bare = json!({ "client_id": "native", "realm": CONNECTION });
    let bare = post_json(&world, "/passkey/challenge", bare).await;
    bare.expect_error(
        400,
        "invalid_request",
        "parameter organization is required for this client",
    );
}
