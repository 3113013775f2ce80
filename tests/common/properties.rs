//! How property tests choose their cases.

#[path = "seed.rs"]
pub mod seed;

use proptest::test_runner::{Config, RngSeed};

/// Cases by the seed of this run, which the test prints.
pub fn seeded() -> Config {
    Config {
        rng_seed: RngSeed::Fixed(seed::seed()),
        // The printed seed repeats the cases: no file is written.
        failure_persistence: None,
        ..Config::default()
    }
}
