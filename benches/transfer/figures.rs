//! What was measured, and what many rounds of it say.

use serde::Serialize;

use crate::floor::Floor;
use crate::operations::Operation;
use crate::tails::Tail;

/// One operation in one round.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    pub operation: &'static str,
    pub requests: f64,
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// CPU a request.
    pub server_ms: f64,
    /// CPU a request of all of Postgres's processes.
    pub postgres_ms: Option<f64>,
    /// Bytes of Postgres's log of changes a request, without images of whole pages.
    pub wal_bytes: Option<f64>,
    /// Sent by the server, a request.
    pub statements: f64,
    /// Of explicit transactions, a request.
    pub commits: f64,
    pub resident_mb: f64,
    pub errors: Vec<String>,
    pub floor: Option<Floor>,
}

/// One round over all operations.
#[derive(Debug, Serialize)]
pub struct Round {
    /// CPU of one RS256 signature: the unit.
    pub signature_ms: f64,
    pub operations: Vec<Measured>,
}

/// Everything.
#[derive(Debug, Serialize)]
pub struct Report {
    pub engine: String,
    pub connections: u16,
    pub seconds: u64,
    pub first_start_ms: f64,
    pub start_ms: f64,
    pub idle_mb: f64,
    pub rounds: Vec<Round>,
    pub tails: Vec<Tail>,
}

impl Round {
    fn of(&self, operation: Operation) -> Option<&Measured> {
        let mut all = self.operations.iter();
        all.find(|measured| measured.operation == operation.name())
    }

    /// The floor of a whole cycle is that of its three steps, one after the other.
    fn floor(&self, operation: Operation) -> Option<Floor> {
        if operation != Operation::Cycle {
            return self.of(operation)?.floor;
        }
        let steps = [Operation::Issue, Operation::Redeem, Operation::TakeCode];
        let (mut seconds, mut postgres_ms) = (0.0, 0.0);
        for step in steps {
            let floor = self.of(step)?.floor?;
            seconds += 1.0 / floor.per_second;
            postgres_ms += floor.postgres_ms;
        }
        Some(Floor {
            per_second: 1.0 / seconds,
            postgres_ms,
        })
    }
}

impl Report {
    /// One figure of an operation over all rounds, given with the unit of its round.
    pub fn measured(
        &self,
        operation: Operation,
        figure: impl Fn(&Measured, f64) -> Option<f64>,
    ) -> Spread {
        let rounds = self.rounds.iter();
        Spread::of(
            rounds
                .filter_map(|round| figure(round.of(operation)?, round.signature_ms))
                .collect(),
        )
    }

    /// The same of the operation's floor.
    pub fn floor(&self, operation: Operation, figure: impl Fn(Floor, f64) -> f64) -> Spread {
        let rounds = self.rounds.iter();
        Spread::of(
            rounds
                .filter_map(|round| Some(figure(round.floor(operation)?, round.signature_ms)))
                .collect(),
        )
    }

    /// The unit.
    pub fn signature(&self) -> Spread {
        Spread::of(self.rounds.iter().map(|round| round.signature_ms).collect())
    }

    /// The most memory that the server held after any operation.
    pub fn loaded_mb(&self) -> f64 {
        let all = self.rounds.iter().flat_map(|round| &round.operations);
        all.map(|measured| measured.resident_mb)
            .fold(self.idle_mb, f64::max)
    }

    /// What went wrong, with the name of the operation.
    pub fn errors(&self) -> Vec<String> {
        let rounds = self.rounds.iter().flat_map(|round| &round.operations);
        let rounds = rounds.map(|measured| (measured.operation, &measured.errors));
        let tails = self.tails.iter().map(|tail| (tail.beside, &tail.errors));
        let named = |(name, said): (&str, &Vec<String>)| -> Vec<String> {
            said.iter()
                .map(|error| format!("{name}: {error}"))
                .collect()
        };
        rounds.chain(tails).flat_map(named).collect()
    }
}

/// The same figure of several rounds, in order.
pub struct Spread(Vec<f64>);

impl Spread {
    /// Of these figures, which come in any order.
    pub fn of(mut figures: Vec<f64>) -> Self {
        figures.sort_by(f64::total_cmp);
        Self(figures)
    }

    /// The middle one; `None` when nothing was measured.
    pub fn median(&self) -> Option<f64> {
        let (low, high) = (self.0.len().checked_sub(1)? / 2, self.0.len() / 2);
        Some((self.0[low] + self.0[high]) / 2.0)
    }

    /// Half of the way from the least to the greatest, in hundredths of the median; one figure has no spread.
    pub fn percent(&self) -> Option<f64> {
        if self.0.len() < 2 {
            return None;
        }
        let (least, greatest) = (self.0.first()?, self.0.last()?);
        Some((greatest - least) / 2.0 / self.median()? * 100.0)
    }
}
