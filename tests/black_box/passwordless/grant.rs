//! `/passwordless/start` and the grant.

use super::*;
use crate::actions::{bind, post_login};
use crate::mfa_api::required;
use crate::second_factor::{always, enable, factor, set_policies};

on_both_engines! {
    a_code_signs_in_and_makes_the_account_the_first_time,
    what_is_asked_for_wrongly_is_said,
    actions_and_the_second_factor_have_their_say,
}

const NEW: &str = "new.user@example.com";

async fn a_code_signs_in_and_makes_the_account_the_first_time(engine: Engine) {
    let world = world(engine, json!({})).await;
    let answer = start(&world, "native", "New.User@Example.com").await;
    let answer = answer.expect(200).json();
    let id = text(&answer, "_id");
    assert!(
        id.len() == 24 && id.bytes().all(|b| b.is_ascii_hexdigit()),
        "{id}"
    );
    let expected = json!({ "_id": id, "email": NEW, "email_verified": false });
    assert_eq!(answer, expected);
    assert_eq!(users(&world, NEW).await.len(), 0);
    let first = code(&world, NEW, "").await;
    let letter = Letters::of(&world).to(NEW).await;
    assert_eq!(letter["subject"], "Welcome to native");
    assert!(
        text(&letter, "html").contains(&format!("<b>{first}</b> login")),
        "{letter:#}"
    );
    assert!(!text(&letter, "from").contains("auth0.com"), "{letter:#}");
    assert!(!letter["link"].is_string(), "{letter:#}");
    // Of another client, at another connection, or of nobody.
    for client in ["native-static", "web"] {
        let refused = by_code(&world, client, (NEW, &first)).await;
        refused.expect_error(403, "invalid_grant", WRONG);
    }
    let signed_in = by_code(&world, "native", (NEW, &format!(" {first} "))).await;
    let tokens = signed_in.expect(200).json();
    for name in ["access_token", "id_token", "refresh_token"] {
        assert!(tokens[name].is_string(), "{tokens:#}");
    }
    let claims = world.verify(&tokens["id_token"], "native").await.claims;
    assert_eq!(
        (&claims["email"], &claims["email_verified"]),
        (&json!(NEW), &json!(true))
    );
    let user = users(&world, NEW).await[0].clone();
    let user_id = text(&user, "user_id");
    assert_eq!(claims["sub"], user_id.as_str());
    let bare = user_id
        .strip_prefix("email|")
        .expect("a user of the connection");
    assert!(
        bare.len() == 24 && bare.bytes().all(|b| b.is_ascii_hexdigit()),
        "{user_id}"
    );
    let identity =
        json!([{ "connection": "email", "user_id": bare, "provider": "email", "isSocial": false }]);
    assert_eq!(user["identities"], identity);
    assert_eq!(
        (
            &user["email_verified"],
            &user["logins_count"],
            &user["nickname"]
        ),
        (&json!(true), &json!(1), &json!("new.user"))
    );
    // Once.
    let again = by_code(&world, "native", (NEW, &first)).await;
    again.expect_error(403, "invalid_grant", WRONG);
    // A confidential client, with its secret and without.
    let body = json!({ "connection": "email", "email": NEW, "send": "code",
        "client_secret": secret("native-confidential") });
    start_with(&world, "native-confidential", body)
        .await
        .expect(200);
    let second = code(&world, NEW, &first).await;
    by_code(&world, "native-confidential", (NEW, &second))
        .await
        .expect(200);
    let all = users(&world, NEW).await;
    assert_eq!((all.len(), &all[0]["logins_count"]), (1, &json!(2)));
    world.logged("ss", "Successful signup").await;
    let failed = world.logs().await;
    let failed: Vec<_> = failed.iter().filter(|e| e["type"] == "fepotpft").collect();
    assert_eq!(failed.len(), 3, "{failed:#?}");
    for event in failed {
        assert_eq!(
            (&event["user_name"], &event["connection"]),
            (&json!(NEW), &json!("email"))
        );
        assert_eq!(
            (&event["strategy"], &event["strategy_type"]),
            (&json!("email"), &json!("passwordless"))
        );
    }
    let logs = world.logs().await;
    for (kind, count) in [("cls", 2), ("s", 2)] {
        let found = logs.iter().filter(|event| event["type"] == kind).count();
        assert_eq!(found, count, "{kind} among {logs:#?}");
    }
    let shown = serde_json::to_string(&logs).expect("JSON");
    for code in [first, second] {
        assert!(!shown.contains(&format!("\"{code}\"")), "{shown}");
    }
    // The refresh token goes on to work, and dies with the user.
    let refresh = text(&tokens, "refresh_token");
    let refreshed = world.exchange("native", &refresh).await.expect(200).json();
    let path = format!("/users/{}", user_id.replace('|', "%7C"));
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    let gone = world
        .exchange("native", &text(&refreshed, "refresh_token"))
        .await;
    assert_eq!(gone.status, 403, "{gone:#?}");
}

async fn what_is_asked_for_wrongly_is_said(engine: Engine) {
    let world = world(engine, json!({})).await;
    let ask = async |body: Value| start_with(&world, "native", body).await;
    for (body, code, sentence) in [
        (
            json!({ "email": NEW }),
            "bad.connection",
            "Missing required property: connection",
        ),
        (
            json!({ "connection": "mail", "email": NEW }),
            "bad.connection",
            "Connection does not exist",
        ),
        (
            json!({ "connection": CONNECTION, "email": NEW }),
            "bad.connection",
            "Connection does not exist",
        ),
        (
            json!({ "connection": "email" }),
            "bad.request",
            "Missing required property: email",
        ),
        (
            json!({ "connection": "email", "email": "nobody" }),
            "bad.request",
            "email is no e-mail address",
        ),
        (
            json!({ "connection": "email", "email": NEW, "send": "pigeon" }),
            "bad.request",
            "send must be code or link",
        ),
        (
            json!({ "connection": "email", "email": NEW, "authParams": ["a"] }),
            "bad.authParams",
            "authParams must be an object",
        ),
        (
            json!({ "connection": "email", "email": NEW, "authParams": { "scope": 1 } }),
            "bad.authParams",
            "authParams must have strings only",
        ),
    ] {
        ask(body).await.expect_error(400, code, sentence);
    }
    let elsewhere = json!({ "connection": "email", "email": NEW });
    let disabled = start_with(&world, "native-leeway", elsewhere.clone()).await;
    disabled.expect_error(400, "bad.connection", "Connection is disabled");
    // A form will do, as RFC 6749 has it.
    let form = [
        ("client_id", "native"),
        ("connection", "email"),
        ("email", NEW),
        ("send", "code"),
    ];
    world.post("/passwordless/start", &form).await.expect(200);
    let code = code(&world, NEW, "").await;
    // Without the grant, and at other connections.
    let grants = json!({ "grant_types": ["authorization_code"] });
    call(&world, Method::PATCH, "/clients/native", grants)
        .await
        .expect(200);
    let refused = by_code(&world, "native", (NEW, &code)).await;
    assert_eq!(refused.json()["error"], "unauthorized_client");
    let grants = json!({ "grant_types": ["authorization_code", OTP] });
    call(&world, Method::PATCH, "/clients/native", grants)
        .await
        .expect(200);
    let form = [
        ("grant_type", OTP),
        ("username", NEW),
        ("otp", &code),
        ("realm", CONNECTION),
    ];
    let refused = world.token("native", &form).await;
    refused.expect_error(403, "access_denied", "the connection is not enabled");
    by_code(&world, "native", (NEW, &code)).await.expect(200);
    // A tenant may want confidential clients to authenticate.
    let flag = json!({ "flags": { "enforce_client_authentication_on_passwordless_start": true } });
    call(&world, Method::PATCH, "/tenants/settings", flag)
        .await
        .expect(200);
    let mut body = json!({ "connection": "email", "email": NEW, "send": "code" });
    let refused = start_with(&world, "native-confidential", body.clone()).await;
    assert_eq!(refused.status, 401, "{refused:#?}");
    body["client_secret"] = "wrong".into();
    let refused = start_with(&world, "native-confidential", body.clone()).await;
    assert_eq!(refused.status, 401, "{refused:#?}");
    body["client_secret"] = secret("native-confidential").into();
    start_with(&world, "native-confidential", body)
        .await
        .expect(200);
}

async fn actions_and_the_second_factor_have_their_say(engine: Engine) {
    let world = world(engine, json!({})).await;
    let told = post_login(
        "api.idToken.setCustomClaim('https://x/m', event.authentication.methods.map((m) => m.name).join());\napi.idToken.setCustomClaim('https://x/c', event.connection.strategy);",
    );
    bind(&world, "post-login", &[("told", &told)]).await;
    let refuse = "exports.onExecutePreUserRegistration = async (event, api) => {
        if (event.user.email.startsWith('eve')) { api.access.deny('no eve', 'Not you.'); }
        api.user.setUserMetadata('seen', event.connection.name);
    };";
    bind(&world, "pre-user-registration", &[("refuse", refuse)]).await;
    let eve = sent(&world, "native", "eve@example.com").await;
    let refused = by_code(&world, "native", ("eve@example.com", &eve)).await;
    refused.expect_error(403, "access_denied", "Not you.");
    assert_eq!(users(&world, "eve@example.com").await.len(), 0);
    world.logged("fs", "Not you.").await;
    let ann = sent(&world, "native", NEW).await;
    let tokens = by_code(&world, "native", (NEW, &ann))
        .await
        .expect(200)
        .json();
    let claims = world.verify(&tokens["id_token"], "native").await.claims;
    assert_eq!(
        (&claims["https://x/c"], &claims["https://x/m"]),
        (&json!("email"), &json!("email"))
    );
    // Metadata of these users are not an Action's to set.
    assert_eq!(users(&world, NEW).await[0]["user_metadata"], Value::Null);
    // The gate stands on this road, too.
    enable(&world, &["otp", "email"]).await;
    set_policies(&world, always()).await;
    let code = sent_again(&world, &ann).await;
    let (token, requirements) = required(&by_code(&world, "native", (NEW, &code)).await);
    // The mailbox has been shown: it is no second factor.
    let app_alone = json!([{ "type": "otp" }]);
    assert_eq!(requirements, json!({ "enroll": app_alone }));
    let (app, _) = crate::mfa_api::begin(&world, &token).await;
    let grants =
        json!({ "grant_types": [OTP, "authorization_code", "refresh_token", crate::mfa_api::OTP] });
    call(&world, Method::PATCH, "/clients/native", grants)
        .await
        .expect(200);
    let passed = crate::mfa_api::by_otp(&world, &token, &app.code(&world).await).await;
    let tokens = passed.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "native").await.claims;
    assert_eq!(claims["email"], NEW);
    let code = sent_again(&world, &code).await;
    let (_, requirements) = required(&by_code(&world, "native", (NEW, &code)).await);
    assert_eq!(requirements, json!({ "challenge": app_alone }));
    no_page_asks_for_the_mailbox_again(&world, &code).await;
    // A refresh token of such a login stands for the same mailbox.
    let asks =
        "if (event.transaction.protocol === 'oauth2-refresh-token') api.multifactor.enable('any')";
    bind(&world, "post-login", &[("asks", &post_login(asks))]).await;
    let refresh_token = text(&tokens, "refresh_token");
    let (_, requirements) = required(&world.refresh("native", &refresh_token, &[]).await);
    assert_eq!(requirements, json!({ "challenge": app_alone }));
}

async fn no_page_asks_for_the_mailbox_again(world: &World, before: &str) {
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[("connection", "email")]);
    let page = browser.follow(&start.await).await.expect(200);
    let sent = browser.submit(&page, &[("username", NEW)]).await;
    let page = browser.follow(&sent.expect(303)).await.expect(200);
    let code = code(world, NEW, before).await;
    let sent = browser.submit(&page, &[("code", &code)]).await;
    let asked = browser.follow(&sent.expect(303)).await;
    assert_eq!(factor(&asked), "mfa-otp-challenge");
    let page = browser.follow(&asked).await.expect(200);
    assert!(!has_attribute(&page.body, "value", "pick-authenticator"));
    let picked = [("action", "pick-authenticator")];
    let picked = browser.submit(&page, &picked).await.expect(303);
    let options = browser.follow(&picked).await.expect(200);
    assert!(!has_attribute(&options.body, "value", "email"));
    let chosen = browser.submit(&options, &[("action", "email")]).await;
    assert_eq!(factor(&chosen.expect(303)), "mfa-otp-challenge");
}

async fn sent_again(world: &World, before: &str) -> String {
    start(world, "native", NEW).await.expect(200);
    code(world, NEW, before).await
}
