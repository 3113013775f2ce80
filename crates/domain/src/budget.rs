//! Budgets that refill with time, one for each key. A key's whole state is one instant: when its budget will be full again.
//! Spending moves that instant away; a budget is used up when it lies a whole period ahead.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::time::Duration;

use super::time::Timestamp;

/// How much there is, and in what time it is there again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub most: u32,
    pub period: Duration,
}

impl Rate {
    fn period_us(self) -> i64 {
        i64::try_from(self.period.as_micros()).unwrap_or(i64::MAX)
    }

    /// How far one spending moves a key of that weight.
    fn cost_us(self, weight: u32) -> i64 {
        self.period_us() / i64::from(self.most.max(1)) / i64::from(weight.max(1))
    }
}

/// What is left after a request was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    pub remaining: u32,
    /// When the next request may come: now, unless nothing is left.
    pub next_at: Timestamp,
    pub is_refused: bool,
}

/// The budgets of many keys, of which those that have spent most are remembered longest.
///
/// A key without an entry has a full budget, so forgetting one favours that key alone. When there is no room, the entry
/// that will be full soonest goes: a crowd of newcomers pushes out its own, not those that ask too often.
#[derive(Debug)]
pub struct Budgets<K> {
    rate: Rate,
    room: usize,
    full_at: HashMap<K, i64>,
    soonest: BTreeSet<(i64, K)>,
}

impl<K: Clone + Ord + Hash> Budgets<K> {
    /// For at most `room` keys at a time.
    pub fn new(rate: Rate, room: usize) -> Self {
        Self {
            rate,
            room,
            full_at: HashMap::new(),
            soonest: BTreeSet::new(),
        }
    }

    /// Spends from every key, a key of weight 2 half as much; from none where one has nothing left.
    pub fn spend(&mut self, keys: impl Iterator<Item = (K, u32)>, now: Timestamp) -> Left {
        let now_us = now.millis().saturating_mul(1000);
        let horizon = now_us.saturating_add(self.rate.period_us());
        let spent: Vec<(K, i64, i64)> = keys
            .map(|(key, weight)| {
                let before = self.full_at.get(&key).copied().unwrap_or(now_us);
                let cost = self.rate.cost_us(weight);
                (key, before.max(now_us).saturating_add(cost), cost)
            })
            .collect();
        let over = spent.iter().map(|(_, after, _)| after - horizon).max();
        let over = over.unwrap_or(0);
        if over > 0 {
            return Left {
                remaining: 0,
                next_at: Timestamp::from_millis((now_us + over).div_euclid(1000) + 1),
                is_refused: true,
            };
        }
        let remaining = spent
            .iter()
            .map(|(_, after, cost)| (horizon - after) / (*cost).max(1))
            .min();
        for (key, after, _) in spent {
            self.put(key, after, now_us);
        }
        let remaining = u32::try_from(remaining.unwrap_or(0)).unwrap_or(u32::MAX);
        Left {
            remaining: remaining.min(self.rate.most),
            next_at: now,
            is_refused: false,
        }
    }

    /// Whether the key, of weight 1, has anything left to spend.
    pub fn has_left(&self, key: &K, now: Timestamp) -> bool {
        let now_us = now.millis().saturating_mul(1000);
        let before = self.full_at.get(key).copied().unwrap_or(now_us);
        let after = before.max(now_us).saturating_add(self.rate.cost_us(1));
        after <= now_us.saturating_add(self.rate.period_us())
    }

    fn put(&mut self, key: K, full_at: i64, now: i64) {
        if let Some(before) = self.full_at.insert(key.clone(), full_at) {
            self.soonest.remove(&(before, key.clone()));
        }
        self.soonest.insert((full_at, key));
        while self.soonest.len() > self.room
            || self
                .soonest
                .first()
                .is_some_and(|(soonest, _)| *soonest <= now)
        {
            if let Some((_, key)) = self.soonest.pop_first() {
                self.full_at.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(1_800_000_000_000 + ms)
    }

    fn budgets(most: u32, seconds: u64, room: usize) -> Budgets<u32> {
        let period = Duration::from_secs(seconds);
        Budgets::new(Rate { most, period }, room)
    }

    #[test]
    fn what_is_spent_comes_back_bit_by_bit() {
        let mut budgets = budgets(2, 1, 10);
        let mut spend = |key, ms| budgets.spend([(key, 1)].into_iter(), at(ms));
        assert_eq!(spend(1, 0).remaining, 1);
        assert_eq!(spend(1, 0).remaining, 0);
        let refused = spend(1, 100);
        assert!(refused.is_refused, "{refused:?}");
        assert_eq!(refused.next_at, at(501));
        assert!(!spend(2, 100).is_refused);
        assert!(spend(1, 499).is_refused && !spend(1, 501).is_refused);
        assert!(spend(1, 600).is_refused);
        assert_eq!(spend(1, 5_000).remaining, 1);
    }

    #[test]
    fn a_refusal_by_one_key_costs_the_others_nothing() {
        let mut budgets = budgets(1, 60, 10);
        let mut spend = |narrow, wide| {
            let keys = [(narrow, 1), (wide, 4)].into_iter();
            !budgets.spend(keys, at(0)).is_refused
        };
        assert!(spend(1, 100));
        for _ in 0..100 {
            assert!(!spend(1, 100));
        }
        assert!(spend(2, 100) && spend(3, 100) && spend(4, 100));
        assert!(!spend(5, 100), "the wide one is used up");
        assert!(spend(5, 101));
    }

    #[test]
    fn a_crowd_pushes_out_its_own() {
        let mut budgets = budgets(3, 60, 100);
        let mut spend = |key| !budgets.spend([(key, 1)].into_iter(), at(0)).is_refused;
        assert!(spend(0) && spend(0) && spend(0) && !spend(0));
        for key in 1..10_000 {
            assert!(spend(key), "{key}");
        }
        assert!(!spend(0), "it has spent most and is remembered");
        assert!(budgets.full_at.len() <= 100 && budgets.soonest.len() <= 100);
    }
}
