//! Secrets of which each is replaced by the next, as rotating refresh tokens are. The line's name is its first secret.

use super::schedule::Small;
use super::toy::{Fault, Toy};
use crate::history::{Kind, Subject, Told};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS lines (line TEXT PRIMARY KEY, head TEXT NOT NULL,
                     expires_at BIGINT NOT NULL, ended_at BIGINT)";
const INSERT: &str =
    "INSERT INTO lines (line, head, expires_at) VALUES ($1, $1, $2) RETURNING line";
/// The judge.
const ROTATE: &str = "UPDATE lines SET head = $3
                       WHERE line = $1 AND head = $2 AND ended_at IS NULL AND expires_at > $4 RETURNING head";
/// What was shown before ends the line.
const END: &str =
    "UPDATE lines SET ended_at = $2 WHERE line = $1 AND ended_at IS NULL RETURNING line";

// What stands in its place in the programs that are wrong.
const LOOK: &str = "SELECT line FROM lines
                     WHERE line = $1 AND head = $2 AND ended_at IS NULL AND expires_at > $3";
const MOVE: &str = "UPDATE lines SET head = $2 WHERE line = $1 AND expires_at > $3 RETURNING head";
const ROTATE_EVEN_LATE: &str = "UPDATE lines SET head = $3
                                 WHERE line = $1 AND head = $2 AND ended_at IS NULL AND $4 >= 0 RETURNING head";

pub struct Line<'a> {
    toy: &'a Toy,
    fault: Fault,
}

impl<'a> Line<'a> {
    pub async fn new(toy: &'a Toy, fault: Fault) -> Self {
        toy.execute(TABLE).await;
        Self { toy, fault }
    }

    /// The successor, if the secret is the line's head.
    async fn rotate(&self, line: &str, secret: &str) -> Option<String> {
        let now = self.toy.now();
        let new = format!("{line}/{}", self.toy.number());
        let rotate: &[&str] = &[line, secret, &new];
        let rotated = match self.fault {
            Fault::SelectThenUpdate => {
                let found = self.toy.run((LOOK, &[line, secret], now)).await;
                self.toy.point().await;
                match found {
                    None => None,
                    Some(_) => self.toy.run((MOVE, &[line, &new], now)).await,
                }
            }
            Fault::NoExpiry => self.toy.run((ROTATE_EVEN_LATE, rotate, now)).await,
            Fault::ReplyBeforeCommit => self.toy.begin((ROTATE, rotate, now)).await,
            _ => {
                self.toy.point().await;
                self.toy.run((ROTATE, rotate, now)).await
            }
        };
        if rotated.is_none() && self.fault != Fault::ReplayEndsNothing {
            self.toy.run((END, &[line], now)).await;
        }
        rotated
    }
}

fn line_of(secret: &str) -> &str {
    secret.split('/').next().expect("the first part")
}

impl Small for Line<'_> {
    fn toy(&self) -> &Toy {
        self.toy
    }
}

impl Subject for Line<'_> {
    const SHOWN: Kind = Kind::Rotate;

    fn clock(&self) -> i64 {
        self.toy.now()
    }

    async fn issue(&self, _process: usize) -> Told {
        let line = format!("line {}", self.toy.number());
        let expires = self.toy.now() + Self::LIFETIME;
        let statement: (_, &[&str], _) = (INSERT, &[&line], expires);
        match self.fault {
            Fault::ReplyBeforeCommit => self.toy.begin(statement).await,
            _ => self.toy.run(statement).await,
        };
        Told::gave(&line, Some(expires))
    }

    async fn show(&self, _process: usize, secret: &str) -> Told {
        let line = line_of(secret);
        let mut rotated = self.rotate(line, secret).await;
        if self.toy.has_lost_it() {
            rotated = match self.fault {
                Fault::RetryOnUnknown => self.rotate(line, secret).await,
                _ => return Told::unknown(),
            };
        }
        // The line as a whole expires, and its secrets with it.
        match rotated {
            None => Told::refused(),
            Some(new) => Told::gave(&new, None),
        }
    }

    async fn revoke(&self, _process: usize, secret: &str) -> Told {
        let end: (_, &[&str], _) = (END, &[line_of(secret)], self.toy.now());
        self.toy.run(end).await;
        Told::done()
    }
}
