//! Orders, and who made them.

use time::OffsetDateTime;

use super::fulfillments::{Fulfillment, Refund};
use crate::events::open_enum;
use crate::events::record::record;

record! {
    /// An order.
    pub struct Order {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// The app it was made by.
        pub app_id: Option<i64>,
        /// Who pays.
        pub billing_address: Option<Address>,
        /// From where it was made.
        pub browser_ip: Option<String>,
        /// Whether the customer wants news.
        pub buyer_accepts_marketing: Option<bool>,
        /// Why it was cancelled.
        pub cancel_reason: Option<CancelReason>,
        /// When it was cancelled.
        pub cancelled_at: Option<OffsetDateTime>,
        /// The cart it came from.
        pub cart_token: Option<String>,
        /// The checkout it came from.
        pub checkout_id: Option<i64>,
        /// The same, by its token.
        pub checkout_token: Option<String>,
        /// When it was closed.
        pub closed_at: Option<OffsetDateTime>,
        /// What the customer knows it by.
        pub confirmation_number: Option<String>,
        /// Whether stock was found for it.
        pub confirmed: Option<bool>,
        /// Where mail about it goes.
        pub contact_email: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency: Option<String>,
        /// Before shipping and taxes, without what was given back.
        pub current_subtotal_price: Option<String>,
        /// All discounts, without those of what was given back.
        pub current_total_discounts: Option<String>,
        /// What is to be paid, without what was given back.
        pub current_total_price: Option<String>,
        /// The same in both currencies.
        pub current_total_price_set: Option<PriceSet>,
        /// All taxes, without those of what was given back.
        pub current_total_tax: Option<String>,
        /// Who bought.
        pub customer: Option<Customer>,
        /// The customer's language.
        pub customer_locale: Option<String>,
        /// The discounts.
        pub discount_applications: Vec<DiscountApplication>,
        /// The codes that were given.
        pub discount_codes: Vec<DiscountCode>,
        /// An address for mail.
        pub email: Option<String>,
        /// Whether taxes may change.
        pub estimated_taxes: Option<bool>,
        /// Whether it is paid.
        pub financial_status: Option<FinancialStatus>,
        /// Whether it was sent. Nothing while nothing was.
        pub fulfillment_status: Option<FulfillmentStatus>,
        /// What was sent.
        pub fulfillments: Vec<Fulfillment>,
        /// On which page the customer came.
        pub landing_site: Option<String>,
        /// What was bought.
        pub line_items: Vec<LineItem>,
        /// The location.
        pub location_id: Option<i64>,
        /// The app that sells it.
        pub merchant_of_record_app_id: Option<i64>,
        /// What it is called: `#1001`.
        pub name: Option<String>,
        /// A note of the merchant's.
        pub note: Option<String>,
        /// What else was noted.
        pub note_attributes: Vec<Attribute>,
        /// Its number in the shop, from 1.
        pub number: Option<i64>,
        /// The same, from 1001.
        pub order_number: Option<i64>,
        /// Where the customer sees how it stands.
        pub order_status_url: Option<String>,
        /// How it was paid.
        pub payment_gateway_names: Vec<String>,
        /// A number to call.
        pub phone: Option<String>,
        /// The customer's own name for it.
        pub po_number: Option<String>,
        /// ISO 4217: the customer's.
        pub presentment_currency: Option<String>,
        /// When it was processed.
        pub processed_at: Option<OffsetDateTime>,
        /// From which page the customer came.
        pub referring_site: Option<String>,
        /// What was paid back.
        pub refunds: Vec<Refund>,
        /// Where it goes.
        pub shipping_address: Option<Address>,
        /// How it goes there.
        pub shipping_lines: Vec<ShippingLine>,
        /// Its id where it was made.
        pub source_identifier: Option<String>,
        /// Where it was made: `web`, `pos`.
        pub source_name: Option<String>,
        /// Before shipping and taxes.
        pub subtotal_price: Option<String>,
        /// Tags, separated by commas.
        pub tags: Option<String>,
        /// Whether no tax is due.
        pub tax_exempt: Option<bool>,
        /// The taxes.
        pub tax_lines: Vec<TaxLine>,
        /// Whether taxes are in the prices.
        pub taxes_included: Option<bool>,
        /// Whether it is a test.
        pub test: Option<bool>,
        /// A name of it that is hard to guess.
        pub token: Option<String>,
        /// All discounts.
        pub total_discounts: Option<String>,
        /// All items.
        pub total_line_items_price: Option<String>,
        /// What is still to be paid.
        pub total_outstanding: Option<String>,
        /// What is to be paid.
        pub total_price: Option<String>,
        /// The same in both currencies.
        pub total_price_set: Option<PriceSet>,
        /// The shipping.
        pub total_shipping_price_set: Option<PriceSet>,
        /// All taxes.
        pub total_tax: Option<String>,
        /// The tip.
        pub total_tip_received: Option<String>,
        /// In grams.
        pub total_weight: Option<i64>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// Which member of staff did it.
        pub user_id: Option<i64>,
    }
}

open_enum! {
    /// Why an order was cancelled.
    pub enum CancelReason {
        /// `customer`
        Customer = "customer",
        /// `declined`
        Declined = "declined",
        /// `fraud`
        Fraud = "fraud",
        /// `inventory`
        Inventory = "inventory",
        /// `other`
        Other = "other",
        /// `staff`
        Staff = "staff",
    }
}

open_enum! {
    /// Whether an order is paid.
    pub enum FinancialStatus {
        /// `authorized`
        Authorized = "authorized",
        /// `expired`
        Expired = "expired",
        /// `paid`
        Paid = "paid",
        /// `partially_paid`
        PartiallyPaid = "partially_paid",
        /// `partially_refunded`
        PartiallyRefunded = "partially_refunded",
        /// `pending`
        Pending = "pending",
        /// `refunded`
        Refunded = "refunded",
        /// `voided`
        Voided = "voided",
    }
}

open_enum! {
    /// Whether an order, or an item of it, was sent.
    pub enum FulfillmentStatus {
        /// `fulfilled`
        Fulfilled = "fulfilled",
        /// `not_eligible`
        NotEligible = "not_eligible",
        /// `partial`
        Partial = "partial",
        /// `restocked`
        Restocked = "restocked",
        /// `unfulfilled`
        Unfulfilled = "unfulfilled",
    }
}

record! {
    /// An item of an order, a cart or a checkout.
    pub struct LineItem {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// How many, without what was given back.
        pub current_quantity: Option<i64>,
        /// What discounts take off.
        pub discount_allocations: Vec<DiscountAllocation>,
        /// How many can still be sent.
        pub fulfillable_quantity: Option<i64>,
        /// Who sends it.
        pub fulfillment_service: Option<String>,
        /// Whether it was sent.
        pub fulfillment_status: Option<FulfillmentStatus>,
        /// Whether it is a gift card.
        pub gift_card: Option<bool>,
        /// What one weighs.
        pub grams: Option<i64>,
        /// The price of all of them.
        pub line_price: Option<String>,
        /// What it is called, with its variant.
        pub name: Option<String>,
        /// The price of one.
        pub price: Option<String>,
        /// The same in both currencies.
        pub price_set: Option<PriceSet>,
        /// Whether there still is such a product.
        pub product_exists: Option<bool>,
        /// The product.
        pub product_id: Option<i64>,
        /// What the customer chose.
        pub properties: Vec<Attribute>,
        /// How many.
        pub quantity: Option<i64>,
        /// Whether it is shipped.
        pub requires_shipping: Option<bool>,
        /// The merchant's own name for it.
        pub sku: Option<String>,
        /// The taxes.
        pub tax_lines: Vec<TaxLine>,
        /// Whether tax is due.
        pub taxable: Option<bool>,
        /// What it is called.
        pub title: Option<String>,
        /// All discounts.
        pub total_discount: Option<String>,
        /// The variant.
        pub variant_id: Option<i64>,
        /// What the variant is called.
        pub variant_title: Option<String>,
        /// Who makes it.
        pub vendor: Option<String>,
    }
}

record! {
    /// A name and a value.
    pub struct Attribute {
        /// What it is called.
        pub name: Option<String>,
        /// Its value.
        pub value: Option<String>,
    }
}

record! {
    /// An amount of one currency.
    pub struct Money {
        /// How much.
        pub amount: Option<String>,
        /// ISO 4217.
        pub currency_code: Option<String>,
    }
}

record! {
    /// An amount in two currencies.
    pub struct PriceSet {
        /// In the customer's.
        pub presentment_money: Option<Money>,
        /// In the shop's.
        pub shop_money: Option<Money>,
    }
}

record! {
    /// A tax.
    pub struct TaxLine {
        /// Whether the channel pays it.
        pub channel_liable: Option<bool>,
        /// How much it is.
        pub price: Option<String>,
        /// The same in both currencies.
        pub price_set: Option<PriceSet>,
        /// What part of the price: `0.19`.
        pub rate: Option<f64>,
        /// What it is called.
        pub title: Option<String>,
    }
}

record! {
    /// A code for a discount.
    pub struct DiscountCode {
        /// How much.
        pub amount: Option<String>,
        /// The code.
        pub code: Option<String>,
        /// Which kind: `percentage`.
        pub discount_type: Option<String> = "type",
    }
}

record! {
    /// A discount.
    pub struct DiscountApplication {
        /// How it is spread.
        pub allocation_method: Option<String>,
        /// The code for it.
        pub code: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// What of it counts for.
        pub target_selection: Option<String>,
        /// What it counts for: `line_item`.
        pub target_type: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// Where it comes from: `discount_code`.
        pub application_type: Option<String> = "type",
        /// How much.
        pub value: Option<String>,
        /// In what: `percentage`, `fixed_amount`.
        pub value_type: Option<String>,
    }
}

record! {
    /// What a discount takes off an item.
    pub struct DiscountAllocation {
        /// How much.
        pub amount: Option<String>,
        /// The same in both currencies.
        pub amount_set: Option<PriceSet>,
        /// Which of the order's discounts.
        pub discount_application_index: Option<i64>,
    }
}

record! {
    /// How an order goes to the customer.
    pub struct ShippingLine {
        /// Its id.
        pub id: Option<i64>,
        /// Who worked out the price.
        pub carrier_identifier: Option<String>,
        /// Its name inside.
        pub code: Option<String>,
        /// With discounts.
        pub discounted_price: Option<String>,
        /// A number to call.
        pub phone: Option<String>,
        /// How much it is.
        pub price: Option<String>,
        /// The same in both currencies.
        pub price_set: Option<PriceSet>,
        /// Where it comes from.
        pub source: Option<String>,
        /// The taxes.
        pub tax_lines: Vec<TaxLine>,
        /// What it is called.
        pub title: Option<String>,
    }
}

record! {
    /// A postal address.
    pub struct Address {
        /// Its id.
        pub id: Option<i64>,
        /// The street.
        pub address1: Option<String>,
        /// The flat or floor.
        pub address2: Option<String>,
        /// The town.
        pub city: Option<String>,
        /// The company.
        pub company: Option<String>,
        /// The country's name.
        pub country: Option<String>,
        /// ISO 3166, two letters.
        pub country_code: Option<String>,
        /// The customer.
        pub customer_id: Option<i64>,
        /// Whether it is the customer's first one.
        pub default: Option<bool>,
        /// The first name.
        pub first_name: Option<String>,
        /// The last name.
        pub last_name: Option<String>,
        /// Where it is, in degrees.
        pub latitude: Option<f64>,
        /// Where it is, in degrees.
        pub longitude: Option<f64>,
        /// Both names.
        pub name: Option<String>,
        /// A number to call.
        pub phone: Option<String>,
        /// The province or state.
        pub province: Option<String>,
        /// The same, by its code.
        pub province_code: Option<String>,
        /// The postcode.
        pub zip: Option<String>,
    }
}

record! {
    /// A customer.
    pub struct Customer {
        /// Its id.
        pub id: Option<i64>,
        /// Whether they want news. Of older API versions.
        pub accepts_marketing: Option<bool>,
        /// Where they live.
        pub addresses: Vec<Address>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency: Option<String>,
        /// The first of their addresses.
        pub default_address: Option<Address>,
        /// An address for mail.
        pub email: Option<String>,
        /// Whether they want news by mail.
        pub email_marketing_consent: Option<Consent>,
        /// The first name.
        pub first_name: Option<String>,
        /// The last name.
        pub last_name: Option<String>,
        /// Their newest order. Of older API versions.
        pub last_order_id: Option<i64>,
        /// What it is called. Of older API versions.
        pub last_order_name: Option<String>,
        /// How they log in by Multipass.
        pub multipass_identifier: Option<String>,
        /// A note of the merchant's.
        pub note: Option<String>,
        /// How many orders they made. Of older API versions.
        pub orders_count: Option<i64>,
        /// A number to call.
        pub phone: Option<String>,
        /// Whether they want news by SMS.
        pub sms_marketing_consent: Option<Consent>,
        /// Whether they have an account.
        pub state: Option<CustomerState>,
        /// Tags, separated by commas. Of older API versions.
        pub tags: Option<String>,
        /// Whether no tax is due.
        pub tax_exempt: Option<bool>,
        /// What they spent. Of older API versions.
        pub total_spent: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// Whether the address is verified.
        pub verified_email: Option<bool>,
    }
}

open_enum! {
    /// Whether a customer has an account.
    pub enum CustomerState {
        /// `declined`
        Declined = "declined",
        /// `disabled`
        Disabled = "disabled",
        /// `enabled`
        Enabled = "enabled",
        /// `invited`
        Invited = "invited",
    }
}

record! {
    /// Whether somebody wants news.
    pub struct Consent {
        /// Where that was asked.
        pub consent_collected_from: Option<String>,
        /// Since when.
        pub consent_updated_at: Option<OffsetDateTime>,
        /// How surely: `single_opt_in`.
        pub opt_in_level: Option<String>,
        /// Whether they do: `subscribed`.
        pub state: Option<String>,
    }
}
