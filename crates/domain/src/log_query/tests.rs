use proptest::prelude::*;

use super::*;
use crate::search::{Bound, Malformed, Pattern};
use crate::time::Timestamp;

fn is(field: LogField, value: &str) -> LogCondition {
    LogCondition::Text {
        field,
        pattern: Pattern::exact(value),
    }
}

#[test]
fn fields_words_and_operators() {
    assert_eq!(parse("  "), Ok(LogCondition::All(vec![])));
    assert_eq!(parse("type:\"sapi\""), Ok(is(LogField::Type, "sapi")));
    assert_eq!(parse("ip:2001:db8::1"), Ok(is(LogField::Ip, "2001:db8::1")));
    assert_eq!(parse("ip:fe::1"), Ok(is(LogField::Ip, "fe::1")));
    assert_eq!(
        parse("user_id:auth0|1"),
        Ok(is(LogField::UserId, "auth0|1"))
    );
    let both = LogCondition::All(vec![is(LogField::Type, "s"), is(LogField::ClientId, "a")]);
    assert_eq!(parse("type:s AND client_id:a"), Ok(both.clone()));
    let either = LogCondition::Any(vec![is(LogField::Type, "f"), both]);
    assert_eq!(
        parse("type:f OR type:s AND client_id:a"),
        Ok(either.clone())
    );
    assert_eq!(parse("(type:f) (type:s AND client_id:a)"), Ok(either));
    let not = LogCondition::Not(Box::new(is(LogField::Type, "s")));
    assert_eq!(parse("NOT type:s"), Ok(not.clone()));
    assert_eq!(
        parse("ip:1 NOT type:s"),
        Ok(LogCondition::All(vec![is(LogField::Ip, "1"), not]))
    );
    let types = LogCondition::Any(vec![is(LogField::Type, "s"), is(LogField::Type, "f")]);
    assert_eq!(parse("type: \"s\" || type : f"), Ok(types.clone()));
    assert_eq!(parse("type:(s OR f)"), Ok(types.clone()));
    assert_eq!(parse("type:(s \"f\")"), Ok(types));
    let Ok(LogCondition::Text { pattern, .. }) = parse("client_id:ab*") else {
        panic!("a text was asked for");
    };
    assert_eq!(pattern.written("*", str::to_owned), "ab*");
    assert_eq!(parse("client_id:ab\\*"), Ok(is(LogField::ClientId, "ab*")));
    assert_eq!(
        parse("client_id:*"),
        Ok(LogCondition::Exists(LogField::ClientId))
    );
    assert_eq!(
        parse("client_id:\"ab*\""),
        Ok(is(LogField::ClientId, "ab*"))
    );
    assert!(matches!(parse("seccft"), Ok(LogCondition::Any(fields)) if fields.len() == 9));
}

#[test]
fn excluded_and_required_terms_hold_of_every_alternative() {
    let (a, b, c) = (
        is(LogField::Type, "a"),
        is(LogField::Type, "b"),
        is(LogField::Type, "c"),
    );
    let not = |condition: &LogCondition| LogCondition::Not(Box::new(condition.clone()));
    let either = LogCondition::Any(vec![a.clone(), b.clone()]);
    for spelling in ["-", "- ", "!", "NOT "] {
        let query = |text: &str| parse(&text.replace('~', spelling));
        assert_eq!(query("~type:a"), Ok(not(&a)), "{spelling}");
        assert_eq!(query("~(type:a type:b)"), Ok(not(&either)), "{spelling}");
        let without_c = Ok(LogCondition::All(vec![either.clone(), not(&c)]));
        for order in [
            "type:a type:b ~type:c",
            "type:a ~type:c type:b",
            "~type:c type:a type:b",
            "type:a OR type:b ~type:c",
            "type:a ~type:c OR type:b",
        ] {
            assert_eq!(query(order), without_c, "{order}");
        }
        let neither = Ok(LogCondition::All(vec![not(&a), not(&b)]));
        assert_eq!(query("~type:a ~type:b"), neither);
        assert_eq!(query("~type:a AND ~type:b"), neither);
        assert_eq!(
            query("~type:a OR type:b"),
            Ok(LogCondition::Any(vec![not(&a), b.clone()]))
        );
        assert_eq!(
            query("type:a OR ~type:b"),
            Ok(LogCondition::Any(vec![a.clone(), not(&b)]))
        );
        assert_eq!(
            query("type:(a b ~c)"),
            Ok(LogCondition::All(vec![either.clone(), not(&c)]))
        );
    }
    assert_eq!(parse("+type:a type:b"), Ok(a.clone()));
    let all = Ok(LogCondition::All(vec![a, c.clone(), not(&b)]));
    assert_eq!(parse("+type:a -type:b +type:c"), all);
    assert_eq!(parse("type:c-d"), Ok(is(LogField::Type, "c-d")));
    assert_eq!(parse("type:-c"), Ok(is(LogField::Type, "-c")));
    assert_eq!(parse("type:\\!c"), Ok(is(LogField::Type, "!c")));
}

#[test]
fn ranges_of_ids_and_dates() {
    let tail = parse("log_id:[900 TO *]").unwrap();
    let from = Some(Bound {
        value: "900".to_owned(),
        inclusive: true,
    });
    assert_eq!(
        tail,
        LogCondition::TextRange {
            field: LogField::LogId,
            from,
            to: None
        }
    );
    let at = |text| Timestamp::parse(text).unwrap();
    let day = LogCondition::Instant {
        field: LogField::Date,
        from: Some(Bound {
            value: at("2026-11-20T00:00:00Z"),
            inclusive: true,
        }),
        to: Some(Bound {
            value: at("2026-11-21T00:00:00Z"),
            inclusive: false,
        }),
    };
    assert_eq!(parse("date:2026-11-20"), Ok(day.clone()));
    assert_eq!(parse("date:[2026-11-20 TO 2026-11-20]"), Ok(day));
    let until = LogCondition::Instant {
        field: LogField::Date,
        from: None,
        to: Some(Bound {
            value: at("2026-11-20T10:00:00Z"),
            inclusive: false,
        }),
    };
    assert_eq!(parse("date:[* TO 2026-11-20T10:00:00Z}"), Ok(until));
}

#[test]
fn what_is_malformed_is_said() {
    for (query, problem) in [
        ("password:x", Malformed::UnknownField("password".into())),
        ("type:", Malformed::UnexpectedEnd),
        ("type:\"s", Malformed::UnexpectedEnd),
        ("(type:s", Malformed::UnexpectedEnd),
        ("type:s)", Malformed::Unexpected(")".into())),
        ("type:s -", Malformed::UnexpectedEnd),
        ("type:s AND", Malformed::Unexpected("AND".into())),
        ("type:s OR", Malformed::Unexpected("OR".into())),
        ("type: AND ip:1", Malformed::Unexpected("AND".into())),
        ("AND type:s", Malformed::Unexpected("AND".into())),
        (
            "date:[yesterday TO *]",
            Malformed::NotADate("yesterday".into()),
        ),
        ("ip:[1 TO 2]", Malformed::NoRange("ip".into())),
    ] {
        assert_eq!(parse(query), Err(problem), "{query}");
    }
    assert_eq!(parse(&"(".repeat(17)), Err(Malformed::TooDeep));
    assert_eq!(parse(&"a".repeat(1_025)), Err(Malformed::TooLong));
    assert_eq!(parse(&"a ".repeat(65)), Err(Malformed::TooManyTerms));
}

proptest! {
    #![proptest_config(crate::properties::seeded())]

    #[test]
    fn nothing_makes_it_panic(query in "\\PC*") {
        let _result = parse(&query);
    }

    #[test]
    fn nothing_of_its_own_alphabet_makes_it_panic(query in "[a-c:()\\[\\]{}\"\\\\*é TONAD+!&|-]{0,60}") {
        let _result = parse(&query);
    }
}
