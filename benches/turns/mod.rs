//! Measuring things in turns, so that whatever slows the machine down slows all of them alike.

use std::hint::black_box;
use std::time::Instant;

/// How many inputs are made before, and outputs dropped after, each measured stretch. Few enough to stay in the
/// cache, as a delivery that has just been received does.
pub(crate) const BATCH: usize = 32;

/// One turn, in nanoseconds an input.
pub(crate) fn turn<I: Clone, O>(input: &I, check: impl Fn(I) -> O) -> f64 {
    let inputs = black_box(vec![input.clone(); BATCH]);
    let mut done = Vec::with_capacity(BATCH);
    // Else the first one of those with the same body would have it brought to the cache.
    black_box(check(input.clone()));
    let start = Instant::now();
    done.extend(inputs.into_iter().map(check));
    let taken = start.elapsed();
    black_box(done);
    taken.as_nanos() as f64 / BATCH as f64
}

pub(crate) fn median(mut turns: Vec<f64>) -> f64 {
    turns.sort_by(f64::total_cmp);
    turns[turns.len() / 2]
}
