//! Documents that other servers publish (metadata, keys), kept for a while.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many are kept.
const MOST_KEPT: usize = 1_000;
/// For how long one is good.
const GOOD_FOR_MS: i64 = 15 * 60 * 1000;
/// One that lacks what is looked for is not fetched again earlier.
const NOT_AGAIN_FOR_MS: i64 = 10 * 1000;

/// How new a document must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// As new as usual.
    Kept,
    /// Newer, because the one that is kept lacks something.
    Newer,
}

#[derive(Debug)]
struct Kept {
    text: Arc<str>,
    /// In milliseconds.
    fetched_at: i64,
}

/// What has been fetched.
#[derive(Debug, Default)]
pub(super) struct Documents(Mutex<HashMap<String, Kept>>);

impl Documents {
    /// The one of that address, if it is new enough; `now` in milliseconds.
    pub(super) fn find(&self, url: &str, wanted: Wanted, now: i64) -> Option<Arc<str>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(url)?;
        let age = now - found.fetched_at;
        let good_for = match wanted {
            Wanted::Kept => GOOD_FOR_MS,
            Wanted::Newer => NOT_AGAIN_FOR_MS,
        };
        // A clock may have been set back.
        (0..good_for)
            .contains(&age)
            .then(|| Arc::clone(&found.text))
    }

    /// Takes the place of an older one.
    pub(super) fn keep(&self, url: &str, text: Arc<str>, now: i64) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT && !kept.contains_key(url) {
            let oldest = kept.iter().min_by_key(|(_, one)| one.fetched_at);
            if let Some(oldest) = oldest.map(|(url, _)| url.clone()) {
                kept.remove(&oldest);
            }
        }
        let one = Kept {
            text,
            fetched_at: now,
        };
        kept.insert(url.to_owned(), one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_kept_for_a_while_and_not_too_many() {
        let documents = Documents::default();
        documents.keep("a", "1".into(), 0);
        let is_kept = |wanted, now| documents.find("a", wanted, now).is_some();
        assert!(is_kept(Wanted::Kept, GOOD_FOR_MS - 1) && !is_kept(Wanted::Kept, GOOD_FOR_MS));
        assert!(is_kept(Wanted::Newer, NOT_AGAIN_FOR_MS - 1));
        assert!(!is_kept(Wanted::Newer, NOT_AGAIN_FOR_MS) && !is_kept(Wanted::Kept, -1));
        for number in 0..MOST_KEPT {
            documents.keep(&number.to_string(), "2".into(), 1);
        }
        assert!(!is_kept(Wanted::Kept, 2));
        assert!(documents.find("0", Wanted::Kept, 2).is_some());
    }
}
