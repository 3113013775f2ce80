//! Actions: code that a tenant keeps for a trigger. One is a draft; deploying it makes a version, which nothing changes.

pub mod command;
pub mod run;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::time::Timestamp;

/// What a draft or a version consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub trigger: Supported,
    pub code: String,
    pub runtime: String,
    /// As they were sent.
    pub dependencies: Vec<Value>,
    pub secrets: Vec<ActionSecret>,
}

/// The trigger that an Action is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supported {
    pub id: String,
    pub version: String,
}

/// A value that the code may use and no request can read back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionSecret {
    pub name: String,
    pub updated_at: Timestamp,
    /// Kept apart from the rest, sealed.
    #[serde(skip)]
    pub value: String,
}

impl fmt::Debug for ActionSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({})", self.name)
    }
}

/// An Action: its draft, and what of it is deployed.
#[derive(Debug, Clone)]
pub struct Action {
    pub id: String,
    pub name: String,
    pub content: Content,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub deployed: Option<Version>,
    /// How often it was changed: a change says which one it changes.
    pub revision: i64,
}

/// What was deployed once.
#[derive(Debug, Clone)]
pub struct Version {
    pub id: String,
    /// From one upwards; the highest is the deployed one.
    pub number: i64,
    pub content: Content,
    pub created_at: Timestamp,
}

/// An Action's place at a trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    pub id: String,
    pub trigger_id: String,
    pub action_id: String,
    pub display_name: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Action {
    /// Whether what is deployed is the draft as it stands.
    pub fn is_all_deployed(&self) -> bool {
        self.deployed
            .as_ref()
            .is_some_and(|version| version.content == self.content)
    }

    /// A version of `content` that follows what is deployed.
    pub fn next_version(&self, id: String, content: Content, now: Timestamp) -> Version {
        let last = self.deployed.as_ref().map_or(0, |version| version.number);
        Version {
            id,
            number: last + 1,
            content,
            created_at: now,
        }
    }
}

impl Content {
    /// The values of the secrets that have one, by name.
    pub fn secret_values(&self) -> BTreeMap<&str, &str> {
        let pairs = self.secrets.iter().filter(|s| !s.value.is_empty());
        pairs.map(|s| (s.name.as_str(), s.value.as_str())).collect()
    }

    /// Puts the values back that were kept apart.
    pub fn set_secret_values(&mut self, mut values: BTreeMap<String, String>) {
        for secret in &mut self.secrets {
            secret.value = values.remove(&secret.name).unwrap_or_default();
        }
    }
}
