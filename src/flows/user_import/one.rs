//! Stores one user of a file.

use serde_json::{Map, Value};

use super::entry::{Fault, Given};
use crate::domain::guardian::Authenticator;
use crate::domain::identifier::Typed;
use crate::domain::time::Timestamp;
use crate::domain::user::{MAX_METADATA, User};
use crate::ids;
use crate::outside::Entropy;
use crate::store::authenticators::{self, StoredAuthenticator};
use crate::store::engine::{StoreError, Tx};
use crate::store::users::SignInIdentity;
use crate::store::{spellings, users};

/// What became of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    Inserted,
    Updated,
}

/// Into which connection, when, and how.
pub struct Into<'a> {
    /// Its name.
    pub connection: &'a str,
    pub document: &'a Map<String, Value>,
    pub upsert: bool,
    pub now: Timestamp,
    pub entropy: &'a Entropy,
}

/// Makes the user, or changes the one with the same address.
pub async fn import(
    tx: &mut Tx,
    into: &Into<'_>,
    given: Given,
) -> Result<Result<Done, Fault>, StoreError> {
    let found = match Typed::read(&given.email) {
        Some(typed) => spellings::find(tx, into.connection, &typed).await?,
        None => None,
    };
    match found {
        None => insert(tx, into, given).await,
        Some(found)
            if into.upsert && found.linked_to.is_none() && is_address_of(&found, &given) =>
        {
            update(tx, into, found.identity, given).await
        }
        Some(_) => Ok(Err(duplicate())),
    }
}

fn is_address_of(found: &SignInIdentity, given: &Given) -> bool {
    found.identity.email.as_deref() == Some(given.email.as_str())
}

fn duplicate() -> Fault {
    Fault::new("DUPLICATED_USER", "The user already exists.")
}

async fn insert(
    tx: &mut Tx,
    into: &Into<'_>,
    given: Given,
) -> Result<Result<Done, Fault>, StoreError> {
    let id = given.user_id.unwrap_or_else(|| ids::user_id(into.entropy));
    let user = User::of_body(&given.body, into.document, (id, into.now), MAX_METADATA);
    let mut user = match user {
        Ok(user) => user,
        Err(invalid) => return Ok(Err(invalid.into())),
    };
    user.profile.extend(given.claims);
    let is_taken = users::is_taken(tx, &user).await? || spellings::is_taken(tx, &user).await?;
    if is_taken || !users::insert(tx, &user, given.hash.as_deref()).await? {
        return Ok(Err(duplicate()));
    }
    for factor in given.factors {
        let new = StoredAuthenticator {
            authenticator: Authenticator {
                id: ids::prefixed(into.entropy, &format!("{}|dev_", factor.kind.name())),
                user_id: user.user_id.clone(),
                kind: factor.kind,
                details: factor.details,
                created_at: into.now,
                confirmed_at: Some(into.now),
                last_auth_at: None,
                guards_since: None,
            },
            secret: factor.secret,
        };
        if !authenticators::insert(tx, &new, 0).await? {
            let message = "A second factor of the user was not stored; the user was.";
            return Ok(Err(Fault::new("MFA_FACTORS_FAILED", message)));
        }
    }
    Ok(Ok(Done::Inserted))
}

/// Metadata takes the place of what is there, and a hash that of one that was never used.
async fn update(
    tx: &mut Tx,
    into: &Into<'_>,
    mut user: User,
    mut given: Given,
) -> Result<Result<Done, Fault>, StoreError> {
    for name in ["email", "username", "blocked"] {
        given.body.shift_remove(name);
    }
    for name in ["user_metadata", "app_metadata"] {
        if given.body.contains_key(name) {
            user.profile.shift_remove(name);
        }
    }
    if let Err(invalid) = user.change(&given.body, into.document, MAX_METADATA) {
        return Ok(Err(invalid.into()));
    }
    user.updated_at = into.now;
    users::replace(tx, &user).await?;
    if let Some(hash) = given
        .hash
        .filter(|_| given.replaces_hash && user.logins_count == 0)
    {
        users::set_password(tx, &user.user_id, &hash, into.now).await?;
    }
    Ok(Ok(Done::Updated))
}
