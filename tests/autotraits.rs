//! Everything public can be sent to another thread and shared between threads.

use std::rc::Rc;

use countersign::condition::{Condition, Https, Origin};
use countersign::providers::{
    Echolon, GenericBasic, GenericHmac, GenericToken, GitHub, GitLab, GitLabSigned, Hookdeck, Meta, Shopify,
    Slack, StandardWebhooks, Stripe, Svix, Twilio, Webex, ZaloOa, Zoom,
};
use countersign::replay::{Claim, Lease, Once, OnceError, Store, StoreError, StoreFuture};
use countersign::{
    Acceptance, AnyProvider, Arriving, Assurance, Batch, By, Confirmation, Connection, Data, Delivery,
    Denial, Encoding, Envelope, Error, Handshake, Head, IdempotencyKey, Item, Json, KeyError, KeyForm, Label,
    Layout, Part, Payload, PayloadError, Pending, Provider, Published, Raw, Receipt, Refusal, Repeats,
    Scheme, Secret, SignError, Signing, Sorted, Source, Unfit, Unit, Unproven, UrlForm, Value, Verified,
    Verifier,
};

fn moves_and_is_shared<T: Send + Sync + Unpin>() {}

/// A future is driven by one thread at a time.
fn moves<T: Send + Unpin>() {}

fn is_owned<T: Send + Sync + Unpin + 'static>() {}

/// A provider's type is a name only: whatever it is made of, its verifier moves between threads.
struct Unsendable(#[expect(dead_code)] Rc<()>);

impl Provider for Unsendable {
    const SCHEME: Scheme = Scheme::hmac_sha256("unsendable", "x-signature");
}

#[test]
fn requests_and_schemes_can_be_shared() {
    is_owned::<Acceptance>();
    #[cfg(all(feature = "ecdsa", feature = "jwt", feature = "rsa"))]
    is_owned::<countersign::CertificateChain>();
    is_owned::<Confirmation>();
    is_owned::<Denial>();
    is_owned::<Delivery>();
    is_owned::<Head>();
    is_owned::<Scheme>();
    is_owned::<Encoding>();
    is_owned::<Handshake>();
    is_owned::<KeyForm>();
    #[cfg(feature = "jwt")]
    is_owned::<countersign::JwtClaim>();
    is_owned::<Layout>();
    is_owned::<Part>();
    is_owned::<Published>();
    is_owned::<Repeats>();
    is_owned::<Secret>();
    is_owned::<Sorted>();
    is_owned::<Source>();
    is_owned::<Unit>();
    is_owned::<UrlForm>();
    is_owned::<Value>();
}

#[test]
fn conditions_can_be_shared() {
    is_owned::<Connection>();
    is_owned::<Https>();
    is_owned::<Box<dyn Condition>>();
    moves_and_is_shared::<Origin<'_>>();
    #[cfg(feature = "client-cert")]
    is_owned::<countersign::condition::ClientCertificate>();
    #[cfg(feature = "limit")]
    is_owned::<countersign::condition::FailureLimit>();
    #[cfg(feature = "networks")]
    is_owned::<countersign::condition::Networks>();
    #[cfg(feature = "networks")]
    is_owned::<countersign::condition::Proxies>();
}

#[test]
fn verifiers_can_be_shared() {
    is_owned::<Verifier<AnyProvider>>();
    is_owned::<Verifier<GitHub>>();
    is_owned::<Verifier<Unsendable>>();
    moves_and_is_shared::<Pending<GitHub>>();
    moves_and_is_shared::<Pending<Unsendable>>();
    moves_and_is_shared::<Arriving<GitHub>>();
    moves_and_is_shared::<Arriving<Unsendable>>();
    moves_and_is_shared::<Signing<'_>>();
    #[cfg(feature = "fetch")]
    is_owned::<countersign::fetch::WantedKey>();
    #[cfg(feature = "https")]
    is_owned::<countersign::fetch::Https>();
}

#[test]
fn what_comes_of_a_delivery_can_be_shared() {
    is_owned::<Verified<Raw<GitHub>>>();
    is_owned::<Verified<Raw<Unsendable>>>();
    is_owned::<Verified<Json<GitHub, String>>>();
    is_owned::<Raw<Unsendable>>();
    is_owned::<Json<Unsendable, String>>();
    is_owned::<Data<Unsendable, String>>();
    #[cfg(feature = "form")]
    is_owned::<countersign::Form<Unsendable, String>>();
    #[cfg(feature = "schema")]
    is_owned::<countersign::schema::Checked<Raw<Unsendable>>>();
    #[cfg(feature = "schema")]
    is_owned::<countersign::schema::Schema>();
    is_owned::<Batch<Raw<Unsendable>>>();
    is_owned::<By<Unsendable, Raw<GitHub>>>();
    is_owned::<Item<Raw<Unsendable>>>();
    moves_and_is_shared::<Envelope<'_>>();
    moves_and_is_shared::<Payload<'_, Unsendable>>();
    moves_and_is_shared::<Receipt<'_>>();
    moves_and_is_shared::<Label<'_>>();
    is_owned::<Assurance>();
    is_owned::<IdempotencyKey>();
}

#[test]
fn errors_can_be_shared() {
    is_owned::<Error>();
    is_owned::<KeyError>();
    is_owned::<PayloadError>();
    is_owned::<Refusal>();
    is_owned::<SignError>();
    is_owned::<Unfit>();
    is_owned::<Unproven>();
    is_owned::<OnceError<Error>>();
    is_owned::<StoreError>();
    #[cfg(feature = "fetch")]
    is_owned::<countersign::fetch::FetchError>();
    #[cfg(feature = "https")]
    is_owned::<countersign::fetch::HttpsError>();
    #[cfg(feature = "schema")]
    is_owned::<countersign::schema::SchemaError>();
}

#[test]
fn stores_can_be_shared() {
    is_owned::<Claim>();
    is_owned::<Lease>();
    is_owned::<Once<String>>();
    moves_and_is_shared::<Box<dyn Store>>();
    moves_and_is_shared::<std::sync::Arc<dyn Store>>();
    #[cfg(feature = "memory")]
    is_owned::<countersign::replay::Memory>();
    #[cfg(feature = "postgres")]
    is_owned::<countersign::replay::Postgres>();
    #[cfg(feature = "redis")]
    is_owned::<countersign::replay::Redis>();
    #[cfg(feature = "sqlite")]
    is_owned::<countersign::replay::Sqlite>();
    #[cfg(any(feature = "postgres", feature = "sqlite"))]
    is_owned::<countersign::replay::Record>();

    #[cfg(all(feature = "inbox", any(feature = "postgres", feature = "sqlite")))]
    {
        is_owned::<countersign::inbox::Attempt>();
        is_owned::<countersign::inbox::Counts>();
        is_owned::<countersign::inbox::Failure>();
        is_owned::<countersign::inbox::Inbox>();
        is_owned::<countersign::inbox::Item>();
        is_owned::<countersign::inbox::Job<Raw<GitHub>>>();
        is_owned::<countersign::inbox::Outcome>();
        is_owned::<countersign::inbox::Put>();
        is_owned::<countersign::inbox::Quarantine>();
        is_owned::<countersign::inbox::Quarantined>();
        is_owned::<countersign::inbox::Retried>();
        is_owned::<countersign::inbox::Select>();
        moves_and_is_shared::<countersign::inbox::Settling<'_>>();
        is_owned::<countersign::inbox::State>();
        is_owned::<countersign::inbox::Worker<Raw<GitHub>>>();
    }

    moves::<StoreFuture<'_, Claim>>();
}

#[cfg(feature = "handoff")]
#[test]
fn brokers_can_be_shared() {
    use countersign::handoff::{Broker, BrokerError, BrokerFuture, Handoff, Message, ReceiveError};

    is_owned::<BrokerError>();
    is_owned::<Handoff>();
    is_owned::<Message>();
    is_owned::<ReceiveError>();
    moves_and_is_shared::<Box<dyn Broker>>();
    moves::<BrokerFuture<'_>>();
    #[cfg(feature = "kafka")]
    is_owned::<countersign::handoff::Kafka>();
    #[cfg(feature = "nats")]
    is_owned::<countersign::handoff::Nats>();
    #[cfg(feature = "rabbitmq")]
    is_owned::<countersign::handoff::RabbitMq>();
    #[cfg(feature = "redis-streams")]
    is_owned::<countersign::handoff::RedisStream>();
}

#[test]
fn providers_can_be_shared() {
    is_owned::<AnyProvider>();
    is_owned::<Echolon>();
    is_owned::<GenericBasic>();
    is_owned::<GenericHmac>();
    is_owned::<GenericToken>();
    is_owned::<GitHub>();
    is_owned::<GitLab>();
    is_owned::<GitLabSigned>();
    is_owned::<Hookdeck>();
    is_owned::<Meta>();
    is_owned::<Shopify>();
    is_owned::<Slack>();
    is_owned::<StandardWebhooks>();
    is_owned::<Stripe>();
    is_owned::<Svix>();
    is_owned::<Twilio>();
    is_owned::<Webex>();
    is_owned::<ZaloOa>();
    is_owned::<Zoom>();
}

#[cfg(feature = "axum")]
#[test]
fn the_rejection_of_axum_can_be_shared() {
    is_owned::<countersign::axum::Rejection>();
}
