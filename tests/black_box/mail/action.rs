//! The provider `custom`: an Action sends the messages.

use footbridge::domain::mail::Message;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::delivery::failures;
use super::posted::{KEY, Poster};
use crate::actions::{bind, received};
use crate::harness::*;

on_both_engines! {
    an_action_sends_the_messages,
    an_action_may_drop_a_message_or_have_it_tried_again,
    a_deployed_action_need_not_be_bound,
}

const PATH: &str = "/emails/provider";
const TRIGGER: &str = "custom-email-provider";

/// A server that sends, and is not in test mode.
async fn sending(engine: Engine) -> (World, Poster) {
    let setup = Setup::first_start(engine).await.set("TEST_MODE", "false");
    let setup = setup.set("SECRET_KEY", KEY);
    let setup = setup.set("ACTIONS__ALLOW_PRIVATE_ADDRESSES", "true");
    let mut world = World::of(&setup.start().await);
    world.http.ip = None;
    let poster = Poster::beside(&setup).await;
    (world, poster)
}

async fn provide(world: &World) -> Answer {
    let custom = json!({ "name": "custom", "enabled": true, "default_from_address": "Acme <no-reply@acme.example>",
        "credentials": {} });
    call(world, Method::POST, PATH, custom).await
}

fn handler(body: &str) -> String {
    format!("exports.onExecuteCustomEmailProvider = async (event, api) => {{\n{body}\n}};")
}

async fn an_action_sends_the_messages(engine: Engine) {
    let (world, poster) = sending(engine).await;
    let refused = provide(&world).await.expect(409).json();
    assert_eq!(refused["message"], "No deployed action was found.");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("a port").port();
    let code = handler(&format!(
        "const body = JSON.stringify({{ ...event, secrets: event.secrets.KEY }});
         await fetch('http://127.0.0.1:{port}/', {{ method: 'POST', body }});"
    ));
    bind(&world, TRIGGER, &[("Send", &code)]).await;
    let made = provide(&world).await.expect(201).json();
    assert_eq!(
        (&made["name"], &made["credentials"]),
        (&json!("custom"), &json!({}))
    );
    let variables = json!({ "url": "https://id.example/u/x?ticket=abc", "user": { "email": "ada@example.com" },
        "application": { "name": "Shop", "clientID": "web", "client_metadata": { "a": "b" } } });
    poster
        .post(Message::VerifyEmail, "ada@example.com", variables)
        .await;
    let event = received(&listener).await;
    let sent = &event["notification"];
    let names = ["message_type", "locale", "from", "to"].map(|name| text(sent, name));
    let expected = [
        "verify_email",
        "en",
        "Acme <no-reply@acme.example>",
        "ada@example.com",
    ];
    assert_eq!(names, expected, "{event:#}");
    for part in ["html", "text"] {
        assert!(
            text(sent, part).contains("https://id.example/u/x?ticket=abc"),
            "{sent:#}"
        );
    }
    assert!(!text(sent, "subject").is_empty());
    assert_eq!(
        event["client"],
        json!({ "client_id": "web", "name": "Shop", "metadata": { "a": "b" } })
    );
    assert_eq!(event["user"]["email"], "ada@example.com");
    assert_eq!(event["secrets"], "hush-hush");

    poster
        .post(
            Message::UserInvitation,
            "bea@example.com",
            json!({ "url": "https://id.example/" }),
        )
        .await;
    let event = received(&listener).await;
    assert_eq!(
        event["notification"]["message_type"],
        "organization_invitation"
    );
    assert_eq!(get(&world, "/logs?q=type:fn").await, json!([]));
}

async fn an_action_may_drop_a_message_or_have_it_tried_again(engine: Engine) {
    let (world, poster) = sending(engine).await;
    let code = handler(
        "const { to } = event.notification;
         if (to.startsWith('drop')) return api.notification.drop('nobody is there');
         if (to.startsWith('later')) return api.notification.retry('too many today');
         throw new Error('out of order');",
    );
    bind(&world, TRIGGER, &[("Judge", &code)]).await;
    provide(&world).await.expect(201);
    for (count, (to, why, end)) in [
        ("drop@example.com", "nobody is there", "is given up"),
        ("later@example.com", "too many today", "it is tried again"),
        ("fails@example.com", "out of order", "it is tried again"),
    ]
    .into_iter()
    .enumerate()
    {
        poster.post(Message::WelcomeEmail, to, json!({})).await;
        let failed = failures(&world, count + 1).await.remove(count);
        assert_eq!(failed["details"]["to"], to);
        assert!(
            text(&failed["details"], "error").contains(why),
            "{failed:#}"
        );
        assert!(text(&failed, "description").ends_with(end), "{failed:#}");
    }
}

async fn a_deployed_action_need_not_be_bound(engine: Engine) {
    let (world, poster) = sending(engine).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("a port").port();
    let code = handler(&format!(
        "await fetch('http://127.0.0.1:{port}/', {{ method: 'POST', body: JSON.stringify(event.notification) }});"
    ));
    let draft = json!({ "name": "Send", "supported_triggers": [{ "id": TRIGGER, "version": "v1" }], "code": code });
    let made = call(&world, Method::POST, "/actions/actions", draft)
        .await
        .expect(201)
        .json();
    provide(&world).await.expect(409);
    let deploy = format!("/actions/actions/{}/deploy", text(&made, "id"));
    call(&world, Method::POST, &deploy, Value::Null)
        .await
        .expect(200);
    provide(&world).await.expect(201);
    poster
        .post(Message::WelcomeEmail, "ada@example.com", json!({}))
        .await;
    assert_eq!(received(&listener).await["to"], "ada@example.com");

    let action = format!("/actions/actions/{}", text(&made, "id"));
    call(&world, Method::DELETE, &action, Value::Null)
        .await
        .expect(204);
    poster
        .post(Message::WelcomeEmail, "bea@example.com", json!({}))
        .await;
    let failed = failures(&world, 1).await.remove(0);
    let why = "no Action of custom-email-provider is deployed";
    assert_eq!(failed["details"]["error"], why);
}
