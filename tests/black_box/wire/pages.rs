//! The hosted pages, whole, and what their forms and `/dbconnections/signup` refuse.

use reqwest::Method;
use serde_json::{Value, json};

use super::Transcript;
use crate::harness::*;

on_both_engines! {
    login_and_consent,
    sign_up,
    tickets,
    forgotten_passwords,
}

async fn login_and_consent(engine: Engine) {
    let setup = Setup::new(engine).await.set("RATE_LIMIT__LOGINS", "1000");
    let mut table = Transcript::of(setup).await;
    let world = table.world.clone();
    table
        .add("no login", &world.browser().get("/u/login").await)
        .await;
    table
        .add(
            "a login that is lost",
            &world.browser().get("/u/login?state=gone").await,
        )
        .await;
    let browser = world.browser();
    let start = world
        .authorize(
            &browser,
            "web-third-party",
            &[("login_hint", "user0@example.com")],
        )
        .await;
    table.add("the way to the page", &start).await;
    let page = browser.follow(&start).await;
    table.add("the page", &page).await;
    let filled = [("username", world.email.as_str()), ("password", "wrong")];
    table
        .add("a wrong password", &browser.submit(&page, &filled).await)
        .await;
    let unknown = [("username", "nobody@example.com"), ("password", "wrong")];
    table
        .add("an unknown user", &browser.submit(&page, &unknown).await)
        .await;
    let action = page.url.clone();
    let elsewhere = world.browser();
    let forged = elsewhere
        .http
        .request(Method::POST, action.as_str())
        .form(&filled);
    table
        .add("a form from elsewhere", &elsewhere.send(forged).await)
        .await;
    let foreign = browser
        .http
        .request(Method::POST, action.as_str())
        .header("origin", "https://evil.example");
    table
        .add(
            "a form from another site",
            &browser.send(foreign.form(&filled)).await,
        )
        .await;
    let other_state = [("state", "another")];
    table
        .add(
            "a form with another state than its address",
            &browser.submit(&page, &other_state).await,
        )
        .await;
    let done = browser
        .submit(&page, &[("username", &world.email), ("password", PASSWORD)])
        .await;
    table.add("the right password", &done).await;
    let consent = browser.follow(&done).await;
    table.add("the way to consent", &consent).await;
    let page = browser.follow(&consent).await;
    table.add("the consent page", &page).await;
    table
        .add(
            "neither consent nor refusal",
            &browser.submit(&page, &[("action", "perhaps")]).await,
        )
        .await;
    table
        .add(
            "consent",
            &browser.submit(&page, &[("action", "accept")]).await,
        )
        .await;
    table
        .add(
            "consent again",
            &browser.submit(&page, &[("action", "accept")]).await,
        )
        .await;
    table
        .add(
            "no consent page",
            &world.browser().get("/u/consent?state=gone").await,
        )
        .await;
    table
        .add(
            "no confirmation page",
            &world.browser().get("/u/confirm?state=gone").await,
        )
        .await;
    let path = world.user_path().await;
    let blocked = Some(json!({ "blocked": true }));
    world
        .manage(Method::PATCH, &path, blocked)
        .await
        .expect(200);
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&start).await;
    table.prepared().await;
    let filled = [("username", world.email.as_str()), ("password", PASSWORD)];
    table
        .add("a blocked user", &browser.submit(&page, &filled).await)
        .await;
    let other = world.clone().with_user(1);
    for _ in 0..11 {
        other.password("native", &[("password", "wrong")]).await;
    }
    table.prepared().await;
    let filled = [("username", other.email.as_str()), ("password", PASSWORD)];
    table
        .add("a blocked account", &browser.submit(&page, &filled).await)
        .await;
    table.check("login_and_consent");
}

async fn sign_up(engine: Engine) {
    let mut tenant = Tenant::standard(2);
    let clients = tenant.root()["databases"][0]["enabled_clients"].clone();
    let databases = &mut tenant.root()["databases"];
    databases[0]["options"] = json!({ "passwordPolicy": "good" });
    let more = databases.as_array_mut().expect("a list");
    for (name, options) in [
        ("named", json!({ "requires_username": true })),
        ("closed", json!({ "disable_signup": true })),
    ] {
        more.push(json!({ "name": name, "options": options, "enabled_clients": clients }));
    }
    let mut table = Transcript::of(Setup::new(engine).await.tenant(&tenant)).await;
    let world = table.world.clone();
    let usual = json!({ "client_id": "native", "connection": CONNECTION, "email": "new@example.com", "password": "Long-enough-1" });
    for (title, change) in [
        ("no client", json!({ "client_id": null })),
        ("an unknown client", json!({ "client_id": "nobody" })),
        (
            "a client without the connection",
            json!({ "client_id": "web-unconnected" }),
        ),
        ("no connection", json!({ "connection": null })),
        ("an unknown connection", json!({ "connection": "fantasy" })),
        ("no e-mail address", json!({ "email": null })),
        ("no address at all", json!({ "email": "nobody" })),
        ("no password", json!({ "password": null })),
        ("a weak password", json!({ "password": "short" })),
        ("an address that is taken", json!({ "email": world.email })),
        ("a user name", json!({ "username": "ada" })),
        ("metadata for administrators", json!({ "app_metadata": {} })),
        (
            "nested metadata",
            json!({ "user_metadata": { "nested": {} } }),
        ),
        ("a good one", json!({ "given_name": "Ada" })),
        (
            "a connection that wants a user name",
            json!({ "connection": "named" }),
        ),
        (
            "a user name that is too long",
            json!({ "connection": "named", "username": "a".repeat(200) }),
        ),
        (
            "a connection without sign-up",
            json!({ "connection": "closed" }),
        ),
    ] {
        let mut body = usual.clone();
        let members = body.as_object_mut().expect("an object");
        members.extend(change.as_object().expect("an object").clone());
        members.retain(|_, value| !value.is_null());
        let request = world.http.request(Method::POST, "/dbconnections/signup");
        table
            .add(title, &world.http.send(request.json(&body)).await)
            .await;
    }
    table.check("sign_up");
}

async fn ticket(world: &World, kind: &str) -> String {
    let body = json!({ "user_id": world.user_id().await });
    let made = call(world, Method::POST, &format!("/tickets/{kind}"), body).await;
    let url = text(&made.expect(201).json(), "ticket");
    let path = url.strip_prefix(world.issuer()).expect("our own");
    format!("/{}", path.trim_end_matches('#'))
}

async fn tickets(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let browser = world.browser();
    table
        .add("no ticket", &browser.get("/u/reset-password").await)
        .await;
    table
        .add(
            "an unknown ticket",
            &browser.get("/u/reset-password?ticket=x").await,
        )
        .await;
    let path = ticket(&world, "password-change").await;
    let page = browser.get(&path).await;
    table.add("the page", &page).await;
    for (title, password, again) in [
        ("two passwords", "Long-enough-1", "Long-enough-2"),
        ("a weak password", "x", "x"),
        ("a new password", "Long-enough-1", "Long-enough-1"),
        ("the ticket again", "Long-enough-1", "Long-enough-1"),
    ] {
        let values = [("password-reset", password), ("re-enter-password", again)];
        table
            .add(title, &browser.submit(&page, &values).await)
            .await;
    }
    let foreign = browser
        .http
        .request(Method::POST, &path)
        .header("origin", "https://evil.example");
    table
        .add("a form from another site", &browser.send(foreign).await)
        .await;
    let path = ticket(&world, "email-verification").await;
    let page = browser.get(&path).await;
    table.add("the page for an address", &page).await;
    let verified = browser.submit(&page, &[]).await;
    table.add("a verified address", &verified).await;
    let again = browser.submit(&page, &[]).await;
    table.add("verified again", &again).await;
    let missing: Value = json!({ "user_id": "auth0|0123456789abcdef01234567" });
    let refused = call(&world, Method::POST, "/tickets/password-change", missing).await;
    table.add("a ticket for no user", &refused).await;
    let path = format!("/users/{}", world.user_id().await.replace('|', "%7C"));
    let moved = call(
        &world,
        Method::PATCH,
        &path,
        json!({ "email": "moved@example.com" }),
    );
    table.add("another address", &moved.await).await;
    table.check("tickets");
}

async fn forgotten_passwords(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let login = browser.follow(&start).await.expect(200);
    let state = login.url.query().expect("a state").to_owned();
    table.prepared().await;
    let path = format!("/u/login/password-reset-start/{CONNECTION}?{state}");
    let start = browser.get(&path).await;
    table.add("the link of the login page", &start).await;
    let page = browser.follow(&start).await;
    table.add("the page", &page).await;
    for (title, username) in [
        ("nothing", ""),
        ("a user", world.email.as_str()),
        ("a stranger", "stranger@example.com"),
    ] {
        let sent = browser.submit(&page, &[("username", username)]).await;
        table.add(title, &sent).await;
    }
    let body = json!({ "email": "stranger@example.com", "connection": CONNECTION });
    let ask = async || {
        let request = world
            .http
            .request(Method::POST, "/dbconnections/change_password");
        world.http.send(request.json(&body)).await
    };
    table.add("by an SDK", &ask().await).await;
    for _ in 0..8 {
        ask().await;
    }
    table.prepared().await;
    table.add("too often", &ask().await).await;
    set_options(
        &world,
        json!({ "disable_self_service_change_password": true }),
    )
    .await;
    table.prepared().await;
    table.add("a closed database", &ask().await).await;
    table.check("forgotten_passwords");
}
