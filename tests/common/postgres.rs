//! A throw-away Postgres: found on this machine, made by `initdb`, listening on a socket only.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use sqlx::{Connection, PgConnection};
use tempfile::TempDir;

use super::watchdog::{self, Guarded};

const HOW_TO_INSTALL: &str = "these tests need the Postgres server programs (initdb, postgres) in \
     PATH or under /usr/lib/postgresql: `apt-get install postgresql`, `dnf install \
     postgresql-server` or `brew install postgresql`";

static SHARED: LazyLock<Postgres> = LazyLock::new(|| Postgres::start(Durability::Fast));
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// What a crash of the machine may lose. A crash of Postgres alone loses nothing with either.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// As shipped: for the tests that kill it.
    Full,
    /// No `fsync`: for everything else.
    Fast,
}

/// One Postgres server.
pub struct Postgres {
    directory: TempDir,
    durability: Durability,
    process: Mutex<Option<Guarded>>,
}

impl Postgres {
    /// The server that all tests of this binary share.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// A server of its own.
    pub fn start(durability: Durability) -> Self {
        let directory = watchdog::directory();
        give_away(directory.path());
        let postgres = Self {
            directory,
            durability,
            process: Mutex::new(None),
        };
        let output = program("initdb")
            .arg("--pgdata")
            .arg(postgres.data())
            .args(["--username=footbridge", "--auth=trust", "--no-sync"])
            .args(["--encoding=UTF8", "--locale=C", "--no-instructions"])
            .output()
            .unwrap_or_else(|error| panic!("initdb: {error}; {HOW_TO_INSTALL}"));
        assert!(
            output.status.success(),
            "initdb failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        postgres.run();
        postgres
    }

    /// `kill -9` of all its processes: left to themselves, its backends would finish what they do, and answer.
    pub fn kill(&self) {
        let process = self.process.lock().expect("no holder panics").take();
        let mut process = process.expect("it runs");
        let postmaster = process.child().id();
        let backends = children(postmaster);
        // At one moment, and the postmaster first. It fails where some have ended by themselves meanwhile.
        let _all_gone = Command::new("kill")
            .args(["-KILL".to_owned(), postmaster.to_string()])
            .args(backends)
            .stderr(Stdio::null())
            .status();
        process.kill();
    }

    /// Starts it (again) on its data directory and waits until it answers.
    pub fn run(&self) {
        let settings: &[&str] = match self.durability {
            Durability::Full => &["fsync=on"],
            Durability::Fast => &["fsync=off", "full_page_writes=off"],
        };
        let mut command = program("postgres");
        command.arg("-D").arg(self.data());
        command.arg("-k").arg(self.directory.path());
        command.args(["-c", "listen_addresses=", "-c", "max_connections=400"]);
        for setting in settings {
            command.args(["-c", setting]);
        }
        // The log goes to a file: a failing start is explained from there.
        let log = self.directory.path().join("log");
        for _ in 0..100 {
            let file = std::fs::File::create(&log).expect("our own directory");
            command.stderr(file).stdout(Stdio::null());
            let mut process = Guarded::spawn(&mut command).expect("initdb was there too");
            if self.answers(&mut process) {
                *self.process.lock().expect("no holder panics") = Some(process);
                return;
            }
            // After a kill the old backends hold the shared memory for another moment.
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = std::fs::read_to_string(&log).unwrap_or_default();
        panic!("Postgres does not start: {log}");
    }

    /// A new, empty database; gives its URL.
    pub async fn create_database(&self) -> String {
        self.create("template1").await
    }

    /// A new database with all that the one of this name has, which has no connection now; gives its URL.
    pub async fn create(&self, template: &str) -> String {
        let name = format!("t{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect(&self.url("postgres"))
            .await
            .expect("Postgres answers");
        let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE {template}"));
        sqlx::raw_sql(create)
            .execute(&mut connection)
            .await
            .expect("the name is free, and the template is not in use");
        connection.close().await.expect("Postgres answers");
        self.url(&name)
    }

    fn url(&self, database: &str) -> String {
        let directory = self.directory.path().to_str().expect("we chose the name");
        let host = form_urlencoded::byte_serialize(directory.as_bytes()).collect::<String>();
        format!("postgres://footbridge@localhost/{database}?host={host}")
    }

    fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    fn answers(&self, process: &mut Guarded) -> bool {
        loop {
            let ended = process.child().try_wait().expect("our own child").is_some();
            if ended {
                process.wait();
                return false;
            }
            let ready = program("pg_isready")
                .args(["--quiet", "--dbname=postgres", "--host"])
                .arg(self.directory.path())
                .status();
            if ready.expect("it lies beside initdb").success() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Postgres {
    /// Not by `kill -9`: it would leave its shared memory behind.
    fn drop(&mut self) {
        if let Some(mut process) = self.process.lock().expect("no holder panics").take() {
            process.signal("QUIT");
            process.wait();
        }
    }
}

/// The ids of a process's children.
pub fn children(parent: u32) -> Vec<String> {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let is_child = |id: &String| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // Behind the name, which stands in parentheses: the state and then the parent.
        let behind = stat.rsplit_once(") ").map(|(_, behind)| behind);
        let found = behind.and_then(|behind| behind.split(' ').nth(1));
        found.is_some_and(|found| found == parent.to_string())
    };
    let ids = processes.map(|entry| entry.file_name().to_string_lossy().into_owned());
    ids.filter(is_child).collect()
}

/// One of Postgres's programs, run as its own user when we are root (it refuses root).
fn program(name: &str) -> Command {
    unprivileged_program(&find(name).unwrap_or_else(|| panic!("{HOW_TO_INSTALL}")))
}

/// A program that refuses root, as the user of Postgres when we are root.
pub fn unprivileged_program(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.stdin(Stdio::null()).current_dir("/");
    if let Some((uid, gid)) = unprivileged() {
        command.uid(uid).gid(gid);
    }
    command
}

fn find(name: &str) -> Option<PathBuf> {
    let found = Command::new("sh")
        .args(["-c", "command -v -- \"$1\"", "find", name])
        .output()
        .expect("a shell");
    let path = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    if found.status.success() && !path.is_empty() {
        return Some(path.into());
    }
    let mut versions: Vec<_> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin").join(name)))
        .filter(|path| path.exists())
        .collect();
    versions.sort();
    versions.pop()
}

/// Gives a directory to that user.
pub fn give_away(directory: &Path) {
    if let Some((uid, gid)) = unprivileged() {
        std::os::unix::fs::chown(directory, Some(uid), Some(gid))
            .expect("root may give directories away");
    }
}

/// The user to run Postgres as, when the tests run as root.
fn unprivileged() -> Option<(u32, u32)> {
    let we_are_root = std::fs::metadata("/proc/self").ok()?.uid() == 0;
    let users = std::fs::read_to_string(Path::new("/etc/passwd")).ok()?;
    let entry = users.lines().find(|line| line.starts_with("postgres:"));
    if !we_are_root {
        return None;
    }
    let mut fields = entry.expect(HOW_TO_INSTALL).split(':').skip(2);
    let mut number = || fields.next()?.parse().ok();
    Some((number()?, number()?))
}

#[test]
fn the_watchdog_list_and_the_signals_work() {
    let mut command = Command::new("sleep");
    let mut sleeper = Guarded::spawn(command.arg("60")).expect("sleep is everywhere");
    let pid = sleeper.child().id();
    assert!(watchdog::is_alive(pid));
    sleeper.signal("TERM");
    assert_eq!(sleeper.wait(), None);
    assert!(!watchdog::is_alive(pid));
}

#[tokio::test]
async fn a_killed_postgres_comes_back_with_its_data() {
    let postgres = Postgres::start(Durability::Full);
    let url = postgres.create_database().await;
    let mut connection = PgConnection::connect(&url).await.expect("it answers");
    sqlx::raw_sql("CREATE TABLE kept (value INTEGER); INSERT INTO kept VALUES (7)")
        .execute(&mut connection)
        .await
        .expect("a table");
    postgres.kill();
    postgres.run();
    let mut connection = PgConnection::connect(&url).await.expect("it answers again");
    let value: i32 = sqlx::query_scalar("SELECT value FROM kept")
        .fetch_one(&mut connection)
        .await
        .expect("the row was acknowledged");
    assert_eq!(value, 7);
}
