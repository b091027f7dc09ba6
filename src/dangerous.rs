//! Ways around verification, for tests. A search for this module's name finds every use of them.

use crate::check::Core;
use crate::delivery::Delivery;
use crate::error::PayloadError;
use crate::event::{Event, Raw};
use crate::scheme::{Provider, Scheme};
use crate::secret::Secret;
use crate::verified::{Proof, Verified};

/// A [`Verified`] event without any verification, for the unit test of a handler.
///
/// ```
/// use countersign::providers::GitHub;
/// use countersign::{Delivery, Json, Verified, dangerous};
/// use time::macros::datetime;
///
/// #[derive(serde::Deserialize)]
/// struct Push {
///     r#ref: String,
/// }
///
/// fn branch(push: &Verified<Json<GitHub, Push>>) -> Option<&str> {
///     push.r#ref.strip_prefix("refs/heads/")
/// }
///
/// let request = http::Request::post("/").body(r#"{"ref":"refs/heads/main"}"#)?;
/// let delivery = Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC));
/// assert_eq!(branch(&dangerous::assume_verified(delivery)?), Some("main"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If the payload does not fit.
pub fn assume_verified<E: Event>(delivery: Delivery) -> Result<Verified<E>, PayloadError> {
    let scheme: &'static Scheme = const { &E::Provider::SCHEME.checked() };
    let proof = Proof::new(0, 0, 0, None);
    let raw = Verified::new(Raw::new(), delivery, proof, Core::without_keys(scheme));
    raw.parse().map_err(|unfit| unfit.error())
}

/// A secret that may be short or a placeholder, as those of published examples are. It still may not be
/// empty, and has to be in the scheme's form.
///
/// ```
/// use countersign::providers::GitHub;
/// use countersign::{KeyError, Verifier, dangerous};
///
/// assert_eq!(Verifier::<GitHub>::new("changeme").unwrap_err(), KeyError::Placeholder);
/// assert!(Verifier::<GitHub>::new(dangerous::weak_secret("changeme")).is_ok());
/// ```
#[must_use]
pub fn weak_secret(secret: impl Into<Secret>) -> Secret {
    Secret { may_be_weak: true, ..secret.into() }
}
