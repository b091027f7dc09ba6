//! How cost grows with what is not the body: the signatures that a delivery presents, the schemes of the catalogue, and
//! the entries of a store.

mod deliveries;

use std::hint::black_box;
use std::num::NonZeroUsize;
use std::time::Duration;

use countersign::providers::GitHub;
use countersign::replay::{Memory, Store as _};
use countersign::{AnyProvider, Delivery, IdempotencyKey, Raw, Verified, Verifier, catalogue, dangerous};
use criterion::{BatchSize, Criterion};
use http::HeaderValue;

use self::deliveries::Sender;

const SENDER: Sender = Sender::new("standard_webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
const TAGS: &str = "webhook-signature";

fn main() {
    let criterion = Criterion::default().without_plots();
    let times = criterion.warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    let mut criterion = times.sample_size(30).configure_from_args();
    signatures(&mut criterion);
    schemes(&mut criterion);
    entries(&mut criterion);
    criterion.final_summary();
}

/// Several signatures, of which the last one matches, and more than are tried.
fn signatures(criterion: &mut Criterion) {
    let (verifier, genuine) = (SENDER.verifier(), SENDER.delivery(1 << 10));
    let tag = genuine.head().headers[TAGS].to_str().expect("text").to_owned();
    let mut group = criterion.benchmark_group("signatures");
    for (count, is_genuine) in [(1, true), (2, true), (8, true), (9, false), (100_000, false)] {
        let others = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ".repeat(count - 1);
        let delivery = with_tags(&genuine, &(others + &tag));
        assert_eq!(verifier.verify(delivery.clone()).is_ok(), is_genuine, "{count}");
        group.bench_with_input(count.to_string(), &delivery, |bencher, delivery| {
            let verify = |delivery| verifier.verify(delivery);
            bencher.iter_batched(|| delivery.clone(), verify, BatchSize::NumIterations(32));
        });
    }
}

fn with_tags(genuine: &Delivery, tags: &str) -> Delivery {
    let mut head = genuine.head().clone();
    head.headers.insert(TAGS, HeaderValue::from_str(tags).expect("a value"));
    Delivery::new(head, genuine.body().clone())
}

/// A scheme that is looked up by its name, and a verifier beside those of all others.
fn schemes(criterion: &mut Criterion) {
    let all: Vec<_> = catalogue::ALL.iter().map(|scheme| scheme.name()).collect();
    let mut group = criterion.benchmark_group("schemes");
    for name in [all[0], all[all.len() / 2], all[all.len() - 1]] {
        group.bench_function(name, |bencher| bencher.iter(|| catalogue::find(black_box(name))));
    }
    let scheme = catalogue::find("standard_webhooks").expect("a scheme of the catalogue");
    group.bench_function("a verifier is made", |bencher| {
        bencher.iter(|| Verifier::<AnyProvider>::of(scheme, black_box(SENDER.secret)));
    });
}

/// A claim and its settlement, among as many entries as there are.
fn entries(criterion: &mut Criterion) {
    const MOST: usize = 1_000_000;
    let mut group = criterion.benchmark_group("entries");
    for count in [1_000, 100_000, MOST] {
        let memory = Memory::new(const { NonZeroUsize::new(2 * MOST).unwrap() });
        (0..count).for_each(|number| handle(&memory, key(number)));
        let mut next = count;
        group.bench_function(count.to_string(), |bencher| {
            let new = || {
                next += 1;
                key(next)
            };
            bencher.iter_batched(new, |key| handle(&memory, key), BatchSize::SmallInput);
        });
    }
}

/// The futures of this store never wait.
fn handle(memory: &Memory, key: IdempotencyKey) {
    use std::task::{Context, Poll, Waker};
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Ok(claim)) = memory.claim(key).as_mut().poll(&mut context) else { panic!("it answers") };
    let countersign::replay::Claim::Granted(lease) = claim else { panic!("a new key") };
    assert!(memory.settle(lease).as_mut().poll(&mut context).is_ready());
}

fn key(number: usize) -> IdempotencyKey {
    let request = http::Request::post("/").body(number.to_string()).expect("a request");
    let delivery = Delivery::from_request(request, deliveries::AT);
    let verified: Verified<Raw<GitHub>> = dangerous::assume_verified(delivery).expect("any payload");
    verified.receipt().idempotency_key()
}
