//! `footbridge dev`: what it prints can be pasted.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::harness::*;

/// What is printed by the time the server answers, read from a file that grows.
async fn printed(path: &std::path::Path, process: &mut Guarded) -> String {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) {
        let text = std::fs::read_to_string(path).expect("our own file");
        let ended = process.child().try_wait().expect("our own child");
        assert!(ended.is_none(), "it ended: {ended:?} {text}");
        if text.contains("/userinfo") {
            // The last lines may be on their way.
            tokio::time::sleep(Duration::from_millis(300)).await;
            return std::fs::read_to_string(path).expect("our own file");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nothing to paste is printed");
}

/// The lines to paste: from the first `curl` to the last, with what continues them.
fn script(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let calls = |line: &&str| line.contains("curl ");
    let first = lines.iter().position(calls).expect("a curl line");
    let mut last = lines.iter().rposition(calls).expect("a curl line");
    while lines[last].ends_with('\\') {
        last += 1;
    }
    lines[first..=last].join("\n")
}

#[tokio::test]
async fn its_curl_lines_make_a_whole_transfer() {
    let setup = Setup::new(Engine::Sqlite).await;
    let path = setup.database().directory().join("printed");
    let output = std::fs::File::create(&path).expect("our own directory");
    let mut command = setup.command(&["dev", "--listen", "127.0.0.1:0"]);
    command
        .env_clear()
        .env("TMPDIR", setup.database().directory());
    command.stdout(output).stderr(Stdio::null());
    let mut process = Guarded::spawn(&mut command).expect("the built binary");
    let script = script(&printed(&path, &mut process).await);
    let run = Command::new("sh")
        .args(["-ec", &script])
        .output()
        .expect("a shell");
    let (said, noise) = (
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
    assert!(run.status.success(), "{script}\n{said}\n{noise}");
    assert!(
        said.contains("\"email\""),
        "userinfo ends it: {script}\n{said}\n{noise}"
    );
    process.signal("TERM");
    assert_eq!(process.wait(), Some(0));
    let files = std::fs::read_dir(setup.database().directory()).expect("our own directory");
    let names: Vec<_> = files
        .map(|file| file.expect("a file").file_name())
        .collect();
    assert!(
        names
            .iter()
            .all(|name| ["printed", "tenant.yaml"].contains(&name.to_str().unwrap_or(""))),
        "it leaves nothing: {names:?}"
    );
}

#[tokio::test]
async fn it_is_not_shown_to_the_network() {
    let setup = Setup::new(Engine::Sqlite).await;
    let refused = setup.run(&["dev", "--listen", "0.0.0.0:0"]);
    let text = String::from_utf8_lossy(&refused.stderr);
    assert!(
        refused.status.code() == Some(1) && text.contains("--expose"),
        "{refused:?}"
    );
}

#[test]
fn a_script_is_cut_out_of_what_is_printed() {
    let text = "issuer: x\n  A=$(curl a \\\n   -d b)\n# then\n  curl c \\\n   d\nbye\n";
    assert_eq!(
        script(text),
        "  A=$(curl a \\\n   -d b)\n# then\n  curl c \\\n   d"
    );
}
