//! Asks a subject, and writes down what it answered.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::operation::{Kind, Operation, Outcome};

/// What a history is taken of: a server, or a small program of a test's own on the same database.
pub trait Subject: Sync {
    /// What showing one of its secrets does.
    const SHOWN: Kind;

    /// What the store's clock says. It stands still while something is asked.
    fn clock(&self) -> i64;

    /// Gives a new secret. Some are given by another subject alone, in exchange for one of its own.
    fn issue(&self, _process: usize) -> impl Future<Output = Told> + Send {
        async { Told::refused() }
    }

    fn show(&self, process: usize, secret: &str) -> impl Future<Output = Told> + Send;

    /// Ends a secret. Some end only with the one that they came of.
    fn revoke(&self, _process: usize, _secret: &str) -> impl Future<Output = Told> + Send {
        async { Told::refused() }
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Told {
    pub outcome: Outcome,
    pub given: Option<String>,
    pub expires: Option<i64>,
    pub whose: Option<String>,
}

impl Told {
    pub fn done() -> Self {
        Self {
            outcome: Outcome::Acknowledged,
            given: None,
            expires: None,
            whose: None,
        }
    }

    pub fn refused() -> Self {
        Self {
            outcome: Outcome::Refused,
            ..Self::done()
        }
    }

    pub fn unknown() -> Self {
        Self {
            outcome: Outcome::Unknown,
            ..Self::done()
        }
    }

    /// Done, and here is a secret.
    pub fn gave(secret: &str, expires: Option<i64>) -> Self {
        Self {
            given: Some(secret.to_owned()),
            expires,
            ..Self::done()
        }
    }
}

/// Everything that was asked, by all who ask at once.
#[derive(Default)]
pub struct Recorder {
    counter: AtomicU64,
    operations: Mutex<Vec<Operation>>,
}

impl Recorder {
    /// A new secret. One that nobody was told of is not in the history: nobody can show it.
    pub async fn issue<S: Subject>(&self, subject: &S, process: usize) -> Option<String> {
        let begun = self.begin(subject, Kind::Issue, ("", ""), process);
        let told = subject.issue(process).await;
        let given = told.given.clone();
        if let Some(secret) = &given {
            let key = secret.clone();
            self.end(Operation { key, ..begun }, told);
        }
        given
    }

    /// Shows a secret; `key` is the first of its line.
    pub async fn show<S: Subject>(
        &self,
        subject: &S,
        (key, secret): (&str, &str),
        process: usize,
    ) -> Told {
        let begun = self.begin(subject, S::SHOWN, (key, secret), process);
        let told = subject.show(process, secret).await;
        self.end(begun, told.clone());
        told
    }

    pub async fn revoke<S: Subject>(
        &self,
        subject: &S,
        (key, secret): (&str, &str),
        process: usize,
    ) -> Told {
        let begun = self.begin(subject, Kind::Revoke, (key, secret), process);
        let told = subject.revoke(process, secret).await;
        self.end(begun, told.clone());
        told
    }

    /// The history so far.
    pub fn operations(&self) -> Vec<Operation> {
        self.operations.lock().expect("no holder panics").clone()
    }

    fn begin<S: Subject>(
        &self,
        subject: &S,
        kind: Kind,
        (key, shown): (&str, &str),
        process: usize,
    ) -> Operation {
        Operation {
            kind,
            key: key.to_owned(),
            shown: shown.to_owned(),
            given: None,
            expires: None,
            whose: None,
            process,
            clock: subject.clock(),
            // Last, so that all of the request lies within.
            start: self.count(),
            end: u64::MAX,
            outcome: Outcome::Unknown,
        }
    }

    fn end(&self, begun: Operation, told: Told) {
        let operation = Operation {
            end: self.count(),
            outcome: told.outcome,
            given: told.given,
            expires: told.expires,
            whose: told.whose,
            ..begun
        };
        let mut operations = self.operations.lock().expect("no holder panics");
        operations.push(operation);
    }

    fn count(&self) -> u64 {
        self.counter.fetch_add(1, Ordering::SeqCst)
    }
}
