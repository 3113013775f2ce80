//! Which sentences of refusals no snapshot has. `without_snapshot.txt` lists them, each below the reason.
//!
//! A sentence is found by what stands before it in the source ([`OPENERS`]): one that comes about in another way is not
//! missed here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use regex::Regex;

/// What a string literal with a sentence follows.
const OPENERS: &str = r#"(?xs)
    (?: refuse\(\s*(?:format!\(\s*)?
      | \.because\(\s*
      | invalid\(\s*
      | Exists\(\s*
      | NotPossible\(\s*
      | NotAllowed\(\s*
      | Rule\(\s*(?:format!\(\s*)?
      | bail!\(\s*
      | \.error\(\s*(?:format!\(\s*)?
      | ApiError::new\([^"]{0,60}
      | Self::\w+\ =>\s
      | \#\[error\(\s*
      | let\ (?:text|sentence|problem|why|reason|message|wrong|error)\ =\s*(?:format!\(\s*)?
      | Mismatch::at\([^"]*?
    )
    "((?:[^"\\]|\\.)*)""#;

#[test]
fn every_sentence_of_a_refusal_is_in_a_snapshot_or_listed() {
    let snapshots = snapshots();
    let is_shown = |sentence: &String| snapshots.lines().any(|line| has(line, sentence));
    let missing: BTreeSet<String> = sentences().into_iter().filter(|s| !is_shown(s)).collect();
    let list = root().join("tests/black_box/wire/without_snapshot.txt");
    let list = fs::read_to_string(list).expect("our own file");
    let listed = list
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    let listed: BTreeSet<String> = listed.map(str::to_owned).collect();
    let new: Vec<_> = missing.difference(&listed).collect();
    assert!(
        new.is_empty(),
        "no snapshot has these: add a row to a table of wire/, or list them with the reason: {new:#?}"
    );
    let old: Vec<_> = listed.difference(&missing).collect();
    assert!(
        old.is_empty(),
        "listed, and in a snapshot or nowhere: {old:#?}"
    );
}

/// Every sentence in the sources of the program and its crates, tests left out.
fn sentences() -> BTreeSet<String> {
    let opener = Regex::new(OPENERS).expect("our own expression");
    let continued = Regex::new(r"\\\n\s*").expect("our own expression");
    let mut found = BTreeSet::new();
    for file in ["src", "crates"].into_iter().flat_map(sources) {
        let text = fs::read_to_string(&file).expect("a source is text");
        let (shipped, _) = text
            .split_once("#[cfg(test)]\nmod tests {")
            .unwrap_or((&text, ""));
        let code = shipped
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"));
        let code = code.collect::<Vec<_>>().join("\n");
        for literal in opener.captures_iter(&code) {
            let sentence = continued.replace_all(&literal[1], "");
            let sentence = sentence.replace("\\\"", "\"").replace("\\n", " ");
            if sentence.len() > 7 && sentence.contains(' ') {
                found.insert(sentence);
            }
        }
    }
    found
}

fn sources(top: &str) -> Vec<PathBuf> {
    let top = root().join(top);
    let (mut found, mut open) = (vec![], vec![top]);
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).expect("a directory of ours") {
            let path = entry.expect("a directory of ours").path();
            let is_of_tests = path.ends_with("tests") || path.ends_with("tests.rs");
            if path.is_dir() && !is_of_tests {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && !is_of_tests {
                found.push(path);
            }
        }
    }
    found
}

/// The snapshots as they are written, and with the escapes of JSON, HTML and URLs resolved.
fn snapshots() -> String {
    let folder = root().join("tests/black_box/snapshots");
    let mut all = String::new();
    for entry in fs::read_dir(folder).expect("a directory of ours") {
        let path = entry.expect("a directory of ours").path();
        all += &fs::read_to_string(path).expect("a snapshot is text");
    }
    let decoded = percent_decode_str(&all.replace('+', " "))
        .decode_utf8_lossy()
        .into_owned();
    let mut all = all + &decoded;
    for (escaped, plain) in [
        ("\\\"", "\""),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        all = all.replace(escaped, plain);
    }
    all
}

/// Whether the line has the sentence, with anything at its placeholders.
fn has(line: &str, sentence: &str) -> bool {
    let mut rest = line;
    let parts = sentence.split('{').enumerate();
    let mut parts = parts.map(|(n, part)| match n {
        0 => part,
        _ => part.split_once('}').map_or(part, |(_, text)| text),
    });
    parts.all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
