//! An exchange of RabbitMQ.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{BasicProperties, Channel, Confirmation, Connection};

use super::link::Link;
use super::{Broker, BrokerError, BrokerFuture, Message};

/// An exchange of RabbitMQ, by connections that you say how to make: one when it is needed, and another when that
/// is lost or does not answer.
///
/// A message is confirmed when every queue that it is routed to has it: on disk where that queue is durable, and on most
/// of its machines where it is a quorum queue. One that is routed to no queue is an error. Messages are persistent,
/// their `message_id` is the idempotency key, and their headers are the message's own. Exchange, queue and binding have to
/// be there. RabbitMQ stores repetitions: consumers have to tell them.
///
/// Each message has a channel of its own until it is confirmed, since RabbitMQ does not say which of those on a channel
/// it could not route, and closes one for whatever is wrong with a message on it. Channels are used again. The headers
/// have to fit in one frame, of 128 KiB unless RabbitMQ is told otherwise.
///
/// ```no_run
/// use countersign::handoff::{Handoff, RabbitMq};
/// use lapin::{Connection, ConnectionProperties};
///
/// let connect = || Connection::connect("amqp://user:password@broker/%2f", ConnectionProperties::default());
/// let handoff = Handoff::new(RabbitMq::new(connect, "webhooks", "github"));
/// ```
///
/// Do not switch on lapin's own recovery. For TLS, switch on one of lapin's features for it in your own `Cargo.toml`.
#[derive(Clone)]
pub struct RabbitMq {
    connect: Arc<dyn Fn() -> Connecting + Send + Sync>,
    exchange: ShortString,
    routing_key: ShortString,
    link: Arc<Link<Session>>,
}

type Connecting = Pin<Box<dyn Future<Output = lapin::Result<Connection>> + Send>>;

/// A connection, and those of its channels that nobody uses.
struct Session {
    connection: Connection,
    idle: Mutex<Vec<Channel>>,
}

/// Why RabbitMQ does not have a message.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("the headers are longer than a frame")]
    Headers,
    #[error("the broker refused the message")]
    Nack,
    #[error("no queue takes the message: {0}")]
    Unroutable(String),
}

impl RabbitMq {
    /// Publishes to an exchange with a routing key. The exchange `""` routes to the queue whose name is the key.
    #[must_use]
    pub fn new<F>(
        connect: impl Fn() -> F + Send + Sync + 'static,
        exchange: impl Into<String>,
        routing_key: impl Into<String>,
    ) -> Self
    where
        F: Future<Output = lapin::Result<Connection>> + Send + 'static,
    {
        Self {
            connect: Arc::new(move || Box::pin(connect())),
            exchange: exchange.into().into(),
            routing_key: routing_key.into().into(),
            link: Arc::new(Link::new()),
        }
    }

    async fn connect(&self) -> Result<Session, BrokerError> {
        let connection = (self.connect)().await.map_err(BrokerError::new)?;
        Ok(Session { connection, idle: Mutex::default() })
    }

    async fn publish(&self, message: Message) -> Result<(), BrokerError> {
        let session = self.link.hold(self.connect()).await?;
        if !session.has_room_for(&message) {
            session.settle();
            return Err(BrokerError::new(Refused::Headers));
        }
        let confirmation = self.publish_on(&session, &message).await;
        // A channel that RabbitMQ closed says nothing about its connection.
        if confirmation.is_ok() || session.connection.status().connected() {
            session.settle();
        }
        match confirmation.map_err(BrokerError::new)? {
            Confirmation::Ack(None) => Ok(()),
            Confirmation::Ack(Some(returned)) | Confirmation::Nack(Some(returned)) => {
                Err(BrokerError::new(Refused::Unroutable(returned.reply_text.to_string())))
            }
            Confirmation::Nack(None) | Confirmation::NotRequested => Err(BrokerError::new(Refused::Nack)),
        }
    }

    async fn publish_on(&self, session: &Session, message: &Message) -> lapin::Result<Confirmation> {
        let channel = session.channel().await?;
        let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
        let (exchange, routing_key) = (self.exchange.clone(), self.routing_key.clone());
        let published =
            channel.basic_publish(exchange, routing_key, options, message.body(), properties_of(message));
        let confirmation = published.await?.await?;
        session.give_back(channel);
        Ok(confirmation)
    }
}

impl Session {
    /// A channel that nobody else has, with confirmations.
    async fn channel(&self) -> lapin::Result<Channel> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(channel) = idle.filter(|channel| channel.status().connected()) {
            return Ok(channel);
        }
        let channel = self.connection.create_channel().await?;
        channel.confirm_select(ConfirmSelectOptions::default()).await?;
        Ok(channel)
    }

    fn give_back(&self, channel: Channel) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(channel);
    }

    /// Whether the headers fit in a frame, which they have to: one that is longer ends the connection.
    fn has_room_for(&self, message: &Message) -> bool {
        /// For the frame itself and all properties but the headers.
        const REST: usize = 512;
        /// Of a header, besides its name and its value.
        const EACH: usize = 6;
        let length: usize = message.headers().map(|(name, value)| EACH + name.len() + value.len()).sum();
        let most = usize::try_from(self.connection.configuration().frame_max()).unwrap_or(usize::MAX);
        length + REST <= most
    }
}

fn properties_of(message: &Message) -> BasicProperties {
    /// See <https://www.rabbitmq.com/docs/publishers#message-properties>.
    const PERSISTENT: u8 = 2;
    let mut headers = FieldTable::default();
    for (name, value) in message.headers() {
        headers.insert(name.into(), AMQPValue::LongString(value.into()));
    }
    BasicProperties::default()
        .with_delivery_mode(PERSISTENT)
        .with_message_id(message.idempotency_key().to_string().into())
        .with_headers(headers)
}

impl Broker for RabbitMq {
    fn publish(&self, message: Message) -> BrokerFuture<'_> {
        Box::pin(self.publish(message))
    }
}

impl fmt::Debug for RabbitMq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RabbitMq")
            .field("exchange", &self.exchange)
            .field("routing_key", &self.routing_key)
            .finish_non_exhaustive()
    }
}
