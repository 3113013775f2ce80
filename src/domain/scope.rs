//! Scope values: an ordered set of words (RFC 6749 §3.3).

use std::fmt;

use serde::{Deserialize, Serialize};

/// Words without repetition, in the order in which they were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Scope(Vec<String>);

impl Scope {
    /// Splits at spaces; repetitions are dropped.
    pub fn parse(text: &str) -> Self {
        text.split_ascii_whitespace().collect()
    }

    /// Whether `word` is in the set.
    pub fn contains(&self, word: &str) -> bool {
        self.0.iter().any(|w| w == word)
    }

    /// Whether every word of this set is in `other`.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.0.iter().all(|w| other.contains(w))
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The words for which `keep` holds.
    #[must_use]
    pub fn filtered(&self, keep: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|w| keep(w)).cloned().collect())
    }

    /// This set without `word`.
    #[must_use]
    pub fn without(&self, word: &str) -> Self {
        self.filtered(|w| w != word)
    }

    /// This set and the words of `other` that it lacks.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.iter().chain(other.iter()).collect()
    }
}

impl<'a> FromIterator<&'a str> for Scope {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut out: Vec<String> = Vec::new();
        for word in words {
            if !out.iter().any(|w| w == word) {
                out.push(word.to_owned());
            }
        }
        Self(out)
    }
}

impl From<Vec<String>> for Scope {
    fn from(words: Vec<String>) -> Self {
        words.iter().map(String::as_str).collect()
    }
}

impl From<Scope> for Vec<String> {
    fn from(scope: Scope) -> Self {
        scope.0
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

/// The scopes that belong to OpenID Connect and not to an API.
pub const OIDC: [&str; 13] = [
    "openid",
    "profile",
    "offline_access",
    "name",
    "given_name",
    "family_name",
    "nickname",
    "email",
    "email_verified",
    "picture",
    "created_at",
    "address",
    "phone",
];

/// Whether `word` is one of [`OIDC`].
pub fn is_oidc(word: &str) -> bool {
    OIDC.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_is_dropped_and_order_kept() {
        let scope = Scope::parse("openid  email openid");
        assert_eq!(scope.to_string(), "openid email");
        assert!(Scope::parse("email").is_subset(&scope));
        assert!(!Scope::parse("email admin").is_subset(&scope));
        assert_eq!(
            scope.union(&Scope::parse("email read:x")).to_string(),
            "openid email read:x"
        );
    }
}
