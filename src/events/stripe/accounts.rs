//! Customers, accounts, and the money between them.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::billing::Discount;
use super::shared::{Address, Shipping};
use super::{Expandable, resource};
use crate::events::open_enum;
use crate::events::record::record;

record! {
    /// An account: the merchant's, or a connected one.
    pub struct Account {
        /// Its id.
        pub id: Option<String>,
        /// What it does.
        pub business_profile: Option<BusinessProfile>,
        /// `company`, `government_entity`, `individual`, `non_profit`.
        pub business_type: Option<String>,
        /// Whether it can charge.
        pub charges_enabled: Option<bool>,
        /// ISO 3166, two letters.
        pub country: Option<String>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub default_currency: Option<String>,
        /// Whether it gave its details.
        pub details_submitted: Option<bool>,
        /// Its address for mail.
        pub email: Option<String>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Whether it is paid out.
        pub payouts_enabled: Option<bool>,
        /// What it still has to give.
        pub requirements: Option<Requirements>,
        /// `standard`, `express`, `custom`, `none`.
        pub account_type: Option<String> = "type",
    }
}

resource!(Account, "account");

record! {
    /// What an account does.
    pub struct BusinessProfile {
        /// The merchant's category.
        pub mcc: Option<String>,
        /// What it is called.
        pub name: Option<String>,
        /// Where help is, by mail.
        pub support_email: Option<String>,
        /// Where help is, by phone.
        pub support_phone: Option<String>,
        /// Where help is.
        pub support_url: Option<String>,
        /// Its page.
        pub url: Option<String>,
    }
}

record! {
    /// What an account still has to give.
    pub struct Requirements {
        /// By when.
        pub current_deadline: Option<OffsetDateTime>,
        /// What is due by then.
        pub currently_due: Vec<String>,
        /// Why it cannot do all.
        pub disabled_reason: Option<String>,
        /// What is due some day.
        pub eventually_due: Vec<String>,
        /// What is late.
        pub past_due: Vec<String>,
        /// What is being verified.
        pub pending_verification: Vec<String>,
    }
}

record! {
    /// What a platform kept of a charge.
    pub struct ApplicationFee {
        /// Its id.
        pub id: Option<String>,
        /// Of which account.
        pub account: Option<Expandable>,
        /// How much.
        pub amount: Option<i64>,
        /// What of that was paid back.
        pub amount_refunded: Option<i64>,
        /// By which application.
        pub application: Option<Expandable>,
        /// What it did to the balance.
        pub balance_transaction: Option<Expandable>,
        /// Of which charge.
        pub charge: Option<Expandable>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What it came of.
        pub originating_transaction: Option<Expandable>,
        /// Whether all of it was paid back.
        pub refunded: Option<bool>,
    }
}

resource!(ApplicationFee, "application_fee");

record! {
    /// What is on the account. It has no id.
    pub struct Balance {
        /// What can be used.
        pub available: Vec<Funds>,
        /// What is held back for connected accounts.
        pub connect_reserved: Vec<Funds>,
        /// What can be paid out at once.
        pub instant_available: Vec<Funds>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What is on its way.
        pub pending: Vec<Funds>,
    }
}

resource!(Balance, "balance");

record! {
    /// Money of one currency.
    pub struct Funds {
        /// How much.
        pub amount: Option<i64>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
    }
}

record! {
    /// A bank account to pay out to, or to pay from.
    pub struct BankAccount {
        /// Its id.
        pub id: Option<String>,
        /// Of which account.
        pub account: Option<Expandable>,
        /// Whose it is.
        pub account_holder_name: Option<String>,
        /// `company` or `individual`.
        pub account_holder_type: Option<String>,
        /// The bank's name.
        pub bank_name: Option<String>,
        /// ISO 3166, two letters.
        pub country: Option<String>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whose it is.
        pub customer: Option<Expandable>,
        /// Whether payouts of its currency go there.
        pub default_for_currency: Option<bool>,
        /// The same for one account, whoever uses it.
        pub fingerprint: Option<String>,
        /// The last four digits.
        pub last4: Option<String>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// The bank's routing number.
        pub routing_number: Option<String>,
        /// How it stands.
        pub status: Option<String>,
    }
}

resource!(BankAccount, "bank_account");

record! {
    /// What an account may do.
    pub struct Capability {
        /// Its id.
        pub id: Option<String>,
        /// Of which account.
        pub account: Option<Expandable>,
        /// Whether it was asked for.
        pub requested: Option<bool>,
        /// When it was asked for.
        pub requested_at: Option<OffsetDateTime>,
        /// What has to be given for it.
        pub requirements: Option<Requirements>,
        /// How it stands.
        pub status: Option<String>,
    }
}

resource!(Capability, "capability");

record! {
    /// A card that is kept as a source, or to pay out to.
    pub struct Card {
        /// Its id.
        pub id: Option<String>,
        /// Of which account.
        pub account: Option<Expandable>,
        /// The town.
        pub address_city: Option<String>,
        /// The country, as it was given.
        pub address_country: Option<String>,
        /// The street.
        pub address_line1: Option<String>,
        /// The postcode.
        pub address_zip: Option<String>,
        /// Whose: `Visa`.
        pub brand: Option<String>,
        /// ISO 3166, two letters: where it was issued.
        pub country: Option<String>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// Whose it is.
        pub customer: Option<Expandable>,
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
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Whose it is.
        pub name: Option<String>,
    }
}

resource!(Card, "card");

record! {
    /// A customer.
    pub struct Customer {
        /// Its id.
        pub id: Option<String>,
        /// Where they live.
        pub address: Option<Address>,
        /// What they owe, or below zero what they have to their credit.
        pub balance: Option<i64>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// The same, as an account.
        pub customer_account: Option<String>,
        /// How they pay, of older means.
        pub default_source: Option<Expandable>,
        /// Whether their newest invoice is late.
        pub delinquent: Option<bool>,
        /// A text for people.
        pub description: Option<String>,
        /// A discount.
        pub discount: Option<Discount>,
        /// Their address for mail.
        pub email: Option<String>,
        /// What their invoices' numbers begin with.
        pub invoice_prefix: Option<String>,
        /// How they are invoiced.
        pub invoice_settings: Option<InvoiceSettings>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Their name.
        pub name: Option<String>,
        /// Their number.
        pub phone: Option<String>,
        /// Their languages, best first.
        pub preferred_locales: Vec<String>,
        /// Where goods go.
        pub shipping: Option<Shipping>,
        /// Whether tax is due: `none`, `exempt`, `reverse`.
        pub tax_exempt: Option<String>,
        /// The clock that it lives by, in tests.
        pub test_clock: Option<Expandable>,
    }
}

resource!(Customer, "customer");

record! {
    /// How a customer is invoiced.
    pub struct InvoiceSettings {
        /// How they pay.
        pub default_payment_method: Option<Expandable>,
        /// What stands at the foot.
        pub footer: Option<String>,
    }
}

record! {
    /// Money paid out to a bank account or a card.
    pub struct Payout {
        /// Its id.
        pub id: Option<String>,
        /// How much.
        pub amount: Option<i64>,
        /// What the platform keeps.
        pub application_fee_amount: Option<i64>,
        /// When it arrives.
        pub arrival_date: Option<OffsetDateTime>,
        /// Whether it was made by itself.
        pub automatic: Option<bool>,
        /// What it did to the balance.
        pub balance_transaction: Option<Expandable>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// Where to.
        pub destination: Option<Expandable>,
        /// What its failing did to the balance.
        pub failure_balance_transaction: Option<Expandable>,
        /// Why it failed, in a word.
        pub failure_code: Option<String>,
        /// Why it failed, for people.
        pub failure_message: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// `standard` or `instant`.
        pub method: Option<String>,
        /// What it takes back.
        pub original_payout: Option<Expandable>,
        /// `bank_account` or `card`.
        pub payout_type: Option<String> = "type",
        /// Whether its parts are known.
        pub reconciliation_status: Option<String>,
        /// What took it back.
        pub reversed_by: Option<Expandable>,
        /// Of which balance.
        pub source_type: Option<String>,
        /// What is put on the statement.
        pub statement_descriptor: Option<String>,
        /// How it stands.
        pub status: Option<PayoutStatus>,
    }
}

resource!(Payout, "payout");

open_enum! {
    /// How a payout stands.
    pub enum PayoutStatus {
        /// `canceled`
        Canceled = "canceled",
        /// `failed`
        Failed = "failed",
        /// `in_transit`
        InTransit = "in_transit",
        /// `paid`
        Paid = "paid",
        /// `pending`
        Pending = "pending",
    }
}

record! {
    /// Somebody who runs an account, or owns it.
    pub struct Person {
        /// Its id.
        pub id: Option<String>,
        /// Of which account.
        pub account: Option<String>,
        /// Where they live.
        pub address: Option<Address>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// Their address for mail.
        pub email: Option<String>,
        /// Their first name.
        pub first_name: Option<String>,
        /// Their last name.
        pub last_name: Option<String>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Their number.
        pub phone: Option<String>,
        /// What they still have to give.
        pub requirements: Option<Requirements>,
    }
}

resource!(Person, "person");

record! {
    /// Money put on the balance.
    pub struct Topup {
        /// Its id.
        pub id: Option<String>,
        /// How much.
        pub amount: Option<i64>,
        /// What it did to the balance.
        pub balance_transaction: Option<Expandable>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// When it can be used.
        pub expected_availability_date: Option<OffsetDateTime>,
        /// Why it failed, in a word.
        pub failure_code: Option<String>,
        /// Why it failed, for people.
        pub failure_message: Option<String>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// What is put on the statement.
        pub statement_descriptor: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// What it is grouped by.
        pub transfer_group: Option<String>,
    }
}

resource!(Topup, "topup");

record! {
    /// Money moved to a connected account.
    pub struct Transfer {
        /// Its id.
        pub id: Option<String>,
        /// How much.
        pub amount: Option<i64>,
        /// What of that was taken back.
        pub amount_reversed: Option<i64>,
        /// What it did to the balance.
        pub balance_transaction: Option<Expandable>,
        /// When it was made.
        pub created: Option<OffsetDateTime>,
        /// ISO 4217, in lower case.
        pub currency: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// To which account.
        pub destination: Option<Expandable>,
        /// What it made there.
        pub destination_payment: Option<Expandable>,
        /// Whether it is of live mode, not of a test.
        pub livemode: Option<bool>,
        /// What the merchant keeps with it.
        pub metadata: BTreeMap<String, String>,
        /// Whether all of it was taken back.
        pub reversed: Option<bool>,
        /// The charge that it came of.
        pub source_transaction: Option<Expandable>,
        /// Of which balance.
        pub source_type: Option<String>,
        /// What it is grouped by.
        pub transfer_group: Option<String>,
    }
}

resource!(Transfer, "transfer");
