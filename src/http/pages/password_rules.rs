//! The rules of a new password, as a page lists them beside the field. A script marks those that are met.

use super::look::Screen;
use crate::domain::password_policy::{CLASSES, PasswordPolicy};

/// The rules of a page; `password_rules.html` shows them.
#[derive(Debug, Clone, Copy)]
pub struct PasswordRules {
    /// The id of the password's field.
    pub field: &'static str,
    pub policy: PasswordPolicy,
}

impl PasswordRules {
    /// How many characters at least.
    pub fn min_length(&self) -> usize {
        self.policy.min_length()
    }

    /// How many kinds of characters at least; 0 for any.
    pub fn classes(&self) -> usize {
        self.policy.classes()
    }

    /// The screen with what the rules speak of.
    pub fn on(&self, screen: Screen) -> Screen {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        screen
            .with("min", number(self.min_length()))
            .with("count", number(self.classes()))
            .with("of", number(CLASSES))
    }
}
