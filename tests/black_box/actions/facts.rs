//! What Actions learn of organizations, sessions and changed passwords, and what they leave in a session.

use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{bind, execution, post_login, received};
use crate::harness::*;

on_both_engines! {
    the_organization_is_whole,
    a_session_remembers_how_its_user_proved_who_they_are,
    an_action_decides_how_long_the_cookie_lives,
    every_change_of_a_password_is_told,
    the_event_has_what_the_store_knows_of_a_user,
    every_login_counts_itself,
    a_custom_domain_is_named,
}

async fn call(world: &World, method: Method, path: &str, body: Value) -> Value {
    let body = (!body.is_null()).then_some(body);
    let answer = world.manage(method, &format!("/api/v2{path}"), body).await;
    assert!(answer.status < 300, "{answer:#?}");
    if answer.body.is_empty() {
        Value::Null
    } else {
        answer.json()
    }
}

async fn user_id(world: &World) -> String {
    let path = format!("/users-by-email?email={}", world.email);
    text(
        &call(world, Method::GET, &path, Value::Null).await[0],
        "user_id",
    )
}

/// The only line that the last run with such an entry printed.
async fn printed(world: &World, kind: &str) -> Value {
    let logs = world.logs().await;
    let entry = logs.iter().find(|l| l["type"] == kind).expect("an entry");
    let ran = execution(world, entry).await;
    serde_json::from_str(&text(&ran["results"][0]["logs"][0], "message")).expect("JSON")
}

async fn the_organization_is_whole(engine: Engine) {
    let world = World::own(engine).await;
    let path = format!("/connections?name={CONNECTION}");
    let connection = text(
        &call(&world, Method::GET, &path, Value::Null).await[0],
        "id",
    );
    let described = json!({"metadata": {"region": "eu"}});
    call(
        &world,
        Method::PATCH,
        &format!("/connections/{connection}"),
        described,
    )
    .await;
    let body = json!({"name": "acme", "display_name": "Acme & Sons", "metadata": {"tier": "gold"},
        "enabled_connections": [{"connection_id": connection, "assign_membership_on_login": true}]});
    let organization = call(&world, Method::POST, "/organizations", body).await;
    let usage = json!({"organization_usage": "allow"});
    call(&world, Method::PATCH, "/clients/web", usage).await;
    let code = post_login(
        "console.log(JSON.stringify([event.organization, event.connection, event.transaction.id]))",
    );
    bind(&world, "post-login", &[("Show", &code)]).await;
    let id = text(&organization, "id");
    let browser = world.browser();
    let start = world
        .authorize(&browser, "web", &[("organization", &id)])
        .await;
    browser.log_in(&start, &world.email).await.code();
    let shown = printed(&world, "s").await;
    let whole = json!({"id": id, "name": "acme", "display_name": "Acme & Sons", "metadata": {"tier": "gold"}});
    assert_eq!(shown[0], whole);
    let known = json!({"id": connection, "name": CONNECTION, "strategy": "auth0", "metadata": {"region": "eu"}});
    assert_eq!(shown[1], known);
    assert!(shown[2].as_str().is_some_and(|id| id.len() > 10), "{shown}");
}

async fn a_session_remembers_how_its_user_proved_who_they_are(engine: Engine) {
    let world = World::own(engine).await;
    let code = post_login(
        "console.log(JSON.stringify(event.authentication.methods));
         if (!event.authentication.methods.some((m) => m.name === 'https://example.com/badge')) {
           api.authentication.recordMethod('https://example.com/badge');
         }",
    );
    let after =
        post_login("if (event.authentication.methods.length !== 2) throw new Error('not told')");
    bind(&world, "post-login", &[("Badge", &code), ("After", &after)]).await;
    let (browser, _) = world.logged_in("web").await;
    let names = |shown: &Value| {
        let all = shown.as_array().expect("a list");
        all.iter().map(|m| text(m, "name")).collect::<Vec<_>>()
    };
    assert_eq!(names(&printed(&world, "s").await), ["pwd"]);
    world.authorize(&browser, "web", &[]).await.code();
    let shown = printed(&world, "s").await;
    assert_eq!(names(&shown), ["pwd", "https://example.com/badge"]);
    let path = format!(
        "/users/{}/sessions",
        user_id(&world).await.replace('|', "%7C")
    );
    let sessions = call(&world, Method::GET, &path, Value::Null).await;
    let methods = &sessions["sessions"][0]["authentication"]["methods"];
    assert_eq!(names(methods), ["pwd", "https://example.com/badge"]);
    assert_eq!(methods[1]["timestamp"], shown[1]["timestamp"]);

    // It has to be the URL of a method.
    let code = post_login("api.authentication.recordMethod('pwd')");
    bind(&world, "post-login", &[("Wrong", &code)]).await;
    let answer = world.authorize(&browser, "web", &[]).await;
    let sentence = "The request was refused because an Action failed";
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("access_denied".into(), sentence.into())
    );
}

async fn an_action_decides_how_long_the_cookie_lives(engine: Engine) {
    let world = World::own(engine).await;
    let code = post_login(
        "console.log(JSON.stringify(event.session?.cookie.mode ?? null));
         const { mode } = event.request.query; if (mode) api.session.setCookieMode('persistent').session.setCookieMode(mode)",
    );
    bind(&world, "post-login", &[("Mode", &code)]).await;
    let persists = |answer: &Answer| {
        let cookies = answer.cookies();
        let found = cookies
            .iter()
            .find(|(name, value, _)| name == "auth0" && !value.is_empty());
        found.map(|(_, _, attributes)| attributes.contains("max-age"))
    };
    let (browser, _) = world.logged_in("web").await;
    let cookie = browser.cookie("auth0");
    assert_eq!(
        printed(&world, "s").await,
        "persistent",
        "as the tenant wants it"
    );
    let answer = world
        .authorize(&browser, "web", &[("mode", "non-persistent")])
        .await;
    assert_eq!(persists(&answer), Some(false));
    assert_eq!(browser.cookie("auth0"), cookie, "it is the same session");
    answer.code();
    let answer = world.authorize(&browser, "web", &[]).await;
    assert_eq!(persists(&answer), None);
    answer.code();
    assert_eq!(printed(&world, "s").await, "non-persistent");
    let path = format!(
        "/users/{}/sessions",
        user_id(&world).await.replace('|', "%7C")
    );
    let sessions = call(&world, Method::GET, &path, Value::Null).await;
    assert_eq!(sessions["sessions"][0]["cookie"]["mode"], "non-persistent");
    // A transfer begins with a cookie of its own.
    let transfer = world.transfer("native").await;
    let fresh = world.browser();
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("mode", "non-persistent"),
    ];
    let answer = world.authorize(&fresh, "web", &more).await;
    assert_eq!(persists(&answer), Some(false));
    answer.code();
    let answer = world.authorize(&fresh, "web", &[("mode", "forever")]).await;
    let sentence = "The request was refused because an Action failed";
    assert_eq!(
        answer.outcome(),
        Outcome::Refused("access_denied".into(), sentence.into())
    );
}

async fn every_change_of_a_password_is_told(engine: Engine) {
    let setup = Setup::new(engine).await;
    let setup = setup.set("ACTIONS__ALLOW_PRIVATE_ADDRESSES", "true");
    let world = World::of(&setup.start().await);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("a port").port();
    let code = format!(
        "exports.onExecutePostChangePassword = async (event, api) => {{
           const facts = {{ user: event.user.user_id, connection: event.connection.name, whole: JSON.stringify(event) }};
           await fetch('http://127.0.0.1:{port}/', {{ method: 'POST', body: JSON.stringify(facts) }});
         }};"
    );
    bind(&world, "post-change-password", &[("Tell", &code)]).await;
    let id = user_id(&world).await;
    let told = |body: Value| {
        assert_eq!(
            (&body["user"], &body["connection"]),
            (&json!(id), &json!(CONNECTION))
        );
        assert!(!text(&body, "whole").contains("another-password"), "{body}");
    };
    let path = format!("/users/{}", id.replace('|', "%7C"));
    let change = json!({"password": "another-password-1", "connection": CONNECTION});
    call(&world, Method::PATCH, &path, change).await;
    told(received(&listener).await);
    // Anything else is not told.
    call(&world, Method::PATCH, &path, json!({"nickname": "ada"})).await;
    let made = call(
        &world,
        Method::POST,
        "/tickets/password-change",
        json!({"user_id": id}),
    )
    .await;
    let ticket = text(&made, "ticket");
    let page = format!(
        "/{}",
        ticket
            .strip_prefix(world.issuer())
            .expect("our own")
            .trim_end_matches('#')
    );
    let browser = world.browser();
    let shown = browser.get(&page).await.expect(200);
    let new = "another-password-2";
    let values = [("password-reset", new), ("re-enter-password", new)];
    browser.submit(&shown, &values).await.expect(200);
    told(received(&listener).await);
    let more = tokio::time::timeout(std::time::Duration::from_millis(300), listener.accept()).await;
    assert!(more.is_err(), "told twice");
}

/// A world whose Action prints these facts of each login.
async fn showing(engine: Engine, facts: &str) -> World {
    let world = World::own(engine).await;
    let code = post_login(&format!("console.log(JSON.stringify({facts}))"));
    bind(&world, "post-login", &[("Show", &code)]).await;
    world
}

async fn the_event_has_what_the_store_knows_of_a_user(engine: Engine) {
    let facts = "[event.user, event.transaction.correlation_id ?? null, event.refresh_token?.resource_servers ?? null]";
    let world = showing(engine, facts).await;
    let grant = [("scope", "openid offline_access")];
    world.password("native", &grant).await.expect(200);
    let shown = printed(&world, "sepft").await;
    assert_eq!(shown[0]["last_password_reset"], Value::Null);
    assert_eq!(shown[0]["enrolledFactors"], json!([]));
    let id = user_id(&world).await;
    let path = format!("/users/{}", id.replace('|', "%7C"));
    let change = json!({"password": PASSWORD, "connection": CONNECTION});
    let changed = call(&world, Method::PATCH, &path, change).await;
    let second = json!({"email": "second@example.com", "password": PASSWORD, "connection": CONNECTION,
        "user_metadata": {"private": true}});
    let second = call(&world, Method::POST, "/users", second).await;
    let (provider, other) = text(&second, "user_id")
        .split_once('|')
        .map(|(provider, id)| (provider.to_owned(), id.to_owned()))
        .expect("an id");
    let link = json!({"provider": provider, "user_id": other});
    call(&world, Method::POST, &format!("{path}/identities"), link).await;
    let browser = world.browser();
    let start = world
        .authorize(&browser, "web", &[("correlation_id", "c-4711")])
        .await;
    browser.log_in(&start, &world.email).await.code();
    let shown = printed(&world, "s").await;
    let reset = text(&changed, "last_password_reset");
    assert_eq!(shown[0]["last_password_reset"], reset);
    assert_eq!(shown[1], "c-4711");
    let linked = &shown[0]["identities"][1];
    assert_eq!(linked["user_id"], other);
    assert_eq!(linked["profileData"]["email"], "second@example.com");
    assert_eq!(linked["profileData"]["user_metadata"], Value::Null);
    assert_eq!(shown[0]["identities"][0]["profileData"], Value::Null);
    let token = world.refresh_token("native").await;
    world.refresh("native", &token, &[]).await.expect(200);
    let shown = printed(&world, "sertft").await;
    let scopes = text(&shown[2][0], "scopes");
    assert!(
        scopes.split(' ').any(|word| word == "offline_access"),
        "{shown}"
    );
}

async fn every_login_counts_itself(engine: Engine) {
    let world = showing(engine, "event.stats.logins_count").await;
    for expected in [1, 2] {
        world
            .password("native", &[("scope", "openid")])
            .await
            .expect(200);
        assert_eq!(printed(&world, "sepft").await, expected);
    }
    world.logged_in("web").await;
    assert_eq!(printed(&world, "s").await, 3);
}

async fn a_custom_domain_is_named(engine: Engine) {
    let world = showing(engine, "event.custom_domain ?? null").await;
    let body = json!({"domain": "login.tenant.test", "type": "self_managed_certs",
        "domain_metadata": {"brand": "blue"}});
    let made = call(&world, Method::POST, "/custom-domains", body).await;
    let verify = format!("/custom-domains/{}/verify", text(&made, "custom_domain_id"));
    call(&world, Method::POST, &verify, json!({})).await;
    world.password("native", &[]).await.expect(200);
    assert_eq!(printed(&world, "sepft").await, Value::Null);
    let form = [
        ("grant_type", "password"),
        ("client_id", "native"),
        ("username", &world.email),
        ("password", PASSWORD),
    ];
    let host = format!("login.tenant.test:{}", world.server.port);
    let request = world.http.request(Method::POST, "/oauth/token").form(&form);
    let request = request.header(reqwest::header::HOST, host);
    world.http.send(request).await.expect(200);
    let named = json!({"domain": "login.tenant.test", "domain_metadata": {"brand": "blue"}});
    assert_eq!(printed(&world, "sepft").await, named);
}
