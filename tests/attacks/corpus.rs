//! The fuzzers' corpus, without a fuzzer: each input as it is, cut off at every place, and with each byte replaced.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/readers.rs"]
mod readers;

/// What parsers take for something.
const SPECIAL: &[u8] = b"\0\n %&=;\"\\/:*{(0\x80\xff";
/// Longer ones are read as they are.
const MOST_BYTES: usize = 256;

#[test]
fn no_input_of_the_corpus_breaks_a_reader() {
    for (name, read) in readers::ALL {
        let folder = Path::new("fuzz/corpus").join(name);
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut inputs = 0;
        for entry in entries {
            let input = fs::read(entry.expect("a readable folder").path()).expect("a file");
            inputs += 1;
            read(&input);
            if input.len() > MOST_BYTES {
                continue;
            }
            for place in 0..input.len() {
                read(&input[..place]);
                let mut changed = input.clone();
                for byte in SPECIAL {
                    changed[place] = *byte;
                    read(&changed);
                }
                let again = [&input[..place], &input[place..], &input[place..]].concat();
                read(&again);
            }
        }
        assert!(inputs >= 3, "{name} has {inputs}");
    }
}

#[test]
fn every_reader_is_a_target_of_the_fuzzer() {
    let manifest = fs::read_to_string("fuzz/Cargo.toml").expect("a manifest");
    for (name, _) in readers::ALL {
        let target = format!("path = \"fuzz_targets/{name}.rs\"");
        assert!(manifest.contains(&target), "{name}");
    }
}
