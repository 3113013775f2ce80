//! Refresh-token families and their tokens. A family is one row; rotating or revoking it is an update of that row, so
//! the request that updates it first decides, and no descendant has to be searched for.

use crate::engine::{Conn, StoreError, execute, fetch_optional, on_engine, row, statements};
use crate::exchange::Exchange;
use crate::users::{JoinedUser, joined_user_columns};
use crate::{from_text, to_text};
use footbridge_domain::refresh_token::Family;
use footbridge_domain::scope::Scope;
use footbridge_domain::time::Timestamp;
use footbridge_domain::user::User;

/// What a token's use is judged by; now is `$2`, or what is said instead. Its session may have another parent than the token
/// itself: a second transfer keeps the session of the first.
macro_rules! family_columns {
    () => {
        $crate::refresh_tokens::family_columns!("$2")
    };
    ($now:literal) => {
        concat!(
            "f.id, f.user_id, f.client_id, f.session_id, f.online, f.parent_family, f.audience, f.scope, f.organization, \
             f.authenticated_at, f.login, f.created_at, f.expires_at, f.idle_expires_at, f.revoked_at, f.counter, \
             f.last_exchanged_at, \
             CASE WHEN p.revoked_at IS NOT NULL AND p.revokes_descendants THEN TRUE ELSE FALSE END AS parent_ended, \
             CASE WHEN s.ends_families OR (f.online AND (s.id IS NULL OR s.ended_at IS NOT NULL OR s.expires_at <= ",
            $now, " OR s.idle_expires_at <= ", $now,
            " OR (sp.revoked_at IS NOT NULL AND sp.revokes_descendants))) THEN TRUE ELSE FALSE END AS session_ended"
        )
    };
}
macro_rules! family_joins {
    () => {
        "LEFT JOIN refresh_families p ON p.id = f.parent_family \
         LEFT JOIN sessions s ON s.id = f.session_id \
         LEFT JOIN refresh_families sp ON sp.id = s.parent_family \
         LEFT JOIN users u ON u.user_id = f.user_id AND u.linked_to IS NULL"
    };
}
/// Whether a family still lives, by itself and by what it hangs on; `$2` is now.
macro_rules! family_lives {
    () => {
        "f.revoked_at IS NULL AND (f.expires_at IS NULL OR f.expires_at > $2) \
         AND (f.idle_expires_at IS NULL OR f.idle_expires_at > $2) \
         AND (p.revoked_at IS NULL OR NOT p.revokes_descendants) AND (s.id IS NULL OR NOT s.ends_families) \
         AND (NOT f.online OR (s.ended_at IS NULL AND s.expires_at > $2 AND s.idle_expires_at > $2 \
              AND (sp.revoked_at IS NULL OR NOT sp.revokes_descendants)))"
    };
}
pub(crate) use {family_columns, family_joins, family_lives};

statements! {
    /// The token's family and user, whether the token is its head or when it was superseded, and whether what it hangs on
    /// lives: the parent family for descendants of a transfer, the session for online tokens.
    FIND: ["SELECT t.superseded_at, t.token_counter, ", family_columns!(), ", ", joined_user_columns!(),
           " FROM (SELECT id AS family_id, NULL AS superseded_at, counter AS token_counter
                     FROM refresh_families WHERE head_digest = $1
                   UNION ALL
                   SELECT family_id, superseded_at, counter FROM superseded_refresh_tokens WHERE digest = $1) t
             JOIN refresh_families f ON f.id = t.family_id ", family_joins!()];
    /// The same, by the family's id.
    BY_ID: ["SELECT NULL AS superseded_at, f.counter AS token_counter, ", family_columns!(), ", ", joined_user_columns!(),
            " FROM refresh_families f ", family_joins!(), " WHERE f.id = $1"];
    TAKES_DESCENDANTS: "SELECT CASE WHEN revoked_at IS NOT NULL AND revokes_descendants THEN TRUE ELSE FALSE END
                          FROM refresh_families WHERE id = $1";
    TOUCH: "UPDATE refresh_families SET last_exchanged_at = $2, expires_at = COALESCE(expires_at, $3),
                   idle_expires_at = $4, last_device = $5 WHERE id = $1 AND revoked_at IS NULL";
    REVOKE: "UPDATE refresh_families SET revoked_at = $2, revokes_descendants = $3 WHERE id = $1 AND revoked_at IS NULL";
    REVOKE_OF_CLIENT: "UPDATE refresh_families SET revoked_at = $2, revokes_descendants = $3
                        WHERE client_id = $1 AND revoked_at IS NULL";
}

/// A token that a client presents.
#[derive(Debug, Clone, PartialEq)]
pub struct Presented {
    pub family: Family,
    /// `None` for the family's newest token.
    pub superseded_at: Option<Timestamp>,
    /// Which of the family's tokens it is.
    pub token_counter: i64,
    pub last_exchanged_at: Option<Timestamp>,
    /// The transfer's parent was revoked and takes this family with it.
    pub parent_ended: bool,
    /// The session that an online token is bound to has ended, or the session was revoked with all its tokens.
    pub session_ended: bool,
    /// Whose it is; `None` when the user is gone.
    pub user: Option<User>,
}

row! {
    pub(crate) struct Row {
        id: String,
        user_id: String,
        client_id: String,
        session_id: Option<String>,
        online: bool,
        parent_family: Option<String>,
        audience: Option<String>,
        scope: String,
        organization: Option<String>,
        authenticated_at: i64,
        login: Option<String>,
        created_at: i64,
        expires_at: Option<i64>,
        idle_expires_at: Option<i64>,
        revoked_at: Option<i64>,
        counter: i64,
        last_exchanged_at: Option<i64>,
        superseded_at: Option<i64>,
        token_counter: i64,
        parent_ended: bool,
        session_ended: bool,
        #[sqlx(flatten)]
        user: JoinedUser,
    }
}

impl Row {
    pub(crate) fn read(self) -> Result<Presented, StoreError> {
        let row = self;
        let at = |ms: Option<i64>| ms.map(Timestamp::from_millis);
        let login = row.login.as_deref();
        let login = login.map(|text| from_text("refresh_families", text));
        let login = login.transpose()?;
        Ok(Presented {
            user: row.user.read()?,
            superseded_at: at(row.superseded_at),
            token_counter: row.token_counter,
            last_exchanged_at: at(row.last_exchanged_at),
            parent_ended: row.parent_ended,
            session_ended: row.session_ended,
            family: Family {
                id: row.id,
                user_id: row.user_id,
                client_id: row.client_id,
                session_id: row.session_id,
                online: row.online,
                parent_family: row.parent_family,
                audience: row.audience,
                scope: Scope::parse(&row.scope),
                organization: row.organization,
                authenticated_at: Timestamp::from_millis(row.authenticated_at),
                login: login.unwrap_or_default(),
                created_at: Timestamp::from_millis(row.created_at),
                expires_at: at(row.expires_at),
                idle_expires_at: at(row.idle_expires_at),
                revoked_at: at(row.revoked_at),
                counter: row.counter,
            },
        })
    }
}

/// The family of a token, head or superseded, whatever its state.
pub async fn find(
    db: &mut Conn,
    digest: &str,
    now: Timestamp,
) -> Result<Option<Presented>, StoreError> {
    fetch_optional!(Row, db, FIND, digest, now.millis())?
        .map(Row::read)
        .transpose()
}

/// The family with that id, whatever its state, as if its newest token were shown.
pub async fn by_id(
    db: &mut Conn,
    id: &str,
    now: Timestamp,
) -> Result<Option<Presented>, StoreError> {
    fetch_optional!(Row, db, BY_ID, id, now.millis())?
        .map(Row::read)
        .transpose()
}

/// Whether the family was revoked, and takes what came of its transfers with it.
pub async fn takes_descendants(db: &mut Conn, id: &str) -> Result<bool, StoreError> {
    Ok(fetch_optional!((bool,), db, TAKES_DESCENDANTS, id)?.is_some_and(|(takes,)| takes))
}

/// Records the use of a token that does not rotate; false when the family was revoked in the meantime.
pub async fn touch(db: &mut Conn, exchange: Exchange<'_>) -> Result<bool, StoreError> {
    let (expires, idle) = (
        exchange.expires_at.map(Timestamp::millis),
        exchange.idle_expires_at.map(Timestamp::millis),
    );
    let done = execute!(
        db,
        TOUCH,
        exchange.family_id,
        exchange.now.millis(),
        expires,
        idle,
        to_text(exchange.device)
    )?;
    Ok(done == 1)
}

/// Ends the family, and what descends from it if `cascades`; false when it had ended before.
pub async fn revoke(
    db: &mut Conn,
    family_id: &str,
    now: Timestamp,
    cascades: bool,
) -> Result<bool, StoreError> {
    Ok(execute!(db, REVOKE, family_id, now.millis(), cascades)? == 1)
}

/// Ends every family of a client that goes; how many.
pub async fn revoke_of_client(
    db: &mut Conn,
    client_id: &str,
    now: Timestamp,
    cascades: bool,
) -> Result<u64, StoreError> {
    execute!(db, REVOKE_OF_CLIENT, client_id, now.millis(), cascades)
}
