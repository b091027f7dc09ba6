//! A body that is checked as it arrives.

#[cfg(feature = "actix")]
pub(crate) mod actix;
#[cfg(feature = "axum")]
pub(crate) mod axum;

use std::fmt;

use bytes::{Bytes, BytesMut};

use crate::algorithm::Running;
use crate::check::Core;
use crate::delivery::Head;
use crate::error::Error;
use crate::event::Raw;
use crate::handshake::MAX_CHALLENGE;
use crate::keys::Entry;
use crate::layout::Tag;
use crate::refusal::Refusal;
use crate::verified::{Proof, Verified};
use crate::verifier::Pending;

/// A delivery whose body arrives piece by piece, and is hashed and kept as it does: from its last byte to the
/// verdict it is not far, however long it is.
///
/// The adapters take bodies of more than [`AT_ONCE`] bytes so, in actix-web unless they have a `Content-Encoding`.
/// Schemes that have to see the body whole, as for the fields of a form, are checked at the end all the same.
///
/// ```
/// use countersign::Verifier;
/// use countersign::providers::GitHub;
/// # use countersign::{Delivery, Head};
/// # use time::macros::datetime;
///
/// let github = Verifier::<GitHub>::new("It's a Secret to Everybody")?;
/// # let request = github.sign("Hello, World!").request()?;
/// # let head = Head::from_parts(request.into_parts().0, datetime!(2026-11-22 12:00 UTC));
/// let mut arriving = github.begin(head)?.arriving();
/// for piece in [&b"Hello, "[..], b"World!"] {
///     arriving.push(piece);
/// }
/// assert_eq!(arriving.finish()?.body(), "Hello, World!");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Arriving<P> {
    pending: Pending<P>,
    arrived: Arrived,
}

/// Up to how many bytes of a body adapters wait for all of it.
pub const AT_ONCE: usize = 64 * 1024;

/// What has arrived of a body, and its hashes where they are of use.
pub(crate) struct Arrived {
    body: BytesMut,
    /// How long the body will be, as far as is known.
    expected: usize,
    hashes: Option<Hashes>,
}

impl Arrived {
    pub(crate) fn nothing_yet(expected: usize, hashes: Option<Hashes>) -> Self {
        Self { body: BytesMut::new(), expected, hashes }
    }

    pub(crate) fn push(&mut self, piece: &[u8]) {
        if let Some(hashes) = &mut self.hashes {
            hashes.update(piece);
        }
        self.make_room(piece.len());
        self.body.extend_from_slice(piece);
    }

    /// Makes room for a piece. As soon as a thirty-second part of the body has come there is room for all of it: it
    /// is not copied again and again as it grows, and nobody has room made by announcing what does not come.
    fn make_room(&mut self, piece: usize) {
        let length = self.body.len();
        if self.body.capacity() - length < piece {
            let rest = self.expected.saturating_sub(length);
            self.body.reserve(piece.max(rest.min(length.saturating_mul(31))));
        }
    }

    pub(crate) fn finish(self) -> (Bytes, Option<Hashes>) {
        (self.body.freeze(), self.hashes)
    }
}

/// The hash of what has arrived, under each key.
pub(crate) struct Hashes {
    pub(crate) running: Vec<Box<dyn Running>>,
    /// What is signed behind the body.
    pub(crate) behind: Vec<u8>,
}

impl Hashes {
    fn update(&mut self, piece: &[u8]) {
        self.running.iter_mut().for_each(|running| running.update(piece));
    }

    /// Where all has arrived: for each key, whether one of the tags was made with it.
    fn matches(mut self, tags: &[Tag]) -> Vec<bool> {
        let behind = std::mem::take(&mut self.behind);
        self.update(&behind);
        self.running.into_iter().map(|running| running.matches(tags)).collect()
    }
}

/// Whether a body is known to be no longer than is worth waiting for.
#[cfg(any(feature = "actix", feature = "axum"))]
fn is_short(length: Option<usize>) -> bool {
    length.is_some_and(|length| length <= AT_ONCE)
}

/// Says in the log what no verifier has seen.
#[cfg(any(feature = "actix", feature = "axum"))]
pub(crate) fn note_unread() {
    tracing::debug!("a body was not read: it broke off, or is above the limit of the framework");
}

/// What has arrived, and one more piece. The first is not copied.
#[cfg(any(feature = "actix", feature = "axum"))]
fn join(arrived: Bytes, piece: Bytes) -> Bytes {
    if arrived.is_empty() {
        return piece;
    }
    let mut joined = BytesMut::from(arrived);
    joined.extend_from_slice(&piece);
    joined.freeze()
}

/// How long a body is, by the value of `Content-Length`.
pub(crate) fn length_of(value: Option<&[u8]>) -> Option<usize> {
    str::from_utf8(value?).ok()?.parse().ok()
}

impl<P> Arriving<P> {
    /// Takes the next piece of the body. How many there may be is for the caller to limit.
    pub fn push(&mut self, piece: &[u8]) {
        self.arrived.push(piece);
    }

    /// Takes the body's end, and checks the rest.
    ///
    /// # Errors
    ///
    /// As [`Pending::finish`].
    pub fn finish(mut self) -> Result<Verified<Raw<P>>, Refusal> {
        let (body, hashes) = self.arrived.finish();
        let proof = self.pending.prove_hashed(body, hashes)?;
        Ok(self.pending.verified(proof))
    }
}

impl<P> Pending<P> {
    /// With a body that arrives piece by piece.
    #[must_use]
    pub fn arriving(mut self) -> Arriving<P> {
        let arrived = Arrived::nothing_yet(0, self.hashes());
        Arriving { pending: self, arrived }
    }

    /// Where a body can be checked as it arrives, its hashes, with what is signed before it.
    fn hashes(&mut self) -> Option<Hashes> {
        if self.is_unsigned() || self.presented.decided.is_some() {
            return None;
        }
        let keys = self.core.keys();
        let hashes = self.core.hashes(&self.delivery, &keys, &self.presented)?;
        self.keys = Some(keys);
        Some(hashes)
    }

    /// Checks the rest, where the hashes are of this body.
    pub(crate) fn prove_hashed(&mut self, body: Bytes, hashes: Option<Hashes>) -> Result<Proof, Refusal> {
        // What may be a challenge has to be looked at.
        let is_enough = !self.core.config.signs_challenges || body.len() > MAX_CHALLENGE;
        if let (Some(hashes), Some(keys)) = (hashes.filter(|_| is_enough), &self.keys) {
            match self.core.decide(&self.delivery.head, keys, hashes, &self.presented.tags) {
                Ok(key) => self.presented.decided = Some((0, key)),
                Err(error) => {
                    self.delivery.body = body;
                    return Err(self.core.refuse(&self.delivery, error));
                }
            }
        }
        self.prove(body)
    }
}

impl Core {
    /// Decides by what has been hashed under which key the delivery was signed.
    fn decide(&self, head: &Head, keys: &[Entry], hashes: Hashes, tags: &[Tag]) -> Result<usize, Error> {
        let matches = hashes.matches(tags);
        let found = self.find_matching(keys, head.received_at, |index, _| matches[index]);
        found.map_err(|error| self.count(error))
    }
}

impl<P> fmt::Debug for Arriving<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arriving").field("arrived", &self.arrived.body.len()).finish_non_exhaustive()
    }
}
