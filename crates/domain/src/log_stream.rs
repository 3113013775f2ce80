//! Log streams: where copies of the tenant log go, which events, and what of them is hidden.

mod category;
pub mod patience;
mod privacy;
pub mod sink;

use serde_json::{Map, Value};

use super::time::Timestamp;
use privacy::Privacy;

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

impl LogStream {
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
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn filters_and_the_start_choose_events() {
        let wants = |more: Value, code: &str, at: &str| {
            let stream = LogStream {
                id: "lst_1".into(),
                document: more.as_object().expect("an object").clone(),
                sink: Map::new(),
                status: StreamStatus::Active,
                revision: 1,
            };
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
}
