//! The points at which Actions may be bound, as Auth0 lists them.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

static LISTED: LazyLock<Vec<Value>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("triggers.json"))
        .expect("the list is part of the program and tested")
});
static TRIGGERS: LazyLock<Vec<Trigger>> = LazyLock::new(|| {
    let read = |listed: &Value| serde_json::from_value(listed.clone());
    LISTED
        .iter()
        .map(read)
        .collect::<Result<_, _>>()
        .expect("the list is part of the program and tested")
});

/// A trigger in one of its versions, as far as something is decided by it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Trigger {
    pub id: String,
    pub version: String,
    status: String,
    binding_policy: String,
}

impl Trigger {
    /// Whether Actions are bound to it, rather than to some other thing that then names them.
    pub fn takes_bindings(&self) -> bool {
        self.binding_policy == "trigger-bound"
    }
}

/// All of them, as they are shown.
pub fn listed() -> &'static [Value] {
    &LISTED
}

/// The trigger of that name in its current version.
pub fn current(id: &str) -> Option<&'static Trigger> {
    TRIGGERS
        .iter()
        .find(|t| t.id == id && t.status == "CURRENT")
}

/// The trigger of that name in that version.
pub fn versioned(id: &str, version: &str) -> Option<&'static Trigger> {
    TRIGGERS.iter().find(|t| t.id == id && t.version == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trigger_has_one_current_version() {
        for trigger in TRIGGERS.iter() {
            let of_id = TRIGGERS.iter().filter(|t| t.id == trigger.id);
            assert_eq!(
                of_id.filter(|t| t.status == "CURRENT").count(),
                1,
                "{}",
                trigger.id
            );
        }
        assert!(current("post-login").is_some_and(|t| t.version == "v3" && t.takes_bindings()));
        assert!(current("event-stream").is_some_and(|t| !t.takes_bindings()));
        assert!(versioned("post-login", "v4").is_none());
    }
}
