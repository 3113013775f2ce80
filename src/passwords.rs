//! Passwords: argon2id for ours, whatever it was for imported ones; hashed off the async threads, a few at a time.
//!
//! A login storm queues here, each network in its share, and is refused when the queue is long; the token endpoint does not
//! notice it.

pub mod foreign;
mod phc;
mod queue;
mod threads;

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use argon2::PasswordHasher;

use crate::domain::identifier::composed;
use crate::outside::Entropy;
use phc::{argon2id, bcrypt_cost, verify_argon2};
pub use queue::Overloaded;
use queue::{Permit, Queue};
use threads::Threads;

/// Longer passwords are refused before they are hashed.
pub const MAX_LENGTH: usize = 1024;
/// Hashes and verifies, with bounded concurrency.
#[derive(Debug, Clone)]
pub struct Passwords {
    queue: Arc<Queue>,
    threads: Threads,
}

/// Verified against when there is no such user, so that the answer takes as long. It is no password's.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm8tdXNlci1pcy1oZXJl$\
                     AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// How busy the hashing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashingLoad {
    pub running: usize,
    pub waiting: usize,
}

/// What a verification found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub matches: bool,
    /// The stored hash is of an older kind than ours: store a new one.
    pub is_outdated: bool,
}

impl Passwords {
    /// As many hashes at once as half of the cores, at least one. Fails if the system gives no thread for it.
    pub fn new(cores: usize) -> io::Result<Self> {
        let at_once = (cores / 2).max(1);
        Ok(Self {
            queue: Queue::new(at_once),
            threads: Threads::start(at_once)?,
        })
    }

    /// How many hashes run, and how many logins wait for one.
    pub fn load(&self) -> HashingLoad {
        let (running, waiting) = self.queue.load();
        HashingLoad { running, waiting }
    }

    /// Whether a request of `caller` would get no turn.
    pub fn refuses(&self, caller: Option<IpAddr>) -> bool {
        self.queue.is_full_for(caller)
    }

    /// Waits for a turn to hash at the request of `caller`. What has to be counted before a password is looked at is counted
    /// while holding it, so that waiting logins are not counted yet.
    pub async fn turn(&self, caller: Option<IpAddr>) -> Result<Turn, Overloaded> {
        let permit = self.queue.turn(caller).await?;
        Ok(Turn {
            permit: Arc::new(permit),
            threads: self.threads.clone(),
        })
    }
}

/// The right to use a core for hashing; given back when dropped.
pub struct Turn {
    permit: Arc<Permit>,
    threads: Threads,
}

impl Turn {
    /// Compares `password` with a stored hash; without one (no such user, no password) it takes as long and never matches.
    pub async fn verify(
        &self,
        password: &str,
        stored: Option<&str>,
    ) -> Result<Verdict, Overloaded> {
        let (password, exists) = (password.to_owned(), stored.is_some());
        let stored = stored.unwrap_or(DECOY).to_owned();
        let verdict = self.run(move || verify(&password, &stored)).await?;
        Ok(Verdict {
            matches: verdict.matches && exists,
            ..verdict
        })
    }

    /// An argon2id hash of `password`.
    pub async fn hash(&self, password: &str) -> Result<String, Overloaded> {
        let password = password.to_owned();
        self.run(move || hash(&password)).await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        // The work keeps the turn even if its caller has gone.
        let permit = self.permit.clone();
        let work = move || {
            let began = Instant::now();
            let done = work();
            permit.learn(began.elapsed());
            done
        };
        self.threads.run(work).await
    }
}

/// An argon2id hash (m = 19 MiB, t = 2, p = 1: OWASP's parameters). Slow: not for an async thread.
///
/// # Panics
/// Never: the parameters are constants that argon2 accepts.
pub fn hash(password: &str) -> String {
    let salt = Entropy::system().bytes::<16>();
    argon2id()
        .hash_password_with_salt(composed(password).as_bytes(), &salt)
        .expect("constant parameters are valid")
        .to_string()
}

/// Whether a stored hash is one that we can verify, and cheap enough to.
pub fn is_supported(stored: &str) -> bool {
    match foreign::is_description(stored) {
        true => foreign::is_affordable(stored),
        false => phc::is_affordable(stored),
    }
}

fn verify(password: &str, stored: &str) -> Verdict {
    if password.len() > MAX_LENGTH || !is_supported(stored) {
        return Verdict {
            matches: false,
            is_outdated: false,
        };
    }
    let matches = verify_written(password, stored);
    if !matches && foreign::is_description(stored) {
        // Many take no time at all: a wrong password must not tell whose hash comes from elsewhere.
        verify_argon2(password.as_bytes(), DECOY);
    }
    Verdict {
        matches,
        is_outdated: !stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
    }
}

/// As it was typed, and then composed: what was hashed before passwords had one form may be either.
fn verify_written(password: &str, stored: &str) -> bool {
    let is = |password: &str| match bcrypt_cost(stored) {
        _ if foreign::is_description(stored) => foreign::matches(password, stored),
        Some(_) => bcrypt::verify(password, stored).unwrap_or(false),
        None => verify_argon2(password.as_bytes(), stored),
    };
    let composed = composed(password);
    is(password) || composed != password && is(&composed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn our_own_hashes_verify_and_need_no_renewal() {
        let passwords = Passwords::new(2).unwrap().turn(None).await.unwrap();
        let stored = passwords.hash("correct-horse-battery").await.unwrap();
        let right = passwords
            .verify("correct-horse-battery", Some(&stored))
            .await
            .unwrap();
        assert_eq!(
            right,
            Verdict {
                matches: true,
                is_outdated: false
            }
        );
        assert!(
            !passwords
                .verify("wrong", Some(&stored))
                .await
                .unwrap()
                .matches
        );
        assert!(!passwords.verify("anything", None).await.unwrap().matches);
    }

    #[test]
    fn the_decoy_takes_as_long_as_a_hash_of_ours() {
        assert!(is_supported(DECOY));
        assert!(!verify("", DECOY).is_outdated);
    }

    #[tokio::test]
    async fn imported_bcrypt_hashes_verify_and_are_renewed() {
        let stored = bcrypt::hash("secret", 4).unwrap();
        let verdict = Passwords::new(1)
            .unwrap()
            .turn(None)
            .await
            .unwrap()
            .verify("secret", Some(&stored))
            .await
            .unwrap();
        assert_eq!(
            verdict,
            Verdict {
                matches: true,
                is_outdated: true
            }
        );
    }

    #[test]
    fn a_password_is_tried_as_it_was_typed_and_then_composed() {
        let (whole, pieces) = ("Passw\u{f6}rt", "Passwo\u{308}rt");
        for stored in [hash(whole), hash(pieces), bcrypt::hash(whole, 4).unwrap()] {
            for typed in [whole, pieces] {
                assert!(verify(typed, &stored).matches, "{typed:?}");
            }
        }
        let old = bcrypt::hash(pieces, 4).unwrap();
        assert!(verify(pieces, &old).matches);
        assert!(!verify(whole, &old).matches, "nothing is taken apart");
        assert!(!verify("Passwort", &hash(whole)).matches);
    }

    #[test]
    fn expensive_or_unknown_hashes_are_not_supported() {
        let bomb = bcrypt::hash("x", 4).unwrap().replace("$04$", "$31$");
        assert!(!is_supported(&bomb));
        let greedy = hash("x").replace("m=19456", "m=4194304");
        assert!(is_supported(&hash("x")) && !is_supported(&greedy));
        assert!(!is_supported("$1$abc$def"));
        assert!(!is_supported("plain"));
    }
}
