//! What pages of other origins may call and read (Fetch standard, section 3.2): errors too, and never with cookies.

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::harness::*;

const PAGE: &str = "https://spa.example";
/// The page of another client of the tenant.
const OTHER_PAGE: &str = "https://web.example";
const STRANGER: &str = "https://stranger.example";

on_both_engines! {
    documents_are_for_everybody,
    preflights_are_answered_wherever_pages_may_call,
    errors_at_the_token_endpoint_are_readable,
    errors_at_the_revocation_endpoint_are_readable,
    errors_of_userinfo_are_readable,
    errors_of_database_connections_are_readable,
    a_page_reads_the_answers_of_its_own_client_only,
    a_page_acts_on_its_user_at_the_management_api,
    an_origin_that_is_added_reads_from_then_on,
}

/// Which page may read the answer.
fn reader(answer: &Answer) -> &str {
    assert!(
        !answer
            .headers
            .contains_key("access-control-allow-credentials")
    );
    answer.header("access-control-allow-origin")
}

/// Sends it from the page of a client, which reads the answer, and from a stranger's, which does not.
async fn read_by(world: &World, page: &str, status: u16, request: impl Fn() -> RequestBuilder) {
    let answer = world
        .http
        .send(request().header("Origin", page))
        .await
        .expect(status);
    assert_eq!(reader(&answer), page, "{answer:#?}");
    assert_eq!(answer.header("vary"), "Origin");
    for other in [STRANGER, "null", "https://spa.example.stranger.example"] {
        let answer = world.http.send(request().header("Origin", other)).await;
        assert_eq!(reader(&answer), "", "{answer:#?}");
        assert_eq!(answer.header("vary"), "Origin");
    }
}

async fn preflight(world: &World, path: &str, method: &str) -> Answer {
    let request = world.http.request(Method::OPTIONS, path);
    let request = request
        .header("Origin", PAGE)
        .header("Access-Control-Request-Method", method)
        .header(
            "Access-Control-Request-Headers",
            "authorization,auth0-client",
        );
    world.http.send(request).await
}

async fn documents_are_for_everybody(engine: Engine) {
    let world = World::shared(engine).await;
    for path in [
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
        "/.well-known/jwks.json",
    ] {
        let request = world.http.request(Method::GET, path);
        let answer = world.http.send(request.header("Origin", STRANGER)).await;
        assert_eq!(reader(&answer.expect(200)), "*", "{path}");
        // auth0.js and others send a header of their own, so browsers ask first.
        let answer = preflight(&world, path, "GET").await.expect(204);
        assert_eq!(reader(&answer), PAGE, "{path}");
        assert!(
            answer
                .header("access-control-allow-headers")
                .contains("auth0-client")
        );
    }
}

async fn preflights_are_answered_wherever_pages_may_call(engine: Engine) {
    let world = World::shared(engine).await;
    for (path, method) in [
        ("/oauth/token", "POST"),
        ("/oauth/revoke", "POST"),
        ("/userinfo", "GET"),
        ("/dbconnections/signup", "POST"),
        ("/dbconnections/change_password", "POST"),
        ("/api/v2/users/auth0%7C1", "GET"),
        ("/api/v2/users/auth0%7C1", "PATCH"),
        ("/api/v2/device-credentials", "POST"),
        ("/api/v2/device-credentials/dcr_1", "DELETE"),
        ("/api/v2/users/auth0%7C1/identities", "POST"),
        ("/api/v2/users/auth0%7C1/identities/auth0/2", "DELETE"),
    ] {
        let answer = preflight(&world, path, method).await.expect(204);
        assert_eq!(reader(&answer), PAGE, "{path}");
        let methods = answer.header("access-control-allow-methods");
        assert!(
            methods.split(", ").any(|m| m == method),
            "{path}: {methods}"
        );
        let headers = answer.header("access-control-allow-headers");
        assert!(headers.starts_with("authorization, "), "{path}: {headers}");
    }
    // With cookies where one signs in, and nowhere else.
    let credentials = "access-control-allow-credentials";
    let answer = preflight(&world, "/co/authenticate", "POST").await;
    assert_eq!(answer.expect(204).header(credentials), "true");
    let answer = preflight(&world, "/oauth/token", "POST").await;
    assert_eq!(answer.expect(204).header(credentials), "");
    // What browsers navigate to is not called by pages.
    for path in ["/authorize", "/u/login", "/oidc/logout"] {
        let answer = preflight(&world, path, "POST").await;
        assert_eq!(answer.status, 405, "{path}: {answer:#?}");
    }
}

async fn errors_at_the_token_endpoint_are_readable(engine: Engine) {
    let world = World::shared(engine).await;
    let form = |form: &[(&str, &str)]| world.http.request(Method::POST, "/oauth/token").form(form);
    let refresh = [
        ("grant_type", "refresh_token"),
        ("client_id", "spa"),
        ("refresh_token", "gone"),
    ];
    read_by(&world, PAGE, 403, || form(&refresh)).await;
    let unknown = [
        ("grant_type", "refresh_token"),
        ("client_id", "unknown"),
        ("refresh_token", "gone"),
    ];
    read_by(&world, PAGE, 401, || form(&unknown)).await;
    read_by(&world, PAGE, 400, || form(&[])).await;
    let unreadable = || {
        let request = world.http.request(Method::POST, "/oauth/token");
        request.header("Content-Type", "application/json").body("{")
    };
    read_by(&world, PAGE, 400, unreadable).await;
}

async fn errors_at_the_revocation_endpoint_are_readable(engine: Engine) {
    let world = World::shared(engine).await;
    let form = |form: &[(&str, &str)]| world.http.request(Method::POST, "/oauth/revoke").form(form);
    read_by(&world, PAGE, 400, || form(&[("client_id", "spa")])).await;
    read_by(&world, PAGE, 401, || {
        form(&[("client_id", "unknown"), ("token", "x")])
    })
    .await;
    read_by(&world, PAGE, 200, || {
        form(&[("client_id", "spa"), ("token", "x")])
    })
    .await;
}

async fn errors_of_userinfo_are_readable(engine: Engine) {
    let world = World::shared(engine).await;
    let ask = || world.http.request(Method::GET, "/userinfo");
    read_by(&world, PAGE, 401, ask).await;
    read_by(&world, PAGE, 401, || ask().bearer_auth("nothing")).await;
    let post = || world.http.request(Method::POST, "/userinfo").body("{");
    read_by(&world, PAGE, 401, post).await;
}

async fn errors_of_database_connections_are_readable(engine: Engine) {
    let world = World::shared(engine).await;
    let post = |path: &str, body| world.http.request(Method::POST, path).json(&body);
    let taken = json!({ "client_id": "spa", "connection": CONNECTION, "email": world.email, "password": "x" });
    read_by(&world, PAGE, 400, || {
        post("/dbconnections/signup", taken.clone())
    })
    .await;
    read_by(&world, PAGE, 400, || {
        post("/dbconnections/signup", json!({}))
    })
    .await;
    read_by(&world, PAGE, 400, || {
        post("/dbconnections/signup", json!([]))
    })
    .await;
    let reset = || {
        post(
            "/dbconnections/change_password",
            json!({ "client_id": "spa" }),
        )
    };
    let answer = world.http.send(reset().header("Origin", PAGE)).await;
    assert_eq!(reader(&answer), PAGE, "{answer:#?}");
}

async fn a_page_reads_the_answers_of_its_own_client_only(engine: Engine) {
    let world = World::shared(engine).await;
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", "spa"),
        ("refresh_token", "gone"),
    ];
    let request = world.http.request(Method::POST, "/oauth/token").form(&form);
    let answer = world
        .http
        .send(request.header("Origin", OTHER_PAGE))
        .await
        .expect(403);
    assert_eq!(reader(&answer), "", "{answer:#?}");
    let (_, tokens) = world.logged_in("web").await;
    let token = text(&tokens, "access_token");
    for (page, may) in [(OTHER_PAGE, OTHER_PAGE), (PAGE, "")] {
        let request = world
            .http
            .request(Method::GET, "/userinfo")
            .bearer_auth(&token);
        let answer = world
            .http
            .send(request.header("Origin", page))
            .await
            .expect(200);
        assert_eq!(reader(&answer), may, "{page}");
    }
}

async fn a_page_acts_on_its_user_at_the_management_api(engine: Engine) {
    let world = World::shared(engine).await;
    let browser = world.browser();
    let audience = format!("{}api/v2/", world.issuer());
    let wishes = [
        ("audience", audience.as_str()),
        (
            "scope",
            "openid read:current_user update:current_user_metadata",
        ),
    ];
    let start = world.authorize(&browser, "spa", &wishes).await;
    let code = browser.log_in(&start, &world.email).await.code();
    let tokens = world.code("spa", &code).await.expect(200).json();
    let token = text(&tokens, "access_token");
    let user = text(
        &world.verify(&tokens["id_token"], "spa").await.claims,
        "sub",
    );
    let path = format!("/api/v2/users/{}", user.replace('|', "%7C"));
    let mut quiet = world.clone();
    quiet.http.ip = None;
    let call = |method: Method| quiet.http.request(method, &path).bearer_auth(&token);
    let change = || call(Method::PATCH).json(&json!({ "user_metadata": { "theme": "dark" } }));
    read_by(&quiet, PAGE, 200, change).await;
    read_by(&quiet, PAGE, 200, || call(Method::GET)).await;
    // Errors, too: what the token may not do, and a token that is none.
    let forbidden = || call(Method::PATCH).json(&json!({ "blocked": true }));
    read_by(&quiet, PAGE, 403, forbidden).await;
    let unknown = || quiet.http.request(Method::GET, &path).bearer_auth("a.b.c");
    read_by(&quiet, PAGE, 401, unknown).await;
    let json = ("Content-Type", "application/json");
    let unreadable = || call(Method::PATCH).header(json.0, json.1).body("{");
    read_by(&quiet, PAGE, 400, unreadable).await;
    let elsewhere = || {
        quiet
            .http
            .request(Method::GET, "/api/v2/nothing")
            .bearer_auth(&token)
    };
    read_by(&quiet, PAGE, 404, elsewhere).await;
    let answer = quiet
        .http
        .send(call(Method::GET).header("Origin", OTHER_PAGE))
        .await;
    assert_eq!(reader(&answer.expect(200)), "", "another client's page");
}

async fn an_origin_that_is_added_reads_from_then_on(engine: Engine) {
    let world = World::own(engine).await;
    let added = "https://added.example";
    let ask = async || {
        let request = world.http.request(Method::GET, "/userinfo");
        let answer = world.http.send(request.header("Origin", added)).await;
        reader(&answer.expect(401)).to_owned()
    };
    assert_eq!(ask().await, "");
    let body = json!({ "web_origins": [PAGE, added] });
    world
        .manage(Method::PATCH, "/api/v2/clients/spa", Some(body))
        .await
        .expect(200);
    assert_eq!(ask().await, added);
}
