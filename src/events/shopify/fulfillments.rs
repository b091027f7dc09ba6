//! What becomes of orders.

use time::OffsetDateTime;

use super::orders::{Address, LineItem};
use crate::events::open_enum;
use crate::events::record::record;

record! {
    /// What was sent of an order.
    pub struct Fulfillment {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Where it goes.
        pub destination: Option<Address>,
        /// An address for mail.
        pub email: Option<String>,
        /// What was sent.
        pub line_items: Vec<LineItem>,
        /// The location.
        pub location_id: Option<i64>,
        /// What it is called: `#1001.1`.
        pub name: Option<String>,
        /// The order.
        pub order_id: Option<i64>,
        /// Where it comes from.
        pub origin_address: Option<Address>,
        /// Who sends it.
        pub service: Option<String>,
        /// Where it is: `delivered`.
        pub shipment_status: Option<String>,
        /// How it stands.
        pub status: Option<String>,
        /// Who carries it.
        pub tracking_company: Option<String>,
        /// The parcel's number.
        pub tracking_number: Option<String>,
        /// The parcels' numbers.
        pub tracking_numbers: Vec<String>,
        /// Where the parcel can be followed.
        pub tracking_url: Option<String>,
        /// Where the parcels can be followed.
        pub tracking_urls: Vec<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// Where a parcel is.
    pub struct FulfillmentEvent {
        /// Its id.
        pub id: Option<i64>,
        /// The street.
        pub address1: Option<String>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// The town.
        pub city: Option<String>,
        /// The country.
        pub country: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// When it is to arrive.
        pub estimated_delivery_at: Option<OffsetDateTime>,
        /// What was sent.
        pub fulfillment_id: Option<i64>,
        /// When it was there.
        pub happened_at: Option<OffsetDateTime>,
        /// Where it is, in degrees.
        pub latitude: Option<f64>,
        /// Where it is, in degrees.
        pub longitude: Option<f64>,
        /// A text for people.
        pub message: Option<String>,
        /// The order.
        pub order_id: Option<i64>,
        /// The province or state.
        pub province: Option<String>,
        /// The shop.
        pub shop_id: Option<i64>,
        /// How it stands.
        pub status: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// The postcode.
        pub zip: Option<String>,
    }
}

record! {
    /// What happened to fulfillment orders: which is told by the topic.
    pub struct FulfillmentOrderEvent {
        /// Where it was moved.
        pub destination_location_id: Option<String>,
        /// The one that it is about.
        pub fulfillment_order: Option<FulfillmentOrder>,
        /// What the merchant asked for.
        pub fulfillment_order_merchant_request: Option<MerchantRequest>,
        /// The hold.
        pub fulfillment_hold: Option<FulfillmentHold>,
        /// What is held.
        pub held_fulfillment_order_line_items: Vec<Counted>,
        /// A text for people.
        pub message: Option<String>,
        /// The one behind the move.
        pub moved_fulfillment_order: Option<FulfillmentOrder>,
        /// The one before.
        pub original_fulfillment_order: Option<FulfillmentOrder>,
        /// What is left of it.
        pub remaining_fulfillment_order: Option<FulfillmentOrder>,
        /// What stands in its place.
        pub replacement_fulfillment_order: Option<FulfillmentOrder>,
        /// What was split off.
        pub split_line_items: Vec<Counted>,
        /// The one that was handed in.
        pub submitted_fulfillment_order: Option<FulfillmentOrder>,
    }
}

record! {
    /// A part of an order that is sent from one place.
    pub struct FulfillmentOrder {
        /// Its id in the GraphQL API.
        pub id: Option<String>,
        /// From where it is sent.
        pub assigned_location_id: Option<String>,
        /// When it is to be sent.
        pub fulfill_at: Option<OffsetDateTime>,
        /// Why it waits.
        pub fulfillment_holds: Vec<FulfillmentHold>,
        /// The order.
        pub order_id: Option<String>,
        /// Whether it can be prepared.
        pub preparable: Option<bool>,
        /// How the request stands.
        pub request_status: Option<String>,
        /// How it stands.
        pub status: Option<String>,
    }
}

record! {
    /// Why a fulfillment order waits.
    pub struct FulfillmentHold {
        /// Its id in the GraphQL API.
        pub id: Option<String>,
        /// Whether the app itself holds it.
        pub held_by_requesting_app: Option<bool>,
        /// Why.
        pub reason: Option<String>,
        /// Why, for people.
        pub reason_notes: Option<String>,
    }
}

record! {
    /// What a merchant asked for.
    pub struct MerchantRequest {
        /// Its id in the GraphQL API.
        pub id: Option<String>,
        /// A text for people.
        pub message: Option<String>,
    }
}

record! {
    /// Some of an item.
    pub struct Counted {
        /// Its id in the GraphQL API.
        pub id: Option<String>,
        /// How many.
        pub quantity: Option<i64>,
    }
}

record! {
    /// Money paid back.
    pub struct Refund {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// A note of the merchant's.
        pub note: Option<String>,
        /// What of it is for no item.
        pub order_adjustments: Vec<OrderAdjustment>,
        /// The order.
        pub order_id: Option<i64>,
        /// When it was processed.
        pub processed_at: Option<OffsetDateTime>,
        /// For which items.
        pub refund_line_items: Vec<RefundLineItem>,
        /// Whether they go back into stock.
        pub restock: Option<bool>,
        /// How it was paid back.
        pub transactions: Vec<Transaction>,
        /// Which member of staff did it.
        pub user_id: Option<i64>,
    }
}

record! {
    /// What is paid back for no item.
    pub struct OrderAdjustment {
        /// Its id.
        pub id: Option<i64>,
        /// How much.
        pub amount: Option<String>,
        /// For what: `shipping_refund`.
        pub kind: Option<String>,
        /// Why.
        pub reason: Option<String>,
        /// The tax of it.
        pub tax_amount: Option<String>,
    }
}

record! {
    /// An item that money was paid back for.
    pub struct RefundLineItem {
        /// Its id.
        pub id: Option<i64>,
        /// The item.
        pub line_item: Option<LineItem>,
        /// The same, by its id.
        pub line_item_id: Option<i64>,
        /// The location.
        pub location_id: Option<i64>,
        /// How many.
        pub quantity: Option<i64>,
        /// What becomes of it: `return`.
        pub restock_type: Option<String>,
        /// How much, without tax.
        pub subtotal: Option<f64>,
        /// The tax of it.
        pub total_tax: Option<f64>,
    }
}

record! {
    /// A movement of money for an order.
    pub struct Transaction {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// How much.
        pub amount: Option<String>,
        /// What the gateway knows it by.
        pub authorization: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// ISO 4217.
        pub currency: Option<String>,
        /// Why it failed.
        pub error_code: Option<String>,
        /// Over which gateway.
        pub gateway: Option<String>,
        /// What it does.
        pub kind: Option<TransactionKind>,
        /// A text for people.
        pub message: Option<String>,
        /// The order.
        pub order_id: Option<i64>,
        /// The one that it goes on from.
        pub parent_id: Option<i64>,
        /// What the payment is called.
        pub payment_id: Option<String>,
        /// When it was processed.
        pub processed_at: Option<OffsetDateTime>,
        /// Where it was made.
        pub source_name: Option<String>,
        /// How it stands.
        pub status: Option<TransactionStatus>,
        /// Whether it is a test.
        pub test: Option<bool>,
        /// Which member of staff did it.
        pub user_id: Option<i64>,
    }
}

open_enum! {
    /// What a movement of money does.
    pub enum TransactionKind {
        /// `authorization`
        Authorization = "authorization",
        /// `capture`
        Capture = "capture",
        /// `change`
        Change = "change",
        /// `emv_authorization`
        EmvAuthorization = "emv_authorization",
        /// `refund`
        Refund = "refund",
        /// `sale`
        Sale = "sale",
        /// `void`
        Void = "void",
    }
}

open_enum! {
    /// How a movement of money stands.
    pub enum TransactionStatus {
        /// `awaiting_response`
        AwaitingResponse = "awaiting_response",
        /// `error`
        Error = "error",
        /// `failure`
        Failure = "failure",
        /// `pending`
        Pending = "pending",
        /// `success`
        Success = "success",
    }
}

record! {
    /// A movement of money between customer and shop.
    pub struct TenderTransaction {
        /// Its id.
        pub id: Option<i64>,
        /// How much.
        pub amount: Option<String>,
        /// ISO 4217.
        pub currency: Option<String>,
        /// The order.
        pub order_id: Option<i64>,
        /// How it was paid.
        pub payment_method: Option<String>,
        /// When it was processed.
        pub processed_at: Option<OffsetDateTime>,
        /// What the gateway knows it by.
        pub remote_reference: Option<String>,
        /// Whether it is a test.
        pub test: Option<bool>,
        /// Which member of staff did it.
        pub user_id: Option<i64>,
    }
}

record! {
    /// What was changed of an order.
    pub struct OrderEdit {
        /// What was changed.
        pub order_edit: Option<OrderEditDetails>,
    }
}

record! {
    /// What was changed of an order.
    pub struct OrderEditDetails {
        /// Its id.
        pub id: Option<i64>,
        /// The app that did it.
        pub app_id: Option<i64>,
        /// When it was done.
        pub committed_at: Option<OffsetDateTime>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Which items.
        pub line_items: Option<OrderEditItems>,
        /// Whether the customer is told.
        pub notify_customer: Option<bool>,
        /// The order.
        pub order_id: Option<i64>,
        /// A note of the staff's.
        pub staff_note: Option<String>,
        /// Which member of staff did it.
        pub user_id: Option<i64>,
    }
}

record! {
    /// Which items of an order were changed.
    pub struct OrderEditItems {
        /// Those of which there are more.
        pub additions: Vec<OrderEditItem>,
        /// Those of which there are fewer.
        pub removals: Vec<OrderEditItem>,
    }
}

record! {
    /// By how many an item of an order was changed.
    pub struct OrderEditItem {
        /// Its id.
        pub id: Option<i64>,
        /// By how many.
        pub delta: Option<i64>,
    }
}

record! {
    /// How risky an order is.
    pub struct OrderRisk {
        /// The order, in the GraphQL API.
        pub admin_graphql_api_order_id: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// The order.
        pub order_id: Option<i64>,
        /// Who says so.
        pub provider_id: Option<i64>,
        /// The same, by name.
        pub provider_title: Option<String>,
        /// How risky: `medium`.
        pub risk_level: Option<String>,
    }
}
