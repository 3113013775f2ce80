//! `/api/v2/users`: people are made, found, changed and removed.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_user_is_made_read_changed_and_removed,
    metadata_are_merged_key_by_key,
    a_new_password_ends_what_the_old_one_began,
    a_removed_user_has_nothing_left,
    a_token_of_a_removed_user_is_not_the_next_ones,
    users_are_searched_sorted_and_paged,
    mistakes_about_users_are_explained,
}

/// A new person at the standard database: this world's from now on.
async fn create(world: &mut World, email: &str) -> Value {
    let body = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD });
    let made = call(world, Method::POST, "/users", body).await.expect(201);
    world.email = email.to_owned();
    made.json()
}

fn path(user: &Value) -> String {
    format!("/users/{}", text(user, "user_id").replace('|', "%7C"))
}

async fn a_user_is_made_read_changed_and_removed(engine: Engine) {
    let mut world = World::shared(engine).await;
    let email = format!("Made.{}@Example.com", world.ip.replace('.', "-"));
    let made = create(&mut world, &email).await;
    let id = text(&made, "user_id");
    assert_eq!(made["email"], email.to_lowercase());
    assert_eq!(made["name"], email.to_lowercase());
    assert_eq!(made["email_verified"], false);
    let identity = json!({ "connection": CONNECTION, "user_id": id["auth0|".len()..],
        "provider": "auth0", "isSocial": false });
    assert_eq!(made["identities"], json!([identity]));
    assert!(made.get("logins_count").is_none(), "{made}");
    world.refresh_token("native").await;
    let read = call(&world, Method::GET, &path(&made), Value::Null).await;
    let read = read.expect(200).json();
    assert_eq!(
        (&read["logins_count"], &read["last_ip"]),
        (&json!(1), &json!(world.ip))
    );
    let again = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD });
    let again = call(&world, Method::POST, "/users", again)
        .await
        .expect(409)
        .json();
    assert_eq!(again["message"], "The user already exists.");
    assert_eq!(again["errorCode"], "auth0_idp_error");
    let taken = json!({ "email": tenant_person() });
    call(&world, Method::PATCH, &path(&made), taken)
        .await
        .expect(409);
    let body = json!({ "blocked": true, "given_name": "Ada" });
    let changed = call(&world, Method::PATCH, &path(&made), body)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&changed["blocked"], &changed["given_name"]),
        (&json!(true), &json!("Ada"))
    );
    assert_eq!(world.password("native", &[]).await.status, 401);
    let cut = format!("{}?fields=email,user_id", path(&made));
    let cut = call(&world, Method::GET, &cut, Value::Null)
        .await
        .expect(200)
        .json();
    assert_eq!(cut, json!({ "user_id": id, "email": email.to_lowercase() }));
    for status in [204, 204] {
        call(&world, Method::DELETE, &path(&made), Value::Null)
            .await
            .expect(status);
    }
    let gone = call(&world, Method::GET, &path(&made), Value::Null)
        .await
        .expect(404)
        .json();
    assert_eq!(gone["errorCode"], "inexistent_user");
}

/// Somebody of the tenant file.
fn tenant_person() -> &'static str {
    "user0@example.com"
}

async fn metadata_are_merged_key_by_key(engine: Engine) {
    let mut world = World::shared(engine).await;
    let email = format!("merged.{}@example.com", world.ip.replace('.', "-"));
    let made = create(&mut world, &email).await;
    let patch = async |body: Value| {
        let answer = call(&world, Method::PATCH, &path(&made), body).await;
        answer.expect(200).json()
    };
    patch(json!({ "user_metadata": { "a": 1, "b": { "c": 2 } } })).await;
    let user = patch(json!({ "user_metadata": { "a": null, "d": 3 } })).await;
    assert_eq!(user["user_metadata"], json!({ "b": { "c": 2 }, "d": 3 }));
    patch(json!({ "app_metadata": { "x": "y" } })).await;
    let user = patch(json!({ "app_metadata": {} })).await;
    assert!(user.get("app_metadata").is_none(), "{user}");
}

async fn a_new_password_ends_what_the_old_one_began(engine: Engine) {
    let mut world = World::shared(engine).await;
    let email = format!("password.{}@example.com", world.ip.replace('.', "-"));
    let made = create(&mut world, &email).await;
    let (browser, _) = world.transferred("native", "web").await;
    let token = world.refresh_token("native").await;
    let body = json!({ "password": "another-password-1" });
    call(&world, Method::PATCH, &path(&made), body)
        .await
        .expect(200);
    assert!(!world.has_session(&browser).await);
    world.refresh("native", &token, &[]).await.expect(403);
    assert_eq!(world.password("native", &[]).await.status, 403);
    let new = [("password", "another-password-1")];
    world.password("native", &new).await.expect(200);
}

async fn a_removed_user_has_nothing_left(engine: Engine) {
    let mut world = World::shared(engine).await;
    let email = format!("removed.{}@example.com", world.ip.replace('.', "-"));
    let made = create(&mut world, &email).await;
    let (browser, tokens) = world.transferred("native", "web-offline").await;
    let transfer = world.transfer("native").await;
    call(&world, Method::DELETE, &path(&made), Value::Null)
        .await
        .expect(204);
    assert!(!world.has_session(&browser).await);
    let web = text(&tokens, "refresh_token");
    world.refresh("web-offline", &web, &[]).await.expect(403);
    let refused = world.redeem(&world.browser(), "web", &transfer.token).await;
    assert!(!matches!(refused.outcome(), Outcome::Code(_)));
    // The same id again is another person.
    let id = text(&made, "user_id");
    let body = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD,
        "user_id": id["auth0|".len()..] });
    call(&world, Method::POST, "/users", body).await.expect(201);
    assert!(!world.has_session(&browser).await);
    world.refresh("web-offline", &web, &[]).await.expect(403);
    let native = &transfer.refresh_token;
    world.refresh("native", native, &[]).await.expect(403);
}

async fn a_token_of_a_removed_user_is_not_the_next_ones(engine: Engine) {
    let mut world = World::own(engine).await;
    world.freeze("2031-05-05T10:00:00Z").await;
    let email = "first@example.com";
    let made = create(&mut world, email).await;
    let login = async |more: &[(&str, &str)]| {
        let tokens = world.password("native", more).await.expect(200).json();
        text(&tokens, "access_token")
    };
    let old = [login(&[]).await, login(&[("audience", API)]).await];
    let own_token = world.own_token("read:current_user").await;
    let own_profile = async |status| {
        let request = world
            .http
            .request(Method::GET, &format!("/api/v2{}", path(&made)));
        let answer = world.http.send(request.bearer_auth(&own_token)).await;
        answer.expect(status);
    };
    for token in &old {
        world.userinfo(token).await.expect(200);
    }
    own_profile(200).await;
    call(&world, Method::DELETE, &path(&made), Value::Null)
        .await
        .expect(204);
    world.advance("2s").await;
    let id = text(&made, "user_id");
    let body = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD,
        "user_id": id["auth0|".len()..] });
    call(&world, Method::POST, "/users", body).await.expect(201);
    for token in &old {
        world.userinfo(token).await.expect(401);
    }
    own_profile(401).await;
    let new = login(&[]).await;
    world.userinfo(&new).await.expect(200);
}

async fn users_are_searched_sorted_and_paged(engine: Engine) {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.tenant(&Tenant::standard(12)).start().await);
    let list = async |query: &str| {
        let answer = call(&world, Method::GET, &format!("/users?{query}"), Value::Null).await;
        answer.expect(200).json()
    };
    let page = list("include_totals=true&per_page=5&page=2&sort=email:1").await;
    let figures = ["start", "limit", "length", "total"].map(|key| page[key].as_u64());
    assert_eq!(figures, [Some(10), Some(5), Some(2), Some(12)]);
    assert_eq!(list("page=9").await, json!([]));
    for (query, found) in [
        ("q=email:user3@example.com&search_engine=v3", 1),
        ("q=email:%22USER3@example.com%22", 1),
        ("q=email:user1*", 3),
        ("q=user3*", 1),
        ("q=email_verified:true", 12),
        ("q=blocked:true%20OR%20email:user2@example.com", 1),
        ("q=_exists_:last_login", 0),
        ("q=logins_count:[1%20TO%20*]", 0),
        ("q=NOT%20email:user1*", 9),
        ("q=email:%25*", 0),
        ("connection=fantasy", 0),
    ] {
        let users = list(query).await;
        assert_eq!(users.as_array().map(Vec::len), Some(found), "{query}");
    }
    let by_email = "/users-by-email?email=User4@example.com&fields=email";
    let by_email = call(&world, Method::GET, by_email, Value::Null)
        .await
        .expect(200);
    assert_eq!(by_email.json(), json!([{ "email": "user4@example.com" }]));
    for wrong in [
        "q=password_hash:x",
        "q=%22",
        "sort=profile:1",
        "search_engine=v2",
    ] {
        let answer = call(&world, Method::GET, &format!("/users?{wrong}"), Value::Null).await;
        assert_eq!(
            answer.expect(400).json()["errorCode"],
            "invalid_query_string"
        );
    }
}

async fn mistakes_about_users_are_explained(engine: Engine) {
    let world = World::shared(engine).await;
    let with = |more: Value| {
        let mut body = json!({ "connection": CONNECTION, "email": "a@b.example", "password": "x" });
        for (key, value) in more.as_object().expect("an object") {
            body[key] = value.clone();
        }
        body
    };
    for (body, message) in [
        (json!({}), "'Missing required property: connection'"),
        (
            with(json!({ "email": "nobody" })),
            "'Object didn't pass validation for format email",
        ),
        (
            with(json!({ "fantasy": 1 })),
            "'Additional properties not allowed: fantasy'",
        ),
    ] {
        let answer = call(&world, Method::POST, "/users", body)
            .await
            .expect(400)
            .json();
        let message = format!("Payload validation error: {message}");
        assert!(text(&answer, "message").starts_with(&message), "{answer}");
    }
    let unknown = with(json!({ "connection": "fantasy" }));
    let unknown = call(&world, Method::POST, "/users", unknown)
        .await
        .expect(400);
    assert_eq!(unknown.json()["message"], "Connection does not exist.");
    let phone = with(json!({ "phone_number": "+4930123456" }));
    let phone = call(&world, Method::POST, "/users", phone)
        .await
        .expect(403);
    assert_eq!(phone.json()["errorCode"], "feature_not_enabled");
}
