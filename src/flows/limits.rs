//! Rate limits: how often one caller may ask, and how much of it at once.
//!
//! Each process counts for itself, so several behind one balancer allow several times as much. They go by the machine's
//! clock and not by the request's, which a test may have stopped: they protect the process, and tell tools how long to wait.
//! What has to hold for all processes together is counted in the database: `flows/throttle`.

use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ipnet::IpNet;

use crate::domain::budget::{Budgets, Left, Rate};
use crate::domain::networks::{caller_at, networks_of};
use crate::domain::settings::RateLimits;
use crate::domain::time::Timestamp;

/// How many callers are remembered; of more, those that have asked least are forgotten.
const ROOM: usize = 32_768;
const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// Every limit.
#[derive(Debug)]
pub struct Limits {
    /// Calls of one client to the Management API.
    pub management: Limit<String>,
    /// Logins that one address begins: each is a row of the store before it is known who signs in.
    pub logins: Limit<IpNet>,
    /// Events of failures that one address causes: each is a row of the tenant log.
    pub events: Limit<IpNet>,
    /// Session transfer tokens for one refresh token.
    pub transfers: Limit<String>,
    /// Events that tell of one blocked address.
    pub blocks: Limit<IpNet>,
}

impl Limits {
    /// With nothing counted yet.
    pub fn new(limits: RateLimits) -> Self {
        Self {
            management: Limit::new(limits.management, SECOND),
            logins: Limit::new(limits.logins, MINUTE),
            events: Limit::new(limits.events, MINUTE),
            transfers: Limit::new(limits.transfers, MINUTE),
            blocks: Limit::new(Some(1), MINUTE),
        }
    }
}

/// One limit: so many at once, and as many again spread over the period.
#[derive(Debug)]
pub struct Limit<K>(Option<Counting<K>>);

#[derive(Debug)]
struct Counting<K> {
    most: u32,
    counted: Mutex<Counted<K>>,
}

#[derive(Debug)]
struct Counted<K> {
    budgets: Budgets<K>,
    /// Whose refusal has been told in this period.
    told: Budgets<K>,
}

/// What a caller has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub limit: u32,
    pub remaining: u32,
    /// When the next request may come.
    pub reset_at: Timestamp,
    verdict: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Allowed,
    /// The first refusal of the period.
    JustRefused,
    Refused,
}

impl Allowance {
    /// Whether the caller has to wait.
    pub fn is_used_up(&self) -> bool {
        self.verdict != Verdict::Allowed
    }

    /// Whether this is worth an event: one for each caller and period.
    pub fn is_first_refusal(&self) -> bool {
        self.verdict == Verdict::JustRefused
    }
}

impl<K: Clone + Ord + Hash> Limit<K> {
    fn new(most: Option<u32>, period: Duration) -> Self {
        Self(most.map(|most| Counting {
            most,
            counted: Mutex::new(Counted {
                budgets: Budgets::new(Rate { most, period }, ROOM),
                told: Budgets::new(Rate { most: 1, period }, ROOM),
            }),
        }))
    }

    fn spend(
        &self,
        caller: K,
        keys: impl Iterator<Item = (K, u32)>,
        now: Timestamp,
    ) -> Option<Allowance> {
        let Counting { most, counted } = self.0.as_ref()?;
        let mut counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
        let left = counted.budgets.spend(keys, now);
        let is_told = || {
            let told = counted.told.spend([(caller, 1)].into_iter(), now);
            told.is_refused
        };
        let verdict = match left.is_refused {
            false => Verdict::Allowed,
            true if is_told() => Verdict::Refused,
            true => Verdict::JustRefused,
        };
        let Left {
            remaining, next_at, ..
        } = left;
        Some(Allowance {
            limit: *most,
            remaining,
            // Tools wait until a whole second has come.
            reset_at: Timestamp::from_millis((next_at.seconds() + 1) * 1000),
            verdict,
        })
    }
}

impl Limit<String> {
    /// Counts one request of `caller`; `None` where there is no limit.
    pub fn count(&self, caller: &str, now: Timestamp) -> Option<Allowance> {
        let keys = [(caller.to_owned(), 1)].into_iter();
        self.spend(caller.to_owned(), keys, now)
    }

    /// Whether the next request of `caller` would be allowed.
    pub fn has_left(&self, caller: &str, now: Timestamp) -> bool {
        let Some(Counting { counted, .. }) = self.0.as_ref() else {
            return true;
        };
        let counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.budgets.has_left(&caller.to_owned(), now)
    }
}

impl Limit<IpNet> {
    /// Counts one request from that address in each of its networks; `None` where there is no limit.
    pub fn count(&self, ip: IpAddr, now: Timestamp) -> Option<Allowance> {
        let networks = networks_of(ip).map(|counted| (counted.network, counted.weight));
        self.spend(caller_at(ip), networks, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(1_800_000_000_000 + ms)
    }

    fn logins(most: u32) -> Limit<IpNet> {
        Limit::new(Some(most), MINUTE)
    }

    #[test]
    fn each_caller_has_its_own_and_a_refusal_is_told_once_a_period() {
        let limit: Limit<String> = Limit::new(Some(2), SECOND);
        let count = |caller: &str, ms| limit.count(caller, at(ms)).expect("there is a limit");
        let first = count("a", 100);
        assert_eq!(
            (first.limit, first.remaining, first.reset_at),
            (2, 1, at(1000))
        );
        assert!(!count("a", 100).is_used_up());
        let refused = count("a", 200);
        assert!(refused.is_used_up() && refused.is_first_refusal());
        assert_eq!(refused.remaining, 0);
        let again = count("a", 300);
        assert!(again.is_used_up() && !again.is_first_refusal());
        assert!(!count("b", 300).is_used_up());
        assert!(!count("a", 1200).is_used_up());
        let unlimited: Limit<String> = Limit::new(None, SECOND);
        assert_eq!(unlimited.count("a", at(0)), None);
    }

    #[test]
    fn ten_thousand_networks_leave_a_newcomer_its_own_budget() {
        let limit = logins(5);
        let used_up = |ip: String| {
            let ip = ip.parse().expect("an address");
            limit.count(ip, at(0)).expect("a limit").is_used_up()
        };
        for n in 0..20_000_u32 {
            let (a, b) = (n >> 16, n & 0xffff);
            assert!(!used_up(format!("2001:{a:x}:{b:x}::1")), "{n}");
        }
        for _ in 0..5 {
            assert!(!used_up("2001:db8:ffff::1".into()));
        }
        assert!(used_up("2001:db8:ffff::2".into()), "the same /64");
    }

    #[test]
    fn neighbours_have_more_than_one_and_less_than_all() {
        let limit = logins(5);
        let allowed = (0..1_000).filter(|n| {
            let ip: IpAddr = format!("2001:db8:1:{n:x}::1").parse().expect("an address");
            !limit.count(ip, at(0)).expect("a limit").is_used_up()
        });
        assert_eq!(allowed.count(), 5 * 16, "a /48");
    }
}
