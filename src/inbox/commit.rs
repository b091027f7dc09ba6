//! What arrives together is committed together.

use std::collections::{HashMap, VecDeque};
use std::error::Error as StdError;
use std::fmt;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{oneshot, watch};

use super::Put;
use super::database::Database;
use crate::kept::Kept;
use crate::replay::{StoreError, StoreFuture};

/// How many are committed together at the most, and how many bytes, unless one alone has more.
const ROWS: usize = 500;
const BYTES: usize = 4 << 20;

/// Commits rows of one kind.
pub(super) trait Commit: Send + Sync + 'static {
    type Row: Send + 'static;
    /// What came of a row.
    type Done: Send + 'static;

    /// Whether a row is committed also where nobody waits for it any longer.
    const IS_OWED: bool;

    /// How many bytes there are of a row.
    fn size(row: &Self::Row) -> usize;

    /// Commits rows, and says what came of each, in their order.
    fn commit(&self, rows: Vec<Self::Row>) -> StoreFuture<'_, Vec<Self::Done>>;
}

/// Rows that wait for the next commit.
pub(super) struct Commits<C: Commit> {
    state: Mutex<State<C>>,
}

struct State<C: Commit> {
    waiting: VecDeque<Waiting<C>>,
    is_running: bool,
}

struct Waiting<C: Commit> {
    row: C::Row,
    answer: Answer<C>,
}

type Answer<C> = oneshot::Sender<Result<<C as Commit>::Done, StoreError>>;

impl<C: Commit> Commits<C> {
    /// Has a row committed, with those that wait, as soon as what is being committed is. The first of them starts
    /// the task that does it, which ends when nobody waits.
    pub(super) fn add(
        self: &Arc<Self>,
        row: C::Row,
        commit: impl FnOnce() -> C,
    ) -> oneshot::Receiver<Result<C::Done, StoreError>> {
        let (answer, answered) = oneshot::channel();
        let mut state = self.state();
        state.waiting.push_back(Waiting { row, answer });
        let is_running = mem::replace(&mut state.is_running, true);
        // A runtime that has ended drops the task at once, which changes the state.
        drop(state);
        if !is_running {
            let running = Running { commits: Arc::clone(self), is_over: false };
            tokio::spawn(running.run(commit()));
        }
        answered
    }

    fn state(&self) -> MutexGuard<'_, State<C>> {
        // Each change of it is whole by itself.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The task that commits.
struct Running<C: Commit> {
    commits: Arc<Commits<C>>,
    is_over: bool,
}

impl<C: Commit> Running<C> {
    async fn run(mut self, commit: C) {
        while let Some(batch) = self.next() {
            let (rows, answers): (Vec<_>, Vec<_>) =
                batch.into_iter().map(|waiting| (waiting.row, waiting.answer)).unzip();
            // Whoever does not wait any longer is sent it again.
            match commit.commit(rows).await {
                Ok(done) => {
                    answers.into_iter().zip(done).for_each(|(answer, done)| drop(answer.send(Ok(done))))
                }
                Err(error) => {
                    let error = copies(error);
                    answers.into_iter().for_each(|answer| drop(answer.send(Err(error()))));
                }
            }
        }
    }

    /// What is committed next. Nothing where the task is over.
    fn next(&mut self) -> Option<Vec<Waiting<C>>> {
        let mut state = self.commits.state();
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while let Some(next) = state.waiting.front() {
            let size = C::size(&next.row);
            if batch.len() == ROWS || (bytes + size > BYTES && !batch.is_empty()) {
                break;
            }
            bytes += size;
            // Of some the caller went away meanwhile.
            let is_wanted = |waiting: &Waiting<C>| C::IS_OWED || !waiting.answer.is_closed();
            batch.extend(state.waiting.pop_front().filter(is_wanted));
        }
        self.is_over = batch.is_empty();
        state.is_running = !self.is_over;
        (!self.is_over).then_some(batch)
    }
}

/// Where the runtime ends, or the database's code panics, whoever waits gets an error.
impl<C: Commit> Drop for Running<C> {
    fn drop(&mut self) {
        if !self.is_over {
            let mut state = self.commits.state();
            state.waiting.clear();
            state.is_running = false;
        }
    }
}

/// Puts, which tell workers that something was stored.
pub(super) struct Puts {
    pub(super) database: Arc<dyn Database>,
    pub(super) stored: Arc<watch::Sender<()>>,
}

impl Commit for Puts {
    type Row = Kept;
    type Done = Put;

    /// It was not answered, and is sent again.
    const IS_OWED: bool = false;

    fn size(row: &Kept) -> usize {
        row.head.len() + row.body.len()
    }

    fn commit(&self, rows: Vec<Kept>) -> StoreFuture<'_, Vec<Put>> {
        Box::pin(async move {
            let stored = self.database.insert(&rows).await?;
            self.stored.send_replace(());
            let mut stored: HashMap<_, _> = stored.into_iter().map(|(id, key)| (key, id)).collect();
            // Of several with one key, the first was stored, if any was.
            let put = |row: &Kept| stored.remove(&row.key.as_bytes()[..]).map_or(Put::Repeated, Put::Stored);
            Ok(rows.iter().map(put).collect())
        })
    }
}

/// One error, as often as it is asked for.
pub(super) fn copies(error: StoreError) -> impl Fn() -> StoreError {
    let error: Arc<dyn StdError + Send + Sync> = error.into_source().into();
    move || StoreError::new(Shared(Arc::clone(&error)))
}

/// One error for all whom it concerns.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Shared(Arc<dyn StdError + Send + Sync>);

impl<C: Commit> Default for Commits<C> {
    fn default() -> Self {
        Self { state: Mutex::new(State { waiting: VecDeque::new(), is_running: false }) }
    }
}

impl<C: Commit> fmt::Debug for Commits<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Commits").finish_non_exhaustive()
    }
}
