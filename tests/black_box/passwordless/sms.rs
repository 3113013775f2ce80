//! Connections that send text messages.

use super::*;

on_both_engines! {
    a_number_signs_in_by_a_text_message,
}

const NUMBER: &str = "+14155550100";

pub async fn connect_sms(world: &World, options: Value) -> String {
    let body = json!({ "name": "sms", "strategy": "sms", "options": options });
    let made = call(world, Method::POST, "/connections", body)
        .await
        .expect(201)
        .json();
    let id = text(&made, "id");
    let clients =
        json!([{ "client_id": "native", "status": true }, { "client_id": "web", "status": true }]);
    let path = format!("/connections/{id}/clients");
    call(world, Method::PATCH, &path, clients).await.expect(204);
    id
}

async fn a_number_signs_in_by_a_text_message(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze(NOON).await;
    let options = json!({ "name": "sms", "provider": "sms_gateway", "gateway_url": "https://sms.example/send",
        "gateway_authentication": { "method": "bearer", "subject": "urn:me", "audience": "urn:gateway",
            "secret": "hush-hush-hush", "secret_base64_encoded": false },
        "template": "Code for {{ application.name }}: {{ code }}", "syntax": "liquid", "from": "Acme",
        "brute_force_protection": true, "totp": { "length": 5, "time_step": 120 } });
    let id = connect_sms(&world, options.clone()).await;
    let path = format!("/connections/{id}");
    assert_eq!(get(&world, &path).await["options"], options);
    let grants = json!({ "grant_types": ["authorization_code", "refresh_token", OTP] });
    call(&world, Method::PATCH, "/clients/native", grants)
        .await
        .expect(200);
    let body = json!({ "connection": "sms", "phone_number": "+1 (415) 555-0100" });
    let answer = start_with(&world, "native", body.clone())
        .await
        .expect(200)
        .json();
    let expected = json!({ "_id": answer["_id"], "phone_number": NUMBER, "phone_verified": false, "request_language": null });
    assert_eq!(answer, expected);
    let wrong = json!({ "connection": "sms", "phone_number": "555" });
    let wrong = start_with(&world, "native", wrong).await;
    assert_eq!(
        (wrong.status, &wrong.json()["error"]),
        (400, &json!("bad.phone_number"))
    );
    let letters = Letters::of(&world);
    let letter = letters.to(NUMBER).await;
    let code = text(&letter, "code");
    assert_eq!(code.len(), 5);
    assert_eq!(letter["text"], format!("Code for native: {code}"));
    let by = |code: String| {
        let world = world.clone();
        async move {
            let form = [
                ("grant_type", OTP),
                ("username", NUMBER),
                ("otp", &code),
                ("realm", "sms"),
                ("scope", "openid profile phone"),
            ];
            world.token("native", &form).await
        }
    };
    let wrong = by("00000".to_owned()).await;
    wrong.expect_error(
        403,
        "invalid_grant",
        "Wrong phone number or verification code.",
    );
    let tokens = by(code.clone()).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "native").await.claims;
    let user_id = claims["sub"].as_str().expect("a subject").to_owned();
    assert!(user_id.starts_with("sms|"), "{user_id}");
    assert_eq!(
        (&claims["phone_number"], &claims["phone_number_verified"]),
        (&json!(NUMBER), &json!(true))
    );
    let user = get(&world, &format!("/users/{}", user_id.replace('|', "%7C"))).await;
    assert_eq!(
        (&user["phone_number"], &user["identities"][0]["provider"]),
        (&json!(NUMBER), &json!("sms"))
    );
    by(code.clone()).await.expect_error(
        403,
        "invalid_grant",
        "Wrong phone number or verification code.",
    );
    world.logged("cs", "Code Sent").await;
    // The page.
    let browser = world.browser();
    let start = world
        .authorize(&browser, "web", &[("connection", "sms")])
        .await;
    let page = browser.follow(&start).await.expect(200);
    assert!(page.body.contains(">Phone number<"), "{}", page.body);
    let wrong = browser
        .submit(&page, &[("username", "ann@example.com")])
        .await
        .expect(400);
    assert!(
        has_attribute(&wrong.body, "id", "error-element-username"),
        "{}",
        wrong.body
    );
    let sent = browser
        .submit(&page, &[("username", NUMBER)])
        .await
        .expect(303);
    let page = browser.follow(&sent).await.expect(200);
    assert_eq!(page.url.path(), "/u/login/passwordless-sms-challenge");
    let second = letters.code(("sms", NUMBER), &code).await;
    let sent = browser
        .submit(&page, &[("code", &second)])
        .await
        .expect(303);
    browser.follow(&sent).await.code();
    let user = get(&world, &format!("/users/{}", user_id.replace('|', "%7C"))).await;
    assert_eq!(user["logins_count"], 2);
    // By the Management API; no two have one number.
    let other = json!({ "connection": "sms", "phone_number": "+14155550199" });
    let made = call(&world, Method::POST, "/users", other.clone())
        .await
        .expect(201)
        .json();
    call(&world, Method::POST, "/users", other)
        .await
        .expect(409);
    let path = format!("/users/{}", text(&made, "user_id").replace('|', "%7C"));
    let taken = json!({ "phone_number": NUMBER });
    call(&world, Method::PATCH, &path, taken).await.expect(409);
    let free = json!({ "phone_number": "+14155550198", "user_metadata": { "a": 1 } });
    let changed = call(&world, Method::PATCH, &path, free)
        .await
        .expect(200)
        .json();
    assert_eq!(changed["phone_number"], "+14155550198");
    // Twilio sends nothing.
    let twilio = json!({ "options": { "name": "sms", "provider": "twilio", "twilio_sid": "AC0", "twilio_token": "hush" } });
    call(&world, Method::PATCH, &format!("/connections/{id}"), twilio)
        .await
        .expect(200);
    start_with(&world, "native", body).await.expect(200);
    let told = world.logs().await;
    let told = told
        .iter()
        .find(|event| event["type"] == "fn")
        .expect("an event");
    assert!(
        told["description"]
            .as_str()
            .is_some_and(|text| text.contains("Twilio")),
        "{told:#}"
    );
}
