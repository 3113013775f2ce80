//! The rules of a new password, as a page lists them beside the field. A script marks those that are met.

use super::look::Screen;
use crate::domain::password_policy::{CharacterKind, IN_A_ROW, PasswordPolicy, PasswordRule};

/// The rules of a page; `password_rules.html` shows them.
#[derive(Debug, Clone)]
pub struct PasswordRules {
    /// The id of the password's field.
    pub field: &'static str,
    pub policy: PasswordPolicy,
}

/// A line of the list.
pub struct RuleLine {
    /// What the script tests.
    pub test: &'static str,
    /// The number that it tests against.
    pub least: usize,
    /// The text key.
    pub key: &'static str,
    /// The kinds of characters that are listed below it.
    pub kinds: Vec<RuleLine>,
}

impl PasswordRules {
    /// The list.
    pub fn lines(&self) -> Vec<RuleLine> {
        self.policy.rules().iter().map(line).collect()
    }

    /// The text keys of what no script can test.
    pub fn unseen(&self) -> Vec<&'static str> {
        let policy = &self.policy;
        let common = policy
            .forbids_common()
            .then_some("password-rules.notCommon");
        let personal = policy.forbids_personal_info();
        let personal = personal.then_some("password-rules.noPersonalInfo");
        common.into_iter().chain(personal).collect()
    }

    /// The screen with what the rules speak of.
    pub fn on(&self, screen: Screen) -> Screen {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let screen = screen
            .with("of", number(CharacterKind::ALL.len()))
            .with("row", number(IN_A_ROW));
        self.policy
            .rules()
            .iter()
            .fold(screen, |screen, rule| match rule {
                PasswordRule::LengthAtLeast(least) => screen.with("min", number(*least)),
                PasswordRule::ContainsAtLeast(least) => screen.with("count", number(*least)),
                PasswordRule::MaxLength(most) => screen.with("max", number(*most)),
                _ => screen,
            })
    }
}

fn line(rule: &PasswordRule) -> RuleLine {
    let (test, least, key) = match rule {
        PasswordRule::LengthAtLeast(least) => ("length", *least, "password-rules.length"),
        PasswordRule::ContainsAtLeast(least) => ("kinds", *least, "password-rules.containsAtLeast"),
        PasswordRule::ShouldContain(kinds) => {
            ("kinds", kinds.len(), "password-rules.shouldContain")
        }
        PasswordRule::IdenticalChars => ("identical", IN_A_ROW, "password-rules.identicalChars"),
        PasswordRule::SequentialChars => ("sequence", IN_A_ROW, "password-rules.sequentialChars"),
        PasswordRule::MaxLength(most) => ("bytes", *most, "password-rules.tooLong"),
    };
    RuleLine {
        test,
        least,
        key,
        kinds: rule.kinds().iter().map(|kind| kind_line(*kind)).collect(),
    }
}

fn kind_line(kind: CharacterKind) -> RuleLine {
    let (test, key) = match kind {
        CharacterKind::Lower => ("lower", "password-rules.lowerCase"),
        CharacterKind::Upper => ("upper", "password-rules.upperCase"),
        CharacterKind::Number => ("digit", "password-rules.numbers"),
        CharacterKind::Special => ("special", "password-rules.specialCharacters"),
    };
    RuleLine {
        test,
        least: 1,
        key,
        kinds: vec![],
    }
}
