//! The server under measurement, as a child process.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::connection::Connection;
use crate::process;
use crate::watchdog::{self, Guarded};

/// Seals keys and secrets; what it protects is thrown away.
const SECRET_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const PATIENCE: Duration = Duration::from_secs(120);

/// How to start it.
pub struct Setup {
    pub binary: PathBuf,
    pub database_url: String,
    /// Its data directory, and where the tenant file is.
    pub directory: PathBuf,
}

impl Setup {
    /// Where the tenant file belongs.
    pub fn tenant(&self) -> PathBuf {
        self.directory.join("tenant.yaml")
    }

    /// `footbridge migrate` on some database.
    pub fn migrate(&self, database_url: &str) -> Result<()> {
        let output = self.command("migrate", database_url).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "footbridge migrate: {said}");
        Ok(())
    }

    /// The command with its default configuration, as far as it can be, and nothing of our own environment.
    fn command(&self, name: &str, database_url: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .arg(name)
            .env_clear()
            .env("FOOTBRIDGE_LISTEN", "127.0.0.1:0")
            .env("FOOTBRIDGE_DATABASE_URL", database_url)
            .env("FOOTBRIDGE_DATA_DIR", &self.directory)
            .env("FOOTBRIDGE_SECRET_KEY", SECRET_KEY)
            .env("FOOTBRIDGE_LOG_FORMAT", "json")
            // Each person asks for far more tokens than people do.
            .env("FOOTBRIDGE_RATE_LIMIT__TRANSFERS", "0")
            .current_dir(&self.directory)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command
    }
}

/// A running server.
pub struct Server {
    pub port: u16,
    /// Milliseconds from the start of the process until it listened.
    pub start_ms: f64,
    process: Guarded,
}

impl Server {
    /// Starts it and waits until it listens.
    pub fn start(setup: &Setup) -> Result<Self> {
        let mut command = setup.command("serve", &setup.database_url);
        command.env("FOOTBRIDGE_TENANT", setup.tenant());
        let begin = Instant::now();
        let mut process = Guarded::spawn(command.stderr(Stdio::piped()))
            .with_context(|| setup.binary.display().to_string())?;
        let stderr = process.child().stderr.take().context("stderr is piped")?;
        let (say, said) = mpsc::channel();
        // The log is read to its end, so that a full pipe never stops the server.
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                say.send(line).ok();
            }
        });
        let port = listening(&said)?;
        let start_ms = begin.elapsed().as_secs_f64() * 1e3;
        Ok(Self {
            port,
            start_ms,
            process,
        })
    }

    /// Its process.
    pub fn pid(&mut self) -> u32 {
        self.process.child().id()
    }

    /// SQL statements and explicit transactions so far, as the server counts them.
    pub async fn sql(&self) -> Result<Sql> {
        let answer = Connection::open(self.port).await?.get("/metrics").await?;
        ensure!(answer.status == 200, "/metrics: {}", answer.status);
        let text = String::from_utf8(answer.body)?;
        Ok(Sql {
            statements: counter(&text, "footbridge_sql_statements_total")?,
            commits: counter(&text, "footbridge_sql_commits_total")?,
        })
    }

    /// Memory in RAM, in megabytes.
    pub fn resident(&mut self) -> Result<f64> {
        process::resident(self.pid())
    }

    /// Ends it as an operator would, and makes sure that it is gone.
    pub fn stop(mut self) -> Result<()> {
        let pid = self.pid();
        self.process.signal("TERM");
        let code = self.process.wait();
        ensure!(code == Some(0), "the server ended with {code:?}");
        ensure!(!watchdog::is_alive(pid), "the server is still there");
        Ok(())
    }
}

/// The server's own count of its SQL.
#[derive(Clone, Copy)]
pub struct Sql {
    pub statements: f64,
    pub commits: f64,
}

fn counter(text: &str, name: &str) -> Result<f64> {
    let value = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    Ok(value.with_context(|| format!("no {name}"))?.parse()?)
}

/// The port of the one log line that says where the server listens.
fn listening(said: &mpsc::Receiver<String>) -> Result<u16> {
    let start = Instant::now();
    let mut log = String::new();
    while let Ok(line) = said.recv_timeout(PATIENCE.saturating_sub(start.elapsed())) {
        if let Some(port) = bound_port(&line) {
            return Ok(port);
        }
        log.push_str(&line);
        log.push('\n');
    }
    anyhow::bail!("the server does not say that it listens:\n{log}")
}

fn bound_port(line: &str) -> Option<u16> {
    let line: Value = serde_json::from_str(line).ok()?;
    if line["fields"]["message"] != "listening" {
        return None;
    }
    let (_, port) = line["fields"]["addr"].as_str()?.rsplit_once(':')?;
    port.parse().ok()
}
