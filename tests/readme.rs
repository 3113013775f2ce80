//! What the README says to type works when it is typed.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const README: &str = include_str!("../README.md");
const BINARY: &str = env!("CARGO_BIN_EXE_footbridge");

/// A server that ends with the test.
struct Dev(Child);

impl Drop for Dev {
    fn drop(&mut self) {
        // It may have ended by itself, which is what the test then says.
        let _gone = self.0.kill();
        let _status = self.0.wait();
    }
}

#[test]
fn the_tour_can_be_pasted() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let printed = directory.path().join("printed");
    let output = fs::File::create(&printed).expect("our own directory");
    let mut command = quiet(BINARY, directory.path());
    command.args(["dev", "--listen", "127.0.0.1:0"]);
    command.env("TMPDIR", directory.path());
    let child = command.stdout(output).stderr(Stdio::null()).spawn();
    let mut dev = Dev(child.expect("the built binary"));
    let issuer = issuer(&printed, &mut dev.0);
    let tour = blocks("sh tour").join("\n");
    let address = "ISSUER=http://localhost:4000\n";
    assert!(tour.starts_with(address), "the tour begins with the issuer");
    let script = tour.replacen(address, &format!("ISSUER={issuer}\n"), 1);
    let run = quiet("sh", directory.path())
        .args(["-ec", &script])
        .output()
        .expect("a shell");
    let said = assert_succeeded(&run);
    assert!(said.contains("\"email\":\"ada@example.com\""), "{said}");
    assert_eq!(said.matches("/u/login?state=").count(), 3, "{said}");
    let last = said.lines().last().unwrap_or_default();
    assert!(
        last.starts_with("http://localhost:3000/callback?code="),
        "{said}"
    );
}

#[test]
fn an_empty_directory_becomes_a_server() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let script = blocks("sh operations").join("\n");
    let said = assert_succeeded(&with_footbridge(directory.path(), &script));
    assert!(said.contains("client_secret="), "{said}");
    assert!(said.contains("0 changes"), "{said}");
}

#[test]
fn a_server_for_tools_speaks_https_and_knows_its_machine() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = socket.local_addr().expect("it is bound").port();
    drop(socket);
    let setup = blocks("sh https")
        .join("\n")
        .replace("4443", &port.to_string());
    let token = r#"curl -fsS --cacert tls/ca.pem "https://$AUTH0_DOMAIN/oauth/token" \
        -d grant_type=client_credentials -d "audience=https://$AUTH0_DOMAIN/api/v2/" \
        -u "$AUTH0_CLIENT_ID:$AUTH0_CLIENT_SECRET""#;
    let script = format!("trap 'kill $!' EXIT\n{setup}\n{token}");
    let said = assert_succeeded(&with_footbridge(directory.path(), &script));
    assert!(said.contains("\"access_token\""), "{said}");
}

#[test]
fn the_production_file_is_understood() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let file = directory.path().join("footbridge.toml");
    fs::write(&file, blocks("toml production").join("\n")).expect("our own directory");
    // The database of the example is nobody's; everything else is read from the file.
    let script =
        "FOOTBRIDGE_DATABASE_URL=sqlite://footbridge.db footbridge check --config footbridge.toml";
    let said = assert_succeeded(&with_footbridge(directory.path(), script));
    assert!(said.contains("https://login.example.com/"), "{said}");
}

#[test]
fn there_is_no_command_that_is_not_run() {
    assert_eq!(blocks("sh run"), ["cargo run --release -- dev"]);
    assert_eq!(blocks("sh test"), ["cargo test"]);
    let openings = README
        .lines()
        .filter(|line| line.starts_with("```") && line.len() > 3);
    for opening in openings {
        let known = [
            "text",
            "sh run",
            "sh test",
            "sh tour",
            "sh operations",
            "sh https",
            // By `tests/compat/run`, with the tools that it installs.
            "sh tools",
            "toml production",
        ];
        assert!(
            known.contains(&&opening[3..]),
            "{opening} is run by nothing"
        );
    }
    assert!(README.contains("\n## Performance\n"));
}

/// Where the tour's server listens, from what it prints.
fn issuer(printed: &Path, process: &mut Child) -> String {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) {
        let text = fs::read_to_string(printed).expect("our own file");
        let ended = process.try_wait().expect("our own child");
        assert!(ended.is_none(), "it ended: {ended:?} {text}");
        let line = text
            .lines()
            .find_map(|line| line.trim().strip_prefix("Issuer"));
        if let Some(issuer) = line.filter(|line| line.ends_with('/')) {
            return issuer.trim().trim_end_matches('/').to_owned();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the server does not say where it listens");
}

/// A script in a directory, with the built binary where a shell finds it.
fn with_footbridge(directory: &Path, script: &str) -> Output {
    let programs = Path::new(BINARY).parent().expect("it is in a directory");
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", programs.display());
    quiet("sh", directory)
        .env("PATH", path)
        .args(["-ec", script])
        .output()
        .expect("a shell")
}

/// A command with nothing of our own environment.
fn quiet(program: &str, directory: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin")
        .current_dir(directory)
        .stdin(Stdio::null());
    command
}

#[track_caller]
fn assert_succeeded(run: &Output) -> String {
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    let noise = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}\n{noise}");
    said
}

/// The code blocks with this word behind their fence.
fn blocks(kind: &str) -> Vec<String> {
    let opening = format!("```{kind}\n");
    let bodies = README.split(opening.as_str()).skip(1);
    bodies
        .map(|rest| {
            let (body, _) = rest.split_once("\n```").expect("the block ends");
            body.to_owned()
        })
        .collect()
}
