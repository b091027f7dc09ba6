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

        impl $crate::events::record::Value for $name {
            fn read(
                input: &mut dyn $crate::events::record::Input,
            ) -> Result<Option<Self>, $crate::events::record::Stop> {
                $crate::events::record::word(input, |text| Self::from(text))
            }
        }

        impl $crate::events::record::Field for $name {
            const REQUIRED: bool = true;

            fn empty() -> Self {
                Self::Unknown(Box::default())
            }

            fn read(
                input: &mut dyn $crate::events::record::Input,
            ) -> Result<Self, $crate::events::record::Stop> {
                $crate::events::record::required(input)
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

#[allow(dead_code, reason = "each sender needs some of it")]
mod read;
#[allow(dead_code, unused_macros, unused_imports, reason = "not every sender has one")]
mod record;
