//! The facts of a device, under the names that the event has for them.

use serde_json::{Map, Value, json};

use crate::domain::device::Device;

/// `ip`, `asn`, `geoip` and `user_agent`.
pub(super) fn facts(device: &Device) -> Map<String, Value> {
    let mut facts = Map::new();
    let ip = device.address.known().map(|ip| ip.to_string());
    facts.insert("ip".into(), ip.unwrap_or_default().into());
    if let Some(asn) = device.asn {
        facts.insert("asn".into(), asn.to_string().into());
    }
    facts.insert(
        "geoip".into(),
        device.geoip.as_ref().map_or(json!({}), |g| json!(g)),
    );
    if let Some(user_agent) = &device.user_agent {
        facts.insert("user_agent".into(), user_agent.as_str().into());
    }
    facts
}
