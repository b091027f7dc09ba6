//! What every broker gives.

use std::collections::{BTreeMap, HashSet};
use std::error::Error as _;

use countersign::handoff::{Message, ReceiveError, receive};
use countersign::providers::{GitHub, Stripe};
use countersign::{Delivery, Raw};
use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};
use tokio::task::JoinSet;

use super::brokers::{Place, Queue, SOON, Stored};
use super::deliveries::{SIGNED, came_back, delivery, payment, with_secrets};
use super::servers::MOST;

/// Neither text nor without what separates lines and headers elsewhere.
const BODY: &[u8] = b"{\"id\":\"evt_1\",\"type\":\"invoice.paid\",\"text\":\"\xc3\xa4\xff\0\r\n,=\"}";

async fn only(queue: &Queue) -> Stored {
    let mut stored = queue.stored().await;
    assert_eq!(stored.len(), 1, "{stored:?}");
    stored.remove(0)
}

pub(crate) async fn what_is_handed_on_is_stored_as_it_arrived(queue: Queue) {
    // What the verifier is asked to take is not JSON with a duplicate key or the like: any bytes that are signed.
    let sent = payment("payments", BODY);
    queue.handoff().await.send_in_order(&sent, "account 1").await.unwrap();
    let stored = only(&queue).await;
    assert_eq!(stored.body, BODY);
    let key = sent.receipt().idempotency_key().to_string();
    match queue.place {
        Place::Kafka => assert_eq!(stored.key, "account 1"),
        Place::Nats | Place::RabbitMq => assert_eq!(stored.key, key),
        Place::Redis => {}
    }
    let signature = sent.delivery().head().headers["stripe-signature"].to_str().unwrap();
    let expected = [
        ("countersign-covered", String::new()),
        (
            "countersign-head",
            format!(
                "POST%20/hooks/a?b=c%2520d%0Astripe-signature:%20{signature}%0Ax-twice:%20one:%20a%0A\
                 x-twice:%20%FF%20two%0A"
            ),
        ),
        ("countersign-key", key),
        ("countersign-order", "account%201".to_owned()),
        ("countersign-provider", "stripe".to_owned()),
        (
            "countersign-receipt",
            "{\"key\":1,\"message\":0,\"family\":0,\"signed_at\":1795348800000000000,\
             \"received_at\":1795348801123456789,\"endpoint\":\"payments\"}"
                .to_owned(),
        ),
        ("countersign-received-at", "2026-11-22T12:00:01.123456789Z".to_owned()),
        ("countersign-signed-at", "2026-11-22T12:00:00Z".to_owned()),
    ];
    let expected: BTreeMap<_, _> = expected.map(|(name, value)| (name.to_owned(), value)).into();
    assert_eq!(stored.headers, expected);
}

pub(crate) async fn a_consumer_gets_the_delivery_again(queue: Queue) {
    let sent = payment("payments", b"{\"id\":\"evt_1\",\"type\":\"invoice.paid\"}");
    queue.handoff().await.send(&sent).await.unwrap();
    let stored = only(&queue).await;
    assert_eq!(stored.header(Message::EVENT), "invoice.paid");
    assert_eq!(stored.header(Message::ID), "evt_1");
    assert_eq!(stored.header(Message::COVERED), "event,id");

    let again = receive::<Stripe>(stored.headers.clone(), stored.body.clone()).unwrap();
    came_back(&sent, &again);
    let other = receive::<GitHub>(stored.headers, stored.body).unwrap_err();
    assert_eq!(other, ReceiveError::OtherProvider);
}

// Rule 48.
pub(crate) async fn a_repetition_is_stored_once_where_that_is_promised(queue: Queue) {
    let handoffs = [queue.handoff().await, queue.handoff().await];
    let mut tasks = JoinSet::new();
    for index in 0..50 {
        tasks.spawn(handoffs[index % 2].send(&delivery("a")));
    }
    assert!(tasks.join_all().await.iter().all(Result::is_ok));
    handoffs[0].send(&delivery("a")).await.unwrap();
    let stored = queue.stored().await;
    assert_eq!(stored.len(), if queue.place.tells_repetitions() { 1 } else { 51 });
    // Elsewhere a consumer tells them.
    let keys: HashSet<_> = stored.iter().map(|stored| stored.header(Message::KEY)).collect();
    assert_eq!(keys.len(), 1);
}

// Rule 54.
pub(crate) async fn one_id_at_two_endpoints_is_two_messages(queue: Queue) {
    let handoff = queue.handoff().await;
    for endpoint in ["payments", "refunds"] {
        handoff.send(&payment(endpoint, b"{\"id\":\"evt_1\"}")).await.unwrap();
    }
    assert_eq!(queue.stored().await.len(), 2);
}

pub(crate) async fn two_hundred_at_once_are_all_stored(queue: Queue) {
    let handoff = queue.handoff().await;
    let mut tasks = JoinSet::new();
    for index in 0..200 {
        tasks.spawn(handoff.send(&delivery(&format!("{index:03}"))));
    }
    for sent in tasks.join_all().await {
        sent.unwrap();
    }
    let expected: Vec<_> = (0..200).map(|index| format!("{index:03}")).collect();
    assert_eq!(queue.bodies().await, expected);
}

pub(crate) async fn what_has_an_order_says_so(queue: Queue) {
    /// For how many partitions there are, by Kafka's own test of its hash: `UtilsTest.testMurmur2`.
    const HASHES: [(&str, i32); 4] = [
        ("21", -973_932_308),
        ("foobar", -790_332_482),
        ("abc", 479_470_107),
        ("a-little-bit-longer-string", -1_486_304_829),
    ];
    let handoff = queue.handoff().await;
    for (order, _) in HASHES {
        for index in 0..3 {
            handoff.send_in_order(&delivery(&format!("{order} {index}")), order).await.unwrap();
        }
    }
    let stored = queue.stored().await;
    for (order, hash) in HASHES {
        let of_order: Vec<_> =
            stored.iter().filter(|stored| stored.header(Message::ORDER) == order).collect();
        let bodies: Vec<_> = of_order.iter().map(|stored| str::from_utf8(&stored.body).unwrap()).collect();
        assert_eq!(bodies, [format!("{order} 0"), format!("{order} 1"), format!("{order} 2")]);
        if queue.place == Place::Kafka {
            let partition = usize::try_from(hash & 0x7fff_ffff).unwrap() % 4;
            assert!(of_order.iter().all(|stored| stored.partition == Some(partition)), "{order}");
            assert!(of_order.iter().all(|stored| stored.key == order), "{order}");
        }
    }
}

/// An order may be what somebody calls themselves: whatever that is, it makes no header that a broker refuses.
pub(crate) fn an_order_is_any_bytes() {
    let long = vec![0xff; 1 << 20];
    // (name, order, as it is handed on)
    let cases = [
        ("nothing", vec![], vec![]),
        ("a zero", vec![0], vec![0]),
        ("256 bytes", long[..256].to_vec(), long[..256].to_vec()),
        ("257 bytes", long[..257].to_vec(), Sha256::digest(&long[..257]).to_vec()),
        ("a mebibyte", long.clone(), Sha256::digest(&long).to_vec()),
    ];
    for (name, order, expected) in cases {
        let message = Message::of(&delivery(name)).in_order(order);
        assert_eq!(message.order(), Some(&expected[..]), "{name}");
        let (_, header) = message.headers().find(|(name, _)| *name == Message::ORDER).unwrap();
        assert_eq!(percent_decode_str(header).collect::<Vec<_>>(), expected, "{name}");
    }
}

pub(crate) async fn where_nothing_takes_it_nothing_is_confirmed(queue: Queue) {
    let other = queue.another();
    let handoff = other.handoff().await;
    let error = handoff.send(&delivery("a")).await.unwrap_err();
    assert_eq!((error.to_string().as_str(), error.status().as_u16()), ("the broker did not confirm", 503));
    assert!(error.source().is_some());
    // It is there now, and the same hand-off finds it.
    other.make().await;
    handoff.send(&delivery("b")).await.unwrap();
    assert_eq!(other.bodies().await, ["b"]);
}

pub(crate) async fn a_message_above_the_limit_is_refused(queue: Queue) {
    let handoff = queue.handoff().await.timeout(SOON);
    let large = "x".repeat(MOST + 1);
    assert!(handoff.send(&delivery(&large)).await.is_err());
    // Those that are not are taken, also while one is refused.
    let refused = handoff.send(&delivery(&large));
    let mut tasks = JoinSet::new();
    for index in 0..9 {
        tasks.spawn(handoff.send(&delivery(&index.to_string())));
    }
    assert!(refused.await.is_err());
    tasks.join_all().await;
    for index in 0..9 {
        while handoff.send(&delivery(&index.to_string())).await.is_err() {}
    }
    let mut bodies = queue.bodies().await;
    bodies.dedup();
    assert_eq!(bodies, ["0", "1", "2", "3", "4", "5", "6", "7", "8"]);
}

pub(crate) async fn a_head_that_is_too_long_is_refused(queue: Queue) {
    let request = |length: usize| {
        let request = http::Request::post("/github")
            .header("x-long", "x".repeat(length))
            .body(length.to_string())
            .unwrap();
        let delivery = Delivery::from_request(request, SIGNED);
        countersign::dangerous::assume_verified::<Raw<GitHub>>(delivery).unwrap()
    };
    // How long it may be, encoded: RabbitMQ takes one frame, and NATS 64 KiB.
    let (fits, does_not) = match queue.place {
        Place::Kafka | Place::Redis => (500_000, None),
        Place::Nats => (64_000, Some(65_536)),
        Place::RabbitMq => (129_000, Some(131_072)),
    };
    let handoff = queue.handoff().await;
    handoff.send(&request(fits)).await.unwrap();
    let stored = only(&queue).await;
    assert_eq!(stored.header(Message::HEAD).len(), "POST /github\nx-long: \n".len() + fits);
    if let Some(length) = does_not {
        let error = handoff.send(&request(length)).await.unwrap_err();
        // RabbitMQ would end the connection, and with it what others have on it.
        if queue.place == Place::RabbitMq {
            assert_eq!(error.source().unwrap().to_string(), "the headers are longer than a frame");
        }
    }
    handoff.send(&delivery("b")).await.unwrap();
    assert_eq!(queue.stored().await.len(), 2);
}

pub(crate) async fn what_a_sender_writes_makes_no_header(queue: Queue) {
    const ID: &str = "evt_1\r\nNats-Msg-Id: 2\r\ncountersign-provider: github\0 %20=,ä";
    let body = serde_json::json!({ "id": ID, "type": "\n" }).to_string();
    let sent = payment("payments", body.as_bytes());
    queue.handoff().await.send_in_order(&sent, "\r\ncountersign-key: 1").await.unwrap();
    let stored = only(&queue).await;
    assert_eq!(stored.header(Message::ID), ID);
    assert_eq!(stored.header(Message::EVENT), "\n");
    assert_eq!(stored.header(Message::PROVIDER), "stripe");
    assert_eq!(stored.header(Message::ORDER), "\r\ncountersign-key: 1");
    assert_eq!(stored.header(Message::KEY), sent.receipt().idempotency_key().to_string());
    assert_eq!(stored.headers.len(), 10);
}

// Rule 61.
pub(crate) async fn what_holds_a_secret_of_the_receivers_is_not_handed_on(queue: Queue) {
    let verified = with_secrets();
    let handoff = queue.handoff().await;
    handoff.send(&verified).await.unwrap();
    let stored = only(&queue).await;
    assert_eq!(stored.header(Message::HEAD), "POST /gitlab\nx-gitlab-event: Push Hook\n");
    // The event is no secret, and is not covered.
    assert_eq!(stored.headers[Message::EVENT], "Push%20Hook");
    assert_eq!(stored.header(Message::COVERED), "");
    let all = format!("{stored:?} {}", String::from_utf8_lossy(&stored.body));
    assert!(!all.contains("canary"), "{all}");
    let debug = format!("{handoff:?} {:?}", Message::of(&verified));
    assert!(!debug.contains("canary") && !debug.contains("Push") && !debug.contains("{}"), "{debug}");
}

pub(crate) fn what_is_no_message_is_not_received() {
    let message = Message::of(&payment("payments", b"{}"));
    let headers: Vec<_> = message.headers().collect();
    let received =
        |headers: &[(&str, &str)]| receive::<Stripe>(headers.iter().copied(), message.body().clone()).err();
    assert_eq!(received(&headers), None);
    let without = |name: &'static str| {
        let rest: Vec<_> = headers.iter().copied().filter(|(known, _)| *known != name).collect();
        (name, received(&rest))
    };
    for name in [Message::PROVIDER, Message::KEY, Message::RECEIPT, Message::HEAD] {
        assert_eq!(without(name), (name, Some(ReceiveError::MissingHeader(name))));
    }
    // They are for other consumers.
    for name in [Message::COVERED, Message::SIGNED_AT, Message::RECEIVED_AT] {
        assert_eq!(without(name), (name, None));
    }
    for name in [Message::PROVIDER, Message::KEY, Message::RECEIPT, Message::HEAD] {
        // Also where it says the same.
        let [first] = headers.iter().copied().filter(|(known, _)| *known == name).collect::<Vec<_>>()[..]
        else {
            panic!("{name} is there once")
        };
        let twice: Vec<_> = headers.iter().copied().chain([first]).collect();
        assert_eq!(received(&twice), Some(ReceiveError::RepeatedHeader(name)));
    }
    let many: String = (0..40_000).map(|index| format!("a{index}:%20b%0A")).collect();
    let many = format!("POST%20/%0A{many}");
    let unreadable = [
        ("no hexadecimal", Message::KEY, "zz", "idempotency key"),
        ("a short key", Message::KEY, "00", "idempotency key"),
        ("no JSON", Message::RECEIPT, "{", "receipt"),
        ("no text", Message::RECEIPT, "%FF", "receipt"),
        (
            "no message of the scheme",
            Message::RECEIPT,
            "{\"key\":0,\"message\":9,\"family\":0,\"received_at\":0}",
            "receipt",
        ),
        ("no line", Message::HEAD, "", "head"),
        ("no header", Message::HEAD, "POST%20/%0Aa", "head"),
        ("more headers than there may be", Message::HEAD, &many, "head"),
    ];
    for (name, header, value, part) in unreadable {
        let changed: Vec<_> = headers
            .iter()
            .map(|(known, text)| if *known == header { (*known, value) } else { (*known, *text) })
            .collect();
        assert_eq!(received(&changed), Some(ReceiveError::Unreadable(part)), "{name}");
    }
}
