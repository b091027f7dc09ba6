//! Keys that deliveries name: nothing is asked for but what is the sender's.

use std::sync::OnceLock;

use arbitrary::{Result, Unstructured};
use countersign::fetch::{FetchError, WantedKey};
use countersign::{AnyProvider, Head, Verifier};
use http::Uri;

use crate::genuine::{self, Genuine};
use crate::input;

/// A genuine delivery that was changed. The key that it wants is at the host at which the genuine one's is.
pub fn wanted(input: &[u8]) {
    let _ = run(&mut Unstructured::new(input));
}

struct Published {
    genuine: &'static Genuine,
    verifier: Verifier<AnyProvider>,
    /// The last two labels of the host, where the URL is known.
    domain: Option<String>,
}

fn published() -> &'static [Published] {
    static PUBLISHED: OnceLock<Vec<Published>> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let found: Vec<_> = genuine::all().iter().filter_map(Published::of).collect();
        assert!(found.len() > 10, "{} senders publish their keys", found.len());
        found
    })
}

impl Published {
    fn of(genuine: &'static Genuine) -> Option<Self> {
        let source = |_: WantedKey| std::future::ready(Err(FetchError::Failed));
        let verifier = Verifier::of_fetching(genuine.scheme, source).ok()?;
        let head = Head::from_parts(genuine.request.clone().into_parts().0, genuine.at);
        let wanted = verifier.begin(head).ok()?.lacks(genuine.request.body());
        let domain = wanted.as_ref().and_then(WantedKey::url).map(domain);
        Some(Self { genuine, verifier, domain })
    }
}

/// The last two labels of a URL's host.
fn domain(url: &str) -> String {
    let uri: Uri = url.parse().unwrap_or_else(|error| panic!("{url}: {error}"));
    assert_eq!(uri.scheme_str(), Some("https"), "{url}");
    let authority = uri.authority().expect("a host");
    assert_eq!(authority.as_str(), authority.host(), "{url} has more than a host");
    let labels: Vec<_> = authority.host().rsplit('.').take(2).collect();
    labels.join(".")
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let published = input::one(u, published())?;
    let mut request = published.genuine.request.clone();
    for _ in 0..=u.arbitrary::<u8>()? % 3 {
        if !input::change(u, &mut request)? {
            return Ok(());
        }
    }
    let (parts, body) = request.into_parts();
    let Ok(pending) = published.verifier.begin(Head::from_parts(parts, published.genuine.at)) else {
        return Ok(());
    };
    let Some(wanted) = pending.lacks(&body) else { return Ok(()) };
    let name = wanted.name();
    assert!(name.len() <= 256 && name.bytes().all(|byte| byte.is_ascii_graphic()), "the name {name:?}");
    assert_eq!(wanted.provider(), published.genuine.scheme.name());
    if let Some(url) = wanted.url() {
        if let Some(expected) = &published.domain {
            assert_eq!(domain(url), *expected, "{url}");
        }
        assert!(!url.contains(['@', '\\', '#', ' ']) && !url.contains(".."), "{url}");
    }
    Ok(())
}
