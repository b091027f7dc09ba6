//! Events of EcholoN, Hookdeck, HubSpot, Paddle, SendGrid, Twilio, Webex and Zalo.
#![cfg(all(
    feature = "events-echolon",
    feature = "events-hookdeck",
    feature = "events-hubspot",
    feature = "events-paddle",
    feature = "events-sendgrid",
    feature = "events-twilio",
    feature = "events-webex",
    feature = "events-zalo"
))]

use countersign::dangerous::assume_verified;
use countersign::events::{echolon, hookdeck, hubspot, paddle, sendgrid, twilio, webex, zalo};
use countersign::providers::HubSpotV1;
use countersign::{Batch, By, Delivery, Event, Label, PayloadError, Verified};
use time::macros::datetime;

const NOON: time::OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

fn parse<E: Event>(body: &str) -> Result<Verified<E>, PayloadError> {
    let request = http::Request::post("/hook").body(body.to_owned()).expect("a request");
    assume_verified(Delivery::from_request(request, NOON))
}

fn text(label: Option<Label<'_>>) -> Option<String> {
    label.map(|label| label.text().to_owned())
}

mod of_paddle {
    use super::*;

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
}

mod of_hubspot {
    use super::*;

    const CHANGES: &str = r#"[
        {"eventId":1,"subscriptionId":2,"portalId":3,"appId":4,"occurredAt":1795348800000,"attemptNumber":0,
         "subscriptionType":"contact.propertyChange","objectId":5,"propertyName":"email","propertyValue":"a@example.com",
         "changeSource":"CRM_UI","sourceId":"userId:9"},
        {"eventId":1,"subscriptionId":2,"portalId":3,"occurredAt":1795348800000,"attemptNumber":0,
         "subscriptionType":"company.merge","objectId":6,"mergedObjectIds":[7,8],"primaryObjectId":6},
        {"eventId":9,"subscriptionType":"robot.awakening","portalId":3,"added":{"deep":[1]}}]"#;

    #[test]
    fn a_batch_has_a_change_for_each_subscription() {
        let batch = parse::<Batch<hubspot::Event>>(CHANGES).unwrap();
        assert_eq!(batch.len(), 3);
        let hubspot::Event::Change(change) = &*batch[0] else { panic!("{:?}", *batch[0]) };
        assert_eq!(change.subscription_type, hubspot::SubscriptionType::ContactPropertyChange);
        assert_eq!(change.property_value.as_deref(), Some("a@example.com"));
        assert_eq!(change.occurred_at, Some(NOON));
        assert_eq!(batch[0].id().unwrap().text(), "1.2.5");
        assert_eq!(batch[1].id().unwrap().text(), "1.2.6");
        let hubspot::Event::Change(merge) = &*batch[1] else { panic!("{:?}", *batch[1]) };
        assert_eq!(merge.merged_object_ids, [7, 8]);
        let hubspot::Event::Change(unknown) = &*batch[2] else { panic!("{:?}", *batch[2]) };
        assert_eq!(unknown.subscription_type.as_str(), "robot.awakening");
        assert_eq!(batch[2].event().unwrap().text(), "robot.awakening");
        assert_eq!(text(batch.receipt().envelope().account).as_deref(), Some("3"));
    }

    #[test]
    fn the_older_signatures_bring_the_same() {
        let batch = parse::<Batch<By<HubSpotV1, hubspot::Event>>>(CHANGES).unwrap();
        assert_eq!(batch.len(), 3);
        assert_eq!(batch[0].event().unwrap().text(), "contact.propertyChange");
    }

    #[test]
    fn a_workflow_brings_an_object_alone() {
        let body = r#"{"portalId":3,"objectType":"DEAL","objectTypeId":"0-3","objectId":5,"version":2,
            "properties":{"dealname":{"value":"Big","timestamp":1795348800000,"source":"CRM_UI","versions":[{}]},"odd":null}}"#;
        let batch = parse::<Batch<hubspot::Event>>(body).unwrap();
        let hubspot::Event::Object(deal) = &*batch[0] else { panic!("{:?}", *batch[0]) };
        assert_eq!(deal.object_type.as_deref(), Some("DEAL"));
        assert_eq!(deal.properties["dealname"].value.as_deref(), Some("Big"));
        assert_eq!(deal.properties["dealname"].timestamp, Some(NOON));
        assert_eq!(deal.properties.len(), 1);
        assert_eq!(text(batch.receipt().envelope().account).as_deref(), Some("3"));
    }

    #[test]
    fn what_stands_twice_is_refused() {
        let body = r#"[{"subscriptionType":"a.b","objectId":1,"objectId":2}]"#;
        assert!(matches!(parse::<Batch<hubspot::Event>>(body), Err(PayloadError::Unfit { .. })));
    }
}

mod of_sendgrid {
    use super::*;

    #[test]
    fn a_batch_has_what_became_of_each_mail() {
        let batch = parse::<Batch<sendgrid::Event>>(
            r#"[{"email":"a@example.com","event":"bounce","timestamp":1795348800,"sg_event_id":"e1","smtp-id":"<m@x>",
                 "status":"5.1.1","type":"blocked","tls":1,"category":["a","b"],"mine":"own"},
                {"email":"b@example.com","event":"click","timestamp":1795348800,"sg_event_id":"e2","category":"one",
                 "url":"https://example.com/","url_offset":{"index":1,"type":"html"},"sg_machine_open":false},
                {"event":"sublimated","timestamp":"1795348800","email":null,"pool":[]}]"#,
        )
        .unwrap();
        let [bounce, click, unknown] = &**batch else { panic!("{} items", batch.len()) };
        assert_eq!(bounce.event, sendgrid::Kind::Bounce);
        assert_eq!(bounce.timestamp, NOON);
        assert_eq!(bounce.smtp_id.as_deref(), Some("<m@x>"));
        assert_eq!(bounce.bounce_type.as_deref(), Some("blocked"));
        assert_eq!(bounce.tls, Some(true));
        assert_eq!(bounce.category, ["a", "b"]);
        assert_eq!(bounce.id().unwrap().text(), "e1");
        assert_eq!(click.category, ["one"]);
        assert_eq!(click.url_offset.as_ref().unwrap().index, Some(1));
        assert_eq!(unknown.event, sendgrid::Kind::Unknown("sublimated".into()));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        // (case, body)
        let cases = [
            ("no event", r#"[{"timestamp":1}]"#),
            ("no timestamp", r#"[{"event":"open"}]"#),
            ("event is no text", r#"[{"event":{},"timestamp":1}]"#),
            ("email stands twice", r#"[{"event":"open","timestamp":1,"email":"a","email":"b"}]"#),
        ];
        for (case, body) in cases {
            assert!(
                matches!(parse::<Batch<sendgrid::Event>>(body), Err(PayloadError::Unfit { .. })),
                "{case}"
            );
        }
    }
}

mod of_twilio {
    use super::*;

    #[test]
    fn a_message_has_its_text_and_its_files() {
        let event = parse::<twilio::Event>(
            "MessageSid=SM1&SmsSid=SM1&AccountSid=AC1&From=%2B15550100&To=%2B15550101&Body=gr%C3%BC%C3%9Fe&NumMedia=2\
             &MediaUrl0=https%3A%2F%2Fexample.com%2F0&MediaContentType0=image%2Fjpeg&MediaUrl1=https%3A%2F%2Fexample.com%2F1\
             &SmsStatus=received&ApiVersion=2010-04-01&Added=x&Empty=",
        )
        .unwrap();
        let twilio::Event::Message(message) = &*event else { panic!("{event:?}") };
        assert_eq!(message.body.as_deref(), Some("grüße"));
        assert_eq!(message.from.as_deref(), Some("+15550100"));
        assert_eq!(message.sms_status, Some(twilio::MessageStatus::Received));
        assert_eq!(message.media.len(), 2);
        assert_eq!(message.media[0].content_type.as_deref(), Some("image/jpeg"));
        assert_eq!(message.media[1].url.as_deref(), Some("https://example.com/1"));
        let envelope = event.receipt().envelope();
        assert_eq!(text(envelope.account).as_deref(), Some("AC1"));
        assert_eq!(text(envelope.version).as_deref(), Some("2010-04-01"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        // (text, number)
        let cases = [
            ("52.5", Some(52.5)),
            ("-1e2", Some(-100.0)),
            ("", None),
            ("NaN", None),
            ("inf", None),
            ("-infinity", None),
            ("1e400", None),
        ];
        for (latitude, expected) in cases {
            let event = parse::<twilio::Event>(&format!("MessageSid=SM1&Latitude={latitude}")).unwrap();
            let twilio::Event::Message(message) = &*event else { panic!("{event:?}") };
            assert_eq!(message.latitude, expected, "{latitude}");
        }
    }

    #[test]
    fn a_callback_is_told_by_its_ids() {
        // (form, how it prints)
        let cases = [
            ("CallSid=CA1&Digits=1234", "Call(Call {"),
            ("CallSid=CA1&CallStatus=levitating", "Call(Call {"),
            ("CallSid=CA1&RecordingSid=RE1&RecordingUrl=u", "Call(Call {"),
            ("CallSid=CA1&RecordingSid=RE1&RecordingStatus=completed", "Recording(Recording {"),
            ("ConferenceSid=CF1&CallSid=CA1&StatusCallbackEvent=participant-join", "Conference(Conference {"),
            ("ConversationSid=CH1&EventType=onMessageAdded&MessageSid=IM1", "Conversation(Conversation {"),
            ("WorkspaceSid=WS1&EventType=task.created&TaskSid=WT1", "Task(Task {"),
            ("SmsSid=SM1&MessageStatus=delivered", "Message(Message {"),
            ("RocketSid=RO1", "Other"),
            ("", "Other"),
            (r#"{"json":true}"#, "Other"),
        ];
        for (form, expected) in cases {
            let printed = format!("{:?}", parse::<twilio::Event>(form).unwrap().into_inner());
            assert!(printed.starts_with(expected), "{form}: {printed}");
        }
    }

    #[test]
    fn a_call_has_its_numbers_and_time() {
        let event = parse::<twilio::Event>(
            "CallSid=CA1&CallStatus=no-answer&CallDuration=61&SequenceNumber=3&Timestamp=Sun%2C+22+Nov+2026+12%3A00%3A00+%2B0000\
             &Confidence=0.5&ErrorCode=",
        )
        .unwrap();
        let twilio::Event::Call(call) = &*event else { panic!("{event:?}") };
        assert_eq!(call.call_status, Some(twilio::CallStatus::NoAnswer));
        assert_eq!((call.call_duration, call.sequence_number, call.error_code), (Some(61), Some(3), None));
        assert_eq!((call.confidence, call.timestamp), (Some(0.5), Some(NOON)));
        assert_eq!(event.receipt().envelope().time.unwrap().time(), Some(NOON));
    }

    #[test]
    fn a_field_that_stands_twice_is_refused() {
        assert!(matches!(parse::<twilio::Event>("CallSid=CA1&From=1&From=2"), Err(PayloadError::Form)));
    }
}

mod of_webex {
    use super::*;

    fn event(resource: &str, action: &str, data: &str) -> Result<Verified<webex::Event>, PayloadError> {
        parse(&format!(
            r#"{{"id":"wh_1","name":"tickets","targetUrl":"https://example.com/","resource":"{resource}","event":"{action}",
                "orgId":"org_1","createdBy":"p_1","appId":"a_1","ownedBy":"creator","status":"active",
                "created":"2026-11-22T12:00:00.000Z","actorId":"p_2","data":{data}}}"#
        ))
    }

    #[test]
    fn a_message_is_known_by_its_ids() {
        let data = r#"{"id":"m_1","roomId":"r_1","roomType":"group","personId":"p_2","personEmail":"a@example.com",
            "mentionedPeople":["p_1"],"created":"2026-11-22T12:00:00.000Z"}"#;
        let event = event("messages", "created", data).unwrap();
        assert_eq!((&event.resource, &event.event), (&webex::Resource::Messages, &webex::Action::Created));
        assert_eq!(event.actor_id.as_deref(), Some("p_2"));
        let webex::Data::Message(message) = &event.data else { panic!("{:?}", event.data) };
        assert_eq!(message.id.as_deref(), Some("m_1"));
        assert_eq!(message.mentioned_people, ["p_1"]);
        assert_eq!(message.created, Some(NOON));
        assert_eq!(text(event.receipt().envelope().account).as_deref(), Some("org_1"));
        assert_eq!(text(event.receipt().envelope().event).as_deref(), Some("messages.created"));
    }

    #[test]
    fn a_kind_is_told_by_its_resource_and_an_unknown_one_is_kept() {
        // (resource, action, how the data prints)
        let cases = [
            ("memberships", "seen", "Membership("),
            ("rooms", "migrated", "Room("),
            ("attachmentActions", "created", "AttachmentAction("),
            ("meetings", "started", "Meeting("),
            ("meetingParticipants", "joined", "Participant("),
            ("recordings", "created", "Recording("),
            ("meetingTranscripts", "created", "Recording("),
            ("telephony_calls", "updated", "Call("),
            ("serviceApp", "authorized", "Other("),
            ("rockets", "launched", "Other("),
        ];
        for (resource, action, expected) in cases {
            let event = event(resource, action, r#"{"id":"x","added":{"deep":[1]},"created":null}"#).unwrap();
            assert_eq!((event.resource.as_str(), event.event.as_str()), (resource, action));
            let printed = format!("{:?}", event.data);
            assert!(printed.starts_with(expected), "{resource}: {printed}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(matches!(
            event("messages", "created", r#"{"id":"a","id":"b"}"#),
            Err(PayloadError::Unfit { .. })
        ));
        assert!(matches!(parse::<webex::Event>(r#"{"resource":"rooms"}"#), Err(PayloadError::Unfit { .. })));
        let nothing = r#"{"resource":"rooms","event":"created"}"#;
        assert!(matches!(parse::<webex::Event>(nothing), Err(PayloadError::NoData)));
    }
}

mod of_zalo {
    use super::*;

    #[test]
    fn a_message_has_who_wrote_what() {
        let event = parse::<zalo::Event>(
            r#"{"app_id":"360846524940903967","user_id_by_app":"552177279717587730","event_name":"user_send_image",
                "timestamp":"1795348800000","sender":{"id":"246845883529197922"},"recipient":{"id":"388613280878808645"},
                "message":{"msg_id":"m1","text":"chào","attachments":[
                  {"type":"image","payload":{"url":"https://example.com/1.jpg","thumbnail":"https://example.com/2.jpg"}},
                  {"type":"location","payload":{"coordinates":{"latitude":"10.76","longitude":"106.66"}}}]}}"#,
        )
        .unwrap();
        assert_eq!(event.event_name, zalo::EventName::UserSendImage);
        assert_eq!(event.timestamp, Some(NOON));
        assert_eq!(event.sender.as_ref().unwrap().id.as_deref(), Some("246845883529197922"));
        let message = event.message.as_ref().unwrap();
        assert_eq!(message.text.as_deref(), Some("chào"));
        let place = message.attachments[1].payload.as_ref().unwrap().coordinates.as_ref().unwrap();
        assert_eq!(place.latitude, Some(10.76));
        let envelope = event.receipt().envelope();
        assert_eq!(envelope.time.unwrap().time(), Some(NOON));
        assert_eq!(text(envelope.account).as_deref(), Some("360846524940903967"));
        assert!(envelope.id.is_none());
    }

    #[test]
    fn what_is_unknown_is_no_error_and_what_does_not_fit_is() {
        let event = parse::<zalo::Event>(
            r#"{"event_name":"user_send_dream","timestamp":1795348800000,"oa_id":7,"message":"","info":[],"added":{}}"#,
        )
        .unwrap();
        assert_eq!(event.event_name, zalo::EventName::Unknown("user_send_dream".into()));
        assert_eq!(event.oa_id.as_deref(), Some("7"));
        assert!(event.message.is_none() && event.info.is_none());
        for body in [r#"{"app_id":"1"}"#, r#"{"event_name":"follow","event_name":"unfollow"}"#, "[]"] {
            assert!(matches!(parse::<zalo::Event>(body), Err(PayloadError::Unfit { .. })), "{body}");
        }
    }
}

mod of_hookdeck {
    use super::*;

    #[test]
    fn how_it_was_passed_on_stands_in_headers() {
        let request = http::Request::post("/hook")
            .header("x-hookdeck-eventid", "evt_1")
            .header("x-hookdeck-requestid", "req_1")
            .header("x-hookdeck-source-name", "shop")
            .header("x-hookdeck-destination-name", "api")
            .header("x-hookdeck-attempt-count", "2")
            .header("x-hookdeck-attempt-trigger", "AUTOMATIC")
            .header("x-hookdeck-will-retry-after", "3600")
            .header("x-hookdeck-verified", "true")
            .body("anything at all")
            .unwrap();
        let event: Verified<hookdeck::Event> =
            assume_verified(Delivery::from_request(request, NOON)).unwrap();
        assert_eq!(event.id.as_deref(), Some("evt_1"));
        assert_eq!(event.source.as_deref(), Some("shop"));
        assert_eq!((event.attempt, event.will_retry_after), (Some(2), Some(3600)));
        assert_eq!(event.trigger.as_deref(), Some("AUTOMATIC"));
        assert_eq!(event.verified, Some(true));
        assert_eq!(event.connection, None);
        assert_eq!(text(event.receipt().envelope().attempt).as_deref(), Some("2"));
    }

    #[test]
    fn without_headers_nothing_is_said() {
        let event = parse::<hookdeck::Event>("{}").unwrap();
        assert!(event.id.is_none() && event.attempt.is_none() && event.verified.is_none());
    }

    #[cfg(feature = "events-stripe")]
    #[test]
    fn what_was_passed_on_is_read_as_its_sender_wrote_it() {
        use countersign::events::stripe;
        use countersign::providers::Hookdeck;

        let body = r#"{"id":"evt_1","object":"event","type":"invoice.paid","created":1795348800,
            "data":{"object":{"id":"in_1","object":"invoice","amount_paid":3}}}"#;
        let event = parse::<By<Hookdeck, stripe::Event>>(body).unwrap();
        let stripe::Object::Invoice(invoice) = &event.object else { panic!("{:?}", event.object) };
        assert_eq!(invoice.amount_paid, Some(3));
        let invoice = parse::<By<Hookdeck, stripe::Invoice>>(body).unwrap();
        assert_eq!(invoice.id.as_deref(), Some("in_1"));
    }
}

mod of_echolon {
    use super::*;

    #[test]
    fn a_call_has_the_machine_and_its_error() {
        let event = parse::<echolon::Event>(r#"{"serialNumber":"PLE-1","error":212,"added":[1]}"#).unwrap();
        assert_eq!(event.serial_number.as_deref(), Some("PLE-1"));
        assert_eq!(event.error.as_deref(), Some("212"));
        assert!(parse::<echolon::Event>("{}").unwrap().error.is_none());
        for body in [r#"{"error":"1","error":"2"}"#, "[]"] {
            assert!(matches!(parse::<echolon::Event>(body), Err(PayloadError::Unfit { .. })), "{body}");
        }
    }
}

#[test]
fn events_are_small() {
    // (name, bytes)
    let cases = [
        ("paddle data", size_of::<paddle::Data>()),
        ("hubspot", size_of::<hubspot::Event>()),
        ("twilio", size_of::<twilio::Event>()),
        ("webex data", size_of::<webex::Data>()),
    ];
    for (name, bytes) in cases {
        assert!(bytes <= 32, "{name}: {bytes}");
    }
}
