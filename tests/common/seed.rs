//! The seed of a test's random choices: `TEST_SEED=<number> cargo test …` makes the same ones again.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::LazyLock;

/// One for all tests of a run.
static SEED: LazyLock<u64> =
    LazyLock::new(|| given().unwrap_or_else(|| RandomState::new().hash_one(())));

/// The seed of this run, new unless it is given. The test that asks prints it, and `cargo test` shows it if the test fails.
pub fn seed() -> u64 {
    println!("TEST_SEED={}", *SEED);
    *SEED
}

/// The seed that the environment names.
///
/// # Panics
/// If it is no number.
#[expect(
    clippy::disallowed_methods,
    reason = "read by tests; the program has no such setting"
)]
pub fn given() -> Option<u64> {
    let value = std::env::var("TEST_SEED").ok()?;
    Some(value.parse().expect("TEST_SEED is a number"))
}
