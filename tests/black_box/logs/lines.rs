//! What is logged: one line a request that tells who and why, and never a secret, in any format, at any level, on standard
//! output, on standard error, or to a collector.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::Method;
use serde_json::{Value, json};

use crate::actions::{bind, post_login};
use crate::harness::collector::Collector;
use crate::harness::federation::{federated_tenant, posted};
use crate::harness::*;
use crate::logs::secrets::whole_log;

on_both_engines! {
    a_request_is_one_readable_line,
    a_request_is_one_json_line,
    text_holds_no_secret,
    json_holds_no_secret,
}

/// The last log line with `text`, as soon as there is one.
async fn line(world: &World, text: &str) -> String {
    found(world, |line| line.contains(text)).await
}

/// The last log line that fits, as soon as there is one: the lines of a request come after its answer.
async fn found(world: &World, fits: impl Fn(&str) -> bool) -> String {
    let start = Instant::now();
    loop {
        let log = world.server.log();
        if let Some(line) = log.lines().rfind(|line| fits(line)) {
            return line.to_owned();
        }
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "no such line in {log}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn started(engine: Engine, format: &str) -> World {
    let setup = Setup::new(engine).await.set("LOG_FORMAT", format);
    World::of(&setup.start().await)
}

async fn a_request_is_one_readable_line(engine: Engine) {
    let world = started(engine, "text").await;
    world.transferred("native", "web").await;
    for request in [" INFO POST /oauth/token 200 ", " INFO GET /authorize 302 "] {
        let of_web = |line: &str| line.contains(request) && line.ends_with(" ms client_id=web");
        found(&world, of_web).await;
    }

    world.refresh("native", "nonsense", &[]).await.expect(403);
    let refused = line(&world, "POST /oauth/token 403 ").await;
    let reason = " ms client_id=native reason=\"the token is not one of ours\"";
    assert!(refused.ends_with(reason), "{refused}");

    let transfer = world.transfer("native").await;
    let thief = world.at("203.0.113.5");
    thief.redeem(&thief.browser(), "web", &transfer.token).await;
    let refused = line(&world, "reason=device_mismatch").await;
    assert!(refused.contains("GET /authorize 302 "), "{refused}");

    let browser = world.browser();
    let silent = [("prompt", "none")];
    world.authorize(&browser, "web", &silent).await;
    line(&world, "client_id=web reason=\"Login required\"").await;
    world.http.get("/api/v2/clients/x%0aINFO").await.expect(401);
    let managed = line(&world, "/api/v2/clients/{id} 401").await;
    assert!(
        managed.ends_with("reason=\"Missing authentication\""),
        "{managed}"
    );

    // Nobody writes lines of their own into the log.
    let forged = [("client_id", "x\n2026-01-01T00:00:00Z  INFO forged")];
    world.authorize(&world.browser(), "web", &forged).await;
    line(&world, "reason=\"Unknown client: x\\n2026").await;
    assert!(
        !world
            .server
            .log()
            .lines()
            .any(|l| l.ends_with(" INFO forged"))
    );
}

async fn a_request_is_one_json_line(engine: Engine) {
    let world = started(engine, "json").await;
    world.refresh("native", "nonsense", &[]).await.expect(403);
    let line: Value = serde_json::from_str(&line(&world, "\"status\":403").await).expect("JSON");
    assert_eq!(line["target"], "footbridge::request");
    let fields = line["fields"].as_object().expect("an object");
    assert!(fields["ms"].as_f64().is_some_and(|ms| ms > 0.0), "{line}");
    let told = [
        ("message", json!("request")),
        ("method", json!("POST")),
        ("route", json!("/oauth/token")),
        ("status", json!(403)),
        ("client_id", json!("native")),
        ("reason", json!("the token is not one of ours")),
    ];
    for (name, value) in &told {
        assert_eq!(&fields[*name], value, "{line}");
    }
    assert_eq!(fields.len(), told.len() + 1, "{line}");
}

async fn text_holds_no_secret(engine: Engine) {
    nothing_leaks(engine, "text").await;
}

async fn json_holds_no_secret(engine: Engine) {
    nothing_leaks(engine, "json").await;
}

/// Every secret that a run has used, and what it is.
#[derive(Default)]
struct Secrets(BTreeSet<(&'static str, String)>);

impl Secrets {
    fn add(&mut self, what: &'static str, secret: &str) {
        assert!(
            secret.len() > 8,
            "{what} is too short to look for: {secret:?}"
        );
        self.0.insert((what, secret.to_owned()));
    }

    /// What an answer holds of tokens, codes and cookies.
    fn add_answer(&mut self, answer: &Answer) {
        if let Ok(Value::Object(body)) = serde_json::from_str(&answer.body) {
            for what in ["access_token", "refresh_token", "id_token"] {
                if let Some(token) = body.get(what).and_then(Value::as_str) {
                    self.add(what, token);
                }
            }
        }
        for what in ["code", "access_token", "id_token"] {
            if let Some(secret) = answer.parameter(what) {
                self.add(what, &secret);
            }
        }
        for (_, value, _) in answer.cookies() {
            if !value.is_empty() {
                self.add("cookie", &value);
            }
        }
    }

    /// Which of them a text holds, as they are or in one of the forms in which they travel.
    fn found_in(&self, text: &str) -> Vec<&'static str> {
        let is_there = |(what, secret): &(&'static str, String)| {
            let quoted = form_urlencoded::byte_serialize(secret.as_bytes()).collect::<String>();
            let forms = [
                secret.clone(),
                quoted,
                STANDARD.encode(secret),
                URL_SAFE_NO_PAD.encode(secret),
            ];
            forms
                .iter()
                .any(|form| text.contains(form))
                .then_some(*what)
        };
        self.0.iter().filter_map(is_there).collect()
    }
}

#[test]
fn a_secret_is_found_in_whatever_form() {
    let mut secrets = Secrets::default();
    secrets.add("password", "pass word/1234");
    for leak in [
        "x pass word/1234 y",
        "p=pass+word%2F1234&",
        "cGFzcyB3b3JkLzEyMzQ",
    ] {
        assert_eq!(secrets.found_in(leak), ["password"], "{leak}");
    }
    assert!(secrets.found_in("password").is_empty());
}

/// Sends every kind of secret through a server that logs all that it can, and looks for them in all that it said.
async fn nothing_leaks(engine: Engine, format: &str) {
    let collector = Collector::start().await;
    let setup = Setup::first_start(engine)
        .await
        .tenant(&federated_tenant(4))
        .set("LOG", "trace")
        .set("SECRET_KEY", &"5eed".repeat(16))
        .set("LOG_FORMAT", format)
        .set("OTLP__ENDPOINT", &collector.endpoint);
    let world = World::of(&setup.start().await);
    let mut secrets = Secrets::default();
    secrets.add("secret key", &"5eed".repeat(16));
    with_actions(&world, &mut secrets).await;
    with_tokens(&world, &mut secrets).await;
    with_pages(&world, &mut secrets).await;
    with_saml(&world, &mut secrets).await;
    with_users_and_clients(&world, &mut secrets).await;
    let told = Value::from(whole_log(&world).await).to_string();
    world.server.signal("TERM");
    assert_eq!(world.server.exit_code().await, Some(0));

    let (log, sent) = (world.server.log(), collector.bodies());
    // It was a run that said something, and the search would find it.
    let mut public = Secrets::default();
    public.add("route", "/oauth/token");
    public.add("client", "native-static");
    assert_eq!(public.found_in(&log).len(), 2, "{log}");
    assert_eq!(public.found_in(&sent).len(), 2);
    assert!(log.contains("TRACE") && log.contains("DEBUG"));
    let kinds: BTreeSet<_> = secrets.0.iter().map(|(what, _)| *what).collect();
    assert_eq!(kinds.len(), 21, "{kinds:?}");
    assert_eq!(secrets.found_in(&told), [""; 0], "in the tenant log");
    assert_eq!(secrets.found_in(&log), [""; 0], "in the log");
    assert_eq!(secrets.found_in(&sent), [""; 0], "at the collector");
}

async fn with_actions(world: &World, secrets: &mut Secrets) {
    let code = post_login(
        "const key = event.secrets.KEY; if (!key) throw new Error('no key'); console.log(key);",
    );
    bind(world, "post-login", &[("Keeps a secret", &code)]).await;
    secrets.add("action secret", "hush-hush");
    secrets.add("access_token", &world.management_token().await);
}

async fn with_tokens(world: &World, secrets: &mut Secrets) {
    secrets.add("password", PASSWORD);
    secrets.add("password", "not-the-password");
    for client in ["web", "machine"] {
        secrets.add("client secret", &secret(client));
    }
    let wrong = [("password", "not-the-password")];
    world.password("native", &wrong).await.expect(403);
    for client in ["native", "native-static"] {
        let answer = world.password(client, &[]).await.expect(200);
        secrets.add_answer(&answer);
        let refresh_token = text(&answer.json(), "refresh_token");
        let exchanged = world.exchange(client, &refresh_token).await.expect(200);
        secrets.add_answer(&exchanged);
        let tokens = exchanged.json();
        let transfer = text(&tokens, "access_token");
        secrets.add("transfer token", &transfer);
        let browser = world.browser();
        let answer = world.redeem(&browser, "web", &transfer).await;
        secrets.add_answer(&answer);
        let answer = world.code("web", &answer.code()).await.expect(200);
        secrets.add_answer(&answer);
        world
            .userinfo(&text(&answer.json(), "access_token"))
            .await
            .expect(200);
        // What is refused is looked at, too.
        world.redeem(&world.browser(), "web", &transfer).await;
        let by_cookie = world.browser();
        by_cookie.set_cookie(TRANSFER_COOKIE, &transfer);
        world.authorize(&by_cookie, "web", &[]).await;
        world.refresh("web", &refresh_token, &[]).await.expect(403);
        world.revoke(client, &refresh_token).await.expect(200);
        world.refresh(client, &refresh_token, &[]).await.expect(403);
    }
    let secret = "not-the-secret-of-web";
    secrets.add("wrong client secret", secret);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", "web"),
        ("client_secret", secret),
    ];
    world.post("/oauth/token", &form).await.expect(401);
    let assertion = format!(
        "e30.{}.c2lnbmF0dXJl",
        URL_SAFE_NO_PAD.encode("{\"sub\":\"web\"}")
    );
    secrets.add("client assertion", &assertion);
    let form = [
        ("grant_type", "client_credentials"),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", &assertion),
    ];
    world.post("/oauth/token", &form).await.expect(401);
    let basic = STANDARD.encode(format!("web:{secret}"));
    let request = world.http.request(Method::POST, "/oauth/token");
    let request = request.header("Authorization", format!("Basic {basic}"));
    world
        .http
        .send(request.form(&[("grant_type", "client_credentials")]))
        .await
        .expect(401);
}

async fn with_pages(world: &World, secrets: &mut Secrets) {
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    secrets.add_answer(&start);
    let page = browser.follow(&start).await.expect(200);
    secrets.add_answer(&page);
    let filled = [
        ("username", world.email.as_str()),
        ("password", "not-the-password"),
    ];
    secrets.add_answer(&browser.submit(&page, &filled).await);
    let answer = browser.log_in(&start, &world.email).await;
    secrets.add_answer(&answer);
    secrets.add(
        "session cookie",
        &browser.cookie("auth0").expect("a session"),
    );
    let tokens = world.code("web", &answer.code()).await.expect(200);
    let id_token = text(&tokens.json(), "id_token");
    secrets.add("id_token", &id_token);
    let logout = format!("/oidc/logout?id_token_hint={id_token}");
    browser.get(&logout).await;
}

async fn with_saml(world: &World, secrets: &mut Secrets) {
    let browser = world.browser();
    let request = "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_a-request\" Version=\"2.0\" IssueInstant=\"2026-01-01T00:00:00Z\"><saml:Issuer>urn:sp</saml:Issuer></samlp:AuthnRequest>";
    let encoded = STANDARD.encode(request);
    secrets.add("SAML request", &encoded);
    let form = [("SAMLRequest", encoded.as_str())];
    let sent = world.http.request(Method::POST, "/samlp/sp").form(&form);
    let answer = browser.send(sent).await;
    if answer.location().is_some() {
        browser.follow(&answer).await;
    }
    let browser = world.browser();
    let start = browser.get("/samlp/sp").await;
    let answer = browser.log_in(&start, &world.email).await;
    let posted = posted(&browser, answer).await;
    secrets.add("SAML response", posted.field("SAMLResponse"));
    secrets.add("SAML response", &posted.response());
    let answer = browser.get("/wsfed/rp?wa=wsignin1.0").await;
    let posted = crate::harness::federation::posted(&browser, answer).await;
    secrets.add("WS-Federation result", posted.field("wresult"));
}

async fn with_users_and_clients(world: &World, secrets: &mut Secrets) {
    let manage = async |path: &str, body: Value| {
        let path = format!("/api/v2{path}");
        world.manage(Method::POST, &path, Some(body)).await
    };
    let (first, new) = ("first-password-of-new", "next-password-of-new");
    secrets.add("password", first);
    secrets.add("new password", new);
    let user = json!({"connection": CONNECTION, "email": "new@example.com", "password": first});
    let user = manage("/users", user).await.expect(201).json();
    let signup = json!({"client_id": "web", "connection": CONNECTION, "email": "signed-up@example.com", "password": first});
    let request = world.http.request(Method::POST, "/dbconnections/signup");
    world.http.send(request.json(&signup)).await.expect(200);
    let ordered = manage(
        "/tickets/password-change",
        json!({"user_id": user["user_id"]}),
    )
    .await;
    let ticket = text(&ordered.expect(201).json(), "ticket");
    let ticket = ticket.trim_end_matches('#');
    secrets.add("ticket", ticket.split_once("ticket=").expect("a ticket").1);
    let browser = world.browser();
    let page = browser.get(ticket).await.expect(200);
    let values = [("password-reset", new), ("re-enter-password", new)];
    browser.submit(&page, &values).await.expect(200);
    let authorization = "Bearer of-the-receiver-0123456789";
    secrets.add("stream authorization", authorization);
    let sink =
        json!({"httpEndpoint": "https://nobody.invalid/", "httpAuthorization": authorization});
    let stream = json!({"name": "S", "type": "http", "sink": sink});
    manage("/log-streams", stream).await.expect(200);
    // A body that does not do is told about without being quoted.
    let unfit = json!({"name": "C", "client_secret": "a-secret-in-the-wrong-place"});
    secrets.add("client secret", "a-secret-in-the-wrong-place");
    manage("/clients", unfit).await.expect(400);
    let misspelt = json!({"connection": CONNECTION, "email": "x@example.com", "pasword": "misspelt-hush-hush"});
    secrets.add("misspelt password", "misspelt-hush-hush");
    manage("/users", misspelt).await.expect(400);
    let second = format!("e30.{}.c2Vjb25k", URL_SAFE_NO_PAD.encode("{\"sub\":\"x\"}"));
    secrets.add("ID token of a second account", &second);
    let id = text(&user, "user_id").replace('|', "%7C");
    let linked = manage(
        &format!("/users/{id}/identities"),
        json!({"link_with": second}),
    )
    .await;
    assert!((400..500).contains(&linked.status), "{linked:#?}");
    let made = manage("/clients", json!({"name": "C"})).await;
    secrets.add(
        "client secret",
        &text(&made.expect(201).json(), "client_secret"),
    );
}
