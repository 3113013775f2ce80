//! `api.redirect`: an Action sends the user elsewhere, and the login stands still until they come back to `/continue`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::effects::Effects;
use crate::flows::{Code, Refusal};

/// Actions that stand still while the user is elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Suspended {
    pub(super) effects: Effects,
    /// The names of those that have run; the last one sent the user away.
    pub(super) ran: Vec<String>,
    /// `event.transaction`
    pub(super) transaction: Value,
}

/// The user has come back.
#[derive(Debug, Clone)]
pub struct Resumption {
    pub suspended: Suspended,
    /// The query of `/continue`.
    pub query: Map<String, Value>,
}

/// The refusal where there is no browser, or nothing may be shown in it.
pub(super) fn impossible() -> Refusal {
    Code::InteractionRequired.refuse("External interaction required")
}
