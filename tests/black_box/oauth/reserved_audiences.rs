//! What opens the Management API or `/userinfo` on a domain of the tenant's is no identifier of an API, whichever comes first.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    no_api_takes_what_opens_a_domain,
    no_domain_is_made_that_an_apis_tokens_would_open,
    of_an_api_and_a_domain_made_at_once_there_is_one,
    no_tenant_file_brings_such_an_api,
}

async fn post(world: &World, path: &str, body: Value) -> Answer {
    world
        .manage(Method::POST, &format!("/api/v2{path}"), Some(body))
        .await
}

async fn domain(world: &World, host: &str) -> Answer {
    let body = json!({ "domain": host, "type": "self_managed_certs" });
    post(world, "/custom-domains", body).await
}

async fn api(world: &World, identifier: &str) -> Answer {
    post(
        world,
        "/resource-servers",
        json!({ "identifier": identifier }),
    )
    .await
}

fn reserved(world: &World, host: &str) -> [String; 3] {
    let port = world.server.port;
    [
        format!("http://{host}:{port}/api/v2/"),
        format!("https://{host}:{port}/api/v2/"),
        format!("http://{host}:{port}/userinfo"),
    ]
}

async fn no_api_takes_what_opens_a_domain(engine: Engine) {
    let world = World::own(engine).await;
    let host = "login.shop.test";
    let made = domain(&world, host).await.expect(201).json();
    for identifier in reserved(&world, "localhost")
        .iter()
        .chain(&reserved(&world, host))
    {
        api(&world, identifier).await.expect(409);
    }
    let verify = format!("/custom-domains/{}/verify", text(&made, "custom_domain_id"));
    post(&world, &verify, json!({})).await.expect(201);
    for identifier in reserved(&world, host) {
        api(&world, &identifier).await.expect(409);
    }
    for free in reserved(&world, "login.shop.example") {
        api(&world, &free).await.expect(201);
    }
}

async fn no_domain_is_made_that_an_apis_tokens_would_open(engine: Engine) {
    let world = World::own(engine).await;
    for identifier in reserved(&world, "login.shop.test") {
        let made = api(&world, &identifier).await.expect(201).json();
        // The case of a host is no other host.
        for host in ["login.shop.test", "Login.Shop.test"] {
            let refused = domain(&world, host).await.expect(409).json();
            let message = text(&refused, "message");
            assert!(message.contains("delete that API first"), "{message}");
        }
        domain(&world, "other.shop.test").await;
        let path = format!("/api/v2/resource-servers/{}", text(&made, "id"));
        world.manage(Method::DELETE, &path, None).await.expect(204);
    }
    domain(&world, "login.shop.test").await.expect(201);
    let path = "/api/v2/custom-domains";
    let all = world
        .manage(Method::GET, path, None)
        .await
        .expect(200)
        .json();
    assert_eq!(all.as_array().map(Vec::len), Some(2), "{all}");
}

async fn of_an_api_and_a_domain_made_at_once_there_is_one(engine: Engine) {
    let world = World::own(engine).await;
    for round in 0..6 {
        let host = format!("race{round}.test");
        let [identifier, _, _] = reserved(&world, &host);
        let (api, domain) = tokio::join!(api(&world, &identifier), domain(&world, &host));
        let mut statuses = [api.status, domain.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
    }
}

async fn no_tenant_file_brings_such_an_api(engine: Engine) {
    let world = World::own(engine).await;
    domain(&world, "login.shop.test").await.expect(201);
    let [identifier, _, _] = reserved(&world, "login.shop.test");
    let file = world.server.file("evil.yaml");
    let text = format!("resourceServers: [{{ name: Evil, identifier: '{identifier}' }}]\n");
    std::fs::write(&file, text).expect("our own directory");
    let issuer = world.issuer().to_owned();
    let setup = world.server.setup().clone().set("ISSUER", &issuer);
    let imported = setup.run(&["import", &file.display().to_string()]);
    let said = String::from_utf8_lossy(&imported.stdout).into_owned();
    assert!(
        said.contains("resourceServers[0].identifier: is reserved"),
        "{said}"
    );
    let apis = world
        .manage(Method::GET, "/api/v2/resource-servers", None)
        .await;
    assert!(!apis.expect(200).body.contains("Evil"));
}
