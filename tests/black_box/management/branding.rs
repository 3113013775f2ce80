//! How the tenant's pages look: set by the Management API, seen on the pages.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::*;

on_both_engines! {
    pages_look_as_the_tenant_says,
    pages_load_the_font_from_its_origin_alone,
    a_patch_changes_what_it_names_and_null_removes,
    what_could_break_out_of_a_style_sheet_is_refused,
    an_organization_has_its_own_colors_and_logo,
}

async fn patch(world: &World, body: Value) -> Answer {
    call(world, Method::PATCH, "/branding", body).await
}

/// The sign-in page of a client without a logo.
async fn page(world: &World) -> String {
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    browser.follow(&start).await.expect(200).body
}

/// The address of the style sheet that is the tenant's.
fn style_of(page: &str) -> Option<&str> {
    let links = page.split("rel=\"stylesheet\" href=\"").skip(1);
    let mut addresses = links.filter_map(|rest| rest.split('"').next());
    addresses.find(|address| address.starts_with("/assets/brand.css?v="))
}

async fn pages_look_as_the_tenant_says(engine: Engine) {
    let world = World::own(engine).await;
    let plain = page(&world).await;
    assert_eq!(style_of(&plain), None);
    assert!(!plain.contains("<img"), "{plain}");
    assert_eq!(get(&world, "/branding").await, json!({}));
    let wanted = json!({
        "colors": { "primary": "#FFE000", "page_background": "#0a1b2c" },
        "favicon_url": "https://cdn.example/icon.png",
        "logo_url": "https://cdn.example/logo.svg?a=1&b=2",
    });
    let set = patch(&world, wanted.clone()).await.expect(200).json();
    assert_eq!(set, wanted);
    assert_eq!(get(&world, "/branding").await, wanted);
    let logged = get(&world, "/logs?q=type:sapi&sort=date:-1").await;
    assert_eq!(logged[0]["description"], "Update branding settings");

    let branded = page(&world).await;
    for element in [
        "<img class=\"logo\" src=\"https://cdn.example/logo.svg?a=1&#38;b=2\" alt=\"Black box\">",
        "<link rel=\"icon\" href=\"https://cdn.example/icon.png\">",
    ] {
        assert!(branded.contains(element), "{element}: {branded}");
    }
    let address = style_of(&branded).expect("a style sheet of the tenant's");
    let browser = world.browser();
    let style = browser.get(address).await.expect(200);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    let forever = "public, max-age=31536000, immutable";
    assert_eq!(style.header("cache-control"), forever);
    for rule in ["--accent:#FFE000;", "--on-accent:#000;", "--page:#0a1b2c;"] {
        assert!(style.body.contains(rule), "{rule}: {}", style.body);
    }
    let other_page = world.browser().get("/").await.expect(200).body;
    assert_eq!(style_of(&other_page), Some(address));

    let gradient =
        json!({ "type": "linear-gradient", "start": "#fff", "end": "#000000", "angle_deg": 35 });
    let body = json!({ "colors": { "page_background": gradient } });
    let set = patch(&world, body).await.expect(200).json();
    assert_eq!(
        set["colors"],
        json!({ "primary": "#FFE000", "page_background": gradient })
    );
    let changed = page(&world).await;
    let next = style_of(&changed).expect("another style sheet");
    assert_ne!(next, address);
    let style = browser.get(next).await.expect(200).body;
    assert!(
        style.contains("--page:linear-gradient(35deg,#fff,#000000);"),
        "{style}"
    );
}

async fn pages_load_the_font_from_its_origin_alone(engine: Engine) {
    let world = World::own(engine).await;
    let policy = |answer: &Answer| answer.header("content-security-policy").to_owned();
    let browser = world.browser();
    let plain = policy(&browser.get("/").await.expect(200));
    assert!(!plain.contains("font-src"), "{plain}");
    let font = "https://fonts.example:8443/family/brand.woff2?v=2";
    let set = patch(&world, json!({ "font": { "url": font } })).await;
    assert_eq!(set.expect(200).json(), json!({ "font": { "url": font } }));
    assert_eq!(get(&world, "/branding").await["font"]["url"], font);

    let branded = browser.get("/").await.expect(200);
    let images = "img-src 'self' data: https:";
    let expected = plain.replace(
        images,
        &format!("{images}; font-src https://fonts.example:8443"),
    );
    assert_eq!(policy(&branded), expected);
    let style = style_of(&branded.body).expect("a style sheet of the tenant's");
    let style = browser.get(style).await.expect(200).body;
    let face = format!("@font-face{{font-family:brand;src:url(\"{font}\");font-display:swap}}");
    assert!(
        style.contains(&face) && style.contains("--font-family:brand,"),
        "{style}"
    );
    let error = browser.get("/authorize?client_id=nobody").await;
    assert!(!policy(&error).contains("font-src"), "it loads nothing");

    patch(&world, json!({ "font": { "url": null } }))
        .await
        .expect(200);
    assert_eq!(get(&world, "/branding").await, json!({}));
    assert_eq!(policy(&browser.get("/").await), plain);
}

/// Where those of `acme` sign in, and sign up.
async fn pages_of(world: &World, organization: &str) -> [String; 2] {
    let browser = world.browser();
    let asked = [("organization", organization)];
    let start = world.authorize(&browser, "web", &asked).await;
    let login = browser.follow(&start).await.expect(200);
    let asked = [("organization", organization), ("screen_hint", "signup")];
    let start = world.authorize(&browser, "web", &asked).await;
    [login.body, browser.follow(&start).await.expect(200).body]
}

async fn an_organization_has_its_own_colors_and_logo(engine: Engine) {
    let world = World::own(engine).await;
    let usage = json!({ "organization_usage": "allow", "logo_uri": "https://cdn.example/app.png" });
    call(&world, Method::PATCH, "/clients/web", usage)
        .await
        .expect(200);
    let tenants =
        json!({ "colors": { "primary": "#FFE000" }, "logo_url": "https://cdn.example/logo.png" });
    patch(&world, tenants).await.expect(200);
    let connection = get(&world, &format!("/connections?name={CONNECTION}")).await[0]["id"].clone();
    let colors = json!({ "primary": "#0059D6", "page_background": "#F1E2D3" });
    let enabled = json!([{ "connection_id": connection, "is_signup_enabled": true }]);
    let body = json!({ "name": "acme", "enabled_connections": enabled,
        "branding": { "logo_url": "https://acme.example/logo.png", "colors": colors } });
    let made = call(&world, Method::POST, "/organizations", body).await;
    let acme = text(&made.expect(201).json(), "id");

    let sheet = format!("/assets/organizations/{acme}/brand.css?v=");
    for page in pages_of(&world, &acme).await {
        assert!(page.contains(&sheet) && style_of(&page).is_none(), "{page}");
        assert!(
            page.contains("src=\"https://acme.example/logo.png\""),
            "{page}"
        );
        assert!(!page.contains("https://cdn.example/"), "{page}");
    }
    let [login, _] = pages_of(&world, &acme).await;
    let at = login.find(&sheet).expect("its style sheet");
    let address = login[at..].split('"').next().expect("an attribute");
    let style = world.browser().get(address).await.expect(200);
    assert_eq!(
        style.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert!(style.body.contains("--accent:#0059D6;"), "{}", style.body);
    assert!(style.body.contains("--page:#F1E2D3;"), "{}", style.body);
    let unknown = "/assets/organizations/org_0000000000000000/brand.css";
    world.browser().get(unknown).await.expect(404);

    let others = page(&world).await;
    assert!(style_of(&others).is_some(), "the tenant's: {others}");
    let none = json!({ "branding": { "logo_url": "https://acme.example/logo.png" } });
    let path = format!("/organizations/{acme}");
    call(&world, Method::PATCH, &path, none).await.expect(200);
    let [login, _] = pages_of(&world, &acme).await;
    assert!(style_of(&login).is_some(), "the tenant's colors: {login}");
    assert!(
        login.contains("src=\"https://acme.example/logo.png\""),
        "{login}"
    );
}

async fn a_patch_changes_what_it_names_and_null_removes(engine: Engine) {
    let world = World::own(engine).await;
    let logo = "https://cdn.example/logo.png";
    let body = json!({ "colors": { "primary": "#123" }, "logo_url": logo });
    patch(&world, body).await.expect(200);
    let body = json!({ "favicon_url": logo, "colors": { "page_background": "#456" } });
    let all = json!({ "colors": { "primary": "#123", "page_background": "#456" },
        "favicon_url": logo, "logo_url": logo });
    assert_eq!(patch(&world, body).await.expect(200).json(), all);
    let body = json!({ "logo_url": null, "font": null, "colors": { "primary": null } });
    let rest = json!({ "colors": { "page_background": "#456" }, "favicon_url": logo });
    assert_eq!(patch(&world, body).await.expect(200).json(), rest);
    let body = json!({ "favicon_url": null, "colors": null });
    assert_eq!(patch(&world, body).await.expect(200).json(), json!({}));
    assert_eq!(style_of(&page(&world).await), None);
}

async fn what_could_break_out_of_a_style_sheet_is_refused(engine: Engine) {
    let world = World::own(engine).await;
    let gradient = |start: &str, angle: Value| {
        json!({ "colors": { "page_background": {
        "type": "linear-gradient", "start": start, "end": "#000", "angle_deg": angle } } })
    };
    for bad in [
        json!({ "colors": { "primary": "red" } }),
        json!({ "colors": { "primary": "#fff;}*{display:none" } }),
        json!({ "colors": { "primary": "#ffff" } }),
        json!({ "colors": { "page_background": "url(https://evil.example/)" } }),
        json!({ "colors": { "page_background": "#000\n}" } }),
        gradient("url(x)", 1.into()),
        gradient("#000", "1deg,#fff);}".into()),
        gradient("#000", 361.into()),
        json!({ "colors": { "page_background": { "type": "radial-gradient", "start": "#000", "end": "#000",
            "angle_deg": 1 } } }),
        json!({ "colors": { "fantasy": "#000" } }),
        json!({ "logo_url": "http://cdn.example/logo.png" }),
        json!({ "logo_url": "data:image/svg+xml,<svg/>" }),
        json!({ "logo_url": "https://cdn.example/\"><script>" }),
        json!({ "favicon_url": "javascript:alert(1)" }),
        json!({ "font": { "url": "http://cdn.example/font.woff2" } }),
        json!({ "font": { "url": "data:font/woff2;base64,AA==" } }),
        json!({ "font": { "url": "https://cdn.example/\");}*{color:red}" } }),
        json!({ "font": { "family": "Comic Sans" } }),
        json!({ "fantasy": true }),
    ] {
        let refused = patch(&world, bad.clone()).await.expect(400).json();
        assert_eq!(refused["errorCode"], "invalid_body", "{bad}");
    }
    assert_eq!(get(&world, "/branding").await, json!({}));
}
