//! Tickets by which users enroll a second factor.

use serde_json::json;

use super::*;
use crate::actions::{bind, post_login};

on_both_engines! {
    a_user_enrolls_by_a_ticket_and_is_not_signed_in,
    a_ticket_is_good_once_for_five_days_and_for_its_factor,
    the_message_brings_the_link,
}

/// A ticket of a person, as the Management API gives it.
async fn ticket(world: &World, more: Value) -> Answer {
    let mut body = json!({ "user_id": world.user_id().await });
    for (name, value) in more.as_object().expect("an object") {
        body[name] = value.clone();
    }
    call(world, Method::POST, "/guardian/enrollments/ticket", body).await
}

async fn link(world: &World, more: Value) -> String {
    text(&ticket(world, more).await.expect(200).json(), "ticket_url")
}

/// Presses the button of a ticket's page; what follows.
async fn spend(browser: &Browser, link: &str) -> Answer {
    let page = browser.get(link).await.expect(200);
    browser.submit(&page, &[]).await
}

async fn a_user_enrolls_by_a_ticket_and_is_not_signed_in(engine: Engine) {
    let world = world(engine, &["otp", "sms", "recovery-code"], json!([])).await;
    let made = ticket(&world, json!({})).await.expect(200).json();
    let (id, link) = (text(&made, "ticket_id"), text(&made, "ticket_url"));
    assert!(id.starts_with("gten_"), "{id}");
    assert_eq!(
        link,
        format!("{}guardian/enroll?ticket={id}", world.issuer())
    );
    let browser = world.browser();
    // Looking uses nothing up: programs follow the links of e-mails.
    for _ in 0..2 {
        browser.get(&link).await.expect(200);
    }
    let asked = spend(&browser, &link).await.expect(303);
    let (app, done) = enroll(&world, &browser, &asked).await;
    assert_eq!(factor(&done), "mfa-recovery-code-enrollment");
    let page = browser.follow(&done).await.expect(200);
    let kept = [("saved", "on"), ("action", "default")];
    let sent = browser.submit(&page, &kept).await.expect(303);
    let done = browser.follow(&sent).await;
    assert_eq!(factor(&done), "mfa-enroll-result");
    let shown = browser.follow(&done).await.expect(200);
    assert_eq!(shown.url.path(), "/u/mfa-enroll-result");
    assert!(
        !world.has_session(&browser).await,
        "a ticket signs nobody in"
    );
    // Neither does the way back to a page of it.
    let again = browser
        .get(sent.location().expect("a location").as_str())
        .await;
    assert_eq!(factor(&again), "mfa-enroll-result");
    world.logged("gd_enrollment_complete", "").await;

    // The factor counts, and Actions are told of it.
    let action = post_login(
        "api.idToken.setCustomClaim('https://example.com/user', { enrolled: event.user.enrolledFactors, multifactor: event.user.multifactor });",
    );
    bind(&world, "post-login", &[("Tell", &action)]).await;
    set_policies(&world, always()).await;
    world.advance(STEP).await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let code = pass(&world, &browser, &asked, &app).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(
        claims["https://example.com/user"],
        json!({ "enrolled": [{ "type": "otp" }, { "type": "recovery-code" }], "multifactor": ["guardian"] })
    );
}

async fn a_ticket_is_good_once_for_five_days_and_for_its_factor(engine: Engine) {
    let world = world(engine, &["otp", "sms"], json!([])).await;
    let refused = async |link: &str| {
        let browser = world.browser();
        let page = browser.get(link).await.expect(400);
        assert!(page.body.contains("mfa-enroll-result"), "{page:#?}");
    };
    // Two presses at once: one of them is first.
    let link_ = link(&world, json!({ "factor": "phone" })).await;
    let (one, two) = (world.browser(), world.browser());
    let (page, other) = (one.get(&link_).await, two.get(&link_).await);
    let (a, b) = tokio::join!(one.submit(&page, &[]), two.submit(&other, &[]));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 400]);
    let first = if a.status == 303 { a } else { b };
    assert_eq!(
        factor(&first),
        "mfa-sms-enrollment",
        "what the ticket names"
    );
    refused(&link_).await;

    let late = link(&world, json!({})).await;
    world.advance("432000s").await;
    refused(&late).await;
    refused(&format!("{late}x")).await;

    // Whoever has a factor needs a ticket that adds one.
    set_policies(&world, always()).await;
    let (_, _) = enrolled(&world).await;
    let plain = link(&world, json!({})).await;
    refused(&plain).await;
    let adding = json!({ "allow_multiple_enrollments": true, "factor": "phone" });
    let adding = link(&world, adding).await;
    let asked = spend(&world.browser(), &adding).await.expect(303);
    assert_eq!(factor(&asked), "mfa-sms-enrollment");

    for (body, status) in [
        (json!({ "factor": "push-notification" }), 403),
        (json!({ "factor": "email" }), 403),
        (json!({ "factor": "palm" }), 400),
        (json!({ "user_id": "auth0|nobody" }), 404),
        (json!({ "fantasy": true }), 400),
    ] {
        let answer = ticket(&world, body.clone()).await;
        assert_eq!(answer.status, status, "{body}: {answer:#?}");
    }
    // Who has got another password has none.
    let old = link(&world, json!({ "allow_multiple_enrollments": true })).await;
    let path = world.user_path().await;
    let body = json!({ "password": "Another-password-1" });
    let set = world.manage(Method::PATCH, &path, Some(body)).await;
    set.expect(200);
    refused(&old).await;
    // A blocked user enrolls nothing.
    let blocked = link(&world, json!({ "allow_multiple_enrollments": true })).await;
    let block = world.manage(Method::PATCH, &path, Some(json!({ "blocked": true })));
    block.await.expect(200);
    refused(&blocked).await;
}

async fn the_message_brings_the_link(engine: Engine) {
    let world = world(engine, &["otp"], json!([])).await;
    let letters = Letters::of(&world);
    let quiet = link(&world, json!({})).await;
    let sent = link(&world, json!({ "send_mail": true, "email_locale": "de" })).await;
    assert_ne!(quiet, sent);
    let letter = letters.to(&world.email).await;
    assert_eq!(
        (&letter["type"], &letter["link"], &letter["language"]),
        (&json!("enrollment_email"), &json!(sent), &json!("de"))
    );
    let elsewhere = json!({ "send_mail": true, "email": "else@example.com" });
    let sent = link(&world, elsewhere).await;
    assert_eq!(letters.to("else@example.com").await["link"], sent.as_str());
    spend(&world.browser(), &sent).await.expect(303);
}
