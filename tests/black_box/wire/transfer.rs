//! What becomes of a session transfer token that is refused: the browser sees the login page, the tenant log and the trace
//! say why.

use reqwest::Method;
use serde_json::{Value, json};

use super::Transcript;
use crate::harness::*;

on_both_engines! {
    refused_transfers,
    refused_carriers,
}

const JUNK: &str = "junkjunkjunkjunkjunkjunkjunkjunkjunkjunkjunk";

async fn redeemed(world: &World, client: &str, more: &[(&str, &str)]) -> Answer {
    world.authorize(&world.browser(), client, more).await
}

/// A token a second after the one before, so that the traces have an order.
async fn fresh(world: &World) -> Transfer {
    world.advance("1s").await;
    world.transfer("native").await
}

async fn refused_transfers(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    let redeem = async |world: &World, token: &str| {
        redeemed(world, "web", &[("session_transfer_token", token)]).await
    };
    table
        .add("no token of ours", &redeem(&world, JUNK).await)
        .await;
    let transfer = fresh(&world).await;
    table.prepared().await;
    table
        .add("a good token", &redeem(&world, &transfer.token).await)
        .await;
    // Attempts of one second have no order of their own in the trace.
    world.advance("1s").await;
    table.prepared().await;
    table
        .add("a used token", &redeem(&world, &transfer.token).await)
        .await;

    let transfer = fresh(&world).await;
    world.advance("60s").await;
    table.prepared().await;
    table
        .add("an expired token", &redeem(&world, &transfer.token).await)
        .await;

    let transfer = fresh(&world).await;
    table.prepared().await;
    let elsewhere = world.at("203.0.113.5");
    table
        .add(
            "another address",
            &redeem(&elsewhere, &transfer.token).await,
        )
        .await;

    let transfer = fresh(&world).await;
    world
        .revoke("native", &transfer.refresh_token)
        .await
        .expect(200);
    table.prepared().await;
    table
        .add("a revoked parent", &redeem(&world, &transfer.token).await)
        .await;

    let uses = json!({ "organization_usage": "allow" });
    call(&world, Method::PATCH, "/clients/web", uses)
        .await
        .expect(200);
    let made = call(
        &world,
        Method::POST,
        "/organizations",
        json!({ "name": "acme" }),
    )
    .await;
    let id = text(&made.expect(201).json(), "id");
    let transfer = fresh(&world).await;
    table.prepared().await;
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("organization", &id),
    ];
    table
        .add(
            "an organization that the token lacks",
            &redeemed(&world, "web", &more).await,
        )
        .await;

    world.advance("1s").await;
    let (browser, _) = world
        .clone()
        .with_user(1)
        .transferred("native", "web")
        .await;
    let transfer = fresh(&world).await;
    table.prepared().await;
    let answer = world.redeem(&browser, "web", &transfer.token).await;
    table.add("another user's session", &answer).await;

    let transfer = fresh(&world).await;
    world.advance("10s").await;
    table.prepared().await;
    let more = [
        ("session_transfer_token", transfer.token.as_str()),
        ("max_age", "5"),
    ];
    table
        .add(
            "a login that is too old",
            &redeemed(&world, "web", &more).await,
        )
        .await;

    let transfer = fresh(&world).await;
    table.prepared().await;
    let more = [("session_transfer_token", transfer.token.as_str())];
    table
        .add(
            "a connection that does not serve the client",
            &redeemed(&world, "web-unconnected", &more).await,
        )
        .await;

    let more = [("session_transfer_token", JUNK), ("prompt", "none")];
    table
        .add("silently", &redeemed(&world, "web", &more).await)
        .await;

    let transfer = fresh(&world).await;
    let path = world.user_path().await;
    world
        .manage(Method::PATCH, &path, Some(json!({ "blocked": true })))
        .await
        .expect(200);
    table.prepared().await;
    table
        .add("a blocked user", &redeem(&world, &transfer.token).await)
        .await;
    let traces = world
        .manage(Method::GET, "/_footbridge/transfers", None)
        .await
        .expect(200);
    table.value("the traces", &traces.json());
    let list = traces.json();
    let list = list
        .as_array()
        .or(list["transfers"].as_array())
        .expect("a list")
        .clone();
    for trace in list {
        let path = format!("/_footbridge/transfers/{}", text(&trace, "id"));
        let whole: Value = world
            .manage(Method::GET, &path, None)
            .await
            .expect(200)
            .json();
        table.value("a trace", &whole);
    }
    table.check("transfer_refusals");
}

async fn refused_carriers(engine: Engine) {
    let mut table = Transcript::of(Setup::new(engine).await).await;
    let world = table.world.clone();
    for (title, client, carrier) in [
        ("a client that takes none", "web-closed", "query"),
        ("a cookie where the query is allowed", "web-query", "cookie"),
        ("the query where a cookie is allowed", "web-cookie", "query"),
        ("a cookie", "web-cookie", "cookie"),
    ] {
        let transfer = world.transfer("native").await;
        table.prepared().await;
        let browser = world.browser();
        let more = [("session_transfer_token", transfer.token.as_str())];
        let answer = if carrier == "query" {
            world.authorize(&browser, client, &more).await
        } else {
            browser.set_cookie(TRANSFER_COOKIE, &transfer.token);
            world.authorize(&browser, client, &[]).await
        };
        table.add(title, &answer).await;
    }
    let transfer = world.transfer("native").await;
    table.prepared().await;
    let prefetch = world.browser().with_header("sec-purpose", "prefetch");
    table
        .add(
            "a prefetch",
            &world.redeem(&prefetch, "web", &transfer.token).await,
        )
        .await;
    let framed = world
        .browser()
        .with_header("sec-fetch-dest", "iframe")
        .with_header("sec-fetch-mode", "navigate");
    table
        .add(
            "a frame",
            &world.redeem(&framed, "web", &transfer.token).await,
        )
        .await;
    let script = world
        .browser()
        .with_header("sec-fetch-dest", "empty")
        .with_header("sec-fetch-mode", "cors");
    table
        .add(
            "a script",
            &world.redeem(&script, "web", &transfer.token).await,
        )
        .await;
    let values = format!("{TRANSFER_COOKIE}={JUNK}; {TRANSFER_COOKIE}={JUNK}x");
    let twice = world.browser().with_header("cookie", &values);
    table
        .add(
            "a cookie with two values",
            &world.authorize(&twice, "web-cookie", &[]).await,
        )
        .await;
    table.check("transfer_carriers");
}
