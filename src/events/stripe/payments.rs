//! Payments, and what becomes of them.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::shared::{Address, AutomaticTax, BillingDetails, Failure, Shipping, TransferData};
use super::{Expandable, List, resource};
use crate::events::open_enum;
use crate::events::record::record;

record! {
    /// A charge.
    pub struct Charge {
        /// Its id.
        pub id: Option<String>,
        /// What was charged.
        pub amount: Option<i64>,
        /// What of that was captured.
        pub amount_captured: Option<i64>,
        /// What of that was paid back.
        pub amount_refunded: Option<i64>,
        /// What the platform keeps.
        pub application_fee_amount: Option<i64>,
        /// What it did to the balance.
        pub balance_transaction: Option<Expandable>,
        /// Who pays.
        pub billing_details: Option<BillingDetails>,
        /// What stands on the statement.
        pub calculated_statement_descriptor: Option<String>,
        /// Whether it was captured.
        pub captured: Option<bool>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// A text for people.
        pub description: Option<String>,
        /// Whether it is disputed.
        pub disputed: Option<bool>,
        /// Why it failed, in a word.
        pub failure_code: Option<String>,
        /// Why it failed, for people.
        pub failure_message: Option<String>,
        /// The invoice it pays. Of older API versions.
        pub invoice: Option<Expandable>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// For which account.
        pub on_behalf_of: Option<Expandable>,
        /// What came of it, and why.
        pub outcome: Option<Outcome>,
        /// Whether it was paid, or authorized.
        pub paid: Option<bool>,
        /// The payment it belongs to.
        pub payment_intent: Option<Expandable>,
        /// How it was paid.
        pub payment_method: Option<String>,
        /// How it was paid, in detail.
        pub payment_method_details: Option<MethodDetails>,
        /// Where the receipt goes.
        pub receipt_email: Option<String>,
        /// The receipt's number.
        pub receipt_number: Option<String>,
        /// Where the receipt can be seen.
        pub receipt_url: Option<String>,
        /// Whether all of it was paid back.
        pub refunded: Option<bool>,
        /// What was paid back. Of older API versions.
        pub refunds: List<Refund>,
        /// Where goods go.
        pub shipping: Option<Shipping>,
        /// The transfer it comes from.
        pub source_transfer: Option<Expandable>,
        /// What is put on the statement.
        pub statement_descriptor: Option<String>,
        /// How it stands.
        pub status: Option<ChargeStatus>,
        /// The transfer that it made.
        pub transfer: Option<Expandable>,
        /// Where it goes.
        pub transfer_data: Option<TransferData>,
        /// What it is grouped by.
        pub transfer_group: Option<String>,
    }
}

resource!(Charge, "charge");

open_enum! {
    /// How a charge stands.
    pub enum ChargeStatus {
        /// `failed`
        Failed = "failed",
        /// `pending`
        Pending = "pending",
        /// `succeeded`
        Succeeded = "succeeded",
    }
}

record! {
    /// What came of a charge.
    pub struct Outcome {
        /// What the card's network did: `approved_by_network`.
        pub network_status: Option<String>,
        /// Why, in a word.
        pub reason: Option<String>,
        /// How risky: `normal`, `elevated`, `highest`.
        pub risk_level: Option<String>,
        /// How risky, from 0 to 100.
        pub risk_score: Option<i64>,
        /// Why, for the merchant.
        pub seller_message: Option<String>,
        /// What came of it: `authorized`, `issuer_declined`, `blocked`.
        pub outcome_type: Option<String> = "type",
    }
}

record! {
    /// How a charge was paid.
    pub struct MethodDetails {
        /// Where it was a card.
        pub card: Option<CardDetails>,
        /// Where it was a bank account of the United States.
        pub us_bank_account: Option<BankDetails>,
        /// Where it was a SEPA debit.
        pub sepa_debit: Option<BankDetails>,
        /// Which kind: `card`. Its details, beyond those read here, are under that name.
        pub method_type: Option<String> = "type",
    }
}

record! {
    /// A card.
    pub struct CardDetails {
        /// Whose: `visa`.
        pub brand: Option<String>,
        /// ISO 3166, two letters: where it was issued.
        pub country: Option<String>,
        /// The month in which it ends, from 1.
        pub exp_month: Option<i64>,
        /// The year in which it ends.
        pub exp_year: Option<i64>,
        /// The same for one number, whoever uses it.
        pub fingerprint: Option<String>,
        /// `credit`, `debit`, `prepaid`.
        pub funding: Option<String>,
        /// The last four digits.
        pub last4: Option<String>,
        /// Over which network.
        pub network: Option<String>,
        /// From which wallet.
        pub wallet: Option<Typed>,
    }
}

record! {
    /// A bank account.
    pub struct BankDetails {
        /// `company` or `individual`.
        pub account_holder_type: Option<String>,
        /// The bank.
        pub bank_code: Option<String>,
        /// The bank's name.
        pub bank_name: Option<String>,
        /// ISO 3166, two letters.
        pub country: Option<String>,
        /// The same for one account, whoever uses it.
        pub fingerprint: Option<String>,
        /// The last four digits.
        pub last4: Option<String>,
        /// The bank's routing number.
        pub routing_number: Option<String>,
    }
}

record! {
    /// A thing of which only the kind is read.
    pub struct Typed {
        /// Its kind.
        pub kind: Option<String> = "type",
    }
}

record! {
    /// A session of Checkout.
    pub struct CheckoutSession {
        /// Its id.
        pub id: Option<String>,
        /// Before discounts and tax.
        pub amount_subtotal: Option<i64>,
        /// What is to be paid.
        pub amount_total: Option<i64>,
        /// Whether Stripe works out the tax.
        pub automatic_tax: Option<AutomaticTax>,
        /// Whether the address is asked for.
        pub billing_address_collection: Option<String>,
        /// Where to, when it is left.
        pub cancel_url: Option<String>,
        /// The merchant's own name for it.
        pub client_reference_id: Option<String>,
        /// What an embedded one is opened by.
        pub client_secret: Option<String>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// What else was asked.
        pub custom_fields: Vec<CustomField>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// Whether a customer is made.
        pub customer_creation: Option<String>,
        /// What the customer gave.
        pub customer_details: Option<CustomerDetails>,
        /// The address that the merchant gave.
        pub customer_email: Option<String>,
        /// When it ends.
        pub expires_at: Option<OffsetDateTime>,
        /// The invoice that it made.
        pub invoice: Option<Expandable>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// In which language.
        pub locale: Option<String>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What it is for.
        pub mode: Option<CheckoutMode>,
        /// The payment, in mode `payment`.
        pub payment_intent: Option<Expandable>,
        /// The link that it came from.
        pub payment_link: Option<Expandable>,
        /// By which means it can be paid.
        pub payment_method_types: Vec<String>,
        /// Whether it is paid.
        pub payment_status: Option<CheckoutPaymentStatus>,
        /// The session that it goes on from.
        pub recovered_from: Option<String>,
        /// The setup, in mode `setup`.
        pub setup_intent: Option<Expandable>,
        /// Where goods go. Newer API versions have it in `collected_information`.
        pub shipping_details: Option<Shipping>,
        /// What was collected. Of newer API versions.
        pub collected_information: Option<CollectedInformation>,
        /// How it stands.
        pub status: Option<CheckoutStatus>,
        /// What the button says.
        pub submit_type: Option<String>,
        /// The subscription, in mode `subscription`.
        pub subscription: Option<Expandable>,
        /// Where to, when it is paid.
        pub success_url: Option<String>,
        /// What the total is made of.
        pub total_details: Option<TotalDetails>,
        /// How it is shown.
        pub ui_mode: Option<String>,
        /// Where it is.
        pub url: Option<String>,
    }
}

resource!(CheckoutSession, "checkout.session");

open_enum! {
    /// What a session of Checkout is for.
    pub enum CheckoutMode {
        /// `payment`
        Payment = "payment",
        /// `setup`
        Setup = "setup",
        /// `subscription`
        Subscription = "subscription",
    }
}

open_enum! {
    /// Whether a session of Checkout is paid.
    pub enum CheckoutPaymentStatus {
        /// `no_payment_required`
        NoPaymentRequired = "no_payment_required",
        /// `paid`
        Paid = "paid",
        /// `unpaid`
        Unpaid = "unpaid",
    }
}

open_enum! {
    /// How a session of Checkout stands.
    pub enum CheckoutStatus {
        /// `complete`
        Complete = "complete",
        /// `expired`
        Expired = "expired",
        /// `open`
        Open = "open",
    }
}

record! {
    /// What a session of Checkout collected.
    pub struct CollectedInformation {
        /// The company.
        pub business_name: Option<String>,
        /// The person.
        pub individual_name: Option<String>,
        /// Where goods go.
        pub shipping_details: Option<Shipping>,
    }
}

record! {
    /// What a customer gave in Checkout.
    pub struct CustomerDetails {
        /// Where they live.
        pub address: Option<Address>,
        /// The company.
        pub business_name: Option<String>,
        /// Their address for mail.
        pub email: Option<String>,
        /// Their name.
        pub name: Option<String>,
        /// Their number.
        pub phone: Option<String>,
        /// Whether tax is due: `none`, `exempt`, `reverse`.
        pub tax_exempt: Option<String>,
    }
}

record! {
    /// An answer to a question of the merchant's.
    pub struct CustomField {
        /// Its key.
        pub key: Option<String>,
        /// Whether it could be left out.
        pub optional: Option<bool>,
        /// The answer, where it is of kind `dropdown`.
        pub dropdown: Option<CustomValue>,
        /// The answer, where it is of kind `numeric`.
        pub numeric: Option<CustomValue>,
        /// The answer, where it is of kind `text`.
        pub text: Option<CustomValue>,
        /// Its kind.
        pub field_type: Option<String> = "type",
    }
}

record! {
    /// An answer.
    pub struct CustomValue {
        /// What was answered.
        pub value: Option<String>,
    }
}

record! {
    /// What a total is made of.
    pub struct TotalDetails {
        /// All discounts.
        pub amount_discount: Option<i64>,
        /// The shipping.
        pub amount_shipping: Option<i64>,
        /// All tax.
        pub amount_tax: Option<i64>,
    }
}

record! {
    /// A dispute of a charge.
    pub struct Dispute {
        /// Its id.
        pub id: Option<String>,
        /// What is disputed.
        pub amount: Option<i64>,
        /// The charge.
        pub charge: Option<Expandable>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// By when evidence is due.
        pub evidence_details: Option<EvidenceDetails>,
        /// Whether it can still be paid back.
        pub is_charge_refundable: Option<bool>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Why, in the network's words.
        pub network_reason_code: Option<String>,
        /// The payment.
        pub payment_intent: Option<Expandable>,
        /// How it was paid.
        pub payment_method_details: Option<MethodDetails>,
        /// Why.
        pub reason: Option<DisputeReason>,
        /// How it stands.
        pub status: Option<DisputeStatus>,
    }
}

resource!(Dispute, "dispute");

open_enum! {
    /// Why a charge is disputed.
    pub enum DisputeReason {
        /// `bank_cannot_process`
        BankCannotProcess = "bank_cannot_process",
        /// `check_returned`
        CheckReturned = "check_returned",
        /// `credit_not_processed`
        CreditNotProcessed = "credit_not_processed",
        /// `customer_initiated`
        CustomerInitiated = "customer_initiated",
        /// `debit_not_authorized`
        DebitNotAuthorized = "debit_not_authorized",
        /// `duplicate`
        Duplicate = "duplicate",
        /// `fraudulent`
        Fraudulent = "fraudulent",
        /// `general`
        General = "general",
        /// `incorrect_account_details`
        IncorrectAccountDetails = "incorrect_account_details",
        /// `insufficient_funds`
        InsufficientFunds = "insufficient_funds",
        /// `noncompliant`
        Noncompliant = "noncompliant",
        /// `product_not_received`
        ProductNotReceived = "product_not_received",
        /// `product_unacceptable`
        ProductUnacceptable = "product_unacceptable",
        /// `subscription_canceled`
        SubscriptionCanceled = "subscription_canceled",
        /// `unrecognized`
        Unrecognized = "unrecognized",
    }
}

open_enum! {
    /// How a dispute stands.
    pub enum DisputeStatus {
        /// `lost`
        Lost = "lost",
        /// `needs_response`
        NeedsResponse = "needs_response",
        /// `prevented`
        Prevented = "prevented",
        /// `under_review`
        UnderReview = "under_review",
        /// `warning_closed`
        WarningClosed = "warning_closed",
        /// `warning_needs_response`
        WarningNeedsResponse = "warning_needs_response",
        /// `warning_under_review`
        WarningUnderReview = "warning_under_review",
        /// `won`
        Won = "won",
    }
}

record! {
    /// The evidence in a dispute.
    pub struct EvidenceDetails {
        /// By when it is due.
        pub due_by: Option<OffsetDateTime>,
        /// Whether there is any.
        pub has_evidence: Option<bool>,
        /// Whether it is late.
        pub past_due: Option<bool>,
        /// How often it was handed in.
        pub submission_count: Option<i64>,
    }
}

record! {
    /// A card's issuer suspects a fraud.
    pub struct EarlyFraudWarning {
        /// Its id.
        pub id: Option<String>,
        /// Whether a refund would still help.
        pub actionable: Option<bool>,
        /// The charge.
        pub charge: Option<Expandable>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// Of which kind.
        pub fraud_type: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// The payment.
        pub payment_intent: Option<Expandable>,
    }
}

resource!(EarlyFraudWarning, "radar.early_fraud_warning");

record! {
    /// A permission to debit.
    pub struct Mandate {
        /// Its id.
        pub id: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// By which means.
        pub payment_method: Option<Expandable>,
        /// How it stands.
        pub status: Option<String>,
        /// `multi_use` or `single_use`.
        pub mandate_type: Option<String> = "type",
    }
}

resource!(Mandate, "mandate");

record! {
    /// A payment from its beginning to its end.
    pub struct PaymentIntent {
        /// Its id.
        pub id: Option<String>,
        /// What is to be paid.
        pub amount: Option<i64>,
        /// What can be captured.
        pub amount_capturable: Option<i64>,
        /// What was received.
        pub amount_received: Option<i64>,
        /// What the platform keeps.
        pub application_fee_amount: Option<i64>,
        /// When it was given up.
        pub canceled_at: Option<OffsetDateTime>,
        /// Why it was given up.
        pub cancellation_reason: Option<String>,
        /// `automatic`, `automatic_async` or `manual`.
        pub capture_method: Option<String>,
        /// Its charges. Of API versions before 2022-11-15.
        pub charges: List<Charge>,
        /// What the customer's side knows it by.
        pub client_secret: Option<String>,
        /// Who confirms it.
        pub confirmation_method: Option<String>,
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
        /// The invoice it pays. Of older API versions.
        pub invoice: Option<Expandable>,
        /// Why the last attempt failed.
        pub last_payment_error: Option<Failure>,
        /// Its newest charge.
        pub latest_charge: Option<Expandable>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What the customer has to do.
        pub next_action: Option<Typed>,
        /// For which account.
        pub on_behalf_of: Option<Expandable>,
        /// How it is paid.
        pub payment_method: Option<Expandable>,
        /// How it may be paid.
        pub payment_method_types: Vec<String>,
        /// Where the receipt goes.
        pub receipt_email: Option<String>,
        /// Whether the means is kept: `off_session`, `on_session`.
        pub setup_future_usage: Option<String>,
        /// Where goods go.
        pub shipping: Option<Shipping>,
        /// What is put on the statement.
        pub statement_descriptor: Option<String>,
        /// How it stands.
        pub status: Option<PaymentIntentStatus>,
        /// Where it goes.
        pub transfer_data: Option<TransferData>,
        /// What it is grouped by.
        pub transfer_group: Option<String>,
    }
}

resource!(PaymentIntent, "payment_intent");

open_enum! {
    /// How a payment stands.
    pub enum PaymentIntentStatus {
        /// `canceled`
        Canceled = "canceled",
        /// `processing`
        Processing = "processing",
        /// `requires_action`
        RequiresAction = "requires_action",
        /// `requires_capture`
        RequiresCapture = "requires_capture",
        /// `requires_confirmation`
        RequiresConfirmation = "requires_confirmation",
        /// `requires_payment_method`
        RequiresPaymentMethod = "requires_payment_method",
        /// `requires_source`
        RequiresSource = "requires_source",
        /// `requires_source_action`
        RequiresSourceAction = "requires_source_action",
        /// `succeeded`
        Succeeded = "succeeded",
    }
}

record! {
    /// A link at which anybody can pay.
    pub struct PaymentLink {
        /// Its id.
        pub id: Option<String>,
        /// Whether it works.
        pub active: Option<bool>,
        /// What the platform keeps.
        pub application_fee_amount: Option<i64>,
        /// How many percent the platform keeps.
        pub application_fee_percent: Option<f64>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// For which account.
        pub on_behalf_of: Option<Expandable>,
        /// By which means it can be paid.
        pub payment_method_types: Vec<String>,
        /// What the button says.
        pub submit_type: Option<String>,
        /// Where it goes.
        pub transfer_data: Option<TransferData>,
        /// Where it is.
        pub url: Option<String>,
    }
}

resource!(PaymentLink, "payment_link");

record! {
    /// A means of payment.
    pub struct PaymentMethod {
        /// Its id.
        pub id: Option<String>,
        /// Whether it may be shown again.
        pub allow_redisplay: Option<String>,
        /// Whose it is.
        pub billing_details: Option<BillingDetails>,
        /// Where it is a card.
        pub card: Option<CardDetails>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Where it is a SEPA debit.
        pub sepa_debit: Option<BankDetails>,
        /// Which kind: `card`. Its details, beyond those read here, are under that name.
        pub method_type: Option<String> = "type",
        /// Where it is a bank account of the United States.
        pub us_bank_account: Option<BankDetails>,
    }
}

resource!(PaymentMethod, "payment_method");

record! {
    /// Money paid back.
    pub struct Refund {
        /// Its id.
        pub id: Option<String>,
        /// How much.
        pub amount: Option<i64>,
        /// What it did to the balance.
        pub balance_transaction: Option<Expandable>,
        /// Of which charge.
        pub charge: Option<Expandable>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// What its failing did to the balance.
        pub failure_balance_transaction: Option<Expandable>,
        /// Why it failed.
        pub failure_reason: Option<String>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Of which payment.
        pub payment_intent: Option<Expandable>,
        /// Why.
        pub reason: Option<RefundReason>,
        /// The receipt's number.
        pub receipt_number: Option<String>,
        /// How it stands.
        pub status: Option<RefundStatus>,
        /// The transfer taken back with it.
        pub transfer_reversal: Option<Expandable>,
    }
}

resource!(Refund, "refund");

open_enum! {
    /// Why money was paid back.
    pub enum RefundReason {
        /// `duplicate`
        Duplicate = "duplicate",
        /// `expired_uncaptured_charge`
        ExpiredUncapturedCharge = "expired_uncaptured_charge",
        /// `fraudulent`
        Fraudulent = "fraudulent",
        /// `requested_by_customer`
        RequestedByCustomer = "requested_by_customer",
    }
}

open_enum! {
    /// How a refund stands.
    pub enum RefundStatus {
        /// `canceled`
        Canceled = "canceled",
        /// `failed`
        Failed = "failed",
        /// `pending`
        Pending = "pending",
        /// `requires_action`
        RequiresAction = "requires_action",
        /// `succeeded`
        Succeeded = "succeeded",
    }
}

record! {
    /// A payment that somebody has to look at.
    pub struct Review {
        /// Its id.
        pub id: Option<String>,
        /// The postcode of who pays.
        pub billing_zip: Option<String>,
        /// The charge.
        pub charge: Option<Expandable>,
        /// Why it was closed.
        pub closed_reason: Option<String>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// From where it was paid.
        pub ip_address: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// Whether it still has to be looked at.
        pub open: Option<bool>,
        /// Why it was opened.
        pub opened_reason: Option<String>,
        /// The payment.
        pub payment_intent: Option<Expandable>,
        /// Why it is open, or was closed.
        pub reason: Option<String>,
    }
}

resource!(Review, "review");

record! {
    /// A means of payment being set up for later.
    pub struct SetupIntent {
        /// Its id.
        pub id: Option<String>,
        /// By which application.
        pub application: Option<Expandable>,
        /// Why it was given up.
        pub cancellation_reason: Option<String>,
        /// What the customer's side knows it by.
        pub client_secret: Option<String>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whose it is, where customers are accounts.
        pub customer_account: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// Why the last attempt failed.
        pub last_setup_error: Option<Failure>,
        /// Its newest attempt.
        pub latest_attempt: Option<Expandable>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// The permission it gave.
        pub mandate: Option<Expandable>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What the customer has to do.
        pub next_action: Option<Typed>,
        /// For which account.
        pub on_behalf_of: Option<Expandable>,
        /// How it will be paid.
        pub payment_method: Option<Expandable>,
        /// How it may be paid.
        pub payment_method_types: Vec<String>,
        /// The permission for one use.
        pub single_use_mandate: Option<Expandable>,
        /// How it stands.
        pub status: Option<SetupIntentStatus>,
        /// `off_session` or `on_session`.
        pub usage: Option<String>,
    }
}

resource!(SetupIntent, "setup_intent");

open_enum! {
    /// How a setup stands.
    pub enum SetupIntentStatus {
        /// `canceled`
        Canceled = "canceled",
        /// `processing`
        Processing = "processing",
        /// `requires_action`
        RequiresAction = "requires_action",
        /// `requires_confirmation`
        RequiresConfirmation = "requires_confirmation",
        /// `requires_payment_method`
        RequiresPaymentMethod = "requires_payment_method",
        /// `succeeded`
        Succeeded = "succeeded",
    }
}
