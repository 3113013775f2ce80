//! `/_footbridge/mailbox`: what test mode keeps instead of sending it, and who may look.

use std::time::{Duration, Instant};

use footbridge::domain::mail::Message;
use reqwest::{Method, StatusCode, Url, header};
use serde_json::{Value, json};

use super::posted::{KEY, Poster};
use crate::harness::*;

on_both_engines! {
    nothing_is_sent_and_everything_is_shown,
    the_mailbox_is_for_this_machine_and_for_management_tokens,
    the_last_hundred_are_kept,
    a_message_is_in_the_language_of_its_reader,
}

const PATIENCE: Duration = Duration::from_secs(30);

pub async fn world(engine: Engine) -> (World, Poster) {
    let setup = Setup::first_start(engine).await.set("SECRET_KEY", KEY);
    let world = World::of(&setup.start().await);
    let poster = Poster::beside(&setup).await;
    (world, poster)
}

/// A request from this machine, with these headers.
async fn asked(world: &World, method: Method, headers: &[(&str, &str)]) -> (StatusCode, String) {
    let url: Url = world.issuer().parse().expect("a URL");
    let url = url.join("_footbridge/mailbox").expect("a path");
    let mut request = reqwest::Client::new().request(method, url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.expect("an answer");
    (answer.status(), answer.text().await.expect("a text"))
}

async fn letters(world: &World) -> Vec<Value> {
    let (status, body) = asked(world, Method::GET, &[("accept", "application/json")]).await;
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).expect("a list")
}

pub async fn expect(world: &World, count: usize) -> Vec<Value> {
    let start = Instant::now();
    loop {
        let letters = letters(world).await;
        if letters.len() >= count {
            return letters;
        }
        assert!(start.elapsed() < PATIENCE, "{letters:#?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn nothing_is_sent_and_everything_is_shown(engine: Engine) {
    let (world, poster) = world(engine).await;
    assert_eq!(letters(&world).await, [] as [Value; 0]);
    let link = "https://id.example/u/reset-verify?ticket=abc&x=1";
    let variables =
        json!({ "url": link, "application": { "name": "<b>Shop</b>\r\nBcc: eve@example.com" } });
    poster
        .post(Message::ResetEmail, "ada@example.com", variables)
        .await;
    let letter = expect(&world, 1).await.remove(0);
    assert_eq!(letter["to"], "ada@example.com");
    assert_eq!(letter["from"], "no-reply@localhost");
    assert_eq!(letter["type"], "reset_email");
    assert_eq!(letter["link"], link);
    assert_eq!(letter["code"], Value::Null);
    assert!(
        letter["subject"]
            .as_str()
            .is_some_and(|s| !s.is_empty() && !s.contains('\n'))
    );
    assert!(
        letter["text"]
            .as_str()
            .is_some_and(|text| text.contains(link))
    );
    let html = letter["html"].as_str().expect("a string");
    assert!(
        html.contains("ticket=abc&#38;x=1") && !html.contains("<b>Shop"),
        "{html}"
    );
    assert!(
        letter["created_at"]
            .as_str()
            .is_some_and(|at| at.ends_with('Z'))
    );

    poster
        .post(
            Message::VerifyEmailByCode,
            "bob@example.com",
            json!({ "code": "123456" }),
        )
        .await;
    let letters_now = expect(&world, 2).await;
    assert_eq!(letters_now[0]["code"], "123456");
    assert_eq!(letters_now[1]["id"], letter["id"], "the newest first");

    let (status, page) = asked(&world, Method::GET, &[("accept", "text/html")]).await;
    assert_eq!(status, 200);
    for shown in [
        "ada@example.com",
        "bob@example.com",
        "123456",
        "<h1>Mailbox</h1>",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let path = format!(
        "/_footbridge/mailbox/{}",
        letter["id"].as_str().expect("an id")
    );
    let url = Url::parse(world.issuer())
        .expect("a URL")
        .join(&path)
        .expect("a path");
    let answer = reqwest::get(url).await.expect("an answer");
    let policy = answer.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .expect("a string")
        .to_owned();
    assert!(
        policy.starts_with("sandbox") && policy.contains("default-src 'none'"),
        "{policy}"
    );
    assert_eq!(answer.text().await.expect("a text"), html);

    let (status, _) = asked(&world, Method::DELETE, &[]).await;
    assert_eq!(status, 204);
    assert_eq!(letters(&world).await, [] as [Value; 0]);
}

async fn the_mailbox_is_for_this_machine_and_for_management_tokens(engine: Engine) {
    let (world, _) = world(engine).await;
    let token = format!("Bearer {}", world.management_token().await);
    let own = format!("Bearer {}", world.own_token("read:current_user").await);
    for foreign in [
        ("x-forwarded-for", "203.0.113.7"),
        ("via", "1.1 proxy"),
        // A name that resolves to this machine is no proof of where the page is from.
        ("host", "rebinding.example"),
    ] {
        for method in [Method::GET, Method::DELETE] {
            let (status, body) = asked(&world, method.clone(), &[foreign]).await;
            assert_eq!(status, 401, "{foreign:?}: {body}");
            let with_token = [foreign, ("authorization", token.as_str())];
            let (status, body) = asked(&world, method.clone(), &with_token).await;
            assert!(status.is_success(), "{foreign:?}: {body}");
            let of_a_user = [foreign, ("authorization", own.as_str())];
            let (status, body) = asked(&world, method, &of_a_user).await;
            assert_eq!(status, 403, "{foreign:?}: {body}");
        }
    }
    let outside = Setup::first_start(engine)
        .await
        .set("TEST_MODE", "false")
        .set("SECRET_KEY", KEY);
    let outside = World::of(&outside.start().await);
    assert_eq!(asked(&outside, Method::GET, &[]).await.0, 404);
}

async fn the_last_hundred_are_kept(engine: Engine) {
    let (world, poster) = world(engine).await;
    for number in 0..105 {
        let to = format!("user{number}@example.com");
        poster.post(Message::PasswordReset, &to, json!({})).await;
    }
    let start = Instant::now();
    loop {
        let letters = expect(&world, 100).await;
        assert_eq!(letters.len(), 100);
        if letters[0]["to"] == "user104@example.com" && letters[99]["to"] == "user5@example.com" {
            break;
        }
        assert!(
            start.elapsed() < PATIENCE,
            "{} to {}",
            letters[0]["to"],
            letters[99]["to"]
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn a_message_is_in_the_language_of_its_reader(engine: Engine) {
    let (world, poster) = world(engine).await;
    for language in ["en", "de", "he"] {
        let variables = json!({ "url": "https://id.example/x" });
        let to = format!("{language}@example.com");
        poster
            .post_in(language, (Message::ResetEmail, &to), variables)
            .await;
    }
    let letters = expect(&world, 3).await;
    let of = |language: &str| {
        let to = format!("{language}@example.com");
        let found = letters.iter().find(|letter| letter["to"] == to.as_str());
        found.unwrap_or_else(|| panic!("{letters:#?}"))
    };
    assert_eq!(of("en")["subject"], "Set a new password for Black box");
    assert!(
        of("en")["text"]
            .as_str()
            .is_some_and(|text| text.contains("for 1 hour."))
    );
    for (language, direction) in [("en", "ltr"), ("de", "ltr"), ("he", "rtl")] {
        let html = of(language)["html"].as_str().expect("a string");
        let begins = format!("<html lang=\"{language}\" dir=\"{direction}\">");
        assert!(html.contains(&begins), "{language}: {html}");
        assert_eq!(
            of(language)["subject"] == of("en")["subject"],
            language == "en"
        );
    }
}
