//! Judges a history. Secrets are independent of one another but for what they came of, so each is judged by itself.
//!
//! What is unknown may have happened or not: it excuses a refusal, and it is never counted as a success.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Debug, Formatter};

use super::operation::{Invariant, Kind, Operation, Outcome, short};

/// What cannot be, and the operations that show it.
pub struct Violation {
    pub invariant: Invariant,
    pub key: String,
    pub complaint: String,
    /// All operations of the key and those on what it came of, in the order of their beginnings.
    pub history: Vec<Operation>,
}

impl Debug for Violation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let key = short(&self.key);
        writeln!(f, "{:?} of {key}: {}", self.invariant, self.complaint)?;
        for operation in &self.history {
            writeln!(f, "  {operation}")?;
        }
        Ok(())
    }
}

/// All that cannot be in this history.
pub fn check(history: &[Operation]) -> Vec<Violation> {
    let book = Book::of(history);
    let mut found = vec![];
    for (key, operations) in &book.by_key {
        let line = Line {
            book: &book,
            key,
            operations,
            above: book.above(key),
        };
        line.judge(&mut found);
    }
    found
}

/// The history by its secrets.
struct Book<'a> {
    by_key: BTreeMap<&'a str, Vec<&'a Operation>>,
    /// The operation that gave each secret.
    births: HashMap<&'a str, &'a Operation>,
}

impl<'a> Book<'a> {
    fn of(history: &'a [Operation]) -> Self {
        let mut by_key: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
        let mut births = HashMap::new();
        for operation in history {
            by_key.entry(&operation.key).or_default().push(operation);
            if let Some(given) = &operation.given {
                births.insert(given.as_str(), operation);
            }
        }
        for operations in by_key.values_mut() {
            operations.sort_by_key(|operation| operation.start);
        }
        Self { by_key, births }
    }

    /// The keys that this one came of.
    fn above(&self, key: &str) -> Vec<&'a str> {
        let mut above: Vec<&str> = vec![];
        let mut at = key;
        while let Some(birth) = self.births.get(at) {
            let parent = birth.key.as_str();
            // An issue is its own key's.
            if parent == at || above.contains(&parent) {
                break;
            }
            above.push(parent);
            at = parent;
        }
        above
    }

    /// To whom a secret was given.
    fn owner(&self, secret: &str) -> Option<&'a str> {
        let mut birth = self.births.get(secret)?;
        loop {
            if let Some(whose) = &birth.whose {
                return Some(whose);
            }
            birth = self.births.get(birth.shown.as_str())?;
        }
    }
}

/// One key and all that was asked about it.
struct Line<'a> {
    book: &'a Book<'a>,
    key: &'a str,
    operations: &'a [&'a Operation],
    above: Vec<&'a str>,
}

impl<'a> Line<'a> {
    fn judge(&self, found: &mut Vec<Violation>) {
        let mut complain = |invariant, complaint| {
            found.push(Violation {
                invariant,
                key: self.key.to_owned(),
                complaint,
                history: self.history(),
            });
        };
        for operation in self.operations {
            if operation.succeeded() {
                self.judge_success(operation, &mut complain);
            }
            if operation.was_refused() && !self.is_explained(operation) {
                let at = operation.start;
                let complaint = format!("what ended it before it was refused at {at}?");
                complain(Invariant::Durability, complaint);
            }
        }
        self.judge_pairs(&mut complain);
    }

    /// L4, L5 and L7: what one success says by itself.
    fn judge_success(&self, it: &Operation, complain: &mut impl FnMut(Invariant, String)) {
        let at = it.start;
        let birth = self.book.births.get(it.shown.as_str());
        let birth = birth.filter(|birth| birth.start < it.end);
        let Some(birth) = birth else {
            return complain(Invariant::NoPhantom, format!("never issued, good at {at}"));
        };
        let owner = self.book.owner(&it.shown);
        if let (Some(owner), Some(whose)) = (owner, it.whose.as_deref())
            && owner != whose
        {
            let complaint = format!("issued to {owner}, good for {whose} at {at}");
            complain(Invariant::NoPhantom, complaint);
        }
        if birth.expires.is_some_and(|expires| expires <= it.clock) {
            complain(Invariant::Expiry, format!("expired, good at {at}"));
        }
        let revoked = self.revocations().find(|revocation| {
            revocation.outcome == Outcome::Acknowledged && revocation.precedes(it)
        });
        if let Some(revoked) = revoked {
            let complaint = format!("revoked until {}, good at {at}", revoked.end);
            complain(Invariant::Revocation, complaint);
        }
    }

    /// L2, L3 and L6: what two answers say together. And what was refused once is refused for ever.
    fn judge_pairs(&self, complain: &mut impl FnMut(Invariant, String)) {
        for (number, first) in self.operations.iter().enumerate() {
            for second in &self.operations[number + 1..] {
                let is_over = first.precedes(second);
                let (one, two) = (first.start, second.start);
                match (first.kind, second.kind) {
                    (Kind::Redeem, Kind::Redeem) if first.succeeded() && second.succeeded() => {
                        let invariant = match is_over {
                            true => Invariant::StaysUsed,
                            false => Invariant::AtMostOnce,
                        };
                        complain(invariant, format!("redeemed at {one} and again at {two}"));
                    }
                    (Kind::Rotate, Kind::Rotate)
                        if first.succeeded()
                            && second.succeeded()
                            && first.shown == second.shown =>
                    {
                        let complaint = format!("two successors, at {one} and at {two}");
                        complain(Invariant::Rotation, complaint);
                    }
                    (kind, _) if is_over && first.was_refused() && second.succeeded() => {
                        let invariant = match kind {
                            Kind::Redeem => Invariant::StaysUsed,
                            Kind::Rotate => Invariant::Rotation,
                            _ => Invariant::Revocation,
                        };
                        complain(invariant, format!("refused at {one}, good at {two}"));
                    }
                    _ => {}
                }
            }
        }
    }

    /// L1: whether something may have ended the secret before this refusal was over.
    fn is_explained(&self, refusal: &Operation) -> bool {
        let birth = self.book.births.get(refusal.shown.as_str());
        let Some(birth) = birth.filter(|birth| birth.outcome == Outcome::Acknowledged) else {
            return true;
        };
        let has_expired = birth
            .expires
            .is_some_and(|expires| expires <= refusal.clock);
        let mut others = self.operations.iter().copied();
        has_expired
            || others.any(|other| may_have_ended(other, refusal))
            || self.ended_above().any(|other| other.start < refusal.end)
    }

    /// What may have ended something that this came of, and this with it.
    fn ended_above(&self) -> impl Iterator<Item = &'a Operation> {
        let above = self.above.iter().flat_map(|key| &self.book.by_key[key]);
        above.copied().filter(|operation| match operation.kind {
            Kind::Revoke => operation.outcome != Outcome::Refused,
            // It may have shown what had been shown before.
            Kind::Rotate => operation.outcome != Outcome::Acknowledged,
            _ => false,
        })
    }

    /// Of this key, and of what it came of.
    fn revocations(&self) -> impl Iterator<Item = &'a Operation> {
        let above = self.above.iter().flat_map(|key| &self.book.by_key[key]);
        let all = self.operations.iter().chain(above).copied();
        all.filter(|operation| operation.kind == Kind::Revoke)
    }

    fn history(&self) -> Vec<Operation> {
        let above = self.above.iter().flat_map(|key| &self.book.by_key[key]);
        // What came of the same parent is of no interest here.
        let above = above.filter(|operation| {
            let is_birth = operation.given.as_deref() == Some(self.key);
            is_birth || operation.kind == Kind::Revoke || operation.outcome != Outcome::Acknowledged
        });
        let mut all: Vec<Operation> = self
            .operations
            .iter()
            .chain(above)
            .map(|&it| it.clone())
            .collect();
        all.sort_by_key(|operation| operation.start);
        all
    }
}

/// Whether an operation on the same key may be why the other was refused.
fn may_have_ended(operation: &Operation, refusal: &Operation) -> bool {
    let itself = operation.start == refusal.start;
    if itself || operation.start >= refusal.end {
        return false;
    }
    match operation.kind {
        Kind::Issue | Kind::Use => false,
        Kind::Redeem | Kind::Revoke => operation.outcome != Outcome::Refused,
        // The one that gave the secret its successor, or another that was shown twice and ended the line.
        Kind::Rotate if operation.shown == refusal.shown => operation.outcome != Outcome::Refused,
        Kind::Rotate => operation.outcome != Outcome::Acknowledged,
    }
}
