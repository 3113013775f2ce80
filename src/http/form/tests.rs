use proptest::prelude::*;
use serde_json::json;

use super::*;

const JSON: Option<&str> = Some("application/json");
const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

fn query(text: &str) -> Result<Vec<(String, String)>, String> {
    strings(Params::from_query(text))
}

fn json(text: &str) -> Result<Vec<(String, String)>, String> {
    strings(Params::from_body(JSON, text.as_bytes()))
}

/// All of them, in a request in which each has to be a string.
fn strings(read: Result<Params, ParamError>) -> Result<Vec<(String, String)>, String> {
    let params = read
        .and_then(Params::all_strings)
        .map_err(|e| e.to_string())?;
    let owned = |(n, v): (&str, &str)| (n.to_owned(), v.to_owned());
    Ok(params.iter().map(owned).collect())
}

fn pairs(expected: &[(&str, &str)]) -> Result<Vec<(String, String)>, String> {
    let owned = |(n, v): &(&str, &str)| ((*n).to_owned(), (*v).to_owned());
    Ok(expected.iter().map(owned).collect())
}

#[test]
fn a_query_is_read_in_order() {
    assert_eq!(
        query("b=1&a=x+y%20z%2B&&c=a=b"),
        pairs(&[("b", "1"), ("a", "x y z+"), ("c", "a=b")])
    );
    assert_eq!(query("n%61me=%F0%9F%8C%89"), pairs(&[("name", "🌉")]));
    assert_eq!(query(""), pairs(&[]));
}

#[test]
fn a_parameter_without_a_value_is_left_out() {
    let params = Params::from_query("client_id=&scope&state=s").unwrap();
    assert_eq!(params.get("client_id"), None);
    assert_eq!(params.iter().collect::<Vec<_>>(), [("state", "s")]);
    let missing = params.require("client_id").unwrap_err();
    assert_eq!(missing.to_string(), "Missing required parameter: client_id");
    assert_eq!(params.require("state"), Ok("s"));
}

#[test]
fn a_repeated_parameter_is_refused_and_named() {
    let refused = Err("Duplicate parameter: client_id".to_owned());
    for twice in [
        "client_id=a&client_id=b",
        "client_id=a&x=1&client_id=a",
        "client_id=&client_id=a",
        "client_id=a&client_id=",
        "client_id&client_id",
        "client_id=a&client%5Fid=a",
    ] {
        assert_eq!(query(twice), refused, "{twice}");
    }
    assert_eq!(json(r#"{"client_id":"a","client_id":"a"}"#), refused);
    assert_eq!(json(r#"{"client_id":"a","client\u005fid":""}"#), refused);
    let one = || Params::from_query("client_id=a").unwrap();
    assert_eq!(one().merge(one()).map_err(|e| e.to_string()), {
        Err("Duplicate parameter: client_id".to_owned())
    });
    let other = Params::from_query("state=s").unwrap();
    assert_eq!(one().merge(other).unwrap().get("state"), Some("s"));
}

#[test]
fn broken_encoding_is_refused() {
    for broken in [
        "a=%",
        "a=%2",
        "a=%zz",
        "a=%+1",
        "%=1",
        "a=%ff",
        "%c3=1",
        "a=%ed%a0%80",
    ] {
        assert_eq!(
            Params::from_query(broken),
            Err(ParamError::BadEncoding),
            "{broken}"
        );
    }
    assert_eq!(
        Params::from_body(FORM, b"a=\xff"),
        Err(ParamError::BadEncoding)
    );
    assert_eq!(
        Params::from_query("a=b%00c"),
        Err(ParamError::BadCharacter("a".into()))
    );
    assert_eq!(
        Params::from_body(JSON, br#"{"a":"b\u0000c"}"#),
        Err(ParamError::BadCharacter("a".into()))
    );
}

#[test]
fn everything_is_bounded() {
    let many = |n: usize| (0..n).map(|i| format!("p{i}=1&")).collect::<String>();
    assert_eq!(query(&many(100)).unwrap().len(), 100);
    assert_eq!(Params::from_query(&many(101)), Err(ParamError::TooMany));
    let empty = (0..101).map(|i| format!("p{i}&")).collect::<String>();
    assert_eq!(Params::from_query(&empty), Err(ParamError::TooMany));

    let named = |n: usize| format!("{}=1", "n".repeat(n));
    assert!(query(&named(200)).is_ok());
    assert_eq!(Params::from_query(&named(201)), Err(ParamError::BadName));
    assert_eq!(Params::from_query("=1"), Err(ParamError::BadName));

    let valued = |n: usize| format!("a={}", "v".repeat(n));
    assert!(query(&valued(16 * 1024)).is_ok());
    let too_long = Params::from_query(&valued(16 * 1024 + 1));
    assert_eq!(too_long, Err(ParamError::TooLong("a".into())));

    let nested = |open: &str, close: &str, n: usize| {
        format!(r#"{{"a":{}1{}}}"#, open.repeat(n), close.repeat(n))
    };
    let refused = Err("Parameter must be a string: a".to_owned());
    assert_eq!(json(&nested("[", "]", 20)), refused);
    assert_eq!(json(&nested(r#"{"a":"#, "}", 20)), refused);
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let too_deep = json(&nested(open, close, 50_000));
        assert_eq!(too_deep, Err("The body is not valid JSON".into()));
    }
}

#[test]
fn json_members_become_text() {
    assert_eq!(
        json(r#" {"b":"x","a":1,"c":-2,"d":true,"e":"","scope":["openid","profile"]} "#),
        pairs(&[
            ("b", "x"),
            ("a", "1"),
            ("c", "-2"),
            ("d", "true"),
            ("scope", "openid profile")
        ])
    );
    assert_eq!(
        json(r#"{"scope":"openid email"}"#),
        pairs(&[("scope", "openid email")])
    );
    assert_eq!(json(r#"{"scope":[]}"#), pairs(&[]));
    assert_eq!(json(r#"{"scope":null,"b":"x"}"#), pairs(&[("b", "x")]));
    assert_eq!(json(r#"{"a":null,"b":"x"}"#), pairs(&[("b", "x")]));
    assert!(json(r#"{"a":null,"a":"x"}"#).is_err());
    for other in ["1.5", "1e400", "99999999999999999999", "{}", "[\"a\"]"] {
        let text = format!(r#"{{"audience":{other},"x":"y"}}"#);
        assert!(
            json(&text).is_err_and(|e| e == "Parameter must be a string: audience"
                || (other == "1e400" && e == "The body is not valid JSON")),
            "{other}"
        );
    }
    for scope in ["1", "true", "{}", "[1]", "[\"a\",null]", "[[\"a\"]]"] {
        let refused = json(&format!(r#"{{"scope":{scope}}}"#));
        assert_eq!(
            refused,
            Err("Scope must be an array or a string".into()),
            "{scope}"
        );
    }
}

#[test]
fn members_that_nobody_asks_for_may_be_anything() {
    let body = br#"{"a":"1","authorization_details":[{"type":"x","y":{"z":[null]}}],"b":{},"c":1.5,"d":[true],"b2":null}"#;
    let params = Params::from_body(JSON, body).unwrap();
    assert_eq!(params.string("a"), Ok(Some("1")));
    assert_eq!(params.iter().collect::<Vec<_>>(), [("a", "1")]);
    assert_eq!(params.string("b2"), Ok(None));
    for asked in ["authorization_details", "b", "c", "d"] {
        let refused = ParamError::NotAString(asked.into());
        assert_eq!(params.string(asked), Err(refused.clone()), "{asked}");
        assert_eq!(params.require(asked), Err(refused), "{asked}");
    }
    // One that is sent twice is two, whatever it is.
    for twice in [
        r#"{"b":{},"b":"x"}"#,
        r#"{"b":"x","b":[1]}"#,
        r#"{"b":{},"b":{}}"#,
    ] {
        let refused = Params::from_body(JSON, twice.as_bytes());
        assert_eq!(refused, Err(ParamError::Duplicate("b".into())), "{twice}");
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_body() {
    assert_eq!(json("\u{feff}{\"a\":\"b\"}"), pairs(&[("a", "b")]));
    let form = Params::from_body(FORM, "\u{feff}a=b".as_bytes());
    assert_eq!(strings(form), pairs(&[("a", "b")]));
}

#[test]
fn what_is_no_json_object_is_told_apart() {
    for text in ["[]", "\"a\"", "1", "null", "true"] {
        assert_eq!(
            json(text),
            Err("The body must be a JSON object".into()),
            "{text}"
        );
    }
    for text in [
        "",
        "{",
        "{a:1}",
        "{\"a\":\"b\"} x",
        "{\"a\":1,}",
        "{\"a\":{}",
        "\u{feff}\u{feff}{}",
    ] {
        assert_eq!(
            json(text),
            Err("The body is not valid JSON".into()),
            "{text}"
        );
    }
    let bytes = Params::from_body(JSON, b"{\"a\":\"\xff\"}");
    assert_eq!(bytes, Err(ParamError::BadJson));
}

#[test]
fn the_content_type_chooses_the_reader() {
    let a = |params: Result<Params, ParamError>| params.map(|p| p.get("a").map(str::to_owned));
    let one = Ok(Some("1".to_owned()));
    for form in [
        None,
        Some(""),
        FORM,
        Some("Application/X-WWW-Form-URLEncoded; charset=latin1"),
    ] {
        assert_eq!(a(Params::from_body(form, b"a=1")), one, "{form:?}");
    }
    for json in [
        JSON,
        Some("application/json;charset=UTF-8"),
        Some(" APPLICATION/JSON "),
    ] {
        assert_eq!(
            a(Params::from_body(json, b"{\"a\":\"1\"}")),
            one,
            "{json:?}"
        );
    }
    for other in [
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/jsonx",
        "json",
    ] {
        let refused = Params::from_body(Some(other), b"a=1");
        assert_eq!(refused, Err(ParamError::UnsupportedContentType), "{other}");
    }
}

#[test]
fn parameters_can_be_stored_and_taken_out() {
    let mut params = Params::from_query("b=1&a=2&request_uri=x").unwrap();
    assert_eq!(params.remove("request_uri").as_deref(), Some("x"));
    assert_eq!(params.remove("request_uri"), None);
    let map = params.clone().into_map();
    assert_eq!(json!(map), json!({"b": "1", "a": "2"}));
    assert_eq!(Params::from_map(&map), Ok(params));
    let bad = json!({"a": 1});
    let refused = Params::from_map(bad.as_object().unwrap());
    assert_eq!(refused, Err(ParamError::NotAString("a".into())));
}

#[test]
fn values_stay_out_of_debug_and_errors() {
    let params = Params::from_query("password=hunter2&client_id=c").unwrap();
    assert_eq!(format!("{params:?}"), r#"Params["password", "client_id"]"#);
    assert_eq!(
        query("%22%5C%0Aé=1&%22%5C%0Aé=1"),
        Err("Duplicate parameter: ????".into())
    );
}

proptest! {
    #![proptest_config(crate::properties::seeded())]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Params::from_body(FORM, &bytes);
        let _ = Params::from_body(JSON, &bytes);
    }

    #[test]
    fn what_looks_like_parameters_is_read_or_refused(text in "[a-c=&%+0-9\\[\\]{}\",:\\\\ ]{0,80}") {
        for content_type in [FORM, JSON] {
            if let Ok(params) = Params::from_body(content_type, text.as_bytes()) {
                let mut names: Vec<_> = params.iter().map(|(name, _)| name).collect();
                names.sort_unstable();
                names.dedup();
                prop_assert_eq!(names.len(), params.iter().count());
                prop_assert!(params.iter().all(|(_, value)| !value.is_empty()));
            }
        }
    }

    #[test]
    fn what_browsers_write_is_read_back(sent in prop::collection::btree_map("[^\0]{1,20}", "[^\0]{1,40}", 0..10)) {
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(&sent).finish();
        let read = Params::from_query(&text).unwrap();
        prop_assert_eq!(strings(Ok(read)).unwrap(), sent.clone().into_iter().collect::<Vec<_>>());
        let object = serde_json::to_vec(&sent).unwrap();
        let read = Params::from_body(JSON, &object).unwrap();
        // An array is taken for `scope` alone, a string for everything.
        prop_assert_eq!(strings(Ok(read)).unwrap(), sent.into_iter().collect::<Vec<_>>());
    }
}
