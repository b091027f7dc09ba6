//! What a handler is given.

use std::convert::Infallible;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use time::Duration;

use super::database::Ticket;
use crate::replay::remote::{answer, deadline};
use crate::replay::{OnceError, StoreFuture};
use crate::verified::Verified;

/// A delivery to handle, with the attempt that this is.
pub struct Job<E> {
    event: Verified<E>,
    ticket: Arc<Ticket>,
    in_transaction: Arc<AtomicBool>,
    timeout: Duration,
}

impl<E> Job<E> {
    pub(super) const fn new(
        event: Verified<E>,
        ticket: Arc<Ticket>,
        in_transaction: Arc<AtomicBool>,
        timeout: Duration,
    ) -> Self {
        Self { event, ticket, in_transaction, timeout }
    }

    /// The number of its item in the inbox.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.ticket.id
    }

    /// The number of this attempt, from 1.
    #[must_use]
    pub fn attempt(&self) -> u64 {
        self.ticket.attempt.unsigned_abs()
    }

    /// The delivery, without what is known of the attempt.
    #[must_use]
    pub fn into_event(self) -> Verified<E> {
        self.event
    }

    /// Records in a transaction of the handler's own that the item is handled in it.
    ///
    /// The record and the effect are committed together, or neither is: a process that dies, wherever it does,
    /// leaves either no effect and an item that is handled again, or one effect and an item that is done. Call it
    /// first in the transaction, which has to be in the inbox's own database, and commit before the handler
    /// returns. In SQLite begin with `BEGIN IMMEDIATE`.
    ///
    /// From here on only the commit makes the item done. A handler that returns `Ok` without it has failed.
    ///
    /// # Errors
    ///
    /// [`OnceError::LeaseLost`] if another worker has the item since, or has done it: roll back, which dropping the
    /// transaction does. [`OnceError::Store`] if the database does not answer; the transaction is of no more use
    /// then.
    pub async fn done_in(&self, transaction: &mut impl Transactional) -> Result<(), OnceError<Infallible>> {
        self.in_transaction.store(true, Ordering::SeqCst);
        match answer(deadline(self.timeout), transaction.settle(Settling(&self.ticket))).await? {
            true => Ok(()),
            false => Err(OnceError::LeaseLost),
        }
    }
}

impl<E> Deref for Job<E> {
    type Target = Verified<E>;

    fn deref(&self) -> &Verified<E> {
        &self.event
    }
}

/// Gives the receipt, not the payload.
impl<E> fmt::Debug for Job<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job")
            .field("id", &self.id())
            .field("attempt", &self.attempt())
            .field("event", &self.event)
            .finish_non_exhaustive()
    }
}

/// A transaction in the database of an inbox: one of sqlx's, in SQLite or in PostgreSQL.
pub trait Transactional: Send {
    /// Records that an item is handled. Says whether it was still the holder's. For [`Job::done_in`].
    fn settle<'a>(&'a mut self, item: Settling<'a>) -> StoreFuture<'a, bool>;
}

/// An item that a transaction settles.
#[derive(Debug)]
pub struct Settling<'a>(pub(super) &'a Ticket);
