//! Credentials of clients: public keys, so nothing here is sealed.

use crate::engine::{
    Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, row, statements,
};
use footbridge_domain::client_credential::{Algorithm, ClientCredential, RsaKey};
use footbridge_domain::time::Timestamp;

/// How many keys a client may have: room for every rotation, and a bound on what one assertion is tried against.
const MOST: i64 = 10;

statements! {
    INSERT: "INSERT INTO client_credentials (id, client_id, kid, alg, name, modulus, exponent, expires_at, created_at, updated_at,
                                             position)
             SELECT $1, $2, $3, $4, CAST($5 AS TEXT), $6, $7, CAST($8 AS BIGINT), CAST($9 AS BIGINT), CAST($9 AS BIGINT),
                    (SELECT COUNT(*) FROM client_credentials WHERE client_id = $2)
              WHERE (SELECT COUNT(*) FROM client_credentials WHERE client_id = $2) < $10";
    OF_CLIENT: "SELECT id, client_id, kid, alg, name, modulus, exponent, expires_at, created_at, updated_at
                  FROM client_credentials WHERE client_id = $1 ORDER BY created_at, position, id";
    FIND: "SELECT id, client_id, kid, alg, name, modulus, exponent, expires_at, created_at, updated_at
             FROM client_credentials WHERE client_id = $1 AND id = $2";
    SET_EXPIRY: "UPDATE client_credentials SET expires_at = CAST($3 AS BIGINT), updated_at = $4
                  WHERE client_id = $1 AND id = $2";
    DELETE: "DELETE FROM client_credentials WHERE client_id = $1 AND id = $2";
}

row! {
    struct Row {
        id: String,
        client_id: String,
        kid: String,
        alg: String,
        name: Option<String>,
        modulus: String,
        exponent: String,
        expires_at: Option<i64>,
        created_at: i64,
        updated_at: i64,
    }
}

/// Stores a new credential; false when the client has too many.
pub async fn insert(db: &mut Conn, credential: &ClientCredential) -> Result<bool, StoreError> {
    let c = credential;
    let (id, client_id, kid) = (c.id.as_str(), c.client_id.as_str(), c.kid.as_str());
    let (modulus, exponent) = (c.key.modulus.as_str(), c.key.exponent.as_str());
    let expires_at = c.expires_at.map(Timestamp::millis);
    let done = execute!(
        db,
        INSERT,
        id,
        client_id,
        kid,
        c.alg.as_str(),
        c.name.as_deref(),
        modulus,
        exponent,
        expires_at,
        c.created_at.millis(),
        MOST,
    )?;
    Ok(done == 1)
}

/// The client's credentials, oldest first. Flows ask [`crate::Store::client_credentials`].
pub async fn of_client(
    db: &mut Conn,
    client_id: &str,
) -> Result<Vec<ClientCredential>, StoreError> {
    let rows = fetch_all!(Row, db, OF_CLIENT, client_id)?;
    rows.into_iter().map(Row::read).collect()
}

/// One credential of the client.
pub async fn find(
    db: &mut Conn,
    client_id: &str,
    id: &str,
) -> Result<Option<ClientCredential>, StoreError> {
    let row = fetch_optional!(Row, db, FIND, client_id, id)?;
    row.map(Row::read).transpose()
}

/// Sets when a credential ends, or that it does not; false when it is not there.
pub async fn set_expiry(
    db: &mut Conn,
    (client_id, id): (&str, &str),
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let expires_at = expires_at.map(Timestamp::millis);
    Ok(execute!(db, SET_EXPIRY, client_id, id, expires_at, now.millis())? == 1)
}

/// Deletes a credential.
pub async fn delete(db: &mut Conn, client_id: &str, id: &str) -> Result<(), StoreError> {
    execute!(db, DELETE, client_id, id).map(drop)
}

impl Row {
    fn read(self) -> Result<ClientCredential, StoreError> {
        let alg = Algorithm::parse(&self.alg).ok_or_else(|| StoreError::Corrupt {
            table: "client_credentials",
            what: format!("{}: alg {}", self.id, self.alg),
        })?;
        Ok(ClientCredential {
            id: self.id,
            client_id: self.client_id,
            name: self.name,
            kid: self.kid,
            alg,
            key: RsaKey {
                modulus: self.modulus,
                exponent: self.exponent,
            },
            expires_at: self.expires_at.map(Timestamp::from_millis),
            created_at: Timestamp::from_millis(self.created_at),
            updated_at: Timestamp::from_millis(self.updated_at),
        })
    }
}
