//! What `/authorize` and `/oauth/par` refuse, on a page and at the callback.

use reqwest::Method;
use serde_json::json;

use super::Transcript;
use crate::actions::{bind, post_login};
use crate::harness::*;

on_both_engines! {
    pages_of_refusal,
    refusals_at_the_callback,
    ways_of_answering,
    pushed_requests,
}

const OBJECT: &str = "eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwczovL2V2aWwuZXhhbXBsZSJ9.";
const SILENT: (&str, &str) = ("prompt", "none");
const TICKET: (&str, &str) = ("login_ticket", "fantasy");
const INVITATION: (&str, &str) = ("invitation", "fantasy");

/// Clients of every flow beside the standard ones.
fn tenant() -> Tenant {
    let mut tenant = Tenant::standard(4);
    let grants = json!(["authorization_code", "implicit", "refresh_token"]);
    tenant.client("web-open")["grant_types"] = grants;
    tenant.client("web-closed")["require_pushed_authorization_requests"] = json!(true);
    tenant.client("web-query")["organization_usage"] = json!("require");
    tenant.client("web-second")["callbacks"] = json!([]);
    tenant.client("native-static")["skip_non_verifiable_callback_uri_confirmation_prompt"] =
        json!(false);
    tenant
}

async fn table_of(engine: Engine) -> Transcript {
    Transcript::of(Setup::new(engine).await.tenant(&tenant())).await
}

async fn pages_of_refusal(engine: Engine) {
    let mut table = table_of(engine).await;
    let world = table.world.clone();
    let long = "x".repeat(9000);
    for (title, client, more) in [
        ("no client", "", &[][..]),
        ("an unknown client", "nobody", &[]),
        (
            "a callback that is not registered",
            "web",
            &[("redirect_uri", "https://evil.example/")],
        ),
        ("no callback at all", "web-second", &[("redirect_uri", "")]),
        (
            "web_message without an origin",
            "web",
            &[("response_mode", "web_message")],
        ),
        ("the callback of another client", "native", &[]),
        (
            "form_post to the callback of an app",
            "native",
            &[
                ("response_mode", "form_post"),
                ("redirect_uri", "com.example.app://callback"),
            ],
        ),
        ("a client that has to push", "web-closed", &[]),
        (
            "an unknown request_uri",
            "web",
            &[("request_uri", "urn:ietf:params:oauth:request_uri:gone")],
        ),
        ("too long a state", "web", &[("state", long.as_str())]),
    ] {
        let more = [&[("client_id", client)], more].concat();
        let answer = world.authorize(&world.browser(), "web", &more).await;
        table.add(title, &answer).await;
    }
    for (title, query) in [
        ("a parameter twice", "client_id=web&client_id=web"),
        ("client_id in two spellings", "client_id=web&client_ID=web"),
        ("malformed percent-encoding", "client_id=%ZZ"),
    ] {
        table
            .add(
                title,
                &world.browser().get(&format!("/authorize?{query}")).await,
            )
            .await;
    }
    table
        .add(
            "HEAD",
            &world
                .http
                .send(world.http.request(Method::HEAD, "/authorize"))
                .await,
        )
        .await;
    table
        .add(
            "a login that is lost",
            &world.browser().get("/authorize/resume?state=gone").await,
        )
        .await;
    table
        .add("no state", &world.browser().get("/authorize/resume").await)
        .await;
    table
        .add(
            "an Action that is not waited for",
            &world.browser().get("/continue?state=gone").await,
        )
        .await;
    table
        .add(
            "a posted request without client",
            &world.post("/authorize", &[]).await,
        )
        .await;
    let parts: Vec<String> = (0..4).map(|n| format!("part{n}")).collect();
    let part = "x".repeat(6_000);
    let mut posted = vec![("client_id", "web"), ("response_type", "code")];
    posted.extend(parts.iter().map(|name| (name.as_str(), part.as_str())));
    table
        .add(
            "a posted request that is too long",
            &world.post("/authorize", &posted).await,
        )
        .await;
    table.check("authorize_pages");
}

async fn refusals_at_the_callback(engine: Engine) {
    let mut table = table_of(engine).await;
    let world = table.world.clone();
    let long = "x".repeat(3000);
    for (title, client, more) in [
        ("a request object", "web", &[("request", OBJECT)][..]),
        (
            "a request by reference",
            "web",
            &[("request_uri", "https://web.example/request.jwt")],
        ),
        ("no response_type", "web", &[("response_type", "")]),
        (
            "an unknown response_type",
            "web",
            &[("response_type", "code fantasy")],
        ),
        (
            "an unknown response_mode",
            "web",
            &[("response_mode", "semaphore")],
        ),
        (
            "tokens in a query",
            "web-open",
            &[("response_mode", "query"), ("response_type", "id_token")],
        ),
        (
            "a grant that the client may not use",
            "web",
            &[("response_type", "token")],
        ),
        ("an unknown prompt", "web", &[("prompt", "magic")]),
        (
            "prompt none and another",
            "web",
            &[("prompt", "none login")],
        ),
        ("a max_age that is no number", "web", &[("max_age", "soon")]),
        (
            "no nonce",
            "web-open",
            &[("response_type", "id_token"), ("nonce", "")],
        ),
        (
            "a method without a challenge",
            "web",
            &[("code_challenge", "")],
        ),
        (
            "no challenge of a public client",
            "native",
            &[("code_challenge", ""), ("code_challenge_method", "")],
        ),
        (
            "an unknown method",
            "web",
            &[("code_challenge_method", "S512")],
        ),
        (
            "a challenge that is none",
            "web",
            &[("code_challenge", "short")],
        ),
        (
            "a plain challenge of a public client",
            "native",
            &[("code_challenge_method", "plain")],
        ),
        (
            "an unknown API",
            "web",
            &[("audience", "https://unknown.example")],
        ),
        ("too long a state", "web", &[("state", &long)]),
        ("too long a nonce", "web", &[("nonce", &long)]),
        ("too long a login_hint", "web", &[("login_hint", &long)]),
        ("no organization", "web-query", &[]),
        (
            "an organization of a client without them",
            "web",
            &[("organization", "org_0123456789abcdef")],
        ),
        (
            "an unknown organization",
            "web-query",
            &[("organization", "org_0123456789abcdef")],
        ),
        (
            "an invitation that is none",
            "web",
            &[INVITATION, ("organization", "org_0123456789abcdef")],
        ),
        ("an invitation without organization", "web", &[INVITATION]),
        (
            "a silent invitation",
            "web",
            &[SILENT, INVITATION, ("organization", "org_0123456789abcdef")],
        ),
        (
            "an invitation to a third party",
            "web-third-party",
            &[INVITATION],
        ),
        ("a login_ticket that is none", "web", &[TICKET]),
        (
            "a login_ticket with an invitation",
            "web",
            &[TICKET, INVITATION, ("organization", "org_0123456789abcdef")],
        ),
        (
            "a login_ticket of a third party",
            "web-third-party",
            &[TICKET],
        ),
        ("a silent request without a session", "web", &[SILENT]),
        (
            "a silent request with a bad id_token_hint",
            "web",
            &[SILENT, ("id_token_hint", OBJECT)],
        ),
        (
            "the same in the fragment",
            "web-open",
            &[SILENT, ("response_type", "id_token")],
        ),
        ("the same without state", "web", &[SILENT, ("state", "")]),
    ] {
        let answer = world.authorize(&world.browser(), client, more).await;
        table.add(title, &answer).await;
    }
    let (browser, _) = world.logged_in("web").await;
    table.prepared().await;
    let answer = world
        .authorize(&browser, "web-third-party", &[SILENT])
        .await;
    table.add("silently without consent", &answer).await;
    let asked = world.authorize(&browser, "web-third-party", &[]).await;
    let page = browser.follow(&asked).await;
    table.prepared().await;
    let declined = browser.submit(&page, &[("action", "deny")]).await;
    table.add("consent is declined", &declined).await;
    let (browser, _) = world.logged_in("web").await;
    table.prepared().await;
    let silently = world.authorize(&browser, "native-static", &[SILENT]).await;
    table
        .add("silently to a callback to be confirmed", &silently)
        .await;
    let asked = world.authorize(&browser, "native-static", &[]).await;
    let page = browser.follow(&asked).await;
    table.prepared().await;
    let denied = browser.submit(&page, &[("action", "deny")]).await;
    table.add("a callback is not confirmed", &denied).await;
    let (_, tokens) = world.logged_in("web").await;
    let hint = text(&tokens, "id_token");
    let browser = world.browser();
    let hinted = [("id_token_hint", hint.as_str())];
    let start = world.authorize(&browser, "web", &hinted).await;
    let other = world.clone().with_user(1);
    table.prepared().await;
    table
        .add(
            "another user than the hint names",
            &browser.log_in(&start, &other.email).await,
        )
        .await;
    let (browser, _) = world.logged_in("web").await;
    let code = post_login("api.redirect.sendUserTo('https://action.example/')");
    bind(&world, "post-login", &[("elsewhere", &code)]).await;
    table.prepared().await;
    table
        .add(
            "silently, and an Action sends the user elsewhere",
            &world.authorize(&browser, "web", &[SILENT]).await,
        )
        .await;
    table.check("authorize_callbacks");
}

async fn ways_of_answering(engine: Engine) {
    let mut table = table_of(engine).await;
    let world = table.world.clone();
    let (browser, _) = world.logged_in("web-open").await;
    table.prepared().await;
    for (title, client, more) in [
        ("a code", "web-open", &[][..]),
        (
            "a code in the fragment",
            "web-open",
            &[("response_mode", "fragment")],
        ),
        (
            "a code in a form",
            "web-open",
            &[("response_mode", "form_post")],
        ),
        ("an ID token", "web-open", &[("response_type", "id_token")]),
        (
            "both tokens",
            "web-open",
            &[("response_type", "id_token token"), ("audience", API)],
        ),
        (
            "a code and tokens",
            "web-open",
            &[("response_type", "code id_token token")],
        ),
        ("a code silently", "web-open", &[SILENT]),
        (
            "a message",
            "spa",
            &[SILENT, ("response_mode", "web_message")],
        ),
    ] {
        let answer = world.authorize(&browser, client, more).await;
        table.add(title, &answer).await;
        let to = answer.location().expect("a redirect");
        if to.path() == "/authorize/resume" {
            table
                .add(
                    &format!("{title}, on its page"),
                    &browser.follow(&answer).await,
                )
                .await;
        }
    }
    table.check("authorize_answers");
}

async fn pushed_requests(engine: Engine) {
    let mut table = table_of(engine).await;
    let world = table.world.clone();
    let (id, secret, uri) = (("client_id", "web"), secret("web"), callback("web"));
    let secret = ("client_secret", secret.as_str());
    let usual = [
        id,
        secret,
        ("response_type", "code"),
        ("redirect_uri", &uri),
    ];
    let and = |more: &[(&'static str, &'static str)]| [&usual[..], more].concat();
    for (title, form) in [
        ("no client", vec![]),
        ("an unknown client", vec![("client_id", "nobody")]),
        ("a wrong secret", vec![id, ("client_secret", "wrong")]),
        ("a public client", vec![("client_id", "native")]),
        ("a request_uri", and(&[("request_uri", "urn:x")])),
        ("a request object", and(&[("request", OBJECT)])),
        (
            "a callback that is not registered",
            vec![
                id,
                secret,
                ("response_type", "code"),
                ("redirect_uri", "https://evil.example/"),
            ],
        ),
        ("no response_type", vec![id, secret, ("redirect_uri", &uri)]),
        ("an unknown prompt", and(&[("prompt", "magic")])),
        ("a good request", and(&[])),
    ] {
        table
            .add(title, &world.post("/oauth/par", &form).await)
            .await;
    }
    table.check("pushed_requests");
}
