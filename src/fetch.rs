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
//! is fetched at a time, and after a fetch that failed, that did not have the key, or that took the last room, there
//! is no other one for the [`COOL_DOWN`]. A key that is there is fetched again by itself, whatever becomes of the
//! others; it is used meanwhile, and after a fetch in vain it has a pause of its own. At most [`MAX_KEYS`] are kept,
//! and those that proved a delivery go last. A delivery whose key could not be had, and that no configured one
//! proves, is neither accepted nor refused: it is [undetermined](crate::Error::Undetermined), a `503` with
//! `Retry-After`. Keys that are [preloaded](crate::Verifier::preload) do not depend on any of this.

#[cfg(feature = "https")]
mod https;
#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
mod in_vain;
mod kept;
mod place;
mod supply;

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use time::{Duration, OffsetDateTime};

#[cfg(feature = "https")]
#[cfg_attr(docsrs, doc(cfg(feature = "https")))]
pub use self::https::{Https, HttpsError};
#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
pub(crate) use self::in_vain::InVain;
pub(crate) use self::kept::Named;
pub(crate) use self::supply::Supply;
use crate::check::Core;
use crate::error::{Error, KeyError};
use crate::event::Raw;
use crate::keys::Entry;
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
    /// Fetches a key, in bounded time and memory. Within a tokio runtime that is done in a task of its own, whether or not
    /// whoever sent the delivery waits for it.
    fn fetch<'a>(&'a self, wanted: &'a WantedKey) -> FetchFuture<'a, String>;

    /// Follows a link, for [`confirm_subscriptions`](crate::Verifier::confirm_subscriptions). Sources do not
    /// unless they say how.
    fn follow<'a>(&'a self, _url: &'a str) -> FetchFuture<'a, ()> {
        Box::pin(async { Err(FetchError::Failed) })
    }
}

/// What a [`KeySource`]'s methods return: a future that can move between threads.
pub type FetchFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, FetchError>> + Send + 'a>>;

impl<F, Fetched> KeySource for F
where
    F: Fn(WantedKey) -> Fetched + Send + Sync + 'static,
    Fetched: Future<Output = Result<String, FetchError>> + Send + 'static,
{
    fn fetch<'a>(&'a self, wanted: &'a WantedKey) -> FetchFuture<'a, String> {
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

    const fn published(&self) -> &'static Published {
        self.scheme.published.as_ref().expect("what a scheme does not publish is not wanted")
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
        let entry = Named::preloaded(name).of(Entry::of(self.scheme(), &key.into())?);
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
    /// there is none of this name. [`Pending::finish`] then still tries the keys that are configured.
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
    /// As [`finish`](Self::finish), and if the key could not be had and no other one matches.
    pub async fn finish_fetching(mut self, body: impl Into<Bytes>) -> Result<Verified<Raw<P>>, Refusal> {
        let proof = self.prove_fetching(body.into()).await?;
        Ok(self.verified(proof))
    }

    pub(crate) async fn prove_fetching(&mut self, body: Bytes) -> Result<Proof, Refusal> {
        let why = match self.lacks(&body) {
            Some(wanted) => self.core.fetch(&wanted).await.err(),
            None => None,
        };
        let proof = self.prove_lacking(body, why)?;
        self.core.confirm(&self.delivery).await?;
        Ok(proof)
    }
}
