//! What several resources have.

use time::OffsetDateTime;

use super::Expandable;
use crate::events::record::record;

record! {
    /// A postal address.
    pub struct Address {
        /// The town.
        pub city: Option<String>,
        /// ISO 3166, two letters.
        pub country: Option<String>,
        /// The street, or the name of a company.
        pub line1: Option<String>,
        /// The flat or floor.
        pub line2: Option<String>,
        /// The postcode.
        pub postal_code: Option<String>,
        /// The state or province.
        pub state: Option<String>,
    }
}

record! {
    /// Who pays.
    pub struct BillingDetails {
        /// Where they live.
        pub address: Option<Address>,
        /// Their address for mail.
        pub email: Option<String>,
        /// Their name.
        pub name: Option<String>,
        /// Their number.
        pub phone: Option<String>,
    }
}

record! {
    /// Where goods go.
    pub struct Shipping {
        /// Where to.
        pub address: Option<Address>,
        /// Who carries them.
        pub carrier: Option<String>,
        /// To whom.
        pub name: Option<String>,
        /// Their number.
        pub phone: Option<String>,
        /// The parcel's number.
        pub tracking_number: Option<String>,
    }
}

record! {
    /// A span of time.
    pub struct Period {
        /// When it ends.
        pub end: Option<OffsetDateTime>,
        /// When it begins.
        pub start: Option<OffsetDateTime>,
    }
}

record! {
    /// What went wrong with a payment.
    pub struct Failure {
        /// The charge that failed.
        pub charge: Option<String>,
        /// Why, in a word: `card_declined`.
        pub code: Option<String>,
        /// What the bank said: `insufficient_funds`.
        pub decline_code: Option<String>,
        /// Why, for people.
        pub message: Option<String>,
        /// Which parameter it is about.
        pub param: Option<String>,
        /// What kind of error: `card_error`.
        pub failure_type: Option<String> = "type",
    }
}

record! {
    /// Where a payment goes to beyond the platform.
    pub struct TransferData {
        /// How much of it.
        pub amount: Option<i64>,
        /// How many percent of it.
        pub amount_percent: Option<f64>,
        /// To which account.
        pub destination: Option<Expandable>,
    }
}

record! {
    /// Whether Stripe works out the tax.
    pub struct AutomaticTax {
        /// Whether it does.
        pub enabled: Option<bool>,
        /// How it went.
        pub status: Option<String>,
    }
}
