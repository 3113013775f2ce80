//! Refresh-token families as the Management API shows and ends them. Only the living are shown.

use serde_json::{Map, Value};

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_all, fetch_one, on_engine, row, statements,
};
use crate::listing::RowRange;
use crate::refresh_tokens::{family_joins, family_lives};
use crate::sessions::millis;
use crate::{from_text, to_text};
use footbridge_domain::action::run::Life;
use footbridge_domain::device::Device;
use footbridge_domain::session::SignedInBy;
use footbridge_domain::time::Timestamp;

macro_rules! listed_columns {
    () => {
        "f.id, f.user_id, f.client_id, f.session_id, f.online, f.audience, f.scope, f.created_at, f.expires_at, \
         f.idle_expires_at, f.last_exchanged_at, f.rotating, f.initial_device, f.last_device, f.metadata, f.login"
    };
}

statements! {
    BY_ID: ["SELECT ", listed_columns!(), " FROM refresh_families f ", family_joins!(), " WHERE f.id = $1 AND ",
            family_lives!()];
    OF_USER: ["SELECT ", listed_columns!(), " FROM refresh_families f ", family_joins!(), " WHERE f.user_id = $1 AND ",
              family_lives!(), " AND (CAST($3 AS TEXT) IS NULL OR f.client_id = $3) AND f.id > $4 ORDER BY f.id LIMIT $5 OFFSET $6"];
    COUNT_OF_USER: ["SELECT COUNT(*) FROM refresh_families f ", family_joins!(), " WHERE f.user_id = $1 AND ",
                    family_lives!(), " AND (CAST($3 AS TEXT) IS NULL OR f.client_id = $3)"];
    /// By their ids, so that reading stops at the limit.
    ALL: ["SELECT ", listed_columns!(), " FROM refresh_families f ", family_joins!(), " WHERE ", family_lives!(),
          " AND (CAST($1 AS TEXT) IS NULL OR f.client_id = $1) ORDER BY f.id LIMIT $3"];
    SHORTEN: "UPDATE refresh_families
                 SET expires_at = CASE WHEN $2 < COALESCE(expires_at, $4) THEN $2 ELSE expires_at END,
                     idle_expires_at = CASE WHEN $3 < COALESCE(idle_expires_at, $4) THEN $3 ELSE idle_expires_at END
               WHERE id = $1 AND revoked_at IS NULL";
    SET_METADATA: "UPDATE refresh_families SET metadata = $2 WHERE id = $1 AND revoked_at IS NULL";
    CLIENTS_OF_USER: "SELECT DISTINCT client_id FROM refresh_families
                       WHERE user_id = $1 AND revoked_at IS NULL AND (CAST($2 AS TEXT) IS NULL OR client_id = $2) ORDER BY client_id";
    CLIENTS_OF_SESSION: "SELECT DISTINCT client_id FROM refresh_families WHERE session_id = $1 AND revoked_at IS NULL
                          ORDER BY client_id";
    END_OF_USER: "UPDATE refresh_families SET revoked_at = $3, revokes_descendants = $4
                   WHERE user_id = $1 AND client_id = $2 AND revoked_at IS NULL AND (CAST($5 AS TEXT) IS NULL OR COALESCE(audience, '') = $5)
               RETURNING id, user_id, client_id, session_id, online, audience";
    END_OF_SESSION: "UPDATE refresh_families SET revoked_at = $3, revokes_descendants = $4
                      WHERE session_id = $1 AND client_id = $2 AND revoked_at IS NULL
                  RETURNING id, user_id, client_id, session_id, online, audience";
    END: "UPDATE refresh_families SET revoked_at = $2, revokes_descendants = $3 WHERE id = $1 AND revoked_at IS NULL
      RETURNING id, user_id, client_id, session_id, online, audience";
    CLIENT_OF: "SELECT client_id FROM refresh_families WHERE id = $1";
}

/// What lists one user's families, and what counts them.
pub(crate) const LISTING: [&str; 2] = [OF_USER, COUNT_OF_USER];

/// A living family.
#[derive(Debug, Clone)]
pub struct ListedFamily {
    pub id: String,
    pub user_id: String,
    pub client_id: String,
    pub session_id: Option<String>,
    pub audience: Option<String>,
    /// Space-separated.
    pub scope: String,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub idle_expires_at: Option<Timestamp>,
    pub last_exchanged_at: Option<Timestamp>,
    pub rotating: bool,
    pub initial_device: Device,
    pub last_device: Device,
    pub metadata: Option<Map<String, Value>>,
    /// How its user had signed in.
    pub login: SignedInBy,
}

row! {
    /// A family that has just been ended.
    #[derive(Debug, Clone)]
    pub struct EndedFamily {
        pub id: String,
        pub user_id: String,
        pub client_id: String,
        pub session_id: Option<String>,
        pub online: bool,
        pub audience: Option<String>,
    }
}

/// Whose families.
#[derive(Debug, Clone, Copy)]
pub enum FamilyOwner<'a> {
    User {
        user_id: &'a str,
        client_id: Option<&'a str>,
        /// Empty: those that are for no API.
        audience: Option<&'a str>,
    },
    Session(&'a str),
}

row! {
    struct Row {
        id: String,
        user_id: String,
        client_id: String,
        session_id: Option<String>,
        audience: Option<String>,
        scope: String,
        created_at: i64,
        expires_at: Option<i64>,
        idle_expires_at: Option<i64>,
        last_exchanged_at: Option<i64>,
        rotating: bool,
        initial_device: String,
        last_device: String,
        metadata: Option<String>,
        login: Option<String>,
    }
}

impl Row {
    fn read(self) -> Result<ListedFamily, StoreError> {
        let at = |ms: Option<i64>| ms.map(Timestamp::from_millis);
        let metadata = self.metadata.as_deref();
        let login = self.login.as_deref();
        let login = login.map(|text| from_text("refresh_families", text));
        Ok(ListedFamily {
            login: login.transpose()?.unwrap_or_default(),
            metadata: metadata
                .map(|m| from_text("refresh_families", m))
                .transpose()?,
            initial_device: from_text("refresh_families", &self.initial_device)?,
            last_device: from_text("refresh_families", &self.last_device)?,
            id: self.id,
            user_id: self.user_id,
            client_id: self.client_id,
            session_id: self.session_id,
            audience: self.audience,
            scope: self.scope,
            created_at: Timestamp::from_millis(self.created_at),
            expires_at: at(self.expires_at),
            idle_expires_at: at(self.idle_expires_at),
            last_exchanged_at: at(self.last_exchanged_at),
            rotating: self.rotating,
        })
    }
}

/// The living family with that id.
pub async fn by_id(
    db: &mut Conn,
    id: &str,
    now: Timestamp,
) -> Result<Option<ListedFamily>, StoreError> {
    let mut rows = fetch_all!(Row, db, BY_ID, id, now.millis())?;
    rows.pop().map(Row::read).transpose()
}

/// Living families of a user, at one client if that is asked for.
pub async fn of_user(
    db: &mut Conn,
    (user_id, client_id): (&str, Option<&str>),
    now: Timestamp,
    part: RowRange<'_>,
) -> Result<Vec<ListedFamily>, StoreError> {
    let (limit, offset) = (i64::from(part.limit), i64::from(part.offset));
    let rows = fetch_all!(
        Row,
        db,
        OF_USER,
        user_id,
        now.millis(),
        client_id,
        part.after.unwrap_or_default(),
        limit,
        offset
    )?;
    rows.into_iter().map(Row::read).collect()
}

/// At most `limit` living families of that user and client; of any, where none is named.
pub async fn all(
    db: &mut Conn,
    (user_id, client_id): (Option<&str>, Option<&str>),
    now: Timestamp,
    limit: u32,
) -> Result<Vec<ListedFamily>, StoreError> {
    if let Some(user_id) = user_id {
        return of_user(db, (user_id, client_id), now, RowRange::first(limit)).await;
    }
    let rows = fetch_all!(Row, db, ALL, client_id, now.millis(), i64::from(limit))?;
    rows.into_iter().map(Row::read).collect()
}

/// How many there are.
pub async fn count_of_user(
    db: &mut Conn,
    (user_id, client_id): (&str, Option<&str>),
    now: Timestamp,
) -> Result<i64, StoreError> {
    Ok(fetch_one!((i64,), db, COUNT_OF_USER, user_id, now.millis(), client_id)?.0)
}

/// Lets the family end earlier.
pub async fn shorten(db: &mut Conn, id: &str, life: &Life) -> Result<(), StoreError> {
    let (at, idle) = (millis(life.expires_at), millis(life.idle_expires_at));
    let never = i64::MAX;
    execute!(db, SHORTEN, id, at, idle, never).map(drop)
}

/// Replaces the metadata; false when the family has ended.
pub async fn set_metadata(
    db: &mut Conn,
    id: &str,
    metadata: Option<&Map<String, Value>>,
) -> Result<bool, StoreError> {
    Ok(execute!(db, SET_METADATA, id, metadata.map(to_text))? == 1)
}

/// The clients that have such families, ended by themselves or not.
pub async fn clients(db: &mut Conn, whose: FamilyOwner<'_>) -> Result<Vec<String>, StoreError> {
    let rows = match whose {
        FamilyOwner::User {
            user_id, client_id, ..
        } => fetch_all!((String,), db, CLIENTS_OF_USER, user_id, client_id)?,
        FamilyOwner::Session(id) => fetch_all!((String,), db, CLIENTS_OF_SESSION, id)?,
    };
    Ok(rows.into_iter().map(|(client_id,)| client_id).collect())
}

/// Ends the families that `client_id` has of them, and their descendants if `cascades`.
pub async fn end(
    tx: &mut Tx,
    whose: FamilyOwner<'_>,
    (client_id, cascades): (&str, bool),
    now: Timestamp,
) -> Result<Vec<EndedFamily>, StoreError> {
    let now = now.millis();
    match whose {
        FamilyOwner::User {
            user_id, audience, ..
        } => fetch_all!(
            EndedFamily,
            tx,
            END_OF_USER,
            user_id,
            client_id,
            now,
            cascades,
            audience
        ),
        FamilyOwner::Session(id) => {
            fetch_all!(
                EndedFamily,
                tx,
                END_OF_SESSION,
                id,
                client_id,
                now,
                cascades
            )
        }
    }
}

/// The client of a family, ended or not.
pub async fn client_of(db: &mut Conn, id: &str) -> Result<Option<String>, StoreError> {
    Ok(fetch_all!((String,), db, CLIENT_OF, id)?
        .pop()
        .map(|(c,)| c))
}

/// Ends one family; `None` when it had ended before.
pub async fn end_one(
    db: &mut Conn,
    id: &str,
    cascades: bool,
    now: Timestamp,
) -> Result<Option<EndedFamily>, StoreError> {
    Ok(fetch_all!(EndedFamily, db, END, id, now.millis(), cascades)?.pop())
}
