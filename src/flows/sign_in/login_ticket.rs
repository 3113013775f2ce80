//! A login on a page of the application's own, until the browser comes to `/authorize` with its ticket.

use serde::{Deserialize, Serialize};

use crate::domain::time::Timestamp;

/// Who has signed in, for which client and in which browser.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LoginTicket {
    pub client_id: String,
    /// The digest of the cookie of the one browser that may go on with it.
    pub browser: String,
    pub user_id: String,
    pub password_epoch: i64,
    pub connection: String,
    pub authenticated_at: Timestamp,
}
