//! `protocol.dialect`: what its table in `docs/compatibility.md` names differs, and nothing else does.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Map, Value, json};
use tokio::sync::OnceCell;

use crate::harness::*;

on_both_engines! {
    token_errors_have_the_statuses_of_their_dialect,
    a_client_that_is_not_who_it_says_has_the_name_of_its_dialect,
    the_time_of_the_last_change_is_a_string_or_a_number,
    the_standards_dialect_says_who_answers,
    the_standards_dialect_wants_the_callback_named,
    a_client_id_alone_leads_out_of_a_logout_to_auth0_only,
    a_wider_scope_of_a_refresh_is_refused_by_the_standards_only,
    nothing_else_depends_on_the_dialect,
}

const DIALECTS: [&str; 2] = ["auth0", "oidc"];
/// For each engine, a server for each dialect.
static SERVERS: [[OnceCell<Arc<Server>>; 2]; 2] =
    [const { [const { OnceCell::const_new() }; 2] }; 2];

/// The first person of a server that speaks this dialect.
async fn speaking(engine: Engine, dialect: usize) -> World {
    let cell = &SERVERS[usize::from(engine == Engine::Postgres)][dialect];
    let start = async {
        let setup = Setup::new(engine).await;
        setup
            .set("PROTOCOL__DIALECT", DIALECTS[dialect])
            .start()
            .await
    };
    World::of(cell.get_or_init(|| start).await)
}

/// The same in both dialects.
async fn both<T>(engine: Engine, ask: impl AsyncFn(World) -> T) -> [T; 2] {
    [
        ask(speaking(engine, 0).await).await,
        ask(speaking(engine, 1).await).await,
    ]
}

/// Status and `error`.
fn refusal(answer: &Answer) -> (u16, String) {
    (answer.status, text(&answer.json(), "error"))
}

async fn token_errors_have_the_statuses_of_their_dialect(engine: Engine) {
    let both = both(engine, async |world: World| {
        let mut found = vec![];
        found.push(refusal(&world.refresh("native", "gone", &[]).await));
        found.push(refusal(&world.code("web", "gone").await));
        let form = [
            ("grant_type", "password"),
            ("username", "x"),
            ("password", "x"),
        ];
        found.push(refusal(&world.token("web", &form).await));
        found.push(refusal(
            &world.token("machine", &[("grant_type", "magic")]).await,
        ));
        let form = [
            ("grant_type", "client_credentials"),
            ("audience", "https://nowhere.example"),
        ];
        found.push(refusal(&world.token("machine", &form).await));
        found
    })
    .await;
    let expected = [
        "invalid_grant",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
        "access_denied",
    ];
    for (found, status) in both.iter().zip([403, 400]) {
        let wanted = expected.map(|error| (status, error.to_owned()));
        assert_eq!(found.as_slice(), wanted);
    }
}

async fn a_client_that_is_not_who_it_says_has_the_name_of_its_dialect(engine: Engine) {
    let both = both(engine, async |world: World| {
        let mut found = vec![];
        for client in ["web", "unknown"] {
            let form = [
                ("client_id", client),
                ("client_secret", "wrong"),
                ("grant_type", "refresh_token"),
                ("refresh_token", "x"),
            ];
            let answer = world.post("/oauth/token", &form).await;
            assert!(answer.header("www-authenticate").starts_with("Basic"));
            found.push(refusal(&answer));
            found.push(refusal(&world.post("/oauth/par", &form[..2]).await));
        }
        found
    })
    .await;
    for (found, error) in both.iter().zip(["access_denied", "invalid_client"]) {
        assert!(
            found.iter().all(|one| *one == (401, error.to_owned())),
            "{found:?}"
        );
    }
}

async fn the_time_of_the_last_change_is_a_string_or_a_number(engine: Engine) {
    let [auth0, oidc] = both(engine, async |world: World| {
        let (_, tokens) = world.logged_in("web").await;
        let id = world.verify(&tokens["id_token"], "web").await.claims;
        let claims = world
            .userinfo(&text(&tokens, "access_token"))
            .await
            .expect(200)
            .json();
        assert_eq!(id["updated_at"], claims["updated_at"]);
        claims["updated_at"].clone()
    })
    .await;
    assert!(
        auth0.as_str().is_some_and(|at| at.ends_with('Z')),
        "{auth0}"
    );
    // Seconds, not milliseconds.
    assert!(
        oidc.as_u64()
            .is_some_and(|at| (1_600_000_000..10_000_000_000).contains(&at)),
        "{oidc}"
    );
}

async fn the_standards_dialect_says_who_answers(engine: Engine) {
    let both = both(engine, async |world: World| {
        let browser = world.browser();
        let silent = world
            .authorize(&browser, "web", &[("prompt", "none")])
            .await;
        let bad = world
            .authorize(&browser, "web", &[("response_type", "magic")])
            .await;
        let start = world.authorize(&browser, "web", &[]).await;
        let good = browser.log_in(&start, &world.email).await;
        let told: Vec<_> = [silent, bad, good]
            .iter()
            .map(|answer| answer.parameter("iss"))
            .collect();
        let configuration = world
            .http
            .get("/.well-known/openid-configuration")
            .await
            .json();
        let name = "authorization_response_iss_parameter_supported";
        (
            world.issuer().to_owned(),
            told,
            configuration.get(name).cloned(),
        )
    })
    .await;
    let [(_, auth0, unsupported), (issuer, oidc, supported)] = both;
    assert_eq!((auth0, unsupported), (vec![None; 3], None));
    assert_eq!(
        (oidc, supported),
        (vec![Some(issuer); 3], Some(json!(true)))
    );
}

async fn the_standards_dialect_wants_the_callback_named(engine: Engine) {
    let [auth0, oidc] = both(engine, async |world: World| {
        world
            .authorize(&world.browser(), "web", &[("redirect_uri", "")])
            .await
    })
    .await;
    assert_eq!(auth0.outcome(), Outcome::Login);
    assert_eq!((oidc.status, oidc.location()), (400, None));
    assert!(oidc.body.contains("redirect_uri"), "{}", oidc.body);
}

async fn a_client_id_alone_leads_out_of_a_logout_to_auth0_only(engine: Engine) {
    let [auth0, oidc] = both(engine, async |world: World| {
        world.browser().get("/oidc/logout?client_id=web").await
    })
    .await;
    assert_eq!(auth0.header("location"), "https://web.example/bye");
    assert_eq!((oidc.status, oidc.location()), (200, None));
}

async fn a_wider_scope_of_a_refresh_is_refused_by_the_standards_only(engine: Engine) {
    let [auth0, oidc] = both(engine, async |world: World| {
        let token = world.refresh_token("native-static").await;
        let wide = [("scope", "openid read:orders")];
        world.refresh("native-static", &token, &wide).await
    })
    .await;
    assert_eq!(auth0.expect(200).json()["scope"], "openid");
    assert_eq!(refusal(&oidc), (400, "invalid_scope".to_owned()));
}

/// What stands in an answer, with everything that is new each time made alike.
fn shape(world: &World, answer: &Answer) -> Value {
    let body = serde_json::from_str::<Value>(&answer.body);
    let body = body.unwrap_or_else(|_| json!(plain(world, &answer.body)));
    let headers = [
        "content-type",
        "cache-control",
        "www-authenticate",
        "allow",
        "access-control-allow-origin",
    ];
    let headers: Vec<_> = headers.iter().map(|name| answer.header(name)).collect();
    let location = answer.location().map(|to| {
        let names: Vec<_> = to
            .query_pairs()
            .map(|(name, _)| name.into_owned())
            .collect();
        let ours = to.host_str() == answer.url.host_str();
        (
            ours.then(|| to.path().to_owned()),
            (!ours).then(|| to.host_str().map(str::to_owned)),
            names,
        )
    });
    json!({ "status": answer.status, "headers": headers, "location": location, "body": masked(world, body) })
}

/// Without the server's port, and without what is random.
fn plain(world: &World, text: &str) -> String {
    let port = format!(":{}", world.server.port);
    let text = text.replace(&port, "");
    let has = |word: &str, is: fn(&u8) -> bool| word.as_bytes().iter().any(is);
    let is_no_word =
        |word: &str| has(word, u8::is_ascii_uppercase) || has(word, u8::is_ascii_digit);
    let random = |word: &str| word.len() > 11 && is_no_word(word);
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
        .map(|word| if random(word) { "…" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

fn masked(world: &World, value: Value) -> Value {
    match value {
        Value::String(text) => json!(plain(world, &text)),
        Value::Array(items) => items.into_iter().map(|item| masked(world, item)).collect(),
        Value::Object(members) => {
            let one = |(name, value)| (name, masked(world, value));
            Value::Object(members.into_iter().map(one).collect::<Map<_, _>>())
        }
        other => other,
    }
}

/// Requests of every kind but those of the table, each as a client or a browser makes it.
async fn elsewhere(world: World) -> Vec<(String, Value)> {
    let mut found = vec![];
    let mut keep = |name: &str, answer: &Answer| {
        found.push((name.to_owned(), shape(&world, answer)));
    };
    let browser = world.browser();
    for path in [
        "/v2/logout?client_id=web",
        "/v2/logout",
        "/v2/logout?returnTo=https%3A%2F%2Fnowhere.example",
        "/oidc/logout?post_logout_redirect_uri=https%3A%2F%2Ftenant.example%2Fbye",
        "/oidc/logout?id_token_hint=bad",
        "/authorize",
        "/authorize?client_id=unknown&response_type=code",
        "/authorize?client_id=web&response_type=code&redirect_uri=https%3A%2F%2Fnowhere.example",
        "/authorize?client_id=web&client_id=web",
        "/u/login?state=gone",
        "/userinfo",
        "/nowhere",
        "/healthz",
        "/samlp/web",
        "/wsfed/web?wa=wsignin1.0",
        "/api/v2/clients",
        "/oauth/token",
    ] {
        keep(path, &browser.get(path).await);
    }
    for (path, body) in [
        ("/dbconnections/signup", json!({ "client_id": "unknown" })),
        (
            "/dbconnections/signup",
            json!({ "client_id": "spa", "connection": CONNECTION, "email": "a@b.example", "password": "x" }),
        ),
        ("/dbconnections/change_password", json!({})),
        ("/oauth/token", json!([])),
        ("/oauth/token", json!({ "grant_type": {} })),
        (
            "/oauth/revoke",
            json!({ "client_id": "native", "token": "gone" }),
        ),
        (
            "/oauth/revoke",
            json!({ "client_id": "web", "client_secret": "wrong", "token": "gone" }),
        ),
        ("/oauth/revoke", json!({ "client_id": "native" })),
    ] {
        let request = world.http.request(Method::POST, path).json(&body);
        keep(&format!("{path} {body}"), &world.http.send(request).await);
    }
    let management = world
        .manage(
            Method::GET,
            "/api/v2/clients/web?fields=signing_keys&include_fields=false",
            None,
        )
        .await;
    keep("a client", &management);
    let form = [("grant_type", "client_credentials"), ("audience", API)];
    keep("a machine's token", &world.token("machine", &form).await);
    // A journey: login, code, tokens, refresh, transfer, session, logout.
    let start = world.authorize(&browser, "web", &[]).await;
    keep("to the login page", &start);
    keep("the login page", &browser.follow(&start).await);
    let landed = browser.log_in(&start, &world.email).await;
    let tokens = world.code("web", &landed.code()).await;
    keep("the answer to a code", &tokens);
    let id = world.verify(&tokens.json()["id_token"], "web").await.claims;
    let names: Vec<_> = id.as_object().expect("claims").keys().cloned().collect();
    found.push(("the claims of an ID token".to_owned(), json!(names)));
    let mut keep = |name: &str, answer: &Answer| {
        found.push((name.to_owned(), shape(&world, answer)));
    };
    let api = [
        ("audience", API),
        ("scope", "openid offline_access read:orders"),
    ];
    let native = world.password("native", &api).await;
    keep("the password grant", &native);
    let refreshed = world
        .refresh("native", &text(&native.json(), "refresh_token"), &[])
        .await;
    keep("a refresh", &refreshed);
    let transfer = world
        .exchange("native", &text(&refreshed.json(), "refresh_token"))
        .await;
    keep("an exchange", &transfer);
    let token = text(&transfer.json(), "access_token");
    let second = world.browser();
    second.set_cookie(TRANSFER_COOKIE, "gone");
    world.redeem(&second, "web", &token).await.code();
    keep(
        "a token that is used up",
        &world.redeem(&world.browser(), "web", &token).await,
    );
    let form = world
        .authorize(&browser, "web", &[("response_mode", "form_post")])
        .await;
    keep("an answer that is posted", &form);
    found
}

async fn nothing_else_depends_on_the_dialect(engine: Engine) {
    let [auth0, oidc] = both(engine, elsewhere).await;
    assert!(auth0.len() > 35);
    for (one, other) in auth0.iter().zip(&oidc) {
        assert_eq!(one, other);
    }
    assert_eq!(auth0.len(), oidc.len());
}
