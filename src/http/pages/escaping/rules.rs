//! What templates keep to, so that escaping is enough.

use std::path::Path;

/// What the escaping relies on: it is never switched off, and no value stands where it would not do.
#[test]
fn templates_keep_to_the_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Messages are no pages: mail programs know no style sheets.
        if path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        // The one style sheet within a page is ours as a whole, and the policy has its hash.
        let text = text.replace("<style>{{ STYLE|safe }}</style>", "");
        let without_blanks: String = text.split_whitespace().collect();
        for banned in [
            "|safe",
            "|escape",
            "{%filter",
            "style=",
            "<style",
            "javascript:",
        ] {
            assert!(!without_blanks.contains(banned), "{path:?}: {banned}");
        }
        for (before, _) in text.match_indices("{{").map(|(at, _)| text.split_at(at)) {
            let Some((_, tag)) = before.rsplit_once('<') else {
                continue;
            };
            let quoted = tag.matches('"').count() % 2 == 1;
            assert!(tag.contains('>') || quoted, "{path:?}: unquoted value");
        }
        let handler = |word: &str| word.starts_with("on") && word.contains('=');
        assert!(
            !text.split_whitespace().any(handler),
            "{path:?}: event handler"
        );
        for script in text.split("<script").skip(1) {
            let (tag, content) = script.split_once('>').unwrap();
            assert!(
                tag.contains("src=\"") && content.starts_with("</script>"),
                "{path:?}: inline script"
            );
        }
        seen += 1;
    }
    assert!(seen > 0, "no templates were read");
}
