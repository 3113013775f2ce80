//! Random choices of a test, the same for the same seed.

use super::seed::seed;

/// SplitMix64: small, and the same for ever.
pub struct Random(pub u64);

impl Random {
    /// With the seed of this run.
    pub fn of_run() -> Self {
        Self(seed())
    }

    /// A number from zero to `limit`, which is not among them.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit).expect("small");
        usize::try_from((z ^ (z >> 31)) % limit).expect("small")
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}
