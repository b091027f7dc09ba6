//! Real bodies of many senders: their envelopes, their items, and what they are by the types of the crate, as they
//! are and as a sender may change them.
//!
//! The bodies are not part of the package. They are in the folder that `COUNTERSIGN_PAYLOADS` names: a folder a sender,
//! with `<event>.json` or `<event>.form`, beside it `<event>.headers.json` where the headers are known, and
//! `manifest.tsv`, which says in its first three columns folder, file and the event's name where that is in a header.
//! Where there is no such folder the test is ignored, and in CI it fails.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::{env, fs};

#[cfg(feature = "events-github")]
use countersign::events;
use countersign::providers::*;
use countersign::{
    Batch, Data, Delivery, Event, Head, Json, PayloadError, Provider, Raw, Verified, dangerous,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/payloads");
    let root = env::var_os("COUNTERSIGN_PAYLOADS").map_or_else(|| PathBuf::from(default), PathBuf::from);
    let is_there = root.join("manifest.tsv").is_file();
    let is_ci = env::var("CI").is_ok_and(|ci| ci == "true");
    let root = Arc::new(root);
    let summary = Arc::new(Mutex::new(BTreeMap::new()));
    let trials = SENDERS.iter().map(|sender| {
        let (root, summary) = (Arc::clone(&root), Arc::clone(&summary));
        let trial = Trial::test(sender.folder, move || {
            let counts = walk(sender, &root)?;
            summary.lock().unwrap().insert(sender.folder, counts);
            Ok(())
        });
        trial.with_kind("bodies").with_ignored_flag(!is_there && !is_ci)
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    for (folder, counts) in summary.lock().unwrap().iter() {
        let Counts { bodies, named, changed, data, items, typed } = counts;
        println!(
            "{folder}: {bodies} bodies, {named} with an event; with {changed} changed: {items} items, {data} with \
             data, {typed} typed"
        );
    }
    conclusion.exit_code()
}

/// The events of a sender as the types of the crate, where it has some.
///
/// A line a sender. Where a delivery brings several items: `parse::<Batch<events::sendgrid::Event>>`.
fn typed(folder: &str) -> Option<fn(Delivery) -> Result<(), PayloadError>> {
    match folder {
        #[cfg(feature = "events-bitbucket")]
        "bitbucket" | "bitbucket-live" => Some(parse::<events::bitbucket::Event>),
        #[cfg(feature = "events-bitbucket")]
        "bitbucket-server" => Some(parse::<events::bitbucket::server::Event>),
        #[cfg(feature = "events-cloudevents")]
        "cloudevents" => Some(parse::<Batch<events::cloudevents::Event>>),
        #[cfg(feature = "events-github")]
        "github" | "github-legacy" | "github-live" => Some(parse::<events::github::Event>),
        #[cfg(feature = "events-gitlab")]
        "gitlab" | "gitlab-live" => Some(parse::<events::gitlab::Event>),
        #[cfg(feature = "events-hubspot")]
        "hubspot" => Some(parse::<Batch<events::hubspot::Event>>),
        #[cfg(feature = "events-line")]
        "line" => Some(parse::<Batch<events::line::Event>>),
        #[cfg(feature = "events-linear")]
        "linear" => Some(parse::<events::linear::Event>),
        #[cfg(feature = "events-meta")]
        "whatsapp" => Some(parse::<Batch<events::meta::Event>>),
        #[cfg(feature = "events-paddle")]
        "paddlebilling" => Some(parse::<events::paddle::Event>),
        #[cfg(feature = "events-pagerduty")]
        "pagerduty" => Some(parse::<events::pagerduty::Event>),
        #[cfg(feature = "events-sendgrid")]
        "sendgrid" => Some(parse::<Batch<events::sendgrid::Event>>),
        #[cfg(feature = "events-sentry")]
        "sentry" => Some(parse::<events::sentry::Event>),
        #[cfg(feature = "events-shopify")]
        "shopify" | "shopify-bare" => Some(parse::<events::shopify::Event>),
        #[cfg(feature = "events-slack")]
        "slack" => Some(parse::<events::slack::Event>),
        #[cfg(feature = "events-standard-webhooks")]
        "standard-webhooks" => Some(parse_structured),
        #[cfg(feature = "events-stripe")]
        "stripe" | "stripe-live" => Some(parse::<events::stripe::Event>),
        #[cfg(feature = "events-twilio")]
        "twilio" => Some(parse::<events::twilio::Event>),
        #[cfg(feature = "events-twitch")]
        "twitch" => Some(parse::<events::twitch::Event>),
        #[cfg(feature = "events-zoom")]
        "zoom" => Some(parse::<events::zoom::Event>),
        _ => None,
    }
}

fn parse<E: Event>(delivery: Delivery) -> Result<(), PayloadError> {
    dangerous::assume_verified::<E>(delivery).map(drop)
}

/// The specification recommends a structure, and its own vectors do not all have it.
#[cfg(feature = "events-standard-webhooks")]
fn parse_structured(delivery: Delivery) -> Result<(), PayloadError> {
    let body: Value = serde_json::from_slice(delivery.body()).expect("JSON");
    if body.get("type").is_none() {
        return Ok(());
    }
    parse::<events::standard_webhooks::Event>(delivery)
}

/// A folder, and the scheme that its bodies came by.
struct Sender {
    folder: &'static str,
    check: fn(&Body, &mut Counts) -> Result<Envelope, Failed>,
    name: Name,
    /// Where the action stands that is part of the name of an event, if any.
    action: &'static str,
}

/// Where the name of an event stands.
#[derive(Clone, Copy)]
enum Name {
    /// At the first of these pointers into the JSON that has a text.
    Field(&'static [&'static str]),
    /// In a header.
    Header(&'static str),
    /// Nowhere, or not in every body.
    Nowhere,
}

use Name::{Field, Header, Nowhere};

const fn sender<P: Provider>(folder: &'static str, name: Name) -> Sender {
    Sender { folder, check: check::<P>, name, action: "" }
}

impl Sender {
    const fn action(self, action: &'static str) -> Self {
        Self { action, ..self }
    }
}

const SPARKPOST: &[&str] = &[
    "/0/msys/message_event/type",
    "/0/msys/track_event/type",
    "/0/msys/gen_event/type",
    "/0/msys/unsubscribe_event/type",
    "/0/msys/relay_event/type",
];

static SENDERS: &[Sender] = &[
    sender::<Adyen>("adyen", Field(&["/notificationItems/0/NotificationRequestItem/eventCode"])),
    sender::<AmazonSns>("amazon-ses", Field(&["/Type"])),
    sender::<BigCommerce>("bigcommerce", Field(&["/scope"])),
    sender::<BitbucketCloud>("bitbucket", Header("x-event-key")),
    sender::<BitbucketCloud>("bitbucket-live", Header("x-event-key")),
    sender::<BitbucketServer>("bitbucket-server", Header("x-event-key")),
    sender::<CheckoutCom>("checkout", Field(&["/type"])),
    sender::<CloudEvents>("cloudevents", Nowhere),
    sender::<Gitea>("gitea", Header("x-gitea-event")).action("/action"),
    sender::<GitHub>("github", Header("x-github-event")).action("/action"),
    sender::<GitHub>("github-legacy", Header("x-github-event")).action("/action"),
    sender::<GitHub>("github-live", Header("x-github-event")).action("/action"),
    sender::<GitLab>("gitlab", Header("x-gitlab-event")),
    sender::<GitLab>("gitlab-live", Header("x-gitlab-event")),
    sender::<Gogs>("gogs", Header("x-gogs-event")).action("/action"),
    sender::<HubSpot>("hubspot", Nowhere),
    sender::<Line>("line", Field(&["/events/0/type"])),
    sender::<Linear>("linear", Field(&["/type"])).action("/action"),
    sender::<Mailgun>("mailgun", Nowhere),
    sender::<Mandrill>("mandrill", Field(&["/0/event"])),
    sender::<Monday>("monday", Field(&["/event/type"])),
    sender::<Paddle>("paddlebilling", Field(&["/event_type"])),
    sender::<PaddleClassic>("paddleclassic", Nowhere),
    sender::<PagerDuty>("pagerduty", Field(&["/event/event_type"])),
    sender::<PayPal>("paypal", Field(&["/event_type"])),
    sender::<Postmark>("postmark", Field(&["/RecordType"])),
    sender::<Resend>("resend", Field(&["/type"])),
    sender::<SendGrid>("sendgrid", Field(&["/0/event"])),
    sender::<Sentry>("sentry", Header("sentry-hook-resource")).action("/action"),
    sender::<Shopify>("shopify", Header("x-shopify-topic")),
    sender::<Shopify>("shopify-bare", Header("x-shopify-topic")),
    sender::<Slack>("slack", Nowhere),
    sender::<SparkPost>("sparkpost", Field(SPARKPOST)),
    sender::<StandardWebhooks>("standard-webhooks", Nowhere),
    sender::<Stripe>("stripe", Field(&["/type"])),
    sender::<Stripe>("stripe-live", Field(&["/type"])),
    sender::<Twilio>("twilio", Nowhere),
    sender::<Twitch>("twitch", Field(&["/subscription/type"])),
    sender::<Meta>("whatsapp", Nowhere),
    sender::<WooCommerce>("woocommerce", Header("x-wc-webhook-topic")),
    sender::<WorkOS>("workos", Field(&["/event"])),
    sender::<Zoom>("zoom", Field(&["/event"])),
];

#[derive(Default)]
struct Counts {
    bodies: usize,
    named: usize,
    changed: usize,
    data: usize,
    items: usize,
    typed: usize,
}

/// The texts of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Envelope {
    event: Option<String>,
    others: [Option<String>; 5],
}

fn walk(sender: &Sender, root: &Path) -> Result<Counts, Failed> {
    let mut counts = Counts::default();
    for file in bodies(&root.join(sender.folder))? {
        let at = |what: &str, error: Failed| Failed::from(format!("{file:?} {what}: {}", text_of(&error)));
        let body = Body::read(sender, root, &file).map_err(|error| at("read", error))?;
        check_typed(sender, &body).map_err(|error| at("as it is", error))?;
        // An event of CloudEvents has all of its attributes.
        if sender.folder != "cloudevents" {
            let changed = body.with_unread_twice();
            check_typed(sender, &changed).map_err(|error| at("with an unread name twice", error))?;
        }
        let body = if repeats_a_name(&file) { body.with(body.content.clone()) } else { body };
        let original = check_body(sender, &body, &mut counts).map_err(|error| at("as it is", error))?;
        counts.bodies += 1;
        counts.named += usize::from(original.event.is_some());
        if !matches!(sender.name, Nowhere) && original.event.is_none() {
            return Err(at("as it is", "the envelope has no event".into()));
        }
        for (what, changed, expected) in body.changes(sender, &original) {
            let found = check_body(sender, &changed, &mut counts).map_err(|error| at(&what, error))?;
            if found != expected {
                return Err(at(&what, format!("found {found:?}, expected {expected:?}").into()));
            }
            counts.changed += 1;
        }
    }
    if counts.bodies == 0 { Err("the folder has no bodies".into()) } else { Ok(counts) }
}

fn check_body(sender: &Sender, body: &Body, counts: &mut Counts) -> Result<Envelope, Failed> {
    let mut fresh = Counts::default();
    let envelope = (sender.check)(body, &mut fresh)?;
    counts.items += fresh.items;
    counts.data += fresh.data;
    counts.typed += usize::from(check_typed(sender, body)?);
    Ok(envelope)
}

/// Whether there is a type of the sender's events, which the body then is.
fn check_typed(sender: &Sender, body: &Body) -> Result<bool, Failed> {
    let Some(parse) = typed(sender.folder) else { return Ok(false) };
    parse(body.delivery()).map_err(|error| format!("typed: {error}"))?;
    Ok(true)
}

/// What is true of any body: its envelope is read, its times are times, it is JSON as it is, and its items are
/// slices of it.
fn check<P: Provider>(body: &Body, counts: &mut Counts) -> Result<Envelope, Failed> {
    let delivery = body.delivery();
    let raw: Verified<Raw<P>> = dangerous::assume_verified(delivery.clone())?;
    let envelope = raw.receipt().envelope();
    if let Some(time) = &envelope.time
        && time.time().is_none()
        && !NO_TIMES.contains(&time.text())
    {
        return Err(format!("the time is not read: {}", time.text()).into());
    }
    let text = |label: Option<countersign::Label<'_>>| label.map(|label| label.text().to_owned());
    let (account, attempt, id, time) = (envelope.account, envelope.attempt, envelope.id, envelope.time);
    let others = [account, attempt, id, time, envelope.version].map(text);
    let envelope = Envelope { event: text(envelope.event), others };

    if !matches!(body.content, Content::Form(_)) {
        match parse::<Data<P, Value>>(delivery.clone()) {
            Ok(()) => counts.data += 1,
            Err(PayloadError::NoData) => {}
            Err(error) => return Err(format!("its data: {error}").into()),
        }
        parse::<Json<P, Value>>(delivery.clone()).map_err(|error| format!("as a value: {error}"))?;
        let raw: Verified<Json<P, Box<RawValue>>> = dangerous::assume_verified(delivery.clone())?;
        let whole = String::from_utf8_lossy(delivery.body());
        if delivery.body().starts_with(b"{") && raw.get() != whole.trim_end() {
            return Err("the payload is not the body".into());
        }
        counts.items += check_items::<P>(&delivery)?;
    }
    Ok(envelope)
}

/// Times that the sender made up, and that no calendar has.
const NO_TIMES: &[&str] = &["2018-19-12T22:20:32.000Z"];

fn check_items<P: Provider>(delivery: &Delivery) -> Result<usize, Failed> {
    let batch: Verified<Batch<Json<P, Value>>> =
        dangerous::assume_verified(delivery.clone()).map_err(|error| format!("as a batch: {error}"))?;
    if batch.is_empty() {
        return Err("the batch has no items".into());
    }
    let is_form = !matches!(delivery.body().first(), Some(b'{' | b'['));
    let body = delivery.body().as_ptr_range();
    let (mut keys, mut texts) = (HashSet::new(), HashSet::new());
    for item in batch.iter() {
        if !is_form && !body.contains(&item.bytes().as_ptr()) {
            return Err("an item is no slice of the body".into());
        }
        let value: Value = serde_json::from_slice(item.bytes())?;
        if value != ***item {
            return Err("an item is not what was parsed of it".into());
        }
        keys.insert(item.idempotency_key());
        texts.insert(item.bytes());
    }
    if keys.len() != texts.len() {
        return Err(format!("{} items have {} keys", texts.len(), keys.len()).into());
    }
    Ok(batch.len())
}

fn bodies(folder: &Path) -> Result<Vec<PathBuf>, Failed> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<_> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let is_beside = name.ends_with(".headers.json") || name.ends_with(".vector.json");
        !is_beside && (name.ends_with(".json") || name.ends_with(".form"))
    });
    files.sort();
    Ok(files)
}

/// Whether it was written by hand, with a name that stands twice, which is refused where all names are read: there it is
/// taken without the first.
fn repeats_a_name(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name == "build-event.json")
}

/// A body with its headers, which can be changed.
#[derive(Clone)]
struct Body {
    headers: HeaderMap,
    bytes: Vec<u8>,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Form(Vec<(String, String)>),
    Json(Value),
    /// In a field of a form.
    JsonInForm(String, Value),
}

impl Body {
    fn read(sender: &Sender, root: &Path, file: &Path) -> Result<Self, Failed> {
        let mut bytes = fs::read(file)?;
        if sender.folder == "amazon-ses" {
            bytes = in_sns(&bytes)?;
        }
        let mut headers = HeaderMap::new();
        if let Ok(beside) = fs::read(file.with_extension("headers.json")) {
            let beside: BTreeMap<String, String> = serde_json::from_slice(&beside)?;
            for (name, value) in beside {
                headers.append(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
            }
        }
        if let Header(header) = sender.name
            && !headers.contains_key(header)
        {
            headers.insert(header, HeaderValue::try_from(name_of(sender, root, file)?)?);
        }
        let content = if file.extension().is_some_and(|extension| extension == "json") {
            Content::Json(serde_json::from_slice(&bytes)?)
        } else {
            let pairs: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
            match &pairs[..] {
                [(name, value)] if value.starts_with('[') || value.starts_with('{') => {
                    Content::JsonInForm(name.clone(), serde_json::from_str(value)?)
                }
                _ => Content::Form(pairs),
            }
        };
        Ok(Self { headers, bytes, content })
    }

    /// With a name twice that no type knows, where it is an object that has any.
    fn with_unread_twice(&self) -> Self {
        let mut body = self.clone();
        let has_names = self.json().is_some_and(|json| json.as_object().is_some_and(|json| !json.is_empty()));
        if has_names && body.bytes.starts_with(b"{") {
            body.bytes.splice(..1, *br#"{"not read":1,"not read":[2],"#);
        }
        body
    }

    fn delivery(&self) -> Delivery {
        let target = "/webhooks".parse().unwrap();
        Delivery::new(Head::new(Method::POST, target, self.headers.clone(), NOW), self.bytes.clone())
    }

    /// The same with other content, written anew.
    fn with(&self, content: Content) -> Self {
        let bytes = match &content {
            Content::Form(pairs) => {
                form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
            }
            Content::Json(value) => value.to_string(),
            Content::JsonInForm(name, value) => {
                form_urlencoded::Serializer::new(String::new()).append_pair(name, &value.to_string()).finish()
            }
        };
        Self { headers: self.headers.clone(), bytes: bytes.into(), content }
    }

    fn with_json(&self, change: impl FnOnce(&mut Value)) -> Self {
        let mut content = self.content.clone();
        match &mut content {
            Content::Json(value) | Content::JsonInForm(_, value) => change(value),
            Content::Form(_) => {}
        }
        self.with(content)
    }

    fn json(&self) -> Option<&Value> {
        match &self.content {
            Content::Json(value) | Content::JsonInForm(_, value) => Some(value),
            Content::Form(_) => None,
        }
    }

    /// What a sender may change any day, each with the envelope that is then expected.
    fn changes(&self, sender: &Sender, original: &Envelope) -> Vec<(String, Self, Envelope)> {
        let mut changes = Vec::new();
        for seed in 1..=ADDITIONS {
            let added = self.with_added_field(&mut Random::new(seed));
            changes.push((format!("with a field added (seed {seed})"), added, original.clone()));
        }
        if let Some((changed, old)) = self.with_name(sender.name) {
            let event = original.event.as_ref().map(|event| event.replacen(&old, UNSEEN, 1));
            changes.push(("of an unseen name".into(), changed, Envelope { event, ..original.clone() }));
        }
        let action = self.json().and_then(|json| json.pointer(sender.action)?.as_str());
        if let (Some(action), Some(event)) = (action, &original.event)
            && !sender.action.is_empty()
        {
            let before = event.strip_suffix(action).expect("an event ends in its action");
            let event = Some(format!("{before}{UNSEEN}"));
            let changed = self.with_json(|json| *json.pointer_mut(sender.action).unwrap() = UNSEEN.into());
            changes.push(("with an unseen action".into(), changed, Envelope { event, ..original.clone() }));
        }
        changes
    }

    fn with_added_field(&self, random: &mut Random) -> Self {
        let name = format!("countersign_added_{}", random.below(1000));
        if let Content::Form(pairs) = &self.content {
            let mut pairs = pairs.clone();
            pairs.insert(random.below(pairs.len() + 1), (name, "1".into()));
            return self.with(Content::Form(pairs));
        }
        self.with_json(|json| {
            let mut objects = Vec::new();
            find_objects(json, &mut String::new(), &mut objects);
            let place = &objects[random.below(objects.len())];
            let added = random.value(2);
            json.pointer_mut(place).unwrap().as_object_mut().unwrap().insert(name, added);
        })
    }

    /// With another name, and the one that it had.
    fn with_name(&self, name: Name) -> Option<(Self, String)> {
        match name {
            Field(pointers) => {
                let json = self.json()?;
                let pointer = pointers.iter().find(|pointer| json.pointer(pointer).is_some())?;
                let old = json.pointer(pointer)?.as_str()?.to_owned();
                Some((self.with_json(|json| *json.pointer_mut(pointer).unwrap() = UNSEEN.into()), old))
            }
            Header(header) => {
                let old = self.headers.get(header)?.to_str().ok()?.to_owned();
                let mut changed = self.clone();
                changed.headers.insert(header, HeaderValue::from_static(UNSEEN));
                Some((changed, old))
            }
            Nowhere => None,
        }
    }
}

/// What Amazon SES says, as Amazon SNS brings it: a text in a field.
fn in_sns(document: &[u8]) -> Result<Vec<u8>, Failed> {
    let message = json!({
        "Type": "Notification",
        "MessageId": "9d2c5580-b61d-550c-8583-37a582870907",
        "TopicArn": "arn:aws:sns:us-west-2:123456789012:mail",
        "Message": str::from_utf8(document)?,
        "Timestamp": "2026-11-22T12:00:00.000Z",
    });
    Ok(message.to_string().into())
}

/// A name that no sender has.
const UNSEEN: &str = "never.seen_before";
/// How many fields are added to every body, one at a time.
const ADDITIONS: u64 = 8;

/// The name of the event that a header would have: as the manifest says, or like the name of the file.
fn name_of(sender: &Sender, root: &Path, file: &Path) -> Result<String, Failed> {
    let manifest = fs::read_to_string(root.join("manifest.tsv"))?;
    let file_name = file.file_name().unwrap_or_default().to_string_lossy();
    let is_line = |cells: &Vec<&str>| cells[..2] == [sender.folder, &file_name];
    let line = manifest.lines().map(|line| line.split('\t').collect::<Vec<_>>()).find(is_line);
    let stated = line.and_then(|cells| cells.get(2).copied()).filter(|name| !name.is_empty());
    let stem = file_name.split('.').next().unwrap_or_default();
    Ok(stated.map_or_else(|| stem.replace('-', "_"), str::to_owned))
}

/// The pointers to all objects.
fn find_objects(json: &Value, here: &mut String, found: &mut Vec<String>) {
    let length = here.len();
    let mut go_on = |name: &str, value: &Value, here: &mut String| {
        here.push('/');
        here.push_str(&name.replace('~', "~0").replace('/', "~1"));
        find_objects(value, here, found);
        here.truncate(length);
    };
    match json {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| go_on(name, value, here));
            found.push(here.clone());
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| go_on(&at.to_string(), value, here));
        }
        _ => {}
    }
}

/// Numbers that look random and are the same every time (xorshift).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    /// Any value of JSON, so deep at most.
    fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => Value::Bool(true),
            2 => Value::from(u64::MAX),
            3 => Value::from(-0.5),
            4 => Value::from("\u{0}\"\\/\u{1F600}"),
            5 => Value::Array(vec![self.value(depth - 1), self.value(depth - 1)]),
            _ => Value::Object([("type".to_owned(), self.value(depth - 1))].into_iter().collect()),
        }
    }
}

fn text_of(error: &Failed) -> &str {
    error.message().unwrap_or("failed")
}
