//! How many instructions a check takes besides those of the hash function, by valgrind, which has to be installed: what
//! a machine's load cannot change.
//!
//! Each case is this program again, under `valgrind --tool=callgrind`, which counts within [`measured`] and without the
//! function that hashes a block. Valgrind knows no SHA extensions, so what that takes would say nothing.

mod deliveries;
mod floor;
mod senders;

use std::env;
use std::hint::black_box;
use std::process::Command;

use countersign::{AnyProvider, Delivery, Verifier};

use self::floor::Floor;
use self::senders::SENDERS;

const SIZE: usize = 1 << 10;

/// How many deliveries a case has.
const COUNT: usize = 200;

/// The case that this process is, where it is one.
const CASE: &str = "COUNTERSIGN_INSTRUCTIONS";

fn main() {
    let cases = cases();
    if let Ok(name) = env::var(CASE) {
        let (_, run) = cases.iter().find(|(known, _)| *known == name).expect("a case");
        return run();
    }
    println!("| | instructions |\n|---|--:|");
    for (name, _) in cases {
        println!("| {name} | {} |", count(&name));
    }
}

type Case = (String, Box<dyn Fn()>);

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = vec![("floor".to_owned(), Box::new(floor))];
    for sender in SENDERS {
        let check = move || check(&sender.verifier(), &sender.delivery(SIZE), true);
        cases.push((sender.scheme.to_owned(), Box::new(check)));
    }
    let github = SENDERS[0];
    for keys in [2, 8] {
        let check = move || {
            let verifier = (1..keys)
                .fold(Verifier::of(github.verifier().scheme(), "another"), |verifier, _| {
                    verifier.and_then(|verifier| verifier.or("another"))
                });
            let verifier = verifier.and_then(|verifier| verifier.or(github.secret)).expect("secrets");
            check(&verifier, &github.delivery(SIZE), true);
        };
        cases.push((format!("github, the last of {keys} keys"), Box::new(check)));
    }
    let forged = move || {
        let head = github.delivery(SIZE).head().clone();
        check(&github.verifier(), &Delivery::new(head, vec![b'x'; SIZE]), false);
    };
    cases.push(("github, refused for its tag".to_owned(), Box::new(forged)));
    let bare = move || {
        let mut head = github.delivery(SIZE).head().clone();
        head.headers.remove("x-hub-signature-256");
        check(&github.verifier(), &Delivery::new(head, vec![b'x'; SIZE]), false);
    };
    cases.push(("github, refused for want of a tag".to_owned(), Box::new(bare)));
    cases
}

fn floor() {
    let floor = Floor::new();
    let body = SENDERS[0].delivery(SIZE).body().clone();
    measured(|| {
        for _ in 0..COUNT {
            black_box(floor.tag(black_box(&body)));
        }
    });
}

fn check(verifier: &Verifier<AnyProvider>, delivery: &Delivery, is_genuine: bool) {
    let deliveries = vec![delivery.clone(); COUNT];
    let mut results = Vec::with_capacity(COUNT);
    measured(|| results.extend(deliveries.into_iter().map(|delivery| verifier.verify(delivery))));
    assert!(results.iter().all(|result| result.is_ok() == is_genuine));
}

/// Named, so that it is found.
#[inline(never)]
fn measured(run: impl FnOnce()) {
    run();
}

/// The instructions for one delivery.
fn count(name: &str) -> u64 {
    let mut valgrind = Command::new("valgrind");
    valgrind.args([
        "--tool=callgrind",
        "--callgrind-out-file=/dev/null",
        "--toggle-collect=*instructions::measured*",
    ]);
    // It is left and entered again around each block.
    valgrind.arg("--toggle-collect=*::soft::*compress*");
    let output = valgrind.arg(env::current_exe().expect("a path")).env(CASE, name).output();
    let output = output.expect("valgrind is installed");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let collected = said.lines().find_map(|line| line.split_once("Collected :")).expect("a count").1;
    collected.trim().parse::<u64>().expect("a number") / COUNT as u64
}
