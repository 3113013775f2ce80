//! The roads to tokens.

use super::*;
use crate::actions::{bind, post_login};

on_both_engines! {
    a_user_enrolls_an_app_at_the_first_login,
    a_user_passes_by_the_app_or_by_a_recovery_code,
    a_user_enrolls_an_address_and_passes_by_codes,
    the_tokens_are_those_of_the_password,
    a_refresh_token_waits_where_an_action_asks,
    a_transfer_waits_where_an_action_asks,
    an_action_takes_the_policy_away,
    discovery_names_the_endpoint_and_the_grants,
}

async fn a_user_enrolls_an_app_at_the_first_login(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code"], always()).await;
    let (token, requirements) = required(&world.password("native", &[]).await);
    assert_eq!(requirements, json!({ "enroll": [{ "type": "otp" }] }));
    world.logged("mfar", "").await;
    assert_eq!(authenticators(&world, &token).await, json!([]));

    let begun = associate(&world, &token, json!({ "authenticator_types": ["otp"] })).await;
    let begun = begun.expect(200).json();
    assert_eq!(begun["authenticator_type"], "otp");
    let (secret, uri) = (text(&begun, "secret"), text(&begun, "barcode_uri"));
    assert!(uri.starts_with("otpauth://totp/"), "{uri}");
    for part in [
        format!("secret={secret}"),
        "algorithm=SHA1".into(),
        "digits=6".into(),
        "period=30".into(),
    ] {
        assert!(uri.contains(&part), "{part} in {uri}");
    }
    let code = begun["recovery_codes"][0].as_str().expect("a code");
    assert_eq!(code.len(), 24);
    let listed = authenticators(&world, &token).await;
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    assert_eq!(listed[0]["authenticator_type"], "otp");
    assert_eq!(listed[0]["active"], false);
    assert!(text(&listed[0], "id").starts_with("totp|dev_"));

    let app = App::of(&secret);
    let tokens = by_otp(&world, &token, &app.code(&world).await).await;
    let tokens = tokens.expect(200).json();
    assert!(tokens["refresh_token"].is_string());
    let id_token = world.verify(&tokens["id_token"], "native").await;
    for claim in ["acr", "amr"] {
        assert!(id_token.claims.get(claim).is_none(), "{claim}");
    }
    world.logged("seotpft", "").await;
    world.logged("gd_enrollment_complete", "").await;

    let (token, requirements) = required(&world.password("native", &[]).await);
    let both = json!([{ "type": "otp" }, { "type": "recovery-code" }]);
    assert_eq!(requirements, json!({ "challenge": both }));
    let listed = authenticators(&world, &token).await;
    let listed = listed.as_array().expect("a list").iter();
    let listed: Vec<_> = listed
        .map(|a| (&a["authenticator_type"], &a["active"]))
        .collect();
    let active = json!(true);
    assert_eq!(
        listed,
        [(&json!("otp"), &active), (&json!("recovery-code"), &active)]
    );
}

async fn a_user_passes_by_the_app_or_by_a_recovery_code(engine: Engine) {
    let world = start(engine, &["otp", "recovery-code"], always()).await;
    let (app, code) = enrolled(&world).await;
    let token = ask(&world).await;
    let asked = challenge(&world, &token, &[("challenge_type", "oob otp")]).await;
    assert_eq!(asked.expect(200).json(), json!({ "challenge_type": "otp" }));
    let tokens = by_otp(&world, &token, &app.code(&world).await).await;
    assert!(tokens.expect(200).json().get("recovery_code").is_none());

    let code = code.expect("a recovery code");
    let passed = by_recovery_code(&world, &ask(&world).await, &code).await;
    let next = text(&passed.expect(200).json(), "recovery_code");
    assert!(next.len() == 24 && next != code);
    world.logged("sercft", "").await;
    let again = by_recovery_code(&world, &ask(&world).await, &code).await;
    again.expect_error(403, "invalid_grant", "MFA Authorization rejected.");
    let token = ask(&world).await;
    by_recovery_code(&world, &token, &next).await.expect(200);
}

async fn a_user_enrolls_an_address_and_passes_by_codes(engine: Engine) {
    let world = start(engine, &["otp", "email"], always()).await;
    let letters = Letters::of(&world);
    let other = format!("other.{}", world.email);
    let (token, requirements) = required(&world.password("native", &[]).await);
    let both = json!([{ "type": "otp" }, { "type": "email" }]);
    assert_eq!(requirements, json!({ "enroll": both }));
    let wanted =
        json!({ "authenticator_types": ["oob"], "oob_channels": ["email"], "email": other });
    let begun = associate(&world, &token, wanted).await.expect(200).json();
    assert_eq!(begun["authenticator_type"], "oob");
    assert_eq!(begun["oob_channel"], "email");
    assert_eq!(begun["binding_method"], "prompt");
    assert!(begun.get("recovery_codes").is_none(), "the tenant has none");
    let oob = text(&begun, "oob_code");
    let code = letters.code(("mfa_oob_code", &other), "").await;
    by_oob(&world, &token, (&oob, &another(&code, 1)))
        .await
        .expect_error(403, "invalid_grant", "Invalid binding_code.");
    by_oob(&world, &token, (&oob, &code)).await.expect(200);
    world.logged("seoobft", "").await;

    // The account's own address does by itself now, and is listed before the other one.
    let token = ask(&world).await;
    let listed = authenticators(&world, &token).await;
    let names: Vec<_> = (0..2).map(|n| text(&listed[n], "name")).collect();
    assert!(names.iter().all(|name| name.contains("***")), "{names:?}");
    for (number, address) in [(0, &world.email), (1, &other)] {
        let token = ask(&world).await;
        let id = text(&listed[number], "id");
        assert_eq!(listed[number]["oob_channel"], "email");
        assert!(id.starts_with("email|dev_"));
        let more = [("challenge_type", "oob"), ("authenticator_id", &id)];
        let asked = challenge(&world, &token, &more).await.expect(200).json();
        assert_eq!(asked["challenge_type"], "oob");
        assert_eq!(asked["binding_method"], "prompt");
        let sent = letters.code(("mfa_oob_code", address), &code).await;
        let oob = text(&asked, "oob_code");
        by_oob(&world, &token, (&oob, &sent)).await.expect(200);
    }
}

async fn the_tokens_are_those_of_the_password(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let code = post_login(
        "api.accessToken.setCustomClaim('run', Math.random());
         api.idToken.setCustomClaim('color', 'green');
         api.accessToken.addScope('write:orders');",
    );
    bind(&world, "post-login", &[("Claims", &code)]).await;
    let (app, _) = enrolled(&world).await;
    let more = [("audience", API), ("scope", "openid read:orders")];
    let (token, _) = required(&world.password("native-confidential", &more).await);
    let code = app.code(&world).await;
    let form = [("grant_type", OTP), ("mfa_token", &token), ("otp", &code)];
    // The SDKs repeat scope and audience: what was asked for at first counts.
    let form = [form.as_slice(), &[("scope", "openid"), ("audience", "x")]].concat();
    let tokens = world.token("native-confidential", &form).await;
    let tokens = tokens.expect(200).json();
    assert_eq!(tokens["scope"], "openid read:orders write:orders");
    assert!(tokens.get("refresh_token").is_none());
    let access = world.verify(&tokens["access_token"], API).await;
    assert_eq!(access.claims["gty"], "password");
    assert!(access.claims["run"].is_number());
    let id = world
        .verify(&tokens["id_token"], "native-confidential")
        .await;
    assert_eq!(id.claims["color"], "green");
    // The Actions have run once for each login, and not again after the factor.
    let ran = world.logs().await;
    let runs = |kind: &str| -> Vec<Value> {
        let of = ran.iter().filter(|entry| entry["type"] == kind);
        of.map(|entry| entry["details"]["actions"]["executions"].clone())
            .collect()
    };
    assert_eq!(runs("mfar"), runs("seotpft"));
}

async fn a_refresh_token_waits_where_an_action_asks(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let (app, _) = enrolled(&world).await;
    let token = ask(&world).await;
    let tokens = by_otp(&world, &token, &app.code(&world).await).await;
    let refresh_token = text(&tokens.expect(200).json(), "refresh_token");
    // The policy does not ask: the login has gone through it.
    let answer = world.refresh("native", &refresh_token, &[]).await;
    let refresh_token = text(&answer.expect(200).json(), "refresh_token");

    let asks = post_login("api.multifactor.enable('any')");
    bind(&world, "post-login", &[("Factor", &asks)]).await;
    world.advance(STEP).await;
    let (waiting, _) = required(&world.refresh("native", &refresh_token, &[]).await);
    let tokens = by_otp(&world, &waiting, &app.code(&world).await).await;
    let tokens = tokens.expect(200).json();
    let next = text(&tokens, "refresh_token");
    assert_ne!(next, refresh_token);
    let id_token = world.verify(&tokens["id_token"], "native").await;
    assert!(id_token.claims.get("amr").is_none());

    // One that was used meanwhile is not replayed, and ends nothing.
    bind(&world, "post-login", &[]).await;
    world.advance(STEP).await;
    bind(&world, "post-login", &[("Again", &asks)]).await;
    let (waiting, _) = required(&world.refresh("native", &next, &[]).await);
    bind(&world, "post-login", &[]).await;
    let newest = world.refresh("native", &next, &[]).await.expect(200).json();
    let late = by_otp(&world, &waiting, &app.code(&world).await).await;
    late.expect_error(403, "invalid_grant", "Unknown or invalid refresh token.");
    let newest = text(&newest, "refresh_token");
    world.refresh("native", &newest, &[]).await.expect(200);
}

async fn a_transfer_waits_where_an_action_asks(engine: Engine) {
    let world = start(engine, &["otp"], json!([])).await;
    let refresh_token = world.refresh_token("native").await;
    let asks = post_login("api.multifactor.enable('any')");
    bind(&world, "post-login", &[("Factor", &asks)]).await;
    let (waiting, _) = required(&world.exchange("native", &refresh_token).await);
    let (app, _) = begin(&world, &waiting).await;
    let answer = by_otp(&world, &waiting, &app.code(&world).await).await;
    let answer = answer.expect(200).json();
    assert_eq!(answer["token_type"], "N_A");
    bind(&world, "post-login", &[]).await;
    let browser = world.browser();
    let token = text(&answer, "access_token");
    world.redeem(&browser, "web", &token).await.code();
}

async fn an_action_takes_the_policy_away(engine: Engine) {
    let world = start(engine, &["otp"], always()).await;
    let never = post_login("api.multifactor.enable('none')");
    bind(&world, "post-login", &[("Never", &never)]).await;
    world.password("native", &[]).await.expect(200);
}

async fn discovery_names_the_endpoint_and_the_grants(engine: Engine) {
    let world = World::shared(engine).await;
    let path = "/.well-known/openid-configuration";
    let metadata = world.http.get(path).await.expect(200).json();
    let endpoint = format!("{}mfa/challenge", world.issuer());
    assert_eq!(metadata["mfa_challenge_endpoint"], endpoint);
    let grants = metadata["grant_types_supported"]
        .as_array()
        .expect("a list");
    for grant in [OTP, OOB, RECOVERY_CODE] {
        assert!(grants.contains(&grant.into()), "{grant}");
    }
}
