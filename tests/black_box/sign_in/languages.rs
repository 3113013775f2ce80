//! The language of a sign-in's pages: chosen within the tenant's, once, by the request that begins it.

use reqwest::Method;
use serde_json::json;

use crate::harness::*;

on_both_engines! {
    without_the_tenants_consent_pages_are_english,
    the_application_chooses_before_the_browser,
    a_sign_in_keeps_the_language_that_it_began_in,
    pages_from_the_right_say_so,
    whatever_is_sent_a_page_is_shown,
    other_pages_follow_the_browser,
}

async fn world(engine: Engine, enabled: &[&str]) -> World {
    let world = World::own(engine).await;
    let body = json!({ "enabled_locales": enabled });
    call(&world, Method::PATCH, "/tenants/settings", body)
        .await
        .expect(200);
    world
}

/// The language of the sign-in page of a browser that accepts these.
async fn spoken(world: &World, ui_locales: &str, accepted: &str) -> String {
    let browser = world.browser().with_header("accept-language", accepted);
    let parameter = [("ui_locales", ui_locales)];
    let start = world.authorize(&browser, "web", &parameter).await;
    language_of(&browser.follow(&start).await.expect(200))
}

/// What a page says that it is in, in both places.
fn language_of(page: &Answer) -> String {
    let language = page.header("content-language").to_owned();
    assert!(
        has_attribute(&page.body, "lang", &language),
        "{}",
        page.body
    );
    language
}

async fn without_the_tenants_consent_pages_are_english(engine: Engine) {
    let world = World::own(engine).await;
    assert_eq!(spoken(&world, "de", "de").await, "en");
    let browser = world.browser();
    let start = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&start).await.expect(200);
    assert!(has_attribute(&page.body, "dir", "ltr"));
    assert!(page.body.contains(">Sign in</h1>"), "{}", page.body);
}

async fn the_application_chooses_before_the_browser(engine: Engine) {
    let world = world(engine, &["en", "de", "ja", "zh-TW", "fr-CA", "cy"]).await;
    for (ui_locales, accepted, expected) in [
        ("", "", "en"),
        ("", "de", "de"),
        ("ja", "de", "ja"),
        ("de-CH", "ja", "de"),
        ("it ja", "de", "ja"),
        ("it", "de", "de"),
        ("", "de;q=0.2, ja;q=0.9", "ja"),
        ("", "de;q=0, it", "en"),
        ("zh-HK", "", "zh-TW"),
        // The page is in French, and the tenant's texts are those of Canada.
        ("fr-FR", "", "fr"),
        // There is no translation.
        ("cy", "de", "en"),
    ] {
        let found = spoken(&world, ui_locales, accepted).await;
        assert_eq!(found, expected, "{ui_locales:?} {accepted:?}");
    }
    let texts = json!({ "login": { "title": "Bonjour, eh" } });
    call(
        &world,
        Method::PUT,
        "/prompts/login/custom-text/fr-CA",
        texts,
    )
    .await
    .expect(200);
    let browser = world.browser().with_header("accept-language", "fr");
    let start = world.authorize(&browser, "web", &[]).await;
    let page = browser.follow(&start).await.expect(200);
    assert!(page.body.contains("Bonjour, eh</h1>"), "{}", page.body);
}

async fn a_sign_in_keeps_the_language_that_it_began_in(engine: Engine) {
    let world = world(engine, &["en", "de", "ja"]).await;
    let began = world.browser().with_header("accept-language", "de");
    let start = world.authorize(&began, "web-third-party", &[]).await;
    let goes_on = world.browser().with_header("accept-language", "ja");
    goes_on.take_cookies(&began);
    let page = goes_on.follow(&start).await.expect(200);
    assert_eq!(language_of(&page), "de");
    let wrong = [("username", world.email.as_str()), ("password", "wrong")];
    let again = goes_on.submit(&page, &wrong).await.expect(400);
    assert_eq!(language_of(&again), "de");
    let filled = [("username", world.email.as_str()), ("password", PASSWORD)];
    let sent = goes_on.submit(&page, &filled).await.expect(303);
    let consent = goes_on.follow(&sent).await;
    let consent = goes_on.follow(&consent).await.expect(200);
    assert_eq!(consent.url.path(), "/u/consent");
    assert_eq!(language_of(&consent), "de");
}

async fn pages_from_the_right_say_so(engine: Engine) {
    let world = world(engine, &["he", "ar"]).await;
    let browser = world.browser();
    for (ui_locales, language) in [("", "he"), ("ar-EG", "ar"), ("iw", "he")] {
        let parameter = [("ui_locales", ui_locales)];
        let start = world.authorize(&browser, "web", &parameter).await;
        let page = browser.follow(&start).await.expect(200);
        assert_eq!(language_of(&page), language);
        assert!(has_attribute(&page.body, "dir", "rtl"), "{}", page.body);
    }
}

async fn whatever_is_sent_a_page_is_shown(engine: Engine) {
    let world = world(engine, &["ja", "en"]).await;
    let long = "en-x ".repeat(3_000);
    for ui_locales in [
        "../../etc/passwd",
        "<script>",
        "*",
        "\u{202e}",
        "en;q=1",
        &long[..4_000],
    ] {
        let found = spoken(&world, ui_locales, "x;q=,;,q=2,*;q=0.1").await;
        assert!(["ja", "en"].contains(&found.as_str()), "{found}");
    }
}

async fn other_pages_follow_the_browser(engine: Engine) {
    let world = world(engine, &["en", "de"]).await;
    let browser = world.browser().with_header("accept-language", "de");
    let lost = browser.get("/u/login?state=gone").await.expect(400);
    assert_eq!(language_of(&lost), "de");
    let home = browser.get("/").await.expect(200);
    assert_eq!(language_of(&home), "de");
    let english = browser.get("/?ui_locales=en").await.expect(200);
    assert_eq!(language_of(&english), "en");
    let error = browser.get("/authorize?client_id=nobody").await.expect(403);
    assert_eq!(language_of(&error), "de");
    // What the developer of the application reads is in English.
    assert!(
        error
            .body
            .contains("<dd lang=\"en\" dir=\"ltr\">Unknown client"),
        "{}",
        error.body
    );
}
