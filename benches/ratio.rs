//! How many times the floor a verification takes.
//!
//! The floor and each sender take turns, so that whatever slows the machine down slows all of them alike.
//! Every figure is a median over the turns. Deliveries are cloned before, and verified ones dropped after,
//! the measured stretch; the floor is handed the same deliveries in the same way.

mod deliveries;
mod floor;
mod turns;

use std::time::{Duration, Instant};

use self::deliveries::Sender;
use self::floor::Floor;
use self::turns::{median, turn};

const SENDERS: [Sender; 4] = [
    Sender::new("github", "It's a Secret to Everybody"),
    Sender::new("stripe", "whsec_8f742231b10e8888abcd99"),
    Sender::new("slack", "8f742231b10e8888abcd99yyyzzz85a5"),
    Sender::new("standard_webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
];

const SIZES: [usize; 4] = [0, 256, 1024, 16 * 1024];

const PER_SIZE: Duration = Duration::from_secs(7);

fn main() {
    println!("| body | floor, ns |{}", SENDERS.map(|sender| format!(" {} |", sender.scheme)).concat());
    println!("|--:|--:|{}", "--:|".repeat(SENDERS.len()));
    for size in SIZES {
        let (floor, senders) = measure(size);
        let cells = senders.map(|nanoseconds| format!(" {nanoseconds:.0} ({:.3}) |", nanoseconds / floor));
        println!("| {size} | {floor:.0} |{}", cells.concat());
    }
}

/// The medians, in nanoseconds, of the floor and of every sender at one size.
fn measure(size: usize) -> (f64, [f64; SENDERS.len()]) {
    let floor = Floor::new();
    let senders = SENDERS.map(|sender| (sender.verifier(), sender.delivery(size)));
    for (verifier, delivery) in &senders {
        verifier.verify(delivery.clone()).expect("a genuine delivery");
    }
    let mut floor_turns = Vec::new();
    let mut sender_turns = [const { Vec::new() }; SENDERS.len()];
    let end = Instant::now() + PER_SIZE;
    while Instant::now() < end {
        for ((verifier, delivery), turns) in senders.iter().zip(&mut sender_turns) {
            floor_turns.push(turn(delivery.body(), |body| floor.tag(&body)));
            turns.push(turn(delivery, |delivery| verifier.verify(delivery)));
        }
    }
    (median(floor_turns), sender_turns.map(median))
}
