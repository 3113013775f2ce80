//! What hangs on a user: log events, blocks after wrong passwords, enrolled factors, and all their access at once.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_user_has_logs,
    wrong_passwords_block_until_somebody_lifts_it,
    nothing_is_enrolled,
    access_is_revoked_whole_or_in_part,
    a_new_user_looks_as_auth0_makes_them,
}

/// A new person: this world's from now on.
async fn create(world: &mut World) -> Value {
    let email = format!("access.{}@example.com", world.ip.replace('.', "-"));
    let body = json!({ "connection": CONNECTION, "email": email, "password": PASSWORD });
    world.email = email;
    call(world, Method::POST, "/users", body)
        .await
        .expect(201)
        .json()
}

fn path(user: &Value, more: &str) -> String {
    format!("/users/{}{more}", text(user, "user_id").replace('|', "%7C"))
}

async fn a_new_user_looks_as_auth0_makes_them(engine: Engine) {
    let mut world = World::shared(engine).await;
    let user = create(&mut world).await;
    let picture = text(&user, "picture");
    assert!(
        picture.starts_with("https://s.gravatar.com/avatar/"),
        "{picture}"
    );
    assert!(
        picture.ends_with("?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fac.png"),
        "{picture}"
    );
    let mut keys: Vec<&str> = user
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    let expected = [
        "created_at",
        "email",
        "email_verified",
        "identities",
        "name",
        "nickname",
        "picture",
        "updated_at",
        "user_id",
    ];
    assert_eq!(keys, expected);
    let password = json!({ "password": "another-password-1" });
    let changed = call(&world, Method::PATCH, &path(&user, ""), password)
        .await
        .expect(200)
        .json();
    assert!(changed["last_password_reset"].is_string(), "{changed}");
}

async fn a_user_has_logs(engine: Engine) {
    let mut world = World::shared(engine).await;
    let user = create(&mut world).await;
    for _ in 0..3 {
        world.refresh_token("native").await;
    }
    world
        .password("native", &[("password", "wrong")])
        .await
        .expect(403);
    let logs = async |more: &str| {
        let answer = call(
            &world,
            Method::GET,
            &path(&user, &format!("/logs{more}")),
            Value::Null,
        )
        .await;
        answer.expect(200)
    };
    let all = logs("").await.json();
    let types = |logs: &Value| {
        let list = logs.as_array().expect("a list").clone();
        list.iter()
            .map(|entry| text(entry, "type"))
            .collect::<Vec<_>>()
    };
    assert_eq!(types(&all), ["fp", "sepft", "sepft", "sepft"]);
    assert_eq!(
        types(&logs("?sort=date:1&per_page=2&page=1").await.json()),
        ["sepft", "fp"]
    );
    let totals = logs("?include_totals=true&per_page=3").await.json();
    let figures = ["start", "limit", "length", "total"].map(|key| totals[key].as_u64());
    assert_eq!(figures, [Some(0), Some(3), Some(3), Some(4)]);
    let first = logs("?take=3").await;
    assert_eq!(types(&first.json()).len(), 3);
    let last = text(&first.json()[2], "log_id");
    assert_eq!(
        types(&logs(&format!("?from={last}&take=3")).await.json()),
        ["fp"]
    );
    let nobody = call(
        &world,
        Method::GET,
        "/users/auth0%7Cnobody/logs",
        Value::Null,
    )
    .await;
    assert_eq!(nobody.expect(200).json(), json!([]));
}

async fn wrong_passwords_block_until_somebody_lifts_it(engine: Engine) {
    let mut world = World::shared(engine).await;
    let user = create(&mut world).await;
    let id = text(&user, "user_id").replace('|', "%7C");
    let by_id = format!("/user-blocks/{id}");
    let by_identifier = format!("/user-blocks?identifier={}", world.email.to_uppercase());
    let blocks = async |path: &str| {
        call(&world, Method::GET, path, Value::Null)
            .await
            .expect(200)
            .json()
    };
    let wrong = async || world.password("native", &[("password", "wrong")]).await;
    for lift in [&by_id, &by_identifier] {
        for _ in 0..9 {
            wrong().await.expect(403);
        }
        assert_eq!(blocks(&by_id).await, json!({ "blocked_for": [] }));
        wrong().await.expect(403);
        let block = json!({ "identifier": world.email, "ip": world.ip, "connection": CONNECTION });
        for path in [&by_id, &by_identifier] {
            assert_eq!(blocks(path).await, json!({ "blocked_for": [block] }));
        }
        assert_eq!(world.password("native", &[]).await.status, 429);
        call(&world, Method::DELETE, lift, Value::Null)
            .await
            .expect(204);
        assert_eq!(blocks(&by_id).await, json!({ "blocked_for": [] }));
        world.password("native", &[]).await.expect(200);
    }
    for method in [Method::GET, Method::DELETE] {
        call(&world, method.clone(), "/user-blocks", Value::Null)
            .await
            .expect(400);
        call(&world, method, "/user-blocks/auth0%7Cnobody", Value::Null)
            .await
            .expect(404);
    }
    assert_eq!(
        blocks("/user-blocks?identifier=nobody@example.com").await,
        json!({ "blocked_for": [] })
    );
}

async fn nothing_is_enrolled(engine: Engine) {
    let mut world = World::shared(engine).await;
    let user = create(&mut world).await;
    for (more, expected) in [
        ("/enrollments", json!([])),
        ("/authentication-methods", json!([])),
        (
            "/authentication-methods?include_totals=true",
            json!({ "authenticators": [], "start": 0, "limit": 50, "total": 0 }),
        ),
    ] {
        let answer = call(&world, Method::GET, &path(&user, more), Value::Null).await;
        assert_eq!(answer.expect(200).json(), expected, "{more}");
        let nobody = json!({ "user_id": "auth0|nobody" });
        call(&world, Method::GET, &path(&nobody, more), Value::Null)
            .await
            .expect(404);
    }
    for more in ["/authenticators", "/authentication-methods"] {
        call(&world, Method::DELETE, &path(&user, more), Value::Null)
            .await
            .expect(204);
    }
}

async fn access_is_revoked_whole_or_in_part(engine: Engine) {
    let mut world = World::shared(engine).await;
    let user = create(&mut world).await;
    let revoke = async |body: Value| {
        let answer = call(&world, Method::POST, &path(&user, "/revoke-access"), body).await;
        assert_eq!(answer.expect(202).json(), json!({}));
    };
    let (browser, _) = world.transferred("native", "web").await;
    let native = world.refresh_token("native").await;
    revoke(json!({ "session_id": "nobody's" })).await;
    assert!(world.has_session(&browser).await);
    revoke(json!({ "preserve_refresh_tokens": true })).await;
    assert!(!world.has_session(&browser).await);
    let native = text(
        &world
            .refresh("native", &native, &[])
            .await
            .expect(200)
            .json(),
        "refresh_token",
    );
    let (browser, tokens) = world.logged_in("web").await;
    let sid = world.verify(&tokens["id_token"], "web").await.claims["sid"].clone();
    revoke(json!({ "session_id": sid })).await;
    assert!(!world.has_session(&browser).await);
    let native = text(
        &world
            .refresh("native", &native, &[])
            .await
            .expect(200)
            .json(),
        "refresh_token",
    );
    revoke(json!({})).await;
    world.refresh("native", &native, &[]).await.expect(403);
    let unknown = call(
        &world,
        Method::POST,
        &path(&user, "/revoke-access"),
        json!({ "all": true }),
    )
    .await;
    unknown.expect(400);
    let nobody = json!({ "user_id": "auth0|nobody" });
    call(
        &world,
        Method::POST,
        &path(&nobody, "/revoke-access"),
        json!({}),
    )
    .await
    .expect(404);
}
