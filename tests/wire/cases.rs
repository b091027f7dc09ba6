//! The cases: requests, and the status that both frameworks answer them with.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

use crate::app::both;
use crate::client::Request;
use crate::senders::*;

/// A name, a request, and the status of its answer.
pub(crate) type Case = (&'static str, Request, u16);

/// A body that says nothing.
pub(crate) const BODY: &str = r#"{"id":"evt_1","type":"ping"}"#;

/// Sends every case to both frameworks. What is accepted reaches its handler; what is refused does not,
/// and its answer is empty.
pub(crate) async fn check(cases: Vec<Case>) {
    for app in both().await {
        for (name, request, status) in &cases {
            let name = format!("{name}, {}", app.server.framework);
            let before = app.seen.reached();
            let answer = request.send(app.server.address).await;
            assert_eq!(answer.status(), *status, "{name}");
            assert_eq!(app.seen.reached() - before, usize::from(*status == 200), "{name}");
            assert!(*status == 200 || answer.body.is_empty(), "{name}: {answer:?}");
        }
    }
}

/// All cases in which credentials are at issue.
pub(crate) fn all() -> Vec<Case> {
    [tags(), base64(), lists(), headers(), times(), bodies(), tokens(), urls(), keys()].concat()
}

/// Rules 9, 10, 15 and 16.
pub(crate) fn tags() -> Vec<Case> {
    const NAME: &str = "x-hub-signature-256";
    let tag = hex_of(GITHUB, BODY);
    let with = |value: String| github(GITHUB, BODY).replace(NAME, value);
    let after_prefix = |tag: &str| with(format!("sha256={tag}"));
    let junk = format!("{}-{}", &tag[..32], &tag[33..]);
    let spaced = format!("{} {}", &tag[..32], &tag[32..]);
    let mut latin_1 = format!("sha256={}", &tag[..63]).into_bytes();
    latin_1.push(0xe9);
    vec![
        ("a genuine tag", github(GITHUB, BODY), 200),
        ("a tag in upper case", after_prefix(&tag.to_uppercase()), 200),
        ("a tag of one byte", after_prefix("ab"), 401),
        ("a tag without its last byte", after_prefix(&tag[..62]), 401),
        ("half a digit pair short", after_prefix(&tag[..63]), 401),
        ("one byte too many", after_prefix(&format!("{tag}ab")), 401),
        ("twice as long", after_prefix(&tag.repeat(2)), 401),
        ("an empty tag", after_prefix(""), 401),
        ("an empty header", with(String::new()), 401),
        ("the tag of other bytes", after_prefix(&hex_of(GITHUB, "{}")), 401),
        ("the tag of another secret", github(GITHUB_SECOND, BODY), 401),
        ("no prefix", with(tag.clone()), 401),
        ("a prefix in upper case", with(format!("SHA256={tag}")), 401),
        ("a prefix of another algorithm", with(format!("sha1={tag}")), 401),
        ("the prefix twice", with(format!("sha256=sha256={tag}")), 401),
        ("junk between digits", after_prefix(&junk), 401),
        ("a space between digits", after_prefix(&spaced), 401),
        ("hexadecimal with 0x", after_prefix(&format!("0x{}", &tag[2..])), 401),
        ("a byte outside ASCII", github(GITHUB, BODY).replace(NAME, latin_1), 401),
        ("bytes outside UTF-8", github(GITHUB, BODY).replace(NAME, b"sha256=\xff\xfe"), 401),
        ("no tag", github(GITHUB, BODY).without(NAME), 401),
        ("SHA-1 alone", github(GITHUB, BODY).without(NAME).header("x-hub-signature", "sha1=ab"), 401),
        (
            "the tag under the name of the older one",
            github(GITHUB, BODY).without(NAME).header("x-hub-signature", format!("sha256={tag}")),
            401,
        ),
        (
            "the tag in the query",
            github(GITHUB, BODY).without(NAME).to(&format!("/github?x-hub-signature-256=sha256={tag}")),
            401,
        ),
    ]
}

/// Rule 11.
pub(crate) fn base64() -> Vec<Case> {
    const NAME: &str = "webhook-signature";
    let time = now().to_string();
    // An id whose tag is written differently in both alphabets.
    let ids = (0..).map(|count| format!("msg_{count}"));
    let mut tags = ids.map(|id| (standard_webhooks_tag(&id, &time, BODY.as_bytes()), id));
    let (tag, id) = tags.find(|(tag, _)| STANDARD.encode(tag) != URL_SAFE.encode(tag)).unwrap();
    let text = STANDARD.encode(tag);
    let with = |text: String| standard_webhooks(&id, &time, BODY).replace(NAME, format!("v1,{text}"));
    // The last digit before the padding has two bits that say nothing and have to be zero.
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let last = digits.iter().position(|digit| *digit == text.as_bytes()[42]).unwrap();
    let trailing = |bits: usize| format!("{}{}=", &text[..42], char::from(digits[last + bits]));
    vec![
        ("the standard alphabet", with(text.clone()), 200),
        ("the other alphabet", with(URL_SAFE.encode(tag)), 401),
        ("no padding", with(STANDARD_NO_PAD.encode(tag)), 401),
        ("too much padding", with(format!("{text}=")), 401),
        ("a trailing bit", with(trailing(1)), 401),
        ("both trailing bits", with(trailing(3)), 401),
        ("a stray character", with(format!("{}!{}", &text[..20], &text[20..])), 401),
        ("a tab inside", with(format!("{}\t{}", &text[..20], &text[20..])), 401),
        ("hexadecimal digits", with(hex::encode(tag)), 401),
    ]
}

/// Rules 12, 13 and 14.
pub(crate) fn lists() -> Vec<Case> {
    let time = now().to_string();
    let good = stripe_tag(&time, BODY.as_bytes());
    let bad = "ab".repeat(32);
    let with = |tags: &str| stripe(&time, BODY).replace("stripe-signature", format!("t={time},{tags}"));
    let (good, bad) = (format!("v1={good}"), format!("v1={bad}"));
    let times = |text: &str, count: usize| vec![text; count].join(",");
    let versions = |tags: String| standard_webhooks("msg_1", &time, BODY).replace("webhook-signature", tags);
    let message = STANDARD.encode(standard_webhooks_tag("msg_1", &time, BODY.as_bytes()));
    vec![
        ("the right tag after a wrong one", with(&format!("{bad},{good}")), 200),
        ("the right tag before a wrong one", with(&format!("{good},{bad}")), 200),
        ("an older version beside it", with(&format!("v0=ab,{good}")), 200),
        ("what is no pair beside it", with(&format!("new,{good},=,")), 200),
        ("what is no tag beside it", with(&format!("v1=zz,v1=,{good}")), 200),
        ("white space around pairs", with(&format!(" v0=ab , {good} ")), 200),
        ("eight tags, the last of them right", with(&format!("{},{good}", times(&bad, 7))), 200),
        ("nine tags, the first of them right", with(&format!("{good},{}", times(&bad, 8))), 401),
        ("a thousand tags", with(&format!("{good},{}", times(&bad, 999))), 401),
        ("a thousand entries of another version", with(&format!("{good},{}", times("v0=ab", 999))), 401),
        ("only wrong tags", with(&format!("{bad},{bad}")), 401),
        ("only an unknown version", with(&good.replace("v1=", "v2=")), 401),
        ("the label in upper case", with(&good.replace("v1=", "V1=")), 401),
        ("no tag but the time", stripe(&time, BODY).replace("stripe-signature", format!("t={time}")), 401),
        ("tags without a time", stripe(&time, BODY).replace("stripe-signature", &good), 401),
        ("versions, one known", versions(format!("v1a,AAAA v2,{message} v1,{message}")), 200),
        ("versions, none known", versions(format!("v1a,{message} v2,{message}")), 401),
        ("no version at all", versions(message.clone()), 401),
        ("nine versions, the first of them right", versions(vec![format!("v1,{message}"); 9].join(" ")), 401),
    ]
}

/// Rules 20, 21, 22 and 24.
pub(crate) fn headers() -> Vec<Case> {
    let time = now().to_string();
    let good = github(GITHUB, BODY);
    let tag = good.value("x-hub-signature-256").to_vec();
    let zeros = format!("sha256={}", "00".repeat(32));
    let joined = [&tag, &b", "[..], &tag].concat();
    let message = || standard_webhooks("msg_1", &time, BODY);
    let labelled = github(GITHUB, BODY).header("x-github-delivery", "d-1");
    let old = (now() - 86_400).to_string();
    let svix_names = ["svix-id", "svix-timestamp", "svix-signature"];
    let webhook_names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    let svix_of = |names| svix(names, "msg_1", &time, BODY);
    let plain = standard_webhooks("msg_1", &time, BODY);
    vec![
        ("the same tag twice", good.clone().header("x-hub-signature-256", &tag), 401),
        ("a wrong tag behind the right one", good.clone().header("x-hub-signature-256", &zeros), 401),
        (
            "a wrong tag before the right one",
            good.clone().replace("x-hub-signature-256", &zeros).header("X-Hub-Signature-256", &tag),
            401,
        ),
        ("both in one header", good.replace("x-hub-signature-256", joined), 401),
        ("the same timestamp twice", slack(&time, BODY).header("x-slack-request-timestamp", &time), 401),
        ("two timestamps", slack(&time, BODY).header("x-slack-request-timestamp", &old), 401),
        ("two ids", message().header("webhook-id", "msg_2"), 401),
        ("two ids, the other first", message().replace("webhook-id", "x").header("webhook-id", "msg_1"), 401),
        ("two ids that are not signed", labelled.clone().header("x-github-delivery", "d-1"), 401),
        ("an id that is not signed", labelled, 200),
        ("two tokens", gitlab(GITLAB, BODY).header("x-gitlab-token", "x"), 401),
        ("two tokens, the wrong one first", gitlab("x", BODY).header("x-gitlab-token", GITLAB), 401),
        ("two credentials", basic(BASIC).header("authorization", "Basic eDp5"), 401),
        ("an empty id", standard_webhooks("", &time, BODY), 401),
        ("no id", message().without("webhook-id"), 401),
        ("no timestamp", message().without("webhook-timestamp"), 401),
        ("an id with the separator", standard_webhooks("msg.1", &time, BODY), 401),
        ("an id that ends in the separator", standard_webhooks("msg_1.", &time, BODY), 401),
        (
            "an id that takes the timestamp along",
            plain.clone().replace("webhook-id", format!("msg_1.{time}")),
            401,
        ),
        ("an id outside ASCII", standard_webhooks("msg_\u{e9}", &time, BODY), 401),
        ("another id than the one signed", plain.replace("webhook-id", "msg_2"), 401),
        ("the branded family", svix_of(svix_names), 200),
        ("the plain family", svix_of(webhook_names), 200),
        ("a branded id", svix_of(["svix-id", webhook_names[1], webhook_names[2]]), 401),
        ("a branded id and time", svix_of(["svix-id", "svix-timestamp", webhook_names[2]]), 401),
        ("a branded tag", svix_of([webhook_names[0], webhook_names[1], "svix-signature"]), 401),
        ("a branded tag and time", svix_of([webhook_names[0], "svix-timestamp", "svix-signature"]), 401),
    ]
}

/// Rules 25 to 30. Every timestamp is signed as it is written.
pub(crate) fn times() -> Vec<Case> {
    let now = now();
    let at = |seconds: i64| stripe(&(now + seconds).to_string(), BODY);
    let written = |text: &str| stripe(text, BODY);
    let time = now.to_string();
    let pairs = |pairs: String| {
        let tag = stripe_tag(&time, BODY.as_bytes());
        stripe(&time, BODY).replace("stripe-signature", format!("{pairs},v1={tag}"))
    };
    vec![
        ("signed now", at(0), 200),
        ("four minutes old", at(-240), 200),
        ("four minutes ahead", at(240), 200),
        ("an hour old", at(-3_600), 401),
        ("an hour ahead", at(3_600), 401),
        ("a year ahead", at(31_536_000), 401),
        ("the epoch", written("0"), 401),
        ("a minute old, with a tolerance of zero", at(-60).to("/stripe/strict"), 401),
        ("a minute ahead, with a tolerance of zero", at(60).to("/stripe/strict"), 401),
        ("the least number", written("-9223372036854775808"), 401),
        ("the greatest number", written("9223372036854775807"), 401),
        ("more than the greatest number", written("9223372036854775808"), 401),
        ("forty digits", written(&"1".repeat(40)), 401),
        ("four hundred digits", written(&"1".repeat(400)), 401),
        ("the year 10000", written("253402300800"), 401),
        ("letters behind it", written(&format!("{time}abc")), 401),
        ("an exponent", written("1e9"), 401),
        ("a plus sign", written(&format!("+{time}")), 401),
        ("a minus sign", written(&format!("-{time}")), 401),
        ("a leading zero", written(&format!("0{time}")), 401),
        ("a fraction", written(&format!("{time}.0")), 401),
        ("a space before it", written(&format!(" {time}")), 401),
        ("hexadecimal digits", written(&format!("0x{now:x}")), 401),
        ("the digits of another script", written("\u{661}\u{667}\u{660}\u{660}"), 401),
        ("no digits", written(""), 401),
        ("milliseconds", written(&format!("{time}000")), 401),
        ("the time twice", pairs(format!("t={time},t={time}")), 401),
        ("two times, the right one last", pairs(format!("t={},t={time}", now - 9_999)), 401),
        ("two times, the right one first", pairs(format!("t={time},t={}", now - 9_999)), 401),
        ("another time than the one signed", pairs(format!("t={}", now - 1)), 401),
        ("four minutes old in a header", slack(&(now - 240).to_string(), BODY), 200),
        ("an hour old in a header", slack(&(now - 3_600).to_string(), BODY), 401),
        ("a sign in a header", slack(&format!("+{time}"), BODY), 401),
        ("milliseconds in a header", zoom(&format!("{time}000"), BODY), 401),
        ("an hour ahead beside an id", standard_webhooks("msg_1", &(now + 3_600).to_string(), BODY), 401),
    ]
}

/// Rules 31 and 32.
pub(crate) fn bodies() -> Vec<Case> {
    let sent = |signed: &[u8], sent: &[u8]| github(GITHUB, signed).body(sent);
    let binary: Vec<u8> = (0..=255).collect();
    let time = now().to_string();
    let chunked = |body: &[u8]| github(GITHUB, body).chunked(3);
    vec![
        ("a byte-order mark in front", sent(b"{}", b"\xef\xbb\xbf{}"), 401),
        ("a byte-order mark taken away", sent(b"\xef\xbb\xbf{}", b"{}"), 401),
        ("a replacement for a byte", sent(b"{\"a\":\"\xff\"}", "{\"a\":\"\u{fffd}\"}".as_bytes()), 401),
        ("a byte for a replacement", sent("\u{fffd}".as_bytes(), b"\xff"), 401),
        ("other white space", sent(b"{\"a\": 1}", b"{\"a\":1}"), 401),
        ("one more newline", sent(b"{}", b"{}\n"), 401),
        ("other newlines", sent(b"{\n}", b"{\r\n}"), 401),
        ("one bit less", sent(b"{\"a\":1}", b"{\"a\":0}"), 401),
        ("the first half", sent(b"{}{}", b"{}"), 401),
        ("nothing of it", sent(b"{}", b""), 401),
        ("something for nothing", sent(b"", b"{}"), 401),
        ("a byte-order mark that was signed", github(GITHUB, b"\xef\xbb\xbf{}"), 200),
        ("every byte", github(GITHUB, binary.clone()), 200),
        ("nothing", github(GITHUB, ""), 200),
        ("chunks", chunked(b"{\"a\":[1,2,3]}"), 200),
        ("every byte, in chunks", chunked(&binary), 200),
        ("nothing, in chunks", chunked(b""), 200),
        ("chunks of other bytes", chunked(b"{\"a\":1}").body("{\"a\":2}"), 401),
        ("every byte, with a time", stripe(&time, binary.clone()), 200),
        ("nothing, with a time", stripe(&time, ""), 200),
        ("every byte, with an id", standard_webhooks("msg_1", &time, binary), 200),
        ("bytes that moved into the id", standard_webhooks("msg_1", &time, "{}").body("{} "), 401),
    ]
}

/// Rules 6 and 7.
pub(crate) fn tokens() -> Vec<Case> {
    let (user, password) = BASIC.split_once(':').unwrap();
    let encoded = STANDARD.encode(BASIC);
    let with = |value: String| basic(BASIC).replace("authorization", value);
    let bearer_with = |value: String| bearer(BEARER).replace("authorization", value);
    vec![
        ("a password with colons", basic(BASIC), 200),
        ("the scheme in lower case", with(format!("basic {encoded}")), 200),
        ("a password cut at its colon", basic("hooks:canary"), 401),
        ("another password", basic(&format!("{user}:other")), 401),
        ("another user", basic(&format!("other:{password}")), 401),
        ("no password", basic(&format!("{user}:")), 401),
        ("no colon", basic(user), 401),
        ("basic credentials as a bearer token", with(format!("Bearer {encoded}")), 401),
        ("basic credentials without a scheme", with(encoded), 401),
        ("basic credentials that are not encoded", with(format!("Basic {BASIC}")), 401),
        ("base64 without padding", with(format!("Basic {}", STANDARD_NO_PAD.encode(BASIC))), 401),
        ("a scheme without credentials", with("Basic".to_owned()), 401),
        ("no credentials", basic(BASIC).without("authorization"), 401),
        ("a bearer token", bearer(BEARER), 200),
        ("another bearer token", bearer("other"), 401),
        ("a bearer token as basic credentials", bearer_with(format!("Basic {BEARER}")), 401),
        ("a bearer token twice", bearer_with(format!("Bearer {BEARER} {BEARER}")), 401),
        ("a token", gitlab(GITLAB, BODY), 200),
        ("no body", gitlab(GITLAB, ""), 200),
        ("another token", gitlab("other", BODY), 401),
        ("the beginning of a token", gitlab(&GITLAB[..GITLAB.len() - 1], BODY), 401),
        ("a token and more", gitlab(&format!("{GITLAB}x"), BODY), 401),
        ("a token in upper case", gitlab(&GITLAB.to_uppercase(), BODY), 401),
        ("an empty token", gitlab("", BODY), 401),
        ("a token outside ASCII", gitlab("\u{e9}", BODY), 401),
        ("no token", gitlab(GITLAB, BODY).without("x-gitlab-token"), 401),
        ("a token in the path", echolon(ECHOLON), 200),
        ("a token in the path, with escapes", echolon(&ECHOLON.replace('c', "%63")), 200),
        ("another token in the path", echolon("other"), 401),
        ("the beginning of a token in the path", echolon(&ECHOLON[..8]), 401),
        ("a token in the query", echolon(&format!("x?{ECHOLON}")), 401),
        ("a token in the path that is no text", echolon("%ff"), 401),
    ]
}

/// A signed URL; and rule 38, for a proxy that nobody named.
pub(crate) fn urls() -> Vec<Case> {
    let fields = [("From", "+491701234567"), ("Body", "Grüße & mehr"), ("To", "+4989123456")];
    let elsewhere = twilio("", &[]).replace("x-twilio-signature", twilio_tag("https://evil.example/twilio"));
    vec![
        ("a signed form", twilio("", &fields), 200),
        ("a query", twilio("?tenant=7", &fields), 200),
        ("an empty form", twilio("", &[]), 200),
        ("a form in chunks", twilio("", &fields).chunked(7), 200),
        ("JSON", twilio_json(BODY), 200),
        ("other JSON", twilio_json(BODY).body("{}"), 401),
        ("another query", twilio("?tenant=7", &fields).to("/twilio?tenant=8"), 401),
        ("another field", twilio("", &fields).body("From=%2B491701234568"), 401),
        ("no tag", twilio("", &fields).without("x-twilio-signature"), 401),
        ("forwarded from elsewhere", twilio("", &fields).header("x-forwarded-host", "evil.example"), 200),
        ("signed for elsewhere", elsewhere.clone(), 401),
        (
            "signed for elsewhere and forwarded from there",
            elsewhere.header("x-forwarded-host", "evil.example").header("x-forwarded-proto", "https"),
            401,
        ),
    ]
}

/// Several endpoints of one sender; and rule 8.
pub(crate) fn keys() -> Vec<Case> {
    vec![
        ("the second endpoint's secret", github(GITHUB_SECOND, BODY).to("/github/second"), 200),
        ("the first endpoint's secret at the second", github(GITHUB, BODY).to("/github/second"), 401),
        ("the second endpoint's secret at the first", github(GITHUB_SECOND, BODY), 401),
        ("the new secret", github(GITHUB_SECOND, BODY).to("/github/retired"), 200),
        ("a retired secret", github(GITHUB, BODY).to("/github/retired"), 401),
        ("GitHub's request at Meta's endpoint", github(GITHUB, BODY).to("/meta"), 401),
        ("Meta's request at Meta's endpoint", meta(BODY), 200),
        ("a sender found by its name", by_name(BODY), 200),
        ("a sender found by its name, another body", by_name(BODY).body("{}"), 401),
        ("a sender found by its name, no tag", by_name(BODY).without("x-slack-signature"), 401),
    ]
}

/// Slack's, where Slack was chosen at run time.
pub(crate) fn by_name(body: impl Into<Vec<u8>>) -> Request {
    slack(&now().to_string(), body).to("/slack/by-name")
}

/// Requests that are refused whatever their body: nothing of it need be sent. Rule 37.
pub(crate) fn condemned_by_head() -> Vec<(&'static str, Request)> {
    let body = vec![b'x'; 100_000];
    let time = now().to_string();
    let good = || github(GITHUB, &body[..]);
    let message = |id: &str, time: &str| standard_webhooks(id, time, &body[..]);
    let tag = good().value("x-hub-signature-256").to_vec();
    let versions = message("msg_1", &time);
    vec![
        ("no tag", good().without("x-hub-signature-256")),
        ("no tag, in chunks", good().without("x-hub-signature-256").chunked(1_000)),
        ("a malformed tag", good().replace("x-hub-signature-256", "sha256=ab")),
        ("an empty tag", good().replace("x-hub-signature-256", "")),
        ("a repeated tag", good().header("x-hub-signature-256", tag)),
        ("no known version", versions.clone().replace("webhook-signature", "v2,AAAA")),
        ("nine tags", versions.replace("webhook-signature", vec![format!("v1,{ZEROS}"); 9].join(" "))),
        ("no timestamp", message("msg_1", &time).without("webhook-timestamp")),
        ("a malformed timestamp", message("msg_1", "1e9")),
        ("a timestamp in milliseconds", message("msg_1", &format!("{time}000"))),
        ("a repeated timestamp", message("msg_1", &time).header("webhook-timestamp", &time)),
        ("an empty id", message("", &time)),
        ("an id with the separator", message("msg.1", &time)),
        ("a repeated id", message("msg_1", &time).header("webhook-id", "msg_1")),
        ("a repeated label", good().header("x-github-delivery", "1").header("x-github-delivery", "1")),
        ("a wrong token", gitlab("other", &body[..])),
        ("a wrong token in the path", echolon("other").body(&body[..])),
        ("wrong basic credentials", basic("hooks:other").body(&body[..])),
        (
            "basic credentials in another form",
            basic(BASIC).replace("authorization", "Bearer x").body(&body[..]),
        ),
        ("a wrong bearer token", bearer("other").body(&body[..])),
        ("two tokens", gitlab(GITLAB, &body[..]).header("x-gitlab-token", GITLAB)),
        ("two credentials", basic(BASIC).header("authorization", "Basic x").body(&body[..])),
        ("a tag outside ASCII", good().replace("x-hub-signature-256", b"sha256=\xff")),
        (
            "a tag in another family",
            message("msg_1", &time).header("svix-id", "msg_1").to("/svix").without("webhook-id"),
        ),
        ("no tag, compressed", good().without("x-hub-signature-256").header("content-encoding", "gzip")),
        ("two hashes in the query", twilio("?bodySHA256=00&bodySHA256=00", &[]).body(&body[..])),
        ("no tag, of a sender found by its name", by_name(&body[..]).without("x-slack-signature")),
    ]
}

/// A tag of zeros, in base64.
const ZEROS: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
