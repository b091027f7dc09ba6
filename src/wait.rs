//! How long something is waited for.

use time::Duration;

/// A duration that everything can count with: never negative, and a century at most.
pub(crate) fn lasting(duration: Duration) -> std::time::Duration {
    const CENTURY: Duration = Duration::days(36_525);
    duration.clamp(Duration::ZERO, CENTURY).unsigned_abs()
}
