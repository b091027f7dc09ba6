//! <https://github.com/TrueLayer/truelayer-signing>

use serde_json::Value;

use crate::{Head, Part, Provider, Published, Scheme, Source, Unit, algorithm};

/// TrueLayer. The secret is its set of JSON Web Keys, which changes: have it
/// [fetched](crate::fetch). For the sandbox, the [`setting`](crate::Verifier::setting) `environment` is
/// `sandbox`.
///
/// A token says itself which headers it signs. The time is that at which it was sent, and counts where the token
/// lists its header; one that is not listed is refused. TrueLayer waits for ten seconds and tries again for up to
/// 72 hours. Whether an attempt has a new time is not documented, and
/// [`tolerance`](crate::Verifier::tolerance) allows for more.
#[derive(Debug, Clone, Copy)]
pub enum TrueLayer {}

impl Provider for TrueLayer {
    const SCHEME: Scheme = Scheme::jws_es512_detached("truelayer", SIGNATURE)
        .timestamp(Source::Header("x-tl-webhook-timestamp"), Unit::Rfc3339)
        .signs(&message(Part::Path))
        // With a slash at its end, or without.
        .or_signs(&[&message(Part::ComputedOfHead(other_path))])
        .published(Published::at(PLACES[0]).named_in_token().sandbox(&[PLACES[1]]))
        .id(Source::Field("/event_id"))
        .event(Source::First(&[Source::Field("/type"), Source::Field("/event_type")]));
}

const SIGNATURE: &str = "tl-signature";

const fn message(path: Part) -> [Part; 6] {
    [Part::Method, Part::Literal(" "), path, Part::Literal("\n"), Part::ListedHeaders(listed), Part::Body]
}

fn other_path(head: &Head) -> Option<Vec<u8>> {
    let path = head.target.path();
    Some(path.strip_suffix('/').map_or_else(|| format!("{path}/"), str::to_owned).into_bytes())
}

/// The headers that the token lists. Nothing if it is of another version, or names keys of another place.
fn listed(head: &Head) -> Option<Vec<String>> {
    let token = algorithm::header(head.headers.get(SIGNATURE)?.as_bytes())?;
    let is_place = |place: &Value| PLACES.iter().any(|known| place == known);
    let is_ours = token.get("tl_version")? == "2" && token.get("jku").is_none_or(is_place);
    let names = token.get("tl_headers")?.as_str()?.split(',').filter(|name| !name.is_empty());
    is_ours.then(|| names.map(str::to_owned).collect())
}

/// Where TrueLayer's keys are, in production and in its sandbox.
const PLACES: [&str; 2] = [
    "https://webhooks.truelayer.com/.well-known/jwks",
    "https://webhooks.truelayer-sandbox.com/.well-known/jwks",
];
