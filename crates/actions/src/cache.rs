//! `api.cache`: short strings that Actions of a trigger keep from run to run, in this process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};

use footbridge_domain::time::Timestamp;

const MAX_ENTRIES: usize = 20;
const MAX_KEY: usize = 64;
const MAX_VALUE: usize = 4096;
const USUAL_LIFE_MS: i64 = 15 * 60 * 1000;
const LONGEST_LIFE_MS: i64 = 24 * 3600 * 1000;

/// The strings, by trigger and key, with their expiry.
#[derive(Debug, Default)]
pub struct Cache(Mutex<HashMap<String, Entries>>);

type Entries = HashMap<String, (String, i64)>;

/// An operation on the cache: one of `get`, `set`, `delete`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CacheRequest {
    get: Option<String>,
    set: Option<String>,
    delete: Option<String>,
    value: Option<String>,
    /// Milliseconds.
    ttl: Option<i64>,
    expires_at: Option<i64>,
}

impl Cache {
    /// Runs an operation, and returns the answer for the Action.
    pub fn answer(&self, trigger: &str, request: CacheRequest, now: Timestamp) -> Value {
        let mut triggers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = triggers.entry(trigger.to_owned()).or_default();
        entries.retain(|_, (_, expires_at)| *expires_at > now.millis());
        if let Some(key) = request.get {
            return entries.get(&key).map_or(
                Value::Null,
                |(value, expires_at)| json!({"value": value, "expires_at": expires_at}),
            );
        }
        if let Some(key) = request.delete {
            entries.remove(&key);
            return json!({"type": "success"});
        }
        let (Some(key), Some(value)) = (request.set, request.value) else {
            return error("InvalidRequest");
        };
        if key.len() > MAX_KEY || value.len() > MAX_VALUE {
            return error("ItemSizeExceeded");
        }
        if entries.len() >= MAX_ENTRIES && !entries.contains_key(&key) {
            return error("CacheSizeExceeded");
        }
        let lives = request.ttl.map(|ttl| now.millis().saturating_add(ttl));
        let usual = now.millis() + USUAL_LIFE_MS;
        let expires_at = lives.or(request.expires_at).unwrap_or(usual);
        let expires_at = expires_at.min(now.millis() + LONGEST_LIFE_MS);
        let record = json!({"value": value, "expires_at": expires_at});
        entries.insert(key, (value, expires_at));
        json!({"type": "success", "record": record})
    }
}

fn error(code: &str) -> Value {
    json!({"type": "error", "code": code})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_the_triggers_own_and_go() {
        let cache = Cache::default();
        let at = Timestamp::from_millis;
        let ask = |trigger, request: Value, now| {
            let request = serde_json::from_value(request).expect("a request");
            cache.answer(trigger, request, at(now))
        };
        let set = ask("a", json!({"set": "k", "value": "v", "ttl": 1000}), 5);
        assert_eq!(set["type"], "success");
        assert_eq!(
            ask("a", json!({"get": "k"}), 1004),
            json!({"value": "v", "expires_at": 1005})
        );
        assert_eq!(ask("b", json!({"get": "k"}), 6), Value::Null);
        assert_eq!(ask("a", json!({"get": "k"}), 1005), Value::Null);
        let long = json!({"set": "k", "value": "v".repeat(4097)});
        assert_eq!(ask("a", long, 5)["type"], "error");
        for n in 0..20 {
            ask("a", json!({"set": n.to_string(), "value": "v"}), 2000);
        }
        assert_eq!(
            ask("a", json!({"set": "x", "value": "v"}), 2000)["code"],
            "CacheSizeExceeded"
        );
        assert_eq!(ask("a", json!({"delete": "1"}), 2000)["type"], "success");
        assert_eq!(
            ask("a", json!({"set": "x", "value": "v"}), 2000)["type"],
            "success"
        );
    }
}
