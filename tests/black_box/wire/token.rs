//! What `/oauth/token` refuses: requests, clients, and each grant.

use reqwest::Method;
use serde_json::{Value, json};

use super::Transcript;
use crate::actions::{bind, post_login};
use crate::harness::*;

on_both_engines! {
    bodies_and_clients,
    codes,
    refresh_tokens,
    refresh_by_the_standard,
    passwords,
    client_credentials,
    organizations,
}

const REALM: &str = "http://auth0.com/oauth/grant-type/password-realm";
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// `{"alg":"RS256"}` and `{"sub":"web"}`, signed by no key.
const UNSIGNED: &str = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ3ZWIifQ.c2ln";

async fn raw(world: &World, kind: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = world.http.request(Method::POST, "/oauth/token");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.header("content-type", kind).body(body.to_owned());
    world.http.send(request).await
}

async fn bodies_and_clients(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let (form, json) = ("application/x-www-form-urlencoded", "application/json");
    let many = "a=b&".repeat(2000);
    let distinct: String = (0..101).map(|n| format!("a{n}=b&")).collect();
    let long = format!("grant_type=password&username={}", "x".repeat(70_000));
    for (title, kind, body) in [
        ("another content type", "text/plain", "grant_type=password"),
        ("an empty form", form, ""),
        ("no JSON", json, "{"),
        ("JSON that is no object", json, "[]"),
        (
            "a parameter that is no string",
            json,
            r#"{"grant_type": 7}"#,
        ),
        (
            "a scope that is a number",
            json,
            r#"{"grant_type": "password", "username": "a", "password": "b", "scope": 7}"#,
        ),
        (
            "a parameter twice",
            form,
            "grant_type=password&grant_type=password",
        ),
        (
            "a parameter twice in JSON",
            json,
            r#"{"grant_type": "password", "grant_type": "password"}"#,
        ),
        ("malformed percent-encoding", form, "grant_type=%ZZ"),
        ("no UTF-8", form, "grant_type=%FF"),
        ("NUL", form, "grant_type=%00"),
        ("a parameter without a name", form, "=x"),
        ("one parameter two thousand times", form, &many),
        ("a parameter of 70,000 bytes", form, &long),
        ("no grant_type", form, "client_id=web"),
        (
            "an unknown grant_type",
            form,
            "grant_type=fantasy&client_id=web",
        ),
        (
            "too many scopes",
            form,
            &format!("grant_type=client_credentials&scope={}", "a+".repeat(3000)),
        ),
        ("a hundred and one parameters", form, &distinct),
        (
            "a parameter of 17,000 bytes",
            form,
            &format!("grant_type=password&username={}", "x".repeat(17_000)),
        ),
        (
            "a parameter that is an object",
            json,
            r#"{"grant_type": "password", "username": {}}"#,
        ),
    ] {
        table.add(title, &raw(&world, kind, &[], body).await).await;
    }
    table
        .add(
            "another coding",
            &raw(&world, form, &[("content-encoding", "gzip")], "x").await,
        )
        .await;
    let large = "x".repeat(100_000);
    table
        .add("too large a body", &raw(&world, form, &[], &large).await)
        .await;

    let grant = "grant_type=client_credentials&audience=x";
    let assertion = format!("client_assertion_type={ASSERTION}");
    for (title, authorization, more) in [
        ("no client", "", String::new()),
        (
            "an unknown client",
            "",
            "&client_id=nobody&client_secret=x".to_owned(),
        ),
        ("a missing secret", "", "&client_id=web".to_owned()),
        (
            "a wrong secret",
            "",
            "&client_id=web&client_secret=wrong".to_owned(),
        ),
        (
            "a secret of a client without one",
            "",
            "&client_id=native&client_secret=x".to_owned(),
        ),
        (
            "a secret without its client",
            "",
            "&client_secret=x".to_owned(),
        ),
        ("malformed Basic", "Basic !!!", String::new()),
        ("wrong Basic", "Basic d2ViLWJhc2ljOng=", String::new()),
        (
            "Basic and a secret",
            "Basic d2ViOng=",
            "&client_secret=x".to_owned(),
        ),
        (
            "Basic of another client",
            "Basic d2ViOng=",
            "&client_id=native".to_owned(),
        ),
        (
            "an assertion without its type",
            "",
            format!("&client_id=web&client_assertion={UNSIGNED}"),
        ),
        (
            "a type without its assertion",
            "",
            format!("&client_id=web&{assertion}"),
        ),
        (
            "an unknown type of assertion",
            "",
            format!("&client_id=web&client_assertion_type=x&client_assertion={UNSIGNED}"),
        ),
        (
            "an assertion that cannot be read",
            "",
            format!("&{assertion}&client_assertion=x"),
        ),
        (
            "an assertion of a client with a secret",
            "",
            format!("&{assertion}&client_assertion={UNSIGNED}"),
        ),
    ] {
        let headers = [("authorization", authorization)];
        let headers = if authorization.is_empty() {
            &headers[..0]
        } else {
            &headers[..]
        };
        table
            .add(
                title,
                &raw(&world, form, headers, &format!("{grant}{more}")).await,
            )
            .await;
    }
    for (title, client, grant) in [
        (
            "a grant that the client may not use",
            "web",
            "client_credentials",
        ),
        (
            "the password grant of a client without it",
            "web",
            "password",
        ),
    ] {
        let form = [
            ("grant_type", grant),
            ("audience", API),
            ("username", "a"),
            ("password", "b"),
        ];
        table.add(title, &world.token(client, &form).await).await;
    }
    table.check("token_requests");
}

/// A code for `web`.
async fn code(world: &World, more: &[(&str, &str)]) -> String {
    let browser = world.browser();
    let start = world.authorize(&browser, "web", more).await;
    browser.log_in(&start, &world.email).await.code()
}

async fn codes(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let uri = callback("web");
    table
        .add(
            "no code",
            &world
                .token("web", &[("grant_type", "authorization_code")])
                .await,
        )
        .await;
    table
        .add("an unknown code", &world.code("web", "nonsense").await)
        .await;
    let no_pkce = [("code_challenge", ""), ("code_challenge_method", "")];
    for (title, client, asked, sent) in [
        (
            "another client's code",
            "web-second",
            &[][..],
            [
                ("redirect_uri", "https://web-second.example/callback"),
                ("code_verifier", VERIFIER),
            ],
        ),
        (
            "another redirect_uri",
            "web",
            &[],
            [
                ("redirect_uri", "https://web.example/other"),
                ("code_verifier", VERIFIER),
            ],
        ),
        (
            "no redirect_uri",
            "web",
            &[],
            [("code_verifier", VERIFIER), ("", "")],
        ),
        (
            "a wrong code_verifier",
            "web",
            &[],
            [
                ("redirect_uri", &uri),
                (
                    "code_verifier",
                    "another-verifier-that-is-long-enough-to-be-one",
                ),
            ],
        ),
        (
            "no code_verifier",
            "web",
            &[],
            [("redirect_uri", &uri), ("", "")],
        ),
        (
            "a code_verifier without a challenge",
            "web",
            &no_pkce,
            [("redirect_uri", &uri), ("code_verifier", VERIFIER)],
        ),
    ] {
        let code = code(&world, asked).await;
        let mut form = vec![("grant_type", "authorization_code"), ("code", &code)];
        form.extend(sent.iter().filter(|(name, _)| !name.is_empty()));
        table.prepared().await;
        table.add(title, &world.token(client, &form).await).await;
    }
    let used = code(&world, &[]).await;
    world.code("web", &used).await.expect(200);
    table.prepared().await;
    table
        .add("a used code", &world.code("web", &used).await)
        .await;
    let old = code(&world, &[]).await;
    world.advance("61s").await;
    table.prepared().await;
    table
        .add("an expired code", &world.code("web", &old).await)
        .await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let late = browser.log_in(&start, &world.email).await.code();
    browser.get("/v2/logout").await;
    table.prepared().await;
    table
        .add("a code after the logout", &world.code("web", &late).await)
        .await;
    let transfer = world.transfer("native").await;
    let redeemed = world
        .redeem(&world.browser(), "web", &transfer.token)
        .await
        .code();
    world
        .revoke("native", &transfer.refresh_token)
        .await
        .expect(200);
    table.prepared().await;
    table
        .add(
            "a code of a transfer whose refresh token is revoked",
            &world.code("web", &redeemed).await,
        )
        .await;
    table.check("token_codes");
}

async fn refresh_tokens(engine: Engine) {
    let mut table =
        Transcript::of(Setup::new(engine).await.set("RATE_LIMIT__TRANSFERS", "1")).await;
    let world = table.world.clone();
    let audience = world.transfer_audience();
    table
        .add(
            "no refresh_token",
            &world
                .token("native", &[("grant_type", "refresh_token")])
                .await,
        )
        .await;
    table
        .add(
            "no token of ours",
            &world.refresh("native", "nonsense", &[]).await,
        )
        .await;
    let token = world.refresh_token("native").await;
    table.prepared().await;
    table
        .add(
            "another client's token",
            &world.refresh("native-static", &token, &[]).await,
        )
        .await;
    table
        .add(
            "an unknown API",
            &world
                .refresh("native", &token, &[("audience", "https://unknown.example")])
                .await,
        )
        .await;
    let elsewhere = [("audience", "urn:elsewhere.example:session_transfer")];
    table
        .add(
            "a transfer to another server",
            &world.refresh("native", &token, &elsewhere).await,
        )
        .await;
    let token = world.refresh_token("native").await;
    let rotated = world.refresh("native", &token, &[]).await.expect(200);
    let next = text(&rotated.json(), "refresh_token");
    table.prepared().await;
    table
        .add(
            "a rotated token again",
            &world.refresh("native", &token, &[]).await,
        )
        .await;
    table
        .add("its successor", &world.refresh("native", &next, &[]).await)
        .await;
    let token = world.refresh_token("native").await;
    world.revoke("native", &token).await.expect(200);
    table.prepared().await;
    table
        .add(
            "a revoked token",
            &world.refresh("native", &token, &[]).await,
        )
        .await;
    let token = world.refresh_token("native-untransferable").await;
    table.prepared().await;
    let transfer = [("audience", audience.as_str())];
    table
        .add(
            "a client that may not transfer",
            &world
                .refresh("native-untransferable", &token, &transfer)
                .await,
        )
        .await;
    let (_, tokens) = world.transferred("native", "web-nesting").await;
    table.prepared().await;
    let nested = text(&tokens, "refresh_token");
    table
        .add(
            "a transfer from a transfer",
            &world.refresh("web-nesting", &nested, &transfer).await,
        )
        .await;
    let token = world.transfer("native-static").await.refresh_token;
    table.prepared().await;
    table
        .add(
            "too many transfers",
            &world.exchange("native-static", &token).await,
        )
        .await;
    world.advance("3601s").await;
    table.prepared().await;
    table
        .add(
            "an expired token",
            &world.refresh("native-static", &token, &[]).await,
        )
        .await;
    let token = world.refresh_token("native").await;
    let path = world.user_path().await;
    world
        .manage(Method::PATCH, &path, Some(json!({ "blocked": true })))
        .await
        .expect(200);
    table.prepared().await;
    table
        .add(
            "a blocked user",
            &world.refresh("native", &token, &[]).await,
        )
        .await;
    let world = world.with_user(1);
    let token = world.refresh_token("native").await;
    let other = if token.ends_with("AAAA") {
        "EEEE"
    } else {
        "AAAA"
    };
    let unknown = format!("{}{other}", &token[..token.len() - 4]);
    table.prepared().await;
    table
        .add(
            "a token that nobody has",
            &world.refresh("native", &unknown, &[]).await,
        )
        .await;
    let (browser, tokens) = world.transferred("native", "web-refresh").await;
    browser.get("/v2/logout").await;
    table.prepared().await;
    let token = text(&tokens, "refresh_token");
    table
        .add(
            "a token of a session that has ended",
            &world.refresh("web-refresh", &token, &[]).await,
        )
        .await;
    let transfer = world.transfer("native-leeway").await;
    let code = world
        .redeem(&world.browser(), "web-refresh", &transfer.token)
        .await
        .code();
    let tokens = world.code("web-refresh", &code).await.expect(200).json();
    world
        .revoke("native-leeway", &transfer.refresh_token)
        .await
        .expect(200);
    table.prepared().await;
    let token = text(&tokens, "refresh_token");
    table
        .add(
            "a token of a transfer whose refresh token is revoked",
            &world.refresh("web-refresh", &token, &[]).await,
        )
        .await;
    table.check("token_refresh_tokens");
}

async fn passwords(engine: Engine) {
    let setup = Setup::new(engine).await;
    let mut table = Transcript::of(setup.set("RATE_LIMIT__LOGINS", "1000")).await;
    let world = table.world.clone();
    for (title, form) in [
        (
            "no username",
            vec![("grant_type", "password"), ("password", "x")],
        ),
        (
            "no password",
            vec![("grant_type", "password"), ("username", "x")],
        ),
        (
            "no realm",
            vec![("grant_type", REALM), ("username", "x"), ("password", "x")],
        ),
        (
            "an unknown realm",
            vec![
                ("grant_type", REALM),
                ("username", "x"),
                ("password", "x"),
                ("realm", "fantasy"),
            ],
        ),
    ] {
        table.add(title, &world.token("native", &form).await).await;
    }
    for (title, more) in [
        ("a wrong password", ("password", "wrong")),
        ("an unknown user", ("username", "nobody@example.com")),
        ("an unknown API", ("audience", "https://unknown.example")),
    ] {
        table
            .add(title, &world.password("native", &[more]).await)
            .await;
    }
    for _ in 0..9 {
        world
            .password("native", &[("password", "wrong")])
            .await
            .expect(403);
    }
    table.prepared().await;
    table
        .add(
            "one failure too many",
            &world.password("native", &[("password", "wrong")]).await,
        )
        .await;
    table
        .add("a blocked account", &world.password("native", &[]).await)
        .await;
    let other = world.clone().with_user(1);
    let path = other.user_path().await;
    world
        .manage(Method::PATCH, &path, Some(json!({ "blocked": true })))
        .await
        .expect(200);
    table.prepared().await;
    table
        .add("a blocked user", &other.password("native", &[]).await)
        .await;
    let third = world.clone().with_user(2);
    let apis = get(&world, "/resource-servers").await;
    let mut apis = apis.as_array().expect("a list").iter();
    let typed = apis.find(|api| api["identifier"] == RFC9068_API);
    let path = format!("/resource-servers/{}", text(typed.expect("an API"), "id"));
    let policy =
        json!({ "subject_type_authorization": { "user": { "policy": "require_client_grant" } } });
    call(&world, Method::PATCH, &path, policy).await.expect(200);
    table.prepared().await;
    table
        .add(
            "an API that asks for a grant",
            &third.password("native", &[("audience", RFC9068_API)]).await,
        )
        .await;
    let code = post_login("api.redirect.sendUserTo('https://action.example/')");
    bind(&world, "post-login", &[("elsewhere", &code)]).await;
    table.prepared().await;
    table
        .add(
            "an Action that sends the user elsewhere",
            &third.password("native", &[]).await,
        )
        .await;
    let none = json!({ "default_directory": "" });
    world
        .manage(Method::PATCH, "/api/v2/tenants/settings", Some(none))
        .await
        .expect(200);
    table
        .add("no default directory", &world.password("native", &[]).await)
        .await;
    table.check("token_passwords");
}

async fn client_credentials(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    for (title, more) in [
        ("no audience", vec![]),
        (
            "an unknown API",
            vec![("audience", "https://unknown.example")],
        ),
        ("an API without a grant", vec![("audience", RFC9068_API)]),
        (
            "a scope that is not granted",
            vec![("audience", API), ("scope", "read:orders write:orders")],
        ),
        (
            "an organization",
            vec![("audience", API), ("organization", "org_0123456789abcdef")],
        ),
    ] {
        let form = [vec![("grant_type", "client_credentials")], more].concat();
        table.add(title, &world.token("machine", &form).await).await;
    }
    let scopes: String = (0..1_100).map(|n| format!("s{n} ")).collect();
    let wide = [
        ("grant_type", "client_credentials"),
        ("audience", API),
        ("scope", scopes.as_str()),
    ];
    table
        .add("too many scopes", &world.token("machine", &wide).await)
        .await;
    table.check("token_client_credentials");
}

async fn grant_of_machine(world: &World, usage: &str) {
    let path = format!("/client-grants?client_id=machine&audience={API}");
    let found = get(world, &path).await;
    let path = format!("/client-grants/{}", text(&found[0], "id"));
    let body = json!({ "organization_usage": usage, "allow_any_organization": false });
    call(world, Method::PATCH, &path, body).await.expect(200);
}

async fn organizations(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let form = [("grant_type", "client_credentials"), ("audience", API)];
    grant_of_machine(&world, "require").await;
    table
        .add("no organization", &world.token("machine", &form).await)
        .await;
    let with = |id| [&form[..], &[("organization", id)]].concat();
    let unknown = with("org_0123456789abcdef");
    table
        .add(
            "an unknown organization",
            &world.token("machine", &unknown).await,
        )
        .await;
    let made = call(
        &world,
        Method::POST,
        "/organizations",
        json!({ "name": "acme" }),
    )
    .await;
    let id = text(&made.expect(201).json(), "id");
    table
        .add(
            "an organization without the grant",
            &world.token("machine", &with(&id)).await,
        )
        .await;

    let uses = json!({ "organization_usage": "allow" });
    call(&world, Method::PATCH, "/clients/native", uses)
        .await
        .expect(200);
    let connections = get(&world, &format!("/connections?name={CONNECTION}")).await;
    let connection =
        json!({ "connection_id": connections[0]["id"], "assign_membership_on_login": true });
    let path = format!("/organizations/{id}/enabled_connections");
    call(&world, Method::POST, &path, connection)
        .await
        .expect(201);
    let browser = world.browser();
    let start = world
        .authorize(&browser, "native", &[("organization", &id)])
        .await;
    let code = browser.log_in(&start, &world.email).await.code();
    let tokens = world.code("native", &code).await.expect(200).json();
    let token = text(&tokens, "refresh_token");
    let members = json!({ "members": [world.user_id().await] });
    call(
        &world,
        Method::DELETE,
        &format!("/organizations/{id}/members"),
        members,
    )
    .await
    .expect(204);
    table.prepared().await;
    table
        .add(
            "a user who has left",
            &world.refresh("native", &token, &[]).await,
        )
        .await;
    let path = format!("{path}/{}", connections[0]["id"].as_str().expect("an id"));
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    table
        .add(
            "a connection that is not enabled",
            &world.refresh("native", &token, &[]).await,
        )
        .await;
    call(
        &world,
        Method::DELETE,
        &format!("/organizations/{id}"),
        Value::Null,
    )
    .await
    .expect(204);
    table
        .add(
            "an organization that is gone",
            &world.refresh("native", &token, &[]).await,
        )
        .await;
    table.check("token_organizations");
}

/// What Auth0 leaves out in silence, the standard refuses.
async fn refresh_by_the_standard(engine: Engine) {
    let setup = Setup::new(engine).await.set("PROTOCOL__DIALECT", "oidc");
    let mut table = Transcript::of(setup).await;
    let world = table.world.clone();
    let token = world.refresh_token("native").await;
    table.prepared().await;
    let wider = [("scope", "openid fantasy")];
    table
        .add(
            "a wider scope",
            &world.refresh("native", &token, &wider).await,
        )
        .await;
    table.check("refresh_by_the_standard");
}
