//! Log streams: where copies of the tenant log go, which events, and what of them is hidden.

mod category;
pub mod patience;
mod privacy;
pub mod sink;

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::json_schema::Mismatch;
use super::request_body::{Bodies, Invalid, Mode};
use super::time::Timestamp;
use privacy::Privacy;
use sink::Sink;

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("log_stream/schema.json"))
        .expect("the schema is part of the program and tested")
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

/// Whether a stream is delivered to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamStatus {
    Active,
    /// A request paused it.
    Paused,
    /// The server gave up.
    Suspended,
}

impl StreamStatus {
    const ALL: [Self; 3] = [Self::Active, Self::Paused, Self::Suspended];

    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Suspended => "suspended",
        }
    }

    /// The status of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// A stream as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct LogStream {
    /// `lst_…`
    pub id: String,
    /// Everything but the sink.
    pub document: Map<String, Value>,
    /// Where to, and with which headers: a secret.
    pub sink: Map<String, Value>,
    pub status: StreamStatus,
    /// For a change: which one it changes.
    pub revision: i64,
}

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

impl LogStream {
    /// Makes a stream of a body.
    pub fn create(id: String, body: &Map<String, Value>) -> Result<Self, RefusedStream> {
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
        let mut made = Self {
            id,
            document: Map::new(),
            sink: Map::new(),
            status: StreamStatus::Active,
            revision: 1,
        };
        made.take(body);
        Sink::of(&made.sink).map_err(Invalid::from)?;
        Ok(made)
    }

    /// Changes the stream by a body, and the sink key by key: what is left out of it stays. Without personal data to hide, none is hidden any longer, unless the body is about
    /// the status alone.
    pub fn update(&mut self, body: &Map<String, Value>) -> Result<(), RefusedStream> {
        BODIES.validate(body, Mode::Update)?;
        if body.keys().any(|key| key != "status") && !body.contains_key("pii_config") {
            self.document.shift_remove("pii_config");
        }
        self.take(body);
        Sink::of(&self.sink).map_err(Invalid::from)?;
        Ok(())
    }

    fn take(&mut self, body: &Map<String, Value>) {
        for (key, value) in body {
            match (key.as_str(), value) {
                ("sink", Value::Object(sink)) => self.sink.extend(sink.clone()),
                ("status", word) => {
                    let word = word.as_str().and_then(StreamStatus::of);
                    self.status = word.unwrap_or(self.status);
                }
                ("pii_config", value) => {
                    let complete = with_defaults(value);
                    self.document.insert(key.clone(), complete);
                }
                (_, value) => drop(self.document.insert(key.clone(), value.clone())),
            }
        }
    }

    /// The instant before which nothing is delivered.
    pub fn starts_from(&self) -> Option<Timestamp> {
        let text = self.document.get("startFrom").and_then(Value::as_str);
        text.and_then(Timestamp::parse)
    }

    /// Whether the stream wants an event: of any category where it names none.
    pub fn wants(&self, code: &str, occurred_at: Timestamp) -> bool {
        let filters = self.document.get("filters").and_then(Value::as_array);
        let mut named = filters.into_iter().flatten().map(|filter| &filter["name"]);
        let fits =
            filters.is_none_or(Vec::is_empty) || named.any(|name| name == category::of(code));
        fits && self.starts_from().is_none_or(|start| occurred_at >= start)
    }

    /// Hides the personal data that the stream is not to show.
    pub fn hide<'e>(&self, events: impl Iterator<Item = &'e mut Map<String, Value>>) {
        if let Some(config) = self.document.get("pii_config") {
            let privacy = Privacy::of(config);
            events.for_each(|event| privacy.hide(event));
        }
    }

    /// As Auth0 shows it.
    pub fn view(&self) -> Map<String, Value> {
        let mut view = Map::new();
        let mut show = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                view.insert(key.into(), value);
            }
        };
        let kept = |key: &str| self.document.get(key).cloned();
        show("id", Some(self.id.as_str().into()));
        show("name", kept("name"));
        show("type", kept("type"));
        show("status", Some(self.status.as_str().into()));
        show("sink", Some(self.sink.clone().into()));
        show("filters", kept("filters"));
        let priority = kept("isPriority").unwrap_or(Value::Bool(false));
        show("isPriority", Some(priority));
        show("pii_config", kept("pii_config"));
        view
    }
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

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().expect("an object").clone()
    }

    fn http(more: Value) -> Map<String, Value> {
        let mut body = map(
            json!({"name": "Mine", "type": "http", "sink": {"httpEndpoint": "https://a.example"}}),
        );
        body.extend(map(more));
        body
    }

    #[test]
    fn a_stream_is_active_until_somebody_says_otherwise() {
        let mut stream = LogStream::create("lst_1".into(), &http(json!({}))).expect("a stream");
        assert_eq!(stream.view()["status"], "active");
        for status in ["paused", "active", "suspended", "active"] {
            assert_eq!(stream.update(&map(json!({"status": status}))), Ok(()));
            assert_eq!(stream.view()["status"], status);
        }
    }

    #[test]
    fn filters_and_the_start_choose_events() {
        let wants = |more: Value, code: &str, at: &str| {
            let stream = LogStream::create("lst_1".into(), &http(more)).expect("a stream");
            stream.wants(code, Timestamp::parse(at).expect("an instant"))
        };
        let filters = json!({"filters": [{"type": "category", "name": "auth.login.fail"},
            {"type": "category", "name": "other"}]});
        for (code, expected) in [("fp", true), ("s", false), ("fpar", true), ("sapi", false)] {
            assert_eq!(
                wants(filters.clone(), code, "2026-01-01T00:00:00Z"),
                expected,
                "{code}"
            );
        }
        assert!(wants(json!({"filters": []}), "s", "2026-01-01T00:00:00Z"));
        let start = json!({"startFrom": "2026-01-01T00:00:00Z"});
        assert!(wants(start.clone(), "s", "2026-01-01T00:00:00Z"));
        assert!(!wants(start, "s", "2025-12-31T23:59:59.999Z"));
    }

    #[test]
    fn other_kinds_are_refused_and_endpoints_are_encrypted() {
        let datadog = map(json!({"type": "datadog", "sink": {"datadogRegion": "us"}}));
        let refused = LogStream::create("lst_1".into(), &datadog);
        assert_eq!(refused, Err(RefusedStream::Forbidden));
        for bad in [
            json!({"sink": {"httpEndpoint": "http://a.example"}}),
            json!({"type": "fantasy"}),
            json!({"startFrom": "yesterday"}),
            json!({"sink": {"httpEndpoint": "https://a.example", "httpAuthorization": "a\nb"}}),
            json!({"filters": [{"type": "category", "name": "fantasy"}]}),
        ] {
            let refused = LogStream::create("lst_1".into(), &http(bad.clone()));
            assert!(matches!(refused, Err(RefusedStream::Invalid(_))), "{bad}");
        }
    }

    #[test]
    fn what_a_sink_authenticates_with_stays_until_there_is_another() {
        let sink = json!({"httpEndpoint": "https://a.example", "httpAuthorization": "hush"});
        let body = http(json!({"sink": sink}));
        let mut stream = LogStream::create("lst_1".into(), &body).expect("a stream");
        let patch = map(json!({"sink": {"httpEndpoint": "https://b.example"}}));
        assert_eq!(stream.update(&patch), Ok(()));
        let expected = json!({"httpEndpoint": "https://b.example", "httpAuthorization": "hush"});
        assert_eq!(stream.view()["sink"], expected);
    }

    #[test]
    fn what_hides_personal_data_is_completed_and_goes_when_it_is_left_out() {
        let body = http(json!({"pii_config": {"log_fields": ["email"]}}));
        let mut stream = LogStream::create("lst_1".into(), &body).expect("a stream");
        let expected = json!({"log_fields": ["email"], "method": "hash", "algorithm": "xxhash"});
        assert_eq!(stream.view()["pii_config"], expected);
        assert_eq!(stream.update(&map(json!({"status": "paused"}))), Ok(()));
        assert_eq!(stream.view()["pii_config"], expected);
        assert_eq!(stream.update(&map(json!({"name": "Other"}))), Ok(()));
        assert!(!stream.view().contains_key("pii_config"));
    }
}
