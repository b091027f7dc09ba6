//! What was fetched, and when it is fetched again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use time::{Duration, OffsetDateTime};
use tokio::sync::Mutex;

use super::{COOL_DOWN, FetchError, MAX_AGE, MAX_KEYS, REFRESH, WantedKey};
use crate::check::Core;
use crate::keys::Entry;

/// Held during a fetch, so that there is one at a time. What is in it is over when the cool-down is.
pub(super) type Brake = Arc<Mutex<Option<Pause>>>;

/// How long a body may have been on its way. What arrived longer before a pause came once the clock was set back.
const LONGEST_BODY: Duration = Duration::HOUR;

/// A time in which nothing is fetched.
pub(super) struct Pause {
    since: OffsetDateTime,
    name: Box<str>,
    why: FetchError,
}

impl Pause {
    pub(super) fn of(wanted: &WantedKey, why: FetchError) -> Self {
        Self { since: wanted.at, name: wanted.name.clone(), why }
    }

    /// Why a key is not to be had: the one that was not fetched, or another one.
    pub(super) fn why_not(&self, wanted: &WantedKey) -> FetchError {
        if self.name == wanted.name { self.why } else { FetchError::Failed }
    }

    /// How long it lasts still for what arrived then.
    pub(super) fn rest(&self, arrived: OffsetDateTime) -> Option<Duration> {
        let passed = arrived - self.since;
        let is_over = passed >= COOL_DOWN || passed < -LONGEST_BODY;
        (!is_over).then(|| COOL_DOWN - passed.max(Duration::ZERO))
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
pub(super) struct Fetch {
    at: OffsetDateTime,
    /// Whether one of them proved a delivery.
    has_proven: AtomicBool,
    /// Of what is there.
    pub(super) pause: Brake,
}

impl Named {
    pub(super) fn preloaded(name: &str) -> Self {
        Self { name: name.into(), fetch: None }
    }

    /// The key that is called so.
    pub(super) fn of(self, entry: Entry) -> Entry {
        Entry { named: Some(self), ..entry }
    }

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

impl Fetch {
    /// What is worth less goes first.
    fn worth(&self) -> (bool, OffsetDateTime) {
        (self.has_proven.load(Ordering::Relaxed), self.at)
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

impl Core {
    /// The fetch that brought the key, however old it is.
    pub(super) fn known(&self, wanted: &WantedKey) -> Option<Arc<Fetch>> {
        let keys = self.keys();
        let is_wanted = |entry: &&Entry| entry.is_named(&wanted.name);
        keys.iter().filter(is_wanted).find_map(Entry::fetch).cloned()
    }

    /// How old the key is; without end where it is not there.
    pub(super) fn age_of(&self, wanted: &WantedKey) -> Duration {
        let keys = self.keys();
        let named = keys.iter().filter_map(|entry| entry.named.as_ref());
        let ages = named.filter(|named| named.is(wanted)).map(|named| named.age(wanted.at));
        ages.min().unwrap_or(Duration::MAX)
    }

    /// Whether one more key would take the room of one that was fetched lately.
    pub(super) fn is_full(&self, at: OffsetDateTime) -> bool {
        let keys = self.keys();
        keys.iter().filter_map(Entry::fetch).filter(|fetch| at - fetch.at <= REFRESH).count() >= MAX_KEYS
    }

    /// Takes over what was fetched, in place of what was fetched earlier.
    pub(super) fn learn(&self, wanted: &WantedKey, text: &str) -> Result<(), FetchError> {
        let found = wanted.published().keys_in(text, &wanted.name).ok_or(FetchError::Failed)?;
        let has_proven = self.known(wanted).is_some_and(|known| known.has_proven.load(Ordering::Relaxed));
        let fetch = Arc::new(Fetch { at: wanted.at, has_proven: has_proven.into(), pause: Brake::default() });
        let entries: Vec<Entry> = found
            .into_iter()
            .filter_map(|(name, key)| {
                let named = Named { name, fetch: Some(Arc::clone(&fetch)) };
                Some(named.of(Entry::of(self.config.scheme, &key.into()).ok()?))
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
    pub(super) fn replace(&self, wanted: &WantedKey, entries: &[Entry]) {
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
}
