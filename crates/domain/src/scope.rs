//! Scope values: an ordered set of words (RFC 6749 §3.3).

use std::fmt;

use indexmap::IndexSet;
use serde::{Deserialize, Serialize};

/// How many words a request may ask for.
pub const MAX_REQUESTED: usize = 256;

/// Words without repetition, in the order in which they were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Scope(IndexSet<String>);

/// A request asks for more than [`MAX_REQUESTED`] words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Too many scopes: at most {MAX_REQUESTED} are allowed")]
pub struct TooManyWords;

impl Scope {
    /// Splits at spaces; repetitions are dropped.
    pub fn parse(text: &str) -> Self {
        text.split_ascii_whitespace().collect()
    }

    /// What a request asks for. Reading stops at the first word too many.
    pub fn requested(text: &str) -> Result<Self, TooManyWords> {
        let mut words = IndexSet::new();
        for word in text.split_ascii_whitespace() {
            if !words.contains(word) {
                if words.len() == MAX_REQUESTED {
                    return Err(TooManyWords);
                }
                words.insert(word.to_owned());
            }
        }
        Ok(Self(words))
    }

    /// Whether `word` is in the set.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
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
        Self(words.into_iter().map(str::to_owned).collect())
    }
}

impl From<Vec<String>> for Scope {
    fn from(words: Vec<String>) -> Self {
        Self(words.into_iter().collect())
    }
}

impl From<Scope> for Vec<String> {
    fn from(scope: Scope) -> Self {
        scope.0.into_iter().collect()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, word) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            f.write_str(word)?;
        }
        Ok(())
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

    #[test]
    fn a_request_names_so_many_words_and_no_more() {
        let words = |n: usize| {
            let words: Vec<String> = (0..n).map(|i| format!("w{i}")).collect();
            words.join(" ")
        };
        let most = words(MAX_REQUESTED);
        let twice = format!("{most} {most}");
        assert_eq!(Scope::requested(&twice).unwrap().to_string(), most);
        let over = words(MAX_REQUESTED + 1);
        assert_eq!(Scope::requested(&over), Err(TooManyWords));
    }
}
