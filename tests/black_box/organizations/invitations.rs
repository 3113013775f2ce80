//! Invitations to organizations: the Management API, and the people who accept them.

use reqwest::{Method, Url};
use serde_json::{Value, json};

use crate::actions::bind;
use crate::harness::*;

on_both_engines! {
    an_invitation_is_made_listed_and_deleted,
    what_cannot_be_invited_is_refused,
    a_new_user_signs_up_by_the_message,
    a_user_who_has_an_account_signs_in,
    another_address_is_refused,
    a_dead_invitation_lets_nobody_in,
    an_invitation_is_for_its_organization_and_its_client,
    a_session_counts_if_it_is_the_invited_users,
    of_two_at_once_one_accepts,
    an_invitation_opens_a_closed_database,
    the_message_is_made_of_the_tenants_template,
    the_connection_of_an_invitation_counts,
    a_pushed_request_may_bring_an_invitation,
    a_linked_identity_with_the_address_will_not_do,
    a_session_accepts_nothing_in_a_frame,
    an_action_knows_the_organization_and_may_send_the_user_away,
}

const ROUTE: &str = "https://web.example/login";

/// A server of the test's own, with an organization.
struct Host {
    world: World,
    organization: String,
    connection: String,
}

impl Host {
    async fn open(engine: Engine) -> Self {
        let world = World::own(engine).await;
        for client in ["web", "web-second"] {
            let body = json!({ "organization_usage": "allow", "initiate_login_uri": ROUTE });
            let path = format!("/clients/{client}");
            call(&world, Method::PATCH, &path, body).await.expect(200);
        }
        let found = get(&world, &format!("/connections?name={CONNECTION}")).await;
        let connection = text(&found[0], "id");
        let organization = make_organization(&world, "acme", &connection).await;
        Self {
            world,
            organization,
            connection,
        }
    }

    fn path(&self) -> String {
        format!("/organizations/{}/invitations", self.organization)
    }

    /// Invites an address, with more members of the body.
    async fn invite(&self, email: &str, more: Value) -> Value {
        let mut body = json!({ "inviter": { "name": "Grace Hopper" }, "invitee": { "email": email },
            "client_id": "web" });
        let members = more.as_object().expect("an object").clone();
        body.as_object_mut().expect("an object").extend(members);
        let path = self.path();
        let made = call(&self.world, Method::POST, &path, body).await;
        made.expect(201).json()
    }

    /// Brings the invitation of a link to `/authorize`, as the application does.
    async fn bring(&self, browser: &Browser, link: &str, more: &[(&str, &str)]) -> Answer {
        let link: Url = link.parse().expect("a URL");
        let of = |name: &str| {
            let mut pairs = link.query_pairs();
            let found = pairs.find(|(key, _)| key == name);
            found.expect("a parameter").1.into_owned()
        };
        let (invitation, organization) = (of("invitation"), of("organization"));
        let mut parameters = vec![
            ("invitation", invitation.as_str()),
            ("organization", organization.as_str()),
        ];
        parameters.extend(more);
        self.world.authorize(browser, "web", &parameters).await
    }

    async fn members(&self) -> Value {
        let path = format!("/organizations/{}/members", self.organization);
        get(&self.world, &path).await
    }
}

async fn make_organization(world: &World, name: &str, connection: &str) -> String {
    let body = json!({ "name": name, "display_name": format!("The {name} company"),
        "enabled_connections": [{ "connection_id": connection }] });
    let made = call(world, Method::POST, "/organizations", body).await;
    text(&made.expect(201).json(), "id")
}

async fn make_role(world: &World, name: &str) -> String {
    let made = call(world, Method::POST, "/roles", json!({ "name": name })).await;
    // Auth0 answers 200 or 201, by its document.
    text(&made.json(), "id")
}

fn page_of(answer: &Answer) -> String {
    let to = answer.location();
    to.unwrap_or_else(|| panic!("no redirect: {answer:#?}"))
        .path()
        .to_owned()
}

/// From the redirect to the sign-up page to what follows it.
async fn sign_up(browser: &Browser, start: &Answer) -> Answer {
    assert_eq!(page_of(start), "/u/signup", "{start:#?}");
    let page = browser.follow(start).await.expect(200);
    let sent = browser.submit(&page, &[("password", PASSWORD)]).await;
    browser.follow(&sent.expect(303)).await
}

fn refused(error: &str, description: &str) -> Outcome {
    Outcome::Refused(error.to_owned(), description.to_owned())
}

fn dead() -> Outcome {
    refused("invalid_request", "invitation not found or already used")
}

async fn an_invitation_is_made_listed_and_deleted(engine: Engine) {
    let host = Host::open(engine).await;
    let (world, path) = (&host.world, host.path());
    world.freeze("2031-05-01T10:00:00Z").await;
    let role = make_role(world, "Reader").await;
    let made = host
        .invite(
            "New.Person@Example.com",
            json!({ "connection_id": host.connection, "roles": [role, role], "ttl_sec": 3600,
                "user_metadata": { "color": "red" }, "app_metadata": { "plan": "gold" } }),
        )
        .await;
    let (id, ticket) = (text(&made, "id"), text(&made, "ticket_id"));
    assert!(id.starts_with("uinv_") && id.len() == 21, "{id}");
    let organization = &host.organization;
    let link =
        format!("{ROUTE}?invitation={ticket}&organization={organization}&organization_name=acme");
    let expected = json!({ "id": id, "organization_id": organization, "inviter": { "name": "Grace Hopper" },
        "invitee": { "email": "new.person@example.com" }, "invitation_url": link,
        "created_at": "2031-05-01T10:00:00.000Z", "expires_at": "2031-05-01T11:00:00.000Z",
        "client_id": "web", "connection_id": host.connection, "roles": [role], "ticket_id": ticket,
        "user_metadata": { "color": "red" }, "app_metadata": { "plan": "gold" } });
    assert_eq!(made, expected);
    let one = format!("{path}/{id}");
    assert_eq!(get(world, &one).await, expected);
    let event = world_event(world, "Create invitations to an organization").await;
    assert!(!event.to_string().contains(&ticket), "{event}");
    assert!(
        event.to_string().contains("new.person@example.com"),
        "{event}"
    );

    world.advance("1s").await;
    let week = host.invite("b@example.com", json!({ "ttl_sec": 0 })).await;
    assert_eq!(week["expires_at"], "2031-05-08T10:00:01.000Z");
    assert!(week.get("roles").is_none() && week.get("connection_id").is_none());
    let ids = |list: Value| {
        let list = list.as_array().expect("a list").clone();
        list.iter().map(|one| text(one, "id")).collect::<Vec<_>>()
    };
    let newest_first = [text(&week, "id"), id.clone()];
    assert_eq!(ids(get(world, &path).await), newest_first);
    let oldest = format!("{path}?sort=created_at:1&per_page=1");
    assert_eq!(ids(get(world, &oldest).await), newest_first[1..]);
    let second = format!("{path}?include_totals=true&page=1&per_page=1&fields=id");
    let expected = json!({ "start": 1, "limit": 1, "invitations": [{ "id": id }] });
    assert_eq!(get(world, &second).await, expected);
    let without = get(
        world,
        &format!("{one}?fields=ticket_id,invitation_url&include_fields=false"),
    )
    .await;
    assert!(without.get("ticket_id").is_none() && without["id"] == json!(id));
    for wrong in ["sort=email:1", "fields=fantasy"] {
        let refused = call(world, Method::GET, &format!("{path}?{wrong}"), Value::Null).await;
        assert_eq!(
            refused.expect(400).json()["errorCode"],
            "invalid_query_string"
        );
    }

    for _ in 0..2 {
        call(world, Method::DELETE, &one, Value::Null)
            .await
            .expect(204);
    }
    let missing = call(world, Method::GET, &one, Value::Null)
        .await
        .expect(404)
        .json();
    assert_eq!(missing["message"], "The invitation does not exist.");
    assert_eq!(missing["errorCode"], "inexistent_invitation");
    assert_eq!(ids(get(world, &path).await), [text(&week, "id")]);
    // What goes with the organization is gone.
    let organization = format!("/organizations/{organization}");
    call(world, Method::DELETE, &organization, Value::Null)
        .await
        .expect(204);
    let start = host
        .bring(&world.browser(), &text(&week, "invitation_url"), &[])
        .await;
    assert_eq!(
        start.outcome(),
        refused("invalid_request", "parameter organization is invalid")
    );
}

/// The newest event of the Management API with that description.
async fn world_event(world: &World, description: &str) -> Value {
    let path = "/logs?per_page=100&sort=date:-1";
    let logs = get(world, path).await;
    let mut logs = logs.as_array().expect("a list").iter();
    let found = logs.find(|event| event["description"] == description);
    found.unwrap_or_else(|| panic!("no {description}")).clone()
}

async fn what_cannot_be_invited_is_refused(engine: Engine) {
    let host = Host::open(engine).await;
    let (world, path) = (&host.world, host.path());
    let good = json!({ "inviter": { "name": "Grace" }, "invitee": { "email": "a@example.com" }, "client_id": "web" });
    let with = |key: &str, value: Value| {
        let mut body = good.clone();
        body[key] = value;
        body
    };
    let other = json!({ "name": "other-db", "strategy": "auth0" });
    let made = call(world, Method::POST, "/connections", other).await;
    let other = text(&made.expect(201).json(), "id");
    let not_enabled =
        format!("The specified connection ({other}) is not enabled for the organization");
    for (body, sentence) in [
        (
            with("client_id", json!("nobody")),
            "The specified client_id does not exist.",
        ),
        (
            with("client_id", json!("native")),
            "The specified client_id does not allow organizations.",
        ),
        (
            with("connection_id", json!("con_0000000000000001")),
            "The specified connection does not exist.",
        ),
        (with("connection_id", json!(other)), not_enabled.as_str()),
        (
            with(
                "roles",
                json!(["rol_0000000000000001", "rol_0000000000000002"]),
            ),
            "One or more of the specified roles do not exist: rol_0000000000000001, rol_0000000000000002",
        ),
    ] {
        let answer = call(world, Method::POST, &path, body)
            .await
            .expect(400)
            .json();
        assert_eq!(answer["message"], sentence);
    }
    for body in [
        json!({}),
        with("invitee", json!({ "email": "nobody" })),
        with("inviter", json!({ "name": "" })),
        with("inviter", json!({ "name": "x".repeat(301) })),
        with("ttl_sec", json!(2_592_001)),
        with("roles", json!([])),
        with("roles", json!(vec!["rol_0000000000000001"; 51])),
        with("user_metadata", json!({ "long": "x".repeat(16 * 1024) })),
        with("fantasy", json!(1)),
    ] {
        let answer = call(world, Method::POST, &path, body)
            .await
            .expect(400)
            .json();
        assert_eq!(answer["errorCode"], "invalid_body", "{answer}");
    }
    let unset = json!({ "initiate_login_uri": "" });
    call(world, Method::PATCH, "/clients/web", unset)
        .await
        .expect(200);
    let answer = call(world, Method::POST, &path, good.clone())
        .await
        .expect(400)
        .json();
    let sentence = text(&answer, "message");
    let begins = "A default login route is required to generate the invitation url.";
    assert!(sentence.starts_with(begins), "{sentence}");
    // The tenant's own route will do.
    let route = json!({ "default_redirection_uri": "https://tenant.example/start" });
    call(world, Method::PATCH, "/tenants/settings", route)
        .await
        .expect(200);
    let made = call(world, Method::POST, &path, good.clone())
        .await
        .expect(201)
        .json();
    let link = text(&made, "invitation_url");
    assert!(
        link.starts_with("https://tenant.example/start?invitation="),
        "{link}"
    );
    let nowhere = "/organizations/org_0000000000000000/invitations";
    call(world, Method::POST, nowhere, good).await.expect(404);
}

async fn a_new_user_signs_up_by_the_message(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let (email, role) = ("new@example.com", make_role(world, "Reader").await);
    let made = host
        .invite(
            email,
            json!({ "connection_id": host.connection, "roles": [role],
                "user_metadata": { "color": "red" }, "app_metadata": { "plan": "gold" } }),
        )
        .await;
    // On one page, because it is known who is asked.
    let first = json!({ "identifier_first": true });
    call(world, Method::PATCH, "/prompts", first)
        .await
        .expect(200);
    let letter = Letters::of(world).to(email).await;
    assert_eq!(letter["type"], "user_invitation");
    assert_eq!(
        letter["subject"],
        "Grace Hopper invites you to The acme company"
    );
    assert_eq!(letter["link"], made["invitation_url"]);
    let browser = world.browser();
    let start = host.bring(&browser, &text(&letter, "link"), &[]).await;
    assert_eq!(page_of(&start), "/u/signup");
    let page = browser.follow(&start).await.expect(200).body;
    for part in [
        "<h1>You are invited</h1>",
        "<bdi>Grace Hopper</bdi> invites you to join <bdi>The acme company</bdi> on ",
        "value=\"new@example.com\"",
        " readonly",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let code = sign_up(&browser, &start).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["org_id"], json!(host.organization));

    let members = host.members().await;
    assert_eq!(members[0]["user_id"], claims["sub"]);
    let user = text(&members[0], "user_id").replace('|', "%7C");
    let path = format!("/organizations/{}/members/{user}/roles", host.organization);
    assert_eq!(get(world, &path).await[0]["id"], json!(role));
    let user = get(world, &format!("/users/{user}")).await;
    assert_eq!(user["user_metadata"], json!({ "color": "red" }));
    assert_eq!(user["app_metadata"], json!({ "plan": "gold" }));
    assert_eq!(user["email"], email);
    assert_eq!(get(world, &host.path()).await, json!([]));

    let event = world.logged("si", "").await;
    let told = &event["details"]["invitation"];
    assert_eq!(told["id"], made["id"]);
    assert_eq!(told["invitee"], json!({ "email": email }));
    assert_eq!(event["user_id"], claims["sub"]);
    assert_eq!(event["organization_id"], json!(host.organization));
    assert!(
        !event.to_string().contains(&text(&made, "ticket_id")),
        "{event}"
    );
    // It was used up, whoever brings it.
    for browser in [browser, world.browser()] {
        let again = host.bring(&browser, &text(&letter, "link"), &[]).await;
        assert_eq!(again.outcome(), dead());
    }
}

async fn a_user_who_has_an_account_signs_in(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let body = json!({ "user_metadata": { "color": "red" }, "send_invitation_email": false });
    let made = host.invite(&world.email, body).await;
    let link = text(&made, "invitation_url");
    // On one page, because it is known who is asked.
    let first = json!({ "identifier_first": true });
    call(world, Method::PATCH, "/prompts", first)
        .await
        .expect(200);
    let browser = world.browser();
    let start = host.bring(&browser, &link, &[]).await;
    assert_eq!(page_of(&start), "/u/login");
    let page = browser.follow(&start).await.expect(200).body;
    for part in [
        "<h1>You are invited</h1>",
        "<bdi>Grace Hopper</bdi> invites you to join <bdi>The acme company</bdi> on ",
        &format!("value=\"{}\"", world.email),
        " readonly",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let code = browser.log_in(&start, &world.email).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["org_id"], json!(host.organization));
    assert_eq!(host.members().await[0]["user_id"], claims["sub"]);
    // Only a new user gets the metadata of the invitation.
    assert!(world.profile().await.get("user_metadata").is_none());
    let letters = Letters::of(world).all().await;
    assert!(
        letters
            .iter()
            .all(|letter| letter["type"] != "user_invitation")
    );
    // The next login to the organization is one as any other.
    let answer = world
        .authorize(
            &world.browser(),
            "web",
            &[("organization", &host.organization)],
        )
        .await;
    assert_eq!(answer.outcome(), Outcome::Login);
}

async fn another_address_is_refused(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let other = world.account("other").await;
    let made = host.invite(&world.email, json!({})).await;
    let link = text(&made, "invitation_url");
    let browser = world.browser();
    let start = host.bring(&browser, &link, &[]).await;
    let page = browser.follow(&start).await.expect(200);
    let filled = [("username", other.email.as_str()), ("password", PASSWORD)];
    let again = browser.submit(&page, &filled).await.expect(400);
    let sentence = "This invitation is for another email address.";
    assert!(again.body.contains(sentence), "{}", again.body);
    assert!(
        again.body.contains(&format!("value=\"{}\"", world.email)),
        "{}",
        again.body
    );
    let signup = page_url(&start, "/u/signup");
    let page = browser.get(&signup).await.expect(200);
    let filled = [("email", "someone@example.com"), ("password", PASSWORD)];
    let again = browser.submit(&page, &filled).await.expect(400);
    assert!(again.body.contains(sentence), "{}", again.body);
    assert_eq!(host.members().await, json!([]));
    // Who signs in by another road than these pages is another user, too.
    let page = browser.get(&page_url(&start, "/u/login")).await.expect(200);
    let renamed = json!({ "email": "renamed@example.com" });
    let sent = browser
        .submit(&page, &[("username", &world.email), ("password", PASSWORD)])
        .await;
    let path = format!("/users/{}", world.user_id().await.replace('|', "%7C"));
    call(world, Method::PATCH, &path, renamed).await.expect(200);
    let answer = browser.follow(&sent.expect(303)).await;
    let text = "the specified account is not allowed to accept the current invitation";
    assert_eq!(answer.outcome(), refused("access_denied", text));
    let event = world.logged("fi", text).await;
    assert_eq!(event["details"]["invitation"]["id"], made["id"]);
    // It is still good.
    let start = host.bring(&world.browser(), &link, &[]).await;
    assert_eq!(page_of(&start), "/u/signup");
}

/// Another page of the same login.
fn page_url(start: &Answer, path: &str) -> String {
    let mut to = start.location().expect("a redirect");
    to.set_path(path);
    to.into()
}

async fn a_dead_invitation_lets_nobody_in(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    world.freeze("2031-05-01T10:00:00Z").await;
    let link = |made: &Value| text(made, "invitation_url");
    let short = host.invite("a@example.com", json!({ "ttl_sec": 60 })).await;
    let (early, late) = (world.browser(), world.browser());
    let waiting = host.bring(&early, &link(&short), &[]).await;
    let page = early.follow(&waiting).await.expect(200);
    world.advance("61s").await;
    assert_eq!(
        host.bring(&late, &link(&short), &[]).await.outcome(),
        dead()
    );
    // Neither does a page that was opened before.
    let sent = early
        .submit(&page, &[("password", PASSWORD)])
        .await
        .expect(400);
    assert!(
        sent.body.contains("invitation not found or already used"),
        "{}",
        sent.body
    );
    let nobody = get(world, "/users-by-email?email=a@example.com").await;
    assert_eq!(nobody, json!([]));

    let deleted = host.invite(&world.email, json!({})).await;
    let browser = world.browser();
    let start = host.bring(&browser, &link(&deleted), &[]).await;
    let one = format!("{}/{}", host.path(), text(&deleted, "id"));
    call(world, Method::DELETE, &one, Value::Null)
        .await
        .expect(204);
    assert_eq!(browser.log_in(&start, &world.email).await.outcome(), dead());
    assert_eq!(
        host.bring(&late, &link(&deleted), &[]).await.outcome(),
        dead()
    );
    assert_eq!(host.members().await, json!([]));
    let unknown = format!("inv_{}", "A".repeat(43));
    for invented in [unknown.as_str(), "fantasy", "tk_x"] {
        let more = [
            ("invitation", invented),
            ("organization", &host.organization),
        ];
        let answer = world.authorize(&late, "web", &more).await;
        assert_eq!(answer.outcome(), dead(), "{invented}");
    }
}

async fn an_invitation_is_for_its_organization_and_its_client(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let other = make_organization(world, "other", &host.connection).await;
    let made = host.invite(&world.email, json!({})).await;
    let ticket = text(&made, "ticket_id");
    let browser = world.browser();
    for (client, organization) in [("web", other.as_str()), ("web-second", &host.organization)] {
        let more = [
            ("invitation", ticket.as_str()),
            ("organization", organization),
        ];
        let answer = world.authorize(&browser, client, &more).await;
        assert_eq!(answer.outcome(), dead(), "{client} {organization}");
    }
    let alone = [("invitation", ticket.as_str())];
    let answer = world.authorize(&browser, "web", &alone).await;
    let missing = refused(
        "invalid_request",
        "Missing required parameter: organization",
    );
    assert_eq!(answer.outcome(), missing);
    let silent = [("prompt", "none")];
    let answer = host
        .bring(&browser, &text(&made, "invitation_url"), &silent)
        .await;
    assert_eq!(
        answer.outcome(),
        refused("interaction_required", "Interaction required")
    );
    let third_party = json!({ "is_first_party": false });
    call(world, Method::PATCH, "/clients/web", third_party)
        .await
        .expect(200);
    let answer = host
        .bring(&browser, &text(&made, "invitation_url"), &[])
        .await;
    let text = "parameter invitation is not allowed for this client";
    assert_eq!(answer.outcome(), refused("invalid_request", text));
}

async fn a_session_counts_if_it_is_the_invited_users(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let invited = world.account("invited").await;
    let made = host.invite(&invited.email, json!({})).await;
    let link = text(&made, "invitation_url");
    // Another user's: the page asks for the one who is invited, and that one is signed in afterwards.
    let (browser, _) = world.logged_in("web").await;
    let start = host.bring(&browser, &link, &[]).await;
    assert_eq!(page_of(&start), "/u/login");
    browser.log_in(&start, &invited.email).await.code();
    assert_eq!(host.members().await[0]["email"], json!(invited.email));
    // Their own.
    let more = host.invite(&world.email, json!({})).await;
    let (browser, _) = world.logged_in("web").await;
    let answer = host
        .bring(&browser, &text(&more, "invitation_url"), &[])
        .await;
    answer.code();
    assert_eq!(host.members().await.as_array().map(Vec::len), Some(2));
    // Without an invitation, a stranger stays one.
    let stranger = world.account("stranger").await;
    let browser = stranger.browser();
    let with = [("organization", host.organization.as_str())];
    let start = stranger.authorize(&browser, "web", &with).await;
    let answer = browser.log_in(&start, &stranger.email).await;
    assert!(matches!(answer.outcome(), Outcome::Refused(error, _) if error == "access_denied"));
}

async fn of_two_at_once_one_accepts(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    for _ in 0..4 {
        let made = host.invite(&world.email, json!({})).await;
        let link = text(&made, "invitation_url");
        let browsers = [world.browser(), world.browser()];
        let mut ready = Vec::new();
        for browser in &browsers {
            let start = host.bring(browser, &link, &[]).await;
            let page = browser.follow(&start).await.expect(200);
            let filled = [("username", world.email.as_str()), ("password", PASSWORD)];
            ready.push(browser.submit(&page, &filled).await.expect(303));
        }
        let (one, other) =
            tokio::join!(browsers[0].follow(&ready[0]), browsers[1].follow(&ready[1]));
        let outcomes = [one.outcome(), other.outcome()];
        let codes = outcomes.iter().filter(|o| matches!(o, Outcome::Code(_)));
        assert_eq!(codes.count(), 1, "{outcomes:?}");
        assert!(outcomes.contains(&dead()), "{outcomes:?}");
    }
    assert_eq!(host.members().await.as_array().map(Vec::len), Some(1));
}

async fn an_invitation_opens_a_closed_database(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let path = format!("/connections/{}", host.connection);
    let closed = json!({ "options": { "disable_signup": true } });
    call(world, Method::PATCH, &path, closed).await.expect(200);
    let enabled = format!(
        "/organizations/{}/enabled_connections/{}",
        host.organization, host.connection
    );
    let made = host.invite("a@example.com", json!({})).await;
    let link = text(&made, "invitation_url");
    let start = host.bring(&world.browser(), &link, &[]).await;
    assert_eq!(page_of(&start), "/u/login", "both are closed");
    let opened = json!({ "is_signup_enabled": true });
    call(world, Method::PATCH, &enabled, opened)
        .await
        .expect(200);
    let browser = world.browser();
    let start = host.bring(&browser, &link, &[]).await;
    sign_up(&browser, &start).await.code();
    // Nobody else.
    let more = [
        ("organization", host.organization.as_str()),
        ("screen_hint", "signup"),
    ];
    let answer = world.authorize(&world.browser(), "web", &more).await;
    assert_eq!(page_of(&answer), "/u/login");
}

async fn the_message_is_made_of_the_tenants_template(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let template = json!({ "template": "user_invitation", "syntax": "liquid", "enabled": true, "from": "",
        "subject": "{{ inviter.name }} to {{ user.email }}: {{ organization.display_name }}",
        "body": "<a href=\"{{ url }}\">{{ application.name }}</a> {% for role in roles %}[{{ role.name }}]{% endfor %} {{ user.user_metadata.lang }}" });
    call(world, Method::POST, "/email-templates", template)
        .await
        .expect(200);
    let role = make_role(world, "Reader").await;
    let body = json!({ "roles": [role], "user_metadata": { "lang": "eo" } });
    let made = host.invite("a@example.com", body).await;
    let letter = Letters::of(world).to("a@example.com").await;
    assert_eq!(
        letter["subject"],
        "Grace Hopper to a@example.com: The acme company"
    );
    let html = text(&letter, "html");
    let url = text(&made, "invitation_url").replace('&', "&amp;");
    assert!(
        html.contains(&url) && html.contains("[Reader] eo"),
        "{html}"
    );
}

async fn the_connection_of_an_invitation_counts(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let other = json!({ "name": "other-db", "strategy": "auth0", "enabled_clients": ["web"],
        "options": { "passwordPolicy": "none" } });
    let made = call(world, Method::POST, "/connections", other).await;
    let other = text(&made.expect(201).json(), "id");
    let path = format!("/organizations/{}/enabled_connections", host.organization);
    let body = json!({ "connection_id": other, "is_signup_enabled": true });
    call(world, Method::POST, &path, body).await.expect(201);
    let made = host
        .invite(&world.email, json!({ "connection_id": other }))
        .await;
    // The account and the session that there are, are of another database; so is the connection that is asked for.
    let (browser, _) = world.logged_in("web").await;
    let link = text(&made, "invitation_url");
    let asked = [("connection", CONNECTION)];
    let start = host.bring(&browser, &link, &asked).await;
    let code = sign_up(&browser, &start).await.code();
    let tokens = world.code("web", &code).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    let user = text(&claims, "sub").replace('|', "%7C");
    let user = get(world, &format!("/users/{user}")).await;
    assert_eq!(user["identities"][0]["connection"], "other-db");
    assert_eq!(host.members().await[0]["user_id"], claims["sub"]);
}

/// The address of a linked account may have been claimed before its owner came.
async fn a_linked_identity_with_the_address_will_not_do(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let (primary, second) = (world.account("one").await, world.account("two").await);
    let (user, linked) = (primary.user_id().await, second.user_id().await);
    let body = json!({ "provider": "auth0", "user_id": linked["auth0|".len()..] });
    let path = format!("/users/{}/identities", user.replace('|', "%7C"));
    call(world, Method::POST, &path, body).await.expect(201);
    let made = host.invite(&second.email, json!({})).await;
    let link = text(&made, "invitation_url");
    let browser = world.browser();
    let start = host.bring(&browser, &link, &[]).await;
    let answer = browser.log_in(&start, &second.email).await;
    let text = "the specified account is not allowed to accept the current invitation";
    assert_eq!(answer.outcome(), refused("access_denied", text));
    // The session that began does not do either.
    let start = host.bring(&browser, &link, &[]).await;
    assert_eq!(page_of(&start), "/u/login");
    assert_eq!(host.members().await, json!([]));
}

/// What another page embeds accepts nothing on behalf of the user who is signed in.
async fn a_session_accepts_nothing_in_a_frame(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let made = host.invite(&world.email, json!({})).await;
    let link = text(&made, "invitation_url");
    let (session, _) = world.logged_in("web").await;
    let cookie = session.cookie("auth0").expect("a session");
    for (destination, mode) in [("image", "no-cors"), ("iframe", "navigate")] {
        let browser = world
            .browser()
            .with_header("Sec-Fetch-Dest", destination)
            .with_header("Sec-Fetch-Mode", mode);
        browser.set_cookie("auth0", &cookie);
        let start = host.bring(&browser, &link, &[]).await;
        assert_eq!(page_of(&start), "/u/login", "{destination}");
        assert_eq!(host.members().await, json!([]), "{destination}");
    }
    host.bring(&session, &link, &[]).await.code();
}

async fn an_action_knows_the_organization_and_may_send_the_user_away(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let away = "exports.onExecutePostLogin = async (event, api) => {
          api.idToken.setCustomClaim('https://example.com/before', event.organization.name);
          api.redirect.sendUserTo('https://elsewhere.example/');
        };
        exports.onContinuePostLogin = async (event, api) => {
          api.idToken.setCustomClaim('https://example.com/after', event.organization.id);
        };";
    bind(world, "post-login", &[("Away", away)]).await;
    let made = host.invite(&world.email, json!({})).await;
    let link = text(&made, "invitation_url");
    let browser = world.browser();
    let start = host.bring(&browser, &link, &[]).await;
    let sent = browser.log_in(&start, &world.email).await;
    let state = sent.parameter("state").expect("a state");
    let back = browser.get(&format!("/continue?state={state}")).await;
    let tokens = world.code("web", &back.code()).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["https://example.com/before"], "acme");
    assert_eq!(
        claims["https://example.com/after"],
        json!(host.organization)
    );
    assert_eq!(host.members().await.as_array().map(Vec::len), Some(1));
    world.logged("si", "").await;
}

async fn a_pushed_request_may_bring_an_invitation(engine: Engine) {
    let host = Host::open(engine).await;
    let world = &host.world;
    let made = host.invite(&world.email, json!({})).await;
    let (ticket, callback) = (text(&made, "ticket_id"), callback("web"));
    let secret = secret("web");
    let form = [
        ("client_id", "web"),
        ("client_secret", secret.as_str()),
        ("response_type", "code"),
        ("redirect_uri", &callback),
        ("state", STATE),
        ("invitation", &ticket),
        ("organization", &host.organization),
    ];
    let pushed = world.post("/oauth/par", &form).await.expect(201).json();
    let uri = text(&pushed, "request_uri");
    let browser = world.browser();
    let path = format!("/authorize?client_id=web&request_uri={uri}");
    let start = browser.get(&path).await;
    browser.log_in(&start, &world.email).await.code();
    assert_eq!(host.members().await[0]["email"], json!(world.email));
}
