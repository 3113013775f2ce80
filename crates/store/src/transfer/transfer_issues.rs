//! Session transfer tokens that are issued at the same moment, stored on Postgres in one statement.

use std::net::IpAddr;

use crate::Store;
use crate::engine::{Conn, StoreError, fetch_all_postgres, on_engine, postgres_statements};
use crate::lane::Operation;
use crate::session_transfers::NewTransfer;
use footbridge_domain::networks::caller_at;
use footbridge_domain::session_transfer::Transfer;

postgres_statements! {
    /// `ISSUE` for many. It locks nothing, as that does not. The family is looked up for each of them (a join might read
    /// the whole table once), and what was stored is told by its place among those that were asked for.
    ISSUE_ALL:
        "WITH asked AS (
           SELECT * FROM UNNEST($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                                $8::text[], $9::text[], $10::bigint[], $11::bigint[]) WITH ORDINALITY
               AS asked (id, digest, client_id, user_id, family_id, session_id, scope,
                         organization, device, issued_at, expires_at, place)),
         issued AS (
           INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, session_id, scope,
                                          organization, device, issued_at, expires_at)
           SELECT id, digest, 'refresh_token', client_id, user_id, family_id, session_id, scope,
                  organization, device, issued_at, expires_at
             FROM asked
            WHERE (SELECT TRUE FROM refresh_families f WHERE f.id = asked.family_id AND f.revoked_at IS NULL)
           RETURNING id)
         SELECT asked.place FROM asked JOIN issued ON issued.id = asked.id";
}

/// Stores a token; false when its family has been revoked.
pub async fn issue(store: &Store, digest: &str, transfer: &Transfer) -> Result<bool, StoreError> {
    let new = NewTransfer::new(digest, transfer);
    if store.engine().is_postgres() && new.is_clean() {
        return store.issues.run(store.engine(), new).await;
    }
    new.insert(&mut store.write().await?).await
}

impl NewTransfer {
    fn texts(&self) -> [&str; 7] {
        let transfer = &self.transfer;
        [
            &transfer.id,
            &self.digest,
            &transfer.client_id,
            &transfer.user_id,
            &transfer.family_id,
            &self.scope,
            &self.device,
        ]
    }

    fn optional_texts(&self) -> [Option<&str>; 2] {
        let transfer = &self.transfer;
        [
            transfer.session_id.as_deref(),
            transfer.organization.as_deref(),
        ]
    }

    fn all_texts(&self) -> impl Iterator<Item = &str> {
        let optional = self.optional_texts().into_iter().flatten();
        self.texts().into_iter().chain(optional)
    }

    /// Whether Postgres takes its texts: one that it refuses would cost all others their statement.
    fn is_clean(&self) -> bool {
        self.all_texts().all(|text| !text.contains('\0'))
    }
}

impl Operation for NewTransfer {
    type Answer = bool;
    const LANE: &'static str = "issue";

    fn key(&self) -> &str {
        &self.transfer.family_id
    }

    fn network(&self) -> Option<IpAddr> {
        let address = self.transfer.device.address.known()?;
        Some(caller_at(address).addr())
    }

    fn bytes(&self) -> usize {
        self.all_texts().map(str::len).sum()
    }

    async fn alone(&self, db: &mut Conn) -> Result<bool, StoreError> {
        self.insert(db).await
    }

    async fn together(db: &mut Conn, batch: &[&Self]) -> Result<Vec<Option<bool>>, StoreError> {
        let text = |n: usize| -> Vec<&str> { batch.iter().map(|new| new.texts()[n]).collect() };
        let optional = |n: usize| -> Vec<Option<&str>> {
            batch.iter().map(|new| new.optional_texts()[n]).collect()
        };
        let time = |of: fn(&Transfer) -> i64| -> Vec<i64> {
            batch.iter().map(|new| of(&new.transfer)).collect()
        };
        let places = fetch_all_postgres!(
            (i64,),
            db,
            ISSUE_ALL,
            text(0),
            text(1),
            text(2),
            text(3),
            text(4),
            optional(0),
            text(5),
            optional(1),
            text(6),
            time(|t| t.issued_at.millis()),
            time(|t| t.expires_at.millis()),
        )?;
        let mut answers = vec![None; batch.len()];
        for (place,) in places {
            let place = usize::try_from(place - 1).ok();
            if let Some(answer) = place.and_then(|n| answers.get_mut(n)) {
                *answer = Some(true);
            }
        }
        Ok(answers)
    }
}
