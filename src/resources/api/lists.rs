//! Paging and `fields`, which tools send to every list: where an endpoint does not take them itself, they are taken here.

use serde_json::{Map, Value};

use crate::resources::api::call::{Call, Route};
use crate::resources::api::error::ApiError;
use crate::resources::api::fields::{FIELDS, Fields, INCLUDE_FIELDS};
use crate::resources::api::paging::{FROM, INCLUDE_TOTALS, PAGE, PER_PAGE, Part, TAKE};
use crate::resources::api::query::{Parameter, Query};
use crate::resources::api::reply::Reply;

/// What every list takes.
pub const COMMON: [Parameter; 7] = [
    PAGE,
    PER_PAGE,
    INCLUDE_TOTALS,
    FROM,
    TAKE,
    FIELDS,
    INCLUDE_FIELDS,
];

/// What was sent, as far as the endpoint takes it. Where it knows no checkpoints, `from` and `take` change nothing.
pub fn taken(route: &Route, mut query: Query) -> Query {
    for checkpoint in [&FROM, &TAKE] {
        if !route.declares(checkpoint) {
            query.forget(checkpoint.name);
        }
    }
    query
}

/// The parameters that an endpoint takes.
pub fn parameters(route: &Route) -> Vec<Parameter> {
    let mut all = route.query.to_vec();
    let is_list = route.method == "GET" && !route.path.ends_with('}');
    if is_list {
        all.extend(COMMON.iter().filter(|common| !route.declares(common)));
    }
    all
}

/// Cuts an answer down to what the caller asks for, as far as the endpoint has not done so itself.
pub fn cut(call: &Call, reply: &mut Reply) -> Result<(), ApiError> {
    let query = &call.query;
    let is_paged = query.integer("page").is_some() || query.integer("per_page").is_some();
    if let Value::Array(items) = &mut reply.body
        && is_paged
        && !call.route.declares(&PAGE)
    {
        let part = Part::of(query)?;
        *items = part.among(std::mem::take(items), |_| String::new());
    }
    if query.text("fields").is_some() && !call.route.declares(&FIELDS) {
        let fields = Fields::any(query);
        items(&mut reply.body).for_each(|item| fields.cut(item));
    }
    Ok(())
}

/// The things in an answer: those of the bare list, or of the list beside its totals.
fn items(body: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let list = match body {
        Value::Array(items) => Some(items),
        Value::Object(members) => members.values_mut().find_map(Value::as_array_mut),
        _ => None,
    };
    list.into_iter().flatten().filter_map(Value::as_object_mut)
}
