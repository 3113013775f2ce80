//! What bodies may say of custom domains.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::request_body::{Bodies, Invalid, Mode};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("schema.json")).expect("the schema is part of the program and tested")
});

/// Checks a body against the schema of its request.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    BODIES.validate(body, mode)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_domain_is_a_host_and_nothing_more() {
        let judge = |domain: &str| {
            let body = json!({"domain": domain, "type": "self_managed_certs"});
            validate(body.as_object().expect("an object"), Mode::Create).is_ok()
        };
        for good in ["login.example.com", "Login-2.example.com", "localhost"] {
            assert!(judge(good), "{good}");
        }
        for bad in [
            "a.b:443",
            "https://a.b",
            "a..b",
            "-a.b",
            "a_b.c",
            "a.b/",
            "ab",
            "a.b\n",
            "é.com",
        ] {
            assert!(!judge(bad), "{bad}");
        }
    }
}
