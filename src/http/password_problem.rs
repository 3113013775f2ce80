//! A refused password as Auth0's SDKs read it: which rules there are, and which of them it keeps.

use serde_json::{Value, json};

use crate::domain::password_policy::{
    CharacterKind, IN_A_ROW, PasswordPolicy, PasswordRule, UnfitPassword,
};

/// The body of the refusal. SDKs put the numbers of `format` into the messages.
pub fn of(unfit: UnfitPassword, policy: &PasswordPolicy, password: &str) -> Value {
    let sentence = unfit.sentence();
    let mut problem = json!({ "name": unfit.name(), "code": "invalid_password", "message": sentence,
        "description": sentence, "statusCode": 400 });
    if unfit == UnfitPassword::TooWeak {
        let rules = policy.rules().iter();
        let rules: Vec<Value> = rules.map(|rule| shown(rule, password)).collect();
        problem["policy"] = written(policy).into();
        problem["description"] = json!({ "rules": rules, "verified": false });
    }
    problem
}

fn shown(rule: &PasswordRule, password: &str) -> Value {
    let (code, message, format) = words(rule);
    let mut shown = json!({ "code": code, "message": message, "verified": rule.is_met(password) });
    if !format.is_empty() {
        shown["format"] = format.into();
    }
    let kinds = rule.kinds().iter().map(|kind| {
        let (code, message) = kind_words(*kind);
        json!({ "code": code, "message": message, "verified": kind.is_in(password) })
    });
    let kinds: Vec<Value> = kinds.collect();
    if !kinds.is_empty() {
        shown["items"] = kinds.into();
    }
    shown
}

/// Auth0's code and message of a rule, and what the message leaves open.
fn words(rule: &PasswordRule) -> (&'static str, &'static str, Vec<Value>) {
    let in_a_row = |example: &str| vec![json!(IN_A_ROW), json!(example)];
    match rule {
        PasswordRule::LengthAtLeast(least) => (
            "lengthAtLeast",
            "At least %d characters in length",
            vec![json!(least)],
        ),
        PasswordRule::ContainsAtLeast(least) => (
            "containsAtLeast",
            "Contain at least %d of the following %d types of characters:",
            vec![json!(least), json!(CharacterKind::ALL.len())],
        ),
        PasswordRule::ShouldContain(_) => ("shouldContain", "Should contain:", vec![]),
        PasswordRule::IdenticalChars => (
            "identicalChars",
            "No more than %d identical characters in a row (e.g., \"%s\" not allowed)",
            in_a_row("aaa"),
        ),
        PasswordRule::SequentialChars => (
            "sequentialChars",
            "No more than %d sequential characters in a row (e.g., \"%s\" not allowed)",
            in_a_row("abc"),
        ),
        PasswordRule::MaxLength(most) => {
            ("maxLength", "At most %d bytes in length", vec![json!(most)])
        }
    }
}

fn kind_words(kind: CharacterKind) -> (&'static str, &'static str) {
    match kind {
        CharacterKind::Lower => ("lowerCase", "lower case letters (a-z)"),
        CharacterKind::Upper => ("upperCase", "upper case letters (A-Z)"),
        CharacterKind::Number => ("numbers", "numbers (i.e. 0-9)"),
        CharacterKind::Special => ("specialCharacters", "special characters (e.g. !@#$%^&*)"),
    }
}

/// The policy as a message for people.
fn written(policy: &PasswordPolicy) -> String {
    let mut lines = vec![];
    for rule in policy.rules() {
        let (_, message, format) = words(rule);
        let filled = format
            .iter()
            .fold(message.to_owned(), |text, value| match value {
                Value::String(value) => text.replacen("%s", value, 1),
                value => text.replacen("%d", &value.to_string(), 1),
            });
        lines.push(format!("* {filled}"));
        let kinds = rule.kinds().iter();
        lines.extend(kinds.map(|kind| format!(" * {}", kind_words(*kind).1)));
    }
    lines.join("\n")
}
