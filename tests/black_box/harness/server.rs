//! The built binary as a child process.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;

use super::prepared;
use super::tenant::Tenant;
use crate::common::Engine;
use crate::common::postgres::Postgres;
use crate::common::watchdog::{self, Guarded};

const PATIENCE: Duration = Duration::from_secs(60);

/// What a command has printed.
pub fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes))
        .concat()
}

/// A database of a test's own, and the directory that goes with it.
pub struct Database {
    pub url: String,
    directory: TempDir,
}

impl Database {
    pub async fn create(engine: Engine) -> Self {
        let url = match engine {
            Engine::Sqlite => "sqlite://footbridge.db".to_owned(),
            Engine::Postgres => Postgres::shared().create_database().await,
        };
        Self::at(url)
    }

    /// A database in a Postgres of the test's own.
    pub async fn inside(postgres: &Postgres) -> Self {
        Self::at(postgres.create_database().await)
    }

    /// The data directory: a file made here stays until the database goes.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// Does to the database what no request can.
    pub async fn execute(&self, sql: &str) {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        let done = if self.url.starts_with("sqlite:") {
            let url = format!(
                "sqlite://{}",
                self.directory().join("footbridge.db").display()
            );
            let mut connection = SqliteConnection::connect(&url).await.expect("a file");
            sql.execute(&mut connection).await.map(drop)
        } else {
            let connection = PgConnection::connect(&self.url).await;
            sql.execute(&mut connection.expect("Postgres answers"))
                .await
                .map(drop)
        };
        done.expect("a statement of the test");
    }

    pub fn at(url: String) -> Self {
        Self {
            url,
            directory: watchdog::directory(),
        }
    }
}

/// How to start a server: a database, a tenant, and settings by their environment names.
#[derive(Clone)]
pub struct Setup {
    database: Arc<Database>,
    environment: Vec<(String, String)>,
    /// The soft and the hard limit of open files, where they are not our own.
    descriptors: Option<(u32, u32)>,
}

impl Setup {
    /// Test mode on a free port with the standard tenant of a few people. The database has its tables and its first
    /// keys, unsealed where Postgres holds them: the same keys in every test.
    pub async fn new(engine: Engine) -> Self {
        Self::on(Arc::new(prepared::database(engine).await)).tenant(&Tenant::standard(4))
    }

    /// The same on an empty database: for a test of the first start, or with a `SECRET_KEY` of its own.
    pub async fn first_start(engine: Engine) -> Self {
        Self::on(Arc::new(Database::create(engine).await)).tenant(&Tenant::standard(4))
    }

    /// Test mode on a free port, on this database and without a tenant.
    pub fn on(database: Arc<Database>) -> Self {
        let directory = database.directory().display().to_string();
        let url = database.url.clone();
        Self {
            database,
            environment: vec![],
            descriptors: None,
        }
        .set("LISTEN", "127.0.0.1:0")
        .set("TEST_MODE", "true")
        .set("DRAIN_DELAY", "0s")
        // A machine that runs many tests is slow.
        .set("DATABASE_STATEMENT_TIMEOUT", "10s")
        .set("DATABASE_URL", &url)
        .set("DATA_DIR", &directory)
        .set("LOG_FORMAT", "json")
    }

    /// Sets `FOOTBRIDGE_…`.
    pub fn set(mut self, key: &str, value: &str) -> Self {
        let key = format!("FOOTBRIDGE_{key}");
        self.environment.retain(|(known, _)| *known != key);
        self.environment.push((key, value.to_owned()));
        self
    }

    /// Starts the server with these limits of open files.
    pub fn with_descriptors(self, soft: u32, hard: u32) -> Self {
        Self {
            descriptors: Some((soft, hard)),
            ..self
        }
    }

    /// Has the server trust the certificates of a file, and call addresses of this machine.
    pub fn calling(mut self, certificates: &Path) -> Self {
        let path = certificates.display().to_string();
        self.environment.push(("SSL_CERT_FILE".to_owned(), path));
        self.set("ACTIONS__ALLOW_PRIVATE_ADDRESSES", "true")
    }

    /// Starts the server with a library between it and the system.
    pub fn preloading(mut self, library: &Path, settings: &[(&str, &Path)]) -> Self {
        let settings = [("LD_PRELOAD", library)]
            .into_iter()
            .chain(settings.iter().copied());
        let settings = settings.map(|(name, path)| (name.to_owned(), path.display().to_string()));
        self.environment.extend(settings);
        self
    }

    /// Writes the tenant file and has the server import it.
    pub fn tenant(self, tenant: &Tenant) -> Self {
        let path = self.database.directory().join("tenant.yaml");
        tenant.write(&path);
        self.set("TENANT", &path.display().to_string())
    }

    pub fn database(&self) -> &Arc<Database> {
        &self.database
    }

    /// Runs one command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the built binary")
    }

    /// The command as a shell would start it, with nothing of our own environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let binary = env!("CARGO_BIN_EXE_footbridge");
        let mut command = match self.descriptors {
            None => Command::new(binary),
            Some((soft, hard)) => {
                let limits =
                    format!("ulimit -S -n {soft}; ulimit -H -n {hard}; exec \"$0\" \"$@\"");
                let mut shell = Command::new("/bin/sh");
                shell.args(["-c", &limits, binary]);
                shell
            }
        };
        command
            .args(arguments)
            .env_clear()
            .envs(self.environment.iter().cloned())
            .current_dir(self.database.directory())
            .stdin(Stdio::null());
        command
    }

    /// Starts the server and waits until it listens.
    pub async fn start(&self) -> Arc<Server> {
        let mut command = self.command(&["serve"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = Guarded::spawn(&mut command).expect("the built binary");
        let log = Arc::new(Mutex::new(String::new()));
        let stdout = process.child().stdout.take().expect("stdout is piped");
        collect(stdout, &log);
        let stderr = process.child().stderr.take().expect("stderr is piped");
        collect(stderr, &log);
        let port = listening(&mut process, &log).await;
        let key = "FOOTBRIDGE_ISSUER".to_owned();
        let issuer = self.environment.iter().find(|(known, _)| *known == key);
        Arc::new(Server {
            issuer: issuer.map_or(format!("http://localhost:{port}/"), |(_, url)| url.clone()),
            port,
            process: Mutex::new(process),
            log,
            setup: self.clone(),
        })
    }
}

/// Adds the lines of a stream to the log, as they come.
fn collect(stream: impl Read + Send + 'static, log: &Arc<Mutex<String>>) {
    let sink = Arc::clone(log);
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let mut log = sink.lock().expect("no holder panics");
            log.push_str(&line);
            log.push('\n');
        }
    });
}

async fn listening(process: &mut Guarded, log: &Mutex<String>) -> u16 {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let text = log.lock().expect("no holder panics").clone();
        if let Some(port) = text.lines().find_map(bound_port) {
            return port;
        }
        let ended = process.child().try_wait().expect("our own child");
        assert!(
            ended.is_none(),
            "the server ended with {ended:?} before it listened:\n{text}"
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let text = log.lock().expect("no holder panics").clone();
    panic!("the server does not say that it listens:\n{text}");
}

/// The port of the one log line that says where the server listens, in either format.
fn bound_port(line: &str) -> Option<u16> {
    let Ok(json) = serde_json::from_str::<Value>(line) else {
        let (_, addr) = line.split_once(": listening addr=")?;
        let (addr, _) = addr.split_once(' ')?;
        return addr.rsplit_once(':')?.1.parse().ok();
    };
    if json["fields"]["message"] != "listening" {
        return None;
    }
    let (_, port) = json["fields"]["addr"].as_str()?.rsplit_once(':')?;
    port.parse().ok()
}

/// A running server.
pub struct Server {
    /// With its trailing slash.
    pub issuer: String,
    pub port: u16,
    process: Mutex<Guarded>,
    log: Arc<Mutex<String>>,
    setup: Setup,
}

impl Server {
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// What it has said, on standard output and standard error.
    pub fn log(&self) -> String {
        self.log.lock().expect("no holder panics").clone()
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.process.lock().expect("no holder panics").child().id()
    }

    /// `kill -9`, and waits until it is gone.
    pub fn kill(&self) {
        self.process.lock().expect("no holder panics").kill();
    }

    pub fn pid(&self) -> u32 {
        self.process.lock().expect("no holder panics").child().id()
    }

    pub fn signal(&self, name: &str) {
        self.process.lock().expect("no holder panics").signal(name);
    }

    /// Waits (without blocking the runtime) for its end and gives the exit code.
    pub async fn exit_code(&self) -> Option<i32> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(code) = self.ended() {
                return code;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the server does not end:\n{}", self.log());
    }

    fn ended(&self) -> Option<Option<i32>> {
        let mut process = self.process.lock().expect("no holder panics");
        let status = process.child().try_wait().expect("our own child");
        status.map(|_| process.wait())
    }

    /// A path in the directory of its database.
    pub fn file(&self, name: &str) -> PathBuf {
        self.setup.database.directory().join(name)
    }
}

#[test]
fn the_listening_line_is_recognised() {
    let line = r#"{"timestamp":"2026-01-01T00:00:00Z","level":"INFO",
        "fields":{"message":"listening","addr":"127.0.0.1:4711"},"target":"footbridge"}"#;
    assert_eq!(bound_port(line), Some(4711));
    assert_eq!(
        bound_port(r#"{"fields":{"message":"ready","addr":"127.0.0.1:1"}}"#),
        None
    );
    let line = "2026-01-01T00:00:00Z  INFO footbridge::cli::server: listening addr=127.0.0.1:1 issuer=\"x\"";
    assert_eq!(bound_port(line), Some(1));
    assert_eq!(bound_port("listening addr=127.0.0.1:1"), None);
}
