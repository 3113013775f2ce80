//! A new password, whichever road it came by, ends whatever the old one or a link to change it could still begin.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    every_road_to_a_new_password_ends_what_was_before,
    what_changes_no_password_ends_no_ticket,
    an_administrators_password_outlasts_a_ticket_used_at_once,
}

const NEW: &str = "another-password-1";

/// How a person gets a new password. A new way to one has a row here.
#[derive(Debug, Clone, Copy)]
enum Road {
    Ticket,
    TicketByEmail,
    TicketOfALinkedIdentity,
    Management,
    ManagementNamingTheConnection,
}

const ROADS: [Road; 5] = [
    Road::Ticket,
    Road::TicketByEmail,
    Road::TicketOfALinkedIdentity,
    Road::Management,
    Road::ManagementNamingTheConnection,
];

/// The path and query of a new ticket for a new password.
async fn ticket(world: &World, order: Value) -> String {
    let made = call(world, Method::POST, "/tickets/password-change", order).await;
    let ticket = text(&made.expect(201).json(), "ticket");
    let path = ticket.strip_prefix(world.issuer()).expect("our own");
    format!("/{}", path.trim_end_matches('#'))
}

async fn by_email(of: &World) -> Value {
    let path = "/api/v2/connections?strategy=auth0";
    let connections = of.manage(Method::GET, path, None).await.expect(200).json();
    json!({ "email": of.email, "connection_id": connections[0]["id"] })
}

async fn linked_identity(person: &World, linked: &str) -> Value {
    let identity = json!({ "provider": "auth0", "user_id": linked.replace("auth0|", "") });
    json!({ "user_id": person.user_id().await, "identity": identity })
}

async fn use_ticket(world: &World, ticket: &str, password: &str) -> Answer {
    let form = [
        ("password-reset", password),
        ("re-enter-password", password),
    ];
    world.post(ticket, &form).await
}

async fn patch(of: &World, body: Value) -> Answer {
    let path = format!("/users/{}", of.user_id().await);
    call(of, Method::PATCH, &path, body).await
}

async fn take(road: Road, person: &World, linked: &str) {
    let order = match road {
        Road::Ticket => json!({ "user_id": person.user_id().await }),
        Road::TicketByEmail => by_email(person).await,
        Road::TicketOfALinkedIdentity => linked_identity(person, linked).await,
        Road::Management => {
            patch(person, json!({ "password": NEW })).await.expect(200);
            return;
        }
        Road::ManagementNamingTheConnection => {
            let body = json!({ "password": NEW, "connection": CONNECTION });
            patch(person, body).await.expect(200);
            return;
        }
    };
    let ticket = ticket(person, order).await;
    use_ticket(person, &ticket, NEW).await.expect(200);
}

async fn signs_in(world: &World, password: &str) -> bool {
    let answer = world.password("native", &[("password", password)]).await;
    answer.status == 200
}

async fn every_road_to_a_new_password_ends_what_was_before(engine: Engine) {
    let world = World::shared(engine).await;
    let bystander = world.account("bystander").await;
    let order = json!({ "user_id": bystander.user_id().await });
    let theirs = ticket(&world, order).await;
    for road in ROADS {
        let name = format!("{road:?}").to_lowercase();
        let person = world.account(&name).await;
        let second = world.account(&format!("{name}.linked")).await;
        let linked = second.user_id().await;
        let body = json!({ "provider": "auth0", "user_id": linked.replace("auth0|", "") });
        let path = format!("/users/{}/identities", person.user_id().await);
        call(&world, Method::POST, &path, body).await.expect(201);
        let (browser, tokens) = person.transferred("native", "web-refresh").await;
        let native = person.refresh_token("native").await;
        let tickets = [
            ticket(&world, json!({ "user_id": person.user_id().await })).await,
            ticket(&world, by_email(&person).await).await,
            ticket(&world, linked_identity(&person, &linked).await).await,
        ];
        take(road, &person, &linked).await;
        for ticket in &tickets {
            let page = world.browser().get(ticket).await;
            assert_eq!(page.status, 400, "{road:?} left a ticket");
            let used = use_ticket(&world, ticket, "a-password-of-mallory-1").await;
            assert_eq!(used.status, 400, "{road:?} left a ticket");
        }
        assert!(!person.has_session(&browser).await, "{road:?}");
        person.refresh("native", &native, &[]).await.expect(403);
        let token = text(&tokens, "refresh_token");
        person.refresh("web-refresh", &token, &[]).await.expect(403);
        let changed = match road {
            Road::TicketOfALinkedIdentity => (&second, &person),
            _ => (&person, &second),
        };
        assert!(signs_in(changed.0, NEW).await, "{road:?}");
        assert!(!signs_in(changed.0, PASSWORD).await, "{road:?}");
        assert!(signs_in(changed.1, PASSWORD).await, "{road:?}");
        world.browser().get(&theirs).await.expect(200);
    }
}

async fn what_changes_no_password_ends_no_ticket(engine: Engine) {
    let world = World::own(engine).await;
    let order = json!({ "user_id": world.user_id().await });
    let ticket = ticket(&world, order).await;
    patch(&world, json!({ "name": "Other" })).await.expect(200);
    patch(&world, json!({ "password": "" })).await.expect(400);
    let form = [
        ("client_id", "native"),
        ("email", &world.email),
        ("connection", CONNECTION),
    ];
    let asked = world.post("/dbconnections/change_password", &form).await;
    assert_eq!(asked.status, 200, "it ends no link of the Management API");
    // An import leaves the passwords of those who are there as they are.
    let mut tenant = Tenant::standard(4);
    let user = tenant.user(0);
    user["name"] = json!("Imported");
    user["password"] = json!(NEW);
    user.as_object_mut()
        .map(|user| user.remove("password_hash"));
    let path = world.server.file("again.yaml");
    tenant.write(&path);
    let imported = world
        .server
        .setup()
        .run(&["import", &path.display().to_string()]);
    assert!(imported.status.success(), "{imported:?}");
    assert_eq!(world.profile().await["name"], "Imported");
    assert!(signs_in(&world, PASSWORD).await);
    use_ticket(&world, &ticket, NEW).await.expect(200);
    assert!(signs_in(&world, NEW).await);
}

/// Whichever is first: the ticket is dead, or its password is replaced.
async fn an_administrators_password_outlasts_a_ticket_used_at_once(engine: Engine) {
    let world = World::shared(engine).await;
    for round in 0..6 {
        let person = world.account(&format!("race{round}")).await;
        let order = json!({ "user_id": person.user_id().await });
        let tickets = [
            ticket(&world, order.clone()).await,
            ticket(&world, order).await,
        ];
        let (first, second, changed) = tokio::join!(
            use_ticket(&world, &tickets[0], "a-password-of-mallory-1"),
            use_ticket(&world, &tickets[1], "a-password-of-mallory-2"),
            patch(&person, json!({ "password": NEW })),
        );
        changed.expect(200);
        for used in [first, second] {
            assert!([200, 400].contains(&used.status), "{used:#?}");
        }
        assert!(signs_in(&person, NEW).await);
    }
}
