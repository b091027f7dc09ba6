//! Receive webhooks one can trust: who sent a request is proven, that nobody changed it, that it is
//! neither old nor handled before.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "actix")]
#[cfg_attr(docsrs, doc(cfg(feature = "actix")))]
pub mod actix;
mod algorithm;
#[cfg(feature = "axum")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
pub mod axum;
pub mod catalogue;
mod check;
mod config;
pub mod dangerous;
mod delivery;
mod error;
mod event;
mod handshake;
mod json;
mod layout;
mod message;
mod part;
mod presented;
pub mod providers;
mod refusal;
pub mod replay;
mod scheme;
mod secret;
mod sign;
mod url;
mod verified;
mod verifier;

pub use self::delivery::{Delivery, Head};
pub use self::error::{Error, KeyError, PayloadError};
pub use self::event::{Event, Json, Raw, Unfit};
pub use self::handshake::{Handshake, MAX_CHALLENGE};
pub use self::layout::{Encoding, Layout, MAX_TAGS};
pub use self::part::{Part, Repeats, Sorted, Source, UrlForm};
pub use self::refusal::Refusal;
pub use self::scheme::{Provider, Scheme, Unit};
pub use self::secret::{KeyForm, Secret};
pub use self::sign::{SignError, Signing};
pub use self::verified::{Assurance, IdempotencyKey, Label, Receipt, Verified};
pub use self::verifier::{AnyProvider, Pending, Verifier};
