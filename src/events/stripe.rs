//! Events of Stripe. <https://docs.stripe.com/api/events/types>
//!
//! Amounts are in the smallest unit of their currency: cents of a dollar, and yen as they are. The API version by
//! which a payload is written is that of the endpoint, or of the account, and what stands where differs between
//! them: of what has moved, both places are read.

mod accounts;
mod billing;
mod event_type;
mod payments;
mod shared;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use time::OffsetDateTime;

pub use self::accounts::*;
pub use self::billing::*;
pub use self::event_type::EventType;
pub use self::payments::*;
pub use self::shared::*;
use super::read;
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Stripe;

/// An event: a snapshot event, which has the object that it is about, or a thin event, which says where that is.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// Its id. A repetition has the same.
    pub id: String,
    /// What happened.
    pub event_type: EventType,
    /// When it happened.
    pub created: OffsetDateTime,
    /// The API version by which the object is written. Thin events have none.
    pub api_version: Option<String>,
    /// The connected account that it is about, at an endpoint of a platform.
    pub account: Option<String>,
    /// What requests about it need as `Stripe-Context`.
    pub context: Option<String>,
    /// Whether it is of live mode, not of a test.
    pub livemode: Option<bool>,
    /// How many endpoints have not taken it yet.
    pub pending_webhooks: Option<i64>,
    /// The request that it came of, if any.
    pub request: Option<Request>,
    /// What has changed, as it was before: of `*.updated`.
    pub previous_attributes: Option<Box<RawValue>>,
    /// The object that it is about.
    pub object: Object,
    /// What a thin event says beyond its object.
    pub data: Option<Box<RawValue>>,
    /// Before and after, where a thin event says so.
    pub changes: Option<Box<RawValue>>,
    /// The snapshot event beside a thin event.
    pub snapshot_event: Option<String>,
}

/// The request that an event came of.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Request {
    /// Its id. Nothing where Stripe did it by itself.
    pub id: Option<String>,
    /// The idempotency key that it was made with.
    pub idempotency_key: Option<String>,
}

/// The object that a thin event is about.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct RelatedObject {
    /// Its id.
    pub id: String,
    /// Its kind: `v2.core.account`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Where it can be fetched: a path of the API.
    pub url: Option<String>,
}

/// What resources have in common, of those that have no type of their own here.
///
/// What is there in another form is left out.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Resource {
    /// Its id. Some have none.
    #[serde(default, deserialize_with = "read::maybe_text")]
    pub id: Option<String>,
    /// Its kind: `issuing.card`.
    #[serde(default, deserialize_with = "read::maybe_text")]
    pub object: Option<String>,
    /// How much.
    #[serde(default, deserialize_with = "read::maybe_whole")]
    pub amount: Option<i64>,
    /// When it was made.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub created: Option<OffsetDateTime>,
    /// ISO 4217, in lower case.
    #[serde(default, deserialize_with = "read::maybe_text")]
    pub currency: Option<String>,
    /// Whose it is.
    pub customer: Option<Expandable>,
    /// A text for people.
    #[serde(default, deserialize_with = "read::maybe_text")]
    pub description: Option<String>,
    /// Whether it is of live mode, not of a test.
    pub livemode: Option<bool>,
    /// What the merchant keeps with it.
    #[serde(default, deserialize_with = "read::texts")]
    pub metadata: BTreeMap<String, String>,
    /// What it is called.
    #[serde(default, deserialize_with = "read::maybe_text")]
    pub name: Option<String>,
    /// How it stands.
    #[serde(default, deserialize_with = "read::maybe_text")]
    pub status: Option<String>,
    /// Which kind of its kind.
    #[serde(rename = "type", default, deserialize_with = "read::maybe_text")]
    pub subtype: Option<String>,
}

/// Some of a list: those that came along.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
#[non_exhaustive]
pub struct List<T> {
    /// Those that came along.
    #[serde(default, deserialize_with = "read::or_default")]
    pub data: Vec<T>,
    /// Whether there are more, to be fetched.
    #[serde(default, deserialize_with = "read::or_default")]
    pub has_more: bool,
    /// How many there are, where it is said.
    pub total_count: Option<i64>,
    /// Where all of them can be fetched: a path of the API.
    pub url: Option<String>,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { data: Vec::new(), has_more: false, total_count: None, url: None }
    }
}

/// The id of an object, also where the object itself stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Expandable(String);

impl Expandable {
    /// The id. Empty for an object without one.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0
    }

    /// The id, to keep.
    #[must_use]
    pub fn into_id(self) -> String {
        self.0
    }
}

impl fmt::Display for Expandable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Expandable {
    fn eq(&self, id: &str) -> bool {
        self.0 == id
    }
}

impl PartialEq<&str> for Expandable {
    fn eq(&self, id: &&str) -> bool {
        self.0 == *id
    }
}

impl<'de> Deserialize<'de> for Expandable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdOrObject;

        impl<'de> Visitor<'de> for IdOrObject {
            type Value = Expandable;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id or an object")
            }

            fn visit_str<E>(self, id: &str) -> Result<Expandable, E> {
                Ok(Expandable(id.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Expandable, A::Error> {
                let mut id: Option<String> = None;
                while let Some(name) = object.next_key::<Cow<'de, str>>()? {
                    if name != "id" {
                        object.next_value::<IgnoredAny>()?;
                    } else if id.is_some() {
                        return Err(A::Error::custom("an id stands twice"));
                    } else {
                        id = Some(object.next_value()?);
                    }
                }
                Ok(Expandable(id.unwrap_or_default()))
            }
        }

        deserializer.deserialize_any(IdOrObject)
    }
}

/// Makes a resource an event of its own: of whatever type an event is, if this is what it is about.
macro_rules! resource {
    ($type:ident, $kind:literal) => {
        impl crate::Event for $type {
            type Provider = crate::providers::Stripe;

            fn parse(
                payload: &crate::Payload<'_, crate::providers::Stripe>,
            ) -> Result<Self, crate::PayloadError> {
                super::parse_object(payload, $kind)
            }
        }
    };
}
use resource;

/// The object that an event is about, by its kind.
macro_rules! objects {
    (
        deep { $($deep_text:literal => $deep:ident,)+ }
        shared { $($text:literal => $arm:ident,)+ }
    ) => {
        /// The object that an event is about, by the kind that it says it is.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum Object {
            $(#[doc = concat!("`", $deep_text, "`")] $deep(Box<$deep>),)+
            $(#[doc = concat!("`", $text, "`")] $arm(Box<Resource>),)+
            /// A kind that was not known when this was written.
            Other(Box<Resource>),
            /// Where it can be fetched: of a thin event.
            Related(Box<RelatedObject>),
            /// There is none: of some thin events.
            None,
        }

        impl Object {
            fn parse(payload: &Payload<'_, Stripe>, kind: &str) -> Result<Self, PayloadError> {
                Ok(match kind {
                    $($deep_text => Self::$deep(payload.data()?),)+
                    $($text => Self::$arm(payload.data()?),)+
                    _ => Self::Other(payload.data()?),
                })
            }
        }
    };
}

objects! {
    deep {
        "account" => Account,
        "application_fee" => ApplicationFee,
        "balance" => Balance,
        "bank_account" => BankAccount,
        "capability" => Capability,
        "card" => Card,
        "charge" => Charge,
        "checkout.session" => CheckoutSession,
        "coupon" => Coupon,
        "credit_note" => CreditNote,
        "customer" => Customer,
        "discount" => Discount,
        "dispute" => Dispute,
        "invoice" => Invoice,
        "invoiceitem" => InvoiceItem,
        "mandate" => Mandate,
        "payment_intent" => PaymentIntent,
        "payment_link" => PaymentLink,
        "payment_method" => PaymentMethod,
        "payout" => Payout,
        "person" => Person,
        "plan" => Plan,
        "price" => Price,
        "product" => Product,
        "promotion_code" => PromotionCode,
        "quote" => Quote,
        "radar.early_fraud_warning" => EarlyFraudWarning,
        "refund" => Refund,
        "review" => Review,
        "setup_intent" => SetupIntent,
        "subscription" => Subscription,
        "subscription_schedule" => SubscriptionSchedule,
        "tax_id" => TaxId,
        "tax_rate" => TaxRate,
        "topup" => Topup,
        "transfer" => Transfer,
    }
    shared {
        "application" => Application,
        "apps.install" => AppsInstall,
        "balance_settings" => BalanceSettings,
        "billing.alert_triggered" => BillingAlertTriggered,
        "billing.credit_balance_transaction" => BillingCreditBalanceTransaction,
        "billing.credit_grant" => BillingCreditGrant,
        "billing.meter" => BillingMeter,
        "billing_portal.configuration" => BillingPortalConfiguration,
        "billing_portal.session" => BillingPortalSession,
        "cash_balance" => CashBalance,
        "climate.order" => ClimateOrder,
        "climate.product" => ClimateProduct,
        "customer_cash_balance_transaction" => CustomerCashBalanceTransaction,
        "entitlements.active_entitlement_summary" => EntitlementsActiveEntitlementSummary,
        "fee_refund" => FeeRefund,
        "file" => File,
        "financial_connections.account" => FinancialConnectionsAccount,
        "financial_connections.authorization" => FinancialConnectionsAuthorization,
        "identity.verification_session" => IdentityVerificationSession,
        "invoice_payment" => InvoicePayment,
        "issuing.authorization" => IssuingAuthorization,
        "issuing.card" => IssuingCard,
        "issuing.cardholder" => IssuingCardholder,
        "issuing.dispute" => IssuingDispute,
        "issuing.personalization_design" => IssuingPersonalizationDesign,
        "issuing.token" => IssuingToken,
        "issuing.transaction" => IssuingTransaction,
        "order" => Order,
        "reporting.report_run" => ReportingReportRun,
        "reporting.report_type" => ReportingReportType,
        "reserve.hold" => ReserveHold,
        "reserve.plan" => ReservePlan,
        "reserve.release" => ReserveRelease,
        "scheduled_query_run" => ScheduledQueryRun,
        "sku" => Sku,
        "source" => Source,
        "source_mandate_notification" => SourceMandateNotification,
        "source_transaction" => SourceTransaction,
        "tax.settings" => TaxSettings,
        "terminal.reader" => TerminalReader,
        "test_helpers.test_clock" => TestClock,
        "three_d_secure.authentication" => ThreeDSecureAuthentication,
        "treasury.credit_reversal" => TreasuryCreditReversal,
        "treasury.debit_reversal" => TreasuryDebitReversal,
        "treasury.financial_account" => TreasuryFinancialAccount,
        "treasury.inbound_transfer" => TreasuryInboundTransfer,
        "treasury.outbound_payment" => TreasuryOutboundPayment,
        "treasury.outbound_transfer" => TreasuryOutboundTransfer,
        "treasury.received_credit" => TreasuryReceivedCredit,
        "treasury.received_debit" => TreasuryReceivedDebit,
    }
}

impl Invoice {
    /// The subscription that it is for, wherever its API version has that.
    #[must_use]
    pub fn subscription_id(&self) -> Option<&str> {
        let in_parent = || self.parent.as_ref()?.subscription_details.as_ref()?.subscription.as_ref();
        self.subscription.as_ref().or_else(in_parent).map(Expandable::id)
    }
}

impl Subscription {
    /// When its period began and ends, wherever its API version has that: the subscription, or its first item.
    #[must_use]
    pub fn period(&self) -> Option<(OffsetDateTime, OffsetDateTime)> {
        let own = self.current_period_start.zip(self.current_period_end);
        own.or_else(|| {
            let item = self.items.data.first()?;
            item.current_period_start.zip(item.current_period_end)
        })
    }
}

impl crate::Event for Event {
    type Provider = Stripe;

    fn parse(payload: &Payload<'_, Stripe>) -> Result<Self, PayloadError> {
        let text = payload.text()?;
        let wire: Wire<'_> = serde_json::from_str(&text).map_err(|error| PayloadError::of_json(&error))?;
        let is_thin = wire.object == "v2.core.event";
        let (previous_attributes, kind) = match wire.data {
            Some(data) if !is_thin => (data.previous_attributes, data.object),
            _ => (None, None),
        };
        let object = match (kind, wire.related_object) {
            (Some(about), _) => Object::parse(payload, &about.object)?,
            (None, Some(related)) => Object::Related(Box::new(related)),
            (None, None) if is_thin => Object::None,
            (None, None) => return Err(PayloadError::NoData),
        };
        Ok(Self {
            id: wire.id,
            event_type: wire.event_type,
            created: wire.created,
            api_version: wire.api_version,
            account: wire.account,
            context: wire.context,
            livemode: wire.livemode,
            pending_webhooks: wire.pending_webhooks,
            request: wire.request.or_else(|| wire.reason?.request),
            previous_attributes,
            object,
            data: if is_thin { payload.at("/data")? } else { None },
            changes: wire.changes,
            snapshot_event: wire.snapshot_event,
        })
    }
}

/// What an event is about, if it is of this kind.
fn parse_object<T: DeserializeOwned>(payload: &Payload<'_, Stripe>, kind: &str) -> Result<T, PayloadError> {
    let text = payload.text()?;
    let wire: About<'_> = serde_json::from_str(&text).map_err(|error| PayloadError::of_json(&error))?;
    match wire.data.and_then(|data| data.object) {
        Some(about) if about.object == kind => payload.data(),
        Some(_) => Err(PayloadError::Unwanted),
        None if wire.object == "v2.core.event" => Err(PayloadError::Unwanted),
        None => Err(PayloadError::NoData),
    }
}

/// An event as it is written, without what it is about.
#[derive(Deserialize)]
struct Wire<'a> {
    id: String,
    #[serde(default, borrow)]
    object: Cow<'a, str>,
    #[serde(rename = "type")]
    event_type: EventType,
    #[serde(deserialize_with = "read::time")]
    created: OffsetDateTime,
    api_version: Option<String>,
    account: Option<String>,
    context: Option<String>,
    livemode: Option<bool>,
    pending_webhooks: Option<i64>,
    #[serde(default, deserialize_with = "request")]
    request: Option<Request>,
    #[serde(borrow)]
    data: Option<WireData<'a>>,
    related_object: Option<RelatedObject>,
    changes: Option<Box<RawValue>>,
    reason: Option<Reason>,
    snapshot_event: Option<String>,
}

#[derive(Deserialize)]
struct WireData<'a> {
    #[serde(borrow)]
    object: Option<Kind<'a>>,
    previous_attributes: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Kind<'a> {
    #[serde(default, borrow)]
    object: Cow<'a, str>,
}

#[derive(Deserialize)]
struct About<'a> {
    #[serde(default, borrow)]
    object: Cow<'a, str>,
    #[serde(borrow)]
    data: Option<AboutData<'a>>,
}

#[derive(Deserialize)]
struct AboutData<'a> {
    #[serde(borrow)]
    object: Option<Kind<'a>>,
}

/// Why a thin event came.
#[derive(Deserialize)]
struct Reason {
    request: Option<Request>,
}

/// API versions before 2017-05-25 have the request's id alone.
fn request<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Request>, D::Error> {
    struct IdOrRequest;

    impl<'de> Visitor<'de> for IdOrRequest {
        type Value = Option<Request>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a request or its id")
        }

        fn visit_str<E>(self, id: &str) -> Result<Self::Value, E> {
            Ok(Some(Request { id: Some(id.to_owned()), idempotency_key: None }))
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            Request::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(Some)
        }
    }

    deserializer.deserialize_any(IdOrRequest)
}
