//! What a domain of the server says of itself: which native apps belong to it, and which passkeys are its own.

use reqwest::Method;
use serde_json::{Value, json};

use super::{FINGERPRINT, WEBAUTHN, begun, device};
use crate::harness::*;
use crate::passkeys::encode;

on_both_engines! {
    apps_and_passkeys_belong_to_domains,
}

async fn document(world: &World, path: &str) -> Value {
    let answer = world.http.get(path).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "public, max-age=15");
    answer.json()
}

async fn apps_and_passkeys_belong_to_domains(engine: Engine) {
    let world = World::own(engine).await;
    let (android, ios) = (
        "/.well-known/assetlinks.json",
        "/.well-known/apple-app-site-association",
    );
    assert_eq!(document(&world, android).await, json!([]));
    assert_eq!(
        document(&world, ios).await,
        json!({ "applinks": { "apps": [], "details": [] }, "webcredentials": { "apps": [] } })
    );
    super::allow(&world).await;
    let other = FINGERPRINT.replace("14:6D", "aa:bb");
    for (client, mobile) in [
        (
            "web",
            json!({ "ios": { "team_id": "86WQXF56BC", "app_bundle_identifier": "com.auth0.Passwordless-Email" } }),
        ),
        (
            "native-static",
            json!({ "android": { "app_package_name": "com.example.app", "sha256_cert_fingerprints": [other] },
                "ios": { "team_id": "no team/", "app_bundle_identifier": "com.example" } }),
        ),
    ] {
        let path = format!("/clients/{client}");
        let changed = call(&world, Method::PATCH, &path, json!({ "mobile": mobile })).await;
        changed.expect(200);
    }
    // One app, which two clients are.
    assert_eq!(
        document(&world, android).await,
        json!([{
            "relation": [
                "delegate_permission/common.handle_all_urls",
                "delegate_permission/common.get_login_creds",
            ],
            "target": {
                "namespace": "android_app",
                "package_name": "com.example.app",
                "sha256_cert_fingerprints": [FINGERPRINT, other.to_uppercase()],
            },
        }])
    );
    let apple = json!({
        "applinks": { "apps": [], "details": [{
            "appID": "86WQXF56BC.com.auth0.Passwordless-Email",
            "paths": ["/ios/com.auth0.Passwordless-Email/*"],
        }] },
        "webcredentials": { "apps": ["86WQXF56BC.com.auth0.Passwordless-Email"] },
    });
    assert_eq!(document(&world, ios).await, apple);
    assert_eq!(document(&world, "/apple-app-site-association").await, apple);

    // A domain whose passkeys are those of the domain that it is in.
    let domain = json!({ "domain": "login.example.test", "type": "self_managed_certs",
        "relying_party_identifier": "example.test" });
    let made = call(&world, Method::POST, "/custom-domains", domain).await;
    let id = text(&made.expect(201).json(), "custom_domain_id");
    let verify = format!("/custom-domains/{id}/verify");
    call(&world, Method::POST, &verify, Value::Null)
        .await
        .expect(201);
    let host = format!("login.example.test:{}", world.server.port);
    let post = |path: &str, body: Value| {
        let request = world.http.request(Method::POST, path);
        let request = request
            .header("host", &host)
            .header("content-type", "application/json");
        world.http.send(request.body(body.to_string()))
    };
    let wanted = json!({ "client_id": "native", "realm": CONNECTION,
        "user_profile": { "email": "ada.passkey@example.com" } });
    let (session, options) = begun(post("/passkey/register", wanted).await);
    assert_eq!(
        options["rp"],
        json!({ "id": "example.test", "name": "example.test" })
    );
    let mut device = device(&world);
    device.origin = format!("http://{host}");
    let answer = |session: String, response: Value| {
        post(
            "/oauth/token",
            json!({ "grant_type": WEBAUTHN, "client_id": "native", "auth_session": session,
                "authn_response": response }),
        )
    };
    answer(session, device.create(&options)).await.expect(200);
    let ask = json!({ "client_id": "native", "realm": CONNECTION });
    let (session, options) = begun(post("/passkey/challenge", ask).await);
    assert_eq!(options["rpId"], "example.test");
    answer(session, device.get(&options)).await.expect(200);
    let path = format!(
        "/users/{}/authentication-methods",
        text(&super::user(&world).await, "user_id").replace('|', "%7C")
    );
    let kept = get(&world, &path).await[0].clone();
    assert_eq!(kept["relying_party_identifier"], "example.test");
    assert_eq!(kept["key_id"], encode(&device.credential_id));
    // Not those of the issuer.
    let (session, options) = super::challenge(&world).await;
    assert_eq!(options["rpId"], "localhost");
    let mut foreign = options.clone();
    foreign["rpId"] = "example.test".into();
    let refused = super::answer(&world, &session, &device.get(&foreign)).await;
    refused.expect_error(403, "invalid_grant", "Invalid passkey");
}
