//! A limit on failures.

use std::fmt;
use std::net::IpAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::{Quota, RateLimiter};
use lru::LruCache;
use time::{Duration, OffsetDateTime};

use super::{Condition, Networks, Origin};
use crate::connection::Source;
use crate::error::{Error, KeyError};

/// That a source did not fail too often: one that did is answered `429` with `Retry-After`, by its head, until it may
/// try again.
///
/// A source is an address of IPv4, also where a translator wrote it as one of IPv6 (`64:ff9b::/96`), or a `/64` of IPv6,
/// as [`Origin::address`] has it. A failure is a delivery whose credentials were refused and that no key of the sender
/// made: without them, malformed, or of another key or body. What is genuine but stale, early or under a retired key is
/// none, and neither is what another condition refused, a key that could not be fetched, or a payload that does not fit.
///
/// # The genuine sender
///
/// A limit by address must not lock out a sender whose address others have too. So:
///
/// - **A source of which a genuine delivery came within the last week is never limited**, whatever fails from there.
///   Nobody but who can make a genuine delivery, or repeat one within its tolerance, puts a source among those, and
///   failures of others cannot push one out.
/// - Sources in [exempted](Self::exempt) networks are never limited. Name the sender's there where it publishes them.
/// - While a secret changes over and the receiver does not have the new one yet, all that the sender signs with it
///   fails. Its source stays unlimited as long as it was genuine within the week, and the first delivery after the new
///   secret is in place is accepted.
///
/// What is left: a sender that was **not genuine from this source within the week**, because it is new, comes from
/// another address, or the process was just started, shares the limit with everybody at that address. It is limited
/// only once there were that many failures, its own or others'; it is told when to try again; whenever the limit
/// replenishes, one more delivery is looked at, and the first genuine one that gets through frees the source. Whoever
/// fails at the same address all the time can delay that for as long as they keep on.
///
/// Behind a proxy that is not [named](crate::Verifier::behind), everybody has the proxy's address.
///
/// # Bounds
///
/// Ten thousand sources that failed are kept, and as many that were genuine; each takes some 100 bytes. What was used
/// least recently is forgotten first, so whoever fails from more sources than that is not limited. The limit is there to
/// keep noise away from the log and the processor; it proves nothing, and no secret gets safer by it.
///
/// Clones share what they count, so one limit can be for several verifiers. Time is that of the
/// [arrival](crate::Head::received_at) of deliveries.
///
/// ```
/// use countersign::condition::FailureLimit;
/// use countersign::providers::GitHub;
/// use countersign::{Connection, Delivery, Verifier};
/// use time::Duration;
/// use time::macros::datetime;
///
/// // Twenty at once, and twenty a minute.
/// let limit = FailureLimit::of(20, Duration::minutes(1))?.exempt(["192.30.252.0/22"])?;
/// let github = Verifier::<GitHub>::new("It's a Secret to Everybody")?.requires(limit);
///
/// let now = datetime!(2026-11-22 12:00 UTC);
/// let forged = http::Request::post("/github").body("{}")?;
/// let peer = std::net::IpAddr::from([203, 0, 113, 9]);
/// let forged = Delivery::from_request(forged, now).over(Connection::from(peer));
/// for _ in 0..20 {
///     assert_eq!(github.verify(forged.clone()).unwrap_err().status(), 401);
/// }
/// let refusal = github.verify(forged).unwrap_err();
/// assert_eq!(refusal.status(), 429);
/// assert_eq!(refusal.retry_after(), Some(Duration::seconds(3)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct FailureLimit {
    exempt: Option<Networks>,
    genuine: Arc<Mutex<LruCache<Source, OffsetDateTime>>>,
    limiter: Arc<RateLimiter<Ask, Failures, Arrivals, NoOpMiddleware<Nanos>>>,
}

impl FailureLimit {
    /// So many failures at once; and as many more in every such time, one after the other.
    ///
    /// # Errors
    ///
    /// If the number is zero, or the time is not between a millisecond for each failure and a day.
    pub fn of(failures: u32, within: Duration) -> Result<Self, KeyError> {
        let failures = NonZeroU32::new(failures).ok_or(KeyError::Limit)?;
        if within < Duration::milliseconds(failures.get().into()) || within > Duration::DAY {
            return Err(KeyError::Limit);
        }
        let one_in = within.unsigned_abs() / failures.get();
        let quota = Quota::with_period(one_in).ok_or(KeyError::Limit)?.allow_burst(failures);
        let arrivals = Arrivals::default();
        let failures = Failures {
            kept: Mutex::new(LruCache::new(SOURCES)),
            arrivals: arrivals.clone(),
            within: within.unsigned_abs().into(),
        };
        Ok(Self {
            exempt: None,
            genuine: Arc::new(Mutex::new(LruCache::new(SOURCES))),
            limiter: Arc::new(RateLimiter::new(quota, failures, arrivals)),
        })
    }

    /// Without a limit on sources in these networks.
    ///
    /// # Errors
    ///
    /// As [`Networks::of`].
    pub fn exempt<T: AsRef<str>>(self, networks: impl IntoIterator<Item = T>) -> Result<Self, KeyError> {
        Ok(Self { exempt: Some(Networks::of(networks)?), ..self })
    }

    /// Whether a source is never limited.
    fn is_free(&self, address: IpAddr, at: OffsetDateTime) -> bool {
        let is_exempt = self.exempt.as_ref().is_some_and(|networks| networks.contains(address));
        let is_recent = |genuine: &OffsetDateTime| (at - *genuine).abs() < Duration::WEEK;
        is_exempt || lock(&self.genuine).get(&Source::of(address)).is_some_and(is_recent)
    }

    /// Asks the limiter, as of the latest arrival, and tells it of a failure if it `counts`.
    fn ask(&self, address: IpAddr, counts: bool) -> Result<(), Error> {
        let clock = self.limiter.clock();
        let asked = self.limiter.check_key(&Ask { source: Source::of(address), counts });
        asked.map_err(|until| {
            let wait = until.wait_time_from(clock.now());
            let retry_after = Duration::seconds(wait.as_secs_f64().ceil() as i64);
            Error::TooManyFailures { retry_after }
        })
    }
}

impl Condition for FailureLimit {
    fn check(&self, origin: &Origin<'_>) -> Result<(), Error> {
        let (address, at) = (origin.address()?, origin.head().received_at);
        self.limiter.clock().set(at);
        if self.is_free(address, at) { Ok(()) } else { self.ask(address, false) }
    }

    fn settled(&self, origin: &Origin<'_>, outcome: Result<(), Error>) {
        // It met this condition, so it has an address.
        let Ok(address) = origin.address() else { return };
        let at = origin.head().received_at;
        match outcome {
            Ok(()) => {
                lock(&self.genuine).put(Source::of(address), at);
            }
            Err(error) if is_failure(error) && !self.is_free(address, at) => {
                // That there were enough of them is said to the next one. It counts as of the latest arrival and not of its
                // own: its body may have come long after its head, and what failed since is not forgotten for it.
                let _ = self.ask(address, true);
            }
            Err(_) => {}
        }
    }
}

/// Whether a delivery is refused that no key of the sender made.
const fn is_failure(error: Error) -> bool {
    match error {
        Error::Handshake
        | Error::Malformed(_)
        | Error::Milliseconds
        | Error::Mismatch
        | Error::Missing(_)
        | Error::Repeated(_)
        | Error::UnknownKey => true,
        Error::Early { .. }
        | Error::NotConfigured(_)
        | Error::RetiredKey
        | Error::Stale { .. }
        | Error::TooManyFailures { .. }
        | Error::Undetermined { .. }
        | Error::Unknown(_)
        | Error::Unmet(_) => false,
    }
}

/// Counts no failures.
impl fmt::Debug for FailureLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FailureLimit").field("exempt", &self.exempt).finish_non_exhaustive()
    }
}

/// How many sources are kept of either kind.
const SOURCES: NonZeroUsize = NonZeroUsize::new(10_000).unwrap();

/// A question to the limiter.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Ask {
    source: Source,
    /// Whether there was a failure, and not only the question whether there may be one.
    counts: bool,
}

/// What the limiter keeps of sources that failed.
struct Failures {
    kept: Mutex<LruCache<Source, Nanos>>,
    arrivals: Arrivals,
    /// How far ahead of its arrival a failure weighs at most.
    within: Nanos,
}

impl StateStore for Failures {
    type Key = Ask;

    fn measure_and_replace<T, F, E>(&self, ask: &Ask, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut kept = lock(&self.kept);
        // One further ahead was kept when the clock was wrong.
        let latest = self.arrivals.now() + self.within;
        let failed = kept.get(&ask.source).copied().filter(|failed| *failed <= latest);
        let (outcome, next) = measure(failed)?;
        if ask.counts {
            kept.put(ask.source, next);
        }
        Ok(outcome)
    }
}

/// A clock that shows when the latest delivery arrived, in nanoseconds since 1970.
#[derive(Clone, Default)]
struct Arrivals(Arc<AtomicU64>);

impl Arrivals {
    fn set(&self, to: OffsetDateTime) {
        let nanoseconds = u64::try_from(to.unix_timestamp_nanos().max(0)).unwrap_or(u64::MAX / 2);
        self.0.store(nanoseconds, Ordering::Relaxed);
    }
}

impl Clock for Arrivals {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.load(Ordering::Relaxed).into()
    }
}

/// No invariant spans the entries, so a panic elsewhere left none of them half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
