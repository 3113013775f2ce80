//! A session transfer token's row.

use crate::engine::{StoreError, row};
use crate::from_text;
use footbridge_domain::scope::Scope;
use footbridge_domain::session_transfer::Transfer;
use footbridge_domain::time::Timestamp;

/// What [`Row`] reads.
macro_rules! transfer_columns {
    () => {
        "id AS t_id, client_id AS t_client_id, user_id AS t_user_id, family_id AS t_family_id, \
         session_id AS t_session_id, scope AS t_scope, organization AS t_organization, device AS t_device, \
         issued_at AS t_issued_at, expires_at AS t_expires_at, used_at AS t_used_at"
    };
}
pub(crate) use transfer_columns;

row! {
    pub(crate) struct Row {
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

impl Row {
    /// The token, and when it was spent.
    pub(crate) fn read(self) -> Result<(Transfer, Option<Timestamp>), StoreError> {
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
