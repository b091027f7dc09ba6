//! A topic of Kafka.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use rskafka::chrono::DateTime;
use rskafka::client::partition::{Compression, PartitionClient, UnknownTopicHandling};
use rskafka::client::{Client, ClientBuilder};
use rskafka::record::Record;
use tokio::sync::OnceCell;

use super::link::Link;
use super::{Broker, BrokerError, BrokerFuture, Message};

/// A topic of Kafka, by clients that you say how to build: one when it is needed, and another when that does not
/// answer.
///
/// A message is confirmed with `acks=all`: when all replicas that are in step have it, as many as the topic's
/// `min.insync.replicas` at least. Its key is the [order](Message::order), else the idempotency key in hexadecimal, and
/// its partition is the one that Kafka's own client in Java gives that key. Its headers are the message's own. The topic
/// has to be there. Kafka stores repetitions, and the client may make one when it tries again: consumers have to tell
/// them.
///
/// How many partitions there are is asked once for a client. Do not add partitions to a topic whose messages have an
/// order: Kafka gives other partitions to its keys then.
///
/// ```
/// use countersign::handoff::{Handoff, Kafka};
/// use rskafka::client::ClientBuilder;
///
/// let build = || ClientBuilder::new(vec!["broker:9092".to_owned()]);
/// let handoff = Handoff::new(Kafka::new(build, "webhooks"));
/// ```
///
/// For TLS, switch on rskafka's feature `transport-tls` in your own `Cargo.toml`.
#[derive(Clone)]
pub struct Kafka {
    build: Arc<dyn Fn() -> ClientBuilder + Send + Sync>,
    topic: Arc<str>,
    link: Arc<Link<Topic>>,
}

/// A client, and what it has for each partition, in their order, once it was needed.
struct Topic {
    client: Client,
    partitions: Vec<(i32, OnceCell<PartitionClient>)>,
}

#[derive(Debug, thiserror::Error)]
#[error("there is no topic {0}")]
struct NoTopic(Arc<str>);

impl Kafka {
    /// Publishes to a topic.
    #[must_use]
    pub fn new(
        build: impl Fn() -> ClientBuilder + Send + Sync + 'static,
        topic: impl Into<Arc<str>>,
    ) -> Self {
        Self { build: Arc::new(build), topic: topic.into(), link: Arc::new(Link::new()) }
    }

    async fn connect(&self) -> Result<Topic, BrokerError> {
        let client = (self.build)().build().await.map_err(BrokerError::new)?;
        let topics = client.list_topics().await.map_err(BrokerError::new)?;
        let topic = topics.into_iter().find(|topic| *topic.name == *self.topic);
        let partitions = topic.map(|topic| topic.partitions).unwrap_or_default();
        if partitions.is_empty() {
            return Err(BrokerError::new(NoTopic(Arc::clone(&self.topic))));
        }
        let partitions = partitions.into_iter().map(|partition| (partition, OnceCell::new())).collect();
        Ok(Topic { client, partitions })
    }

    async fn publish(&self, message: Message) -> Result<(), BrokerError> {
        let topic = self.link.hold(self.connect()).await?;
        let record = record_of(&message);
        let (id, partition) = topic.partition_of(record.key.as_deref().unwrap_or_default());
        let client = || topic.client.partition_client(&*self.topic, *id, UnknownTopicHandling::Error);
        let partition = partition.get_or_try_init(client).await.map_err(BrokerError::new)?;
        partition.produce(vec![record], Compression::NoCompression).await.map_err(BrokerError::new)?;
        topic.settle();
        Ok(())
    }
}

impl Topic {
    /// See `BuiltInPartitioner.partitionForKey` of Kafka's client.
    fn partition_of(&self, key: &[u8]) -> &(i32, OnceCell<PartitionClient>) {
        let positive = murmur2(key) & 0x7fff_ffff;
        &self.partitions[positive as usize % self.partitions.len()]
    }
}

fn record_of(message: &Message) -> Record {
    let key =
        message.order().map_or_else(|| message.idempotency_key().to_string().into_bytes(), <[u8]>::to_vec);
    let millis = message.received_at().unix_timestamp_nanos() / 1_000_000;
    let received_at = i64::try_from(millis).ok().and_then(DateTime::from_timestamp_millis);
    let headers = message.headers().map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec()));
    Record {
        key: Some(key),
        value: Some(message.body().to_vec()),
        headers: headers.collect::<BTreeMap<_, _>>(),
        timestamp: received_at.unwrap_or_default(),
    }
}

/// The hash of Kafka's own partitioners: MurmurHash2, with a seed of theirs.
fn murmur2(key: &[u8]) -> u32 {
    const SEED: u32 = 0x9747_b28c;
    const M: u32 = 0x5bd1_e995;
    let (words, rest) = key.as_chunks::<4>();
    let mut hash = SEED ^ key.len() as u32;
    for word in words {
        let word = u32::from_le_bytes(*word).wrapping_mul(M);
        hash = hash.wrapping_mul(M) ^ (word ^ (word >> 24)).wrapping_mul(M);
    }
    if !rest.is_empty() {
        let mut last = [0; 4];
        last[..rest.len()].copy_from_slice(rest);
        hash = (hash ^ u32::from_le_bytes(last)).wrapping_mul(M);
    }
    hash = (hash ^ (hash >> 13)).wrapping_mul(M);
    hash ^ (hash >> 15)
}

impl Broker for Kafka {
    fn publish(&self, message: Message) -> BrokerFuture<'_> {
        Box::pin(self.publish(message))
    }
}

impl fmt::Debug for Kafka {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kafka").field("topic", &self.topic).finish_non_exhaustive()
    }
}
