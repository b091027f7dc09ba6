//! A delivery as a message, and back.

use std::fmt;

use bytes::Bytes;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode, percent_encode};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::event::Raw;
use crate::kept::{self, Kept};
use crate::scheme::{Provider, Scheme};
use crate::verified::{IdempotencyKey, Label, Verified};

/// A delivery as it is handed on: the exact body, and headers.
///
/// | header | what it says |
/// |---|---|
/// | `countersign-provider` | the name of the scheme in the catalogue |
/// | `countersign-key` | the idempotency key, in hexadecimal: what repetitions have in common |
/// | `countersign-id` | the delivery's id, where the sender states one |
/// | `countersign-event` | the name of the event, where the sender states one |
/// | `countersign-covered` | which of the two the proof covers: `event`, `id`, `event,id` or nothing |
/// | `countersign-signed-at` | when it was signed, where the scheme signs a time, by RFC 3339 |
/// | `countersign-received-at` | when it arrived, by RFC 3339 |
/// | `countersign-order` | what those have in common that are handled one after the other, where it was given |
/// | `countersign-receipt` | what the check found out, for [`receive`] |
/// | `countersign-head` | method, target and headers of the request, a line each |
///
/// All values are visible ASCII. Other characters, spaces and `%` among them, are percent-encoded as in URLs: GitLab's
/// `Push Hook` is `Push%20Hook`. So no sender can make up a header by what it writes.
#[derive(Clone)]
pub struct Message {
    key: IdempotencyKey,
    order: Option<Vec<u8>>,
    received_at: OffsetDateTime,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
}

/// A message is not one that this version makes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiveError {
    /// It lacks this header.
    #[error("the header {0} is missing")]
    MissingHeader(&'static str),
    /// It is of another provider than was asked for.
    #[error("the delivery is of another provider")]
    OtherProvider,
    /// It has this header more than once, so that another consumer may have read another one.
    #[error("the header {0} is repeated")]
    RepeatedHeader(&'static str),
    /// This part of it cannot be read.
    #[error("the {0} cannot be read")]
    Unreadable(&'static str),
}

impl Message {
    /// The name of the header with the name of the scheme.
    pub const PROVIDER: &str = "countersign-provider";
    /// The name of the header with the idempotency key.
    pub const KEY: &str = "countersign-key";
    /// The name of the header with the delivery's id.
    pub const ID: &str = "countersign-id";
    /// The name of the header with the name of the event.
    pub const EVENT: &str = "countersign-event";
    /// The name of the header that says which of the two is covered.
    pub const COVERED: &str = "countersign-covered";
    /// The name of the header with the time of the signature.
    pub const SIGNED_AT: &str = "countersign-signed-at";
    /// The name of the header with the time of arrival.
    pub const RECEIVED_AT: &str = "countersign-received-at";
    /// The name of the header with the order.
    pub const ORDER: &str = "countersign-order";
    /// The name of the header with what the check found out.
    pub const RECEIPT: &str = "countersign-receipt";
    /// The name of the header with the head of the request.
    pub const HEAD: &str = "countersign-head";

    /// Of a delivery.
    #[must_use]
    pub fn of<T>(delivery: &Verified<T>) -> Self {
        let receipt = delivery.receipt();
        let labels = [(Self::EVENT, "event", receipt.event()), (Self::ID, "id", receipt.id())];
        let is_covered = |label: &Option<Label<'_>>| label.as_ref().and_then(Label::covered).is_some();
        let covered: Vec<_> =
            labels.iter().filter(|label| is_covered(&label.2)).map(|label| label.1).collect();
        let signed_at = receipt.signed_at().map(rfc3339);

        let Kept { key, provider, received_at, head, receipt, body, order } = Kept::of(delivery, None);
        let mut headers = vec![(Self::PROVIDER, encoded(provider)), (Self::KEY, key.to_string())];
        headers.extend(
            labels.iter().filter_map(|(name, _, label)| Some((*name, encoded(label.as_ref()?.text())))),
        );
        headers.push((Self::COVERED, covered.join(",")));
        headers.extend(signed_at.map(|signed_at| (Self::SIGNED_AT, signed_at)));
        headers.push((Self::RECEIVED_AT, rfc3339(received_at)));
        headers.extend([(Self::RECEIPT, encoded(receipt)), (Self::HEAD, encoded(head))]);
        Self { key, order, received_at, headers, body }
    }

    /// With what those have in common that have to be handled one after the other: any bytes of any length. More than
    /// 256 of them go as their SHA-256.
    #[must_use]
    pub fn in_order(mut self, order: impl AsRef<[u8]>) -> Self {
        let order = kept::bounded(order.as_ref().to_vec());
        self.headers.retain(|(name, _)| *name != Self::ORDER);
        self.headers.push((Self::ORDER, encoded(&order)));
        self.order = Some(order);
        self
    }

    /// What repetitions of it have in common, and no other delivery does. The provider and the endpoint are in it.
    #[must_use]
    pub const fn idempotency_key(&self) -> IdempotencyKey {
        self.key
    }

    /// What those have in common that have to be handled one after the other, where it was given.
    #[must_use]
    pub fn order(&self) -> Option<&[u8]> {
        self.order.as_deref()
    }

    /// When it arrived.
    #[must_use]
    pub const fn received_at(&self) -> OffsetDateTime {
        self.received_at
    }

    /// Its headers, each name once. The values are visible ASCII.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers.iter().map(|(name, value)| (*name, &value[..]))
    }

    /// The exact bytes that were verified.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }
}

/// Gives no payload.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message").field("key", &self.key).finish_non_exhaustive()
    }
}

/// The delivery that a message carries, with its proof. Other headers than [`Message`]'s are passed over.
///
/// The broker is trusted: nothing is verified again.
///
/// # Errors
///
/// If it is of another provider, or is no message of this crate.
pub fn receive<P: Provider>(
    headers: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<[u8]>)>,
    body: impl Into<Bytes>,
) -> Result<Verified<Raw<P>>, ReceiveError> {
    const NAMES: [&str; 4] = [Message::PROVIDER, Message::KEY, Message::RECEIPT, Message::HEAD];
    let scheme: &'static Scheme = const { &P::SCHEME.checked() };
    let mut found = NAMES.map(|name| (name, None));
    for (name, value) in headers {
        if let Some((known, text)) = found.iter_mut().find(|(known, _)| *known == name.as_ref())
            && text.replace(percent_decode(value.as_ref()).collect::<Vec<_>>()).is_some()
        {
            return Err(ReceiveError::RepeatedHeader(known));
        }
    }
    let missing = found.iter().find(|(_, text)| text.is_none());
    if let Some((name, _)) = missing {
        return Err(ReceiveError::MissingHeader(name));
    }
    let [provider, key, receipt, head] = found.map(|(_, text)| text.unwrap_or_default());
    if provider != scheme.name().as_bytes() {
        return Err(ReceiveError::OtherProvider);
    }
    let key = hex::decode(key).map_err(|_| ReceiveError::Unreadable("idempotency key"))?;
    let receipt = std::str::from_utf8(&receipt).map_err(|_| ReceiveError::Unreadable("receipt"))?;
    kept::verified(scheme, &key, &head, receipt, body.into())
        .map_err(|kept::Unreadable(part)| ReceiveError::Unreadable(part))
}

/// What is not visible in a header, or says how such is written.
const HIDDEN: &AsciiSet = &CONTROLS.add(b' ').add(b'%');

fn encoded(text: impl AsRef<[u8]>) -> String {
    percent_encode(text.as_ref(), HIDDEN).to_string()
}

fn rfc3339(time: OffsetDateTime) -> String {
    // Only years of more than four digits cannot be written so.
    time.format(&Rfc3339).unwrap_or_default()
}
