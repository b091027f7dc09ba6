//! Numbers that a seed determines: SplitMix64.

use std::env;
use std::hash::{BuildHasher as _, RandomState};

#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// One of the numbers below the end.
    pub(crate) const fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// A new seed, or the one that is asked for.
pub(crate) fn seed() -> u64 {
    match env::var("COUNTERSIGN_CRASH_SEED") {
        Ok(seed) => seed.parse().expect("a number for a seed"),
        Err(_) => RandomState::new().hash_one(()),
    }
}
