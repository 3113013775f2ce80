//! What bodies of these endpoints must be, and what they make of a stream.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::domain::json_schema::Mismatch;
use crate::domain::log_stream::sink::Sink;
use crate::domain::log_stream::{LogStream, StreamStatus};
use crate::domain::request_body::{Bodies, Invalid, Mode};
use crate::domain::time::Timestamp;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// How many a tenant has at most.
pub const MOST_STREAMS: i64 = 20;

/// The kinds that Auth0 has and this server does not.
const OTHER_TYPES: [&str; 7] = [
    "eventbridge",
    "eventgrid",
    "datadog",
    "splunk",
    "sumo",
    "segment",
    "mixpanel",
];

/// What delivery goes by.
pub const ACTED_UPON: &[&str] = &[
    "filters",
    "pii_config",
    "sink",
    "startFrom",
    "status",
    "type",
];

/// Checks a body against the schema of its request.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    BODIES.validate(body, mode)
}

/// Whether a property of a stream is chosen once, when it is made.
pub fn is_fixed(property: &str) -> bool {
    BODIES.is_fixed(property)
}

/// Why a body is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedStream {
    Invalid(Invalid),
    Forbidden,
}

impl From<Invalid> for RefusedStream {
    fn from(e: Invalid) -> Self {
        Self::Invalid(e)
    }
}

/// Makes a stream of a body.
pub fn create(id: String, body: &Map<String, Value>) -> Result<LogStream, RefusedStream> {
    let kind = body.get("type").and_then(Value::as_str);
    if kind.is_some_and(|kind| OTHER_TYPES.contains(&kind)) {
        return Err(RefusedStream::Forbidden);
    }
    BODIES.validate(body, Mode::Create)?;
    let starts = body.get("startFrom").and_then(Value::as_str);
    if let Some(start) = starts.filter(|text| Timestamp::parse(text).is_none()) {
        let sentence = format!("Object didn't pass validation for format date-time: {start}");
        return Err(Invalid::Schema(Mismatch::at("startFrom", sentence, None)).into());
    }
    let mut made = LogStream {
        id,
        document: Map::new(),
        sink: Map::new(),
        status: StreamStatus::Active,
        revision: 1,
    };
    take(&mut made, body);
    Sink::of(&made.sink).map_err(Invalid::from)?;
    Ok(made)
}

/// Changes the stream by a body, and the sink key by key: what is left out of it stays. Without personal data to hide, none
/// is hidden any longer, unless the body is about the status alone.
pub fn update(stream: &mut LogStream, body: &Map<String, Value>) -> Result<(), RefusedStream> {
    BODIES.validate(body, Mode::Update)?;
    if body.keys().any(|key| key != "status") && !body.contains_key("pii_config") {
        stream.document.shift_remove("pii_config");
    }
    take(stream, body);
    Sink::of(&stream.sink).map_err(Invalid::from)?;
    Ok(())
}

fn take(stream: &mut LogStream, body: &Map<String, Value>) {
    for (key, value) in body {
        match (key.as_str(), value) {
            ("sink", Value::Object(sink)) => stream.sink.extend(sink.clone()),
            ("status", word) => {
                let word = word.as_str().and_then(StreamStatus::of);
                stream.status = word.unwrap_or(stream.status);
            }
            ("pii_config", value) => {
                let complete = with_defaults(value);
                stream.document.insert(key.clone(), complete);
            }
            (_, value) => drop(stream.document.insert(key.clone(), value.clone())),
        }
    }
}

/// As Auth0 shows it.
pub fn view(stream: &LogStream) -> Map<String, Value> {
    let mut view = Map::new();
    let mut show = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            view.insert(key.into(), value);
        }
    };
    let kept = |key: &str| stream.document.get(key).cloned();
    show("id", Some(stream.id.as_str().into()));
    show("name", kept("name"));
    show("type", kept("type"));
    show("status", Some(stream.status.as_str().into()));
    show("sink", Some(stream.sink.clone().into()));
    show("filters", kept("filters"));
    let priority = kept("isPriority").unwrap_or(Value::Bool(false));
    show("isPriority", Some(priority));
    show("pii_config", kept("pii_config"));
    view
}

fn with_defaults(sent: &Value) -> Value {
    json!({
        "log_fields": sent["log_fields"],
        "method": sent["method"].as_str().unwrap_or("hash"),
        "algorithm": "xxhash",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::testing::map;

    fn http(more: Value) -> Map<String, Value> {
        let mut body = map(
            json!({"name": "Mine", "type": "http", "sink": {"httpEndpoint": "https://a.example"}}),
        );
        body.extend(map(more));
        body
    }

    #[test]
    fn a_stream_is_active_until_somebody_says_otherwise() {
        let mut stream = create("lst_1".into(), &http(json!({}))).expect("a stream");
        assert_eq!(view(&stream)["status"], "active");
        for status in ["paused", "active", "suspended", "active"] {
            assert_eq!(update(&mut stream, &map(json!({"status": status}))), Ok(()));
            assert_eq!(view(&stream)["status"], status);
        }
    }

    #[test]
    fn other_kinds_are_refused_and_endpoints_are_encrypted() {
        let datadog = map(json!({"type": "datadog", "sink": {"datadogRegion": "us"}}));
        let refused = create("lst_1".into(), &datadog);
        assert_eq!(refused, Err(RefusedStream::Forbidden));
        for bad in [
            json!({"sink": {"httpEndpoint": "http://a.example"}}),
            json!({"type": "fantasy"}),
            json!({"startFrom": "yesterday"}),
            json!({"sink": {"httpEndpoint": "https://a.example", "httpAuthorization": "a\nb"}}),
            json!({"filters": [{"type": "category", "name": "fantasy"}]}),
        ] {
            let refused = create("lst_1".into(), &http(bad.clone()));
            assert!(matches!(refused, Err(RefusedStream::Invalid(_))), "{bad}");
        }
    }

    #[test]
    fn what_a_sink_authenticates_with_stays_until_there_is_another() {
        let sink = json!({"httpEndpoint": "https://a.example", "httpAuthorization": "hush"});
        let body = http(json!({"sink": sink}));
        let mut stream = create("lst_1".into(), &body).expect("a stream");
        let patch = map(json!({"sink": {"httpEndpoint": "https://b.example"}}));
        assert_eq!(update(&mut stream, &patch), Ok(()));
        let expected = json!({"httpEndpoint": "https://b.example", "httpAuthorization": "hush"});
        assert_eq!(view(&stream)["sink"], expected);
    }

    #[test]
    fn what_hides_personal_data_is_completed_and_goes_when_it_is_left_out() {
        let body = http(json!({"pii_config": {"log_fields": ["email"]}}));
        let mut stream = create("lst_1".into(), &body).expect("a stream");
        let expected = json!({"log_fields": ["email"], "method": "hash", "algorithm": "xxhash"});
        assert_eq!(view(&stream)["pii_config"], expected);
        assert_eq!(
            update(&mut stream, &map(json!({"status": "paused"}))),
            Ok(())
        );
        assert_eq!(view(&stream)["pii_config"], expected);
        assert_eq!(update(&mut stream, &map(json!({"name": "Other"}))), Ok(()));
        assert!(!view(&stream).contains_key("pii_config"));
    }
}
