//! A connection to SQLite as the store has it. It is one by name only: it takes up a thread while a statement runs, and the
//! writer while a transaction is open.

use std::borrow::Cow;
use std::sync::mpsc;

use rusqlite::types::Value;
use tokio::sync::oneshot;

use super::super::error::Cut;
use super::super::record::{Ran, Record};
use super::open;
use super::readers::Readers;
use super::thread::{Queued, Step};
use super::waiting::{Ticket, Waiting, answered};
use super::writer::Writer;

#[derive(Debug)]
pub struct SqliteConn(Place);

#[derive(Debug)]
enum Place {
    Readers(Readers),
    /// Each statement is an operation of its own.
    Writer(Writer),
    /// A transaction is open; dropped, it is rolled back.
    Transaction(mpsc::Sender<Step>),
    /// On the writer's thread, within an operation: statements run at once.
    Operation,
}

impl SqliteConn {
    pub(super) fn of_readers(readers: Readers) -> Self {
        Self(Place::Readers(readers))
    }

    pub(super) fn of_writer(writer: Writer) -> Self {
        Self(Place::Writer(writer))
    }

    pub(in super::super) fn within_operation() -> Self {
        Self(Place::Operation)
    }

    /// Runs one statement to its end.
    pub async fn run<R: Record + Send + 'static>(
        &mut self,
        sql: impl Into<Cow<'static, str>> + Send,
        values: Vec<Value>,
    ) -> Result<Ran<R>, Cut> {
        let sql = sql.into();
        let run = move || open::run(&sql, &values);
        let ran = match &self.0 {
            Place::Operation => run(),
            Place::Readers(readers) => readers.read(run).await?,
            Place::Writer(writer) => writer.operate(run).await?,
            Place::Transaction(steps) => {
                let (reply, answer) = oneshot::channel();
                // The requester may have gone, or the transaction was given up.
                let run = move || drop(reply.send(run()));
                let _given_up = steps.send(Step::Run(Box::new(run)));
                answered(answer).await?
            }
        };
        ran.map_err(Cut::from)
    }

    /// Begins a transaction whose statements come one by one.
    pub(in super::super) async fn begin(&mut self) -> Result<(), Cut> {
        let Place::Writer(writer) = &self.0 else {
            return Err(Cut::from(sqlx::Error::BeginFailed));
        };
        let (step, steps) = mpsc::channel();
        let (reply, begun) = oneshot::channel();
        let ticket = Ticket::default();
        writer.queue(Queued::Transaction(ticket.clone(), reply, steps));
        Waiting(ticket).answer(begun).await?.map_err(Cut::from)?;
        self.0 = Place::Transaction(step);
        Ok(())
    }

    /// Commits it; returns once it is durable.
    pub(in super::super) async fn commit(&mut self) -> Result<(), Cut> {
        let Place::Transaction(steps) = &self.0 else {
            return Err(Cut::from(sqlx::Error::BeginFailed));
        };
        let (reply, committed) = oneshot::channel();
        let answer = move |result| drop(reply.send(result));
        let _given_up = steps.send(Step::Commit(Box::new(answer)));
        answered(committed).await?.map_err(Cut::from)
    }
}
