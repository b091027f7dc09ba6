//! Fetching what is lacking.

use std::fmt;
use std::sync::Arc;

use time::Duration;
#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
use time::OffsetDateTime;
use tokio::runtime::Handle;

#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
use super::InVain;
use super::kept::{Brake, Pause};
use super::{COOL_DOWN, FetchError, KeySource, MAX_AGE, REFRESH, WantedKey};
use crate::check::Core;
#[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
use crate::connection::Source;
use crate::delivery::{Delivery, Head};
use crate::error::Error;
use crate::keys::Entry;
use crate::presented::Presented;
use crate::refusal::Refusal;
use crate::scheme::Scheme;

/// Where fetched keys come from.
pub(crate) struct Supply {
    source: Box<dyn KeySource>,
    /// Of the keys that are not there.
    pause: Brake,
}

impl Core {
    pub(super) fn fetching(scheme: &'static Scheme, source: impl KeySource) -> Self {
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

    pub(super) async fn fetch(&self, wanted: &WantedKey) -> Result<(), Error> {
        let Some(supply) = &self.supply else { return Ok(()) };
        let brake = self.known(wanted).map_or_else(|| supply.pause.clone(), |known| known.pause.clone());
        let mut pause = match brake.clone().try_lock_owned() {
            Ok(pause) => pause,
            Err(_) if self.age_of(wanted) <= MAX_AGE => return Ok(()),
            Err(_) => brake.lock_owned().await,
        };
        // Another delivery may have had it fetched in the meantime.
        let age = self.age_of(wanted);
        if age <= REFRESH {
            return Ok(());
        }
        let lasting = pause.as_ref().and_then(|pause| Some((pause.why_not(wanted), pause.rest(wanted.at)?)));
        if let Some((why, rest)) = lasting {
            return settled(Err(why), age, rest);
        }
        let (core, supply, wanted) = (self.clone(), Arc::clone(supply), wanted.clone());
        let asking = async move {
            // Also if it is given up.
            *pause = Some(Pause::of(&wanted, FetchError::Failed));
            let fetched = core.ask(&supply, &wanted).await;
            let why = fetched.err().or_else(|| core.is_full(wanted.at).then_some(FetchError::Failed));
            *pause = why.map(|why| Pause::of(&wanted, why));
            fetched
        };
        // In a task of its own, since whoever hangs up shall end it for nobody else.
        let fetched = match Handle::try_current() {
            Ok(runtime) => runtime.spawn(asking).await.unwrap_or(Err(FetchError::Failed)),
            Err(_) => asking.await,
        };
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

    /// Has the key fetched that a delivery lacks which arrived long ago, as of `now`, unless that was in vain for another
    /// one.
    #[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
    pub(crate) async fn fetch_late(&self, delivery: &Delivery, now: OffsetDateTime, in_vain: &mut InVain) {
        let family = self.config.family_of(&delivery.head);
        let (Some(supply), Ok(Some(wanted))) =
            (&self.supply, self.wanted(family, &delivery.head, &delivery.body))
        else {
            return;
        };
        let wanted = WantedKey { at: now, ..wanted };
        let source = self.config.origin(&delivery.head).address().ok().map(Source::of);
        if self.age_of(&wanted) <= REFRESH || in_vain.has(&wanted, source) {
            return;
        }
        let _turn = supply.pause.lock().await;
        if self.age_of(&wanted) <= REFRESH {
            return;
        }
        // What is fetched takes the room of what was, so it counts when there is no more.
        if self.ask(supply, &wanted).await.is_err() || self.is_full(now) {
            in_vain.note(&wanted, source);
        }
    }

    /// Follows the link of a delivery that asks for its subscription to be confirmed.
    pub(super) async fn confirm(&self, delivery: &Delivery) -> Result<(), Refusal> {
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

/// What a delivery may expect of its key, of that age by then: better one that may soon be exchanged than none.
fn settled(fetched: Result<(), FetchError>, age: Duration, rest: Duration) -> Result<(), Error> {
    match fetched {
        Ok(()) => Ok(()),
        Err(FetchError::NotThere) => Err(Error::UnknownKey),
        Err(FetchError::Failed) if age <= MAX_AGE => Ok(()),
        Err(FetchError::Failed) => Err(Error::Undetermined { retry_after: rest }),
    }
}

/// Gives nothing of what was fetched.
impl fmt::Debug for Supply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Supply").finish_non_exhaustive()
    }
}
