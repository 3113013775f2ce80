//! Authorization codes: taken once.

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_one, fetch_optional, on_engine, row, statements,
};
use crate::sessions::{self, NewSession, session_columns, session_joins};
use crate::users::{self, JoinedUser, joined_user_columns};
use crate::{Store, from_text, to_text};
use footbridge_domain::code::CodeGrant;
use footbridge_domain::resource_server::LONGEST_TOKEN_LIFETIME;
use footbridge_domain::session::Session;
use footbridge_domain::time::Timestamp;
use footbridge_domain::user::User;

statements! {
    INSERT: "INSERT INTO codes (digest, client_id, user_id, session_id, grant_document, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)";
    /// The whole of single use. Another client must not be able to spend the code, so the client is a condition too.
    TAKE: "UPDATE codes SET used_at = $3
            WHERE digest = $1 AND client_id = $2 AND used_at IS NULL AND expires_at > $3
        RETURNING grant_document";
    /// Asked only after a refusal. A second use is remembered, so that a first one still under way gets nothing either.
    /// It is kept until every token that the code gave has expired.
    REPLAY: "UPDATE codes SET replayed_at = $3, expires_at = $4
              WHERE digest = $1 AND client_id = $2 AND used_at IS NOT NULL
          RETURNING family_id";
    LINK: "UPDATE codes SET family_id = $2 WHERE digest = $1 AND replayed_at IS NULL";
    REPLAYED: "SELECT replayed_at FROM codes WHERE digest = $1";
    /// A signed token does not name its code: it is known by its user, its client and the second in which it was issued, which
    /// is that of the code's use, or of an exchange of the refresh token that the code gave.
    TAKEN_BACK: "SELECT COUNT(*) FROM codes c
                  WHERE c.user_id = $1 AND c.client_id = $2 AND c.replayed_at IS NOT NULL
                    AND (c.used_at BETWEEN $3 AND $4
                         OR EXISTS (SELECT 1 FROM superseded_refresh_tokens t
                                     WHERE t.family_id = c.family_id AND t.superseded_at BETWEEN $3 AND $4))";
}

/// [`TAKE`], with the session and the user, for Postgres in one round trip.
const TAKE_WITH_LOGIN: &str = concat!(
    "/* ",
    module_path!(),
    "::TAKE_WITH_LOGIN */ ",
    "WITH c AS (UPDATE codes SET used_at = $3
                 WHERE digest = $1 AND client_id = $2 AND used_at IS NULL AND expires_at > $3
             RETURNING grant_document, session_id AS c_session_id, user_id AS c_user_id)
     SELECT c.grant_document, ",
    session_columns!(),
    ", ",
    joined_user_columns!(),
    " FROM c JOIN sessions s ON s.id = c.c_session_id ",
    session_joins!(),
    " LEFT JOIN users u ON u.user_id = c.c_user_id AND u.linked_to IS NULL"
);

/// A code in a session that is there, and the session's client, for Postgres in one round trip.
const ISSUE: &str = concat!(
    "/* ",
    module_path!(),
    "::ISSUE */ ",
    "WITH client AS (
         INSERT INTO session_clients (session_id, client_id) VALUES ($4, $2) ON CONFLICT DO NOTHING)
     INSERT INTO codes (digest, client_id, user_id, session_id, grant_document, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING expires_at"
);

/// The same with a session that begins here, and that holds its user as [`sessions::insert`] does. No row: what makes that
/// one false.
const ISSUE_WITH_SESSION: &str = concat!(
    "/* ", module_path!(), "::ISSUE_WITH_SESSION */ ",
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
     SELECT $1, $2, $3, id, $5, $6 FROM begun RETURNING expires_at"
);

/// A code that is not stored yet.
#[derive(Debug, Clone, Copy)]
pub struct NewCode<'a> {
    pub digest: &'a str,
    pub client_id: &'a str,
    pub grant: &'a CodeGrant,
    pub expires_at: Timestamp,
}

/// What stands behind a code that was taken.
#[derive(Debug, PartialEq)]
pub struct RedeemedCode {
    pub grant: CodeGrant,
    /// `None` when it is gone.
    pub session: Option<Session>,
    /// `None` when they are gone.
    pub user: Option<User>,
}

/// What became of an attempt to take a code.
#[derive(Debug, PartialEq)]
pub enum Taken {
    Login(Box<RedeemedCode>),
    /// Used before: whatever the first use got has to end.
    Replayed {
        family_id: Option<String>,
    },
    /// Unknown, expired, or another client's.
    Unknown,
}

row! {
    struct TakenRow {
        grant_document: String,
        #[sqlx(flatten)]
        session: sessions::Row,
        #[sqlx(flatten)]
        user: JoinedUser,
    }
}

/// Stores a code, the part that its client takes in the session, and the session itself if it begins here. False when
/// [`sessions::insert`] is.
pub async fn issue(
    store: &Store,
    code: NewCode<'_>,
    begun: Option<&NewSession>,
) -> Result<bool, StoreError> {
    if store.engine().is_postgres() {
        return issue_at_once(store, code, begun).await;
    }
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
    let NewCode {
        digest,
        client_id,
        grant,
        expires_at,
    } = code;
    sessions::add_client(tx, &grant.session_id, client_id).await?;
    let (user_id, session_id) = (grant.user_id.as_str(), grant.session_id.as_str());
    let document = to_text(grant);
    execute!(
        tx,
        INSERT,
        digest,
        client_id,
        user_id,
        session_id,
        document,
        expires_at.millis()
    )?;
    Ok(true)
}

async fn issue_at_once(
    store: &Store,
    code: NewCode<'_>,
    begun: Option<&NewSession>,
) -> Result<bool, StoreError> {
    let NewCode {
        digest,
        client_id,
        grant,
        expires_at,
    } = code;
    let (user_id, session_id) = (grant.user_id.as_str(), grant.session_id.as_str());
    let (document, expires) = (to_text(grant), expires_at.millis());
    let mut conn = store.write().await?;
    if !conn.is_postgres() {
        return Ok(false);
    }
    let stored = match begun {
        None => fetch_optional!(
            (i64,),
            conn,
            ISSUE,
            digest,
            client_id,
            user_id,
            session_id,
            document,
            expires,
        )?,
        Some(NewSession {
            session,
            cookie_digest,
            transfer_id,
            password_epoch,
        }) => fetch_optional!(
            (i64,),
            conn,
            ISSUE_WITH_SESSION,
            digest,
            client_id,
            user_id,
            session_id,
            document,
            expires,
            cookie_digest,
            session.connection.as_str(),
            session.created_at.millis(),
            session.authenticated_at.millis(),
            session.idle_expires_at.millis(),
            session.expires_at.millis(),
            session.parent_family.as_deref(),
            transfer_id.as_deref(),
            to_text(&session.initial_device),
            *password_epoch,
        )?,
    };
    Ok(stored.is_some())
}

/// Takes the code, once and for all.
pub async fn take(
    store: &Store,
    digest: &str,
    client_id: &str,
    now: Timestamp,
) -> Result<Taken, StoreError> {
    if store.engine().is_postgres() {
        return take_on(&mut store.write().await?, digest, client_id, now).await;
    }
    let (digest, client_id) = (digest.to_owned(), client_id.to_owned());
    let operation = async move |tx: &mut Tx| take_on(tx, &digest, &client_id, now).await.map(Some);
    let taken = store.engine().on_writer(operation).await?;
    Ok(taken.unwrap_or(Taken::Unknown))
}

async fn take_on(
    conn: &mut Conn,
    digest: &str,
    client_id: &str,
    now: Timestamp,
) -> Result<Taken, StoreError> {
    if let Some(login) = take_login(conn, digest, client_id, now).await? {
        return Ok(Taken::Login(Box::new(login)));
    }
    let replayed = fetch_optional!(
        (Option<String>,),
        conn,
        REPLAY,
        digest,
        client_id,
        now.millis(),
        now.plus(LONGEST_TOKEN_LIFETIME).millis()
    )?;
    Ok(match replayed {
        Some((family_id,)) => Taken::Replayed { family_id },
        None => Taken::Unknown,
    })
}

async fn take_login(
    conn: &mut Conn,
    digest: &str,
    client_id: &str,
    now: Timestamp,
) -> Result<Option<RedeemedCode>, StoreError> {
    if conn.is_postgres() {
        let now = now.millis();
        let row = fetch_optional!(TakenRow, conn, TAKE_WITH_LOGIN, digest, client_id, now)?;
        let read = |row: TakenRow| {
            Ok(RedeemedCode {
                grant: from_text("codes", &row.grant_document)?,
                session: Some(row.session.read()?),
                user: row.user.read()?,
            })
        };
        return row.map(read).transpose();
    }
    let row = fetch_optional!((String,), conn, TAKE, digest, client_id, now.millis())?;
    let Some((document,)) = row else {
        return Ok(None);
    };
    let grant: CodeGrant = from_text("codes", &document)?;
    let session = sessions::by_id(conn, &grant.session_id).await?;
    let user = users::by_id(conn, &grant.user_id).await?;
    Ok(Some(RedeemedCode {
        grant,
        session,
        user,
    }))
}

/// Notes which family came of the code; false when the code has been replayed meanwhile.
pub async fn link_family(db: &mut Conn, digest: &str, family_id: &str) -> Result<bool, StoreError> {
    Ok(execute!(db, LINK, digest, family_id)? == 1)
}

/// Whether the code was shown again after its use.
pub async fn was_replayed(db: &mut Conn, digest: &str) -> Result<bool, StoreError> {
    Ok(fetch_optional!((Option<i64>,), db, REPLAYED, digest)?.is_some_and(|(at,)| at.is_some()))
}

/// Whether a token that was issued to the client for the user in that second came of a code that was replayed.
pub async fn took_back(
    db: &mut Conn,
    (user_id, client_id): (&str, &str),
    issued_at: Timestamp,
) -> Result<bool, StoreError> {
    let first = issued_at.seconds() * 1_000;
    let count = fetch_one!(
        (i64,),
        db,
        TAKEN_BACK,
        user_id,
        client_id,
        first,
        first + 999
    )?;
    Ok(count.0 > 0)
}
