//! Locale functions: what they give is what Node gives, and where that is not certain, they throw.

use super::*;

/// What an expression about `d`, 02:03:04.056 UTC on 29 November 2026, gives.
fn given(expression: &str) -> String {
    let body = format!(
        "const d = new Date('2026-11-29T02:03:04.056Z'); const july = new Date('2026-07-02T03:04:05Z');
         const midnight = new Date('2026-11-29T05:00:00Z'); console.log({expression});"
    );
    printed(&body).join("\n")
}

#[test]
fn dates_are_written_as_node_writes_them() {
    for (expression, expected) in [
        ("d.toLocaleString()", "11/29/2026, 2:03:04 AM"),
        ("d.toLocaleDateString()", "11/29/2026"),
        ("d.toLocaleTimeString()", "2:03:04 AM"),
        ("d.toLocaleString('en-GB')", "29/11/2026, 02:03:04"),
        ("d.toLocaleString('de-DE')", "29.11.2026, 02:03:04"),
        ("july.toLocaleDateString('de')", "2.7.2026"),
        ("d.toLocaleString('fr-FR')", "29/11/2026 02:03:04"),
        ("d.toLocaleString('sv-SE')", "2026-11-29 02:03:04"),
        ("july.toLocaleDateString('en-CA')", "2026-07-02"),
        ("july.toLocaleDateString('es-ES')", "2/7/2026"),
        ("july.toLocaleString('ja-JP')", "2026/7/2 3:04:05"),
        ("new Date(NaN).toLocaleString('en-US')", "Invalid Date"),
        ("Intl.DateTimeFormat().resolvedOptions().timeZone", "UTC"),
        ("new Intl.DateTimeFormat('en-US').format(d)", "11/29/2026"),
        (
            "d.toLocaleDateString('en-US', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' })",
            "Sunday, November 29, 2026",
        ),
        (
            "d.toLocaleString('en-US', { dateStyle: 'full', timeStyle: 'short' })",
            "Sunday, November 29, 2026 at 2:03 AM",
        ),
        (
            "d.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })",
            "29 Nov 2026, 02:03",
        ),
        (
            "d.toLocaleTimeString('en-US', { hour: '2-digit', minute: '2-digit' })",
            "02:03 AM",
        ),
        (
            "d.toLocaleTimeString('de-DE', { hour: 'numeric', minute: '2-digit' })",
            "2:03",
        ),
        (
            "JSON.stringify(new Intl.DateTimeFormat('en-US').formatToParts(july).map((p) => p.value))",
            r#"["7","/","2","/","2026"]"#,
        ),
    ] {
        assert_eq!(given(expression), expected, "{expression}");
    }
}

#[test]
fn time_zones_are_heeded() {
    let zone = |zone: &str, more: &str| {
        let options = format!("{{ timeZone: '{zone}'{more} }}");
        given(&format!(
            "[d, july].map((at) => at.toLocaleString('en-US', {options})).join(' | ')"
        ))
    };
    for (name, more, expected) in [
        (
            "America/New_York",
            "",
            "11/28/2026, 9:03:04 PM | 7/1/2026, 11:04:05 PM",
        ),
        (
            "Europe/Berlin",
            "",
            "11/29/2026, 3:03:04 AM | 7/2/2026, 5:04:05 AM",
        ),
        (
            "Asia/Kolkata",
            "",
            "11/29/2026, 7:33:04 AM | 7/2/2026, 8:34:05 AM",
        ),
        (
            "america/los_angeles",
            ", hour: 'numeric', timeZoneName: 'short'",
            "6 PM PST | 8 PM PDT",
        ),
        (
            "Europe/London",
            ", hour: 'numeric', timeZoneName: 'short'",
            "2 AM GMT+0 | 4 AM GMT+1",
        ),
        (
            "Asia/Kolkata",
            ", hour: 'numeric', timeZoneName: 'longOffset'",
            "7 AM GMT+05:30 | 8 AM GMT+05:30",
        ),
        ("UTC", ", weekday: 'short'", "Sun | Thu"),
    ] {
        assert_eq!(zone(name, more), expected, "{name}{more}");
    }
    for (options, expected) in [
        ("hour12: false", "24:00:00"),
        ("hourCycle: 'h23'", "00:00:00"),
        ("hour12: true", "12:00:00 AM"),
    ] {
        let expression = format!(
            "midnight.toLocaleTimeString('en-US', {{ timeZone: 'America/New_York', {options} }})"
        );
        assert_eq!(given(&expression), expected, "{options}");
    }
}

#[test]
fn numbers_are_written_as_node_writes_them() {
    for (expression, expected) in [
        ("(1234567.891).toLocaleString()", "1,234,567.891"),
        (
            "(1.005).toLocaleString('en-US', { maximumFractionDigits: 2 })",
            "1.01",
        ),
        ("(-1234.5).toLocaleString('de-DE')", "-1.234,5"),
        ("(1234.5).toLocaleString('es-ES')", "1234,5"),
        (
            "(1234567).toLocaleString('fr-FR')",
            "1\u{202f}234\u{202f}567",
        ),
        ("(-1234.5).toLocaleString('sv-SE')", "\u{2212}1\u{a0}234,5"),
        (
            "(0.256).toLocaleString('en-US', { style: 'percent' })",
            "26%",
        ),
        (
            "(0.256).toLocaleString('de-DE', { style: 'percent' })",
            "26\u{a0}%",
        ),
        (
            "(-1234.5).toLocaleString('en-US', { style: 'currency', currency: 'USD' })",
            "-$1,234.50",
        ),
        (
            "Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }).format(1234.5)",
            "1.234,50\u{a0}\u{20ac}",
        ),
        ("(1e21).toLocaleString()", "1,000,000,000,000,000,000,000"),
        (
            "123456789012345678901n.toLocaleString()",
            "123,456,789,012,345,678,901",
        ),
        (
            "[NaN, -Infinity, -0].map((n) => n.toLocaleString()).join()",
            "NaN,-\u{221e},-0",
        ),
        (
            "[1234.5, d].toLocaleString()",
            "1,234.5,11/29/2026, 2:03:04 AM",
        ),
        (
            "new Intl.PluralRules('en', { type: 'ordinal' }).select(22)",
            "two",
        ),
    ] {
        assert_eq!(given(expression), expected, "{expression}");
    }
}

#[test]
fn texts_are_ordered_as_node_orders_them() {
    let sorted = "['z', 'B', 'a', '\u{e4}', 'A', '10', '9', 'a b', 'ab', '\u{df}', 'ss']
        .sort((a, b) => a.localeCompare(b)).join('|')";
    assert_eq!(
        given(&sorted.replace('\n', " ")),
        "10|9|a|A|\u{e4}|a b|ab|B|ss|\u{df}|z"
    );
    for (expression, expected) in [
        ("'a'.localeCompare('A')", "-1"),
        (
            "'a'.localeCompare('\u{e1}', 'en', { sensitivity: 'base' })",
            "0",
        ),
        (
            "'ID'.localeCompare('id', undefined, { sensitivity: 'accent' })",
            "0",
        ),
        (
            "'a10'.localeCompare('a9', undefined, { numeric: true })",
            "1",
        ),
        (
            "['\u{44f}', '\u{44f}'].every((x) => x.localeCompare('\u{44f}') === 0)",
            "true",
        ),
        (
            "'ABC'.toLocaleLowerCase('en-US') + 'x'.toLocaleUpperCase()",
            "abcX",
        ),
    ] {
        assert_eq!(given(expression), expected, "{expression}");
    }
}

#[test]
fn what_could_be_wrong_throws() {
    for (expression, told) in [
        ("new Date().toLocaleString('pl-PL')", "The locale pl-PL"),
        (
            "new Date().toLocaleString('en-US', { timeZone: 'Mars/Base' })",
            "Invalid time zone specified: Mars/Base",
        ),
        (
            "new Date().toLocaleString('xx_invalid')",
            "Incorrect locale information provided",
        ),
        (
            "new Date().toLocaleString('de-DE', { month: 'long' })",
            "A date of month in de-DE",
        ),
        (
            "new Date().toLocaleString('en-US', { timeZoneName: 'long' })",
            "timeZoneName: 'long'",
        ),
        (
            "new Date().toLocaleString('en-US', { era: 'short' })",
            "The option era",
        ),
        (
            "(1).toLocaleString('en-US', { notation: 'compact' })",
            "notation: 'compact'",
        ),
        (
            "(1).toLocaleString('de-DE', { style: 'currency', currency: 'USD' })",
            "The currency USD in de-DE",
        ),
        (
            "'\u{44f}'.localeCompare('\u{431}')",
            "The order of the letter",
        ),
        ("'\u{e4}'.localeCompare('z', 'sv-SE')", "beyond ASCII"),
        ("'I'.toLocaleLowerCase('tr')", "The case of letters in tr"),
        (
            "new Intl.RelativeTimeFormat('en')",
            "Intl.RelativeTimeFormat",
        ),
        ("new Intl.ListFormat('en')", "Intl.ListFormat"),
    ] {
        let message = failure(expression);
        assert!(message.contains(told), "{expression}: {message}");
    }
}
