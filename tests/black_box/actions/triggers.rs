//! Where Actions run, in which order, and what they see there.

use reqwest::Method;
use serde_json::{Value, json};

use super::{bind, execution, post_login};
use crate::harness::*;

on_both_engines! {
    every_way_to_a_token_can_be_refused,
    an_action_sees_what_the_ones_before_it_set,
    the_event_of_a_transfer_is_whole_and_holds_no_token,
    clients_ask_through_actions_too,
    signing_up_goes_through_actions,
}

async fn every_way_to_a_token_can_be_refused(engine: Engine) {
    let world = World::own(engine).await;
    let refresh_token = world.refresh_token("native").await;
    let transfer = world.transfer("native").await;
    let (browser, _) = world.logged_in("web").await;
    let deny = post_login("api.access.deny(`No ${event.transaction.protocol} today`)");
    bind(&world, "post-login", &[("Closed", &deny)]).await;

    let answer = world.password("native", &[]).await;
    answer.expect_error(403, "access_denied", "No oauth2-password today");
    let entry = world.logged("fepft", "No oauth2-password today").await;
    assert_eq!(entry["details"]["action"]["name"], "Closed");

    let sentence = "No oauth2-refresh-token today";
    let answer = world.refresh("native", &refresh_token, &[]).await;
    answer.expect_error(403, "access_denied", sentence);
    let answer = world.exchange("native", &refresh_token).await;
    answer.expect_error(403, "access_denied", sentence);
    let logs = world.logs().await;
    let refused: Vec<_> = logs.iter().filter(|l| l["type"] == "fertft").collect();
    assert_eq!(refused.len(), 2);
    for entry in refused {
        assert_eq!(entry["description"], sentence);
        assert_eq!(entry["details"]["action"]["name"], "Closed");
    }

    let refused = Outcome::Refused("access_denied".into(), "No oidc-basic-profile today".into());
    let answer = world.authorize(&browser, "web", &[]).await;
    assert_eq!(answer.outcome(), refused, "with a session");
    let silent = world
        .authorize(&browser, "web", &[("prompt", "none")])
        .await;
    assert_eq!(silent.outcome(), refused, "silently");
    let fresh = world.browser();
    let answer = world.redeem(&fresh, "web", &transfer.token).await;
    assert_eq!(answer.outcome(), refused, "by transfer");
    let start = world.authorize(&fresh, "web", &[]).await;
    let answer = fresh.log_in(&start, &world.email).await;
    assert_eq!(answer.outcome(), refused, "by password");

    bind(&world, "post-login", &[]).await;
    assert!(
        !world.has_session(&fresh).await,
        "who was refused is not signed in"
    );
    assert!(
        world.has_session(&browser).await,
        "who was signed in before still is"
    );
    // It was not rotated.
    world
        .refresh("native", &refresh_token, &[])
        .await
        .expect(200);
}

async fn an_action_sees_what_the_ones_before_it_set(engine: Engine) {
    let world = World::own(engine).await;
    let first = post_login(
        "api.user.setUserMetadata('color', 'green'); api.user.setAppMetadata('plan', { tier: 2 });
         api.transaction.setMetadata('seen', ['first']);
         if (event.user.user_metadata.color) throw new Error('too early');",
    );
    let second = post_login(
        "const { color } = event.user.user_metadata;
         api.idToken.setCustomClaim('https://example.com/color', color);
         api.accessToken.setCustomClaim('plan', event.user.app_metadata.plan.tier + event.transaction.metadata.seen.length);
         api.accessToken.setCustomClaim('key', event.secrets.KEY);
         api.accessToken.setCustomClaim('sub', 'somebody else').idToken.setCustomClaim('aud', 'another');
         api.accessToken.addScope('write:orders').accessToken.removeScope('email');
         api.user.setUserMetadata('color', null)",
    );
    bind(
        &world,
        "post-login",
        &[("First", &first), ("Second", &second)],
    )
    .await;
    let more = [
        ("audience", API),
        ("scope", "openid email offline_access read:orders"),
    ];
    let answer = world.password("native", &more).await.expect(200).json();
    let access = world.verify(&answer["access_token"], API).await;
    assert_eq!(access.claims["plan"], 3);
    assert_eq!(access.claims["key"], "hush-hush");
    assert_ne!(access.claims["sub"], "somebody else");
    assert_eq!(
        access.claims["scope"],
        "openid offline_access read:orders write:orders"
    );
    let id = world.verify(&answer["id_token"], "native").await;
    assert_eq!(id.claims["https://example.com/color"], "green");

    let user_id = access.claims["sub"].as_str().expect("a user");
    let path = format!("/api/v2/users/{}", user_id.replace('|', "%7C"));
    let user = world
        .manage(Method::GET, &path, None)
        .await
        .expect(200)
        .json();
    assert_eq!(user["app_metadata"]["plan"]["tier"], 2);
    assert!(user["user_metadata"].get("color").is_none(), "{user}");

    // Claims travel with a code, and are made anew at a refresh.
    let browser = world.browser();
    let start = world
        .authorize(&browser, "web-refresh", &[("audience", API)])
        .await;
    let code = browser.log_in(&start, &world.email).await.code();
    let tokens = world.code("web-refresh", &code).await.expect(200).json();
    let access = world.verify(&tokens["access_token"], API).await;
    assert_eq!(access.claims["plan"], 3);
    let token = text(&answer, "refresh_token");
    let tokens = world
        .refresh("native", &token, &[])
        .await
        .expect(200)
        .json();
    let id = world.verify(&tokens["id_token"], "native").await;
    assert_eq!(id.claims["https://example.com/color"], "green");
}

async fn the_event_of_a_transfer_is_whole_and_holds_no_token(engine: Engine) {
    let world = World::own(engine).await;
    let print = post_login("console.log(JSON.stringify(event, null, ' ').slice(0, 9000))");
    bind(&world, "post-login", &[("Print", &print)]).await;
    let transfer = world.transfer("native").await;
    let browser = world.browser();
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("ext-shop", "12"),
    ];
    let answer = world.authorize(&browser, "web", &more).await;
    let code = answer.code();
    let entry = world.logged("s", "").await;
    let event = printed(&execution(&world, &entry).await);
    let sent = &event["session_transfer_token"];
    assert_eq!(sent["client_id"], "native");
    assert_eq!(
        sent["scope"],
        json!(["openid", "profile", "email", "offline_access"])
    );
    assert_eq!(sent["request"]["ip"], world.ip);
    assert_eq!(sent["request"]["geoip"], json!({}));
    let request = &event["request"];
    assert_eq!(
        (&request["ip"], &request["geoip"]),
        (&json!(world.ip), &json!({}))
    );
    assert_eq!(
        (&request["method"], &request["query"]["ext-shop"]),
        (&json!("GET"), &json!("12"))
    );
    assert_eq!(event["client"]["client_id"], "web");
    assert_eq!(event["user"]["email"], world.email);
    assert_eq!(event["user"]["identities"][0]["provider"], "auth0");
    assert_eq!(event["connection"]["strategy"], "auth0");
    assert_eq!(event["connection"]["name"], CONNECTION);
    let transaction = &event["transaction"];
    assert_eq!(transaction["protocol"], "oidc-basic-profile");
    assert_eq!(transaction["redirect_uri"], callback("web"));
    assert_eq!(transaction["response_type"], json!(["code"]));
    assert_eq!(transaction["state"], STATE);
    assert_eq!(event["authentication"]["methods"][0]["name"], "pwd");
    assert!(event["session"]["session_transfer"]["parent_refresh_token"]["id"].is_string());
    assert!(event["stats"]["logins_count"].is_number());
    assert_eq!(event["secrets"]["KEY"], "hush-hush");
    let whole = event.to_string();
    for secret in [&transfer.token, &transfer.refresh_token, &code] {
        assert!(!whole.contains(secret.as_str()));
    }

    world
        .exchange("native", &transfer.refresh_token)
        .await
        .expect(200);
    let logs = world.logs().await;
    let entry = logs
        .iter()
        .find(|l| l["type"] == "sertft")
        .expect("an exchange");
    let event = printed(&execution(&world, entry).await);
    assert_eq!(event["transaction"]["protocol"], "oauth2-refresh-token");
    assert_eq!(event["refresh_token"]["client_id"], "native");
    assert_eq!(event["request"]["body"]["grant_type"], "refresh_token");
    assert!(event["request"]["body"].get("refresh_token").is_none());
    assert!(event.get("session_transfer_token").is_none());
}

/// The event that an Action printed.
fn printed(execution: &Value) -> Value {
    let line = execution["results"][0]["logs"][0]["message"].as_str();
    let line = line.unwrap_or_else(|| panic!("nothing was printed: {execution:#}"));
    serde_json::from_str(line).unwrap_or_else(|e| panic!("{e} in {line}"))
}

async fn clients_ask_through_actions_too(engine: Engine) {
    let world = World::own(engine).await;
    let code = "exports.onExecuteCredentialsExchange = async (event, api) => {
        if (event.client.client_id !== 'machine') throw new Error('who?');
        if (event.resource_server.identifier !== 'https://orders.example') return;
        api.accessToken.setCustomClaim('https://example.com/body', event.request.body.department ?? 'none');
        if (event.request.body.department === 'sales') api.access.deny('invalid_request', 'Not for sales');
    };";
    bind(&world, "credentials-exchange", &[("Machines", code)]).await;
    let form = [("grant_type", "client_credentials"), ("audience", API)];
    let answer = world.token("machine", &form).await.expect(200).json();
    let token = world.verify(&answer["access_token"], API).await;
    assert_eq!(token.claims["https://example.com/body"], "none");
    let form = [form[0], form[1], ("department", "sales")];
    let answer = world.token("machine", &form).await;
    answer.expect_error(400, "invalid_request", "Not for sales");
    let entry = world.logged("feccft", "Not for sales").await;
    assert_eq!(entry["details"]["action"]["name"], "Machines");
    assert!(!entry.to_string().contains("machine-secret"));
}

async fn signing_up_goes_through_actions(engine: Engine) {
    let world = World::own(engine).await;
    let before = "exports.onExecutePreUserRegistration = async (event, api) => {
        if (event.user.password) throw new Error('that is nobody’s business');
        if (event.user.email.endsWith('@closed.example')) api.access.deny('closed domain', 'Not from there');
        api.user.setUserMetadata('from', event.connection.name);
        api.user.setAppMetadata('via', event.client.client_id);
    };";
    bind(&world, "pre-user-registration", &[("Before", before)]).await;
    let after = "exports.onExecutePostUserRegistration = async (event, api) => {
        api.cache.set('newest', event.user.email); throw new Error('too late to matter');
    };";
    bind(&world, "post-user-registration", &[("After", after)]).await;
    let sign_up = |email: &'static str| {
        let body = json!({"client_id": "web", "connection": CONNECTION, "email": email, "password": "Correct-Horse-7!"});
        let request = world.http.request(Method::POST, "/dbconnections/signup");
        world.http.send(request.json(&body))
    };
    let refused = sign_up("eve@closed.example").await.expect(400).json();
    assert!(refused.to_string().contains("Not from there"), "{refused}");
    let entry = world.logged("fs", "Not from there").await;
    assert_eq!(entry["details"]["action"]["name"], "Before");
    assert!(!entry.to_string().contains("Correct-Horse"));
    sign_up("ada@open.example").await.expect(200);
    let path = "/api/v2/users-by-email?email=ada%40open.example";
    let found = world
        .manage(Method::GET, path, None)
        .await
        .expect(200)
        .json();
    assert_eq!(found[0]["user_metadata"]["from"], CONNECTION);
    assert_eq!(found[0]["app_metadata"]["via"], "web");
}
