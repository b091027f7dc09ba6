//! Deliveries handed on to a message broker.
//!
//! Where consumers of a broker do the work, a receiver has done its part when the broker has the delivery.
//! [`Handoff::send`] publishes one that is verified, and is done when the broker has confirmed that it is stored: then
//! the sender is answered with a 2xx, and not before.
//!
//! ```
//! # #[cfg(feature = "nats")] {
//! use countersign::handoff::{BrokerError, Handoff, Nats};
//! use countersign::providers::GitHub;
//! use countersign::{Raw, Verified};
//!
//! /// In a web server: hands on what was verified, and answers.
//! async fn on_delivery(handoff: &Handoff, event: &Verified<Raw<GitHub>>) -> Result<http::StatusCode, BrokerError> {
//!     // An error is a 503, and the sender comes again.
//!     handoff.send(event).await?;
//!     Ok(http::StatusCode::ACCEPTED)
//! }
//!
//! # async fn start() -> Result<(), Box<dyn std::error::Error>> {
//! let client = async_nats::connect("nats://broker:4222").await?;
//! let handoff = Handoff::new(Nats::new(async_nats::jetstream::new(client), "webhooks.github"));
//! # Ok(())
//! # }
//! # }
//! ```
//!
//! The body goes as it arrived. What else there is to know stands in headers, which are listed at [`Message`], for
//! consumers in any language. One in Rust gets the [`Verified`] again:
//!
//! ```
//! use countersign::handoff::{Message, receive};
//! use countersign::providers::GitHub;
//! use countersign::{Json, Raw, Verified};
//!
//! #[derive(serde::Deserialize)]
//! struct Push {
//!     r#ref: String,
//! }
//!
//! # use countersign::{Delivery, dangerous};
//! # let request = http::Request::post("/github").body(r#"{"ref":"refs/heads/main"}"#)?;
//! # let delivery = Delivery::from_request(request, time::OffsetDateTime::UNIX_EPOCH);
//! # let sent: Verified<Raw<GitHub>> = dangerous::assume_verified(delivery)?;
//! # let message = Message::of(&sent);
//! # let (headers, body) = (message.headers(), message.body().clone());
//! // `headers` and `body` are those of a message, by whichever client.
//! let push: Verified<Json<GitHub, Push>> = receive::<GitHub>(headers, body)?.parse()?;
//! assert_eq!(push.r#ref, "refs/heads/main");
//! # assert_eq!(push.receipt().idempotency_key(), sent.receipt().idempotency_key());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A broker gives a message at least once, so wrap the consumer's work in [`once`](crate::replay::once), or go by the
//! idempotency key elsewhere. Which broker promises what, and what has to be set up for it, is in `docs/delivery.md`.
//!
//! # The broker is trusted
//!
//! [`receive`] does not look at signatures again: the headers say what was found out when the delivery arrived. Whoever
//! may publish to the broker may so make up deliveries. Its messages have the bodies, and the headers of the requests
//! but for `Cookie`, `Proxy-Authorization` and tokens that are the secret itself; a token in the URL stands there too.
//! Guard it as you guard what the deliveries are about. What the server knew of the [connection](crate::Connection) is
//! not handed on.

#[cfg(feature = "kafka")]
mod kafka;
#[cfg(any(feature = "kafka", feature = "rabbitmq"))]
mod link;
mod message;
#[cfg(feature = "nats")]
mod nats;
#[cfg(feature = "rabbitmq")]
mod rabbitmq;
#[cfg(feature = "redis-streams")]
mod redis_stream;

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use http::StatusCode;
use time::Duration;

#[cfg(feature = "kafka")]
#[cfg_attr(docsrs, doc(cfg(feature = "kafka")))]
pub use self::kafka::Kafka;
pub use self::message::{Message, ReceiveError, receive};
#[cfg(feature = "nats")]
#[cfg_attr(docsrs, doc(cfg(feature = "nats")))]
pub use self::nats::Nats;
#[cfg(feature = "rabbitmq")]
#[cfg_attr(docsrs, doc(cfg(feature = "rabbitmq")))]
pub use self::rabbitmq::RabbitMq;
#[cfg(feature = "redis-streams")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis-streams")))]
pub use self::redis_stream::RedisStream;
use crate::verified::Verified;
use crate::wait::lasting;

/// How long a broker may take to confirm, unless its [`Handoff`] says otherwise: five seconds. Some providers wait no
/// longer for their answer, Ghost and Zalo only two: let it be less where theirs are received.
pub const TIMEOUT: Duration = Duration::seconds(5);

/// What [`Broker::publish`] returns: a future that can move between threads.
pub type BrokerFuture<'a> = Pin<Box<dyn Future<Output = Result<(), BrokerError>> + Send + 'a>>;

/// Takes messages, and confirms that it has them.
pub trait Broker: Send + Sync {
    /// Publishes a message. It is done when the broker has confirmed that the message is stored for its consumers.
    ///
    /// It may be dropped before that, when it took too long or the sender went away, and has to work again after. A
    /// message that nobody would get, since there is no queue for it, is an error.
    fn publish(&self, message: Message) -> BrokerFuture<'_>;
}

/// A broker did not confirm.
#[derive(Debug, thiserror::Error)]
#[error("the broker did not confirm")]
pub struct BrokerError(#[source] Box<dyn StdError + Send + Sync>);

impl BrokerError {
    /// With what went wrong.
    #[must_use]
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(source.into())
    }

    /// `503`, so that the sender tries again.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        StatusCode::SERVICE_UNAVAILABLE
    }
}

/// Hands deliveries on to a broker. Clones share it.
#[derive(Clone)]
pub struct Handoff {
    broker: Arc<dyn Broker>,
    timeout: Duration,
}

impl Handoff {
    /// To a broker.
    #[must_use]
    pub fn new(broker: impl Broker + 'static) -> Self {
        Self { broker: Arc::new(broker), timeout: TIMEOUT }
    }

    /// With another time for which the broker may take than [`TIMEOUT`].
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Publishes a delivery. When it is done, the broker has confirmed.
    ///
    /// Answer with a 2xx only after it, with the receipt's [`acceptance`](crate::Receipt::acceptance).
    ///
    /// # Errors
    ///
    /// If the broker may not have it: answer with [`status`](BrokerError::status), which is `503`. The broker may have
    /// it all the same, where only its confirmation was lost; the sender's retry is then a repetition.
    pub fn send<T>(
        &self,
        delivery: &Verified<T>,
    ) -> impl Future<Output = Result<(), BrokerError>> + Send + use<T> {
        self.publish(Message::of(delivery))
    }

    /// Publishes a delivery as [`send`](Self::send) does, with what those have in common that have to be handled one
    /// after the other: the number of an account, say. What each broker makes of it is in `docs/delivery.md`.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn send_in_order<T, K: AsRef<[u8]>>(
        &self,
        delivery: &Verified<T>,
        order: K,
    ) -> impl Future<Output = Result<(), BrokerError>> + Send + use<T, K> {
        self.publish(Message::of(delivery).in_order(order))
    }

    fn publish(&self, message: Message) -> impl Future<Output = Result<(), BrokerError>> + Send + use<> {
        let Self { broker, timeout } = self.clone();
        async move {
            let published = broker.publish(message);
            tokio::time::timeout(lasting(timeout), published).await.map_err(BrokerError::new)?
        }
    }
}

impl fmt::Debug for Handoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handoff").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}
