//! Messages on their way out: once each, whatever the server and the receiver do meanwhile.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use footbridge::domain::mail::Message;
use reqwest::Method;
use serde_json::{Value, json};

use super::posted::{KEY, Poster};
use crate::harness::*;

on_both_engines! {
    a_message_goes_out_over_tls_with_a_name_and_a_password,
    what_fails_is_tried_again_and_what_is_refused_is_given_up,
    a_killed_server_loses_nothing,
    the_command_says_what_the_server_said,
}

const PATIENCE: Duration = Duration::from_secs(60);

/// A server that really sends, to this sink.
async fn sending(engine: Engine, sink: &SmtpSink) -> (Setup, World, Poster) {
    let setup = Setup::first_start(engine).await;
    let trusted = sink.trusted_in(setup.database().directory());
    let setup = setup
        .calling(&trusted)
        .set("TEST_MODE", "false")
        .set("SECRET_KEY", KEY);
    let mut world = World::of(&setup.start().await);
    world.http.ip = None;
    let provider = json!({ "name": "smtp", "default_from_address": "Acme <no-reply@acme.example>", "credentials": {
        "smtp_host": "localhost", "smtp_port": sink.port, "smtp_user": SMTP_USER, "smtp_pass": SMTP_PASSWORD } });
    call(&world, Method::POST, "/emails/provider", provider)
        .await
        .expect(201);
    let poster = Poster::beside(&setup).await;
    (setup, world, poster)
}

async fn metric(world: &World, name: &str) -> f64 {
    let text = reqwest::get(format!("{}metrics", world.issuer())).await;
    let text = text.expect("an answer").text().await.expect("a text");
    let lines = text.lines().filter(|line| line.starts_with(name));
    let values = lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok());
    values.sum()
}

async fn a_message_goes_out_over_tls_with_a_name_and_a_password(engine: Engine) {
    let sink = SmtpSink::start(true);
    let (_, world, poster) = sending(engine, &sink).await;
    let link = "https://id.example/u/email-verification?ticket=abc";
    let variables =
        json!({ "url": link, "application": { "name": "Shop\r\nBcc: eve@example.com" } });
    poster
        .post(Message::VerifyEmail, "ada@example.com", variables)
        .await;
    let kept = sink.expect(1).await.remove(0);
    assert!(kept.over_tls, "{kept:#?}");
    assert_eq!(kept.user.as_deref(), Some(SMTP_USER));
    assert_eq!(
        (kept.from.as_str(), kept.to.as_str()),
        ("no-reply@acme.example", "ada@example.com")
    );
    assert_eq!(kept.header("From"), "Acme <no-reply@acme.example>");
    assert_eq!(kept.header("To"), "ada@example.com");
    assert_eq!(kept.header("Auto-Submitted"), "auto-generated");
    let id = kept.header("Message-ID");
    assert!(id.starts_with('<') && id.ends_with("@localhost>"), "{id}");
    assert!(
        kept.header("Content-Type")
            .starts_with("multipart/alternative")
    );
    assert!(!kept.data.contains("\r\nBcc:"), "{}", kept.data);
    let (plain, html) = (kept.data.find("text/plain"), kept.data.find("text/html"));
    assert!(plain.is_some() && plain < html);
    let start = Instant::now();
    while metric(&world, "footbridge_mail_sent_total").await < 1.0 {
        assert!(start.elapsed() < PATIENCE);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(metric(&world, "footbridge_mail_waiting").await, 0.0);
}

/// The events `fn` of the tenant log, once there are so many.
pub async fn failures(world: &World, count: usize) -> Vec<Value> {
    let start = Instant::now();
    loop {
        let logged = get(world, "/logs?q=type:fn&sort=date:1").await;
        let logged = logged.as_array().expect("a list").clone();
        if logged.len() >= count {
            return logged;
        }
        assert!(start.elapsed() < PATIENCE, "{logged:#?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn what_fails_is_tried_again_and_what_is_refused_is_given_up(engine: Engine) {
    let sink = SmtpSink::start(true);
    let (_, world, poster) = sending(engine, &sink).await;
    sink.be(SinkMood::Refuses(451));
    poster
        .post(
            Message::ResetEmail,
            "later@example.com",
            json!({ "url": "https://id.example/x" }),
        )
        .await;
    let failed = failures(&world, 1).await.remove(0);
    assert_eq!(failed["details"]["email_type"], "reset_email");
    assert_eq!(failed["details"]["to"], "later@example.com");
    assert!(
        failed["details"]["error"]
            .as_str()
            .is_some_and(|e| e.contains("451")),
        "{failed}"
    );
    assert!(!failed.to_string().contains("id.example/x"), "{failed}");
    sink.be(SinkMood::Accepts);
    assert_eq!(sink.expect(1).await[0].to, "later@example.com");

    sink.be(SinkMood::Refuses(550));
    poster
        .post(Message::ResetEmail, "never@example.com", json!({}))
        .await;
    let failed = failures(&world, 2).await.remove(1);
    assert!(
        failed["description"]
            .as_str()
            .is_some_and(|d| d.contains("given up")),
        "{failed}"
    );
    assert_eq!(metric(&world, "footbridge_mail_given_up_total").await, 1.0);
    sink.be(SinkMood::Accepts);
    poster
        .post(Message::ResetEmail, "next@example.com", json!({}))
        .await;
    let kept = sink.expect(2).await;
    let recipients: Vec<&str> = kept.iter().map(|one| one.to.as_str()).collect();
    assert_eq!(recipients, ["later@example.com", "next@example.com"]);
}

/// How often each message arrived, by its `Message-ID`.
fn arrivals(kept: &[Kept]) -> HashMap<String, Vec<String>> {
    let mut by_recipient: HashMap<String, Vec<String>> = HashMap::new();
    for one in kept {
        let ids = by_recipient.entry(one.to.clone()).or_default();
        ids.push(one.header("Message-ID"));
    }
    by_recipient
}

/// How often the server is killed: `MAIL_KILLS`, or 5.
#[expect(
    clippy::disallowed_methods,
    reason = "read by tests; the program has no such setting"
)]
fn kills() -> usize {
    std::env::var("MAIL_KILLS").map_or(5, |number| number.parse().expect("a number"))
}

async fn a_killed_server_loses_nothing(engine: Engine) {
    let kills = kills();
    let sink = SmtpSink::start(true);
    let (setup, world, poster) = sending(engine, &sink).await;
    let mut server: Arc<Server> = world.server.clone();
    for number in 0..kills {
        let before = sink.kept().len();
        // The sink has the message, and the server never learns of it.
        let is_sent = number % 2 == 0;
        sink.be(match is_sent {
            true => SinkMood::Stalls,
            false => SinkMood::Refuses(451),
        });
        let to = format!("user{number}@example.com");
        poster.post(Message::WelcomeEmail, &to, json!({})).await;
        if is_sent {
            sink.expect(before + 1).await;
        }
        server.kill();
        server = setup.start().await;
    }
    sink.be(SinkMood::Accepts);
    server.kill();
    server = setup.start().await;
    let world = World::of(&server);
    let start = Instant::now();
    loop {
        let waiting = metric(&world, "footbridge_mail_waiting").await;
        let sent = metric(&world, "footbridge_mail_sent_total").await;
        if waiting == 0.0 && sent >= kills as f64 {
            break;
        }
        assert!(
            start.elapsed() < PATIENCE,
            "{waiting} wait, {sent} were sent"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let arrived = arrivals(&sink.kept());
    assert_eq!(arrived.len(), kills, "{arrived:#?}");
    for (recipient, ids) in &arrived {
        let same = ids.iter().all(|id| *id == ids[0]);
        assert!(same, "{recipient}: {ids:?}");
    }
    let copies: usize = arrived.values().map(Vec::len).sum();
    assert!(copies > kills, "some were sent again: {arrived:#?}");
}

/// On Postgres alone: a SQLite file is one process's.
#[tokio::test(flavor = "multi_thread")]
async fn two_processes_send_each_message_once() {
    let engine = Engine::Postgres;
    const MESSAGES: usize = 40;
    let sink = SmtpSink::start(true);
    let (setup, _first, poster) = sending(engine, &sink).await;
    let _second = setup.start().await;
    for number in 0..MESSAGES {
        poster
            .post(
                Message::WelcomeEmail,
                &format!("user{number}@example.com"),
                json!({}),
            )
            .await;
    }
    let kept = sink.expect(MESSAGES).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(sink.kept().len(), MESSAGES);
    assert_eq!(arrivals(&kept).len(), MESSAGES);
}

async fn the_command_says_what_the_server_said(engine: Engine) {
    let sink = SmtpSink::start(false);
    let setup = Setup::first_start(engine).await.set("SECRET_KEY", KEY);
    let world = World::of(&setup.start().await);
    let test = || setup.run(&["email", "test", "ada@example.com"]);
    let none = test();
    assert_eq!(none.status.code(), Some(1));
    assert!(
        said(&none).contains("no e-mail provider is configured"),
        "{}",
        said(&none)
    );
    let provider = json!({ "name": "smtp", "credentials": { "smtp_host": "127.0.0.1", "smtp_port": sink.port } });
    call(&world, Method::POST, "/emails/provider", provider)
        .await
        .expect(201);
    let wrong = setup.run(&["email", "test", "ada"]);
    assert_eq!(wrong.status.code(), Some(1));
    let expected = "found \"ada\", expected an e-mail address such as ada@example.com";
    assert!(said(&wrong).contains(expected), "{}", said(&wrong));
    let done = test();
    assert!(done.status.success(), "{}", said(&done));
    assert!(said(&done).contains("250 kept as 4711"), "{}", said(&done));
    let kept = sink.expect(1).await.remove(0);
    assert!(!kept.over_tls, "this machine, which offers no TLS");
    assert_eq!(kept.to, "ada@example.com");
    assert!(
        kept.header("Subject").starts_with("Test email"),
        "{kept:#?}"
    );
    sink.be(SinkMood::Refuses(550));
    let refused = test();
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("(550): not here"),
        "{}",
        said(&refused)
    );
    let wrong = json!({ "credentials": { "smtp_user": SMTP_USER, "smtp_pass": "wrong" } });
    call(&world, Method::PATCH, "/emails/provider", wrong)
        .await
        .expect(200);
    let refused = test();
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("535"), "{}", said(&refused));
    assert!(!said(&refused).contains("wrong name or password: wrong"));
}
