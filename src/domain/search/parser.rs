//! The grammar: alternatives of conjunctions of terms, read by descent. Only parentheses recurse, and those are counted.

use super::dates::{date_range, day};
use super::{Bound, Condition, Kind, MAX_DEPTH, MAX_TERMS, Malformed, Pattern, Searchable};

pub(super) struct Parser<'a, F> {
    rest: &'a str,
    depth: usize,
    terms: usize,
    /// Inside `field:( … )`: the field of every word.
    field: Option<F>,
}

/// A word of the query.
struct Word {
    text: String,
    /// Quoted words are taken to the letter.
    quoted: bool,
    /// Where in the text a `*` stands for anything.
    wildcards: Vec<usize>,
}

impl Word {
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

    pub(super) fn alternatives(&mut self) -> Result<Condition<F>, Malformed> {
        let mut any = vec![self.conjunction()?];
        while !matches!(self.peek(), None | Some(')')) {
            self.eat_keyword("OR");
            any.push(self.conjunction()?);
        }
        Ok(one_or(any, Condition::Any))
    }

    fn conjunction(&mut self) -> Result<Condition<F>, Malformed> {
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

    fn factor(&mut self) -> Result<Condition<F>, Malformed> {
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
        let field = F::named(name).ok_or_else(|| Malformed::UnknownField(name.into()))?;
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
        if word.quoted || !self.rest.starts_with(':') {
            if word.is_anything() {
                return Ok(Condition::All(Vec::new()));
            }
            let any = F::BARE.iter().map(|field| text(field.clone(), &word));
            return Ok(Condition::Any(any.collect::<Result<_, _>>()?));
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
                if name == "_exists_" {
                    let field = F::named(&value.text);
                    let field = field.ok_or(Malformed::UnknownField(value.text))?;
                    return Ok(Condition::Exists(field));
                }
                let field = F::named(&name).ok_or(Malformed::UnknownField(name))?;
                value_of(field, &value)
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
                ':' if !quoted && colon_ends && is_field_name(&out) => {
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
        match end {
            Some(end) => self.rest = &self.rest[end..],
            None if quoted => return Err(Malformed::UnexpectedEnd),
            None => self.rest = "",
        }
        if out.is_empty() && !quoted {
            return Err(Malformed::Unexpected(first.to_string()));
        }
        Ok(Word {
            text: out,
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
        let field = F::named(name).ok_or_else(|| Malformed::UnknownField(name.into()))?;
        match field.kind() {
            Kind::OrderedText => Ok(Condition::TextRange {
                field,
                from: bound(from, from_inclusive),
                to: bound(to, to_inclusive),
            }),
            Kind::Number => Ok(Condition::Number {
                field,
                from: bound(from.as_deref().map(number).transpose()?, from_inclusive),
                to: bound(to.as_deref().map(number).transpose()?, to_inclusive),
            }),
            Kind::Instant => date_range(field, (from, from_inclusive), (to, to_inclusive)),
            Kind::Text | Kind::Flag | Kind::Document => Err(Malformed::NoRange(name.into())),
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

/// `type`, `identities.connection`, `app_metadata.plan-2.Name`: only what follows a dot is named by others.
fn is_field_name(text: &str) -> bool {
    let mut parts = text.split('.');
    let first = parts.next().unwrap_or_default();
    let is_ours = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let is_a_key = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    is_ours(first) && first.contains(|c: char| c != '_') && parts.all(is_a_key)
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
fn value_of<F: Searchable>(field: F, word: &Word) -> Result<Condition<F>, Malformed> {
    if word.is_anything() {
        return Ok(Condition::Exists(field));
    }
    match field.kind() {
        Kind::Text | Kind::OrderedText => text(field, word),
        Kind::Document if !word.wildcards.is_empty() => {
            Err(Malformed::NoWildcard("metadata".into()))
        }
        Kind::Document => Ok(Condition::Value {
            field,
            text: word.text.clone(),
        }),
        Kind::Instant => day(field, &word.text),
        Kind::Number => {
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
        Kind::Flag => match word.text.as_str() {
            "true" => Ok(Condition::Flag { field, value: true }),
            "false" => Ok(Condition::Flag {
                field,
                value: false,
            }),
            other => Err(Malformed::Unexpected(other.into())),
        },
    }
}

fn text<F: Searchable>(field: F, word: &Word) -> Result<Condition<F>, Malformed> {
    let pattern = Pattern::read(&word.text, &word.wildcards)?.map(|piece| field.canonical(piece));
    Ok(Condition::Text { field, pattern })
}
