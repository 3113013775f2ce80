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

/// Those at which something is run.
const RUN: [&str; 6] = [
    "post-login",
    "credentials-exchange",
    "pre-user-registration",
    "post-user-registration",
    "post-change-password",
    "custom-email-provider",
];

/// A trigger in one of its versions, as far as something is decided by it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Trigger {
    pub id: String,
    pub version: String,
    status: String,
}

impl Trigger {
    /// Whether what is bound to it is run.
    pub fn is_run(&self) -> bool {
        RUN.contains(&self.id.as_str())
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
        assert!(current("post-login").is_some_and(|t| t.version == "v3" && t.is_run()));
        assert!(current("event-stream").is_some_and(|t| !t.is_run()));
        assert!(RUN.iter().all(|id| current(id).is_some()));
        assert!(versioned("post-login", "v4").is_none());
    }
}
