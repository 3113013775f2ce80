//! The grammar: alternatives of conjunctions of terms, read by descent. Only parentheses recurse, and those are counted.

use super::condition::{Bound, Condition};
use super::dates::{date_range, day};
use super::field::{FieldKind, Searchable};
use super::malformed::{MAX_DEPTH, MAX_TERMS, Malformed};
use super::pattern::Pattern;

/// What is no term unless it is quoted.
const OPERATORS: [&str; 5] = ["AND", "OR", "NOT", "&&", "||"];

pub(super) struct Parser<'a, F> {
    rest: &'a str,
    depth: usize,
    terms: usize,
    /// Inside `field:( … )`: the field of every word.
    field: Option<F>,
}

/// A word of the query.
struct Word<'a> {
    text: String,
    /// As it stands in the query, with its backslashes.
    written: &'a str,
    /// Quoted words are taken to the letter.
    quoted: bool,
    /// Where in the text a `*` stands for anything.
    wildcards: Vec<usize>,
}

impl Word<'_> {
    fn is_anything(&self) -> bool {
        self.text == "*" && !self.wildcards.is_empty()
    }

    fn is(&self, keyword: &str) -> bool {
        !self.quoted && self.text == keyword
    }
}

impl<'a, F: Searchable> Parser<'a, F> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            depth: 0,
            terms: 0,
            field: None,
        }
    }

    /// The next character that is not a space.
    pub(super) fn peek(&mut self) -> Option<char> {
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

    fn eat_operator(&mut self, keyword: &str, symbol: &str) -> bool {
        if self.eat_keyword(keyword) {
            return true;
        }
        let after = self.rest.strip_prefix(symbol);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Whether a `NOT` begins here, in one of its three spellings.
    fn eat_not(&mut self) -> bool {
        self.eat_keyword("NOT") || self.eat('-') || self.eat('!')
    }

    /// Clauses side by side are alternatives, except for excluded (`-a`) and required (`+a`) ones: those restrict whatever
    /// the others match. A negation beside an `OR` is an alternative as it is written: `NOT a OR b`, `b OR NOT a`.
    pub(super) fn alternatives(&mut self) -> Result<Condition<F>, Malformed> {
        let (mut any, mut required, mut excluded) = (Vec::new(), Vec::new(), Vec::new());
        let mut after_or = None;
        loop {
            let plus = self.peek() == Some('+');
            let (clause, negated) = self.conjunction()?;
            let before_or = self.eat_operator("OR", "||");
            let is_alternative = after_or.unwrap_or(before_or);
            match (plus, negated) {
                (true, _) if !is_alternative => required.push(clause),
                (_, true) if !is_alternative => excluded.push(clause),
                _ => any.push(clause),
            }
            after_or = Some(before_or);
            if !before_or && matches!(self.peek(), None | Some(')')) {
                break;
            }
        }
        // What is required makes the alternatives optional.
        if required.is_empty() && !any.is_empty() {
            required.push(one_or(any, Condition::Any));
        }
        required.append(&mut excluded);
        Ok(one_or(required, Condition::All))
    }

    /// Terms with `AND` between them, and whether that is one term with a `NOT`.
    fn conjunction(&mut self) -> Result<(Condition<F>, bool), Malformed> {
        let (first, negated) = self.factor()?;
        let mut all = vec![first];
        while self.eat_operator("AND", "&&") {
            all.push(self.factor()?.0);
        }
        let negated = negated && all.len() == 1;
        Ok((one_or(all, Condition::All), negated))
    }

    fn factor(&mut self) -> Result<(Condition<F>, bool), Malformed> {
        let mut negated = false;
        loop {
            if self.eat_not() {
                negated = !negated;
            } else if !self.eat('+') {
                break;
            }
        }
        let condition = if self.eat('(') {
            self.group()?
        } else {
            self.term()?
        };
        Ok(match negated {
            true => (Condition::Not(Box::new(condition)), true),
            false => (condition, false),
        })
    }

    /// What follows an opening parenthesis, and the closing one.
    fn group(&mut self) -> Result<Condition<F>, Malformed> {
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

    fn group_of(&mut self, name: &str) -> Result<Condition<F>, Malformed> {
        let field = field_named(name)?;
        let outer = self.field.replace(field);
        let inner = self.group();
        self.field = outer;
        inner
    }

    fn term(&mut self) -> Result<Condition<F>, Malformed> {
        self.terms += 1;
        if self.terms > MAX_TERMS {
            return Err(Malformed::TooManyTerms);
        }
        let word = self.word()?;
        if let Some(field) = self.field.clone() {
            return value_of(field, &word);
        }
        if word.quoted || !self.eat(':') {
            if word.is_anything() {
                return Ok(Condition::All(Vec::new()));
            }
            let any = F::BARE.iter().map(|field| text(field.clone(), &word));
            return Ok(Condition::Any(any.collect::<Result<_, _>>()?));
        }
        match self.peek() {
            None => Err(Malformed::UnexpectedEnd),
            Some('[' | '{') => self.range(word.written),
            Some('(') => {
                self.eat('(');
                self.group_of(word.written)
            }
            Some(_) => {
                let value = self.value()?;
                if word.text == "_exists_" {
                    return field_named(value.written).map(Condition::Exists);
                }
                value_of(field_named(word.written)?, &value)
            }
        }
    }

    /// A word that a colon may end: a field's name, or a value without one.
    fn word(&mut self) -> Result<Word<'a>, Malformed> {
        self.text(self.field.is_none())
    }

    /// A word that may have colons in it, as IPv6 addresses do.
    fn value(&mut self) -> Result<Word<'a>, Malformed> {
        self.text(false)
    }

    /// A quoted text, or everything up to a space or a character with a meaning.
    fn text(&mut self, colon_ends: bool) -> Result<Word<'a>, Malformed> {
        let first = self.peek().ok_or(Malformed::UnexpectedEnd)?;
        let quoted = first == '"';
        let (mut out, mut wildcards) = (String::new(), Vec::new());
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
                ':' if !quoted && colon_ends && is_field_name(&self.rest[..at]) => {
                    end = Some(at);
                    break;
                }
                c if !quoted && (c.is_whitespace() || "()[]{}\"".contains(c)) => {
                    end = Some(at);
                    break;
                }
                c => {
                    if c == '*' && !quoted {
                        wildcards.push(out.len());
                    }
                    out.push(c);
                }
            }
        }
        if quoted && end.is_none() {
            return Err(Malformed::UnexpectedEnd);
        }
        let (written, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        if out.is_empty() && !quoted {
            return Err(Malformed::Unexpected(first.to_string()));
        }
        if OPERATORS.contains(&written) {
            return Err(Malformed::Unexpected(out));
        }
        Ok(Word {
            text: out,
            written: if quoted {
                &written[1..written.len() - 1]
            } else {
                written
            },
            quoted,
            wildcards,
        })
    }

    /// `[a TO b]`, `{a TO b}`, or one of each; `*` is no bound.
    fn range(&mut self, name: &str) -> Result<Condition<F>, Malformed> {
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
        let field: F = field_named(name)?;
        match field.kind() {
            FieldKind::OrderedText => Ok(Condition::TextRange {
                field,
                from: bound(from, from_inclusive),
                to: bound(to, to_inclusive),
            }),
            FieldKind::Number => Ok(Condition::Number {
                field,
                from: bound(from.as_deref().map(number).transpose()?, from_inclusive),
                to: bound(to.as_deref().map(number).transpose()?, to_inclusive),
            }),
            FieldKind::Instant => date_range(field, (from, from_inclusive), (to, to_inclusive)),
            FieldKind::Text | FieldKind::Flag | FieldKind::Document => {
                Err(Malformed::NoRange(name.into()))
            }
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

/// `type`, `identities.connection`, `app_metadata.plan-2.Name`, `app_metadata.urn\:a`: only what follows a dot is named by
/// others, and may be anything.
fn is_field_name(written: &str) -> bool {
    let first = written.split('.').next().unwrap_or_default();
    let is_ours = first.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    is_ours && first.contains(|c: char| c != '_')
}

fn field_named<F: Searchable>(written: &str) -> Result<F, Malformed> {
    F::named(written).ok_or_else(|| Malformed::UnknownField(written.into()))
}

fn one_or<F>(
    mut conditions: Vec<Condition<F>>,
    join: fn(Vec<Condition<F>>) -> Condition<F>,
) -> Condition<F> {
    if conditions.len() == 1 {
        conditions.remove(0)
    } else {
        join(conditions)
    }
}

fn bound<T>(value: Option<T>, inclusive: bool) -> Option<Bound<T>> {
    value.map(|value| Bound { value, inclusive })
}

fn number(word: &str) -> Result<i64, Malformed> {
    word.parse().map_err(|_| Malformed::NotANumber(word.into()))
}

/// What `field:value` asks for.
fn value_of<F: Searchable>(field: F, word: &Word<'_>) -> Result<Condition<F>, Malformed> {
    if word.is_anything() {
        return Ok(Condition::Exists(field));
    }
    match field.kind() {
        FieldKind::Text | FieldKind::OrderedText => text(field, word),
        FieldKind::Document if !word.wildcards.is_empty() => {
            Err(Malformed::NoWildcard("metadata".into()))
        }
        FieldKind::Document => Ok(Condition::Value {
            field,
            text: word.text.clone(),
        }),
        FieldKind::Instant => day(field, &word.text),
        FieldKind::Number => {
            let only = Bound {
                value: number(&word.text)?,
                inclusive: true,
            };
            Ok(Condition::Number {
                field,
                from: Some(only),
                to: Some(only),
            })
        }
        FieldKind::Flag => match word.text.as_str() {
            "true" => Ok(Condition::Flag { field, value: true }),
            "false" => Ok(Condition::Flag {
                field,
                value: false,
            }),
            other => Err(Malformed::Unexpected(other.into())),
        },
    }
}

fn text<F: Searchable>(field: F, word: &Word<'_>) -> Result<Condition<F>, Malformed> {
    let pattern = Pattern::read(&word.text, &word.wildcards)?.map(|piece| field.canonical(piece));
    Ok(Condition::Text { field, pattern })
}
