//! How many exchanges, redemptions and whole cycles a second, and at what cost in CPU: of the server over loopback, and
//! beside it of the same SQL under pgbench. `benches/README.md` says how to run and read it.

mod connection;
mod figures;
mod flags;
mod floor;
mod load;
mod operations;
mod postgres;
mod process;
mod server;
mod signature;
mod table;
mod tails;
mod tenant;
#[path = "../../tests/common/watchdog.rs"]
mod watchdog;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Parser;

use connection::Connection;
use figures::{Measured, Report, Round, Spread};
use flags::{Engine, Flags};
use floor::{Database, Script};
use operations::{Operation, Person, Stock};
use postgres::Postgres;
use server::{Server, Setup};
use signature::Signer;

/// What the server does after the answers, in batches of up to a second, belongs to them.
const SETTLE: Duration = Duration::from_millis(1_200);

/// A tail is looked at for that many times as long as an operation: one request in a hundred is what counts.
const TAIL: u32 = 3;

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<()> {
    let flags = Flags::parse();
    if !flags.bench {
        println!("not measured: run `cargo bench --bench transfer`");
        return Ok(());
    }
    // No handler for Ctrl-C: the watchdog ends whatever still runs when we are gone, however that comes about.
    let report = measure(&flags).await?;
    if let Some(path) = &flags.json {
        std::fs::write(path, serde_json::to_string_pretty(&report)?)?;
    }
    println!("{}", table::markdown(&report));
    let errors = report.errors();
    ensure!(errors.is_empty(), "errors:\n{}", errors.join("\n"));
    Ok(())
}

async fn measure(flags: &Flags) -> Result<Report> {
    let directory = watchdog::directory();
    let mut setup = Setup {
        binary: flags.binary.canonicalize()?,
        database_url: "sqlite://footbridge.db".to_owned(),
        directory: directory.path().to_owned(),
    };
    let (mut postgres, mut floor) = (None, None);
    if flags.engine == Engine::Postgres {
        let started = Postgres::start()?;
        setup.database_url = started.create_database("footbridge")?;
        floor = Some(Database::create(&started, &setup, flags.seconds)?);
        postgres = Some(started);
    }
    tenant::write(&setup.tenant(), flags.connections.into(), flags.action)?;
    let first = Server::start(&setup)?;
    let first_start_ms = first.start_ms;
    first.stop()?;
    let mut server = Server::start(&setup)?;
    tokio::time::sleep(SETTLE).await;
    let mut report = Report {
        engine: format!("{:?}", flags.engine),
        connections: flags.connections,
        seconds: flags.seconds,
        first_start_ms,
        start_ms: server.start_ms,
        idle_mb: server.resident()?,
        rounds: vec![],
        tails: vec![],
    };
    let people = people(&server, flags.connections).await?;
    let mut bench = Bench {
        server,
        postgres,
        floor,
        people,
        stock: Arc::default(),
        signer: Signer::new()?,
        time: Duration::from_secs(flags.seconds),
    };
    for number in 1..=flags.rounds {
        eprintln!("round {number} of {}", flags.rounds);
        report.rounds.push(bench.round(number).await?);
    }
    if flags.tails {
        let issue = report.measured(Operation::Issue, |m, _| Some(m.per_second));
        let peak = issue.median().context("nothing was measured")?;
        report.tails = bench.tails(peak).await?;
    }
    bench.server.stop()?;
    Ok(report)
}

/// Everybody logs in, one after the other: hashing is bounded anyway.
async fn people(server: &Server, number: u16) -> Result<Vec<Person>> {
    eprintln!("{number} people log in");
    let mut people = Vec::new();
    for number in 0..number {
        let mut connection = Connection::open(server.port).await?;
        people.push(Person::log_in(&mut connection, number.into()).await?);
    }
    Ok(people)
}

/// What the rounds need.
struct Bench {
    server: Server,
    postgres: Option<Postgres>,
    floor: Option<Database>,
    people: Vec<Person>,
    stock: Arc<Stock>,
    signer: Signer,
    time: Duration,
}

impl Bench {
    /// Every operation once, and right after it its floor, so that both see the machine in the same mood.
    async fn round(&mut self, number: u16) -> Result<Round> {
        self.stock.clear();
        if let (Some(postgres), Some(floor)) = (&self.postgres, &self.floor) {
            floor.begin_round(postgres, number)?;
        }
        let (mut signatures, mut operations) = (vec![], vec![]);
        for operation in Operation::ALL {
            signatures.push(self.signer.milliseconds()?);
            let mut measured = self.operation(operation).await?;
            eprintln!(
                "  {}: {:.0} a second",
                measured.operation, measured.per_second
            );
            if let (Some(postgres), Some(floor), Some(script)) =
                (&mut self.postgres, &self.floor, Script::beside(operation))
            {
                measured.floor = Some(floor.run(postgres, script, number)?);
            }
            operations.push(measured);
        }
        let signature = Spread::of(signatures).median();
        Ok(Round {
            signature_ms: signature.unwrap_or_default(),
            operations,
        })
    }

    async fn tails(&mut self, peak: f64) -> Result<Vec<tails::Tail>> {
        eprintln!("tails");
        let (port, people) = (self.server.port, &mut self.people);
        tails::measure((peak, self.time * TAIL), port, people, &self.stock).await
    }

    async fn operation(&mut self, operation: Operation) -> Result<Measured> {
        let before = self.used().await?;
        let (port, people) = (self.server.port, &mut self.people);
        let tally = load::run((operation, self.time), port, people, &self.stock).await?;
        tokio::time::sleep(SETTLE).await;
        let after = self.used().await?;
        let wal_bytes = match (&self.postgres, &before.wal_end, &after.wal_end) {
            (Some(postgres), Some(from), Some(to)) => postgres.wal_bytes(from, to)?,
            _ => None,
        };
        let requests = tally.requests().max(1.0);
        Ok(Measured {
            operation: operation.name(),
            requests: tally.requests(),
            per_second: tally.requests() / tally.seconds,
            p50_ms: tally.quantile(0.5),
            p99_ms: tally.quantile(0.99),
            server_ms: (after.server_ms - before.server_ms) / requests,
            postgres_ms: after
                .postgres_ms
                .zip(before.postgres_ms)
                .map(|(after, before)| (after - before) / requests),
            wal_bytes: wal_bytes.map(|bytes| bytes / requests),
            statements: (after.sql.statements - before.sql.statements) / requests,
            commits: (after.sql.commits - before.sql.commits) / requests,
            resident_mb: self.server.resident()?,
            errors: tally.errors,
            floor: None,
        })
    }

    async fn used(&mut self) -> Result<Used> {
        let sql = self.server.sql().await?;
        let wal_end = self.postgres.as_ref().map(Postgres::wal_end).transpose()?;
        let postgres = self.postgres.as_mut().map(Postgres::pid);
        Ok(Used {
            sql,
            server_ms: process::cpu(self.server.pid())?,
            postgres_ms: postgres.map(process::cpu_with_children).transpose()?,
            wal_end,
        })
    }
}

/// What the server has used so far, and Postgres if there is one.
struct Used {
    sql: server::Sql,
    server_ms: f64,
    postgres_ms: Option<f64>,
    wal_end: Option<String>,
}
