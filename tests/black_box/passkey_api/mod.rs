//! Passkeys of applications that show them by themselves: `/passkey/register`, `/passkey/challenge` and the grant that answers them.

mod domains;
mod forged;
mod organizations;
mod pages;
mod races;
mod sign_up;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;
use crate::mfa_api::{OTP, required};
use crate::passkeys::{Device, decode, encode};
use crate::second_factor::App;

on_both_engines! {
    a_user_signs_up_and_in,
    a_second_factor_is_asked_for_after_it,
    what_may_not_ask_is_told_so,
}

pub const WEBAUTHN: &str = "urn:okta:params:oauth:grant-type:webauthn";
/// Of the Android app, and what Android calls it.
const FINGERPRINT: &str = "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5";
const ANDROID: &str = "android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU";
const SITE: &str = "https://app.example";

/// A server whose users have passkeys, and whose native client asks for them.
pub async fn start(engine: Engine) -> World {
    let world = World::own(engine).await;
    allow(&world).await;
    world
}

pub async fn allow(world: &World) {
    let passkeys = json!({ "password": { "enabled": true }, "passkey": { "enabled": true } });
    set_options(world, json!({ "authentication_methods": passkeys })).await;
    let client = json!({
        "grant_types": ["password", "refresh_token", WEBAUTHN, OTP],
        "web_origins": [SITE],
        "mobile": { "android": {
            "app_package_name": "com.example.app",
            "sha256_cert_fingerprints": [FINGERPRINT],
        } },
    });
    call(world, Method::PATCH, "/clients/native", client)
        .await
        .expect(200);
}

/// `POST` of JSON, as the SDKs for phones send it.
pub async fn post_json(world: &World, path: &str, body: Value) -> Answer {
    let request = world.http.request(Method::POST, path);
    let request = request.header("content-type", "application/json");
    world.http.send(request.body(body.to_string())).await
}

/// A device at the server's own pages.
pub fn device(world: &World) -> Device {
    Device::at(world.issuer().trim_end_matches('/'))
}

pub async fn register(world: &World, profile: Value) -> Answer {
    let body = json!({ "client_id": "native", "realm": CONNECTION, "user_profile": profile,
        "user_metadata": { "colour": "green" } });
    post_json(world, "/passkey/register", body).await
}

/// A challenge: its `auth_session`, and what the browser gets.
pub async fn challenge(world: &World) -> (String, Value) {
    let body = json!({ "client_id": "native", "realm": CONNECTION });
    begun(post_json(world, "/passkey/challenge", body).await)
}

#[track_caller]
pub fn begun(answer: Answer) -> (String, Value) {
    let body = answer.expect(200).json();
    (
        text(&body, "auth_session"),
        body["authn_params_public_key"].clone(),
    )
}

pub async fn answer(world: &World, auth_session: &str, response: &Value) -> Answer {
    let body = json!({ "grant_type": WEBAUTHN, "client_id": "native", "realm": CONNECTION,
        "scope": "openid profile email offline_access", "auth_session": auth_session,
        "authn_response": response });
    post_json(world, "/oauth/token", body).await
}

/// A new user with a passkey.
pub async fn ada(world: &World) -> Device {
    let mut device = device(world);
    let profile = json!({ "email": "ada.passkey@example.com", "name": "Ada" });
    let (session, options) = begun(register(world, profile).await);
    let made = device.create(&options);
    answer(world, &session, &made).await.expect(200);
    device
}

pub async fn user(world: &World) -> Value {
    let found = get(world, "/users-by-email?email=ada.passkey@example.com").await;
    found[0].clone()
}

async fn a_user_signs_up_and_in(engine: Engine) {
    let world = start(engine).await;
    let mut device = device(&world);
    let profile = json!({ "email": "Ada.Passkey@Example.com", "name": "Ada" });
    let (session, options) = begun(register(&world, profile.clone()).await);
    let handle = options["user"]["id"].clone();
    let challenge_text = options["challenge"].clone();
    assert_eq!(decode(&challenge_text).len(), 32);
    assert_eq!(
        options,
        json!({
            "challenge": challenge_text, "timeout": 60000,
            "rp": { "id": "localhost", "name": "localhost" },
            "pubKeyCredParams": [
                { "type": "public-key", "alg": -8 },
                { "type": "public-key", "alg": -7 },
                { "type": "public-key", "alg": -257 },
            ],
            "authenticatorSelection": { "residentKey": "required", "userVerification": "preferred" },
            "user": { "id": handle, "name": "ada.passkey@example.com", "displayName": "Ada" },
        })
    );
    // Nobody exists before the answer.
    assert_eq!(user(&world).await, Value::Null);
    let made = device.create(&options);
    let tokens = answer(&world, &session, &made).await.expect(200).json();
    let user = user(&world).await;
    let id_token = world.verify(&tokens["id_token"], "native").await;
    assert_eq!(id_token.claims["sub"], user["user_id"]);
    assert_eq!(id_token.claims.get("amr"), None);
    assert_eq!(user["user_metadata"], json!({ "colour": "green" }));
    assert_eq!(user["logins_count"], 1);
    let refreshed = world
        .refresh("native", &text(&tokens, "refresh_token"), &[])
        .await;
    refreshed.expect(200);
    let path = format!(
        "/users/{}/authentication-methods",
        text(&user, "user_id").replace('|', "%7C")
    );
    let method = get(&world, &path).await[0].clone();
    assert_eq!(method["type"], "passkey");
    assert_eq!(method["key_id"], encode(&device.credential_id));
    assert_eq!(method["user_handle"], handle);
    assert_eq!(method["identity_user_id"], user["user_id"]);
    assert_eq!(method["credential_device_type"], "multi_device");
    assert_eq!(method["transports"], json!(["internal", "hybrid"]));
    let signup = world.logged("ss", "Successful signup").await;
    assert_eq!(
        signup["details"]["authentication_methods"],
        json!(["passkey"])
    );
    let enrolled = world
        .logged("gd_enrollment_complete", "A passkey was enrolled")
        .await;
    assert_eq!(enrolled["details"]["authenticator"]["type"], "passkey");
    let started = world
        .logged("passkey_challenge_started", "A passkey was asked for")
        .await;
    assert_eq!(started["details"]["purpose"], "register");
    let login = world.logged("s", "Successful login").await;
    assert_eq!(
        login["details"]["prompts"][0]["performed_amr"],
        json!(["phr"])
    );
    // The answer is good once, and so is the address.
    answer(&world, &session, &made).await.expect_error(
        403,
        "invalid_grant",
        "Invalid or expired auth_session",
    );
    register(&world, profile)
        .await
        .expect_error(400, "invalid_request", "Invalid sign up");
    // No password was set.
    let guess = [("username", "ada.passkey@example.com")];
    world.password("native", &guess).await.expect(403);

    for origin in [device.origin.clone(), ANDROID.to_owned(), SITE.to_owned()] {
        device.origin = origin;
        let (session, options) = challenge(&world).await;
        let shape = json!({ "challenge": options["challenge"], "timeout": 60000, "rpId": "localhost",
            "userVerification": "preferred" });
        assert_eq!(options, shape);
        let shown = device.get(&options);
        // As a form, as the SDKs for servers send it.
        let form = [
            ("grant_type", WEBAUTHN),
            ("auth_session", &session),
            ("authn_response", &shown.to_string()),
            ("scope", "openid"),
        ];
        let tokens = world.token("native", &form).await.expect(200).json();
        let id_token = world.verify(&tokens["id_token"], "native").await;
        assert_eq!(id_token.claims["sub"], user["user_id"]);
        world.token("native", &form).await.expect(403);
    }
    let last = get(&world, &path).await[0]["last_auth_at"].clone();
    assert!(last.is_string(), "{last}");
    // One whose user is blocked, and one that was taken away.
    let path_of_user = format!("/users/{}", text(&user, "user_id").replace('|', "%7C"));
    let block = |is: bool| {
        call(
            &world,
            Method::PATCH,
            &path_of_user,
            json!({ "blocked": is }),
        )
    };
    block(true).await.expect(200);
    let (session, options) = challenge(&world).await;
    let blocked = answer(&world, &session, &device.get(&options)).await;
    blocked.expect_error(401, "unauthorized", "user is blocked");
    block(false).await.expect(200);
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    let (session, options) = challenge(&world).await;
    let gone = answer(&world, &session, &device.get(&options)).await;
    gone.expect_error(403, "invalid_grant", "Invalid passkey");
}

async fn a_second_factor_is_asked_for_after_it(engine: Engine) {
    let world = crate::second_factor::world(engine, &["otp"], crate::second_factor::always()).await;
    allow(&world).await;
    let mut device = device(&world);
    let profile = json!({ "email": "ada.passkey@example.com" });
    let (session, options) = begun(register(&world, profile).await);
    let waits = answer(&world, &session, &device.create(&options)).await;
    let (token, requirements) = required(&waits);
    assert_eq!(requirements, json!({ "enroll": [{ "type": "otp" }] }));
    let request = world.http.request(Method::POST, "/mfa/associate");
    let request = request.bearer_auth(&token);
    let body = json!({ "client_id": "native", "authenticator_types": ["otp"] });
    let request = request
        .header("content-type", "application/json")
        .body(body.to_string());
    let associated = world.http.send(request).await.expect(200).json();
    let app = App::of(&text(&associated, "secret"));
    let code = app.code(&world).await;
    let form = [("grant_type", OTP), ("mfa_token", &token), ("otp", &code)];
    world.token("native", &form).await.expect(200);
    world
        .logged("sepkotpft", "Passkey and OTP Challenge for Access Token")
        .await;
    let (session, options) = challenge(&world).await;
    let waits = answer(&world, &session, &device.get(&options)).await;
    let (_, requirements) = required(&waits);
    assert_eq!(requirements, json!({ "challenge": [{ "type": "otp" }] }));
}

async fn what_may_not_ask_is_told_so(engine: Engine) {
    let world = start(engine).await;
    let ask = |body: Value| {
        let world = &world;
        async move { post_json(world, "/passkey/challenge", body).await }
    };
    let not_allowed = format!("Grant type '{WEBAUTHN}' not allowed for the client.");
    ask(json!({ "client_id": "native-static" }))
        .await
        .expect_error(403, "unauthorized_client", &not_allowed);
    ask(json!({ "client_id": "nobody" }))
        .await
        .expect_error(401, "access_denied", "Unauthorized");
    let not_enabled = "Passkeys are not enabled for the connection";
    ask(json!({ "client_id": "native", "realm": "another" }))
        .await
        .expect_error(404, "not_found", not_enabled);
    let failed = world.logged("passkey_challenge_failed", &not_allowed).await;
    assert_eq!(failed["details"]["purpose"], "login");
    ask(json!({ "client_id": "native", "organization": "org_1" }))
        .await
        .expect_error(
            400,
            "invalid_request",
            "parameter organization is not allowed for this client",
        );
    for (profile, sentence) in [
        (
            json!({}),
            "Payload validation error: 'Missing required property: email'.",
        ),
        (
            json!({ "email": "b@example.com", "app_metadata": {} }),
            "user_profile has an unknown member: 'app_metadata'",
        ),
        (json!("no object"), "user_profile must be an object"),
        // Postgres reads no document with NUL in it.
        (
            json!({ "email": "nul@example.com", "name": "a\0b" }),
            "user_profile must be an object",
        ),
        (
            json!({ "email": "nul@example.com", "a\0b": "c" }),
            "user_profile must be an object",
        ),
        (json!({ "email": world.email }), "Invalid sign up"),
    ] {
        register(&world, profile)
            .await
            .expect_error(400, "invalid_request", sentence);
    }
    let off = json!({ "password": { "enabled": true }, "passkey": { "enabled": false } });
    let (session, options) = challenge(&world).await;
    set_options(&world, json!({ "authentication_methods": off })).await;
    ask(json!({ "client_id": "native" }))
        .await
        .expect_error(404, "not_found", not_enabled);
    let mut device = device(&world);
    device.create(&json!({ "challenge": "", "rp": { "id": "localhost" },
        "user": { "id": "QQ", "name": "A", "displayName": "A" } }));
    let late = answer(&world, &session, &device.get(&options)).await;
    late.expect_error(404, "not_found", not_enabled);
}
