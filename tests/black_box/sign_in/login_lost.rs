//! A login whose page is not there any more: the user is sent back to where logins begin.

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

on_both_engines! {
    a_lost_login_goes_to_the_clients_login_route,
    a_lost_login_of_an_organization_names_it,
    without_a_route_of_the_client_the_tenants_is_taken,
    without_any_route_a_page_leads_to_the_application,
    an_answer_that_was_posted_is_not_posted_again,
    a_made_up_state_leads_nowhere_else,
}

const ROUTE: &str = "https://web.example/start?a=1";
const OF_TENANT: &str = "https://home.example/";

/// Two clients, one of which has a login route.
async fn world(engine: Engine, of_tenant: bool) -> World {
    let mut tenant = Tenant::standard(4);
    tenant.client("web")["initiate_login_uri"] = json!(ROUTE);
    tenant.client("web-third-party")["initiate_login_uri"] = json!(ROUTE);
    if of_tenant {
        tenant.root()["tenant"]["default_redirection_uri"] = json!(OF_TENANT);
    }
    let setup = Setup::new(engine).await.tenant(&tenant);
    World::of(&setup.start().await)
}

/// Where an answer leads, by the query that it adds.
fn leads_to(answer: &Answer) -> (String, Vec<(String, String)>) {
    assert_eq!(answer.status, 302, "{answer:#?}");
    let mut to = answer.location().expect("a redirect");
    let query = to.query_pairs().into_owned().collect();
    to.set_query(None);
    (to.into(), query)
}

/// What a lost login of `web` leads to.
#[track_caller]
fn expect_route(world: &World, answer: &Answer, what: &str) {
    let expected = [("a", "1"), ("iss", world.issuer())];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let (to, query) = leads_to(answer);
    assert_eq!(to, "https://web.example/start", "{what}");
    assert_eq!(query, expected, "{what}");
}

fn filled(world: &World) -> [(&'static str, String); 2] {
    [
        ("username", world.email.clone()),
        ("password", PASSWORD.to_owned()),
    ]
}

async fn sign_in(world: &World, browser: &Browser, page: &Answer) -> Answer {
    let filled = filled(world);
    let filled: Vec<_> = filled.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.submit(page, &filled).await
}

async fn a_lost_login_goes_to_the_clients_login_route(engine: Engine) {
    let world = world(engine, true).await;
    world.freeze("2030-01-01T00:00:00Z").await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&start).await.expect(200);
    let stranger = world.browser();
    expect_route(&world, &stranger.follow(&start).await, "no cookies");
    expect_route(
        &world,
        &sign_in(&world, &stranger, &page).await,
        "a form without cookies",
    );
    world.authorize(&stranger, "web-second", &[]).await;
    expect_route(&world, &stranger.follow(&start).await, "another browser");

    let sent = sign_in(&world, &browser, &page).await.expect(303);
    browser.follow(&sent).await.code();
    expect_route(
        &world,
        &browser.follow(&start).await,
        "Back after the login",
    );
    expect_route(&world, &browser.follow(&sent).await, "resumed again");
    expect_route(
        &world,
        &sign_in(&world, &browser, &page).await,
        "sent again",
    );
    let bookmarked = start.location().expect("a redirect");
    let bookmarked = bookmarked.as_str().replace("/u/login?", "/u/consent?");
    expect_route(&world, &browser.get(&bookmarked).await, "another page");

    let late = world.browser();
    let start = world.authorize(&late, "web-third-party", &[]).await;
    let page = late.follow(&start).await.expect(200);
    world.advance("31m").await;
    expect_route(&world, &late.follow(&start).await, "expired");
    expect_route(
        &world,
        &sign_in(&world, &late, &page).await,
        "expired while typing",
    );
}

async fn a_lost_login_of_an_organization_names_it(engine: Engine) {
    let world = world(engine, false).await;
    let usage = json!({ "organization_usage": "allow" });
    let path = "/api/v2/clients/web";
    world
        .manage(Method::PATCH, path, Some(usage))
        .await
        .expect(200);
    let made = json!({ "name": "acme" });
    let made = world
        .manage(Method::POST, "/api/v2/organizations", Some(made))
        .await;
    let id = text(&made.expect(201).json(), "id");
    let browser = world.browser();
    let start = world
        .authorize(&browser, "web", &[("organization", &id)])
        .await;
    assert_eq!(start.outcome(), Outcome::Login);
    let (_, query) = leads_to(&world.browser().follow(&start).await);
    assert_eq!(query.last(), Some(&("organization".to_owned(), id)));
    browser.follow(&start).await.expect(200);
}

async fn without_a_route_of_the_client_the_tenants_is_taken(engine: Engine) {
    let world = world(engine, true).await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web-second", &[]).await;
    let lost = world.browser().follow(&start).await;
    let iss = vec![("iss".to_owned(), world.issuer().to_owned())];
    assert_eq!(leads_to(&lost), (OF_TENANT.to_owned(), iss.clone()));
    for path in [
        "/u/login",
        "/login",
        "/u/login/identifier",
        "/authorize/resume?state=lost",
    ] {
        let lost = browser.get(path).await;
        assert_eq!(
            leads_to(&lost),
            (OF_TENANT.to_owned(), iss.clone()),
            "{path}"
        );
    }
}

async fn without_any_route_a_page_leads_to_the_application(engine: Engine) {
    let world = world(engine, false).await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web-second", &[]).await;
    let page = world.browser().follow(&start).await.expect(400);
    let linked = references(&page.body);
    assert!(
        linked.contains(&"https://web-second.example/".to_owned()),
        "{linked:?}"
    );
    assert!(
        linked.iter().any(|url| url.starts_with("/assets/page.css")),
        "{linked:?}"
    );
    assert!(page.body.contains("You may have pressed the back button"));
    let native = world.authorize(&browser, "native", &[]).await;
    for page in [
        world.browser().follow(&native).await.expect(400),
        browser.get("/u/login?state=lost").await.expect(400),
    ] {
        let linked = references(&page.body);
        assert!(
            linked.iter().all(|url| !url.starts_with("http")),
            "{linked:?}"
        );
    }
}

async fn an_answer_that_was_posted_is_not_posted_again(engine: Engine) {
    let world = world(engine, false).await;
    let browser = world.browser();
    let start = world
        .authorize(&browser, "web", &[("response_mode", "form_post")])
        .await;
    let answer = browser.log_in(&start, &world.email).await.expect(303);
    assert_eq!(answer.outcome(), Outcome::Resume);
    browser.follow(&answer).await.expect(200);
    expect_route(&world, &browser.follow(&answer).await, "Back to the form");
}

async fn a_made_up_state_leads_nowhere_else(engine: Engine) {
    let world = world(engine, false).await;
    let encode = |text: &str| {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
    };
    for client in ["nobody", "", "a\0b", "https://evil.example"] {
        let path = format!("/u/login?state=tx_x.{}.{}", encode(client), encode("org_x"));
        let page = world.http.get(&path).await.expect(400);
        let linked = references(&page.body);
        assert!(
            linked.iter().all(|url| !url.starts_with("http")),
            "{linked:?}"
        );
    }
}
