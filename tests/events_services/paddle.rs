use countersign::events::paddle;
use countersign::{PayloadError, Verified};

use super::{NOON, parse, text};

fn event(event_type: &str, data: &str) -> Result<Verified<paddle::Event>, PayloadError> {
    parse(&format!(
        r#"{{"event_id":"evt_1","event_type":"{event_type}","occurred_at":"2026-11-22T12:00:00.000000Z",
            "notification_id":"ntf_1","data":{data}}}"#
    ))
}

#[test]
fn a_transaction_has_its_items_and_sums() {
    let event = event(
        "transaction.completed",
        r#"{"id":"txn_1","status":"completed","currency_code":"EUR","custom_data":{"n":12345678901234567890123},
            "items":[{"quantity":2,"price":{"id":"pri_1","unit_price":{"amount":"3000","currency_code":"EUR"}}}],
            "details":{"totals":{"grand_total":"6000","tax":"958"}},
            "payments":[{"method_details":{"type":"card","card":{"last4":"4242","type":"visa"}}}]}"#,
    )
    .unwrap();
    assert_eq!(event.event_type, paddle::EventType::TransactionCompleted);
    assert_eq!((&*event.event_id, event.occurred_at), ("evt_1", NOON));
    let paddle::Data::Transaction(transaction) = &event.data else { panic!("{:?}", event.data) };
    assert_eq!(transaction.status, Some(paddle::TransactionStatus::Completed));
    let price = transaction.items[0].price.as_ref().unwrap();
    assert_eq!(price.unit_price.as_ref().unwrap().amount.as_deref(), Some("3000"));
    let totals = transaction.details.as_ref().unwrap().totals.as_ref().unwrap();
    assert_eq!(totals.grand_total.as_deref(), Some("6000"));
    let custom = transaction.custom_data.as_ref().unwrap();
    assert_eq!(custom.get(), r#"{"n":12345678901234567890123}"#);
    let envelope = event.receipt().envelope();
    assert_eq!(text(envelope.event).as_deref(), Some("transaction.completed"));
    assert_eq!(envelope.time.unwrap().time(), Some(NOON));
}

#[test]
fn a_subscription_says_what_is_to_change() {
    let event = event(
        "subscription.updated",
        r#"{"id":"sub_1","status":"active","scheduled_change":{"action":"cancel","effective_at":"2026-11-22T12:00:00Z"},
            "current_billing_period":{"starts_at":"2026-11-22T12:00:00Z","ends_at":null},"discount":null}"#,
    )
    .unwrap();
    let paddle::Data::Subscription(subscription) = &event.data else { panic!("{:?}", event.data) };
    assert_eq!(subscription.status, Some(paddle::SubscriptionStatus::Active));
    let change = subscription.scheduled_change.as_ref().unwrap();
    assert_eq!((change.action.as_deref(), change.effective_at), (Some("cancel"), Some(NOON)));
}

#[test]
fn a_kind_is_told_by_its_type_and_an_unknown_one_is_kept() {
    // (type, how the data prints)
    let cases = [
        ("address.created", "Address("),
        ("adjustment.updated", "Adjustment("),
        ("business.imported", "Business("),
        ("customer.updated", "Customer("),
        ("discount.created", "Discount("),
        ("payment_method.saved", "PaymentMethod("),
        ("payout.paid", "Payout("),
        ("price.created", "Price("),
        ("product.updated", "Product("),
        ("report.created", "Report("),
        ("api_key.created", "Other("),
        ("rocket.launched", "Other("),
        ("subscription.teleported", "Subscription("),
    ];
    for (event_type, expected) in cases {
        let event = event(event_type, r#"{"id":"x","status":"odd","added":[{}]}"#).unwrap();
        assert_eq!(event.event_type.as_str(), event_type);
        let printed = format!("{:?}", event.data);
        assert!(printed.starts_with(expected), "{event_type}: {printed}");
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    assert!(matches!(event("price.created", r#"{"id":"a","id":"b"}"#), Err(PayloadError::Unfit { .. })));
    assert!(matches!(parse::<paddle::Event>(r#"{"event_id":"e"}"#), Err(PayloadError::Unfit { .. })));
    let nothing = r#"{"event_id":"e","event_type":"price.created","occurred_at":"2026-11-22T12:00:00Z"}"#;
    assert!(matches!(parse::<paddle::Event>(nothing), Err(PayloadError::NoData)));
}

#[cfg(feature = "rsa")]
#[test]
fn the_classic_one_says_what_happened_in_its_form() {
    use countersign::Raw;
    use countersign::providers::PaddleClassic;

    let body = "alert_id=7&alert_name=payment_refunded&event_time=2026-11-22+12%3A00%3A00&p_signature=x";
    let alert = parse::<Raw<PaddleClassic>>(body).unwrap();
    let envelope = alert.receipt().envelope();
    assert_eq!(text(envelope.event).as_deref(), Some("payment_refunded"));
    assert_eq!(text(envelope.id).as_deref(), Some("7"));
    assert_eq!(envelope.time.unwrap().time(), Some(NOON));
}

#[test]
fn an_event_is_small() {
    assert!(size_of::<paddle::Data>() <= 32);
}
