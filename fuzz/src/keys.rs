//! Secrets and public keys in every form, also those that are none.

use std::sync::OnceLock;

use arbitrary::{Result, Unstructured};
use countersign::{AnyProvider, Delivery, KeyError, Scheme, Verifier, catalogue, dangerous};
use time::OffsetDateTime;

use crate::genuine;
use crate::input;

/// A secret of the fuzzer's, or a genuine one that it changed, for one of the schemes.
pub fn keys(input: &[u8]) {
    let _ = run(&mut Unstructured::new(input));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let flags: u8 = u.arbitrary()?;
    let scheme = *input::one(u, schemes())?;
    let secret = match flags & 3 {
        0 => input::rest(u).to_vec(),
        _ => {
            let genuine = *input::one(u, genuine::that_sign(flags & 2 == 2))?;
            let mut secret = genuine.secret.clone().into_bytes();
            for _ in 0..=flags >> 6 {
                let at = u.int_in_range(0..=secret.len())?;
                let end = u.int_in_range(at..=secret.len())?.min(at + usize::from(flags >> 2 & 0xf));
                secret.splice(at..end, input::bytes(u, 16)?.iter().copied());
            }
            secret
        }
    };
    let strict = Verifier::of(scheme, &secret[..]);
    let lenient = Verifier::of(scheme, dangerous::weak_secret(&secret[..]));
    if strict.is_ok() {
        assert!(lenient.is_ok(), "{}: a good secret is no weak one", scheme.name());
        assert!(!secret.is_empty(), "{}: an empty secret", scheme.name());
    }
    match lenient {
        Ok(verifier) => assert_works(&verifier, &secret),
        Err(error) => {
            assert!(!matches!(error, KeyError::Placeholder | KeyError::Short { .. }));
            assert!(strict.is_err(), "{}: a weak secret is no good one", scheme.name());
        }
    }
    Ok(())
}

/// Schemes, one of each algorithm and form of key, as far as their names tell.
fn schemes() -> &'static [&'static Scheme] {
    const ONE_OF_EACH: [&str; 30] = [
        "adyen",
        "afterpay",
        "apple_app_store",
        "auth0",
        "braintree",
        "circle",
        "coinbase_legacy",
        "discord",
        "easypost",
        "ebay",
        "fal",
        "fireblocks",
        "generic_basic",
        "github",
        "google_pubsub",
        "jira",
        "klarna",
        "mailgun",
        "messagebird",
        "paddle_classic",
        "paypal",
        "plaid",
        "sendgrid",
        "standard_webhooks",
        "standard_webhooks_ed25519",
        "svix",
        "truelayer",
        "vonage_sms_md5",
        "wechat_pay_v3",
        "zoom",
    ];
    static SCHEMES: OnceLock<Vec<&Scheme>> = OnceLock::new();
    SCHEMES.get_or_init(|| ONE_OF_EACH.map(|name| catalogue::find(name).expect(name)).to_vec())
}

/// What it signs it accepts, if it can sign; and it does not show its secret.
fn assert_works(verifier: &Verifier<AnyProvider>, secret: &[u8]) {
    let name = verifier.scheme().name();
    let shown = format!("Verifier {{ scheme: {name:?}, keys: 1, .. }}");
    assert_eq!(format!("{verifier:?}"), shown, "more is shown than what is not secret");
    let at = OffsetDateTime::UNIX_EPOCH + time::Duration::days(20_000);
    let Ok(request) = verifier.sign("{}").at(at).id("msg_1").request() else { return };
    let answer = verifier.verify(Delivery::from_request(request, at));
    assert!(answer.is_ok() || may_not_stand_in_a_header(secret), "{name}: {answer:?}");
}

/// Whether a token of it makes no header that can be read.
fn may_not_stand_in_a_header(secret: &[u8]) -> bool {
    secret.iter().any(|byte| !(b' '..=b'~').contains(byte))
}
