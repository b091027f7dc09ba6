//! What several resources have.

use serde::Deserialize;
use time::OffsetDateTime;

use super::Expandable;
use crate::events::read;

/// A postal address.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
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

/// Who pays.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
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

/// Where goods go.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
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

/// A span of time.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Period {
    /// When it ends.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub end: Option<OffsetDateTime>,
    /// When it begins.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub start: Option<OffsetDateTime>,
}

/// What went wrong with a payment.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
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
    #[serde(rename = "type")]
    pub failure_type: Option<String>,
}

/// Where a payment goes to beyond the platform.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct TransferData {
    /// How much of it.
    pub amount: Option<i64>,
    /// How many percent of it.
    pub amount_percent: Option<f64>,
    /// To which account.
    pub destination: Option<Expandable>,
}

/// Whether Stripe works out the tax.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct AutomaticTax {
    /// Whether it does.
    pub enabled: Option<bool>,
    /// How it went.
    pub status: Option<String>,
}
