//! What the sender knows of its deliveries against the effects there are.

use std::collections::BTreeMap;

use super::sender::line_of;

/// What attempts to send one delivery came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Fate {
    /// `201`: the effect was had now.
    pub(crate) done: u64,
    /// Another 2xx: it was had before.
    pub(crate) repeated: u64,
    /// `409`.
    pub(crate) in_progress: u64,
    /// `500`.
    pub(crate) failed: u64,
    /// `503`.
    pub(crate) unavailable: u64,
    /// A connection that did not last until there was an answer.
    pub(crate) unanswered: u64,
    /// No connection.
    pub(crate) unreached: u64,
    /// Anything else.
    pub(crate) other: u64,
    /// Copies that the sender has given up.
    pub(crate) given_up: u64,
}

impl Fate {
    pub(crate) const fn is_acknowledged(&self) -> bool {
        self.done + self.repeated > 0
    }

    /// How many attempts may have had an effect.
    const fn may_have_had_effects(&self) -> u64 {
        self.done + self.failed + self.unavailable + self.unanswered
    }

    pub(crate) const fn attempts(&self) -> u64 {
        self.may_have_had_effects() + self.repeated + self.in_progress + self.unreached + self.other
    }

    const fn add(&mut self, other: &Self) {
        self.done += other.done;
        self.repeated += other.repeated;
        self.in_progress += other.in_progress;
        self.failed += other.failed;
        self.unavailable += other.unavailable;
        self.unanswered += other.unanswered;
        self.unreached += other.unreached;
        self.other += other.other;
        self.given_up += other.given_up;
    }
}

/// What a receiver promises of a delivery that was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Promise<'a> {
    /// One effect at least, and more only where an attempt did not end with a 2xx.
    AtLeastOnce,
    ExactlyOnce,
    /// One effect at least, and no more than there were attempts of workers.
    OnceAnAttempt(&'a Counts),
}

/// How many of something each delivery had.
pub(crate) type Counts = BTreeMap<String, u64>;

pub(crate) type Fates = BTreeMap<String, Fate>;

/// All fates as one.
pub(crate) fn total(fates: &Fates) -> Fate {
    let mut total = Fate::default();
    fates.values().for_each(|fate| total.add(fate));
    total
}

/// How many effects each delivery had.
pub(crate) fn by_name(effects: Vec<String>) -> Counts {
    let mut counts = BTreeMap::new();
    for name in effects {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// Where the promise is not kept, a line each.
pub(crate) fn faults(promise: Promise<'_>, fates: &Fates, effects: &Counts) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, fate) in fates {
        let had = effects.get(name).copied().unwrap_or_default();
        let most = match promise {
            Promise::AtLeastOnce => fate.may_have_had_effects(),
            Promise::ExactlyOnce => 1,
            Promise::OnceAnAttempt(attempts) => attempts.get(name).copied().unwrap_or_default(),
        };
        let fault = match () {
            () if fate.given_up > 0 || !fate.is_acknowledged() => "was given up",
            () if had == 0 => "is missing",
            () if had > most => "had too many effects",
            () if fate.done > 1 => "was answered as done more than once",
            () => continue,
        };
        faults.push(format!("{name} {fault}: {had} effects, {fate:?}"));
    }
    let unknown = effects.keys().filter(|name| !fates.contains_key(*name));
    faults.extend(unknown.map(|name| format!("{name} was sent by nobody")));
    faults
}

/// Where an effect was had before that of a delivery which was acknowledged before it was sent, a line each. Of
/// effects in their order.
pub(crate) fn out_of_order(effects: &[String]) -> Vec<String> {
    let (mut last, mut faults) = (BTreeMap::new(), Vec::new());
    for name in effects {
        match last.insert(line_of(name), name) {
            Some(before) if before >= name => faults.push(format!("{name} came after {before}")),
            _ => {}
        }
    }
    faults
}

// What the verdict of the runs rests on.
pub(crate) fn every_fault_is_found() {
    let done = Fate { done: 1, ..Fate::default() };
    let lost = Fate { done: 1, unanswered: 1, in_progress: 3, ..Fate::default() };
    let unreached = Fate { unreached: 1, ..done };
    let repeated = Fate { repeated: 1, unanswered: 1, ..Fate::default() };
    let (exactly, at_least) = (Promise::ExactlyOnce, Promise::AtLeastOnce);
    let twice = Counts::from([("a".to_owned(), 2)]);
    let attempt = Promise::OnceAnAttempt(&twice);
    // (name, promise, what the sender knows, effects, fault)
    let cases = [
        ("one effect", exactly, done, 1, None),
        ("one effect, at least", at_least, done, 1, None),
        ("one effect, whose answer was lost", exactly, repeated, 1, None),
        ("none", exactly, done, 0, Some("is missing")),
        ("none, at least", at_least, done, 0, Some("is missing")),
        ("none of a repetition", exactly, repeated, 0, Some("is missing")),
        ("two", exactly, lost, 2, Some("had too many effects")),
        ("two, at least, with an attempt for each", at_least, lost, 2, None),
        ("three, at least, with two attempts", at_least, lost, 3, Some("had too many effects")),
        ("two, at least, with one attempt", at_least, done, 2, Some("had too many effects")),
        ("two, at least, of which one reached nobody", at_least, unreached, 2, Some("had too many effects")),
        ("none, in two attempts", attempt, done, 0, Some("is missing")),
        ("two, in two attempts", attempt, done, 2, None),
        ("three, in two attempts", attempt, done, 3, Some("had too many effects")),
        ("never answered", at_least, Fate { unanswered: 9, ..Fate::default() }, 1, Some("was given up")),
        ("a copy of it given up", exactly, Fate { given_up: 1, ..done }, 1, Some("was given up")),
        ("done twice", at_least, Fate { done: 2, ..done }, 2, Some("was answered as done more than once")),
    ];
    for (name, promise, fate, had, expected) in cases {
        let fates = Fates::from([("a".to_owned(), fate)]);
        let effects = by_name(vec!["a".to_owned(); had]);
        let found = faults(promise, &fates, &effects);
        assert_eq!(found.len(), usize::from(expected.is_some()), "{name}: {found:?}");
        let fault = expected.unwrap_or_default();
        assert!(found.iter().all(|found| found.contains(fault)), "{name}: {found:?}");
    }
    let unsent = faults(exactly, &Fates::new(), &by_name(vec!["b".to_owned()]));
    assert_eq!(unsent, ["b was sent by nobody"]);
    // (name, line and number of each effect, faults)
    let cases = [
        ("in order", &[(1, 1), (1, 3), (1, 4)][..], 0),
        ("two lines", &[(1, 5), (2, 3), (1, 6), (2, 4)], 0),
        ("one too early", &[(1, 3), (1, 1), (1, 4)], 1),
        ("one too early, behind another line", &[(1, 3), (2, 7), (1, 1)], 1),
        ("twice", &[(1, 3), (1, 3)], 1),
    ];
    for (name, effects, expected) in cases {
        let named = |(line, number): &(u8, u8)| format!("line-{line:02}-delivery-{number:06}");
        let found = out_of_order(&effects.iter().map(named).collect::<Vec<_>>());
        assert_eq!(found.len(), expected, "{name}: {found:?}");
    }
}
