//! All corpora, and inputs from a fixed seed, with any compiler.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::Path;

use countersign_fuzz::TARGETS;

#[test]
fn every_corpus_is_replayed_without_a_finding() {
    for (name, target) in TARGETS {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let mut files: Vec<_> =
            fs::read_dir(&corpus).expect(name).map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(files.len() >= 5, "{name} has {} inputs", files.len());
        for file in files {
            // The last line printed before a panic names the input.
            println!("{}", file.display());
            target(&fs::read(&file).unwrap());
        }
    }
}

/// How many inputs a target gets, unless `COUNTERSIGN_FUZZ_INPUTS` says how many, and the longest.
const INPUTS: usize = 3000;
const LONGEST: usize = 400;

#[test]
fn generated_inputs_have_no_finding() {
    let inputs = std::env::var("COUNTERSIGN_FUZZ_INPUTS").map_or(INPUTS, |text| text.parse().unwrap());
    for (name, target) in TARGETS {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let count = if name == "asymmetric" { inputs / 20 } else { inputs };
        for at in 0..count {
            println!("{name} {at}");
            let length = random.next() as usize % LONGEST;
            let mut input: Vec<u8> = std::iter::repeat_with(|| random.next() as u8).take(length).collect();
            // Small numbers and text are more to the point than noise.
            if at % 2 == 0 {
                input.iter_mut().skip(4).for_each(|byte| {
                    *byte = b" !\"%&',-./019:;=aetv[]{}\0\x01\x20\x40"[usize::from(*byte) % 28]
                });
            }
            target(&input);
        }
    }
}

/// Numbers that are always the same (xorshift64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 8
    }
}
