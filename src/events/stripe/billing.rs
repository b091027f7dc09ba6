//! Prices, subscriptions and invoices.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::payments::TotalDetails;
use super::shared::{Address, AutomaticTax, Failure, Period, Shipping, TransferData};
use super::{Expandable, List, resource};
use crate::events::open_enum;
use crate::events::record::record;

record! {
    /// A coupon.
    pub struct Coupon {
        /// Its id.
        pub id: Option<String>,
        /// What it takes off.
        pub amount_off: Option<i64>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// For how long.
        pub duration: Option<CouponDuration>,
        /// For how many months, where it is `repeating`.
        pub duration_in_months: Option<i64>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// How often it can be used.
        pub max_redemptions: Option<i64>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What it is called.
        pub name: Option<String>,
        /// How many percent it takes off.
        pub percent_off: Option<f64>,
        /// Until when it can be used.
        pub redeem_by: Option<OffsetDateTime>,
        /// How often it was used.
        pub times_redeemed: Option<i64>,
        /// Whether it can be used.
        pub valid: Option<bool>,
    }
}

resource!(Coupon, "coupon");

open_enum! {
    /// For how long a coupon counts.
    pub enum CouponDuration {
        /// `forever`
        Forever = "forever",
        /// `once`
        Once = "once",
        /// `repeating`
        Repeating = "repeating",
    }
}

record! {
    /// A credit on an invoice.
    pub struct CreditNote {
        /// Its id.
        pub id: Option<String>,
        /// How much, with tax.
        pub amount: Option<i64>,
        /// The shipping of it.
        pub amount_shipping: Option<i64>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// All discounts.
        pub discount_amount: Option<i64>,
        /// On which invoice.
        pub invoice: Option<Expandable>,
        /// Its lines: those that came along.
        pub lines: List<CreditNoteLine>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// A text for the customer.
        pub memo: Option<String>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Its number.
        pub number: Option<String>,
        /// What was paid back elsewhere.
        pub out_of_band_amount: Option<i64>,
        /// Where it is as a PDF.
        pub pdf: Option<String>,
        /// Why.
        pub reason: Option<String>,
        /// The refund. Of older API versions.
        pub refund: Option<Expandable>,
        /// How it stands.
        pub status: Option<CreditNoteStatus>,
        /// Before discounts and tax.
        pub subtotal: Option<i64>,
        /// With discounts and tax.
        pub total: Option<i64>,
        /// `pre_payment` or `post_payment`.
        pub note_type: Option<String> = "type",
        /// When it was voided.
        pub voided_at: Option<OffsetDateTime>,
    }
}

resource!(CreditNote, "credit_note");

open_enum! {
    /// How a credit note stands.
    pub enum CreditNoteStatus {
        /// `issued`
        Issued = "issued",
        /// `void`
        Void = "void",
    }
}

record! {
    /// A line of a credit note.
    pub struct CreditNoteLine {
        /// Its id.
        pub id: Option<String>,
        /// How much, before discounts and tax.
        pub amount: Option<i64>,
        /// A text for people.
        pub description: Option<String>,
        /// All discounts.
        pub discount_amount: Option<i64>,
        /// The line of the invoice.
        pub invoice_line_item: Option<String>,
        /// How many.
        pub quantity: Option<i64>,
        /// How much for one.
        pub unit_amount: Option<i64>,
        /// The same with up to twelve decimals.
        pub unit_amount_decimal: Option<String>,
    }
}

record! {
    /// A coupon that counts for a customer, a subscription or an invoice.
    pub struct Discount {
        /// Its id.
        pub id: Option<String>,
        /// The session of Checkout that it came from.
        pub checkout_session: Option<String>,
        /// The coupon. Newer API versions have it in `source`.
        pub coupon: Option<Coupon>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// When it ends.
        pub end: Option<OffsetDateTime>,
        /// The invoice that it is for.
        pub invoice: Option<String>,
        /// The item that it is for.
        pub invoice_item: Option<String>,
        /// The code that was given.
        pub promotion_code: Option<Expandable>,
        /// Where it comes from. Of newer API versions.
        pub source: Option<DiscountSource>,
        /// When it began.
        pub start: Option<OffsetDateTime>,
        /// The subscription that it is for.
        pub subscription: Option<String>,
    }
}

resource!(Discount, "discount");

record! {
    /// Where a discount comes from.
    pub struct DiscountSource {
        /// The coupon.
        pub coupon: Option<Expandable>,
        /// Which kind: `coupon`.
        pub source_type: Option<String> = "type",
    }
}

record! {
    /// An invoice.
    pub struct Invoice {
        /// Its id. An invoice that is only to come may have none.
        pub id: Option<String>,
        /// Of the account: ISO 3166, two letters.
        pub account_country: Option<String>,
        /// Of the account: what it is called.
        pub account_name: Option<String>,
        /// What is due.
        pub amount_due: Option<i64>,
        /// What was paid beyond that.
        pub amount_overpaid: Option<i64>,
        /// What was paid.
        pub amount_paid: Option<i64>,
        /// What is still due.
        pub amount_remaining: Option<i64>,
        /// The shipping.
        pub amount_shipping: Option<i64>,
        /// How often payment was tried.
        pub attempt_count: Option<i64>,
        /// Whether payment was tried.
        pub attempted: Option<bool>,
        /// Whether Stripe goes on with it.
        pub auto_advance: Option<bool>,
        /// Whether Stripe works out the tax.
        pub automatic_tax: Option<AutomaticTax>,
        /// Why it was made.
        pub billing_reason: Option<BillingReason>,
        /// Its newest charge. Of older API versions.
        pub charge: Option<Expandable>,
        /// How it is paid.
        pub collection_method: Option<CollectionMethod>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// Where they live.
        pub customer_address: Option<Address>,
        /// Their address for mail.
        pub customer_email: Option<String>,
        /// Their name.
        pub customer_name: Option<String>,
        /// Their number.
        pub customer_phone: Option<String>,
        /// Where goods go.
        pub customer_shipping: Option<Shipping>,
        /// Whether tax is due: `none`, `exempt`, `reverse`.
        pub customer_tax_exempt: Option<String>,
        /// How it will be paid.
        pub default_payment_method: Option<Expandable>,
        /// A text for people.
        pub description: Option<String>,
        /// A discount. Of older API versions.
        pub discount: Option<Discount>,
        /// The discounts.
        pub discounts: Vec<Expandable>,
        /// When it is due.
        pub due_date: Option<OffsetDateTime>,
        /// When it takes effect.
        pub effective_at: Option<OffsetDateTime>,
        /// The customer's balance behind it.
        pub ending_balance: Option<i64>,
        /// What stands at its foot.
        pub footer: Option<String>,
        /// Where it can be seen and paid.
        pub hosted_invoice_url: Option<String>,
        /// Where it is as a PDF.
        pub invoice_pdf: Option<String>,
        /// Why it could not be finalized.
        pub last_finalization_error: Option<Failure>,
        /// What stands in its place.
        pub latest_revision: Option<Expandable>,
        /// Its lines: those that came along.
        pub lines: List<InvoiceLine>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// When payment is tried next.
        pub next_payment_attempt: Option<OffsetDateTime>,
        /// Its number.
        pub number: Option<String>,
        /// For which account.
        pub on_behalf_of: Option<Expandable>,
        /// Whether it is paid. Of older API versions.
        pub paid: Option<bool>,
        /// What it was made for. Of newer API versions: [`Invoice::subscription_id`] reads both.
        pub parent: Option<InvoiceParent>,
        /// Its payment. Of older API versions.
        pub payment_intent: Option<Expandable>,
        /// Until when items were added.
        pub period_end: Option<OffsetDateTime>,
        /// From when items were added.
        pub period_start: Option<OffsetDateTime>,
        /// Credits after payment.
        pub post_payment_credit_notes_amount: Option<i64>,
        /// Credits before payment.
        pub pre_payment_credit_notes_amount: Option<i64>,
        /// The quote it came of. Of older API versions.
        pub quote: Option<Expandable>,
        /// The receipt's number.
        pub receipt_number: Option<String>,
        /// The customer's balance before it.
        pub starting_balance: Option<i64>,
        /// What is put on the statement.
        pub statement_descriptor: Option<String>,
        /// How it stands.
        pub status: Option<InvoiceStatus>,
        /// When it came to stand so.
        pub status_transitions: Option<StatusTransitions>,
        /// Its subscription. Of older API versions: [`Invoice::subscription_id`] reads both.
        pub subscription: Option<Expandable>,
        /// Before discounts and tax.
        pub subtotal: Option<i64>,
        /// Before discounts, without tax.
        pub subtotal_excluding_tax: Option<i64>,
        /// The tax. Of older API versions.
        pub tax: Option<i64>,
        /// With discounts and tax.
        pub total: Option<i64>,
        /// With discounts, without tax.
        pub total_excluding_tax: Option<i64>,
        /// When the webhooks for it were delivered.
        pub webhooks_delivered_at: Option<OffsetDateTime>,
    }
}

resource!(Invoice, "invoice");

record! {
    /// What an invoice, or an item of one, was made for.
    pub struct InvoiceParent {
        /// The quote.
        pub quote_details: Option<QuoteDetails>,
        /// The subscription.
        pub subscription_details: Option<SubscriptionDetails>,
        /// Which of them: `subscription_details`.
        pub parent_type: Option<String> = "type",
    }
}

record! {
    /// The quote that an invoice was made for.
    pub struct QuoteDetails {
        /// Its id.
        pub quote: Option<String>,
    }
}

record! {
    /// The subscription that an invoice was made for.
    pub struct SubscriptionDetails {
        /// The subscription's, when the invoice was finalized.
        pub metadata: BTreeMap<String, String>,
        /// The subscription.
        pub subscription: Option<Expandable>,
        /// The item of the subscription.
        pub subscription_item: Option<String>,
    }
}

record! {
    /// A line of an invoice.
    pub struct InvoiceLine {
        /// Its id.
        pub id: Option<String>,
        /// How much.
        pub amount: Option<i64>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// Whether discounts count.
        pub discountable: Option<bool>,
        /// The invoice.
        pub invoice: Option<String>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What it was made for. Of newer API versions.
        pub parent: Option<LineParent>,
        /// For which time.
        pub period: Option<Period>,
        /// The price. Of older API versions.
        pub price: Option<Price>,
        /// The price. Of newer API versions.
        pub pricing: Option<Pricing>,
        /// Whether it is for a part of a period. Of older API versions.
        pub proration: Option<bool>,
        /// How many.
        pub quantity: Option<i64>,
        /// The subscription.
        pub subscription: Option<Expandable>,
        /// The item of the subscription. Of older API versions.
        pub subscription_item: Option<Expandable>,
        /// Before discounts and tax.
        pub subtotal: Option<i64>,
    }
}

record! {
    /// What a line of an invoice was made for.
    pub struct LineParent {
        /// An item of its own.
        pub invoice_item_details: Option<LineDetails>,
        /// An item of a subscription.
        pub subscription_item_details: Option<LineDetails>,
        /// Which of them.
        pub parent_type: Option<String> = "type",
    }
}

record! {
    /// The item that a line of an invoice was made for.
    pub struct LineDetails {
        /// The item.
        pub invoice_item: Option<String>,
        /// Whether it is for a part of a period.
        pub proration: Option<bool>,
        /// The subscription.
        pub subscription: Option<String>,
        /// The item of the subscription.
        pub subscription_item: Option<String>,
    }
}

record! {
    /// A price, as newer API versions write it.
    pub struct Pricing {
        /// The price.
        pub price_details: Option<PriceDetails>,
        /// Which kind.
        pub pricing_type: Option<String> = "type",
        /// How much for one, with up to twelve decimals.
        pub unit_amount_decimal: Option<String>,
    }
}

record! {
    /// Which price it is.
    pub struct PriceDetails {
        /// The price.
        pub price: Option<Expandable>,
        /// What for.
        pub product: Option<String>,
    }
}

record! {
    /// When something came to stand as it does.
    pub struct StatusTransitions {
        /// When it was accepted.
        pub accepted_at: Option<OffsetDateTime>,
        /// When it was cancelled.
        pub canceled_at: Option<OffsetDateTime>,
        /// When it was finalized.
        pub finalized_at: Option<OffsetDateTime>,
        /// When it was given up.
        pub marked_uncollectible_at: Option<OffsetDateTime>,
        /// When it was paid.
        pub paid_at: Option<OffsetDateTime>,
        /// When it was voided.
        pub voided_at: Option<OffsetDateTime>,
    }
}

open_enum! {
    /// Why an invoice was made.
    pub enum BillingReason {
        /// `automatic_pending_invoice_item_invoice`
        AutomaticPendingInvoiceItemInvoice = "automatic_pending_invoice_item_invoice",
        /// `manual`
        Manual = "manual",
        /// `quote_accept`
        QuoteAccept = "quote_accept",
        /// `subscription`
        Subscription = "subscription",
        /// `subscription_create`
        SubscriptionCreate = "subscription_create",
        /// `subscription_cycle`
        SubscriptionCycle = "subscription_cycle",
        /// `subscription_threshold`
        SubscriptionThreshold = "subscription_threshold",
        /// `subscription_update`
        SubscriptionUpdate = "subscription_update",
        /// `upcoming`
        Upcoming = "upcoming",
    }
}

open_enum! {
    /// How invoices are paid.
    pub enum CollectionMethod {
        /// `charge_automatically`
        ChargeAutomatically = "charge_automatically",
        /// `send_invoice`
        SendInvoice = "send_invoice",
    }
}

open_enum! {
    /// How an invoice stands.
    pub enum InvoiceStatus {
        /// `deleted`
        Deleted = "deleted",
        /// `draft`
        Draft = "draft",
        /// `open`
        Open = "open",
        /// `paid`
        Paid = "paid",
        /// `uncollectible`
        Uncollectible = "uncollectible",
        /// `void`
        Void = "void",
    }
}

record! {
    /// An item that waits for an invoice, or is on one.
    pub struct InvoiceItem {
        /// Its id.
        pub id: Option<String>,
        /// How much.
        pub amount: Option<i64>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// When it was made.
        pub date: Option<OffsetDateTime>,
        /// A text for people.
        pub description: Option<String>,
        /// Whether discounts count.
        pub discountable: Option<bool>,
        /// The invoice.
        pub invoice: Option<Expandable>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What it was made for. Of newer API versions.
        pub parent: Option<InvoiceParent>,
        /// For which time.
        pub period: Option<Period>,
        /// The price. Of older API versions.
        pub price: Option<Price>,
        /// The price. Of newer API versions.
        pub pricing: Option<Pricing>,
        /// Whether it is for a part of a period.
        pub proration: Option<bool>,
        /// How many.
        pub quantity: Option<i64>,
        /// The subscription. Of older API versions.
        pub subscription: Option<Expandable>,
        /// How much for one. Of older API versions.
        pub unit_amount: Option<i64>,
    }
}

resource!(InvoiceItem, "invoiceitem");

record! {
    /// A plan: a price of an older make.
    pub struct Plan {
        /// Its id.
        pub id: Option<String>,
        /// Whether it can be used.
        pub active: Option<bool>,
        /// How much for one.
        pub amount: Option<i64>,
        /// The same with up to twelve decimals.
        pub amount_decimal: Option<String>,
        /// `per_unit` or `tiered`.
        pub billing_scheme: Option<String>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// How often.
        pub interval: Option<Interval>,
        /// Every how many intervals.
        pub interval_count: Option<i64>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What it is called inside.
        pub nickname: Option<String>,
        /// What for.
        pub product: Option<Expandable>,
        /// How many days are free.
        pub trial_period_days: Option<i64>,
        /// `licensed` or `metered`.
        pub usage_type: Option<String>,
    }
}

resource!(Plan, "plan");

record! {
    /// A price.
    pub struct Price {
        /// Its id.
        pub id: Option<String>,
        /// Whether it can be used.
        pub active: Option<bool>,
        /// `per_unit` or `tiered`.
        pub billing_scheme: Option<String>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// The merchant's own name for it.
        pub lookup_key: Option<String>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What it is called inside.
        pub nickname: Option<String>,
        /// Whether it recurs.
        pub price_type: Option<PriceType> = "type",
        /// What for.
        pub product: Option<Expandable>,
        /// How often.
        pub recurring: Option<Recurring>,
        /// Whether tax is in it: `exclusive`, `inclusive`, `unspecified`.
        pub tax_behavior: Option<String>,
        /// How tiers count: `graduated`, `volume`.
        pub tiers_mode: Option<String>,
        /// How much for one.
        pub unit_amount: Option<i64>,
        /// The same with up to twelve decimals.
        pub unit_amount_decimal: Option<String>,
    }
}

resource!(Price, "price");

open_enum! {
    /// A span of time.
    pub enum Interval {
        /// `day`
        Day = "day",
        /// `month`
        Month = "month",
        /// `week`
        Week = "week",
        /// `year`
        Year = "year",
    }
}

open_enum! {
    /// Whether a price recurs.
    pub enum PriceType {
        /// `one_time`
        OneTime = "one_time",
        /// `recurring`
        Recurring = "recurring",
    }
}

record! {
    /// How often a price recurs.
    pub struct Recurring {
        /// How often.
        pub interval: Option<Interval>,
        /// Every how many intervals.
        pub interval_count: Option<i64>,
        /// What counts the use.
        pub meter: Option<String>,
        /// How many days are free.
        pub trial_period_days: Option<i64>,
        /// `licensed` or `metered`.
        pub usage_type: Option<String>,
    }
}

record! {
    /// What is sold.
    pub struct Product {
        /// Its id.
        pub id: Option<String>,
        /// Whether it is sold.
        pub active: Option<bool>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// Its price, unless another one is said.
        pub default_price: Option<Expandable>,
        /// A text for people.
        pub description: Option<String>,
        /// Where pictures of it are.
        pub images: Vec<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What it is called.
        pub name: Option<String>,
        /// `good` or `service`.
        pub product_type: Option<String> = "type",
        /// Whether it is shipped.
        pub shippable: Option<bool>,
        /// What is put on the statement.
        pub statement_descriptor: Option<String>,
        /// How it is taxed.
        pub tax_code: Option<Expandable>,
        /// What one of it is called.
        pub unit_label: Option<String>,
        /// When it was last changed.
        pub updated: Option<OffsetDateTime>,
        /// Its page.
        pub url: Option<String>,
    }
}

resource!(Product, "product");

record! {
    /// A code that customers type for a coupon.
    pub struct PromotionCode {
        /// Its id.
        pub id: Option<String>,
        /// Whether it can be used.
        pub active: Option<bool>,
        /// The code.
        pub code: Option<String>,
        /// The coupon. Newer API versions have it in `promotion`.
        pub coupon: Option<Coupon>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// When it ends.
        pub expires_at: Option<OffsetDateTime>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// How often it can be used.
        pub max_redemptions: Option<i64>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Where it comes from. Of newer API versions.
        pub promotion: Option<DiscountSource>,
        /// How often it was used.
        pub times_redeemed: Option<i64>,
    }
}

resource!(PromotionCode, "promotion_code");

record! {
    /// A quote.
    pub struct Quote {
        /// Its id.
        pub id: Option<String>,
        /// Before discounts and tax.
        pub amount_subtotal: Option<i64>,
        /// With discounts and tax.
        pub amount_total: Option<i64>,
        /// What the platform keeps.
        pub application_fee_amount: Option<i64>,
        /// How many percent the platform keeps.
        pub application_fee_percent: Option<f64>,
        /// How invoices are paid.
        pub collection_method: Option<CollectionMethod>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// Until when it counts.
        pub expires_at: Option<OffsetDateTime>,
        /// What stands at its foot.
        pub footer: Option<String>,
        /// What stands at its head.
        pub header: Option<String>,
        /// The invoice that came of it.
        pub invoice: Option<Expandable>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Its number.
        pub number: Option<String>,
        /// For which account.
        pub on_behalf_of: Option<Expandable>,
        /// How it stands.
        pub status: Option<QuoteStatus>,
        /// When it came to stand so.
        pub status_transitions: Option<StatusTransitions>,
        /// The subscription that came of it.
        pub subscription: Option<Expandable>,
        /// The schedule that came of it.
        pub subscription_schedule: Option<Expandable>,
        /// What the total is made of.
        pub total_details: Option<TotalDetails>,
        /// Where it goes.
        pub transfer_data: Option<TransferData>,
    }
}

resource!(Quote, "quote");

open_enum! {
    /// How a quote stands.
    pub enum QuoteStatus {
        /// `accepted`
        Accepted = "accepted",
        /// `canceled`
        Canceled = "canceled",
        /// `draft`
        Draft = "draft",
        /// `open`
        Open = "open",
        /// `stale`
        Stale = "stale",
    }
}

record! {
    /// A subscription.
    pub struct Subscription {
        /// Its id.
        pub id: Option<String>,
        /// How many percent the platform keeps.
        pub application_fee_percent: Option<f64>,
        /// Whether Stripe works out the tax.
        pub automatic_tax: Option<AutomaticTax>,
        /// What cycles are counted from.
        pub billing_cycle_anchor: Option<OffsetDateTime>,
        /// When it is to end.
        pub cancel_at: Option<OffsetDateTime>,
        /// Whether it ends with the period.
        pub cancel_at_period_end: Option<bool>,
        /// When it was cancelled.
        pub canceled_at: Option<OffsetDateTime>,
        /// Why it was cancelled.
        pub cancellation_details: Option<CancellationDetails>,
        /// How invoices are paid.
        pub collection_method: Option<CollectionMethod>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// When the period ends. Of older API versions: [`Subscription::period`] reads both.
        pub current_period_end: Option<OffsetDateTime>,
        /// When the period began. Of older API versions: [`Subscription::period`] reads both.
        pub current_period_start: Option<OffsetDateTime>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// How many days there are to pay an invoice.
        pub days_until_due: Option<i64>,
        /// How it will be paid.
        pub default_payment_method: Option<Expandable>,
        /// A text for people.
        pub description: Option<String>,
        /// A discount. Of older API versions.
        pub discount: Option<Discount>,
        /// The discounts.
        pub discounts: Vec<Expandable>,
        /// When it ended.
        pub ended_at: Option<OffsetDateTime>,
        /// What is subscribed to: those that came along.
        pub items: List<SubscriptionItem>,
        /// Its newest invoice.
        pub latest_invoice: Option<Expandable>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// When items that wait are invoiced.
        pub next_pending_invoice_item_invoice: Option<OffsetDateTime>,
        /// For which account.
        pub on_behalf_of: Option<Expandable>,
        /// Whether payment pauses.
        pub pause_collection: Option<PauseCollection>,
        /// The setup that waits for the customer.
        pub pending_setup_intent: Option<Expandable>,
        /// The plan, where there is one item. Of older API versions.
        pub plan: Option<Plan>,
        /// How many, where there is one item. Of older API versions.
        pub quantity: Option<i64>,
        /// Its schedule.
        pub schedule: Option<Expandable>,
        /// When it began.
        pub start_date: Option<OffsetDateTime>,
        /// How it stands.
        pub status: Option<SubscriptionStatus>,
        /// Where it goes.
        pub transfer_data: Option<TransferData>,
        /// When its trial ends.
        pub trial_end: Option<OffsetDateTime>,
        /// When its trial began.
        pub trial_start: Option<OffsetDateTime>,
    }
}

resource!(Subscription, "subscription");

record! {
    /// Why a subscription was cancelled.
    pub struct CancellationDetails {
        /// What the customer wrote.
        pub comment: Option<String>,
        /// What the customer chose: `too_expensive`.
        pub feedback: Option<String>,
        /// Why: `cancellation_requested`, `payment_disputed`, `payment_failed`.
        pub reason: Option<String>,
    }
}

record! {
    /// A pause of payment.
    pub struct PauseCollection {
        /// What becomes of invoices: `keep_as_draft`, `mark_uncollectible`, `void`.
        pub behavior: Option<String>,
        /// When it ends.
        pub resumes_at: Option<OffsetDateTime>,
    }
}

record! {
    /// What is subscribed to.
    pub struct SubscriptionItem {
        /// Its id.
        pub id: Option<String>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// When the period ends. Of newer API versions.
        pub current_period_end: Option<OffsetDateTime>,
        /// When the period began. Of newer API versions.
        pub current_period_start: Option<OffsetDateTime>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// The plan.
        pub plan: Option<Plan>,
        /// The price.
        pub price: Option<Price>,
        /// How many.
        pub quantity: Option<i64>,
        /// The subscription.
        pub subscription: Option<String>,
    }
}

open_enum! {
    /// How a subscription stands.
    pub enum SubscriptionStatus {
        /// `active`
        Active = "active",
        /// `canceled`
        Canceled = "canceled",
        /// `incomplete`
        Incomplete = "incomplete",
        /// `incomplete_expired`
        IncompleteExpired = "incomplete_expired",
        /// `past_due`
        PastDue = "past_due",
        /// `paused`
        Paused = "paused",
        /// `trialing`
        Trialing = "trialing",
        /// `unpaid`
        Unpaid = "unpaid",
    }
}

record! {
    /// What becomes of a subscription, and when.
    pub struct SubscriptionSchedule {
        /// Its id.
        pub id: Option<String>,
        /// When it was cancelled.
        pub canceled_at: Option<OffsetDateTime>,
        /// When it was done.
        pub completed_at: Option<OffsetDateTime>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// Where it is.
        pub current_phase: Option<Phase>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// What becomes of the subscription behind it: `cancel`, `release`.
        pub end_behavior: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Its phases.
        pub phases: Vec<Phase>,
        /// When the subscription was let go.
        pub released_at: Option<OffsetDateTime>,
        /// The subscription that was let go.
        pub released_subscription: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// The subscription.
        pub subscription: Option<Expandable>,
    }
}

resource!(SubscriptionSchedule, "subscription_schedule");

record! {
    /// A phase of a schedule.
    pub struct Phase {
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// When it ends.
        pub end_date: Option<OffsetDateTime>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// When it begins.
        pub start_date: Option<OffsetDateTime>,
        /// When its trial ends.
        pub trial_end: Option<OffsetDateTime>,
    }
}

record! {
    /// A customer's or an account's tax number.
    pub struct TaxId {
        /// Its id.
        pub id: Option<String>,
        /// ISO 3166, two letters.
        pub country: Option<String>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// Which kind: `eu_vat`.
        pub id_type: Option<String> = "type",
        /// The number.
        pub value: Option<String>,
        /// Whether it was verified.
        pub verification: Option<Verification>,
    }
}

resource!(TaxId, "tax_id");

record! {
    /// Whether a tax number was verified.
    pub struct Verification {
        /// How it stands.
        pub status: Option<String>,
        /// The address that goes with it.
        pub verified_address: Option<String>,
        /// The name that goes with it.
        pub verified_name: Option<String>,
    }
}

record! {
    /// A rate of tax.
    pub struct TaxRate {
        /// Its id.
        pub id: Option<String>,
        /// Whether it can be used.
        pub active: Option<bool>,
        /// ISO 3166, two letters.
        pub country: Option<String>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// A text for people.
        pub description: Option<String>,
        /// What customers see.
        pub display_name: Option<String>,
        /// How many percent it comes to.
        pub effective_percentage: Option<f64>,
        /// Whether it is in the price.
        pub inclusive: Option<bool>,
        /// Where it counts.
        pub jurisdiction: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// How many percent.
        pub percentage: Option<f64>,
        /// In which state.
        pub state: Option<String>,
        /// Which kind: `vat`.
        pub tax_type: Option<String>,
    }
}

resource!(TaxRate, "tax_rate");
