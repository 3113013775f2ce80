//! The language of `q` in `GET /api/v2/logs`: the part of Lucene's that the tools use.
//!
//! `type:s AND (client_id:abc OR user_id:"auth0|1") NOT ip:10.* date:[2026-01-01 TO *]`. Terms side by side are
//! alternatives, as in Lucene. Only the fields below can be asked for; each is a column of the store.

use crate::domain::time::Timestamp;

const MAX_BYTES: usize = 1_024;
const MAX_DEPTH: usize = 16;
const DAY_MS: i64 = 86_400_000;

/// A condition on log events.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// The field has that text, or begins with it.
    Text {
        field: Field,
        text: String,
        prefix: bool,
    },
    /// The log id lies between the bounds.
    LogId {
        from: Option<Bound<String>>,
        to: Option<Bound<String>>,
    },
    /// The event happened between the bounds.
    Date {
        from: Option<Bound<Timestamp>>,
        to: Option<Bound<Timestamp>>,
    },
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound<T> {
    pub value: T,
    pub inclusive: bool,
}

/// What can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Type,
    ClientId,
    UserId,
    Ip,
    Connection,
    LogId,
}

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("The query is longer than {MAX_BYTES} bytes")]
    TooLong,
    #[error("The query nests too deeply")]
    TooDeep,
    #[error("The field {0} cannot be searched")]
    UnknownField(String),
    #[error("The query ends too early")]
    UnexpectedEnd,
    #[error("Unexpected {0}")]
    Unexpected(String),
    #[error("{0} is not a date")]
    NotADate(String),
    #[error("The field {0} has no ranges")]
    NoRange(String),
}

impl Field {
    /// The fields that a term without one is looked for in.
    pub const ALL: [Self; 6] = [
        Self::Type,
        Self::ClientId,
        Self::UserId,
        Self::Ip,
        Self::Connection,
        Self::LogId,
    ];

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "type" => Self::Type,
            "client_id" => Self::ClientId,
            "user_id" => Self::UserId,
            "ip" => Self::Ip,
            "connection" => Self::Connection,
            "log_id" | "_id" => Self::LogId,
            _ => return None,
        })
    }
}

/// Reads a query; an empty one asks for everything.
pub fn parse(text: &str) -> Result<Condition, Malformed> {
    if text.len() > MAX_BYTES {
        return Err(Malformed::TooLong);
    }
    let mut parser = Parser {
        rest: text,
        depth: 0,
        field: None,
    };
    if parser.peek().is_none() {
        return Ok(Condition::All(Vec::new()));
    }
    let condition = parser.alternatives()?;
    match parser.peek() {
        None => Ok(condition),
        Some(c) => Err(Malformed::Unexpected(c.to_string())),
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
    /// Inside `field:( … )`: the field of every word.
    field: Option<Field>,
}

/// A word of the query.
struct Word {
    text: String,
    /// Quoted words are taken to the letter.
    quoted: bool,
}

impl Word {
    fn is(&self, keyword: &str) -> bool {
        !self.quoted && self.text == keyword
    }
}

impl<'a> Parser<'a> {
    /// The next character that is not a space.
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn eat(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.rest = &self.rest[expected.len_utf8()..];
        }
        found
    }

    fn eat_keyword(&mut self, keyword: &str) -> bool {
        self.peek();
        match self.rest.strip_prefix(keyword) {
            Some(after) if after.starts_with(|c: char| c.is_whitespace() || c == '(') => {
                self.rest = after;
                true
            }
            _ => false,
        }
    }

    fn alternatives(&mut self) -> Result<Condition, Malformed> {
        let mut any = vec![self.conjunction()?];
        while !matches!(self.peek(), None | Some(')')) {
            self.eat_keyword("OR");
            any.push(self.conjunction()?);
        }
        Ok(one_or(any, Condition::Any))
    }

    fn conjunction(&mut self) -> Result<Condition, Malformed> {
        let mut all = vec![self.factor()?];
        loop {
            if self.eat_keyword("AND") {
                all.push(self.factor()?);
            } else if self.rest.trim_start().starts_with("NOT ") {
                // `a NOT b` excludes b.
                all.push(self.factor()?);
            } else {
                return Ok(one_or(all, Condition::All));
            }
        }
    }

    fn factor(&mut self) -> Result<Condition, Malformed> {
        let mut negated = false;
        while self.eat_keyword("NOT") {
            negated = !negated;
        }
        let condition = if self.eat('(') {
            self.group()?
        } else {
            self.term()?
        };
        Ok(if negated {
            Condition::Not(Box::new(condition))
        } else {
            condition
        })
    }

    /// What follows an opening parenthesis, and the closing one.
    fn group(&mut self) -> Result<Condition, Malformed> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Malformed::TooDeep);
        }
        let inner = self.alternatives()?;
        if !self.eat(')') {
            return Err(Malformed::UnexpectedEnd);
        }
        self.depth -= 1;
        Ok(inner)
    }

    fn group_of(&mut self, name: &str) -> Result<Condition, Malformed> {
        let field = Field::named(name).ok_or_else(|| Malformed::UnknownField(name.into()))?;
        let outer = self.field.replace(field);
        let inner = self.group();
        self.field = outer;
        inner
    }

    fn term(&mut self) -> Result<Condition, Malformed> {
        let word = self.word()?;
        if let Some(field) = self.field {
            return Ok(text(field, &word));
        }
        if word.quoted || !self.rest.starts_with(':') {
            let any = Field::ALL.map(|field| text(field, &word));
            return Ok(Condition::Any(any.into()));
        }
        self.rest = &self.rest[1..];
        let name = word.text;
        match self.rest.chars().next() {
            None => Err(Malformed::UnexpectedEnd),
            Some('[' | '{') => self.range(&name),
            Some('(') => {
                self.eat('(');
                self.group_of(&name)
            }
            Some(c) if c.is_whitespace() => Err(Malformed::Unexpected("space".into())),
            Some(_) => {
                let value = self.value()?;
                if name == "date" {
                    return day(&value.text);
                }
                let field = Field::named(&name).ok_or(Malformed::UnknownField(name))?;
                Ok(text(field, &value))
            }
        }
    }

    /// A word that a colon may end: a field's name, or a value without one.
    fn word(&mut self) -> Result<Word, Malformed> {
        self.text(self.field.is_none())
    }

    /// A word that may have colons in it, as IPv6 addresses do.
    fn value(&mut self) -> Result<Word, Malformed> {
        self.text(false)
    }

    /// A quoted text, or everything up to a space or a character with a meaning.
    fn text(&mut self, colon_ends: bool) -> Result<Word, Malformed> {
        let first = self.peek().ok_or(Malformed::UnexpectedEnd)?;
        let quoted = first == '"';
        let mut out = String::new();
        let mut chars = self.rest.char_indices();
        if quoted {
            chars.next();
        }
        let mut end = None;
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => out.push(chars.next().ok_or(Malformed::UnexpectedEnd)?.1),
                '"' if quoted => {
                    end = Some(at + 1);
                    break;
                }
                ':' if !quoted && colon_ends && is_field_name(&out) => {
                    end = Some(at);
                    break;
                }
                c if !quoted && (c.is_whitespace() || "()[]{}\"".contains(c)) => {
                    end = Some(at);
                    break;
                }
                c => out.push(c),
            }
        }
        match end {
            Some(end) => self.rest = &self.rest[end..],
            None if quoted => return Err(Malformed::UnexpectedEnd),
            None => self.rest = "",
        }
        if out.is_empty() && !quoted {
            return Err(Malformed::Unexpected(first.to_string()));
        }
        Ok(Word { text: out, quoted })
    }

    /// `[a TO b]`, `{a TO b}`, or one of each; `*` is no bound.
    fn range(&mut self, name: &str) -> Result<Condition, Malformed> {
        let from_inclusive = self.eat('[');
        if !from_inclusive {
            self.eat('{');
        }
        let from = self.bound()?;
        let to_word = self.word()?;
        if !to_word.is("TO") {
            return Err(Malformed::Unexpected(to_word.text));
        }
        let to = self.bound()?;
        let to_inclusive = self.eat(']');
        if !to_inclusive && !self.eat('}') {
            return Err(Malformed::UnexpectedEnd);
        }
        match name {
            "log_id" | "_id" => Ok(Condition::LogId {
                from: from.map(|value| Bound {
                    value,
                    inclusive: from_inclusive,
                }),
                to: to.map(|value| Bound {
                    value,
                    inclusive: to_inclusive,
                }),
            }),
            "date" => date_range(from, from_inclusive, to, to_inclusive),
            _ if Field::named(name).is_some() => Err(Malformed::NoRange(name.into())),
            _ => Err(Malformed::UnknownField(name.into())),
        }
    }

    fn bound(&mut self) -> Result<Option<String>, Malformed> {
        self.peek();
        // Inside a range colons belong to the instant.
        if self.rest.starts_with('"') {
            return Ok(Some(self.word()?.text));
        }
        let end = self
            .rest
            .find(|c: char| c.is_whitespace() || "]}".contains(c))
            .ok_or(Malformed::UnexpectedEnd)?;
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        match word {
            "" => Err(Malformed::UnexpectedEnd),
            "*" => Ok(None),
            word => Ok(Some(word.into())),
        }
    }
}

fn is_field_name(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') && text.contains(|c: char| c != '_')
}

fn one_or(mut conditions: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    if conditions.len() == 1 {
        conditions.remove(0)
    } else {
        join(conditions)
    }
}

fn text(field: Field, word: &Word) -> Condition {
    let (text, prefix) = match word.text.strip_suffix('*') {
        Some(start) if !word.quoted => (start, true),
        _ => (word.text.as_str(), false),
    };
    Condition::Text {
        field,
        text: text.into(),
        prefix,
    }
}

/// A date without a time is the whole day.
fn day(word: &str) -> Result<Condition, Malformed> {
    let (from, length) = instant(word)?;
    let to = Timestamp::from_millis(from.millis().saturating_add(length));
    Ok(Condition::Date {
        from: Some(Bound {
            value: from,
            inclusive: true,
        }),
        to: Some(Bound {
            value: to,
            inclusive: length == 0,
        }),
    })
}

fn date_range(
    from: Option<String>,
    from_inclusive: bool,
    to: Option<String>,
    to_inclusive: bool,
) -> Result<Condition, Malformed> {
    let from = from.map(|word| {
        let (start, length) = instant(&word)?;
        // Not from that day on means: from the next.
        let value = if from_inclusive {
            start
        } else {
            Timestamp::from_millis(start.millis().saturating_add(length))
        };
        Ok(Bound {
            value,
            inclusive: from_inclusive || length > 0,
        })
    });
    let to = to.map(|word| {
        let (start, length) = instant(&word)?;
        let value = if to_inclusive {
            Timestamp::from_millis(start.millis().saturating_add(length))
        } else {
            start
        };
        Ok(Bound {
            value,
            inclusive: to_inclusive && length == 0,
        })
    });
    Ok(Condition::Date {
        from: from.transpose()?,
        to: to.transpose()?,
    })
}

/// An instant, or the start of a day and the day's length.
fn instant(word: &str) -> Result<(Timestamp, i64), Malformed> {
    if let Some(at) = Timestamp::parse(word) {
        return Ok((at, 0));
    }
    Timestamp::parse(&format!("{word}T00:00:00Z"))
        .map(|start| (start, DAY_MS))
        .ok_or_else(|| Malformed::NotADate(word.into()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is(field: Field, value: &str) -> Condition {
        Condition::Text {
            field,
            text: value.into(),
            prefix: false,
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
        let prefix = Condition::Text {
            field: Field::ClientId,
            text: "ab".into(),
            prefix: true,
        };
        assert_eq!(parse("client_id:ab*"), Ok(prefix));
        assert_eq!(parse("client_id:\"ab*\""), Ok(is(Field::ClientId, "ab*")));
        assert!(matches!(parse("seccft"), Ok(Condition::Any(fields)) if fields.len() == 6));
    }

    #[test]
    fn ranges_of_ids_and_dates() {
        let tail = parse("log_id:[900 TO *]").unwrap();
        let from = Some(Bound {
            value: "900".to_owned(),
            inclusive: true,
        });
        assert_eq!(tail, Condition::LogId { from, to: None });
        let at = |text| Timestamp::parse(text).unwrap();
        let day = Condition::Date {
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
        let until = Condition::Date {
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
}
