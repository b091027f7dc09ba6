//! Events of Stripe.
#![cfg(feature = "events-stripe")]

use countersign::dangerous::assume_verified;
use countersign::events::stripe::{
    Charge, Customer, Event, EventType, Invoice, InvoiceStatus, Object, Subscription, SubscriptionStatus,
};
use countersign::providers::Stripe;
use countersign::{Delivery, PayloadError, Verified, events};
use time::macros::datetime;

fn parse<E: countersign::Event>(body: &str) -> Result<Verified<E>, PayloadError> {
    let request = http::Request::post("/").body(body.to_owned()).expect("a request");
    assume_verified(Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC)))
}

/// A snapshot event of a type about an object.
fn snapshot(event_type: &str, object: &str) -> String {
    format!(
        r#"{{"id":"evt_1","object":"event","api_version":"2026-10-28.endive","created":1795348800,"livemode":true,
            "pending_webhooks":2,"request":{{"id":"req_1","idempotency_key":"key_1"}},"type":"{event_type}",
            "account":"acct_1","data":{{"object":{object},"previous_attributes":{{"status":"draft"}}}}}}"#
    )
}

#[test]
fn an_event_says_what_happened_when_and_to_whom() {
    let event = parse::<Event>(&snapshot("coupon.created", r#"{"id":"off","object":"coupon"}"#)).unwrap();
    assert_eq!(event.id, "evt_1");
    assert_eq!(event.event_type, EventType::CouponCreated);
    assert_eq!(event.created, datetime!(2026-11-22 12:00 UTC));
    assert_eq!(event.api_version.as_deref(), Some("2026-10-28.endive"));
    assert_eq!(event.account.as_deref(), Some("acct_1"));
    assert_eq!(event.livemode, Some(true));
    assert_eq!(event.pending_webhooks, Some(2));
    let request = event.request.as_ref().unwrap();
    assert_eq!(request.id.as_deref(), Some("req_1"));
    assert_eq!(request.idempotency_key.as_deref(), Some("key_1"));
    assert_eq!(event.previous_attributes.as_ref().unwrap().get(), r#"{"status":"draft"}"#);
    let envelope = event.receipt().envelope();
    let text = |label: Option<countersign::Label<'_>>| label.map(|label| label.text().to_owned());
    assert_eq!(text(envelope.account).as_deref(), Some("acct_1"));
    assert_eq!(text(envelope.version).as_deref(), Some("2026-10-28.endive"));
    assert_eq!(envelope.time.unwrap().time(), Some(datetime!(2026-11-22 12:00 UTC)));
}

#[test]
fn every_kind_that_has_a_type_is_told_by_its_object() {
    macro_rules! cases {
        ($($kind:literal => $arm:ident,)+) => {
            $(
                let body = snapshot("any.thing", concat!(r#"{"metadata":{},"object":""#, $kind, r#""}"#));
                let event = parse::<Event>(&body).unwrap();
                assert!(matches!(event.object, Object::$arm(_)), "{}: {:?}", $kind, event.object);
            )+
        };
    }
    cases! {
        "account" => Account, "application_fee" => ApplicationFee, "balance" => Balance,
        "bank_account" => BankAccount, "capability" => Capability, "card" => Card, "charge" => Charge,
        "checkout.session" => CheckoutSession, "coupon" => Coupon, "credit_note" => CreditNote,
        "customer" => Customer, "discount" => Discount, "dispute" => Dispute, "invoice" => Invoice,
        "invoiceitem" => InvoiceItem, "mandate" => Mandate, "payment_intent" => PaymentIntent,
        "payment_link" => PaymentLink, "payment_method" => PaymentMethod, "payout" => Payout,
        "person" => Person, "plan" => Plan, "price" => Price, "product" => Product,
        "promotion_code" => PromotionCode, "quote" => Quote, "radar.early_fraud_warning" => EarlyFraudWarning,
        "refund" => Refund, "review" => Review, "setup_intent" => SetupIntent, "subscription" => Subscription,
        "subscription_schedule" => SubscriptionSchedule, "tax_id" => TaxId, "tax_rate" => TaxRate,
        "topup" => Topup, "transfer" => Transfer, "issuing.card" => IssuingCard, "file" => File,
        "treasury.received_debit" => TreasuryReceivedDebit, "terminal.reader" => TerminalReader,
        "something.new" => Other,
    }
}

#[test]
fn what_moved_between_api_versions_is_found_in_both_places() {
    // (case, object)
    let invoices = [
        (
            "2022-11-15",
            r#"{"object":"invoice","id":"in_1","subscription":"sub_1","charge":"ch_1","paid":true}"#,
        ),
        (
            "endive",
            r#"{"id":"in_1","parent":{"type":"subscription_details",
                "subscription_details":{"metadata":null,"subscription":"sub_1"}},"subscription":null,"object":"invoice"}"#,
        ),
        (
            "expanded",
            r#"{"id":"in_1","object":"invoice","subscription":{"object":"subscription","items":{},"id":"sub_1"}}"#,
        ),
    ];
    for (case, object) in invoices {
        let invoice = parse::<Invoice>(&snapshot("invoice.paid", object)).unwrap();
        assert_eq!(invoice.subscription_id(), Some("sub_1"), "{case}");
    }
    let subscriptions = [
        (
            "2022-11-15",
            r#"{"object":"subscription","current_period_start":1795348800,"current_period_end":1795348860}"#,
        ),
        (
            "endive",
            r#"{"object":"subscription","items":{"object":"list","data":[
                {"id":"si_1","current_period_start":1795348800,"current_period_end":1795348860}]}}"#,
        ),
    ];
    for (case, object) in subscriptions {
        let subscription = parse::<Subscription>(&snapshot("customer.subscription.updated", object)).unwrap();
        let period = (datetime!(2026-11-22 12:00 UTC), datetime!(2026-11-22 12:01 UTC));
        assert_eq!(subscription.period(), Some(period), "{case}");
    }
}

#[test]
fn an_invoice_has_its_lines_and_amounts() {
    let body = snapshot(
        "invoice.finalized",
        r#"{"id":"in_1","object":"invoice","amount_due":1999,"currency":"eur","status":"open","customer":"cus_1",
            "metadata":{"order":"7"},"lines":{"object":"list","has_more":true,"data":[
              {"id":"il_1","object":"line_item","amount":1999,"quantity":1,"period":{"start":1795348800,"end":null},
               "pricing":{"type":"price_details","price_details":{"price":"price_1","product":"prod_1"}}}]},
            "status_transitions":{"finalized_at":1795348800,"paid_at":null}}"#,
    );
    let event = parse::<Event>(&body).unwrap();
    let Object::Invoice(invoice) = &event.object else { panic!("{:?}", event.object) };
    assert_eq!(invoice.id.as_deref(), Some("in_1"));
    assert_eq!(invoice.amount_due, Some(1999));
    assert_eq!(invoice.status, Some(InvoiceStatus::Open));
    assert_eq!(invoice.customer.as_ref().unwrap(), &"cus_1");
    assert_eq!(invoice.metadata["order"], "7");
    assert!(invoice.lines.has_more);
    let line = &invoice.lines.data[0];
    let price = line.pricing.as_ref().unwrap().price_details.as_ref().unwrap();
    assert_eq!(price.price.as_ref().unwrap(), &"price_1");
    assert_eq!(line.period.as_ref().unwrap().start, Some(datetime!(2026-11-22 12:00 UTC)));
    assert_eq!(line.period.as_ref().unwrap().end, None);
}

#[test]
fn a_thin_event_says_where_its_object_is() {
    let body = r#"{"id":"evt_t","object":"v2.core.event","type":"v1.billing.meter.error_report_triggered",
        "created":"2026-11-22T12:00:00.000Z","livemode":false,"context":"acct_1",
        "reason":{"type":"request","request":{"id":"req_1","idempotency_key":"key_1"}},
        "related_object":{"id":"mtr_1","type":"billing.meter","url":"/v1/billing/meters/mtr_1"},
        "data":{"developer_message_summary":"one error","reason":{"error_count":1}}}"#;
    let event = parse::<Event>(body).unwrap();
    assert_eq!(event.event_type, EventType::V1BillingMeterErrorReportTriggered);
    assert_eq!(event.created, datetime!(2026-11-22 12:00 UTC));
    let Object::Related(related) = &event.object else { panic!("{:?}", event.object) };
    assert_eq!(related.id, "mtr_1");
    assert_eq!(related.kind.as_deref(), Some("billing.meter"));
    assert_eq!(related.url.as_deref(), Some("/v1/billing/meters/mtr_1"));
    assert!(event.data.as_ref().unwrap().get().contains("error_count"));
    assert_eq!(event.request.as_ref().unwrap().id.as_deref(), Some("req_1"));
    assert_eq!(event.receipt().envelope().account.unwrap().text(), "acct_1");

    let ping = r#"{"id":"evt_p","object":"v2.core.event","type":"v2.core.account[requirements].updated",
        "created":"2026-11-22T12:00:00Z","related_object":null}"#;
    let event = parse::<Event>(ping).unwrap();
    assert_eq!(event.event_type, EventType::V2CoreAccountRequirementsUpdated);
    assert!(matches!(event.object, Object::None));
    assert!(event.data.is_none());
    assert!(matches!(parse::<Invoice>(ping), Err(PayloadError::Unwanted)));
}

#[test]
fn what_is_unknown_is_no_error() {
    let body = snapshot(
        "invoice.teleported",
        r#"{"object":"subscription","status":"napping","added":{"a":[1]},"metadata":{"n":1,"o":{"deep":true}},
            "items":null,"discounts":null,"customer":null,"collection_method":"by_dove"}"#,
    );
    let event = parse::<Event>(&body).unwrap();
    assert_eq!(event.event_type, EventType::Unknown("invoice.teleported".into()));
    assert_eq!(event.event_type.as_str(), "invoice.teleported");
    let Object::Subscription(subscription) = &event.object else { panic!("{:?}", event.object) };
    assert_eq!(subscription.status, Some(SubscriptionStatus::Unknown("napping".into())));
    assert_eq!(subscription.metadata.len(), 1);
    assert_eq!(subscription.metadata["n"], "1");
    assert!(subscription.items.data.is_empty());

    let other = snapshot("dream.dreamt", r#"{"object":"dream","id":"dr_1","status":7,"amount":{"value":1}}"#);
    let event = parse::<Event>(&other).unwrap();
    let Object::Other(resource) = &event.object else { panic!("{:?}", event.object) };
    assert_eq!(resource.object.as_deref(), Some("dream"));
    assert_eq!(resource.status.as_deref(), Some("7"));
    assert_eq!(resource.amount, None);
}

#[test]
fn an_old_request_is_its_id_alone() {
    let body = r#"{"id":"evt_o","object":"event","type":"ping","created":1,"request":"req_1",
        "data":{"object":{"object":"balance"}}}"#;
    assert_eq!(parse::<Event>(body).unwrap().request.as_ref().unwrap().id.as_deref(), Some("req_1"));
}

#[test]
fn what_does_not_fit_is_refused() {
    // (case, body)
    let cases = [
        ("id is no text", r#"{"id":{},"type":"a","created":1,"data":{"object":{}}}"#.to_owned()),
        ("type is null", r#"{"id":"evt","type":null,"created":1,"data":{"object":{}}}"#.to_owned()),
        ("created is no time", r#"{"id":"evt","type":"a","created":"soon","data":{"object":{}}}"#.to_owned()),
        ("no type", r#"{"id":"evt","created":1,"data":{"object":{}}}"#.to_owned()),
        ("id stands twice", r#"{"id":"a","id":"b","type":"a","created":1,"data":{"object":{}}}"#.to_owned()),
        ("amount stands twice", snapshot("a", r#"{"object":"charge","amount":1,"amount":2}"#)),
        ("kind stands twice", snapshot("a", r#"{"object":"charge","object":"invoice"}"#)),
        ("metadata stands twice", snapshot("a", r#"{"object":"charge","metadata":{"a":"1","a":"2"}}"#)),
        ("expanded id stands twice", snapshot("a", r#"{"object":"charge","customer":{"id":"a","id":"b"}}"#)),
    ];
    for (case, body) in cases {
        assert!(matches!(parse::<Event>(&body), Err(PayloadError::Unfit { .. })), "{case}");
    }
    let nothing = r#"{"id":"evt","object":"event","type":"a","created":1,"data":{}}"#;
    assert!(matches!(parse::<Event>(nothing), Err(PayloadError::NoData)));
    assert!(matches!(parse::<Charge>(nothing), Err(PayloadError::NoData)));
}

#[test]
fn a_resource_is_an_event_by_its_kind() {
    let charge = snapshot("charge.succeeded", r#"{"id":"ch_1","object":"charge","amount":5}"#);
    assert_eq!(parse::<Charge>(&charge).unwrap().amount, Some(5));
    assert!(matches!(parse::<Invoice>(&charge), Err(PayloadError::Unwanted)));
}

events! {
    enum Billing: Stripe {
        Customer(Box<Customer>) = "customer.created" | "customer.updated",
        Invoice(Box<Invoice>) = "invoice.*",
        ; Other
    }
}

#[test]
fn resources_are_arms_of_a_users_own_enum() {
    let invoice = snapshot("invoice.paid", r#"{"id":"in_1","object":"invoice","amount_paid":3}"#);
    let Billing::Invoice(invoice) = parse::<Billing>(&invoice).unwrap().into_inner() else {
        panic!("no invoice")
    };
    assert_eq!(invoice.amount_paid, Some(3));
    let customer =
        snapshot("customer.created", r#"{"id":"cus_1","object":"customer","email":"a@example.com"}"#);
    let Billing::Customer(customer) = parse::<Billing>(&customer).unwrap().into_inner() else {
        panic!("no customer")
    };
    assert_eq!(customer.email.as_deref(), Some("a@example.com"));
    let other = snapshot("customer.deleted", r#"{"id":"cus_1","object":"customer"}"#);
    assert!(matches!(parse::<Billing>(&other).unwrap().into_inner(), Billing::Other));
}

#[test]
fn an_object_is_small() {
    assert!(size_of::<Object>() <= 32, "{}", size_of::<Object>());
    assert!(size_of::<EventType>() <= 32, "{}", size_of::<EventType>());
}
