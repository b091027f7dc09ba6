//! What an event is parsed from.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use percent_encoding::percent_decode;
use serde::de::DeserializeOwned;

use crate::error::PayloadError;
use crate::json;
#[cfg(feature = "form")]
use crate::message::begins_like_json;
use crate::multipart;
use crate::part::Source;
use crate::scheme::Provider;
use crate::verified::Receipt;

/// What an event is parsed from: a whole genuine delivery, or one item of a [`Batch`](super::Batch).
pub struct Payload<'a, P> {
    receipt: Receipt<'a>,
    body: &'a Bytes,
    /// The text of the item, where it is one.
    item: Option<&'a str>,
    provider: PhantomData<fn() -> P>,
}

/// Gives the receipt, not the payload.
impl<P> fmt::Debug for Payload<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload").field("receipt", &self.receipt).finish_non_exhaustive()
    }
}

impl<'a, P: Provider> Payload<'a, P> {
    pub(crate) const fn of(receipt: Receipt<'a>) -> Self {
        Self { receipt, body: receipt.body(), item: None, provider: PhantomData }
    }

    /// The same, as if by another provider.
    pub(super) const fn by<Q>(&self) -> Payload<'a, Q> {
        Payload { receipt: self.receipt, body: self.body, item: self.item, provider: PhantomData }
    }

    /// One item of it.
    pub(super) const fn item(&self, text: &'a str) -> Self {
        Self { item: Some(text), ..*self }
    }

    /// What the check found out about the delivery.
    #[must_use]
    pub const fn receipt(&self) -> Receipt<'a> {
        self.receipt
    }

    /// The bytes of the body that were verified, of whatever item this is.
    #[must_use]
    pub const fn body(&self) -> &'a Bytes {
        self.body
    }

    /// The name of the event.
    ///
    /// Whether the proof covers it is for [`Receipt::event`] to say. Where it does not, as with GitHub, whoever
    /// replays a delivery may give it another name: what then keeps it from being taken for another event is
    /// that its payload has to fit that event's type.
    #[must_use]
    pub fn event(&self) -> Option<Cow<'a, str>> {
        match self.item {
            None => self.receipt.envelope_label(self.receipt.scheme().event?),
            Some(text) => self.in_item(text, self.receipt.scheme().item_event?),
        }
    }

    /// Sees to it that the name of the event can be read in one way: for an [`Event`](super::Event) that goes by it, and
    /// has a type which need not read it. [`events!`](macro@crate::events) does so.
    ///
    /// # Errors
    ///
    /// If the name stands in JSON that is none, or in which a name on the way to it stands twice, or in a form with
    /// another field of that name.
    pub fn check_event(&self) -> Result<(), PayloadError> {
        let scheme = self.receipt.scheme();
        let Some(text) = self.item else {
            return scheme.event.map_or(Ok(()), |source| self.receipt.check_label(source));
        };
        let read = scheme.item_event.map(|source| self.receipt.reader().read(source, text.as_bytes()));
        read.transpose().map(drop).map_err(|_| PayloadError::UNREADABLE)
    }

    /// Whether the event has this name: the whole of it, or all before its action, or all before `.*`.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.is_one_of(&[name]).is_some()
    }

    /// Which of these the event's name [is](Self::is), counted from 0: the first that it is.
    #[must_use]
    pub fn is_one_of(&self, names: &[&str]) -> Option<usize> {
        let event = self.event()?;
        names.iter().position(|name| is_named(&event, name, self.has_action()))
    }

    /// The JSON, also where it came in a field of a form.
    ///
    /// # Errors
    ///
    /// If it is not UTF-8.
    pub fn text(&self) -> Result<Cow<'a, str>, PayloadError> {
        if let Some(text) = self.item {
            return Ok(Cow::Borrowed(text));
        }
        if let Some(text) = self.text_in_form()? {
            return Ok(text);
        }
        match self.receipt.payload() {
            Cow::Borrowed(bytes) => {
                str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| PayloadError::NotUtf8)
            }
            Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).map_err(|_| PayloadError::NotUtf8),
        }
    }

    /// The JSON as a type.
    ///
    /// # Errors
    ///
    /// If it is not JSON, not of the type, or a name that the type reads stands twice. A [`Value`](serde_json::Value), a
    /// map, a struct with `flatten` and an enum that is not told by an outer name read all names, and none of
    /// `serde_json`'s own (`$serde_json::private::RawValue`).
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, PayloadError> {
        json::owned(&self.text()?).map_err(|error| PayloadError::of_json(&error))
    }

    /// What the event is about as a type: the scheme's [`data`](crate::Scheme::data), or all of it where it has
    /// none.
    ///
    /// # Errors
    ///
    /// As [`json`](Self::json), and if nothing is there.
    pub fn data<T: DeserializeOwned>(&self) -> Result<T, PayloadError> {
        match self.receipt.scheme().data {
            pointer if self.item.is_none() && !pointer.is_empty() => {
                self.at(pointer)?.ok_or(PayloadError::NoData)
            }
            _ => self.json(),
        }
    }

    /// What is at a JSON pointer as a type, if anything is.
    ///
    /// # Errors
    ///
    /// As [`json`](Self::json).
    pub fn at<T: DeserializeOwned>(&self, pointer: &str) -> Result<Option<T>, PayloadError> {
        let text = self.text()?;
        json::owned_at(&text, pointer).map_err(|error| PayloadError::of_json(&error))
    }

    /// The fields of the form as a type.
    ///
    /// # Errors
    ///
    /// If they are not of the type, or the body begins like JSON or comes in parts.
    #[cfg(feature = "form")]
    #[cfg_attr(docsrs, doc(cfg(feature = "form")))]
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, PayloadError> {
        // In a text or between the parts other fields may stand than the sender's.
        if begins_like_json(self.body) || multipart::fields(self.body).is_some() {
            return Err(PayloadError::Form);
        }
        serde_html_form::from_bytes(self.body).map_err(|_| PayloadError::Form)
    }

    /// The JSON in a field of a form, where it came so.
    fn text_in_form(&self) -> Result<Option<Cow<'a, str>>, PayloadError> {
        let found = self.receipt.json_in_form().map_err(|_| PayloadError::Form)?;
        // In a multipart form nothing is escaped.
        if found.is_some() && multipart::fields(self.body).is_none() {
            percent_decode(self.body).decode_utf8().map_err(|_| PayloadError::NotUtf8)?;
        }
        Ok(found)
    }

    /// What stands there in an item.
    pub(super) fn in_item(&self, text: &'a str, source: Source) -> Option<Cow<'a, str>> {
        self.receipt.reader().read(source, text.as_bytes()).ok()?
    }

    /// Whether names of events have an action behind a full stop.
    const fn has_action(&self) -> bool {
        let source = match self.item {
            None => self.receipt.scheme().event,
            Some(_) => self.receipt.scheme().item_event,
        };
        matches!(source, Some(Source::Join(_) | Source::First([Source::Join(_), ..])))
    }
}

fn is_named(event: &str, name: &str, has_action: bool) -> bool {
    let before_action = if has_action { event.split_once('.').map(|(before, _)| before) } else { None };
    match name.strip_suffix(".*") {
        Some(before) => event.strip_prefix(before).is_some_and(|rest| rest.starts_with('.')),
        None => event == name || before_action == Some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_whole_or_ends_where_its_action_begins() {
        // (event, name, with action, is)
        let cases = [
            ("push", "push", true, true),
            ("issues.opened", "issues.opened", true, true),
            ("issues.opened", "issues", true, true),
            ("issues.opened", "issues.closed", true, false),
            ("issues.opened", "issue", true, false),
            ("invoice.paid", "invoice", false, false),
            ("invoice.paid", "invoice.*", false, true),
            ("invoiceitem.created", "invoice.*", false, false),
            ("invoice", "invoice.*", false, false),
            ("charge.dispute.closed", "charge.*", false, true),
            ("charge.dispute.closed", "charge.dispute.*", false, true),
        ];
        for (event, name, has_action, expected) in cases {
            assert_eq!(is_named(event, name, has_action), expected, "{event} {name}");
        }
    }
}
