//! Turns at hashing, shared among networks: however many requests of one network wait, a request of another network comes
//! next. Each request is due at the time of a virtual clock at which its networks have had their share of the earlier
//! turns, as in weighted fair queueing; a network wider than one caller has a larger share.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ipnet::IpNet;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::domain::networks::networks_of;

/// How many requests may wait at most. Beyond that, the request that is due last is refused.
const MAX_WAITING: usize = 256;
/// Fewer may wait where that many would take longer than this, as long as turns took lately.
const EXPECTED_WAIT: Duration = Duration::from_secs(2);
/// A request that still waits after this time, because others came before it, is refused.
const LONGEST_WAIT: Duration = Duration::from_millis(2500);
/// What a hash is thought to take before there was one.
const FIRST_GUESS: Duration = Duration::from_millis(50);
/// How far one request moves a single caller on the virtual clock: the least common multiple of the weights.
const STEP: u64 = 16;

/// There is no turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Overloaded {
    #[error("too many logins are waiting to be checked")]
    Full,
    /// It did not come in time: those before it took longer than they should.
    #[error("the turn of a login did not come in time")]
    Late,
}

/// The turns.
#[derive(Debug)]
pub(super) struct Queue {
    /// As many turns as may be taken at once.
    slots: usize,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    running: usize,
    /// How long a hash takes: the mean, in which later ones weigh more.
    cost: Duration,
    /// The virtual time of the request that was admitted last.
    now: u64,
    arrivals: u64,
    /// By when they are due, and in the order in which they came.
    waiting: BTreeMap<(u64, u64), oneshot::Sender<Permit>>,
    /// When each network has had its share.
    shares: HashMap<Option<IpNet>, u64>,
}

/// A turn; given back when dropped.
#[derive(Debug)]
pub(super) struct Permit(Arc<Queue>);

impl Queue {
    pub(super) fn new(slots: usize) -> Arc<Self> {
        Self::expecting(slots, FIRST_GUESS)
    }

    /// One whose hashes are thought to take so long.
    fn expecting(slots: usize, cost: Duration) -> Arc<Self> {
        let state = State {
            running: 0,
            cost,
            now: 0,
            arrivals: 0,
            waiting: BTreeMap::new(),
            shares: HashMap::new(),
        };
        Arc::new(Self {
            slots,
            state: Mutex::new(state),
        })
    }

    /// How many turns are taken, and how many requests wait for one.
    pub(super) fn load(&self) -> (usize, usize) {
        let state = self.state();
        (state.running, state.waiting.len())
    }

    /// Whether a request of `caller` would be refused at once: what it would ask of the database is saved.
    pub(super) fn is_full_for(&self, caller: Option<IpAddr>) -> bool {
        let mut state = self.state();
        if state.running < self.slots || state.waiting.len() < state.most_waiting(self.slots) {
            return false;
        }
        state.waiting.retain(|_, turn| !turn.is_closed());
        let due = state.due(&charged(caller));
        let last = state.waiting.last_key_value();
        state.waiting.len() >= state.most_waiting(self.slots)
            && last.is_some_and(|((last, _), _)| *last <= due)
    }

    /// Waits for a turn. Requests without a known address share like one caller.
    pub(super) async fn turn(
        self: &Arc<Self>,
        caller: Option<IpAddr>,
    ) -> Result<Permit, Overloaded> {
        let turn = {
            let mut state = self.state();
            let due = state.charge(caller);
            if state.running < self.slots {
                state.running += 1;
                return Ok(Permit(self.clone()));
            }
            let most = state.most_waiting(self.slots);
            state.wait(due, most)?
        };
        // Where it was sent just now, it is dropped, and the next one has it.
        let turn = timeout(LONGEST_WAIT, turn).await;
        turn.map_err(|_| Overloaded::Late)?
            .map_err(|_| Overloaded::Full)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The networks to which a request of `caller` is charged, and how much.
fn charged(caller: Option<IpAddr>) -> Vec<(Option<IpNet>, u64)> {
    let unknown = caller.is_none().then_some((None, STEP));
    let known = caller.into_iter().flat_map(networks_of);
    known
        .map(|c| (Some(c.network), STEP / u64::from(c.weight)))
        .chain(unknown)
        .collect()
}

impl State {
    /// When a request of `caller` is due; its networks are charged for it.
    fn charge(&mut self, caller: Option<IpAddr>) -> u64 {
        let charged = charged(caller);
        let due = self.due(&charged);
        for (network, step) in charged {
            let share = self.shares.entry(network).or_default();
            *share = (*share).max(self.now) + step;
        }
        due
    }

    /// When one that is charged to these networks is due.
    fn due(&self, charged: &[(Option<IpNet>, u64)]) -> u64 {
        let share = |network| self.shares.get(network).copied().unwrap_or(0).max(self.now);
        let due = charged.iter().map(|(network, _)| share(network)).max();
        due.unwrap_or(self.now)
    }

    /// So many that the last of them waits no longer than [`EXPECTED_WAIT`].
    fn most_waiting(&self, slots: usize) -> usize {
        let turns = EXPECTED_WAIT.as_micros() / self.cost.as_micros().max(1);
        let turns = usize::try_from(turns).unwrap_or(usize::MAX);
        turns.saturating_mul(slots).clamp(1, MAX_WAITING)
    }

    /// A hash took so long.
    fn learn(&mut self, took: Duration) {
        self.cost = (self.cost * 7 + took) / 8;
    }

    fn wait(&mut self, due: u64, most: usize) -> Result<oneshot::Receiver<Permit>, Overloaded> {
        if self.waiting.len() >= most {
            self.waiting.retain(|_, turn| !turn.is_closed());
        }
        if self.waiting.len() >= most {
            let last = self.waiting.last_entry();
            match last.filter(|last| last.key().0 > due) {
                Some(last) => drop(last.remove()),
                None => return Err(Overloaded::Full),
            }
        }
        let (sender, receiver) = oneshot::channel();
        self.arrivals += 1;
        self.waiting.insert((due, self.arrivals), sender);
        Ok(receiver)
    }

    /// The request that comes next: of those that still wait, the one that is due first. `None` if the turn is free.
    fn next(&mut self) -> Option<oneshot::Sender<Permit>> {
        while let Some(((due, _), turn)) = self.waiting.pop_first() {
            if !turn.is_closed() {
                self.now = self.now.max(due);
                if self.shares.len() > 4 * MAX_WAITING {
                    let now = self.now;
                    self.shares.retain(|_, share| *share > now);
                }
                return Some(turn);
            }
        }
        self.running -= 1;
        if self.running == 0 {
            self.shares.clear();
        }
        None
    }
}

impl Permit {
    /// Tells how long a hash took.
    pub(super) fn learn(&self, took: Duration) {
        self.0.state().learn(took);
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let next = self.0.state().next();
        if let Some(turn) = next {
            // Unless it has just gone: then this permit is dropped, and the one after it comes.
            drop(turn.send(Self(self.0.clone())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    /// Has requests wait in this order and gives the order in which they had their turns; `None` for those pushed out.
    async fn served(callers: &[Option<IpAddr>]) -> (Vec<usize>, Vec<usize>) {
        let queue = Queue::expecting(1, Duration::from_millis(1));
        let first = queue.turn(None).await.unwrap();
        let order = Arc::new(Mutex::new(vec![]));
        let mut waiting = vec![];
        for (number, caller) in callers.iter().enumerate() {
            let (turns, order, caller) = (queue.clone(), order.clone(), *caller);
            let before = queue.load().1;
            waiting.push(tokio::spawn(async move {
                let permit = turns.turn(caller).await;
                if permit.is_ok() {
                    order.lock().unwrap().push(number);
                }
                permit.is_ok()
            }));
            if before < MAX_WAITING {
                while queue.load().1 == before {
                    tokio::task::yield_now().await;
                }
            } else {
                tokio::task::yield_now().await;
            }
        }
        drop(first);
        let mut refused = vec![];
        for (number, one) in waiting.into_iter().enumerate() {
            if !one.await.unwrap() {
                refused.push(number);
            }
        }
        assert_eq!(queue.load(), (0, 0));
        let order = order.lock().unwrap().clone();
        (order, refused)
    }

    #[tokio::test]
    async fn a_newcomer_comes_before_a_crowd_of_one_address() {
        let mut callers = vec![ip("198.51.100.1"); 20];
        callers.push(ip("203.0.113.9"));
        let (order, refused) = served(&callers).await;
        assert!(refused.is_empty());
        assert_eq!(order[..3], [0, 20, 1], "{order:?}");
    }

    #[tokio::test]
    async fn a_crowd_of_neighbours_has_a_larger_share_and_not_all() {
        let neighbours = (0..64).map(|n| ip(&format!("2001:db8:0:{n:x}::1")));
        let mut callers: Vec<_> = neighbours.collect();
        callers.push(ip("2001:db8:ffff::1"));
        let (order, _) = served(&callers).await;
        let newcomer = order.iter().position(|n| *n == 64).unwrap();
        assert!(newcomer < 8, "{order:?}");
    }

    #[tokio::test]
    async fn a_full_queue_turns_away_whom_it_would_serve_last() {
        let mut callers = vec![ip("198.51.100.1"); MAX_WAITING + 44];
        callers.push(ip("203.0.113.9"));
        let (order, refused) = served(&callers).await;
        assert_eq!(order[1], MAX_WAITING + 44);
        assert_eq!(refused.len(), 45);
        assert!(refused.iter().all(|n| *n >= MAX_WAITING - 1), "{refused:?}");
    }

    #[tokio::test]
    async fn who_goes_away_is_passed_over() {
        let queue = Queue::new(1);
        let first = queue.turn(None).await.unwrap();
        let gone = tokio::spawn({
            let queue = queue.clone();
            async move { queue.turn(ip("198.51.100.1")).await.map(drop) }
        });
        while queue.load().1 == 0 {
            tokio::task::yield_now().await;
        }
        gone.abort();
        assert!(gone.await.unwrap_err().is_cancelled());
        drop(first);
        assert_eq!(queue.load(), (0, 0));
        queue.turn(None).await.unwrap();
    }

    #[tokio::test]
    async fn as_many_wait_as_have_their_turn_in_time() {
        let queue = Queue::expecting(2, Duration::from_millis(500));
        let running = [queue.turn(None).await, queue.turn(None).await];
        let waits = |n: u8| {
            let queue = queue.clone();
            tokio::spawn(async move { queue.turn(ip(&format!("203.0.{n}.9"))).await.is_ok() })
        };
        let waiting: Vec<_> = (0..8).map(waits).collect();
        assert!(!queue.is_full_for(ip("203.0.8.9")));
        while queue.load().1 < 8 {
            tokio::task::yield_now().await;
        }
        // All are due at once, and who came last goes: eight turns of 500 ms, two at a time, are two seconds.
        assert!(queue.is_full_for(ip("203.0.8.9")));
        assert!(!waits(8).await.unwrap());
        drop(running);
        for one in waiting {
            assert!(one.await.unwrap());
        }
        let mut state = queue.state();
        let before = state.most_waiting(2);
        state.learn(Duration::from_secs(4));
        assert!(state.most_waiting(2) < before);
        state.learn(Duration::from_secs(60));
        assert_eq!(state.most_waiting(2), 1);
    }
}
