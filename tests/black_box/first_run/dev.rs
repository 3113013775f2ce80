//! `footbridge dev`: what it prints can be pasted, and it works behind a mapped port. Its database is
//! always SQLite.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::*;

/// A demo server, with what it has printed so far and logged so far.
struct Dev {
    process: Guarded,
    printed: std::path::PathBuf,
    logged: std::path::PathBuf,
}

impl Dev {
    /// Starts it and waits until the last line of the script is printed.
    async fn start(setup: &Setup, arguments: &[&str]) -> Self {
        let folder = setup.database().directory();
        let (printed, logged) = (folder.join("printed"), folder.join("logged"));
        let file = |path: &Path| File::create(path).expect("our own directory");
        let mut command = setup.command(&[&["dev"], arguments].concat());
        command.env_clear().env("TMPDIR", folder);
        command.stdout(file(&printed)).stderr(file(&logged));
        let process = Guarded::spawn(&mut command).expect("the built binary");
        let mut dev = Self {
            process,
            printed,
            logged,
        };
        let start = Instant::now();
        while !dev.printed().contains("userinfo") {
            let ended = dev.process.child().try_wait().expect("our own child");
            assert!(ended.is_none(), "it ended: {ended:?} {}", dev.logged());
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "nothing to paste is printed"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        // The last line may be on its way.
        tokio::time::sleep(Duration::from_millis(300)).await;
        dev
    }

    fn printed(&self) -> String {
        std::fs::read_to_string(&self.printed).expect("our own file")
    }

    fn logged(&self) -> String {
        std::fs::read_to_string(&self.logged).expect("our own file")
    }

    /// The lines to paste: from the one that names the issuer to the last.
    fn script(&self) -> String {
        let text = self.printed();
        let at = text.find("\nISSUER=").expect("the issuer's line");
        text[at + 1..].trim_end().to_owned()
    }

    /// Where it really listens.
    fn address(&self) -> String {
        let script = self.script();
        let line = script.lines().next().expect("the issuer's line");
        line["ISSUER=".len()..].replace("localhost", "127.0.0.1")
    }

    fn stop(&mut self) {
        self.process.signal("TERM");
        assert_eq!(self.process.wait(), Some(0), "{}", self.logged());
    }
}

/// Types the lines into a shell, as a person would paste them.
fn pasted(shell: &[&str], script: &str, folder: &Path) -> (String, String) {
    let input = folder.join("script");
    std::fs::write(&input, format!("{script}\nexit\n")).expect("our own directory");
    let run = Command::new(shell[0])
        .args(&shell[1..])
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin")
        .env("HOME", folder)
        .stdin(File::open(&input).expect("our own file"))
        .stderr(Stdio::piped())
        .output()
        .unwrap_or_else(|error| panic!("{} has to be installed: {error}", shell[0]));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&run.stdout), text(&run.stderr))
}

#[tokio::test]
async fn its_lines_make_a_whole_transfer_in_every_shell() {
    let setup = Setup::first_start(Engine::Sqlite).await;
    let mut dev = Dev::start(&setup, &["--listen", "127.0.0.1:0"]).await;
    let folder = setup.database().directory();
    // Interactive, which is where zsh takes `#` for a command and `'` in a comment for a quote.
    let shells: [&[&str]; 3] = [&["sh"], &["bash", "--norc", "-i"], &["zsh", "-f", "-i"]];
    for shell in shells {
        let (said, noise) = pasted(shell, &dev.script(), folder);
        assert!(
            said.contains("\"email\":\"ada@example.com\""),
            "{shell:?}: userinfo ends it: {said}\n{noise}"
        );
        for complaint in ["not found", "error", "bad substitution", "no matches"] {
            assert!(!noise.contains(complaint), "{shell:?}: {noise}");
        }
    }
    dev.stop();
    let files = std::fs::read_dir(folder).expect("our own directory");
    let left = files
        .map(|file| {
            file.expect("a file")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .filter(|name| name.starts_with("footbridge-dev"));
    assert_eq!(left.collect::<Vec<_>>(), Vec::<String>::new());
}

#[tokio::test]
async fn it_is_not_shown_to_the_network_unless_it_is_told_to() {
    let setup = Setup::first_start(Engine::Sqlite).await;
    let refused = setup.run(&["dev", "--listen", "0.0.0.0:0"]);
    let text = String::from_utf8_lossy(&refused.stderr);
    assert!(
        refused.status.code() == Some(1) && text.contains("--expose"),
        "{refused:?}"
    );
}

/// As `docker run --publish 8123:4000` has it.
#[tokio::test]
async fn behind_a_mapped_port_the_issuer_has_that_port() {
    let setup = Setup::first_start(Engine::Sqlite).await;
    let mut dev = Dev::start(&setup, &["--listen", "0.0.0.0:0", "--expose"]).await;
    let warning = "every client that reaches this port knows its password";
    assert_eq!(dev.logged().matches(warning).count(), 1, "{}", dev.logged());
    let http = reqwest::Client::new();
    let at = |path: &str| format!("{}{path}", dev.address());
    let issuer = async |host: &str| {
        let request = http.get(at(".well-known/openid-configuration"));
        let answer = request
            .header("host", host)
            .send()
            .await
            .expect("an answer");
        answer.json::<Value>().await.expect("JSON")["issuer"].clone()
    };
    assert_eq!(issuer("localhost:8123").await, "http://localhost:8123/");
    assert_eq!(issuer("127.0.0.1:8123").await, "http://localhost:8123/");
    assert_eq!(issuer("[::1]").await, "http://localhost/");
    let own = dev.address().replace("127.0.0.1", "localhost");
    assert_eq!(issuer("attacker.example:8123").await, own);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", "example-automation"),
        ("client_secret", "example-automation-secret"),
        ("audience", "http://localhost:8123/api/v2/"),
    ];
    let request = http
        .post(at("oauth/token"))
        .header("host", "localhost:8123");
    let answer = request.form(&form).send().await.expect("an answer");
    let token = answer.json::<Value>().await.expect("JSON")["access_token"].clone();
    let request = http
        .get(at("api/v2/clients"))
        .header("host", "localhost:8123");
    let request = request.bearer_auth(token.as_str().expect("a token"));
    assert_eq!(request.send().await.expect("an answer").status(), 200);
    let script = dev.script();
    assert!(dev.printed().contains("Behind a mapped port"), "{script}");
    dev.stop();
}
