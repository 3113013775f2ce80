//! A batch of events and how it is handed over: whole, and in ever smaller pieces where the receiver refuses it, until the
//! event is found that it does not want.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::domain::log_stream::sink::Sink;
use crate::domain::log_stream::{LogStream, StreamStatus};
use crate::domain::time::Timestamp;
use crate::flows::Parts;
use crate::store::engine::StoreError;
use crate::store::log_dead_letters::DeadLetter;
use crate::store::log_readers::{self, Bounds, Placed};
use crate::store::log_streams;

/// How long a receiver may take to answer.
const ATTEMPT: Duration = Duration::from_secs(10);
const BATCH: Bounds = Bounds {
    events: 100,
    characters: 512 * 1024,
};
/// By these a receiver says that it does not want what was sent, now or later. It may want the rest.
const REFUSALS: [u16; 4] = [400, 403, 413, 422];

/// What a stream has not had.
pub(super) struct Batch {
    stream: LogStream,
    sink: Sink,
    /// The position of the last event that was read.
    end: i64,
    /// Those of them that the stream wants.
    events: Vec<Wanted>,
    /// How many are left out because they cannot be read.
    unreadable: usize,
}

/// An event as a stream shows it.
struct Wanted {
    position: i64,
    code: String,
    document: Map<String, Value>,
}

impl Wanted {
    fn letter(&self, status: u16, refused_at: Timestamp) -> DeadLetter {
        let log_id = self.document.get("log_id").and_then(Value::as_str);
        DeadLetter {
            position: self.position,
            log_id: log_id.unwrap_or_default().to_owned(),
            code: self.code.clone(),
            status,
            refused_at,
        }
    }
}

/// What became of a batch.
pub(super) struct Handed {
    /// Up to this position nothing is left to do.
    pub end: i64,
    pub taken: usize,
    pub unreadable: usize,
    /// What the receiver refused while it took others.
    pub refused: Vec<DeadLetter>,
    /// Why it ended before the end of the batch.
    pub failure: Option<String>,
}

enum Answer {
    Taken,
    Refused(u16),
    Failed(String),
}

impl Batch {
    /// What an active stream has not had; `None` when that is nothing.
    pub(super) async fn next(
        parts: &Parts,
        stream: &str,
        after: i64,
    ) -> Result<Option<Self>, StoreError> {
        let mut db = parts.store.read().await?;
        let found = log_streams::by_id(&mut db, stream).await?;
        let Some(stream) = found.filter(|stream| stream.status == StreamStatus::Active) else {
            return Ok(None);
        };
        // Asked first: when nothing is found afterwards, nothing is there up to it.
        let last = log_readers::last(&mut db).await?;
        let placed = log_readers::events(&mut db, after, BATCH).await?;
        drop(db);
        let end = placed.last().map_or(last, |event| event.position);
        if end <= after {
            return Ok(None);
        }
        let sink = Sink::of(&stream.sink).map_err(|e| StoreError::Corrupt {
            table: "log_streams",
            what: e.to_string(),
        })?;
        let all = placed.len();
        let (wanted, others) = wanted(&stream, placed);
        Ok(Some(Self {
            unreadable: all - wanted.len() - others,
            events: wanted,
            stream,
            sink,
            end,
        }))
    }

    /// Hands the batch over; it begins after a position.
    pub(super) async fn hand_over(&self, parts: &Parts, after: i64) -> Result<Handed, StoreError> {
        let mut handed = Handed {
            end: after,
            taken: 0,
            unreadable: 0,
            refused: vec![],
            failure: None,
        };
        let mut pieces = vec![self.events.as_slice()];
        while let Some(piece) = pieces.pop() {
            let Some(last) = piece.last() else { continue };
            match self.send(parts, piece).await {
                Answer::Taken => handed.taken += piece.len(),
                Answer::Refused(status) if piece.len() == 1 => {
                    handed.refused.push(last.letter(status, parts.clock.now()));
                }
                Answer::Refused(_) => {
                    let (first, second) = piece.split_at(piece.len() / 2);
                    pieces.extend([second, first]);
                    continue;
                }
                Answer::Failed(why) => {
                    handed.failure = Some(why);
                    break;
                }
            }
            handed.end = last.position;
        }
        let first = handed.refused.first().map(|letter| letter.status);
        if let Some(status) = first.filter(|_| handed.taken == 0) {
            // It may be the receiver that is at fault, and not the events.
            if handed.failure.is_some() || !self.takes_another(parts).await? {
                let why = handed.failure.take();
                let why = why.unwrap_or_else(|| format!("the answer is {status} to every event"));
                return Ok(Handed {
                    end: after,
                    refused: vec![],
                    failure: Some(why),
                    ..handed
                });
            }
        }
        if handed.failure.is_none() {
            (handed.end, handed.unreadable) = (self.end, self.unreadable);
        }
        Ok(handed)
    }

    /// Whether the receiver takes the newest event behind the batch, which it will be sent again in its turn.
    async fn takes_another(&self, parts: &Parts) -> Result<bool, StoreError> {
        let mut db = parts.store.read().await?;
        let newest = log_readers::newest(&mut db, self.end, BATCH.events).await?;
        drop(db);
        let (wanted, _) = wanted(&self.stream, newest);
        Ok(match wanted.get(..1) {
            Some(newest) => matches!(self.send(parts, newest).await, Answer::Taken),
            None => false,
        })
    }

    /// Only 2xx is a yes.
    async fn send(&self, parts: &Parts, events: &[Wanted]) -> Answer {
        let sink = &self.sink;
        let body = sink.body(events.iter().map(|event| &event.document));
        let (endpoint, headers) = (sink.endpoint.clone(), &sink.headers);
        let posted = parts.egress.post(endpoint, headers, body, ATTEMPT);
        match posted.await {
            Ok(200..300) => Answer::Taken,
            Ok(status) if REFUSALS.contains(&status) => Answer::Refused(status),
            Ok(status) => Answer::Failed(format!("the answer is {status}")),
            Err(e) => Answer::Failed(e.to_string()),
        }
    }
}

/// The events that a stream wants and that can be read, as it shows them; and how many it does not want.
fn wanted(stream: &LogStream, placed: Vec<Placed>) -> (Vec<Wanted>, usize) {
    let all = placed.len();
    let named = placed.into_iter();
    let named: Vec<_> = named
        .filter(|event| stream.wants(&event.code, event.occurred_at))
        .collect();
    let others = all - named.len();
    let readable = named.into_iter().filter_map(|event| {
        Some(Wanted {
            position: event.position,
            code: event.code,
            document: event.document?,
        })
    });
    let mut wanted: Vec<_> = readable.collect();
    stream.hide(wanted.iter_mut().map(|event| &mut event.document));
    (wanted, others)
}
