//! The page `docs/providers.md`, made of the catalogue, the sources of its providers and their vectors.

use std::{env, fs};

use bytes::Bytes;
use http::header::WWW_AUTHENTICATE;
use http::uri::PathAndQuery;
use http::{HeaderMap, Method, Response, StatusCode};
use time::{Duration, OffsetDateTime};

use super::ALL;
use crate::algorithm::{self, Algorithm};
use crate::check::Core;
use crate::handshake::{Body, ToldBy};
use crate::verified::Proof;
use crate::{
    AnyProvider, Delivery, Encoding, Handshake, Head, Layout, Part, Raw, Scheme, Source, Value, Verified,
};

#[test]
fn the_page_of_the_providers_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/providers.md");
    let found = fs::read_to_string(path).unwrap_or_default();
    let by_hand = found.find(BY_HAND).map(|at| &found[at..]).expect("the part that is written by hand");
    let page = page() + by_hand;
    if env::var_os("COUNTERSIGN_WRITE_DOCS").is_some() {
        fs::write(path, page).unwrap();
    } else {
        assert!(
            found == page,
            "docs/providers.md is not current; run COUNTERSIGN_WRITE_DOCS=1 cargo test --all-features --lib"
        );
    }
}

#[test]
fn the_readme_counts_the_schemes() {
    let readme = include_str!("../../README.md");
    let count = format!("{} schemes", ALL.len());
    assert!(readme.contains(&count), "README.md does not say that there are {count}");
}

#[test]
fn who_is_left_out_is_not_in_the_catalogue() {
    let page = include_str!("../../docs/providers.md");
    let (_, left_out) = page.split_once(BY_HAND).expect("the part that is written by hand");
    let rows = left_out.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" |"));
    let notes: Vec<_> = ALL.iter().map(|scheme| Text::of(scheme).notes).collect();
    for (sender, _) in rows.skip(1) {
        assert!(!notes.iter().any(|notes| notes.starts_with(sender)), "{sender} is in the catalogue");
    }
}

#[test]
fn what_is_computed_is_described_where_something_is() {
    for scheme in ALL {
        let computes = scheme
            .messages()
            .flatten()
            .any(|part| matches!(part, Part::Computed(_) | Part::ComputedOfHead(_)));
        let is_described = COMPUTED.iter().any(|(name, _)| *name == scheme.name);
        assert_eq!(computes, is_described, "{}", scheme.name);
    }
}

/// What stands behind the table, and is written by hand.
const BY_HAND: &str = "## Left out, and why";

const HEAD: &str = "\
# Providers

The {count} schemes of the catalogue. The table is made of the code by a test, which fails where the two differ;
`COUNTERSIGN_WRITE_DOCS=1 cargo test --all-features --lib` writes it anew. What is behind
the [notes](#notes) is written by hand.

- **Name** is the name in the catalogue, with a link to the page of the sender that the rules are about; **type** is
  the type in `countersign::providers`.
- **Proof** is the algorithm, and **tag** is where the proof stands and how it is written. `…` says that there may be
  several, and brackets that a text may be left out.
- **Covers** is what cannot be changed. \"Who sends\" is a token or a password, which says nothing about what was
  sent; where neither the body nor a field is named, the body may be anything.
- **Age** is how far from its arrival a delivery may have been signed, unless the verifier's `tolerance` says
  otherwise. Where it is empty no time is checked, and a delivery never gets old.
- **Id** and **event** are what the receipt says of the delivery. What is not covered is for a log, and not for a
  decision. A name that begins with a slash is a field of the JSON body. Where the sorted fields of a form are signed,
  no single field counts as covered: one text may be divided into fields in several ways.
- What else a delivery says about itself is in the [notes](#notes), behind *says*: which attempt it is, when it
  happened, the account that it is about, the version of the API, where what the event is about stands, where a
  delivery that brings several events has them, and which names of the body have another value in each attempt. An id,
  an event or a time of a delivery with items is the first one's.
- **Handshake** is a probe that `receive` and the adapters answer. \"Verified probe\" has to be proven like a delivery;
  an unsigned `POST` is told by its body, and one with a signature is always verified.
- **Answers** are those that the sender wants: to an accepted delivery, which a handler returns as
  `Receipt::acceptance`, and to a refusal of credentials, which `receive` and the adapters give. Where it is empty they
  are an empty `200` and an empty `401`.
- **Evidence** says how the rules are known: *published*, there are known answers of the sender or the specification,
  which are among the vectors of the tests; *docs or library*, from the sender's documentation or code; *others'
  code*, only from what other people wrote. Without published answers, vectors were computed by the rules;
  *others' vectors* are known answers that somebody else published.
- **Feature** is the feature of the crate that it needs.

| name | type | proof | tag | covers | age | id | event | handshake | answers | evidence | feature |
|---|---|---|---|---|---|---|---|---|---|---|---|
";

/// What functions of the schemes make part of a message.
const COMPUTED: [(&str, &str); 18] = [
    // Nothing: whether a delivery may be divided in another way.
    ("amazon_sns", ""),
    ("amazon_sns_v1", ""),
    // Nothing: whether what is signed may be a challenge.
    ("braintree", ""),
    ("coinbase_cdp", "the headers that the tag lists"),
    ("contentful", "path, query, the headers that another one lists"),
    ("hubspot", "query"),
    ("mercado_pago", "`data.id` of the query, time"),
    ("messagebird_legacy", "query"),
    ("paddle_classic", "form"),
    ("paypal", "CRC-32 of the body"),
    ("plivo", "query"),
    ("shopify_oauth", "query"),
    // With a slash at its end, or without.
    ("truelayer", "path"),
    // Nothing: whether the query is all there is.
    ("vonage_sms", ""),
    ("vonage_sms_hmac_md5", ""),
    ("vonage_sms_md5", ""),
    ("vonage_sms_sha1", ""),
    ("vonage_sms_sha512", ""),
];

fn page() -> String {
    let rows: String = ALL.iter().map(row).collect();
    let notes: String = ALL.iter().map(note).collect();
    let head = HEAD.replace("{count}", &ALL.len().to_string());
    format!("{head}{rows}\n## Notes\n\n{notes}\n")
}

fn note(scheme: &'static Scheme) -> String {
    let published = scheme.published.map(|published| format!(" Keys are fetched {}.", published.words()));
    let notes = Text::of(scheme).notes;
    format!("- `{}`: {notes}{}{}\n", scheme.name, published.unwrap_or_default(), said(scheme))
}

/// What a delivery says about itself beside its id and its event, and where its items are.
fn said(scheme: &Scheme) -> String {
    let words = |source| source_words(source, None);
    let pointer = |pointer: &str| (!pointer.is_empty()).then(|| format!("`{pointer}`"));
    let said = [
        ("attempt", scheme.attempt.map(words)),
        ("time", scheme.time.map(words)),
        ("account", scheme.account.map(words)),
        ("version", scheme.version.map(words)),
        ("data", pointer(scheme.data)),
        ("JSON in form", pointer(scheme.json_in_form)),
        ("items", pointer(scheme.items)),
        ("item id", scheme.item_id.map(words)),
        ("item event", scheme.item_event.map(words)),
        ("items with", scheme.items_with.map(words)),
        ("anew", (!scheme.renews.is_empty()).then(|| format!("`{}`", scheme.renews.join("`, `")))),
    ];
    let said: Vec<_> =
        said.into_iter().filter_map(|(what, words)| Some(format!("{what} {}", words?))).collect();
    if said.is_empty() { String::new() } else { format!(" *Says:* {}.", said.join("; ")) }
}

fn row(scheme: &'static Scheme) -> String {
    let Text { link, provider, .. } = Text::of(scheme);
    let (proof, feature) = proof(scheme);
    let label = |source| source_words(source, Some(&|source| is_covered(scheme, source)));
    let cells = [
        format!("[`{}`]({link})", scheme.name),
        format!("`{provider}`"),
        proof.to_owned(),
        tag(scheme),
        covers(scheme),
        scheme.timestamp.map(|_| duration(scheme.tolerance)).unwrap_or_default(),
        scheme.id.map(label).unwrap_or_default(),
        scheme.event.map(label).unwrap_or_default(),
        scheme.handshakes.iter().map(handshake).collect::<Vec<_>>().join("; "),
        answers(scheme),
        evidence(scheme).to_owned(),
        if feature.is_empty() { String::new() } else { format!("`{feature}`") },
    ];
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

/// What the source of a provider says of it.
struct Text {
    link: String,
    provider: String,
    notes: String,
}

impl Text {
    fn of(scheme: &Scheme) -> Self {
        let path = format!("{}/src/providers/{}.rs", env!("CARGO_MANIFEST_DIR"), scheme.name);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let link = text.lines().next().and_then(|line| line.strip_prefix("//! <")?.strip_suffix('>'));
        let (before, behind) = text.split_once("\npub enum ").expect("a provider");
        let lines = before.lines().filter_map(|line| line.strip_prefix("///").map(str::trim));
        let notes: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        Self {
            link: link.unwrap_or_else(|| panic!("{path} begins with a link")).to_owned(),
            provider: behind.split_once(' ').expect("a name").0.to_owned(),
            notes: without_links(&notes.join(" ")),
        }
    }
}

/// The text without the targets of links into the crate, which lead nowhere from the page.
fn without_links(text: &str) -> String {
    let Some((before, rest)) = text.split_once("](") else { return text.to_owned() };
    let (_, behind) = rest.split_once(')').expect("the end of a link");
    let (before, link) = before.rsplit_once('[').expect("the beginning of a link");
    format!("{before}{link}{}", without_links(behind))
}

/// The algorithm, and the feature that it needs.
fn proof(scheme: &Scheme) -> (&'static str, &'static str) {
    let known: [(&dyn Algorithm, _, _); 26] = [
        (&algorithm::BASIC, "basic credentials", ""),
        (&algorithm::ECDSA_P256_SHA1, "ECDSA, P-256, SHA-1", "ecdsa"),
        (&algorithm::ECDSA_P256_SHA256, "ECDSA, P-256, SHA-256", "ecdsa"),
        (&algorithm::ECDSA_P256_SHA256_FIXED, "ECDSA, P-256, SHA-256, fixed width", "ecdsa"),
        (&algorithm::ECDSA_P521_SHA512_FIXED, "ECDSA, P-521, SHA-512, fixed width", "ecdsa"),
        (&algorithm::ED25519, "Ed25519", "ed25519"),
        (&algorithm::HMAC_MD5, "HMAC-MD5", ""),
        (&algorithm::HMAC_SHA1, "HMAC-SHA-1", ""),
        (&algorithm::HMAC_SHA256, "HMAC-SHA-256", ""),
        (&algorithm::HMAC_SHA384, "HMAC-SHA-384", ""),
        (&algorithm::HMAC_SHA512, "HMAC-SHA-512", ""),
        (&algorithm::JWS_ES256, "token with claims, ES256", "jwt, ecdsa"),
        (&algorithm::JWS_ES512_DETACHED, "detached JWS, ES512", "jwt, ecdsa"),
        (&algorithm::JWS_HS256, "token with claims, HS256", "jwt"),
        (&algorithm::JWS_HS384, "token with claims, HS384", "jwt"),
        (&algorithm::JWS_HS512, "token with claims, HS512", "jwt"),
        (&algorithm::JWS_RS256, "token with claims, RS256", "jwt, rsa"),
        (&algorithm::JWS_RS512_DETACHED, "detached JWS, RS512", "jwt, rsa"),
        (&algorithm::KECCAK256_SUFFIXED, "Keccak-256, secret behind", ""),
        (&algorithm::MD5_SUFFIXED, "MD5, secret behind", ""),
        (&algorithm::RSA_SHA1, "RSA, SHA-1", "rsa"),
        (&algorithm::RSA_SHA256, "RSA, SHA-256", "rsa"),
        (&algorithm::RSA_SHA512, "RSA, SHA-512", "rsa"),
        (&algorithm::SHA256_PREFIXED, "SHA-256, secret in front", ""),
        (&algorithm::SHA256_SUFFIXED, "SHA-256, secret behind", ""),
        (&algorithm::TOKEN, "token", ""),
    ];
    let name = |algorithm: &dyn Algorithm| format!("{algorithm:?}");
    // It has data of its sender's own.
    if name(scheme.algorithm).starts_with("CertificateChain") {
        return ("token with claims and a chain of certificates, ES256", "jwt, ecdsa, rsa");
    }
    let mut same = known.iter().filter(|(algorithm, ..)| name(*algorithm) == name(scheme.algorithm));
    let (Some((_, proof, feature)), None) = (same.next(), same.next()) else {
        panic!("{}: one algorithm", scheme.name)
    };
    (proof, feature)
}

/// Where the tag stands, and how it is written.
fn tag(scheme: &Scheme) -> String {
    let mut places = vec![source_words(scheme.signature, None)];
    if let (Source::Header(name), Some((prefix, second))) = (scheme.signature, scheme.family) {
        places.extend(name.strip_prefix(prefix).map(|rest| format!("`{second}{rest}`")));
    }
    places.extend(scheme.more.iter().map(|name| format!("`{name}`")));
    let tag = match (proof(scheme).0, scheme.encoding) {
        ("basic credentials", _) => "base64",
        (proof, _) if proof.contains("token") || proof.contains("JWS") => "token",
        (_, Encoding::Base64) => "base64",
        (_, Encoding::Base64Url | Encoding::Base64UrlPadded) => "base64url",
        (_, Encoding::Hex) => "hex",
        (_, Encoding::HexOrBase64) => "hex or base64",
    };
    let time = match scheme.timestamp {
        Some(Source::Label(label)) => Some(label),
        _ => None,
    };
    let timed = |separator: char| time.map(|label| format!("{label}=time{separator}")).unwrap_or_default();
    let written = match scheme.layout {
        Layout::Bare => tag.to_owned(),
        Layout::Envelope(pointer) => format!("base64 of JSON with {tag} at {pointer}"),
        Layout::Groups(label) => format!("{}{label}={tag} …", timed(',')),
        Layout::Keyed(separator, behind) => format!("key{behind}{tag}{separator}…"),
        Layout::KeyedWord(word, behind) => format!("{word} key{behind}{tag}"),
        Layout::List(separator) => format!("{tag}{separator}…"),
        Layout::OptionalPrefix(prefix) => format!("[{prefix}]{tag}"),
        Layout::Pairs(separator, label) => format!("{}{label}={tag}{separator}…", timed(separator)),
        Layout::Prefix(prefix) => format!("{prefix}{tag}"),
        Layout::TimedList(separator) => format!("time{separator}{tag}{separator}…"),
        Layout::Versions(version) => format!("{version},{tag} …"),
        Layout::Word(word) => format!("{word} {tag}"),
    };
    format!("{}: `{written}`", places.join(", "))
}

/// Where something stands and, if asked, whether it is covered.
fn source_words(source: Source, is_covered: Option<&dyn Fn(Source) -> bool>) -> String {
    let mark = |text: String| match is_covered {
        Some(is_covered) => format!("{text}, {}", if is_covered(source) { "covered" } else { "not covered" }),
        None => text,
    };
    let all = |sources: &[Source], join, marked| {
        let words = sources.iter().map(|source| source_words(*source, marked));
        words.collect::<Vec<_>>().join(join)
    };
    match source {
        Source::Field(pointer) => mark(format!("`{pointer}`")),
        // Each has its own coverage, unless it is the same for all.
        Source::First(sources) => match is_covered {
            Some(is_covered) if sources.iter().any(|one| is_covered(*one) != is_covered(sources[0])) => {
                all(sources, "; or ", Some(is_covered))
            }
            _ => mark(all(sources, " or ", None)),
        },
        Source::Form(name) => mark(format!("form `{name}`")),
        Source::Header(name) => mark(format!("header `{name}`")),
        Source::Join(sources) => mark(all(sources, " and ", None)),
        Source::JsonInForm(name, pointer) => mark(format!("`{pointer}` in form `{name}`")),
        Source::Label(name) => mark(format!("label `{name}`")),
        Source::Leading => mark("the first element".to_owned()),
        Source::PathSegment => mark("last segment of the path".to_owned()),
        Source::Payload(pointer) => mark(format!("`{pointer}` in the token")),
        Source::Query(name) => mark(format!("query `{name}`")),
    }
}

/// Whether all messages of the scheme cover what stands there, as its receipts say.
fn is_covered(scheme: &'static Scheme, source: Source) -> bool {
    let core = Core::without_keys(scheme);
    (0..scheme.messages().count()).all(|message| {
        let head = Head::new(
            Method::POST,
            PathAndQuery::from_static("/"),
            HeaderMap::new(),
            OffsetDateTime::UNIX_EPOCH,
        );
        let delivery = Delivery::new(head, Bytes::new());
        let proof = Proof::new(0, message, 0, None);
        let verified = Verified::new(Raw::<AnyProvider>::new(), delivery, proof, core.clone());
        verified.receipt().covers(source)
    })
}

/// What is signed, in order.
fn covers(scheme: &Scheme) -> String {
    let mut messages: Vec<String> = Vec::new();
    for message in scheme.messages() {
        let mut words: Vec<String> = Vec::new();
        for part in message.iter().map(|part| part_words(scheme, part)) {
            if !part.is_empty() && !words.contains(&part) {
                words.push(part);
            }
        }
        let words = words.join(", ");
        if !messages.contains(&words) {
            messages.push(words);
        }
    }
    let words = match messages.join("; or ") {
        words if words.is_empty() => "who sends".to_owned(),
        words => words,
    };
    match scheme.each {
        Some(items) => format!("of each item in `{items}`: {words}"),
        None => words,
    }
}

fn part_words(scheme: &Scheme, part: &Part) -> String {
    match part {
        Part::Body | Part::BodySha256 | Part::BodySha256Hex => "body".to_owned(),
        Part::Computed(_) | Part::ComputedOfHead(_) => {
            let described = COMPUTED.iter().find(|(name, _)| *name == scheme.name);
            described.expect(scheme.name).1.to_owned()
        }
        Part::BodyMd5Base64 => "MD5 of the body".to_owned(),
        Part::Field(pointer) | Part::FieldOrEmpty(pointer) | Part::FieldOrEmptyWithout(pointer, _) => {
            format!("`{pointer}`")
        }
        Part::Form(name) => format!("form `{name}`"),
        Part::FormOrHash(..) => "form (or the body, by its hash in the query)".to_owned(),
        Part::Header(name) => format!("header `{name}`"),
        Part::Id => "id".to_owned(),
        Part::JsonInForm(name, pointer) => format!("`{pointer}` in form `{name}`"),
        Part::ListedHeaders(_) => "the headers that the token lists".to_owned(),
        Part::Literal(_) => String::new(),
        Part::Method => "method".to_owned(),
        Part::Path => "path".to_owned(),
        Part::Payload => "the token's payload".to_owned(),
        Part::Query(name) => format!("query `{name}`"),
        Part::Setting(name) => format!("setting `{name}`"),
        Part::SortedForm(sorted) => without("form", sorted.without),
        Part::SortedQuery(sorted) => without("query", sorted.without),
        Part::Timestamp => "time".to_owned(),
        Part::Url(form) if form.has_query() => "URL".to_owned(),
        Part::Url(_) => "URL without its query".to_owned(),
    }
}

fn without(what: &str, names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() { what.to_owned() } else { format!("{what} without {}", names.join(" and ")) }
}

fn duration(duration: Duration) -> String {
    let (hours, minutes, seconds) =
        (duration.whole_hours(), duration.whole_minutes() % 60, duration.whole_seconds() % 60);
    let units = [(hours, "h"), (minutes, "min"), (seconds, "s")];
    let units = units.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}"));
    units.collect::<Vec<_>>().join(" ")
}

fn handshake(handshake: &Handshake) -> String {
    let mut probe = match handshake.told_by {
        ToldBy::Body => "unsigned `POST`".to_owned(),
        ToldBy::Method(method) => format!("`{method}`"),
        ToldBy::Signature => "verified probe".to_owned(),
    };
    for (source, value) in handshake.is.iter().filter(|(_, value)| !value.is_empty()) {
        probe += &format!(" with {} `{value}`", source_words(*source, None));
    }
    for source in handshake.has {
        probe += &format!(" with {}", source_words(*source, None));
    }
    if let Some(pointer) = handshake.empty {
        probe += &format!(" with nothing in `{pointer}`");
    }
    for source in handshake.lacks {
        probe += &format!(" without {}", source_words(*source, None));
    }
    if handshake.token.is_some() {
        probe += " with the verify token";
    }
    let values: Vec<Value> = match handshake.body {
        Body::Json(members) => members.iter().map(|(_, value)| *value).collect(),
        Body::Text(value) => vec![value],
        Body::Empty | Body::Fixed(..) => handshake.headers.iter().map(|(_, value)| *value).collect(),
    };
    let answer = match (values.iter().find_map(answer_words), handshake.body) {
        _ if handshake.signs() => "challenge signed".to_owned(),
        (Some(words), _) => words.to_owned(),
        (None, _) if handshake.offers.is_some() => {
            format!("empty `{}`, secret for the operator", handshake.status)
        }
        (None, Body::Fixed(..)) => "fixed text".to_owned(),
        (None, _) => format!("empty `{}`", handshake.status),
    };
    format!("{probe}: {answer}")
}

/// What the sender wants to be answered, where that is not an empty `200` and an empty `401`.
fn answers(scheme: &Scheme) -> String {
    let words = |response: Response<Bytes>, usual| {
        let body = str::from_utf8(response.body()).expect("text");
        let challenge = response.headers().get(WWW_AUTHENTICATE).map(|_| " with `WWW-Authenticate`");
        let is_usual = response.status() == usual && body.is_empty() && challenge.is_none();
        let body = if body.is_empty() { String::new() } else { format!(" `{body}`") };
        (!is_usual)
            .then(|| format!("`{}`{body}{}", response.status().as_u16(), challenge.unwrap_or_default()))
    };
    let accepted = words(scheme.acceptance.response(), StatusCode::OK);
    let refused = words(scheme.denial.response(), StatusCode::UNAUTHORIZED);
    accepted
        .into_iter()
        .chain(refused.map(|refused| format!("refused: {refused}")))
        .collect::<Vec<_>>()
        .join("; ")
}

fn answer_words(value: &Value) -> Option<&'static str> {
    match value {
        Value::Echo(_) => Some("challenge echoed"),
        Value::Join(values) => values.iter().find_map(answer_words),
        Value::Literal(_) | Value::Setting(_) => None,
        Value::Sha256(_) => Some("challenge hashed"),
        Value::Sign(..) => Some("challenge signed"),
    }
}

/// The best that the rules of a scheme were checked by.
fn evidence(scheme: &Scheme) -> &'static str {
    let path = format!("{}/tests/vectors/{}.json", env!("CARGO_MANIFEST_DIR"), scheme.name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let vectors: Vec<serde_json::Value> = serde_json::from_str(&text).expect("vectors");
    let is_published = |vector: &&serde_json::Value| {
        let source = vector["source"].as_str().expect("a source");
        vector["expected"] == "valid" && !OURS.iter().any(|beginning| source.starts_with(beginning))
    };
    let mut published = vectors.iter().filter(is_published).peekable();
    let is_there = published.peek().is_some();
    if published.any(|vector| vector["official"] != false) {
        return "published";
    }
    match (Text::of(scheme).notes.contains("Established from other people's"), is_there) {
        (false, false) => "docs or library",
        (false, true) => "docs or library, others' vectors",
        (true, false) => "others' code",
        (true, true) => "others' code and vectors",
    }
}

/// How the sources of vectors begin that nobody published.
const OURS: [&str; 5] = ["computed with", "derived", "encoded with", "made from", "written down"];
