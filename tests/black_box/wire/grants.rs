//! What `/oauth/token` answers when it answers with tokens.

use super::Transcript;
use crate::harness::*;

on_both_engines! {
    answers_with_tokens,
}

async fn answers_with_tokens(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    for (title, client, more) in [
        ("a code", "web", &[][..]),
        (
            "a code for an API",
            "web",
            &[("audience", API), ("scope", "openid read:orders")],
        ),
        (
            "a code for an API of RFC 9068",
            "web",
            &[
                ("audience", RFC9068_API),
                ("scope", "openid read:orders offline_access"),
            ],
        ),
        ("a code without openid", "web", &[("scope", "profile")]),
        ("a code of a public client", "native", &[]),
    ] {
        let browser = world.browser();
        let start = world.authorize(&browser, client, more).await;
        let code = browser.log_in(&start, &world.email).await.code();
        table.prepared().await;
        table.add(title, &world.code(client, &code).await).await;
    }
    for (title, client, more) in [
        ("a refresh token that rotates", "native", &[][..]),
        ("a refresh token that does not", "native-static", &[]),
        ("a narrower scope", "native", &[("scope", "openid")]),
        ("a refresh token for an API", "native", &[("audience", API)]),
    ] {
        let token = world.refresh_token(client).await;
        table.prepared().await;
        table
            .add(title, &world.refresh(client, &token, more).await)
            .await;
    }
    for (title, client) in [
        ("a session transfer token", "native"),
        ("a session transfer token, and no rotation", "native-static"),
        (
            "a session transfer token of a confidential client",
            "native-confidential",
        ),
    ] {
        let token = world.refresh_token(client).await;
        table.prepared().await;
        table
            .add(title, &world.exchange(client, &token).await)
            .await;
    }
    let (_, tokens) = world.transferred("native", "web-refresh").await;
    table.prepared().await;
    table.value("tokens after a transfer", &tokens);
    let token = text(&tokens, "refresh_token");
    table
        .add(
            "an online refresh token",
            &world.refresh("web-refresh", &token, &[]).await,
        )
        .await;
    for (title, more) in [
        ("a password", &[][..]),
        ("a password without scope", &[("scope", "")]),
        (
            "a password for an API",
            &[("audience", API), ("scope", "read:orders")],
        ),
        (
            "a password for all of an API",
            &[("audience", API), ("scope", "")],
        ),
    ] {
        table
            .add(title, &world.password("native", more).await)
            .await;
    }
    for (title, audience) in [
        ("client credentials", API.to_owned()),
        (
            "client credentials for the Management API",
            format!("{}api/v2/", world.issuer()),
        ),
    ] {
        let form = [
            ("grant_type", "client_credentials"),
            ("audience", &audience),
        ];
        table.add(title, &world.token("machine", &form).await).await;
    }
    table.check("token_answers");
}
