//! One line of a history.

use std::fmt::{self, Display, Formatter};

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A new secret.
    Issue,
    /// What a secret opens as often as it is shown.
    Use,
    /// What a secret gives once.
    Redeem,
    /// A successor of the secret that was shown.
    Rotate,
    /// The end of a secret, and of all that came of it.
    Revoke,
}

/// What the answer said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Acknowledged,
    /// The secret is no good (any more).
    Refused,
    /// Nothing: no answer, a time-out, a 5xx. It may have been done or not.
    Unknown,
}

/// What must hold of every history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// L1: what was given is there until something ends it.
    Durability,
    /// L2: of several at once, at most one redeems a secret.
    AtMostOnce,
    /// L3: a secret that was used up stays used up.
    StaysUsed,
    /// L4: nothing begun after a revocation succeeds.
    Revocation,
    /// L5: nothing begun after the expiry succeeds.
    Expiry,
    /// L6: rotating secrets are one line, and one that is shown again ends it.
    Rotation,
    /// L7: what succeeds was issued, and to the one whom the answer names.
    NoPhantom,
}

/// One request and its answer. Its beginning and end are numbers of one counter: what ended with a lower number than
/// another began with was over before.
#[derive(Clone, Debug)]
pub struct Operation {
    pub kind: Kind,
    /// The secret that it is about; of rotating ones the first of the line.
    pub key: String,
    /// The secret that was shown; nothing for an issue.
    pub shown: String,
    /// The secret that the answer gave.
    pub given: Option<String>,
    /// When that one expires, by the store's clock.
    pub expires: Option<i64>,
    /// Whom the answer names.
    pub whose: Option<String>,
    pub process: usize,
    pub start: u64,
    pub end: u64,
    /// What the store's clock said at the beginning.
    pub clock: i64,
    pub outcome: Outcome,
}

impl Operation {
    /// Whether a secret that was shown was good.
    pub fn succeeded(&self) -> bool {
        self.shows() && self.outcome == Outcome::Acknowledged
    }

    /// Whether a secret that was shown was no good.
    pub fn was_refused(&self) -> bool {
        self.shows() && self.outcome == Outcome::Refused
    }

    fn shows(&self) -> bool {
        matches!(self.kind, Kind::Use | Kind::Redeem | Kind::Rotate)
    }

    /// Whether it was over before the other began.
    pub fn precedes(&self, other: &Self) -> bool {
        self.end < other.start
    }
}

impl Display for Operation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:>6} to {:<6} process {}, clock {}: {:?} {}",
            self.start,
            self.end,
            self.process,
            self.clock,
            self.kind,
            short(&self.shown)
        )?;
        if let Some(given) = &self.given {
            write!(f, " -> {}", short(given))?;
        }
        if let Some(expires) = self.expires {
            write!(f, " until {expires}")?;
        }
        if let Some(whose) = &self.whose {
            write!(f, " of {whose}")?;
        }
        write!(f, ": {:?}", self.outcome)
    }
}

/// Enough of a secret to know it again.
pub fn short(secret: &str) -> &str {
    let end = secret.char_indices().nth(24).map(|(at, _)| at);
    &secret[..end.unwrap_or(secret.len())]
}
