//! What the stores that have to be asked have in common.

use std::error::Error as StdError;
use std::future::Future;

use time::Duration;
use tokio::time::{Instant, timeout_at};

use super::{KEEP, LEASE, StoreError};
use crate::wait::lasting;

/// How long a store may take for an answer, unless it says otherwise: five seconds. Some providers wait no longer
/// for their own, Ghost and Zalo only two: let it be less where theirs are received.
pub const TIMEOUT: Duration = Duration::seconds(5);

/// The times of a store.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    pub(super) lease: Duration,
    pub(super) keep: Duration,
    pub(super) timeout: Duration,
}

impl Times {
    pub(super) const DEFAULT: Self = Self { lease: LEASE, keep: KEEP, timeout: TIMEOUT };

    /// When a call that begins now has to be answered.
    pub(super) fn deadline(self) -> Instant {
        deadline(self.timeout)
    }
}

/// When what begins now has to be over.
pub(crate) fn deadline(timeout: Duration) -> Instant {
    Instant::now() + lasting(timeout)
}

/// What a store answers up to the deadline.
pub(crate) async fn answer<T, E>(
    deadline: Instant,
    call: impl Future<Output = Result<T, E>>,
) -> Result<T, StoreError>
where
    E: StdError + Send + Sync + 'static,
{
    timeout_at(deadline, call).await.map_err(StoreError::new)?.map_err(StoreError::new)
}

/// The setters of a store's `times`.
macro_rules! times {
    () => {
        /// With another time for which claims hold than [`LEASE`](crate::replay::LEASE).
        #[must_use]
        pub fn lease(mut self, lease: Duration) -> Self {
            self.times.lease = lease;
            self
        }

        /// With another time for which it remembers what was done than [`KEEP`](crate::replay::KEEP).
        #[must_use]
        pub fn keep(mut self, keep: Duration) -> Self {
            self.times.keep = keep;
            self
        }

        /// With another time for which it waits for an answer than [`TIMEOUT`](crate::replay::TIMEOUT).
        #[must_use]
        pub fn timeout(mut self, timeout: Duration) -> Self {
            self.times.timeout = timeout;
            self
        }
    };
}
pub(super) use times;
