//! What stands behind a session transfer token, and what the web asks for: each native login, under each word that asks, in a
//! browser that is remembered and in one that is not. What was decided is on the transfer's trace.

use reqwest::Method;
use serde_json::json;

use super::*;
use crate::actions::{bind, post_login};
use crate::mfa_api::{allow, by_otp, required};
use crate::passwordless;

on_both_engines! {
    every_native_login_meets_every_demand,
    a_telephone_that_has_signed_in_natively_is_no_second_factor,
}

/// Not at logins of the native app.
const ACTION: &str = "if (event.client.client_id !== 'web') return;
    api.idToken.setCustomClaim('https://example.com/methods', event.authentication.methods);
    switch (event.user.user_metadata.asks) {
        case 'none': return api.multifactor.enable('none');
        case 'any': return api.multifactor.enable('any');
        case 'remember': return api.multifactor.enable('any', { allowRememberBrowser: true });
        case 'challenge': return api.authentication.challengeWith({ type: 'otp' });
    }";

/// The policy asks; what the Action says; the application asks; the decision in a browser that is not remembered, and in one that
/// is; whose word it is.
type Row = (
    bool,
    &'static str,
    bool,
    &'static str,
    &'static str,
    Option<&'static str>,
);

/// Where nobody has a word, the trace has none.
const TABLE: [Row; 12] = [
    (false, "", false, "", "", None),
    (
        false,
        "none",
        false,
        "not_asked",
        "not_asked",
        Some("action"),
    ),
    (false, "any", false, "asked", "asked", Some("action")),
    (
        false,
        "remember",
        false,
        "asked",
        "remembered",
        Some("action"),
    ),
    (false, "challenge", false, "asked", "asked", Some("action")),
    (false, "", true, "asked", "asked", Some("acr_values")),
    (true, "", false, "asked", "remembered", Some("policy")),
    (
        true,
        "none",
        false,
        "not_asked",
        "not_asked",
        Some("action"),
    ),
    (true, "any", false, "asked", "asked", Some("action")),
    (
        true,
        "remember",
        false,
        "asked",
        "remembered",
        Some("action"),
    ),
    (true, "challenge", false, "asked", "asked", Some("action")),
    (true, "remember", true, "asked", "asked", Some("acr_values")),
];

/// The traces of the newest transfers, the oldest of them first.
async fn traces(world: &World, count: usize) -> Vec<Value> {
    let token = world.management_token().await;
    let read = async |path: String| {
        let request = world.http.request(Method::GET, &path).bearer_auth(&token);
        world.http.send(request).await.expect(200).json()
    };
    let listed = read("/_footbridge/transfers".to_owned()).await;
    let listed = listed["transfers"].as_array().expect("a list");
    let mut traces = Vec::with_capacity(count);
    for transfer in listed[..count].iter().rev() {
        let id = text(transfer, "id");
        traces.push(read(format!("/_footbridge/transfers/{id}")).await);
    }
    traces
}

/// Which case it is; the decision, and whose it is; whether a code of the app was passed natively; the policy; whether the browser
/// was looked at, and remembered.
type Taken = (
    String,
    &'static str,
    Option<&'static str>,
    bool,
    bool,
    Option<bool>,
);

fn check(trace: &Value, (what, decision, by, otp, policy, looked): &Taken) {
    assert_eq!(trace["verdict"], "accepted", "{what}");
    let decided = trace["second_factor"].as_array().expect("a list");
    if decision.is_empty() {
        assert!(decided.is_empty(), "{what}: {decided:#?}");
        return;
    }
    assert_eq!(decided.len(), 1, "{what}: {decided:#?}");
    let decided = &decided[0];
    assert_eq!(decided["decision"], *decision, "{what}: {decided:#}");
    assert_eq!(decided["decided_by"], json!(by), "{what}: {decided:#}");
    let asks = policy.then_some("all-applications");
    assert_eq!(decided["policy"], json!(asks), "{what}");
    assert_eq!(decided["native"]["connection"], CONNECTION, "{what}");
    let methods = decided["native"]["methods"].as_array().expect("a list");
    let passed = methods.iter().any(|method| method["type"] == "otp");
    assert_eq!(passed, *otp, "{what}: {decided:#}");
    assert_eq!(decided["remembered_browser"], json!(looked), "{what}");
}

/// The next session transfer token of a refresh token that may rotate.
async fn next(world: &World, refresh_token: &mut String) -> String {
    // A token has few of them in a minute.
    world.advance("10s").await;
    let answer = world.exchange("native", refresh_token).await;
    let answer = answer.expect(200).json();
    if let Some(rotated) = answer["refresh_token"].as_str() {
        rotated.clone_into(refresh_token);
    }
    text(&answer, "access_token")
}

async fn every_native_login_meets_every_demand(engine: Engine) {
    let world = world(engine, &["otp"], json!([])).await;
    allow(&world).await;
    let by_password = world.refresh_token("native").await;
    set_policies(&world, always()).await;
    let (browser, app) = enrolled(&world).await;
    browser.get("/v2/logout").await;
    let asked = log_in(&world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    let code = app.code(&world).await;
    let typed = [
        ("code", code.as_str()),
        ("rememberBrowser", "true"),
        ("action", "default"),
    ];
    browser.submit(&page, &typed).await.expect(303);
    let remembered = browser.cookie("auth0-mf").expect("a cookie");
    world.advance(STEP).await;
    let (token, _) = required(&world.password("native", &[]).await);
    let passed = by_otp(&world, &token, &app.code(&world).await).await;
    let by_both = text(&passed.expect(200).json(), "refresh_token");
    bind(
        &world,
        "post-login",
        &[("Asks", post_login(ACTION).as_str())],
    )
    .await;
    let path = world.user_path().await;
    let mut taken = vec![];
    let mut natives = [("password", by_password), ("password, otp", by_both)];
    for (policy, says, is_requested, fresh, known, by) in TABLE {
        set_policies(&world, if policy { always() } else { json!([]) }).await;
        let body = json!({ "user_metadata": { "asks": says } });
        world
            .manage(Method::PATCH, &path, Some(body))
            .await
            .expect(200);
        for (native, refresh_token) in &mut natives {
            for (cookie, decision) in [(None, fresh), (Some(&remembered), known)] {
                let what = format!("{native}, {policy}, {says}, {is_requested}, {cookie:?}");
                let browser = world.browser();
                if let Some(cookie) = cookie {
                    browser.set_cookie("auth0-mf", cookie);
                }
                let token = next(&world, refresh_token).await;
                let mut more = vec![("session_transfer_token", token.as_str())];
                if is_requested {
                    more.push((
                        "acr_values",
                        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
                    ));
                }
                let answer = world.authorize(&browser, "web", &more).await;
                let otp = native.contains("otp");
                let looked = known == "remembered" && !is_requested;
                let looked = looked.then_some(cookie.is_some());
                match decision {
                    "asked" => assert_eq!(factor(&answer), "mfa-otp-challenge", "{what}"),
                    _ => drop(answer.code()),
                }
                taken.push((what, decision, by, otp, policy, looked));
            }
        }
    }
    for (trace, row) in traces(&world, taken.len()).await.iter().zip(&taken) {
        check(trace, row);
    }
    // Who is asked and passes is let in, and the trace says so. The Action sees what was passed natively.
    let [_, (_, mut refresh_token)] = natives;
    let browser = world.browser();
    let token = next(&world, &mut refresh_token).await;
    let asked = world.redeem(&browser, "web", &token).await;
    world.advance(STEP).await;
    let code = pass(&world, &browser, &asked, &app).await.code();
    let decisions = traces(&world, 1).await[0]["second_factor"].clone();
    let decisions = decisions.as_array().expect("a list").iter();
    let decisions: Vec<&Value> = decisions.map(|one| &one["decision"]).collect();
    assert_eq!(decisions, ["asked", "passed"]);
    let tokens = world.code("web", &code).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    let methods = claims["https://example.com/methods"].clone();
    assert_eq!(
        (&methods[0]["name"], &methods[1]["type"]),
        (&json!("pwd"), &json!("otp")),
        "{methods:#}"
    );
}

const NUMBER: &str = "+14155550100";

/// The user's primary connection has passwords; natively they have signed in by the telephone that is linked to it.
async fn a_telephone_that_has_signed_in_natively_is_no_second_factor(engine: Engine) {
    let world = world(engine, &["otp", "sms"], json!([])).await;
    let options = json!({ "provider": "sms_gateway", "gateway_url": "https://sms.example/send" });
    passwordless::sms::connect_sms(&world, options).await;
    let grants = json!({ "grant_types": ["authorization_code", "refresh_token", "password", passwordless::OTP] });
    let changed = call(&world, Method::PATCH, "/clients/native", grants).await;
    changed.expect(200);
    let body = json!({ "connection": "sms", "phone_number": NUMBER });
    let made = call(&world, Method::POST, "/users", body).await;
    let secondary = text(&made.expect(201).json(), "user_id");
    let path = world.user_path().await;
    let path = path.trim_start_matches("/api/v2");
    let body = json!({ "provider": "sms", "user_id": secondary });
    let linked = call(&world, Method::POST, &format!("{path}/identities"), body).await;
    linked.expect(201);
    let list = format!("{path}/authentication-methods");
    for factor in [
        json!({ "type": "totp", "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "name": "App" }),
        json!({ "type": "phone", "phone_number": NUMBER, "preferred_authentication_method": "sms" }),
    ] {
        let given = call(&world, Method::POST, &list, factor).await;
        given.expect(201);
    }
    let tells = post_login(
        "if (event.client.client_id !== 'web') return;
         api.idToken.setCustomClaim('https://example.com/methods', event.authentication.methods);",
    );
    bind(&world, "post-login", &[("Methods", &tells)]).await;

    let body = json!({ "connection": "sms", "phone_number": NUMBER, "send": "code" });
    let sent = passwordless::start_with(&world, "native", body).await;
    sent.expect(200);
    let code = text(&Letters::of(&world).to(NUMBER).await, "code");
    let form = [
        ("grant_type", passwordless::OTP),
        ("username", NUMBER),
        ("otp", &code),
        ("realm", "sms"),
        ("scope", "openid profile offline_access"),
    ];
    let tokens = world.token("native", &form).await.expect(200).json();
    let mut refresh_token = text(&tokens, "refresh_token");

    let browser = world.browser();
    let token = next(&world, &mut refresh_token).await;
    let done = world.redeem(&browser, "web", &token).await.code();
    let tokens = world.code("web", &done).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    let methods = claims["https://example.com/methods"].as_array().cloned();
    let methods = methods.expect("a list");
    let names: Vec<&Value> = methods.iter().map(|method| &method["name"]).collect();
    assert_eq!(names, ["sms"], "{methods:#?}");

    set_policies(&world, always()).await;
    let later = world.authorize(&browser, "web", &[]).await;
    let elsewhere = world.browser();
    let token = next(&world, &mut refresh_token).await;
    let at_once = world.redeem(&elsewhere, "web", &token).await;
    let decided = traces(&world, 1).await[0]["second_factor"][0].clone();
    assert_eq!(decided["native"]["connection"], "sms", "{decided:#}");
    for (browser, asked) in [(browser, later), (elsewhere, at_once)] {
        assert_eq!(factor(&asked), "mfa-otp-challenge");
        let page = browser.follow(&asked).await.expect(200);
        assert!(
            !has_attribute(&page.body, "value", "pick-authenticator"),
            "there is no other: {page:#?}"
        );
    }
}
