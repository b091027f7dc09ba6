//! The same requests by [wrk](https://github.com/wg/wrk), whose figures others know.

use std::net::SocketAddr;
use std::process::Command;
use std::{env, fs, process};

use crate::client::{Body, Load};

pub(crate) fn is_installed() -> bool {
    Command::new("wrk").arg("--version").output().is_ok()
}

/// The calls that it makes over 32 connections in a second.
pub(crate) fn throughput(address: SocketAddr) -> Load {
    let script = env::temp_dir().join(format!("countersign-wire-{}.lua", process::id()));
    fs::write(&script, script_of(Body { piece: &[b'a'; 1024], pieces: 1 })).expect("a file");
    let mut wrk = Command::new("wrk");
    wrk.args(["--threads", "1", "--connections", "32", "--duration", "1s", "--script"]).arg(&script);
    let output = wrk.arg(format!("http://{address}/")).output().expect("wrk is installed");
    fs::remove_file(script).expect("a file");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && !said.contains("Non-2xx") && !said.contains("Socket errors"),
        "{said}"
    );
    let around = |text| said.split_once(text).expect("the figures");
    let requests = number(around(" requests in ").0.split_whitespace().next_back());
    Load { requests, seconds: requests / number(around("Requests/sec:").1.split_whitespace().next()) }
}

fn number(text: Option<&str>) -> f64 {
    text.and_then(|text| text.parse().ok()).expect("a number")
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
