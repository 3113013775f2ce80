//! Every answer of the Management API that a test receives, held against what Auth0 says about it
//! (`tests/facts/management-answers.json`).

use std::sync::LazyLock;

use serde_json::{Map, Value};

const BASE: &str = "/api/v2";
/// What a log stream shows besides: Auth0's tools pass over it.
const OURS: &str = "dead_letters";
const TEXT: &str = include_str!("../../facts/management-answers.json");

static FACTS: LazyLock<Facts> = LazyLock::new(|| {
    let facts: Value = serde_json::from_str(TEXT).expect("our own file is JSON");
    let part = |name: &str| facts[name].as_object().expect("an object").clone();
    Facts {
        routes: part("routes"),
        types: part("types"),
        further: part("further"),
    }
});

struct Facts {
    /// By `METHOD /path/{id}`: by status, the type of the body, or `null` for none.
    routes: Map<String, Value>,
    types: Map<String, Value>,
    /// By the path's first segment: members that Auth0 answers with though its description does not name them.
    further: Map<String, Value>,
}

/// Panics where an answer is none that Auth0 would give.
pub fn check(method: &str, path: &str, status: u16, body: &str) {
    // A preflight is the browser's question, not the page's.
    let Some(path) = path.strip_prefix(BASE).filter(|_| method != "OPTIONS") else {
        return;
    };
    if let Err(complaint) = judge(method, path, status, body) {
        panic!("{method} {path} answered {status}: {complaint}\n{body}");
    }
}

fn judge(method: &str, path: &str, status: u16, body: &str) -> Result<(), String> {
    if status >= 400 {
        return problem(status, body);
    }
    let found = FACTS
        .routes
        .iter()
        .find(|(route, _)| fits(route, method, path));
    let (route, statuses) = found.ok_or("Auth0 has no such endpoint")?;
    let wanted = statuses.get(status.to_string());
    let wanted = wanted.ok_or_else(|| format!("Auth0's statuses are {statuses}"))?;
    // The document gives some 204 a body, which none has (RFC 9110 §15.3.5).
    if wanted.is_null() || status == 204 {
        let empty = body.is_empty() || body == "{}";
        return empty.then_some(()).ok_or("no body was expected".into());
    }
    let answer: Value = serde_json::from_str(body).map_err(|error| error.to_string())?;
    if family(route) == "/log-streams" && answer.get(OURS).is_some() {
        let mut known = answer;
        known.as_object_mut().expect("an object").shift_remove(OURS);
        return judge(method, path, status, &known.to_string());
    }
    let further = FACTS.further.get(family(route)).and_then(Value::as_array);
    let check = Check {
        further: further.map_or(&[], Vec::as_slice),
    };
    check.value("", &answer, wanted)
}

/// `/clients` of `GET /clients/{id}`.
fn family(route: &str) -> &str {
    let path = route.split_once(' ').map_or("", |(_, path)| path);
    let end = path[1..].find('/').map_or(path.len(), |end| end + 1);
    &path[..end]
}

/// Whether a route's template names this path.
fn fits(route: &str, method: &str, path: &str) -> bool {
    let Some((verb, template)) = route.split_once(' ') else {
        return false;
    };
    let path = path.trim_end_matches('/').replace("//", "/");
    let (mut wanted, mut found) = (template.split('/'), path.split('/'));
    verb == method
        && loop {
            match (wanted.next(), found.next()) {
                (None, None) => break true,
                (Some(name), Some(segment)) if name == segment || name.starts_with('{') => {}
                _ => break false,
            }
        }
}

/// Auth0's shape of a refusal.
fn problem(status: u16, body: &str) -> Result<(), String> {
    let answer: Value = serde_json::from_str(body).map_err(|error| error.to_string())?;
    let members = answer.as_object().ok_or("a refusal is an object")?;
    let known = ["statusCode", "error", "message", "errorCode", "attributes"];
    let strange = members.keys().find(|key| !known.contains(&key.as_str()));
    let texts = ["error", "message"]
        .iter()
        .all(|key| answer[key].is_string());
    let code = members.get("errorCode").is_none_or(Value::is_string);
    match strange {
        Some(key) => Err(format!("{key} is in no refusal of Auth0's")),
        None if answer["statusCode"] == status && texts && code => Ok(()),
        None => Err("a refusal has statusCode, error and message".into()),
    }
}

struct Check<'a> {
    further: &'a [Value],
}

impl Check<'_> {
    /// Compares a value with a type: a name, `#` and the name of a type, a list with the type of its elements, or an
    /// object that is read by its one key (`?` any of, `&` all of, `=` one of these values, `*` any key) or else by the
    /// names of its members.
    fn value(&self, at: &str, found: &Value, wanted: &Value) -> Result<(), String> {
        match wanted {
            Value::String(name) => self.named(at, found, name),
            Value::Array(element) => {
                let list = found.as_array().ok_or_else(|| differs(at, found, wanted))?;
                let mut numbered = list.iter().enumerate();
                numbered
                    .try_for_each(|(i, item)| self.value(&format!("{at}[{i}]"), item, &element[0]))
            }
            Value::Object(members) => self.object(at, found, members),
            _ => Err(format!("{at}: {wanted} is no type")),
        }
    }

    fn named(&self, at: &str, found: &Value, name: &str) -> Result<(), String> {
        let good = match name {
            "any" => true,
            "null" => found.is_null(),
            "boolean" => found.is_boolean(),
            "string" => found.is_string(),
            "number" => found.is_number(),
            "integer" => found.as_f64().is_some_and(|number| number.fract() == 0.0),
            "date-time" => found.as_str().is_some_and(is_instant),
            _ => {
                let name = name.strip_prefix('#').unwrap_or(name);
                let wanted = FACTS.types.get(name);
                return self.value(
                    at,
                    found,
                    wanted.ok_or_else(|| format!("{at}: no type {name}"))?,
                );
            }
        };
        good.then_some(())
            .ok_or_else(|| differs(at, found, &name.into()))
    }

    fn object(&self, at: &str, found: &Value, wanted: &Map<String, Value>) -> Result<(), String> {
        let alternatives = |key: &str| wanted.get(key).and_then(Value::as_array);
        if let Some(values) = alternatives("=") {
            let good = values.contains(found);
            return good
                .then_some(())
                .ok_or_else(|| differs(at, found, &values.clone().into()));
        }
        if let Some(any) = alternatives("?") {
            let complaints: Vec<String> = any
                .iter()
                .filter_map(|one| self.value(at, found, one).err())
                .collect();
            return if complaints.len() < any.len() {
                Ok(())
            } else {
                Err(complaints.join(", or "))
            };
        }
        if let Some(all) = alternatives("&") {
            let merged = all.iter().flat_map(|one| self.members(one)).collect();
            return self.object(at, found, &merged);
        }
        let members = found
            .as_object()
            .ok_or_else(|| differs(at, found, &wanted.clone().into()))?;
        if let (Some(each), 1) = (wanted.get("*"), wanted.len()) {
            return members
                .iter()
                .try_for_each(|(key, value)| self.value(&format!("{at}.{key}"), value, each));
        }
        for (key, value) in members {
            let at = format!("{at}.{key}");
            match wanted.get(key) {
                Some(wanted) => self.value(&at, value, wanted)?,
                None if wanted.is_empty() || self.further.contains(&Value::from(key.as_str())) => {}
                None => return Err(format!("{at} is not in Auth0's description")),
            }
        }
        Ok(())
    }

    /// The members of a type that is an object, also by its name.
    fn members(&self, wanted: &Value) -> Map<String, Value> {
        match wanted {
            Value::String(name) => {
                let named = FACTS.types.get(name.trim_start_matches('#'));
                named.map(|wanted| self.members(wanted)).unwrap_or_default()
            }
            Value::Object(members) => members.clone(),
            _ => Map::new(),
        }
    }
}

fn differs(at: &str, found: &Value, wanted: &Value) -> String {
    let short = |value: &Value| value.to_string().chars().take(120).collect::<String>();
    format!("{at} is {} and not {}", short(found), short(wanted))
}

/// RFC 3339.
fn is_instant(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape.starts_with("0000-00-00T00:00:00") && (shape.ends_with('Z') || shape.ends_with("00:00"))
}
