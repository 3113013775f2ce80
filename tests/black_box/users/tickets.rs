//! Tickets: links for a new password and for confirming an e-mail address, each used once.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_ticket_changes_the_password_once,
    a_new_password_must_do,
    a_ticket_verifies_an_email_address,
    tickets_lead_back_to_the_application,
    tickets_lead_to_the_login_route_of_an_application,
    tickets_end_by_themselves_and_with_what_they_are_for,
    parallel_uses_of_a_ticket_change_one_password,
    what_cannot_be_ordered_is_said,
}

const NEW: &str = "another-password-1";

/// A new person: this world's from now on.
async fn create(world: &mut World) -> Value {
    let email = format!("ticket.{}@example.com", world.ip.replace('.', "-"));
    let body = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD });
    world.email = email;
    call(world, Method::POST, "/users", body)
        .await
        .expect(201)
        .json()
}

fn path(user: &Value) -> String {
    format!("/users/{}", text(user, "user_id").replace('|', "%7C"))
}

/// The path and query of a new ticket.
async fn ticket(world: &World, kind: &str, body: Value) -> String {
    let made = call(world, Method::POST, &format!("/tickets/{kind}"), body).await;
    let ticket = text(&made.expect(201).json(), "ticket");
    let page = if kind == "password-change" {
        "reset-password"
    } else {
        "email-verification"
    };
    let start = format!("{}u/{page}?ticket=", world.issuer());
    assert!(
        ticket.starts_with(&start) && ticket.ends_with('#'),
        "{ticket}"
    );
    let path = ticket.strip_prefix(world.issuer()).expect("our own");
    format!("/{}", path.trim_end_matches('#'))
}

/// Fills in the page of a ticket.
async fn reset(browser: &Browser, ticket: &str, password: &str, again: &str) -> Answer {
    let page = browser.get(ticket).await.expect(200);
    let values = [("password-reset", password), ("re-enter-password", again)];
    browser.submit(&page, &values).await
}

/// What the form of that page would send.
async fn send(world: &World, ticket: &str, password: &str) -> Answer {
    let form = [
        ("password-reset", password),
        ("re-enter-password", password),
    ];
    world.post(ticket, &form).await
}

/// Presses the button on the page of a ticket.
async fn confirm(browser: &Browser, ticket: &str) -> Answer {
    let page = browser.get(ticket).await.expect(200);
    browser.submit(&page, &[]).await
}

async fn password_is(world: &World, password: &str) -> bool {
    world
        .password("native", &[("password", password)])
        .await
        .status
        == 200
}

async fn a_ticket_changes_the_password_once(engine: Engine) {
    let mut world = World::shared(engine).await;
    let user = create(&mut world).await;
    let (session, tokens) = world.transferred("native", "web-refresh").await;
    let native = world.refresh_token("native").await;
    let order = json!({ "user_id": user["user_id"], "mark_email_as_verified": true });
    let first = ticket(&world, "password-change", order.clone()).await;
    let second = ticket(&world, "password-change", order).await;
    let browser = world.browser();
    let done = reset(&browser, &first, NEW, NEW).await.expect(200);
    assert!(done.body.contains("Password changed"), "{}", done.body);
    assert!(password_is(&world, NEW).await && !password_is(&world, PASSWORD).await);
    assert!(!world.has_session(&session).await);
    world.refresh("native", &native, &[]).await.expect(403);
    world
        .refresh("web-refresh", &text(&tokens, "refresh_token"), &[])
        .await
        .expect(403);
    let read = call(&world, Method::GET, &path(&user), Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(read["email_verified"], true);
    assert!(read["last_password_reset"].is_string(), "{read}");
    // Neither this ticket nor any older one does it again.
    for ticket in [&first, &second] {
        let page = browser.get(ticket).await.expect(400);
        assert!(page.body.contains("can be used only once"), "{}", page.body);
        send(&world, ticket, PASSWORD).await.expect(400);
    }
    assert!(password_is(&world, NEW).await);
    assert_eq!(world.logged("scp", "").await["user_id"], user["user_id"]);
    assert!(
        world
            .logs()
            .await
            .iter()
            .any(|entry| entry["type"] == "fcp")
    );
}

async fn a_new_password_must_do(engine: Engine) {
    let setup = Setup::new(engine).await;
    let mut tenant = Tenant::standard(1);
    tenant.root()["databases"][0]["options"] = json!({ "passwordPolicy": "good" });
    let world = World::of(&setup.tenant(&tenant).start().await);
    let found = call(&world, Method::GET, "/users", Value::Null)
        .await
        .expect(200)
        .json();
    let order = json!({ "user_id": found[0]["user_id"] });
    let ticket = ticket(&world, "password-change", order).await;
    let browser = world.browser();
    for (password, again, sentence) in [
        ("short", "short", "This password is too weak."),
        (
            "Long-enough-1",
            "Long-enough-2",
            "The passwords are not the same.",
        ),
    ] {
        let page = reset(&browser, &ticket, password, again).await.expect(400);
        assert!(page.body.contains(sentence), "{}", page.body);
        assert!(has_attribute(&page.body, "role", "alert"));
        assert!(
            !page.body.contains(password),
            "the page repeats the password"
        );
    }
    reset(&browser, &ticket, "Long-enough-1", "Long-enough-1")
        .await
        .expect(200);
    assert!(password_is(&world, "Long-enough-1").await);
    // A page of another site cannot fill it in.
    let foreign = world.with_header("sec-fetch-site", "cross-site");
    let refused = send(&foreign, &ticket, PASSWORD).await.expect(400);
    assert!(
        refused
            .body
            .contains("The form was not sent from this site")
    );
}

async fn a_ticket_verifies_an_email_address(engine: Engine) {
    let mut world = World::shared(engine).await;
    let user = create(&mut world).await;
    let ticket = ticket(
        &world,
        "email-verification",
        json!({ "user_id": user["user_id"] }),
    )
    .await;
    let verified = async || {
        let read = call(&world, Method::GET, &path(&user), Value::Null).await;
        read.expect(200).json()["email_verified"].clone()
    };
    // What a browser or a mail program looks at in advance uses nothing up.
    let prefetch = world.with_header("sec-purpose", "prefetch");
    for http in [&prefetch.http, &world.http] {
        http.get(&ticket).await.expect(200);
    }
    world
        .http
        .send(world.http.request(Method::HEAD, &ticket))
        .await
        .expect(405);
    assert_eq!(verified().await, false);
    let done = confirm(&world.browser(), &ticket).await.expect(200);
    assert!(
        done.body.contains("Your email was verified."),
        "{}",
        done.body
    );
    assert_eq!(verified().await, true);
    world.browser().get(&ticket).await.expect(400);
    assert_eq!(world.logged("sv", "").await["user_id"], user["user_id"]);
    // It is no ticket for a password.
    let other = ticket.replace("email-verification", "reset-password");
    world.browser().get(&other).await.expect(400);
}

async fn tickets_lead_back_to_the_application(engine: Engine) {
    let mut world = World::shared(engine).await;
    let user = create(&mut world).await;
    let order = json!({ "user_id": user["user_id"], "result_url": "https://app.example/done?from=us",
        "includeEmailInRedirect": true });
    let change = ticket(&world, "password-change", order.clone()).await;
    let browser = world.browser();
    let page = browser.get(&change).await.expect(200);
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    let own = references(&page.body);
    assert!(own.iter().all(|url| url.starts_with('/')), "{own:?}");
    let done = reset(&browser, &change, NEW, NEW).await.expect(303);
    let queried = |answer: &Answer| {
        let url = answer.location().expect("a redirect");
        assert_eq!((url.host_str(), url.path()), (Some("app.example"), "/done"));
        url.query_pairs()
            .into_owned()
            .collect::<Vec<(String, String)>>()
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let expected = [
        pair("from", "us"),
        pair("email", &world.email),
        pair("success", "true"),
        pair(
            "message",
            "You can now login to the application with the new password.",
        ),
    ];
    assert_eq!(queried(&done), expected);
    let verify = ticket(&world, "email-verification", order).await;
    let done = confirm(&browser, &verify).await.expect(303);
    let expected = [
        pair("from", "us"),
        pair("email", &world.email),
        pair("success", "true"),
        pair("code", "success"),
        pair(
            "message",
            "Your email was verified. You can continue using the application.",
        ),
    ];
    assert_eq!(queried(&done), expected);
    // So does one that was used, and tells it.
    let failed = [
        pair("from", "us"),
        pair("success", "false"),
        pair(
            "message",
            "This URL can be used only once, and has been used or has expired.",
        ),
    ];
    for used in [&change, &verify] {
        assert_eq!(queried(&browser.get(used).await.expect(303)), failed);
    }
}

/// With the organization that the ticket names, as Auth0 says it.
async fn tickets_lead_to_the_login_route_of_an_application(engine: Engine) {
    let mut world = World::own(engine).await;
    let user = create(&mut world).await;
    let organization = json!({ "name": "acme" });
    let organization = call(&world, Method::POST, "/organizations", organization).await;
    let organization = text(&organization.expect(201).json(), "id");
    let order =
        json!({ "user_id": user["user_id"], "client_id": "web", "organization_id": organization });
    let link = async |order: &Value| {
        let verify = ticket(&world, "email-verification", order.clone()).await;
        let page = confirm(&world.browser(), &verify).await.expect(200).body;
        let link = page.split_once("<a href=\"").map(|(_, rest)| rest);
        link.and_then(|rest| Some(rest.split_once("</a>")?.0.to_owned()))
    };
    assert_eq!(link(&order).await, None);
    let of_tenant = json!({ "default_redirection_uri": "https://home.example/" });
    call(&world, Method::PATCH, "/tenants/settings", of_tenant)
        .await
        .expect(200);
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    let told = link(&order).await.expect("a link");
    let iss = form_urlencoded::Serializer::new(String::new())
        .append_pair("iss", world.issuer())
        .finish();
    let expected = format!("https://home.example/?{iss}&#38;organization_id=org_");
    assert!(told.starts_with(&expected), "{told}");
    let own = json!({ "initiate_login_uri": "https://app.example/login?a=1", "name": "Web & Co" });
    call(&world, Method::PATCH, "/clients/web", own)
        .await
        .expect(200);
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    let to = format!(
        "https://app.example/login?a=1&#38;{iss}&#38;organization_id={organization}&#38;organization_name=acme"
    );
    let expected =
        format!("{to}\" class=\"primary\" rel=\"noreferrer\">Back to <bdi>Web &#38; Co</bdi>");
    assert_eq!(link(&order).await, Some(expected));
    let change = ticket(&world, "password-change", order).await;
    let done = reset(&world.browser(), &change, NEW, NEW).await.expect(200);
    assert!(done.body.contains(&to), "{}", done.body);
}

async fn tickets_end_by_themselves_and_with_what_they_are_for(engine: Engine) {
    let mut world = World::own(engine).await;
    world.freeze("2026-11-21T12:00:00Z").await;
    let user = create(&mut world).await;
    let connections = call(&world, Method::GET, "/connections", Value::Null)
        .await
        .expect(200)
        .json();
    let by_email =
        json!({ "email": world.email, "connection_id": connections[0]["id"], "ttl_sec": 60 });
    let short = ticket(&world, "password-change", by_email).await;
    let usual = ticket(
        &world,
        "email-verification",
        json!({ "user_id": user["user_id"], "ttl_sec": 0 }),
    )
    .await;
    let password = ticket(
        &world,
        "password-change",
        json!({ "user_id": user["user_id"] }),
    )
    .await;
    let browser = world.browser();
    world.advance("59s").await;
    browser.get(&short).await.expect(200);
    world.advance("1s").await;
    browser.get(&short).await.expect(400);
    browser.get(&password).await.expect(200);
    // Whoever reads the old address must not take the account over.
    let moved = json!({ "email": "elsewhere@example.com" });
    call(&world, Method::PATCH, &path(&user), moved)
        .await
        .expect(200);
    browser.get(&usual).await.expect(400);
    send(&world, &password, NEW).await.expect(400);
    let read = call(&world, Method::GET, &path(&user), Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(read["email_verified"], false);
    let late = ticket(
        &world,
        "password-change",
        json!({ "user_id": user["user_id"] }),
    )
    .await;
    call(&world, Method::DELETE, &path(&user), Value::Null)
        .await
        .expect(204);
    browser.get(&late).await.expect(400);
    world.email = "elsewhere@example.com".to_owned();
    assert!(!password_is(&world, NEW).await);
}

async fn parallel_uses_of_a_ticket_change_one_password(engine: Engine) {
    let mut world = World::shared(engine).await;
    let user = create(&mut world).await;
    let ticket = ticket(
        &world,
        "password-change",
        json!({ "user_id": user["user_id"] }),
    )
    .await;
    let uses = (0..6).map(|n| {
        let (world, ticket) = (world.clone(), ticket.clone());
        async move {
            let password = format!("password-number-{n}");
            (send(&world, &ticket, &password).await.status, password)
        }
    });
    let answers = together(uses).await;
    let won: Vec<&String> = answers
        .iter()
        .filter(|(status, _)| *status == 200)
        .map(|(_, p)| p)
        .collect();
    assert_eq!(won.len(), 1, "{answers:?}");
    assert!(password_is(&world, won[0]).await);
}

async fn what_cannot_be_ordered_is_said(engine: Engine) {
    let mut world = World::shared(engine).await;
    let user = create(&mut world).await;
    let id = &user["user_id"];
    let bare = text(&user, "user_id")["auth0|".len()..].to_owned();
    for kind in ["password-change", "email-verification"] {
        let order =
            async |body: Value| call(&world, Method::POST, &format!("/tickets/{kind}"), body).await;
        for (body, message) in [
            (
                json!({}),
                "Payload validation error: 'Missing required property: user_id'.",
            ),
            (
                json!({ "user_id": id, "client_id": "nobody" }),
                "The client does not exist",
            ),
            (
                json!({ "user_id": id, "organization_id": "org_0123456789abcdef" }),
                "The organization does not exist",
            ),
            (
                json!({ "user_id": id, "identity": { "provider": "auth0", "user_id": "other" } }),
                "The user exists, but does not contain the given identity.",
            ),
        ] {
            assert_eq!(order(body).await.expect(400).json()["message"], message);
        }
        for wrong in [
            json!({ "user_id": id, "result_url": "javascript:alert(1)" }),
            json!({ "user_id": id, "ttl_sec": -1 }),
            json!({ "user_id": id, "fantasy": 1 }),
        ] {
            assert_eq!(
                order(wrong).await.expect(400).json()["errorCode"],
                "invalid_body"
            );
        }
        let own = json!({ "user_id": id, "identity": { "provider": "auth0", "user_id": bare } });
        order(own).await.expect(201);
        let nobody = order(json!({ "user_id": "auth0|nobody" }))
            .await
            .expect(404)
            .json();
        assert_eq!(nobody["errorCode"], "inexistent_user");
    }
    call(
        &world,
        Method::GET,
        "/jobs/job_0000000000000001",
        Value::Null,
    )
    .await
    .expect(404);
    for garbage in [
        "",
        "?ticket=",
        "?ticket=x",
        "?ticket=tk_x",
        "?ticket=a&ticket=b",
    ] {
        for page in ["/u/reset-password", "/u/email-verification"] {
            world
                .browser()
                .get(&format!("{page}{garbage}"))
                .await
                .expect(400);
        }
    }
}
