//! Removal of what nobody needs any more, in small batches, so that no request waits long for it.

use super::engine::{Conn, StoreError, execute, on_engine, statements};
use crate::domain::time::Timestamp;

statements! {
    LOGIN_TRANSACTIONS: "DELETE FROM login_transactions WHERE digest IN (
                             SELECT digest FROM login_transactions WHERE expires_at < $1 LIMIT 500)";
    PUSHED_REQUESTS: "DELETE FROM pushed_requests WHERE digest IN (
                          SELECT digest FROM pushed_requests WHERE expires_at < $1 LIMIT 500)";
    USED_ASSERTIONS: "DELETE FROM used_assertions WHERE digest IN (
                          SELECT digest FROM used_assertions WHERE expires_at < $1 LIMIT 500)";
    TICKETS: "DELETE FROM tickets WHERE digest IN (SELECT digest FROM tickets WHERE expires_at < $1 LIMIT 500)";
    SAML_MESSAGES: "DELETE FROM saml_messages WHERE message_id IN (
                        SELECT message_id FROM saml_messages WHERE expires_at < $1 LIMIT 500) AND expires_at < $1";
    CODES: "DELETE FROM codes WHERE digest IN (SELECT digest FROM codes WHERE expires_at < $1 LIMIT 500)";
    TRANSFERS: "DELETE FROM session_transfers WHERE id IN (SELECT id FROM session_transfers WHERE issued_at < $1 LIMIT 500)";
    ATTEMPTS: "DELETE FROM transfer_attempts WHERE id IN (
                   SELECT id FROM transfer_attempts WHERE attempted_at < $1 LIMIT 500)";
    /// A revoked session outlives the refresh tokens that it forbids.
    SESSIONS: "DELETE FROM sessions WHERE id IN (
                   SELECT s.id FROM sessions s
                    WHERE s.expires_at < $1
                      AND NOT (s.ends_families
                               AND EXISTS (SELECT 1 FROM refresh_families f
                                            WHERE f.session_id = s.id AND f.revoked_at IS NULL)) LIMIT 500)";
    SESSION_CLIENTS: "DELETE FROM session_clients WHERE session_id IN (
                          SELECT c.session_id FROM session_clients c LEFT JOIN sessions s ON s.id = c.session_id
                           WHERE s.id IS NULL LIMIT 500)";
    SAML_PARTICIPANTS: "DELETE FROM saml_participants WHERE session_id IN (
                            SELECT c.session_id FROM saml_participants c LEFT JOIN sessions s ON s.id = c.session_id
                             WHERE s.id IS NULL LIMIT 500)";
    /// A family outlives its descendants: they ask it whether they may live.
    FAMILIES: "DELETE FROM refresh_families WHERE id IN (
                   SELECT f.id FROM refresh_families f
                    WHERE (f.expires_at < $1 OR f.idle_expires_at < $1 OR f.revoked_at < $1)
                      AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.parent_family = f.id)
                      AND NOT EXISTS (SELECT 1 FROM refresh_families c WHERE c.parent_family = f.id) LIMIT 500)";
    SUPERSEDED: "DELETE FROM superseded_refresh_tokens WHERE digest IN (
                     SELECT t.digest FROM superseded_refresh_tokens t
                       LEFT JOIN refresh_families f ON f.id = t.family_id WHERE f.id IS NULL LIMIT 500)";
    NETWORK_BUDGETS: "DELETE FROM network_budgets WHERE full_at < $1 AND network IN (
                          SELECT network FROM network_budgets WHERE full_at < $1 LIMIT 500)";
    ATTEMPTED_LOGINS: "DELETE FROM login_attempts WHERE last_at < $1";
    EXECUTIONS: "DELETE FROM action_executions WHERE id IN (
                     SELECT id FROM action_executions WHERE executed_at < $1 LIMIT 500)";
    LOGS: "DELETE FROM tenant_logs WHERE log_id IN (SELECT log_id FROM tenant_logs WHERE occurred_at < $1 LIMIT 500)";
}

/// From when on things are kept.
#[derive(Debug, Clone, Copy)]
pub struct Horizon {
    pub now: Timestamp,
    /// Spent and expired things are kept from here on.
    pub consumed: Timestamp,
    pub tenant_log: Timestamp,
    /// Wrong passwords count from here on.
    pub failed_logins: Timestamp,
}

/// Removes one batch of each kind; how many rows went. Nothing to do is 0.
pub async fn batch(db: &mut Conn, horizon: Horizon) -> Result<u64, StoreError> {
    let mut gone = 0;
    for sql in [
        LOGIN_TRANSACTIONS,
        PUSHED_REQUESTS,
        USED_ASSERTIONS,
        SAML_MESSAGES,
        NETWORK_BUDGETS,
    ] {
        gone += execute!(db, sql, horizon.now.millis())?;
    }
    for sql in [TICKETS, CODES, TRANSFERS, ATTEMPTS, SESSIONS, FAMILIES] {
        gone += execute!(db, sql, horizon.consumed.millis())?;
    }
    gone += execute!(db, ATTEMPTED_LOGINS, horizon.failed_logins.millis())?;
    for sql in [SESSION_CLIENTS, SAML_PARTICIPANTS, SUPERSEDED] {
        gone += execute!(db, sql)?;
    }
    for sql in [LOGS, EXECUTIONS] {
        gone += execute!(db, sql, horizon.tenant_log.millis())?;
    }
    Ok(gone)
}
