//! The keys of one provider, and what its deliveries have to meet.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use time::{Duration, OffsetDateTime};

use crate::algorithm;
#[cfg(any(feature = "actix", feature = "axum"))]
use crate::arriving::Hashes;
use crate::arriving::length_of;
use crate::check::Core;
use crate::condition::Condition;
#[cfg(feature = "networks")]
use crate::condition::Proxies;
use crate::delivery::{Delivery, Head};
use crate::error::{Error, KeyError};
use crate::event::Raw;
use crate::keys::Entry;
use crate::presented::Presented;
use crate::refusal::Refusal;
use crate::scheme::{Proves, Provider, Scheme};
use crate::secret::{KeyForm, Secret};
use crate::url::PublicUrl;
use crate::verified::{Proof, Verified};

/// The keys of one provider, and what its deliveries have to meet.
///
/// Made once, of the secret as the provider's dashboard shows it, and cheap to clone: clones share their
/// keys. Setters return a verifier of its own.
///
/// ```
/// use countersign::providers::GitHub;
/// use countersign::{Delivery, Verifier};
/// use time::macros::datetime;
///
/// let github = Verifier::<GitHub>::new("It's a Secret to Everybody")?;
///
/// let request = http::Request::post("/github")
///     .header("x-hub-signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
///     .body("Hello, World!")?;
/// let delivery = Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC));
/// assert_eq!(github.verify(delivery)?.body(), "Hello, World!");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// For a provider chosen at run time there is [`Verifier<AnyProvider>`](AnyProvider), made with
/// [`of`](Verifier::of).
pub struct Verifier<P> {
    core: Core,
    provider: PhantomData<fn() -> P>,
}

/// In place of a provider: one chosen at run time.
///
/// ```
/// use countersign::{AnyProvider, Verifier, catalogue};
///
/// let scheme = catalogue::find("github").expect("GitHub is in the catalogue");
/// let verifier: Verifier<AnyProvider> = Verifier::of(scheme, "It's a Secret to Everybody")?;
/// # Ok::<(), countersign::KeyError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub enum AnyProvider {}

impl<P: Provider> Verifier<P> {
    /// A verifier with one secret.
    ///
    /// # Errors
    ///
    /// If the secret is empty, has white space around it, is not written as this provider's secrets are,
    /// or is one that anybody would guess.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, KeyError> {
        let scheme: &'static Scheme = const { &P::SCHEME.checked() };
        Core::new(scheme, secret.into()).map(Self::with_core)
    }
}

impl Verifier<AnyProvider> {
    /// A verifier for a scheme chosen at run time.
    ///
    /// # Errors
    ///
    /// As [`new`](Verifier::new).
    ///
    /// # Panics
    ///
    /// If the scheme makes no sense. Those of the catalogue do.
    pub fn of(scheme: &'static Scheme, secret: impl Into<Secret>) -> Result<Self, KeyError> {
        Core::new(scheme, secret.into()).map(Self::with_core)
    }
}

impl<P> Verifier<P> {
    /// With one more secret, tried after those before it. While a secret changes over, give the new one
    /// first and then the old one.
    ///
    /// # Errors
    ///
    /// As [`new`](Verifier::new).
    pub fn or(self, secret: impl Into<Secret>) -> Result<Self, KeyError> {
        self.core.or(secret.into()).map(Self::with_core)
    }

    /// With an end to the secret given last: deliveries that arrive at or after `time` are refused under
    /// it, and [counted](Self::retired_uses).
    #[must_use]
    pub fn until(self, time: OffsetDateTime) -> Self {
        Self::with_core(self.core.until(time))
    }

    /// With another tolerance than the scheme's: how far from its arrival, in either direction, a delivery
    /// may have been signed. Zero means zero. Without effect where the scheme signs no time.
    #[must_use]
    pub fn tolerance(self, tolerance: Duration) -> Self {
        Self::with_core(self.core.with(|config| config.tolerance = tolerance.max(Duration::ZERO)))
    }

    /// With the URL under which the sender knows this endpoint, for schemes that sign it. Its path may be
    /// left out where requests arrive with the same path; the query is always the request's.
    ///
    /// It is configured, and not taken from the request, because whoever sends a request writes its
    /// `Host` and `X-Forwarded-Proto`.
    ///
    /// # Errors
    ///
    /// If it is not an absolute `http` or `https` URL.
    pub fn public_url(self, url: &str) -> Result<Self, KeyError> {
        let url = PublicUrl::parse(url)?;
        Ok(Self::with_core(self.core.with(|config| config.public_url = Some(url))))
    }

    /// With the URL that a trusted proxy says, in place of a [configured one](Self::public_url), for schemes that sign
    /// it: the `Host` that the sender wrote, whether it used HTTPS, and the path and query of the request as it
    /// arrived. Without [`behind`](Self::behind), and from anybody but the proxies, every delivery is refused.
    ///
    /// Prefer a configured URL. With this one, a delivery that was signed for another host with the same secret is
    /// accepted here too, if the proxy passes on requests to any host.
    #[cfg(feature = "networks")]
    #[cfg_attr(docsrs, doc(cfg(feature = "networks")))]
    #[must_use]
    pub fn forwarded_url(self) -> Self {
        Self::with_core(self.core.with(|config| config.is_url_forwarded = true))
    }

    /// With proxies that are believed where a delivery comes from, for [conditions](crate::condition).
    #[cfg(feature = "networks")]
    #[cfg_attr(docsrs, doc(cfg(feature = "networks")))]
    #[must_use]
    pub fn behind(self, proxies: Proxies) -> Self {
        Self::with_core(self.core.with(|config| config.proxies = Some(proxies)))
    }

    /// With the token by which the sender's `GET` probe of the endpoint is known, for schemes that have
    /// one. Without it such a probe is refused.
    ///
    /// # Errors
    ///
    /// If it is empty, has white space around it, or is one that anybody would guess.
    pub fn verify_token(self, token: impl Into<Secret>) -> Result<Self, KeyError> {
        let token = algorithm::digest_of(&KeyForm::Text.read(&token.into(), 1)?);
        Ok(Self::with_core(self.core.with(|config| config.verify_token = Some(token))))
    }

    /// With something that the receiver knows and the request does not say, for schemes that sign it: the
    /// provider's docs give the name. Without it, deliveries are refused as
    /// [`NotConfigured`](Error::NotConfigured).
    #[must_use]
    pub fn setting(self, name: impl Into<Box<str>>, value: impl Into<Box<str>>) -> Self {
        Self::with_core(self.core.with(|config| config.settings.push((name.into(), value.into()))))
    }

    /// With a name for this endpoint in idempotency keys, in place of the path at which deliveries
    /// arrive, without a slash at its end. Give it where the path of one endpoint varies, as in a route with
    /// a wildcard, or where two endpoints of one provider see the same path, as below two nested routers.
    #[must_use]
    pub fn endpoint(self, name: impl Into<Box<str>>) -> Self {
        Self::with_core(self.core.with(|config| config.endpoint = Some(name.into())))
    }

    /// With one more [condition](crate::condition) that deliveries and probes have to meet, ahead of everything else.
    #[must_use]
    pub fn requires(self, condition: impl Condition + 'static) -> Self {
        Self::with_core(self.core.with(|config| config.conditions.push(Arc::new(condition))))
    }

    /// Takes over the secrets of another verifier, in this one and all its clones, at once. Deliveries
    /// under way are checked with either all the old ones or all the new ones.
    ///
    /// ```
    /// use countersign::Verifier;
    /// use countersign::providers::Stripe;
    ///
    /// let stripe = Verifier::<Stripe>::new("whsec_first")?;
    /// let in_the_router = stripe.clone();
    /// stripe.replace_keys(Verifier::new("whsec_second")?.or("whsec_first")?);
    /// # Ok::<(), countersign::KeyError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the other one is for another scheme, which only those of [`AnyProvider`] can be.
    pub fn replace_keys(&self, with: Self) {
        assert_eq!(
            self.scheme().name(),
            with.scheme().name(),
            "keys are replaced by keys of the same scheme"
        );
        self.core.keys.later().store(with.core.keys());
    }

    /// With one more who is told of everything that this verifier keeps from a handler behind an adapter, and why: to
    /// count, to raise an alarm, or to keep a genuine delivery whose payload does not fit, which
    /// [`Refusal::Unfit`] has. A body that the framework did not read, as one above its limit, no verifier has seen.
    ///
    /// ```
    /// use countersign::providers::Stripe;
    /// use countersign::{Refusal, Verifier};
    ///
    /// let stripe = Verifier::<Stripe>::new("whsec_b6hHwtmp0")?.on_refusal(|refusal| {
    ///     if let Refusal::Unfit(unfit) = refusal {
    ///         eprintln!("{}: {:?}", unfit.error(), unfit.delivery().receipt());
    ///     }
    /// });
    /// # Ok::<(), countersign::KeyError>(())
    /// ```
    #[must_use]
    pub fn on_refusal(self, observer: impl Fn(&Refusal) + Send + Sync + 'static) -> Self {
        Self::with_core(self.core.with(|config| config.observers.push(Arc::new(observer))))
    }

    /// With deliveries given back that were refused for want of a key: such a refusal is [`Refusal::Unproven`], which
    /// has the delivery, in place of [`Refusal::Refused`]. On the wire they are one response.
    ///
    /// ```
    /// use countersign::providers::GitHub;
    /// use countersign::{Delivery, Refusal, Verifier};
    /// use time::macros::datetime;
    ///
    /// let wrong = Verifier::<GitHub>::new("It's a Secret to Nobody")?.keep_unproven()?;
    /// let mended = Verifier::<GitHub>::new("It's a Secret to Everybody")?;
    ///
    /// let arrived = datetime!(2026-11-22 12:00 UTC);
    /// let delivery = Delivery::from_request(mended.sign("Hello, World!").request()?, arrived);
    /// let Err(Refusal::Unproven(unproven)) = wrong.receive(delivery) else { panic!("no key matches") };
    ///
    /// // Later, as of its arrival:
    /// assert_eq!(mended.verify(unproven.into_delivery())?.body(), "Hello, World!");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// The feature `inbox` has a quarantine for them.
    ///
    /// # Errors
    ///
    /// [`KeyError::ProvenByToken`] if the scheme signs no message.
    pub fn keep_unproven(self) -> Result<Self, KeyError> {
        if self.scheme().proves == Proves::Origin {
            return Err(KeyError::ProvenByToken);
        }
        Ok(Self::with_core(self.core.with(|config| config.keeps_unproven = true)))
    }

    /// How many events adapters passed over because they were of another name than those asked for.
    #[must_use]
    pub fn unwanted_events(&self) -> u64 {
        self.core.keys.unwanted.load(Ordering::Relaxed)
    }

    /// How many deliveries were refused because their key was retired.
    #[must_use]
    pub fn retired_uses(&self) -> u64 {
        self.core.keys.retired_uses.load(Ordering::Relaxed)
    }

    /// The scheme it checks by.
    #[must_use]
    pub fn scheme(&self) -> &'static Scheme {
        self.core.config.scheme
    }

    /// Checks a whole delivery. A probe of the endpoint that comes as a delivery is verified like any
    /// other, and left to the caller; [`receive`](Self::receive) answers it.
    ///
    /// # Errors
    ///
    /// If the delivery is not proven to be the sender's, or not fresh.
    pub fn verify(&self, delivery: Delivery) -> Result<Verified<Raw<P>>, Error> {
        match self.core.verify(&delivery) {
            Ok(proof) => Ok(Verified::new(Raw::new(), delivery, proof, self.core.clone())),
            Err(error) => Err(error),
        }
    }

    /// Checks a whole delivery, and answers probes of the endpoint.
    ///
    /// # Errors
    ///
    /// If the delivery is not proven to be the sender's, or not fresh; or if it is a probe, with its
    /// answer.
    pub fn receive(&self, delivery: Delivery) -> Result<Verified<Raw<P>>, Refusal> {
        let Delivery { head, body } = delivery;
        let mut pending = Pending::new(self.clone(), head);
        pending.begin(Some(body.len()))?;
        pending.finish(body)
    }

    /// Checks all that can be checked without the body. What this refuses needs no body to be read.
    ///
    /// # Errors
    ///
    /// If the head alone condemns the delivery; or if it is a probe, with its answer.
    pub fn begin(&self, head: Head) -> Result<Pending<P>, Refusal> {
        let mut pending = Pending::new(self.clone(), Box::new(head));
        pending.begin(None)?;
        Ok(pending)
    }

    pub(crate) const fn core(&self) -> &Core {
        &self.core
    }

    #[cfg(feature = "fetch")]
    pub(crate) fn into_core(self) -> Core {
        self.core
    }

    pub(crate) const fn with_core(core: Core) -> Self {
        Self { core, provider: PhantomData }
    }
}

impl<P> Clone for Verifier<P> {
    fn clone(&self) -> Self {
        Self::with_core(self.core.clone())
    }
}

/// Names the scheme and counts the keys.
impl<P> fmt::Debug for Verifier<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("scheme", &self.core.config.scheme.name)
            .field("keys", &self.core.keys.current().len())
            .finish_non_exhaustive()
    }
}

/// A delivery whose body is still to come.
pub struct Pending<P> {
    pub(crate) core: Core,
    /// Without its body until that is there.
    pub(crate) delivery: Delivery,
    pub(crate) presented: Presented,
    /// Those with which it was decided before its body was there, if it was.
    pub(crate) keys: Option<Arc<Vec<Entry>>>,
    /// Why it is refused, unless its body shows that it is a probe. It is not verified in either case.
    unsigned: Option<Error>,
    provider: PhantomData<fn() -> P>,
}

impl<P> Pending<P> {
    /// Of which nothing is checked yet.
    pub(crate) fn new(verifier: Verifier<P>, head: Box<Head>) -> Self {
        let Verifier { core, provider } = verifier;
        let delivery = Delivery { head, body: Bytes::new() };
        Self { core, delivery, presented: Presented::new(), keys: None, unsigned: None, provider }
    }

    /// Checks all that can be checked without the body, which is of this length where that is known.
    pub(crate) fn begin(&mut self, length: Option<usize>) -> Result<(), Refusal> {
        let Self { core, delivery: Delivery { head, .. }, presented, .. } = self;
        core.config.admit(head).map_err(|error| core.config.scheme.refuse(error))?;
        if let Some(answer) = core.probe(head) {
            return Err(core.answered(head, answer));
        }
        let keys = core.keys.current();
        let read = core.read(head, &keys, presented).and_then(|()| core.check_head(head, presented));
        if let Err(error) = read {
            let stated = || length_of(head.headers.first(&CONTENT_LENGTH));
            if !core.may_be_unsigned_probe(head, length.or_else(stated)) {
                return Err(core.fail(head, error));
            }
            self.unsigned = Some(error);
        }
        self.keys = presented.decided.map(|_| Arc::clone(&keys));
        Ok(())
    }

    /// Checks the rest.
    ///
    /// # Errors
    ///
    /// If the delivery is not proven to be the sender's, or not fresh; or if it is a probe, with its
    /// answer.
    pub fn finish(mut self, body: impl Into<Bytes>) -> Result<Verified<Raw<P>>, Refusal> {
        let proof = self.prove(body.into())?;
        Ok(self.verified(proof))
    }

    /// Checks the rest of the delivery, whose body this is.
    pub(crate) fn prove(&mut self, body: Bytes) -> Result<Proof, Refusal> {
        self.prove_lacking(body, None)
    }

    /// The same, where the key that it names could not be had: that is why it is refused, if no other one matches.
    pub(crate) fn prove_lacking(&mut self, body: Bytes, why: Option<Error>) -> Result<Proof, Refusal> {
        let Self { core, delivery, presented, keys, .. } = self;
        delivery.body = body;
        if let Some(error) = self.unsigned {
            let answer = core.unsigned_probe(delivery);
            return Err(core.answered(&delivery.head, answer.unwrap_or(Err(error))));
        }
        let current;
        let keys = match keys {
            Some(keys) => keys,
            None => {
                current = core.keys.current();
                &*current
            }
        };
        let proof = match core.check(presented, delivery, keys) {
            Ok(proof) => proof,
            Err(error) => {
                let why = why.filter(|_| error.is_for_want_of_a_key());
                return Err(core.refuse(delivery, why.unwrap_or(error)));
            }
        };
        core.config.settle(&delivery.head, &Ok(()));
        match core.signed_probe(delivery, proof, &*keys[proof.key()].key) {
            Some(answer) => Err(core.answered(&delivery.head, answer)),
            None => Ok(proof),
        }
    }

    /// With what was found out.
    pub(crate) fn verified(self, proof: Proof) -> Verified<Raw<P>> {
        Verified::new(Raw::new(), self.delivery, proof, self.core)
    }

    /// Whether its head was refused, so that no key makes it a delivery.
    pub(crate) const fn is_unsigned(&self) -> bool {
        self.unsigned.is_some()
    }
}

/// For the adapters: what is refused is reported.
#[cfg(any(feature = "actix", feature = "axum"))]
impl<P> Pending<P> {
    /// Checks what the head says.
    pub(crate) fn begin_reporting(&mut self) -> Result<(), Refusal> {
        self.begin(None).map_err(|refusal| self.core.report(refusal))
    }

    /// Checks the rest, with the hashes of the body where there are any, and else once the key that is lacking has been
    /// fetched, if one is.
    pub(crate) async fn complete(&mut self, body: Bytes, hashes: Option<Hashes>) -> Result<Proof, Refusal> {
        #[cfg(feature = "fetch")]
        if self.core.fetches() {
            // Apart, so that nobody else has the size of this future.
            let proven = Box::pin(self.prove_fetching(body)).await;
            return proven.map_err(|refusal| self.core.report(refusal));
        }
        self.complete_at_once(body, hashes)
    }

    /// The same where no keys are fetched.
    pub(crate) fn complete_at_once(&mut self, body: Bytes, hashes: Option<Hashes>) -> Result<Proof, Refusal> {
        self.prove_hashed(body, hashes).map_err(|refusal| self.core.report(refusal))
    }
}

impl<P> fmt::Debug for Pending<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").field("head", &self.delivery.head).finish_non_exhaustive()
    }
}
