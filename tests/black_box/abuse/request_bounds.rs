//! How much of anything one request may hold before it is refused: nothing that a stranger sends is read without an end, so
//! no request costs many times what another costs.

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

on_both_engines! {
    a_scope_is_a_set_of_so_many_words,
    a_request_has_so_many_parameters_of_such_a_length,
    a_new_user_brings_so_few_metadata,
    a_search_has_such_a_length,
    a_client_has_so_many_callbacks,
    cookies_have_such_a_length,
}

fn words(n: usize) -> String {
    let words: Vec<String> = (0..n).map(|i| format!("word:{i}")).collect();
    words.join(" ")
}

const TOO_MANY_WORDS: &str = "Too many scopes: at most 256 are allowed";

async fn a_scope_is_a_set_of_so_many_words(engine: Engine) {
    let world = World::shared(engine).await;
    let (most, over) = (words(256), words(257));
    // Repeated words count once.
    let twice = format!("{most} {most}");
    for fits in [&most, &twice] {
        world
            .password("native", &[("scope", fits)])
            .await
            .expect(200);
    }
    let refused = world.password("native", &[("scope", &over)]).await;
    refused.expect_error(400, "invalid_scope", TOO_MANY_WORDS);
    for client in ["native-static", "machine"] {
        let answer = match client {
            "machine" => {
                let audience = format!("{}api/v2/", world.issuer());
                let form = [
                    ("grant_type", "client_credentials"),
                    ("audience", audience.as_str()),
                    ("scope", over.as_str()),
                ];
                world.token(client, &form).await
            }
            _ => {
                let token = world.refresh_token(client).await;
                world.refresh(client, &token, &[("scope", &over)]).await
            }
        };
        answer.expect_error(400, "invalid_scope", TOO_MANY_WORDS);
    }
    let listed: Vec<&str> = over.split(' ').collect();
    let body = json!({ "grant_type": "password", "client_id": "native", "username": world.email,
        "password": PASSWORD, "scope": listed });
    let request = world.http.request(Method::POST, "/oauth/token").json(&body);
    let refused = world.http.send(request).await;
    refused.expect_error(400, "invalid_scope", TOO_MANY_WORDS);
    let begin = async |scope: &str| {
        let browser = world.browser();
        let answer = world.authorize(&browser, "web", &[("scope", scope)]).await;
        answer.outcome()
    };
    assert_eq!(begin(&most).await, Outcome::Login);
    let refused = Outcome::Refused("invalid_scope".into(), TOO_MANY_WORDS.into());
    assert_eq!(begin(&over).await, refused);
}

async fn a_request_has_so_many_parameters_of_such_a_length(engine: Engine) {
    let world = World::shared(engine).await;
    let ask = async |more: &[(String, String)]| {
        let form = [("grant_type".to_owned(), "none".to_owned())];
        let form: Vec<_> = form.iter().chain(more).collect();
        let request = world.http.request(Method::POST, "/oauth/token").form(&form);
        world.http.send(request).await
    };
    let many = |n: usize| -> Vec<_> { (0..n).map(|i| (format!("p{i}"), "x".into())).collect() };
    let long = |n: usize| vec![("p".to_owned(), "x".repeat(n))];
    let read = "Unsupported grant type: none";
    for most in [many(99), long(16 * 1024)] {
        ask(&most)
            .await
            .expect_error(403, "unsupported_grant_type", read);
    }
    let refused = ask(&many(100)).await;
    refused.expect_error(400, "invalid_request", "Too many parameters");
    let refused = ask(&long(16 * 1024 + 1)).await;
    refused.expect_error(400, "invalid_request", "Parameter too long: p");
}

async fn a_new_user_brings_so_few_metadata(engine: Engine) {
    let world = World::shared(engine).await;
    let sign_up = async |n: usize| {
        let metadata: serde_json::Map<_, _> =
            (0..n).map(|i| (format!("m{i}"), json!("x"))).collect();
        let body = json!({ "client_id": "web", "connection": CONNECTION, "password": PASSWORD,
            "email": format!("few-{n}-{}", world.email), "user_metadata": metadata });
        let request = world
            .http
            .request(Method::POST, "/dbconnections/signup")
            .json(&body);
        world.http.send(request).await.status
    };
    assert_eq!([sign_up(10).await, sign_up(11).await], [200, 400]);
}

async fn a_search_has_such_a_length(engine: Engine) {
    let world = World::shared(engine).await;
    let search = async |n: usize| {
        let path = format!("/api/v2/users?q={}", "a".repeat(n));
        world.manage(Method::GET, &path, None).await.status
    };
    assert_eq!([search(1_024).await, search(1_025).await], [200, 400]);
}

async fn a_client_has_so_many_callbacks(engine: Engine) {
    let world = World::shared(engine).await;
    let create = async |list: &str, n: usize| {
        let urls: Vec<String> = (0..n).map(|i| format!("https://{i}.example/cb")).collect();
        let body = json!({ "name": "Many", list: urls });
        world
            .manage(Method::POST, "/api/v2/clients", Some(body))
            .await
    };
    for list in ["callbacks", "allowed_logout_urls", "web_origins"] {
        create(list, 1_000).await.expect(201);
        let refused = create(list, 1_001).await.expect(400).json();
        let told = text(&refused, "message");
        assert!(
            told.contains("Array is too long (1001), maximum 1000"),
            "{told}"
        );
    }
}

async fn cookies_have_such_a_length(engine: Engine) {
    let world = World::shared(engine).await;
    // Refused before it is a request: without the headers that all answers have.
    let ask = async |n: usize| {
        let request = reqwest::Client::new().get(format!("{}userinfo", world.issuer()));
        let answer = request.header("Cookie", "c=1; ".repeat(n / 5)).send().await;
        answer.expect("an answer").status().as_u16()
    };
    assert_eq!([ask(12 * 1024).await, ask(17 * 1024).await], [401, 431]);
}
