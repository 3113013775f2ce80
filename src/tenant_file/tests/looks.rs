//! The theme and the template of pages: imported, changed, left alone, and exported.

use std::fs;

use super::*;
use crate::tenant_file::write;

/// The theme of the documentation.
fn documented() -> &'static str {
    let document = include_str!("../../../docs/tenant-file.md");
    let (_, section) = document.split_once("## `themes`").expect("the section");
    let (_, rest) = section.split_once("```yaml\n").expect("its example");
    rest.split_once("```").expect("the end of the example").0
}

#[tokio::test]
async fn a_theme_is_made_changed_and_left_alone() {
    let store = store().await;
    let text = documented();
    let made = ["create the Management API", "create the theme of pages"];
    assert_eq!(changes(&store, text).await, made);
    assert_eq!(changes(&store, text).await, Vec::<String>::new());
    let made = state(&store).await.theme.expect("a theme");
    assert_eq!(made.settings["displayName"], "Our theme");

    let exported = text.replace("  - displayName", "  - themeId: 0123\n    displayName");
    let changed = exported.replace("page_layout: center", "page_layout: left");
    let summary = run(&store, &file(&changed), ImportMode::Always)
        .await
        .unwrap();
    assert_eq!(
        summary.changes,
        ["change the theme of pages: page_background"]
    );
    let after = state(&store).await.theme.expect("a theme");
    assert_eq!(after.id, made.id, "an import does not choose ids");
    assert_eq!(after.settings["page_background"]["page_layout"], "left");
    assert_eq!(
        changes(&store, "themes: []").await,
        Vec::<String>::new(),
        "nothing is deleted"
    );

    let text = write::render(SECTIONS, &state(&store).await, &settings());
    assert!(!text.contains("themeId"), "{text}");
    assert_eq!(changes(&store, &text).await, Vec::<String>::new());
    let elsewhere = super::store().await;
    run(&elsewhere, &file(&text), ImportMode::Always)
        .await
        .unwrap();
    let there = state(&elsewhere).await.theme.expect("a theme");
    assert_eq!(there.settings, after.settings);
}

#[tokio::test]
async fn a_theme_is_held_to_the_rules_of_requests() {
    let two = documented().replace("themes:\n", "themes:\n  - {}\n");
    for (text, problem) in [
        (two, "themes[0]"),
        (
            documented().replace("\"#d03c38\"", "red"),
            "themes[0].colors.error: must be a color such as #ffffff",
        ),
        (
            documented().replace("page_layout: center", "page_layout: top"),
            "themes[0].page_background.page_layout",
        ),
    ] {
        let refused = refusal(&text).await;
        assert!(refused.contains(problem), "{refused}");
    }
}

const TEMPLATE: &str =
    "<html><head>{%- auth0:head -%}</head><body>{%- auth0:widget -%}</body></html>\n";

#[tokio::test]
async fn a_template_is_in_a_file_beside_the_tenants() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put(
        "yaml/tenant.yaml",
        "branding: {templates: [{template: universal_login, body: ./branding_templates/universal_login.html}]}",
    );
    put("yaml/branding_templates/universal_login.html", TEMPLATE);
    put("directory/branding/branding.json", "{}");
    let item = json!({"template": "universal_login", "body": "./universal_login.html"});
    let item = item.to_string();
    put("directory/branding/templates/universal_login.json", &item);
    put(
        "directory/branding/templates/universal_login.html",
        TEMPLATE,
    );
    for name in ["yaml/tenant.yaml", "directory"] {
        let values = HashMap::new();
        let placeholders = Placeholders::new(&values, "localhost:4000").unwrap();
        let file = read::read(SECTIONS, &folder.path().join(name), &placeholders).unwrap();
        let store = store().await;
        let summary = run(&store, &file, ImportMode::Always).await.unwrap();
        let made = ["create the Management API", "create the template of pages"];
        assert_eq!(summary.changes, made, "{name}");
        assert!(summary.warnings.is_empty(), "{:?}", summary.warnings);
        let made = state(&store).await.page_template.expect("a template");
        assert_eq!(made.source(), TEMPLATE);

        let text = write::render(SECTIONS, &state(&store).await, &settings());
        assert_eq!(changes(&store, &text).await, Vec::<String>::new());
        let elsewhere = super::store().await;
        run(&elsewhere, &super::file(&text), ImportMode::Always)
            .await
            .unwrap();
        let there = state(&elsewhere).await.page_template;
        assert_eq!(there, Some(made));
    }
}

#[tokio::test]
async fn a_template_is_held_to_the_rules_of_requests() {
    for (template, problem) in [
        (
            "{template: universal_login}",
            "branding.templates[0].body: must be a string",
        ),
        (
            "{template: universal_login, body: '<html></html>'}",
            "branding.templates[0].body: The template has to contain the tag {%- auth0:head -%}.",
        ),
        (
            "{template: universal_login, body: ../secret.html}",
            "branding.templates[0].body: must be code, or the name of a file",
        ),
    ] {
        let refused = refusal(&format!("branding: {{templates: [{template}]}}")).await;
        assert!(refused.contains(problem), "{refused}");
    }
}
