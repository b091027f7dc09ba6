//! The keys of a verifier.

use std::ops::Deref;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock};

use arc_swap::{ArcSwap, Guard};
use http::HeaderValue;
use time::OffsetDateTime;

use crate::algorithm::Key;
use crate::error::KeyError;
#[cfg(feature = "fetch")]
use crate::fetch::Named;
use crate::part::Source;
use crate::presented::Presented;
use crate::scheme::{Proves, Scheme};
use crate::secret::Secret;

/// Keys that can be exchanged while they are in use.
pub(crate) struct Keys {
    /// Those that the verifier was built with.
    first: Arc<Vec<Entry>>,
    /// Those that took their place, where any did. Most verifiers never change theirs, and look at no more than
    /// whether this is set.
    later: OnceLock<ArcSwap<Vec<Entry>>>,
    pub(crate) retired_uses: AtomicU64,
    /// Events of other names than those that were asked for.
    pub(crate) unwanted: AtomicU64,
}

impl Keys {
    pub(crate) fn of(keys: Vec<Entry>) -> Self {
        Self {
            first: Arc::new(keys),
            later: OnceLock::new(),
            retired_uses: AtomicU64::new(0),
            unwanted: AtomicU64::new(0),
        }
    }

    /// Those of now.
    pub(crate) fn current(&self) -> Current<'_> {
        self.later.get().map_or(Current::First(&self.first), |later| Current::Later(later.load()))
    }

    /// Those that can be exchanged.
    pub(crate) fn later(&self) -> &ArcSwap<Vec<Entry>> {
        self.later.get_or_init(|| ArcSwap::new(Arc::clone(&self.first)))
    }
}

/// The keys of one moment.
pub(crate) enum Current<'a> {
    First(&'a Arc<Vec<Entry>>),
    Later(Guard<Arc<Vec<Entry>>>),
}

impl Deref for Current<'_> {
    type Target = Arc<Vec<Entry>>;

    fn deref(&self) -> &Arc<Vec<Entry>> {
        match self {
            Self::First(keys) => keys,
            Self::Later(keys) => keys,
        }
    }
}

/// One key and its end.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) key: Arc<dyn Key>,
    pub(crate) until: Option<OffsetDateTime>,
    /// What it is called, where it was fetched. Others are tried whatever a delivery says.
    #[cfg(feature = "fetch")]
    pub(crate) named: Option<Named>,
}

impl Entry {
    /// The key that a secret stands for.
    pub(crate) fn of(scheme: &Scheme, secret: &Secret) -> Result<Self, KeyError> {
        let key = scheme.algorithm.key(&scheme.key.read(secret, scheme.shortest)?)?;
        check_presented(scheme, &*key)?;
        Ok(Self::new(key))
    }

    const fn new(key: Arc<dyn Key>) -> Self {
        Self {
            key,
            until: None,
            #[cfg(feature = "fetch")]
            named: None,
        }
    }

    /// Whether it may be the key of a delivery that presents this.
    #[cfg(feature = "fetch")]
    pub(crate) fn may_prove(&self, presented: &Presented) -> bool {
        let is = |named: &Named| presented.wanted.as_ref().is_some_and(|wanted| named.is(wanted));
        self.named.as_ref().is_none_or(is)
    }

    #[cfg(not(feature = "fetch"))]
    #[expect(clippy::unused_self, reason = "keys that are configured may prove anything")]
    pub(crate) const fn may_prove(&self, _: &Presented) -> bool {
        true
    }

    /// Notes that it proved a delivery.
    #[cfg(feature = "fetch")]
    pub(crate) fn note_proof(&self) {
        self.named.iter().for_each(Named::note_proof);
    }

    #[cfg(not(feature = "fetch"))]
    #[expect(clippy::unused_self, reason = "keys that are configured stay")]
    pub(crate) const fn note_proof(&self) {}
}

/// Sees to it that a sender can present a key that goes along with each delivery, where that stands.
fn check_presented(scheme: &Scheme, key: &dyn Key) -> Result<(), KeyError> {
    let Some(signed) = key.sign(&[]).filter(|_| scheme.proves == Proves::Origin) else { return Ok(()) };
    let presented = scheme.algorithm.present(&signed, scheme.encoding);
    let expected = match scheme.signature {
        Source::Header(_) => {
            let value = HeaderValue::try_from(presented);
            let is_ascii = value.is_ok_and(|value| value.to_str().is_ok());
            (!is_ascii).then_some("ASCII without control characters, as a header has")
        }
        // What is none was written with it.
        _ => presented.contains('\u{fffd}').then_some("UTF-8"),
    };
    expected.map_or(Ok(()), |expected| Err(KeyError::Form { expected }))
}
