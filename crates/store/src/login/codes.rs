//! Authorization codes: taken once. [`crate::new_codes`] stores them.

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_one, fetch_optional, on_engine, row, statements,
};
use crate::sessions::{self, session_columns, session_joins};
use crate::users::{self, JoinedUser, joined_user_columns};
use crate::{Store, from_text};
use footbridge_domain::code::CodeGrant;
use footbridge_domain::resource_server::LONGEST_TOKEN_LIFETIME;
use footbridge_domain::session::Session;
use footbridge_domain::time::Timestamp;
use footbridge_domain::user::User;

statements! {
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
