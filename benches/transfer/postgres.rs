//! A throw-away Postgres as it is shipped: `fsync` and `synchronous_commit` are on.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::watchdog::{self, Guarded};

const HOW_TO_INSTALL: &str = "this needs the Postgres server programs, pg_waldump and pgbench in PATH or under \
     /usr/lib/postgresql: `apt-get install postgresql postgresql-contrib`";
const USER: &str = "footbridge";

/// A Postgres server that listens on a socket only.
pub struct Postgres {
    process: Guarded,
    directory: TempDir,
}

impl Postgres {
    /// Makes a data directory and starts a server on it.
    pub fn start() -> Result<Self> {
        let directory = watchdog::directory();
        if let Some((uid, gid)) = unprivileged()? {
            std::os::unix::fs::chown(directory.path(), Some(uid), Some(gid))?;
        }
        let data = directory.path().join("data");
        let mut initdb = server_program("initdb")?;
        initdb.arg("--pgdata").arg(&data);
        initdb.args(["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        succeeded(initdb.args(["--username", USER]))?;
        let mut command = server_program("postgres")?;
        command.arg("-D").arg(&data).arg("-k").arg(directory.path());
        command.args(["-c", "listen_addresses="]);
        let log = std::fs::File::create(directory.path().join("log"))?;
        let process = Guarded::spawn(command.stdout(Stdio::null()).stderr(log))?;
        let mut postgres = Self { process, directory };
        postgres.wait_until_it_answers()?;
        Ok(postgres)
    }

    /// The process that all others of this server are children of.
    pub fn pid(&mut self) -> u32 {
        self.process.child().id()
    }

    /// A new, empty database; gives its URL.
    pub fn create_database(&self, name: &str) -> Result<String> {
        self.psql("postgres", &format!("CREATE DATABASE {name}"))?;
        let path = self.directory.path().to_string_lossy().into_owned();
        let host: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
        Ok(format!("postgres://{USER}@localhost/{name}?host={host}"))
    }

    /// Runs SQL and gives the rows, unaligned.
    pub fn psql(&self, database: &str, sql: &str) -> Result<String> {
        let mut psql = program("psql")?;
        self.address(&mut psql, database);
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]);
        succeeded(psql.args(["--set=ON_ERROR_STOP=1", "--command", sql]))
    }

    /// Where its log of changes (WAL) ends.
    pub fn wal_end(&self) -> Result<String> {
        let end = self.psql("postgres", "SELECT pg_current_wal_flush_lsn()")?;
        Ok(end.trim().to_owned())
    }

    /// The bytes of records between two ends of that log, without the images of whole pages, whose number is that of the
    /// pages touched since a checkpoint; `None` where a checkpoint has meanwhile thrown the beginning away.
    pub fn wal_bytes(&self, from: &str, to: &str) -> Result<Option<f64>> {
        let mut dump = server_program("pg_waldump")?;
        let log = self.directory.path().join("data/pg_wal");
        dump.arg("--path")
            .arg(log)
            .args(["--stats", "--start", from, "--end", to]);
        let Ok(statistics) = succeeded(&mut dump) else {
            return Ok(None);
        };
        // `Total  records  bytes [share]  bytes of images [share]  both [100%]`
        let total = statistics.lines().find(|line| line.starts_with("Total"));
        let total = total.context("pg_waldump shows no total")?;
        let bytes = total.split_whitespace().nth(2);
        Ok(Some(bytes.context("pg_waldump shows no bytes")?.parse()?))
    }

    /// Runs pgbench with these arguments and gives its report.
    pub fn pgbench(&self, database: &str, arguments: &[String]) -> Result<String> {
        let mut pgbench = program("pgbench")?;
        self.address(&mut pgbench, "");
        succeeded(pgbench.args(arguments).arg(database))
    }

    fn address(&self, command: &mut Command, database: &str) {
        command.arg("--host").arg(self.directory.path());
        command.args(["--username", USER]);
        if !database.is_empty() {
            command.args(["--dbname", database]);
        }
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        for _ in 0..500 {
            if let Some(status) = self.process.child().try_wait()? {
                let log = std::fs::read_to_string(self.directory.path().join("log"))?;
                bail!("Postgres ended with {status}: {log}");
            }
            if self.psql("postgres", "SELECT 1").is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(40));
        }
        bail!("Postgres does not answer")
    }
}

impl Drop for Postgres {
    /// Not by `kill -9`: it would leave its shared memory behind.
    fn drop(&mut self) {
        self.process.signal("QUIT");
        self.process.wait();
    }
}

fn succeeded(command: &mut Command) -> Result<String> {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output()?;
    let said = String::from_utf8_lossy(&stderr);
    ensure!(status.success(), "{:?}: {said}", command.get_program());
    Ok(String::from_utf8(stdout)?)
}

/// One that the server refuses to run as root: then it runs as its own user.
fn server_program(name: &str) -> Result<Command> {
    let mut command = program(name)?;
    if let Some((uid, gid)) = unprivileged()? {
        command.uid(uid).gid(gid);
    }
    Ok(command)
}

/// One of Postgres's programs.
fn program(name: &str) -> Result<Command> {
    let mut command = Command::new(find(name)?.context(HOW_TO_INSTALL)?);
    command.stdin(Stdio::null()).current_dir("/");
    Ok(command)
}

/// Where it is installed; before the wrappers in PATH, which choose among versions by a configuration of their own.
fn find(name: &str) -> Result<Option<PathBuf>> {
    let installed = std::fs::read_dir("/usr/lib/postgresql");
    let mut versions: Vec<PathBuf> = installed
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin").join(name)))
        .filter(|path| path.exists())
        .collect();
    versions.sort();
    if let Some(newest) = versions.pop() {
        return Ok(Some(newest));
    }
    let found = Command::new("sh")
        .args(["-c", "command -v -- \"$1\"", "find", name])
        .output()?;
    let path = String::from_utf8(found.stdout)?.trim().to_owned();
    Ok((!path.is_empty()).then(|| path.into()))
}

/// The user to run Postgres as, when we are root.
fn unprivileged() -> Result<Option<(u32, u32)>> {
    if std::fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    let entry = users.lines().find(|line| line.starts_with("postgres:"));
    let mut fields = entry.context(HOW_TO_INSTALL)?.split(':').skip(2);
    let mut number = || fields.next().context("a short line in /etc/passwd");
    Ok(Some((number()?.parse()?, number()?.parse()?)))
}
