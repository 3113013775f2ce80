//! Events of the tenant log as log records for the collector.

use std::sync::OnceLock;
use std::time::{Duration, UNIX_EPOCH};

use opentelemetry::logs::{AnyValue, LogRecord, Logger, Severity};
use opentelemetry_sdk::logs::SdkLogger;
use serde_json::{Map, Value};

static LOGGER: OnceLock<SdkLogger> = OnceLock::new();

/// Sends all further events to `logger`. The first collector of a process stays.
pub(super) fn collect(logger: SdkLogger) {
    let _second = LOGGER.set(logger);
}

/// Whether there is a collector of events.
pub(super) fn are_collected() -> bool {
    LOGGER.get().is_some()
}

/// Exports an event of the tenant log, in the trace of the current request; never blocks, and does nothing without a
/// collector.
pub fn emit(code: &'static str, at_millis: i64, document: &Map<String, Value>) {
    let Some(logger) = LOGGER.get() else {
        return;
    };
    let severity = severity(code);
    let mut record = logger.create_log_record();
    record.set_event_name("footbridge.tenant_log");
    record.set_severity_number(severity);
    record.set_severity_text(severity.name());
    let since = Duration::from_millis(u64::try_from(at_millis).unwrap_or(0));
    record.set_timestamp(UNIX_EPOCH + since);
    if let Some(description) = document.get("description") {
        record.set_body(value(description));
    }
    let members = document.iter().filter(|(_, member)| !member.is_null());
    record.add_attributes(members.map(|(name, member)| (name.clone(), value(member))));
    logger.emit(record);
}

/// Auth0's types begin with `f` for failures, and with `w` for warnings.
fn severity(code: &str) -> Severity {
    let is_bad = code.starts_with(['f', 'w']) || code.starts_with("limit");
    if is_bad || code == "api_limit" {
        Severity::Warn
    } else {
        Severity::Info
    }
}

fn value(json: &Value) -> AnyValue {
    match json {
        Value::Null => AnyValue::String("".into()),
        Value::Bool(flag) => AnyValue::Boolean(*flag),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => AnyValue::Int(whole),
            None => AnyValue::Double(number.as_f64().unwrap_or_default()),
        },
        Value::String(text) => AnyValue::String(text.clone().into()),
        Value::Array(items) => items.iter().map(value).collect(),
        Value::Object(members) => (members.iter())
            .map(|(name, member)| (name.clone(), value(member)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_failed_is_a_warning() {
        for bad in ["f", "fp", "fertft", "w", "limit_wc", "api_limit"] {
            assert_eq!(severity(bad), Severity::Warn, "{bad}");
        }
        for good in ["s", "sertft", "slo", "sapi"] {
            assert_eq!(severity(good), Severity::Info, "{good}");
        }
    }

    #[test]
    fn documents_keep_their_shape() {
        let shown = value(&json!({"a": [1, 1.5, true, "x"]}));
        let items = [
            AnyValue::Int(1),
            AnyValue::Double(1.5),
            AnyValue::Boolean(true),
            AnyValue::String("x".into()),
        ];
        let list = AnyValue::ListAny(Box::new(items.to_vec()));
        assert_eq!(shown, [("a", list)].into_iter().collect());
    }
}
