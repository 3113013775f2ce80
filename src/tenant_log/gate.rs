//! The gate that every event passes on its way into the tenant log. Before it, an event may contain anything that a caller
//! has sent; after it, an event has only known members, is small and flat, and can be read by this server and the database.

mod scalar;
mod shown;

use serde::Serializer as _;
use serde_json::{Map, Value, json};

use crate::store::tenant_logs::IN_COLUMNS;
use scalar::{DEEPEST, cut, scalar};
use shown::BodyPart;

/// How long an event may be, as JSON.
pub const MOST_BYTES: usize = 16 * 1024;
/// What most need.
const USUAL_BYTES: usize = 1024;
/// The same where an event is too large without anything else that could go.
const SHORTEST_CUT: usize = 256;
/// How many labels an SDK may put on itself, and how long their names may be.
const MOST_LABELS: usize = 16;
const LONGEST_LABEL: usize = 64;
/// What may stand at a place.
enum Shape {
    /// A string, a number or a flag.
    Scalar,
    /// What this server has composed.
    Own,
    /// Scalars under names that a caller chose.
    Labels,
    /// The body of a request or response: only the members that are listed in [`shown`].
    Body,
    Members(&'static [(&'static str, Shape)]),
}

use Shape::{Body, Labels, Members, Own, Scalar};

const EVENT: &[(&str, Shape)] = &[
    ("date", Scalar),
    ("type", Scalar),
    ("description", Scalar),
    ("client_id", Scalar),
    ("client_name", Scalar),
    ("user_id", Scalar),
    ("user_name", Scalar),
    ("connection", Scalar),
    ("connection_id", Scalar),
    ("organization_id", Scalar),
    ("organization_name", Scalar),
    ("audience", Scalar),
    ("scope", Scalar),
    ("strategy", Scalar),
    ("strategy_type", Scalar),
    ("ip", Scalar),
    ("client_ip", Scalar),
    ("user_agent", Scalar),
    ("hostname", Scalar),
    ("isMobile", Scalar),
    ("log_id", Scalar),
    ("_id", Scalar),
    ("references", Members(&[("correlation_id", Scalar)])),
    (
        "auth0_client",
        Members(&[("name", Scalar), ("version", Scalar), ("env", Labels)]),
    ),
    ("location_info", Own),
    ("details", Members(DETAILS)),
];

const DETAILS: &[(&str, Shape)] = &[
    ("action", Own),
    ("actions", Own),
    ("allowed_logout_url", Scalar),
    ("authenticator", Members(AUTHENTICATOR)),
    ("authentication_methods", Own),
    ("body", Body),
    ("carrier", Scalar),
    ("completedAt", Scalar),
    ("credential_id", Scalar),
    ("device_id", Scalar),
    ("email_type", Scalar),
    ("enrollment", Members(ENROLLMENT)),
    ("error", Own),
    ("failed_check", Own),
    ("failure_details", Members(FAILURE)),
    ("familyId", Scalar),
    ("first_factor", Scalar),
    ("flow", Scalar),
    ("grant_type", Scalar),
    ("invitation", Members(INVITATION)),
    ("job_id", Scalar),
    ("latestCounter", Scalar),
    ("prompts", Own),
    ("protocol", Scalar),
    ("provider_error", Members(FAILURE)),
    ("purpose", Scalar),
    ("reason", Scalar),
    ("refresh_token", Own),
    ("remember_browser", Scalar),
    ("removedCount", Scalar),
    ("request", Members(REQUEST)),
    ("requested_audience", Scalar),
    ("requested_client_id", Scalar),
    ("requested_scope", Scalar),
    ("resource", Scalar),
    (
        "response",
        Members(&[("statusCode", Scalar), ("body", Body)]),
    ),
    ("return_to", Scalar),
    ("session_id", Scalar),
    ("summary", Own),
    ("to", Scalar),
    ("tokenCounter", Scalar),
    ("transfer_id", Scalar),
    ("triggered_by_session_transfer_token", Scalar),
];

const INVITATION: &[(&str, Shape)] = &[
    ("client_id", Scalar),
    ("created_at", Scalar),
    ("expires_at", Scalar),
    ("id", Scalar),
    ("invitee", Members(&[("email", Scalar)])),
    (
        "inviter",
        Members(&[("name", Scalar), ("organization_id", Scalar)]),
    ),
    ("roles", Own),
];

/// What a user proves a second factor with. Its secret, and codes, are not among the members.
const AUTHENTICATOR: &[(&str, Shape)] =
    &[("id", Scalar), ("type", Scalar), ("phone_number", Scalar)];

const ENROLLMENT: &[(&str, Shape)] = &[
    ("_id", Scalar),
    ("user_id", Scalar),
    ("tenant", Scalar),
    ("name", Scalar),
    ("identifier", Scalar),
    ("phone_number", Scalar),
];

const FAILURE: &[(&str, Shape)] = &[("errorCode", Scalar), ("message", Scalar)];

const REQUEST: &[(&str, Shape)] = &[
    ("method", Scalar),
    ("path", Scalar),
    ("query", Own),
    ("body", Body),
    ("channel", Scalar),
    ("ip", Scalar),
    ("userAgent", Scalar),
    ("auth", Own),
];

/// What an event can do without, in the order in which it goes when the event is too large.
const SPARED: [&[&str]; 7] = [
    &["details", "response", "body"],
    &["details", "request", "auth"],
    &["details", "request", "body"],
    &["details", "body"],
    &["details"],
    &["auth0_client"],
    &["location_info"],
];

/// Whether an event's `details` may have a member of that name.
pub fn has_detail(name: &str) -> bool {
    DETAILS.iter().any(|(known, _)| *known == name)
}

/// An event as it goes into the log, and as JSON what of it has no column.
pub fn admit(event: Map<String, Value>) -> (Map<String, Value>, String) {
    let mut event = members(event, EVENT, 1);
    let mut text = written(&event);
    for path in SPARED {
        if text.len() <= MOST_BYTES {
            return (event, text);
        }
        if omit(&mut event, path) {
            text = written(&event);
        }
    }
    if text.len() > MOST_BYTES {
        for (_, member) in &mut event {
            if let Value::String(whole) = member {
                *whole = cut(std::mem::take(whole), SHORTEST_CUT);
            }
        }
        text = written(&event);
    }
    (event, text)
}

fn written(event: &Map<String, Value>) -> String {
    let rest = event.iter();
    let rest = rest.filter(|(name, _)| !IN_COLUMNS.contains(&name.as_str()));
    let mut json = Vec::with_capacity(USUAL_BYTES);
    let written = serde_json::Serializer::new(&mut json).collect_map(rest);
    written.expect("a map of strings to values is JSON");
    String::from_utf8(json).expect("JSON is UTF-8")
}

/// Replaces what is at a path; false where nothing is.
fn omit(event: &mut Map<String, Value>, path: &[&str]) -> bool {
    let Some((name, rest)) = path.split_first() else {
        return false;
    };
    match event.get_mut(*name) {
        Some(Value::Object(inner)) if !rest.is_empty() => omit(inner, rest),
        Some(member) if rest.is_empty() => {
            *member = json!({ "omitted": "too large" });
            true
        }
        _ => false,
    }
}

/// The known members of an object that is the `depth`th around the innermost value.
fn members(
    object: Map<String, Value>,
    known: &[(&str, Shape)],
    depth: usize,
) -> Map<String, Value> {
    let admitted = object.into_iter().filter_map(|(name, member)| {
        let (_, shape) = known.iter().find(|(known, _)| *known == name)?;
        Some((name, shape.admit(member, depth + 1)?))
    });
    admitted.collect()
}

impl Shape {
    /// The part of a value that the log may contain; an object or a list is nested at `depth`.
    fn admit(&self, value: Value, depth: usize) -> Option<Value> {
        match (self, value) {
            (_, Value::Null) => Some(Value::Null),
            (Members(known), Value::Object(object)) => Some(members(object, known, depth).into()),
            (Own, value) => own(value, depth),
            (Labels, Value::Object(object)) => Some(labels(object).into()),
            (Body, value) => BodyPart::ROOT.admit(value, depth),
            (Scalar, value) => scalar(value),
            (Members(_) | Labels, _) => None,
        }
    }
}

fn own(value: Value, depth: usize) -> Option<Value> {
    match value {
        Value::Object(_) | Value::Array(_) if depth > DEEPEST => None,
        Value::Object(object) => {
            let inner = object.into_iter().filter(|(name, _)| is_label(name));
            let inner = inner.filter_map(|(name, member)| Some((name, own(member, depth + 1)?)));
            Some(Value::Object(inner.collect()))
        }
        Value::Array(items) => {
            let inner = items.into_iter().filter_map(|item| own(item, depth + 1));
            Some(Value::Array(inner.collect()))
        }
        other => scalar(other),
    }
}

fn labels(object: Map<String, Value>) -> Map<String, Value> {
    let short = object.into_iter().filter(|(name, _)| is_label(name));
    let scalars = short.filter_map(|(name, value)| Some((name, scalar(value)?)));
    scalars.take(MOST_LABELS).collect()
}

fn is_label(name: &str) -> bool {
    name.len() <= LONGEST_LABEL && !name.contains('\0')
}

#[cfg(test)]
mod tests;
