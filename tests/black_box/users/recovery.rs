//! A forgotten password: the page, the endpoint, the message, and the page behind its link.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_user_sets_a_new_password_alone,
    the_endpoint_of_the_sdks_answers_the_same_to_all,
    only_the_newest_link_works,
    who_asks_too_often_is_refused,
    a_database_may_close_it,
}

const NEW: &str = "another-password-1";
const SENT: &str = "We've just sent you an email to reset your password.";

/// As auth0.js' `changePassword` sends it.
async fn ask(world: &World, email: &str) -> Answer {
    let body = json!({ "client_id": "spa", "email": email, "connection": CONNECTION });
    send(world, body).await
}

/// Where the link with that name leads.
pub fn link(page: &Answer, name: &str) -> String {
    let (before, _) = page.body.split_once(&format!(">{name}</a>")).expect(name);
    let (_, href) = before.rsplit_once("href=\"").expect("a link");
    let (href, _) = href.split_once('"').expect("a quoted address");
    href.replace("&#38;", "&").replace("&amp;", "&")
}

async fn send(world: &World, body: Value) -> Answer {
    let request = world
        .http
        .request(Method::POST, "/dbconnections/change_password");
    world.http.send(request.json(&body)).await
}

async fn password_is(world: &World, password: &str) -> bool {
    let tried = world.password("native", &[("password", password)]).await;
    tried.status == 200
}

async fn a_user_sets_a_new_password_alone(engine: Engine) {
    let world = World::of(&Setup::new(engine).await.start().await);
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let login = browser.follow(&start).await.expect(200);
    let link = link(&login, "Forgot password?");
    let page = browser.follow(&browser.get(&link).await.expect(303)).await;
    let page = page.expect(200);
    assert!(
        page.body
            .contains(r#"<input id="username" name="username""#)
    );
    let empty = browser.submit(&page, &[("username", "")]).await.expect(400);
    assert!(empty.body.contains(r#"id="error-element-username""#));
    let sent = browser.submit(&page, &[("username", &world.email)]).await;
    let sent = sent.expect(200);
    assert!(sent.body.contains(r#"value="resend-email-action""#));
    let unknown = [("username", "nobody@example.com")];
    let other = browser.submit(&page, &unknown).await.expect(200);
    let shown = |page: &Answer, typed: &str| page.body.replace(typed, "…");
    assert_eq!(
        shown(&sent, &world.email),
        shown(&other, "nobody@example.com")
    );

    let letter = Letters::of(&world).to(&world.email).await;
    assert_eq!(letter["type"], "reset_email");
    let link = text(&letter, "link");
    assert!(link.starts_with(world.issuer()), "{link}");
    // Scanners of e-mail follow links.
    for _ in 0..2 {
        world.browser().get(&link).await.expect(200);
    }
    let (session, _) = world.logged_in("web").await;
    let elsewhere = world.browser();
    let page = elsewhere.get(&link).await.expect(200);
    for name in ["password-reset", "re-enter-password"] {
        let field = format!(r#"<input id="{name}" name="{name}""#);
        assert!(page.body.contains(&field), "{}", page.body);
    }
    let two = [("password-reset", NEW), ("re-enter-password", "x")];
    elsewhere.submit(&page, &two).await.expect(400);
    let twice = [("password-reset", NEW), ("re-enter-password", NEW)];
    elsewhere.submit(&page, &twice).await.expect(200);
    elsewhere.submit(&page, &twice).await.expect(400);
    assert!(password_is(&world, NEW).await && !password_is(&world, PASSWORD).await);
    let silent = world
        .authorize(&session, "web", &[("prompt", "none")])
        .await;
    assert_eq!(
        silent.parameter("error").as_deref(),
        Some("login_required"),
        "sessions end"
    );
    for code in ["scpr", "scp"] {
        let path = format!("/logs?q=type:{code}");
        let logged = get(&world, &path).await;
        assert_eq!(logged[0]["user_name"], world.email.as_str(), "{logged}");
        assert!(!logged.to_string().contains("ticket="), "{logged}");
    }
}

async fn the_endpoint_of_the_sdks_answers_the_same_to_all(engine: Engine) {
    let world = World::of(&Setup::new(engine).await.start().await);
    for email in [world.email.as_str(), "nobody@example.com", "no address"] {
        let answer = ask(&world, email).await.expect(200);
        assert_eq!(answer.body, SENT, "{email}");
        assert!(answer.header("content-type").starts_with("text/html"));
    }
    Letters::of(&world).to(&world.email).await;
    let others = Letters::of(&world).all().await;
    assert_eq!(others.len(), 1, "{others:#?}");
    for (body, description) in [
        (json!({}), "Missing required parameter: email"),
        (
            json!({ "email": "a@b.example" }),
            "Missing required parameter: connection",
        ),
        (
            json!({ "email": "a@b.example", "connection": CONNECTION, "client_id": "gone" }),
            "Unknown client: gone",
        ),
        (
            json!({ "email": "a@b.example", "connection": "gone" }),
            "the connection is not enabled for the client",
        ),
    ] {
        let answer = send(&world, body).await;
        answer.expect_error(400, "invalid_request", description);
    }
}

async fn only_the_newest_link_works(engine: Engine) {
    let world = World::of(&Setup::new(engine).await.start().await);
    ask(&world, &world.email).await.expect(200);
    let letters = Letters::of(&world);
    let message = ("reset_email", world.email.as_str());
    let first = letters.link(message, "").await;
    ask(&world, &world.email.to_uppercase()).await.expect(200);
    let second = letters.link(message, &first).await;
    world.browser().get(&first).await.expect(400);
    world.browser().get(&second).await.expect(200);
    let id = world.user_id().await.replace('|', "%7C");
    let path = format!("/users/{id}");
    let other = json!({ "email": "moved@example.com" });
    call(&world, Method::PATCH, &path, other).await.expect(200);
    let dead = world.browser().get(&second).await;
    assert_eq!(dead.status, 400, "it was for another address");
}

async fn who_asks_too_often_is_refused(engine: Engine) {
    let world = World::of(&Setup::new(engine).await.start().await);
    for _ in 0..10 {
        ask(&world, "nobody@example.com").await.expect(200);
    }
    let refused = ask(&world, "nobody@example.com").await;
    refused.expect_error(
        429,
        "too_many_requests",
        "Too many requests for a new password; try again later",
    );
    ask(&world, "somebody.else@example.com").await.expect(200);
    world.advance("61s").await;
    ask(&world, "nobody@example.com").await.expect(200);
}

async fn a_database_may_close_it(engine: Engine) {
    let world = World::of(&Setup::new(engine).await.start().await);
    set_options(
        &world,
        json!({ "disable_self_service_change_password": true }),
    )
    .await;
    ask(&world, &world.email).await.expect_error(
        400,
        "invalid_request",
        "the connection does not allow users to change their password",
    );
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let login = browser.follow(&start).await.expect(200);
    assert!(!login.body.contains("Forgot password?"), "{}", login.body);
}
