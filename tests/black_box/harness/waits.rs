//! What a client of Postgres waits for, read off its way there (Postgres' manual, "Frontend/Backend Protocol"): a `Sync` or
//! a simple query asks for an answer, and whatever came before it is one flight.

use std::collections::HashMap;

/// A flight of messages that a client waited for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wait {
    /// A statement, by the name that its text begins with, or by its text.
    Statement(String),
    /// A statement that was prepared, which a connection does once.
    Preparation(String),
    /// Nothing: the client only wanted to know that the database is there. The statement that this connection ran before.
    Ping(String),
}

impl Wait {
    /// The statement, or the one before.
    pub fn statement(&self) -> &str {
        let (Self::Statement(name) | Self::Preparation(name) | Self::Ping(name)) = self;
        name
    }
}

/// Reads what the client of one connection sends.
#[derive(Default)]
pub struct WaitReader {
    bytes: Vec<u8>,
    /// The messages have types: the start is over.
    has_started: bool,
    prepared: HashMap<String, String>,
    flight: Option<Wait>,
    last: String,
}

/// What a client that asks for encryption sends before its first message.
const SSL_REQUEST: [u8; 4] = 80_877_103_i32.to_be_bytes();

impl WaitReader {
    /// Takes what was sent, and gives the waits that begin with it.
    pub fn read(&mut self, sent: &[u8]) -> Vec<Wait> {
        self.bytes.extend_from_slice(sent);
        let mut waits = vec![];
        while let Some((kind, body)) = self.message() {
            waits.extend(self.wait(kind, &body));
        }
        waits
    }

    /// The next whole message: its type, and what follows its length.
    fn message(&mut self) -> Option<(u8, Vec<u8>)> {
        let start = usize::from(self.has_started);
        let length = self.bytes.get(start..start + 4)?;
        let length = u32::from_be_bytes(length.try_into().expect("four bytes"));
        let end = start + usize::try_from(length).expect("a length");
        let body = self.bytes.get(start + 4..end)?.to_vec();
        let kind = if self.has_started { self.bytes[0] } else { 0 };
        self.has_started |= !body.starts_with(&SSL_REQUEST);
        self.bytes.drain(..end);
        Some((kind, body))
    }

    fn wait(&mut self, kind: u8, body: &[u8]) -> Option<Wait> {
        let mut texts = body
            .split(|byte| *byte == 0)
            .map(|text| String::from_utf8_lossy(text).into_owned());
        let mut text = || texts.next().expect("a text");
        match kind {
            b'P' => {
                let (id, sql) = (text(), text());
                self.prepared.insert(id, name(&sql));
                self.flight = Some(Wait::Preparation(name(&sql)));
            }
            b'B' => {
                let (_portal, id) = (text(), text());
                let name = self.prepared.get(&id).expect("it was prepared");
                self.flight = Some(Wait::Statement(name.clone()));
            }
            b'Q' => return Some(self.sent(Wait::Statement(name(&text())))),
            b'S' => {
                let ping = Wait::Ping(self.last.clone());
                let wait = self.flight.take().unwrap_or(ping);
                return Some(self.sent(wait));
            }
            _ => {}
        }
        None
    }

    fn sent(&mut self, wait: Wait) -> Wait {
        wait.statement().clone_into(&mut self.last);
        wait
    }
}

/// The server's statements begin with their names in a comment.
fn name(sql: &str) -> String {
    let named = sql.strip_prefix("/* ").and_then(|s| s.split_once(" */"));
    named.map_or(sql, |(name, _)| name).to_owned()
}
