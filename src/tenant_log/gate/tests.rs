use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::*;

fn admitted(event: Value) -> Value {
    let Value::Object(event) = event else {
        panic!("an event is an object")
    };
    let (mut document, text) = admit(event);
    assert!(text.len() <= 16 * 1024, "{} bytes", text.len());
    let shown = document.clone();
    document.retain(|name, _| !IN_COLUMNS.contains(&name.as_str()));
    assert_eq!(Value::Object(document).to_string(), text);
    serde_json::from_str::<Value>(&text).expect("what was written can be read");
    shown.into()
}

/// How deep a value nests.
fn depth(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(members) => {
            let names = members.keys().map(String::as_str);
            names.chain(members.values().flat_map(strings)).collect()
        }
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::String(text) => vec![text],
        _ => vec![],
    }
}

/// What has to hold of every event behind the gate.
fn holds(event: Value) {
    let shown = admitted(event);
    assert!(depth(&shown) <= 8, "{shown}");
    for string in strings(&shown) {
        assert!(!string.contains('\0'), "{string:?}");
        assert!(
            Value::from(string).to_string().len() <= 1024 + 2,
            "{string}"
        );
    }
}

/// A value inside so many others.
fn nested(levels: usize, name: &str) -> Value {
    (0..levels).fold(json!("bottom"), |inner, level| match level % 2 {
        0 => json!({ name: inner }),
        _ => json!([inner]),
    })
}

fn text() -> impl Strategy<Value = String> {
    let hostile = [
        "\0",
        "\u{1}",
        "\"",
        "\\",
        "…",
        "\u{10ffff}",
        "\u{202e}",
        "a",
    ];
    let repeated = (prop::sample::select(hostile.to_vec()), 0..3_000_usize);
    prop_oneof![
        ".{0,40}".prop_map(|text| text),
        repeated.prop_map(|(unit, count)| unit.repeat(count)),
    ]
}

/// Names that the gate knows as well as others.
fn name() -> impl Strategy<Value = String> {
    let known = [
        "details",
        "request",
        "response",
        "body",
        "auth0_client",
        "env",
        "name",
        "error",
        "query",
        "location_info",
        "options",
        "addons",
        "samlp",
        "description",
        "scope",
        "user_agent",
        "session_transfer",
        "scopes",
        "value",
        "failed_check",
        "callbacks",
    ];
    prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => text()]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(14, 120, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Value::from),
            btree_map(name(), inner, 0..8).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..crate::properties::seeded() })]

    #[test]
    fn whatever_is_written_is_readable_and_small(
        members in btree_map(name(), value(), 0..12),
        header in value(),
        (asked, answered) in (value(), value()),
        words in vec(text(), EVENT.len()),
    ) {
        holds(members.into_iter().collect());
        let details = json!({"request": {"body": asked, "query": header}, "response": {"body": answered}});
        let mut event: Map<String, Value> =
            EVENT.iter().zip(words).map(|((name, _), word)| ((*name).to_owned(), word.into())).collect();
        event.insert("auth0_client".into(), header);
        event.insert("details".into(), details);
        holds(event.into());
    }
}

#[test]
fn nothing_nests_too_deep_for_a_reader() {
    for levels in [0, 1, 7, 8, 9, 126, 127, 500] {
        let (deep, known) = (nested(levels, "a"), nested(levels, "options"));
        for event in [
            json!({"auth0_client": deep}),
            json!({"auth0_client": {"env": deep, "name": deep}}),
            json!({"details": {"body": deep, "error": deep, "request": {"body": known, "query": deep}}}),
            json!({"details": {"response": {"body": known}}, "description": deep}),
        ] {
            holds(event);
        }
    }
}

#[test]
fn the_worst_string_everywhere_still_fits() {
    for worst in ["\u{1}", "\0", "\\", "\u{10ffff}"] {
        let long = worst.repeat(20_000);
        let mut event: Map<String, Value> = EVENT
            .iter()
            .map(|(name, _)| ((*name).to_owned(), long.as_str().into()))
            .collect();
        let env: Map<String, Value> = (0..50)
            .map(|n| (format!("{n:060}"), long.as_str().into()))
            .collect();
        event.insert(
            "auth0_client".into(),
            json!({"name": long, "version": long, "env": env}),
        );
        event.insert(
            "location_info".into(),
            json!({"city_name": long, "country_name": long}),
        );
        event.insert(
            "details".into(),
            json!({"error": {"message": long}, "body": {"name": vec![&long; 100]}}),
        );
        holds(event.into());
    }
}

#[test]
fn what_is_too_large_goes_and_says_so() {
    let urls: Vec<String> = (0..100)
        .map(|n| format!("https://{n:0>150}.example/"))
        .collect();
    let event = json!({"type": "sapi", "details": {
        "request": {"method": "patch", "body": {"name": "A", "callbacks": ["https://a.example/"]}},
        "response": {"statusCode": 200, "body": {"name": "A", "callbacks": urls}}}});
    let expected = json!({"type": "sapi", "details": {
        "request": {"method": "patch", "body": {"name": "A", "callbacks": ["https://a.example/"]}},
        "response": {"statusCode": 200, "body": {"omitted": "too large"}}}});
    assert_eq!(admitted(event), expected);
}

#[test]
fn strings_are_cut_where_a_reader_sees_it() {
    let shown = admitted(json!({"description": "é".repeat(2_000), "user_agent": "a\0b"}));
    let description = shown["description"].as_str().expect("a string");
    assert_eq!(
        (description.len(), description.chars().last()),
        (1023, Some('…'))
    );
    assert_eq!(shown["user_agent"], "a\u{fffd}b");
    let whole = "a".repeat(1_024);
    assert_eq!(
        admitted(json!({"description": whole}))["description"],
        whole
    );
}

#[test]
fn bodies_show_what_is_known_to_be_harmless() {
    let body = json!({"name": "A", "client_secret": "hush", "signing_keys": [{"cert": "hush"}], "pasword": "hush",
        "addons": {"azure_blob": {"storageAccessKey": "hush"}, "samlp": {"audience": "urn:a", "cert": "hush"}},
        "client_authentication_methods": {"private_key_jwt": {"credentials": [{"pem": "hush", "name": "n"}, "hush"]}},
        "refresh_token": {"leeway": 0}, "jwt_configuration": {"secret_encoded": false, "lifetime_in_seconds": "hush"},
        "session_transfer": "hush", "token": {"name": "hush"}, "link_with": "hush", "ticket": "https://a.example/?hush",
        "scopes": [{"value": "read:a", "description": "d"}], "secrets": [{"name": "KEY", "value": "hush"}],
        "client_metadata": {"name": "hush"}, "client_aliases": null, "password": null, "name2": 4711,
        "sink": {"httpContentFormat": "JSONLINES", "httpEndpoint": "https://a.example/?key=hush",
            "httpCustomHeaders": [{"name": "hush", "value": "hush"}]}});
    let expected = json!({"name": "A", "addons": {"samlp": {"audience": "urn:a"}},
        "client_authentication_methods": {"private_key_jwt": {"credentials": [{"name": "n"}]}},
        "refresh_token": {"leeway": 0}, "jwt_configuration": {"secret_encoded": false},
        "scopes": [{"value": "read:a", "description": "d"}], "secrets": [{"name": "KEY"}], "client_aliases": null,
        "sink": {"httpContentFormat": "JSONLINES"}});
    let event = json!({"details": {"request": {"body": body}, "response": {"body": [body, "hush"]}, "body": "hush"}});
    let shown = admitted(event);
    assert_eq!(shown["details"]["request"]["body"], expected);
    // A list is one step deeper, and the event ends eight steps down.
    let mut in_list = expected;
    in_list["client_authentication_methods"]["private_key_jwt"]["credentials"] = json!([]);
    assert_eq!(shown["details"]["response"]["body"], json!([in_list]));
    assert!(!shown.to_string().contains("hush"), "{shown}");
}

#[test]
fn sdks_say_their_name_and_where_they_run() {
    let sdk = json!({"name": "auth0-spa-js", "version": "2.1.3", "env": {"node": "v22"}, "more": {"a": 1}});
    let shown = admitted(json!({"auth0_client": sdk, "unknown": 1}));
    let expected = json!({"auth0_client": {"name": "auth0-spa-js", "version": "2.1.3", "env": {"node": "v22"}}});
    assert_eq!(shown, expected);
}
