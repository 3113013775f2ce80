//! What Auth0 has and this server has not, answered truthfully: nothing is there, or it is off. The endpoints are data.
//!
//! Tools read all of this before they do anything, and write back what they have read. So a write that would change
//! nothing is done, and any other one is refused: nobody acts upon what it asks for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::fields::{FIELDS, INCLUDE_FIELDS};
use super::paging::{self, FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Page, TAKE};
use super::query::{Parameter, Query};
use super::{Call, Outcome, Reply, Route, Takes};
use crate::flows::admin::AdminError;
use crate::http::faces::management::ApiError;

static RESOURCES: LazyLock<Vec<Resource>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("not_offered.json"))
        .expect("the list is part of the program and tested")
});
static ROUTES: LazyLock<Vec<Route>> =
    LazyLock::new(|| RESOURCES.iter().flat_map(Resource::routes).collect());

/// One path.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Resource {
    path: &'static str,
    get: Get,
    /// By method.
    calls: BTreeMap<&'static str, Row>,
}

/// What reading it answers, and so what a write is compared with.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Get {
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
struct Row {
    scopes: Vec<&'static str>,
    #[serde(default)]
    query: Vec<&'static str>,
    /// What the tenant log calls a write.
    log: Option<&'static str>,
    /// Whether the body is a list.
    #[serde(default)]
    list: bool,
    /// Whether deleting what is not there succeeds.
    #[serde(default)]
    silent: bool,
}

/// The endpoints.
pub(super) fn routes() -> &'static [Route] {
    &ROUTES
}

impl Resource {
    fn routes(&'static self) -> impl Iterator<Item = Route> {
        self.calls.iter().map(|(method, row)| {
            let query: Vec<Parameter> = row.query.iter().copied().map(parameter).collect();
            Route {
                method,
                path: self.path,
                scopes: &row.scopes,
                // Made once, for the life of the process.
                query: query.leak(),
                takes: match *method {
                    "GET" | "DELETE" => Takes::Nothing,
                    _ if row.list => Takes::List,
                    _ => Takes::Object,
                },
                writes: row.log,
                handler: |call| Box::pin(answer(call)),
            }
        })
    }
}

fn parameter(name: &'static str) -> Parameter {
    [
        PAGE,
        PER_PAGE,
        INCLUDE_TOTALS,
        FROM,
        TAKE,
        FIELDS,
        INCLUDE_FIELDS,
    ]
    .into_iter()
    .find(|known| known.name == name)
    .unwrap_or(Parameter::text(name))
}

async fn answer(call: &Call) -> Outcome {
    let (path, method) = (call.route.path, call.route.method);
    let Some(resource) = RESOURCES.iter().find(|resource| resource.path == path) else {
        return Err(ApiError::not_found());
    };
    match (method, &resource.get) {
        ("GET", get) => read(get, &call.query),
        ("DELETE", _) if resource.calls.get(method).is_some_and(|row| row.silent) => {
            Ok(Reply::no_content())
        }
        ("DELETE" | "PATCH", Get::Missing { message, code }) => Err(missing(message, *code)),
        ("PATCH" | "PUT", get) => write(get, call),
        _ => Err(AdminError::NotEnabled.into()),
    }
}

fn read(get: &Get, query: &Query) -> Outcome {
    let nothing: Vec<Value> = vec![];
    let body = match get {
        Get::Nothing => return Err(ApiError::not_found()),
        Get::Missing { message, code } => return Err(missing(message, *code)),
        Get::Is(value) => value.clone(),
        Get::Object(name) => json!({ *name: nothing }),
        Get::List(name) => paging::answer(query, name, nothing, |_| String::new(), Value::clone)?,
        Get::Pages(name) => {
            let number = query.integer("page").unwrap_or(0);
            json!({ *name: nothing, "total": 0, "page": number, "per_page": Page::of(query).limit })
        }
    };
    Ok(Reply::ok(body))
}

fn write(get: &Get, call: &Call) -> Outcome {
    let current = match get {
        Get::Is(value) => value.clone(),
        Get::List(name) | Get::Object(name) | Get::Pages(name) => json!({ *name: [] }),
        Get::Nothing | Get::Missing { .. } => Value::Null,
    };
    let sent = match call.route.takes {
        Takes::List => Value::Array(call.list.clone()),
        _ => Value::Object(call.body.clone()),
    };
    if current.is_null() || changes(Some(&current), &sent) {
        return Err(AdminError::NotEnabled.into());
    }
    Ok(Reply::ok(current))
}

/// Whether `sent` says anything else than what is there. What is not there is off and empty.
fn changes(current: Option<&Value>, sent: &Value) -> bool {
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

fn missing(message: &'static str, code: Option<&'static str>) -> ApiError {
    let error = ApiError::new(StatusCode::NOT_FOUND, message);
    match code {
        Some(code) => error.code(code),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::management_scopes;

    #[test]
    fn every_scope_can_be_granted() {
        for route in routes() {
            assert!(!route.scopes.is_empty(), "{}", route.path);
            for scope in route.scopes {
                let is_known = management_scopes::ALL.contains(scope);
                assert!(is_known, "{scope} of {}", route.path);
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
