//! Writes a plan, in the transaction in which it was made.

use serde_json::Value;

use super::plan::{ActionWrite, Change, Context, OrganizationWrite, RoleWrite, Write};
use super::sections::Credential;
use crate::domain::action::MOST_VERSIONS;
use crate::domain::time::Timestamp;
use crate::store::engine::{StoreError, Tx};
use crate::store::{
    action_bindings, action_versions, actions, client_grants, clients, connections, log_streams,
    organization_connections, organization_grants, organizations, permissions, resource_servers,
    roles, tenant, users,
};

/// Makes the hash under which a password is stored.
pub type Hash<'a> = &'a (dyn Fn(&str) -> String + Sync);

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    #[error("{0} was changed by another request meanwhile: nothing was imported, try again")]
    Conflict(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes every change; the caller commits.
pub async fn apply(
    tx: &mut Tx,
    changes: &[Change],
    context: &Context<'_>,
    hash: Hash<'_>,
) -> Result<(), ApplyError> {
    for change in changes {
        if !write(tx, &change.write, context, hash).await? {
            return Err(ApplyError::Conflict(change.what.clone()));
        }
    }
    Ok(())
}

async fn write(
    tx: &mut Tx,
    row: &Write,
    context: &Context<'_>,
    hash: Hash<'_>,
) -> Result<bool, StoreError> {
    let now = context.now;
    match row {
        Write::Tenant(document) => tenant::replace(tx, document).await.map(|()| true),
        Write::Client {
            document,
            secret,
            version,
        } => match version {
            None => clients::insert(tx, document, secret.as_deref(), now).await,
            Some(v) => clients::replace(tx, document, secret.as_deref(), *v).await,
        },
        Write::Connection(document, None) => connections::insert(tx, document, now).await,
        Write::Connection(document, Some(v)) => connections::replace(tx, document, *v).await,
        Write::NewResourceServer(document) => resource_servers::insert(tx, document, now).await,
        Write::ResourceServer(document, version, lost) => {
            for scope in &lost.scopes {
                permissions::forget(tx, &lost.audience, scope).await?;
            }
            resource_servers::replace(tx, document, *version).await
        }
        Write::ClientGrant(grant) => client_grants::upsert(tx, grant, now).await.map(|()| true),
        Write::Role(write) => role(tx, write, now).await,
        Write::Organization(write) => organization(tx, write, now).await,
        Write::BruteForce(settings) => tenant::replace_protection(tx, settings)
            .await
            .map(|()| true),
        Write::SuspiciousIp(settings) => tenant::replace_protection(tx, settings)
            .await
            .map(|()| true),
        Write::Action(write) => action(tx, write).await,
        Write::Bindings(trigger, bindings) => action_bindings::replace(tx, trigger, bindings).await,
        Write::LogStream(stream, true) => log_streams::insert(tx, stream, now).await.map(|()| true),
        Write::LogStream(stream, false) => log_streams::replace(tx, stream).await,
        Write::User(user) => users::replace(tx, user).await,
        Write::NewUser(user, credential) => {
            let stored = credential.as_ref().map(|c| match c {
                Credential::Password(password) => hash(&password.0),
                Credential::Hash(stored) => stored.0.clone(),
            });
            users::insert(tx, user, stored.as_deref()).await
        }
    }
}

async fn action(tx: &mut Tx, write: &ActionWrite) -> Result<bool, StoreError> {
    let action = &write.action;
    if let Some(version) = &write.version
        && !action_versions::insert(tx, &action.id, version).await?
    {
        return Ok(false);
    }
    if let Some(version) = &write.version {
        let old = version.number - MOST_VERSIONS;
        action_versions::delete_up_to(tx, &action.id, old).await?;
    }
    if write.is_new {
        actions::insert(tx, action).await
    } else {
        actions::replace(tx, action).await
    }
}

async fn role(tx: &mut Tx, write: &RoleWrite, now: Timestamp) -> Result<bool, StoreError> {
    let stored = if write.is_new {
        roles::insert(tx, &write.role, now).await?
    } else {
        roles::replace(tx, &write.role).await?
    };
    if !stored {
        return Ok(false);
    }
    for permission in &write.taken {
        permissions::take_from_role(tx, &write.role.id, permission).await?;
    }
    for permission in &write.granted {
        permissions::grant_to_role(tx, &write.role.id, permission).await?;
    }
    Ok(true)
}

async fn organization(
    tx: &mut Tx,
    write: &OrganizationWrite,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let stored = match write.version {
        None => organizations::insert(tx, &write.document, now).await?,
        Some(version) => organizations::replace(tx, &write.document, version).await?,
    };
    let id = write.document.get("id").and_then(Value::as_str);
    let Some(id) = id.filter(|_| stored) else {
        return Ok(false);
    };
    for (connection, _) in organization_connections::of_organization(tx, id).await? {
        organization_connections::delete(tx, id, &connection).await?;
    }
    for (connection, settings) in &write.connections {
        organization_connections::insert(tx, (id, connection), settings).await?;
    }
    for grant in organization_grants::of_organization(tx, id).await? {
        organization_grants::delete(tx, id, &grant).await?;
    }
    for grant in &write.grants {
        organization_grants::insert(tx, id, grant).await?;
    }
    Ok(true)
}
