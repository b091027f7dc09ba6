//! What is in an inbox.

use std::fmt;
use std::ops::{Range, RangeInclusive};

use time::OffsetDateTime;

use super::database::{CountsRow, DEAD, DONE, ItemRow, WAITING};
use crate::delivery::Delivery;
use crate::kept::{self, Unreadable};
use crate::replay::StoreError;
use crate::verified::IdempotencyKey;

/// A delivery that an inbox has, with what became of it.
#[derive(Clone)]
pub struct Item {
    id: i64,
    key: IdempotencyKey,
    provider: String,
    state: State,
    due_at: OffsetDateTime,
    attempts: Vec<Attempt>,
    delivery: Delivery,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// It was given up: after its last attempt, by its handler, or because its payload does not fit. It stays until
    /// it is replayed or discarded.
    Dead,
    /// It was handled.
    Done,
    /// It waits for its next attempt, or is in one.
    Waiting,
}

/// One attempt to handle an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    number: u64,
    started_at: OffsetDateTime,
    ended: Option<(OffsetDateTime, Outcome)>,
    error: Option<String>,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The item was handled.
    Done,
    /// The handler gave an error, panicked or took too long.
    Failed,
    /// The handler gave the item [up](super::Failure::give_up).
    GivenUp,
    /// The lease ran out before the attempt ended: the process died, or could not reach the database.
    Lost,
    /// The worker was shut down, and gave the item back. Such an attempt does not count.
    Returned,
    /// The payload does not fit the type that the worker is for.
    Unfit,
    /// The type that the worker is for does not want events of this name.
    Unwanted,
}

/// How many items there are in an inbox, of all providers together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Those that wait for an attempt, now or later.
    pub waiting: u64,
    /// Those that are in an attempt whose lease has not run out.
    pub in_hand: u64,
    /// Those that were handled, and not pruned since.
    pub done: u64,
    /// Those that were given up, and neither replayed nor discarded since.
    pub dead: u64,
    /// When the oldest arrived of those that wait or are in hand, to the microsecond. The time since then says how
    /// far behind the workers are, or for how long one item has failed.
    pub oldest: Option<OffsetDateTime>,
}

/// Which items are meant, of those that are no longer waiting.
///
/// ```
/// use countersign::inbox::Select;
/// use time::macros::datetime;
///
/// let of_the_outage = Select::dead().received(datetime!(2026-11-22 12:00 UTC)..datetime!(2026-11-22 13:00 UTC));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select {
    pub(super) states: &'static [i16],
    pub(super) selected: Selected,
}

/// What a statement selects by: numbers above `after` up to `last`, and times from `from` until before `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Selected {
    pub(super) after: i64,
    pub(super) last: i64,
    pub(super) from: i64,
    pub(super) until: i64,
}

impl Counts {
    pub(super) fn of(row: CountsRow) -> Self {
        let CountsRow { waiting, in_hand, done, dead, oldest } = row;
        let [waiting, in_hand, done, dead] = [waiting, in_hand, done, dead].map(i64::unsigned_abs);
        Self { waiting, in_hand, done, dead, oldest: oldest.map(time_at) }
    }
}

impl Item {
    pub(super) fn of(row: ItemRow) -> Result<Self, StoreError> {
        let unreadable = |part| StoreError::new(format!("item {}: {}", row.id, Unreadable(part)));
        let key = <[u8; 32]>::try_from(&row.key[..]).map_err(|_| unreadable("key"))?;
        let received_at = time_at(row.received_at);
        let body = row.body.ok_or_else(|| unreadable("body"))?;
        let mut attempts: Vec<_> = row.history.lines().filter_map(Attempt::read).collect();
        if let Some(started_at) = row.started_at {
            let number = row.attempts.unsigned_abs();
            attempts.push(Attempt { number, started_at: time_at(started_at), ended: None, error: None });
        }
        Ok(Self {
            id: row.id,
            key: IdempotencyKey(key),
            provider: row.provider,
            state: match row.state {
                WAITING => State::Waiting,
                DONE => State::Done,
                _ => State::Dead,
            },
            due_at: time_at(row.due_at),
            attempts,
            delivery: kept::delivery(&row.head, body.into(), received_at).map_err(|_| unreadable("head"))?,
        })
    }

    /// Its number. An item that was put later has a greater one.
    #[must_use]
    pub const fn id(&self) -> i64 {
        self.id
    }

    /// What repetitions of it have in common.
    #[must_use]
    pub const fn idempotency_key(&self) -> IdempotencyKey {
        self.key
    }

    /// The name of its scheme in the catalogue.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// What became of it.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// When its next attempt is due, where it waits, and when its lease runs out, where it is in one.
    #[must_use]
    pub const fn due_at(&self) -> OffsetDateTime {
        self.due_at
    }

    /// The attempts to handle it, in their order.
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// The delivery, when it arrived to the microsecond.
    #[must_use]
    pub const fn delivery(&self) -> &Delivery {
        &self.delivery
    }
}

/// Gives no payload.
impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("id", &self.id)
            .field("provider", &self.provider)
            .field("state", &self.state)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

impl Attempt {
    /// Of its line: a number, two times, an outcome, and what there is to say of it.
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.splitn(5, ' ');
        let number = cells.next()?.parse().ok()?;
        let [started_at, ended_at] =
            [cells.next()?, cells.next()?].map(|time| time.parse().ok().map(time_at));
        let outcome = Outcome::read(cells.next()?)?;
        let error = cells.next().map(str::to_owned);
        Some(Self { number, started_at: started_at?, ended: Some((ended_at?, outcome)), error })
    }

    /// Its number, from 1.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// When it began.
    #[must_use]
    pub const fn started_at(&self) -> OffsetDateTime {
        self.started_at
    }

    /// When it ended, where it did. A lost one, when that was found out.
    #[must_use]
    pub fn ended_at(&self) -> Option<OffsetDateTime> {
        self.ended.map(|(ended_at, _)| ended_at)
    }

    /// How it ended, where it did.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.ended.map(|(_, outcome)| outcome)
    }

    /// What went wrong, at most 1,000 characters of it.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }
}

impl Outcome {
    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "done" => Self::Done,
            "failed" => Self::Failed,
            "given-up" => Self::GivenUp,
            "lost" => Self::Lost,
            "returned" => Self::Returned,
            "unfit" => Self::Unfit,
            "unwanted" => Self::Unwanted,
            _ => return None,
        })
    }
}

impl Select {
    /// All that were given up.
    #[must_use]
    pub const fn dead() -> Self {
        Self { states: &[DEAD], selected: Selected::ALL }
    }

    /// All that were handled.
    #[must_use]
    pub const fn done() -> Self {
        Self { states: &[DONE], selected: Selected::ALL }
    }

    /// One, whether it was given up or handled.
    #[must_use]
    pub const fn item(id: i64) -> Self {
        Self { states: &[DEAD, DONE], selected: Selected::ALL }.ids(id..=id)
    }

    /// Only those with these numbers.
    #[must_use]
    pub const fn ids(mut self, ids: RangeInclusive<i64>) -> Self {
        self.selected.after = ids.start().saturating_sub(1);
        self.selected.last = *ids.end();
        self
    }

    /// Only those that arrived in this time.
    #[must_use]
    pub fn received(mut self, times: Range<OffsetDateTime>) -> Self {
        self.selected.from = micros(times.start);
        self.selected.until = micros(times.end);
        self
    }
}

impl Selected {
    const ALL: Self = Self { after: i64::MIN, last: i64::MAX, from: i64::MIN, until: i64::MAX };
}

/// Microseconds since 1970, as near as can be told.
pub(super) fn micros(time: OffsetDateTime) -> i64 {
    let micros = time.unix_timestamp_nanos() / 1_000;
    i64::try_from(micros).unwrap_or(if micros < 0 { i64::MIN } else { i64::MAX })
}

/// Of microseconds since 1970.
pub(super) fn time_at(micros: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
