//! Custom domains. Every process reads those that are ready each second.

use crate::engine::{Conn, StoreError, execute, fetch_all, fetch_optional, on_engine, statements};
use crate::{from_text, to_text};
use footbridge_domain::custom_domain::{CustomDomain, DomainSettings};
use footbridge_domain::time::Timestamp;

/// How many there may be.
const MOST: i64 = 100;

statements! {
    INSERT: "INSERT INTO custom_domains (id, domain, document, created_at)
             SELECT $1, $2, $3, CAST($4 AS BIGINT) WHERE (SELECT COUNT(*) FROM custom_domains) < $5
             ON CONFLICT (domain) DO NOTHING";
    ALL: "SELECT id, domain, document, created_at, verified_at, version FROM custom_domains ORDER BY created_at, id";
    BY_ID: "SELECT id, domain, document, created_at, verified_at, version FROM custom_domains WHERE id = $1";
    READY: "SELECT domain, document FROM custom_domains WHERE verified_at IS NOT NULL ORDER BY created_at, id";
    /// Lost when another request changed the domain in between: the caller reads again.
    REPLACE: "UPDATE custom_domains SET document = $2, version = version + 1 WHERE id = $1 AND version = $3";
    VERIFY: "UPDATE custom_domains SET verified_at = $2, version = version + 1 WHERE id = $1 AND verified_at IS NULL";
    DELETE: "DELETE FROM custom_domains WHERE id = $1";
}

/// A custom domain as it is stored.
#[derive(Debug, Clone)]
pub struct StoredDomain {
    pub domain: CustomDomain,
    /// For [`replace`].
    pub version: i64,
}

type Row = (String, String, String, i64, Option<i64>, i64);

fn read(row: Row) -> Result<StoredDomain, StoreError> {
    let (id, domain, document, created_at, verified_at, version) = row;
    let domain = CustomDomain {
        id,
        domain,
        settings: from_text("custom_domains", &document)?,
        created_at: Timestamp::from_millis(created_at),
        verified_at: verified_at.map(Timestamp::from_millis),
    };
    Ok(StoredDomain { domain, version })
}

/// Stores a new domain; false when it is there already, or when there are too many.
pub async fn insert(db: &mut Conn, domain: &CustomDomain) -> Result<bool, StoreError> {
    let (id, name) = (domain.id.as_str(), domain.domain.as_str());
    let document = to_text(&domain.settings);
    let at = domain.created_at.millis();
    Ok(execute!(db, INSERT, id, name, document, at, MOST)? == 1)
}

/// Every domain, oldest first.
pub async fn all(db: &mut Conn) -> Result<Vec<StoredDomain>, StoreError> {
    fetch_all!(Row, db, ALL)?.into_iter().map(read).collect()
}

/// The domain with that id.
pub async fn by_id(db: &mut Conn, id: &str) -> Result<Option<StoredDomain>, StoreError> {
    fetch_optional!(Row, db, BY_ID, id)?.map(read).transpose()
}

/// The hosts whose requests are answered, oldest first, each with the RP ID of its passkeys, if that is another name.
pub async fn ready(db: &mut Conn) -> Result<Vec<(String, Option<String>)>, StoreError> {
    let rows = fetch_all!((String, String), db, READY)?;
    let read = rows.into_iter().map(|(domain, document)| {
        let settings: DomainSettings = from_text("custom_domains", &document)?;
        Ok((domain, settings.relying_party_identifier))
    });
    read.collect()
}

/// Replaces the domain's settings if no other request has replaced it since `stored` was read; false otherwise, and when it is gone.
pub async fn replace(db: &mut Conn, stored: &StoredDomain) -> Result<bool, StoreError> {
    let document = to_text(&stored.domain.settings);
    let id = stored.domain.id.as_str();
    Ok(execute!(db, REPLACE, id, document, stored.version)? == 1)
}

/// From now on the domain's requests are answered.
pub async fn verify(db: &mut Conn, id: &str, now: Timestamp) -> Result<(), StoreError> {
    execute!(db, VERIFY, id, now.millis()).map(drop)
}

/// Deletes the domain.
pub async fn delete(db: &mut Conn, id: &str) -> Result<(), StoreError> {
    execute!(db, DELETE, id).map(drop)
}
