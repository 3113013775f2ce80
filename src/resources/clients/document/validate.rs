//! Whether a body may become, or change, a client: the schema first, then what no schema says.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::domain::request_body::{Bodies, Invalid, Mode};

static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
    Bodies::read(include_str!("../schema.json"))
        .expect("the schema is part of the program and tested")
});

/// Checks a body against the schema of its request. What the resulting client must be is [`super::check`]'s to say.
pub fn validate(body: &Map<String, Value>, mode: Mode) -> Result<(), Invalid> {
    BODIES.validate(body, mode)
}

/// Whether a property of a client is chosen once, when it is made.
pub fn is_fixed(property: &str) -> bool {
    BODIES.is_fixed(property)
}

/// What a property is for, in the words of the schema.
pub(super) fn description_of(property: &str) -> Option<&'static str> {
    BODIES.description_of(property)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(body: Value, mode: Mode) -> String {
        let Value::Object(body) = body else {
            panic!("a body is an object")
        };
        match validate(&body, mode) {
            Ok(()) => "accepted".into(),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn refusals_have_auth0s_sentences() {
        let cases = [
            (
                json!({"name": "A", "is_global": true}),
                "'Additional properties not allowed: is_global'.",
            ),
            (json!({}), "'Missing required property: name'."),
            (
                json!({"name": 1}),
                "'Expected type string but found type integer' on property name (Name of this client (min length: 1 character, does not allow `<` or `>`).).",
            ),
            (
                json!({"name": "A", "grant_types": ["a", "implicit", "implicit"]}),
                "'Array items are not unique (indexes 1 and 2)' on property grant_types (A set of grant types that the client is authorized to use).",
            ),
            (
                json!({"name": "A", "grant_types": [""]}),
                "'String is too short (0 chars), minimum 1' on property grant_types[0].",
            ),
            (
                json!({"name": "A", "initiate_login_uri": "http://localhost:3000"}),
                "'Object didn't pass validation for format absolute-https-uri-or-empty: http://localhost:3000' on property initiate_login_uri (Initiate login uri, must be https).",
            ),
            (
                json!({"name": "A", "callbacks": ["javascript:alert(1)"]}),
                "'Object didn't pass validation for format callback-url: javascript:alert(1)' on property callbacks[0].",
            ),
            (
                json!({"name": "A", "par_request_expiry": 601}),
                "'Value 601 is greater than maximum 600' on property par_request_expiry (Specifies how long, in seconds, a Pushed Authorization Request URI remains valid).",
            ),
            (
                json!({"name": "A", "session_transfer": {"x": 1}}),
                "'Additional properties not allowed: x' on property session_transfer (Native to Web SSO Configuration).",
            ),
        ];
        for (body, sentence) in cases {
            assert_eq!(
                refusal(body, Mode::Create),
                format!("Payload validation error: {sentence}")
            );
        }
    }

    #[test]
    fn the_whole_session_transfer_object_is_known_and_nothing_else() {
        let full = json!({"can_create_session_transfer_token": true, "enforce_cascade_revocation": false,
            "allowed_authentication_methods": ["cookie", "query"], "enforce_device_binding": "asn",
            "allow_refresh_token": true, "enforce_online_refresh_tokens": false,
            "delegation": {"allow_delegated_access": true, "enforce_device_binding": "asn"}});
        for mode in [Mode::Create, Mode::Update] {
            for good in [
                full.clone(),
                json!({}),
                json!(null),
                json!({"delegation": null}),
                json!({"allowed_authentication_methods": null}),
            ] {
                assert_eq!(
                    refusal(json!({"name": "A", "session_transfer": good}), mode),
                    "accepted"
                );
            }
            for (bad, start) in [
                (
                    json!({"enforce_device_binding": "foo"}),
                    "'No enum match for: foo' on property session_transfer.enforce_device_binding (Indicates whether device binding security should be enforced",
                ),
                (
                    json!({"allowed_authentication_methods": ["header"]}),
                    "'No enum match for: header' on property session_transfer.allowed_authentication_methods[0]",
                ),
                (
                    json!({"can_create_session_transfer_token": "yes"}),
                    "'Expected type boolean but found type string' on property session_transfer.can_create_session_transfer_token",
                ),
                (
                    json!({"delegation": {"enforce_device_binding": "none"}}),
                    "'No enum match for: none' on property session_transfer.delegation.enforce_device_binding",
                ),
                (
                    json!({"delegation": {"x": 1}}),
                    "'Additional properties not allowed: x' on property session_transfer.delegation",
                ),
                (
                    json!([]),
                    "'Expected type object but found type array' on property session_transfer",
                ),
            ] {
                let text = refusal(json!({"name": "A", "session_transfer": bad}), mode);
                assert!(
                    text.starts_with(&format!("Payload validation error: {start}")),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn a_patch_clears_with_null_and_may_set_the_secret() {
        for key in [
            "session_transfer",
            "addons",
            "token_endpoint_auth_method",
            "client_authentication_methods",
            "signed_request_object",
            "default_organization",
            "token_quota",
            "fedcm_login",
            "organization_discovery_methods",
            "async_approval_notification_channels",
            "oidc_backchannel_logout",
            "skip_non_verifiable_callback_uri_confirmation_prompt",
            "token_vault_privileged_access",
            "identity_assertion_authorization_grant",
        ] {
            assert_eq!(
                refusal(json!({key: null}), Mode::Update),
                "accepted",
                "{key}"
            );
        }
        assert_eq!(
            refusal(json!({"client_secret": "s"}), Mode::Update),
            "accepted"
        );
        for read_only in [
            "client_id",
            "tenant",
            "global",
            "signing_keys",
            "callback_url_template",
        ] {
            let text = refusal(json!({read_only: "x"}), Mode::Update);
            assert_eq!(
                text,
                format!(
                    "Payload validation error: 'Additional properties not allowed: {read_only}'."
                )
            );
        }
        assert!(
            refusal(json!({"name": "A", "client_secret": "s"}), Mode::Create)
                .contains("client_secret")
        );
    }

    #[test]
    fn every_string_is_bounded() {
        let long = "x".repeat(20_000);
        for body in [
            json!({"name": "A", "client_metadata": {"k": "x".repeat(256)}}),
            json!({"name": "A", "client_aliases": [long]}),
            json!({"name": "A", "addons": {"samlp": {"anything": {"deeper": long}}}}),
            json!({"name": long}),
        ] {
            assert!(refusal(body, Mode::Create).contains("String is too long"));
        }
        let mut deep = json!({});
        for _ in 0..60 {
            deep = json!({"a": deep});
        }
        let text = refusal(
            json!({"name": "A", "addons": {"samlp": deep}}),
            Mode::Create,
        );
        assert!(text.contains("too deeply"), "{text}");
    }
}
