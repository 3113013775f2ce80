use proptest::prelude::*;

use super::*;
use crate::domain::search::{Bound, Malformed, Pattern};
use crate::domain::time::Timestamp;

fn is(field: Field, value: &str) -> Condition {
    Condition::Text {
        field,
        pattern: Pattern::exact(value),
    }
}

#[test]
fn fields_words_and_operators() {
    assert_eq!(parse("  "), Ok(Condition::All(vec![])));
    assert_eq!(parse("type:\"sapi\""), Ok(is(Field::Type, "sapi")));
    assert_eq!(parse("ip:2001:db8::1"), Ok(is(Field::Ip, "2001:db8::1")));
    assert_eq!(parse("ip:fe::1"), Ok(is(Field::Ip, "fe::1")));
    assert_eq!(parse("user_id:auth0|1"), Ok(is(Field::UserId, "auth0|1")));
    let both = Condition::All(vec![is(Field::Type, "s"), is(Field::ClientId, "a")]);
    assert_eq!(parse("type:s AND client_id:a"), Ok(both.clone()));
    let either = Condition::Any(vec![is(Field::Type, "f"), both]);
    assert_eq!(
        parse("type:f OR type:s AND client_id:a"),
        Ok(either.clone())
    );
    assert_eq!(parse("(type:f) (type:s AND client_id:a)"), Ok(either));
    let not = Condition::Not(Box::new(is(Field::Type, "s")));
    assert_eq!(parse("NOT type:s"), Ok(not.clone()));
    assert_eq!(
        parse("ip:1 NOT type:s"),
        Ok(Condition::All(vec![is(Field::Ip, "1"), not]))
    );
    let types = Condition::Any(vec![is(Field::Type, "s"), is(Field::Type, "f")]);
    assert_eq!(parse("type:(s OR f)"), Ok(types.clone()));
    assert_eq!(parse("type:(s \"f\")"), Ok(types));
    let Ok(Condition::Text { pattern, .. }) = parse("client_id:ab*") else {
        panic!("a text was asked for");
    };
    assert_eq!(pattern.written("*", str::to_owned), "ab*");
    assert_eq!(parse("client_id:ab\\*"), Ok(is(Field::ClientId, "ab*")));
    assert_eq!(parse("client_id:*"), Ok(Condition::Exists(Field::ClientId)));
    assert_eq!(parse("client_id:\"ab*\""), Ok(is(Field::ClientId, "ab*")));
    assert!(matches!(parse("seccft"), Ok(Condition::Any(fields)) if fields.len() == 9));
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
        Condition::TextRange {
            field: Field::LogId,
            from,
            to: None
        }
    );
    let at = |text| Timestamp::parse(text).unwrap();
    let day = Condition::Instant {
        field: Field::Date,
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
    let until = Condition::Instant {
        field: Field::Date,
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
    #[test]
    fn nothing_makes_it_panic(query in "\\PC*") {
        let _result = parse(&query);
    }

    #[test]
    fn nothing_of_its_own_alphabet_makes_it_panic(query in "[a-c:()\\[\\]{}\"\\\\*é TONAD]{0,60}") {
        let _result = parse(&query);
    }
}
