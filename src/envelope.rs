//! What a delivery says about itself, beside its payload.

use std::borrow::Cow;

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::{Rfc2822, Rfc3339};
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

use crate::error::{Error, PayloadError};
use crate::json::{self, Fields};
use crate::message::{Reader, begins_like_json};
use crate::part::Source;
use crate::verified::{Label, Receipt};

/// What a delivery says about itself, beside its payload: each part as a [`Label`], which says whether the
/// proof covers it.
///
/// What stands in headers is read from there. What stands in the body is looked for in one pass, which ends
/// where the last of it was found and copies nothing.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Envelope<'a> {
    /// The account, tenant, shop or workspace that it is about.
    pub account: Option<Label<'a>>,
    /// Which attempt this is, as the sender counts them.
    pub attempt: Option<Label<'a>>,
    /// The name of the event, with its action where it has one: `issues.opened`.
    pub event: Option<Label<'a>>,
    /// The delivery's id.
    pub id: Option<Label<'a>>,
    /// When it happened, or was sent, as the sender writes it. [`Label::time`] reads it.
    pub time: Option<Label<'a>>,
    /// The version of the API by which the payload is written.
    pub version: Option<Label<'a>>,
}

impl<'a> Receipt<'a> {
    /// What the delivery says about itself.
    ///
    /// ```
    /// use countersign::providers::Stripe;
    /// use countersign::{Raw, Verified};
    ///
    /// fn log(event: &Verified<Raw<Stripe>>) {
    ///     let envelope = event.receipt().envelope();
    ///     let text = |label: &Option<countersign::Label<'_>>| label.as_ref().map(|label| label.text().to_owned());
    ///     println!("{:?} of API version {:?}", text(&envelope.event), text(&envelope.version));
    /// }
    /// ```
    #[must_use]
    pub fn envelope(&self) -> Envelope<'a> {
        let scheme = self.scheme();
        let sources = [scheme.account, scheme.attempt, scheme.event, scheme.id, scheme.time, scheme.version];
        let [account, attempt, event, id, time, version] = self.labels(sources);
        Envelope { account, attempt, event, id, time, version }
    }

    /// The JSON in a field of a form, which may be a multipart one, where the scheme's may come so and does.
    pub(crate) fn json_in_form(&self) -> Result<Option<Cow<'a, str>>, Error> {
        let field = self.scheme().json_in_form;
        if field.is_empty() { Ok(None) } else { self.reader().read(Source::Form(field), self.body()) }
    }

    /// Sees to it that what stands at a place stands in the body once.
    pub(crate) fn check_label(&self, source: Source) -> Result<(), PayloadError> {
        let mut fields = Fields::new();
        collect(source, self.reader(), &mut fields);
        let form = self.json_in_form().map_err(|_| PayloadError::Form)?;
        let text = form.as_deref().map_or(&self.body()[..], str::as_bytes);
        if begins_like_json(text) {
            for (pointer, _) in &fields {
                json::field(text, pointer).map_err(|error| PayloadError::of_json(&error))?;
            }
        }
        match source {
            Source::Form(_) => {
                self.reader().read(source, self.body()).map_err(|_| PayloadError::Form).map(drop)
            }
            Source::JsonInForm(..) | Source::Payload(_) => {
                self.reader().read(source, self.body()).map_err(|_| PayloadError::UNREADABLE).map(drop)
            }
            _ => Ok(()),
        }
    }

    /// What stands at several places, found in one pass.
    pub(crate) fn labels<const N: usize>(&self, sources: [Option<Source>; N]) -> [Option<Label<'a>>; N] {
        let mut fields = Fields::new();
        sources.into_iter().flatten().for_each(|source| collect(source, self.reader(), &mut fields));
        match self.json_in_form().ok().flatten() {
            None => json::first_fields(self.body(), &mut fields),
            Some(text) => {
                let mut found: Fields<'_> = fields.iter().map(|(pointer, _)| (*pointer, None)).collect();
                json::first_fields(text.as_bytes(), &mut found);
                for ((_, field), (_, found)) in fields.iter_mut().zip(found) {
                    *field = found.map(|text| Cow::Owned(text.into_owned()));
                }
            }
        }
        sources.map(|source| {
            let (text, found) = look_up(source?, self.reader(), self.body(), &fields)?;
            Some(Label::new(text, self.covers(found)))
        })
    }
}

/// Notes which fields of the body are to be looked for. Those behind a header that is there are not.
fn collect(source: Source, reader: Reader<'_>, fields: &mut Fields<'_>) {
    match source {
        Source::Field(pointer) if fields.iter().all(|(known, _)| *known != pointer) => {
            // A test sees to it that no scheme has more.
            let _ = fields.try_push((pointer, None));
        }
        Source::First(sources) => {
            for source in sources {
                if !source.needs_body() && matches!(reader.read(*source, b""), Ok(Some(_))) {
                    break;
                }
                collect(*source, reader, fields);
            }
        }
        Source::Join(sources) => sources.iter().for_each(|source| collect(*source, reader, fields)),
        _ => {}
    }
}

/// The text at a source, and of several places the one that has it.
fn look_up<'a>(
    source: Source,
    reader: Reader<'a>,
    body: &'a [u8],
    fields: &Fields<'a>,
) -> Option<(Cow<'a, str>, Source)> {
    match source {
        Source::Field(pointer) => {
            let (_, found) = fields.iter().find(|(known, _)| *known == pointer)?;
            Some((found.clone()?, source))
        }
        Source::First(sources) => sources.iter().find_map(|source| look_up(*source, reader, body, fields)),
        Source::Join(sources) => {
            let (first, rest) = sources.split_first()?;
            let (mut joined, _) = look_up(*first, reader, body, fields)?;
            for source in rest {
                if let Some((text, _)) = look_up(*source, reader, body, fields) {
                    joined = Cow::Owned(format!("{joined}.{text}"));
                }
            }
            Some((joined, source))
        }
        _ => Some((reader.read(source, body).ok()??, source)),
    }
}

/// `2026-11-22 12:00:00 UTC`, as GitLab writes it.
const WITH_ZONE_NAME: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
/// `2026-11-22 12:00:00 +0100`, as GitLab and Bitbucket Server write it.
const WITH_OFFSET: &[BorrowedFormatItem<'_>] = format_description!(
    "[year]-[month]-[day] [hour]:[minute]:[second] [offset_hour sign:mandatory][offset_minute]"
);
/// `2026-11-22T12:00:00+0100`, which is ISO 8601 but not RFC 3339.
const WITH_BARE_OFFSET: &[BorrowedFormatItem<'_>] = format_description!(
    "[year]-[month]-[day]T[hour]:[minute]:[second][optional [.[subsecond]]][offset_hour sign:mandatory][offset_minute]"
);
/// `2026-11-22 12:00:00`, or with a `T`, which is taken as UTC.
const WITHOUT_ZONE: [&[BorrowedFormatItem<'_>]; 2] = [
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second][optional [.[subsecond]]]"),
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second][optional [.[subsecond]]]"),
];

/// A time as any sender of the catalogue writes it. What has no zone is taken as UTC.
pub(crate) fn read_time(text: &str) -> Option<OffsetDateTime> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number {
        return read_number(text);
    }
    let known = OffsetDateTime::parse(text, &Rfc3339)
        .or_else(|_| OffsetDateTime::parse(text, WITH_OFFSET))
        .or_else(|_| OffsetDateTime::parse(text, WITH_BARE_OFFSET))
        .or_else(|_| OffsetDateTime::parse(text, &Rfc2822));
    known.ok().or_else(|| {
        let mut without = [WITH_ZONE_NAME].into_iter().chain(WITHOUT_ZONE);
        without
            .find_map(|format| PrimitiveDateTime::parse(text, format).ok())
            .map(PrimitiveDateTime::assume_utc)
    })
}

/// Seconds since the epoch, with a fraction or without, or milli-, micro- or nanoseconds, by how many digits
/// they have.
fn read_number(text: &str) -> Option<OffsetDateTime> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let number: i128 = whole.parse().ok()?;
    let per_second: i128 = match whole.len() {
        0..=11 => 1,
        12..=14 => 1_000,
        15..=17 => 1_000_000,
        18..=19 => 1_000_000_000,
        _ => return None,
    };
    let fraction: i128 = match fraction.get(..fraction.len().min(9))? {
        "" => 0,
        digits => format!("{digits:0<9}").parse().ok()?,
    };
    let nanoseconds = (number * 1_000_000_000 + fraction) / per_second;
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::catalogue::ALL;
    use crate::json::MOST_FIELDS;

    #[test]
    fn no_scheme_looks_for_more_fields_than_one_pass_has_room_for() {
        fn fields(source: Source, found: &mut Vec<&'static str>) {
            match source {
                Source::Field(pointer) if !found.contains(&pointer) => found.push(pointer),
                Source::First(sources) | Source::Join(sources) => {
                    sources.iter().for_each(|source| fields(*source, found));
                }
                _ => {}
            }
        }

        for scheme in ALL {
            let mut found = Vec::new();
            let all = [scheme.account, scheme.attempt, scheme.event, scheme.id, scheme.time, scheme.version];
            all.into_iter().flatten().for_each(|source| fields(source, &mut found));
            assert!(found.len() <= MOST_FIELDS, "{}: {found:?}", scheme.name);
        }
    }

    #[test]
    fn a_time_is_read_as_senders_write_it() {
        let at = datetime!(2026-11-22 12:00 UTC);
        for text in [
            "2026-11-22T12:00:00Z",
            "2026-11-22T13:00:00+01:00",
            "2026-11-22T13:00:00+0100",
            "2026-11-22T12:00:00.000+0000",
            "2026-11-22 12:00:00 UTC",
            "2026-11-22 13:00:00 +0100",
            "2026-11-22 12:00:00",
            "2026-11-22T12:00:00",
            "2026-11-22 12:00:00.000",
            "Sun, 22 Nov 2026 12:00:00 +0000",
            "1795348800",
            "1795348800.0",
            "1795348800000",
            "1795348800000000",
            "1795348800000000000",
        ] {
            assert_eq!(read_time(text), Some(at), "{text}");
        }
        assert_eq!(read_time("1795348800.25"), Some(at + time::Duration::milliseconds(250)));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", ".", "-1", "now", "2026-13-01T00:00:00Z", "99999999999999999999", "1.2.3", "1e9"] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }
}
