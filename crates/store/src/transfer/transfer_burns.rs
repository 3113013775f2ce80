//! Session transfer tokens are burnt: on Postgres with those of other requests in one statement, which reads the families
//! that they came from, too.

use std::net::IpAddr;

use super::transfer_rows::{self, transfer_columns};
use crate::engine::{Conn, StoreError, fetch_all_postgres, on_engine, postgres_statements};
use crate::lane::{Answers, Operation, column, in_places};
use crate::refresh_tokens::{self, Presented, family_columns, family_joins};
use crate::users::joined_user_columns;
use footbridge_domain::session_transfer::Transfer;
use footbridge_domain::time::Timestamp;

postgres_statements! {
    /// One, with the family that it came from and its user.
    BURN_WITH_PARENT: [
        "WITH t AS (UPDATE session_transfers SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND expires_at > $2
                 RETURNING ", transfer_columns!(), ")
         SELECT 1::bigint AS place, t.*, NULL::bigint AS superseded_at, f.counter AS token_counter, ",
                family_columns!(), ", ", joined_user_columns!(),
        " FROM t JOIN refresh_families f ON f.id = t.t_family_id ", family_joins!()];
    /// The same for many, each with its own now; a token whose row is locked is left out. Each row is looked up by itself:
    /// a join might read the whole table once. For the update's sake `LIMIT` lets the planner expect few.
    BURN_ALL: [
        "WITH asked AS (
           SELECT * FROM UNNEST($1::text[], $2::bigint[]) WITH ORDINALITY AS asked (digest, now, place) LIMIT $3),
         named AS MATERIALIZED (
           SELECT asked.place, asked.now, t.id FROM asked CROSS JOIN LATERAL (
                  SELECT id FROM session_transfers
                   WHERE digest = asked.digest AND used_at IS NULL AND expires_at > asked.now LIMIT 1) t
            ORDER BY t.id),
         held AS MATERIALIZED (
           SELECT named.place, named.now, t.id AS held_id FROM named CROSS JOIN LATERAL (
                  SELECT id FROM session_transfers WHERE id = named.id AND used_at IS NULL
                     FOR NO KEY UPDATE SKIP LOCKED) t),
         burnt AS (
           UPDATE session_transfers t SET used_at = held.now FROM held
            WHERE t.id = held.held_id AND t.used_at IS NULL AND t.expires_at > held.now
           RETURNING held.place, held.now, ", transfer_columns!(), ")
         SELECT burnt.*, parent.* FROM burnt CROSS JOIN LATERAL (
                SELECT NULL::bigint AS superseded_at, f.counter AS token_counter, ",
                       family_columns!("burnt.now"), ", ", joined_user_columns!(),
                " FROM refresh_families f ", family_joins!(), " WHERE f.id = burnt.t_family_id LIMIT 1) parent"];
}

/// What the attempt to burn a token found.
#[derive(Debug, PartialEq)]
pub enum Burn {
    /// It was good, and this request spent it.
    Burnt {
        transfer: Box<Transfer>,
        /// The family that it came from, whatever its state; `None` when it is gone.
        parent: Option<Box<Presented>>,
    },
    /// It is one of ours, but was spent or has expired.
    Dead {
        transfer: Box<Transfer>,
        used_at: Option<Timestamp>,
    },
    Unknown,
}

/// A token to be burnt.
pub(crate) struct Burning {
    pub digest: String,
    pub now: Timestamp,
    pub address: Option<IpAddr>,
}

#[derive(sqlx::FromRow)]
struct Row {
    place: i64,
    #[sqlx(flatten)]
    transfer: transfer_rows::Row,
    #[sqlx(flatten)]
    parent: refresh_tokens::Row,
}

impl Row {
    fn read(self) -> Result<Option<Burn>, StoreError> {
        let (transfer, parent) = (self.transfer.read()?.0, self.parent.read()?);
        Ok(Some(Burn::Burnt {
            transfer: Box::new(transfer),
            parent: Some(Box::new(parent)),
        }))
    }
}

/// `None` when it was no good.
impl Operation for Burning {
    type Answer = Option<Burn>;
    const LANE: &'static str = "burn";

    fn key(&self) -> &str {
        &self.digest
    }

    fn address(&self) -> Option<IpAddr> {
        self.address
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        [self.digest.as_str()].into_iter()
    }

    async fn alone(&self, db: &mut Conn) -> Result<Option<Burn>, StoreError> {
        let (digest, now) = (self.digest.as_str(), self.now.millis());
        let rows = fetch_all_postgres!(Row, db, BURN_WITH_PARENT, digest, now)?;
        rows.into_iter().next().map_or(Ok(None), Row::read)
    }

    async fn together(db: &mut Conn, batch: &[&Self]) -> Result<Answers<Option<Burn>>, StoreError> {
        let count = i64::try_from(batch.len()).unwrap_or(i64::MAX);
        let rows = fetch_all_postgres!(
            Row,
            db,
            BURN_ALL,
            column(batch, |burning| burning.digest.as_str()),
            column(batch, |burning| burning.now.millis()),
            count,
        )?;
        let rows = rows.into_iter().map(|row| (row.place, row.read()));
        Ok(in_places(batch.len(), rows))
    }
}
