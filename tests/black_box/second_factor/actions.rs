//! What Actions want of a second factor: their word goes before the tenant's policy.

use reqwest::Method;
use serde_json::json;

use super::*;
use crate::actions::{bind, post_login};

on_both_engines! {
    an_action_asks_at_every_request,
    an_action_that_looks_asks_once_a_session,
    an_action_takes_the_policy_away,
    an_action_lets_the_browser_be_remembered,
    what_actions_decided_before_holds_after,
    an_action_without_a_factor_lets_nobody_in,
    a_provider_that_is_not_there_is_a_failure,
    actions_name_the_factors_that_they_want,
    four_factors_are_enough,
    another_factor_will_not_do,
}

/// What the application is told.
fn denied(description: &str) -> Outcome {
    Outcome::Refused("access_denied".to_owned(), description.to_owned())
}

async fn start(engine: Engine, factors: &[&str], body: &str) -> World {
    let world = world(engine, factors, json!([])).await;
    bind(&world, "post-login", &[("Factor", &post_login(body))]).await;
    world
}

async fn an_action_asks_at_every_request(engine: Engine) {
    let world = start(engine, &["otp"], "api.multifactor.enable('any')").await;
    let (browser, app) = enrolled(&world).await;
    let asked = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    assert!(!has_attribute(&page.body, "name", "rememberBrowser"));
    pass(&world, &browser, &asked, &app).await.code();
    assert!(
        !world.has_session(&browser).await,
        "a silent request cannot ask"
    );
}

async fn an_action_that_looks_asks_once_a_session(engine: Engine) {
    let body =
        "if (!event.authentication.methods.some((m) => m.name === 'mfa' && m.type === 'otp'))
                  api.multifactor.enable('any');";
    let world = start(engine, &["otp"], body).await;
    let (browser, _) = enrolled(&world).await;
    world.authorize(&browser, "web", &[]).await.code();
    assert!(world.has_session(&browser).await);
}

async fn an_action_takes_the_policy_away(engine: Engine) {
    let world = start(engine, &["otp"], "api.multifactor.enable('none')").await;
    set_policies(&world, always()).await;
    log_in(&world, &world.browser(), &[]).await.code();
}

async fn an_action_lets_the_browser_be_remembered(engine: Engine) {
    let body = "api.multifactor.enable('any', { allowRememberBrowser: true })";
    let world = start(engine, &["otp"], body).await;
    let (browser, app) = enrolled(&world).await;
    let asked = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&asked).await.expect(200);
    let code = app.code(&world).await;
    let typed = [
        ("code", code.as_str()),
        ("rememberBrowser", "true"),
        ("action", "default"),
    ];
    let sent = browser.submit(&page, &typed).await.expect(303);
    browser.follow(&sent).await.code();
    world.authorize(&browser, "web", &[]).await.code();
}

async fn what_actions_decided_before_holds_after(engine: Engine) {
    let world = world(engine, &["otp"], json!([])).await;
    let first = post_login(
        "api.idToken.setCustomClaim('https://example.com/runs', (event.user.app_metadata.runs ?? 0) + 1);
         api.user.setAppMetadata('runs', (event.user.app_metadata.runs ?? 0) + 1);
         api.multifactor.enable('any')",
    );
    let second = post_login("api.idToken.setCustomClaim('https://example.com/second', 'kept')");
    bind(
        &world,
        "post-login",
        &[("First", &first), ("Second", &second)],
    )
    .await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let (_, done) = enroll(&world, &browser, &asked).await;
    let tokens = world.code("web", &done.code()).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["https://example.com/runs"], 1);
    assert_eq!(claims["https://example.com/second"], "kept");
    assert_eq!(
        world.profile().await["app_metadata"]["runs"],
        1,
        "Actions run once"
    );
}

async fn an_action_without_a_factor_lets_nobody_in(engine: Engine) {
    let world = start(engine, &[], "api.multifactor.enable('any')").await;
    let browser = world.browser();
    let answer = log_in(&world, &browser, &[]).await;
    assert_eq!(
        answer.outcome(),
        denied("Multifactor authentication required")
    );
}

async fn a_provider_that_is_not_there_is_a_failure(engine: Engine) {
    let world = start(engine, &["otp"], "api.multifactor.enable('duo')").await;
    let browser = world.browser();
    let answer = log_in(&world, &browser, &[]).await;
    assert_eq!(
        answer.outcome(),
        denied("The request was refused because an Action failed")
    );
}

async fn actions_name_the_factors_that_they_want(engine: Engine) {
    let world = world(engine, &["otp", "email"], json!([])).await;
    let path = world.user_path().await;
    let verified = json!({ "email_verified": true });
    let patch = world.manage(Method::PATCH, &path, Some(verified)).await;
    patch.expect(200);
    let first = post_login(
        "const has = event.user.user_metadata.has;
         if (!has) return api.authentication.enrollWith({ type: 'otp' });
         api.authentication.challengeWith({ type: 'email' }, { additionalFactors: [{ type: 'otp' }] });",
    );
    let second = post_login(
        "const types = event.authentication.methods.filter((m) => m.name === 'mfa').map((m) => m.type);
         api.idToken.setCustomClaim('https://example.com/types', types.join());",
    );
    bind(
        &world,
        "post-login",
        &[("First", &first), ("Second", &second)],
    )
    .await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    let (_, done) = enroll(&world, &browser, &asked).await;
    let types = async |code: &str| {
        let tokens = world.code("web", code).await.expect(200).json();
        let claims = world.verify(&tokens["id_token"], "web").await.claims;
        claims["https://example.com/types"].clone()
    };
    assert_eq!(
        types(&done.code()).await,
        "otp",
        "the second Action sees what was passed"
    );

    let body = json!({ "user_metadata": { "has": true } });
    world
        .manage(Method::PATCH, &path, Some(body))
        .await
        .expect(200);
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    assert_eq!(factor(&asked), "mfa-email-challenge", "the Action's order");
    let page = browser.follow(&asked).await.expect(200);
    let code = Letters::of(&world)
        .code(("mfa_oob_code", &world.email), "")
        .await;
    let sent = type_code(&browser, &page, &code).await.expect(303);
    let done = browser.follow(&sent).await;
    assert_eq!(types(&done.code()).await, "email");
}

async fn four_factors_are_enough(engine: Engine) {
    let body = "for (let n = 0; n < 5; n += 1) api.authentication.challengeWith({ type: 'otp' });";
    let world = start(engine, &["otp"], body).await;
    let answer = log_in(&world, &world.browser(), &[]).await;
    assert_eq!(
        answer.outcome(),
        denied("The request was refused because an Action failed")
    );
}

async fn another_factor_will_not_do(engine: Engine) {
    let world = world(engine, &["otp", "email"], json!([])).await;
    let path = world.user_path().await;
    let patch = async |body: Value| {
        let patched = world.manage(Method::PATCH, &path, Some(body)).await;
        patched.expect(200);
    };
    patch(json!({ "email_verified": true })).await;
    let (_, app) = {
        set_policies(&world, always()).await;
        let enrolled = enrolled(&world).await;
        set_policies(&world, json!([])).await;
        enrolled
    };
    let first = post_login("api.authentication.challengeWith({ type: 'email' })");
    let second = post_login("api.multifactor.enable('google-authenticator')");
    bind(
        &world,
        "post-login",
        &[("First", &first), ("Second", &second)],
    )
    .await;
    let browser = world.browser();
    let asked = log_in(&world, &browser, &[]).await;
    assert_eq!(factor(&asked), "mfa-email-challenge");
    let page = browser.follow(&asked).await.expect(200);
    let message = ("mfa_oob_code", world.email.as_str());
    let code = Letters::of(&world).code(message, "").await;
    let sent = type_code(&browser, &page, &code).await.expect(303);
    let asked = browser.follow(&sent).await;
    pass(&world, &browser, &asked, &app).await.code();
}
