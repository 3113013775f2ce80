//! What is sent to a stream's endpoint.
//!
//! A record is Auth0's: `{"log_id": …, "data": the event}`. How many go together, the newline at the end of each line, the
//! media type where none is set and that lines are sent where no format is set are our choices; so is the member `logs`, for
//! which there are receivers to go by and no words of Auth0's.

use serde_json::{Map, Value, json};
use url::Url;

use crate::json_schema::Mismatch;

/// Headers that frame a request: they are ours to set.
const FRAMING: [&str; 9] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Where events go, and with which headers.
#[derive(Debug)]
pub struct Sink {
    pub endpoint: Url,
    /// Later ones replace earlier ones of the same name.
    pub headers: Vec<(String, String)>,
    format: Format,
}

#[derive(Debug, Clone, Copy)]
enum Format {
    Lines,
    Array,
    Object,
}

impl Sink {
    /// Reads a sink; what is wrong with it otherwise.
    pub fn of(sink: &Map<String, Value>) -> Result<Self, Mismatch> {
        let text = |name: &str| sink.get(name).and_then(Value::as_str);
        let endpoint = Url::parse(text("httpEndpoint").unwrap_or_default());
        let endpoint = endpoint.ok().filter(|url| url.scheme() == "https");
        let Some(endpoint) = endpoint else {
            return Err(mismatch("httpEndpoint", "uri"));
        };
        let mut headers = vec![];
        for (name, header, default) in [
            ("httpContentType", "content-type", Some("application/json")),
            ("httpAuthorization", "authorization", None),
        ] {
            let Some(value) = text(name).or(default) else {
                continue;
            };
            if !is_value(value) {
                return Err(mismatch(name, "header value"));
            }
            headers.push((header.to_owned(), value.to_owned()));
        }
        let custom = sink.get("httpCustomHeaders").and_then(Value::as_array);
        for one in custom.into_iter().flatten() {
            let (name, value) = (&one["header"], &one["value"]);
            let (name, value) = (name.as_str().unwrap_or_default(), value.as_str());
            if !is_name(name) || !value.is_some_and(is_value) {
                return Err(mismatch("httpCustomHeaders", "header"));
            }
            let value = value.unwrap_or_default().to_owned();
            headers.push((name.to_ascii_lowercase(), value));
        }
        let format = match text("httpContentFormat") {
            Some("JSONARRAY") => Format::Array,
            Some("JSONOBJECT") => Format::Object,
            _ => Format::Lines,
        };
        Ok(Self {
            endpoint,
            headers,
            format,
        })
    }

    /// The body that carries these events.
    pub fn body<'e>(&self, events: impl Iterator<Item = &'e Map<String, Value>>) -> String {
        let records: Vec<Value> = events.map(record).collect();
        match self.format {
            Format::Lines => records.iter().map(|record| format!("{record}\n")).collect(),
            Format::Array => Value::from(records).to_string(),
            Format::Object => json!({ "logs": records }).to_string(),
        }
    }
}

/// The event as `GET /logs` shows it, but for `_id`, which Auth0's records do not have.
fn record(event: &Map<String, Value>) -> Value {
    let mut event = event.clone();
    event.shift_remove("_id");
    json!({ "log_id": event.get("log_id"), "data": event })
}

fn mismatch(member: &str, format: &str) -> Mismatch {
    let sentence = format!("Object didn't pass validation for format {format}");
    Mismatch::at(&format!("sink.{member}"), sentence, None)
}

/// A field name (RFC 9110 §5.1) that does not frame the request.
fn is_name(name: &str) -> bool {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    let lower = name.to_ascii_lowercase();
    !name.is_empty() && name.bytes().all(token) && !FRAMING.contains(&lower.as_str())
}

/// A field value (RFC 9110 §5.5) of visible characters.
fn is_value(value: &str) -> bool {
    value
        .bytes()
        .all(|b| b == b'\t' || (b' '..=b'~').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sink(more: Value) -> Result<Sink, Mismatch> {
        let mut sink = Map::new();
        sink.insert("httpEndpoint".into(), "https://a.example/in".into());
        sink.extend(more.as_object().cloned().unwrap_or_default());
        Sink::of(&sink)
    }

    fn events() -> Vec<Map<String, Value>> {
        let events = json!([{"_id": "1", "log_id": "1", "type": "s"}, {"_id": "2", "log_id": "2", "type": "f"}]);
        serde_json::from_value(events).expect("objects")
    }

    #[test]
    fn events_are_written_in_three_formats() {
        let (one, two) = (
            r#"{"log_id":"1","data":{"log_id":"1","type":"s"}}"#,
            r#"{"log_id":"2","data":{"log_id":"2","type":"f"}}"#,
        );
        for (format, expected) in [
            ("JSONLINES", format!("{one}\n{two}\n")),
            ("JSONARRAY", format!("[{one},{two}]")),
            ("JSONOBJECT", format!(r#"{{"logs":[{one},{two}]}}"#)),
        ] {
            let sink = sink(json!({"httpContentFormat": format})).expect("a sink");
            assert_eq!(sink.body(events().iter()), expected, "{format}");
        }
    }

    #[test]
    fn what_cannot_be_sent_is_refused() {
        for bad in [
            json!({"httpEndpoint": "https://"}),
            json!({"httpAuthorization": "a\r\nb: c"}),
            json!({"httpContentType": "text/\u{7f}"}),
            json!({"httpCustomHeaders": [{"header": "a b", "value": "c"}]}),
            json!({"httpCustomHeaders": [{"header": "Content-Length", "value": "0"}]}),
            json!({"httpCustomHeaders": [{"header": "a", "value": "b\nc"}]}),
            json!({"httpCustomHeaders": [{"header": "a"}]}),
        ] {
            assert!(sink(bad.clone()).is_err(), "{bad}");
        }
    }
}
