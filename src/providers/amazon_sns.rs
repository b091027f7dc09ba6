//! <https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html>

use time::Duration;

use crate::published::fits;
use crate::{Confirmation, Delivery, Part, Provider, Published, Scheme, Source, Unit, json};

/// Amazon SNS, with a `SignatureVersion` of 2. The secret is the certificate at the `SigningCertURL`, which can
/// be [fetched](crate::fetch).
///
/// All topics of a region have the same certificate: give the `TopicArn` that is one's own as the
/// [`setting`](crate::Verifier::setting) `topic_arn`, and others are refused. Raw message delivery has no
/// signature. A `SubscriptionConfirmation` arrives as a delivery, unless the verifier is told to
/// [confirm](crate::Verifier::confirm_subscriptions) those of its `topic_arn`.
#[derive(Debug, Clone, Copy)]
pub enum AmazonSns {}

impl Provider for AmazonSns {
    const SCHEME: Scheme = of_both_versions(Scheme::rsa_sha256("amazon_sns", ""))
        .signs(&titled(|delivery| guard(delivery, "2", Kind::Titled)))
        .or_signs(&[
            &untitled(|delivery| guard(delivery, "2", Kind::Untitled)),
            &confirmation(|delivery| guard(delivery, "2", Kind::Confirmation)),
        ]);
}

pub(super) const fn of_both_versions(scheme: Scheme) -> Scheme {
    scheme
        .signature(Source::Field("/Signature"))
        .base64()
        .timestamp(Source::Field("/Timestamp"), Unit::Rfc3339)
        .tolerance(Duration::HOUR)
        .id(Source::Field("/MessageId"))
        .event(Source::Field("/Type"))
        .time(Source::Field("/Timestamp"))
        // A text, which may be JSON again.
        .data("/Message")
        .expects(&[(Source::Field("/TopicArn"), "topic_arn")])
        .published(Published::linked(Source::Field("/SigningCertURL"), CERTIFICATES))
        .confirmation(Confirmation::new(
            (Source::Field("/Type"), "SubscriptionConfirmation"),
            (Source::Field("/TopicArn"), "topic_arn"),
            Source::Field("/SubscribeURL"),
            CONFIRMATIONS,
        ))
}

/// What a message is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The beginning or the end of a subscription.
    Confirmation,
    /// A notification with a subject.
    Titled,
    /// A notification without one.
    Untitled,
}

type Guard = fn(&Delivery) -> Option<Vec<u8>>;

pub(super) const fn titled(guard: Guard) -> [Part; 14] {
    [
        Part::Computed(guard),
        Part::Literal("Message\n"),
        Part::Field("/Message"),
        Part::Literal("\nMessageId\n"),
        Part::Field("/MessageId"),
        Part::Literal("\nSubject\n"),
        Part::Field("/Subject"),
        Part::Literal("\nTimestamp\n"),
        Part::Timestamp,
        Part::Literal("\nTopicArn\n"),
        Part::Field("/TopicArn"),
        Part::Literal("\nType\n"),
        Part::Field("/Type"),
        Part::Literal("\n"),
    ]
}

pub(super) const fn untitled(guard: Guard) -> [Part; 12] {
    [
        Part::Computed(guard),
        Part::Literal("Message\n"),
        Part::Field("/Message"),
        Part::Literal("\nMessageId\n"),
        Part::Field("/MessageId"),
        Part::Literal("\nTimestamp\n"),
        Part::Timestamp,
        Part::Literal("\nTopicArn\n"),
        Part::Field("/TopicArn"),
        Part::Literal("\nType\n"),
        Part::Field("/Type"),
        Part::Literal("\n"),
    ]
}

pub(super) const fn confirmation(guard: Guard) -> [Part; 16] {
    [
        Part::Computed(guard),
        Part::Literal("Message\n"),
        Part::Field("/Message"),
        Part::Literal("\nMessageId\n"),
        Part::Field("/MessageId"),
        Part::Literal("\nSubscribeURL\n"),
        Part::Field("/SubscribeURL"),
        Part::Literal("\nTimestamp\n"),
        Part::Timestamp,
        Part::Literal("\nToken\n"),
        Part::Field("/Token"),
        Part::Literal("\nTopicArn\n"),
        Part::Field("/TopicArn"),
        Part::Literal("\nType\n"),
        Part::Field("/Type"),
        Part::Literal("\n"),
    ]
}

/// Nothing, where the message is of this version and kind, and its text can be divided in one way only: a
/// line break anywhere but in `Message` would make two fields out of one.
pub(super) fn guard(delivery: &Delivery, version: &str, kind: Kind) -> Option<Vec<u8>> {
    let field = |name| json::field(delivery.body(), name).ok().flatten();
    let is_of_kind = match &*field("/Type")? {
        "Notification" => {
            let subject = json::optional_field(delivery.body(), "/Subject").ok()?;
            kind == if subject.is_some() { Kind::Titled } else { Kind::Untitled }
        }
        "SubscriptionConfirmation" | "UnsubscribeConfirmation" => kind == Kind::Confirmation,
        _ => false,
    };
    // The body is looked through for each field: no further for a message of another kind.
    if !is_of_kind || field("/SignatureVersion")? != version {
        return None;
    }
    // Nothing may be fetched, but no genuine message has another one.
    let url = field("/SigningCertURL")?;
    let mut lines =
        ["/MessageId", "/Subject", "/SubscribeURL", "/Timestamp", "/Token", "/TopicArn"].into_iter();
    let is_sound = CERTIFICATES.iter().any(|pattern| fits(&url, pattern))
        && lines.all(|name| field(name).is_none_or(|text| !text.contains('\n')));
    is_sound.then(Vec::new)
}

const CERTIFICATES: &[&str] = &["https://sns.*.amazonaws.com/*.pem", "https://sns.*.amazonaws.com.cn/*.pem"];

const CONFIRMATIONS: &[&str] = &[
    "https://sns.*.amazonaws.com/?Action=ConfirmSubscription&TopicArn=*&Token=*",
    "https://sns.*.amazonaws.com.cn/?Action=ConfirmSubscription&TopicArn=*&Token=*",
];
