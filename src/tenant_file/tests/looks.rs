//! The theme: imported, changed, left alone, and exported.

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
    assert_eq!(changes(&store, text).await, ["create the theme of pages"]);
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
