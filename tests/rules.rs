//! What a hostile or broken sender tries, and what must happen: the rules that the core answers alone.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::panic::AssertUnwindSafe;

use countersign::providers::{GitHub, ShopifyOAuth, Slack, StandardWebhooks, Stripe, VonageSms};
use countersign::{
    AnyProvider, Assurance, Delivery, Encoding, Error, Event, Handshake, Json, KeyError, KeyForm, Layout,
    MAX_CHALLENGE, MAX_TAGS, Part, Payload, PayloadError, Provider as _, Raw, Refusal, Repeats, Scheme,
    Secret, SignError, Sorted, Source, Unit, UrlForm, Verified, Verifier, catalogue, dangerous,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderName, HeaderValue, Method, Request, StatusCode};
use sha2::Sha256;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
/// [`NOW`] as most senders write it.
const SECONDS: &str = "1795348800";

const SIGNATURE: Error = Error::Malformed("the signature");
const TIMESTAMP: Error = Error::Malformed("the timestamp");

/// A scheme of the catalogue, with a secret in its form.
struct Sender {
    name: &'static str,
    secret: &'static str,
    /// The header that holds the tag.
    tag: &'static str,
    /// What is in front of the tag, when it stands alone.
    prefix: &'static str,
    /// The header of the signed time.
    time: Option<&'static str>,
    /// The header of the id.
    id: Option<&'static str>,
    body: &'static str,
}

const BODY: &str = r#"{"id":"evt_1","type":"invoice.paid"}"#;
const WHSEC: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// All schemes whose tag is in a header and covers something.
const SIGNED: [Sender; 14] = [
    sender("generic_hmac", "a secret of ours", "x-signature", "sha256=", None, None),
    sender(
        "github",
        "It's a Secret to Everybody",
        "x-hub-signature-256",
        "sha256=",
        None,
        Some("x-github-delivery"),
    ),
    sender("gitlab_signed", WHSEC, "webhook-signature", "v1,", Some("webhook-timestamp"), Some("webhook-id")),
    sender(
        "hookdeck",
        "2wl0oh6cs5o2qyexsavyykcq",
        "x-hookdeck-signature",
        "",
        None,
        Some("x-hookdeck-eventid"),
    ),
    sender("meta", "8b0a4d9a1f3c4f5e9d2c7b6a", "x-hub-signature-256", "sha256=", None, None),
    sender("shopify", "hush_2f9a1c", "x-shopify-hmac-sha256", "", None, Some("x-shopify-event-id")),
    sender(
        "slack",
        "8f742231b10e8888abcd99",
        "x-slack-signature",
        "v0=",
        Some("x-slack-request-timestamp"),
        None,
    ),
    sender(
        "standard_webhooks",
        WHSEC,
        "webhook-signature",
        "v1,",
        Some("webhook-timestamp"),
        Some("webhook-id"),
    ),
    sender("stripe", "whsec_9fd1b5c3a87e4d20", "stripe-signature", "t=1795348800,v1=", None, None),
    sender("svix", WHSEC, "svix-signature", "v1,", Some("svix-timestamp"), Some("svix-id")),
    Sender {
        body: "a=1&b=2",
        ..sender("twilio", "12345-token", "x-twilio-signature", "", None, Some("i-twilio-idempotency-token"))
    },
    sender("webex", "bakersfield-7", "x-spark-signature", "", None, None),
    Sender {
        body: r#"{"app_id":"1","timestamp":"1795348800000"}"#,
        ..sender("zalo_oa", "a7K9sQ2LmP4x", "x-zevent-signature", "mac=", None, None)
    },
    sender(
        "zoom",
        "QMIp4JkrTTWJ2eg6pVnJyQ",
        "x-zm-signature",
        "v0=",
        Some("x-zm-request-timestamp"),
        Some("x-zm-trackingid"),
    ),
];

/// The schemes of credentials that stand in a header.
const CREDENTIALS: [Sender; 3] = [
    sender("generic_basic", "user:pass", "authorization", "Basic ", None, None),
    sender("generic_token", "mF_9.B5f-4.1JqM", "authorization", "Bearer ", None, None),
    sender("gitlab", "sampleToken!", "x-gitlab-token", "", None, Some("webhook-id")),
];

const fn sender(
    name: &'static str,
    secret: &'static str,
    tag: &'static str,
    prefix: &'static str,
    time: Option<&'static str>,
    id: Option<&'static str>,
) -> Sender {
    Sender { name, secret, tag, prefix, time, id, body: BODY }
}

impl Sender {
    fn verifier(&self) -> Verifier<AnyProvider> {
        of(self.name, self.secret)
    }

    /// What this sender sends at [`NOW`].
    fn request(&self) -> Request<Vec<u8>> {
        self.request_of(self.body)
    }

    fn request_of(&self, body: impl Into<Vec<u8>>) -> Request<Vec<u8>> {
        let body: Vec<u8> = body.into();
        let request = self.verifier().sign(body).at(NOW).id("msg_1").request().expect(self.name);
        request.map(Vec::from)
    }

    /// The tag of that, without what is in front of it.
    fn tag(&self) -> String {
        let request = self.request();
        let text = request.headers()[self.tag].to_str().unwrap();
        text.strip_prefix(self.prefix).expect(self.name).to_owned()
    }

    /// That, with another text in place of the tag and what is in front of it.
    fn with_tag(&self, text: &str) -> Request<Vec<u8>> {
        with(self.request(), self.tag, text)
    }

    fn verify(&self, request: Request<Vec<u8>>) -> Result<Verified<Raw<AnyProvider>>, Error> {
        self.verifier().verify(Delivery::from_request(request, NOW))
    }
}

fn of(name: &str, secret: impl Into<Secret>) -> Verifier<AnyProvider> {
    let verifier = Verifier::of(catalogue::find(name).expect(name), secret).expect(name);
    verifier.public_url("https://example.com").unwrap()
}

fn with(mut request: Request<Vec<u8>>, name: &str, value: &str) -> Request<Vec<u8>> {
    let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
    request.headers_mut().insert(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    request
}

fn find<'s>(senders: &'s [Sender], name: &str) -> &'s Sender {
    senders.iter().find(|sender| sender.name == name).expect(name)
}

fn key_error<P>(built: Result<Verifier<P>, KeyError>, case: &str) -> KeyError {
    built.map(drop).expect_err(case)
}

#[test]
fn what_these_tests_change_is_accepted_unchanged() {
    for sender in SIGNED.iter().chain(&CREDENTIALS) {
        let verified =
            sender.verify(sender.request()).unwrap_or_else(|error| panic!("{}: {error}", sender.name));
        assert_eq!(*verified.body(), sender.body, "{}", sender.name);
        let again = sender.with_tag(&format!("{}{}", sender.prefix, sender.tag()));
        assert!(sender.verify(again).is_ok(), "{}", sender.name);
    }
}

// Keys and configuration.

/// Rule 1.
#[test]
fn an_empty_secret_is_refused() {
    for scheme in catalogue::ALL {
        for secret in [Secret::from(""), dangerous::weak_secret("")] {
            let error = key_error(Verifier::of(scheme, secret), scheme.name());
            assert_eq!(error, KeyError::Empty, "{}", scheme.name());
        }
    }
    assert_eq!(KeyError::Empty.to_string(), "the secret is empty");
}

/// Rule 1.
#[test]
fn a_secret_that_is_empty_behind_its_prefix_is_refused() {
    static AFTER_COLON: Scheme = Scheme::hmac_sha256("after_colon", "x-tag").key(KeyForm::AfterColon);
    let cases = [
        ("gitlab_signed", catalogue::find("gitlab_signed").unwrap(), "whsec_"),
        ("standard_webhooks", catalogue::find("standard_webhooks").unwrap(), "whsec_"),
        ("svix", catalogue::find("svix").unwrap(), "whsec_"),
        ("generic_basic", catalogue::find("generic_basic").unwrap(), "user:"),
        ("generic_basic", catalogue::find("generic_basic").unwrap(), ":"),
        ("after_colon", &AFTER_COLON, "key-id:"),
    ];
    for (name, scheme, secret) in cases {
        for secret in [Secret::from(secret), dangerous::weak_secret(secret)] {
            assert_eq!(key_error(Verifier::of(scheme, secret), name), KeyError::Empty, "{name}");
        }
    }
}

/// Rule 2.
#[test]
fn a_delivery_without_credentials_is_refused_by_every_scheme() {
    let echolon = sender("echolon", "token-of-ours", "", "", None, None);
    for sender in SIGNED.iter().chain(&CREDENTIALS).chain([&echolon]) {
        let request = Request::post("/").body(sender.body.as_bytes().to_vec()).unwrap();
        let error = sender.verify(request).unwrap_err();
        let expected = Error::Missing(if sender.tag.is_empty() { "the signature" } else { sender.tag });
        assert_eq!(error, expected, "{}", sender.name);
        assert_eq!(error.status(), StatusCode::UNAUTHORIZED, "{}", sender.name);
    }
}

/// Rule 2: a verifier that lacks a setting refuses, and says so to the operator.
#[test]
fn a_missing_setting_never_means_no_check() {
    let sender = find(&SIGNED, "twilio");
    let verifier = Verifier::of(catalogue::find("twilio").unwrap(), sender.secret).unwrap();
    let error = verifier.verify(Delivery::from_request(sender.request(), NOW)).unwrap_err();
    assert_eq!(error, Error::NotConfigured("the public URL of its endpoint"));
    assert_eq!(error.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(
        error.to_string(),
        "the verifier lacks the public URL of its endpoint, which this scheme signs"
    );

    static SETTING: Scheme =
        Scheme::hmac_sha256("setting", "x-tag").signs(&[Part::Setting("webhook id"), Part::Body]);
    let verifier = Verifier::of(&SETTING, "a secret of ours").unwrap();
    let signed = verifier.clone().setting("webhook id", "1").sign(BODY).request().unwrap();
    let error = verifier.verify(Delivery::from_request(signed, NOW)).unwrap_err();
    assert_eq!(error, Error::NotConfigured("webhook id"));
}

/// Rule 3.
#[test]
fn white_space_around_a_secret_is_refused_by_name() {
    for scheme in catalogue::ALL {
        for secret in
            [" secret:s", "secret:s ", "secret:s\n", "\tsecret:s", "secret:s\r\n", "\u{c}secret:s", " "]
        {
            let error = key_error(Verifier::of(scheme, secret), secret);
            assert_eq!(error, KeyError::WhiteSpace, "{}: {secret:?}", scheme.name());
        }
    }
    // Behind an id that is shown with it.
    let ably = catalogue::find("ably").unwrap();
    for secret in ["id: secret", "id:\tsecret", "id:\u{a0}secret", "id:\u{200b}secret"] {
        assert_eq!(key_error(Verifier::of(ably, secret), secret), KeyError::WhiteSpace, "{secret:?}");
    }
    assert_eq!(KeyError::WhiteSpace.to_string(), "the secret begins or ends with white space");
    // Inside it is the secret's own.
    assert!(Verifier::<GitHub>::new("It's a Secret to Everybody").is_ok());
    let meta = of("meta", "8b0a4d9a1f3c4f5e9d2c7b6a");
    assert_eq!(key_error(meta.verify_token("token\n"), "verify token"), KeyError::WhiteSpace);
}

/// Rule 3: the white space that comes along from a web page is not ASCII.
#[test]
fn white_space_of_other_scripts_around_a_secret_is_refused_by_name() {
    for secret in [
        "\u{a0}s3cr3t-of-ours",
        "s3cr3t-of-ours\u{a0}",
        "s3cr3t-of-ours\u{2028}",
        "\u{3000}s3cr3t-of-ours",
        "\u{feff}s3cr3t-of-ours",
        "s3cr3t-of-ours\u{200b}",
        "s3cr3t-of-ours\u{2060}",
        "\u{200e}s3cr3t-of-ours",
        "\u{202a}s3cr3t-of-ours\u{202c}",
        "s3cr3t-of-ours\u{2069}",
        "s3cr3t-of-ours\u{85}",
    ] {
        let built = Verifier::<GitHub>::new(secret);
        assert_eq!(built.map(drop), Err(KeyError::WhiteSpace), "{secret:?}");
    }
}

/// Rule 4.
#[test]
fn a_secret_in_another_form_is_refused_with_the_form_expected() {
    static HEX: Scheme = Scheme::hmac_sha256("hex", "x-tag").key(KeyForm::Hex);
    static BASE64: Scheme = Scheme::hmac_sha256("base64", "x-tag").key(KeyForm::Base64);
    static AFTER_COLON: Scheme = Scheme::hmac_sha256("after_colon", "x-tag").key(KeyForm::AfterColon);
    let standard = catalogue::find("standard_webhooks").unwrap();
    let basic = catalogue::find("generic_basic").unwrap();
    let token = catalogue::find("gitlab").unwrap();
    let hex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let prefixed = format!("whsec_{hex}");
    // (secret, scheme, what the error names)
    let cases = [
        (hex, standard, "base64"),
        (&prefixed, standard, "base64"),
        (hex, &BASE64, "base64"),
        ("0123456789abcdef", &BASE64, "base64"),
        ("whsec_DEADBEEFdeadbeef01234567", standard, "base64"),
        ("whsec_not+base64!", standard, "base64"),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_", standard, "base64"),
        ("sk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", standard, "base64"),
        ("AQIDBAUGBwgJCgsMDQ4PEA==", &HEX, "hexadecimal digits"),
        ("abc", &HEX, "hexadecimal digits"),
        ("0xabcd", &HEX, "hexadecimal digits"),
        ("user", basic, "a user name, a colon and a password"),
        ("secret-without-id", &AFTER_COLON, "an id, a colon and the secret"),
        ("schl\u{fc}ssel-von-uns", token, "ASCII"),
        ("two\nlines", token, "ASCII"),
        ("a-nul\0", token, "ASCII"),
    ];
    for (secret, scheme, named) in cases {
        let error = key_error(Verifier::of(scheme, secret), secret);
        assert!(matches!(error, KeyError::Form { .. }), "{secret}: {error:?}");
        let text = error.to_string();
        assert!(text.starts_with("the secret is not in the form this scheme expects: "), "{secret}: {text}");
        assert!(text.contains(named), "{secret}: {text}");
        assert!(secret.len() < 6 || !text.contains(secret), "{secret}: {text}");
        // Weak or not, a form is a form.
        let weak = Verifier::of(scheme, dangerous::weak_secret(secret));
        assert_eq!(key_error(weak, secret), error, "{secret}");
    }
    // Elsewhere than in a header there may be any text.
    for (secret, scheme) in [("user:schl\u{fc}ssel", "generic_basic"), ("schl\u{fc}ssel-von-uns", "echolon")]
    {
        assert!(Verifier::of(catalogue::find(scheme).unwrap(), secret).is_ok(), "{scheme}");
    }
}

/// Rule 5.
#[test]
fn a_degenerate_secret_is_refused_unless_it_is_said_to_be_weak() {
    let short = KeyError::Short { minimum: 16 };
    // (scheme, secret, error)
    let cases = [
        ("github", "changeme", KeyError::Placeholder),
        ("github", "CHANGEME", KeyError::Placeholder),
        ("github", "change-me", KeyError::Placeholder),
        ("github", "Change Me", KeyError::Placeholder),
        ("paystack", "replace_me", KeyError::Placeholder),
        ("shopify", "<your-webhook-secret>", KeyError::Placeholder),
        ("zoom", "YOUR_SECRET_HERE", KeyError::Placeholder),
        ("stripe", "whsec_your-signing-secret", KeyError::Placeholder),
        ("stripe", "your_webhook_secret", KeyError::Placeholder),
        ("slack", "aaaaaaaaaaaaaaaa", KeyError::Placeholder),
        ("webex", "0", KeyError::Placeholder),
        ("generic_basic", "user:changeme", KeyError::Placeholder),
        ("generic_basic", "user:xxxxxxxx", KeyError::Placeholder),
        ("generic_token", "todo", KeyError::Placeholder),
        ("standard_webhooks", "whsec_c3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nz", KeyError::Placeholder),
        ("standard_webhooks", "whsec_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", KeyError::Placeholder),
        ("clerk", "whsec_changeme", KeyError::Placeholder),
        ("openai", "whsec_wwwwwwwwwwwwwwwwwwwwwwww", KeyError::Placeholder),
        ("standard_webhooks", "whsec_AQIDBAUGBwgJCgsMDQ4P", short),
        ("svix", "whsec_c2VjcmV0", short),
    ];
    for (name, secret, expected) in cases {
        let scheme = catalogue::find(name).expect(name);
        assert_eq!(key_error(Verifier::of(scheme, secret), secret), expected, "{name}: {secret}");
        assert!(Verifier::of(scheme, dangerous::weak_secret(secret)).is_ok(), "{name}: {secret}");
    }
    assert_eq!(KeyError::Placeholder.to_string(), "the secret is a placeholder or one byte repeated");
    assert_eq!(short.to_string(), "the secret is shorter than 16 bytes, the least for this scheme");
    // Sixteen bytes are enough.
    assert!(Verifier::<StandardWebhooks>::new("whsec_AQIDBAUGBwgJCgsMDQ4PEA==").is_ok());
    let meta = of("meta", "8b0a4d9a1f3c4f5e9d2c7b6a");
    assert_eq!(key_error(meta.verify_token("changeme"), "verify token"), KeyError::Placeholder);
}

/// Rule 6.
#[test]
fn a_password_may_have_colons() {
    // (secret, what `printf %s SECRET | base64` says)
    let cases = [
        ("user:a:b", "dXNlcjphOmI="),
        ("user::", "dXNlcjo6"),
        ("user:pass:", "dXNlcjpwYXNzOg=="),
        (":only-a-password", "Om9ubHktYS1wYXNzd29yZA=="),
    ];
    for (secret, encoded) in cases {
        let verifier = of("generic_basic", dangerous::weak_secret(secret));
        let request =
            Request::post("/").header("authorization", format!("Basic {encoded}")).body("").unwrap();
        assert!(verifier.verify(Delivery::from_request(request, NOW)).is_ok(), "{secret}");
        let other = Request::post("/").header("authorization", "Basic dXNlcjph").body("").unwrap();
        assert_eq!(
            verifier.verify(Delivery::from_request(other, NOW)).unwrap_err(),
            Error::Mismatch,
            "{secret}"
        );
    }
}

/// Rule 7.
#[test]
fn credentials_under_another_scheme_are_none() {
    let basic = of("generic_basic", "user:pass");
    let token = of("generic_token", "dXNlcjpwYXNz");
    // (verifier, header, answer)
    let cases = [
        (&basic, "Basic dXNlcjpwYXNz", None),
        (&basic, "bAsIc dXNlcjpwYXNz", None),
        (&basic, "Bearer dXNlcjpwYXNz", Some(SIGNATURE)),
        (&basic, "Token dXNlcjpwYXNz", Some(SIGNATURE)),
        (&basic, "Basicd XNlcjpwYXNz", Some(SIGNATURE)),
        (&basic, "BasicdXNlcjpwYXNz", Some(SIGNATURE)),
        (&basic, "dXNlcjpwYXNz", Some(SIGNATURE)),
        (&basic, "Basic", Some(SIGNATURE)),
        // Base64 of nothing.
        (&basic, "Basic ", Some(Error::Mismatch)),
        (&basic, "Basic user:pass", Some(SIGNATURE)),
        (&basic, "", Some(SIGNATURE)),
        (&token, "Bearer dXNlcjpwYXNz", None),
        (&token, "BEARER dXNlcjpwYXNz", None),
        (&token, "Basic dXNlcjpwYXNz", Some(SIGNATURE)),
        (&token, "dXNlcjpwYXNz", Some(SIGNATURE)),
        (&token, "Bearer", Some(SIGNATURE)),
        (&token, "Bearer ", Some(SIGNATURE)),
        (&token, "Bearer DXNLCJPWYXNZ", Some(Error::Mismatch)),
    ];
    for (verifier, header, expected) in cases {
        let request = Request::post("/").header("authorization", header).body("{}").unwrap();
        let answer = verifier.verify(Delivery::from_request(request, NOW)).err();
        assert_eq!(answer, expected, "{}: {header:?}", verifier.scheme().name());
    }
}

/// Rule 8. What becomes of several keys is in `rotation.rs`.
#[test]
fn a_retired_key_is_refused_and_counted_by_every_scheme() {
    for sender in SIGNED.iter().chain(&CREDENTIALS) {
        let verifier = sender.verifier().until(NOW);
        let delivery = Delivery::from_request(sender.request(), NOW);
        assert_eq!(verifier.verify(delivery.clone()).unwrap_err(), Error::RetiredKey, "{}", sender.name);
        assert_eq!(verifier.retired_uses(), 1, "{}", sender.name);
        assert!(verifier.receive(delivery.clone()).is_err(), "{}", sender.name);
        assert_eq!(verifier.retired_uses(), 2, "{}", sender.name);
        let in_use = sender.verifier().until(NOW + Duration::SECOND);
        assert!(in_use.verify(delivery).is_ok(), "{}", sender.name);
        assert_eq!(in_use.retired_uses(), 0, "{}", sender.name);
    }
}

// Reading the signature.

/// Rule 9.
#[test]
fn a_tag_of_another_length_is_malformed() {
    for sender in &SIGNED {
        let tag = sender.tag();
        let texts = [
            String::new(),
            tag[..1].to_owned(),
            tag[..2].to_owned(),
            tag[..4].to_owned(),
            tag[..tag.len() / 2].to_owned(),
            tag[..tag.len() - 1].to_owned(),
            tag[..tag.len() - 2].to_owned(),
            tag[..tag.len() - 4].to_owned(),
            tag[1..].to_owned(),
            format!("{tag}0"),
            format!("{tag}00"),
            format!("0{tag}"),
            format!("{tag}{tag}"),
            "0".repeat(8_000),
        ];
        for text in texts {
            let error = sender.verify(sender.with_tag(&format!("{}{text}", sender.prefix))).unwrap_err();
            assert_eq!(error, SIGNATURE, "{}: {text:?}", sender.name);
        }
    }
    assert_eq!(SIGNATURE.to_string(), "the signature is malformed");
    assert_eq!(SIGNATURE.status(), StatusCode::UNAUTHORIZED);
}

/// Rule 9.
#[test]
fn an_empty_header_is_malformed() {
    for sender in SIGNED.iter().chain(&CREDENTIALS) {
        let error = sender.verify(sender.with_tag("")).unwrap_err();
        let expected = [SIGNATURE, Error::Missing("the timestamp")];
        assert!(expected.contains(&error), "{}: {error}", sender.name);
    }
}

/// Rule 10.
#[test]
fn a_missing_prefix_is_malformed() {
    let mut tried = 0;
    for sender in
        SIGNED.iter().filter(|sender| sender.prefix.ends_with(['=', ',']) && sender.name != "stripe")
    {
        let (tag, prefix) = (sender.tag(), sender.prefix);
        let upper = prefix.to_ascii_uppercase();
        // This one's prefix may be left out.
        let bare = (sender.name != "generic_hmac").then(|| tag.clone());
        let texts = [format!("{upper}{tag}"), format!("{prefix}{prefix}{tag}"), format!("x{prefix}{tag}")];
        for text in texts.into_iter().chain(bare) {
            let error = sender.verify(sender.with_tag(&text)).unwrap_err();
            assert_eq!(error, SIGNATURE, "{}: {text}", sender.name);
            tried += 1;
        }
    }
    assert_eq!(tried, 9 * 4 - 1, "nine schemes have a prefix");
    let stripe = find(&SIGNED, "stripe");
    let tag = stripe.tag();
    for text in [
        tag.clone(),
        format!("t={SECONDS},{tag}"),
        format!("t={SECONDS},={tag}"),
        format!("t={SECONDS},xv1={tag}"),
    ] {
        assert_eq!(stripe.verify(stripe.with_tag(&text)).unwrap_err(), SIGNATURE, "{text}");
    }
}

/// Rule 10.
#[test]
fn junk_in_hexadecimal_digits_is_malformed() {
    for sender in SIGNED.iter().filter(|sender| is_hexadecimal(sender)) {
        let tag = sender.tag();
        let texts = [
            format!("{} {}", &tag[..10], &tag[10..]),
            format!("{}:{}", &tag[..10], &tag[10..]),
            format!("{}-{}", &tag[..10], &tag[11..]),
            format!("{}g{}", &tag[..10], &tag[11..]),
            format!("0x{tag}"),
            format!("0x{}", &tag[2..]),
            format!("{}\t{}", &tag[..10], &tag[11..]),
            format!("\"{tag}\""),
            format!("{}%{}", &tag[..63.min(tag.len() - 1)], ""),
        ];
        for text in texts {
            let error = sender.verify(sender.with_tag(&format!("{}{text}", sender.prefix))).unwrap_err();
            assert_eq!(error, SIGNATURE, "{}: {text:?}", sender.name);
        }
        let upper = format!("{}{}", sender.prefix, tag.to_ascii_uppercase());
        assert!(sender.verify(sender.with_tag(&upper)).is_ok(), "{}: digits of either case", sender.name);
    }
}

/// Rule 11.
#[test]
fn base64_that_is_not_canonical_is_malformed() {
    let mut tried = 0;
    for sender in SIGNED.iter().filter(|sender| !is_hexadecimal(sender)) {
        let tag = sender.tag();
        let unpadded = tag.strip_suffix('=').expect(sender.name);
        let (rest, last) = unpadded.split_at(unpadded.len() - 1);
        // The last digit has two bits to spare, which are zero.
        const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let value = DIGITS.find(last).unwrap();
        assert_eq!(value % 4, 0, "{}", sender.name);
        let mut texts: Vec<String> =
            (1..4).map(|bits| format!("{rest}{}=", &DIGITS[value + bits..][..1])).collect();
        texts.extend([
            unpadded.to_owned(),
            format!("{tag}="),
            format!("{unpadded}-"),
            format!("{} {}", &tag[..10], &tag[10..]),
            format!("{}\t{}", &tag[..10], &tag[11..]),
            format!("{}*{}", &tag[..10], &tag[11..]),
            format!("{}={}", &tag[..10], &tag[11..]),
            format!("{}-{}", &tag[..10], &tag[11..]),
            format!("{}_{}", &tag[..10], &tag[11..]),
        ]);
        for text in texts {
            let error = sender.verify(sender.with_tag(&format!("{}{text}", sender.prefix))).unwrap_err();
            assert_eq!(error, SIGNATURE, "{}: {text:?}", sender.name);
            tried += 1;
        }
    }
    assert_eq!(tried, 6 * 12, "six schemes write base64");
}

/// Rule 11: basic credentials too.
#[test]
fn basic_credentials_in_base64_that_is_not_canonical_are_malformed() {
    let basic = of("generic_basic", "test:123\u{a3}");
    for text in [
        "dGVzdDoxMjPCow",
        "dGVzdDoxMjPCow=",
        "dGVzdDoxMjPCox==",
        "dGVzd DoxMjPCow==",
        "dGVzdDoxMjPCow===",
        "dGVzdDoxMjPCow===",
    ] {
        let request = Request::post("/").header("authorization", format!("Basic {text}")).body("").unwrap();
        let error = basic.verify(Delivery::from_request(request, NOW)).unwrap_err();
        assert_eq!(error, SIGNATURE, "{text}");
    }
}

/// Rule 12.
#[test]
fn every_tag_of_the_expected_version_is_tried_and_the_rest_passed_over() {
    let stripe = find(&SIGNED, "stripe");
    let good = stripe.tag();
    let bad = "0".repeat(64);
    let texts = [
        format!("t={SECONDS},v1={bad},v1={good}"),
        format!("t={SECONDS},v1={good},v1={bad}"),
        format!("v1={good},t={SECONDS}"),
        format!("t={SECONDS},v0={bad},v1={good},v2={bad}"),
        format!("t={SECONDS}, v1={good}"),
        format!("t={SECONDS},v1=,v1={good}"),
        format!("t={SECONDS},v1=junk,v1={good},junk,=,=x"),
        format!("t={SECONDS},scheme=v1,v1={good},,,"),
        format!("t={SECONDS},v1={},v1={good}", "f".repeat(40)),
    ];
    for text in &texts {
        let verified = stripe.verify(stripe.with_tag(text));
        assert!(verified.is_ok(), "stripe: {text}: {verified:?}");
    }
    for name in ["gitlab_signed", "standard_webhooks", "svix"] {
        let sender = find(&SIGNED, name);
        let (good, bad) = (sender.tag(), format!("{}=", "A".repeat(43)));
        let ed25519 =
            "hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";
        let texts = [
            format!("v1,{bad} v1,{good}"),
            format!("v1,{good} v1,{bad}"),
            format!("v2,{bad} v1,{good} v1a,{ed25519}"),
            format!("v1a,{ed25519} v1,{good}"),
            format!("junk v1 , ,x v1, v1,junk v1,{good}"),
            format!("v1,{ed25519} v1,{good}"),
            format!("  v1,{good}  "),
        ];
        for text in &texts {
            let verified = sender.verify(sender.with_tag(text));
            assert!(verified.is_ok(), "{name}: {text}: {verified:?}");
        }
    }
}

/// Rule 13.
#[test]
fn eight_tags_are_tried_and_a_ninth_is_malformed() {
    assert_eq!(MAX_TAGS, 8);
    for (name, bad) in [("stripe", "0".repeat(64)), ("standard_webhooks", format!("{}=", "A".repeat(43)))] {
        let sender = find(&SIGNED, name);
        let (before, label, separator) =
            if name == "stripe" { ("t=1795348800,", "v1=", ",") } else { ("", "v1,", " ") };
        let good = format!("{label}{}", sender.tag());
        let bad = format!("{label}{bad}");
        // (tags that do not match, where the one that does stands, whether it is found)
        let cases = [(0, 0, true), (7, 7, true), (7, 0, true), (8, 8, false), (8, 0, false), (20, 3, false)];
        for (others, at, found) in cases {
            let mut tags = vec![bad.as_str(); others];
            tags.insert(at, &good);
            let text = format!("{before}{}", tags.join(separator));
            let answer = sender.verify(sender.with_tag(&text)).map(drop);
            let expected = if found { Ok(()) } else { Err(SIGNATURE) };
            assert_eq!(answer, expected, "{name}: {others} others, the genuine one at {at}");
        }
    }
}

/// Rule 13: a flood is refused before any of it is decoded, whatever it consists of.
#[test]
fn more_entries_than_the_cap_are_malformed() {
    let stripe = find(&SIGNED, "stripe");
    let standard = find(&SIGNED, "standard_webhooks");
    // (junk entries, whether the genuine tag beside them is found): 64 entries in all
    for (junk, found) in [(62, true), (63, false), (64, false), (5_000, false)] {
        let text = format!("t={SECONDS},v1={}{}", stripe.tag(), ",v0=ab".repeat(junk));
        let answer = stripe.verify(stripe.with_tag(&text)).map(drop);
        assert_eq!(answer, if found { Ok(()) } else { Err(SIGNATURE) }, "stripe: {junk}");
        // One fewer, for the time is in a header of its own.
        let text = format!("v1,{}{}", standard.tag(), " v9,ab".repeat(junk + 1));
        let answer = standard.verify(standard.with_tag(&text)).map(drop);
        assert_eq!(answer, if found { Ok(()) } else { Err(SIGNATURE) }, "standard_webhooks: {junk}");
    }
    let commas = ",".repeat(60_000);
    assert_eq!(stripe.verify(stripe.with_tag(&commas)).unwrap_err(), SIGNATURE);
}

/// Rule 13: a hundred thousand signatures are not even looked through. Sixty-four kibibytes are.
#[test]
fn a_header_longer_than_any_senders_is_malformed() {
    let stripe = find(&SIGNED, "stripe");
    let genuine = format!("t={SECONDS},v1={}", stripe.tag());
    let flood = format!("{genuine}{}", format!(",v1={}", stripe.tag()).repeat(99_999));
    assert_eq!(stripe.verify(stripe.with_tag(&flood)).unwrap_err(), Error::Malformed("stripe-signature"));
    // (bytes in all, answer): a single entry fills up the rest
    for (length, answer) in [(65_536, Ok(())), (65_537, Err(Error::Malformed("stripe-signature")))] {
        let filled = format!("{genuine},v0={}", "a".repeat(length - genuine.len() - 4));
        assert_eq!(filled.len(), length);
        assert_eq!(stripe.verify(stripe.with_tag(&filled)).map(drop), answer, "{length}");
    }
}

/// Rule 14.
#[test]
fn only_unknown_versions_are_refused() {
    // (scheme, what stands in place of the version)
    let cases = [
        ("gitlab_signed", "v2,"),
        ("github", "sha512="),
        ("meta", "sha384="),
        ("slack", "v1="),
        ("standard_webhooks", "v1a,"),
        ("standard_webhooks", "V1,"),
        ("standard_webhooks", "v1"),
        ("stripe", "t=1795348800,v0="),
        ("stripe", "t=1795348800,V1="),
        ("stripe", "t=1795348800,v11="),
        ("svix", "v10,"),
        ("zalo_oa", "hmac="),
        ("zoom", "v1="),
    ];
    for (name, version) in cases {
        let sender = find(&SIGNED, name);
        let text = format!("{version}{}", sender.tag());
        assert_eq!(sender.verify(sender.with_tag(&text)).unwrap_err(), SIGNATURE, "{name}: {version}");
    }
}

/// Rule 15. Tags of `hmac.new(secret, body, hashlib.sha1).hexdigest()` in Python.
#[test]
fn a_weaker_algorithm_is_no_fallback() {
    let sha1 = "8a9b8dfd69ba28e81df844701b63d9d78c0469b7";
    let github = find(&SIGNED, "github");
    let bare = || Request::post("/").body(BODY.as_bytes().to_vec()).unwrap();
    let missing = Error::Missing("x-hub-signature-256");
    assert_eq!(missing.to_string(), "x-hub-signature-256 is missing");
    // (request, answer)
    let sha1_alone = with(bare(), "x-hub-signature", &format!("sha1={sha1}"));
    assert_eq!(github.verify(sha1_alone).unwrap_err(), missing);
    for text in [format!("sha1={sha1}"), format!("sha256={sha1}"), sha1.to_owned()] {
        let error = github.verify(with(bare(), "x-hub-signature-256", &text)).unwrap_err();
        assert_eq!(error, SIGNATURE, "{text}");
    }
    let sha256_in_the_older_header = with(bare(), "x-hub-signature", &format!("sha256={}", github.tag()));
    assert_eq!(github.verify(sha256_in_the_older_header).unwrap_err(), missing);

    let hookdeck = find(&SIGNED, "hookdeck");
    let original = with(bare(), "x-hub-signature-256", &format!("sha256={}", github.tag()));
    assert_eq!(hookdeck.verify(original).unwrap_err(), Error::Missing("x-hookdeck-signature"));
}

/// Rule 16.
#[test]
fn a_header_that_is_not_ascii_is_malformed() {
    let texts: [&[u8]; 4] =
        [b"\xff", b"sha256=\xc3\xa9", b"v1,\x80 v1,\xfe", "t=1795348800,v1=\u{ff11}".as_bytes()];
    for sender in SIGNED.iter().chain(&CREDENTIALS) {
        for text in texts {
            let mut names = vec![sender.tag];
            names.extend(sender.time);
            // An id that is not signed is not looked at.
            names.extend(sender.id.filter(|_| signs_id(sender)));
            for name in names {
                let mut request = sender.request();
                request.headers_mut().insert(name, HeaderValue::from_bytes(text).unwrap());
                let error = sender.verify(request).unwrap_err();
                assert!(matches!(error, Error::Malformed(_)), "{}: {name}: {error}", sender.name);
                assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
            }
        }
    }
}

// Headers.

/// Rule 20.
#[test]
fn a_repeated_header_is_malformed_in_either_order() {
    for sender in SIGNED.iter().chain(&CREDENTIALS) {
        let mut names = vec![sender.tag];
        names.extend(sender.time);
        names.extend(sender.id.filter(|_| signs_id(sender)));
        for name in names {
            let genuine = sender.request().headers()[name].clone();
            let other = HeaderValue::from_static("1");
            let orders =
                [[genuine.clone(), other.clone()], [other, genuine.clone()], [genuine.clone(), genuine]];
            for [first, second] in orders {
                let mut request = sender.request();
                request.headers_mut().insert(name, first);
                request.headers_mut().append(name, second);
                assert_eq!(sender.verify(request).unwrap_err(), Error::Repeated(name), "{}", sender.name);
            }
        }
    }
    let error = Error::Repeated("stripe-signature");
    assert_eq!(error.to_string(), "stripe-signature is repeated");
    assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
}

/// Rule 20, and the senders that repeat the header of their tag.
#[test]
fn a_repeated_signature_is_tried_where_the_sender_repeats_it() {
    let scheme = catalogue::find("mollie").unwrap();
    let verifier = Verifier::of(scheme, "the secret now in use").unwrap();
    let another = Verifier::of(scheme, "the secret before it").unwrap();
    let name = "x-mollie-signature";
    let request = verifier.sign("{}").request().unwrap();
    let ours = request.headers()[name].to_str().unwrap();
    let other = another.sign("{}").request().unwrap().headers()[name].to_str().unwrap().to_owned();
    let mismatch = Some(Error::Mismatch);
    let malformed = Some(Error::Malformed("the signature"));
    let cases: [(&str, Vec<&str>, Option<Error>); 9] = [
        ("ours alone", vec![ours], None),
        ("ours first", vec![ours, &other], None),
        ("ours last", vec![&other, ours], None),
        ("ours twice", vec![ours, ours], None),
        ("the other twice", vec![&other, &other], mismatch),
        ("none", vec![], Some(Error::Missing(name))),
        ("junk beside it", vec![ours, "sha256=zz"], malformed),
        ("eighth of eight", [vec![&*other; 7], vec![ours]].concat(), None),
        ("first of nine", [vec![ours], vec![&*other; 8]].concat(), malformed),
    ];
    for (case, values, expected) in cases {
        let mut request = request.clone();
        request.headers_mut().remove(name);
        for value in values {
            request.headers_mut().append(name, HeaderValue::from_str(value).unwrap());
        }
        let delivery = Delivery::from_request(request, datetime!(2026-11-22 12:00 UTC));
        assert_eq!(verifier.verify(delivery).err(), expected, "{case}");
    }
}

/// Rule 20.
#[test]
fn a_repeated_header_of_an_id_that_is_not_signed_is_malformed() {
    for sender in SIGNED.iter().filter(|sender| !signs_id(sender)) {
        let Some(name) = sender.id else { continue };
        let mut request = sender.request();
        request.headers_mut().append(name, HeaderValue::from_static("another"));
        assert_eq!(sender.verify(request).map(drop), Err(Error::Repeated(name)), "{}", sender.name);
    }
}

/// Rule 20: the same where an id is made of several headers, or stands in one of several.
#[test]
fn a_repeated_header_of_what_an_id_is_made_of_is_malformed() {
    static OWN: Scheme = HMAC.id(Source::Join(&[
        Source::Header("x-source"),
        Source::First(&[Source::Header("x-id"), Source::Header("x-number")]),
    ]));
    let own = Verifier::of(&OWN, OWN_SECRET).unwrap();
    let with_secret = |name: &str| of(name, dangerous::weak_secret(OWN_SECRET));
    // (verifier, its header that is repeated)
    let cases = [
        (&own, "x-source"),
        (&own, "x-id"),
        (&own, "x-number"),
        (&with_secret("cloudevents"), "ce-id"),
        (&with_secret("cloudevents"), "ce-source"),
        (&with_secret("google_push"), "x-goog-message-number"),
        (&with_secret("google_push"), "x-goog-channel-id"),
        (&with_secret("gitlab"), "webhook-id"),
        (&with_secret("gitlab"), "x-gitlab-event-uuid"),
    ];
    for (verifier, name) in cases {
        let request = verifier.sign(BODY).header(name, "1").request().unwrap().map(Vec::from);
        let verify = |request| verifier.verify(Delivery::from_request(request, NOW)).map(drop);
        assert_eq!(verify(request.clone()), Ok(()), "{verifier:?}: {name}");
        let mut repeated = request;
        repeated.headers_mut().append(name, HeaderValue::from_static("2"));
        assert_eq!(verify(repeated), Err(Error::Repeated(name)), "{verifier:?}: {name}");
    }
}

/// Rule 20: a header of another scheme, or one that nobody reads, may stand as often as it likes.
#[test]
fn a_repeated_header_that_is_not_read_changes_nothing() {
    for sender in &SIGNED {
        let mut request = sender.request();
        for value in ["1", "2"] {
            request.headers_mut().append("x-forwarded-for", HeaderValue::from_static(value));
        }
        assert!(sender.verify(request).is_ok(), "{}", sender.name);
    }
}

/// Rule 21.
#[test]
fn an_empty_id_is_malformed_where_it_is_signed() {
    for sender in SIGNED.iter().filter(|sender| signs_id(sender)) {
        let id = sender.id.expect(sender.name);
        // Signed as the scheme would sign it: `.{timestamp}.{body}`.
        let error = sender.verify(with(sender.request(), id, "")).unwrap_err();
        assert_eq!(error, Error::Malformed(id), "{}", sender.name);
    }
}

/// Rule 21. The tag is `hmac.new(key, b".1795348800.{}", hashlib.sha256)` in Python, in base64.
#[test]
fn an_empty_id_is_malformed_even_if_it_was_signed() {
    let request = Request::post("/")
        .header("webhook-id", "")
        .header("webhook-timestamp", SECONDS)
        .header("webhook-signature", "v1,Whqq7cGXIaISHyNjR7gXULmwKzwjIaS9/uhQS2tGkno=")
        .body("{}")
        .unwrap();
    let error = of("standard_webhooks", WHSEC).verify(Delivery::from_request(request, NOW)).unwrap_err();
    assert_eq!(error, Error::Malformed("webhook-id"));
}

#[test]
fn a_missing_header_of_a_signed_id_or_time_is_named() {
    for sender in SIGNED.iter() {
        let id = sender.id.filter(|_| signs_id(sender));
        for name in sender.time.into_iter().chain(id) {
            let mut request = sender.request();
            request.headers_mut().remove(name);
            assert_eq!(sender.verify(request).unwrap_err(), Error::Missing(name), "{}", sender.name);
        }
    }
}

/// Rule 22.
#[test]
fn families_of_headers_do_not_mix() {
    let svix = find(&SIGNED, "svix");
    let genuine = svix.request();
    let all = ["id", "timestamp", "signature"];
    // Which of the three go by `webhook-`.
    for mixed in 0..8_u32 {
        let mut request = Request::post("/").body(BODY.as_bytes().to_vec()).unwrap();
        for (at, name) in all.iter().enumerate() {
            let family = if mixed >> at & 1 == 1 { "webhook" } else { "svix" };
            let value = genuine.headers()[format!("svix-{name}")].to_str().unwrap();
            request = with(request, &format!("{family}-{name}"), value);
        }
        let answer = svix.verify(request).map(drop);
        assert_eq!(answer.is_ok(), mixed == 0 || mixed == 7, "{mixed:03b}: {answer:?}");
    }
}

/// Rule 22: where both are complete, the sender's own goes.
#[test]
fn the_second_family_is_not_looked_at_beside_the_first() {
    let svix = find(&SIGNED, "svix");
    let genuine = svix.request();
    let junk = [("webhook-id", "msg_2"), ("webhook-timestamp", "1"), ("webhook-signature", "v1,junk")];
    let request = junk.iter().fold(svix.request(), |request, (name, value)| with(request, name, value));
    assert_eq!(svix.verify(request).unwrap().receipt().id().unwrap().covered(), Some("msg_1"));

    let mut reversed = Request::post("/").body(BODY.as_bytes().to_vec()).unwrap();
    for (name, value) in [("svix-id", "msg_2"), ("svix-timestamp", SECONDS), ("svix-signature", "v1,junk")] {
        reversed = with(reversed, name, value);
    }
    for name in ["id", "timestamp", "signature"] {
        let value = genuine.headers()[format!("svix-{name}")].to_str().unwrap();
        reversed = with(reversed, &format!("webhook-{name}"), value);
    }
    assert_eq!(svix.verify(reversed).unwrap_err(), SIGNATURE);
    // A scheme of one family knows no other.
    let standard = find(&SIGNED, "standard_webhooks");
    assert_eq!(standard.verify(genuine).unwrap_err(), Error::Missing("webhook-signature"));
}

/// Rule 22.
#[test]
fn the_families_of_shopify_do_not_mix() {
    let shopify = find(&SIGNED, "shopify");
    let bare = || Request::post("/").body(BODY.as_bytes().to_vec()).unwrap();
    let events = with(bare(), "shopify-hmac-sha256", &shopify.tag());
    let events = with(with(events, "shopify-event-id", "evt-9"), "x-shopify-event-id", "evt-1");
    let verified = shopify.verify(events).unwrap();
    assert_eq!(verified.receipt().id().unwrap().text(), "evt-9");
}

/// Rule 23, and what every scheme covers.
#[test]
fn labels_and_assurance_say_what_is_covered() {
    let slack = r#"{"type":"event_callback","event_id":"Ev1","event":{"type":"message"}}"#;
    let clicked = "payload=%7B%22type%22%3A%22block_actions%22%7D";
    let zalo = r#"{"app_id":"1","timestamp":"1795348800000","event_name":"sent","message":{"msg_id":"m1"}}"#;
    let echolon = sender("echolon", "token-of-ours", "", "", None, None);
    let all = || SIGNED.iter().chain(&CREDENTIALS).chain([&echolon]);
    // (scheme, body, header of the event, id and whether it is covered, event and whether it is covered)
    type Label = Option<(&'static str, bool)>;
    type Case = (&'static str, &'static str, Option<(&'static str, &'static str)>, Label, Label, Assurance);
    let cases: [Case; 19] = [
        ("echolon", BODY, None, None, None, Assurance::Origin),
        ("generic_basic", BODY, None, None, None, Assurance::Origin),
        ("generic_hmac", BODY, None, None, None, Assurance::Body),
        ("generic_token", BODY, None, None, None, Assurance::Origin),
        (
            "github",
            r#"{"action":"opened"}"#,
            Some(("x-github-event", "issues")),
            Some(("msg_1", false)),
            Some(("issues.opened", false)),
            Assurance::Body,
        ),
        (
            "gitlab",
            BODY,
            Some(("x-gitlab-event", "Push Hook")),
            None,
            Some(("Push Hook", false)),
            Assurance::Origin,
        ),
        (
            "gitlab_signed",
            BODY,
            Some(("x-gitlab-event", "Push Hook")),
            Some(("msg_1", true)),
            Some(("Push Hook", false)),
            Assurance::Body,
        ),
        ("hookdeck", BODY, None, Some(("msg_1", false)), None, Assurance::Body),
        (
            "meta",
            r#"{"object":"page","entry":[{"changes":[{"field":"feed"}]}]}"#,
            None,
            None,
            Some(("page.feed", true)),
            Assurance::Body,
        ),
        (
            "shopify",
            BODY,
            Some(("x-shopify-topic", "orders/create")),
            Some(("msg_1", false)),
            Some(("orders/create", false)),
            Assurance::Body,
        ),
        ("slack", slack, None, Some(("Ev1", true)), Some(("message", true)), Assurance::Body),
        ("slack", clicked, None, None, Some(("block_actions", true)), Assurance::Body),
        (
            "standard_webhooks",
            BODY,
            None,
            Some(("msg_1", true)),
            Some(("invoice.paid", true)),
            Assurance::Body,
        ),
        ("stripe", BODY, None, Some(("evt_1", true)), Some(("invoice.paid", true)), Assurance::Body),
        (
            "svix",
            r#"{"eventType":"paid"}"#,
            None,
            Some(("msg_1", true)),
            Some(("paid", true)),
            Assurance::Body,
        ),
        (
            "twilio",
            "MessageStatus=sent",
            None,
            Some(("msg_1", false)),
            Some(("sent", false)),
            Assurance::Partial,
        ),
        (
            "webex",
            r#"{"resource":"messages","event":"created"}"#,
            None,
            None,
            Some(("messages.created", true)),
            Assurance::Body,
        ),
        ("zalo_oa", zalo, None, None, Some(("sent", true)), Assurance::Body),
        (
            "zoom",
            r#"{"event":"meeting.started"}"#,
            None,
            Some(("msg_1", false)),
            Some(("meeting.started", true)),
            Assurance::Body,
        ),
    ];
    for (name, body, event_header, id, event, assurance) in cases {
        let sender = all().find(|sender| sender.name == name).expect(name);
        let mut request = sender.request_of(body);
        if let Some((header, value)) = event_header {
            request = with(request, header, value);
        }
        let verified = sender.verify(request).unwrap_or_else(|error| panic!("{name}: {error}"));
        let receipt = verified.receipt();
        for (label, found, expected) in [("id", receipt.id(), id), ("event", receipt.event(), event)] {
            let found = found.as_ref().map(|label| (label.text(), label.covered().is_some()));
            assert_eq!(found, expected, "{name}: {label}");
        }
        assert_eq!(receipt.assurance(), assurance, "{name}");
        assert_eq!(receipt.provider(), name);
    }
}

/// Rule 21: of the same header, by whichever part it is signed.
#[test]
fn an_empty_id_is_malformed_by_whichever_part_it_is_signed() {
    const ID: Scheme = HMAC.id(Source::Header("x-id"));
    static BY_ID: Scheme = ID.signs(&[Part::Id, Part::Literal("."), Part::Body]);
    static BY_HEADER: Scheme = ID.signs(&[Part::Header("x-id"), Part::Literal("."), Part::Body]);
    static BY_ONE_OF_TWO: Scheme = ID.signs(&[Part::Literal("v1."), Part::Body]).or_signs(&[BY_HEADER_PARTS]);
    const BY_HEADER_PARTS: &[Part] = &[Part::Header("x-id"), Part::Literal("."), Part::Body];
    // hmac.new(b"s3cr3t-of-ours", b".{}", hashlib.sha256).hexdigest() in Python.
    const TAG: &str = "25caabe81258002a47b2b3c8a1c0775e32367aa119f0148b84019c4ae499affa";
    for scheme in [&BY_ID, &BY_HEADER, &BY_ONE_OF_TWO] {
        let request = Request::post("/").header("x-tag", TAG).header("x-id", "").body("{}").unwrap();
        let verifier = Verifier::of(scheme, OWN_SECRET).unwrap();
        let refused = verifier.verify(Delivery::from_request(request, NOW)).map(drop);
        assert!(matches!(refused, Err(Error::Malformed("x-id") | Error::Mismatch)), "{refused:?}");
    }
}

/// Rules 20 and 23: of two messages, one has the id.
#[test]
fn an_id_that_one_of_several_messages_signs_may_stand_once() {
    static OWN: Scheme = HMAC
        .id(Source::Header("x-id"))
        .signs(&[Part::Id, Part::Literal("."), Part::Body])
        .or_signs(&[&[Part::Body]]);
    let verifier = Verifier::of(&OWN, OWN_SECRET).unwrap();
    let own = schemes_of_ones_own().into_iter().find(|own| own.name == "bare").unwrap();
    let mut head = own.delivery().head().clone();
    let verify = |head| verifier.verify(Delivery::new(head, own.body));
    head.headers.append("x-id", HeaderValue::from_static("1"));
    let verified = verify(head.clone()).unwrap();
    assert_eq!(verified.receipt().id().unwrap().covered(), None);
    head.headers.append("x-id", HeaderValue::from_static("2"));
    assert_eq!(verify(head).map(drop), Err(Error::Repeated("x-id")));
}

/// Rule 23: of which parameter something is, is not signed.
#[test]
fn a_parameter_of_a_sorted_query_is_not_covered() {
    static OWN: Scheme = HMAC
        .id(Source::Query("id"))
        .signs(const { &[Part::SortedQuery(Sorted::new("=", "&")), Part::Literal("\n"), Part::Body] });
    let verifier = Verifier::of(&OWN, OWN_SECRET).unwrap();
    let genuine = verifier.sign("{}").uri("/?id=1&note=x".parse().unwrap()).request().unwrap();
    let mut forged = genuine.clone();
    *forged.uri_mut() = "/?id=1%26note%3Dx".parse().unwrap();
    let [genuine, forged] = [genuine, forged].map(|request| {
        let verified = verifier.verify(Delivery::from_request(request, NOW)).unwrap();
        assert_eq!(verified.receipt().id().unwrap().covered(), None);
        verified.receipt().idempotency_key()
    });
    assert_eq!(genuine, forged, "the same delivery");
}

/// Rules 23 and 56: an id that anybody may write stands in front of one that is signed.
#[test]
fn an_unsigned_id_in_front_of_a_signed_one_makes_no_other_delivery() {
    static OWN: Scheme =
        HMAC.id(Source::First(&[Source::Header("x-id"), Source::Field("/delivery"), Source::Field("/id")]));
    let verifier = Verifier::of(&OWN, OWN_SECRET).unwrap();
    let key = |body: &'static str, id: Option<&'static str>| {
        let mut request = verifier.sign(body).request().unwrap();
        if let Some(id) = id {
            request.headers_mut().insert("x-id", HeaderValue::from_static(id));
        }
        let verified = verifier.verify(Delivery::from_request(request, NOW)).unwrap();
        verified.receipt().idempotency_key()
    };
    let first = key(OWN_BODY, None);
    for id in ["7", "8", ""] {
        assert_eq!(key(OWN_BODY, Some(id)), first, "{id}");
    }
    // What is tried again under the same id is the same; under another one it is not.
    assert_eq!(key(r#"{"id":"7","attempt":2}"#, Some("9")), first);
    assert_ne!(key(r#"{"id":"8"}"#, Some("7")), first);
    assert_ne!(key(r#"{"delivery":"8","id":"7"}"#, None), first);
}

/// A time that a list leaves out is not signed, whichever message lists it.
#[test]
fn a_time_may_be_missing_only_where_every_message_lists_it() {
    fn list(head: &countersign::Head) -> Option<Vec<String>> {
        Some(vec![head.headers.get("x-list")?.to_str().ok()?.to_owned()])
    }
    static OWN: Scheme = HMAC
        .timestamp(Source::Header("x-time"), Unit::Seconds)
        .signs(&[Part::ListedHeaders(list), Part::Body])
        .or_signs(&[&[Part::Timestamp, Part::Body]]);
    let verifier = Verifier::of(&OWN, OWN_SECRET).unwrap();
    let genuine = verifier.sign("5").at(NOW).header("x-list", "x-time").request().unwrap();
    assert!(verifier.verify(Delivery::from_request(genuine, NOW)).is_ok());
    // hmac.new(b"s3cr3t-of-ours", b"1795348800paid", hashlib.sha256).hexdigest() in Python.
    const TAG: &str = "c089ba25b4185bdac67a8b318891b3f27f266fadcb54c4a6a98373c690f8265d";
    // (time, body, answer)
    let cases = [
        (Some(SECONDS), "paid", Ok(())),
        (None, "1795348800paid", Err(Error::Missing("x-time"))),
        (Some("1795348800"), "1795348800paid", Err(Error::Mismatch)),
    ];
    for (time, body, expected) in cases {
        let mut request = Request::post("/").header("x-tag", TAG).body(body).unwrap();
        if let Some(time) = time {
            request.headers_mut().insert("x-time", HeaderValue::from_static(time));
        }
        let answer = verifier.verify(Delivery::from_request(request, NOW)).map(drop);
        assert_eq!(answer, expected, "{time:?}, {body}");
    }
}

/// Rule 24. The tag is `hmac.new(key, b"a.1.1795348800.{}", hashlib.sha256)` in Python, in base64.
#[test]
fn an_id_with_the_separator_in_it_is_malformed() {
    let request = |id: &str, time: &str, body: &'static str| {
        let request = Request::post("/").header("webhook-id", id).header("webhook-timestamp", time);
        request
            .header("webhook-signature", "v1,OXoWZKODewTBb2r6R8zCtmVJ6QqGepB4I1qVQVVbt5E=")
            .body(body)
            .unwrap()
    };
    let standard = of("standard_webhooks", WHSEC);
    let verify = |request| standard.verify(Delivery::from_request(request, NOW)).map(drop);
    let malformed = Err(Error::Malformed("webhook-id"));
    // One message, divided in two ways: only one of them is the sender's, and no receiver can know which.
    assert_eq!(verify(request("a.1795348800", SECONDS, "{}")), malformed);
    assert_eq!(verify(request("a", SECONDS, "1795348800.{}")), Ok(()));
    for sender in SIGNED.iter().filter(|sender| signs_id(sender)) {
        for id in [".", "a.", ".a", "a.b", "msg_1.1795348800"] {
            let request = with(sender.request(), sender.id.unwrap(), id);
            let malformed = Err(Error::Malformed(sender.id.unwrap()));
            assert_eq!(sender.verify(request).map(drop), malformed, "{}: {id}", sender.name);
        }
    }
}

/// Rule 24: the same for a header of a scheme of one's own.
#[test]
fn a_signed_header_with_the_separator_in_it_is_malformed() {
    static OWN: Scheme = Scheme::hmac_sha256("own", "x-tag").signs(&[
        Part::Header("x-nonce"),
        Part::Literal(":"),
        Part::Header("x-tenant"),
        Part::Literal("|"),
        Part::Body,
    ]);
    let verifier = Verifier::of(&OWN, "a secret of ours").unwrap();
    // (nonce, tenant, answer)
    let cases = [
        ("a", "b", None),
        ("a|", "b:", None),
        ("a:", "b", Some(Error::Malformed("x-nonce"))),
        ("a", "b|c", Some(Error::Malformed("x-tenant"))),
    ];
    for (nonce, tenant, expected) in cases {
        let request = verifier.sign(BODY).header("x-nonce", "a").header("x-tenant", "b").request().unwrap();
        let mut request = request.map(Vec::from);
        if expected.is_none() {
            let signed = verifier.sign(BODY).header("x-nonce", nonce).header("x-tenant", tenant);
            request = signed.request().unwrap().map(Vec::from);
        }
        request = with(with(request, "x-nonce", nonce), "x-tenant", tenant);
        let answer = verifier.verify(Delivery::from_request(request, NOW)).err();
        assert_eq!(answer, expected, "{nonce} {tenant}");
    }
}

/// Rule 24: what keeps fields apart may be another text than what keeps the id from them.
#[test]
fn a_text_is_not_moved_from_a_field_into_an_id() {
    const OF_COLONS: &[Part] = &[Part::FieldOrEmptyWithout("/a", ":"), Part::Literal("."), Part::Id];
    const OF_STOPS: &[Part] = &[Part::FieldOrEmptyWithout("/a", "."), Part::Literal("."), Part::Id];
    // (message, the field and the id that are signed, those that are sent, answer)
    let cases = [
        (OF_COLONS, ("pay", "100"), ("pay", "100"), None),
        (OF_COLONS, ("pay.100", "7"), ("pay.100", "7"), None),
        (OF_COLONS, ("pay.100", "7"), ("pay", "100.7"), Some(Error::Malformed("x-id"))),
        // Here there is only one way to divide it.
        (OF_STOPS, ("pay", "100.7"), ("pay", "100.7"), None),
        (OF_STOPS, ("pay", "100.7"), ("pay.100", "7"), Some(Error::Malformed("a signed field of the body"))),
    ];
    for (signs, (field, id), (sent_field, sent_id), expected) in cases {
        let tag = hmac_sha256(OWN_SECRET, format!("{field}.{id}"));
        let scheme: &'static Scheme = Box::leak(Box::new(HMAC.id(Source::Header("x-id")).signs(signs)));
        let request = Request::post("/").header("x-tag", tag).header("x-id", sent_id);
        let request = request.body(format!(r#"{{"a":"{sent_field}"}}"#)).unwrap();
        let answer = Verifier::of(scheme, OWN_SECRET).unwrap().verify(Delivery::from_request(request, NOW));
        assert_eq!(answer.err(), expected, "{sent_field} {sent_id}");
    }
}

fn hmac_sha256(secret: &str, message: impl AsRef<[u8]>) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(message.as_ref());
    hex::encode(mac.finalize().into_bytes())
}

// Time.

/// The schemes that sign a time in seconds.
const TIMED: [&str; 6] = ["gitlab_signed", "slack", "standard_webhooks", "stripe", "svix", "zoom"];

/// Rule 25.
#[test]
fn a_delivery_is_accepted_up_to_the_tolerance_and_no_further() {
    let stale = |age| Some(Error::Stale { age: Duration::seconds(age) });
    let early = |by| Some(Error::Early { by: Duration::seconds(by) });
    // (milliseconds between signing and arrival, answer)
    let cases = [
        (0, None),
        (300_000, None),
        (300_999, None),
        (301_000, stale(301)),
        (301_999, stale(301)),
        (31_536_000_000, stale(31_536_000)),
        (-300_000, None),
        (-300_001, early(301)),
        (-301_000, early(301)),
        (-31_536_000_000, early(31_536_000)),
    ];
    for name in TIMED {
        let sender = find(&SIGNED, name);
        for (milliseconds, expected) in cases {
            let received_at = NOW + Duration::milliseconds(milliseconds);
            let answer =
                sender.verifier().verify(Delivery::from_request(sender.request(), received_at)).err();
            assert_eq!(answer, expected, "{name}: {milliseconds} ms after signing");
        }
    }
    let stale = Error::Stale { age: Duration::seconds(301) };
    assert_eq!(
        stale.to_string(),
        "the delivery was signed 5m1s before its arrival, which is more than the tolerance"
    );
    let early = Error::Early { by: Duration::seconds(301) };
    assert_eq!(
        early.to_string(),
        "the delivery was signed 5m1s ahead of its arrival, which is more than the tolerance"
    );
    assert_eq!((stale.status(), early.status()), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
}

/// Rule 25: in milliseconds, for the scheme that has them, and with its own tolerance.
#[test]
fn a_time_in_milliseconds_is_compared_in_milliseconds() {
    let zalo = find(&SIGNED, "zalo_oa");
    let limit = Duration::hours(12) + Duration::minutes(5);
    let millisecond = Duration::MILLISECOND;
    // (age, answer)
    let cases = [
        (limit, None),
        (limit + Duration::microseconds(999), None),
        (limit + millisecond, Some(Error::Stale { age: limit + millisecond })),
        (-limit, None),
        (-limit - millisecond, Some(Error::Early { by: limit + millisecond })),
    ];
    for (age, expected) in cases {
        let answer = zalo.verifier().verify(Delivery::from_request(zalo.request(), NOW + age)).err();
        assert_eq!(answer, expected, "{age}");
    }
}

/// Rule 25: only who knows the key learns that it is late.
#[test]
fn the_time_is_judged_after_the_tag() {
    for name in TIMED {
        let sender = find(&SIGNED, name);
        let another = of(
            name,
            if sender.secret == WHSEC { "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD" } else { "another" },
        );
        let late = Delivery::from_request(sender.request(), NOW + Duration::days(1));
        assert_eq!(another.verify(late).unwrap_err(), Error::Mismatch, "{name}");
    }
}

/// Rules 26 and 27.
#[test]
fn a_time_that_is_no_number_is_malformed() {
    let forty = "9".repeat(40);
    let long = "1".repeat(5_000);
    let texts = [
        "",
        " ",
        "-9223372036854775808",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "253402300800",
        "99999999999999",
        forty.as_str(),
        long.as_str(),
        "123abc",
        "abc",
        "1e9",
        "1795348800.0",
        "1795348800.",
        "+1795348800",
        "-1795348800",
        "-0",
        "01795348800",
        "00",
        "0x6b02d240",
        "1_795_348_800",
        "1795348800Z",
        "2026-11-22T12:00:00Z",
        "1795348800;",
        "NaN",
        "inf",
    ];
    for name in TIMED {
        let sender = find(&SIGNED, name);
        for text in texts {
            let request = match sender.time {
                Some(header) => with(sender.request(), header, text),
                None => sender.with_tag(&format!("t={text},v1={}", sender.tag())),
            };
            assert_eq!(sender.verify(request).unwrap_err(), TIMESTAMP, "{name}: {text:?}");
        }
        for digits in ["\u{0661}\u{0667}\u{0669}\u{0665}", "\u{ff11}\u{ff17}\u{ff19}\u{ff15}"] {
            let request = match sender.time {
                Some(header) => with(sender.request(), header, digits),
                None => sender.with_tag(&format!("t={digits},v1={}", sender.tag())),
            };
            let error = sender.verify(request).unwrap_err();
            assert!(matches!(error, Error::Malformed(_)), "{name}: {digits:?}: {error}");
        }
    }
    assert_eq!(TIMESTAMP.to_string(), "the timestamp is malformed");
}

/// Rules 26 and 27, for a time in the body.
#[test]
fn a_time_in_the_body_that_is_no_number_is_malformed() {
    let zalo = find(&SIGNED, "zalo_oa");
    for time in [
        "-9223372036854775808",
        "9223372036854775807",
        "1e3",
        "1795348800000.5",
        "true",
        r#""01795348800000""#,
        r#"" 1795348800000""#,
        r#""""#,
    ] {
        let body = format!(r#"{{"app_id":"1","timestamp":{time}}}"#);
        let request = zalo.request().map(|_| body.into_bytes());
        assert_eq!(zalo.verify(request).unwrap_err(), TIMESTAMP, "{time}");
    }
    for time in ["null", "[]", "{}"] {
        let body = format!(r#"{{"app_id":"1","timestamp":{time}}}"#);
        let request = zalo.request().map(|_| body.into_bytes());
        assert_eq!(zalo.verify(request).unwrap_err(), Error::Missing("the timestamp"), "{time}");
    }
    for body in ["", "{", "[1", r#"{"app_id":"1","timestamp":1,"timestamp":2}"#, "\u{feff}{}"] {
        let request = zalo.request().map(|_| body.as_bytes().to_vec());
        let error = zalo.verify(request).unwrap_err();
        assert_eq!(error, Error::Malformed("the JSON that the scheme reads"), "{body}");
    }
}

/// Rule 26: the first and the last second that a number can name are only far away.
#[test]
fn the_ends_of_time_are_stale_or_early() {
    let stripe = Verifier::<Stripe>::new("whsec_9fd1b5c3a87e4d20").unwrap();
    for (at, ahead) in [(datetime!(1970-01-01 0:00 UTC), false), (datetime!(9999-12-31 23:59:59 UTC), true)] {
        let request = stripe.sign(BODY).at(at).request().unwrap();
        let error = stripe.verify(Delivery::from_request(request, NOW)).unwrap_err();
        let expected = if ahead { Error::Early { by: at - NOW } } else { Error::Stale { age: NOW - at } };
        assert_eq!(error, expected, "{at}");
    }
}

/// Rule 28.
#[test]
fn a_tolerance_of_zero_is_no_second_at_all() {
    for name in TIMED {
        let sender = find(&SIGNED, name);
        for tolerance in [Duration::ZERO, -Duration::DAY, Duration::MIN] {
            let verifier = sender.verifier().tolerance(tolerance);
            let answer = |seconds| {
                let received_at = NOW + Duration::seconds(seconds);
                verifier.verify(Delivery::from_request(sender.request(), received_at)).err()
            };
            assert_eq!(answer(0), None, "{name}");
            assert_eq!(answer(1), Some(Error::Stale { age: Duration::SECOND }), "{name}");
            assert_eq!(answer(-1), Some(Error::Early { by: Duration::SECOND }), "{name}");
        }
    }
}

/// Rule 28: the scheme's own as well.
#[test]
fn a_tolerance_is_what_it_is_set_to() {
    static STRICT: Scheme = Scheme::hmac_sha256("strict", "x-tag")
        .timestamp(Source::Header("x-time"), Unit::Seconds)
        .signs(&[Part::Timestamp, Part::Body])
        .tolerance(Duration::ZERO);
    let strict = Verifier::of(&STRICT, "a secret of ours").unwrap();
    let wide = strict.clone().tolerance(Duration::days(365));
    let request = strict.sign(BODY).at(NOW).request().unwrap();
    let later = Delivery::from_request(request, NOW + Duration::days(300));
    assert_eq!(strict.verify(later.clone()).unwrap_err(), Error::Stale { age: Duration::days(300) });
    assert!(wide.verify(later.clone()).is_ok());
    let endless = strict.tolerance(Duration::MAX);
    assert!(endless.verify(later).is_ok());
}

/// Rule 29.
#[test]
fn milliseconds_where_seconds_are_due_are_refused_by_name() {
    for name in TIMED {
        let sender = find(&SIGNED, name);
        for text in ["1795348800000", "1000000000000", "9999999999999"] {
            let request = match sender.time {
                Some(header) => with(sender.request(), header, text),
                None => sender.with_tag(&format!("t={text},v1={}", sender.tag())),
            };
            assert_eq!(sender.verify(request).unwrap_err(), Error::Milliseconds, "{name}: {text}");
        }
    }
    assert_eq!(Error::Milliseconds.to_string(), "the timestamp counts milliseconds, expected seconds");
    assert_eq!(Error::Milliseconds.status(), StatusCode::UNAUTHORIZED);
}

/// Rule 30.
#[test]
fn a_repeated_time_in_a_list_is_refused() {
    let stripe = find(&SIGNED, "stripe");
    let tag = stripe.tag();
    let texts = [
        format!("t={SECONDS},t={SECONDS},v1={tag}"),
        format!("t={SECONDS},t=1795348801,v1={tag}"),
        format!("t=1795348799,t={SECONDS},v1={tag}"),
        format!("t={SECONDS},v1={tag},t={SECONDS}"),
        format!("t={SECONDS},v1={tag}, t=0"),
    ];
    for text in texts {
        let error = stripe.verify(stripe.with_tag(&text)).unwrap_err();
        assert_eq!(error, Error::Repeated("the timestamp"), "{text}");
    }
    let none = stripe.verify(stripe.with_tag(&format!("v1={tag}"))).unwrap_err();
    assert_eq!(none, Error::Missing("the timestamp"));
}

// Body.

/// Rule 31.
#[test]
fn a_body_rewritten_on_the_way_is_refused() {
    let original = "{\"a\": \"\u{fffd}\", \"b\": \"x\"}";
    let rewritten: [(&str, Vec<u8>); 9] = [
        ("a byte-order mark in front", format!("\u{feff}{original}").into()),
        (
            "an invalid byte for U+FFFD",
            [&original.as_bytes()[..7], b"\xff", &original.as_bytes()[10..]].concat(),
        ),
        ("other white space", original.replace(": ", ":").into()),
        ("a newline behind", format!("{original}\n").into()),
        ("a space in front", format!(" {original}").into()),
        ("an escape for a character", original.replace('\u{fffd}', "\\ufffd").into()),
        ("another order", "{\"b\": \"x\", \"a\": \"\u{fffd}\"}".into()),
        ("a NUL behind", format!("{original}\0").into()),
        ("nothing", Vec::new()),
    ];
    for sender in SIGNED.iter().filter(|sender| signs_any_body(sender)) {
        let genuine = sender.request_of(original);
        assert!(sender.verify(genuine.clone()).is_ok(), "{}", sender.name);
        for (name, body) in &rewritten {
            let request = genuine.clone().map(|_| body.clone());
            assert_eq!(sender.verify(request).unwrap_err(), Error::Mismatch, "{}: {name}", sender.name);
        }
    }
    assert_eq!(Error::Mismatch.to_string(), "no key matches what was presented");
}

/// Rule 31: the same for a form whose fields are signed.
#[test]
fn a_form_rewritten_on_the_way_is_refused() {
    let twilio = find(&SIGNED, "twilio");
    let genuine = twilio.request_of("Body=%EF%BF%BD&From=1");
    assert!(twilio.verify(genuine.clone()).is_ok());
    for body in [
        "Body=%FF&From=1",
        "Body=%80&From=1",
        "Body=%EF%BF&From=1",
        "Body=%C0%AF&From=1",
        "From=1",
        "Body=%EF%BF%BD&From=1&X=1",
    ] {
        let request = genuine.clone().map(|_| body.as_bytes().to_vec());
        let error = twilio.verify(request).expect_err(body);
        assert_eq!(error.status(), StatusCode::UNAUTHORIZED, "{body}: {error}");
    }
    let raw = genuine.map(|_| b"Body=\xff&From=1".to_vec());
    assert_eq!(twilio.verify(raw).unwrap_err().status(), StatusCode::UNAUTHORIZED);
}

/// Rule 31: what is handed on is what was verified.
#[test]
fn the_bytes_verified_are_the_bytes_handed_on() {
    let body = b"\xef\xbb\xbf{\"a\":1}\r\n\0\xff";
    let github = find(&SIGNED, "github");
    let verified = github.verify(github.request_of(&body[..])).unwrap();
    assert_eq!(verified.body()[..], body[..]);
    assert_eq!(verified.delivery().body()[..], body[..]);
}

/// Rule 32.
#[test]
fn binary_and_empty_bodies_verify() {
    let every_byte: Vec<u8> = (0..=u8::MAX).collect();
    let bodies =
        [Vec::new(), vec![0], vec![0xff; 3], every_byte, b"\x1f\x8b\x08\0".to_vec(), vec![b'x'; 3_000_000]];
    for sender in SIGNED.iter().filter(|sender| signs_any_body(sender)) {
        for body in &bodies {
            let verified = sender.verify(sender.request_of(body.clone()));
            let verified = verified.unwrap_or_else(|error| panic!("{}: {error}", sender.name));
            assert_eq!(verified.body()[..], body[..], "{}", sender.name);
        }
    }
    let twilio = find(&SIGNED, "twilio");
    assert!(twilio.verify(twilio.request_of("")).is_ok(), "a form may be empty");
}

/// Rule 54.
#[test]
fn the_same_id_of_two_senders_or_endpoints_is_two_deliveries() {
    let key_at = |name: &str, target: &str| {
        let sender = find(&SIGNED, name);
        let mut request = sender.request();
        *request.uri_mut() = target.parse().unwrap();
        sender.verify(request).unwrap().receipt().idempotency_key()
    };
    let named = |name: &str, endpoint: &'static str, target: &str| {
        let sender = find(&SIGNED, name);
        let mut request = sender.request();
        *request.uri_mut() = target.parse().unwrap();
        let verifier = sender.verifier().endpoint(endpoint);
        verifier.verify(Delivery::from_request(request, NOW)).unwrap().receipt().idempotency_key()
    };
    // Both have the id msg_1, and the same tag even.
    assert_ne!(key_at("standard_webhooks", "/hook"), key_at("gitlab_signed", "/hook"));
    assert_ne!(key_at("standard_webhooks", "/a"), key_at("standard_webhooks", "/b"));
    assert_ne!(key_at("stripe", "/a"), key_at("stripe", "/b"));
    assert_ne!(key_at("github", "/a"), key_at("github", "/A"));
    assert_ne!(named("stripe", "eu", "/a"), named("stripe", "us", "/a"));
    // One endpoint however it is written.
    assert_eq!(key_at("stripe", "/a%62c"), key_at("stripe", "/abc"));
    assert_eq!(key_at("stripe", "/a?x=1"), key_at("stripe", "/a?x=2"));
    assert_eq!(key_at("github", "/a"), key_at("github", "/a/"));
    assert_eq!(key_at("stripe", "/a/?x=1"), key_at("stripe", "/%61//"));
    assert_ne!(key_at("stripe", "/a/b"), key_at("stripe", "/ab"));
    assert_eq!(named("stripe", "eu", "/a/1"), named("stripe", "eu", "/a/2"));
    // A name does not pass for a path, nor one field for two.
    assert_ne!(named("stripe", "eu", "/a"), key_at("stripe", "/a"));
    let shown = key_at("stripe", "/a");
    assert_eq!(shown.to_string().len(), 64);
    assert_eq!(shown.to_string(), hex::encode(shown.as_bytes()));
}

/// Rule 56.
#[test]
fn an_unsigned_id_that_was_changed_or_stripped_makes_no_other_delivery() {
    for sender in SIGNED.iter().filter(|sender| !signs_id(sender)) {
        let Some(id) = sender.id else { continue };
        let key = |request| sender.verify(request).unwrap().receipt().idempotency_key();
        let mut stripped = sender.request();
        stripped.headers_mut().remove(id);
        let original = key(sender.request());
        assert_eq!(key(stripped), original, "{}", sender.name);
        for other in ["msg_2", "", "msg_1 "] {
            assert_eq!(key(with(sender.request(), id, other)), original, "{}: {other:?}", sender.name);
        }
    }
}

/// Rule 56: senders sign anew when they try again.
#[test]
fn a_retry_that_is_signed_anew_is_the_same_delivery() {
    let form = "command=%2Fdeploy&text=now";
    // (scheme, body)
    let cases = [
        ("gitlab_signed", BODY),
        ("slack", BODY),
        ("slack", r#"{"type":"event_callback","event_id":"Ev1"}"#),
        ("slack", form),
        ("standard_webhooks", BODY),
        ("stripe", BODY),
        ("stripe", r#"{"without":"an id"}"#),
        ("svix", BODY),
        ("zoom", BODY),
    ];
    for (name, body) in cases {
        let sender = find(&SIGNED, name);
        let key = |body: &'static str, at: OffsetDateTime| {
            let request = sender.verifier().sign(body).at(at).id("msg_1").request().unwrap();
            let verified = sender.verifier().verify(Delivery::from_request(request, at)).unwrap();
            (verified.receipt().idempotency_key(), verified.receipt().signed_at())
        };
        let (first, retry) = (key(body, NOW), key(body, NOW + Duration::minutes(30)));
        assert_eq!(first.0, retry.0, "{name}: {body}");
        assert_eq!(retry.1, Some(NOW + Duration::minutes(30)), "{name}: {body}");
    }
}

/// Rule 56: some senders sign by several schemes at once, and whoever sees that may strip one of them.
#[test]
fn what_is_proven_by_another_scheme_of_its_sender_is_the_same_delivery() {
    let notice = r#"{"noticeId":"1","event_id":"2","id":"3"}"#;
    // (a scheme, another one of the same sender)
    let cases = [
        ("agora", "agora_v1"),
        ("marqeta", "marqeta_sha1"),
        ("square", "square_legacy"),
        ("websub", "websub_sha512"),
    ];
    for (one, other) in cases {
        let key = |name: &str| {
            let sender = of(name, "It's a Secret to Everybody");
            let request = sender.sign(notice).at(NOW).request().unwrap();
            sender.verify(Delivery::from_request(request, NOW)).unwrap().receipt().idempotency_key()
        };
        assert_eq!(key(one), key(other), "{one} and {other}");
    }
}

/// Rule 48: some senders say in the body which attempt it is.
#[test]
fn a_retry_that_counts_itself_in_its_body_is_the_same_delivery() {
    let line = r#"{"events":[{"type":"follow","deliveryContext":{"isRedelivery":false}},
        {"type":"unfollow","deliveryContext":{"isRedelivery" : false }}]}"#;
    let moralis =
        r#"{"confirmed":true,"retries":0,"block":{"number":"1"},"logs":[{"data":"\"retries\":0"}]}"#;
    let hubspot = r#"[{"objectId":1,"attemptNumber":0,"occurredAt":1},{"objectId":2,"attemptNumber":0,"occurredAt":2}]"#;
    // (scheme, body, what is another in a retry, another delivery)
    let cases = [
        ("docusign", r#"{"event":"a","retryCount":0,"data":{}}"#, ("t\":0", "t\":12"), ("\"a\"", "\"b\"")),
        ("docusign", r#"{"event":"a","retryCount":null}"#, ("null", "-1.5e+3"), ("\"a\"", "\"b\"")),
        ("docusign", r#"{"event":"a","data":{"retryCount":[1]}}"#, ("a", "a"), ("[1]", "[2]")),
        ("hubspot", hubspot, ("r\":0", "r\":1"), ("occurredAt\":2", "occurredAt\":3")),
        ("hubspot_v1", hubspot, ("r\":0", "r\":1"), ("objectId\":2", "objectId\":3")),
        ("hubspot_v2", hubspot, ("r\":0", "r\":1"), ("objectId\":2", "objectId\":3")),
        ("line", line, ("false", "true"), ("unfollow", "leave")),
        ("linear", r#"{"action":"create","webhookTimestamp":NOW}"#, ("NOW", "LATER"), ("create", "remove")),
        ("moralis", moralis, ("s\":0,\"b", "s\":7,\"b"), ("\"1\"", "\"2\"")),
        // What only looks like it is in a text.
        ("moralis", moralis, ("true", "true"), (r#"\"retries\":0"#, r#"\"retries\":1"#)),
        ("moralis", moralis, ("true", "true"), ("true", "false")),
        // Elsewhere a number of that name is one like any other.
        ("stripe", r#"{"retries":0}"#, ("0", "0"), ("0", "1")),
    ];
    for (name, body, (from, to), (this, other)) in cases {
        let later = NOW + Duration::hours(1);
        let key = |body: String, at: OffsetDateTime| {
            let body = body.replace("NOW", "1795348800000").replace("LATER", "1795352400000");
            let sender = of(name, "It's a Secret to Everybody");
            let request = sender.sign(body).at(at).request().unwrap();
            sender.verify(Delivery::from_request(request, at)).unwrap().receipt().idempotency_key()
        };
        let first = key(body.to_owned(), NOW);
        assert_eq!(first, key(body.replace(from, to), later), "{name}: {body}");
        assert_ne!(first, key(body.replace(this, other), NOW), "{name}: {body}");
    }
}

/// Rule 56: nor does a stranger make another one who moves what is signed from the body into the URL in front of it.
#[test]
fn a_body_that_was_moved_into_the_query_makes_no_other_delivery() {
    let sender = of("hubspot_v2", "It's a Secret to Everybody");
    let text = r#"/hook?a=1[{"attemptNumber":0,"objectId":1}]"#;
    let (target, body) = text.split_at("/hook?a=1".len());
    let genuine = sender.sign(body).uri(target.parse().unwrap()).at(NOW).request().unwrap();
    let key = |at: usize| {
        let (target, body) = text.split_at(at);
        let mut request = genuine.clone().map(|_| body);
        *request.uri_mut() = target.parse().unwrap();
        sender.verify(Delivery::from_request(request, NOW)).unwrap().receipt().idempotency_key()
    };
    for moved in 1..=2 {
        assert_eq!(key(target.len()), key(target.len() + moved), "{moved}");
    }
}

/// Rule 56: and what is another delivery has another key.
#[test]
fn another_delivery_has_another_key() {
    for sender in &SIGNED {
        let other = sender.body.replace('1', "2");
        let first = sender.verify(sender.request()).unwrap().receipt().idempotency_key();
        let mut second = sender.request_of(other);
        if signs_id(sender) {
            let signed = sender.verifier().sign(sender.body).at(NOW).id("msg_2").request().unwrap();
            second = signed.map(Vec::from);
        }
        let second = sender.verifier().verify(Delivery::from_request(second, NOW + zalo_gap(sender)));
        let second = second.unwrap_or_else(|error| panic!("{}: {error}", sender.name));
        assert_ne!(first, second.receipt().idempotency_key(), "{}", sender.name);
    }
    // Where nothing is signed, the body is all there is.
    let gitlab = find(&CREDENTIALS, "gitlab");
    let key = |body: &str, id: &str| {
        let request = with(gitlab.request_of(body), "webhook-id", id);
        gitlab.verify(request).unwrap().receipt().idempotency_key()
    };
    assert_eq!(key("{}", "1"), key("{}", "2"));
    assert_ne!(key("{}", "1"), key("{ }", "1"));
}

/// Rule 53.
#[cfg(feature = "memory")]
#[tokio::test]
async fn a_forged_delivery_does_not_occupy_an_id() {
    use countersign::replay::{Memory, Once, once};

    let store = Memory::default();
    let sender = find(&SIGNED, "standard_webhooks");
    let forged = sender.with_tag(&format!("v1,{}=", "A".repeat(43)));
    assert_eq!(sender.verify(forged).unwrap_err(), Error::Mismatch);
    // Nothing but a verified delivery has a key to claim, so the genuine one is the first.
    let genuine = sender.verify(sender.request()).unwrap();
    assert_eq!(genuine.receipt().id().unwrap().covered(), Some("msg_1"));
    let work = async || Ok::<_, std::convert::Infallible>("handled");
    assert_eq!(once(&store, &genuine, work()).await.unwrap(), Once::Done("handled"));
    assert_eq!(once(&store, &genuine, work()).await.unwrap(), Once::Repeated);
}

// Handshakes.

/// Rule 58. The tag of the answer is `hmac.new(secret, b"qgg8vlvZRS6UYooatFL8Aw", hashlib.sha256)` in Python.
#[test]
fn a_probe_that_comes_as_a_delivery_is_answered_only_if_it_verifies() {
    let slack = r#"{"token":"x","challenge":"3eZbrw1a","type":"url_verification"}"#;
    let zoom = r#"{"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event":"endpoint.url_validation"}"#;
    let zoom_answer = r#"{"encryptedToken":"25d38bf3cde270e34ca96447b352f9c4851f0cdd7f2653b39c36ae475ca1b6e7","plainToken":"qgg8vlvZRS6UYooatFL8Aw"}"#;
    // (scheme, probe, content type, answer)
    let cases = [
        ("slack", slack, "text/plain; charset=utf-8", "3eZbrw1a"),
        ("zoom", zoom, "application/json", zoom_answer),
    ];
    for (name, probe, content_type, expected) in cases {
        let sender = find(&SIGNED, name);
        let receive =
            |request: Request<Vec<u8>>, at| sender.verifier().receive(Delivery::from_request(request, at));
        let refused = |request, at| match receive(request, at) {
            Err(Refusal::Refused(error, _)) => error,
            other => panic!("{name}: {other:?}"),
        };
        let unsigned = Request::post("/").body(probe.as_bytes().to_vec()).unwrap();
        assert_eq!(refused(unsigned, NOW), Error::Missing(sender.tag), "{name}");
        let genuine = sender.request_of(probe);
        let forged = with(genuine.clone(), sender.tag, &format!("v0={}", "0".repeat(64)));
        assert_eq!(refused(forged, NOW), Error::Mismatch, "{name}");
        let late = NOW + Duration::minutes(6);
        assert_eq!(refused(genuine.clone(), late), Error::Stale { age: Duration::minutes(6) }, "{name}");

        let Err(Refusal::Handshake(answer)) = receive(genuine.clone(), NOW) else {
            panic!("{name}: a genuine probe is answered");
        };
        assert_eq!(answer.status(), StatusCode::OK, "{name}");
        assert_eq!(answer.headers()["content-type"], content_type, "{name}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{name}");
        let answer: String = String::from_utf8(answer.body().to_vec()).unwrap();
        if content_type == "application/json" {
            let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
            assert_eq!(json(&answer), json(expected), "{name}");
        } else {
            assert_eq!(answer, expected, "{name}");
        }
        // `verify` answers nothing and hands it on, verified.
        assert_eq!(*sender.verify(genuine).unwrap().body(), probe, "{name}");
    }
}

/// Rule 58: what is no probe goes on to the handler, and a challenge that cannot be echoed is refused.
#[test]
fn only_a_probe_is_answered() {
    let slack = find(&SIGNED, "slack");
    let receive = |body: &str| slack.verifier().receive(Delivery::from_request(slack.request_of(body), NOW));
    for body in [
        r#"{"type":"event_callback","challenge":"abc"}"#,
        r#"{"type":["url_verification"],"challenge":"abc"}"#,
        r#"{"event":{"type":"url_verification"},"challenge":"abc"}"#,
        "type=url_verification&challenge=abc",
        "",
    ] {
        assert!(receive(body).is_ok(), "{body}");
    }
    let long = format!(r#"{{"type":"url_verification","challenge":"{}"}}"#, "x".repeat(MAX_CHALLENGE + 1));
    for body in [
        r#"{"type":"url_verification"}"#,
        r#"{"type":"url_verification","challenge":""}"#,
        r#"{"type":"url_verification","challenge":null}"#,
        &long,
    ] {
        let Err(Refusal::Refused(error, _)) = receive(body) else { panic!("{body}") };
        assert_eq!(error, Error::Handshake, "{body}");
        assert_eq!(error.status(), StatusCode::FORBIDDEN);
    }
}

/// Rule 58: the probe of Meta is a `GET`, and nothing else is let through for it.
#[test]
fn a_probe_without_a_signature_opens_nothing() {
    let meta = of("meta", "8b0a4d9a1f3c4f5e9d2c7b6a").verify_token("token-of-ours").unwrap();
    let unset = of("meta", "8b0a4d9a1f3c4f5e9d2c7b6a");
    let probe = "/?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=token-of-ours";
    let missing = || Err(Error::Missing("x-hub-signature-256"));
    let refused = || Err(Error::Handshake);
    // (verifier, method, target, the challenge that is echoed)
    let cases = [
        (&meta, Method::GET, probe, Ok("1158201444")),
        (&unset, Method::GET, probe, refused()),
        (&meta, Method::GET, "/?hub.mode=subscribe&hub.challenge=1&hub.verify_token=another", refused()),
        (&meta, Method::GET, "/?hub.mode=subscribe&hub.challenge=1&hub.verify_token=", refused()),
        (&meta, Method::GET, "/?hub.mode=subscribe&hub.challenge=1", refused()),
        (&meta, Method::GET, "/?hub.mode=subscribe&hub.verify_token=token-of-ours", refused()),
        (
            &meta,
            Method::GET,
            "/?hub.mode=subscribe&hub.challenge=1&hub.verify_token=another&hub.verify_token=token-of-ours",
            refused(),
        ),
        (
            &meta,
            Method::GET,
            "/?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=token-of-ours",
            missing(),
        ),
        (&meta, Method::GET, "/", missing()),
        (&meta, Method::HEAD, probe, missing()),
        (&meta, Method::POST, probe, missing()),
        (&meta, Method::PUT, probe, missing()),
    ];
    for (verifier, method, target, expected) in cases {
        let request = Request::builder().method(method.clone()).uri(target).body(BODY).unwrap();
        let answer = match verifier.receive(Delivery::from_request(request, NOW)) {
            Err(Refusal::Handshake(answer)) => {
                assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
                assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
                Ok(String::from_utf8(answer.body().to_vec()).unwrap())
            }
            Err(Refusal::Refused(error, _)) => Err(error),
            other => panic!("{method} {target}: {other:?}"),
        };
        assert_eq!(answer.as_deref(), expected.as_ref().copied(), "{method} {target}");
    }
}

/// Rule 58: what stands twice is there.
#[test]
fn a_probe_lacks_what_is_not_there_at_all() {
    static PROBED: Scheme =
        Scheme::hmac_sha256("probed", "x-tag").handshakes(&[Handshake::get().lacks(&[Source::Query("id")])]);
    let verifier = Verifier::of(&PROBED, "a secret of ours").unwrap();
    for (target, is_answered) in [("/", true), ("/?id2=1", true), ("/?id=1", false), ("/?id=1&id=2", false)] {
        let request = Request::get(target).body("").unwrap();
        let received = verifier.receive(Delivery::from_request(request, NOW));
        assert_eq!(matches!(received, Err(Refusal::Handshake(_))), is_answered, "{target}");
    }
}

/// Rule 58: a method that is probed is answered without the handler.
#[test]
fn a_probed_method_is_answered_with_nothing() {
    static PROBED: Scheme =
        Scheme::hmac_sha1("probed", "x-tag").handshakes(&[Handshake::head(), Handshake::options()]);
    let verifier = Verifier::of(&PROBED, "a secret of ours").unwrap();
    for (method, answered) in
        [(Method::HEAD, true), (Method::OPTIONS, true), (Method::GET, false), (Method::POST, false)]
    {
        let request = Request::builder().method(method.clone()).uri("/").body("").unwrap();
        match verifier.receive(Delivery::from_request(request, NOW)) {
            Err(Refusal::Handshake(answer)) => {
                assert!(
                    answered && answer.status() == StatusCode::OK && answer.body().is_empty(),
                    "{method}"
                );
            }
            Err(Refusal::Refused(error, _)) => {
                assert!(!answered, "{method}");
                assert_eq!(error, Error::Missing("x-tag"), "{method}");
            }
            other => panic!("{method}: {other:?}"),
        }
    }
}

// What leaks.

/// Rule 59.
#[test]
fn all_refusals_of_credentials_are_one_response() {
    let errors = [
        Error::Early { by: Duration::DAY },
        Error::Malformed("the signature"),
        Error::Milliseconds,
        Error::Mismatch,
        Error::Missing("x-hub-signature-256"),
        Error::Repeated("the timestamp"),
        Error::RetiredKey,
        Error::Stale { age: Duration::DAY },
    ];
    for error in errors {
        let refusal = Refusal::from(error);
        assert_eq!(refusal.status(), StatusCode::UNAUTHORIZED, "{error}");
        let response = refusal.into_response();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{error}");
        assert!(response.headers().is_empty(), "{error}");
        assert!(response.body().is_empty(), "{error}");
        assert_eq!(response.extensions().get::<Error>(), Some(&error), "for the operator");
    }
    for (error, status) in [
        (Error::Handshake, StatusCode::FORBIDDEN),
        (Error::NotConfigured("x"), StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        let response = Refusal::from(error).into_response();
        assert_eq!((response.status(), response.body().len(), response.headers().len()), (status, 0, 0));
    }
}

const SECRET_CANARY: &str = "canary-secret-5d41402abc4b2a76";
const BODY_CANARY: &str = "canary-body-7d793037a0760186";
const PATH_CANARY: &str = "canary-path-9b71d224bd62f378";
const HEADER_CANARY: &str = "canary-header-a69f73cca23a9ac5";

/// Whatever is printed, none of it is a secret, a tag, a body or a token.
fn assert_silent(what: &str, text: &str, more: &[&str]) {
    let canaries = [SECRET_CANARY, BODY_CANARY, PATH_CANARY, HEADER_CANARY];
    for canary in canaries.iter().chain(more) {
        assert!(!text.contains(canary), "{what} holds {canary}: {text}");
    }
}

/// Rule 61.
#[test]
fn nothing_that_is_printed_holds_a_canary() {
    #[derive(Debug, serde::Deserialize)]
    struct Other {
        #[expect(dead_code)]
        number: u32,
    }

    let body = format!(r#"{{"text":"{BODY_CANARY}","number":"{BODY_CANARY}"}}"#);
    let github = Verifier::<GitHub>::new(SECRET_CANARY).unwrap();
    let target = format!("/{PATH_CANARY}?q={PATH_CANARY}");
    let signed = github.sign(body).uri(target.parse().unwrap()).header("authorization", HEADER_CANARY);
    let labelled = signed.header("x-github-event", HEADER_CANARY).header("x-github-delivery", HEADER_CANARY);
    let request = labelled.request().unwrap();
    let tag = request.headers()["x-hub-signature-256"].to_str().unwrap().to_owned();
    let more = [tag.as_str(), &tag["sha256=".len()..]];
    let silent = |what: &str, text: String| assert_silent(what, &text, &more);

    silent("a secret", format!("{:?}", Secret::from(SECRET_CANARY)));
    silent("a weak secret", format!("{:?}", dangerous::weak_secret(SECRET_CANARY)));
    silent("a verifier", format!("{github:?}"));
    let settings = github.clone().setting("id", SECRET_CANARY).verify_token(SECRET_CANARY).unwrap();
    let settings =
        settings.public_url(&format!("https://u:{SECRET_CANARY}@a.example/{PATH_CANARY}")).unwrap();
    silent("a verifier with settings", format!("{settings:?}"));

    let delivery = Delivery::from_request(request, NOW);
    silent("a delivery", format!("{delivery:?} {:#?}", delivery.head()));
    silent("a pending one", format!("{:?}", github.begin(delivery.head().clone()).unwrap()));
    let verified = github.verify(delivery.clone()).unwrap();
    silent("a verified one", format!("{verified:?}"));
    let receipt = verified.receipt();
    silent("a receipt", format!("{receipt:?} {:?} {}", receipt.idempotency_key(), receipt.idempotency_key()));

    assert_eq!(receipt.id().unwrap().text(), HEADER_CANARY);
    struct Seen(String);

    impl Event for Seen {
        type Provider = GitHub;

        fn parse(payload: &Payload<'_, GitHub>) -> Result<Self, PayloadError> {
            Ok(Self(format!("{payload:?}")))
        }
    }

    silent("what is parsed", verified.clone().parse::<Seen>().unwrap().0.clone());
    silent("labels", format!("{:?} {:#?}", receipt.envelope(), receipt.id()));

    let unfit = verified.parse::<Json<GitHub, Other>>().unwrap_err();
    silent("an unfit payload", format!("{unfit} {unfit:?} {} {:?}", unfit.error(), unfit.error()));
    let refusal = Refusal::from(unfit);
    silent("its refusal", format!("{refusal:?}"));
    silent("its response", format!("{:?}", refusal.into_response()));

    let other = Verifier::<GitHub>::new("another secret").unwrap();
    let refusal = other.receive(delivery).unwrap_err();
    silent("a refusal", format!("{refusal:?}"));
    silent("a response", format!("{:?}", refusal.into_response()));

    for (name, secret) in [
        ("standard_webhooks", format!("{SECRET_CANARY}!")),
        ("generic_basic", SECRET_CANARY.to_owned()),
        ("github", format!("{SECRET_CANARY} ")),
    ] {
        let error = key_error(Verifier::of(catalogue::find(name).unwrap(), secret), name);
        silent("the error of a key", format!("{error} {error:?}"));
    }
    let error = github.public_url(&format!("ftp://{SECRET_CANARY}/{PATH_CANARY}")).unwrap_err();
    silent("the error of a URL", format!("{error} {error:?}"));
}

/// Rule 61: a header that the sender wrote is in no error.
#[test]
fn no_refusal_repeats_what_the_sender_wrote() {
    for sender in SIGNED.iter().chain(&CREDENTIALS) {
        let mut names = vec![sender.tag];
        names.extend(sender.time);
        names.extend(sender.id);
        for name in names {
            let mut repeated = sender.request();
            repeated.headers_mut().append(name, HeaderValue::from_static(HEADER_CANARY));
            let changed = with(sender.request(), name, &format!("{}{HEADER_CANARY}", sender.prefix));
            let changed_id = with(sender.request(), name, &format!("{HEADER_CANARY}.{HEADER_CANARY}"));
            for request in [repeated, changed, changed_id] {
                if let Err(error) = sender.verify(request) {
                    assert_silent(sender.name, &format!("{error} {error:?}"), &[]);
                }
            }
        }
    }
}

/// Rule 61: a token in the path.
#[test]
fn a_token_in_the_path_is_not_printed() {
    let echolon = of("echolon", PATH_CANARY);
    let request = Request::post(format!("/api/webhook/{PATH_CANARY}")).body("{}").unwrap();
    let delivery = Delivery::from_request(request, NOW);
    let verified = echolon.verify(delivery.clone()).unwrap();
    assert_silent(
        "a delivery",
        &format!("{delivery:?} {verified:?} {echolon:?} {:?}", verified.receipt()),
        &[],
    );
    let error = of("echolon", "another token").verify(delivery).unwrap_err();
    assert_silent("a refusal", &format!("{error} {error:?}"), &[]);
}

/// Rule 61.
#[test]
fn a_request_still_to_be_signed_is_not_printed() {
    let github = Verifier::<GitHub>::new(SECRET_CANARY).unwrap();
    let target = format!("/{PATH_CANARY}");
    let signing =
        github.sign(BODY_CANARY).uri(target.parse().unwrap()).header("authorization", HEADER_CANARY);
    assert_silent("a request to be signed", &format!("{signing:?}"), &[]);
    assert!(signing.request().is_ok());
}

/// Rule 61: the answer to a handshake holds the challenge, and a tag made with the key.
#[test]
fn the_answer_to_a_handshake_is_not_printed() {
    let zoom = find(&SIGNED, "zoom");
    let probe =
        format!(r#"{{"event":"endpoint.url_validation","payload":{{"plainToken":"{BODY_CANARY}"}}}}"#);
    let refusal = zoom.verifier().receive(Delivery::from_request(zoom.request_of(probe), NOW)).unwrap_err();
    assert!(matches!(refusal, Refusal::Handshake(_)));
    assert_silent("the refusal", &format!("{refusal:?}"), &[]);
}

/// Rule 62.
#[test]
fn what_is_not_known_is_kept_and_no_error() {
    #[derive(Debug, serde::Deserialize)]
    struct Ping {
        id: String,
    }

    let body = r#"{"id":"evt_1","type":"a.type.of.next.year","new":{"field":[1,2]},"livemode":"perhaps"}"#;
    let stripe = Verifier::<Stripe>::new("whsec_9fd1b5c3a87e4d20").unwrap();
    let request = stripe.sign(body).at(NOW).request().unwrap();
    let verified = stripe.verify(Delivery::from_request(request, NOW)).unwrap();
    let ping = verified.clone().parse::<Json<Stripe, Ping>>().unwrap();
    assert_eq!(ping.id, "evt_1");
    assert_eq!(ping.receipt().event().unwrap().text(), "a.type.of.next.year");
    assert_eq!(*ping.body(), body, "what the type leaves out is still there");
    let any = verified.parse::<Json<Stripe, serde_json::Value>>().unwrap();
    assert_eq!(any["new"]["field"][1], 2);

    for name in ["github", "gitlab", "gitlab_signed", "shopify"] {
        let sender = SIGNED.iter().chain(&CREDENTIALS).find(|sender| sender.name == name).unwrap();
        let header = if name == "github" { "x-github-event" } else { "x-gitlab-event" };
        let header = if name == "shopify" { "x-shopify-topic" } else { header };
        let verified = sender.verify(with(sender.request(), header, "brand_new")).unwrap();
        assert_eq!(verified.receipt().event().unwrap().text(), "brand_new", "{name}");
    }
}

/// Rule 62: and what does not fit says where, with the delivery.
#[test]
fn a_payload_that_does_not_fit_is_not_lost() {
    let slack = Verifier::<Slack>::new("8f742231b10e8888abcd99").unwrap();
    // (body, error)
    let cases = [
        ("{\"id\":\n7}", PayloadError::Unfit { line: 2, column: 1 }),
        ("{\"id\":", PayloadError::Syntax { line: 1, column: 6 }),
        ("", PayloadError::Syntax { line: 1, column: 0 }),
    ];
    #[derive(Debug, serde::Deserialize)]
    struct Id {
        #[expect(dead_code)]
        id: String,
    }
    for (body, expected) in cases {
        let request = slack.sign(body).at(NOW).request().unwrap();
        let verified = slack.verify(Delivery::from_request(request, NOW)).unwrap();
        let unfit = verified.parse::<Json<Slack, Id>>().unwrap_err();
        assert_eq!(unfit.error(), expected, "{body:?}");
        assert_eq!(unfit.error().status(), StatusCode::BAD_REQUEST, "{body:?}");
        assert_eq!(*unfit.into_delivery().body(), body, "{body:?}");
    }
    assert_eq!(
        PayloadError::Unfit { line: 2, column: 1 }.to_string(),
        "the payload does not fit its type at line 2 column 1"
    );
    assert_eq!(
        PayloadError::Syntax { line: 1, column: 6 }.to_string(),
        "the payload is not JSON at line 1 column 6"
    );
}

/// An event of a user's own.
#[test]
fn a_type_of_ones_own_parses_a_verified_delivery() {
    struct Length(usize);

    impl Event for Length {
        type Provider = GitHub;

        fn parse(delivery: &Payload<'_, GitHub>) -> Result<Self, PayloadError> {
            Ok(Self(delivery.body().len()))
        }
    }

    let github = Verifier::<GitHub>::new("It's a Secret to Everybody").unwrap();
    let request = github.sign("12345").request().unwrap();
    let verified = github.verify(Delivery::from_request(request, NOW)).unwrap().parse::<Length>().unwrap();
    assert_eq!(verified.0, 5);
    assert_eq!(GitHub::SCHEME.name(), "github");
}

fn is_hexadecimal(sender: &Sender) -> bool {
    sender.tag().bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn signs_id(sender: &Sender) -> bool {
    ["gitlab_signed", "standard_webhooks", "svix"].contains(&sender.name)
}

/// Whether any bytes may be its body.
fn signs_any_body(sender: &Sender) -> bool {
    !["twilio", "zalo_oa"].contains(&sender.name)
}

/// Its time is in the body, and changed with it in some cases here.
fn zalo_gap(sender: &Sender) -> Duration {
    if sender.name == "zalo_oa" { Duration::seconds(1_000_000_000) } else { Duration::ZERO }
}

// Schemes of one's own.

/// A delivery of a scheme of one's own, with a tag from another implementation.
struct Own {
    name: &'static str,
    scheme: Scheme,
    secret: &'static str,
    target: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
    assurance: Assurance,
}

const OWN_SECRET: &str = "s3cr3t-of-ours";
const OWN_BODY: &str = r#"{"id":"7","at":1795348800,"kind":"paid"}"#;

const HMAC: Scheme = Scheme::hmac_sha256("own", "x-tag");

/// Items that are proven one by one, each by the HMAC of its `a`.
const ITEMS: Scheme = HMAC.each("/v").signature(Source::Field("/t")).signs(&[Part::Field("/a")]);

/// HMAC-SHA-256 of the body in hexadecimal, unless said otherwise.
const fn own(name: &'static str, scheme: Scheme, headers: &'static [(&'static str, &'static str)]) -> Own {
    Own { name, scheme, secret: OWN_SECRET, target: "/", headers, body: OWN_BODY, assurance: Assurance::Body }
}

/// The tags are Python's: `hmac.new(b"s3cr3t-of-ours", message, hashlib.sha256).hexdigest()` and the like,
/// with the message beside each.
fn schemes_of_ones_own() -> Vec<Own> {
    use Assurance::{Body, Partial};

    let timed = HMAC.timestamp(Source::Header("x-time"), Unit::Seconds).signs(&[
        Part::Timestamp,
        Part::Literal("."),
        Part::Body,
    ]);
    let labelled = HMAC.timestamp(Source::Label("t"), Unit::Seconds).signs(&[
        Part::Timestamp,
        Part::Literal("."),
        Part::Body,
    ]);
    let url = |form: &'static [Part]| HMAC.signs(form);
    vec![
        // Layouts.
        own("bare", HMAC, &[("x-tag", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")]),
        own(
            "groups", // b"1795348800." + body
            labelled.layout(Layout::Groups("v1")),
            &[(
                "x-tag",
                "t=1795348800,v1=803b24e42046ec18fa442d7e8eb01cf74d95b75f14914d29a94ec1b3e68d4c6f t=1795348800,v1=3ed6bb19f12f8f153650775f5b21555d947f704a7b730e58ee8cf937d42d99ed",
            )],
        ),
        own(
            "keyed",
            HMAC.layout(Layout::Keyed('&', '|')),
            &[(
                "x-tag",
                "a|1a861e1bdbfe54a59abc76040111b74213fc081b9996602bfdfb127f149399ae&b|32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9",
            )],
        ),
        own(
            "keyed word",
            HMAC.layout(Layout::KeyedWord("Own", ':')),
            &[("x-tag", "own a:b:32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
        ),
        own(
            "list",
            HMAC.layout(Layout::List(',')),
            &[(
                "x-tag",
                "1a861e1bdbfe54a59abc76040111b74213fc081b9996602bfdfb127f149399ae, junk, 32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9",
            )],
        ),
        own(
            "an optional prefix that is there",
            HMAC.layout(Layout::OptionalPrefix("sha256=")),
            &[("x-tag", "sha256=32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
        ),
        own(
            "an optional prefix that is not",
            HMAC.layout(Layout::OptionalPrefix("sha256=")),
            &[("x-tag", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
        ),
        own(
            "pairs", // b"1795348800:" + body
            HMAC.layout(Layout::Pairs(';', "h1")).timestamp(Source::Label("ts"), Unit::Seconds).signs(&[
                Part::Timestamp,
                Part::Literal(":"),
                Part::Body,
            ]),
            &[("x-tag", "ts=1795348800;h1=8b630e2a460ae794ad21413105d8165cfd04d6204e469a045dfb24f4c19514c4")],
        ),
        own(
            "pairs by commas",
            labelled.pairs("t", "s"),
            &[("x-tag", "t=1795348800, s=3ed6bb19f12f8f153650775f5b21555d947f704a7b730e58ee8cf937d42d99ed")],
        ),
        own(
            "prefix",
            HMAC.prefix("hmac "),
            &[("x-tag", "hmac 32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
        ),
        own(
            "timed list", // b"1795348800." + body
            timed.layout(Layout::TimedList(',')).timestamp(Source::Leading, Unit::Seconds),
            &[(
                "x-tag",
                "1795348800,803b24e42046ec18fa442d7e8eb01cf74d95b75f14914d29a94ec1b3e68d4c6f,3ed6bb19f12f8f153650775f5b21555d947f704a7b730e58ee8cf937d42d99ed",
            )],
        ),
        own(
            "versions",
            HMAC.layout(Layout::Versions("v3")),
            &[(
                "x-tag",
                "v2,1a861e1bdbfe54a59abc76040111b74213fc081b9996602bfdfb127f149399ae v3,32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9",
            )],
        ),
        own(
            "word",
            HMAC.layout(Layout::Word("HMAC")),
            &[("x-tag", "hmac 32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
        ),
        // Encodings.
        own(
            "base64",
            HMAC.encoding(Encoding::Base64),
            &[("x-tag", "Mubio2chRGXnpnZFG6goICIPLaDbvi+qYupMEu+2V+k=")],
        ),
        own(
            "base64 for URLs",
            HMAC.encoding(Encoding::Base64Url),
            &[("x-tag", "Mubio2chRGXnpnZFG6goICIPLaDbvi-qYupMEu-2V-k")],
        ),
        own(
            "padded base64 for URLs",
            HMAC.encoding(Encoding::Base64UrlPadded),
            &[("x-tag", "Mubio2chRGXnpnZFG6goICIPLaDbvi-qYupMEu-2V-k=")],
        ),
        own(
            "hexadecimal in upper case",
            HMAC.encoding(Encoding::Hex),
            &[("x-tag", "32E6E2A367214465E7A676451BA82820220F2DA0DBBE2FAA62EA4C12EFB657E9")],
        ),
        // Algorithms.
        own(
            "HMAC-SHA-1",
            Scheme::hmac_sha1("own", "x-tag"),
            &[("x-tag", "43d0178b2b3c747a7d88505d2a84707347598a4d")],
        ),
        own(
            "HMAC-SHA-384",
            Scheme::hmac_sha384("own", "x-tag"),
            &[(
                "x-tag",
                "62bd177d9c44940c6834aea171365b4bfda51fbb03df70b40bb72ce2d5a22ce8ed4114d34fc05f75ca3cd5c7a752d599",
            )],
        ),
        own(
            "HMAC-SHA-384, base64",
            Scheme::hmac_sha384("own", "x-tag").base64(),
            &[("x-tag", "Yr0XfZxElAxoNK6hcTZbS/2lH7sD33C0C7cs4tWiLOjtQRTTT8Bfdco81cenUtWZ")],
        ),
        own(
            "HMAC-SHA-512",
            Scheme::hmac_sha512("own", "x-tag"),
            &[(
                "x-tag",
                "11dfeab0cc5dc4327fc36a84cfb1ee8e09ea62852fcb71a6571b21275edfd601043594f55c788c51cc7981c3214221594521a6b08a0076600b36115b4085301a",
            )],
        ),
        own(
            "HMAC-SHA-512, base64",
            Scheme::hmac_sha512("own", "x-tag").base64(),
            &[(
                "x-tag",
                "Ed/qsMxdxDJ/w2qEz7HujgnqYoUvy3GmVxshJ17f1gEENZT1XHiMUcx5gcMhQiFZRSGmsIoAdmALNhFbQIUwGg==",
            )],
        ),
        own(
            "hexadecimal where either may be",
            HMAC.encoding(Encoding::HexOrBase64),
            &[("x-tag", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
        ),
        own(
            "base64 where either may be",
            HMAC.encoding(Encoding::HexOrBase64),
            &[("x-tag", "Mubio2chRGXnpnZFG6goICIPLaDbvi+qYupMEu+2V+k=")],
        ),
        own("HMAC-MD5", Scheme::hmac_md5("own", "x-tag"), &[("x-tag", "91244f38ee3755ac4db01a15d0e2e0ef")]),
        // hashlib.md5(body + secret)
        own(
            "MD5, secret behind",
            Scheme::md5_suffixed("own", "x-tag"),
            &[("x-tag", "cb4ab506b19248fc5568ae93fbbd3bb9")],
        ),
        // hashlib.sha256(secret + body), hashlib.sha256(body + secret)
        own(
            "SHA-256, secret in front",
            Scheme::sha256_prefixed("own", "x-tag"),
            &[("x-tag", "7d8d69b9c226d6cea97f63c378e632e749a3b14666f2924057021fec73d991ce")],
        ),
        own(
            "SHA-256, secret behind",
            Scheme::sha256_suffixed("own", "x-tag"),
            &[("x-tag", "11a3aab9d5b5284f2bda043f829f55ae9d1e4860cf4870fc4644fc6ffec02155")],
        ),
        // Forms of the secret.
        Own {
            secret: "key-7:s3cr3t-of-ours",
            ..own(
                "after a colon",
                HMAC.key(KeyForm::AfterColon),
                &[("x-tag", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
            )
        },
        Own {
            secret: "AQIDBAUGBwgJCgsMDQ4PEA==",
            ..own(
                "base64 key",
                HMAC.key(KeyForm::Base64),
                &[("x-tag", "7ccbf695da09defa9a14df2592ecf5a852a6e64ee820fb456ec843948c6cd5c2")],
            )
        },
        Own {
            secret: "AQIDBAUGBwgJCgsMDQ4PEA",
            ..own(
                "base64 key without padding",
                HMAC.key(KeyForm::Base64),
                &[("x-tag", "7ccbf695da09defa9a14df2592ecf5a852a6e64ee820fb456ec843948c6cd5c2")],
            )
        },
        Own {
            secret: "0102030405060708090a0B0c0d0e0f10",
            ..own(
                "hexadecimal key",
                HMAC.key(KeyForm::Hex),
                &[("x-tag", "7ccbf695da09defa9a14df2592ecf5a852a6e64ee820fb456ec843948c6cd5c2")],
            )
        },
        // base64.urlsafe_b64decode("-_8BAgMEBQYHCA=="), and one of the unused bits set.
        Own {
            secret: "-_8BAgMEBQYHCB",
            ..own(
                "base64 key, read leniently",
                HMAC.key(KeyForm::Base64Lenient),
                &[("x-tag", "7762c112800b52a25a9f7b3b8b4aeb6b3428d2ed2002c2cf877c7bb2f9397185")],
            )
        },
        // The key is a&b"c'd<e>f&lt;
        Own {
            secret: "a&amp;b&quot;c&#039;d&lt;e&gt;f&amp;lt;",
            ..own(
                "entities",
                HMAC.key(KeyForm::Html),
                &[("x-tag", "54e8f7ff4a9e8ba26ebaf8b3f014add1612e2556b311d75b44e36faa739bbda5")],
            )
        },
        Own {
            secret: "sk_AQIDBAUGBwgJCgsMDQ4PEA==",
            ..own(
                "prefixed key",
                HMAC.key(KeyForm::Prefixed(&["whsec_", "sk_"])),
                &[("x-tag", "7ccbf695da09defa9a14df2592ecf5a852a6e64ee820fb456ec843948c6cd5c2")],
            )
        },
        Own {
            secret: "AQIDBAUGBwgJCgsMDQ4PEA==",
            ..own(
                "prefixed key without its prefix",
                HMAC.key(KeyForm::Prefixed(&["whsec_", "sk_"])),
                &[("x-tag", "7ccbf695da09defa9a14df2592ecf5a852a6e64ee820fb456ec843948c6cd5c2")],
            )
        },
        // hashlib.sha1(secret).digest()
        own(
            "hashed key",
            HMAC.key(KeyForm::Sha1),
            &[("x-tag", "389554f5811a6c5963cdfd4c5ca53e43c5ee4673cdd0f4bc527625017cfa0293")],
        ),
        own(
            "key with a suffix",
            HMAC.key(KeyForm::Suffixed("&")),
            &[("x-tag", "32a53425ebe987e7fa8a89352e1eb1d35eef1f054011ef04f77b7bdfd8cc4f2d")],
        ),
        own(
            "key as text",
            HMAC.key(KeyForm::Text),
            &[("x-tag", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
        ),
        Own {
            secret: "user:s3cr3t", // the key is all of it
            ..own(
                "credentials",
                HMAC.key(KeyForm::Credentials),
                &[("x-tag", "c2afe6c340a96457f3c9c9e0bf21ee382120381aca1d6a7038cf52977e658627")],
            )
        },
        // Parts.
        own(
            "hash of the body",
            HMAC.signs(&[Part::BodySha256]),
            &[("x-tag", "4a418586e79f7d3a5243e017555cb0eb7d06bd079d1c771f7360a206cfaaa14c")],
        ),
        Own {
            assurance: Partial,
            ..own(
                "computed",
                HMAC.signs(&[Part::Computed(backwards)]),
                &[("x-tag", "5b6bce12e549f1f2adcf016f02f3a37446297d1e86882aabb3605b655335adfa")],
            )
        },
        Own {
            assurance: Partial, // b"7/1795348800"
            ..own(
                "fields",
                HMAC.signs(&[Part::Field("/id"), Part::Literal("/"), Part::Field("/at")]),
                &[("x-tag", "95657e1887bb2431bfb10b5df0796120e56ac1536d308fe238a7d94dc558ea2b")],
            )
        },
        Own {
            body: "b=%C3%A9+x&a=1", // "é x|1"
            assurance: Partial,
            ..own(
                "form fields",
                HMAC.signs(&[Part::Form("b"), Part::Literal("|"), Part::Form("a")]),
                &[("x-tag", "d3b67f3ddee0974270e7c11a5a71e53c4ebfcd1aacbe2f175fd79b96f9059a35")],
            )
        },
        Own {
            body: "b=2&a=1", // b"https://example.com/pa1b2"
            target: "/p",
            assurance: Partial,
            ..own(
                "form or hash: a form",
                url(FORM_OR_HASH),
                &[("x-tag", "615f9c293ff4692464b880ba237c117755b1d2782ead7cdd5824d179fd36b837")],
            )
        },
        Own {
            // b"https://example.com/p?h=" + hashlib.sha256(body).hexdigest()
            target: "/p?h=e973d036995236e24d82de77b647db4a3aa69291dd752d9f4508b880cb162e2a",
            ..own(
                "form or hash: a hash",
                url(FORM_OR_HASH),
                &[("x-tag", "cebdf90d557c9cb7316b9971d976b253f48f9059e1dc0e9a96a2e4d5c93dc1fc")],
            )
        },
        own(
            "headers and id", // b"n0nce;msg_1;" + body
            HMAC.id(Source::Header("x-id")).signs(&[
                Part::Header("x-nonce"),
                Part::Literal(";"),
                Part::Id,
                Part::Literal(";"),
                Part::Body,
            ]),
            &[
                ("x-tag", "5766d63e1c136d73205cbee9ae507f97fc9d8b48353a151883ff94ba4cb77563"),
                ("x-nonce", "n0nce"),
                ("x-id", "msg_1"),
            ],
        ),
        Own {
            body: "payload=%7B%22a%22%3A%7B%22b%22%3A%22x+y%22%7D%7D", // b"x y"
            assurance: Partial,
            ..own(
                "JSON in a form",
                HMAC.signs(&[Part::JsonInForm("payload", "/a/b")]),
                &[("x-tag", "91600499b18333b320a7b8a32b31c53482572ebbd87104c8716e4db6996e2e32")],
            )
        },
        Own {
            target: "/a%2Fb/c?q=x%20y", // b"POST /a%2Fb/c x y\n" + body
            ..own(
                "method, path and query",
                HMAC.signs(&[
                    Part::Method,
                    Part::Literal(" "),
                    Part::Path,
                    Part::Literal(" "),
                    Part::Query("q"),
                    Part::Literal("\n"),
                    Part::Body,
                ]),
                &[("x-tag", "491776b56d85584c0b81a9c913e10c77c9b2a6848ab6590e5b89d5f7480e6425")],
            )
        },
        own(
            "setting",
            HMAC.signs(&[Part::Setting("webhook id"), Part::Literal("|"), Part::Body]),
            &[("x-tag", "de11814441de5b13a9b73a16512986eed7cab5ca8b86f9a7284dea22a2cb807a")],
        ),
        Own {
            body: "b=2&a=1&b=1&x=%26", // b"a=1;b=2;b=1;x=&"
            assurance: Partial,
            ..own(
                "sorted form",
                HMAC.signs(const { &[Part::SortedForm(Sorted::new("=", ";"))] }),
                &[("x-tag", "255b7188c75c4d0e88d4bfb2a24c34dd673ab743e11219844d58b6aa06348a98")],
            )
        },
        Own {
            target: "/?b=2&a=1&b=1&b=2", // b"a=1&b=2&b=1&b=2"
            assurance: Partial,
            ..own(
                "sorted query, kept",
                HMAC.signs(const { &[Part::SortedQuery(Sorted::new("=", "&"))] }),
                &[("x-tag", "10e1f6f04aba647a7668b558eaabec98868ba496687c7525a9cd69bc5d1361b1")],
            )
        },
        Own {
            target: "/?b=2&a=1&b=1&b=2", // b"a=1&b=2,1,2"
            assurance: Partial,
            ..own(
                "sorted query, merged",
                HMAC.signs(
                    const { &[Part::SortedQuery(Sorted::new("=", "&").repeats(Repeats::Merged(",")))] },
                ),
                &[("x-tag", "8ec9d21face7c85c54511329db25a5fc2442ede82717cf75a8ad5dc490c1ca14")],
            )
        },
        Own {
            target: "/?b=2&a=1&b=1&b=2", // b"a:1b:1b:2"
            assurance: Partial,
            ..own(
                "sorted query, unique",
                HMAC.signs(const { &[Part::SortedQuery(Sorted::new(":", "").repeats(Repeats::Unique))] }),
                &[("x-tag", "699d7b14efa71675d0bd64158223ed072bcdc7648dea6de3e57667beb7323cb1")],
            )
        },
        Own {
            target: "/p?b=2&skip=me&a=1&sig=0f76bf96a53236413dbd181d8bf82a38c712550db0747422c18553d674c90cdf", // b"a=1&b=2"
            assurance: Partial,
            ..own(
                "sorted query with the tag in it",
                HMAC.signature(Source::Query("sig"))
                    .signs(const { &[Part::SortedQuery(Sorted::new("=", "&").without(&["sig", "skip"]))] }),
                &[],
            )
        },
        own(
            "timestamp in milliseconds",
            timed.timestamp(Source::Header("x-time"), Unit::Milliseconds),
            &[
                ("x-tag", "ecc3c406051a64bc4284396d527472a5c66c356de0f307454c238b6714cc1bb9"),
                ("x-time", "1795348800123"),
            ],
        ),
        own(
            "timestamp of RFC 3339",
            timed.timestamp(Source::Header("x-time"), Unit::Rfc3339),
            &[
                ("x-tag", "b9f4a84835bf6e33d83e9c3132ac99c175b6ec75439706f07ca4d5da1e2f1106"),
                ("x-time", "2026-11-22T13:00:00.25+01:00"),
            ],
        ),
        own(
            "timestamp in the body",
            timed.timestamp(Source::Field("/at"), Unit::Seconds),
            &[("x-tag", "3ed6bb19f12f8f153650775f5b21555d947f704a7b730e58ee8cf937d42d99ed")],
        ),
        Own {
            target: "/?time=1795348800",
            ..own(
                "timestamp in the query",
                timed.timestamp(Source::Query("time"), Unit::Seconds),
                &[("x-tag", "3ed6bb19f12f8f153650775f5b21555d947f704a7b730e58ee8cf937d42d99ed")],
            )
        },
        Own {
            assurance: Partial, // base64.b64encode(hashlib.md5(body).digest())
            ..own(
                "MD5 of the body",
                HMAC.signs(&[Part::BodyMd5Base64]),
                &[("x-tag", "707a1436f0ba2105cfd398ae00a9af8576e89020e510b67d9792980770ef0848")],
            )
        },
        Own {
            assurance: Partial, // b"7//paid"
            ..own(
                "fields that may be missing",
                HMAC.signs(&[
                    Part::FieldOrEmpty("/id"),
                    Part::Literal("/"),
                    Part::FieldOrEmptyWithout("/missing", "/"),
                    Part::Literal("/"),
                    Part::FieldOrEmptyWithout("/kind", "/"),
                ]),
                &[("x-tag", "ed82b3d843faf2cda454f67f31c97c7484f9bf2db0c21d0aca07cd240899fc43")],
            )
        },
        Own {
            body: r#"{"v":[{"a":"1","b":"x:y","t":"eeaeeefc4bee606f2326fb140e9799babd3f1debd71461f455b5cf20578f55a4"},{"a":"2","t":"30053061019c110832b2ff376ae3996115abc88b03c51b54d2b6ff16f75b0634"}]}"#,
            assurance: Partial, // b"1:x:y" and b"2:"
            ..own(
                "items",
                HMAC.each("/v").signature(Source::Field("/t")).signs(&[
                    Part::FieldOrEmptyWithout("/a", ":"),
                    Part::Literal(":"),
                    Part::FieldOrEmpty("/b"),
                ]),
                &[],
            )
        },
        Own {
            body: "b=2%263&a=1%3D", // b"a=1_&b=2_3"
            assurance: Partial,
            ..own(
                "sorted form, replaced",
                HMAC.signs(const { &[Part::SortedForm(Sorted::new("=", "&").replaced(&['&', '='], "_"))] }),
                &[("x-tag", "7fe1452cd9d84aa318d9ee2cb76a66cc69f57cedcdadebb17efccd1d92b11164")],
            )
        },
        // URLs, as configured and as they are signed.
        Own {
            target: "/p?q=it's",
            ..own(
                "URL as configured",
                url(&[Part::Url(UrlForm::AsConfigured), Part::Body]),
                &[("x-tag", "7144f29c37d366b747f947373a48f0de49a4212c60d97acbd17bb4a484199beb")],
            )
        },
        Own {
            target: "/p?q=it's",
            ..own(
                "URL with a port",
                url(&[Part::Url(UrlForm::WithPort), Part::Body]),
                &[("x-tag", "9ed5644d94bdb92b261469b35fd72878d8271285741741a2db123b0386801695")],
            )
        },
        Own {
            target: "/p?q=it's",
            ..own(
                "URL with a port, quoted",
                url(&[Part::Url(UrlForm::WithPortQuoted), Part::Body]),
                &[("x-tag", "6e91eec14e0a28cfbfacc4d6b022dd247b04ad796711a0e376a9139d504dcb72")],
            )
        },
        Own {
            target: "/p?q=it's",
            ..own(
                "URL without a port",
                url(&[Part::Url(UrlForm::WithoutPort), Part::Body]),
                &[("x-tag", "7144f29c37d366b747f947373a48f0de49a4212c60d97acbd17bb4a484199beb")],
            )
        },
        Own {
            target: "/p?q=it's",
            ..own(
                "URL without a port, quoted",
                url(&[Part::Url(UrlForm::WithoutPortQuoted), Part::Body]),
                &[("x-tag", "36f5e345331763b16e512eed1716cde6e5b53bcc1ffa16964c2892c2c6f162d8")],
            )
        },
        Own {
            target: "/p?q=it's",
            ..own(
                "URL without the query",
                url(&[Part::Url(UrlForm::WithoutQuery), Part::Body]),
                &[("x-tag", "ab7a34a598de3f661fbe7e9e5144a57ad9b24a531051e3dcedb1bc4f2c633fb7")],
            )
        },
        // Where a tag stands.
        Own {
            body: r#"{"data":"x","sig":"844f423aa592e12fa51eae37a23c546bdf7487127de781c4e461f7fa1dd6ea9c"}"#,
            assurance: Partial,
            ..own("tag in a field", HMAC.signature(Source::Field("/sig")).signs(&[Part::Field("/data")]), &[])
        },
        Own {
            body: "b=2&sign=0f76bf96a53236413dbd181d8bf82a38c712550db0747422c18553d674c90cdf&a=1", // b"a=1&b=2"
            assurance: Partial,
            ..own(
                "tag in a form",
                HMAC.signature(Source::Form("sign"))
                    .signs(const { &[Part::SortedForm(Sorted::new("=", "&").without(&["sign"]))] }),
                &[],
            )
        },
        Own {
            body: "p=%7B%22s%22%3A%22844f423aa592e12fa51eae37a23c546bdf7487127de781c4e461f7fa1dd6ea9c%22%2C%22d%22%3A%22x%22%7D",
            assurance: Partial,
            ..own(
                "tag in JSON in a form",
                HMAC.signature(Source::JsonInForm("p", "/s")).signs(&[Part::JsonInForm("p", "/d")]),
                &[],
            )
        },
        Own {
            target: "/hook/32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9",
            ..own("tag in the path", HMAC.signature(Source::PathSegment), &[])
        },
        own(
            "tag in the second of two",
            HMAC.signature(Source::First(&[Source::Header("x-new"), Source::Header("x-old")])),
            &[("x-old", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
        ),
        Own {
            target: "/?mac=v1",
            ..own(
                "tag in two places",
                HMAC.signature(Source::Join(&[Source::Query("mac"), Source::Header("x-tag")])).prefix("v1."),
                &[("x-tag", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
            )
        },
        own(
            "numbered headers",
            HMAC.more_headers(&["x-tag-2", "x-tag-3"]),
            &[
                ("x-tag", "1a861e1bdbfe54a59abc76040111b74213fc081b9996602bfdfb127f149399ae"),
                ("x-tag-3", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9"),
            ],
        ),
        own(
            "the second of numbered headers alone",
            HMAC.more_headers(&["x-tag-2"]),
            &[("x-tag-2", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
        ),
        own(
            "the second family",
            HMAC.family("x-", "acme-"),
            &[("acme-tag", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
        ),
        own(
            "required headers",
            HMAC.requires(&[("x-version", "V2")]),
            &[
                ("x-tag", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9"),
                ("x-version", "v2"),
            ],
        ),
        own(
            "the second of two messages", // b"b:" + body
            HMAC.signs(&[Part::Literal("a:"), Part::Body]).or_signs(&[&[Part::Literal("b:"), Part::Body]]),
            &[("x-tag", "f62df62071d6a74b22212638c45e0ae813e3a52d53c81b81712a7ee22ba0b386")],
        ),
        Own {
            assurance: Partial, // b"7"
            ..own(
                "a lesser one of two messages",
                HMAC.or_signs(&[&[Part::Field("/id")]]),
                &[("x-tag", "c1962489be973cd7040dd2829667ea9028050944301622855216fd01f63a7344")],
            )
        },
        Own {
            assurance: Body,
            ..own(
                "the greater one of them",
                HMAC.or_signs(&[&[Part::Field("/id")]]),
                &[("x-tag", "32e6e2a367214465e7a676451ba82820220f2da0dbbe2faa62ea4c12efb657e9")],
            )
        },
    ]
}

const FORM_OR_HASH: &[Part] = &[Part::Url(UrlForm::AsConfigured), HASH_OF_BODY];
const HASH_OF_BODY: Part = Part::FormOrHash(Sorted::new("", "").repeats(Repeats::Unique), "h");

#[expect(clippy::unnecessary_wraps, reason = "its type is the part's")]
fn backwards(delivery: &Delivery) -> Option<Vec<u8>> {
    Some(delivery.body().iter().rev().copied().collect())
}

impl Own {
    /// Schemes that are chosen at run time live as long as the program.
    fn verifier(&self, secret: &str) -> Verifier<AnyProvider> {
        let scheme: &'static Scheme = Box::leak(Box::new(self.scheme));
        let verifier = Verifier::of(scheme, secret).expect(self.name).setting("webhook id", "WH-7");
        verifier.public_url("https://example.com").unwrap()
    }

    fn delivery(&self) -> Delivery {
        let mut request = Request::post(self.target);
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        Delivery::from_request(request.body(self.body).unwrap(), NOW)
    }
}

#[test]
fn every_way_to_write_a_scheme_agrees_with_another_implementation() {
    for own in schemes_of_ones_own() {
        let verified = own.verifier(own.secret).verify(own.delivery());
        let verified = verified.unwrap_or_else(|error| panic!("{}: {error}", own.name));
        assert_eq!(verified.receipt().assurance(), own.assurance, "{}", own.name);
        assert_eq!(*verified.body(), own.body, "{}", own.name);
    }
}

#[test]
fn every_way_to_write_a_scheme_refuses_another_key() {
    for own in schemes_of_ones_own() {
        let other = match own.scheme_key() {
            KeyForm::Hex => "ffeeddccbbaa99887766554433221100",
            KeyForm::Base64 | KeyForm::Prefixed(_) => "//79/Pv6+fj39vX08/Lx8A==",
            _ => "another:secret",
        };
        let error = own.verifier(other).verify(own.delivery()).unwrap_err();
        assert_eq!(error, Error::Mismatch, "{}", own.name);
    }
}

impl Own {
    fn scheme_key(&self) -> KeyForm {
        match self.name {
            "hexadecimal key" => KeyForm::Hex,
            name if name.starts_with("base64 key") || name.starts_with("prefixed key") => KeyForm::Base64,
            _ => KeyForm::Text,
        }
    }
}

#[test]
fn a_header_that_a_scheme_requires_is_refused_when_it_says_something_else() {
    let own = schemes_of_ones_own().into_iter().find(|own| own.name == "required headers").unwrap();
    let verifier = own.verifier(own.secret);
    // (the header, answer)
    let cases = [
        (vec!["v2"], None),
        (vec!["V2"], None),
        (vec![], Some(Error::Missing("x-version"))),
        (vec!["v1"], Some(Error::Malformed("x-version"))),
        (vec!["v2 "], Some(Error::Malformed("x-version"))),
        (vec![""], Some(Error::Malformed("x-version"))),
        (vec!["v2", "v2"], Some(Error::Repeated("x-version"))),
    ];
    for (values, expected) in cases {
        let mut head = own.delivery().head().clone();
        head.headers.remove("x-version");
        for value in &values {
            head.headers.append("x-version", HeaderValue::from_static(value));
        }
        let answer = verifier.verify(Delivery::new(head, own.body)).err();
        assert_eq!(answer, expected, "{values:?}");
    }
}

#[test]
fn content_that_cannot_be_computed_is_malformed() {
    static NONE: Scheme = Scheme::hmac_sha256("none", "x-tag").signs(&[Part::Computed(|_| None)]);
    let verifier = Verifier::of(&NONE, OWN_SECRET).unwrap();
    let request = Request::post("/").header("x-tag", "0".repeat(64)).body(OWN_BODY).unwrap();
    let error = verifier.verify(Delivery::from_request(request, NOW)).unwrap_err();
    assert_eq!(error, Error::Malformed("the signed content"));
}

/// What is signed has to be there once.
#[test]
fn a_signed_part_that_is_missing_or_repeated_is_refused() {
    let query = HMAC.signs(&[Part::Query("q"), Part::Body]);
    let form = HMAC.signs(&[Part::Form("f")]);
    let field = HMAC.signs(&[Part::Field("/id")]);
    let json = HMAC.signs(&[Part::JsonInForm("p", "/id")]);
    let header = HMAC.signs(&[Part::Header("x-nonce"), Part::Body]);
    // (scheme, target, body, answer)
    let cases = [
        (query, "/", OWN_BODY, Error::Missing("a signed query parameter")),
        (query, "/?q=1&q=2", OWN_BODY, Error::Repeated("a query parameter")),
        (form, "/", "g=1", Error::Missing("a signed form field")),
        (form, "/", "f=1&f=1", Error::Repeated("a form field")),
        (field, "/", "{}", Error::Missing("a signed field of the body")),
        (field, "/", r#"{"id":null}"#, Error::Missing("a signed field of the body")),
        (field, "/", r#"{"id":1,"id":1}"#, Error::Malformed("the JSON that the scheme reads")),
        (field, "/", "", Error::Malformed("the JSON that the scheme reads")),
        (json, "/", "q=1", Error::Missing("a signed field of the body")),
        (json, "/", "p=%7B", Error::Malformed("the JSON that the scheme reads")),
        (header, "/", OWN_BODY, Error::Missing("x-nonce")),
    ];
    for (scheme, target, body, expected) in cases {
        let verifier = Verifier::of(Box::leak(Box::new(scheme)), OWN_SECRET).unwrap();
        let request = Request::post(target).header("x-tag", "0".repeat(64)).body(body).unwrap();
        let error = verifier.verify(Delivery::from_request(request, NOW)).unwrap_err();
        assert_eq!(error, expected, "{target} {body}");
        assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
    }
}

/// A token may stand anywhere.
#[test]
fn a_token_is_found_wherever_it_stands() {
    let token = |stands| Scheme::token("own", stands);
    // (where, target, header, body)
    let cases = [
        (Source::Header("x-token"), "/", OWN_SECRET, "{}"),
        (Source::Query("token"), "/?token=s3cr3t%2Dof-ours", "", "{}"),
        (Source::PathSegment, "/a/s3cr3t-of%2Dours?token=x", "", "{}"),
        (Source::Form("token"), "/", "", "a=1&token=s3cr3t-of-ours"),
        (Source::Field("/a/token"), "/", "", r#"{"a":{"token":"s3cr3t\u002dof-ours"}}"#),
        (Source::JsonInForm("p", "/token"), "/", "", "p=%7B%22token%22:%22s3cr3t-of-ours%22%7D"),
    ];
    for (stands, target, header, body) in cases {
        let scheme: &'static Scheme = Box::leak(Box::new(token(stands)));
        let delivery = || {
            let mut request = Request::post(target);
            if !header.is_empty() {
                request = request.header("x-token", header);
            }
            Delivery::from_request(request.body(body).unwrap(), NOW)
        };
        let verified = Verifier::of(scheme, OWN_SECRET).unwrap().verify(delivery());
        let verified = verified.unwrap_or_else(|error| panic!("{stands:?}: {error}"));
        assert_eq!(verified.receipt().assurance(), Assurance::Origin, "{stands:?}");
        let error = Verifier::of(scheme, "s3cr3t-of-our").unwrap().verify(delivery()).unwrap_err();
        assert_eq!(error, Error::Mismatch, "{stands:?}");
    }
}

/// Rule 30: all groups say the same time, each once.
#[test]
fn groups_state_one_time() {
    let own = schemes_of_ones_own().into_iter().find(|own| own.name == "groups").unwrap();
    let verifier = own.verifier(own.secret);
    let genuine = own.headers[0].1.split_once(" t=1795348800,v1=").unwrap().1;
    let junk = "0".repeat(64);
    let repeated = Some(Error::Repeated("the timestamp"));
    // (groups, answer)
    let cases = [
        (format!("t={SECONDS},v1={genuine}"), None),
        (format!("t={SECONDS},v1={genuine} t={SECONDS},v1={junk}"), None),
        (format!("t=1,v1={junk} t={SECONDS},v1={genuine}"), repeated),
        (format!("t={SECONDS},v1={genuine} t=1,v1={junk}"), repeated),
        (format!("v1={genuine}"), Some(Error::Missing("the timestamp"))),
    ];
    for (text, expected) in cases {
        let mut head = own.delivery().head().clone();
        head.headers.insert("x-tag", text.parse().unwrap());
        let answer = verifier.verify(Delivery::new(head, own.body)).err();
        assert_eq!(answer, expected, "{text}");
    }
}

/// Rules 12 and 30: the other labels of a group are passed over, and its time is stated once.
#[test]
fn groups_may_have_other_labels_and_no_second_time() {
    let own = schemes_of_ones_own().into_iter().find(|own| own.name == "groups").unwrap();
    let verifier = own.verifier(own.secret);
    let genuine = own.headers[0].1.split_once(" t=1795348800,v1=").unwrap().1;
    // (groups, answer)
    let cases = [
        (format!("t={SECONDS},v0=x,v1=0 t={SECONDS},v0=y,v1={genuine}"), None),
        (format!("t={SECONDS},t={SECONDS},v1={genuine}"), Some(Error::Repeated("the timestamp"))),
    ];
    for (text, expected) in cases {
        let mut head = own.delivery().head().clone();
        head.headers.insert("x-tag", text.parse().unwrap());
        let answer = verifier.verify(Delivery::new(head, own.body)).err();
        assert_eq!(answer, expected, "{text}");
    }
}

/// A tag that stands in the body or before it is read from where it stands.
#[test]
fn a_tag_may_stand_in_a_header_or_in_the_body() {
    let scheme = HMAC.signature(Source::First(&[Source::Header("x-tag"), Source::Form("tag")]));
    let scheme: &'static Scheme = Box::leak(Box::new(scheme.signs(&[Part::Form("data")])));
    let verifier = Verifier::of(scheme, OWN_SECRET).unwrap();
    const TAG: &str = "844f423aa592e12fa51eae37a23c546bdf7487127de781c4e461f7fa1dd6ea9c";
    let in_header = Request::post("/").header("x-tag", TAG).body("data=x".to_owned()).unwrap();
    let in_body = Request::post("/").body(format!("data=x&tag={TAG}")).unwrap();
    for (name, request) in [("in a header", in_header), ("in the body", in_body)] {
        let answer = verifier.verify(Delivery::from_request(request, NOW)).map(drop);
        assert_eq!(answer, Ok(()), "{name}");
    }
}

/// So is the time beside it.
#[test]
fn a_time_may_stand_beside_a_tag_in_the_body() {
    const SIGNS: &[Part] = &[Part::Timestamp, Part::Literal("."), Part::Form("data")];
    let tag = hmac_sha256(OWN_SECRET, format!("{SECONDS}.x"));
    let pairs = format!("t={SECONDS},v1={tag}");
    let either = Source::First(&[Source::Header("x-tag"), Source::Form("tag")]);
    let labelled = |signature| HMAC.signature(signature).pairs("t", "v1").signs(SIGNS);
    let listed = HMAC
        .signature(Source::Form("tag"))
        .layout(Layout::TimedList(','))
        .timestamp(Source::Leading, Unit::Seconds)
        .signs(SIGNS);
    // (scheme, header, field of the form)
    let cases = [
        (labelled(Source::Form("tag")), None, Some(pairs.clone())),
        (labelled(either), None, Some(pairs.clone())),
        (labelled(either), Some(pairs), None),
        (listed, None, Some(format!("{SECONDS},{tag}"))),
    ];
    for (scheme, header, field) in cases {
        let verifier = Verifier::of(Box::leak(Box::new(scheme)), OWN_SECRET).unwrap();
        let mut request = Request::post("/");
        if let Some(header) = &header {
            request = request.header("x-tag", header);
        }
        let body = field.as_ref().map_or_else(|| "data=x".to_owned(), |field| format!("data=x&tag={field}"));
        let request = request.body(body).unwrap();
        let answer = |at| verifier.verify(Delivery::from_request(request.clone(), at)).map(drop);
        assert_eq!(answer(NOW), Ok(()), "{header:?} {field:?}");
        let late = Duration::minutes(5) + Duration::SECOND;
        assert_eq!(answer(NOW + late), Err(Error::Stale { age: late }), "{header:?} {field:?}");
    }
}

/// What is signed verifies; what would not is not signed.
#[test]
fn an_id_that_no_receiver_accepts_is_not_signed() {
    for sender in SIGNED.iter().filter(|sender| signs_id(sender)) {
        for id in ["", "msg.1"] {
            let verifier = sender.verifier();
            let signed = verifier.sign(BODY).at(NOW).id(id).request();
            assert!(
                matches!(signed, Err(SignError::Lacking(Error::Malformed(_)))),
                "{}: {id:?}",
                sender.name
            );
        }
    }
}

#[test]
fn a_time_in_the_query_is_signed_as_it_stands_there() {
    let verifier = Verifier::<ShopifyOAuth>::new("hush_2f9a1c").unwrap();
    let sign = |target: &str| verifier.sign("").at(NOW).uri(target.parse().unwrap()).request();
    let request = sign("/callback?shop=a.example&timestamp=1795348800").unwrap();
    assert!(verifier.verify(Delivery::from_request(request, NOW)).is_ok());
    for target in ["/callback", "/callback?shop=a.example"] {
        let error = sign(target).unwrap_err();
        assert_eq!(error, SignError::Lacking(Error::Missing("the timestamp")), "{target}");
    }
}

#[test]
fn a_time_that_cannot_be_written_is_not_signed() {
    let before = OffsetDateTime::UNIX_EPOCH - Duration::SECOND;
    // (scheme, unit)
    for (name, unit) in [("stripe", "seconds"), ("hubspot", "milliseconds")] {
        let verifier = Verifier::of(catalogue::find(name).expect(name), "9fd1b5c3-a87e-4d20").unwrap();
        let verifier = verifier.public_url("https://example.com").unwrap();
        let error = verifier.sign("{}").at(before).request().unwrap_err();
        assert_eq!(error, SignError::Lacking(Error::Malformed("the timestamp")), "{unit}");
        let request = verifier.sign("{}").at(OffsetDateTime::UNIX_EPOCH).request().unwrap();
        let delivery = Delivery::from_request(request, OffsetDateTime::UNIX_EPOCH);
        assert!(verifier.verify(delivery).is_ok(), "{unit}");
    }
}

/// A second one would be refused, since nobody could say which of them counts; and among parts one would not be found.
#[test]
fn what_has_no_place_for_a_tag_is_not_signed() {
    let sms = Verifier::<VonageSms>::new(dangerous::weak_secret("hush")).unwrap();
    let oauth = Verifier::<ShopifyOAuth>::new("hush_2f9a1c").unwrap();
    let query = |name: &str| {
        let target = format!("/callback?shop=a.example&timestamp=1795348800&{name}=ab").parse().unwrap();
        oauth.sign("").at(NOW).uri(target).request()
    };
    // (what is signed, whether it is refused)
    let cases = [
        ("a form", sms.sign("text=a&sign=ab").request(), false),
        ("a form with a tag", sms.sign("text=a&sig=ab").request(), true),
        ("a form with a tag in other letters", sms.sign("%73ig=ab&text=a").request(), true),
        ("a form in parts", sms.sign("--a\r\n\r\n--a--").request(), true),
        ("a query", query("hmacs"), false),
        ("a query with a tag", query("hmac"), true),
        ("a query with a tag in other letters", query("%68mac"), true),
    ];
    for (name, signed, is_refused) in cases {
        assert_eq!(signed.err(), is_refused.then_some(SignError::Unfit), "{name}");
    }
}

/// A scheme that makes no sense is the programmer's fault: it is told when the verifier is built, at run
/// time as well, and never to a sender.
#[test]
fn a_scheme_that_makes_no_sense_is_refused_before_any_delivery() {
    // (what is wrong, scheme)
    let cases = [
        ("an id that stands nowhere", HMAC.signs(&[Part::Id, Part::Body])),
        ("a time that stands nowhere", HMAC.signs(&[Part::Timestamp, Part::Body])),
        ("an item without a tag of its own", HMAC.each("/v")),
        ("items that share a computed message", ITEMS.signs(&[Part::Computed(backwards)])),
        ("items that share what is computed of the head", ITEMS.signs(&[Part::ComputedOfHead(|_| None)])),
        ("items of several messages", ITEMS.or_signs(&[&[Part::Field("/a")]])),
        ("items with a time", ITEMS.timestamp(Source::Field("/at"), Unit::Seconds)),
        ("items beside what is expected", ITEMS.expects(&[(Source::Field("/a"), "account")])),
        ("a field that is repeated", HMAC.signature(Source::Field("/t")).repeated_signatures()),
        ("a time that is not signed", HMAC.timestamp(Source::Header("x-time"), Unit::Seconds)),
        (
            "a time that one of several messages does not sign",
            HMAC.timestamp(Source::Header("x-time"), Unit::Seconds)
                .signs(&[Part::Timestamp, Part::Body])
                .or_signs(&[&[Part::Body]]),
        ),
        ("a message of more than 32 parts", HMAC.signs(&[Part::Body; 33])),
        ("more messages than a receipt can name", HMAC.or_signs(&[&[Part::Body] as &[_]; 256])),
        ("a hash of the body that is not signed", HMAC.signs(const { &[HASH_OF_BODY] })),
        (
            "a hash of the body in a query that is not signed",
            HMAC.signs(const { &[Part::Url(UrlForm::WithoutQuery), HASH_OF_BODY] }),
        ),
        (
            "a hash of the body that is left out of a query that is signed",
            HMAC.signs(const { &[Part::SortedQuery(Sorted::new("=", "&").without(&["h"])), HASH_OF_BODY] }),
        ),
        (
            "a hash of the body that one of several messages does not sign",
            HMAC.signs(const { &[Part::Query("h"), HASH_OF_BODY] })
                .or_signs(const { &[&[Part::Query("q"), HASH_OF_BODY]] }),
        ),
        ("a token in its own payload", HMAC.signature(Source::Payload("/t"))),
        (
            "a token in its own payload, or elsewhere",
            HMAC.signature(Source::First(&[
                Source::Header("x-tag"),
                Source::Join(&[Source::Query("t"), Source::Payload("/t")]),
            ])),
        ),
        ("nothing signed", HMAC.signs(&[])),
        ("a header in upper case", Scheme::hmac_sha256("own", "X-Tag")),
        ("a header that is none", HMAC.id(Source::First(&[Source::Query("id"), Source::Header("x id")]))),
        (
            "a signed header in upper case",
            HMAC.signs(&[Part::Header("X-Id"), Part::Literal("."), Part::Body]),
        ),
        ("a further header in upper case", HMAC.more_headers(&["X-B"])),
        ("a required header in upper case", HMAC.requires(&[("X-Required", "1")])),
        ("a tolerance that is negative", HMAC.tolerance(Duration::seconds(-5))),
        ("a time and a tag of one label", HMAC.pairs("v", "v").signs(&[Part::Timestamp, Part::Body])),
        ("a tag in the form that it signs", HMAC.signature(Source::Form("t"))),
        (
            "a tag in the query that it signs",
            HMAC.signature(Source::Query("t")).signs(const { &[Part::SortedQuery(Sorted::new("=", "&"))] }),
        ),
        (
            "a tag in the URL that it signs",
            HMAC.signature(Source::Query("t")).signs(&[Part::Url(UrlForm::AsConfigured)]),
        ),
        ("a tag in the path that it signs", HMAC.signature(Source::PathSegment).signs(&[Part::Path])),
        (
            "a second family without a first header",
            HMAC.signature(Source::First(&[Source::Header("a-tag"), Source::Query("t")])).family("a-", "b-"),
        ),
        (
            "a probe like a delivery whose tag stands in the query",
            HMAC.signature(Source::Query("t"))
                .handshakes(const { &[Handshake::post().is(&[(Source::Header("x-ping"), "1")])] }),
        ),
        (
            "a probe like a delivery whose tag may stand in the query",
            HMAC.signature(Source::First(&[Source::Header("x-tag"), Source::Query("t")]))
                .handshakes(const { &[Handshake::post().is(&[(Source::Query("mode"), "probe")])] }),
        ),
    ];
    for (name, scheme) in cases {
        let scheme: &'static Scheme = Box::leak(Box::new(scheme));
        let built = std::panic::catch_unwind(AssertUnwindSafe(|| Verifier::of(scheme, OWN_SECRET).map(drop)));
        assert!(!matches!(built, Ok(Ok(()))), "{name}");
    }
    // A hash of the body signs a time in it as the body does.
    static HASHED: Scheme = HMAC
        .timestamp(Source::Field("/at"), Unit::Seconds)
        .signs(&[Part::Body])
        .or_signs(&[&[Part::BodySha256], &[Part::BodySha256Hex]]);
    assert!(Verifier::of(&HASHED, OWN_SECRET).is_ok());
}

// Items.

/// The tags are Python's: `hmac.new(secret, item["a"], hashlib.sha256).hexdigest()`.
const FIRST: &str = r#"{"a":"1","t":"c0289ec0f756ac7bf99f146c8aa2000dc45ba935e30259b50242f72457631fbf"}"#;
const SECOND: &str = r#"{"a":"2","t":"00a4b30b4f8abd045c292a4289489253e027b360e5dadade97bbc4185df3d02a"}"#;
const SECOND_UNDER_OLD: &str =
    r#"{"a":"2","t":"07d559d6f7eb0fe1963a796d3fc9c55848ae52623e480bac16d09d5f273e5b81"}"#;

static ITEMS_WITH_ID: Scheme = ITEMS.id(Source::Field("/a"));

fn items(items: &[&str]) -> Delivery {
    let body = format!(r#"{{"a":"7","v":[{}]}}"#, items.join(","));
    Delivery::from_request(Request::post("/").body(body).unwrap(), NOW)
}

#[test]
fn every_item_has_to_prove_itself() {
    let verifier = Verifier::of(&ITEMS_WITH_ID, OWN_SECRET).unwrap();
    let forged = SECOND.replace(r#""2""#, r#""3""#);
    let untagged = r#"{"a":"2"}"#;
    // (name, items, refusal)
    let cases: [(&str, Vec<&str>, Option<Error>); 9] = [
        ("one", vec![FIRST], None),
        ("two", vec![FIRST, SECOND], None),
        ("one twice", vec![FIRST, SECOND, FIRST], Some(Error::Repeated("a signed item"))),
        ("forged first", vec![&forged, FIRST], Some(Error::Mismatch)),
        ("forged last", vec![FIRST, &forged], Some(Error::Mismatch)),
        ("no tag", vec![FIRST, untagged], Some(Error::Missing("the signature"))),
        ("no object", vec![FIRST, "1"], Some(Error::Missing("the signature"))),
        (
            "nothing signed",
            vec![FIRST, r#"{"t":"0000000000000000000000000000000000000000000000000000000000000000"}"#],
            Some(Error::Missing("a signed field of the body")),
        ),
        ("no items", vec![], Some(Error::Missing("an item in the body"))),
    ];
    for (name, list, refusal) in cases {
        assert_eq!(verifier.verify(items(&list)).err(), refusal, "{name}");
    }
}

#[test]
fn items_prove_nothing_of_what_is_around_them() {
    let verifier = Verifier::of(&ITEMS_WITH_ID, OWN_SECRET).unwrap();
    let verified = verifier.verify(items(&[FIRST])).unwrap();
    assert_eq!(verified.receipt().assurance(), Assurance::Partial);
    let id = verified.receipt().id().unwrap();
    assert_eq!((id.text(), id.covered()), ("7", None));
}

#[test]
fn an_idempotency_key_is_made_of_all_items() {
    let verifier = Verifier::of(&ITEMS_WITH_ID, OWN_SECRET).unwrap();
    let key = |list: &[&str]| verifier.verify(items(list)).unwrap().receipt().idempotency_key();
    assert_eq!(key(&[FIRST, SECOND]), key(&[FIRST, SECOND]));
    let spaced = FIRST.replace(":", " : ");
    assert_eq!(key(&[FIRST]), key(&[&spaced]));
    let keys = [key(&[FIRST]), key(&[SECOND]), key(&[FIRST, SECOND]), key(&[SECOND, FIRST])];
    for (at, one) in keys.iter().enumerate() {
        assert!(!keys[at + 1..].contains(one), "{at}");
    }
}

#[test]
fn items_under_several_keys_count_as_under_the_last() {
    let now = Verifier::of(&ITEMS_WITH_ID, OWN_SECRET).unwrap();
    let both = now.or("the secret before it").unwrap();
    for list in [[FIRST, SECOND_UNDER_OLD], [SECOND_UNDER_OLD, FIRST]] {
        assert_eq!(both.verify(items(&list)).unwrap().receipt().key(), 1, "{list:?}");
    }
    assert_eq!(both.verify(items(&[FIRST, SECOND])).unwrap().receipt().key(), 0);
    let twice = both.verify(items(&[SECOND, FIRST, SECOND_UNDER_OLD])).map(drop);
    assert_eq!(twice, Err(Error::Repeated("a signed item")));
    let retired = both.until(NOW);
    let refusal = retired.verify(items(&[FIRST, SECOND_UNDER_OLD])).unwrap_err();
    assert_eq!((refusal, retired.retired_uses()), (Error::RetiredKey, 1));
}

#[test]
fn a_probe_of_microsoft_graph_is_answered_by_its_head() {
    let scheme = catalogue::find("ms_graph").unwrap();
    let verifier = Verifier::of(scheme, "a client state of ours").unwrap();
    let request = Request::post("/graph?validationToken=Validation%3A+%3Cb%3E").body("").unwrap();
    let Err(Refusal::Handshake(answer)) = verifier.receive(Delivery::from_request(request, NOW)) else {
        panic!("no answer")
    };
    assert_eq!((answer.status(), &answer.body()[..]), (StatusCode::OK, &b"Validation: <b>"[..]));
    assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
    let request = Request::post("/graph").body(r#"{"value":[]}"#).unwrap();
    let refused = verifier.receive(Delivery::from_request(request, NOW));
    assert!(matches!(refused, Err(Refusal::Refused(Error::Missing(_), _))));
}

#[test]
fn a_signed_query_is_taken_by_get_and_alone() {
    const QUERY: &str = "msisdn=14843472194&to=13239877404&text=a%3D1%26b_%C3%A9+2&timestamp=1385047698";
    // (scheme, tag made with Python's hashlib)
    let tags = [
        ("vonage_sms", "bfa73c9a75bf62e8c519716bd173c01af640810c5d58ad3a63c870aac7f4045e"),
        ("vonage_sms_hmac_md5", "838806fcf10393b018c52c85b3f45156"),
        ("vonage_sms_md5", "bcacbc98b9794fcaa778c2d293556b08"),
        ("vonage_sms_sha1", "4efbc26d8b327290bea7098258e45a41b7fea1fd"),
        (
            "vonage_sms_sha512",
            "a719224b7094ba0eb71ca78ad3d1b289f9a0d18dc222d4f0a8e3edb35ea3505fc0ad3cda158dba11352d6c2404185e638c90237687f5640e3479655f3fa5dcbb",
        ),
    ];
    for (name, tag) in tags {
        let verifier = Verifier::of(catalogue::find(name).unwrap(), "my_secret_key_for_testing").unwrap();
        let signed = format!("/?{QUERY}&sig={tag}");
        let unsigned = format!("/?{QUERY}");
        let form = format!("{QUERY}&sig={tag}");
        let forged = format!("msisdn=1&sig={tag}");
        // (case, method, target, body, expected)
        let cases = [
            ("as it is sent", "GET", &*signed, "", Ok(())),
            ("a form", "POST", "/", &*form, Ok(())),
            ("a form in the query of a POST", "POST", &*signed, "", Err(Error::Mismatch)),
            ("a body beside it", "GET", &*signed, "msisdn=1", Err(Error::Mismatch)),
            ("a form beside it", "POST", &*signed, "msisdn=1", Err(Error::Mismatch)),
            ("a form that has the tag", "POST", &*unsigned, &*forged, Err(Error::Mismatch)),
            ("a body that has the tag", "GET", &*unsigned, &*forged, Err(Error::Mismatch)),
            ("another value", "GET", &signed.replace("14843472194", "14843472195"), "", Err(Error::Mismatch)),
            ("one more", "GET", &format!("{signed}&a=1"), "", Err(Error::Mismatch)),
            (
                "the tag twice",
                "GET",
                &format!("{signed}&sig={tag}"),
                "",
                Err(Error::Repeated("a query parameter")),
            ),
            ("no tag", "GET", &*unsigned, "", Err(Error::Missing("the signature"))),
        ];
        for (case, method, target, body, expected) in cases {
            let request = Request::builder().method(method).uri(target).body(body.to_owned()).unwrap();
            let result = verifier.verify(Delivery::from_request(request, NOW)).map(drop);
            assert_eq!(result, expected, "{name}: {case}");
        }
    }
}

#[test]
fn a_secret_that_its_sender_normalises_is_one_key_in_all_its_forms() {
    let easypost = |secret| Verifier::of(catalogue::find("easypost").unwrap(), secret).unwrap();
    let composed = easypost("s\u{e9}same-ouvre-toi");
    let request = composed.sign("{}").at(NOW).request().unwrap();
    // (form, secret, the same key)
    let cases = [
        ("composed", "s\u{e9}same-ouvre-toi", true),
        ("decomposed", "se\u{301}same-ouvre-toi", true),
        ("wide", "\u{ff53}\u{e9}same-ouvre-toi", true),
        ("without the accent", "sesame-ouvre-toi", false),
    ];
    for (form, secret, expected) in cases {
        let delivery = Delivery::from_request(request.clone(), NOW);
        assert_eq!(easypost(secret).verify(delivery).is_ok(), expected, "{form}");
    }
}

#[test]
fn what_is_signed_with_the_headers_that_it_lists_is_verified() {
    let coinbase = Verifier::of(catalogue::find("coinbase_cdp").unwrap(), "8f742231b10e8888abcd99").unwrap();
    let signing =
        || coinbase.sign("{}").at(NOW).header("x-event-id", "evt_1").header("x-event-type", "payment");
    let request = signing().header("x-hook0-signature", "h=x-event-id x-event-type").request().unwrap();
    let mut changed = request.clone();
    changed.headers_mut().insert("x-event-type", HeaderValue::from_static("refund"));
    assert_eq!(coinbase.verify(Delivery::from_request(request, NOW)).map(drop), Ok(()));
    let refusal = coinbase.verify(Delivery::from_request(changed, NOW)).unwrap_err();
    assert_eq!(refusal, Error::Mismatch);
    // (what is listed, expected)
    let cases = [
        (None, SignError::Lacking(Error::Malformed("the signed content"))),
        (Some("h=x-missing"), SignError::Lacking(Error::Malformed("the signed content"))),
        (Some("h=x-event-id x-event-id"), SignError::Lacking(Error::Malformed("the signed content"))),
    ];
    for (list, expected) in cases {
        let signing = list.map_or_else(signing, |list| signing().header("x-hook0-signature", list));
        assert_eq!(signing.request().unwrap_err(), expected, "{list:?}");
    }
}
