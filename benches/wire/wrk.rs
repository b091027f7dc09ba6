//! The same requests by [wrk](https://github.com/wg/wrk), whose figures others know.

use std::net::SocketAddr;
use std::process::Command;
use std::{env, fs, process};

use crate::client::Body;

pub(crate) fn is_installed() -> bool {
    Command::new("wrk").arg("--version").output().is_ok()
}

/// How many calls a second it makes over 32 connections in two seconds.
pub(crate) fn throughput(address: SocketAddr) -> f64 {
    let script = env::temp_dir().join(format!("countersign-wire-{}.lua", process::id()));
    fs::write(&script, script_of(Body { piece: &[b'a'; 1024], pieces: 1 })).expect("a file");
    let mut wrk = Command::new("wrk");
    wrk.args(["--threads", "1", "--connections", "32", "--duration", "2s", "--script"]).arg(&script);
    let output = wrk.arg(format!("http://{address}/")).output().expect("wrk is installed");
    fs::remove_file(script).expect("a file");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && !said.contains("Non-2xx") && !said.contains("Socket errors"),
        "{said}"
    );
    let found = said.lines().find_map(|line| line.strip_prefix("Requests/sec:")).expect("a rate");
    found.trim().parse().expect("a number")
}

/// What it sends, in its own language.
fn script_of(body: Body) -> String {
    let head = String::from_utf8(body.head(true)).expect("ASCII");
    // Of which it writes the first line, the host and the length itself.
    let is_ours = |(name, _): &(&str, &str)| !["host", "content-length"].contains(name);
    let headers = head.lines().skip(1).filter_map(|line| line.split_once(": ")).filter(is_ours);
    let headers: String =
        headers.map(|(name, value)| format!("wrk.headers[{name:?}] = {value:?}\n")).collect();
    let piece = str::from_utf8(body.piece).expect("ASCII");
    format!("wrk.method = \"POST\"\n{headers}wrk.body = string.rep({piece:?}, {})\n", body.pieces)
}
