//! What Auth0 has and this server has not, answered truthfully: nothing is there, or it is off. The endpoints are data.
//!
//! Tools read all of this before they do anything, and write back what they have read. So a write that would change
//! nothing is done, and any other one is refused: nothing would act upon it.

pub mod table;

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::resources::api::call::{Call, Route, Takes};
use crate::resources::api::error::ApiError;
use crate::resources::api::lists::COMMON;
use crate::resources::api::paging::Part;
use crate::resources::api::query::{Parameter, Query};
use crate::resources::api::reply::{Outcome, Reply};
use table::{NotOffered, ReadAnswer};

static ROUTES: LazyLock<Vec<Route>> =
    LazyLock::new(|| table::resources().iter().flat_map(routes_of).collect());

/// The endpoints.
pub fn routes() -> &'static [Route] {
    &ROUTES
}

fn routes_of(resource: &'static NotOffered) -> impl Iterator<Item = Route> {
    resource.calls.iter().map(|(method, row)| {
        let query: Vec<Parameter> = row.query.iter().copied().map(parameter).collect();
        Route {
            method,
            path: resource.path,
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

fn parameter(name: &'static str) -> Parameter {
    COMMON
        .into_iter()
        .find(|known| known.name == name)
        .unwrap_or(Parameter::text(name))
}

async fn answer(call: &Call) -> Outcome {
    let (path, method) = (call.route.path, call.route.method);
    let Some(resource) = table::resources().iter().find(|r| r.path == path) else {
        return Err(ApiError::not_found());
    };
    match (method, &resource.get) {
        ("GET", get) => read(get, &call.query),
        ("DELETE", _) if resource.calls.get(method).is_some_and(|row| row.silent) => {
            Ok(Reply::no_content())
        }
        ("DELETE" | "PATCH", ReadAnswer::Missing { message, code }) => Err(missing(message, *code)),
        ("PATCH" | "PUT", get) => write(get, call),
        _ => Err(ApiError::not_enabled()),
    }
}

fn read(get: &ReadAnswer, query: &Query) -> Outcome {
    let nothing: Vec<Value> = vec![];
    let body = match get {
        ReadAnswer::Nothing => return Err(ApiError::not_found()),
        ReadAnswer::Missing { message, code } => return Err(missing(message, *code)),
        ReadAnswer::Is(value) => value.clone(),
        ReadAnswer::Object(name) => json!({ *name: nothing }),
        ReadAnswer::List(name) => Part::of(query)?.nothing(name),
        ReadAnswer::Pages(name) => {
            let number = query.integer("page").unwrap_or(0);
            json!({ *name: nothing, "total": 0, "page": number, "per_page": Part::of(query)?.size })
        }
    };
    Ok(Reply::ok(body))
}

fn write(get: &ReadAnswer, call: &Call) -> Outcome {
    let current = match get {
        ReadAnswer::Is(value) => value.clone(),
        ReadAnswer::List(name) | ReadAnswer::Object(name) | ReadAnswer::Pages(name) => {
            json!({ *name: [] })
        }
        ReadAnswer::Nothing | ReadAnswer::Missing { .. } => Value::Null,
    };
    let sent = match call.route.takes {
        Takes::List => Value::Array(call.list.clone()),
        _ => Value::Object(call.body.clone()),
    };
    if current.is_null() || table::changes(Some(&current), &sent) {
        return Err(ApiError::not_enabled());
    }
    Ok(Reply::ok(current))
}

fn missing(message: &'static str, code: Option<&'static str>) -> ApiError {
    let error = ApiError::new(404, message);
    match code {
        Some(code) => error.code(code),
        None => error,
    }
}
