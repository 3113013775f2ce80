//! Rate limits: how often one caller may ask in a window of time.
//!
//! Each process counts for itself, so several behind one balancer allow several times as much. They go by the machine's
//! clock and not by the request's, which a test may have stopped: they protect the process, and tell tools how long to wait.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use crate::domain::settings::RateLimits;
use crate::domain::time::Timestamp;

/// Callers that are counted one by one; all beyond them share one count.
const MAX_CALLERS: usize = 10_000;

/// Every limit.
#[derive(Debug)]
pub struct Limits {
    /// Calls of one client to the Management API.
    pub management: Limit,
    /// Logins that one address begins: each is a row of the store before anybody has said who they are.
    pub logins: Limit,
}

impl Limits {
    /// With nobody counted yet.
    pub fn new(limits: RateLimits) -> Self {
        Self {
            management: Limit::new(limits.management, 1),
            logins: Limit::new(limits.logins, 60),
        }
    }
}

/// One limit: so many in each window of a clock, which begins anew for everybody at once.
#[derive(Debug)]
pub struct Limit {
    most: Option<u32>,
    seconds: i64,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    window: i64,
    callers: HashMap<String, u32>,
}

/// What a caller has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub limit: u32,
    pub remaining: u32,
    /// When the next window begins.
    pub reset_at: Timestamp,
    verdict: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Allowed,
    /// The first refusal of the window.
    JustRefused,
    Refused,
}

impl Allowance {
    /// Whether the caller has to wait.
    pub fn is_used_up(&self) -> bool {
        self.verdict != Verdict::Allowed
    }

    /// Whether this is worth an event: one for each caller and window.
    pub fn is_first_refusal(&self) -> bool {
        self.verdict == Verdict::JustRefused
    }
}

impl Limit {
    fn new(most: Option<u32>, seconds: i64) -> Self {
        Self {
            most,
            seconds,
            counts: Mutex::default(),
        }
    }

    /// Counts one request of `caller`; `None` where there is no limit.
    pub fn count(&self, caller: &str, now: Timestamp) -> Option<Allowance> {
        let limit = self.most?;
        let window = now.seconds().div_euclid(self.seconds);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.window != window {
            counts.callers.clear();
            counts.window = window;
        }
        let is_full = counts.callers.len() >= MAX_CALLERS;
        let caller = if is_full && !counts.callers.contains_key(caller) {
            ""
        } else {
            caller
        };
        let count = match counts.callers.get_mut(caller) {
            Some(count) => count,
            None => counts.callers.entry(caller.to_owned()).or_default(),
        };
        *count = count.saturating_add(1);
        let over = count.saturating_sub(limit);
        Some(Allowance {
            limit,
            remaining: limit.saturating_sub(*count),
            reset_at: Timestamp::from_millis((window + 1) * self.seconds * 1000),
            verdict: match over {
                0 => Verdict::Allowed,
                1 => Verdict::JustRefused,
                _ => Verdict::Refused,
            },
        })
    }
}

/// Under which name an address is counted: those of one IPv6 network are one caller's.
pub fn caller_at(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(1_800_000_000_000 + ms)
    }

    #[test]
    fn each_caller_has_its_own_and_a_new_window_begins_anew() {
        let limit = Limit::new(Some(2), 1);
        let count = |caller, ms| limit.count(caller, at(ms)).expect("there is a limit");
        let first = count("a", 100);
        assert_eq!(
            (first.limit, first.remaining, first.reset_at),
            (2, 1, at(1000))
        );
        assert!(!count("a", 200).is_used_up());
        let refused = count("a", 999);
        assert!(refused.is_used_up() && refused.is_first_refusal());
        assert_eq!(refused.remaining, 0);
        let again = count("a", 999);
        assert!(again.is_used_up() && !again.is_first_refusal());
        assert!(!count("b", 999).is_used_up());
        assert!(!count("a", 1000).is_used_up());
        assert_eq!(Limit::new(None, 1).count("a", at(0)), None);
    }

    #[test]
    fn a_crowd_is_counted_as_one() {
        let limit = Limit::new(Some(5), 60);
        for n in 0..MAX_CALLERS + 100 {
            limit.count(&n.to_string(), at(0));
        }
        assert!(limit.counts.lock().expect("nobody panics").callers.len() <= MAX_CALLERS + 1);
        assert!(limit.count("late", at(0)).expect("a limit").is_used_up());
        assert!(!limit.count("0", at(0)).expect("a limit").is_used_up());
    }

    #[test]
    fn an_ipv6_network_is_one_caller() {
        let name = |ip: &str| caller_at(ip.parse().expect("an address"));
        assert_eq!(name("2001:db8::1"), name("2001:db8::2:3"));
        assert_ne!(name("2001:db8::1"), name("2001:db8:0:1::1"));
        assert_ne!(name("192.0.2.1"), name("192.0.2.2"));
    }
}
