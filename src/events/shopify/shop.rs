//! Shops, carts, stock, subscriptions, and all else.

use time::OffsetDateTime;

use super::orders::{
    Address, Attribute, Customer, DiscountApplication, DiscountCode, LineItem, ShippingLine, TaxLine,
};
use crate::events::record::record;

record! {
    /// A cart.
    pub struct Cart {
        /// Its id.
        pub id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// What was bought.
        pub line_items: Vec<LineItem>,
        /// A note of the merchant's.
        pub note: Option<String>,
        /// A name of it that is hard to guess.
        pub token: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A checkout that may become an order.
    pub struct Checkout {
        /// Its id.
        pub id: Option<i64>,
        /// Where the customer can go on with it.
        pub abandoned_checkout_url: Option<String>,
        /// Who pays.
        pub billing_address: Option<Address>,
        /// Whether the customer wants news.
        pub buyer_accepts_marketing: Option<bool>,
        /// The cart it came from.
        pub cart_token: Option<String>,
        /// When it was closed.
        pub closed_at: Option<OffsetDateTime>,
        /// When it was done.
        pub completed_at: Option<OffsetDateTime>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency: Option<String>,
        /// Who bought.
        pub customer: Option<Customer>,
        /// The customer's language.
        pub customer_locale: Option<String>,
        /// The codes that were given.
        pub discount_codes: Vec<DiscountCode>,
        /// An address for mail.
        pub email: Option<String>,
        /// How it is paid.
        pub gateway: Option<String>,
        /// What was bought.
        pub line_items: Vec<LineItem>,
        /// The location.
        pub location_id: Option<i64>,
        /// What it is called.
        pub name: Option<String>,
        /// A note of the merchant's.
        pub note: Option<String>,
        /// What else was noted.
        pub note_attributes: Vec<Attribute>,
        /// A number to call.
        pub phone: Option<String>,
        /// ISO 4217: the customer's.
        pub presentment_currency: Option<String>,
        /// From which page the customer came.
        pub referring_site: Option<String>,
        /// Where it goes.
        pub shipping_address: Option<Address>,
        /// How it goes there.
        pub shipping_lines: Vec<ShippingLine>,
        /// Where it was made: `web`, `pos`.
        pub source_name: Option<String>,
        /// Before shipping and taxes.
        pub subtotal_price: Option<String>,
        /// The taxes.
        pub tax_lines: Vec<TaxLine>,
        /// Whether taxes are in the prices.
        pub taxes_included: Option<bool>,
        /// A name of it that is hard to guess.
        pub token: Option<String>,
        /// All discounts.
        pub total_discounts: Option<String>,
        /// All items.
        pub total_line_items_price: Option<String>,
        /// What is to be paid.
        pub total_price: Option<String>,
        /// All taxes.
        pub total_tax: Option<String>,
        /// In grams.
        pub total_weight: Option<i64>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// Which member of staff did it.
        pub user_id: Option<i64>,
    }
}

record! {
    /// An order that is not one yet.
    pub struct DraftOrder {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// A discount.
        pub applied_discount: Option<DiscountApplication>,
        /// Who pays.
        pub billing_address: Option<Address>,
        /// When it was done.
        pub completed_at: Option<OffsetDateTime>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency: Option<String>,
        /// Who bought.
        pub customer: Option<Customer>,
        /// An address for mail.
        pub email: Option<String>,
        /// When its invoice was sent.
        pub invoice_sent_at: Option<OffsetDateTime>,
        /// Where the customer can pay.
        pub invoice_url: Option<String>,
        /// What was bought.
        pub line_items: Vec<LineItem>,
        /// What it is called: `#D1`.
        pub name: Option<String>,
        /// A note of the merchant's.
        pub note: Option<String>,
        /// What else was noted.
        pub note_attributes: Vec<Attribute>,
        /// The order that it became.
        pub order_id: Option<i64>,
        /// Where it goes.
        pub shipping_address: Option<Address>,
        /// How it goes there.
        pub shipping_line: Option<ShippingLine>,
        /// How it stands.
        pub status: Option<String>,
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
        /// What is to be paid.
        pub total_price: Option<String>,
        /// All taxes.
        pub total_tax: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// What can be in stock.
    pub struct InventoryItem {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// What one costs the merchant.
        pub cost: Option<String>,
        /// ISO 3166, two letters.
        pub country_code_of_origin: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Its number for customs.
        pub harmonized_system_code: Option<String>,
        /// The province it comes from.
        pub province_code_of_origin: Option<String>,
        /// Whether it is shipped.
        pub requires_shipping: Option<bool>,
        /// The merchant's own name for it.
        pub sku: Option<String>,
        /// Whether it is counted.
        pub tracked: Option<bool>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// How many of an item are at a location.
    pub struct InventoryLevel {
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// How many can be sold.
        pub available: Option<i64>,
        /// The item.
        pub inventory_item_id: Option<i64>,
        /// The location.
        pub location_id: Option<i64>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// Where goods are.
    pub struct Location {
        /// Its id.
        pub id: Option<i64>,
        /// Whether it is in use.
        pub active: Option<bool>,
        /// The street.
        pub address1: Option<String>,
        /// The flat or floor.
        pub address2: Option<String>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// The town.
        pub city: Option<String>,
        /// ISO 3166, two letters.
        pub country: Option<String>,
        /// ISO 3166, two letters.
        pub country_code: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Whether it is of a fulfillment service.
        pub legacy: Option<bool>,
        /// What it is called.
        pub name: Option<String>,
        /// A number to call.
        pub phone: Option<String>,
        /// The province or state.
        pub province: Option<String>,
        /// The same, by its code.
        pub province_code: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// The postcode.
        pub zip: Option<String>,
    }
}

record! {
    /// A shop.
    pub struct Shop {
        /// Its id.
        pub id: Option<i64>,
        /// The street.
        pub address1: Option<String>,
        /// The town.
        pub city: Option<String>,
        /// ISO 3166, two letters.
        pub country_code: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency: Option<String>,
        /// Where customers write.
        pub customer_email: Option<String>,
        /// Its domain.
        pub domain: Option<String>,
        /// Where Shopify writes.
        pub email: Option<String>,
        /// Its time zone: `Europe/Berlin`.
        pub iana_timezone: Option<String>,
        /// Its name at Shopify: `example.myshopify.com`.
        pub myshopify_domain: Option<String>,
        /// What it is called.
        pub name: Option<String>,
        /// A number to call.
        pub phone: Option<String>,
        /// Its plan, for people.
        pub plan_display_name: Option<String>,
        /// Its plan.
        pub plan_name: Option<String>,
        /// Its language.
        pub primary_locale: Option<String>,
        /// The province or state.
        pub province_code: Option<String>,
        /// Who owns it.
        pub shop_owner: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// The postcode.
        pub zip: Option<String>,
    }
}

record! {
    /// What an app may do.
    pub struct AppScopes {
        /// Its id.
        pub id: Option<i64>,
        /// What it may do now.
        pub current: Vec<String>,
        /// What it could do before.
        pub previous: Vec<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A shop's subscription to an app.
    pub struct AppSubscriptionEvent {
        /// The subscription.
        pub app_subscription: Option<AppCharge>,
    }
}

record! {
    /// What a shop bought of an app.
    pub struct AppPurchaseEvent {
        /// The purchase.
        pub app_purchase_one_time: Option<AppCharge>,
    }
}

record! {
    /// What a shop pays for an app.
    pub struct AppCharge {
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// The shop, in the GraphQL API.
        pub admin_graphql_api_shop_id: Option<String>,
        /// What of the limit is used up.
        pub balance_used: Option<String>,
        /// The limit.
        pub capped_amount: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency: Option<String>,
        /// What it is called.
        pub name: Option<String>,
        /// The price of one.
        pub price: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A long query that is done.
    pub struct BulkOperation {
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// When it was done.
        pub completed_at: Option<OffsetDateTime>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Why it failed.
        pub error_code: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// `query` or `mutation`.
        pub operation_type: Option<String> = "type",
    }
}

record! {
    /// A subscription.
    pub struct SubscriptionContract {
        /// Its id.
        pub id: Option<i64>,
        /// The customer, in the GraphQL API.
        pub admin_graphql_api_customer_id: Option<String>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// The order it came of, in the GraphQL API.
        pub admin_graphql_api_origin_order_id: Option<String>,
        /// How often it is paid.
        pub billing_policy: Option<Policy>,
        /// ISO 4217.
        pub currency_code: Option<String>,
        /// The customer.
        pub customer_id: Option<i64>,
        /// How often it is delivered.
        pub delivery_policy: Option<Policy>,
        /// The order it came of.
        pub origin_order_id: Option<i64>,
        /// Which version of it.
        pub revision_id: Option<String>,
        /// How it stands.
        pub status: Option<String>,
    }
}

record! {
    /// How often.
    pub struct Policy {
        /// Of what: `month`.
        pub interval: Option<String>,
        /// Every how many.
        pub interval_count: Option<i64>,
        /// How often at most.
        pub max_cycles: Option<i64>,
        /// How often at least.
        pub min_cycles: Option<i64>,
    }
}

record! {
    /// An attempt to be paid for a subscription.
    pub struct SubscriptionBillingAttempt {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// The order, in the GraphQL API.
        pub admin_graphql_api_order_id: Option<String>,
        /// The subscription, in the GraphQL API.
        pub admin_graphql_api_subscription_contract_id: Option<String>,
        /// Why it failed, in a word.
        pub error_code: Option<String>,
        /// Why it failed, for people.
        pub error_message: Option<String>,
        /// What keeps it from being done twice.
        pub idempotency_key: Option<String>,
        /// The order.
        pub order_id: Option<i64>,
        /// Whether it is done.
        pub ready: Option<bool>,
        /// The subscription.
        pub subscription_contract_id: Option<i64>,
    }
}

record! {
    /// A cycle of a subscription.
    pub struct SubscriptionBillingCycle {
        /// When it is paid.
        pub billing_attempt_expected_date: Option<OffsetDateTime>,
        /// When it ends.
        pub cycle_end_at: Option<OffsetDateTime>,
        /// Which one, from 1.
        pub cycle_index: Option<i64>,
        /// When it begins.
        pub cycle_start_at: Option<OffsetDateTime>,
        /// Whether it was changed.
        pub edited: Option<bool>,
        /// Whether it is left out.
        pub skipped: Option<bool>,
        /// The subscription.
        pub subscription_contract_id: Option<i64>,
    }
}

record! {
    /// Ways to sell products.
    pub struct SellingPlanGroup {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// The app that made it.
        pub app_id: Option<i64>,
        /// A text for people.
        pub description: Option<String>,
        /// The merchant's own name for it.
        pub merchant_code: Option<String>,
        /// What it is called.
        pub name: Option<String>,
        /// What customers choose.
        pub options: Vec<String>,
        /// Which place it has.
        pub position: Option<i64>,
        /// A text for people.
        pub summary: Option<String>,
    }
}

record! {
    /// A dispute of a payment.
    pub struct Dispute {
        /// Its id.
        pub id: Option<i64>,
        /// How much.
        pub amount: Option<String>,
        /// ISO 4217.
        pub currency: Option<String>,
        /// By when evidence is due.
        pub evidence_due_by: Option<OffsetDateTime>,
        /// When evidence was sent.
        pub evidence_sent_on: Option<OffsetDateTime>,
        /// When it was decided.
        pub finalized_on: Option<OffsetDateTime>,
        /// When it began.
        pub initiated_at: Option<OffsetDateTime>,
        /// Why, in the network's words.
        pub network_reason_code: Option<String>,
        /// The order.
        pub order_id: Option<i64>,
        /// Why.
        pub reason: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// `chargeback` or `inquiry`.
        pub dispute_type: Option<String> = "type",
    }
}

record! {
    /// A shop's domain.
    pub struct Domain {
        /// Its id.
        pub id: Option<i64>,
        /// The domain.
        pub host: Option<String>,
        /// Whether it has a certificate.
        pub ssl_enabled: Option<bool>,
    }
}

record! {
    /// A market.
    pub struct Market {
        /// Its id.
        pub id: Option<i64>,
        /// Whether it sells there.
        pub enabled: Option<bool>,
        /// What it is called.
        pub name: Option<String>,
        /// Where it is.
        pub regions: Vec<Region>,
        /// How it stands.
        pub status: Option<String>,
    }
}

record! {
    /// A country.
    pub struct Region {
        /// ISO 3166, two letters.
        pub country_code: Option<String>,
    }
}

record! {
    /// Goods given back.
    pub struct Return {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// Why it was declined.
        pub decline: Option<Decline>,
        /// What it is called.
        pub name: Option<String>,
        /// The order.
        pub order: Option<GraphId>,
        /// How it stands.
        pub status: Option<String>,
        /// How many items.
        pub total_return_line_items: Option<i64>,
    }
}

record! {
    /// Why something was declined.
    pub struct Decline {
        /// A note of the merchant's.
        pub note: Option<String>,
        /// Why.
        pub reason: Option<String>,
    }
}

record! {
    /// A thing by its ids.
    pub struct GraphId {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
    }
}

record! {
    /// When a payment is due.
    pub struct PaymentSchedule {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// How much.
        pub amount: Option<String>,
        /// When it was done.
        pub completed_at: Option<OffsetDateTime>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency: Option<String>,
        /// When it is due.
        pub due_at: Option<OffsetDateTime>,
        /// When it was made known.
        pub issued_at: Option<OffsetDateTime>,
        /// The terms.
        pub payment_terms_id: Option<i64>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A company, its contact, or its location.
    pub struct CompanyEvent {
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// The company.
        pub company: Option<Company>,
        /// The contact.
        pub company_contact: Option<Company>,
        /// The role.
        pub company_contact_role: Option<Company>,
        /// The location.
        pub company_location: Option<Company>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// The merchant's own name for it.
        pub external_id: Option<String>,
        /// The language.
        pub locale: Option<String>,
        /// What it is called.
        pub name: Option<String>,
        /// A note of the merchant's.
        pub note: Option<String>,
        /// A number to call.
        pub phone: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A company, its contact, or its location.
    pub struct Company {
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// The customer, in the GraphQL API.
        pub customer_admin_graphql_api_id: Option<String>,
        /// The merchant's own name for it.
        pub external_id: Option<String>,
        /// What it is called.
        pub name: Option<String>,
        /// A note of the merchant's.
        pub note: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A discount.
    pub struct Discount {
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// When it was deleted.
        pub deleted_at: Option<OffsetDateTime>,
        /// The code.
        pub redeem_code: Option<GraphCode>,
        /// How it stands.
        pub status: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A code for a discount.
    pub struct GraphCode {
        /// Its id in the GraphQL API.
        pub id: Option<String>,
        /// The code.
        pub code: Option<String>,
    }
}

record! {
    /// What most things have, of topics that have no type of their own here.
    pub struct Thing {
        /// Its id: a number, or one of the GraphQL API.
        pub id: Option<String>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// When it was deleted.
        pub deleted_at: Option<OffsetDateTime>,
        /// What it is called.
        pub name: Option<String>,
        /// The order.
        pub order_id: Option<i64>,
        /// The product.
        pub product_id: Option<i64>,
        /// The shop.
        pub shop_id: Option<i64>,
        /// How it stands.
        pub status: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}
