//! Session transfer tokens: issued from a living refresh-token family, burnt once.

use crate::engine::{
    Conn, StoreError, Tx, execute, fetch_all, fetch_optional, on_engine, row, statements,
};
use crate::refresh_tokens::{self, Presented, family_columns, family_joins};
use crate::users::joined_user_columns;
use crate::{Store, from_text, to_text};
use footbridge_domain::scope::Scope;
use footbridge_domain::session_transfer::Transfer;
use footbridge_domain::time::Timestamp;

macro_rules! transfer_columns {
    () => {
        "id AS t_id, client_id AS t_client_id, user_id AS t_user_id, family_id AS t_family_id, \
         session_id AS t_session_id, scope AS t_scope, organization AS t_organization, device AS t_device, \
         issued_at AS t_issued_at, expires_at AS t_expires_at, used_at AS t_used_at"
    };
}

statements! {
    /// Only from a family that is not revoked: the check and the insert are one statement.
    ISSUE: "INSERT INTO session_transfers (id, digest, kind, client_id, user_id, family_id, session_id, scope,
                                           organization, device, issued_at, expires_at)
            SELECT $1, $2, 'refresh_token', $3, $4, id, $6, $7, $8, $9, $10, $11
              FROM refresh_families WHERE id = $5 AND revoked_at IS NULL";
    /// The whole of single use: of parallel redemptions the database picks the one that wins.
    BURN: ["UPDATE session_transfers SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND expires_at > $2
         RETURNING ", transfer_columns!()];
    BY_DIGEST: ["SELECT ", transfer_columns!(), " FROM session_transfers WHERE digest = $1"];
    BY_ID: ["SELECT ", transfer_columns!(), " FROM session_transfers WHERE id = $1"];
    RECENT: ["SELECT ", transfer_columns!(), " FROM session_transfers ORDER BY issued_at DESC, id DESC LIMIT $1"];
}

/// [`BURN`], with the family that the token came from and its user, for Postgres in one round trip.
const BURN_WITH_PARENT: &str = concat!(
    "/* ", module_path!(), "::BURN_WITH_PARENT */ ",
    "WITH t AS (UPDATE session_transfers SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND expires_at > $2
             RETURNING ", transfer_columns!(), ")
     SELECT t.*, NULL AS superseded_at, f.counter AS token_counter, ", family_columns!(), ", ", joined_user_columns!(),
    " FROM t JOIN refresh_families f ON f.id = t.t_family_id ", family_joins!()
);

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

row! {
    struct Row {
        t_id: String,
        t_client_id: String,
        t_user_id: String,
        t_family_id: String,
        t_session_id: Option<String>,
        t_scope: String,
        t_organization: Option<String>,
        t_device: String,
        t_issued_at: i64,
        t_expires_at: i64,
        t_used_at: Option<i64>,
    }
}

row! {
    struct BurntRow {
        #[sqlx(flatten)]
        transfer: Row,
        #[sqlx(flatten)]
        parent: refresh_tokens::Row,
    }
}

impl Row {
    fn read(self) -> Result<(Transfer, Option<Timestamp>), StoreError> {
        let transfer = Transfer {
            device: from_text("session_transfers", &self.t_device)?,
            id: self.t_id,
            client_id: self.t_client_id,
            user_id: self.t_user_id,
            family_id: self.t_family_id,
            session_id: self.t_session_id,
            scope: Scope::parse(&self.t_scope),
            organization: self.t_organization,
            issued_at: Timestamp::from_millis(self.t_issued_at),
            expires_at: Timestamp::from_millis(self.t_expires_at),
        };
        Ok((transfer, self.t_used_at.map(Timestamp::from_millis)))
    }
}

/// A token to be stored.
pub(crate) struct NewTransfer {
    pub digest: String,
    pub transfer: Transfer,
    pub scope: String,
    pub device: String,
}

impl NewTransfer {
    pub fn new(digest: &str, transfer: &Transfer) -> Self {
        Self {
            digest: digest.to_owned(),
            transfer: transfer.clone(),
            scope: transfer.scope.to_string(),
            device: to_text(&transfer.device),
        }
    }

    /// False when its family has been revoked.
    pub async fn insert(&self, db: &mut Conn) -> Result<bool, StoreError> {
        let transfer = &self.transfer;
        let done = execute!(
            db,
            ISSUE,
            transfer.id.as_str(),
            self.digest.as_str(),
            transfer.client_id.as_str(),
            transfer.user_id.as_str(),
            transfer.family_id.as_str(),
            transfer.session_id.as_deref(),
            self.scope.as_str(),
            transfer.organization.as_deref(),
            self.device.as_str(),
            transfer.issued_at.millis(),
            transfer.expires_at.millis(),
        )?;
        Ok(done == 1)
    }
}

/// Stores a token; false when its family has been revoked. `transfer_issues` stores those of several requests.
pub async fn issue(db: &mut Conn, digest: &str, transfer: &Transfer) -> Result<bool, StoreError> {
    NewTransfer::new(digest, transfer).insert(db).await
}

/// Spends the token. Whatever is decided afterwards, it stays spent.
pub async fn burn(store: &Store, digest: &str, now: Timestamp) -> Result<Burn, StoreError> {
    if store.engine().is_postgres() {
        return burn_on(&mut store.write().await?, digest, now).await;
    }
    let digest = digest.to_owned();
    let operation = async move |tx: &mut Tx| burn_on(tx, &digest, now).await.map(Some);
    let burnt = store.engine().on_writer(operation).await?;
    Ok(burnt.unwrap_or(Burn::Unknown))
}

async fn burn_on(conn: &mut Conn, digest: &str, now: Timestamp) -> Result<Burn, StoreError> {
    if let Some(burnt) = burn_with_parent(conn, digest, now).await? {
        return Ok(burnt);
    }
    let dead = fetch_optional!(Row, conn, BY_DIGEST, digest)?;
    Ok(match dead.map(Row::read).transpose()? {
        Some((transfer, used_at)) => Burn::Dead {
            transfer: Box::new(transfer),
            used_at,
        },
        None => Burn::Unknown,
    })
}

async fn burn_with_parent(
    conn: &mut Conn,
    digest: &str,
    now: Timestamp,
) -> Result<Option<Burn>, StoreError> {
    if conn.is_postgres() {
        let row = fetch_optional!(BurntRow, conn, BURN_WITH_PARENT, digest, now.millis())?;
        let read = |row: BurntRow| {
            let (transfer, parent) = (Box::new(row.transfer.read()?.0), row.parent.read()?);
            Ok(Burn::Burnt {
                transfer,
                parent: Some(Box::new(parent)),
            })
        };
        return row.map(read).transpose();
    }
    let Some(row) = fetch_optional!(Row, conn, BURN, digest, now.millis())? else {
        return Ok(None);
    };
    let transfer = Box::new(row.read()?.0);
    let parent = refresh_tokens::by_id(conn, &transfer.family_id, now).await?;
    Ok(Some(Burn::Burnt {
        transfer,
        parent: parent.map(Box::new),
    }))
}

/// The transfer with that id, and when it was spent.
pub async fn by_id(
    db: &mut Conn,
    id: &str,
) -> Result<Option<(Transfer, Option<Timestamp>)>, StoreError> {
    fetch_optional!(Row, db, BY_ID, id)?
        .map(Row::read)
        .transpose()
}

/// The newest transfers.
pub async fn recent(
    db: &mut Conn,
    limit: i64,
) -> Result<Vec<(Transfer, Option<Timestamp>)>, StoreError> {
    fetch_all!(Row, db, RECENT, limit)?
        .into_iter()
        .map(Row::read)
        .collect()
}
