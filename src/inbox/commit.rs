//! Puts that arrive together are committed together.

use std::collections::{HashMap, VecDeque};
use std::error::Error as StdError;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::Put;
use super::database::Database;
use crate::kept::Kept;
use crate::replay::StoreError;

/// How many are committed together at the most, and how many bytes of bodies, unless one alone has more.
const ROWS: usize = 500;
const BYTES: usize = 4 << 20;

/// Puts that wait for the next commit.
#[derive(Default)]
pub(super) struct Commits {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Waiting>,
    is_running: bool,
}

struct Waiting {
    row: Kept,
    answer: Answer,
}

type Answer = oneshot::Sender<Result<Put, StoreError>>;

impl Commits {
    /// Has a row committed, with those that wait, as soon as what is being committed is. The first of them starts
    /// the task that does it, which ends when nobody waits.
    pub(super) fn add(
        self: &Arc<Self>,
        row: Kept,
        database: &Arc<dyn Database>,
        stored: &Arc<tokio::sync::watch::Sender<()>>,
    ) -> oneshot::Receiver<Result<Put, StoreError>> {
        let (answer, answered) = oneshot::channel();
        let mut state = self.state();
        state.waiting.push_back(Waiting { row, answer });
        if !mem::replace(&mut state.is_running, true) {
            let (database, stored) = (Arc::clone(database), Arc::clone(stored));
            let running = Running { commits: Arc::clone(self), is_over: false };
            tokio::spawn(running.run(database, stored));
        }
        answered
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change of it is whole by itself.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The task that commits.
struct Running {
    commits: Arc<Commits>,
    is_over: bool,
}

impl Running {
    async fn run(mut self, database: Arc<dyn Database>, stored: Arc<tokio::sync::watch::Sender<()>>) {
        while let Some(batch) = self.next() {
            let (rows, answers): (Vec<_>, Vec<_>) =
                batch.into_iter().map(|waiting| (waiting.row, waiting.answer)).unzip();
            match database.insert(&rows).await {
                Ok(done) => {
                    tell(&rows, answers, done);
                    stored.send_replace(());
                }
                Err(error) => tell_error(answers, error),
            }
        }
    }

    /// What is committed next. Nothing where the task is over.
    fn next(&mut self) -> Option<Vec<Waiting>> {
        let mut state = self.commits.state();
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while let Some(next) = state.waiting.front() {
            let size = next.row.body.len();
            if batch.len() == ROWS || (bytes + size > BYTES && !batch.is_empty()) {
                break;
            }
            bytes += size;
            // Of some the caller went away meanwhile.
            batch.extend(state.waiting.pop_front().filter(|waiting| !waiting.answer.is_closed()));
        }
        self.is_over = batch.is_empty();
        state.is_running = !self.is_over;
        (!self.is_over).then_some(batch)
    }
}

/// Where the runtime ends, or the database's code panics, whoever waits gets an error.
impl Drop for Running {
    fn drop(&mut self) {
        if !self.is_over {
            let mut state = self.commits.state();
            state.waiting.clear();
            state.is_running = false;
        }
    }
}

/// Of several with one key, the first was stored, if any was.
fn tell(rows: &[Kept], answers: Vec<Answer>, stored: Vec<(i64, Vec<u8>)>) {
    let mut stored: HashMap<_, _> = stored.into_iter().map(|(id, key)| (key, id)).collect();
    for (row, answer) in rows.iter().zip(answers) {
        let put = stored.remove(&row.key.as_bytes()[..]).map_or(Put::Repeated, Put::Stored);
        // Whoever does not wait any longer is sent it again.
        let _ = answer.send(Ok(put));
    }
}

fn tell_error(answers: Vec<Answer>, error: StoreError) {
    let error = copies(error);
    for answer in answers {
        let _ = answer.send(Err(error()));
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

impl std::fmt::Debug for Commits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Commits").finish_non_exhaustive()
    }
}
