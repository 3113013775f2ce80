//! The tenant's page template: set by the Management API, and the hosted pages within it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_template_is_set_read_and_deleted,
    what_is_no_template_is_refused,
    pages_come_within_the_template,
    a_template_knows_what_auth0s_know,
    values_of_users_stay_values,
    only_fixed_styles_of_a_template_take_effect,
    a_template_that_fails_is_replaced_by_the_plain_page,
}

const PATH: &str = "/branding/templates/universal-login";

fn around(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{{{{ locale }}}}\"><head>{{%- auth0:head -%}}{head}</head>\
         <body class=\"_widget-auto-layout\">{body}{{%- auth0:widget -%}}</body></html>"
    )
}

async fn set(world: &World, template: &str) -> Answer {
    call(world, Method::PUT, PATH, json!({ "template": template })).await
}

/// Sets a template that is fine.
async fn within(world: &World, head: &str, body: &str) {
    let set = set(world, &around(head, body)).await;
    assert!([201, 204].contains(&set.status), "{set:#?}");
}

/// The sign-in page.
async fn page(world: &World) -> Answer {
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    browser.follow(&start).await.expect(200)
}

/// What the template printed between its marks.
fn printed(page: &Answer) -> &str {
    let (_, rest) = page.body.split_once("[[").expect("the template's mark");
    rest.split_once("]]").expect("the other mark").0
}

async fn a_template_is_set_read_and_deleted(engine: Engine) {
    let world = World::own(engine).await;
    let none = call(&world, Method::GET, PATH, Value::Null)
        .await
        .expect(404)
        .json();
    assert_eq!(none["errorCode"], "inexistent_templates_universal_login");
    let first = around("", "one");
    assert_eq!(set(&world, &first).await.expect(201).body, "");
    assert_eq!(get(&world, PATH).await, json!({ "body": first }));
    let logged = get(&world, "/logs?q=type:sapi&sort=date:-1").await;
    let name = "Set template for New Universal Login Experience";
    assert_eq!(logged[0]["description"], name);

    // As HTML, and as a string of JSON.
    let second = around("", "two, \u{fc}mlaut");
    let request = world.http.request(Method::PUT, &format!("/api/v2{PATH}"));
    let request = request.bearer_auth(world.management_token().await);
    let request = request.header("content-type", "text/html; charset=utf-8");
    world
        .http
        .send(request.body(second.clone()))
        .await
        .expect(204);
    assert_eq!(get(&world, PATH).await, json!({ "body": second }));
    let third = around("", "three");
    call(&world, Method::PUT, PATH, json!(third))
        .await
        .expect(204);
    assert_eq!(get(&world, PATH).await["body"], third);

    call(&world, Method::DELETE, PATH, Value::Null)
        .await
        .expect(204);
    call(&world, Method::DELETE, PATH, Value::Null)
        .await
        .expect(204);
    call(&world, Method::GET, PATH, Value::Null)
        .await
        .expect(404);
    assert!(!page(&world).await.body.contains("three"));
}

async fn what_is_no_template_is_refused(engine: Engine) {
    let world = World::own(engine).await;
    for bad in [
        json!({}),
        json!({ "template": 1 }),
        json!({ "template": "" }),
        json!({ "template": "<html></html>" }),
        json!({ "template": "{%- auth0:head -%}" }),
        json!({ "template": "{% auth0:widget %}" }),
        json!({ "template": around("", "{% if %}") }),
        json!({ "template": around("", "{{ user.name | fantasy }}") }),
        json!({ "template": around("", "{% for %}") }),
        json!({ "template": around("", &"x".repeat(102_400)) }),
        json!({ "template": around("", ""), "fantasy": true }),
        json!(["{%- auth0:head -%}{%- auth0:widget -%}"]),
    ] {
        let refused = call(&world, Method::PUT, PATH, bad.clone()).await;
        assert_eq!(refused.status, 400, "{bad}");
    }
    for (bad, why) in [
        (
            around("", "{% for i in (1..30000000) %}{{ i }}{% endfor %}"),
            "The template cannot be rendered: ",
        ),
        (
            around("", "{%- auth0:widget -%}"),
            "The template cannot be rendered: it prints auth0:widget 2 times",
        ),
        (
            format!("{{% if false %}}{}{{% endif %}}", around("", "")),
            "The template cannot be rendered: it prints auth0:head 0 times",
        ),
        (
            around("", "{% include 'secret' %}"),
            "The template cannot be rendered: ",
        ),
        (
            around("", "{%- auth0:widgit -%}"),
            "There is no tag auth0:widgit; there are auth0:head and auth0:widget.",
        ),
        // What is wrong is named where its author wrote it: behind a tag, on its line.
        (
            "{%- auth0:head -%}{%-\nauth0:widget\n-%}\n  {{ x | fantasy }}".to_owned(),
            "line:4",
        ),
        (
            "{%- auth0:widget -%}{%- auth0:head -%}{{ x | fantasy }}".to_owned(),
            "col:39",
        ),
    ] {
        let refused = set(&world, &bad).await.expect(400).json();
        let message = text(&refused, "message");
        assert!(message.contains(why), "{bad}: {message}");
    }
    call(&world, Method::GET, PATH, Value::Null)
        .await
        .expect(404);
}

async fn pages_come_within_the_template(engine: Engine) {
    let world = World::own(engine).await;
    let plain = page(&world).await.body;
    within(&world, "<meta name=\"ours\">", "<p>Of our house</p>").await;
    let shown = page(&world).await;
    for element in [
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">",
        "<meta name=\"ours\"></head>",
        "<p>Of our house</p><main lang=\"en\" dir=\"ltr\" class=\"card _widget login\">",
        "</main></body></html>",
    ] {
        assert!(shown.body.contains(element), "{element}: {}", shown.body);
    }
    assert_eq!(shown.body.matches("<form").count(), 1);
    assert!(plain.contains("<body class=\"_widget-auto-layout\">\n<main"));
    // The form works, and so do the pages that follow it.
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let shown = browser.follow(&start).await.expect(200);
    let filled = [("username", world.email.as_str()), ("password", "wrong")];
    let again = browser.submit(&shown, &filled).await.expect(400);
    assert!(again.body.contains("Of our house"), "{}", again.body);
    let filled = [("username", world.email.as_str()), ("password", PASSWORD)];
    browser.submit(&again, &filled).await.expect(303);
    // What belongs to no sign-in is as it was.
    for path in ["/", "/authorize?client_id=nobody"] {
        let other = world.browser().get(path).await.body;
        assert!(!other.contains("Of our house"), "{path}");
    }
}

async fn a_template_knows_what_auth0s_know(engine: Engine) {
    let world = World::own(engine).await;
    let branding =
        json!({ "colors": { "primary": "#FFE000" }, "logo_url": "https://cdn.example/l.png" });
    call(&world, Method::PATCH, "/branding", branding)
        .await
        .expect(200);
    let metadata = json!({ "client_metadata": { "team": "access" } });
    call(&world, Method::PATCH, "/clients/web", metadata)
        .await
        .expect(200);
    let variables = "[[{{ application.id }}|{{ application.name }}|{{ application.metadata.team }}|\
        {{ branding.colors.primary }}|{{ branding.logo_url }}|{{ tenant.friendly_name }}|{{ prompt.name }}|\
        {{ prompt.screen.name }}|{{ prompt.screen.texts.buttonText }}|{{ locale }}|{{ dir }}|{{ user.email }}|\
        {{ organization.id }}|{% if state %}state{% endif %}|{{ custom_domain.domain }}]]";
    within(&world, "", variables).await;
    let host = world.issuer();
    let host = host.trim_start_matches("http://").trim_end_matches('/');
    let host = host.split(':').next().expect("a host");
    let shown = page(&world).await;
    let expected = format!(
        "web|web|access|#FFE000|https://cdn.example/l.png|Black box|login|login|Continue|en|ltr|||state|{host}"
    );
    assert_eq!(printed(&shown), expected);

    within(
        &world,
        "",
        "[[{{ user.email }}|{{ user.name }}|{{ prompt.name }}]]",
    )
    .await;
    let browser = world.browser();
    let start = world.authorize(&browser, "web-third-party", &[]).await;
    let asked = browser.log_in(&start, &world.email).await;
    let consent = browser.follow(&asked).await.expect(200);
    let told = printed(&consent);
    assert!(told.starts_with(&format!("{}|", world.email)), "{told}");
    assert!(told.ends_with("|consent"), "{told}");
}

async fn values_of_users_stay_values(engine: Engine) {
    let world = World::own(engine).await;
    let hostile = "<auth0:widget><script>'\"{{ state }}{% auth0:head %}</style>";
    let metadata = json!({ "client_metadata": { "a": hostile } });
    call(&world, Method::PATCH, "/clients/web", metadata)
        .await
        .expect(200);
    let shows = "[[{{ application.metadata.a }}|{{ application.metadata.a | escape }}|{{ application.metadata.a | raw }}]]";
    within(&world, "<title>{{ application.metadata.a }}</title>", shows).await;
    let shown = page(&world).await;
    let escaped =
        "&lt;auth0:widget&gt;&lt;script&gt;&#39;&#34;{{ state }}{% auth0:head %}&lt;/style&gt;";
    assert_eq!(printed(&shown), [escaped; 3].join("|"));
    assert!(!shown.body.contains("<auth0:") && !shown.body.contains("<script>'"));
    assert_eq!(shown.body.matches("<main").count(), 1);
}

async fn only_fixed_styles_of_a_template_take_effect(engine: Engine) {
    let world = World::own(engine).await;
    let policy = |page: &Answer| page.header("content-security-policy").to_owned();
    let plain = policy(&page(&world).await);
    // printf 'a{}' | openssl dgst -sha256 -binary | base64
    let hash = "'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='";
    let head = "<style>a{}</style><style>b{color:{{ application.name }}}</style><script>alert(1)</script>\
        <link rel=\"stylesheet\" href=\"https://evil.example/a.css\">";
    within(
        &world,
        head,
        "<p style=\"color:red\" onclick=\"alert(1)\">x</p>",
    )
    .await;
    let shown = page(&world).await;
    let expected = plain.replace("style-src 'self'", &format!("style-src 'self' {hash}"));
    assert_eq!(policy(&shown), expected);
    let elsewhere = world.browser().get("/").await;
    assert!(
        !policy(&elsewhere).contains(hash),
        "it is not within the template"
    );
}

async fn a_template_that_fails_is_replaced_by_the_plain_page(engine: Engine) {
    let world = World::own(engine).await;
    for (bad, why) in [
        ("{% for i in (1..30000000) %}{{ i }}{% endfor %}", "memory"),
        (
            "{% for i in (1..2) %}{%- auth0:widget -%}{% endfor %}",
            "prints auth0:widget 3 times",
        ),
        ("", ""),
        ("{% include 'secret' %}", ""),
    ] {
        // It fails for this client alone: what fails for everybody is not taken.
        let of_web = "application.id == 'web'";
        let template = match bad {
            "" => format!(
                "{{% unless {of_web} %}}{}{{% endunless %}}",
                around("", "Of our house")
            ),
            _ => around(
                "",
                &format!("Of our house{{% if {of_web} %}}{bad}{{% endif %}}"),
            ),
        };
        let set = set(&world, &template).await;
        assert!([201, 204].contains(&set.status), "{bad}: {set:#?}");
        for _ in 0..2 {
            let shown = page(&world).await;
            assert!(!shown.body.contains("Of our house"), "{}", shown.body);
            assert!(
                shown
                    .body
                    .contains("<body class=\"_widget-auto-layout\">\n<main")
            );
            assert!(!shown.header("content-security-policy").contains("sha256"));
        }
        let logs = get(&world, "/logs?q=type:w&sort=date:-1").await;
        let told = logs[0]["description"].as_str().unwrap_or_default();
        assert!(
            told.starts_with("The page template cannot be rendered: "),
            "{bad}: {logs}"
        );
        assert!(told.contains(why), "{bad}: {told}");
    }
    let logs = get(&world, "/logs?q=type:w").await;
    assert_eq!(
        logs.as_array().map(Vec::len),
        Some(4),
        "each was tried once: {logs}"
    );
}
