//! Keys that are fetched while deliveries come in.
//!
//! Senders that sign with private keys publish the public ones: as certificates at a URL that each delivery
//! says, as a set of JSON Web Keys, one by one in an API. A verifier made with
//! [`fetching`](crate::Verifier::fetching) gets them from a [`KeySource`] and keeps them. Over HTTPS that is
//! [`Https`], with the feature `https`.
//!
//! The check itself stays as it is. It says which key it [lacks](crate::Pending::lacks); the adapters have that
//! [fetched](crate::Verifier::fetch) before they go on.
//!
//! ```no_run
//! use countersign::Verifier;
//! use countersign::fetch::Https;
//! use countersign::providers::AmazonSns;
//!
//! # #[cfg(feature = "https")]
//! let sns = Verifier::<AmazonSns>::fetching(Https::new());
//! ```
//!
//! # What a stranger can cause
//!
//! Nothing is fetched but what fits the scheme's own [pattern](crate::Published). Of the keys that are not there, one
//! is fetched at a time, and after a fetch that failed, that did not have the key, or that took the last room, there is
//! no other one for the [`COOL_DOWN`]. A key that is there is fetched again by itself, whatever becomes of the others;
//! it is used meanwhile, and after a fetch in vain it has a pause of its own. At most [`MAX_KEYS`] are kept, and those
//! that proved a delivery go last. A delivery whose key could not be had is neither accepted nor refused: it is
//! [undetermined](crate::Error::Undetermined), a `503` with `Retry-After`. Keys that are
//! [preloaded](crate::Verifier::preload) do not depend on any of this.

#[cfg(feature = "https")]
mod https;
#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
mod in_vain;
mod place;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use time::{Duration, OffsetDateTime};
use tokio::sync::Mutex;

#[cfg(feature = "https")]
#[cfg_attr(docsrs, doc(cfg(feature = "https")))]
pub use self::https::{Https, HttpsError};
#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
pub(crate) use self::in_vain::InVain;
use crate::check::Core;
#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
use crate::connection::Source;
use crate::delivery::{Delivery, Head};
use crate::error::{Error, KeyError};
use crate::event::Raw;
use crate::keys::Entry;
use crate::presented::Presented;
use crate::published::Published;
use crate::refusal::Refusal;
use crate::scheme::{Provider, Scheme};
use crate::secret::Secret;
use crate::verified::{Proof, Verified};
use crate::verifier::{AnyProvider, Pending, Verifier};

/// How long nothing is fetched after a fetch that failed, that did not have the key, or that took the last room.
pub const COOL_DOWN: Duration = Duration::seconds(30);

/// How many fetched keys a verifier keeps. Beyond that, those that proved no delivery go first, and of these, as of the
/// others, those fetched first.
pub const MAX_KEYS: usize = 64;

/// After how long a key is fetched again. Where that fails it is kept, until [`MAX_AGE`].
pub const REFRESH: Duration = Duration::HOUR;

/// How old a fetched key may get.
pub const MAX_AGE: Duration = Duration::DAY;

/// Where a verifier's keys come from.
///
/// A closure is one: it takes the [`WantedKey`] and returns a future with the text of the key, in any of the
/// forms in which a key can be [configured](crate::KeyForm::PublicKey); for senders that publish a set of JSON
/// Web Keys, with the whole set.
///
/// ```
/// use countersign::Verifier;
/// use countersign::fetch::{FetchError, WantedKey};
/// use countersign::providers::GitHub;
/// # #[cfg(all(feature = "jwt", feature = "ecdsa"))]
/// use countersign::providers::Plaid;
///
/// async fn ask_plaid(wanted: WantedKey) -> Result<String, FetchError> {
///     // POST /webhook_verification_key/get with the client's id and secret, and `wanted.name()`.
///     # Err(FetchError::Failed)
/// }
///
/// # #[cfg(all(feature = "jwt", feature = "ecdsa"))]
/// let plaid = Verifier::<Plaid>::fetching(ask_plaid);
/// ```
pub trait KeySource: Send + Sync + 'static {
    /// Fetches a key, in bounded time and memory.
    fn fetch<'a>(&'a self, wanted: &'a WantedKey) -> Fetching<'a, String>;

    /// Follows a link, for [`confirm_subscriptions`](crate::Verifier::confirm_subscriptions). Sources do not
    /// unless they say how.
    fn follow<'a>(&'a self, _url: &'a str) -> Fetching<'a, ()> {
        Box::pin(async { Err(FetchError::Failed) })
    }
}

/// What a [`KeySource`] is waited for.
pub type Fetching<'a, T> = Pin<Box<dyn Future<Output = Result<T, FetchError>> + Send + 'a>>;

impl<F, Fetched> KeySource for F
where
    F: Fn(WantedKey) -> Fetched + Send + Sync + 'static,
    Fetched: Future<Output = Result<String, FetchError>> + Send + 'static,
{
    fn fetch<'a>(&'a self, wanted: &'a WantedKey) -> Fetching<'a, String> {
        Box::pin(self(wanted.clone()))
    }
}

/// Why a key was not fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// It could not be asked for, or not in time.
    #[error("the key could not be fetched")]
    Failed,
    /// It was asked for, and there is none of this name.
    #[error("there is no such key")]
    NotThere,
}

/// A key that a verifier lacks.
#[derive(Debug, Clone)]
pub struct WantedKey {
    scheme: &'static Scheme,
    name: Box<str>,
    url: Option<Box<str>>,
    at: OffsetDateTime,
}

impl WantedKey {
    /// The name of the scheme in the catalogue.
    #[must_use]
    pub const fn provider(&self) -> &'static str {
        self.scheme.name
    }

    /// What the delivery calls the key: an id, a serial number, or the URL at which it is. Empty where keys
    /// have no names. It was not verified, but is at most 256 visible characters.
    #[must_use]
    pub const fn name(&self) -> &str {
        &self.name
    }

    /// Where the key is, if the scheme says so: always a URL that is the sender's.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

/// Where fetched keys come from.
pub(crate) struct Supply {
    source: Box<dyn KeySource>,
    /// Of the keys that are not there.
    pause: Brake,
}

/// Held during a fetch, so that there is one at a time. What is in it is over when the cool-down is.
type Brake = Mutex<Option<Pause>>;

/// A time in which nothing is fetched.
struct Pause {
    since: OffsetDateTime,
    name: Box<str>,
    why: FetchError,
}

impl Pause {
    fn of(wanted: &WantedKey, why: FetchError) -> Self {
        Self { since: wanted.at, name: wanted.name.clone(), why }
    }

    /// Why a key is not to be had: the one that was not fetched, or another one.
    fn why(&self, wanted: &WantedKey) -> FetchError {
        if self.name == wanted.name { self.why } else { FetchError::Failed }
    }

    /// How long it lasts still, also where the clock was set back.
    fn rest(&self, now: OffsetDateTime) -> Option<Duration> {
        let passed = (now - self.since).abs();
        (passed < COOL_DOWN).then(|| COOL_DOWN - passed)
    }
}

/// What a fetched or preloaded key is called, and how old it is.
#[derive(Clone)]
pub(crate) struct Named {
    name: Box<str>,
    /// Nothing for those that were preloaded.
    fetch: Option<Arc<Fetch>>,
}

/// One fetch, which brought a key or a set of them.
struct Fetch {
    at: OffsetDateTime,
    /// Whether one of them proved a delivery.
    has_proven: AtomicBool,
    /// Of what is there.
    pause: Brake,
}

impl Named {
    /// Whether it is the one wanted, and not too old.
    pub(crate) fn is(&self, wanted: &WantedKey) -> bool {
        self.name == wanted.name && self.age(wanted.at) <= MAX_AGE
    }

    /// Notes that it proved a delivery, so that it is kept before others.
    pub(crate) fn note_proof(&self) {
        if let Some(fetch) = &self.fetch
            && !fetch.has_proven.load(Ordering::Relaxed)
        {
            fetch.has_proven.store(true, Ordering::Relaxed);
        }
    }

    fn age(&self, at: OffsetDateTime) -> Duration {
        self.fetch.as_ref().map_or(Duration::ZERO, |fetch| at - fetch.at)
    }
}

impl<P: Provider> Verifier<P> {
    /// A verifier whose keys are fetched from where the provider publishes them.
    ///
    /// [`or`](Self::or) adds keys that are tried whatever a delivery says, once the key that it names is there, and
    /// [`preload`](Self::preload) such as are tried by their name. A scheme that publishes no keys does not compile:
    ///
    /// ```compile_fail,E0080
    /// use countersign::Verifier;
    /// use countersign::fetch::{FetchError, WantedKey};
    /// use countersign::providers::GitHub;
    ///
    /// let github =
    ///     Verifier::<GitHub>::fetching(|_: WantedKey| std::future::ready(Err(FetchError::Failed)));
    /// ```
    #[must_use]
    pub fn fetching(source: impl KeySource) -> Self {
        let scheme: &'static Scheme = const {
            assert!(P::SCHEME.published.is_some(), "the scheme publishes its keys");
            &P::SCHEME.checked()
        };
        Self::with_core(Core::fetching(scheme, source))
    }
}

impl Verifier<AnyProvider> {
    /// A verifier for a scheme chosen at run time, whose keys are fetched.
    ///
    /// # Errors
    ///
    /// If the scheme [publishes](crate::Scheme::published) no keys.
    pub fn of_fetching(scheme: &'static Scheme, source: impl KeySource) -> Result<Self, KeyError> {
        if scheme.published.is_none() {
            return Err(KeyError::NotPublished);
        }
        Ok(Self::with_core(Core::fetching(scheme, source)))
    }
}

impl<P> Verifier<P> {
    /// With a key that is at hand already, under the name by which deliveries call it: an id, a serial number,
    /// or the URL at which it is. It does not get old.
    ///
    /// # Errors
    ///
    /// If it is no key of this scheme.
    pub fn preload(self, name: &str, key: impl Into<Secret>) -> Result<Self, KeyError> {
        let named = Named { name: name.into(), fetch: None };
        let entry = Entry { named: Some(named), ..self.core().entry(&key.into())? };
        Ok(Self::with_core(self.into_core().and(entry)))
    }

    /// With confirmation of subscriptions: where a sender asks for it, the link in its delivery is followed,
    /// and the handler is not run. That is done for subscriptions of what the scheme's setting names, which
    /// for Amazon SNS is the `topic_arn`, and only on the sender's own host. Without this call no
    /// confirmation is followed, and they arrive as deliveries.
    #[must_use]
    pub fn confirm_subscriptions(self) -> Self {
        Self::with_core(self.into_core().with(|config| config.confirms = true))
    }

    /// Has a key fetched, unless it came in the meantime or there is a pause.
    ///
    /// # Errors
    ///
    /// [`Undetermined`](Error::Undetermined) if it could not be, and [`UnknownKey`](Error::UnknownKey) if
    /// there is none of this name.
    pub async fn fetch(&self, wanted: &WantedKey) -> Result<(), Error> {
        self.core().fetch(wanted).await
    }
}

impl<P> Pending<P> {
    /// The key that this delivery names and the verifier lacks, if it [fetches](Verifier::fetching) keys.
    #[must_use]
    pub fn lacks(&self, body: &[u8]) -> Option<WantedKey> {
        if self.is_unsigned() {
            return None;
        }
        let Self { core, delivery, presented, .. } = self;
        let wanted = core.wanted(presented.family, &delivery.head, body).ok()??;
        (core.age_of(&wanted) > REFRESH).then_some(wanted)
    }

    /// Has the key fetched that the verifier lacks, if it lacks one, and checks the rest. Subscriptions are
    /// confirmed here, where that was [asked for](Verifier::confirm_subscriptions).
    ///
    /// # Errors
    ///
    /// As [`finish`](Self::finish), and if the key could not be had.
    pub async fn finish_fetching(mut self, body: impl Into<Bytes>) -> Result<Verified<Raw<P>>, Refusal> {
        let proof = self.prove_fetching(body.into()).await?;
        Ok(self.verified(proof))
    }

    pub(crate) async fn prove_fetching(&mut self, body: Bytes) -> Result<Proof, Refusal> {
        if let Some(wanted) = self.lacks(&body)
            && let Err(error) = self.core.fetch(&wanted).await
        {
            self.delivery.body = body;
            return Err(self.core.refuse(&self.delivery, error));
        }
        let proof = self.prove(body)?;
        self.core.confirm(&self.delivery).await?;
        Ok(proof)
    }
}

impl Core {
    fn fetching(scheme: &'static Scheme, source: impl KeySource) -> Self {
        let supply = Supply { source: Box::new(source), pause: Brake::default() };
        Self::without_keys(scheme).with_supply(supply)
    }

    /// Notes which key the delivery names, where keys are fetched. There has to be one that may be it.
    pub(crate) fn want(
        &self,
        presented: &mut Presented,
        delivery: &Delivery,
        keys: &[Entry],
    ) -> Result<(), Error> {
        let Some(wanted) = self.wanted(presented.family, &delivery.head, &delivery.body)? else {
            return Ok(());
        };
        presented.wanted = Some(wanted);
        let may_be_there = keys.iter().any(|entry| entry.may_prove(presented));
        if may_be_there { Ok(()) } else { Err(Error::Undetermined { retry_after: COOL_DOWN }) }
    }

    /// The key that the delivery names, where keys are fetched.
    pub(crate) fn wanted(&self, family: usize, head: &Head, body: &[u8]) -> Result<Option<WantedKey>, Error> {
        let scheme = self.config.scheme;
        let (Some(_), Some(published)) = (&self.supply, &scheme.published) else { return Ok(None) };
        let name = published.name(self.config.reader(family, head), body)?;
        let in_sandbox = self.config.setting("environment") == Some("sandbox");
        let url = published.url(&name, in_sandbox)?.map(Into::into);
        Ok(Some(WantedKey { scheme, name: name.into_owned().into(), url, at: head.received_at }))
    }

    async fn fetch(&self, wanted: &WantedKey) -> Result<(), Error> {
        let Some(supply) = &self.supply else { return Ok(()) };
        let known = self.known(wanted);
        let brake = known.as_ref().map_or(&supply.pause, |known| &known.pause);
        let mut pause = match brake.try_lock() {
            Ok(pause) => pause,
            Err(_) if self.age_of(wanted) <= MAX_AGE => return Ok(()),
            Err(_) => brake.lock().await,
        };
        // Another delivery may have had it fetched in the meantime.
        let age = self.age_of(wanted);
        if age <= REFRESH {
            return Ok(());
        }
        let lasting = pause.as_ref().and_then(|pause| Some((pause.why(wanted), pause.rest(wanted.at)?)));
        if let Some((why, rest)) = lasting {
            return settled(Err(why), age, rest);
        }
        // Before it is waited for: whoever hangs up meanwhile has had a fetch too.
        *pause = Some(Pause::of(wanted, FetchError::Failed));
        let fetched = self.ask(supply, wanted).await;
        let why = fetched.err().or_else(|| self.is_full(wanted.at).then_some(FetchError::Failed));
        *pause = why.map(|why| Pause::of(wanted, why));
        settled(fetched, age, COOL_DOWN)
    }

    /// Fetches a key.
    async fn ask(&self, supply: &Supply, wanted: &WantedKey) -> Result<(), FetchError> {
        match supply.source.fetch(wanted).await {
            Ok(text) => self.learn(wanted, &text),
            // That a set is not to be had says nothing of the keys in it.
            Err(FetchError::NotThere) if !wanted.published().is_set() => {
                self.replace(wanted, &[]);
                Err(FetchError::NotThere)
            }
            Err(_) => Err(FetchError::Failed),
        }
    }

    /// Has the key fetched that a delivery names which arrived long ago, as of `now`, unless that was in vain for
    /// another one.
    #[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
    pub(crate) async fn fetch_late(
        &self,
        delivery: &Delivery,
        now: OffsetDateTime,
        in_vain: &mut InVain,
    ) -> Result<(), Error> {
        let Some(supply) = &self.supply else { return Ok(()) };
        let family = self.config.family_of(&delivery.head);
        let Some(wanted) = self.wanted(family, &delivery.head, &delivery.body)? else { return Ok(()) };
        let wanted = WantedKey { at: now, ..wanted };
        let age = self.age_of(&wanted);
        if age <= REFRESH {
            return Ok(());
        }
        let source = self.config.origin(&delivery.head).address().ok().map(Source::of);
        if in_vain.has(&wanted, source) {
            return settled(Err(FetchError::Failed), age, COOL_DOWN);
        }
        let _turn = supply.pause.lock().await;
        let fetched = self.ask(supply, &wanted).await;
        if fetched.is_err() || self.is_full(now) {
            in_vain.note(&wanted, source);
        }
        settled(fetched, age, COOL_DOWN)
    }

    /// The fetch that brought the key, however old it is.
    fn known(&self, wanted: &WantedKey) -> Option<Arc<Fetch>> {
        let keys = self.keys();
        let is_wanted = |entry: &&Entry| entry.is_named(&wanted.name);
        keys.iter().filter(is_wanted).find_map(Entry::fetch).cloned()
    }

    /// How old the key is; without end where it is not there.
    fn age_of(&self, wanted: &WantedKey) -> Duration {
        let keys = self.keys();
        let named = keys.iter().filter_map(|entry| entry.named.as_ref());
        let ages = named.filter(|named| named.is(wanted)).map(|named| named.age(wanted.at));
        ages.min().unwrap_or(Duration::MAX)
    }

    /// Whether one more key would take the room of one that was fetched lately.
    fn is_full(&self, at: OffsetDateTime) -> bool {
        let keys = self.keys();
        keys.iter().filter_map(Entry::fetch).filter(|fetch| at - fetch.at <= REFRESH).count() >= MAX_KEYS
    }

    /// Takes over what was fetched, in place of what was fetched earlier.
    fn learn(&self, wanted: &WantedKey, text: &str) -> Result<(), FetchError> {
        let found = wanted.published().keys_in(text, &wanted.name).ok_or(FetchError::Failed)?;
        let has_proven = self.known(wanted).is_some_and(|known| known.has_proven.load(Ordering::Relaxed));
        let fetch = Arc::new(Fetch { at: wanted.at, has_proven: has_proven.into(), pause: Brake::default() });
        let entries: Vec<Entry> = found
            .into_iter()
            .filter_map(|(name, key)| {
                let named = Named { name, fetch: Some(Arc::clone(&fetch)) };
                Some(Entry { named: Some(named), ..self.entry(&key.into()).ok()? })
            })
            .collect();
        if entries.is_empty() {
            return Err(FetchError::Failed);
        }
        self.replace(wanted, &entries);
        let is_there = entries.iter().any(|entry| entry.is_named(&wanted.name));
        if is_there { Ok(()) } else { Err(FetchError::NotThere) }
    }

    /// Has these take the place of the key, or of the set that it is of, and of as many others as there are too many.
    fn replace(&self, wanted: &WantedKey, entries: &[Entry]) {
        let is_wanted = |entry: &Entry| entry.is_named(&wanted.name);
        let is_replaced = |entry: &Entry| wanted.published().is_set() || is_wanted(entry);
        self.keys.later().rcu(|keys| {
            let (mut fetched, others): (Vec<_>, Vec<_>) =
                keys.iter().cloned().partition(|entry| entry.fetch().is_some());
            fetched.retain(|entry| !is_replaced(entry));
            fetched.extend_from_slice(entries);
            fetched.sort_by_key(|entry| (is_wanted(entry), entry.fetch().map(|fetch| fetch.worth())));
            let surplus = fetched.len().saturating_sub(MAX_KEYS);
            others.into_iter().chain(fetched.into_iter().skip(surplus)).collect::<Vec<_>>()
        });
    }

    /// Follows the link of a delivery that asks for its subscription to be confirmed.
    async fn confirm(&self, delivery: &Delivery) -> Result<(), Refusal> {
        let (Some(supply), Some(confirmation)) = (&self.supply, &self.config.scheme.confirmation) else {
            return Ok(());
        };
        if !self.config.confirms {
            return Ok(());
        }
        let reader = self.config.reader(0, &delivery.head);
        let Some(link) = confirmation.link(reader, &delivery.body) else { return Ok(()) };
        match supply.source.follow(&link).await {
            Ok(()) => Err(Refusal::Handshake(Box::default())),
            Err(_) => Err(self.config.scheme.refuse(Error::Undetermined { retry_after: COOL_DOWN })),
        }
    }
}

impl Fetch {
    /// What is worth less goes first.
    fn worth(&self) -> (bool, OffsetDateTime) {
        (self.has_proven.load(Ordering::Relaxed), self.at)
    }
}

/// What a delivery may expect of its key, of that age by then: better one that may soon be exchanged than none.
fn settled(fetched: Result<(), FetchError>, age: Duration, rest: Duration) -> Result<(), Error> {
    match fetched {
        Ok(()) => Ok(()),
        Err(FetchError::NotThere) => Err(Error::UnknownKey),
        Err(FetchError::Failed) if age <= MAX_AGE => Ok(()),
        Err(FetchError::Failed) => Err(Error::Undetermined { retry_after: rest }),
    }
}

impl Entry {
    fn fetch(&self) -> Option<&Arc<Fetch>> {
        self.named.as_ref()?.fetch.as_ref()
    }

    fn is_named(&self, name: &str) -> bool {
        self.named.as_ref().is_some_and(|named| *named.name == *name)
    }
}

impl WantedKey {
    const fn published(&self) -> &'static Published {
        self.scheme.published.as_ref().expect("what a scheme does not publish is not wanted")
    }
}

/// Gives the scheme, not what was fetched.
impl fmt::Debug for Supply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Supply").finish_non_exhaustive()
    }
}
