//! The sender's half, for tests: what a provider would send.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::check::Core;
use crate::delivery::{Delivery, Head, target_of};
use crate::error::Error;
#[cfg(feature = "jwt")]
use crate::jwt_claim;
use crate::layout::Layout;
use crate::message::Pieces;
use crate::part::Source;
use crate::scheme::{Proves, Scheme, Unit};
use crate::verifier::Verifier;

/// A request as the provider would send it, still to be signed.
///
/// ```
/// use countersign::providers::StandardWebhooks;
/// use countersign::{Delivery, Verifier};
/// use time::macros::datetime;
///
/// let verifier = Verifier::<StandardWebhooks>::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?;
/// let now = datetime!(2026-11-22 12:00 UTC);
/// let request = verifier.sign(r#"{"type":"ping"}"#).at(now).id("msg_1").request()?;
///
/// let event = verifier.verify(Delivery::from_request(request, now))?;
/// assert_eq!(event.receipt().id().unwrap().covered(), Some("msg_1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "it is signed by `request`"]
pub struct Signing<'v> {
    core: &'v Core,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    at: Option<OffsetDateTime>,
}

/// Why a request cannot be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The key can check signatures and not make them, as a public one.
    #[error("the key can only check")]
    CheckOnly,
    /// The scheme signs what the request lacks.
    #[error(transparent)]
    Lacking(#[from] Error),
    /// The scheme has its tag in JSON, which is the caller's to write.
    #[error("the scheme has its tag in JSON")]
    TagInJson,
    /// The scheme signs a time, and none was given with [`at`](Signing::at).
    #[error("the scheme signs a time and none was given")]
    Time,
    /// The scheme's tag makes no header or no URL, or the form or the query has one already, or the form is in parts.
    #[error("the tag fits into no request")]
    Unfit,
}

impl fmt::Debug for Signing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signing").field("core", &self.core).finish_non_exhaustive()
    }
}

impl<P> Verifier<P> {
    /// A request with this body as the provider would send it, signed with the first key.
    pub fn sign(&self, body: impl Into<Bytes>) -> Signing<'_> {
        Signing {
            core: self.core(),
            method: Method::POST,
            uri: Uri::from_static("/"),
            headers: HeaderMap::new(),
            body: body.into(),
            at: None,
        }
    }
}

impl Signing<'_> {
    /// Signed at this time. Where the time stands in the body or in the query, the request has it already.
    pub const fn at(mut self, time: OffsetDateTime) -> Self {
        self.at = Some(time);
        self
    }

    /// With a header. Where the tag stands among labelled pairs, what is given for its header stands before them: so
    /// a scheme that lists signed headers there is told which, as Coinbase's by `h=x-event-id`.
    ///
    /// # Panics
    ///
    /// If it is no header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("the name of a header");
        self.headers.insert(name, HeaderValue::from_str(value).expect("the value of a header"));
        self
    }

    /// With a delivery id, for schemes that have it in a header.
    ///
    /// # Panics
    ///
    /// If it is no header's value.
    pub fn id(self, id: &str) -> Self {
        match self.core.config.scheme.id {
            Some(Source::Header(name)) => self.header(name, id),
            _ => self,
        }
    }

    /// With another method than `POST`.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// To another target than `/`.
    pub fn uri(mut self, uri: Uri) -> Self {
        self.uri = uri;
        self
    }

    /// The signed request.
    ///
    /// # Errors
    ///
    /// If the scheme signs what the request lacks, or its tag stands in JSON.
    pub fn request(mut self) -> Result<Request<Bytes>, SignError> {
        let config = &self.core.config;
        let scheme = config.scheme;
        if scheme.checks_only {
            return Err(SignError::CheckOnly);
        }
        if scheme.each.is_some() {
            return Err(SignError::TagInJson);
        }
        let time = self.time()?;
        if let Some(Source::Header(name)) = scheme.timestamp {
            self = self.header(name, &time);
        }
        for (name, value) in scheme.requires {
            self = self.header(name, value);
        }
        let mut delivery = self.unsigned();
        let tag = self.tag(&delivery, &time)?;
        let text = around(&tag, scheme, &delivery.head, &time);
        present(&mut delivery, scheme.signature, &text)?;
        // Beside another one, or behind a form in parts, it is not what a verifier reads.
        let read = config.reader(0, &delivery.head).read(scheme.signature, &delivery.body);
        if read.ok().flatten().as_deref() != Some(&*text) {
            return Err(SignError::Unfit);
        }
        let mut request = Request::new(delivery.body);
        *request.method_mut() = delivery.head.method;
        let mut uri = self.uri.into_parts();
        uri.path_and_query = Some(delivery.head.target);
        *request.uri_mut() = Uri::from_parts(uri).map_err(|_| SignError::Unfit)?;
        *request.headers_mut() = delivery.head.headers.into();
        Ok(request)
    }

    /// The text of the timestamp, and nothing where the scheme has none.
    fn time(&self) -> Result<String, SignError> {
        let (config, unsigned) = (&self.core.config, self.unsigned());
        let scheme = config.scheme;
        match (scheme.timestamp, self.at) {
            (None, _) => Ok(String::new()),
            (Some(source), _) if source.needs_body() || matches!(source, Source::Query(_)) => {
                let reader = config.reader(0, &unsigned.head);
                Ok(reader.required(source, &unsigned.body, "the timestamp")?.into_owned())
            }
            (Some(_), None) => Err(SignError::Time),
            (Some(_), Some(at)) => write_time(at, scheme.unit),
        }
    }

    /// The delivery without its tag.
    fn unsigned(&self) -> Delivery {
        let Self { method, uri, headers, body, .. } = self;
        let target = target_of(uri.clone());
        let head = Head::new(method.clone(), target, headers.clone(), OffsetDateTime::UNIX_EPOCH);
        Delivery::new(head, body.clone())
    }

    /// The tag of a delivery, as the scheme encodes it.
    fn tag(&self, delivery: &Delivery, time: &str) -> Result<String, SignError> {
        let config = &self.core.config;
        let scheme = config.scheme;
        let reader = config.reader(0, &delivery.head);
        let key = &self.core.keys()[0].key;
        let signed = match scheme.proves {
            #[cfg(feature = "jwt")]
            _ if !scheme.claims.is_empty() => {
                let at = self.at.ok_or(SignError::Time)?;
                key.sign(&[jwt_claim::write(scheme.claims, reader, delivery, at)?.into()])
            }
            Proves::Origin => key.sign(&[]),
            Proves::Message => {
                let mut pieces = Pieces::new();
                reader.pieces(delivery, &delivery.body, scheme.signs, time.as_bytes(), &mut pieces)?;
                config.check_message(&pieces)?;
                key.sign(&pieces)
            }
        };
        let signed = signed.ok_or(SignError::CheckOnly)?;
        Ok(scheme.algorithm.present(&signed, scheme.encoding))
    }
}

/// The text that holds a tag, with what was given for its header before it.
fn around(tag: &str, scheme: &Scheme, head: &Head, time: &str) -> String {
    let label = match scheme.timestamp {
        Some(Source::Label(label)) => Some((label, time)),
        Some(Source::Leading) => Some(("", time)),
        _ => None,
    };
    let given = match (scheme.layout, scheme.signature) {
        (Layout::Pairs(separator, _), Source::Header(name)) => {
            let given = head.headers.get(name).and_then(|given| given.to_str().ok());
            given.map(|given| format!("{given}{separator}"))
        }
        _ => None,
    };
    given.unwrap_or_default() + &scheme.layout.write(tag, label)
}

/// Puts the text that holds the tag where the scheme has it.
fn present(delivery: &mut Delivery, stands: Source, text: &str) -> Result<(), SignError> {
    let head = &mut delivery.head;
    match stands {
        Source::Form(name) => {
            let form = String::from_utf8(delivery.body.to_vec()).map_err(|_| SignError::Unfit)?;
            let form = form_urlencoded::Serializer::new(form).append_pair(name, text).finish();
            delivery.body = form.into();
        }
        Source::First([first, ..]) => return present(delivery, *first, text),
        Source::Header(name) => {
            let name = HeaderName::from_static(name);
            head.headers.insert(name, HeaderValue::from_str(text).map_err(|_| SignError::Unfit)?);
        }
        Source::Query(name) => {
            let pair = form_urlencoded::Serializer::new(String::new()).append_pair(name, text).finish();
            let target = &head.target;
            let separator = if target.query().is_some() { '&' } else { '?' };
            head.target = format!("{target}{separator}{pair}").parse().map_err(|_| SignError::Unfit)?;
        }
        Source::PathSegment => {
            let segment = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
            let path = head.target.path().trim_end_matches('/');
            let query = head.target.query().map(|query| format!("?{query}")).unwrap_or_default();
            head.target = format!("{path}/{segment}{query}").parse().map_err(|_| SignError::Unfit)?;
        }
        _ => return Err(SignError::TagInJson),
    }
    Ok(())
}

fn write_time(at: OffsetDateTime, unit: Unit) -> Result<String, SignError> {
    let text = match unit {
        // No sender writes one before the epoch, and no verifier takes it.
        Unit::Milliseconds | Unit::Seconds if at < OffsetDateTime::UNIX_EPOCH => None,
        Unit::Milliseconds => Some((at.unix_timestamp_nanos() / 1_000_000).to_string()),
        Unit::Rfc3339 => at.format(&Rfc3339).ok(),
        Unit::Seconds => Some(at.unix_timestamp().to_string()),
    };
    text.ok_or(SignError::Lacking(Error::Malformed("the timestamp")))
}
