//! Tests on a place of their own.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use libtest_mimic::Trial;

use super::places::{Backend, Place, Shared};

/// How long a test waits before it fails. Nothing depends on it where all is well.
pub(crate) const GUARD: Duration = Duration::from_secs(60);

/// A test on a place of its own on the shared servers, by its name without the modules.
pub(crate) fn on_place<F>(
    shared: &Arc<Shared>,
    backend: Backend,
    test: &str,
    body: impl FnOnce(Place) -> F + Send + 'static,
) -> Trial
where
    F: Future<Output = ()> + Send + 'static,
{
    let shared = Arc::clone(shared);
    let test = test.rsplit("::").next().unwrap_or(test).trim().to_owned();
    backend.trial(&test, move || {
        shared.start(backend);
        run(async move { body(shared.place(backend).await).await });
    })
}

pub(crate) fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(GUARD, test).await.expect("an end in time") });
    runtime.shutdown_background();
}

/// Drops a future that has waited so often and waits again.
pub(crate) async fn at_most<T>(waits: usize, future: impl Future<Output = T>) -> Option<T> {
    let (mut future, mut waited) = (pin!(future), 0);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if waited == waits => Poll::Ready(None),
        Poll::Pending => {
            waited += 1;
            Poll::Pending
        }
    })
    .await
}
