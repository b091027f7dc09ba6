//! What a head presents: tags and a time.

use arrayvec::ArrayVec;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::error::Error;
#[cfg(feature = "fetch")]
use crate::fetch::WantedKey;
use crate::layout::{MAX_TAGS, SIGNATURE, Tags};
use crate::message::{Reader, ascii};
use crate::part::Source;
use crate::scheme::{Scheme, Unit};

/// What a head presents.
pub(crate) struct Presented {
    pub(crate) family: usize,
    pub(crate) tags: Tags,
    pub(crate) timestamp: Timestamp,
    /// The message that was signed and the key, where what it has to match is in the head.
    pub(crate) decided: Option<(usize, usize)>,
    /// What the delivery calls its key, where keys are fetched.
    #[cfg(feature = "fetch")]
    pub(crate) wanted: Option<WantedKey>,
}

/// A timestamp as it is written, and when that is.
#[derive(Clone, Default)]
pub(crate) struct Timestamp {
    pub(crate) text: ArrayVec<u8, 40>,
    /// Since the epoch: a date is made of it where somebody asks for one.
    pub(crate) at: Option<Duration>,
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
                    for value in reader.head.headers.values(name) {
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
                Some(_) if tags.len() == MAX_TAGS => Err(SIGNATURE),
                Some(tag) => {
                    tags.push(tag);
                    Ok(())
                }
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
                since_epoch(OffsetDateTime::parse(text, &Rfc3339).map_err(|_| MALFORMED)?)
            }
            Unit::Milliseconds => Duration::milliseconds(digits(text).ok_or(MALFORMED)?),
            Unit::Seconds => match digits(text).ok_or(MALFORMED)? {
                seconds if are_milliseconds(seconds) => return Err(Error::Milliseconds),
                seconds => Duration::seconds(seconds),
            },
        };
        if at.whole_seconds() > LAST_SECOND {
            return Err(MALFORMED);
        }
        self.at = Some(at);
        Ok(())
    }
}

/// Whether what should be seconds has thirteen digits: in milliseconds a time of our century, in seconds one of the year
/// 33658 or later.
pub(crate) fn are_milliseconds(seconds: i64) -> bool {
    (1_000_000_000_000..10_000_000_000_000).contains(&seconds)
}

/// The last one that a date can have, at the end of the year 9999.
const LAST_SECOND: i64 = 253_402_300_799;

/// How long after the epoch this is.
pub(crate) fn since_epoch(time: OffsetDateTime) -> Duration {
    Duration::new(time.unix_timestamp(), time.nanosecond().cast_signed())
}

/// A decimal number without a sign or a leading zero, of so few digits that it cannot overflow.
fn digits(text: &[u8]) -> Option<i64> {
    let has_form = text.len() <= 18 && matches!(text, [b'0'] | [b'1'..=b'9', ..]);
    let add = |number: i64, byte: &u8| match byte {
        b'0'..=b'9' => Some(number * 10 + i64::from(byte - b'0')),
        _ => None,
    };
    has_form.then(|| text.iter().try_fold(0, add))?
}

/// Whether a delivery arrived within the tolerance of when it was signed, a time after the epoch, as exactly as that
/// was given.
pub(crate) fn check_age(
    unit: Unit,
    received_at: OffsetDateTime,
    signed_at: Duration,
    tolerance: Duration,
) -> Result<(), Error> {
    let received_at = match unit {
        Unit::Seconds => Duration::seconds(received_at.unix_timestamp()),
        Unit::Milliseconds => since_epoch(received_at.truncate_to_millisecond()),
        Unit::Rfc3339 => since_epoch(received_at),
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
