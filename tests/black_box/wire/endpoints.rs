//! The endpoints of OAuth 2 and OpenID Connect beside `/oauth/token` and `/authorize`, and what is at no endpoint.

use reqwest::Method;

use super::Transcript;
use crate::harness::*;

on_both_engines! {
    revocation_and_userinfo,
    logout,
    documents,
    nowhere,
    another_host,
}

async fn revocation_and_userinfo(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let token = world.refresh_token("native").await;
    table.prepared().await;
    for (title, form) in [
        ("no client", vec![("token", "x")]),
        (
            "a wrong secret",
            vec![
                ("token", "x"),
                ("client_id", "web"),
                ("client_secret", "wrong"),
            ],
        ),
        ("no token", vec![("client_id", "native")]),
        (
            "a token twice",
            vec![("client_id", "native"), ("token", "x"), ("token", "y")],
        ),
        (
            "an unknown token",
            vec![("client_id", "native"), ("token", "x")],
        ),
        (
            "another client's token",
            vec![("client_id", "native-static"), ("token", &token)],
        ),
        ("a token", vec![("client_id", "native"), ("token", &token)]),
        (
            "a revoked token",
            vec![("client_id", "native"), ("token", &token)],
        ),
    ] {
        table
            .add(title, &world.post("/oauth/revoke", &form).await)
            .await;
    }
    let openid = [("scope", "openid profile email")];
    let tokens = world.password("native", &openid).await.expect(200).json();
    let bare = world
        .password("native", &[("scope", "profile"), ("audience", API)])
        .await
        .expect(200)
        .json();
    table.prepared().await;
    let none = world.http.get("/userinfo").await;
    table.add("userinfo without a token", &none).await;
    for (title, token) in [
        ("userinfo with nonsense", "nonsense"),
        ("userinfo with an ID token", &text(&tokens, "id_token")),
        ("userinfo without openid", &text(&bare, "access_token")),
        ("userinfo", &text(&tokens, "access_token")),
    ] {
        table.add(title, &world.userinfo(token).await).await;
    }
    let path = world.user_path().await;
    world.manage(Method::DELETE, &path, None).await.expect(204);
    let token = text(&tokens, "access_token");
    table
        .add(
            "userinfo of a user who is gone",
            &world.userinfo(&token).await,
        )
        .await;
    table.check("revocation_and_userinfo");
}

async fn logout(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    for (title, path) in [
        (
            "a good address",
            "/v2/logout?client_id=web&returnTo=https%3A%2F%2Fweb.example%2Fbye",
        ),
        (
            "an address of the tenant",
            "/v2/logout?returnTo=https%3A%2F%2Ftenant.example%2Fbye",
        ),
        ("no address", "/v2/logout"),
        (
            "an unknown client",
            "/v2/logout?client_id=nobody&returnTo=https%3A%2F%2Fweb.example%2Fbye",
        ),
        (
            "another address",
            "/v2/logout?client_id=web&returnTo=https%3A%2F%2Fevil.example%2F",
        ),
        (
            "OpenID Connect: another address",
            "/oidc/logout?client_id=web&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F",
        ),
        ("OpenID Connect: a bad hint", "/oidc/logout?id_token_hint=x"),
        (
            "OpenID Connect: a good address",
            "/oidc/logout?client_id=web&state=s&post_logout_redirect_uri=https%3A%2F%2Fweb.example%2Fbye",
        ),
        (
            "a parameter twice",
            "/oidc/logout?client_id=web&client_id=web",
        ),
    ] {
        table.add(title, &world.browser().get(path).await).await;
    }
    let (browser, tokens) = world.logged_in("web").await;
    table.prepared().await;
    let hint = text(&tokens, "id_token");
    let contradicting = format!("/oidc/logout?client_id=native&id_token_hint={hint}");
    table
        .add(
            "a hint for another client",
            &browser.get(&contradicting).await,
        )
        .await;
    table
        .add(
            "a question",
            &browser.get("/oidc/logout?client_id=web").await,
        )
        .await;
    let forged = world.post("/oidc/logout/confirm", &[("state", "x")]).await;
    table.add("an answer from another site", &forged).await;
    let bye = "https%3A%2F%2Fweb.example%2Fbye";
    let told = format!("/oidc/logout?id_token_hint={hint}&post_logout_redirect_uri={bye}");
    table
        .add("a logout with a hint", &browser.get(&told).await)
        .await;
    let (browser, _) = world.logged_in("web").await;
    table.prepared().await;
    let path = format!("/v2/logout?client_id=web&returnTo={bye}");
    table.add("a logout", &browser.get(&path).await).await;
    table.check("logout");
}

async fn documents(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    for path in [
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
        "/.well-known/jwks.json",
        "/healthz",
        "/readyz",
        "/",
    ] {
        table.add(path, &world.http.get(path).await).await;
    }
    table.check("documents");
}

async fn nowhere(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    for (method, path) in [
        (Method::GET, "/nothing"),
        (Method::GET, "/oauth/token"),
        (Method::GET, "/oauth/nothing"),
        (Method::PUT, "/userinfo"),
        (Method::GET, "/u/nothing"),
        (Method::GET, "/login"),
        (Method::GET, "/api/v2/nothing"),
        (Method::PUT, "/api/v2/clients"),
        (Method::GET, "/assets/nothing"),
        (Method::GET, "/_footbridge/transfers"),
        (Method::GET, "/_footbridge/executions/x"),
        (Method::POST, "/dbconnections/change_password"),
    ] {
        let title = format!("{method} {path}");
        let answer = world.http.send(world.http.request(method, path)).await;
        table.add(&title, &answer).await;
    }
    table.check("nowhere");
}

/// In test mode, which the tables need, every host is the issuer's.
async fn another_host(engine: Engine) {
    let setup = Setup::first_start(engine).await;
    let setup = setup.set("TEST_MODE", "false");
    let setup = setup.set("SECRET_KEY", &"7".repeat(64));
    let world = World::of(&setup.start().await);
    let request = world
        .http
        .request(Method::GET, "/.well-known/openid-configuration");
    let answer = world
        .http
        .send(request.header("host", "stranger.example"))
        .await;
    let text = format!("{}\n{}", answer.status, answer.body);
    super::transcript::check("another_host", &text);
}
