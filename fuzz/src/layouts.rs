//! The grammars of headers that hold tags, each with every encoding.

use std::sync::OnceLock;

use arbitrary::{Result, Unstructured};
use countersign::{AnyProvider, Delivery, Encoding, Layout, Part, Scheme, Source, Unit, Verifier};
use http::{HeaderValue, Request};
use time::OffsetDateTime;

use crate::input;

/// A header made of pieces, some of which are a genuine tag or its time. Nothing passes without the tag.
pub fn layouts(input: &[u8]) {
    let _ = run(&mut Unstructured::new(input));
}

const HEADER: &str = "x-fuzz-signature";
const BODY: &str = r#"{"id":1}"#;
const SECRET: &str = "a secret of the fuzzer's";
const TIME: i64 = 1_795_348_800;
const TIMED: &[Part] = &[Part::Timestamp, Part::Literal("."), Part::Body];

const fn scheme(layout: Layout) -> Scheme {
    Scheme::hmac_sha256("fuzz", HEADER).layout(layout)
}

const fn timed(layout: Layout, stands: Source) -> Scheme {
    scheme(layout).signs(TIMED).timestamp(stands, Unit::Seconds)
}

static SCHEMES: [Scheme; 20] = [
    scheme(Layout::Bare),
    scheme(Layout::Bare).base64(),
    scheme(Layout::Bare).encoding(Encoding::Base64Url),
    scheme(Layout::Bare).encoding(Encoding::Base64UrlPadded),
    scheme(Layout::Bare).encoding(Encoding::HexOrBase64),
    scheme(Layout::Envelope("/signature")),
    scheme(Layout::Envelope("/a/b")).base64(),
    timed(Layout::Groups("v1"), Source::Label("t")),
    scheme(Layout::Keyed('&', '|')),
    scheme(Layout::KeyedWord("Application", ':')).base64(),
    scheme(Layout::List(',')),
    scheme(Layout::List(' ')).base64(),
    scheme(Layout::OptionalPrefix("sha256=")),
    scheme(Layout::Pairs(';', "sig")).base64(),
    timed(Layout::Pairs(',', "v1"), Source::Label("t")),
    scheme(Layout::Prefix("sha256=")),
    timed(Layout::TimedList(','), Source::Leading),
    scheme(Layout::Versions("v1")).base64(),
    scheme(Layout::Word("Bearer")),
    timed(Layout::Pairs(',', "v1"), Source::Label("t")).repeated_signatures(),
];

/// A verifier, what its sender writes into the header, and the tag in it.
struct Known {
    verifier: Verifier<AnyProvider>,
    genuine: String,
    tag: String,
    is_hex: bool,
}

fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| SCHEMES.iter().map(Known::of).collect())
}

fn at() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(TIME).unwrap()
}

impl Known {
    fn of(scheme: &'static Scheme) -> Self {
        let verifier = Verifier::of(scheme, SECRET).unwrap();
        let request = verifier.sign(BODY).at(at()).request().unwrap();
        let genuine = request.headers()[HEADER].to_str().unwrap().to_owned();
        assert!(verifier.verify(Delivery::from_request(request, at())).is_ok());
        let words = genuine.split([',', ';', ' ', '|', ':']);
        let longest = words.max_by_key(|word| word.len()).unwrap();
        let prefixes = ["sha256=", "v1=", "sig="];
        let tag =
            prefixes.iter().find_map(|prefix| longest.strip_prefix(prefix)).unwrap_or(longest).to_owned();
        let is_hex = tag.bytes().all(|byte| byte.is_ascii_hexdigit());
        Self { verifier, genuine, tag, is_hex }
    }

    /// Whether the tag, or for an envelope any text, stands in a header.
    fn stands_in(&self, value: &str) -> bool {
        let is_envelope = !self.is_hex && self.tag.starts_with("ey");
        let digits = value.to_ascii_lowercase();
        is_envelope || value.contains(&self.tag) || self.is_hex && digits.contains(&self.tag)
            // Of two forms, the one that the sender did not use.
            || value.contains(&in_base64(&self.tag))
    }
}

/// A tag in hexadecimal in base64.
fn in_base64(tag: &str) -> String {
    use base64::Engine as _;
    let bytes = hex::decode(tag).unwrap_or_else(|_| vec![0; 8]);
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let known = input::one(u, known())?;
    let mut request = Request::new(BODY);
    let mut values = Vec::new();
    for _ in 0..=u.arbitrary::<u8>()? % 3 / 2 {
        let mut value = Vec::new();
        for _ in 0..u.arbitrary::<u8>()? % 12 {
            match u.arbitrary::<u8>()? % 8 {
                0 => value.extend(known.tag.bytes()),
                1 => value.extend(known.genuine.bytes()),
                2 => value.extend(TIME.to_string().bytes()),
                3 => value.extend(known.tag.to_ascii_uppercase().bytes()),
                4 => value.extend(b"t="),
                5 => value.extend(b"v1"),
                _ => value.extend(input::bytes(u, 40)?),
            }
        }
        let Ok(value) = HeaderValue::from_bytes(&value) else { return Ok(()) };
        values.push(value.clone());
        request.headers_mut().append(HEADER, value);
    }
    let delivery = Delivery::from_request(request, at());
    let answer = known.verifier.verify(delivery.clone()).map(drop);
    assert_eq!(answer, known.verifier.verify(delivery).map(drop));
    if answer.is_ok() {
        let mut texts = values.iter().filter_map(|value| value.to_str().ok());
        assert!(texts.any(|text| known.stands_in(text)), "accepted {values:?} without {}", known.tag);
    }
    if let [value] = &values[..]
        && value.as_bytes() == known.genuine.as_bytes()
    {
        assert_eq!(answer, Ok(()), "refused what was signed: {value:?}");
    }
    Ok(())
}
