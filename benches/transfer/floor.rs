//! The floor: the same writes in one prepared statement each, sent by pgbench straight to Postgres.
//!
//! The scripts stand beside this file. Every client counts `i` up and derives its keys from it, so that what one script
//! has inserted the next one finds.

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use tempfile::TempDir;

use crate::operations::Operation;
use crate::postgres::Postgres;
use crate::process;
use crate::server::Setup;
use crate::watchdog;

const DATABASE: &str = "floor";
/// As many as the server's pool has connections by default.
const CLIENTS: u64 = 16;
/// Of one client: a number and not a time, so that every client leaves as much as the next script takes.
const TRANSACTIONS_PER_SECOND: u64 = 250;

const FAMILIES: &str = "
    INSERT INTO refresh_families (id, user_id, client_id, online, scope, authenticated_at, created_at, expires_at,
                                  idle_expires_at, head_digest, counter, rotating, initial_device, last_device)
    SELECT PREFIX || n, 'auth0|' || md5(n::text), 'native-static', FALSE, 'offline_access', 1900000000000,
           1900000000000, 2000000000000, 2000000000000, md5(PREFIX || n), 1, FALSE, '{\"ip\":{\"known\":\"127.0.0.1\"}}',
           '{\"ip\":{\"known\":\"127.0.0.1\"},\"user_agent\":\"bench\"}'
      FROM generate_series(0, LAST) n";

/// One script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// One row by its key, which the server has no operation for: what a round trip costs.
    Select,
    Issue,
    IssueRotating,
    Redeem,
    TakeCode,
}

impl Script {
    /// What stands beside this operation.
    pub fn beside(operation: Operation) -> Option<Self> {
        match operation {
            Operation::Health => Some(Self::Select),
            Operation::IssueRotating => Some(Self::IssueRotating),
            Operation::Issue => Some(Self::Issue),
            Operation::Redeem => Some(Self::Redeem),
            Operation::TakeCode => Some(Self::TakeCode),
            _ => None,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Select => include_str!("floor/select.sql"),
            Self::Issue => include_str!("floor/issue.sql"),
            Self::IssueRotating => include_str!("floor/issue_rotating.sql"),
            Self::Redeem => include_str!("floor/redeem.sql"),
            Self::TakeCode => include_str!("floor/take_code.sql"),
        }
    }

    /// Counts the rows that a script has left, where it leaves any: a statement that finds nothing does not fail.
    fn left(self) -> Option<&'static str> {
        match self {
            Self::Select => None,
            Self::Issue => Some("SELECT count(*) FROM session_transfers WHERE id LIKE 'issued-%'"),
            Self::IssueRotating => {
                Some("SELECT count(*) FROM session_transfers WHERE id LIKE 'rotated-%'")
            }
            Self::Redeem => Some("SELECT count(*) FROM codes"),
            Self::TakeCode => Some("SELECT count(*) FROM codes WHERE used_at IS NOT NULL"),
        }
    }
}

/// What a script made of Postgres.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Floor {
    pub per_second: f64,
    pub postgres_ms: f64,
}

/// A database of the same schema, for pgbench alone.
pub struct Database {
    /// Transactions of one client in one run.
    transactions: u64,
    scripts: TempDir,
}

impl Database {
    /// Makes and fills it.
    pub fn create(postgres: &Postgres, setup: &Setup, seconds: u64) -> Result<Self> {
        let url = postgres.create_database(DATABASE)?;
        setup.migrate(&url)?;
        seed(postgres, "family-", 10_000)?;
        Ok(Self {
            transactions: seconds * TRANSACTIONS_PER_SECOND,
            scripts: watchdog::directory(),
        })
    }

    /// Prepares what this round's scripts use up.
    pub fn begin_round(&self, postgres: &Postgres, round: u16) -> Result<()> {
        seed(postgres, &format!("rotating-{round}-"), CLIENTS)?;
        postgres.psql(DATABASE, "ANALYZE").map(drop)
    }

    /// Runs a script.
    pub fn run(&self, postgres: &mut Postgres, script: Script, round: u16) -> Result<Floor> {
        let path = self.scripts.path().join("script.sql");
        std::fs::write(&path, script.text())?;
        let arguments = [
            "--protocol=prepared",
            "--no-vacuum",
            "--jobs=2",
            "--define=i=0",
            &format!("--define=round={round}"),
            &format!("--client={CLIENTS}"),
            &format!("--transactions={}", self.transactions),
            &format!("--file={}", path.display()),
        ];
        let arguments = arguments.map(str::to_owned);
        let pid = postgres.pid();
        let before = process::cpu_with_children(pid)?;
        let report = postgres.pgbench(DATABASE, &arguments)?;
        let used = process::cpu_with_children(pid)? - before;
        if let Some(left) = script.left() {
            let rows: u64 = postgres.psql(DATABASE, left)?.trim().parse()?;
            let expected = CLIENTS * self.transactions * u64::from(round);
            ensure!(rows == expected, "{script:?} left {rows} of {expected}");
        }
        Ok(Floor {
            per_second: tps(&report)?,
            postgres_ms: used / (CLIENTS * self.transactions) as f64,
        })
    }
}

fn seed(postgres: &Postgres, prefix: &str, number: u64) -> Result<()> {
    let insert = FAMILIES
        .replace("PREFIX", &format!("'{prefix}'"))
        .replace("LAST", &(number - 1).to_string());
    postgres.psql(DATABASE, &insert).map(drop)
}

fn tps(report: &str) -> Result<f64> {
    let line = report.lines().find_map(|line| line.strip_prefix("tps = "));
    let number = line.and_then(|line| line.split(' ').next());
    Ok(number
        .with_context(|| format!("no tps in {report}"))?
        .parse()?)
}
