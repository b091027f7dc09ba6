//! What a signed message is made of, and where in a request things stand.

use crate::{Delivery, Head};

/// Where in a request something stands: a tag, a time, an id, a name.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Source {
    /// A field of the JSON body, by JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)): a
    /// string's content, or a number or a boolean as it is written.
    Field(&'static str),
    /// The first of these that is there.
    First(&'static [Self]),
    /// A field of the form-encoded body.
    Form(&'static str),
    /// A header, by its name in lower case.
    Header(&'static str),
    /// All of these that are there, joined by full stops. Without the first, nothing.
    Join(&'static [Self]),
    /// A field of the JSON in a field of the form-encoded body: the form field's name, and the JSON
    /// pointer.
    JsonInForm(&'static str, &'static str),
    /// A label beside the tag, in a [`Layout`](crate::Layout) that has labels: `t` in `t=1,v1=ab`.
    Label(&'static str),
    /// The element before the tags, in a [`Layout::TimedList`](crate::Layout::TimedList).
    Leading,
    /// The last segment of the path.
    PathSegment,
    /// A field of the payload of the token that proves the delivery, by JSON pointer, as [`Field`](Self::Field) is
    /// read.
    Payload(&'static str),
    /// A parameter of the query.
    Query(&'static str),
}

impl Source {
    /// What to call it in an error.
    pub(crate) const fn name(&self, role: &'static str) -> &'static str {
        match self {
            Self::Header(name) => name,
            _ => role,
        }
    }

    /// Gives the names of the headers that it reads to `add`.
    pub(crate) fn visit_headers(self, add: &mut impl FnMut(&'static str)) {
        match self {
            Self::Header(name) => add(name),
            Self::First(sources) | Self::Join(sources) => {
                for source in sources {
                    source.visit_headers(add);
                }
            }
            _ => {}
        }
    }

    /// Whether it, or one of those that it consists of, can be read only when the body is there.
    pub(crate) fn needs_body(&self) -> bool {
        match self {
            Self::First(sources) | Self::Join(sources) => sources.iter().any(Self::needs_body),
            source => source.is_in_body(),
        }
    }

    /// Whether it can be read only when the body is there.
    pub(crate) const fn is_in_body(&self) -> bool {
        matches!(self, Self::Field(_) | Self::Form(_) | Self::JsonInForm(..))
    }
}

/// One piece of the signed message.
///
/// A scheme lists them in order, and what a signature covers is computed from that list.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Part {
    /// The exact bytes of the body.
    Body,
    /// The MD5 of the body, in padded base64. Two bodies with one MD5 can be made at will, so it counts as
    /// covering neither the body nor an id.
    BodyMd5Base64,
    /// The SHA-256 of the body, as raw bytes.
    BodySha256,
    /// The SHA-256 of the body, in lower-case hexadecimal.
    BodySha256Hex,
    /// Bytes that a function of the sender's own makes of the delivery. `None` refuses it as malformed.
    ///
    /// For what no other part can say. It says what was signed, and never compares anything. What it
    /// returns counts as covering neither the body nor an id.
    Computed(fn(&Delivery) -> Option<Vec<u8>>),
    /// The same, of the head alone: what it refuses is refused before the body is read.
    ComputedOfHead(fn(&Head) -> Option<Vec<u8>>),
    /// A field of the JSON body, as [`Source::Field`] reads it.
    Field(&'static str),
    /// The same, or nothing where it is `null` or not there. An array or an object there is malformed.
    FieldOrEmpty(&'static str),
    /// The same, and a value that holds the second text is malformed. Where fields are joined by that text
    /// without any escape, all but one of them have to be so, or a message could be divided into fields in
    /// several ways.
    FieldOrEmptyWithout(&'static str, &'static str),
    /// A field of the form-encoded body, decoded.
    Form(&'static str),
    /// The decoded, sorted fields of a form; or, when the query has this parameter, nothing: then the
    /// parameter has to be the SHA-256 of the body in hexadecimal, and the query has to be signed too.
    FormOrHash(Sorted, &'static str),
    /// The value of a header. One that holds the [`Literal`](Self::Literal) behind it is malformed; where something of any
    /// text, as the body, comes before, also one that holds the literal in front of it; and where something else is
    /// behind it, one that holds `{`, `[` or `"`, with which a body might begin.
    Header(&'static str),
    /// The delivery id, from where the scheme says it is. An empty one is malformed, and what a
    /// [`Header`](Self::Header) may not hold.
    Id,
    /// A field of the JSON in a field of the form-encoded body, as [`Source::JsonInForm`] reads it.
    JsonInForm(&'static str, &'static str),
    /// Headers that the request itself lists as signed, by the names that a function finds in it. `None` refuses
    /// it as malformed. Of each header the name as it is listed, a colon, a space, its value and a line break.
    ///
    /// Every one that is listed has to stand in the request once. A [timestamp](crate::Scheme::timestamp) in a
    /// header may be missing; where it is there it has to be listed.
    ListedHeaders(fn(&Head) -> Option<Vec<String>>),
    /// Text of the sender's choice.
    Literal(&'static str),
    /// The method, in upper case.
    Method,
    /// The path of the request.
    Path,
    /// The payload of the token that proves the delivery, where that is what the sender says and the body no more
    /// than its envelope. [`Json`](crate::Json) parses it then.
    Payload,
    /// A parameter of the query, decoded.
    Query(&'static str),
    /// What the receiver knows and the request does not say, from the verifier's
    /// [`setting`](crate::Verifier::setting) of this name.
    Setting(&'static str),
    /// The fields of the form-encoded body, sorted by name.
    SortedForm(Sorted),
    /// The parameters of the query, sorted by name.
    SortedQuery(Sorted),
    /// The timestamp as it was written, from where the scheme says it is.
    Timestamp,
    /// The URL under which the sender knows the endpoint. It is taken from the verifier's
    /// [`public_url`](crate::Verifier::public_url) and never from what a proxy or the request says.
    Url(UrlForm),
}

impl Part {
    /// Whether it can be had without the body.
    pub(crate) const fn is_in_head(&self) -> bool {
        self.is_read_in_head()
            || matches!(
                self,
                Self::Literal(_)
                    | Self::Method
                    | Self::Path
                    | Self::Setting(_)
                    | Self::Timestamp
                    | Self::Url(_)
            )
    }

    /// Whether this text may be in it, as any may.
    pub(crate) fn may_hold(&self, text: &str) -> bool {
        if let Self::FieldOrEmptyWithout(_, without) = self {
            return !text.contains(without);
        }
        matches!(
            self,
            Self::Body
                | Self::Computed(_)
                | Self::ComputedOfHead(_)
                | Self::Field(_)
                | Self::FieldOrEmpty(_)
                | Self::Form(_)
                | Self::FormOrHash(..)
                | Self::JsonInForm(..)
                | Self::Path
                | Self::Query(_)
                | Self::SortedForm(_)
                | Self::SortedQuery(_)
                | Self::Url(_)
        )
    }

    /// Whether it may be missing or malformed in the head.
    pub(crate) const fn is_read_in_head(&self) -> bool {
        matches!(
            self,
            Self::ComputedOfHead(_)
                | Self::Header(_)
                | Self::Id
                | Self::ListedHeaders(_)
                | Self::Query(_)
                | Self::SortedQuery(_)
        )
    }
}

/// How the endpoint's URL is written in a signed message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlForm {
    /// As configured, with the query of the request.
    AsConfigured,
    /// With the port, the scheme's default where none is configured.
    WithPort,
    /// The same, and a single quote in the query as `%27`.
    WithPortQuoted,
    /// Without the port.
    WithoutPort,
    /// The same, and a single quote in the query as `%27`.
    WithoutPortQuoted,
    /// Without the query.
    WithoutQuery,
    /// The same, and without a path that is only a slash: as it was before it became a request.
    WithoutQueryOrSlash,
}

impl UrlForm {
    /// Whether the query of the request is in it.
    pub(crate) const fn has_query(self) -> bool {
        !matches!(self, Self::WithoutQuery | Self::WithoutQueryOrSlash)
    }
}

/// How sorted parameters are written in a signed message.
#[derive(Debug, Clone, Copy)]
pub struct Sorted {
    pub(crate) equals: &'static str,
    pub(crate) join: &'static str,
    pub(crate) without: &'static [&'static str],
    pub(crate) repeats: Repeats,
    pub(crate) replaced: Option<(&'static [char], &'static str)>,
}

impl Sorted {
    /// Name, `equals`, value; then `join` before the next one.
    #[must_use]
    pub const fn new(equals: &'static str, join: &'static str) -> Self {
        Self { equals, join, without: &[], repeats: Repeats::Kept, replaced: None }
    }

    /// Without these names.
    #[must_use]
    pub const fn without(mut self, names: &'static [&'static str]) -> Self {
        self.without = names;
        self
    }

    /// With this in place of each of these characters in values. A name that has one of them is malformed, or
    /// it could stand for several parameters.
    #[must_use]
    pub const fn replaced(mut self, characters: &'static [char], with: &'static str) -> Self {
        self.replaced = Some((characters, with));
        self
    }

    /// What becomes of a name that stands several times.
    #[must_use]
    pub const fn repeats(mut self, repeats: Repeats) -> Self {
        self.repeats = repeats;
        self
    }
}

/// What becomes of a parameter's values when its name stands several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Repeats {
    /// One pair a value, in the order sent.
    Kept,
    /// One pair, its values in the order sent with this between them.
    Merged(&'static str),
    /// One pair a value, sorted, equal values once.
    Unique,
}
