//! Session transfer tokens of refresh tokens that stay as they are: on Postgres, the refresh token is found, and the token
//! stored, in one statement, together with those of other requests.

use std::net::IpAddr;

use crate::engine::{Conn, StoreError, fetch_all_postgres, on_engine, postgres_statements};
use crate::lane::{Answers, Operation, column, in_places};
use crate::refresh_tokens::{self, Presented, family_columns, family_joins};
use crate::to_text;
use crate::users::joined_user_columns;
use footbridge_domain::device::Device;
use footbridge_domain::time::Timestamp;

postgres_statements! {
    /// The family is looked up for each of them by itself: a join might read the whole table once. What was stored has passed
    /// every check that the row alone decides; the others are for the caller to judge. It locks nothing, like the insert of
    /// a single token.
    ISSUE_ALL: [
        "WITH asked AS (
           SELECT * FROM UNNEST($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
                                $8::bigint[]) WITH ORDINALITY
               AS asked (shown, client_id, id, digest, device, now, expires_at, used_since, place)),
         found AS MATERIALIZED (
           SELECT asked.place, f.*,
                  COALESCE(f.superseded_at IS NULL AND f.client_id = asked.client_id
                           AND f.revoked_at IS NULL AND NOT f.parent_ended AND NOT f.session_ended
                           AND (f.expires_at IS NULL OR f.expires_at > asked.now)
                           AND (f.idle_expires_at IS NULL OR f.idle_expires_at > asked.now)
                           AND f.parent_family IS NULL AND f.organization IS NULL
                           AND f.last_exchanged_at > asked.used_since AND NOT f.u_blocked, FALSE) AS is_issued
             FROM asked CROSS JOIN LATERAL (
                  SELECT t.superseded_at, t.token_counter, ", family_columns!("asked.now"), ", ", joined_user_columns!(),
                  " FROM (SELECT id AS family_id, NULL AS superseded_at, counter AS token_counter
                            FROM refresh_families WHERE head_digest = asked.shown
                          UNION ALL
                          SELECT family_id, superseded_at, counter FROM superseded_refresh_tokens WHERE digest = asked.shown) t
                    JOIN refresh_families f ON f.id = t.family_id ", family_joins!(), " LIMIT 1) f),
         issued AS (
           INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, session_id, scope,
                                          organization, device, issued_at, expires_at)
           SELECT asked.id, asked.digest, 'refresh_token', found.client_id, found.user_id, found.id, found.session_id,
                  found.scope, found.organization, asked.device, asked.now, asked.expires_at
             FROM found JOIN asked ON asked.place = found.place WHERE found.is_issued)
         SELECT * FROM found"];
}

/// A token that is wanted for a refresh token.
#[derive(Debug, Clone)]
pub struct WantedTransfer {
    /// The digest of the refresh token that was shown.
    pub shown: String,
    /// The client that shows it.
    pub client_id: String,
    pub id: String,
    pub digest: String,
    pub device: Device,
    pub now: Timestamp,
    pub expires_at: Timestamp,
    /// A refresh token whose use was last recorded before that is not used without another record.
    pub used_since: Timestamp,
}

/// What became of it.
#[derive(Debug, PartialEq)]
pub struct Looked {
    /// The refresh token; `None` if it is unknown.
    pub presented: Option<Presented>,
    /// Whether the transfer token is stored. Otherwise it is for the caller to say why not, or to store it.
    pub is_issued: bool,
}

/// A token to be stored.
pub(crate) struct Issue {
    wanted: WantedTransfer,
    device: String,
}

impl Issue {
    pub fn new(wanted: WantedTransfer) -> Self {
        let device = to_text(&wanted.device);
        Self { wanted, device }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    place: i64,
    is_issued: bool,
    #[sqlx(flatten)]
    presented: refresh_tokens::Row,
}

impl Row {
    fn read(self) -> Result<Looked, StoreError> {
        Ok(Looked {
            presented: Some(self.presented.read()?),
            is_issued: self.is_issued,
        })
    }
}

impl Operation for Issue {
    type Answer = Looked;
    const LANE: &'static str = "issue";

    fn key(&self) -> &str {
        &self.wanted.shown
    }

    fn address(&self) -> Option<IpAddr> {
        self.wanted.device.address.known()
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let WantedTransfer {
            shown,
            client_id,
            id,
            digest,
            ..
        } = &self.wanted;
        [shown, client_id, id, digest, &self.device]
            .into_iter()
            .map(String::as_str)
    }

    async fn alone(&self, db: &mut Conn) -> Result<Looked, StoreError> {
        let answer = Self::together(db, &[self]).await?.pop().flatten();
        answer.unwrap_or_else(|| Ok(unknown()))
    }

    async fn together(db: &mut Conn, batch: &[&Self]) -> Result<Answers<Looked>, StoreError> {
        let rows = fetch_all_postgres!(
            Row,
            db,
            ISSUE_ALL,
            column(batch, |issue| issue.wanted.shown.as_str()),
            column(batch, |issue| issue.wanted.client_id.as_str()),
            column(batch, |issue| issue.wanted.id.as_str()),
            column(batch, |issue| issue.wanted.digest.as_str()),
            column(batch, |issue| issue.device.as_str()),
            column(batch, |issue| issue.wanted.now.millis()),
            column(batch, |issue| issue.wanted.expires_at.millis()),
            column(batch, |issue| issue.wanted.used_since.millis()),
        )?;
        let rows = rows.into_iter().map(|row| (row.place, row.read()));
        let mut answers = in_places(batch.len(), rows);
        for answer in &mut answers {
            answer.get_or_insert_with(|| Ok(unknown()));
        }
        Ok(answers)
    }
}

fn unknown() -> Looked {
    Looked {
        presented: None,
        is_issued: false,
    }
}
