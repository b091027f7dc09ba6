//! Events of Shopify.
#![cfg(feature = "events-shopify")]

use countersign::dangerous::assume_verified;
use countersign::events::shopify::{CancelReason, Event, FinancialStatus};
use countersign::{Delivery, PayloadError, Verified};
use time::macros::datetime;

fn parse(topic: &str, body: &str) -> Result<Verified<Event>, PayloadError> {
    let request = http::Request::post("/")
        .header("x-shopify-topic", topic)
        .header("x-shopify-shop-domain", "example.myshopify.com")
        .header("x-shopify-api-version", "2026-10")
        .header("x-shopify-triggered-at", "2026-11-22T12:00:00.123456789Z")
        .body(body.to_owned())
        .expect("a request");
    assume_verified(Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC)))
}

#[test]
fn an_order_has_its_items_customer_and_amounts() {
    let body = r#"{"id":820982911946154508,"name":"1001","currency":"EUR","total_price":"409.94","test":true,
        "created_at":"2026-11-22T13:00:00+01:00","cancel_reason":"customer","financial_status":"paid",
        "fulfillment_status":null,"customer":{"id":1,"email":"a@example.com","default_address":{"city":"Bonn"}},
        "total_price_set":{"shop_money":{"amount":"409.94","currency_code":"EUR"}},
        "line_items":[{"id":2,"quantity":3,"price":"19.90","sku":"A-1","properties":[{"name":"colour","value":"red"}],
          "tax_lines":[{"price":"1.00","rate":0.19,"title":"VAT"}]}],
        "shipping_address":{"country_code":"DE","zip":"53111"},"refunds":[]}"#;
    let event = parse("orders/cancelled", body).unwrap();
    let Event::OrdersCancelled(order) = &*event else { panic!("{event:?}") };
    assert_eq!(order.id, Some(820_982_911_946_154_508));
    assert_eq!(order.total_price.as_deref(), Some("409.94"));
    assert_eq!(order.created_at, Some(datetime!(2026-11-22 12:00 UTC)));
    assert_eq!(order.cancel_reason, Some(CancelReason::Customer));
    assert_eq!(order.financial_status, Some(FinancialStatus::Paid));
    assert_eq!(order.fulfillment_status, None);
    let customer = order.customer.as_ref().unwrap();
    assert_eq!(customer.default_address.as_ref().unwrap().city.as_deref(), Some("Bonn"));
    let item = &order.line_items[0];
    assert_eq!((item.quantity, item.price.as_deref()), (Some(3), Some("19.90")));
    assert_eq!(item.properties[0].value.as_deref(), Some("red"));
    assert_eq!(item.tax_lines[0].rate, Some(0.19));
    let money = order.total_price_set.as_ref().unwrap().shop_money.as_ref().unwrap();
    assert_eq!(money.currency_code.as_deref(), Some("EUR"));
}

#[test]
fn the_envelope_has_the_shop_the_version_and_the_time() {
    let event = parse("shop/update", r#"{"id":1}"#).unwrap();
    let envelope = event.receipt().envelope();
    assert_eq!(envelope.account.unwrap().text(), "example.myshopify.com");
    assert_eq!(envelope.version.unwrap().text(), "2026-10");
    assert_eq!(envelope.time.unwrap().time(), Some(datetime!(2026-11-22 12:00:00.123456789 UTC)));
}

#[test]
fn the_privacy_topics_say_whose_data() {
    let shop = r#""shop_id":954889,"shop_domain":"example.myshopify.com""#;
    let customer = r#""customer":{"id":191167,"email":"a@example.com","phone":"555-625-1199"}"#;
    let request =
        format!(r#"{{{shop},{customer},"orders_requested":[299938,280263],"data_request":{{"id":9999}}}}"#);
    let event = parse("customers/data_request", &request).unwrap();
    let Event::CustomersDataRequest(request) = &*event else { panic!("{event:?}") };
    assert_eq!(request.shop_domain.as_deref(), Some("example.myshopify.com"));
    assert_eq!(request.orders_requested, [299_938, 280_263]);
    assert_eq!(request.data_request.as_ref().unwrap().id, Some(9999));
    assert_eq!(request.customer.as_ref().unwrap().id, Some(191_167));

    let redact = format!(r#"{{{shop},{customer},"orders_to_redact":[299938]}}"#);
    let event = parse("customers/redact", &redact).unwrap();
    let Event::CustomersRedact(redact) = &*event else { panic!("{event:?}") };
    assert_eq!(redact.orders_to_redact, [299_938]);

    let event = parse("shop/redact", &format!("{{{shop}}}")).unwrap();
    let Event::ShopRedact(redact) = &*event else { panic!("{event:?}") };
    assert_eq!(redact.shop_id, Some(954_889));
}

#[test]
fn a_topic_has_its_type() {
    // (topic, body, how it prints)
    let cases = [
        ("app/uninstalled", r#"{"id":1,"myshopify_domain":"a.myshopify.com"}"#, "AppUninstalled(Shop {"),
        ("products/update", r#"{"id":1,"variants":[{"price":"1"}]}"#, "ProductsUpdate(Product {"),
        ("products/delete", r#"{"id":1}"#, "ProductsDelete(Product {"),
        ("refunds/create", r#"{"id":1,"transactions":[{"kind":"refund"}]}"#, "RefundsCreate(Refund {"),
        ("fulfillments/update", r#"{"id":1,"tracking_numbers":["1Z"]}"#, "FulfillmentsUpdate(Fulfillment {"),
        (
            "fulfillment_orders/moved",
            r#"{"moved_fulfillment_order":{"id":"gid://shopify/FulfillmentOrder/2"}}"#,
            "FulfillmentOrdersMoved(FulfillmentOrderEvent {",
        ),
        ("orders/edited", r#"{"order_edit":{"id":1}}"#, "OrdersEdited(OrderEdit {"),
        (
            "customer.tags_added",
            r#"{"customerId":"gid://shopify/Customer/1","tags":["a"]}"#,
            "CustomerTagsAdded(",
        ),
        ("themes/publish", r#"{"id":1,"name":"Dawn"}"#, "ThemesPublish(Thing {"),
        ("rockets/launch", r#"{"id":"gid://shopify/Rocket/1"}"#, "Other(Thing {"),
    ];
    for (topic, body, expected) in cases {
        let printed = format!("{:?}", parse(topic, body).unwrap().into_inner());
        assert!(printed.starts_with(expected), "{topic}: {printed}");
    }
}

#[test]
fn what_is_unknown_or_of_another_form_is_no_error() {
    let body = r#"{"id":"7","added":{"a":[1]},"financial_status":"bartered","total_price":12.5,"line_items":null,
        "customer":"","tax_lines":{},"created_at":"soon","note_attributes":[null,1,{"name":"a","value":true}]}"#;
    let event = parse("orders/create", body).unwrap();
    let Event::OrdersCreate(order) = &*event else { panic!("{event:?}") };
    assert_eq!(order.id, Some(7));
    assert_eq!(order.financial_status, Some(FinancialStatus::Unknown("bartered".into())));
    assert_eq!(order.total_price.as_deref(), Some("12.5"));
    assert!(order.line_items.is_empty() && order.tax_lines.is_empty() && order.customer.is_none());
    assert_eq!(order.created_at, None);
    // As `serde_json` hands it on where any crate of a build has switched on `arbitrary_precision`.
    let body = body.replace("12.5", r#"{"$serde_json::private::Number":"12.5"}"#);
    let event = parse("orders/create", &body).unwrap();
    let Event::OrdersCreate(order) = &*event else { panic!("{event:?}") };
    assert_eq!(order.total_price.as_deref(), Some("12.5"));
    assert_eq!(order.note_attributes.len(), 1);
    assert_eq!(order.note_attributes[0].value.as_deref(), Some("true"));
}

#[test]
fn what_does_not_fit_is_refused() {
    // (case, body)
    let cases = [
        ("a field stands twice", r#"{"id":1,"id":2}"#),
        ("a field of an item stands twice", r#"{"line_items":[{"price":"1","price":"2"}]}"#),
        ("no object", "[1]"),
        ("null", "null"),
    ];
    for (case, body) in cases {
        assert!(matches!(parse("orders/create", body), Err(PayloadError::Unfit { .. })), "{case}");
    }
    assert!(matches!(parse("orders/create", r#"{"id":"#), Err(PayloadError::Syntax { .. })));
}

#[test]
fn an_event_is_small() {
    assert!(size_of::<Event>() <= 32, "{}", size_of::<Event>());
}
