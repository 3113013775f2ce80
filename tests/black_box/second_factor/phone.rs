//! The factor SMS, by the mailbox of test mode: pages, the MFA API, Actions, budgets.

use serde_json::json;

use super::*;
use crate::actions::{bind, post_login};
use crate::mfa_api::{allow, another, associate, authenticators, by_oob, challenge, required};

on_both_engines! {
    a_number_is_enrolled_and_passed_by_codes,
    the_strongest_factor_is_offered_first_and_others_can_be_chosen,
    applications_enroll_a_number_and_pass_by_codes,
    actions_ask_for_a_phone_and_nothing_stands_in_for_an_unknown_factor,
    a_user_gets_ten_messages_and_one_more_every_hour,
    administrators_give_users_numbers,
}

const NUMBER: &str = "+15555550100";
const HIDDEN: &str = "XXXXXXX0100";

async fn code(world: &World, number: &str, other_than: &str) -> String {
    Letters::of(world).code(("sms", number), other_than).await
}

/// Types a number at the page for it; what follows.
async fn type_number(browser: &Browser, page: &Answer, number: &str) -> Answer {
    let typed = [("phone", number), ("action", "default")];
    browser.submit(page, &typed).await
}

/// Enrolls the number at the page that an answer leads to; what follows.
async fn enroll_number(world: &World, browser: &Browser, asked: &Answer) -> Answer {
    assert_eq!(factor(asked), "mfa-sms-enrollment");
    let page = browser.follow(asked).await.expect(200);
    let sent = type_number(browser, &page, NUMBER).await.expect(303);
    let page = browser.follow(&sent).await.expect(200);
    let code = code(world, NUMBER, "").await;
    let sent = type_code(browser, &page, &code).await.expect(303);
    browser.follow(&sent).await
}

/// The events of a type, once there are so many.
async fn told(world: &World, kind: &str, count: usize) -> Vec<Value> {
    for _ in 0..500 {
        let events = get(world, &format!("/logs?q=type:{kind}&sort=date:1")).await;
        let events = events.as_array().expect("a list").clone();
        if events.len() >= count {
            return events;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("there are no {count} events {kind}");
}

async fn a_number_is_enrolled_and_passed_by_codes(engine: Engine) {
    let world = world(engine, &["sms", "recovery-code"], always()).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    assert_eq!(factor(&asked), "mfa-sms-enrollment");
    let page = browser.follow(&asked).await.expect(200);
    for wrong in ["", "0151 23456789", "+1", "+49 O151 2345678", "x"] {
        let again = type_number(&browser, &page, wrong).await.expect(400);
        assert!(
            has_attribute(&again.body, "id", "error-element-phone"),
            "{wrong}: {again:#?}"
        );
    }
    // The number is taken as people write it, and another one can be typed.
    let sent = type_number(&browser, &page, "+1 (555) 555-0199").await;
    let page = browser.follow(&sent.expect(303)).await.expect(200);
    assert_eq!(page.url.path(), "/u/mfa-sms-challenge");
    assert!(page.body.contains("XXXXXXX0199") && !page.body.contains("5550199"));
    let mistaken = code(&world, "+15555550199", "").await;
    let back = browser.submit(&page, &[("action", "pick-sms")]).await;
    let page = browser.follow(&back.expect(303)).await.expect(200);
    assert_eq!(page.url.path(), "/u/mfa-sms-enrollment");
    let sent = type_number(&browser, &page, NUMBER).await.expect(303);
    let page = browser.follow(&sent).await.expect(200);
    let first = code(&world, NUMBER, "").await;
    let again = type_code(&browser, &page, &another(&first, 1)).await;
    assert!(has_attribute(
        &again.expect(400).body,
        "id",
        "error-element-code"
    ));
    if mistaken != first {
        type_code(&browser, &page, &mistaken).await.expect(400);
    }
    let resent = browser.submit(&page, &[("action", "resend-code")]).await;
    assert!(has_attribute(&resent.expect(200).body, "role", "status"));
    let second = code(&world, NUMBER, &first).await;
    let text = Letters::of(&world).to(NUMBER).await;
    assert_eq!(text["type"], "sms");
    assert!(text["text"].as_str().is_some_and(|t| t.contains(&second)));
    type_code(&browser, &page, &first).await.expect(400);
    let sent = type_code(&browser, &page, &second).await.expect(303);
    let resumed = browser.follow(&sent).await;
    assert_eq!(factor(&resumed), "mfa-recovery-code-enrollment");
    let page = browser.follow(&resumed).await.expect(200);
    let kept = [("saved", "on"), ("action", "default")];
    let sent = browser.submit(&page, &kept).await.expect(303);
    let tokens = browser.follow(&sent).await.code();
    let tokens = world.code("web", &tokens).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["amr"], json!(["mfa"]));
    assert_eq!(
        claims["acr"],
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor"
    );

    // Another login is asked for a code, and the browser can be remembered.
    let elsewhere = world.browser();
    let asked = log_in(&world, &elsewhere, &[]).await;
    assert_eq!(factor(&asked), "mfa-sms-challenge");
    assert!(!world.has_session(&elsewhere).await);
    let page = elsewhere.follow(&asked).await.expect(200);
    assert!(page.body.contains(HIDDEN) && !page.body.contains("5550100"));
    assert!(has_attribute(&page.body, "value", "pick-authenticator"));
    let third = code(&world, NUMBER, &second).await;
    let typed = [
        ("code", third.as_str()),
        ("rememberBrowser", "true"),
        ("action", "default"),
    ];
    let sent = elsewhere.submit(&page, &typed).await.expect(303);
    elsewhere.follow(&sent).await.code();
    let again = world.browser();
    again.take_cookies(&elsewhere);
    let remembered = world.authorize(&again, "web", &[("prompt", "login")]).await;
    again.log_in(&remembered, &world.email).await.code();

    let sent = told(&world, "gd_send_sms", 4).await;
    let authenticator = json!({ "type": "sms", "phone_number": HIDDEN });
    assert_eq!(sent[3]["details"]["authenticator"], authenticator);
    assert_eq!(sent[3]["client_id"], "web");
    let all = get(&world, "/logs?per_page=100").await.to_string();
    for secret in [NUMBER, &first, &second, &third] {
        assert!(!all.contains(&format!("\"{secret}")), "{secret} in {all}");
    }
}

async fn the_strongest_factor_is_offered_first_and_others_can_be_chosen(engine: Engine) {
    let world = world(engine, &["sms", "otp", "recovery-code"], always()).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    assert_eq!(factor(&asked), "mfa-otp-enrollment-qr");
    let page = browser.follow(&asked).await.expect(200);
    let picked = browser
        .submit(&page, &[("action", "pick-authenticator")])
        .await;
    let options = browser.follow(&picked.expect(303)).await.expect(200);
    assert_eq!(options.url.path(), "/u/mfa-begin-enroll-options");
    for name in ["otp", "sms"] {
        assert!(has_attribute(&options.body, "value", name), "{options:#?}");
    }
    assert!(!has_attribute(&options.body, "value", "recovery-code"));
    let chosen = browser.submit(&options, &[("action", "sms")]).await;
    let resumed = enroll_number(&world, &browser, &chosen).await;
    assert_eq!(factor(&resumed), "mfa-recovery-code-enrollment");

    // Where the flag is set, the list comes first.
    let flags = json!({ "flags": { "mfa_show_factor_list_on_enrollment": true } });
    let set = call(&world, Method::PATCH, "/tenants/settings", flags).await;
    set.expect(200);
    let other = world.account("other").await;
    let asked = log_in(&other, &world.browser(), &[]).await;
    assert_eq!(factor(&asked), "mfa-begin-enroll-options");
}

async fn applications_enroll_a_number_and_pass_by_codes(engine: Engine) {
    let world = world(engine, &["sms"], always()).await;
    allow(&world).await;
    let (token, requirements) = required(&world.password("native", &[]).await);
    assert_eq!(requirements, json!({ "enroll": [{ "type": "phone" }] }));
    let wanted = |channel: &str, number: &str| json!({ "authenticator_types": ["oob"], "oob_channels": [channel], "phone_number": number });
    for (body, status) in [
        (wanted("voice", NUMBER), 401),
        (wanted("email", NUMBER), 401),
        (wanted("sms", "555 0100"), 400),
        (
            json!({ "authenticator_types": ["oob"], "oob_channels": ["sms"] }),
            400,
        ),
    ] {
        let refused = associate(&world, &token, body.clone()).await;
        assert_eq!(refused.status, status, "{body}: {refused:#?}");
    }
    let begun = associate(&world, &token, wanted("sms", "+1 555-555-0100")).await;
    let begun = begun.expect(200).json();
    assert_eq!(begun["authenticator_type"], "oob");
    assert_eq!(begun["oob_channel"], "sms");
    assert_eq!(begun["binding_method"], "prompt");
    let listed = authenticators(&world, &token).await;
    assert_eq!(listed[0]["active"], false);
    let oob = text(&begun, "oob_code");
    let first = code(&world, NUMBER, "").await;
    by_oob(&world, &token, (&oob, &another(&first, 1)))
        .await
        .expect_error(403, "invalid_grant", "Invalid binding_code.");
    by_oob(&world, &token, (&oob, &first)).await.expect(200);

    let (token, requirements) = required(&world.password("native", &[]).await);
    assert_eq!(requirements, json!({ "challenge": [{ "type": "phone" }] }));
    let listed = authenticators(&world, &token).await;
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    let one = &listed[0];
    assert!(text(one, "id").starts_with("sms|dev_"), "{one}");
    assert_eq!(
        (&one["authenticator_type"], &one["type"], &one["active"]),
        (&json!("oob"), &json!("phone"), &json!(true))
    );
    assert_eq!(
        (&one["oob_channel"], &one["name"]),
        (&json!("sms"), &json!(HIDDEN))
    );
    let asked = challenge(&world, &token, &[("oob_channel", "email")]).await;
    asked.expect(401);
    let id = text(one, "id");
    for more in [
        vec![("challenge_type", "oob"), ("oob_channel", "sms")],
        vec![("challenge_type", "oob"), ("authenticator_id", id.as_str())],
    ] {
        let (token, _) = required(&world.password("native", &[]).await);
        let before = code(&world, NUMBER, "").await;
        let asked = challenge(&world, &token, &more).await.expect(200).json();
        assert_eq!(asked["challenge_type"], "oob");
        let oob = text(&asked, "oob_code");
        let next = code(&world, NUMBER, &before).await;
        by_oob(&world, &token, (&oob, &next)).await.expect(200);
        by_oob(&world, &token, (&oob, &next)).await.expect(403);
    }
}

async fn actions_ask_for_a_phone_and_nothing_stands_in_for_an_unknown_factor(engine: Engine) {
    let world = world(engine, &["sms", "otp"], json!([])).await;
    let action = post_login(
        "const wanted = event.request.query.ext;
         if (wanted === 'enroll') api.authentication.enrollWith({ type: 'phone' });
         if (wanted === 'ask') api.authentication.challengeWith({ type: 'phone', options: { preferredMethod: 'sms' } });
         if (wanted === 'unknown') api.authentication.challengeWith({ type: 'palm' });
         if (wanted === 'unoffered') api.authentication.challengeWith({ type: 'push-notification' });",
    );
    bind(&world, "post-login", &[("Phone", &action)]).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[("ext", "enroll")]).await;
    enroll_number(&world, &browser, &asked).await.code();
    let asked = world.authorize(&browser, "web", &[("ext", "ask")]).await;
    assert_eq!(factor(&asked), "mfa-sms-challenge");
    for ext in ["unknown", "unoffered"] {
        let refused = world.authorize(&browser, "web", &[("ext", ext)]).await;
        assert_eq!(
            refused.outcome(),
            Outcome::Refused(
                "access_denied".to_owned(),
                "Multifactor authentication required".to_owned()
            ),
            "{ext}"
        );
    }
}

async fn a_user_gets_ten_messages_and_one_more_every_hour(engine: Engine) {
    let world = world(engine, &["sms"], always()).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    // Whatever the number.
    let mut sent = 0;
    let refused = loop {
        let number = format!("+155555502{sent:02}");
        let answer = type_number(&browser, &page, &number).await;
        if answer.status != 303 {
            break answer;
        }
        sent += 1;
        let challenge = browser.follow(&answer).await.expect(200);
        let back = browser.submit(&challenge, &[("action", "pick-sms")]).await;
        browser.follow(&back.expect(303)).await.expect(200);
    };
    assert_eq!(sent, 10);
    assert!(has_attribute(
        &refused.expect(400).body,
        "id",
        "prompt-alert"
    ));
    let failed = told(&world, "gd_send_sms_failure", 1).await;
    assert_eq!(
        failed[0]["description"],
        "Too many text messages to this user"
    );
    // A new login of the same user has no budget of its own.
    world.advance("59m").await;
    for (wait, status) in [("0s", 400), ("61s", 303)] {
        world.advance(wait).await;
        let browser = world.browser();
        let asked = log_in(&world, &browser, &[]).await;
        let page = browser.follow(&asked).await.expect(200);
        type_number(&browser, &page, NUMBER).await.expect(status);
    }
}

async fn administrators_give_users_numbers(engine: Engine) {
    let world = world(engine, &["sms"], always()).await;
    let path = world.user_path().await;
    let path = path.trim_start_matches("/api/v2");
    let list = format!("{path}/authentication-methods");
    let given = json!({ "type": "phone", "phone_number": "+1 555 555 0100",
                        "preferred_authentication_method": "sms", "name": "Mobile" });
    let made = call(&world, Method::POST, &list, given.clone()).await;
    let made = made.expect(201).json();
    assert_eq!(
        (&made["type"], &made["phone_number"]),
        (&json!("phone"), &json!(NUMBER))
    );
    call(&world, Method::POST, &list, given).await.expect(409);
    let one = format!("{list}/{}", text(&made, "id").replace('|', "%7C"));
    for (method, status) in [("sms", 200), ("voice", 403)] {
        let body = json!({ "preferred_authentication_method": method });
        call(&world, Method::PATCH, &one, body).await.expect(status);
    }
    let shown = get(&world, &list).await;
    assert_eq!(shown[0]["authentication_methods"][0]["type"], "sms");
    let enrollments = get(&world, &format!("{path}/enrollments")).await;
    assert_eq!(
        (
            &enrollments[0]["auth_method"],
            &enrollments[0]["phone_number"]
        ),
        (&json!("sms"), &json!(NUMBER))
    );
    let device = text(&enrollments[0], "id");
    let enrollment = get(&world, &format!("/guardian/enrollments/{device}")).await;
    assert_eq!(enrollment["status"], "confirmed");

    // What the tenant's own template says is sent to it.
    let templates = json!({ "enrollment_message": "Enroll by {{ code }}",
                            "verification_message": "{{ code }} is for {{ application.name }}" });
    let set = call(
        &world,
        Method::PUT,
        "/guardian/factors/sms/templates",
        templates.clone(),
    )
    .await;
    assert_eq!(set.expect(200).json(), templates);
    assert_eq!(
        get(&world, "/guardian/factors/phone/templates").await,
        templates
    );
    // One that cannot be rendered is refused like one that cannot be read.
    for broken in ["{% if %}", "{{ code | fantasy }}"] {
        let broken = json!({ "enrollment_message": broken, "verification_message": "x" });
        let path = "/guardian/factors/sms/templates";
        call(&world, Method::PUT, path, broken).await.expect(400);
    }
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    assert_eq!(factor(&asked), "mfa-sms-challenge");
    let page = browser.follow(&asked).await.expect(200);
    let letter = Letters::of(&world).to(NUMBER).await;
    let code = text(&letter, "code");
    let body = text(&letter, "text");
    assert!(body.starts_with(&format!("{code} is for ")), "{body}");
    // What is taken away meanwhile is worth nothing.
    call(&world, Method::DELETE, &one, Value::Null)
        .await
        .expect(204);
    let gone = type_code(&browser, &page, &code).await.expect(303);
    assert_eq!(factor(&gone), "mfa-sms-enrollment");
}
