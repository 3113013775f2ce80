//! An authorization code begins, and the session that it belongs to if there is none yet; on Postgres, code and session
//! together with those of other requests.

use std::net::IpAddr;

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_all_postgres, on_engine, postgres_statements, statements,
};
use crate::lane::{Answers, Operation, column, in_places};
use crate::sessions::{self, NewSession};
use crate::{Store, to_text};
use footbridge_domain::code::CodeGrant;
use footbridge_domain::session::Session;
use footbridge_domain::time::Timestamp;

statements! {
    INSERT: "INSERT INTO codes (digest, client_id, user_id, session_id, grant_document, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)";
}

postgres_statements! {
    /// A code in a session that is there, and the session's client.
    ISSUE: "WITH client AS (
              INSERT INTO session_clients (session_id, client_id) VALUES ($4, $2) ON CONFLICT DO NOTHING)
            INSERT INTO codes (digest, client_id, user_id, session_id, grant_document, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)";
    /// The same with a session that begins here, and that holds its user as [`sessions::insert`] does. No row: what makes
    /// that one false.
    ISSUE_WITH_SESSION:
        "WITH begun AS (
           INSERT INTO sessions (id, cookie_digest, user_id, connection, created_at, authenticated_at,
                                 last_interacted_at, idle_expires_at, expires_at, parent_family, transfer_id,
                                 initial_device, last_device, purge_at)
           SELECT $4, $7, u.user_id, $8, $9, $10, $9, $11, $12, $13, $14, $15, $15, $12 FROM users u
            WHERE u.user_id = $3 AND u.linked_to IS NULL AND u.password_epoch = $16
              FOR KEY SHARE OF u ON CONFLICT DO NOTHING RETURNING id),
         client AS (
           INSERT INTO session_clients (session_id, client_id) SELECT id, $2 FROM begun)
         INSERT INTO codes (digest, client_id, user_id, session_id, grant_document, expires_at)
         SELECT $1, $2, $3, id, $5, $6 FROM begun";
    /// The same for many. Each user is held by itself, since a join might read the whole table once; a login whose user's row
    /// is locked is left out. A session that is there already fails them all, and then itself alone.
    ISSUE_ALL_WITH_SESSIONS:
        "WITH asked AS (
           SELECT * FROM UNNEST($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[],
                                $8::text[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[],
                                $14::text[], $15::text[], $16::bigint[]) WITH ORDINALITY
               AS asked (digest, client_id, user_id, session_id, grant_document, expires_at, cookie_digest,
                         connection, created_at, authenticated_at, idle_expires_at, session_expires_at, parent_family,
                         transfer_id, device, password_epoch, place)
            ORDER BY user_id),
         held AS MATERIALIZED (
           SELECT asked.* FROM asked CROSS JOIN LATERAL (
                  SELECT FROM users WHERE user_id = asked.user_id AND linked_to IS NULL
                     AND password_epoch = asked.password_epoch FOR KEY SHARE SKIP LOCKED) u),
         begun AS (
           INSERT INTO sessions (id, cookie_digest, user_id, connection, created_at, authenticated_at,
                                 last_interacted_at, idle_expires_at, expires_at, parent_family, transfer_id,
                                 initial_device, last_device, purge_at)
           SELECT session_id, cookie_digest, user_id, connection, created_at, authenticated_at, created_at,
                  idle_expires_at, session_expires_at, parent_family, transfer_id, device, device, session_expires_at
             FROM held),
         client AS (
           INSERT INTO session_clients (session_id, client_id) SELECT session_id, client_id FROM held),
         code AS (
           INSERT INTO codes (digest, client_id, user_id, session_id, grant_document, expires_at)
           SELECT digest, client_id, user_id, session_id, grant_document, expires_at FROM held)
         SELECT place FROM held";
}

/// A code that is not stored yet.
#[derive(Debug, Clone, Copy)]
pub struct NewCode<'a> {
    pub digest: &'a str,
    pub client_id: &'a str,
    pub grant: &'a CodeGrant,
    pub expires_at: Timestamp,
}

/// Stores a code, the part that its client takes in the session, and the session itself if it begins here. False when
/// [`sessions::insert`] is.
pub async fn issue(
    store: &Store,
    code: NewCode<'_>,
    begun: Option<&NewSession>,
) -> Result<bool, StoreError> {
    match begun {
        Some(new) if store.engine().is_postgres() => {
            let login = NewLogin::new(code, new);
            store.lanes.logins.run(&store.engine, login).await
        }
        None if store.engine().is_postgres() => {
            let mut conn = store.write().await?;
            insert_by(&mut conn, ISSUE, code).await.map(|()| true)
        }
        begun => issue_on_writer(store, code, begun).await,
    }
}

async fn issue_on_writer(
    store: &Store,
    code: NewCode<'_>,
    begun: Option<&NewSession>,
) -> Result<bool, StoreError> {
    let (digest, client_id) = (code.digest.to_owned(), code.client_id.to_owned());
    let (grant, expires_at) = (code.grant.clone(), code.expires_at);
    let begun = begun.cloned();
    let operation = async move |tx: &mut Tx| {
        let code = NewCode {
            digest: &digest,
            client_id: &client_id,
            grant: &grant,
            expires_at,
        };
        let is_stored = issue_in_steps(tx, code, begun.as_ref()).await?;
        Ok(is_stored.then_some(()))
    };
    let issued = store.engine().on_writer(operation).await?;
    Ok(issued.is_some())
}

async fn issue_in_steps(
    tx: &mut Tx,
    code: NewCode<'_>,
    begun: Option<&NewSession>,
) -> Result<bool, StoreError> {
    if let Some(new) = begun
        && !sessions::insert(tx, new).await?
    {
        return Ok(false);
    }
    sessions::add_client(tx, &code.grant.session_id, code.client_id).await?;
    insert_by(tx, INSERT, code).await?;
    Ok(true)
}

async fn insert_by(db: &mut Conn, sql: &'static str, code: NewCode<'_>) -> Result<(), StoreError> {
    let NewCode {
        digest,
        client_id,
        grant,
        expires_at,
    } = code;
    let (user_id, session_id) = (grant.user_id.as_str(), grant.session_id.as_str());
    let (document, expires) = (to_text(grant), expires_at.millis());
    execute!(
        db, sql, digest, client_id, user_id, session_id, document, expires
    )
    .map(drop)
}

/// A session and its first code, to be stored.
pub(crate) struct NewLogin {
    digest: String,
    client_id: String,
    user_id: String,
    document: String,
    expires_at: Timestamp,
    begun: NewSession,
    device: String,
}

impl NewLogin {
    fn new(code: NewCode<'_>, begun: &NewSession) -> Self {
        Self {
            digest: code.digest.to_owned(),
            client_id: code.client_id.to_owned(),
            user_id: code.grant.user_id.clone(),
            document: to_text(code.grant),
            expires_at: code.expires_at,
            begun: begun.clone(),
            device: to_text(&begun.session.initial_device),
        }
    }

    fn session(&self) -> &Session {
        &self.begun.session
    }
}

/// False when [`sessions::insert`] is.
impl Operation for NewLogin {
    type Answer = bool;
    const LANE: &'static str = "login";

    fn key(&self) -> &str {
        &self.session().id
    }

    fn address(&self) -> Option<IpAddr> {
        self.session().initial_device.address.known()
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let NewSession {
            session,
            cookie_digest,
            transfer_id,
            ..
        } = &self.begun;
        let code = [&self.digest, &self.client_id, &self.user_id, &self.document];
        let begun = [
            &session.id,
            cookie_digest,
            &session.connection,
            &self.device,
        ];
        let parents = [session.parent_family.as_ref(), transfer_id.as_ref()];
        let all = code.into_iter().chain(begun);
        all.chain(parents.into_iter().flatten()).map(String::as_str)
    }

    async fn alone(&self, db: &mut Conn) -> Result<bool, StoreError> {
        let session = self.session();
        let done = execute!(
            db,
            ISSUE_WITH_SESSION,
            self.digest,
            self.client_id,
            self.user_id,
            session.id,
            self.document,
            self.expires_at.millis(),
            self.begun.cookie_digest,
            session.connection,
            session.created_at.millis(),
            session.authenticated_at.millis(),
            session.idle_expires_at.millis(),
            session.expires_at.millis(),
            session.parent_family,
            self.begun.transfer_id,
            self.device,
            self.begun.password_epoch,
        )?;
        Ok(done == 1)
    }

    async fn together(db: &mut Conn, batch: &[&Self]) -> Result<Answers<bool>, StoreError> {
        let places = fetch_all_postgres!(
            (i64,),
            db,
            ISSUE_ALL_WITH_SESSIONS,
            column(batch, |new| new.digest.as_str()),
            column(batch, |new| new.client_id.as_str()),
            column(batch, |new| new.user_id.as_str()),
            column(batch, |new| new.session().id.as_str()),
            column(batch, |new| new.document.as_str()),
            column(batch, |new| new.expires_at.millis()),
            column(batch, |new| new.begun.cookie_digest.as_str()),
            column(batch, |new| new.session().connection.as_str()),
            column(batch, |new| new.session().created_at.millis()),
            column(batch, |new| new.session().authenticated_at.millis()),
            column(batch, |new| new.session().idle_expires_at.millis()),
            column(batch, |new| new.session().expires_at.millis()),
            column(batch, |new| new.session().parent_family.as_deref()),
            column(batch, |new| new.begun.transfer_id.as_deref()),
            column(batch, |new| new.device.as_str()),
            column(batch, |new| new.begun.password_epoch),
        )?;
        let stored = places.into_iter().map(|(place,)| (place, Ok(true)));
        Ok(in_places(batch.len(), stored))
    }
}
