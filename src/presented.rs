//! What a head presents: tags and a time.

use arrayvec::ArrayVec;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::error::Error;
#[cfg(feature = "fetch")]
use crate::fetch::WantedKey;
use crate::layout::{SIGNATURE, Tags};
use crate::message::{Reader, ascii};
use crate::part::Source;
use crate::scheme::{Scheme, Unit};

/// What a head presents.
pub(crate) struct Presented {
    pub(crate) family: usize,
    pub(crate) tags: Tags,
    pub(crate) timestamp: Timestamp,
    /// The key that matched already, where credentials in the head are all there is to check.
    pub(crate) decided: Option<usize>,
    /// What the delivery calls its key, where keys are fetched.
    #[cfg(feature = "fetch")]
    pub(crate) wanted: Option<WantedKey>,
}

/// A timestamp as it is written, and when that is.
#[derive(Clone, Default)]
pub(crate) struct Timestamp {
    pub(crate) text: ArrayVec<u8, 40>,
    pub(crate) at: Option<OffsetDateTime>,
}

impl Presented {
    pub(crate) fn new() -> Self {
        Self {
            family: 0,
            tags: Tags::new(),
            timestamp: Timestamp::default(),
            decided: None,
            #[cfg(feature = "fetch")]
            wanted: None,
        }
    }

    /// Reads the tags, and the timestamp where it stands beside them.
    pub(crate) fn read_tags(
        &mut self,
        scheme: &Scheme,
        reader: &Reader<'_>,
        body: &[u8],
    ) -> Result<(), Error> {
        if reader.family.signatures.is_empty() {
            let text = reader.required(scheme.signature, body, scheme.signature.name("the signature"))?;
            self.read_text(scheme, text.as_bytes())?;
        } else {
            let mut found = false;
            for (name, role) in &reader.family.signatures {
                if scheme.repeats_signature {
                    for value in reader.head.headers.get_all(name) {
                        found = true;
                        self.read_text(scheme, ascii(value, role)?)?;
                    }
                } else if let Some(text) = reader.header(name, role)? {
                    found = true;
                    self.read_text(scheme, text)?;
                }
            }
            if !found {
                return Err(Error::Missing(reader.family.signatures[0].1));
            }
        }
        if self.tags.is_empty() { Err(SIGNATURE) } else { Ok(()) }
    }

    /// Reads one text that holds tags. In a list, what cannot be a tag is passed over.
    fn read_text(&mut self, scheme: &Scheme, text: &[u8]) -> Result<(), Error> {
        let Self { tags, timestamp, .. } = self;
        scheme.layout.read(
            text,
            |presented| match scheme.algorithm.tag(presented, scheme.encoding) {
                Some(tag) => tags.try_push(tag).map_err(|_| SIGNATURE),
                None if scheme.layout.is_single() => Err(SIGNATURE),
                None => Ok(()),
            },
            |label, value| match scheme.timestamp {
                Some(Source::Label(name)) if label == name.as_bytes() => timestamp.read(value, scheme.unit),
                Some(Source::Leading) => timestamp.read(value, scheme.unit),
                _ => Ok(()),
            },
        )
    }

    pub(crate) fn read_timestamp(
        &mut self,
        source: Source,
        reader: &Reader<'_>,
        body: &[u8],
    ) -> Result<(), Error> {
        let unit = reader.config.scheme.unit;
        match (source, &reader.family.timestamp) {
            (Source::Label(_) | Source::Leading, _) if self.timestamp.at.is_some() => Ok(()),
            (Source::Label(_) | Source::Leading, _) => Err(Error::Missing(TIMESTAMP)),
            (_, Some((name, role))) => {
                match reader.header(name, role)? {
                    Some(text) => self.timestamp.read(text, unit),
                    // What is signed lists it, or there is none.
                    None if reader.config.scheme.lists_headers() => Ok(()),
                    None => Err(Error::Missing(role)),
                }
            }
            _ => self.timestamp.read(reader.required(source, body, TIMESTAMP)?.as_bytes(), unit),
        }
    }
}

const TIMESTAMP: &str = "the timestamp";

impl Timestamp {
    fn read(&mut self, text: &[u8], unit: Unit) -> Result<(), Error> {
        if self.at.is_some() {
            return Err(Error::Repeated(TIMESTAMP));
        }
        const MALFORMED: Error = Error::Malformed(TIMESTAMP);
        self.text = ArrayVec::try_from(text).map_err(|_| MALFORMED)?;
        let at = match unit {
            Unit::Rfc3339 => {
                let text = str::from_utf8(text).map_err(|_| MALFORMED)?;
                OffsetDateTime::parse(text, &Rfc3339).map_err(|_| MALFORMED)?
            }
            Unit::Milliseconds => {
                let nanoseconds = i128::from(digits(text).ok_or(MALFORMED)?) * 1_000_000;
                OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).map_err(|_| MALFORMED)?
            }
            Unit::Seconds => match digits(text).ok_or(MALFORMED)? {
                // Thirteen digits are a time of our century in milliseconds, and of the year 33658 in seconds.
                1_000_000_000_000..10_000_000_000_000 => return Err(Error::Milliseconds),
                seconds => OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| MALFORMED)?,
            },
        };
        self.at = Some(at);
        Ok(())
    }
}

/// A decimal number without a sign or a leading zero.
fn digits(text: &[u8]) -> Option<i64> {
    let has_form = matches!(text, [b'0'] | [b'1'..=b'9', ..]);
    let add = |number: i64, byte: &u8| match byte {
        b'0'..=b'9' => number.checked_mul(10)?.checked_add((byte - b'0').into()),
        _ => None,
    };
    has_form.then(|| text.iter().try_fold(0, add))?
}

/// Whether a delivery arrived within the tolerance of when it was signed, as exactly as its time was given.
pub(crate) fn check_age(
    unit: Unit,
    received_at: OffsetDateTime,
    signed_at: OffsetDateTime,
    tolerance: Duration,
) -> Result<(), Error> {
    let received_at = match unit {
        Unit::Seconds => received_at.truncate_to_second(),
        Unit::Milliseconds => received_at.truncate_to_millisecond(),
        Unit::Rfc3339 => received_at,
    };
    let age = received_at - signed_at;
    if age > tolerance {
        Err(Error::Stale { age })
    } else if -age > tolerance {
        Err(Error::Early { by: -age })
    } else {
        Ok(())
    }
}
