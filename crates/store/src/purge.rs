//! Removal of what is no longer needed, in small batches, so that no request waits long for it.
//!
//! What may go is found by an index, in the order in which it is due, so that a batch reads no more of a large table than of
//! a small one. Whether a session or a family may go depends on other rows: those have a column of their own for when they
//! are looked at, and what may not go yet is put off.

use super::engine::{Conn, StoreError, execute, on_engine, statements};
use footbridge_domain::log_id;
use footbridge_domain::time::Timestamp;

/// What hangs on a session or a family goes before it.
macro_rules! due_sessions {
    () => {
        "(SELECT id, expires_at, ends_families FROM sessions WHERE purge_at < $1 ORDER BY purge_at LIMIT 200) s"
    };
}
/// A revoked session outlives the refresh tokens that it forbids.
macro_rules! session_forbids {
    () => {
        "(s.ends_families AND EXISTS (SELECT 1 FROM refresh_families f WHERE f.session_id = s.id AND f.revoked_at IS NULL))"
    };
}
macro_rules! removable_sessions {
    () => {
        concat!(
            "SELECT s.id FROM ",
            due_sessions!(),
            " WHERE s.expires_at < $1 AND NOT ",
            session_forbids!()
        )
    };
}
macro_rules! due_families {
    () => {
        "(SELECT id, expires_at, idle_expires_at, revoked_at FROM refresh_families
           WHERE purge_at < $1 ORDER BY purge_at LIMIT 200) f"
    };
}
macro_rules! family_is_over {
    () => {
        "(COALESCE(f.expires_at, $1) < $1 OR COALESCE(f.idle_expires_at, $1) < $1 OR COALESCE(f.revoked_at, $1) < $1)"
    };
}
/// A family outlives its descendants: they ask it whether they may live.
macro_rules! family_has_descendants {
    () => {
        "(EXISTS (SELECT 1 FROM sessions s WHERE s.parent_family = f.id)
          OR EXISTS (SELECT 1 FROM refresh_families c WHERE c.parent_family = f.id))"
    };
}

statements! {
    LEASE: "UPDATE purges SET leased_by = $1, leased_until = $3 WHERE id = 1 AND (leased_until <= $2 OR leased_by = $1)";
    LOGIN_TRANSACTIONS: "DELETE FROM login_transactions WHERE digest IN (
                             SELECT digest FROM login_transactions WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    EMAIL_CODES: "DELETE FROM email_codes WHERE id IN (
                      SELECT id FROM email_codes WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    REMEMBERED_BROWSERS: "DELETE FROM remembered_browsers WHERE digest IN (
                              SELECT digest FROM remembered_browsers WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    PUSHED_REQUESTS: "DELETE FROM pushed_requests WHERE digest IN (
                          SELECT digest FROM pushed_requests WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    PASSKEY_CHALLENGES: "DELETE FROM passkey_challenges WHERE digest IN (
                             SELECT digest FROM passkey_challenges WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    USED_ASSERTIONS: "DELETE FROM used_assertions WHERE digest IN (
                          SELECT digest FROM used_assertions WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    JOBS: "DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    INVITATIONS: "DELETE FROM organization_invitations WHERE id IN (
                      SELECT id FROM organization_invitations WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    TICKETS: "DELETE FROM tickets WHERE digest IN (
                  SELECT digest FROM tickets WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    MFA_TOKENS: "DELETE FROM mfa_tokens WHERE digest IN (
                     SELECT digest FROM mfa_tokens WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    SAML_MESSAGES: "DELETE FROM saml_messages WHERE (client_id, message_id) IN (
                        SELECT client_id, message_id FROM saml_messages WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    USERINFO_CLAIMS: "DELETE FROM userinfo_claims WHERE token IN (
                          SELECT token FROM userinfo_claims WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    CODES: "DELETE FROM codes WHERE digest IN (
                SELECT digest FROM codes WHERE expires_at < $1 ORDER BY expires_at LIMIT 200)";
    TRANSFERS: "DELETE FROM session_transfers WHERE id IN (
                    SELECT id FROM session_transfers WHERE issued_at < $1 ORDER BY issued_at LIMIT 200)";
    /// Ids that begin with the time are below the first of an instant.
    ATTEMPTS: "DELETE FROM transfer_attempts WHERE id IN (
                   SELECT id FROM transfer_attempts WHERE id < $1 ORDER BY id LIMIT 200)";
    SESSION_CLIENTS: ["DELETE FROM session_clients WHERE session_id IN (", removable_sessions!(), ")"];
    SAML_PARTICIPANTS: ["DELETE FROM saml_participants WHERE session_id IN (", removable_sessions!(), ")"];
    SESSIONS: ["DELETE FROM sessions WHERE id IN (", removable_sessions!(), ")"];
    KEPT_SESSIONS: ["UPDATE sessions SET purge_at = $2 WHERE id IN (
                         SELECT s.id FROM ", due_sessions!(), " WHERE s.expires_at >= $1 OR ", session_forbids!(), ")"];
    SUPERSEDED: ["DELETE FROM superseded_refresh_tokens WHERE digest IN (
                      SELECT t.digest FROM ", due_families!(), " JOIN superseded_refresh_tokens t ON t.family_id = f.id
                       WHERE ", family_is_over!(), " LIMIT 200)"];
    /// One whose superseded tokens are too many for a batch waits for the next.
    FAMILIES: ["DELETE FROM refresh_families WHERE id IN (
                    SELECT f.id FROM ", due_families!(), " WHERE ", family_is_over!(), " AND NOT ", family_has_descendants!(),
                     " AND NOT EXISTS (SELECT 1 FROM superseded_refresh_tokens t WHERE t.family_id = f.id))"];
    KEPT_FAMILIES: ["UPDATE refresh_families SET purge_at = $2 WHERE id IN (
                         SELECT f.id FROM ", due_families!(), " WHERE NOT ", family_is_over!(), " OR ",
                     family_has_descendants!(), ")"];
    /// Whatever a request has spent from meanwhile stays.
    NETWORK_BUDGETS: "DELETE FROM network_budgets WHERE full_at < $1 AND (stage, network) IN (
                          SELECT stage, network FROM network_budgets WHERE full_at < $1 ORDER BY full_at LIMIT 200)";
    MAIL_BUDGETS: "DELETE FROM mail_budgets WHERE name IN (
                       SELECT name FROM mail_budgets WHERE full_at < $1 ORDER BY full_at LIMIT 200)";
    ATTEMPTED_LOGINS: "DELETE FROM login_attempts WHERE (identifier, address) IN (
                           SELECT identifier, address FROM login_attempts WHERE last_at < $1 ORDER BY last_at LIMIT 200)";
    EXECUTIONS: "DELETE FROM action_executions WHERE id IN (
                     SELECT id FROM action_executions WHERE executed_at < $1 ORDER BY executed_at LIMIT 200)";
    LOGS: "DELETE FROM tenant_logs WHERE log_id IN (
               SELECT log_id FROM tenant_logs WHERE log_id < $1 ORDER BY log_id LIMIT 200)";
}

/// From when on things are kept.
#[derive(Debug, Clone, Copy)]
pub struct Horizon {
    pub now: Timestamp,
    /// Spent and expired things are kept from here on.
    pub consumed: Timestamp,
    /// What is over may be needed by something else; until here, the purge does not look at it again.
    pub look_again: Timestamp,
    pub tenant_log: Timestamp,
    /// Wrong passwords count from here on.
    pub failed_logins: Timestamp,
}

/// Takes or renews the right to purge until a time. One process has it: the row count is the judge.
pub async fn lease(
    db: &mut Conn,
    process: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(db, LEASE, process, now.millis(), until.millis())? == 1)
}

/// Goes through one batch of each kind; how many rows were removed or put off. Nothing to do is 0.
pub async fn batch(db: &mut Conn, horizon: Horizon) -> Result<u64, StoreError> {
    let (now, consumed) = (horizon.now.millis(), horizon.consumed.millis());
    let look_again = horizon.look_again.millis();
    let mut done = 0;
    db.is_heavy();
    for sql in [
        LOGIN_TRANSACTIONS,
        EMAIL_CODES,
        REMEMBERED_BROWSERS,
        PUSHED_REQUESTS,
        PASSKEY_CHALLENGES,
        USED_ASSERTIONS,
        SAML_MESSAGES,
        NETWORK_BUDGETS,
        MAIL_BUDGETS,
        USERINFO_CLAIMS,
        JOBS,
        INVITATIONS,
    ] {
        done += execute!(db, sql, now)?;
    }
    for sql in [
        TICKETS,
        MFA_TOKENS,
        CODES,
        TRANSFERS,
        SESSION_CLIENTS,
        SAML_PARTICIPANTS,
        SESSIONS,
    ] {
        done += execute!(db, sql, consumed)?;
    }
    done += execute!(db, KEPT_SESSIONS, consumed, look_again)?;
    for sql in [SUPERSEDED, FAMILIES] {
        done += execute!(db, sql, consumed)?;
    }
    done += execute!(db, KEPT_FAMILIES, consumed, look_again)?;
    done += execute!(db, ATTEMPTED_LOGINS, horizon.failed_logins.millis())?;
    for (sql, since) in [(ATTEMPTS, horizon.consumed), (LOGS, horizon.tenant_log)] {
        done += execute!(db, sql, log_id::first_at(since))?;
    }
    done += execute!(db, EXECUTIONS, horizon.tenant_log.millis())?;
    Ok(done)
}
