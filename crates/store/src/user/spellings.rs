//! Identifiers that were stored before there was one form for them: how they are written, by the form that they would have
//! today. They stay as they are; new ones are never written otherwise, so that this list does not grow.

use std::collections::BTreeMap;

use crate::engine::{Conn, StoreError, execute, fetch_all, on_engine, row, statements};
use crate::{Store, users};
use footbridge_domain::identifier::{Typed, seen};
use footbridge_domain::user::User;

statements! {
    /// The row without a connection says that the spellings are not known yet.
    IS_UNKNOWN: "SELECT stored FROM identifier_spellings WHERE connection = '' AND canonical = ''";
    KNOWN: "DELETE FROM identifier_spellings WHERE connection = '' AND canonical = ''";
    /// ASCII has one form: those with longer characters are looked at.
    LONGER: "SELECT user_id, connection, email, username FROM users
              WHERE user_id > $1
                AND (length(email) <> octet_length(email) OR length(username) <> octet_length(username))
              ORDER BY user_id LIMIT 500";
    ADD: "INSERT INTO identifier_spellings (connection, canonical, stored) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    OF: "SELECT stored FROM identifier_spellings WHERE connection = $1 AND canonical = $2 LIMIT 8";
}

/// An identifier that is not in the form of new ones.
#[derive(Debug, Clone)]
pub struct Spelling {
    pub connection: String,
    pub user_id: String,
    pub stored: String,
    pub canonical: String,
}

row! {
    struct Row {
        user_id: String,
        connection: String,
        email: Option<String>,
        username: Option<String>,
    }
}

/// At most 500 users past `after` who have characters beyond ASCII: the last one's id, and what of theirs is not in the
/// form of new identifiers.
pub async fn past(
    db: &mut Conn,
    after: &str,
) -> Result<Option<(String, Vec<Spelling>)>, StoreError> {
    let rows = fetch_all!(Row, db, LONGER, after)?;
    let last = rows.last().map(|row| row.user_id.clone());
    let mut found = Vec::new();
    for row in rows {
        for stored in [row.email, row.username].into_iter().flatten() {
            let form = seen(&stored).filter(|form| *form != stored);
            found.extend(form.map(|canonical| Spelling {
                connection: row.connection.clone(),
                user_id: row.user_id.clone(),
                stored,
                canonical,
            }));
        }
    }
    Ok(last.map(|last| (last, found)))
}

/// Identifiers of one connection that several users have, once each is in the form of new ones.
pub async fn collisions(db: &mut Conn) -> Result<Vec<Vec<Spelling>>, StoreError> {
    let mut groups: BTreeMap<(String, String), Vec<Spelling>> = BTreeMap::new();
    let mut after = String::new();
    while let Some((last, found)) = past(db, &after).await? {
        for one in found {
            let key = (one.connection.clone(), one.canonical.clone());
            groups.entry(key).or_default().push(one);
        }
        after = last;
    }
    for ((connection, canonical), group) in &mut groups {
        let written_so = users::by_identifier(db, connection, canonical).await?;
        group.extend(written_so.map(|found| Spelling {
            connection: connection.clone(),
            user_id: found.identity.user_id,
            stored: canonical.clone(),
            canonical: canonical.clone(),
        }));
        group.sort_by(|one, other| one.user_id.cmp(&other.user_id));
        group.dedup_by(|one, other| one.user_id == other.user_id);
    }
    Ok(groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect())
}

/// Looks once through the users that were there before this list was.
pub async fn list(store: &Store) -> Result<(), StoreError> {
    let mut db = store.write().await?;
    if fetch_all!((String,), db, IS_UNKNOWN)?.is_empty() {
        return Ok(());
    }
    let mut after = String::new();
    while let Some((last, found)) = past(&mut db, &after).await? {
        for one in found {
            execute!(db, ADD, one.connection, one.canonical, one.stored)?;
        }
        after = last;
    }
    execute!(db, KNOWN).map(drop)
}

/// The identity that was meant: the one that is written so, else the only one that looks so.
pub async fn find(
    db: &mut Conn,
    connection: &str,
    typed: &Typed,
) -> Result<Option<users::SignInIdentity>, StoreError> {
    if let Some(found) = users::by_identifier(db, connection, &typed.exact).await? {
        return Ok(Some(found));
    }
    let Some(canonical) = &typed.canonical else {
        return Ok(None);
    };
    let mut meant = alike(db, connection, canonical).await?;
    Ok(meant.pop().filter(|_| meant.is_empty()))
}

/// Whether another user of the connection has an identifier that looks like one of the user's.
pub async fn is_taken(db: &mut Conn, user: &User) -> Result<bool, StoreError> {
    for identifier in user.email.iter().chain(&user.username) {
        let alike = alike(db, &user.connection, identifier).await?;
        if alike.iter().any(|c| c.identity.user_id != user.user_id) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Every identity that has that form, or that is written otherwise and would have it.
async fn alike(
    db: &mut Conn,
    connection: &str,
    canonical: &str,
) -> Result<Vec<users::SignInIdentity>, StoreError> {
    let rows = fetch_all!((String,), db, OF, connection, canonical)?;
    let written = std::iter::once(canonical.to_owned()).chain(rows.into_iter().map(|row| row.0));
    let mut found: Vec<users::SignInIdentity> = Vec::new();
    for identifier in written {
        let one = users::by_identifier(db, connection, &identifier).await?;
        let is_new = |c: &users::SignInIdentity| {
            let known = |k: &users::SignInIdentity| k.identity.user_id == c.identity.user_id;
            !found.iter().any(known)
        };
        if let Some(one) = one.filter(is_new) {
            found.push(one);
        }
    }
    Ok(found)
}
