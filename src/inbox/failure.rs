//! What a handler has to say when it fails.

use std::error::Error as StdError;
use std::fmt;

use time::Duration;

/// Why a handler failed, and what is to become of its item.
///
/// Every error becomes one by `?`, and is tried again after the worker's [`backoff`](super::Worker::backoff) until
/// the worker's [`attempts`](super::Worker::attempts) are used up. A handler that knows better says so. It need not
/// give this type: any error will do that a boxed one can be made of, those of `anyhow` too.
///
/// ```
/// use countersign::inbox::{Failure, Job};
/// use countersign::providers::GitHub;
/// use countersign::Raw;
/// use time::Duration;
///
/// # async fn call(_: &[u8]) -> Result<http::Response<()>, std::io::Error> { Ok(http::Response::default()) }
/// async fn forward(job: Job<Raw<GitHub>>) -> Result<(), Failure> {
///     // Tried again, as any error.
///     let answer = call(job.body()).await?;
///     // Where no attempt will do, there is none.
///     let text = str::from_utf8(job.body()).map_err(Failure::give_up)?;
///     println!("{} bytes of text", text.len());
///     match answer.status().as_u16() {
///         200..=299 => Ok(()),
///         410 => Err(Failure::give_up("nobody is there any longer")),
///         // As its `Retry-After` says.
///         429 => Err(Failure::again_after(Duration::minutes(2), "too many at once")),
///         status => Err(format!("it was answered {status}").into()),
///     }
/// }
/// ```
///
/// It is no [`Error`](StdError) itself, so that every error can become one.
#[derive(Debug)]
pub struct Failure {
    error: Box<dyn StdError + Send + Sync>,
    then: Then,
}

/// What is to become of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// It is tried again, so much later at the earliest.
    Again(Duration),
    GiveUp,
}

impl Failure {
    /// Has the item given up at once, however many attempts it has left. It stays, [dead](super::State::Dead), until
    /// it is replayed or discarded.
    #[must_use]
    pub fn give_up(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { error: error.into(), then: Then::GiveUp }
    }

    /// Has the item tried again so much later at the earliest, and later than that where the worker waits for longer
    /// anyway: for a service that said when to come again. The attempt counts. What has the same order waits too.
    #[must_use]
    pub fn again_after(after: Duration, error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { error: error.into(), then: Then::Again(after) }
    }

    /// What went wrong.
    #[must_use]
    pub fn error(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &*self.error
    }

    /// Whether the item is given up at once.
    #[must_use]
    pub const fn gives_up(&self) -> bool {
        matches!(self.then, Then::GiveUp)
    }

    pub(super) const fn then(&self) -> Then {
        self.then
    }
}

impl<E: Into<Box<dyn StdError + Send + Sync>>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::again_after(Duration::ZERO, error)
    }
}

/// The error's text.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}
