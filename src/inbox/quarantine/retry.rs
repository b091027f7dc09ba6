//! Verifying again what was kept.

use tokio::task::yield_now;

use super::Retried;
use super::suspect;
use super::ward::SuspectRow;
use crate::error::Error;
use crate::event::Raw;
use crate::inbox::item::time_at;
use crate::inbox::{Inbox, Put};
use crate::kept::Kept;
use crate::replay::StoreError;
use crate::replay::remote::{answer, deadline};
use crate::unproven::InVain;
use crate::verified::Verified;
use crate::verifier::Verifier;

/// What those have in common that are handled one after the other.
pub(super) type Order<'a, P> = dyn Fn(&Verified<Raw<P>>) -> Vec<u8> + Sync + 'a;

/// One walk through what was kept.
pub(super) struct Retry<'a, P> {
    inbox: &'a Inbox,
    verifier: &'a Verifier<P>,
    order: Option<&'a Order<'a, P>>,
    in_vain: InVain,
    /// What came of it so far.
    pub(super) retried: Retried,
}

impl<'a, P> Retry<'a, P> {
    pub(super) fn new(inbox: &'a Inbox, verifier: &'a Verifier<P>, order: Option<&'a Order<'a, P>>) -> Self {
        Self { inbox, verifier, order, in_vain: InVain::default(), retried: Retried::default() }
    }

    /// Puts into the inbox what is genuine of these, and gives their numbers.
    pub(super) async fn page(&mut self, page: Vec<SuspectRow>) -> Result<Vec<i64>, StoreError> {
        let (mut genuine, mut puts) = (Vec::new(), Vec::new());
        for (id, arrival, head, body, now) in page {
            // A page may take as long as hashing eight megabytes does.
            yield_now().await;
            let verified = match suspect::delivery(&arrival, &head, body.into()) {
                Some(delivery) => self.verifier.verify_again(delivery, time_at(now), &mut self.in_vain).await,
                None => Err(Error::Malformed("what was kept")),
            };
            match verified {
                Err(_) => {
                    self.retried.refused += 1;
                    continue;
                }
                Ok(None) => self.retried.probes += 1,
                Ok(Some(verified)) => {
                    let kept = Kept::of(&verified, self.order.map(|order| order(&verified)));
                    if self.order.is_some() {
                        self.retried.count(self.inbox.put_kept(kept).await?);
                    } else {
                        // Those of a page are committed together.
                        puts.push(self.inbox.add(kept));
                    }
                }
            }
            genuine.push(id);
        }
        for put in puts {
            self.retried.count(answer(deadline(self.inbox.timeout), put).await??);
        }
        Ok(genuine)
    }
}

impl Retried {
    const fn count(&mut self, put: Put) {
        match put {
            Put::Stored(_) => self.stored += 1,
            Put::Repeated => self.repeated += 1,
        }
    }
}
