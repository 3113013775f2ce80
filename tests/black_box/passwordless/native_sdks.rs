//! What Auth0's SDKs for Android and Swift send, byte for byte as their JSON writers do, and that they can read what comes back.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::Method;
use serde_json::{Value, json};

use super::*;
use crate::mfa_api::{self, App, STEP, always};
use crate::second_factor::{enable, set_policies};

on_both_engines! {
    auth0_android_signs_in_without_a_password_and_passes_a_factor,
    auth0_swift_signs_in_without_a_password_and_passes_a_factor,
}

/// An SDK: how it calls itself, and what it writes around its bodies.
struct Sdk {
    content_type: &'static str,
    client: String,
    language: &'static str,
    /// `JSONSerialization` writes `\/`.
    escapes_slashes: bool,
}

impl Sdk {
    fn android() -> Self {
        let name =
            json!({ "name": "Auth0.Android", "env": { "android": "34" }, "version": "3.8.0" });
        Self {
            content_type: "application/json; charset=utf-8",
            client: URL_SAFE_NO_PAD.encode(name.to_string()),
            language: "de_DE",
            escapes_slashes: false,
        }
    }

    fn swift() -> Self {
        let name = json!({ "name": "Auth0.swift", "version": "2.14.0", "env": { "iOS": "18.0", "swift": "6.x" } });
        Self {
            content_type: "application/json",
            client: STANDARD.encode(name.to_string()),
            language: "de-DE,de;q=0.9",
            escapes_slashes: true,
        }
    }

    async fn send(
        &self,
        world: &World,
        (method, path, bearer): (Method, &str, Option<&str>),
        body: &str,
    ) -> Answer {
        let mut request = world.http.request(method, path);
        request = request
            .header("content-type", self.content_type)
            .header("auth0-client", &self.client)
            .header("accept-language", self.language);
        if let Some(token) = bearer {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        if !body.is_empty() {
            let body = match self.escapes_slashes {
                true => body.replace('/', "\\/"),
                false => body.to_owned(),
            };
            request = request.body(body);
        }
        world.http.send(request).await
    }

    async fn post(&self, world: &World, path: &str, body: &str) -> Answer {
        self.send(world, (Method::POST, path, None), body).await
    }
}

/// Both SDKs need all of it.
#[track_caller]
fn credentials(answer: Answer) -> Value {
    let read = answer.expect(200).json();
    for name in ["access_token", "id_token", "token_type"] {
        assert!(read[name].is_string(), "{name}: {read:#}");
    }
    assert!(read["expires_in"].is_u64(), "{read:#}");
    read
}

async fn prepared(engine: Engine) -> World {
    let world = world(engine, json!({})).await;
    let locales = json!({ "enabled_locales": ["en", "de"] });
    call(&world, Method::PATCH, "/tenants/settings", locales)
        .await
        .expect(200);
    let grants = json!({ "grant_types": ["refresh_token", "password", OTP,
        "http://auth0.com/oauth/grant-type/password-realm",
        mfa_api::OTP, mfa_api::OOB, mfa_api::RECOVERY_CODE] });
    let changed = call(&world, Method::PATCH, "/clients/native", grants).await;
    changed.expect(200);
    enable(&world, &["otp", "email", "sms", "recovery-code"]).await;
    let methods = json!({ "password": { "enabled": true }, "email_otp": { "enabled": true } });
    set_options(&world, json!({ "authentication_methods": methods })).await;
    world
}

/// By a code that was sent to `email`, as the connection `email` sends it.
async fn by_email(world: &World, sdk: &Sdk, (start, login): (&str, &str)) {
    let sent = sdk.post(world, "/passwordless/start", start).await;
    let sent = sent.expect(200).json();
    assert_eq!(sent["email"], "ann@example.com", "{sent:#}");
    let code = code(world, "ann@example.com", "").await;
    let login = login.replace("CODE", &code);
    let read = credentials(sdk.post(world, "/oauth/token", &login).await);
    let claims = world.verify(&read["id_token"], "native").await.claims;
    assert_eq!(claims["email"], "ann@example.com");
    assert!(read["refresh_token"].is_string(), "{read:#}");
}

/// By a code of the database, where `allow_signup` is written as this SDK does.
async fn by_database(world: &World, sdk: &Sdk, challenge: &str) {
    let asked = sdk.post(world, "/otp/challenge", challenge).await;
    let session = text(&asked.expect(200).json(), "auth_session");
    let letters = Letters::of(world);
    let code = letters
        .code(("auth_email_by_code", "new@example.com"), "")
        .await;
    let login = format!(
        r#"{{"client_id":"native","grant_type":"{OTP}","auth_session":"{session}","otp":"{code}","scope":"openid profile email"}}"#
    );
    let read = credentials(sdk.post(world, "/oauth/token", &login).await);
    let claims = world.verify(&read["id_token"], "native").await.claims;
    assert_eq!(claims["email"], "new@example.com");
}

/// From a password to a factor: an app that is enrolled, then a code by e-mail and the recovery code.
async fn by_factor(world: &World, sdk: &Sdk, challenges: &dyn Fn(&str, &str) -> String) {
    set_policies(world, always()).await;
    let login = format!(
        r#"{{"client_id":"native","grant_type":"http://auth0.com/oauth/grant-type/password-realm","username":"{}","password":"{PASSWORD}","realm":"{CONNECTION}","scope":"openid profile email offline_access","device":"Pixel 9"}}"#,
        world.email
    );
    let asked = sdk.post(world, "/oauth/token", &login).await;
    let (token, requirements) = mfa_api::required(&asked);
    let enroll = requirements["enroll"].as_array().expect("a list");
    assert!(
        enroll.contains(&json!({ "type": "otp" })),
        "{requirements:#}"
    );
    let associate = (Method::POST, "/mfa/associate", Some(token.as_str()));
    let by_text =
        r#"{"authenticator_types":["oob"],"oob_channels":["sms"],"phone_number":"+14155550100"}"#;
    let begun = sdk.send(world, associate.clone(), by_text).await;
    let begun = begun.expect(200).json();
    for name in [
        "authenticator_type",
        "binding_method",
        "oob_channel",
        "oob_code",
    ] {
        assert!(begun[name].is_string(), "{name}: {begun:#}");
    }
    // There is no push.
    let push = r#"{"authenticator_types":["oob"],"oob_channels":["auth0"]}"#;
    let refused = sdk.send(world, associate.clone(), push).await;
    assert_eq!(refused.json()["error"], "unsupported_challenge_type");
    let by_app = r#"{"authenticator_types":["otp"]}"#;
    let begun = sdk.send(world, associate, by_app).await.expect(200).json();
    assert_eq!(begun["authenticator_type"], "otp");
    assert!(text(&begun, "barcode_uri").starts_with("otpauth://totp/"));
    let app = App::of(&text(&begun, "secret"));
    let recovery_code = begun["recovery_codes"][0]
        .as_str()
        .expect("a code")
        .to_owned();
    let verify = |token: &str, more: String| {
        format!(r#"{{"client_id":"native","mfa_token":"{token}",{more}}}"#)
    };
    let otp = |code: String| format!(r#""grant_type":"{}","otp":"{code}""#, mfa_api::OTP);
    let wrong = verify(&token, otp(mfa_api::another(&app.code(world).await, 1)));
    let wrong = sdk.post(world, "/oauth/token", &wrong).await;
    wrong.expect_error(403, "invalid_grant", "Invalid otp_code.");
    let right = verify(&token, otp(app.code(world).await));
    credentials(sdk.post(world, "/oauth/token", &right).await);
    world.advance(STEP).await;

    let asked = sdk.post(world, "/oauth/token", &login).await;
    let (token, _) = mfa_api::required(&asked);
    let list = (Method::GET, "/mfa/authenticators", Some(token.as_str()));
    let listed = sdk.send(world, list, "").await.expect(200).json();
    let listed = listed.as_array().expect("a list").clone();
    for one in &listed {
        assert!(one["id"].is_string() && one["type"].is_string(), "{one:#}");
        assert!(one["authenticator_type"].is_string(), "{one:#}");
        assert!(one["active"].is_boolean(), "{one:#}");
    }
    let email = listed.iter().find(|one| one["type"] == "email");
    let id = text(email.expect("the address"), "id");
    let sent = sdk
        .post(world, "/mfa/challenge", &challenges(&token, &id))
        .await;
    let sent = sent.expect(200).json();
    assert_eq!(sent["challenge_type"], "oob", "{sent:#}");
    let letters = Letters::of(world);
    let code = letters.code(("mfa_oob_code", &world.email), "").await;
    let oob = text(&sent, "oob_code");
    let more = format!(
        r#""grant_type":"{}","oob_code":"{oob}","binding_code":"{code}""#,
        mfa_api::OOB
    );
    credentials(sdk.post(world, "/oauth/token", &verify(&token, more)).await);

    let asked = sdk.post(world, "/oauth/token", &login).await;
    let (token, _) = mfa_api::required(&asked);
    let more = format!(
        r#""grant_type":"{}","recovery_code":"{recovery_code}""#,
        mfa_api::RECOVERY_CODE
    );
    let read = credentials(sdk.post(world, "/oauth/token", &verify(&token, more)).await);
    assert!(read["recovery_code"].is_string(), "{read:#}");
}

async fn auth0_android_signs_in_without_a_password_and_passes_a_factor(engine: Engine) {
    let world = prepared(engine).await;
    let sdk = Sdk::android();
    let start =
        r#"{"client_id":"native","send":"code","email":"ann@example.com","connection":"email"}"#;
    let login = r#"{"client_id":"native","username":"ann@example.com","grant_type":"http://auth0.com/oauth/grant-type/passwordless/otp","otp":"CODE","realm":"email","scope":"openid profile email offline_access"}"#;
    by_email(&world, &sdk, (start, login)).await;
    let link = start.replace(r#""code""#, r#""link_android""#);
    sdk.post(&world, "/passwordless/start", &link)
        .await
        .expect(200);
    let challenge = format!(
        r#"{{"client_id":"native","connection":"{CONNECTION}","allow_signup":"true","email":"new@example.com"}}"#
    );
    by_database(&world, &sdk, &challenge).await;
    let letter = Letters::of(&world).to("new@example.com").await;
    assert!(letter.to_string().contains("Code"), "{letter:#}");
    by_factor(&world, &sdk, &|token, id| {
        format!(
            r#"{{"client_id":"native","mfa_token":"{token}","challenge_type":"oob","authenticator_id":"{id}"}}"#
        )
    })
    .await;
}

async fn auth0_swift_signs_in_without_a_password_and_passes_a_factor(engine: Engine) {
    let world = prepared(engine).await;
    let sdk = Sdk::swift();
    let start =
        r#"{"send":"code","connection":"email","client_id":"native","email":"ann@example.com"}"#;
    let login = r#"{"realm":"email","grant_type":"http://auth0.com/oauth/grant-type/passwordless/otp","otp":"CODE","username":"ann@example.com","scope":"openid profile email offline_access","client_id":"native"}"#;
    by_email(&world, &sdk, (start, login)).await;
    let link = start.replace(r#""code""#, r#""link_ios""#);
    sdk.post(&world, "/passwordless/start", &link)
        .await
        .expect(200);
    let challenge = format!(
        r#"{{"email":"new@example.com","client_id":"native","connection":"{CONNECTION}","allow_signup":true}}"#
    );
    by_database(&world, &sdk, &challenge).await;
    // Without `types`, it names none.
    by_factor(&world, &sdk, &|token, id| {
        format!(r#"{{"mfa_token":"{token}","client_id":"native","authenticator_id":"{id}"}}"#)
    })
    .await;
}
