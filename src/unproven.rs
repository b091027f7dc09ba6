//! Deliveries that were refused for want of a key.

use std::fmt;

#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
use time::OffsetDateTime;

use crate::check::Core;
use crate::config::Config;
use crate::delivery::Delivery;
use crate::error::Error;
#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
use crate::event::Raw;
#[cfg(all(feature = "fetch", feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
pub(crate) use crate::fetch::InVain;
use crate::scheme::Scheme;
#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
use crate::{verified::Verified, verifier::Verifier};

/// A delivery that was refused for want of a key, and that nobody vouches for: anybody may have sent it.
///
/// Given back by a verifier that [was told to](crate::Verifier::keep_unproven). Once a secret was mended it can be
/// verified again, as of its arrival. What was refused for anything else is none: without a signature, malformed, old,
/// or against a condition.
pub struct Unproven {
    error: Error,
    kept: Box<(Delivery, Core)>,
}

impl Unproven {
    pub(crate) fn new(error: Error, delivery: &Delivery, core: &Core) -> Self {
        Self { error, kept: Box::new((delivery.clone(), core.clone())) }
    }

    /// Why it was refused.
    #[must_use]
    pub const fn error(&self) -> Error {
        self.error
    }

    /// The delivery, of which nothing is proven.
    #[must_use]
    pub fn delivery(&self) -> &Delivery {
        &self.kept.0
    }

    /// The delivery, to keep. Of what it says do not believe anything.
    #[must_use]
    pub fn into_delivery(self) -> Delivery {
        self.kept.0
    }

    pub(crate) fn scheme(&self) -> &'static Scheme {
        self.config().scheme
    }

    /// What the verifier was set to.
    pub(crate) fn config(&self) -> &Config {
        &self.kept.1.config
    }
}

/// Says why it was refused.
impl fmt::Display for Unproven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Unproven {}

/// Gives the error, not the delivery.
impl fmt::Debug for Unproven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unproven").field("error", &self.error).finish_non_exhaustive()
    }
}

/// Without keys that are fetched, none is in vain.
#[cfg(all(not(feature = "fetch"), feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
#[derive(Default)]
pub(crate) struct InVain {}

#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
impl<P> Verifier<P> {
    /// Verifies a delivery as of its arrival, when it met the conditions. Nothing where it is a probe. A key that it
    /// lacks is fetched as of `now`, unless that was in vain for another one.
    pub(crate) async fn verify_again(
        &self,
        delivery: Delivery,
        now: OffsetDateTime,
        in_vain: &mut InVain,
    ) -> Result<Option<Verified<Raw<P>>>, Error> {
        let core = self.core();
        #[cfg(feature = "fetch")]
        core.fetch_late(&delivery, now, in_vain).await;
        #[cfg(not(feature = "fetch"))]
        let _ = (now, in_vain);
        let keys = core.keys();
        let proof = core.prove(&delivery, &keys)?;
        let is_probe = core.signed_probe(&delivery, proof, &*keys[proof.key()].key).is_some();
        Ok((!is_probe).then(|| Verified::new(Raw::new(), delivery, proof, core.clone())))
    }
}
