//! What a verifier is set to, prepared for its deliveries.

use std::borrow::Cow;
use std::sync::Arc;

use http::HeaderName;
use time::Duration;

#[cfg(feature = "networks")]
use crate::condition::Proxies;
use crate::condition::{Condition, Origin};
use crate::delivery::Head;
#[cfg(feature = "actix")]
use crate::delivery::actix::Names;
use crate::error::Error;
use crate::handshake::{Handshake, may_be_challenge};
use crate::layout::Tag;
use crate::message::Reader;
use crate::part::{Part, Source};
#[cfg(feature = "actix")]
use crate::published::Published;
use crate::refusal::Refusal;
use crate::scheme::Scheme;
use crate::url::PublicUrl;
#[cfg(any(feature = "handoff", feature = "inbox"))]
use crate::verified::IdempotencyKey;

/// All of a verifier but its keys.
#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) scheme: &'static Scheme,
    pub(crate) public_url: Option<PublicUrl>,
    pub(crate) verify_token: Option<Tag>,
    pub(crate) endpoint: Option<Box<str>>,
    /// The idempotency key of the one delivery that this was kept with.
    #[cfg(any(feature = "handoff", feature = "inbox"))]
    pub(crate) kept_key: Option<IdempotencyKey>,
    /// What has to hold before anything else.
    pub(crate) conditions: Vec<Arc<dyn Condition>>,
    /// Who is believed where deliveries come from.
    #[cfg(feature = "networks")]
    pub(crate) proxies: Option<Proxies>,
    /// Whether they are also believed under which URL the sender knows the endpoint.
    #[cfg(feature = "networks")]
    pub(crate) is_url_forwarded: bool,
    /// Whether a delivery is given back that was refused for want of a key.
    pub(crate) keeps_unproven: bool,
    /// Who is told what a handler does not get.
    pub(crate) observers: Vec<Observer>,
    /// What the receiver knows and the request does not say.
    pub(crate) settings: Vec<(Box<str>, Box<str>)>,
    /// The names of all headers that the scheme reads, unless it may read any.
    #[cfg(feature = "actix")]
    pub(crate) names: Option<Names>,
    /// Whether subscriptions are confirmed.
    #[cfg(feature = "fetch")]
    pub(crate) confirms: bool,
    pub(crate) tolerance: Duration,
    /// Whether tags stand in the body.
    pub(crate) tags_in_body: bool,
    /// Whether the timestamp stands in the body.
    pub(crate) time_in_body: bool,
    /// Whether all that is signed is in the head, or a token in it is what has to match.
    pub(crate) decides_by_head: bool,
    /// Whether the id is among what is signed, whichever message is.
    pub(crate) signs_id: bool,
    /// Whether anybody can have a challenge signed.
    pub(crate) signs_challenges: bool,
    families: Vec<Family>,
}

type Observer = Arc<dyn Fn(&Refusal) + Send + Sync>;

/// The names of one family of headers, prepared for looking them up.
#[derive(Clone)]
pub(crate) struct Family {
    prefixes: Option<(&'static str, &'static str)>,
    pub(crate) signatures: Vec<(HeaderName, &'static str)>,
    pub(crate) timestamp: Option<(HeaderName, &'static str)>,
    /// All that the id is made of: the one header, where the scheme signs it.
    pub(crate) id: Vec<(HeaderName, &'static str)>,
}

impl Config {
    pub(crate) fn of(scheme: &'static Scheme) -> Self {
        let families = std::iter::once(None).chain(scheme.family.map(Some));
        let families: Vec<_> = families.map(|prefixes| Family::of(scheme, prefixes)).collect();
        Self {
            #[cfg(feature = "actix")]
            names: Names::of(families.iter().map(|family| family.header_names(scheme))),
            scheme,
            public_url: None,
            verify_token: None,
            endpoint: None,
            #[cfg(any(feature = "handoff", feature = "inbox"))]
            kept_key: None,
            conditions: Vec::new(),
            #[cfg(feature = "networks")]
            proxies: None,
            #[cfg(feature = "networks")]
            is_url_forwarded: false,
            keeps_unproven: false,
            observers: Vec::new(),
            settings: Vec::new(),
            #[cfg(feature = "fetch")]
            confirms: false,
            tolerance: scheme.tolerance,
            tags_in_body: scheme.signature.needs_body(),
            time_in_body: scheme.timestamp.is_some_and(|source| match source {
                Source::Label(_) | Source::Leading => scheme.signature.needs_body(),
                source => source.needs_body(),
            }),
            decides_by_head: scheme.is_decided_by_head(),
            signs_id: scheme.messages().all(|message| message.iter().any(|part| matches!(part, Part::Id))),
            signs_challenges: scheme.handshakes.iter().any(Handshake::signs_for_anybody),
            families,
        }
    }

    /// Whether it matters where a delivery comes from.
    #[cfg(any(feature = "actix", feature = "axum"))]
    pub(crate) const fn looks_at_origin(&self) -> bool {
        #[cfg(feature = "networks")]
        if self.proxies.is_some() {
            return true;
        }
        !self.conditions.is_empty()
    }

    /// Whether what is known of the connection is of use.
    #[cfg(any(feature = "actix", feature = "axum"))]
    pub(crate) const fn wants_connection(&self) -> bool {
        self.keeps_unproven || self.looks_at_origin()
    }

    /// Whether all conditions are met.
    pub(crate) fn admit(&self, head: &Head) -> Result<(), Error> {
        self.conditions.iter().try_for_each(|condition| condition.check(&self.origin(head)))?;
        #[cfg(feature = "networks")]
        if self.is_url_forwarded {
            self.origin(head).url()?;
        }
        Ok(())
    }

    /// Tells all conditions what came of a delivery that met them.
    pub(crate) fn settle<T>(&self, head: &Head, outcome: &Result<T, Error>) {
        for condition in &self.conditions {
            condition.settled(&self.origin(head), outcome.as_ref().map(drop).map_err(|error| *error));
        }
    }

    #[cfg(feature = "networks")]
    pub(crate) const fn origin<'a>(&'a self, head: &'a Head) -> Origin<'a> {
        Origin::new(head, self.proxies.as_ref())
    }

    #[cfg(not(feature = "networks"))]
    #[expect(clippy::unused_self, reason = "there are no proxies that are believed")]
    pub(crate) const fn origin<'a>(&'a self, head: &'a Head) -> Origin<'a> {
        Origin::new(head)
    }

    /// The URL under which the sender knows the endpoint.
    pub(crate) fn url(&self, head: &Head) -> Result<Cow<'_, PublicUrl>, Error> {
        #[cfg(feature = "networks")]
        if self.is_url_forwarded {
            return self.origin(head).url().map(Cow::Owned);
        }
        let _ = head;
        self.public_url
            .as_ref()
            .map(Cow::Borrowed)
            .ok_or(Error::NotConfigured("the public URL of its endpoint"))
    }

    /// Refuses a message that anybody can have signed by a handshake, and send.
    pub(crate) fn check_message(&self, message: &[Cow<'_, [u8]>]) -> Result<(), Error> {
        if self.signs_challenges && may_be_challenge(message) {
            return Err(Error::Malformed("the message, which may be a challenge"));
        }
        Ok(())
    }

    /// Whether the delivery id is the value of this header.
    pub(crate) fn is_id(&self, header: &str) -> bool {
        matches!(self.scheme.id, Some(Source::Header(name)) if name == header)
    }

    /// The setting of this name.
    pub(crate) fn setting(&self, name: &str) -> Option<&str> {
        let mut settings = self.settings.iter().rev();
        settings.find_map(|(key, value)| (**key == *name).then_some(&**value))
    }

    /// Whether the scheme has so many families of headers.
    #[cfg(any(feature = "handoff", all(feature = "inbox", any(feature = "postgres", feature = "sqlite"))))]
    pub(crate) fn has_family(&self, family: usize) -> bool {
        family < self.families.len()
    }

    pub(crate) fn reader<'a>(&'a self, family: usize, head: &'a Head) -> Reader<'a> {
        Reader { config: self, family: &self.families[family], head }
    }

    /// The family of headers that a delivery goes by: the second only if the first has no tag.
    pub(crate) fn family_of(&self, head: &Head) -> usize {
        match &self.families[..] {
            [first, second] if !first.has_tag(head) && second.has_tag(head) => 1,
            _ => 0,
        }
    }

    /// Whether a header of a tag is there, in any family.
    pub(crate) fn presents_tag(&self, head: &Head) -> bool {
        self.families.iter().any(|family| family.has_tag(head))
    }
}

impl Family {
    fn of(scheme: &'static Scheme, prefixes: Option<(&'static str, &'static str)>) -> Self {
        let mut family = Self { prefixes, signatures: Vec::new(), timestamp: None, id: Vec::new() };
        let prepared = |family: &Self, source| match source {
            Some(Source::Header(name)) => Some((header_name(family.rename(name)), name)),
            _ => None,
        };
        family.timestamp = prepared(&family, scheme.timestamp);
        let mut id = Vec::new();
        let mut add = |name| id.push((header_name(family.rename(name)), name));
        scheme.id.into_iter().for_each(|source| source.visit_headers(&mut add));
        family.id = id;
        family.signatures =
            scheme.signatures().filter_map(|source| prepared(&family, Some(source))).collect();
        family
    }

    /// Whether a header of a tag is there.
    fn has_tag(&self, head: &Head) -> bool {
        self.signatures.iter().any(|(name, _)| head.headers.first(name).is_some())
    }

    /// The names of all headers that the scheme reads, in this family, unless it may read any.
    #[cfg(feature = "actix")]
    fn header_names(&self, scheme: &Scheme) -> Option<Vec<HeaderName>> {
        let mut names = Vec::new();
        let mut add = |source: Source| source.visit_headers(&mut |name| names.push(name));
        let sources = [
            scheme.timestamp,
            scheme.account,
            scheme.attempt,
            scheme.event,
            scheme.id,
            scheme.item_event,
            scheme.item_id,
            scheme.items_with,
            scheme.time,
            scheme.version,
        ];
        sources.into_iter().flatten().for_each(&mut add);
        scheme.signatures().for_each(&mut add);
        scheme.requires.iter().for_each(|(name, _)| add(Source::Header(name)));
        scheme.handshakes.iter().for_each(|handshake| handshake.visit_sources(&mut add));
        if scheme.handshakes.iter().any(Handshake::is_unsigned) {
            add(Source::Header("content-length"));
        }
        scheme.expects.iter().for_each(|(source, _)| add(*source));
        scheme.published.iter().filter_map(Published::source).for_each(&mut add);
        if let Some(confirmation) = &scheme.confirmation {
            [confirmation.is.0, confirmation.of.0, confirmation.link].into_iter().for_each(&mut add);
        }
        for part in scheme.messages().flatten() {
            match part {
                Part::Computed(_) | Part::ComputedOfHead(_) | Part::ListedHeaders(_) => return None,
                Part::Header(name) => add(Source::Header(name)),
                _ => {}
            }
        }
        Some(names.iter().map(|name| header_name(self.rename(name))).collect())
    }

    /// The name by which a header of the scheme goes in this family.
    pub(crate) fn rename(&self, name: &'static str) -> Cow<'static, str> {
        match self.prefixes {
            Some((first, second)) if name.starts_with(first) => {
                Cow::Owned(format!("{second}{}", &name[first.len()..]))
            }
            _ => Cow::Borrowed(name),
        }
    }
}

fn header_name(name: Cow<'static, str>) -> HeaderName {
    match name {
        // Copied without a count.
        Cow::Borrowed(name) => HeaderName::from_static(name),
        Cow::Owned(name) => HeaderName::try_from(name).expect("a scheme names its headers in lower case"),
    }
}
