//! What other crates take for the same deliveries, in one run.
//!
//! All of them and the floor take turns, so that whatever slows the machine down slows all of them alike. Every figure
//! is a median over the turns. The bodies are JSON, signed at the start of the run, since some of these crates read
//! the clock themselves, and some parse.

#[path = "../../floor/mod.rs"]
mod floor;
mod peers;
#[path = "../../turns/mod.rs"]
mod turns;

use std::time::{Duration, Instant};

use self::floor::Floor;
use self::peers::{Peer, body, peers};
use self::turns::{median, turn};

const SIZES: [usize; 4] = [256, 1024, 16 * 1024, 256 * 1024];

const PER_SIZE: Duration = Duration::from_secs(10);

fn main() {
    println!("| form | crate | {} |", SIZES.map(|size| size.to_string()).join(" | "));
    println!("|---|---|{}", "--:|".repeat(SIZES.len()));
    let columns = SIZES.map(measure);
    let floors = columns.each_ref().map(|(floor, _)| format!("{floor:.0}"));
    println!("| | the floor | {} |", floors.join(" | "));
    for (at, Peer { form, name, .. }) in peers(64).iter().enumerate() {
        let cells =
            columns.each_ref().map(|(floor, medians)| format!("{:.0} ({:.2})", medians[at], medians[at] / floor));
        println!("| {form} | {name} | {} |", cells.join(" | "));
    }
}

/// The medians, in nanoseconds, of the floor and of every peer at one size.
fn measure(size: usize) -> (f64, Vec<f64>) {
    let floor = Floor::new();
    let body = body(size);
    let peers = peers(size);
    let mut floors = Vec::new();
    let mut turns = vec![Vec::new(); peers.len()];
    let end = Instant::now() + PER_SIZE;
    while Instant::now() < end {
        for (peer, turns) in peers.iter().zip(&mut turns) {
            floors.push(turn(&body, |body| floor.tag(&body)));
            turns.push((peer.turn)());
        }
    }
    (median(floors), turns.into_iter().map(median).collect())
}
