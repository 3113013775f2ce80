//! Templates in Liquid: Auth0's subset, and what a hostile one can do.

use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::Bench;
use crate::protocol::{FromWorker, LiquidOrder, LiquidTemplate, ToWorker, read};

fn order(text: &str, escapes: bool, variables: Option<&Value>) -> Result<String, String> {
    let mut bench = Bench::new();
    let text = text.to_owned();
    bench.send(&ToWorker::Render(LiquidOrder {
        templates: vec![LiquidTemplate { text, escapes }],
        variables: variables.map(ToString::to_string),
    }));
    match read(&mut bench.from).unwrap() {
        FromWorker::Rendered(rendered) => rendered.map(|mut all| all.remove(0)),
        other => panic!("{other:?}"),
    }
}

fn html(text: &str, variables: Value) -> String {
    order(text, true, Some(&variables)).unwrap_or_else(|e| panic!("{text}: {e}"))
}

#[test]
fn the_library_is_the_one_that_was_published() {
    let file = include_bytes!("../js/vendor/liquidjs/liquid.browser.min.js");
    let digest = digest(&SHA256, file);
    let hex: String = digest.as_ref().iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(
        hex,
        "25da0a11e4c9d68f5508cef8905d802174477c4f27809e61f7e24d390be0bafb"
    );
}

#[test]
fn templates_of_auth0_render() {
    let user = json!({"user": {"name": "Ada", "tags": ["b", "a"], "user_metadata": {"lang": "de"}}, "url": "https://x/?a=1&b=2"});
    for (text, expected) in [
        ("Hello {{ user.name }}!", "Hello Ada!"),
        (
            "{% if user.user_metadata.lang == 'de' %}Hallo{% else %}Hi{% endif %}",
            "Hallo",
        ),
        ("{{ nothing.here }}|{{ user.none | default: 'x' }}", "|x"),
        (
            "{% for tag in user.tags %}{{ tag }}{% unless forloop.last %},{% endunless %}{% endfor %}",
            "b,a",
        ),
        ("{{ user.tags | sort | join: '-' | upcase }}", "A-B"),
        ("{% assign x = 3 %}{{ x | plus: 4 | times: 2 }}", "14"),
        (
            "{% case user.name %}{% when 'Ada' %}1{% else %}2{% endcase %}",
            "1",
        ),
        (
            "{{ '2026-11-29T10:20:30.123Z' | date: '%Y/%m/%d' }}",
            "2026/11/29",
        ),
        (
            "<a href=\"{{ url }}\">x</a>",
            "<a href=\"https://x/?a=1&amp;b=2\">x</a>",
        ),
        (
            "{% raw %}{{ user }}{% endraw %}{% comment %}x{% endcomment %}",
            "{{ user }}",
        ),
    ] {
        assert_eq!(html(text, user.clone()), expected, "{text}");
    }
}

#[test]
fn values_are_escaped_once_and_nothing_switches_that_off() {
    let evil = json!({"x": "<b>\"'&", "y": "a\n<i>"});
    let once = "&lt;b&gt;&#34;&#39;&amp;";
    for text in [
        "{{ x }}",
        "{{ x | escape }}",
        "{{ x | raw }}",
        "{{ x | upcase | downcase | raw }}",
    ] {
        assert_eq!(html(text, evil.clone()), once, "{text}");
    }
    assert_eq!(
        html("{{ y | newline_to_br }}", evil.clone()),
        "a<br />\n&lt;i&gt;"
    );
    assert!(!html("{% debug %}", evil.clone()).contains('<'));
    assert_eq!(
        order("{{ x }}", false, Some(&evil)),
        Ok("<b>\"'&".to_owned())
    );
    assert_eq!(
        html("{{ x }}", json!({"x": "{{ y }}{% debug %}", "y": "no"})),
        "{{ y }}{% debug %}"
    );
}

#[test]
fn what_does_not_parse_is_refused_with_a_sentence() {
    for bad in [
        "{% if x %}",
        "{{ x",
        "{% nonsense %}",
        "{{ x | nonsense }}",
        "{% endif %}",
    ] {
        let checked = order(bad, true, None);
        let refused = checked.and_then(|_| order(bad, true, Some(&json!({"x": 1}))));
        let sentence = refused.expect_err(bad);
        assert!(
            !sentence.is_empty() && !sentence.contains('\n'),
            "{bad}: {sentence}"
        );
    }
    assert_eq!(
        order("{% if x %}{{ x }}{% endif %}", true, None),
        Ok(String::new())
    );
}

#[test]
fn a_hostile_template_is_bounded_and_has_no_files() {
    let start = Instant::now();
    for bad in [
        "{% for i in (1..3000000) %}{% endfor %}",
        "{% for i in (1..30000) %}{% for j in (1..30000) %}{{ i }}{% endfor %}{% endfor %}",
        "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}{{ s }}",
        "{{ 'x' | date: '%999999999d' }}",
        "{% include '/etc/passwd' %}",
        "{% render '../../etc/passwd' %}",
        "{% layout '/etc/passwd' %}",
        &"{% if x %}".repeat(9_000),
        &"x".repeat(200_000),
    ] {
        let rendered = order(bad, true, Some(&json!({"x": 1})));
        let is_harmless = rendered.as_ref().map_or(true, |text| text.len() < 100);
        assert!(
            is_harmless,
            "{:.60}: {:.100}",
            bad,
            rendered.unwrap_or_default()
        );
    }
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
    let prototype = html(
        "{{ x.constructor }}{{ x.__proto__ }}{{ constructor }}{{ x.toString }}",
        json!({"x": {}}),
    );
    assert_eq!(prototype, "");
}
