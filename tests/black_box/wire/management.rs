//! What the Management API refuses: callers, paths, queries, bodies, what is missing and what is there already.

use reqwest::Method;
use serde_json::{Value, json};

use super::Transcript;
use crate::harness::*;

on_both_engines! {
    callers,
    what_is_missing,
    queries,
    bodies,
    conflicts,
    what_is_not_possible,
    too_much,
    too_many_calls,
}

const UUID: &str = "01234567-89ab-4def-8123-456789abcdef";
const HEX: &str = "0123456789abcdef01234567";
const NONE: Value = Value::Null;

async fn ask(table: &mut Transcript, method: Method, path: &str, body: Value) -> Answer {
    let answer = call(&table.world, method, path, body.clone()).await;
    table.call(&body, &answer);
    answer
}

async fn callers(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let request = || world.http.request(Method::GET, "/api/v2/clients");
    let own = world.own_token("read:current_user").await;
    let tokens = world.password("native", &[]).await.expect(200).json();
    table.prepared().await;
    for (title, request) in [
        ("no token", request()),
        (
            "another scheme",
            request().header("authorization", "Basic x"),
        ),
        (
            "no token behind the scheme",
            request().header("authorization", "Bearer"),
        ),
        ("nonsense", request().bearer_auth("nonsense")),
        (
            "an ID token",
            request().bearer_auth(text(&tokens, "id_token")),
        ),
        (
            "an opaque token",
            request().bearer_auth(text(&tokens, "access_token")),
        ),
        (
            "a user's token without the scope",
            request().bearer_auth(&own),
        ),
        (
            "another user",
            world
                .http
                .request(Method::GET, "/api/v2/users/auth0%7Cx")
                .bearer_auth(&own),
        ),
        (
            "no such path",
            world
                .http
                .request(Method::GET, "/api/v2/nothing")
                .bearer_auth(&own),
        ),
        (
            "no such method",
            world
                .http
                .request(Method::PUT, "/api/v2/clients")
                .bearer_auth(&own),
        ),
    ] {
        table.add(title, &world.http.send(request).await).await;
    }
    let token = world.management_token().await;
    let put = |kind: &'static str, body: &'static str| {
        let request = world
            .http
            .request(Method::POST, "/api/v2/clients")
            .bearer_auth(&token);
        request.header("content-type", kind).body(body)
    };
    for (title, request) in [
        ("another content type", put("text/plain", "{}")),
        ("no JSON", put("application/json", "{")),
        ("a list for a body", put("application/json", "[]")),
        (
            "a member twice",
            put("application/json", r#"{"name":"a","name":"b"}"#),
        ),
        ("no body", put("application/json", "")),
    ] {
        table.add(title, &world.http.send(request).await).await;
    }
    table.check("management_callers");
}

async fn what_is_missing(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let connection = "con_0123456789abcdef";
    let organization = "/organizations/org_0123456789abcdef";
    let user = format!("/users/auth0%7C{HEX}");
    for path in [
        "/clients/nobody".to_owned(),
        "/clients/nobody/credentials".to_owned(),
        "/clients/web/credentials/cred_0123456789abcdef012345".to_owned(),
        format!("/resource-servers/{HEX}"),
        "/client-grants/cgr_0123456789abcdef".to_owned(),
        format!("/connections/{connection}"),
        format!("/connections/{connection}/clients"),
        user.clone(),
        format!("{user}/logs"),
        format!("{user}/roles"),
        format!("{user}/permissions"),
        format!("{user}/organizations"),
        format!("{user}/sessions"),
        format!("{user}/refresh-tokens"),
        format!("/user-blocks/auth0%7C{HEX}"),
        "/roles/rol_0123456789abcdef".to_owned(),
        "/roles/rol_0123456789abcdef/permissions".to_owned(),
        "/roles/rol_0123456789abcdef/users".to_owned(),
        organization.to_owned(),
        "/organizations/name/nothing".to_owned(),
        format!("{organization}/members"),
        format!("{organization}/enabled_connections"),
        format!("{organization}/enabled_connections/{connection}"),
        format!("{organization}/client-grants"),
        format!("{organization}/invitations"),
        format!("{organization}/discovery-domains"),
        format!("/actions/actions/{UUID}"),
        format!("/actions/actions/{UUID}/versions"),
        format!("/actions/actions/{UUID}/versions/{UUID}"),
        "/actions/executions/nothing".to_owned(),
        "/actions/triggers/fantasy/bindings".to_owned(),
        "/log-streams/lst_0123456789012345".to_owned(),
        "/sessions/nothing".to_owned(),
        "/refresh-tokens/nothing".to_owned(),
        "/keys/signing/nothing".to_owned(),
        "/custom-domains/cd_0123456789abcdef".to_owned(),
        "/logs/nothing".to_owned(),
        "/jobs/nothing".to_owned(),
        "/jobs/nothing/errors".to_owned(),
        format!("{user}/authentication-methods"),
        "/guardian/enrollments/nothing".to_owned(),
    ] {
        ask(&mut table, Method::GET, &path, NONE).await;
    }
    for path in [
        "/clients/nobody".to_owned(),
        format!("/resource-servers/{HEX}"),
        "/client-grants/cgr_0123456789abcdef".to_owned(),
        format!("/connections/{connection}"),
        user.clone(),
        "/roles/rol_0123456789abcdef".to_owned(),
        organization.to_owned(),
        format!("/actions/actions/{UUID}"),
        "/log-streams/lst_0123456789012345".to_owned(),
        "/sessions/nothing".to_owned(),
        "/refresh-tokens/nothing".to_owned(),
        "/device-credentials/nothing".to_owned(),
        "/grants/nothing".to_owned(),
        "/custom-domains/cd_0123456789abcdef".to_owned(),
        format!("/user-blocks/auth0%7C{HEX}"),
    ] {
        ask(&mut table, Method::DELETE, &path, NONE).await;
    }
    let name = || json!({ "name": "another" });
    for (path, body) in [
        ("/clients/nobody".to_owned(), name()),
        (format!("/resource-servers/{HEX}"), name()),
        (
            "/client-grants/cgr_0123456789abcdef".to_owned(),
            json!({ "scope": [] }),
        ),
        (
            format!("/connections/{connection}"),
            json!({ "options": {} }),
        ),
        (user.clone(), json!({ "blocked": true })),
        ("/roles/rol_0123456789abcdef".to_owned(), name()),
        (organization.to_owned(), name()),
        (format!("/actions/actions/{UUID}"), name()),
        ("/log-streams/lst_0123456789012345".to_owned(), name()),
    ] {
        ask(&mut table, Method::PATCH, &path, body).await;
    }
    for (path, body) in [
        ("/clients/nobody/rotate-secret".to_owned(), NONE),
        (
            format!("{user}/roles"),
            json!({ "roles": ["rol_0123456789abcdef"] }),
        ),
        (
            format!("{user}/identities"),
            json!({ "provider": "auth0", "user_id": HEX }),
        ),
        (format!("{user}/revoke-access"), json!({})),
        (
            "/roles/rol_0123456789abcdef/users".to_owned(),
            json!({ "users": [format!("auth0|{HEX}")] }),
        ),
        (
            format!("{organization}/members"),
            json!({ "members": [format!("auth0|{HEX}")] }),
        ),
        (
            format!("{organization}/enabled_connections"),
            json!({ "connection_id": connection }),
        ),
        (
            format!("{organization}/client-grants"),
            json!({ "grant_id": "cgr_0123456789abcdef" }),
        ),
        (format!("/actions/actions/{UUID}/deploy"), json!({})),
        (
            "/tickets/password-change".to_owned(),
            json!({ "user_id": format!("auth0|{HEX}") }),
        ),
        (
            "/client-grants".to_owned(),
            json!({ "client_id": "nobody", "audience": API, "scope": [] }),
        ),
        (
            "/client-grants".to_owned(),
            json!({ "client_id": "web", "audience": "https://unknown.example", "scope": [] }),
        ),
    ] {
        ask(&mut table, Method::POST, &path, body).await;
    }
    ask(
        &mut table,
        Method::PUT,
        "/keys/signing/nothing/revoke",
        NONE,
    )
    .await;
    table.check("management_missing");
}

async fn queries(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    for path in [
        "/clients?fantasy=1",
        "/clients?page=-1",
        "/clients?page=x",
        "/clients?per_page=101",
        "/clients?page=1&page=2",
        "/clients?include_totals=maybe",
        "/clients?take=0",
        "/clients?from=x&take=1000",
        "/clients?fields=%20",
        "/users?page=10&per_page=100",
        "/users?q=fantasy:1",
        "/users?q=email:%22",
        "/users?q=(a",
        "/users?sort=fantasy:1",
        "/users?sort=email",
        "/users?search_engine=v1",
        "/users?q=created_at:x",
        "/users?q=user_metadata.a:b*",
        "/users?q=email:[a%20TO",
        "/users?q=email:**a**",
        "/users?q=email:*a",
        "/users?q=email:*a*b*c*d*e*",
        "/users?q=email_verified:tr*",
        "/users?q=email_verified:[a%20TO%20b]",
        "/users?q=logins_count:many",
        "/users?q=((((((((((((((((((((a))))))))))))))))))))",
        "/users-by-email",
        "/logs?sort=fantasy:1",
        "/logs?q=fantasy:1",
        "/logs?from=nothing&take=1",
        "/logs?page=10&per_page=100",
        "/organizations?sort=fantasy:1",
        "/custom-domains?sort=fantasy:1",
        "/grants?fantasy=1",
        "/device-credentials?type=fantasy",
        "/user-blocks",
        "/connections?strategy=fantasy",
        "/client-grants?subject_type=fantasy",
        "/users/no%00id",
        "/attack-protection/fantasy",
        "/anomaly/blocks/ips/nonsense",
        "/anomaly/blocks/ips/192.0.2.77",
        "/user-blocks/nobody",
        "/refresh-tokens",
        "/stats/daily?from=yesterday",
        "/organizations?from=%25&take=1",
    ] {
        ask(&mut table, Method::GET, path, NONE).await;
    }
    let long = format!("/users?q={}", "a".repeat(1_100));
    let terms = format!("/users?q={}a", "a%20OR%20".repeat(70));
    for path in [long, terms] {
        ask(&mut table, Method::GET, &path, NONE).await;
    }
    table.check("management_queries");
}

async fn bodies(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    for path in [
        "/clients",
        "/resource-servers",
        "/client-grants",
        "/connections",
        "/users",
        "/roles",
        "/organizations",
        "/actions/actions",
        "/log-streams",
        "/device-credentials",
        "/custom-domains",
        "/tickets/password-change",
        "/tickets/email-verification",
        "/clients/web/credentials",
    ] {
        for body in [json!({}), json!({ "fantasy": 1 }), json!({ "name": 7 })] {
            ask(&mut table, Method::POST, path, body).await;
        }
    }
    for path in [
        "/clients/web",
        "/tenants/settings",
        "/attack-protection/brute-force-protection",
        "/attack-protection/suspicious-ip-throttling",
    ] {
        for body in [json!({}), json!({ "fantasy": 1 })] {
            ask(&mut table, Method::PATCH, path, body).await;
        }
    }
    let client = "/clients/web";
    for body in [
        json!({ "name": "" }),
        json!({ "name": "<b>" }),
        json!({ "callbacks": "https://a.example" }),
        json!({ "callbacks": ["no address"] }),
        json!({ "callbacks": ["javascript:alert(1)"] }),
        json!({ "grant_types": ["fantasy"] }),
        json!({ "app_type": "fantasy" }),
        json!({ "token_endpoint_auth_method": "fantasy" }),
        json!({ "token_endpoint_auth_method": "none", "grant_types": ["client_credentials"] }),
        json!({ "token_endpoint_auth_method": "none", "client_authentication_methods": { "private_key_jwt": { "credentials": [] } } }),
        json!({ "require_proof_of_possession": true }),
        json!({ "compliance_level": "fapi1_adv_pkj_par" }),
        json!({ "organization_require_behavior": "pre_login_prompt" }),
        json!({ "third_party_security_mode": "strict" }),
        json!({ "client_metadata": { "a": 1 } }),
        json!({ "client_metadata": (0..11).map(|i| (format!("k{i}"), "v")).collect::<std::collections::BTreeMap<_, _>>() }),
        json!({ "session_transfer": { "enforce_device_binding": "fantasy" } }),
        json!({ "session_transfer": { "allowed_authentication_methods": ["fantasy"] } }),
        json!({ "refresh_token": { "rotation_type": "rotating", "expiration_type": "non-expiring" } }),
        json!({ "refresh_token": { "rotation_type": "fantasy", "expiration_type": "expiring" } }),
        json!({ "jwt_configuration": { "alg": "none" } }),
        json!({ "addons": { "fantasy": {} } }),
        json!({ "initiate_login_uri": "http://a.example" }),
        json!({ "logo_uri": 7 }),
    ] {
        ask(&mut table, Method::PATCH, client, body).await;
    }
    let user =
        json!({ "connection": CONNECTION, "email": "new@example.com", "password": PASSWORD });
    for (name, value) in [
        ("connection", json!("fantasy")),
        ("email", json!("nobody")),
        ("password", json!("x")),
        ("username", json!("ada")),
        ("user_metadata", json!([])),
        ("app_metadata", json!({ "a": "x".repeat(20_000) })),
        ("blocked", json!("yes")),
        ("picture", json!("no address")),
    ] {
        let mut body = user.clone();
        body[name] = value;
        if name != "app_metadata" {
            ask(&mut table, Method::POST, "/users", body).await;
        }
    }
    for (path, body) in [
        (
            "/resource-servers",
            json!({ "identifier": "", "name": "a" }),
        ),
        (
            "/resource-servers",
            json!({ "identifier": "https://a.example", "token_lifetime": -1 }),
        ),
        (
            "/resource-servers",
            json!({ "identifier": "https://a.example", "signing_alg": "none" }),
        ),
        (
            "/resource-servers",
            json!({ "identifier": "https://a.example", "scopes": [{ "value": "a b" }] }),
        ),
        (
            "/connections",
            json!({ "name": "a b", "strategy": "auth0" }),
        ),
        (
            "/connections",
            json!({ "name": "social", "strategy": "google-oauth2" }),
        ),
        ("/connections", json!({ "name": "ad", "strategy": "ad" })),
        (
            "/connections",
            json!({ "name": "two", "strategy": "auth0",
                "options": { "requires_username": true, "attributes": { "email": { "identifier": { "active": true } } } } }),
        ),
        (
            "/connections",
            json!({ "name": "none", "strategy": "auth0",
                "options": { "attributes": { "email": { "identifier": { "active": false } } } } }),
        ),
        (
            "/connections",
            json!({ "name": "keys", "strategy": "auth0",
                "options": { "authentication_methods": { "password": { "enabled": false } } } }),
        ),
        ("/organizations", json!({ "name": "Big Name" })),
        (
            "/organizations",
            json!({ "name": "a", "enabled_connections": [{ "connection_id": "con_0123456789abcdef" }] }),
        ),
        (
            "/actions/actions",
            json!({ "name": "a", "supported_triggers": [{ "id": "fantasy", "version": "v3" }] }),
        ),
        (
            "/actions/actions",
            json!({ "name": "a", "supported_triggers": [{ "id": "post-login", "version": "v3" }], "runtime": "node12" }),
        ),
        ("/log-streams", json!({ "type": "fantasy", "sink": {} })),
        (
            "/log-streams",
            json!({ "type": "http", "sink": { "httpEndpoint": "no address" } }),
        ),
        (
            "/custom-domains",
            json!({ "domain": "no domain!", "type": "auth0_managed_certs" }),
        ),
        (
            "/custom-domains",
            json!({ "domain": "login.example", "type": "fantasy" }),
        ),
        (
            "/custom-domains",
            json!({ "domain": "login.example.test", "type": "self_managed_certs", "relying_party_identifier": "other.test" }),
        ),
        (
            "/client-grants",
            json!({ "client_id": "web", "audience": API, "scope": ["fantasy"] }),
        ),
        (
            "/clients/web/credentials",
            json!({ "credential_type": "public_key", "pem": "nonsense" }),
        ),
        ("/device-credentials", json!({ "type": "fantasy" })),
    ] {
        ask(&mut table, Method::POST, path, body).await;
    }
    for (path, body) in [
        ("/tenants/settings", json!({ "session_lifetime": -1 })),
        ("/tenants/settings", json!({ "sandbox_version": "18" })),
        ("/tenants/settings", json!({ "flags": { "fantasy": true } })),
        (
            "/attack-protection/brute-force-protection",
            json!({ "max_attempts": 0 }),
        ),
        (
            "/attack-protection/brute-force-protection",
            json!({ "allowlist": ["example.com"] }),
        ),
        (
            "/attack-protection/brute-force-protection",
            json!({ "shields": ["user_notification"] }),
        ),
        (
            "/branding",
            json!({ "logo_url": "https://a.example/logo.png" }),
        ),
        (
            "/prompts",
            json!({ "universal_login_experience": "classic" }),
        ),
        (
            "/clients/web",
            json!({ "token_endpoint_auth_method": null, "client_authentication_methods": {
                "private_key_jwt": { "credentials": [{ "id": "cred_0123456789abcdefABCDEF" }] } } }),
        ),
    ] {
        ask(&mut table, Method::PATCH, path, body).await;
    }
    for (path, body) in [
        (
            "/refresh-tokens/revoke",
            json!({ "ids": ["x"], "user_id": "auth0|x" }),
        ),
        ("/client-grants", json!({ "audience": API, "scope": [] })),
        (
            "/log-streams",
            json!({ "type": "http", "name": "l", "startFrom": "soon", "sink": { "httpEndpoint": "https://l.example" } }),
        ),
        (
            "/custom-domains",
            json!({ "domain": "a.other.test", "type": "self_managed_certs", "tls_policy": "recommended" }),
        ),
        (
            "/custom-domains",
            json!({ "domain": "a.other.test", "type": "auth0_managed_certs", "custom_client_ip_header": "x-forwarded-for" }),
        ),
        (
            "/tickets/password-change",
            json!({ "user_id": "auth0|x", "email": "a@b.example", "connection_id": "con_0123456789abcdef" }),
        ),
    ] {
        ask(&mut table, Method::POST, path, body).await;
    }
    for (path, body) in [
        (
            "/prompts/login/custom-text/en",
            json!({ "login": { "title": 1 } }),
        ),
        ("/guardian/factors/fantasy", json!({ "enabled": true })),
        ("/guardian/factors/otp", json!({})),
        ("/guardian/factors/otp", json!({ "enabled": "yes" })),
        ("/guardian/policies", json!(["fantasy"])),
        ("/guardian/policies", json!({ "policies": [] })),
    ] {
        ask(&mut table, Method::PUT, path, body).await;
    }
    let long = json!({ "description": "x".repeat(1_100_000) });
    let refused = call(&world, Method::PATCH, "/clients/web", long).await;
    table.call(&NONE, &refused);
    table.check("management_bodies");
}

async fn conflicts(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let action =
        json!({ "name": "a", "supported_triggers": [{ "id": "post-login", "version": "v3" }] });
    for (path, body) in [
        ("/clients", json!({ "name": "a", "client_id": "web" })),
        (
            "/resource-servers",
            json!({ "identifier": API, "name": "a" }),
        ),
        (
            "/resource-servers",
            json!({ "identifier": format!("{}userinfo", world.issuer()), "name": "a" }),
        ),
        (
            "/client-grants",
            json!({ "client_id": "machine", "audience": API, "scope": [] }),
        ),
        (
            "/connections",
            json!({ "name": CONNECTION, "strategy": "auth0" }),
        ),
        (
            "/users",
            json!({ "connection": CONNECTION, "email": world.email, "password": PASSWORD }),
        ),
    ] {
        ask(&mut table, Method::POST, path, body).await;
    }
    for (path, body) in [
        ("/roles", json!({ "name": "a" })),
        ("/organizations", json!({ "name": "acme" })),
        ("/actions/actions", action),
        (
            "/custom-domains",
            json!({ "domain": "login.other.test", "type": "self_managed_certs" }),
        ),
    ] {
        call(&world, Method::POST, path, body.clone()).await;
        ask(&mut table, Method::POST, path, body).await;
    }
    let identifier = format!("http://login.reserved.test:{}/api/v2/", world.server.port);
    let api = json!({ "identifier": identifier });
    call(&world, Method::POST, "/resource-servers", api)
        .await
        .expect(201);
    let domain = json!({ "domain": "login.reserved.test", "type": "self_managed_certs" });
    ask(&mut table, Method::POST, "/custom-domains", domain).await;
    table.check("management_conflicts");
}

async fn what_is_not_possible(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let apis = get(&world, "/resource-servers").await;
    let own = apis
        .as_array()
        .expect("a list")
        .iter()
        .find(|api| api["is_system"] == true);
    let own = format!(
        "/resource-servers/{}",
        text(own.expect("the Management API"), "id")
    );
    ask(&mut table, Method::PATCH, &own, json!({ "name": "a" })).await;
    ask(&mut table, Method::DELETE, &own, NONE).await;
    let clients = get(&world, "/clients?is_global=true").await;
    let global = format!("/clients/{}", text(&clients[0], "client_id"));
    ask(&mut table, Method::DELETE, &global, NONE).await;
    let user = world.user_path().await;
    let user = user.strip_prefix("/api/v2").expect("a path").to_owned();
    let id = world.user_id().await;
    let id = id
        .strip_prefix("auth0|")
        .expect("a database user")
        .to_owned();
    ask(
        &mut table,
        Method::DELETE,
        &format!("{user}/identities/auth0/{id}"),
        NONE,
    )
    .await;
    ask(
        &mut table,
        Method::DELETE,
        &format!("{user}/identities/auth0/{HEX}"),
        NONE,
    )
    .await;
    for body in [
        json!({ "provider": "auth0", "user_id": id }),
        json!({ "provider": "auth0", "user_id": HEX }),
        json!({ "provider": "github", "user_id": "1" }),
        json!({ "link_with": "nonsense" }),
        json!({}),
    ] {
        ask(
            &mut table,
            Method::POST,
            &format!("{user}/identities"),
            body,
        )
        .await;
    }
    for body in [
        json!({ "email": "a@example.com", "password": PASSWORD }),
        json!({ "username": "ada" }),
        json!({ "connection": "fantasy", "password": PASSWORD }),
        json!({ "password": "x" }),
    ] {
        ask(&mut table, Method::PATCH, &user, body).await;
    }
    for body in [
        json!({ "email": "nobody@example.com", "connection_id": "con_0123456789abcdef" }),
        json!({ "user_id": format!("auth0|{id}"), "client_id": "nobody" }),
        json!({ "user_id": format!("auth0|{id}"), "organization_id": "org_0123456789abcdef" }),
        json!({ "user_id": format!("auth0|{id}"), "result_url": "no address" }),
    ] {
        ask(&mut table, Method::POST, "/tickets/password-change", body).await;
    }
    let keys = get(&world, "/keys/signing").await;
    let current = keys
        .as_array()
        .expect("a list")
        .iter()
        .find(|key| key["current"] == true);
    let current = text(current.expect("a key"), "kid");
    ask(
        &mut table,
        Method::PUT,
        &format!("/keys/signing/{current}/revoke"),
        NONE,
    )
    .await;
    ask(
        &mut table,
        Method::POST,
        "/jobs/verification-email",
        json!({ "user_id": "auth0|x" }),
    )
    .await;
    for (method, path, body) in [
        (
            Method::POST,
            "/rules",
            json!({ "name": "A", "script": "function () {}" }),
        ),
        (
            Method::POST,
            "/emails/provider",
            json!({ "name": "ms365", "credentials": {} }),
        ),
        (
            Method::POST,
            "/emails/provider",
            json!({ "name": "custom", "credentials": {} }),
        ),
        (
            Method::POST,
            "/emails/provider",
            json!({ "name": "azure_cs", "credentials": { "connectionString": "endpoint=https://a.example/" } }),
        ),
        (
            Method::PUT,
            "/guardian/factors/duo",
            json!({ "enabled": true }),
        ),
        (
            Method::PUT,
            "/guardian/policies",
            json!(["confidence-score"]),
        ),
        (Method::GET, "/emails/provider", NONE),
        (Method::GET, "/branding/themes/default", NONE),
    ] {
        ask(&mut table, method, path, body).await;
    }
    let role = call(&world, Method::POST, "/roles", json!({ "name": "a" })).await;
    let role = text(&role.expect(200).json(), "id");
    let permission = json!({ "permissions": [{ "permission_name": "fantasy", "resource_server_identifier": API }] });
    let path = format!("/roles/{role}/permissions");
    let refused = call(&world, Method::POST, &path, permission).await;
    table.text("a scope that the API does not define", &refused.body);
    let organization = call(
        &world,
        Method::POST,
        "/organizations",
        json!({ "name": "acme" }),
    )
    .await;
    let organization = text(&organization.expect(201).json(), "id");
    let grants = get(
        &world,
        &format!("/client-grants?client_id=machine&audience={API}"),
    )
    .await;
    let path = format!("/organizations/{organization}/client-grants");
    let body = json!({ "grant_id": grants[0]["id"] });
    let refused = call(&world, Method::POST, &path, body).await;
    table.text("a grant without organizations", &refused.body);
    invitations(&mut table, &organization).await;
    let action = json!({ "name": "a", "code": "(", "supported_triggers": [{ "id": "post-login", "version": "v3" }] });
    let action = call(&world, Method::POST, "/actions/actions", action).await;
    let action = format!(
        "/actions/actions/{}",
        text(&action.expect(201).json(), "id")
    );
    let refused = call(&world, Method::POST, &format!("{action}/deploy"), json!({})).await;
    table.text("an Action that cannot be read", &refused.body);
    let trigger =
        json!({ "supported_triggers": [{ "id": "credentials-exchange", "version": "v2" }] });
    let refused = call(&world, Method::PATCH, &action, trigger).await;
    table.text("another trigger", &refused.body);
    for (method, path, body) in [
        (
            Method::PATCH,
            "/custom-domains/default",
            json!({ "domain": "a.other.test" }),
        ),
        (
            Method::PATCH,
            "/clients/web",
            json!({ "client_authentication_methods": { "private_key_jwt": { "credentials": [{ "id": "cred_0123456789abcdef" }] } } }),
        ),
    ] {
        ask(&mut table, method, path, body).await;
    }
    second_factors(&mut table, &user).await;
    table.check("management_not_possible");
}

/// What cannot be enrolled for a user, or changed of what is.
async fn second_factors(table: &mut Transcript, user: &str) {
    let path = format!("{user}/authentication-methods");
    for body in [
        json!({ "type": "totp" }),
        json!({ "type": "totp", "totp_secret": "not base32" }),
        json!({ "type": "email", "email": "a@example.com,b@example.com" }),
        json!({ "type": "email", "email": "a@example.com", "phone_number": "+15550100" }),
        json!({ "type": "email", "email": "a@example.com" }),
        json!({ "type": "email", "email": "A@Example.com" }),
    ] {
        ask(table, Method::POST, &path, body).await;
    }
    for path in [
        format!("{path}/{}", "totp%7Cdev_0123456789abcdef"),
        "/guardian/enrollments/dev_0123456789abcdef".to_owned(),
    ] {
        ask(table, Method::GET, &path, NONE).await;
        ask(table, Method::DELETE, &path, NONE).await;
    }
    let code = format!("{user}/recovery-code-regeneration");
    ask(table, Method::POST, &code, NONE).await;
    let provider = format!("{user}/multifactor/fantasy");
    ask(table, Method::DELETE, &provider, NONE).await;
    let world = table.world.clone();
    let user_id = world.user_id().await;
    let code = format!(
        "INSERT INTO authenticators (id, user_id, kind, document, code, last_step, created_at, confirmed_at)
         VALUES ('recovery-code|dev_0123456789abcdef', '{user_id}', 'recovery-code', '{{}}', 'x', 0, 0, 0)"
    );
    world.server.setup().database().execute(&code).await;
    let code = format!("{path}/recovery-code%7Cdev_0123456789abcdef");
    ask(table, Method::PATCH, &code, json!({ "name": "a" })).await;
}

async fn invitations(table: &mut Transcript, organization: &str) {
    let world = table.world.clone();
    let path = format!("/organizations/{organization}/invitations");
    let with = |key: &str, value: &str| {
        let mut body = json!({ "inviter": { "name": "a" }, "invitee": { "email": "a@example.com" },
            "client_id": "web" });
        if !key.is_empty() {
            body[key] = json!(value);
        }
        body
    };
    let mut roles = with("", "");
    roles["roles"] = json!(["rol_0123456789abcdef"]);
    let mut address = with("", "");
    address["invitee"]["email"] = json!("a@example.com,b@example.com");
    let found = get(&world, &format!("/connections?name={CONNECTION}")).await;
    let connection = text(&found[0], "id");
    for (title, body) in [
        (
            "an invitation to a client without organizations",
            with("", ""),
        ),
        ("an invitation to no client", with("client_id", "nobody")),
        (
            "an invitation to no connection",
            with("connection_id", "con_0123456789abcdef"),
        ),
        (
            "an invitation to another's connection",
            with("connection_id", &connection),
        ),
        ("an invitation with no role", roles),
        ("an invitation without a login route", with("", "")),
        ("an invitation of two addresses", address),
    ] {
        let refused = call(&world, Method::POST, &path, body).await;
        table.text(title, &refused.body);
        let allowed = json!({ "organization_usage": "allow" });
        call(&world, Method::PATCH, "/clients/web", allowed)
            .await
            .expect(200);
    }
}

/// An organization that has as many invitations as it may have.
async fn one_invitation_more(table: &mut Transcript) {
    let world = table.world.clone();
    let made = call(
        &world,
        Method::POST,
        "/organizations",
        json!({ "name": "full" }),
    );
    let organization = text(&made.await.expect(201).json(), "id");
    let web =
        json!({ "organization_usage": "allow", "initiate_login_uri": "https://web.example/login" });
    call(&world, Method::PATCH, "/clients/web", web)
        .await
        .expect(200);
    let path = format!("/organizations/{organization}/invitations");
    let body = json!({ "inviter": { "name": "a" }, "invitee": { "email": "a@example.com" },
        "client_id": "web", "send_invitation_email": false });
    call(&world, Method::POST, &path, body.clone())
        .await
        .expect(201);
    let many = "INSERT INTO organization_invitations (id, organization_id, client_id, digest, ticket, document, created_at, expires_at) \
        WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 999) \
        SELECT 'uinv_' || n, organization_id, client_id, 'd' || n, ticket, document, created_at, expires_at \
          FROM organization_invitations, up";
    let database = world.server.setup().database();
    database.execute(many).await;
    let refused = call(&world, Method::POST, &path, body).await;
    table.text("an invitation beside 1000 others", &refused.body);
}

async fn too_much(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let user = world.user_path().await;
    let user = user.strip_prefix("/api/v2").expect("a path").to_owned();
    let half = vec!["x".repeat(10_000); 60];
    let metadata = |key: &str| json!({ "user_metadata": { key: half } });
    call(&world, Method::PATCH, &user, metadata("a"))
        .await
        .expect(200);
    let refused = call(&world, Method::PATCH, &user, metadata("b")).await;
    table.text("metadata that grow", &refused.body);

    let some = |from: usize| -> Value {
        (from..from + 6)
            .map(|n| (format!("k{n}"), json!("v")))
            .collect()
    };
    let domain = json!({ "domain": "login.many.test", "type": "self_managed_certs", "domain_metadata": some(0) });
    let made = call(&world, Method::POST, "/custom-domains", domain).await;
    let made = made.expect(201).json();
    let path = format!("/custom-domains/{}", text(&made, "custom_domain_id"));
    let more = json!({ "domain_metadata": some(6) });
    let refused = call(&world, Method::PATCH, &path, more).await;
    table.text("metadata of a domain that grow", &refused.body);

    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).expect("a key");
    let mut number = 0;
    let refused = loop {
        let credential = json!({ "credential_type": "public_key", "pem": pair.public_key_pem(),
            "kid": format!("credential-{number}") });
        let path = "/clients/machine/credentials";
        let answer = call(&world, Method::POST, path, credential).await;
        if answer.status != 201 {
            break answer;
        }
        number += 1;
    };
    let title = format!("a credential beside {number} others");
    table.text(&title, &refused.body);

    let mut number = 0;
    let refused = loop {
        let method = json!({ "type": "email", "email": format!("a{number}@example.com") });
        let path = format!("{user}/authentication-methods");
        let answer = call(&world, Method::POST, &path, method).await;
        if answer.status != 201 {
            break answer;
        }
        number += 1;
    };
    let title = format!("a second factor beside {number} others");
    table.text(&title, &refused.body);

    let connection = json!({ "connection_id": "con_0123456789abcdef" });
    let organization = json!({ "name": "many", "enabled_connections": vec![connection; 11] });
    ask(&mut table, Method::POST, "/organizations", organization).await;
    one_invitation_more(&mut table).await;
    table.check("management_too_much");
}

async fn too_many_calls(engine: Engine) {
    let world = World::of(
        &Setup::new(engine)
            .await
            .set("RATE_LIMIT__MANAGEMENT", "1")
            .start()
            .await,
    );
    let mut last = call(&world, Method::GET, "/clients", NONE).await;
    for _ in 0..50 {
        if last.status == 429 {
            break;
        }
        last = call(&world, Method::GET, "/clients", NONE).await;
    }
    let headers = ["retry-after", "x-ratelimit-limit", "x-ratelimit-remaining"];
    let headers = headers
        .map(|name| format!("{name}: {}\n", last.header(name)))
        .concat();
    let text = format!("{}\n{headers}{}", last.status, last.body);
    super::transcript::check("management_too_many_calls", &text);
}
