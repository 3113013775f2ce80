//! `docs/tenant-file.md` tells of every section, and its examples are imported without a word.

use super::*;

const DOCUMENT: &str = include_str!("../../../docs/tenant-file.md");

/// The examples, in their order.
fn examples() -> Vec<&'static str> {
    let rest = DOCUMENT.split("\n```yaml\n").skip(1);
    rest.map(|text| text.split_once("\n```\n").unwrap().0)
        .collect()
}

/// The tenant as `footbridge export` writes it, users and all.
async fn exported(store: &Store) -> String {
    let folder = tempfile::tempdir().unwrap();
    let written = write::export(SECTIONS, store, &settings(), folder.path()).await;
    std::fs::read_to_string(written.unwrap()).unwrap()
}

#[tokio::test]
async fn the_examples_of_the_document_make_one_tenant() {
    let store = store().await;
    for text in examples() {
        let summary = run(&store, &file(text), ImportMode::Strict).await.unwrap();
        assert_eq!(left_out(&summary), "", "{text}");
        assert_eq!(summary.warnings, Vec::<String>::new(), "{text}");
        assert!(!summary.changes.is_empty(), "{text}");
        assert_eq!(changes(&store, text).await, Vec::<String>::new(), "{text}");
        let exported = exported(&store).await;
        let changes = changes(&store, &exported).await;
        assert_eq!(changes, Vec::<String>::new(), "{text}\n{exported}");
    }
    let state = state(&store).await;
    assert_eq!((state.clients.len(), state.client_grants.len()), (3, 2));
    assert!(password_hash(&store, "grace@example.com").await.is_some());
}

#[test]
fn every_section_is_documented_with_an_example() {
    for section in SECTIONS.0.iter().map(|section| section.key) {
        assert!(
            DOCUMENT.contains(&format!("\n## `{section}`\n")),
            "{section}"
        );
        let key = format!("{section}:\n");
        assert!(
            examples().iter().any(|text| text.starts_with(&key)),
            "{section}"
        );
    }
}
