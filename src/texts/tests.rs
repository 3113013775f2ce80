//! Every language has every sentence, with the same variables, and no sentence was left in English.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::language::FILES;
use super::*;
use crate::domain::prompts::CustomTexts;

/// A screen and a text key.
type Name = (String, String);

/// A message's attribute, as its file has it.
#[derive(Default)]
struct Sentence {
    variables: BTreeSet<String>,
    /// Those that choose a plural.
    numbers: BTreeSet<String>,
    refers_to: BTreeSet<Name>,
    has_letters: bool,
}

type Sentences = BTreeMap<Name, Sentence>;

impl Sentence {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    self.has_letters |= value.contains(char::is_alphabetic);
                }
                PatternElement::Placeable { expression } => self.read_expression(expression),
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                if let InlineExpression::VariableReference { id } = selector {
                    self.numbers.insert(id.name.to_owned());
                }
                for variant in variants {
                    self.read(&variant.value);
                }
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, attribute } => {
                let attribute = attribute.as_ref().expect("a message has no value");
                let name = (id.name.to_owned(), attribute.name.to_owned());
                self.refers_to.insert(name);
            }
            InlineExpression::Placeable { expression } => self.read_expression(expression),
            InlineExpression::TermReference { arguments, .. } => {
                assert!(arguments.is_none(), "a term with arguments");
                self.has_letters = true;
            }
            InlineExpression::StringLiteral { .. } => {}
            InlineExpression::FunctionReference { .. } | InlineExpression::NumberLiteral { .. } => {
                panic!("no file needs this")
            }
        }
    }
}

/// Every attribute of a file.
fn read(code: &str, source: &str) -> Sentences {
    let parsed = fluent_syntax::parser::parse(source);
    let resource = parsed.unwrap_or_else(|(_, errors)| panic!("{code}: {errors:?}"));
    let mut sentences = Sentences::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                for attribute in &message.attributes {
                    let name = (message.id.name.to_owned(), attribute.id.name.to_owned());
                    let mut sentence = Sentence::default();
                    sentence.read(&attribute.value);
                    let twice = sentences.insert(name.clone(), sentence);
                    assert!(twice.is_none(), "{code}: {name:?} is there twice");
                }
            }
            Entry::Term(term) => {
                let mut sentence = Sentence::default();
                sentence.read(&term.value);
                assert!(
                    sentence.variables.is_empty() && sentence.refers_to.is_empty(),
                    "{code}: the term {} has variables, which no term is given",
                    term.id.name
                );
            }
            Entry::Junk { content } => panic!("{code}: {content}"),
            _ => {}
        }
    }
    sentences
}

/// The variables of a sentence and of all that it refers to, and those of them that are numbers.
fn variables(sentences: &Sentences, name: &Name, depth: usize) -> [BTreeSet<String>; 2] {
    assert!(depth < 8, "{name:?} refers to itself");
    let sentence = sentences.get(name);
    let sentence = sentence.unwrap_or_else(|| panic!("{name:?} is referred to and missing"));
    let mut all = [sentence.variables.clone(), sentence.numbers.clone()];
    for other in &sentence.refers_to {
        for (known, more) in all.iter_mut().zip(variables(sentences, other, depth + 1)) {
            known.extend(more);
        }
    }
    all
}

/// A value for each variable.
fn values(sentences: &Sentences, name: &Name) -> Arguments {
    let [all, numbers] = variables(sentences, name, 0);
    let arguments = all.into_iter().map(|variable| {
        let value = match numbers.contains(&variable) {
            true => Argument::Number(3),
            false => Argument::String(format!("<{variable}>")),
        };
        (&*Box::leak(variable.into_boxed_str()), value)
    });
    arguments.fold(Arguments::none(), |all, (name, value)| {
        all.with(name, value)
    })
}

#[test]
fn every_language_has_every_sentence_with_the_same_variables() {
    let english = read("en", FILES[0].1);
    assert!(english.len() > 100, "{}", english.len());
    for (code, source) in FILES {
        let own = read(code, source);
        let names = |sentences: &Sentences| sentences.keys().cloned().collect::<BTreeSet<_>>();
        let (expected, found) = (names(&english), names(&own));
        let missing: Vec<_> = expected.difference(&found).collect();
        let further: Vec<_> = found.difference(&expected).collect();
        assert!(missing.is_empty(), "{code} lacks {missing:?}");
        assert!(
            further.is_empty(),
            "{code} has what English lacks: {further:?}"
        );
        for name in english.keys() {
            let expected = variables(&english, name, 0);
            assert_eq!(variables(&own, name, 0), expected, "{code}: {name:?}");
        }
    }
}

#[test]
fn every_sentence_can_be_shown_and_holds_no_markup() {
    for (code, source) in FILES {
        let sentences = read(code, source);
        let language = Language::of(code);
        assert_eq!(language.code(), code);
        for name in sentences.keys() {
            let arguments = values(&sentences, name);
            let key = (name.0.as_str(), name.1.as_str());
            let shown = language.plain(key, &arguments);
            assert!(
                !shown.trim().is_empty() && !shown.contains(['{', '}']),
                "{code}: {name:?}"
            );
            let own = variables(&sentences, name, 0)[0]
                .iter()
                .fold(shown, |shown, variable| {
                    shown.replace(&format!("<{variable}>"), "")
                });
            assert!(!own.contains(['<', '\u{2068}']), "{code}: {name:?}: {own}");
        }
    }
}

/// Sentences that are the same word in English, by language.
const SAME_AS_ENGLISH: [(&str, &str); 4] = [
    ("es", "Error: <title>"),
    ("es", "No"),
    ("it", "No"),
    ("it", "Password"),
];

#[test]
fn no_sentence_was_left_in_english() {
    let english = read("en", FILES[0].1);
    let mut same = vec![];
    for (code, _) in &FILES[1..] {
        for (name, sentence) in &english {
            let arguments = values(&english, name);
            let key = (name.0.as_str(), name.1.as_str());
            let [own, original] =
                [*code, "en"].map(|code| Language::of(code).plain(key, &arguments));
            let is_known = SAME_AS_ENGLISH
                .iter()
                .any(|(of, word)| of == code && *word == own);
            if own == original && sentence.has_letters && !is_known {
                same.push(format!("(\"{code}\", \"{own}\"), // {}.{}", name.0, name.1));
            }
        }
    }
    assert!(same.is_empty(), "{}", same.join("\n"));
}

#[test]
fn a_number_chooses_the_plural_and_a_name_is_isolated() {
    let english = Language::of("en-GB");
    let of_days = |days: i64| {
        let arguments = Arguments::none().with("days", days);
        english.plain(("email", "linkExpiresInDays"), &arguments)
    };
    assert!(of_days(1).ends_with("for 1 day."), "{}", of_days(1));
    assert!(of_days(5).ends_with("for 5 days."), "{}", of_days(5));
    let named = Arguments::none().with("clientName", "\u{5e9}\u{5dc}\u{5d5}\u{5dd}");
    let shown = english.text(("page", "backTo"), &named);
    assert_eq!(
        shown,
        "Back to \u{2068}\u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{2069}"
    );
    assert_eq!(
        english.plain(("page", "backTo"), &named),
        "Back to \u{5e9}\u{5dc}\u{5d5}\u{5dd}"
    );
    let hostile = Arguments::none().with("clientName", "a\u{2069}b\u{2068}");
    assert_eq!(
        english.text(("page", "backTo"), &hostile),
        "Back to \u{2068}ab\u{2069}"
    );
}

#[test]
fn each_language_counts_in_its_own_way() {
    for (code, numbers, forms) in [
        ("en", [0, 1, 2, 3, 11, 100], 2),
        ("fr", [0, 1, 2, 3, 11, 100], 2),
        ("he", [0, 1, 2, 3, 20, 100], 3),
        ("ja", [0, 1, 2, 3, 11, 100], 1),
        ("pl", [0, 1, 2, 3, 5, 22], 2),
        ("ar", [0, 1, 2, 3, 11, 100], 5),
    ] {
        let sentence = |number: i64| {
            let arguments = Arguments::none().with("days", number);
            let shown = Language::of(code).plain(("email", "linkExpiresInDays"), &arguments);
            shown.replacen(&number.to_string(), "", 1)
        };
        let different: BTreeSet<_> = numbers.into_iter().map(sentence).collect();
        assert_eq!(different.len(), forms, "{code}: {different:#?}");
    }
}

#[test]
fn what_is_missing_is_not_passed_over() {
    let missing = |name: (&'static str, &'static str)| {
        std::panic::catch_unwind(|| Language::of("en").text(name, &Arguments::none())).is_err()
    };
    assert!(missing(("page", "backTo")), "a variable");
    assert!(missing(("page", "fantasy")), "a key");
    assert!(missing(("fantasy", "title")), "a screen");
    assert_eq!(
        Language::of("en").find(("page", "fantasy"), &Arguments::none()),
        None
    );
}

#[test]
fn the_tenants_own_text_comes_first_and_is_not_read_as_fluent() {
    let custom = |text: &str| {
        let document = serde_json::json!({ "login": { "title": text } });
        let custom: CustomTexts = serde_json::from_value(document).unwrap();
        let arguments = Arguments::none()
            .with("clientName", "My ${companyName}")
            .with("companyName", "X");
        Texts::new(Locale::of("en"), ("login", arguments), custom.into())
    };
    for (text, expected) in [
        ("Hi", "Hi"),
        ("", ""),
        ("${clientName}!", "My ${companyName}!"),
        ("${companyName}${companyName}", "XX"),
        ("${fantasy} ${ ${companyName", "${fantasy} ${ ${companyName"),
        ("${${companyName}}", "${X}"),
        (
            "{ $clientName } { login.title }",
            "{ $clientName } { login.title }",
        ),
    ] {
        assert_eq!(custom(text).plain("title"), expected);
    }
    assert_eq!(
        custom("${companyName}?").text("title"),
        "\u{2068}X\u{2069}?"
    );
    assert_eq!(custom("\u{2069}\u{2068}").text("title"), "");
    assert_eq!(custom("Hi").plain("buttonText"), "Continue");
    let nested = "{".repeat(50_000);
    assert_eq!(custom(&nested).plain("title"), nested);
}
