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
//! Nothing is fetched but what fits the scheme's own [pattern](crate::Published), and at most one thing at a
//! time. After a fetch that failed, or that did not have the key, there is no other one for the
//! [`COOL_DOWN`]. At most [`MAX_KEYS`] are kept. A delivery whose key could not be had is neither accepted nor
//! refused: it is [undetermined](crate::Error::Undetermined), a `503` with `Retry-After`. Keys that are
//! [preloaded](crate::Verifier::preload) do not depend on any of this.

#[cfg(feature = "https")]
mod https;
mod place;

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use time::{Duration, OffsetDateTime};
use tokio::sync::Mutex;

#[cfg(feature = "https")]
#[cfg_attr(docsrs, doc(cfg(feature = "https")))]
pub use self::https::{Https, HttpsError};
use crate::check::Core;
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

/// How long nothing is fetched after a fetch that failed, or that did not have the key.
pub const COOL_DOWN: Duration = Duration::seconds(30);

/// How many fetched keys a verifier keeps. Beyond that, those fetched first go first.
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

/// Where fetched keys come from, and since when there is a pause.
pub(crate) struct Supply {
    source: Box<dyn KeySource>,
    /// Held during a fetch, so that there is one at a time.
    pause: Mutex<Option<Pause>>,
}

/// A time in which nothing is fetched, because a key was not.
struct Pause {
    since: OffsetDateTime,
    name: Box<str>,
    why: FetchError,
}

impl Pause {
    /// Why a key is not to be had: the one that was not fetched, or another one.
    fn why(&self, wanted: &WantedKey) -> FetchError {
        // A set says of every name whether it is there.
        let is_known = self.name == wanted.name || wanted.published().is_set();
        if is_known { self.why } else { FetchError::Failed }
    }
}

/// What a fetched or preloaded key is called, and how old it is.
#[derive(Clone)]
pub(crate) struct Named {
    name: Box<str>,
    /// Nothing for those that were preloaded.
    fetched_at: Option<OffsetDateTime>,
}

impl Named {
    /// Whether it is the one wanted, and not too old.
    pub(crate) fn is(&self, wanted: &WantedKey) -> bool {
        self.name == wanted.name && self.age(wanted.at) <= MAX_AGE
    }

    fn age(&self, at: OffsetDateTime) -> Duration {
        self.fetched_at.map_or(Duration::ZERO, |fetched_at| at - fetched_at)
    }
}

impl<P: Provider> Verifier<P> {
    /// A verifier whose keys are fetched from where the provider publishes them.
    ///
    /// [`or`](Self::or) adds keys that are tried whatever a delivery says, and [`preload`](Self::preload) such
    /// as are tried by their name. A scheme that publishes no keys does not compile:
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
        let named = Named { name: name.into(), fetched_at: None };
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
        let supply = Supply { source: Box::new(source), pause: Mutex::new(None) };
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
        let mut pause = supply.pause.lock().await;
        // Another delivery may have had it fetched in the meantime.
        let age = self.age_of(wanted);
        if age <= REFRESH {
            return Ok(());
        }
        let (fetched, rest) = match &*pause {
            Some(pause) if wanted.at - pause.since < COOL_DOWN => {
                (Err(pause.why(wanted)), COOL_DOWN - (wanted.at - pause.since))
            }
            _ => {
                let fetched = supply.source.fetch(wanted).await.and_then(|text| self.learn(wanted, &text));
                let name = wanted.name.clone();
                *pause = fetched.err().map(|why| Pause { since: wanted.at, name, why });
                (fetched, COOL_DOWN)
            }
        };
        match fetched {
            Ok(()) => Ok(()),
            Err(FetchError::NotThere) => Err(Error::UnknownKey),
            // Better one that may soon be exchanged than none.
            Err(FetchError::Failed) if age <= MAX_AGE => Ok(()),
            Err(FetchError::Failed) => Err(Error::Undetermined { retry_after: rest.min(COOL_DOWN) }),
        }
    }

    /// Has the key fetched that a delivery names which arrived long ago, as of `now`: a pause is for all of them.
    #[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
    pub(crate) async fn fetch_late(&self, delivery: &Delivery, now: OffsetDateTime) -> Result<(), Error> {
        let family = self.config.family_of(&delivery.head);
        match self.wanted(family, &delivery.head, &delivery.body)? {
            Some(wanted) => self.fetch(&WantedKey { at: now, ..wanted }).await,
            None => Ok(()),
        }
    }

    /// How old the key is; without end where it is not there.
    fn age_of(&self, wanted: &WantedKey) -> Duration {
        let keys = self.keys();
        let named = keys.iter().filter_map(|entry| entry.named.as_ref());
        let ages = named.filter(|named| named.is(wanted)).map(|named| named.age(wanted.at));
        ages.min().unwrap_or(Duration::MAX)
    }

    /// Takes over what was fetched, in place of what was fetched earlier.
    fn learn(&self, wanted: &WantedKey, text: &str) -> Result<(), FetchError> {
        let found = wanted.published().keys_in(text, &wanted.name).ok_or(FetchError::Failed)?;
        let entries: Vec<Entry> = found
            .into_iter()
            .filter_map(|(name, key)| {
                let named = Named { name, fetched_at: Some(wanted.at) };
                Some(Entry { named: Some(named), ..self.entry(&key.into()).ok()? })
            })
            .collect();
        if entries.is_empty() {
            return Err(FetchError::Failed);
        }
        self.keys.later().rcu(|keys| {
            let (fetched, others): (Vec<_>, Vec<_>) = keys.iter().cloned().partition(Entry::is_fetched);
            let is_replaced = |entry: &Entry| wanted.published().is_set() || entry.is_named(&wanted.name);
            let fetched = fetched.into_iter().filter(|entry| !is_replaced(entry)).chain(entries.clone());
            let surplus = fetched.clone().count().saturating_sub(MAX_KEYS);
            others.into_iter().chain(fetched.skip(surplus)).collect::<Vec<_>>()
        });
        let is_there = entries.iter().any(|entry| entry.is_named(&wanted.name));
        if is_there { Ok(()) } else { Err(FetchError::NotThere) }
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

impl Entry {
    fn is_fetched(&self) -> bool {
        self.named.as_ref().is_some_and(|named| named.fetched_at.is_some())
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
