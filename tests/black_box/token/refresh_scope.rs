//! The scope of a refresh: what is asked for and was granted, whatever else is asked for.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

/// What an app asks for at its login and repeats ever after; `delete:orders` is no scope of the API.
const WISHES: &str = "openid profile email offline_access read:orders delete:orders";
const GRANTED: &str = "openid profile email offline_access read:orders";

on_both_engines! {
    auth0_spa_js_repeats_the_scope_of_its_login,
    what_was_not_granted_is_left_out_whatever_it_is,
    an_exchange_for_a_transfer_token_may_repeat_the_scope_too,
}

/// The request of auth0-spa-js' `getTokenSilently` with `useRefreshTokens` and `useMrrt`.
async fn silently(world: &World, refresh_token: &str, scope: &str) -> Answer {
    let form = [
        ("redirect_uri", "https://spa.example/callback"),
        ("client_id", "spa"),
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token),
        ("audience", API),
        ("scope", scope),
    ];
    let sdk = json!({ "name": "auth0-spa-js", "version": "2.28.3" });
    let request = world.http.request(Method::POST, "/oauth/token").form(&form);
    let request = request
        .header("Auth0-Client", STANDARD.encode(sdk.to_string()))
        .header("Origin", "https://spa.example");
    world.http.send(request).await
}

/// The tokens of a login of the single-page app that asked for [`WISHES`].
async fn login(world: &World) -> Value {
    let browser = world.browser();
    let wishes = [("audience", API), ("scope", WISHES)];
    let start = world.authorize(&browser, "spa", &wishes).await;
    let code = browser.log_in(&start, &world.email).await.code();
    world.code("spa", &code).await.expect(200).json()
}

async fn auth0_spa_js_repeats_the_scope_of_its_login(engine: Engine) {
    // The log tells what the SDK says of itself.
    let world = World::own(engine).await;
    let mut tokens = login(&world).await;
    assert_eq!(tokens["scope"], GRANTED);
    for _ in 0..2 {
        let refresh_token = text(&tokens, "refresh_token");
        let answer = silently(&world, &refresh_token, WISHES).await.expect(200);
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "https://spa.example"
        );
        let answer = answer.json();
        assert_eq!(answer["scope"], GRANTED, "{answer}");
        let access = world.verify(&answer["access_token"], API).await.claims;
        assert_eq!(access["scope"], GRANTED);
        let id = world.verify(&answer["id_token"], "spa").await.claims;
        assert_eq!(id["email"], world.email);
        // The app has a token that does not rotate: the same one is good again.
        if answer["refresh_token"].is_string() {
            tokens = answer;
        }
    }
}

async fn what_was_not_granted_is_left_out_whatever_it_is(engine: Engine) {
    let world = World::shared(engine).await;
    let wishes = [
        ("audience", API),
        ("scope", "openid offline_access read:orders"),
    ];
    let tokens = world.password("native-static", &wishes).await.expect(200);
    let refresh_token = text(&tokens.json(), "refresh_token");
    for (asked, given) in [
        (
            "openid read:orders write:orders",
            json!("openid read:orders"),
        ),
        ("read:orders profile no:such admin", json!("read:orders")),
        ("write:orders", Value::Null),
        ("no:such", Value::Null),
    ] {
        let answer = world
            .refresh("native-static", &refresh_token, &[("scope", asked)])
            .await;
        let answer = answer.expect(200).json();
        let access = world.verify(&answer["access_token"], API).await.claims;
        assert_eq!(access["scope"], given, "{asked}");
        let has_openid = asked.contains("openid");
        assert_eq!(
            answer["id_token"].is_string(),
            has_openid,
            "{asked}: {answer}"
        );
        // The answer tells what was given, which is not what was asked for.
        assert_eq!(
            answer["scope"],
            given.as_str().unwrap_or_default(),
            "{asked}"
        );
    }
}

async fn an_exchange_for_a_transfer_token_may_repeat_the_scope_too(engine: Engine) {
    let world = World::shared(engine).await;
    let wishes = [("audience", API), ("scope", WISHES)];
    let tokens = world.password("native", &wishes).await.expect(200).json();
    let audience = world.transfer_audience();
    let form = [("audience", audience.as_str()), ("scope", WISHES)];
    let answer = world
        .refresh("native", &text(&tokens, "refresh_token"), &form)
        .await;
    let answer = answer.expect(200).json();
    assert_eq!(answer["token_type"], "N_A");
    let browser = world.browser();
    let landed = world
        .redeem(&browser, "web", &text(&answer, "access_token"))
        .await;
    world.code("web", &landed.code()).await.expect(200);
}
