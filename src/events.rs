//! Typed events, one feature a sender.
//!
//! They are made to outlive what senders change. Only what is always there is required. A name, a status or a kind
//! that was unknown when this was written is kept as text, in an arm `Unknown`; a field that was unknown is passed
//! over, and is in the [body](crate::Verified::body), which is always at hand. Every enum may get more arms.
//!
//! What they do not have, a type of yours has: [`Json`](crate::Json) and [`Data`](crate::Data) read any type that
//! `serde` can make, and [`events!`](crate::events!) puts such types beside these.

#[cfg(feature = "events-bitbucket")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-bitbucket")))]
pub mod bitbucket;

#[cfg(feature = "events-cloudevents")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-cloudevents")))]
pub mod cloudevents;

#[cfg(feature = "events-discord")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-discord")))]
pub mod discord;

#[cfg(feature = "events-echolon")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-echolon")))]
pub mod echolon;

#[cfg(feature = "events-github")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-github")))]
pub mod github;

#[cfg(feature = "events-gitlab")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-gitlab")))]
pub mod gitlab;

#[cfg(feature = "events-hookdeck")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-hookdeck")))]
pub mod hookdeck;

#[cfg(feature = "events-hubspot")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-hubspot")))]
pub mod hubspot;

#[cfg(feature = "events-line")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-line")))]
pub mod line;

#[cfg(feature = "events-linear")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-linear")))]
pub mod linear;

#[cfg(feature = "events-meta")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-meta")))]
pub mod meta;

#[cfg(feature = "events-paddle")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-paddle")))]
pub mod paddle;

#[cfg(feature = "events-pagerduty")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-pagerduty")))]
pub mod pagerduty;

#[cfg(feature = "events-sendgrid")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-sendgrid")))]
pub mod sendgrid;

#[cfg(feature = "events-sentry")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-sentry")))]
pub mod sentry;

#[cfg(feature = "events-shopify")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-shopify")))]
pub mod shopify;

#[cfg(feature = "events-slack")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-slack")))]
pub mod slack;

#[cfg(feature = "events-standard-webhooks")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-standard-webhooks")))]
pub mod standard_webhooks;

#[cfg(feature = "events-stripe")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-stripe")))]
pub mod stripe;

#[cfg(feature = "events-twilio")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-twilio")))]
pub mod twilio;

#[cfg(feature = "events-twitch")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-twitch")))]
pub mod twitch;

#[cfg(feature = "events-webex")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-webex")))]
pub mod webex;

#[cfg(feature = "events-zalo")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-zalo")))]
pub mod zalo;

#[cfg(feature = "events-zoom")]
#[cfg_attr(docsrs, doc(cfg(feature = "events-zoom")))]
pub mod zoom;

/// Enums of texts that keep those they do not know.
#[allow(unused_macros, reason = "not every sender has one")]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$arm_meta:meta])* $arm:ident = $text:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$arm_meta])* $arm,)+
            /// One that was not known when this was written.
            Unknown(Box<str>),
        }

        impl $name {
            /// The text, as the sender writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$arm => $text,)+
                    Self::Unknown(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$arm,)+
                    text => Self::Unknown(text.into()),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::events::read::text(deserializer, |text| Self::from(text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
#[allow(unused_imports, reason = "not every sender has one")]
use open_enum;

/// How fields are read.
#[allow(dead_code, reason = "each sender needs some of it")]
mod read {
    use std::collections::BTreeMap;
    use std::fmt;

    use serde::Deserialize;
    use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
    use time::OffsetDateTime;

    use crate::envelope::read_time;

    /// What is made of a text, without a copy of it.
    pub(super) fn text<'de, D: Deserializer<'de>, T>(
        deserializer: D,
        make: impl FnOnce(&str) -> T,
    ) -> Result<T, D::Error> {
        struct Text<F>(F);

        impl<F: FnOnce(&str) -> T, T> Visitor<'_> for Text<F> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
                Ok(self.0(text))
            }
        }

        deserializer.deserialize_str(Text(make))
    }

    /// A time in any form in which senders write one: for `#[serde(deserialize_with = "read::time")]`.
    pub(super) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OffsetDateTime, D::Error> {
        deserializer.deserialize_any(Time).and_then(|time| time.ok_or_else(|| D::Error::custom("no time")))
    }

    /// The same, with nothing for `null`, for an empty text, and for what is no time: for
    /// `#[serde(default, deserialize_with = "read::maybe_time")]`.
    pub(super) fn maybe_time<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<OffsetDateTime>, D::Error> {
        deserializer.deserialize_any(Time)
    }

    struct Time;

    impl Visitor<'_> for Time {
        type Value = Option<OffsetDateTime>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a time")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(read_time(text))
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
            Ok(read_time(&number.to_string()))
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
            Ok(read_time(&number.to_string()))
        }

        fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
            Ok(read_time(&format!("{number:.6}")))
        }

        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }

    /// The default for `null` and for what is not there: for `#[serde(default, deserialize_with = "read::or_default")]`.
    pub(super) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        Option::deserialize(deserializer).map(Option::unwrap_or_default)
    }

    /// Names and texts, without what is no text, number or boolean. None for `null`: for
    /// `#[serde(default, deserialize_with = "read::texts")]`.
    pub(super) fn texts<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<String, String>, D::Error> {
        struct Texts;

        impl<'de> Visitor<'de> for Texts {
            type Value = BTreeMap<String, String>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of texts")
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(BTreeMap::new())
            }

            // PHP writes an empty object as an empty array.
            fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
                while sequence.next_element::<IgnoredAny>()?.is_some() {}
                Ok(BTreeMap::new())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut texts = BTreeMap::new();
                while let Some((name, MaybeText(text))) = map.next_entry::<String, _>()? {
                    let Some(text) = text else { continue };
                    if texts.insert(name, text).is_some() {
                        return Err(A::Error::custom("a name stands twice"));
                    }
                }
                Ok(texts)
            }
        }

        deserializer.deserialize_any(Texts)
    }

    struct MaybeText(Option<String>);

    impl<'de> Deserialize<'de> for MaybeText {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            maybe_text(deserializer).map(Self)
        }
    }

    /// A text, also of a number or a boolean, and nothing for all else: for
    /// `#[serde(default, deserialize_with = "read::maybe_text")]`.
    pub(super) fn maybe_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_any(Scalar).map(|scalar| match scalar {
            Read::Text(text) => Some(text),
            Read::Whole(number) => Some(number.to_string()),
            Read::Decimal(number) => Some(number.to_string()),
            Read::Bool(is) => Some(is.to_string()),
            Read::Nothing => None,
        })
    }

    /// A whole number, also in a text, and nothing for all else: for
    /// `#[serde(default, deserialize_with = "read::maybe_whole")]`.
    pub(super) fn maybe_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
        deserializer.deserialize_any(Scalar).map(|scalar| match scalar {
            Read::Text(text) => text.parse().ok(),
            Read::Whole(number) => i64::try_from(number).ok(),
            Read::Decimal(number) => number.to_string().parse().ok(),
            Read::Bool(_) | Read::Nothing => None,
        })
    }

    /// A boolean, also in a text or as 0 or 1, and nothing for all else: for
    /// `#[serde(default, deserialize_with = "read::maybe_bool")]`.
    pub(super) fn maybe_bool<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
        deserializer.deserialize_any(Scalar).map(|scalar| match scalar {
            Read::Bool(is) => Some(is),
            Read::Whole(number) => Some(number != 0),
            Read::Text(text) => match &*text {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            Read::Decimal(_) | Read::Nothing => None,
        })
    }

    /// A scalar of JSON.
    enum Read {
        Text(String),
        Whole(i128),
        Decimal(f64),
        Bool(bool),
        Nothing,
    }

    struct Scalar;

    impl<'de> Visitor<'de> for Scalar {
        type Value = Read;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("JSON")
        }

        fn visit_bool<E: Error>(self, is: bool) -> Result<Read, E> {
            Ok(Read::Bool(is))
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<Read, E> {
            Ok(Read::Whole(number.into()))
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<Read, E> {
            Ok(Read::Whole(number.into()))
        }

        fn visit_f64<E: Error>(self, number: f64) -> Result<Read, E> {
            Ok(Read::Decimal(number))
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Read, E> {
            Ok(Read::Text(text.to_owned()))
        }

        fn visit_unit<E: Error>(self) -> Result<Read, E> {
            Ok(Read::Nothing)
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read, A::Error> {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok(Read::Nothing)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Read, A::Error> {
            while sequence.next_element::<IgnoredAny>()?.is_some() {}
            Ok(Read::Nothing)
        }
    }
}
