//! What a newcomer meets first is true: the pinned toolchain, the paths in the documents, the commands of CI.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn one_version_of_rust_is_pinned() {
    let pinned = value("rust-toolchain.toml", "channel");
    let least = value("Cargo.toml", "rust-version");
    let dockerfile = read("Dockerfile");
    let images: Vec<_> = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("FROM rust:"))
        .collect();
    assert_eq!(images, [format!("{pinned}-bookworm AS build")]);
    assert!(
        pinned == least || pinned.starts_with(&format!("{least}.")),
        "Cargo.toml promises {least}, which the pinned {pinned} does not test"
    );
}

/// The image's first layer compiles the dependencies: without a crate's manifest it could not.
#[test]
fn the_dockerfile_copies_every_manifest() {
    let dockerfile = read("Dockerfile");
    let crates = fs::read_dir(root().join("crates")).expect("a directory of ours");
    let expected = crates.map(|entry| {
        let name = entry.expect("a directory of ours").file_name();
        let folder = format!("crates/{}/", name.to_string_lossy());
        format!("COPY {folder}Cargo.toml {folder}")
    });
    let is_manifest = |line: &&str| line.starts_with("COPY crates/") && line.contains("Cargo.toml");
    let found: BTreeSet<_> = dockerfile.lines().filter(is_manifest).collect();
    let expected: BTreeSet<_> = expected.collect();
    assert_eq!(found, expected.iter().map(String::as_str).collect());
}

#[test]
fn documents_link_to_files_that_exist() {
    let mut dead = BTreeSet::new();
    for document in documents() {
        let text = read(&document);
        let folder = Path::new(&document).parent().expect("a file has a folder");
        for target in links(&text).filter(|target| is_local(target)) {
            let file = target.split('#').next().unwrap_or_default();
            if !file.is_empty() && !root().join(folder).join(file).exists() {
                dead.insert(format!("{document} links to {target}"));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

/// A how-to that names a file that has moved sends its reader nowhere.
#[test]
fn the_guides_name_files_that_exist() {
    let mut dead = BTreeSet::new();
    let mut named = 0;
    for document in [
        "CONTRIBUTING.md",
        "docs/development.md",
        "docs/glossary.md",
        "SECURITY.md",
    ] {
        for path in paths(&read(document)) {
            named += 1;
            if !root().join(&path).exists() {
                dead.insert(format!("{document} names {path}"));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
    assert!(
        named > 40,
        "only {named} paths were found: is `paths` broken?"
    );
}

#[test]
fn workflows_and_recipes_call_parts_that_the_check_script_has() {
    let script = read(".ci/run");
    let parts = line_after(&script, "PARTS=(").trim_end_matches(')');
    let mut called = BTreeSet::new();
    for file in files(".github/workflows")
        .into_iter()
        .chain(["justfile".to_owned()])
    {
        for line in read(&file).lines() {
            if let Some((_, arguments)) = line.split_once(".ci/run ") {
                called.extend(arguments.split_whitespace().map(str::to_owned));
            }
        }
    }
    assert!(!called.is_empty(), "no workflow calls .ci/run");
    for part in called {
        assert!(
            parts.split(' ').any(|known| known == part),
            ".ci/run has no part {part}, only {parts}"
        );
    }
}

#[test]
fn links_and_paths_are_found() {
    let text =
        "[a](docs/a.md#b) and ![b](c.svg), `src/x.rs`, `src/<name>/y.rs`, `cargo test` `docs/`";
    assert_eq!(links(text).collect::<Vec<_>>(), ["docs/a.md#b", "c.svg"]);
    assert_eq!(paths(text), ["src/x.rs", "docs/"]);
    assert!(!is_local("https://rustup.rs") && is_local("../LICENSE"));
}

/// The targets of Markdown links.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
}

fn is_local(target: &str) -> bool {
    !target.contains(':')
}

/// What stands in backticks and is a path from the root, without placeholders.
fn paths(text: &str) -> Vec<String> {
    const FOLDERS: [&str; 12] = [
        ".ci/",
        ".github/",
        "assets/",
        "benches/",
        "config/",
        "crates/",
        "docs/",
        "fuzz/",
        "migrations/",
        "src/",
        "templates/",
        "tests/",
    ];
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .filter(|path| FOLDERS.iter().any(|folder| path.starts_with(folder)))
        .filter(|path| !path.contains(['<', '*', ' ', '{', '…']))
        .map(str::to_owned)
        .collect()
}

/// Every Markdown file that a reader is sent to.
fn documents() -> Vec<String> {
    let places = [".", ".github", "docs", "benches", "fuzz", "tests/facts"];
    let all = places.into_iter().flat_map(files);
    all.filter(|file| file.ends_with(".md")).collect()
}

/// The files of one folder, by their paths from the root.
fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|e| panic!("{folder}: {e}"));
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let relative = |path: PathBuf| {
        path.strip_prefix(root())
            .expect("below it")
            .display()
            .to_string()
    };
    paths.filter(|path| path.is_file()).map(relative).collect()
}

/// The string that a line `key = "…"` gives.
fn value(file: &str, key: &str) -> String {
    line_after(&read(file), &format!("{key} = "))
        .trim_matches('"')
        .to_owned()
}

/// The rest of the first line that begins so.
fn line_after<'a>(text: &'a str, beginning: &str) -> &'a str {
    text.lines()
        .find_map(|line| line.strip_prefix(beginning))
        .unwrap_or_else(|| panic!("no line begins with {beginning}"))
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
