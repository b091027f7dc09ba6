//! What becomes of customers and their data.

use time::OffsetDateTime;

use super::orders::{Consent, Money};
use crate::events::record::record;

record! {
    /// A customer wants news, or no longer does.
    pub struct CustomerConsent {
        /// The customer. By mail it is [`CustomerConsent::customer_id`].
        pub id: Option<i64>,
        /// The customer.
        pub customer_id: Option<i64>,
        /// The address.
        pub email_address: Option<String>,
        /// Whether they want news by mail.
        pub email_marketing_consent: Option<Consent>,
        /// A number to call.
        pub phone: Option<String>,
        /// Whether they want news by SMS.
        pub sms_marketing_consent: Option<Consent>,
    }
}

record! {
    /// What changed of a customer.
    pub struct CustomerChange {
        /// The customer, in the GraphQL API.
        pub admin_graphql_api_customer_id: Option<String> = "customerId",
        /// The customer.
        pub customer_id: Option<i64>,
        /// Which segment they joined or left.
        pub segment_id: Option<String> = "segmentId",
        /// Which tags were added or removed.
        pub tags: Vec<String>,
        /// When.
        pub occurred_at: Option<OffsetDateTime> = "occurredAt",
    }
}

record! {
    /// Two customers became one.
    pub struct CustomerMerge {
        /// Who was kept.
        pub admin_graphql_api_customer_kept_id: Option<String>,
        /// Who is no more.
        pub admin_graphql_api_customer_deleted_id: Option<String>,
        /// The job that did it.
        pub admin_graphql_api_job_id: Option<String>,
        /// How it stands.
        pub status: Option<String>,
    }
}

record! {
    /// What a customer spent so far.
    pub struct CustomerPurchasingSummary {
        /// The customer, in the GraphQL API.
        pub admin_graphql_api_id: Option<String>,
        /// The customer.
        pub customer_id: Option<i64> = "customerId",
        /// Their newest order.
        pub last_order_id: Option<i64> = "lastOrderId",
        /// How many orders they made.
        pub number_of_orders: Option<i64> = "numberOfOrders",
        /// What they spent.
        pub amount_spent: Option<Money> = "amountSpent",
        /// When.
        pub occurred_at: Option<OffsetDateTime> = "occurredAt",
    }
}

record! {
    /// How a customer pays.
    pub struct CustomerPaymentMethod {
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// The customer.
        pub admin_graphql_api_customer_id: Option<String>,
        /// The customer.
        pub customer_id: Option<i64>,
        /// Which kind: `CustomerCreditCard`.
        pub instrument_type: Option<String>,
        /// A name of it that is hard to guess.
        pub token: Option<String>,
    }
}

record! {
    /// A customer wants to know what an app keeps of them. It has to be answered within 30 days.
    pub struct CustomerDataRequest {
        /// The shop.
        pub shop_id: Option<i64>,
        /// The shop: `example.myshopify.com`.
        pub shop_domain: Option<String>,
        /// Who wants to know.
        pub customer: Option<PrivacyCustomer>,
        /// The request.
        pub data_request: Option<DataRequest>,
        /// About which orders.
        pub orders_requested: Vec<i64>,
    }
}

record! {
    /// An app has to delete what it keeps of a customer, within 30 days.
    pub struct CustomerRedact {
        /// The shop.
        pub shop_id: Option<i64>,
        /// The shop: `example.myshopify.com`.
        pub shop_domain: Option<String>,
        /// Whose data.
        pub customer: Option<PrivacyCustomer>,
        /// Of which orders.
        pub orders_to_redact: Vec<i64>,
    }
}

record! {
    /// An app has to delete what it keeps of a shop, 48 hours after it was uninstalled.
    pub struct ShopRedact {
        /// The shop.
        pub shop_id: Option<i64>,
        /// The shop: `example.myshopify.com`.
        pub shop_domain: Option<String>,
    }
}

record! {
    /// Whom a request about data is about.
    pub struct PrivacyCustomer {
        /// Its id.
        pub id: Option<i64>,
        /// An address for mail.
        pub email: Option<String>,
        /// A number to call.
        pub phone: Option<String>,
    }
}

record! {
    /// A request for data.
    pub struct DataRequest {
        /// Its id.
        pub id: Option<i64>,
    }
}
