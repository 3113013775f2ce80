//! Secrets that are good once, as session transfer tokens and codes are.

use std::collections::HashSet;
use std::sync::Mutex;

use super::schedule::Small;
use super::toy::{Fault, Toy};
use crate::history::{Kind, Subject, Told};

const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS secrets (secret TEXT PRIMARY KEY, whose TEXT NOT NULL,
                     expires_at BIGINT NOT NULL, used_at BIGINT, revoked_at BIGINT)";
const INSERT: &str =
    "INSERT INTO secrets (secret, whose, expires_at) VALUES ($1, $2, $3) RETURNING secret";
/// The judge.
const REDEEM: &str = "UPDATE secrets SET used_at = $2
                       WHERE secret = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2
                   RETURNING whose";
const REVOKE: &str =
    "UPDATE secrets SET revoked_at = $2 WHERE secret = $1 AND revoked_at IS NULL RETURNING whose";

// What stands in its place in the programs that are wrong.
const LOOK: &str = "SELECT whose FROM secrets
                     WHERE secret = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2";
const MARK: &str = "UPDATE secrets SET used_at = $2 WHERE secret = $1 RETURNING whose";
const REDEEM_EVEN_LATE: &str = "UPDATE secrets SET used_at = $2
                                 WHERE secret = $1 AND used_at IS NULL AND revoked_at IS NULL RETURNING whose";
const LAST_USED: &str = "SELECT whose FROM secrets
                          WHERE used_at <= $1 ORDER BY used_at DESC, secret DESC LIMIT 1";
const USED: &str = "SELECT whose FROM secrets WHERE secret = $1 AND used_at <= $2";

pub struct Once<'a> {
    toy: &'a Toy,
    fault: Fault,
    /// What each of two processes remembers.
    memories: [Mutex<HashSet<String>>; 2],
}

impl<'a> Once<'a> {
    pub async fn new(toy: &'a Toy, fault: Fault) -> Self {
        toy.execute(TABLE).await;
        Self {
            toy,
            fault,
            memories: Default::default(),
        }
    }

    /// Whose the secret is, if it is good.
    async fn redeem(&self, process: usize, secret: &str) -> Option<String> {
        let now = self.toy.now();
        let run = async |sql| self.toy.run((sql, &[secret], now)).await;
        match self.fault {
            Fault::SelectThenUpdate => {
                let whose = run(LOOK).await;
                self.toy.point().await;
                if whose.is_some() {
                    run(MARK).await;
                }
                whose
            }
            Fault::NoExpiry => run(REDEEM_EVEN_LATE).await,
            Fault::ReplyBeforeCommit => self.toy.begin((REDEEM, &[secret], now)).await,
            Fault::UsedInMemory => {
                self.toy.point().await;
                let is_new = self.remember(process, secret);
                run(LOOK).await.filter(|_| is_new)
            }
            Fault::RevokedInMemory if self.remembers(process, secret) => None,
            Fault::AnswersOfAnother => {
                let whose = run(REDEEM).await;
                self.toy.point().await;
                whose?;
                self.toy.run((LAST_USED, &[], now)).await
            }
            _ => {
                self.toy.point().await;
                run(REDEEM).await
            }
        }
    }

    fn remember(&self, process: usize, secret: &str) -> bool {
        let mut memory = self.memories[process].lock().expect("no holder panics");
        memory.insert(secret.to_owned())
    }

    fn remembers(&self, process: usize, secret: &str) -> bool {
        let memory = self.memories[process].lock().expect("no holder panics");
        memory.contains(secret)
    }
}

impl Small for Once<'_> {
    fn toy(&self) -> &Toy {
        self.toy
    }
}

impl Subject for Once<'_> {
    const SHOWN: Kind = Kind::Redeem;

    fn clock(&self) -> i64 {
        self.toy.now()
    }

    async fn issue(&self, _process: usize) -> Told {
        let number = self.toy.number();
        let (secret, whose) = (format!("secret {number:03}"), format!("user {number}"));
        let expires = self.toy.now() + Self::LIFETIME;
        let statement: (_, &[&str], _) = (INSERT, &[&secret, &whose], expires);
        match self.fault {
            Fault::ReplyBeforeCommit => self.toy.begin(statement).await,
            _ => self.toy.run(statement).await,
        };
        Told {
            whose: Some(whose),
            ..Told::gave(&secret, Some(expires))
        }
    }

    async fn show(&self, process: usize, secret: &str) -> Told {
        let mut whose = self.redeem(process, secret).await;
        if self.toy.has_lost_it() {
            whose = match self.fault {
                Fault::RetryOnUnknown => self.redeem(process, secret).await,
                Fault::RetryTakesItForItsOwn => {
                    self.toy.run((USED, &[secret], self.toy.now())).await
                }
                _ => return Told::unknown(),
            };
        }
        match whose {
            None => Told::refused(),
            whose => Told {
                whose,
                ..Told::done()
            },
        }
    }

    async fn revoke(&self, process: usize, secret: &str) -> Told {
        match self.fault {
            Fault::RevokedInMemory => {
                self.remember(process, secret);
            }
            _ => {
                self.toy.run((REVOKE, &[secret], self.toy.now())).await;
            }
        }
        Told::done()
    }
}
