//! Actions that stand still: `api.redirect` sends the user elsewhere, until they come back to `/continue`, or a second factor is
//! asked for.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::effects::Effects;
use crate::domain::session::AuthenticationMethod;
use crate::flows::{Code, Refusal};

/// Actions that stand still.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Suspended {
    pub(super) effects: Effects,
    /// `event.transaction`; `null` where no Action has run.
    pub(super) transaction: Value,
    /// The last Action is called again when the user is back: it has sent them away.
    pub(super) calls_back: bool,
}

impl Suspended {
    /// All Actions have run.
    pub fn at_the_end(effects: Effects) -> Self {
        Self {
            effects,
            transaction: Value::Null,
            calls_back: false,
        }
    }

    /// Notes how the user has proved who they are meanwhile.
    pub fn note(&mut self, method: AuthenticationMethod) {
        self.effects.note(method);
    }
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
