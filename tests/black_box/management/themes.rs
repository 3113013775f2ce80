//! The theme of the tenant's pages: set by the Management API, seen on the pages.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    a_theme_is_made_read_changed_and_deleted,
    pages_look_as_the_theme_says,
    a_theme_takes_the_place_of_the_branding,
    what_is_no_theme_is_refused,
}

const THEMES: &str = "/branding/themes";

/// A theme as Auth0's Terraform provider sends it.
fn theme() -> Value {
    json!({
        "displayName": "Ours",
        "borders": { "button_border_radius": 3, "button_border_weight": 1, "buttons_style": "rounded",
            "input_border_radius": 3, "input_border_weight": 1, "inputs_style": "rounded",
            "show_widget_shadow": true, "widget_border_weight": 0, "widget_corner_radius": 5 },
        "colors": { "base_focus_color": "#635dff", "base_hover_color": "#000000", "body_text": "#1e212a",
            "captcha_widget_theme": "auto", "error": "#d03c38", "header": "#1e212b", "icons": "#65676e",
            "input_background": "#ffffff", "input_border": "#c9cace", "input_filled_text": "#000000",
            "input_labels_placeholders": "#65676e", "links_focused_components": "#635dfe",
            "primary_button": "#635dff", "primary_button_label": "#ffffff", "read_only_background": "#eee",
            "secondary_button_border": "#c9cace", "secondary_button_label": "#1e212a", "success": "#13a688",
            "widget_background": "#ffffff", "widget_border": "#c9cace80" },
        "fonts": { "body_text": { "bold": false, "size": 87.5 }, "buttons_text": { "bold": false, "size": 100 },
            "font_url": "", "input_labels": { "bold": false, "size": 100 }, "links": { "bold": true, "size": 87.5 },
            "links_style": "normal", "reference_text_size": 18, "subtitle": { "bold": false, "size": 87.5 },
            "title": { "bold": false, "size": 150 } },
        "page_background": { "background_color": "#000000", "background_image_url": "", "page_layout": "center" },
        "widget": { "header_text_alignment": "center", "logo_height": 52, "logo_position": "center",
            "logo_url": "", "social_buttons_layout": "bottom" },
    })
}

/// The theme with one of its settings changed; `null` takes the setting away.
fn with(group: &str, name: &str, value: Value) -> Value {
    let mut theme = theme();
    let members = theme[group].as_object_mut().expect("a group");
    match value {
        Value::Null => drop(members.remove(name)),
        value => drop(members.insert(name.to_owned(), value)),
    }
    theme
}

async fn make(world: &World, theme: Value) -> String {
    let made = call(world, Method::POST, THEMES, theme).await.expect(200);
    text(&made.json(), "themeId")
}

/// The sign-in page and the style sheet that is the tenant's.
async fn page(world: &World) -> (Answer, String) {
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&start).await.expect(200);
    let address = page
        .body
        .split('"')
        .find(|part| part.starts_with("/assets/brand.css?v="));
    let address = address.expect("a style sheet of the tenant's").to_owned();
    let style = browser.get(&address).await.expect(200).body;
    (page, style)
}

async fn a_theme_is_made_read_changed_and_deleted(engine: Engine) {
    let world = World::own(engine).await;
    let default = format!("{THEMES}/default");
    let nothing = call(&world, Method::GET, &default, Value::Null)
        .await
        .expect(404)
        .json();
    assert_eq!(nothing["errorCode"], "theme_not_found");
    let sentence = "There was an error retrieving branding settings: invalid theme ID";
    assert_eq!(nothing["message"], sentence);

    let made = call(&world, Method::POST, THEMES, theme())
        .await
        .expect(200)
        .json();
    let id = text(&made, "themeId");
    let mut expected = theme();
    expected["themeId"] = id.clone().into();
    assert_eq!(made, expected);
    let path = format!("{THEMES}/{id}");
    assert_eq!(get(&world, &path).await, expected);
    assert_eq!(get(&world, &default).await, expected);
    let second = call(&world, Method::POST, THEMES, theme())
        .await
        .expect(409)
        .json();
    let sentence = "There was an error updating branding settings: The theme already exists";
    assert_eq!(second["message"], sentence);

    let mut wanted = with("colors", "captcha_widget_theme", Value::Null);
    wanted["colors"]["primary_button"] = "#0a5".into();
    wanted["displayName"] = "Changed".into();
    let changed = call(&world, Method::PATCH, &path, wanted.clone())
        .await
        .expect(200)
        .json();
    // What may be left out stays.
    wanted["colors"]["captcha_widget_theme"] = "auto".into();
    wanted["themeId"] = id.into();
    assert_eq!(changed, wanted);
    assert_eq!(get(&world, &default).await, wanted);
    let logged = get(&world, "/logs?q=type:sapi&sort=date:-1").await;
    assert_eq!(logged[0]["description"], "Update branding theme");

    for (method, verb) in [
        (Method::GET, "retrieving"),
        (Method::PATCH, "updating"),
        (Method::DELETE, "deleting"),
    ] {
        let body = match method == Method::PATCH {
            true => theme(),
            false => Value::Null,
        };
        let other = format!("{THEMES}/000000000000000000000000");
        let refused = call(&world, method, &other, body).await.expect(404).json();
        let sentence = format!("There was an error {verb} branding settings: invalid theme ID");
        assert_eq!(refused["message"], sentence);
    }
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(404);
    call(&world, Method::GET, &default, Value::Null)
        .await
        .expect(404);
    let mut unnamed = theme();
    unnamed.as_object_mut().unwrap().remove("displayName");
    let made = call(&world, Method::POST, THEMES, unnamed)
        .await
        .expect(200)
        .json();
    assert_eq!(made["displayName"], "Unnamed Theme");
}

async fn pages_look_as_the_theme_says(engine: Engine) {
    let world = World::own(engine).await;
    let mut theme = theme();
    theme["borders"]["inputs_style"] = "pill".into();
    theme["borders"]["buttons_style"] = "sharp".into();
    theme["borders"]["show_widget_shadow"] = false.into();
    theme["page_background"]["page_layout"] = "right".into();
    theme["page_background"]["background_image_url"] = "https://cdn.example/sea.jpg?a=1".into();
    theme["fonts"]["links"]["size"] = 0.into();
    theme["fonts"]["font_url"] = "https://fonts.example/a.woff2".into();
    theme["widget"]["logo_url"] = "https://cdn.example/theme.svg".into();
    theme["widget"]["logo_position"] = "left".into();
    let id = make(&world, theme.clone()).await;
    let (shown, style) = page(&world).await;
    for rule in [
        "--accent:#635dff;",
        "--on-accent:#ffffff;",
        "--accent-over:color-mix(in srgb,#635dff 85%,#000000);",
        "--link:#635dfe;",
        "--button-focus:#635dff;",
        "--text:#1e212a;",
        "--header:#1e212b;",
        "--alert-text:#d03c38;",
        "--success:#13a688;",
        "--field-fixed:#eee;",
        "--card:#ffffff;",
        "--edge:#c9cace80;",
        "--field-radius:28px;",
        "--button-radius:0px;",
        "--card-radius:5px;",
        "--card-weight:0px;",
        "--shadow:none;",
        "--title-size:1.5rem;",
        "--body-size:0.875rem;",
        "--link-size:0.625rem;",
        "--link-weight:700;",
        "--link-line:none;",
        "--page:#000000 url(\"https://cdn.example/sea.jpg?a=1\") center/cover no-repeat;",
        "--header-align:center;",
        "--logo-margin:0 auto;",
        "--logo-height:52px;",
        "color-scheme:light;font-size:112.5%;",
        "--font-family:brand,",
        "@media (min-width:48rem){:root{--card-margin:auto 6vw auto auto}}",
    ] {
        assert!(style.contains(rule), "{rule}: {style}");
    }
    assert!(
        shown.body.contains("src=\"https://cdn.example/theme.svg\""),
        "{}",
        shown.body
    );
    let policy = shown.header("content-security-policy");
    assert!(
        policy.contains("; font-src https://fonts.example;"),
        "{policy}"
    );

    theme["colors"]["widget_background"] = "#111".into();
    let path = format!("{THEMES}/{id}");
    call(&world, Method::PATCH, &path, theme).await.expect(200);
    let (_, style) = page(&world).await;
    assert!(style.contains("color-scheme:dark;"), "{style}");
}

async fn a_theme_takes_the_place_of_the_branding(engine: Engine) {
    let world = World::own(engine).await;
    let branding = json!({
        "colors": { "primary": "#FFE000", "page_background": "#0a1b2c" },
        "logo_url": "https://cdn.example/logo.svg",
        "font": { "url": "https://cdn.example/a.woff2" },
    });
    call(&world, Method::PATCH, "/branding", branding.clone())
        .await
        .expect(200);
    let id = make(&world, theme()).await;
    let (shown, style) = page(&world).await;
    assert!(
        !style.contains("#FFE000") && !style.contains("#0a1b2c"),
        "{style}"
    );
    assert!(
        style.contains("url(\"https://cdn.example/a.woff2\")"),
        "{style}"
    );
    assert!(
        shown.body.contains("https://cdn.example/logo.svg"),
        "it has no logo of its own"
    );
    assert_eq!(get(&world, "/branding").await, branding);
    let path = format!("{THEMES}/{id}");
    call(&world, Method::DELETE, &path, Value::Null)
        .await
        .expect(204);
    let (_, style) = page(&world).await;
    assert!(style.contains("--accent:#FFE000;"), "{style}");
}

async fn what_is_no_theme_is_refused(engine: Engine) {
    let world = World::own(engine).await;
    let mut groups = Vec::new();
    for group in ["borders", "colors", "fonts", "page_background", "widget"] {
        let mut theme = theme();
        theme.as_object_mut().unwrap().remove(group);
        groups.push(theme);
    }
    let bad = [
        json!({}),
        with("borders", "button_border_radius", json!(0)),
        with("borders", "widget_corner_radius", json!(51)),
        with("borders", "inputs_style", json!("round")),
        with("borders", "show_widget_shadow", json!("yes")),
        with("borders", "input_border_weight", Value::Null),
        with("colors", "body_text", json!("red")),
        with("colors", "body_text", json!("#fff;}*{display:none}")),
        with("colors", "widget_background", json!("#12345")),
        with("colors", "success", Value::Null),
        with("colors", "fantasy", json!("#fff")),
        with("fonts", "font_url", json!("http://fonts.example/a.woff2")),
        with("fonts", "font_url", json!("https://fonts.example/\");}")),
        with("fonts", "reference_text_size", json!(25)),
        with("fonts", "title", json!({ "bold": true, "size": 74 })),
        with("fonts", "links", json!({ "bold": true })),
        with(
            "page_background",
            "background_image_url",
            json!("javascript:alert(1)"),
        ),
        with("page_background", "page_layout", json!("none")),
        with("widget", "logo_height", json!("52px")),
        with("widget", "logo_position", json!("top")),
        with("widget", "social_buttons_layout", Value::Null),
    ];
    for bad in bad.into_iter().chain(groups) {
        let refused = call(&world, Method::POST, THEMES, bad.clone()).await;
        assert_eq!(
            refused.expect(400).json()["errorCode"],
            "invalid_body",
            "{bad}"
        );
    }
    let id = make(&world, theme()).await;
    let path = format!("{THEMES}/{id}");
    let part = json!({ "colors": theme()["colors"] });
    call(&world, Method::PATCH, &path, part).await.expect(400);
    assert_eq!(get(&world, &path).await["colors"], theme()["colors"]);
}
