//! <https://github.com/plivo/plivo-python>

use crate::message::parameters;
use crate::{Delivery, Layout, Part, Provider, Repeats, Scheme, Sorted, Source, UrlForm};

/// Plivo with signature V3: voice and messaging callbacks. The secret is the auth token of the account or
/// the subaccount.
///
/// The URL is signed, so the verifier needs its [`public_url`](crate::Verifier::public_url).
///
/// Repetitions are told by the nonce. Whether what is tried again has the same one is not documented.
#[derive(Debug, Clone, Copy)]
pub enum Plivo {}

impl Provider for Plivo {
    const SCHEME: Scheme = Scheme::hmac_sha256("plivo", "x-plivo-signature-v3")
        // One of the main account and one of the subaccount.
        .layout(Layout::List(','))
        .base64()
        .signs(&[Part::Url(UrlForm::WithoutQuery), QUERY, FORM, Part::Literal("."), NONCE])
        // A URL that has no path is signed without the slash that its request has.
        .or_signs(&[&[Part::Url(UrlForm::WithoutQueryOrSlash), QUERY, FORM, Part::Literal("."), NONCE]])
        .event(Source::First(&[Source::Form("Event"), Source::Form("Status")]));
}

const QUERY: Part = Part::Computed(query);
const FORM: Part = Part::SortedForm(Sorted::new("", "").repeats(Repeats::Unique));
const NONCE: Part = Part::Header("x-plivo-signature-v3-nonce");

/// The sorted query behind its question mark, which a form has in front of it even without a query, and the
/// full stop between the two. Nothing tells that full stop from one in the last value of the query.
fn query(delivery: &Delivery) -> Option<Vec<u8>> {
    let query = delivery.head().target.query().unwrap_or_default();
    let mut pairs: Vec<_> = parameters(query.as_bytes())?.collect();
    pairs.sort();
    let has_form = form_urlencoded::parse(delivery.body()).next().is_some();
    let mark = if pairs.is_empty() && !has_form { "" } else { "?" };
    let stop = if pairs.is_empty() || !has_form { "" } else { "." };
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    Some(format!("{mark}{}{stop}", pairs.join("&")).into())
}
