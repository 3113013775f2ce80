//! What a text is compared with: to the letter, or with `*` for any characters.

use super::malformed::Malformed;

/// A wildcard at the beginning has to be followed by so many characters, or the query would be about everything.
const SHORTEST_SUFFIX: usize = 3;
const MAX_WILDCARDS: usize = 3;

/// A text in pieces; between two pieces anything may stand. One piece is the whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pieces: Vec<String>,
}

impl Pattern {
    /// That text and no other.
    pub fn exact(text: impl Into<String>) -> Self {
        Self {
            pieces: vec![text.into()],
        }
    }

    /// A word whose `*`s at these places stand for anything.
    pub(super) fn read(word: &str, wildcards: &[usize]) -> Result<Self, Malformed> {
        let starts = std::iter::once(0).chain(wildcards.iter().map(|at| at + 1));
        let ends = wildcards.iter().copied().chain([word.len()]);
        let pieces: Vec<String> = starts
            .zip(ends)
            .map(|(a, b)| word[a..b].to_owned())
            .collect();
        if pieces.len() > MAX_WILDCARDS + 1 {
            return Err(Malformed::TooManyWildcards(MAX_WILDCARDS));
        }
        let begins_anyhow = pieces.len() > 1 && pieces[0].is_empty();
        let literal: usize = pieces.iter().map(|piece| piece.chars().count()).sum();
        if begins_anyhow && literal < SHORTEST_SUFFIX {
            return Err(Malformed::ShortSuffix(SHORTEST_SUFFIX));
        }
        Ok(Self { pieces })
    }

    /// The text, where it has no wildcard.
    pub fn as_exact(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The pattern in another notation: every piece escaped, and `wildcard` between them.
    pub fn written(&self, wildcard: &str, escape: impl Fn(&str) -> String) -> String {
        let pieces: Vec<String> = self.pieces.iter().map(|piece| escape(piece)).collect();
        pieces.join(wildcard)
    }

    /// The pattern with every piece changed.
    pub fn map(self, change: impl Fn(&str) -> String) -> Self {
        Self {
            pieces: self.pieces.iter().map(|piece| change(piece)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> Result<Pattern, Malformed> {
        let stars: Vec<usize> = word.match_indices('*').map(|(at, _)| at).collect();
        Pattern::read(word, &stars)
    }

    #[test]
    fn wildcards_are_bounded() {
        assert_eq!(read("ada"), Ok(Pattern::exact("ada")));
        for fine in ["a*", "a*b", "*usa", "*usa*", "a*b*c*", "*a*bc"] {
            assert!(read(fine).is_ok(), "{fine}");
        }
        for short in ["*", "**", "*sa", "*s*a"] {
            assert_eq!(read(short), Err(Malformed::ShortSuffix(3)));
        }
        assert_eq!(read("a*b*c*d*e"), Err(Malformed::TooManyWildcards(3)));
        assert_eq!(
            Pattern::read("a*b*", &[3]),
            Ok(Pattern {
                pieces: vec!["a*b".into(), String::new()]
            })
        );
    }
}
