//! The figures as Markdown.

use std::fmt::Write;

use crate::figures::{Measured, Report};
use crate::floor::Floor;
use crate::operations::Operation;
use crate::tails::Tail;

const HEAD: &str = "\
| | a second | p50 / p99 ms | CPU ms: server + Postgres | in U: server + Postgres | spread | SQL | commits | WAL bytes | floor a second | floor CPU ms | floor U |
| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
";

const TAILS_HEAD: &str = "
| issue beside | of the peak | a second | p50 ms | p99 ms |
| --- | --: | --: | --: | --: |
";

/// The table, and above it what all of its rows share.
pub fn markdown(report: &Report) -> String {
    let mut text = String::new();
    let signature = report.signature();
    writeln!(
        text,
        "{}, {} connections, {} rounds of {} s. U = one RS256 signature = {} ms of CPU (±{} %). \
         Start {:.0} ms (on an empty database {:.0}). Memory {:.0} MB idle, {:.0} loaded.\n",
        report.engine,
        report.connections,
        report.rounds.len(),
        report.seconds,
        number(signature.median(), 3),
        number(signature.percent(), 0),
        report.start_ms,
        report.first_start_ms,
        report.idle_mb,
        report.loaded_mb(),
    )
    .expect("a string takes all");
    text.push_str(HEAD);
    for operation in Operation::ALL {
        text.push_str(&row(report, operation));
    }
    if !report.tails.is_empty() {
        text.push_str(TAILS_HEAD);
        report
            .tails
            .iter()
            .for_each(|one| text.push_str(&tail(one)));
    }
    text
}

fn tail(tail: &Tail) -> String {
    format!(
        "| {} | {:.0} % | {:.0} | {:.1} | {:.1} |\n",
        tail.beside,
        tail.share * 100.0,
        tail.per_second,
        tail.p50_ms,
        tail.p99_ms
    )
}

fn row(report: &Report, operation: Operation) -> String {
    let median = |figure: fn(&Measured, f64) -> Option<f64>| -> Option<f64> {
        report.measured(operation, figure).median()
    };
    let plain = |figure: fn(&Measured) -> f64| -> Option<f64> {
        report.measured(operation, |m, _| Some(figure(m))).median()
    };
    let floor = |figure: fn(Floor, f64) -> f64| report.floor(operation, figure).median();
    let whole = report.measured(operation, |m, unit| {
        Some((m.server_ms + m.postgres_ms.unwrap_or(0.0)) / unit)
    });
    let milliseconds = sum(plain(|m| m.server_ms), median(|m, _| m.postgres_ms), 3);
    let units = sum(
        median(|m, unit| Some(m.server_ms / unit)),
        median(|m, unit| Some(m.postgres_ms? / unit)),
        2,
    );
    format!(
        "| {} | {} | {} / {} | {} | {} | ±{} % | {} | {} | {} | {} | {} | {} |\n",
        operation.name(),
        number(plain(|m| m.per_second), 0),
        number(plain(|m| m.p50_ms), 1),
        number(plain(|m| m.p99_ms), 1),
        milliseconds,
        units,
        number(whole.percent(), 0),
        number(plain(|m| m.statements), 2),
        number(plain(|m| m.commits), 2),
        number(median(|m, _| m.wal_bytes), 0),
        number(floor(|floor, _| floor.per_second), 0),
        number(floor(|floor, _| floor.postgres_ms), 3),
        number(floor(|floor, unit| floor.postgres_ms / unit), 2),
    )
}

fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.digits$}"))
}

fn sum(server: Option<f64>, postgres: Option<f64>, digits: usize) -> String {
    match postgres {
        Some(_) => format!("{} + {}", number(server, digits), number(postgres, digits)),
        None => number(server, digits),
    }
}
