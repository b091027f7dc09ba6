//! A connection that is made when it is needed, and made anew when it is in doubt.

use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Mutex;

use super::BrokerError;

/// The connection that there is, if any. Those who use one that is replaced finish on it.
#[derive(Debug)]
pub(super) struct Link<C>(Mutex<Option<Arc<Connected<C>>>>);

#[derive(Debug)]
struct Connected<C> {
    connection: C,
    in_doubt: AtomicBool,
}

/// A connection for one call. It is in doubt when that does not end with [`settle`](Held::settle): it failed, or was
/// dropped since it took too long. A call that succeeds afterwards clears the doubt.
#[derive(Debug)]
pub(super) struct Held<C> {
    connected: Arc<Connected<C>>,
    is_settled: bool,
}

impl<C> Link<C> {
    pub(super) fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// The connection, unless there is none or it is in doubt; then a new one.
    pub(super) async fn hold(
        &self,
        connect: impl Future<Output = Result<C, BrokerError>>,
    ) -> Result<Held<C>, BrokerError> {
        let mut current = self.0.lock().await;
        let connected = match &*current {
            Some(connected) if !connected.in_doubt.load(Ordering::SeqCst) => Arc::clone(connected),
            _ => {
                *current = None;
                let connected = Connected { connection: connect.await?, in_doubt: AtomicBool::new(false) };
                Arc::clone(current.insert(Arc::new(connected)))
            }
        };
        Ok(Held { connected, is_settled: false })
    }
}

impl<C> Held<C> {
    /// The broker has answered.
    pub(super) fn settle(mut self) {
        self.is_settled = true;
    }
}

impl<C> Deref for Held<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.connected.connection
    }
}

impl<C> Drop for Held<C> {
    fn drop(&mut self) {
        self.connected.in_doubt.store(!self.is_settled, Ordering::SeqCst);
    }
}
