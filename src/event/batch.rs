//! Deliveries that bring several events.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;

use super::{Event, Payload};
use crate::error::PayloadError;
use crate::json;
use crate::verified::{Assurance, IdempotencyKey, KeyHash, Label, Receipt};

/// The events of a delivery that brings several, in their order: those at the scheme's
/// [`items`](crate::Scheme::items). A delivery that brings one by itself is a batch of one.
///
/// Each has its own id and its own slice of the body, and can be done [`once`](crate::replay::once) by itself:
///
/// ```
/// use std::io;
///
/// use countersign::providers::SendGrid;
/// use countersign::replay::{OnceError, Store, once};
/// use countersign::{Batch, Json, Verified};
///
/// #[derive(serde::Deserialize)]
/// struct Mail {
///     email: String,
/// }
///
/// async fn on_mails(
///     store: &dyn Store,
///     mails: &Verified<Batch<Json<SendGrid, Mail>>>,
/// ) -> Result<(), OnceError<io::Error>> {
///     for mail in mails.iter() {
///         once(store, mail, deliver(&mail.email)).await?;
///     }
///     Ok(())
/// }
///
/// async fn deliver(to: &str) -> Result<(), io::Error> {
///     Ok(())
/// }
/// ```
#[derive(Clone)]
pub struct Batch<E> {
    items: Vec<Item<E>>,
}

/// One event of several in a delivery.
#[derive(Clone)]
pub struct Item<E> {
    value: E,
    bytes: Bytes,
    id: Option<Box<str>>,
    event: Option<Box<str>>,
    is_covered: bool,
    key: IdempotencyKey,
}

impl<E> Batch<E> {
    /// The items.
    #[must_use]
    pub fn into_items(self) -> Vec<Item<E>> {
        self.items
    }
}

impl<E> Deref for Batch<E> {
    type Target = [Item<E>];

    fn deref(&self) -> &[Item<E>] {
        &self.items
    }
}

impl<E: Event> Event for Batch<E> {
    type Provider = E::Provider;

    fn parse(payload: &Payload<'_, E::Provider>) -> Result<Self, PayloadError> {
        let text = payload.text()?;
        let pointer = payload.receipt().scheme().items;
        let found = json::each(&text, pointer).map_err(|error| PayloadError::of_json(&error))?;
        let proven = Proven::of(payload.receipt());
        let items = found.into_iter().enumerate().map(|(at, raw)| Item::parse(payload, raw, at, &proven));
        // One that was not asked for is left out; where none was, neither was the delivery.
        let items: Vec<_> =
            items.filter(|item| !matches!(item, Err(PayloadError::Unwanted))).collect::<Result<_, _>>()?;
        Ok(Self { items })
    }
}

/// What the proof of a delivery says of its items: computed once, however many there are.
struct Proven {
    /// What the keys of all items begin with, what was signed of the whole among it.
    key: KeyHash,
    /// Whether it covers the whole body, and with it what stands in its items.
    is_covered: bool,
    /// Whether each has a message of its own.
    is_each: bool,
    /// What tells its items from those of another that are written alike.
    with: Option<Box<str>>,
    /// What was signed, where that is not the body and something was.
    messages: Vec<Vec<u8>>,
}

impl Proven {
    fn of(receipt: Receipt<'_>) -> Self {
        let is_covered = receipt.assurance() == Assurance::Body;
        let messages = if is_covered { None } else { receipt.signed() };
        let messages = messages.unwrap_or_default();
        let with = receipt.scheme().items_with.and_then(|source| receipt.label(source));
        let is_each = receipt.scheme().each.is_some();
        let mut key = receipt.begin_key();
        // Hashed once: it may be as long as all items together.
        if let (false, Some(whole)) = (is_each, messages.last()) {
            key.add([&b"signed"[..], whole]);
        }
        Self {
            key,
            is_covered,
            is_each,
            with: with.as_ref().and_then(Label::covered).map(Box::from),
            messages,
        }
    }

    /// What was signed of the item at a place: its own message, or its place in that of the whole.
    fn signed(&self, at: usize) -> Option<Cow<'_, [u8]>> {
        if self.is_each {
            return self.messages.get(at).map(Cow::from);
        }
        self.messages.last().map(|_| at.to_be_bytes().to_vec().into())
    }
}

impl<E: Event> Item<E> {
    /// The item at a place, counted from 0.
    fn parse(
        payload: &Payload<'_, E::Provider>,
        text: &str,
        at: usize,
        proven: &Proven,
    ) -> Result<Self, PayloadError> {
        let item = payload.item(text);
        let value = E::parse(&item)?;
        let id: Option<Box<str>> = payload
            .receipt()
            .scheme()
            .item_id
            .and_then(|source| item.in_item(text, source))
            .filter(|id| !id.is_empty())
            .map(|id| Box::from(&*id));
        let event: Option<Box<str>> = item.event().map(|event| Box::from(&*event));
        let mut key = proven.key.clone();
        match (&id, proven.signed(at)) {
            (Some(id), _) if proven.is_covered => key.add([&b"item id"[..], id.as_bytes()]),
            // What else is in it may be anybody's.
            (_, Some(signed)) => key.add([&b"signed item"[..], &signed]),
            _ => {
                let renews = payload.receipt().scheme().renews;
                key.add([&b"item"[..], &json::without(text.as_bytes().into(), renews)]);
            }
        }
        if let (None, Some(with)) = (&id, &proven.with) {
            key.add([with.as_bytes(), &at.to_be_bytes()]);
        }
        let body = payload.body();
        let is_slice = body.as_ptr_range().contains(&text.as_ptr());
        let bytes =
            if is_slice { body.slice_ref(text.as_bytes()) } else { Bytes::copy_from_slice(text.as_bytes()) };
        Ok(Self { value, bytes, id, event, is_covered: proven.is_covered, key: key.finish() })
    }
}

impl<E> Item<E> {
    /// The slice of the body that it is.
    #[must_use]
    pub const fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Its id, where the sender states one.
    #[must_use]
    pub fn id(&self) -> Option<Label<'_>> {
        self.id.as_deref().map(|id| Label::new(id.into(), self.is_covered))
    }

    /// The name of the event, where the sender states one.
    #[must_use]
    pub fn event(&self) -> Option<Label<'_>> {
        self.event.as_deref().map(|event| Label::new(event.into(), self.is_covered))
    }

    /// What a repetition of this item has in common with it: its id or its text where the proof covers the body, else
    /// what is signed of it. Where nothing is signed it is the text. It also holds the provider and the endpoint, and
    /// where items of several deliveries are written alike, [what tells those](crate::Scheme::items_with).
    #[must_use]
    pub const fn idempotency_key(&self) -> IdempotencyKey {
        self.key
    }

    /// What was parsed.
    #[must_use]
    pub fn into_inner(self) -> E {
        self.value
    }
}

impl<E> Deref for Item<E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.value
    }
}

/// Gives how many there are.
impl<E> fmt::Debug for Batch<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch").field("items", &self.items.len()).finish_non_exhaustive()
    }
}

/// Gives its key, not the payload.
impl<E> fmt::Debug for Item<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item").field("key", &self.key).finish_non_exhaustive()
    }
}
