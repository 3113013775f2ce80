//! Several identities of one person, linked and unlinked through the Management API.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_linked_identity_signs_in_the_primary_user,
    linking_ends_what_the_secondary_user_had,
    an_unlinked_identity_is_a_user_again,
    a_linked_identity_goes_with_its_user,
    users_link_themselves_with_an_id_token,
    what_cannot_be_linked_is_said,
    opposite_links_at_once_leave_one_user,
}

/// A new person of this test's own.
async fn create(world: &World, name: &str) -> Value {
    let email = format!("{name}.{}@example.com", world.ip.replace('.', "-"));
    let body = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD, "given_name": name,
        "user_metadata": { "from": name }, "app_metadata": { "of": name } });
    call(world, Method::POST, "/users", body)
        .await
        .expect(201)
        .json()
}

fn path(user: &Value, more: &str) -> String {
    format!("/users/{}{more}", text(user, "user_id").replace('|', "%7C"))
}

fn bare_id(user: &Value) -> String {
    text(user, "user_id")["auth0|".len()..].to_owned()
}

async fn link(world: &World, primary: &Value, secondary: &Value) -> Answer {
    let body = json!({ "provider": "auth0", "user_id": bare_id(secondary) });
    call(world, Method::POST, &path(primary, "/identities"), body).await
}

/// The subject of a login with this person's e-mail address.
async fn subject(world: &World, user: &Value) -> Value {
    let mut world = world.clone();
    world.email = text(user, "email");
    let tokens = world.password("native", &[]).await.expect(200).json();
    let userinfo = world.userinfo(&text(&tokens, "access_token")).await;
    userinfo.expect(200).json()["sub"].clone()
}

async fn a_linked_identity_signs_in_the_primary_user(engine: Engine) {
    let world = World::shared(engine).await;
    let (primary, secondary) = (create(&world, "one").await, create(&world, "two").await);
    let identities = link(&world, &primary, &secondary).await.expect(201).json();
    let own = json!({ "connection": CONNECTION, "user_id": bare_id(&primary), "provider": "auth0",
        "isSocial": false });
    // Linking tells of each identity, the user's own too; reading the user only of the others.
    assert_eq!(identities[0]["user_id"], own["user_id"]);
    assert_eq!(identities[0]["profileData"]["email"], primary["email"]);
    let linked = &identities[1];
    assert_eq!(linked["user_id"], bare_id(&secondary));
    assert_eq!(linked["profileData"]["email"], secondary["email"]);
    assert_eq!(linked["profileData"]["given_name"], "two");
    assert!(
        linked["profileData"].get("user_metadata").is_none(),
        "{linked}"
    );
    for user in [&primary, &secondary] {
        assert_eq!(subject(&world, user).await, primary["user_id"]);
    }
    let read = call(&world, Method::GET, &path(&primary, ""), Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&read["identities"], &read["logins_count"]),
        (&json!([own, linked]), &json!(2))
    );
    assert_eq!(read["user_metadata"], json!({ "from": "one" }));
    call(&world, Method::GET, &path(&secondary, ""), Value::Null)
        .await
        .expect(404);
    let query = format!("/users?q=identities.user_id:{}", bare_id(&secondary));
    let found = call(&world, Method::GET, &query, Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&found[0]["user_id"], found.as_array().map(Vec::len)),
        (&primary["user_id"], Some(1))
    );
    let query = format!("/users?q=email:{}", text(&secondary, "email"));
    assert_eq!(
        call(&world, Method::GET, &query, Value::Null)
            .await
            .expect(200)
            .json(),
        json!([])
    );
    // Its e-mail address is taken, as before.
    let again =
        json!({ "connection": CONNECTION, "email": secondary["email"], "password": PASSWORD });
    call(&world, Method::POST, "/users", again)
        .await
        .expect(409);
    // Through the page, too, and into the browser by a transfer.
    let mut other = world.clone();
    other.email = text(&secondary, "email");
    let (browser, _) = other.logged_in("web").await;
    assert!(other.has_session(&browser).await);
    let (browser, _) = other.transferred("native", "web").await;
    assert!(other.has_session(&browser).await);
    // One user: what is blocked is blocked for both.
    let blocked = json!({ "blocked": true });
    call(&world, Method::PATCH, &path(&primary, ""), blocked)
        .await
        .expect(200);
    assert_eq!(other.password("native", &[]).await.status, 401);
}

async fn linking_ends_what_the_secondary_user_had(engine: Engine) {
    let mut world = World::shared(engine).await;
    let (primary, secondary) = (create(&world, "one").await, create(&world, "two").await);
    world.email = text(&secondary, "email");
    let (browser, tokens) = world.transferred("native", "web-refresh").await;
    let native = world.refresh_token("native").await;
    let transfer = world.transfer("native").await;
    let access = text(&tokens, "access_token");
    link(&world, &primary, &secondary).await.expect(201);
    assert!(!world.has_session(&browser).await);
    for (client, token) in [
        ("native", &native),
        ("web-refresh", &text(&tokens, "refresh_token")),
    ] {
        world.refresh(client, token, &[]).await.expect(403);
    }
    let refused = world.redeem(&world.browser(), "web", &transfer.token).await;
    assert!(!matches!(refused.outcome(), Outcome::Code(_)));
    world.userinfo(&access).await.expect(401);
}

async fn an_unlinked_identity_is_a_user_again(engine: Engine) {
    let world = World::shared(engine).await;
    let (primary, secondary) = (create(&world, "one").await, create(&world, "two").await);
    link(&world, &primary, &secondary).await.expect(201);
    let identity = format!("/identities/auth0/{}", bare_id(&secondary));
    let left = call(
        &world,
        Method::DELETE,
        &path(&primary, &identity),
        Value::Null,
    )
    .await;
    assert_eq!(left.expect(200).json().as_array().map(Vec::len), Some(1));
    for user in [&primary, &secondary] {
        assert_eq!(subject(&world, user).await, user["user_id"]);
    }
    let again = call(&world, Method::GET, &path(&secondary, ""), Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&again["email"], &again["given_name"]),
        (&secondary["email"], &json!("two"))
    );
    assert!(again.get("app_metadata").is_none(), "{again}");
    let main = format!("/identities/auth0/{}", bare_id(&primary));
    for (identity, message) in [
        (&main, "Main identity cannot be removed."),
        (
            &identity,
            "The user exists, but does not contain the given identity.",
        ),
    ] {
        let refused = call(
            &world,
            Method::DELETE,
            &path(&primary, identity),
            Value::Null,
        )
        .await;
        assert_eq!(refused.expect(400).json()["message"], message);
    }
}

async fn a_linked_identity_goes_with_its_user(engine: Engine) {
    let mut world = World::shared(engine).await;
    let (primary, secondary) = (create(&world, "one").await, create(&world, "two").await);
    let third = create(&world, "three").await;
    link(&world, &secondary, &third).await.expect(201);
    // Whoever is linked brings what is linked to them.
    let all = link(&world, &primary, &secondary).await.expect(201).json();
    assert_eq!(all.as_array().map(Vec::len), Some(3));
    assert_eq!(subject(&world, &third).await, primary["user_id"]);
    call(&world, Method::DELETE, &path(&secondary, ""), Value::Null)
        .await
        .expect(204);
    assert_eq!(subject(&world, &secondary).await, primary["user_id"]);
    call(&world, Method::DELETE, &path(&primary, ""), Value::Null)
        .await
        .expect(204);
    for user in [&primary, &secondary, &third] {
        world.email = text(user, "email");
        assert_eq!(world.password("native", &[]).await.status, 403);
        call(&world, Method::GET, &path(user, ""), Value::Null)
            .await
            .expect(404);
    }
    let again = json!({ "connection": CONNECTION, "email": third["email"], "password": PASSWORD });
    call(&world, Method::POST, "/users", again)
        .await
        .expect(201);
}

/// A request with a user's own token.
async fn own(world: &World, token: &str, request: (Method, &str, Value)) -> Answer {
    let (method, path, body) = request;
    let mut request = world
        .http
        .request(method, &format!("/api/v2{path}"))
        .bearer_auth(token);
    if !body.is_null() {
        request = request.json(&body);
    }
    world.http.send(request).await
}

async fn users_link_themselves_with_an_id_token(engine: Engine) {
    let world = World::shared(engine).await;
    let (primary, secondary) = (create(&world, "one").await, create(&world, "two").await);
    let audience = format!("{}api/v2/", world.issuer());
    let tokens = async |user: &Value, client: &str| {
        let mut world = world.clone();
        world.email = text(user, "email");
        let scope = "openid read:current_user update:current_user_identities update:current_user_metadata read:users";
        let more = [("audience", audience.as_str()), ("scope", scope)];
        world.password(client, &more).await.expect(200).json()
    };
    let token = text(&tokens(&primary, "native").await, "access_token");
    let read = own(
        &world,
        &token,
        (Method::GET, &path(&primary, ""), Value::Null),
    )
    .await;
    assert_eq!(read.expect(200).json()["email"], primary["email"]);
    for (method, of, more, body) in [
        (Method::GET, &secondary, "", Value::Null),
        (
            Method::PATCH,
            &secondary,
            "",
            json!({ "user_metadata": { "a": 1 } }),
        ),
        (
            Method::POST,
            &secondary,
            "/identities",
            json!({ "link_with": token }),
        ),
    ] {
        let refused = own(&world, &token, (method, &path(of, more), body))
            .await
            .expect(403)
            .json();
        assert_eq!(
            refused["message"],
            "User to be acted on does not match subject in bearer token."
        );
    }
    for (method, path, body) in [
        (Method::GET, "/users".to_owned(), Value::Null),
        (Method::DELETE, path(&primary, ""), Value::Null),
        (
            Method::PATCH,
            path(&primary, ""),
            json!({ "app_metadata": { "admin": true } }),
        ),
        (
            Method::PATCH,
            path(&primary, ""),
            json!({ "email_verified": true }),
        ),
    ] {
        let refused = own(&world, &token, (method, &path, body))
            .await
            .expect(403)
            .json();
        assert_eq!(refused["errorCode"], "insufficient_scope");
    }
    let theme = json!({ "user_metadata": { "theme": "dark" } });
    let changed = own(&world, &token, (Method::PATCH, &path(&primary, ""), theme))
        .await
        .expect(200)
        .json();
    assert_eq!(
        changed["user_metadata"],
        json!({ "from": "one", "theme": "dark" })
    );
    let own_path = path(&primary, "/identities");
    let link = async |with: &str| {
        let body = json!({ "link_with": with });
        own(&world, &token, (Method::POST, &own_path, body)).await
    };
    let elsewhere = text(&tokens(&secondary, "native-leeway").await, "id_token");
    let message =
        "JWT (link_with) must have an aud claim that matches that of the calling token's azp.";
    assert_eq!(
        link(&elsewhere).await.expect(400).json()["message"],
        message
    );
    let here = tokens(&secondary, "native").await;
    for bad in [&text(&here, "access_token"), "a.b.c", "x"] {
        let refused = link(bad).await.expect(400).json();
        assert_eq!(refused["message"], "Invalid token (link_with).");
    }
    // Either may have been claimed by somebody else than its owner.
    for unverified in [&primary, &secondary] {
        let refused = link(&text(&here, "id_token")).await.expect(403).json();
        let message =
            "The e-mail addresses of both accounts must be verified before they are linked.";
        assert_eq!(refused["message"], message);
        let verified = json!({ "email_verified": true });
        call(&world, Method::PATCH, &path(unverified, ""), verified)
            .await
            .expect(200);
    }
    let linked = link(&text(&here, "id_token")).await.expect(201).json();
    assert_eq!(linked.as_array().map(Vec::len), Some(2));
    // The secondary user's own token is nobody's now.
    let gone = text(&here, "access_token");
    own(
        &world,
        &gone,
        (Method::GET, &path(&secondary, ""), Value::Null),
    )
    .await
    .expect(401);
    let identity = format!("/identities/auth0/{}", bare_id(&secondary));
    own(
        &world,
        &token,
        (Method::DELETE, &path(&primary, &identity), Value::Null),
    )
    .await
    .expect(200);
    let blocked = json!({ "blocked": true });
    call(&world, Method::PATCH, &path(&primary, ""), blocked)
        .await
        .expect(200);
    own(
        &world,
        &token,
        (Method::GET, &path(&primary, ""), Value::Null),
    )
    .await
    .expect(401);
}

async fn what_cannot_be_linked_is_said(engine: Engine) {
    let world = World::shared(engine).await;
    let (primary, secondary) = (create(&world, "one").await, create(&world, "two").await);
    let nobody = json!({ "user_id": "auth0|nobody" });
    let main = link(&world, &primary, &primary).await.expect(400).json();
    assert_eq!(
        main["message"],
        "Main identity and the new one are the same."
    );
    let inexistent = link(&world, &primary, &nobody).await.expect(400).json();
    assert_eq!(
        inexistent["message"],
        "Linking to an inexistent identity is not allowed."
    );
    let gone = link(&world, &nobody, &secondary).await.expect(404).json();
    assert_eq!(gone["errorCode"], "inexistent_user");
    link(&world, &primary, &secondary).await.expect(201);
    let again = link(&world, &primary, &secondary).await.expect(409).json();
    assert_eq!(again["message"], "Specified identity already exists.");
    let third = create(&world, "three").await;
    link(&world, &third, &secondary).await.expect(400);
    for (body, message) in [
        (json!({}), "Too few properties defined (0), minimum 1"),
        (
            json!({ "provider": "auth0" }),
            "Missing required property: user_id",
        ),
        (
            json!({ "fantasy": 1 }),
            "Additional properties not allowed: fantasy",
        ),
    ] {
        let refused = call(&world, Method::POST, &path(&third, "/identities"), body).await;
        let refused = refused.expect(400).json();
        assert_eq!(
            refused["message"],
            format!("Payload validation error: '{message}'.")
        );
    }
    let elsewhere = json!({ "provider": "auth0", "user_id": bare_id(&third), "connection_id": "con_0000000000000000" });
    let elsewhere = call(
        &world,
        Method::POST,
        &path(&primary, "/identities"),
        elsewhere,
    )
    .await;
    assert_eq!(
        elsewhere.expect(400).json()["message"],
        "The provider/connection is not configured."
    );
}

async fn opposite_links_at_once_leave_one_user(engine: Engine) {
    let world = World::shared(engine).await;
    for _ in 0..4 {
        let (one, two) = (create(&world, "one").await, create(&world, "two").await);
        let (first, second) = tokio::join!(link(&world, &one, &two), link(&world, &two, &one));
        let winner = match (first.status, second.status) {
            (201, 400 | 404) => &one,
            (400 | 404, 201) => &two,
            others => panic!("{others:?}"),
        };
        for user in [&one, &two] {
            assert_eq!(subject(&world, user).await, winner["user_id"]);
        }
        call(&world, Method::DELETE, &path(winner, ""), Value::Null)
            .await
            .expect(204);
    }
}
