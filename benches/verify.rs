//! What a genuine delivery costs, for every form of scheme and size of body, and what a refusal costs.
//!
//! Deliveries are cloned before, and verified ones dropped after, the measured time.

mod deliveries;
mod floor;
mod senders;

use std::hint::black_box;
use std::time::Duration;

use bytes::Bytes;
use countersign::{AnyProvider, Delivery, Error, Head, Verifier};
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput};
use http::HeaderMap;

use self::floor::Floor;
use self::senders::SENDERS;

const SIZES: [usize; 7] = [0, 256, 1 << 10, 4 << 10, 16 << 10, 256 << 10, 1 << 20];

/// How many deliveries are made before, and dropped after, each measured stretch.
const BATCH: usize = 32;

fn main() {
    let criterion = Criterion::default().without_plots();
    let times = criterion.warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    let mut criterion = times.sample_size(30).configure_from_args();
    genuine(&mut criterion);
    keys(&mut criterion);
    refusals(&mut criterion);
    criterion.final_summary();
}

fn genuine(criterion: &mut Criterion) {
    for size in SIZES {
        let mut group = criterion.benchmark_group(format!("genuine/{size}"));
        group.throughput(Throughput::Bytes(size as u64));
        let floor = Floor::new();
        group.bench_with_input("floor", &Bytes::from(vec![b'x'; size]), |bencher, body| {
            bencher.iter_batched(
                || body.clone(),
                |body| (floor.tag(&body), body),
                BatchSize::NumIterations(BATCH as u64),
            );
        });
        for sender in SENDERS {
            let (verifier, delivery) = (sender.verifier(), sender.delivery(size));
            verifier.verify(delivery.clone()).expect(sender.scheme);
            bench(&mut group, sender.scheme, &verifier, &delivery);
        }
    }
}

/// Several keys, of which the last one matches: the body is hashed once a key.
fn keys(criterion: &mut Criterion) {
    let github = SENDERS[0];
    let delivery = github.delivery(1 << 10);
    let mut group = criterion.benchmark_group("keys/1024");
    for count in [1, 2, 8] {
        let others = (1..count).map(|number| format!("another secret, number {number}"));
        let mut secrets = others.chain([github.secret.to_owned()]);
        let first = secrets.next().expect("one key at the least");
        let verifier = Verifier::<AnyProvider>::of(github.verifier().scheme(), first).expect("a secret");
        let verifier = secrets.fold(verifier, |verifier, secret| verifier.or(secret).expect("a secret"));
        let verified = verifier.verify(delivery.clone()).expect("a genuine delivery");
        assert_eq!(verified.receipt().key(), count - 1);
        bench(&mut group, &count.to_string(), &verifier, &delivery);
    }
}

/// What is refused by its shape costs no hash; a wrong tag costs one a key.
fn refusals(criterion: &mut Criterion) {
    const TAG: &str = "x-hub-signature-256";
    let verifier = SENDERS[0].verifier();
    let genuine = SENDERS[0].delivery(1 << 10);
    let with = |change: fn(&mut HeaderMap)| {
        let mut head: Head = genuine.head().clone();
        change(&mut head.headers);
        Delivery::new(head, genuine.body().clone())
    };
    let cases = [
        ("wrong tag", Delivery::new(genuine.head().clone(), vec![b'x'; 1 << 10]), Error::Mismatch),
        ("missing header", with(|headers| drop(headers.remove(TAG))), Error::Missing(TAG)),
        (
            "malformed header",
            with(|headers| drop(headers.insert(TAG, "sha256=junk".parse().expect("a value")))),
            Error::Malformed("the signature"),
        ),
    ];
    let mut group = criterion.benchmark_group("refused/1024");
    for (name, delivery, expected) in cases {
        assert_eq!(verifier.verify(delivery.clone()).err(), Some(expected), "{name}");
        bench(&mut group, name, &verifier, &delivery);
    }
}

fn bench(
    group: &mut BenchmarkGroup<'_, WallTime>,
    id: &str,
    verifier: &Verifier<AnyProvider>,
    delivery: &Delivery,
) {
    group.bench_with_input(id, delivery, |bencher, delivery| {
        bencher.iter_batched(
            || delivery.clone(),
            |delivery| verifier.verify(black_box(delivery)),
            BatchSize::NumIterations(BATCH as u64),
        );
    });
}
