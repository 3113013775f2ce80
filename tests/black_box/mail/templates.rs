//! `/api/v2/email-templates`, and the messages that are made of them.

use footbridge::domain::mail::Message;
use reqwest::Method;
use serde_json::{Value, json};

use super::mailbox::{expect, world};
use crate::harness::*;

on_both_engines! {
    a_template_is_made_once_read_set_and_changed,
    what_is_no_template_is_refused,
    a_message_is_made_of_the_tenants_template,
    hostile_names_and_templates_do_no_harm,
}

const PATH: &str = "/email-templates";

fn template(name: &str) -> Value {
    json!({ "template": name, "body": "<html><body><h1>Verify your email</h1></body></html>", "from": "me@example.com",
        "resultUrl": "https://www.example.com/verify-email", "subject": "Verify your email", "syntax": "liquid",
        "enabled": true, "includeEmailInRedirect": true })
}

async fn a_template_is_made_once_read_set_and_changed(engine: Engine) {
    let world = World::own(engine).await;
    let one = format!("{PATH}/verify_email");
    for (method, body) in [
        (Method::GET, Value::Null),
        (Method::PATCH, json!({ "enabled": true })),
        (Method::PUT, template("verify_email")),
    ] {
        let missing = call(&world, method, &one, body).await.expect(404).json();
        assert_eq!(missing["message"], "The template does not exist.");
        assert_eq!(missing["errorCode"], "inexistent_email_template");
    }
    let made = call(&world, Method::POST, PATH, template("verify_email"))
        .await
        .expect(200)
        .json();
    assert_eq!(made, template("verify_email"));
    let again = call(&world, Method::POST, PATH, template("verify_email"))
        .await
        .expect(409)
        .json();
    assert_eq!(again["message"], "Template verify_email already exists.");
    assert_eq!(get(&world, &one).await, made);

    let changed = json!({ "enabled": false, "urlLifetimeInSeconds": 3600 });
    let changed = call(&world, Method::PATCH, &one, changed)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&changed["enabled"], &changed["urlLifetimeInSeconds"]),
        (&json!(false), &json!(3600))
    );
    assert_eq!(changed["subject"], "Verify your email");
    let mut whole = template("verify_email");
    whole["subject"] = json!("Another");
    let set = call(&world, Method::PUT, &one, whole.clone())
        .await
        .expect(200)
        .json();
    assert_eq!(set, whole);
    assert_eq!(get(&world, &one).await, whole);
}

async fn what_is_no_template_is_refused(engine: Engine) {
    let world = World::own(engine).await;
    for name in ["change_password", "async_approval"] {
        let refused = call(&world, Method::POST, PATH, template(name))
            .await
            .expect(403)
            .json();
        assert_eq!(refused["errorCode"], "feature_not_enabled", "{name}");
        call(&world, Method::GET, &format!("{PATH}/{name}"), Value::Null)
            .await
            .expect(404);
    }
    let unknown = call(&world, Method::GET, &format!("{PATH}/nothing"), Value::Null)
        .await
        .expect(400)
        .json();
    assert_eq!(unknown["errorCode"], "invalid_uri");
    for (member, value) in [
        ("body", json!("{% if user %}")),
        ("subject", json!("{{ user | nonsense }}")),
        ("from", json!("{{ user")),
        ("resultUrl", json!("{% bad %}")),
        ("body", json!("x".repeat(102_401))),
        ("template", json!("nothing")),
        ("enabled", json!("yes")),
        ("urlLifetimeInSeconds", json!(-1)),
    ] {
        let mut body = template("reset_email");
        body[member] = value;
        let refused = call(&world, Method::POST, PATH, body)
            .await
            .expect(400)
            .json();
        assert!(
            refused["message"]
                .as_str()
                .is_some_and(|m| m.contains(member)),
            "{member}: {refused}"
        );
    }
    let one = format!("{PATH}/reset_email");
    call(&world, Method::POST, PATH, template("reset_email"))
        .await
        .expect(200);
    let other = json!({ "template": "verify_email" });
    call(&world, Method::PATCH, &one, other).await.expect(400);
    call(&world, Method::PATCH, &one, json!({ "body": "{% if %}" }))
        .await
        .expect(400);
    assert_eq!(get(&world, &one).await, template("reset_email"));
}

async fn a_message_is_made_of_the_tenants_template(engine: Engine) {
    let (world, poster) = world(engine).await;
    let own = json!({ "template": "verify_email", "from": "{{ friendly_name }} <hello@acme.example>", "syntax": "liquid",
        "subject": "{{ application.name }}: {{ user.name | upcase }}", "enabled": true,
        "body": "<p>Hello {{ user.name }}, <a href=\"{{ url }}\">confirm</a></p>{% if user.user_metadata.vip %}<b>VIP</b>{% endif %}" });
    call(&world, Method::POST, PATH, own).await.expect(200);
    let variables = json!({ "url": "https://id.example/x?a=1&b=2", "application": { "name": "Tom & Jerry" },
        "user": { "name": "Ada", "user_metadata": { "vip": true } } });
    poster
        .post(Message::VerifyEmail, "ada@example.com", variables.clone())
        .await;
    let letter = expect(&world, 1).await.remove(0);
    assert_eq!(letter["subject"], "Tom & Jerry: ADA");
    assert!(
        letter["from"]
            .as_str()
            .is_some_and(|from| from.ends_with("<hello@acme.example>")),
        "{letter}"
    );
    let html =
        "<p>Hello Ada, <a href=\"https://id.example/x?a=1&amp;b=2\">confirm</a></p><b>VIP</b>";
    assert_eq!(letter["html"], html);
    let text = letter["text"].as_str().expect("a string");
    assert!(
        text.contains("Hello Ada") && text.contains("https://id.example/x?a=1&b=2"),
        "{text}"
    );

    // Without it, the built-in one is sent again.
    let off = json!({ "enabled": false });
    call(&world, Method::PATCH, &format!("{PATH}/verify_email"), off)
        .await
        .expect(200);
    poster
        .post(Message::VerifyEmail, "ada@example.com", variables)
        .await;
    let letter = expect(&world, 2).await.remove(0);
    assert!(
        letter["html"]
            .as_str()
            .is_some_and(|html| html.contains("<!DOCTYPE html>"))
    );
}

async fn hostile_names_and_templates_do_no_harm(engine: Engine) {
    let (world, poster) = world(engine).await;
    let own = json!({ "template": "verify_email", "from": "{{ user.name }} <hello@acme.example>", "syntax": "liquid",
        "subject": "{{ user.name }}", "body": "<p>{{ user.name | raw }}</p>", "enabled": true });
    call(&world, Method::POST, PATH, own).await.expect(200);
    let name = "<img src=x onerror=alert(1)>\r\nBcc: eve@example.com\u{202e}{{ url }}{% debug %}";
    let variables = json!({ "url": "https://id.example/secret", "user": { "name": name } });
    poster
        .post(Message::VerifyEmail, "ada@example.com", variables)
        .await;
    let letter = expect(&world, 1).await.remove(0);
    for header in ["subject", "from"] {
        let text = letter[header].as_str().expect("a string");
        assert!(
            !text.contains(['\r', '\n', '\u{202e}']) && !text.contains("secret"),
            "{text}"
        );
    }
    let html = letter["html"].as_str().expect("a string");
    assert!(
        html.contains("&lt;img") && !html.contains("<img") && !html.contains("secret"),
        "{html}"
    );

    // A template that fails while it is rendered: the user gets the built-in message, and the tenant log tells why.
    let endless = json!({ "body": "{% for a in (1..9000000) %}{{ a }}{% endfor %}" });
    call(
        &world,
        Method::PATCH,
        &format!("{PATH}/verify_email"),
        endless,
    )
    .await
    .expect(200);
    let variables = json!({ "url": "https://id.example/x" });
    poster
        .post(Message::VerifyEmail, "bob@example.com", variables)
        .await;
    let letter = expect(&world, 2).await.remove(0);
    assert_eq!(letter["to"], "bob@example.com");
    assert!(
        letter["html"]
            .as_str()
            .is_some_and(|html| html.contains("https://id.example/x"))
    );
    let logged = get(&world, "/logs?q=type:fn").await;
    assert_eq!(
        logged[0]["details"]["email_type"], "verify_email",
        "{logged}"
    );
}
