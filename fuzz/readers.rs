//! What a stranger's bytes are read by, and what holds whatever they are. Targets feed it with inputs of the fuzzer, and
//! `tests/attacks` with the corpus.

use std::collections::BTreeSet;

use axum::http::{HeaderMap, HeaderValue, header};
use footbridge::domain::client_credential::Algorithm;
use footbridge::domain::page_template::PageTemplate;
use footbridge::domain::phone::PhoneNumber;
use footbridge::domain::scope::Scope;
use footbridge::domain::{log_query, redirect_uri, user_query};
use footbridge::http::cookies::{Cookie, Cookies};
use footbridge::http::form::{MAX_NAME_BYTES, MAX_PARAMETERS, MAX_VALUE_BYTES, Params};
use footbridge::keys::client_key;
use footbridge::tokens::opaque::{OpaqueKind, recognise};
use footbridge::webauthn::Answer;

/// The folder of a corpus, and what reads it.
type Reader = (&'static str, fn(&[u8]));

pub const ALL: [Reader; 9] = [
    ("form", form),
    ("json", json),
    ("cookie", cookie),
    ("redirect", redirect),
    ("scope", scope),
    ("search", search),
    ("jose", jose),
    ("passkey", passkey),
    ("page_template", page_template),
];

/// A query, and the body of a form.
pub fn form(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data)
        && let Ok(params) = Params::from_query(text)
    {
        bounded(&params);
    }
    body("application/x-www-form-urlencoded", data);
}

/// The body of a request in JSON.
pub fn json(data: &[u8]) {
    body("application/json", data);
}

fn body(content_type: &str, data: &[u8]) {
    if let Ok(params) = Params::from_body(Some(content_type), data) {
        bounded(&params);
        let again = Params::from_map(&params.clone().into_map());
        assert!(again.is_ok(), "{params:?} is not read a second time");
    }
}

/// Each name once, and nothing longer than it may be.
fn bounded(params: &Params) {
    let mut names = BTreeSet::new();
    for (name, value) in params.iter() {
        assert!(name.len() <= MAX_NAME_BYTES && value.len() <= MAX_VALUE_BYTES);
        assert!(names.insert(name), "{name:?} has two values");
        assert_eq!(params.get(name), Some(value));
    }
    assert!(names.len() <= MAX_PARAMETERS);
}

/// A line of cookies.
pub fn cookie(data: &[u8]) {
    let Ok(line) = HeaderValue::from_bytes(data) else {
        return;
    };
    let cookies = Cookies::parse(&HeaderMap::from_iter([(header::COOKIE, line)]));
    for name in ["auth0", "__Host-auth0", "did", ""] {
        if let Cookie::One(value) = cookies.get(name) {
            let is_fit = |c: char| c.is_ascii_graphic() && !matches!(c, ';' | ',' | '\\');
            assert!(value.chars().all(is_fit), "{value:?}");
        }
    }
}

/// A redirect URI in the first line, and what is registered in the others.
pub fn redirect(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut lines = text.split('\n').map(str::to_owned);
    let given = lines.next().unwrap_or_default();
    let registered: Vec<String> = lines.collect();
    if redirect_uri::is_registered(&given, &registered, Some("acme")) {
        assert!(
            !redirect_uri::is_dangerous(&given) && !given.contains('#'),
            "{given:?}"
        );
        assert!(!given.chars().any(char::is_control), "{given:?}");
        let is_plain = !registered
            .iter()
            .any(|entry| redirect_uri::is_pattern(entry));
        if is_plain && !redirect_uri::is_non_verifiable(&given) {
            assert!(
                registered.contains(&given),
                "{given:?} is none of {registered:?}"
            );
        }
    }
    if redirect_uri::is_allowed_logout_url(&given, &registered) {
        assert!(!redirect_uri::is_dangerous(&given), "{given:?}");
    }
    let _ = redirect_uri::is_post_logout_url(&given, &registered);
    let _ = redirect_uri::is_allowed_origin(&given, &registered, None);
    let _ = redirect_uri::is_web_address(&given);
}

/// A scope.
pub fn scope(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(scope) = Scope::requested(&text) {
        let words: Vec<&str> = scope.iter().collect();
        assert!(
            words
                .iter()
                .all(|word| !word.is_empty() && !word.contains(' '))
        );
        let again = Scope::parse(&words.join(" "));
        assert!(again.is_subset(&scope) && scope.is_subset(&again));
    }
}

/// `q` of users and of logs; a telephone number.
pub fn search(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let _ = user_query::parse(text);
    let _ = log_query::parse(text);
    if let Some(number) = PhoneNumber::parse(text) {
        assert!(number.as_str().starts_with('+') && number.as_str().len() <= 16);
    }
}

/// A token: an assertion, an opaque one, or a key.
pub fn jose(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Some(client) = client_key::claimed_client(text) {
        assert!(!client.is_empty() && !client.contains('\0'));
    }
    let _ = client_key::claimed_key(text);
    if let Some(uploaded) = client_key::read_pem(text) {
        for algorithm in Algorithm::ALL {
            assert!(client_key::verify("e30.e30.AA", &uploaded.key, algorithm).is_none());
        }
    }
    for kind in [
        OpaqueKind::AuthorizationCode,
        OpaqueKind::RefreshToken,
        OpaqueKind::SessionTransfer,
    ] {
        let _ = recognise(kind, text);
    }
}

/// What an authenticator answers.
pub fn passkey(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data)
        && let Ok(answer) = Answer::read(text)
    {
        assert!(!answer.credential_id().is_empty());
        let _ = answer.user_handle();
    }
}

/// A page template, as an administrator sends it.
pub fn page_template(data: &[u8]) {
    if let Ok(text) = String::from_utf8(data.to_vec())
        && let Ok(template) = PageTemplate::new(text.clone())
    {
        assert_eq!(template.source(), text);
        let _ = template.text_keys().count();
    }
}
