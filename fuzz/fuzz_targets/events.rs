#![no_main]
#![allow(missing_docs, reason = "a shell around a function")]

libfuzzer_sys::fuzz_target!(|input: &[u8]| countersign_fuzz::events(input));
