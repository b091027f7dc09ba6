//! Whether the time of a refusal says what is wrong with a secret, in the manner of
//! [dudect](https://eprint.iacr.org/2016/1123): two classes of input in random order, and Welch's t-test on the times.
//!
//! A |t| above 4.5 is a difference that chance does not explain. Its sign says which class takes longer. One below says
//! that so many samples show none, and no more. The last row is a comparison that ends at the first difference: that
//! the method finds what is there to be found.

mod deliveries;

use std::hint::black_box;
use std::time::Instant;

use countersign::{AnyProvider, Delivery, Error, Verifier};
use http::HeaderValue;
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

use self::deliveries::Sender;

/// A secret that is longer than the others.
const LONGER: &str = "caller:a-password-of-far-more-than-the-forty-characters-that-the-other-secrets-have";

/// How many times are taken of each pair of classes.
const SAMPLES: usize = 400_000;

/// How many refusals one time is of, since a clock does not tell one from another.
const REFUSALS: usize = 4;

fn main() {
    println!("| what | class a | class b | t |\n|---|---|---|--:|");
    for (scheme, secret, header) in [
        ("github", "It's a Secret to Everybody", "x-hub-signature-256"),
        ("shopify", "hush-is-the-word-we-agreed-on", "x-shopify-hmac-sha256"),
        ("generic_token", "a-token-of-some-forty-characters-in-all", "authorization"),
        ("generic_basic", "caller:a-password-of-some-forty-characters", "authorization"),
    ] {
        let sender = Sender::new(scheme, secret);
        let (verifier, genuine) = (sender.verifier(), sender.delivery(64));
        let text = genuine.head().headers[header].to_str().expect("ASCII").to_owned();
        let start = text.find(['=', ' ']).filter(|at| *at < 10).map_or(0, |at| at + 1);
        let end = text.trim_end_matches('=').len() - 2;
        let with = |text: &str| presenting(&genuine, header, text);
        let (first, last) = (with(&changed(&text, start)), with(&changed(&text, end)));
        let errors = [&first, &last].map(|delivery| verifier.verify(delivery.clone()).err());
        assert_eq!(errors, [Some(Error::Mismatch); 2], "{scheme}");
        show((scheme, "first byte wrong", "last byte wrong"), [(&verifier, &first), (&verifier, &last)]);
        if scheme.starts_with("generic") {
            let longer = Sender::new(scheme, LONGER).verifier();
            let what = (scheme, "wrong, as long as the secret", "wrong, and shorter than the secret");
            show(what, [(&verifier, &first), (&longer, &first)]);
        }
    }
    let (mut first, mut last) = ([1; 4096], [1; 4096]);
    (first[0], last[4095]) = (0, 0);
    let prepare = |is_second| if is_second { &last } else { &first };
    let t = welch(prepare, |presented: &[u8; 4096]| {
        black_box(presented.iter().zip(black_box(&[1; 4096])).all(|(a, b)| a == b));
    });
    println!("| a comparison that ends early | first byte wrong | last byte wrong | {t:.1} |");
}

/// The text with another character at this place, of the same alphabet.
fn changed(text: &str, at: usize) -> String {
    let other = if text.as_bytes()[at] == b'a' { "b" } else { "a" };
    format!("{}{other}{}", &text[..at], &text[at + 1..])
}

fn presenting(delivery: &Delivery, header: &'static str, text: &str) -> Delivery {
    let mut head = delivery.head().clone();
    head.headers.insert(header, HeaderValue::from_str(text).expect("a header's value"));
    Delivery::new(head, delivery.body().clone())
}

fn show((scheme, a, b): (&str, &str, &str), classes: [(&Verifier<AnyProvider>, &Delivery); 2]) {
    let prepare = |is_second| {
        let (verifier, delivery) = classes[usize::from(is_second)];
        (verifier, [(); REFUSALS].map(|()| delivery.clone()))
    };
    let t = welch(prepare, |(verifier, deliveries)| {
        for delivery in deliveries {
            assert!(black_box(verifier.verify(delivery)).is_err());
        }
    });
    println!("| {scheme} | {a} | {b} | {t:.1} |");
}

/// Welch's t of the times that the two classes take.
fn welch<I>(prepare: impl Fn(bool) -> I, run: impl Fn(I)) -> f64 {
    let mut samples = Samples::new();
    for _ in 0..SAMPLES {
        let is_second = samples.toss();
        let input = black_box(prepare(is_second));
        let start = Instant::now();
        run(input);
        samples.add(is_second, start.elapsed().as_nanos() as f64);
    }
    samples.t()
}

/// The times of both classes.
struct Samples {
    times: [Vec<f64>; 2],
    random: TestRng,
}

impl Samples {
    fn new() -> Self {
        Self { times: [Vec::new(), Vec::new()], random: TestRng::deterministic_rng(RngAlgorithm::ChaCha) }
    }

    fn toss(&mut self) -> bool {
        self.random.next_u32() & 1 == 1
    }

    fn add(&mut self, is_second: bool, time: f64) {
        self.times[usize::from(is_second)].push(time);
    }

    /// Welch's t of what is below the 90th percentile of all: what is above is other work of the machine.
    fn t(self) -> f64 {
        let mut all = self.times.concat();
        all.sort_by(f64::total_cmp);
        let most = all[all.len() * 9 / 10];
        let [(mean_a, of_a), (mean_b, of_b)] = self.times.map(|times| {
            let kept: Vec<_> = times.into_iter().filter(|time| *time <= most).collect();
            let count = kept.len() as f64;
            let mean = kept.iter().sum::<f64>() / count;
            let variance = kept.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / (count - 1.0);
            (mean, variance / count)
        });
        (mean_a - mean_b) / (of_a + of_b).sqrt()
    }
}
