//! What Auth0 has and this server has not: the endpoints of the Management API that say so, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

static RESOURCES: LazyLock<Vec<NotOffered>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("table.json"))
        .expect("the list is part of the program and tested")
});

/// One path.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotOffered {
    pub path: &'static str,
    pub get: ReadAnswer,
    /// By method.
    pub calls: BTreeMap<&'static str, NotOfferedMethod>,
}

/// What reading it answers, and so what a write is compared with.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadAnswer {
    /// It cannot be read.
    Nothing,
    Is(Value),
    /// An empty list, in any way of paging.
    List(&'static str),
    /// An object with an empty list, in any way of paging.
    Object(&'static str),
    /// An object with an empty list and the numbers of its page.
    Pages(&'static str),
    Missing {
        message: &'static str,
        code: Option<&'static str>,
    },
}

/// One method of a path.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotOfferedMethod {
    pub scopes: Vec<&'static str>,
    #[serde(default)]
    pub query: Vec<&'static str>,
    /// What the tenant log calls a write.
    pub log: Option<&'static str>,
    /// Whether the body is a list.
    #[serde(default)]
    pub list: bool,
    /// Whether deleting what is not there succeeds.
    #[serde(default)]
    pub silent: bool,
}

/// Every path.
pub fn resources() -> &'static [NotOffered] {
    &RESOURCES
}

/// What is at a path that always answers the same.
pub fn at(path: &str) -> Option<&'static Value> {
    let resource = RESOURCES.iter().find(|resource| resource.path == path)?;
    match &resource.get {
        ReadAnswer::Is(value) => Some(value),
        _ => None,
    }
}

/// Whether `sent` says anything else than what is there. What is not there is off and empty.
pub fn changes(current: Option<&Value>, sent: &Value) -> bool {
    match (current, sent) {
        (None | Some(Value::Null), Value::Null | Value::Bool(false)) => false,
        (None, Value::String(text)) => !text.is_empty(),
        (None, Value::Array(items)) => !items.is_empty(),
        (None | Some(Value::Object(_)), Value::Object(members)) => members
            .iter()
            .any(|(name, value)| changes(current.and_then(|c| c.get(name)), value)),
        (current, sent) => current != Some(sent),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::management_scopes;

    #[test]
    fn every_scope_can_be_granted() {
        for resource in resources() {
            for row in resource.calls.values() {
                assert!(!row.scopes.is_empty(), "{}", resource.path);
                let unknown = |scope: &&&str| !management_scopes::ALL.contains(scope);
                assert_eq!(row.scopes.iter().find(unknown), None, "{}", resource.path);
            }
        }
    }

    #[test]
    fn only_what_says_the_same_changes_nothing() {
        let current = json!({"enabled": false, "shields": [], "stage": {"pre-login": {"rate": 1}}});
        for same in [
            json!({}),
            json!({"enabled": false}),
            json!({"stage": {"pre-login": {"rate": 1}}}),
            json!({"other": null, "also": false, "texts": [], "name": "", "more": {"off": false}}),
        ] {
            assert!(!changes(Some(&current), &same), "{same}");
        }
        for other in [
            json!({"enabled": true}),
            json!({"shields": ["block"]}),
            json!({"stage": {"pre-login": {"rate": 2}}}),
            json!({"stage": {"pre-login": null}}),
            json!({"other": 0}),
            json!({"more": {"on": true}}),
            json!([]),
        ] {
            assert!(changes(Some(&current), &other), "{other}");
        }
    }
}
