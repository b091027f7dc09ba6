//! Events of Paddle Billing. <https://developer.paddle.com/webhooks/overview>
//!
//! Amounts are texts, in the smallest unit of their currency: `"3000"` is 30 dollars.

use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::open_enum;
use super::record::{self, record};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::Paddle;

/// An event.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// Its id. A repetition has the same.
    pub event_id: String,
    /// What happened.
    pub event_type: EventType,
    /// When it happened.
    pub occurred_at: OffsetDateTime,
    /// The notification: one for each endpoint.
    pub notification_id: Option<String>,
    /// What it is about.
    pub data: Data,
}

/// What an event is about, by what its type begins with.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Data {
    /// Of `address.*`.
    Address(Box<Address>),
    /// Of `adjustment.*`.
    Adjustment(Box<Adjustment>),
    /// Of `business.*`.
    Business(Box<Business>),
    /// Of `customer.*`.
    Customer(Box<Customer>),
    /// Of `discount.*`.
    Discount(Box<Discount>),
    /// Of `payment_method.*`.
    PaymentMethod(Box<PaymentMethod>),
    /// Of `payout.*`.
    Payout(Box<Payout>),
    /// Of `price.*`.
    Price(Box<Price>),
    /// Of `product.*`.
    Product(Box<Product>),
    /// Of `report.*`.
    Report(Box<Report>),
    /// Of `subscription.*`.
    Subscription(Box<Subscription>),
    /// Of `transaction.*`.
    Transaction(Box<Transaction>),
    /// Of all others.
    Other(Box<Thing>),
}

impl crate::Event for Event {
    type Provider = Paddle;

    fn parse(payload: &Payload<'_, Paddle>) -> Result<Self, PayloadError> {
        let wire: Wire = record::json(payload)?;
        Ok(Self {
            data: Data::parse(payload, wire.event_type.as_str())?,
            event_id: wire.event_id,
            event_type: wire.event_type,
            occurred_at: wire.occurred_at,
            notification_id: wire.notification_id,
        })
    }
}

impl Data {
    fn parse(payload: &Payload<'_, Paddle>, event_type: &str) -> Result<Self, PayloadError> {
        let (kind, _) = event_type.split_once('.').unwrap_or((event_type, ""));
        Ok(match kind {
            "address" => Self::Address(record::at(payload, "/data")?),
            "adjustment" => Self::Adjustment(record::at(payload, "/data")?),
            "business" => Self::Business(record::at(payload, "/data")?),
            "customer" => Self::Customer(record::at(payload, "/data")?),
            "discount" => Self::Discount(record::at(payload, "/data")?),
            "payment_method" => Self::PaymentMethod(record::at(payload, "/data")?),
            "payout" => Self::Payout(record::at(payload, "/data")?),
            "price" => Self::Price(record::at(payload, "/data")?),
            "product" => Self::Product(record::at(payload, "/data")?),
            "report" => Self::Report(record::at(payload, "/data")?),
            "subscription" => Self::Subscription(record::at(payload, "/data")?),
            "transaction" => Self::Transaction(record::at(payload, "/data")?),
            _ => Self::Other(record::at(payload, "/data")?),
        })
    }
}

record! {
    /// An event without what it is about.
    struct Wire {
        event_id: String,
        event_type: EventType,
        occurred_at: OffsetDateTime,
        notification_id: Option<String>,
    }
}

open_enum! {
    /// What happened.
    pub enum EventType {
        /// `address.created`
        AddressCreated = "address.created",
        /// `address.imported`
        AddressImported = "address.imported",
        /// `address.updated`
        AddressUpdated = "address.updated",
        /// `adjustment.created`
        AdjustmentCreated = "adjustment.created",
        /// `adjustment.updated`
        AdjustmentUpdated = "adjustment.updated",
        /// `api_key.created`
        ApiKeyCreated = "api_key.created",
        /// `api_key.expired`
        ApiKeyExpired = "api_key.expired",
        /// `api_key.expiring`
        ApiKeyExpiring = "api_key.expiring",
        /// `api_key.revoked`
        ApiKeyRevoked = "api_key.revoked",
        /// `api_key.updated`
        ApiKeyUpdated = "api_key.updated",
        /// `api_key_exposure.created`
        ApiKeyExposureCreated = "api_key_exposure.created",
        /// `business.created`
        BusinessCreated = "business.created",
        /// `business.imported`
        BusinessImported = "business.imported",
        /// `business.updated`
        BusinessUpdated = "business.updated",
        /// `client_token.created`
        ClientTokenCreated = "client_token.created",
        /// `client_token.revoked`
        ClientTokenRevoked = "client_token.revoked",
        /// `client_token.updated`
        ClientTokenUpdated = "client_token.updated",
        /// `customer.created`
        CustomerCreated = "customer.created",
        /// `customer.imported`
        CustomerImported = "customer.imported",
        /// `customer.updated`
        CustomerUpdated = "customer.updated",
        /// `discount.created`
        DiscountCreated = "discount.created",
        /// `discount.imported`
        DiscountImported = "discount.imported",
        /// `discount.updated`
        DiscountUpdated = "discount.updated",
        /// `discount_group.created`
        DiscountGroupCreated = "discount_group.created",
        /// `discount_group.updated`
        DiscountGroupUpdated = "discount_group.updated",
        /// `payment_method.deleted`
        PaymentMethodDeleted = "payment_method.deleted",
        /// `payment_method.saved`
        PaymentMethodSaved = "payment_method.saved",
        /// `payout.created`
        PayoutCreated = "payout.created",
        /// `payout.paid`
        PayoutPaid = "payout.paid",
        /// `price.created`
        PriceCreated = "price.created",
        /// `price.imported`
        PriceImported = "price.imported",
        /// `price.updated`
        PriceUpdated = "price.updated",
        /// `product.created`
        ProductCreated = "product.created",
        /// `product.imported`
        ProductImported = "product.imported",
        /// `product.updated`
        ProductUpdated = "product.updated",
        /// `report.created`
        ReportCreated = "report.created",
        /// `report.updated`
        ReportUpdated = "report.updated",
        /// `subscription.activated`
        SubscriptionActivated = "subscription.activated",
        /// `subscription.canceled`
        SubscriptionCanceled = "subscription.canceled",
        /// `subscription.created`
        SubscriptionCreated = "subscription.created",
        /// `subscription.imported`
        SubscriptionImported = "subscription.imported",
        /// `subscription.past_due`
        SubscriptionPastDue = "subscription.past_due",
        /// `subscription.paused`
        SubscriptionPaused = "subscription.paused",
        /// `subscription.resumed`
        SubscriptionResumed = "subscription.resumed",
        /// `subscription.trialing`
        SubscriptionTrialing = "subscription.trialing",
        /// `subscription.updated`
        SubscriptionUpdated = "subscription.updated",
        /// `transaction.billed`
        TransactionBilled = "transaction.billed",
        /// `transaction.canceled`
        TransactionCanceled = "transaction.canceled",
        /// `transaction.completed`
        TransactionCompleted = "transaction.completed",
        /// `transaction.created`
        TransactionCreated = "transaction.created",
        /// `transaction.paid`
        TransactionPaid = "transaction.paid",
        /// `transaction.past_due`
        TransactionPastDue = "transaction.past_due",
        /// `transaction.payment_failed`
        TransactionPaymentFailed = "transaction.payment_failed",
        /// `transaction.ready`
        TransactionReady = "transaction.ready",
        /// `transaction.revised`
        TransactionRevised = "transaction.revised",
        /// `transaction.updated`
        TransactionUpdated = "transaction.updated",
    }
}

record! {
    /// A customer's address.
    pub struct Address {
        /// Its id.
        pub id: Option<String>,
        /// The town.
        pub city: Option<String>,
        /// ISO 3166, two letters.
        pub country_code: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// What the merchant keeps with it.
        pub custom_data: Option<Box<RawValue>>,
        /// Whose it is.
        pub customer_id: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// The street.
        pub first_line: Option<String>,
        /// The postcode.
        pub postal_code: Option<String>,
        /// The state or province.
        pub region: Option<String>,
        /// The flat or floor.
        pub second_line: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// What was changed of a transaction that was billed.
    pub struct Adjustment {
        /// Its id.
        pub id: Option<String>,
        /// What it does.
        pub action: Option<AdjustmentAction>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Whether the credit went to the balance.
        pub credit_applied_to_balance: Option<bool>,
        /// ISO 4217.
        pub currency_code: Option<String>,
        /// Whose it is.
        pub customer_id: Option<String>,
        /// Of which items.
        pub items: Vec<AdjustmentItem>,
        /// What it does to payouts.
        pub payout_totals: Option<Totals>,
        /// Why.
        pub reason: Option<String>,
        /// How it stands.
        pub status: Option<AdjustmentStatus>,
        /// The subscription.
        pub subscription_id: Option<String>,
        /// What it comes to.
        pub totals: Option<Totals>,
        /// The transaction.
        pub transaction_id: Option<String>,
        /// `full` or `partial`.
        pub adjustment_type: Option<String> = "type",
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// An item of an adjustment.
    pub struct AdjustmentItem {
        /// Its id.
        pub id: Option<String>,
        /// How much.
        pub amount: Option<String>,
        /// The item of the transaction.
        pub item_id: Option<String>,
        /// What it comes to.
        pub totals: Option<Totals>,
        /// `full`, `partial`, `tax`, `proration`.
        pub item_type: Option<String> = "type",
    }
}

open_enum! {
    /// What an adjustment does.
    pub enum AdjustmentAction {
        /// `chargeback`
        Chargeback = "chargeback",
        /// `chargeback_reverse`
        ChargebackReverse = "chargeback_reverse",
        /// `chargeback_warning`
        ChargebackWarning = "chargeback_warning",
        /// `chargeback_warning_reverse`
        ChargebackWarningReverse = "chargeback_warning_reverse",
        /// `credit`
        Credit = "credit",
        /// `credit_reverse`
        CreditReverse = "credit_reverse",
        /// `refund`
        Refund = "refund",
    }
}

open_enum! {
    /// How an adjustment stands.
    pub enum AdjustmentStatus {
        /// `approved`
        Approved = "approved",
        /// `pending_approval`
        PendingApproval = "pending_approval",
        /// `rejected`
        Rejected = "rejected",
        /// `reversed`
        Reversed = "reversed",
    }
}

record! {
    /// A customer's business.
    pub struct Business {
        /// Its id.
        pub id: Option<String>,
        /// Its number.
        pub company_number: Option<String>,
        /// Who is to be told.
        pub contacts: Vec<Contact>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// What the merchant keeps with it.
        pub custom_data: Option<Box<RawValue>>,
        /// Whose it is.
        pub customer_id: Option<String>,
        /// What it is called.
        pub name: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// Its tax number.
        pub tax_identifier: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// Somebody at a business.
    pub struct Contact {
        /// An address for mail.
        pub email: Option<String>,
        /// What it is called.
        pub name: Option<String>,
    }
}

record! {
    /// A customer.
    pub struct Customer {
        /// Its id.
        pub id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// What the merchant keeps with it.
        pub custom_data: Option<Box<RawValue>>,
        /// An address for mail.
        pub email: Option<String>,
        /// Their language.
        pub locale: Option<String>,
        /// Whether they want news.
        pub marketing_consent: Option<bool>,
        /// What it is called.
        pub name: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A discount.
    pub struct Discount {
        /// Its id.
        pub id: Option<String>,
        /// How much, in percent or in the smallest unit.
        pub amount: Option<String>,
        /// The code for it.
        pub code: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency_code: Option<String>,
        /// What the merchant keeps with it.
        pub custom_data: Option<Box<RawValue>>,
        /// A text for people.
        pub description: Option<String>,
        /// Its group.
        pub discount_group_id: Option<String>,
        /// Whether customers can type its code.
        pub enabled_for_checkout: Option<bool>,
        /// When it ends.
        pub expires_at: Option<OffsetDateTime>,
        /// For how many periods.
        pub maximum_recurring_intervals: Option<i64>,
        /// `standard` or `custom`.
        pub mode: Option<String>,
        /// Whether it counts for later periods.
        pub recur: Option<bool>,
        /// For which products and prices.
        pub restrict_to: Vec<String>,
        /// How it stands.
        pub status: Option<String>,
        /// How often it was used.
        pub times_used: Option<i64>,
        /// `flat`, `flat_per_seat`, `percentage`.
        pub discount_type: Option<String> = "type",
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// How often it can be used.
        pub usage_limit: Option<i64>,
    }
}

record! {
    /// A means of payment that a customer saved.
    pub struct PaymentMethod {
        /// Its id.
        pub id: Option<String>,
        /// Where they live.
        pub address_id: Option<String>,
        /// Whose it is.
        pub customer_id: Option<String>,
        /// Why it was deleted.
        pub deletion_reason: Option<String>,
        /// How it was saved.
        pub origin: Option<String>,
        /// When it was saved.
        pub saved_at: Option<OffsetDateTime>,
        /// Which kind: `card`.
        pub method_type: Option<String> = "type",
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// Money paid out.
    pub struct Payout {
        /// Its id.
        pub id: Option<String>,
        /// How much.
        pub amount: Option<String>,
        /// ISO 4217.
        pub currency_code: Option<String>,
        /// What the bank knows it by.
        pub remittance_reference: Option<String>,
        /// How it stands.
        pub status: Option<String>,
    }
}

record! {
    /// A span of time.
    pub struct Period {
        /// When it ends.
        pub ends_at: Option<OffsetDateTime>,
        /// When it begins.
        pub starts_at: Option<OffsetDateTime>,
    }
}

record! {
    /// How often.
    pub struct Cycle {
        /// Every how many.
        pub frequency: Option<i64>,
        /// Of what: `day`, `week`, `month`, `year`.
        pub interval: Option<String>,
    }
}

record! {
    /// A price.
    pub struct Price {
        /// Its id.
        pub id: Option<String>,
        /// How often it recurs.
        pub billing_cycle: Option<Cycle>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// What the merchant keeps with it.
        pub custom_data: Option<Box<RawValue>>,
        /// A text for the merchant.
        pub description: Option<String>,
        /// What it is called.
        pub name: Option<String>,
        /// The product.
        pub product_id: Option<String>,
        /// How many can be bought.
        pub quantity: Option<QuantityRange>,
        /// How it stands.
        pub status: Option<String>,
        /// Whether tax is in it.
        pub tax_mode: Option<String>,
        /// For how long it is free.
        pub trial_period: Option<Cycle>,
        /// `standard` or `custom`.
        pub price_type: Option<String> = "type",
        /// How much for one.
        pub unit_price: Option<Money>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// How many of something can be bought.
    pub struct QuantityRange {
        /// At most.
        pub maximum: Option<i64>,
        /// At least.
        pub minimum: Option<i64>,
    }
}

record! {
    /// An amount of one currency.
    pub struct Money {
        /// How much, in the smallest unit.
        pub amount: Option<String>,
        /// ISO 4217.
        pub currency_code: Option<String>,
    }
}

record! {
    /// What is sold.
    pub struct Product {
        /// Its id.
        pub id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// What the merchant keeps with it.
        pub custom_data: Option<Box<RawValue>>,
        /// A text for people.
        pub description: Option<String>,
        /// Where a picture is.
        pub image_url: Option<String>,
        /// What it is called.
        pub name: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// How it is taxed.
        pub tax_category: Option<String>,
        /// `standard` or `custom`.
        pub product_type: Option<String> = "type",
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A report that can be fetched.
    pub struct Report {
        /// Its id.
        pub id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Until when it can be fetched.
        pub expires_at: Option<OffsetDateTime>,
        /// How many lines it has.
        pub rows: Option<i64>,
        /// How it stands.
        pub status: Option<String>,
        /// Which kind: `transactions`.
        pub report_type: Option<String> = "type",
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A subscription.
    pub struct Subscription {
        /// Its id.
        pub id: Option<String>,
        /// Where they live.
        pub address_id: Option<String>,
        /// How often it is paid.
        pub billing_cycle: Option<Cycle>,
        /// For which business.
        pub business_id: Option<String>,
        /// When it was cancelled.
        pub canceled_at: Option<OffsetDateTime>,
        /// How it is paid: `automatic`, `manual`.
        pub collection_mode: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency_code: Option<String>,
        /// The period that it is in.
        pub current_billing_period: Option<Period>,
        /// What the merchant keeps with it.
        pub custom_data: Option<Box<RawValue>>,
        /// Whose it is.
        pub customer_id: Option<String>,
        /// A discount.
        pub discount: Option<AppliedDiscount>,
        /// When it was first paid.
        pub first_billed_at: Option<OffsetDateTime>,
        /// What is subscribed to.
        pub items: Vec<SubscriptionItem>,
        /// When it is paid next.
        pub next_billed_at: Option<OffsetDateTime>,
        /// When it was paused.
        pub paused_at: Option<OffsetDateTime>,
        /// What is to change.
        pub scheduled_change: Option<ScheduledChange>,
        /// When it began.
        pub started_at: Option<OffsetDateTime>,
        /// How it stands.
        pub status: Option<SubscriptionStatus>,
        /// The transaction that it came of, where it was just made.
        pub transaction_id: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A discount on a subscription.
    pub struct AppliedDiscount {
        /// Its id.
        pub id: Option<String>,
        /// When it ends.
        pub ends_at: Option<OffsetDateTime>,
        /// When it begins.
        pub starts_at: Option<OffsetDateTime>,
    }
}

record! {
    /// What is to change of a subscription.
    pub struct ScheduledChange {
        /// What: `cancel`, `pause`, `resume`.
        pub action: Option<String>,
        /// When.
        pub effective_at: Option<OffsetDateTime>,
        /// When a pause ends.
        pub resume_at: Option<OffsetDateTime>,
    }
}

record! {
    /// What is subscribed to.
    pub struct SubscriptionItem {
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// When it is paid next.
        pub next_billed_at: Option<OffsetDateTime>,
        /// When it was last paid.
        pub previously_billed_at: Option<OffsetDateTime>,
        /// The price.
        pub price: Option<Price>,
        /// The product.
        pub product: Option<Product>,
        /// How many.
        pub quantity: Option<i64>,
        /// Whether it recurs.
        pub recurring: Option<bool>,
        /// How it stands.
        pub status: Option<String>,
        /// For how long it is free.
        pub trial_dates: Option<Period>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

open_enum! {
    /// How a subscription stands.
    pub enum SubscriptionStatus {
        /// `active`
        Active = "active",
        /// `canceled`
        Canceled = "canceled",
        /// `past_due`
        PastDue = "past_due",
        /// `paused`
        Paused = "paused",
        /// `trialing`
        Trialing = "trialing",
    }
}

record! {
    /// A transaction.
    pub struct Transaction {
        /// Its id.
        pub id: Option<String>,
        /// Where they live.
        pub address_id: Option<String>,
        /// When it was billed.
        pub billed_at: Option<OffsetDateTime>,
        /// For which time.
        pub billing_period: Option<Period>,
        /// For which business.
        pub business_id: Option<String>,
        /// Where the customer pays.
        pub checkout: Option<Checkout>,
        /// How it is paid: `automatic`, `manual`.
        pub collection_mode: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency_code: Option<String>,
        /// What the merchant keeps with it.
        pub custom_data: Option<Box<RawValue>>,
        /// Whose it is.
        pub customer_id: Option<String>,
        /// What it comes to.
        pub details: Option<TransactionDetails>,
        /// The discount.
        pub discount_id: Option<String>,
        /// The invoice.
        pub invoice_id: Option<String>,
        /// The invoice's number.
        pub invoice_number: Option<String>,
        /// What is bought.
        pub items: Vec<TransactionItem>,
        /// Where it comes from: `web`, `subscription_recurring`.
        pub origin: Option<String>,
        /// The attempts to pay it, newest first.
        pub payments: Vec<Payment>,
        /// What stands on the receipt.
        pub receipt_data: Option<String>,
        /// When its texts were last changed.
        pub revised_at: Option<OffsetDateTime>,
        /// How it stands.
        pub status: Option<TransactionStatus>,
        /// The subscription.
        pub subscription_id: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// Where a customer pays.
    pub struct Checkout {
        /// Where that is.
        pub url: Option<String>,
    }
}

record! {
    /// What is bought.
    pub struct TransactionItem {
        /// The price.
        pub price: Option<Price>,
        /// The price.
        pub price_id: Option<String>,
        /// How many.
        pub quantity: Option<i64>,
    }
}

record! {
    /// What a transaction comes to.
    pub struct TransactionDetails {
        /// All of it, without what was given back.
        pub adjusted_totals: Option<Totals>,
        /// Its lines.
        pub line_items: Vec<TransactionLine>,
        /// What of it is paid out.
        pub payout_totals: Option<Totals>,
        /// All of it.
        pub totals: Option<Totals>,
    }
}

record! {
    /// A line of a transaction.
    pub struct TransactionLine {
        /// Its id.
        pub id: Option<String>,
        /// The price.
        pub price_id: Option<String>,
        /// The product.
        pub product: Option<Product>,
        /// How many.
        pub quantity: Option<i64>,
        /// What part of it is tax: `0.2`.
        pub tax_rate: Option<String>,
        /// All of it.
        pub totals: Option<Totals>,
        /// One of it.
        pub unit_totals: Option<Totals>,
    }
}

record! {
    /// Sums, in the smallest unit.
    pub struct Totals {
        /// What is still due.
        pub balance: Option<String>,
        /// What was credited.
        pub credit: Option<String>,
        /// ISO 4217.
        pub currency_code: Option<String>,
        /// What discounts take off.
        pub discount: Option<String>,
        /// What the merchant gets.
        pub earnings: Option<String>,
        /// What Paddle keeps.
        pub fee: Option<String>,
        /// What is due, without credit.
        pub grand_total: Option<String>,
        /// Before discounts and tax.
        pub subtotal: Option<String>,
        /// The tax.
        pub tax: Option<String>,
        /// With discounts and tax.
        pub total: Option<String>,
    }
}

record! {
    /// An attempt to pay.
    pub struct Payment {
        /// How much.
        pub amount: Option<String>,
        /// When it was captured.
        pub captured_at: Option<OffsetDateTime>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Why it failed.
        pub error_code: Option<String>,
        /// How it was paid.
        pub method_details: Option<PaymentDetails>,
        /// The attempt.
        pub payment_attempt_id: Option<String>,
        /// The means, if it was saved.
        pub payment_method_id: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// The means, if it was saved. Of older payloads.
        pub stored_payment_method_id: Option<String>,
    }
}

record! {
    /// How something was paid.
    pub struct PaymentDetails {
        /// Where it was a card.
        pub card: Option<Card>,
        /// Which kind: `card`.
        pub method_type: Option<String> = "type",
    }
}

record! {
    /// A card.
    pub struct Card {
        /// Whose it is.
        pub cardholder_name: Option<String>,
        /// The month in which it ends, from 1.
        pub expiry_month: Option<i64>,
        /// The year in which it ends.
        pub expiry_year: Option<i64>,
        /// The last four digits.
        pub last4: Option<String>,
        /// Whose: `visa`.
        pub brand: Option<String> = "type",
    }
}

open_enum! {
    /// How a transaction stands.
    pub enum TransactionStatus {
        /// `billed`
        Billed = "billed",
        /// `canceled`
        Canceled = "canceled",
        /// `completed`
        Completed = "completed",
        /// `draft`
        Draft = "draft",
        /// `paid`
        Paid = "paid",
        /// `past_due`
        PastDue = "past_due",
        /// `ready`
        Ready = "ready",
    }
}

record! {
    /// What most things have, of events that have no type of their own here.
    pub struct Thing {
        /// Its id.
        pub id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Whose it is.
        pub customer_id: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// What it is called.
        pub name: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}
