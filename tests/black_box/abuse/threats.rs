//! Requests that are made to do harm.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use reqwest::Method;

use crate::harness::*;

/// Spellings of a callback that are not the registered `https://web.example/callback`.
const MUTATIONS: [&str; 34] = [
    "https://web.example/Callback",
    "https://web.example/callback/",
    "https://web.example/callback?",
    "https://web.example/callback#",
    "https://web.example/callback#x",
    "https://web.example/callback?a=b",
    "https://web.example/callback%20",
    "https://web.example/callback%00",
    "https://web.example/./callback",
    "https://web.example/x/../callback",
    "https://web.example/..%2fcallback",
    "https://web.example/callback/..%2f..%2fevil",
    "https://web.example/callback;/",
    "https://web.example//callback",
    "https://web.example/%63allback",
    "https://web.example:443/callback",
    "https://web.example:8443/callback",
    "https://web.example./callback",
    "https://WEB.example/callback",
    "HTTPS://web.example/callback",
    "http://web.example/callback",
    "https://web.example@evil.example/callback",
    "https://evil.example\\@web.example/callback",
    "https://web.example.evil.example/callback",
    "https://evil.example/web.example/callback",
    "https://evilweb.example/callback",
    "https://web.example\t/callback",
    " https://web.example/callback",
    "https://web.example/callback\n",
    "//web.example/callback",
    "/callback",
    "javascript:alert(1)//https://web.example/callback",
    "data:text/html,https://web.example/callback",
    "https://\u{ff57}eb.example/callback",
];

/// The same of `https://{client}.example/acs`.
pub fn misspelt(client: &str) -> impl Iterator<Item = String> {
    let wide = "https://\u{ff57}eb";
    MUTATIONS.into_iter().map(move |uri| {
        uri.replace(wide, &format!("https://{client}\u{ff0e}x"))
            .replace("web.example", &format!("{client}.example"))
            .replace("WEB.example", &format!("{}.example", client.to_uppercase()))
            .replace("callback", "acs")
            .replace("Callback", "Acs")
            .replace("%63allback", "%61cs")
    })
}

/// Sends bytes and gives the first line of the answer.
fn raw(port: u16, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a timeout");
    // The server may hang up before it has read everything.
    let mut answer = Vec::new();
    if stream.write_all(bytes).is_ok() {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = stream.read(&mut buffer) {
            answer.extend_from_slice(&buffer[..count]);
            if answer.contains(&b'\n') {
                break;
            }
        }
    }
    let text = String::from_utf8_lossy(&answer).into_owned();
    text.lines().next().unwrap_or_default().to_owned()
}

on_both_engines! {
    a_callback_is_compared_letter_by_letter,
    text_of_the_request_stays_text,
    a_login_form_belongs_to_the_browser_that_asked_for_it,
    a_lost_transaction_is_explained,
    an_unknown_person_looks_like_a_wrong_password,
    pages_carry_their_protection,
    a_strange_path_is_not_found,
    no_header_changes_the_issuer,
    broken_http_is_refused,
    a_long_or_binary_parameter_is_no_failure_of_the_server,
    nul_is_no_failure_of_the_server,
    no_secret_is_written_to_the_log_of_the_process,
}

async fn a_callback_is_compared_letter_by_letter(engine: Engine) {
    let world = World::shared(engine).await;
    let (browser, _) = world.logged_in("web").await;
    for uri in MUTATIONS {
        let answer = world
            .authorize(&browser, "web", &[("redirect_uri", uri)])
            .await;
        assert_eq!((answer.status, answer.location()), (403, None), "{uri:?}");
        assert!(answer.header("content-type").starts_with("text/html"));
    }
    let answer = world
        .authorize(
            &browser,
            "web",
            &[("redirect_uri", "https://evil.example/")],
        )
        .await;
    assert!(
        answer.body.contains("Callback URL mismatch"),
        "{}",
        answer.body
    );
}

async fn text_of_the_request_stays_text(engine: Engine) {
    let world = World::shared(engine).await;
    let payload = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'";
    let names = [
        "login_hint",
        "client_id",
        "redirect_uri",
        "ui_locales",
        "prompt",
        "connection",
        "organization",
        "response_type",
    ];
    for name in names {
        let browser = world.browser();
        let answer = world.authorize(&browser, "web", &[(name, payload)]).await;
        let page = if answer.outcome() == Outcome::Login {
            browser.follow(&answer).await
        } else {
            answer
        };
        assert!(
            !page.body.contains("<script>alert") && !page.body.contains("<img src=x"),
            "{name}: {}",
            page.body
        );
    }
}

async fn a_login_form_belongs_to_the_browser_that_asked_for_it(engine: Engine) {
    let world = World::shared(engine).await;
    let (mine, theirs) = (world.browser(), world.browser());
    let start = world.authorize(&mine, "web", &[]).await;
    let page = mine.follow(&start).await.expect(200);
    let filled = [("username", world.email.as_str()), ("password", PASSWORD)];
    let answer = theirs.submit(&page, &filled).await;
    assert_eq!(
        (answer.status, answer.cookie("auth0")),
        (400, None),
        "{answer:#?}"
    );
    let other = world.authorize(&theirs, "web", &[]).await;
    theirs.follow(&other).await.expect(200);
    let answer = theirs.submit(&page, &filled).await;
    assert_eq!(
        (answer.status, answer.cookie("auth0")),
        (400, None),
        "another's transaction: {answer:#?}"
    );
    let foreign = world
        .browser()
        .with_header("Sec-Fetch-Site", "cross-site")
        .with_header("Origin", "https://evil.example");
    foreign.take_cookies(&mine);
    let answer = foreign.submit(&page, &filled).await;
    assert!(
        (400..500).contains(&answer.status) && answer.cookie("auth0").is_none(),
        "{answer:#?}"
    );
    mine.submit(&page, &filled).await.expect(303);
}

async fn a_lost_transaction_is_explained(engine: Engine) {
    let world = World::shared(engine).await;
    for path in [
        "/u/login?state=lost",
        "/u/login",
        "/u/consent?state=lost",
        "/authorize/resume?state=lost",
        "/authorize/resume",
    ] {
        let page = world.http.get(path).await.expect(400);
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{path}"
        );
    }
}

async fn an_unknown_person_looks_like_a_wrong_password(engine: Engine) {
    let world = World::shared(engine).await;
    let mut pages = vec![];
    for name in [world.email.as_str(), "nobody-at-all@example.com"] {
        let browser = world.browser();
        let start = world.authorize(&browser, "web", &[]).await;
        let page = browser.follow(&start).await;
        let state = start.parameter("state").expect("a transaction");
        let answer = browser
            .submit(&page, &[("username", name), ("password", "wrong")])
            .await
            .expect(400);
        pages.push(answer.body.replace(name, "NAME").replace(&state, "STATE"));
    }
    assert_eq!(pages[0], pages[1]);
}

async fn pages_carry_their_protection(engine: Engine) {
    let world = World::shared(engine).await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&start).await.expect(200);
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("base-uri 'none'"),
        "{policy}"
    );
    assert!(
        !policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(page.header("cache-control").contains("no-store"));
}

async fn a_strange_path_is_not_found(engine: Engine) {
    let world = World::shared(engine).await;
    for path in [
        "/authorize;x=1",
        "/AUTHORIZE",
        "/authorize/",
        "//authorize",
        "/x/..%2fauthorize",
        "/%2e%2e/authorize",
        "/%61uthorize%00",
        "/api//v2/clients",
        "/oauth//token",
    ] {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let line = raw(world.server.port, request.as_bytes());
        assert!(line.contains(" 404 "), "{path}: {line}");
    }
}

async fn no_header_changes_the_issuer(engine: Engine) {
    let world = World::shared(engine).await;
    for (name, value) in [
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "https"),
        ("Forwarded", "host=evil.example"),
        ("Host", "evil.example"),
        ("X-Original-URL", "/x"),
    ] {
        let request = world
            .http
            .request(Method::GET, "/.well-known/openid-configuration")
            .header(name, value);
        let found = world.http.send(request).await;
        assert!(
            !found.body.contains("evil.example") && found.json()["issuer"] == world.issuer(),
            "{name}"
        );
    }
}

async fn broken_http_is_refused(engine: Engine) {
    let world = World::shared(engine).await;
    let head =
        "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    let requests = [
        format!("{head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}"),
        format!("{head}Content-Length: -1\r\n\r\n"),
        format!("{head}Content-Length: 99999999999999999999\r\n\r\n"),
        format!("{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        format!("{head}Transfer-Encoding: gzip\r\n\r\n"),
        "GET /authorize HTTP/1.1\r\nHost: localhost\r\nCookie : a=b\r\n\r\n".to_owned(),
        "GET /authorize HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n".to_owned(),
        "GET /authorize HTTP/9.9\r\nHost: localhost\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "\0\0\0\0\r\n\r\n".to_owned(),
        format!(
            "GET /{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "a".repeat(100_000)
        ),
        format!(
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n",
            "a".repeat(600_000)
        ),
    ];
    for request in requests {
        let line = raw(world.server.port, request.as_bytes());
        let refused = line.is_empty() || line.contains(" 4") || line.contains(" 505");
        assert!(refused, "{line:?} for {:.200}", request);
    }
    world.http.get("/healthz").await.expect(200);
}

async fn a_long_or_binary_parameter_is_no_failure_of_the_server(engine: Engine) {
    let world = World::shared(engine).await;
    let long = "a".repeat(6000);
    for name in [
        "state",
        "nonce",
        "scope",
        "login_hint",
        "audience",
        "client_id",
        "redirect_uri",
        "session_transfer_token",
        "organization",
    ] {
        for value in [
            &long,
            "\u{0}",
            "\u{fffd}\u{202e}",
            "%",
            "a b\tc",
            "\u{1f600}",
        ] {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair(name, value)
                .finish();
            let base = world.authorize_url("web", &[(name, "")]);
            let answer = world.browser().get(&format!("{base}&{query}")).await;
            assert!(answer.status < 500, "{name}: {answer:#?}");
        }
    }
    for query in [
        "%",
        "%ff=%ff",
        "a=%zz",
        "&&&",
        "=",
        "client_id=%C0%80",
        "session_transfer_token[]=x",
    ] {
        let answer = world.browser().get(&format!("/authorize?{query}")).await;
        assert!((400..500).contains(&answer.status), "{query}: {answer:#?}");
    }
}

async fn nul_is_no_failure_of_the_server(engine: Engine) {
    let world = World::shared(engine).await;
    for (id, secret) in [("\0", "x"), ("%00", "x"), ("web", "%00")] {
        let request = world.http.request(Method::POST, "/oauth/token");
        let form = [("grant_type", "client_credentials")];
        let request = request.basic_auth(id, Some(secret)).form(&form);
        world.http.send(request).await.expect(401);
    }
    world
        .manage(Method::GET, "/_footbridge/transfers/%00", None)
        .await
        .expect(404);
}

async fn no_secret_is_written_to_the_log_of_the_process(engine: Engine) {
    let setup = Setup::new(engine).await.set("LOG", "trace");
    let world = World::of(&setup.start().await);
    let (browser, tokens) = world.logged_in("web").await;
    let transfer = world.transfer("native").await;
    let cookie = browser.cookie("auth0").expect("a session");
    let answer = world.redeem(&browser, "web", &transfer.token).await;
    let code = answer.code();
    let pending = world.transfer("native").await;
    world
        .redeem(&world.at("203.0.113.1").browser(), "web", &pending.token)
        .await;
    world.code("web", &code).await.expect(200);
    world.code("web", &code).await.expect(403);
    world
        .refresh("native", "wrong-refresh-token-canary", &[])
        .await
        .expect(403);
    world
        .revoke("native", &transfer.refresh_token)
        .await
        .expect(200);
    let id_token = text(&tokens, "id_token");
    browser
        .get(&format!("/oidc/logout?id_token_hint={id_token}"))
        .await;
    let log = world.server.log();
    let secrets = [
        PASSWORD,
        &secret("web"),
        &transfer.token,
        &pending.token,
        &transfer.refresh_token,
        &code,
        &cookie,
        &id_token,
        &text(&tokens, "access_token"),
        "wrong-refresh-token-canary",
        VERIFIER,
        &world.management_token().await,
    ];
    for secret in secrets {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} is logged");
    }
}
