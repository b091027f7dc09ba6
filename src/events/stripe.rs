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

use std::collections::BTreeMap;
use std::fmt;

use serde_json::value::RawValue;
use time::OffsetDateTime;

pub use self::accounts::*;
pub use self::billing::*;
pub use self::event_type::EventType;
pub use self::payments::*;
pub use self::shared::*;
use super::record::{self, Input, Members, Names, Record, Scalar, Stop, Take, Value, record};
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

record! {
    /// The request that an event came of.
    pub struct Request {
        /// Its id. Nothing where Stripe did it by itself.
        pub id: Option<String>,
        /// The idempotency key that it was made with.
        pub idempotency_key: Option<String>,
    }

    /// The object that a thin event is about.
    pub struct RelatedObject {
        /// Its id.
        pub id: String,
        /// Its kind: `v2.core.account`.
        pub kind: Option<String> = "type",
        /// Where it can be fetched: a path of the API.
        pub url: Option<String>,
    }
}

record! {
    /// What resources have in common, of those that have no type of their own here.
    pub struct Resource {
        /// Its id. Some have none.
        pub id: Option<String>,
        /// Its kind: `issuing.card`.
        pub object: Option<String>,
        /// How much.
        pub amount: Option<i64>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// A text for people.
        pub description: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What it is called.
        pub name: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// Which kind of its kind.
        pub subtype: Option<String> = "type",
    }
}

/// Some of a list: those that came along.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct List<T> {
    /// Those that came along.
    pub data: Vec<T>,
    /// Whether there are more, to be fetched.
    pub has_more: bool,
}

impl<T: Value> Record for List<T> {
    const NAMES: Names = Names::new(&["data", "has_more"]);
    const REQUIRED: &'static [bool] = &[false, false];
    const IS_REQUIRED: bool = false;

    fn empty() -> Self {
        Self { data: Vec::new(), has_more: false }
    }

    fn set(&mut self, index: usize, value: &mut dyn Input) -> Result<(), Stop> {
        match index {
            0 => record::read(&mut self.data, value),
            _ => record::read_or_leave(&mut self.has_more, value),
        }
    }
}

/// The id of an object, also where the object itself stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Expandable(String);

impl Expandable {
    /// The id.
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

impl Value for Expandable {
    fn read(input: &mut dyn Input) -> Result<Option<Self>, Stop> {
        let mut id = IdOr { id: None, object: record::Object::<Expanded>(None) };
        input.read(&mut id)?;
        Ok(id.id.or_else(|| id.object.0?.id).map(Self))
    }
}

record! {
    /// An object in the place of its id.
    struct Expanded {
        id: Option<String>,
    }
}

/// An id, or an object in its place.
struct IdOr<T> {
    id: Option<String>,
    object: record::Object<T>,
}

impl<T: Record> Take for IdOr<T> {
    fn scalar(&mut self, scalar: Scalar<'_>) {
        if let Scalar::Text(id) = scalar {
            self.id = Some(id.to_owned());
        }
    }

    fn members(&mut self, members: &mut dyn Members) -> Result<(), Stop> {
        self.object.members(members)
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
                    $($deep_text => Self::$deep(record::at(payload, OBJECT)?),)+
                    $($text => Self::$arm(record::at(payload, OBJECT)?),)+
                    _ => Self::Other(record::at(payload, OBJECT)?),
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
        let wire: Wire = record::json(payload)?;
        let is_thin = wire.is_thin();
        let (previous_attributes, about) = match wire.data {
            Some(data) if !is_thin => (data.previous_attributes, data.object),
            _ => (None, None),
        };
        let object = match (about, wire.related_object) {
            (Some(about), _) => Object::parse(payload, about.object.as_deref().unwrap_or_default())?,
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
            request: wire.request.map(|request| request.0).or_else(|| wire.reason?.request),
            previous_attributes,
            object,
            data: if is_thin { payload.at("/data")? } else { None },
            changes: wire.changes,
            snapshot_event: wire.snapshot_event,
        })
    }
}

/// What an event is about, if it is of this kind.
fn parse_object<T: Value>(payload: &Payload<'_, Stripe>, kind: &str) -> Result<T, PayloadError> {
    let about: About = record::json(payload)?;
    match about.data.and_then(|data| data.object) {
        Some(object) if object.object.as_deref() == Some(kind) => record::at(payload, OBJECT),
        Some(_) => Err(PayloadError::Unwanted),
        None if about.object.as_deref() == Some(THIN) => Err(PayloadError::Unwanted),
        None => Err(PayloadError::NoData),
    }
}

record! {
    /// An event as it is written, without what it is about.
    struct Wire {
        id: String,
        object: Option<String>,
        event_type: EventType = "type",
        created: OffsetDateTime,
        api_version: Option<String>,
        account: Option<String>,
        context: Option<String>,
        livemode: Option<bool>,
        pending_webhooks: Option<i64>,
        request: Option<IdOrRequest>,
        data: Option<WireData>,
        related_object: Option<RelatedObject>,
        changes: Option<Box<RawValue>>,
        reason: Option<Reason>,
        snapshot_event: Option<String>,
    }

    struct WireData {
        object: Option<Kind>,
        previous_attributes: Option<Box<RawValue>>,
    }

    struct Kind {
        object: Option<String>,
    }

    struct About {
        object: Option<String>,
        data: Option<AboutData>,
    }

    struct AboutData {
        object: Option<Kind>,
    }

    /// Why a thin event came.
    struct Reason {
        request: Option<Request>,
    }
}

/// API versions before 2017-05-25 have the request's id alone.
#[derive(Debug, Clone)]
struct IdOrRequest(Request);

impl Value for IdOrRequest {
    fn read(input: &mut dyn Input) -> Result<Option<Self>, Stop> {
        let mut request = IdOr { id: None, object: record::Object::<Request>(None) };
        input.read(&mut request)?;
        let by_id = |id| Request { id: Some(id), idempotency_key: None };
        Ok(request.id.map(by_id).or(request.object.0).map(Self))
    }
}

impl Wire {
    fn is_thin(&self) -> bool {
        self.object.as_deref() == Some(THIN)
    }
}

/// What a thin event says it is.
const THIN: &str = "v2.core.event";

/// Where the object stands, also in an event that came by another scheme.
const OBJECT: &str = "/data/object";
