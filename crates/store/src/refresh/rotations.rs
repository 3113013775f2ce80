//! The usual rotation, of a family's newest token: on Postgres in one statement with those of other requests.

use std::net::IpAddr;

use crate::engine::{Conn, StoreError, fetch_all_postgres, on_engine, postgres_statements};
use crate::lane::{Answers, Operation, column, in_places};
use crate::to_text;
use footbridge_domain::device::Device;
use footbridge_domain::session_transfer::Transfer;
use footbridge_domain::time::Timestamp;

postgres_statements! {
    /// No row: not the newest any more, or revoked.
    ROTATE_HEAD:
        "WITH rotated AS (
           UPDATE refresh_families
              SET head_digest = $3, counter = counter + 1, rotating = TRUE, last_exchanged_at = $4,
                  expires_at = COALESCE(expires_at, $5), idle_expires_at = $6, last_device = $7
            WHERE id = $1 AND head_digest = $2 AND revoked_at IS NULL
        RETURNING id, counter),
         superseded AS (
           INSERT INTO superseded_refresh_tokens (digest, family_id, counter, superseded_at)
           SELECT $2, id, counter - 1, $4 FROM rotated),
         issued AS (
           INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, session_id, scope,
                                          organization, device, issued_at, expires_at)
           SELECT $8::text, $9, 'refresh_token', $10, $11, id, $12, $13, $14, $7, $4, $15 FROM rotated
            WHERE $8::text IS NOT NULL)
         SELECT counter FROM rotated";
    /// The same for many; a family whose row is locked is left out. Each row is looked up by itself: a join might read the
    /// whole table once. For the update's sake `LIMIT` lets the planner expect few.
    ROTATE_ALL:
        "WITH asked AS (
           SELECT * FROM UNNEST($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[],
                                $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                                $15::bigint[]) WITH ORDINALITY
               AS asked (family_id, shown, new, now, ends_at, idle_ends_at, device, t_id, t_digest, t_client_id,
                         t_user_id, t_session_id, t_scope, t_organization, t_expires_at, place)
            LIMIT $16),
         held AS MATERIALIZED (
           SELECT asked.* FROM (SELECT * FROM asked ORDER BY family_id) asked CROSS JOIN LATERAL (
                  SELECT FROM refresh_families
                   WHERE id = asked.family_id AND head_digest = asked.shown AND revoked_at IS NULL
                     FOR UPDATE SKIP LOCKED) f),
         rotated AS (
           UPDATE refresh_families f
              SET head_digest = held.new, counter = f.counter + 1, rotating = TRUE, last_exchanged_at = held.now,
                  expires_at = COALESCE(f.expires_at, held.ends_at), idle_expires_at = held.idle_ends_at,
                  last_device = held.device
             FROM held
            WHERE f.id = held.family_id AND f.head_digest = held.shown AND f.revoked_at IS NULL
        RETURNING held.*, f.counter),
         superseded AS (
           INSERT INTO superseded_refresh_tokens (digest, family_id, counter, superseded_at)
           SELECT shown, family_id, counter - 1, now FROM rotated),
         issued AS (
           INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, session_id, scope,
                                          organization, device, issued_at, expires_at)
           SELECT t_id, t_digest, 'refresh_token', t_client_id, t_user_id, family_id, t_session_id, t_scope,
                  t_organization, device, now, t_expires_at
             FROM rotated WHERE t_id IS NOT NULL)
         SELECT place, counter FROM rotated";
}

/// The use of a token, about to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    pub family_id: &'a str,
    /// The digest of the token that was shown.
    pub shown: &'a str,
    pub now: Timestamp,
    /// A superseded token still counts if this is not after the moment it was superseded; `None`: never.
    pub leeway_from: Option<Timestamp>,
    /// From now on, unless the family has an end already.
    pub expires_at: Option<Timestamp>,
    pub idle_expires_at: Option<Timestamp>,
    pub device: &'a Device,
    /// If the token turns out to be stolen: whether descendants end with the family.
    pub cascades: bool,
}

/// A session transfer token to be stored with the rotation: its digest, and what it stands for.
pub type Issue<'a> = (&'a str, &'a Transfer);

/// The replacement of a family's newest token.
pub(crate) struct HeadRotation {
    family_id: String,
    shown: String,
    new: String,
    now: i64,
    expires_at: Option<i64>,
    idle_expires_at: Option<i64>,
    device: String,
    address: Option<IpAddr>,
    issue: Option<NewTransfer>,
}

/// The session transfer token that is stored with it.
struct NewTransfer {
    digest: String,
    transfer: Transfer,
    scope: String,
}

impl HeadRotation {
    pub fn new(new: &str, exchange: Exchange<'_>, issue: Option<Issue<'_>>) -> Self {
        Self {
            family_id: exchange.family_id.to_owned(),
            shown: exchange.shown.to_owned(),
            new: new.to_owned(),
            now: exchange.now.millis(),
            expires_at: exchange.expires_at.map(Timestamp::millis),
            idle_expires_at: exchange.idle_expires_at.map(Timestamp::millis),
            device: to_text(exchange.device),
            address: exchange.device.address.known(),
            issue: issue.map(|(digest, transfer)| NewTransfer {
                digest: digest.to_owned(),
                transfer: transfer.clone(),
                scope: transfer.scope.to_string(),
            }),
        }
    }

    fn transfer(&self) -> Option<&Transfer> {
        self.issue.as_ref().map(|new| &new.transfer)
    }

    /// The texts of the session transfer token: id, digest, client, user, session, scope, organization.
    fn transfer_texts(&self) -> [Option<&str>; 7] {
        let Some(new) = &self.issue else {
            return [None; 7];
        };
        let transfer = &new.transfer;
        [
            Some(&transfer.id),
            Some(&new.digest),
            Some(&transfer.client_id),
            Some(&transfer.user_id),
            transfer.session_id.as_deref(),
            Some(&new.scope),
            transfer.organization.as_deref(),
        ]
    }

    fn transfer_expires_at(&self) -> Option<i64> {
        self.transfer().map(|transfer| transfer.expires_at.millis())
    }
}

/// The new token's number; `None` when the one that was shown was not the newest, or the family is revoked.
impl Operation for HeadRotation {
    type Answer = Option<i64>;
    const LANE: &'static str = "rotate";

    fn key(&self) -> &str {
        &self.family_id
    }

    fn address(&self) -> Option<IpAddr> {
        self.address
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let own = [&self.family_id, &self.shown, &self.new, &self.device];
        let transfer = self.transfer_texts().into_iter().flatten();
        own.into_iter().map(String::as_str).chain(transfer)
    }

    async fn alone(&self, db: &mut Conn) -> Result<Option<i64>, StoreError> {
        let [id, digest, client, user, session, scope, organization] = self.transfer_texts();
        let row = fetch_all_postgres!(
            (i64,),
            db,
            ROTATE_HEAD,
            self.family_id,
            self.shown,
            self.new,
            self.now,
            self.expires_at,
            self.idle_expires_at,
            self.device,
            id,
            digest,
            client,
            user,
            session,
            scope,
            organization,
            self.transfer_expires_at(),
        )?;
        Ok(row.first().map(|(counter,)| *counter))
    }

    async fn together(db: &mut Conn, batch: &[&Self]) -> Result<Answers<Option<i64>>, StoreError> {
        let count = i64::try_from(batch.len()).unwrap_or(i64::MAX);
        let transfers = |n: usize| column(batch, |step| step.transfer_texts()[n]);
        let rows = fetch_all_postgres!(
            (i64, i64),
            db,
            ROTATE_ALL,
            column(batch, |step| step.family_id.as_str()),
            column(batch, |step| step.shown.as_str()),
            column(batch, |step| step.new.as_str()),
            column(batch, |step| step.now),
            column(batch, |step| step.expires_at),
            column(batch, |step| step.idle_expires_at),
            column(batch, |step| step.device.as_str()),
            transfers(0),
            transfers(1),
            transfers(2),
            transfers(3),
            transfers(4),
            transfers(5),
            transfers(6),
            column(batch, |step| step.transfer_expires_at()),
            count,
        )?;
        let rotated = rows
            .into_iter()
            .map(|(place, counter)| (place, Ok(Some(counter))));
        Ok(in_places(batch.len(), rotated))
    }
}
