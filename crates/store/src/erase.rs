//! Deleting: what goes with a user, a connection, a client, an organization or an API, in one list each.
//!
//! [`NAMES`] says of every column that names one of them whether its rows go too, or why they stay. A test compares it with
//! the schema, so that a new column fails until it is here.

mod names;

use serde_json::{Map, Value};

use super::engine::{
    StoreError, Tx, execute, fetch_all, on_engine, postgres_statements, statements,
};
use super::{clients, connections, identities, refresh_tokens, tenant, to_text};
use footbridge_domain::time::Timestamp;
pub use names::{Aggregate, DOCUMENTS, Fate, NAMES};

/// The user `$1` and the identities that are linked to them.
macro_rules! of_user {
    () => {
        "(SELECT user_id FROM users WHERE user_id = $1 OR linked_to = $1)"
    };
}
/// The users of the connection `$1`, with every identity that is linked to one of them.
macro_rules! of_connection {
    () => {
        "(SELECT user_id FROM users
           WHERE connection = (SELECT name FROM connections WHERE id = $1)
              OR linked_to IN (SELECT user_id FROM users WHERE connection = (SELECT name FROM connections WHERE id = $1)))"
    };
}
macro_rules! sessions_of {
    ($users:ident) => {
        concat!("(SELECT id FROM sessions WHERE user_id IN ", $users!(), ")")
    };
}
macro_rules! grants_where {
    ($condition:literal) => {
        concat!("(SELECT id FROM client_grants WHERE ", $condition, ")")
    };
}

statements! {
    USER_SESSION_CLIENTS: ["DELETE FROM session_clients WHERE session_id IN ", sessions_of!(of_user)];
    USER_PARTICIPANTS: ["DELETE FROM saml_participants WHERE session_id IN ", sessions_of!(of_user)];
    USER_SESSIONS: ["DELETE FROM sessions WHERE user_id IN ", of_user!()];
    USER_TICKETS: ["DELETE FROM tickets WHERE user_id IN ", of_user!()];
    USER_MAIL: ["DELETE FROM mail_outbox WHERE user_id IN ", of_user!()];
    USER_CONSENTS: ["DELETE FROM grants WHERE user_id IN ", of_user!()];
    USER_DEVICES: ["DELETE FROM device_credentials WHERE user_id IN ", of_user!()];
    USER_AUTHENTICATORS: ["DELETE FROM authenticators WHERE user_id IN ", of_user!()];
    USER_MFA_TOKENS: ["DELETE FROM mfa_tokens WHERE user_id IN ", of_user!()];
    USER_BROWSERS: ["DELETE FROM remembered_browsers WHERE user_id IN ", of_user!()];
    USER_PERMISSIONS: ["DELETE FROM user_permissions WHERE user_id IN ", of_user!()];
    USER_ROLES: ["DELETE FROM role_members WHERE user_id IN ", of_user!()];
    USER_MEMBERSHIPS: ["DELETE FROM organization_members WHERE user_id IN ", of_user!()];
    USER: "DELETE FROM users WHERE linked_to = $1 OR (user_id = $1 AND linked_to IS NULL)";

    /// Descendants belong to the same users, so they always end too.
    CONNECTION_FAMILIES: ["UPDATE refresh_families SET revoked_at = $2, revokes_descendants = TRUE
                            WHERE revoked_at IS NULL AND user_id IN ", of_connection!()];
    CONNECTION_SESSION_CLIENTS: ["DELETE FROM session_clients WHERE session_id IN ", sessions_of!(of_connection)];
    CONNECTION_PARTICIPANTS: ["DELETE FROM saml_participants WHERE session_id IN ", sessions_of!(of_connection)];
    CONNECTION_SESSIONS: ["DELETE FROM sessions WHERE user_id IN ", of_connection!()];
    CONNECTION_TICKETS: ["DELETE FROM tickets WHERE user_id IN ", of_connection!()];
    CONNECTION_MAIL: ["DELETE FROM mail_outbox WHERE user_id IN ", of_connection!()];
    CONNECTION_CONSENTS: ["DELETE FROM grants WHERE user_id IN ", of_connection!()];
    CONNECTION_DEVICES: ["DELETE FROM device_credentials WHERE user_id IN ", of_connection!()];
    CONNECTION_AUTHENTICATORS: ["DELETE FROM authenticators WHERE user_id IN ", of_connection!()];
    CONNECTION_MFA_TOKENS: ["DELETE FROM mfa_tokens WHERE user_id IN ", of_connection!()];
    CONNECTION_BROWSERS: ["DELETE FROM remembered_browsers WHERE user_id IN ", of_connection!()];
    CONNECTION_PERMISSIONS: ["DELETE FROM user_permissions WHERE user_id IN ", of_connection!()];
    CONNECTION_ROLES: ["DELETE FROM role_members WHERE user_id IN ", of_connection!()];
    CONNECTION_MEMBERSHIPS: ["DELETE FROM organization_members WHERE user_id IN ", of_connection!()];
    CONNECTION_SPELLINGS: "DELETE FROM identifier_spellings WHERE connection = (SELECT name FROM connections WHERE id = $1)";
    CONNECTION_ORGANIZATIONS: "DELETE FROM organization_connections WHERE connection_id = $1";
    CONNECTION_INVITATIONS: "DELETE FROM organization_invitations WHERE connection_id = $1";
    CONNECTION_CLIENTS: "DELETE FROM connection_clients WHERE connection_id = $1";
    CONNECTION_USERS: ["DELETE FROM users WHERE user_id IN ", of_connection!()];
    CONNECTION: "DELETE FROM connections WHERE id = $1";

    CLIENT_ORGANIZATION_GRANTS: ["DELETE FROM organization_grants WHERE grant_id IN ", grants_where!("client_id = $1")];
    CLIENT_GRANTS: "DELETE FROM client_grants WHERE client_id = $1";
    CLIENT_INVITATIONS: "DELETE FROM organization_invitations WHERE client_id = $1";
    CLIENT_CREDENTIALS: "DELETE FROM client_credentials WHERE client_id = $1";
    CLIENT_NAMES: "DELETE FROM client_names WHERE client_id = $1";
    CLIENT_CONNECTIONS: "DELETE FROM connection_clients WHERE client_id = $1";
    CLIENT_CONSENTS: "DELETE FROM grants WHERE client_id = $1";
    CLIENT_DEVICES: "DELETE FROM device_credentials WHERE client_id = $1";
    CLIENT: "DELETE FROM clients WHERE client_id = $1";

    ORGANIZATION_MEMBERS: "DELETE FROM organization_members WHERE organization_id = $1";
    ORGANIZATION_ROLES: "DELETE FROM role_members WHERE organization_id = $1";
    ORGANIZATION_CONNECTIONS: "DELETE FROM organization_connections WHERE organization_id = $1";
    ORGANIZATION_INVITATIONS: "DELETE FROM organization_invitations WHERE organization_id = $1";
    ORGANIZATION_GRANTS: "DELETE FROM organization_grants WHERE organization_id = $1";
    ORGANIZATION: "DELETE FROM organizations WHERE id = $1";

    API_ORGANIZATION_GRANTS: ["DELETE FROM organization_grants WHERE grant_id IN ", grants_where!("audience = $1")];
    API_GRANTS: "DELETE FROM client_grants WHERE audience = $1";
    API_ROLE_PERMISSIONS: "DELETE FROM role_permissions WHERE audience = $1";
    API_USER_PERMISSIONS: "DELETE FROM user_permissions WHERE audience = $1";
    API_LINKS: "UPDATE clients SET resource_server = NULL WHERE resource_server = $1";
    API_CONSENTS: "DELETE FROM grants WHERE audience = $1";
    API: "DELETE FROM resource_servers WHERE identifier = $1";

    ROLE_PERMISSIONS: "DELETE FROM role_permissions WHERE role_id = $1";
    ROLE_MEMBERS: "DELETE FROM role_members WHERE role_id = $1";
    ROLE: "DELETE FROM roles WHERE id = $1";

    GRANT_ORGANIZATIONS: "DELETE FROM organization_grants WHERE grant_id = $1";
    GRANT: "DELETE FROM client_grants WHERE id = $1";

    /// What is found stays as it is until the transaction ends. More is found than names it: the documents decide.
    HOLD_CLIENTS: "UPDATE clients SET version = version + 1 WHERE document LIKE $1 ESCAPE '!' RETURNING client_id";
    HOLD_CONNECTIONS: "UPDATE connections SET version = version + 1 WHERE document LIKE $1 ESCAPE '!' RETURNING id";
}

postgres_statements! {
    /// Waits for statements that hold the connection, which make users of it, and has later ones wait.
    LOCK_CONNECTION: "SELECT 1 FROM connections WHERE id = $1 FOR UPDATE";
    /// Waits for statements that hold one of the users, and has later ones wait.
    LOCK_USERS: ["SELECT COUNT(*) FROM (SELECT 1 FROM users WHERE user_id IN ", of_connection!(), " FOR UPDATE) AS locked"];
}

/// Deletes a user with the identities that are linked to them; false when there is none. Their refresh tokens are ended by
/// the caller, who tells the log of each.
pub async fn user(tx: &mut Tx, user_id: &str) -> Result<bool, StoreError> {
    if !identities::hold_one(tx, user_id).await? {
        return Ok(false);
    }
    all(
        tx,
        &[
            USER_SESSION_CLIENTS,
            USER_PARTICIPANTS,
            USER_SESSIONS,
            USER_TICKETS,
            USER_MAIL,
            USER_CONSENTS,
            USER_DEVICES,
            USER_AUTHENTICATORS,
            USER_MFA_TOKENS,
            USER_BROWSERS,
            USER_PERMISSIONS,
            USER_ROLES,
            USER_MEMBERSHIPS,
            USER,
        ],
        user_id,
    )
    .await
}

/// Deletes a connection with its users; false when there is none.
pub async fn connection(tx: &mut Tx, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let Some(stored) = connections::by_id(tx, id).await? else {
        return Ok(false);
    };
    tx.is_heavy();
    if tx.is_postgres() {
        execute!(tx, LOCK_CONNECTION, id)?;
        execute!(tx, LOCK_USERS, id)?;
    }
    execute!(tx, CONNECTION_FAMILIES, id, now.millis())?;
    forget_default(tx, "default_directory", &stored.connection.name).await?;
    all(
        tx,
        &[
            CONNECTION_SESSION_CLIENTS,
            CONNECTION_PARTICIPANTS,
            CONNECTION_SESSIONS,
            CONNECTION_TICKETS,
            CONNECTION_MAIL,
            CONNECTION_CONSENTS,
            CONNECTION_DEVICES,
            CONNECTION_AUTHENTICATORS,
            CONNECTION_MFA_TOKENS,
            CONNECTION_BROWSERS,
            CONNECTION_PERMISSIONS,
            CONNECTION_ROLES,
            CONNECTION_MEMBERSHIPS,
            CONNECTION_SPELLINGS,
            CONNECTION_ORGANIZATIONS,
            CONNECTION_INVITATIONS,
            CONNECTION_CLIENTS,
            CONNECTION_USERS,
            CONNECTION,
        ],
        id,
    )
    .await
}

/// Deletes a client, and ends its refresh tokens, with their descendants if `cascades`; false when there is none.
pub async fn client(
    tx: &mut Tx,
    client_id: &str,
    cascades: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    refresh_tokens::revoke_of_client(tx, client_id, now, cascades).await?;
    disable(tx, client_id).await?;
    edit_clients(tx, client_id, |document| {
        let allowed = document.get_mut("allowed_clients");
        if let Some(ids) = allowed.and_then(Value::as_array_mut) {
            ids.retain(|id| id != client_id);
        }
    })
    .await?;
    all(
        tx,
        &[
            CLIENT_ORGANIZATION_GRANTS,
            CLIENT_GRANTS,
            CLIENT_INVITATIONS,
            CLIENT_CREDENTIALS,
            CLIENT_NAMES,
            CLIENT_CONNECTIONS,
            CLIENT_CONSENTS,
            CLIENT_DEVICES,
            CLIENT,
        ],
        client_id,
    )
    .await
}

/// Deletes an organization; false when there is none.
pub async fn organization(tx: &mut Tx, id: &str) -> Result<bool, StoreError> {
    edit_clients(tx, id, |document| {
        let member = "default_organization";
        let named = document.get(member).and_then(|d| d.get("organization_id"));
        if named.is_some_and(|named| named == id) {
            document.shift_remove(member);
        }
    })
    .await?;
    all(
        tx,
        &[
            ORGANIZATION_MEMBERS,
            ORGANIZATION_ROLES,
            ORGANIZATION_CONNECTIONS,
            ORGANIZATION_GRANTS,
            ORGANIZATION_INVITATIONS,
            ORGANIZATION,
        ],
        id,
    )
    .await
}

/// Deletes the API with that identifier; false when there is none.
pub async fn resource_server(tx: &mut Tx, identifier: &str) -> Result<bool, StoreError> {
    forget_default(tx, "default_audience", identifier).await?;
    edit_clients(tx, identifier, |document| {
        let member = "resource_server_identifier";
        if document
            .get(member)
            .is_some_and(|named| named == identifier)
        {
            document.shift_remove(member);
        }
    })
    .await?;
    all(
        tx,
        &[
            API_ORGANIZATION_GRANTS,
            API_GRANTS,
            API_ROLE_PERMISSIONS,
            API_USER_PERMISSIONS,
            API_LINKS,
            API_CONSENTS,
            API,
        ],
        identifier,
    )
    .await
}

/// Deletes a role; false when there is none.
pub async fn role(tx: &mut Tx, id: &str) -> Result<bool, StoreError> {
    all(tx, &[ROLE_PERMISSIONS, ROLE_MEMBERS, ROLE], id).await
}

/// Deletes a client grant; false when there is none.
pub async fn client_grant(tx: &mut Tx, id: &str) -> Result<bool, StoreError> {
    all(tx, &[GRANT_ORGANIZATIONS, GRANT], id).await
}

/// Runs a list; whether its last statement, which is about the aggregate itself, removed a row.
async fn all(tx: &mut Tx, list: &[&'static str], id: &str) -> Result<bool, StoreError> {
    tx.is_heavy();
    let mut removed = 0;
    for sql in list {
        removed = execute!(tx, *sql, id)?;
    }
    Ok(removed > 0)
}

/// No connection goes on naming a client that has gone.
async fn disable(tx: &mut Tx, client_id: &str) -> Result<(), StoreError> {
    for (id,) in fetch_all!((String,), tx, HOLD_CONNECTIONS, naming(client_id))? {
        let Some(mut stored) = connections::by_id(tx, &id).await? else {
            continue;
        };
        let enabled = stored.document.get_mut("enabled_clients");
        if let Some(ids) = enabled.and_then(Value::as_array_mut) {
            ids.retain(|id| id != client_id);
            connections::replace(tx, &stored.document, stored.version).await?;
        }
    }
    Ok(())
}

/// Edits the documents of the clients that name `id` somewhere.
async fn edit_clients(
    tx: &mut Tx,
    id: &str,
    edit: impl Fn(&mut Map<String, Value>),
) -> Result<(), StoreError> {
    for (client_id,) in fetch_all!((String,), tx, HOLD_CLIENTS, naming(id))? {
        let Some(mut stored) = clients::by_id(tx, &client_id).await? else {
            continue;
        };
        edit(&mut stored.document);
        let secret = stored.secret.as_deref();
        clients::replace(tx, &stored.document, secret, stored.version).await?;
    }
    Ok(())
}

/// A pattern that finds documents with that string.
fn naming(id: &str) -> String {
    let escaped = to_text(&id)
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{escaped}%")
}

/// The tenant has no default that has gone.
async fn forget_default(tx: &mut Tx, member: &str, name: &str) -> Result<(), StoreError> {
    tenant::lock(tx).await?;
    let mut document = tenant::document(tx).await?;
    if document.get(member).is_some_and(|value| value == name) {
        document.shift_remove(member);
        tenant::replace(tx, &document).await?;
    }
    Ok(())
}
