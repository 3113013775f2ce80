//! What users have allowed, what their devices have, and what is counted of them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_grant_that_is_deleted_ends_the_refresh_tokens_that_rest_on_it,
    grants_are_listed_and_deleted_by_user,
    devices_have_keys_and_refresh_tokens,
    logins_and_active_users_are_counted,
}

/// Signs in to the application of a third party and allows what it asks for.
async fn allow(world: &World, more: &[(&str, &str)]) -> Value {
    let browser = world.browser();
    let start = world.authorize(&browser, "web-third-party", more).await;
    let asked = browser.log_in(&start, &world.email).await;
    assert_eq!(asked.outcome(), Outcome::Consent);
    let page = browser.follow(&asked).await.expect(200);
    let sent = browser.submit(&page, &[("action", "accept")]).await;
    let code = browser.follow(&sent).await.code();
    world
        .code("web-third-party", &code)
        .await
        .expect(200)
        .json()
}

async fn user_id(world: &World) -> String {
    let found = get(world, &format!("/users-by-email?email={}", world.email)).await;
    text(&found[0], "user_id")
}

async fn a_grant_that_is_deleted_ends_the_refresh_tokens_that_rest_on_it(engine: Engine) {
    let world = World::shared(engine).await;
    let id = user_id(&world).await;
    let scope = ("scope", "openid offline_access read:orders");
    let for_api = allow(&world, &[("audience", API), scope]).await;
    let for_none = allow(&world, &[("scope", "openid offline_access email")]).await;
    let own = world.refresh_token("native").await;
    let path = format!("/grants?user_id={}", id.replace('|', "%7C"));
    let mut grants = get(&world, &path).await;
    let grants = grants.as_array_mut().expect("a list");
    grants.sort_by_key(|grant| text(grant, "audience"));
    assert_eq!(grants.len(), 2);
    let mut audiences = [API.to_owned(), format!("{}userinfo", world.issuer())];
    audiences.sort();
    assert_eq!(
        [text(&grants[0], "audience"), text(&grants[1], "audience")],
        audiences
    );
    let grant = grants
        .iter()
        .find(|grant| grant["audience"] == API)
        .expect("the API's");
    let grant_id = text(grant, "id");
    let expected = json!({ "id": grant_id, "clientID": "web-third-party", "user_id": id, "audience": API,
        "scope": grant["scope"] });
    assert_eq!(*grant, expected);
    assert!(
        grant_id.len() == 24 && grant_id.bytes().all(|b| b.is_ascii_hexdigit()),
        "{grant_id}"
    );
    let mut scope: Vec<&str> = grant["scope"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    scope.sort_unstable();
    assert_eq!(scope, ["offline_access", "openid", "read:orders"]);
    let one = format!("/grants/{grant_id}");
    for _ in 0..2 {
        call(&world, Method::DELETE, &one, Value::Null)
            .await
            .expect(204);
    }
    let token = text(&for_api, "refresh_token");
    world
        .refresh("web-third-party", &token, &[])
        .await
        .expect(403);
    let token = text(&for_none, "refresh_token");
    world
        .refresh("web-third-party", &token, &[])
        .await
        .expect(200);
    world.refresh("native", &own, &[]).await.expect(200);
    // It is asked for again.
    allow(
        &world,
        &[
            ("audience", API),
            ("scope", "openid offline_access read:orders"),
        ],
    )
    .await;
}

async fn grants_are_listed_and_deleted_by_user(engine: Engine) {
    let world = World::own(engine).await;
    let id = user_id(&world).await;
    let for_none = allow(&world, &[]).await;
    let for_api = allow(&world, &[("audience", API)]).await;
    let totals = get(&world, "/grants?include_totals=true&per_page=1").await;
    assert_eq!(
        (&totals["total"], &totals["limit"], &totals["start"]),
        (&json!(2), &json!(1), &json!(0))
    );
    assert_eq!(totals["grants"].as_array().map(Vec::len), Some(1));
    for (query, found) in [
        (format!("audience={API}"), 1),
        (format!("audience={}userinfo", world.issuer()), 1),
        ("client_id=web-third-party".to_owned(), 2),
        ("client_id=web".to_owned(), 0),
        ("user_id=auth0%7Cnobody".to_owned(), 0),
        ("page=7".to_owned(), 0),
    ] {
        let list = get(&world, &format!("/grants?{query}")).await;
        assert_eq!(list.as_array().map(Vec::len), Some(found), "{query}");
    }
    call(&world, Method::DELETE, "/grants", Value::Null)
        .await
        .expect(400);
    call(
        &world,
        Method::DELETE,
        "/grants?user_id=auth0%7Cnobody",
        Value::Null,
    )
    .await
    .expect(204);
    assert_eq!(
        get(&world, "/grants").await.as_array().map(Vec::len),
        Some(2)
    );
    let path = format!("/grants?user_id={}", id.replace('|', "%7C"));
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    assert_eq!(get(&world, "/grants").await, json!([]));
    for tokens in [for_none, for_api] {
        let token = text(&tokens, "refresh_token");
        world
            .refresh("web-third-party", &token, &[])
            .await
            .expect(403);
    }
}

async fn devices_have_keys_and_refresh_tokens(engine: Engine) {
    let world = World::shared(engine).await;
    let id = user_id(&world).await;
    let audience = format!("{}api/v2/", world.issuer());
    let scope = "create:current_user_device_credentials delete:current_user_device_credentials";
    let more = [("audience", audience.as_str()), ("scope", scope)];
    let token = text(
        &world.password("native", &more).await.expect(200).json(),
        "access_token",
    );
    let own = async |method: Method, path: &str, body: Value| {
        let request = world
            .http
            .request(method, &format!("/api/v2/device-credentials{path}"));
        world
            .http
            .send(request.bearer_auth(&token).json(&body))
            .await
    };
    let key = json!({ "device_name": "Ada's phone", "type": "public_key", "value": "AAAA",
        "device_id": "550e8400-e29b-41d4-a716-446655440000" });
    let made = own(Method::POST, "", key.clone()).await.expect(201).json();
    let key_id = text(&made, "id");
    assert!(
        key_id.starts_with("dcr_") && made.as_object().map(serde_json::Map::len) == Some(1),
        "{made}"
    );
    let again = own(Method::POST, "", key.clone()).await.expect(409).json();
    assert_eq!(
        again["message"],
        "A public key already exists for the device."
    );
    let mut other = key.clone();
    other["client_id"] = json!("web");
    own(Method::POST, "", other).await.expect(403);
    own(Method::POST, "", json!({ "type": "public_key" }))
        .await
        .expect(400);
    call(&world, Method::POST, "/device-credentials", key)
        .await
        .expect(403);
    let refresh_token = world.refresh_token("native").await;
    let path = format!("/device-credentials?user_id={}", id.replace('|', "%7C"));
    let expected = json!([{ "id": key_id, "device_name": "Ada's phone", "type": "public_key", "user_id": id,
        "device_id": "550e8400-e29b-41d4-a716-446655440000", "client_id": "native" }]);
    assert_eq!(
        get(&world, &format!("{path}&type=public_key")).await,
        expected
    );
    let tokens = get(
        &world,
        &format!("{path}&type=rotating_refresh_token&client_id=native"),
    )
    .await;
    assert_eq!(tokens.as_array().map(Vec::len), Some(1), "{tokens}");
    assert_eq!(
        (&tokens[0]["type"], &tokens[0]["user_id"]),
        (&json!("rotating_refresh_token"), &json!(id))
    );
    assert_eq!(
        get(&world, &format!("{path}&type=refresh_token")).await,
        json!([])
    );
    assert_eq!(get(&world, &path).await.as_array().map(Vec::len), Some(2));
    let totals = get(&world, &format!("{path}&include_totals=true")).await;
    assert_eq!(
        (&totals["total"], &totals["device_credentials"]),
        (&json!(0), &json!([]))
    );
    call(
        &world,
        Method::GET,
        "/device-credentials?type=fantasy",
        Value::Null,
    )
    .await
    .expect(400);
    // Nobody takes away what is somebody else's.
    let elsewhere = World::shared(engine).await;
    let theirs = elsewhere.refresh_token("native").await;
    let their_id = user_id(&elsewhere).await.replace('|', "%7C");
    let their_path = format!("/device-credentials?user_id={their_id}&type=rotating_refresh_token");
    let their_family = text(&get(&world, &their_path).await[0], "id");
    own(Method::DELETE, &format!("/{their_family}"), Value::Null)
        .await
        .expect(204);
    elsewhere.refresh("native", &theirs, &[]).await.expect(200);
    own(Method::DELETE, &format!("/{key_id}"), Value::Null)
        .await
        .expect(204);
    assert_eq!(
        get(&world, &format!("{path}&type=public_key")).await,
        json!([])
    );
    let family = text(&tokens[0], "id");
    call(
        &world,
        Method::DELETE,
        &format!("/device-credentials/{family}"),
        Value::Null,
    )
    .await
    .expect(204);
    world
        .refresh("native", &refresh_token, &[])
        .await
        .expect(403);
}

async fn logins_and_active_users_are_counted(engine: Engine) {
    let world = World::own(engine).await;
    world.freeze("2026-11-19T23:59:00Z").await;
    assert_eq!(get(&world, "/stats/active-users").await, json!(0));
    assert_eq!(get(&world, "/stats/daily").await, json!([]));
    world.refresh_token("native").await;
    world
        .password("native", &[("password", "wrong")])
        .await
        .expect(403);
    world.advance("2m").await;
    world.refresh_token("native").await;
    world.logged_in("web").await;
    let day = |date: &str, logins: u32, from: &str, to: &str| {
        json!({ "date": format!("{date}T00:00:00.000Z"), "logins": logins, "signups": 0, "leaked_passwords": 0,
            "created_at": format!("{date}T{from}.000Z"), "updated_at": format!("{date}T{to}.000Z") })
    };
    let first = day("2026-11-19", 1, "23:59:00", "23:59:00");
    let second = day("2026-11-20", 2, "00:01:00", "00:01:00");
    assert_eq!(get(&world, "/stats/daily").await, json!([first, second]));
    assert_eq!(
        get(&world, "/stats/daily?from=20261120&to=20261120").await,
        json!([second])
    );
    assert_eq!(
        get(&world, "/stats/daily?to=20261119").await,
        json!([first])
    );
    assert_eq!(get(&world, "/stats/active-users").await, json!(1));
    world.advance("721h").await;
    assert_eq!(get(&world, "/stats/active-users").await, json!(0));
    for wrong in ["from=2026-11-20", "to=20261399", "from=today"] {
        let path = format!("/stats/daily?{wrong}");
        call(&world, Method::GET, &path, Value::Null)
            .await
            .expect(400);
    }
}
