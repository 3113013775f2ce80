//! What a code gave ends when the code is shown again (RFC 6749 §4.1.2), signed tokens too, wherever the server reads them.

use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_replayed_code_takes_its_signed_tokens_back,
    a_replayed_code_takes_a_management_token_back,
}

/// A login through the page; the code, and what it was exchanged for.
async fn exchanged(world: &World, client: &str, more: &[(&str, &str)]) -> (String, Value) {
    let browser = world.browser();
    let start = world.authorize(&browser, client, more).await;
    let code = browser.log_in(&start, &world.email).await.code();
    let tokens = world.code(client, &code).await.expect(200).json();
    (code, tokens)
}

async fn opens(world: &World, tokens: &Value) -> bool {
    world.userinfo(&text(tokens, "access_token")).await.status == 200
}

async fn a_replayed_code_takes_its_signed_tokens_back(engine: Engine) {
    let ada = World::own(engine).await;
    let bea = ada.clone().with_user(1);
    ada.freeze("2026-11-21T12:00:00Z").await;
    let for_api = [("audience", API)];
    let before = exchanged(&ada, "native", &for_api).await.1;
    ada.advance("10s").await;
    let (code, tokens) = exchanged(&ada, "native", &for_api).await;
    let theirs = exchanged(&bea, "native", &for_api).await.1;
    let elsewhere = exchanged(&ada, "web", &for_api).await.1;
    ada.advance("10s").await;
    let refresh_token = text(&tokens, "refresh_token");
    let refreshed = ada
        .refresh("native", &refresh_token, &[])
        .await
        .expect(200)
        .json();
    ada.advance("10s").await;
    let after = exchanged(&ada, "native", &for_api).await.1;
    let all = [&before, &tokens, &theirs, &elsewhere, &refreshed, &after];
    for tokens in all {
        assert!(text(tokens, "access_token").matches('.').count() == 2);
        assert!(opens(&ada, tokens).await);
    }
    // Whoever has no part in the code takes nothing back with it.
    ada.code("web", &code).await.expect(403);
    assert!(opens(&ada, &tokens).await);
    ada.code("native", &code).await.expect(403);
    for taken_back in [&tokens, &refreshed] {
        assert!(!opens(&ada, taken_back).await);
    }
    for other in [&before, &theirs, &elsewhere, &after] {
        assert!(opens(&ada, other).await);
    }
}

async fn a_replayed_code_takes_a_management_token_back(engine: Engine) {
    let world = World::shared(engine).await;
    let audience = format!("{}api/v2/", world.issuer());
    let scope = "openid read:current_user";
    let more = [("audience", audience.as_str()), ("scope", scope)];
    let (code, tokens) = exchanged(&world, "native", &more).await;
    let path = format!("/api/v2/users/{}", world.user_id().await);
    let read = async || {
        let request = world.http.request(reqwest::Method::GET, &path);
        let request = request.bearer_auth(text(&tokens, "access_token"));
        world.http.send(request).await
    };
    read().await.expect(200);
    world.code("native", &code).await.expect(403);
    let refused = read().await.expect(401).json();
    assert_eq!(refused["message"], json!("Invalid token"));
}
