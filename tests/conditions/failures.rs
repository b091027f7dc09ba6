//! A limit on failures.

use countersign::condition::{FailureLimit, Proxies};
use countersign::providers::{GitHub, Stripe};
use countersign::{Connection, Delivery, Error, KeyError, Verifier};
use http::header::RETRY_AFTER;
use time::{Duration, OffsetDateTime};

use crate::{NOW, github, ip};

/// Three at once, and one more every twenty seconds.
fn limit() -> FailureLimit {
    FailureLimit::of(3, Duration::minutes(1)).unwrap()
}

fn forged(peer: &str, at: OffsetDateTime) -> Delivery {
    let request = http::Request::post("/github").header("x-hub-signature-256", format!("sha256={:064}", 0));
    Delivery::from_request(request.body("{}").unwrap(), at).over(Connection::from(ip(peer)))
}

fn signed<P>(with: &Verifier<P>, peer: &str, at: OffsetDateTime) -> Delivery {
    let request = with.sign("{}").at(at).request().unwrap();
    Delivery::from_request(request, at).over(Connection::from(ip(peer)))
}

fn seconds(seconds: i64) -> Duration {
    Duration::seconds(seconds)
}

/// What is said of a source over its limit.
const fn over(seconds: i64) -> Result<(), Error> {
    Err(Error::TooManyFailures { retry_after: Duration::seconds(seconds) })
}

const ONE: &str = "203.0.113.9";
const OTHER: &str = "203.0.113.10";

#[test]
fn a_source_is_limited_when_it_failed_too_often_and_no_longer_than_that() {
    let failed = Err(Error::Mismatch);
    let github = github().requires(limit());
    // (peer, seconds from now, genuine, expected)
    let steps = [
        (ONE, 0, false, failed),
        (ONE, 0, false, failed),
        (ONE, 0, false, failed),
        (ONE, 0, false, over(20)),
        (ONE, 1, false, over(19)),
        (OTHER, 1, false, failed),
        (ONE, 19, true, over(1)),
        // One more, and what is refused by its head is no failure.
        (ONE, 20, false, failed),
        (ONE, 20, false, over(20)),
        (ONE, 40, true, Ok(())),
        (ONE, 40, false, failed),
        (ONE, 40, false, failed),
        (ONE, 40, false, failed),
        (ONE, 40, false, failed),
        (ONE, 40, true, Ok(())),
        (OTHER, 41, true, Ok(())),
    ];
    for (number, (peer, after, is_genuine, expected)) in steps.into_iter().enumerate() {
        let at = NOW + seconds(after);
        let delivery = if is_genuine { signed(&github, peer, at) } else { forged(peer, at) };
        assert_eq!(github.verify(delivery).map(drop), expected, "step {number}: {peer} after {after}");
    }
}

#[test]
fn the_genuine_sender_is_not_limited_by_others_at_its_address() {
    let day = Duration::DAY;
    let new = || Verifier::<GitHub>::new("the new secret").unwrap();
    // (name, genuine this long before, the verifier, what becomes of a genuine delivery behind many failures)
    let cases = [
        ("genuine just now", Some(Duration::ZERO), github(), Ok(())),
        ("genuine six days ago", Some(6 * day), github(), Ok(())),
        ("genuine a week ago", Some(7 * day), github(), over(20)),
        ("never seen", None, github(), over(20)),
        ("while the secret changes over", Some(day), github().or("the new secret").unwrap(), Ok(())),
    ];
    for (name, before, verifier, expected) in cases {
        let verifier = verifier.requires(limit());
        if let Some(before) = before {
            verifier.verify(signed(&verifier, ONE, NOW - before)).expect(name);
        }
        for _ in 0..100 {
            verifier.verify(forged(ONE, NOW)).expect_err(name);
        }
        assert_eq!(verifier.verify(signed(&verifier, ONE, NOW)).map(drop), expected, "{name}");
    }

    // The sender has the new secret before the receiver has: a hundred deliveries fail, and the next one does not.
    let receiver = github().requires(limit());
    receiver.verify(signed(&receiver, ONE, NOW)).unwrap();
    for _ in 0..100 {
        assert_eq!(receiver.verify(signed(&new(), ONE, NOW)).map(drop), Err(Error::Mismatch));
    }
    receiver.replace_keys(new());
    assert_eq!(receiver.verify(signed(&new(), ONE, NOW)).map(drop), Ok(()));
}

#[test]
fn what_a_key_of_the_sender_made_is_no_failure() {
    let stripe = || Verifier::<Stripe>::new("whsec_b6hHwtmp0").unwrap();
    let retired =
        Verifier::<Stripe>::new("whsec_new0secret").unwrap().or("whsec_b6hHwtmp0").unwrap().until(NOW);
    let at = |signed_at: OffsetDateTime| {
        let request = stripe().sign("{}").at(signed_at).request().unwrap();
        Delivery::from_request(request, NOW).over(Connection::from(ip(ONE)))
    };
    let hour = Duration::HOUR;
    let never = |_: &countersign::condition::Origin<'_>| Err(Error::Unmet("never"));
    // (name, verifier, delivery, expected)
    let cases = [
        ("stale", stripe().requires(limit()), at(NOW - hour), Error::Stale { age: hour }),
        ("early", stripe().requires(limit()), at(NOW + hour), Error::Early { by: hour }),
        ("retired", retired.requires(limit()), at(NOW), Error::RetiredKey),
        ("unmet before", stripe().requires(never).requires(limit()), at(NOW), Error::Unmet("never")),
        ("unmet behind", stripe().requires(limit()).requires(never), at(NOW), Error::Unmet("never")),
    ];
    for (name, verifier, delivery, expected) in cases {
        for _ in 0..10 {
            assert_eq!(verifier.verify(delivery.clone()).map(drop), Err(expected), "{name}");
        }
    }
}

#[test]
fn a_source_is_an_address_or_a_64_of_ipv6() {
    // (who failed, who comes then, whether that is the same source)
    let cases = [
        ("203.0.113.9", "203.0.113.9", true),
        ("203.0.113.9", "203.0.113.8", false),
        ("203.0.113.9", "::ffff:203.0.113.9", true),
        ("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", true),
        ("2001:db8::1", "2001:db8:0:1::1", false),
        // Of IPv4, by a translator: all of them are in one /64.
        ("64:ff9b::203.0.113.9", "64:ff9b::cb00:7109", true),
        ("64:ff9b::203.0.113.9", "64:ff9b::203.0.113.8", false),
        ("64:ff9b:1::203.0.113.9", "64:ff9b:1::203.0.113.8", true),
    ];
    for (one, other, is_same) in cases {
        let github = github().requires(limit());
        for _ in 0..3 {
            assert_eq!(github.verify(forged(one, NOW)).map(drop), Err(Error::Mismatch), "{one}");
        }
        let expected = if is_same { over(20) } else { Err(Error::Mismatch) };
        assert_eq!(github.verify(forged(other, NOW)).map(drop), expected, "{other} after {one}");
    }
}

#[test]
fn a_source_behind_a_trusted_proxy_is_limited_for_itself() {
    let github = github().behind(Proxies::x_forwarded_for(["10.0.0.1"]).unwrap()).requires(limit());
    let forwarded = |sender: &str| {
        let request = http::Request::post("/github").header("x-forwarded-for", sender).body("{}").unwrap();
        Delivery::from_request(request, NOW).over(Connection::from(ip("10.0.0.1")))
    };
    let missing = Err(Error::Missing("x-hub-signature-256"));
    for (sender, expected) in
        [(ONE, missing), (ONE, missing), (ONE, missing), (ONE, over(20)), (OTHER, missing)]
    {
        assert_eq!(github.verify(forwarded(sender)).map(drop), expected, "{sender}");
    }
    let hidden = github.verify(forwarded("unknown")).map(drop);
    assert_eq!(hidden, Err(Error::Unknown("the address of the sender, which a proxy hides,")));
}

#[test]
fn exempt_networks_are_never_limited() {
    let github = github().requires(limit().exempt(["203.0.113.8/31"]).unwrap());
    for number in 0..100 {
        assert_eq!(github.verify(forged(ONE, NOW)).map(drop), Err(Error::Mismatch), "{number}");
    }
    let outcomes = [(); 4].map(|()| github.verify(forged(OTHER, NOW)).map(drop));
    assert_eq!(outcomes[3], over(20));
}

#[test]
fn a_flood_of_sources_limits_nobody_else_and_frees_no_genuine_one() {
    let github = github().requires(limit());
    github.verify(signed(&github, ONE, NOW)).unwrap();
    for number in 0..20_000_u32 {
        let peer = format!("2001:db8:{:x}:{:x}::1", number >> 8, number & 0xff);
        github.verify(forged(&peer, NOW)).expect_err(&peer);
    }
    for _ in 0..10 {
        assert_eq!(github.verify(forged(ONE, NOW)).map(drop), Err(Error::Mismatch));
    }
    assert_eq!(github.verify(signed(&github, ONE, NOW)).map(drop), Ok(()));
}

#[test]
fn a_clock_that_was_wrong_limits_nobody_later() {
    let github = github().requires(limit());
    let wrong = NOW + 365 * Duration::DAY;
    let outcomes = [(); 4].map(|()| github.verify(forged(ONE, wrong)).map(drop));
    assert_eq!(outcomes[3], over(20));
    assert_eq!(github.verify(signed(&github, ONE, NOW)).map(drop), Ok(()));
}

// Or whoever begins a request early, and ends it when the limit is reached, would start anew.
#[test]
fn a_body_that_comes_late_takes_nothing_from_what_is_counted() {
    let github = github().requires(limit());
    let late = github.begin(forged(ONE, NOW).head().clone()).unwrap();
    let later = NOW + Duration::HOUR;
    for number in 0..3 {
        assert_eq!(github.verify(forged(ONE, later)).map(drop), Err(Error::Mismatch), "{number}");
    }
    assert_eq!(github.verify(forged(ONE, later)).map(drop), over(20));
    late.finish("{}").map(drop).unwrap_err();
    assert_eq!(github.verify(forged(ONE, later)).map(drop), over(20));
}

#[test]
fn a_limit_is_shared_by_its_clones() {
    let limit = limit();
    let [one, other] = [github().requires(limit.clone()), github().requires(limit)];
    for _ in 0..3 {
        assert_eq!(one.verify(forged(ONE, NOW)).map(drop), Err(Error::Mismatch));
    }
    assert_eq!(other.verify(forged(ONE, NOW)).map(drop), over(20));
}

#[test]
fn a_source_over_its_limit_is_told_when_to_try_again() {
    let github = github().requires(limit());
    for _ in 0..3 {
        github.receive(forged(ONE, NOW)).map(drop).unwrap_err();
    }
    // By its head.
    let refusal = github.begin(forged(ONE, NOW).head().clone()).map(drop).unwrap_err();
    let response = refusal.into_response();
    assert_eq!(response.status().as_u16(), 429);
    assert_eq!(response.headers()[RETRY_AFTER], "20");
    assert!(response.body().is_empty());
}

#[test]
fn a_limit_without_failures_or_time_is_an_error() {
    // (failures, within, is it one)
    let cases = [
        (0, Duration::MINUTE, false),
        (1, Duration::ZERO, false),
        (1, -Duration::MINUTE, false),
        (1, Duration::DAY, true),
        (1, Duration::DAY + Duration::NANOSECOND, false),
        (1_000, Duration::SECOND, true),
        (1_001, Duration::SECOND, false),
        (u32::MAX, Duration::DAY, false),
    ];
    for (failures, within, is_one) in cases {
        let expected = if is_one { None } else { Some(KeyError::Limit) };
        assert_eq!(FailureLimit::of(failures, within).err(), expected, "{failures} in {within}");
    }
}
