//! Every road to a session, a code or an assertion, under every word that asks for a second factor: each leads to its page, and
//! none around it.

use reqwest::Method;
use serde_json::json;

use super::*;
use crate::actions::{bind, post_login};
use crate::harness::federation::*;

on_both_engines! {
    no_road_goes_around_the_policy,
    no_road_goes_around_an_action,
    consent_is_given_by_who_has_passed,
    a_transfer_stands_for_the_first_factor_alone,
    an_action_sees_what_was_passed_in_the_native_app,
}

/// A road: the answer that it begins with, in a browser of its own.
const ROADS: [&str; 10] = [
    "password",
    "session",
    "silent",
    "web message",
    "transfer in the query",
    "transfer in the cookie",
    "transfer to SAML",
    "SAML",
    "WS-Federation",
    "new login",
];

/// Takes a road, with a session that is older than the demand where it needs one.
async fn take(world: &World, road: &str, (browser, token): (&Browser, &str)) -> Answer {
    let authorize = |more: Vec<(&'static str, String)>| async move {
        let more: Vec<(&str, &str)> = more.iter().map(|(n, v)| (*n, v.as_str())).collect();
        world.authorize(browser, "web", &more).await
    };
    let log_in = |start: Answer| async move { browser.log_in(&start, &world.email).await };
    match road {
        "password" | "session" => {
            let start = authorize(vec![]).await;
            match start.outcome() {
                Outcome::Login => log_in(start).await,
                _ => start,
            }
        }
        "new login" => log_in(authorize(vec![("prompt", "login".into())]).await).await,
        "silent" => authorize(vec![("prompt", "none".into())]).await,
        "web message" => {
            let more = [("prompt", "none"), ("response_mode", "web_message")];
            world.authorize(browser, "spa", &more).await
        }
        "transfer in the query" => authorize(vec![("session_transfer_token", token.into())]).await,
        "transfer in the cookie" => {
            browser.set_cookie(TRANSFER_COOKIE, token);
            authorize(vec![]).await
        }
        "transfer to SAML" => {
            browser
                .get(&format!("/samlp/sp?session_transfer_token={token}"))
                .await
        }
        "SAML" | "WS-Federation" => {
            let path = match road {
                "SAML" => "/samlp/sp",
                _ => "/wsfed/rp?wa=wsignin1.0&wtrealm=urn%3Arp",
            };
            let start = browser.get(path).await;
            match start.outcome() {
                Outcome::Login => log_in(start).await,
                _ => start,
            }
        }
        other => panic!("no road {other}"),
    }
}

/// A federated server of the test's own.
async fn start(engine: Engine) -> World {
    let setup = Setup::new(engine).await;
    let world = World::of(&setup.tenant(&federated_tenant(4)).start().await);
    world.freeze(NOON).await;
    enable(&world, &["otp"]).await;
    world
}

/// Every road, in a browser without a session and in one with.
async fn walk(world: &World, demand: impl AsyncFn(&World, bool)) {
    for road in ROADS {
        for has_session in [false, true] {
            demand(world, false).await;
            let browser = match has_session {
                true => world.logged_in("web").await.0,
                false => world.browser(),
            };
            let token = world.transfer("native").await.token;
            demand(world, true).await;
            let answer = take(world, road, (&browser, &token)).await;
            let what = format!("{road}, {has_session}");
            match road {
                "silent" | "web message" => {
                    let body = format!("{} {}", answer.header("location"), answer.body);
                    let page = match answer.location() {
                        Some(to) if to.path() == "/authorize/resume" => {
                            browser.follow(&answer).await.body
                        }
                        _ => body,
                    };
                    assert!(page.contains("login_required"), "{what}: {page}");
                }
                _ => {
                    let answer = match answer.outcome() {
                        Outcome::Resume => browser.follow(&answer).await,
                        _ => answer,
                    };
                    assert_eq!(factor(&answer), "mfa-otp-enrollment-qr", "{what}");
                }
            }
            if !has_session {
                assert!(!world.has_session(&browser).await, "{what}");
            }
        }
    }
}

async fn no_road_goes_around_the_policy(engine: Engine) {
    let world = start(engine).await;
    walk(&world, async |world: &World, is_on: bool| {
        let policies = if is_on { always() } else { json!([]) };
        set_policies(world, policies).await;
    })
    .await;
}

async fn no_road_goes_around_an_action(engine: Engine) {
    let world = start(engine).await;
    let asks = post_login("if (event.user.user_metadata.asks) api.multifactor.enable('any')");
    bind(&world, "post-login", &[("Factor", &asks)]).await;
    let path = world.user_path().await;
    walk(&world, async |world: &World, is_on: bool| {
        let body = json!({ "user_metadata": { "asks": is_on } });
        world
            .manage(Method::PATCH, &path, Some(body))
            .await
            .expect(200);
    })
    .await;
}

async fn consent_is_given_by_who_has_passed(engine: Engine) {
    let world = world(engine, &["otp"], always()).await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web-third-party", &[]).await;
    let asked = browser.log_in(&start, &world.email).await;
    assert_eq!(asked.outcome(), Outcome::Consent);
    let page = browser.follow(&asked).await.expect(200);
    let given = browser.submit(&page, &[("action", "accept")]).await;
    let asked = browser.follow(&given.expect(303)).await;
    assert_eq!(factor(&asked), "mfa-otp-enrollment-qr");
    let path = format!("/grants?user_id={}", world.user_id().await);
    assert_eq!(
        get(&world, &path).await,
        json!([]),
        "nothing is granted before"
    );
    let (_, done) = enroll(&world, &browser, &asked).await;
    done.code();
    let granted = get(&world, &path).await;
    assert_eq!(granted[0]["clientID"], "web-third-party", "{granted}");
}

async fn a_transfer_stands_for_the_first_factor_alone(engine: Engine) {
    let world = world(engine, &["otp"], json!([])).await;
    let token = world.transfer("native").await.token;
    set_policies(&world, always()).await;
    let browser = world.browser();
    let asked = world.redeem(&browser, "web", &token).await;
    let (_, done) = enroll(&world, &browser, &asked).await;
    let tokens = world.code("web", &done.code()).await.expect(200).json();
    let claims = world.verify(&tokens["id_token"], "web").await.claims;
    assert_eq!(claims["amr"], json!(["mfa"]));
    let event = world.logged("s", "Successful login").await;
    let prompts = event["details"]["prompts"].as_array().expect("a list");
    let names = prompts.iter().map(|prompt| &prompt["name"]);
    assert_eq!(names.collect::<Vec<_>>(), ["mfa"], "{prompts:#?}");
    assert_eq!(prompts[0]["provider"], "otp");
    assert_eq!(prompts[0]["performed_amr"], json!(["mfa"]));
    assert_eq!(
        event["details"]["triggered_by_session_transfer_token"],
        true
    );
    world.authorize(&browser, "web", &[]).await.code();
    // The token is used up, whatever became of the login.
    let other = world.browser();
    let again = world.redeem(&other, "web", &token).await;
    assert_eq!(again.outcome(), Outcome::Login);
}

async fn an_action_sees_what_was_passed_in_the_native_app(engine: Engine) {
    let world = world(engine, &["otp"], always()).await;
    let browser = world.browser();
    let start = world.authorize(&browser, "native", &[("scope", "openid offline_access")]);
    let asked = browser.log_in(&start.await, &world.email).await;
    let (_, done) = enroll(&world, &browser, &asked).await;
    let tokens = world.code("native", &done.code()).await.expect(200).json();
    let refresh_token = text(&tokens, "refresh_token");
    let tells = post_login(
        "api.idToken.setCustomClaim('https://example.com/methods', event.authentication.methods)",
    );
    bind(&world, "post-login", &[("Methods", &tells)]).await;
    set_policies(&world, json!([])).await;
    world.advance(STEP).await;
    let transfer = world.exchange("native", &refresh_token).await.expect(200);
    let token = text(&transfer.json(), "access_token");
    let elsewhere = world.browser();
    let methods = async |answer: Answer| -> Value {
        let tokens = world.code("web", &answer.code()).await.expect(200).json();
        let claims = world.verify(&tokens["id_token"], "web").await.claims;
        claims["https://example.com/methods"].clone()
    };
    let native = json!({ "name": "mfa", "type": "otp", "timestamp": NOON });
    let redeemed = world.redeem(&elsewhere, "web", &token).await;
    assert_eq!(methods(redeemed).await[1], native);
    let later = world.authorize(&elsewhere, "web", &[]).await;
    assert_eq!(methods(later).await[1], native);
    // The tenant's policy counts what was passed here.
    set_policies(&world, always()).await;
    let asked = world.authorize(&elsewhere, "web", &[]).await;
    assert_eq!(factor(&asked), "mfa-otp-challenge");
}
