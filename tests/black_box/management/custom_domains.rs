//! Custom domains of the Management API: kept, verified, and answered for by every process.

use std::time::Duration;

use reqwest::header::HOST;
use reqwest::{Certificate, Client, Method};
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    domains_are_kept_shown_changed_and_removed,
    what_nobody_acts_upon_is_refused,
    a_verified_domain_is_answered_for_by_every_process,
    the_default_is_the_issuer,
    a_self_made_certificate_names_a_new_domain_at_once,
}

const PATH: &str = "/api/v2/custom-domains";
const DISCOVERY: &str = "/.well-known/openid-configuration";
/// What one process changes, the others know a second later.
const SOON: Duration = Duration::from_secs(10);

async fn send(world: &World, method: Method, path: &str, body: Value) -> Answer {
    world.manage(method, path, Some(body)).await
}

async fn read(world: &World, path: &str) -> Value {
    world
        .manage(Method::GET, path, None)
        .await
        .expect(200)
        .json()
}

/// A request for another host than the one that it is sent to.
async fn at_host(world: &World, host: &str, path: &str) -> Answer {
    let host = format!("{host}:{}", world.server.port);
    let request = world.http.request(Method::GET, path).header(HOST, host);
    world.http.send(request).await
}

async fn until(world: &World, host: &str, status: u16) -> Answer {
    let start = std::time::Instant::now();
    loop {
        let answer = at_host(world, host, DISCOVERY).await;
        if answer.status == status || start.elapsed() > SOON {
            return answer.expect(status);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Not in test mode, where any host is answered.
async fn strict(engine: Engine) -> Setup {
    let setup = Setup::first_start(engine).await.set("TEST_MODE", "false");
    setup.set("SECRET_KEY", &"7".repeat(64))
}

async fn domains_are_kept_shown_changed_and_removed(engine: Engine) {
    let world = World::own(engine).await;
    assert_eq!(read(&world, PATH).await, json!([]));
    let body = json!({ "domain": "Login.Example.test", "type": "self_managed_certs" });
    let made = send(&world, Method::POST, PATH, body.clone())
        .await
        .expect(201)
        .json();
    let id = text(&made, "custom_domain_id");
    assert!(id.starts_with("cd_") && id.len() == 19, "{id}");
    let expected = json!({ "custom_domain_id": id, "domain": "login.example.test", "primary": true,
        "is_default": false, "status": "pending_verification", "type": "self_managed_certs",
        "custom_client_ip_header": null, "verification": { "methods": [
            { "name": "CNAME", "record": "localhost", "domain": "login.example.test" }] },
        "created_at": made["created_at"] });
    assert_eq!(made, expected);
    assert!(made["created_at"].is_string(), "{made}");
    let one = format!("{PATH}/{id}");
    assert_eq!(read(&world, &one).await, expected);
    let test = format!("{one}/test");
    let tested = send(&world, Method::POST, &test, Value::Null).await;
    assert_eq!(tested.expect(200).json(), json!({ "success": false }));
    send(&world, Method::POST, PATH, body).await.expect(409);
    let own = json!({ "domain": "localhost", "type": "self_managed_certs" });
    send(&world, Method::POST, PATH, own).await.expect(409);
    let managed = json!({ "domain": "second.example.test", "type": "auth0_managed_certs",
        "tls_policy": "recommended", "domain_metadata": { "team": "identity", "tier": "one" },
        "relying_party_identifier": "Example.test" });
    let managed = send(&world, Method::POST, PATH, managed)
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&managed["tls_policy"], &managed["primary"]),
        (&"recommended".into(), &false.into())
    );
    assert!(managed["verification"].get("status").is_none(), "{managed}");
    assert_eq!(
        managed["domain_metadata"],
        json!({ "team": "identity", "tier": "one" })
    );
    let second = format!("{PATH}/{}", text(&managed, "custom_domain_id"));
    assert_eq!(managed["relying_party_identifier"], "example.test");
    let patch = json!({ "domain_metadata": { "team": "access", "tier": null },
        "relying_party_identifier": null });
    let changed = send(&world, Method::PATCH, &second, patch)
        .await
        .expect(200)
        .json();
    assert_eq!(changed["domain_metadata"], json!({ "team": "access" }));
    assert_eq!(changed.get("relying_party_identifier"), None);
    assert_eq!(read(&world, PATH).await, json!([made, changed]));
    let part = read(&world, &format!("{PATH}?take=1")).await;
    assert_eq!(part["custom_domains"].as_array().map(Vec::len), Some(1));
    let next = format!("{PATH}?take=1&from={}", text(&part, "next"));
    assert!(read(&world, &next).await.get("next").is_none());
    let verified = world
        .manage(Method::POST, &format!("{one}/verify"), None)
        .await;
    let verified = verified.expect(201).json();
    assert_eq!(
        (&verified["status"], &verified["origin_domain_name"]),
        (&"ready".into(), &"localhost".into())
    );
    world
        .manage(Method::POST, &format!("{one}/verify"), None)
        .await
        .expect(201);
    for _ in 0..2 {
        world.manage(Method::DELETE, &one, None).await.expect(204);
    }
    let gone = world
        .manage(Method::GET, &one, None)
        .await
        .expect(404)
        .json();
    assert_eq!(gone["errorCode"], "inexistent_custom_domain");
    assert_eq!(
        gone["message"],
        json!(format!("The custom domain {id} does not exist"))
    );
    for path in [
        format!("{one}/verify"),
        format!("{PATH}/cd_0000000000000000/verify"),
    ] {
        world.manage(Method::POST, &path, None).await.expect(404);
    }
}

async fn what_nobody_acts_upon_is_refused(engine: Engine) {
    let world = World::shared(engine).await;
    let body = |more: Value| {
        let mut body = json!({ "domain": "refused.example.test", "type": "self_managed_certs" });
        for (key, value) in more.as_object().expect("an object") {
            body[key] = value.clone();
        }
        body
    };
    for (more, status) in [
        (json!({ "custom_client_ip_header": "true-client-ip" }), 403),
        (json!({ "relying_party_identifier": "other.test" }), 400),
        (json!({ "relying_party_identifier": "test" }), 400),
        (json!({ "tls_policy": "recommended" }), 400),
        (
            json!({ "type": "auth0_managed_certs", "custom_client_ip_header": "true-client-ip" }),
            400,
        ),
        (json!({ "type": "none" }), 400),
        (json!({ "domain": "https://refused.example.test" }), 400),
        (json!({ "domain": "refused.example.test:443" }), 400),
        (json!({ "status": "ready" }), 400),
    ] {
        let answer = send(&world, Method::POST, PATH, body(more.clone())).await;
        assert_eq!(answer.status, status, "{more}: {answer:#?}");
    }
}

async fn a_verified_domain_is_answered_for_by_every_process(engine: Engine) {
    let setup = strict(engine).await;
    let world = World::of(&setup.start().await);
    let second = world.asking(&setup.start().await);
    let host = "login.example.test";
    let body = json!({ "domain": host, "type": "self_managed_certs" });
    let made = send(&world, Method::POST, PATH, body)
        .await
        .expect(201)
        .json();
    let path = format!("{PATH}/{}", text(&made, "custom_domain_id"));
    for world in [&world, &second] {
        at_host(world, host, DISCOVERY).await.expect(421);
    }
    world
        .manage(Method::POST, &format!("{path}/verify"), None)
        .await
        .expect(201);
    let discovery = at_host(&world, host, DISCOVERY).await.expect(200).json();
    let issuer = format!("http://{host}:{}/", world.server.port);
    assert_eq!(discovery["issuer"], json!(issuer));
    until(&second, host, 200).await;
    at_host(&world, "other.example.test", DISCOVERY)
        .await
        .expect(421);
    // A token of this domain names it, and is good at the issuer too; so is one for its Management API.
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", "machine"),
        ("client_secret", &secret("machine")),
        ("audience", &format!("{issuer}api/v2/")),
    ];
    let name = format!("{host}:{}", world.server.port);
    let request = world
        .http
        .request(Method::POST, "/oauth/token")
        .header(HOST, name);
    let token = world
        .http
        .send(request.form(&form))
        .await
        .expect(200)
        .json();
    let token = text(&token, "access_token");
    let request = world.http.request(Method::GET, &path).bearer_auth(&token);
    let shown = world.http.send(request).await.expect(200).json();
    assert_eq!(shown["status"], "ready");
    // A restart forgets nothing.
    world.server.kill();
    let third = world.asking(&setup.start().await);
    at_host(&third, host, DISCOVERY).await.expect(200);
    third.manage(Method::DELETE, &path, None).await.expect(204);
    at_host(&third, host, DISCOVERY).await.expect(421);
    until(&second, host, 421).await;
}

async fn the_default_is_the_issuer(engine: Engine) {
    let world = World::own(engine).await;
    let path = format!("{PATH}/default");
    let issuer = format!("localhost:{}", world.server.port);
    assert_eq!(read(&world, &path).await, json!({ "domain": issuer }));
    let same = json!({ "domain": issuer });
    assert_eq!(
        send(&world, Method::PATCH, &path, same.clone())
            .await
            .expect(200)
            .json(),
        same
    );
    let body = json!({ "domain": "login.example.test", "type": "self_managed_certs" });
    let made = send(&world, Method::POST, PATH, body)
        .await
        .expect(201)
        .json();
    let other = json!({ "domain": "login.example.test" });
    let early = send(&world, Method::PATCH, &path, other.clone())
        .await
        .expect(400)
        .json();
    assert_eq!(
        early["message"],
        "The domain must be verified before it can be set as default."
    );
    assert_eq!(early["errorCode"], "invalid_body");
    let verify = format!("{PATH}/{}/verify", text(&made, "custom_domain_id"));
    world.manage(Method::POST, &verify, None).await.expect(201);
    send(&world, Method::PATCH, &path, other).await.expect(403);
    send(&world, Method::PATCH, &path, json!({}))
        .await
        .expect(400);
}

async fn a_self_made_certificate_names_a_new_domain_at_once(engine: Engine) {
    let setup = Setup::new(engine).await.set("TLS__SELF_SIGNED", "true");
    let server = setup.start().await;
    let ca = std::fs::read(server.file("tls/ca.pem")).expect("the CA's file");
    let ca = Certificate::from_pem(&ca).expect("a certificate");
    let host = "login.example.test";
    let address = ([127, 0, 0, 1], server.port).into();
    let client = || {
        let builder = Client::builder().tls_certs_only([ca.clone()]).no_proxy();
        builder.resolve(host, address).build().expect("a client")
    };
    let at = |host: &str, path: &str| format!("https://{host}:{}{path}", server.port);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", "machine"),
        ("client_secret", &secret("machine")),
        ("audience", &at("localhost", "/api/v2/")),
    ];
    let token = client()
        .post(at("localhost", "/oauth/token"))
        .form(&form)
        .send()
        .await;
    let token: Value = token.expect("an answer").json().await.expect("JSON");
    let token = text(&token, "access_token");
    let elsewhere = client().get(at(host, DISCOVERY)).send().await;
    elsewhere.expect_err("the certificate does not name it yet");
    let post = async |path: &str, body: Value| {
        let request = client().post(at("localhost", path)).bearer_auth(&token);
        let answer = request.json(&body).send().await.expect("an answer");
        answer.json::<Value>().await.expect("JSON")
    };
    let made = post(
        PATH,
        json!({ "domain": host, "type": "self_managed_certs" }),
    )
    .await;
    let verify = format!("{PATH}/{}/verify", text(&made, "custom_domain_id"));
    assert_eq!(post(&verify, json!({})).await["status"], "ready");
    let start = std::time::Instant::now();
    let discovery = loop {
        match client().get(at(host, DISCOVERY)).send().await {
            Ok(answer) => break answer.json::<Value>().await.expect("JSON"),
            Err(error) => assert!(start.elapsed() < SOON, "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(discovery["issuer"], json!(at(host, "/")));
}
