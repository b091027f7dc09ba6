//! Who gets how much of what is bounded.

use std::collections::HashMap;

/// How much a source has, or may have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::inbox) struct Share {
    pub(in crate::inbox) rows: u64,
    pub(in crate::inbox) bytes: u64,
}

impl Share {
    pub(super) const fn one(bytes: u64) -> Self {
        Self { rows: 1, bytes }
    }

    pub(super) const fn plus(self, other: Self) -> Self {
        Self { rows: self.rows + other.rows, bytes: self.bytes + other.bytes }
    }

    pub(super) const fn minus(self, other: Self) -> Self {
        Self { rows: self.rows.saturating_sub(other.rows), bytes: self.bytes.saturating_sub(other.bytes) }
    }
}

/// What all sources have, and how much each may have, so that it is no more than a bound together.
pub(in crate::inbox) struct Shares {
    held: HashMap<String, Share>,
    all: Share,
    bound: Share,
    level: Share,
}

impl Shares {
    /// Of what sources have, and what they want in addition.
    pub(in crate::inbox) fn of<'a>(
        held: Vec<(String, Share)>,
        wanted: impl Iterator<Item = (&'a str, u64)>,
        bound: Share,
    ) -> Self {
        let mut demands: HashMap<&str, Share> =
            held.iter().map(|(source, share)| (&**source, *share)).collect();
        for (source, bytes) in wanted {
            let demand = demands.entry(source).or_default();
            *demand = demand.plus(Share::one(bytes));
        }
        let level = |of: fn(&Share) -> u64| {
            let fair = level(demands.values().map(of).collect(), of(&bound));
            fair.max(of(&bound) / FLOOR)
        };
        let level = Share { rows: level(|share| share.rows).max(1), bytes: level(|share| share.bytes) };
        let all = held.iter().fold(Share::default(), |all, (_, share)| all.plus(*share));
        Self { held: held.into_iter().collect(), all, bound, level }
    }

    /// How much each may have. One row it may have whatever its length is.
    pub(in crate::inbox) const fn level(&self) -> Share {
        self.level
    }

    /// Those that have more.
    pub(in crate::inbox) fn above(&self) -> Vec<String> {
        let is_above = |share: &Share| {
            share.rows > 1 && (share.rows > self.level.rows || share.bytes > self.level.bytes)
        };
        self.held.iter().filter(|(_, share)| is_above(share)).map(|(source, _)| source.clone()).collect()
    }

    /// Notes that a source gave something up.
    pub(in crate::inbox) fn give_up(&mut self, source: &str, given: Share) {
        if let Some(share) = self.held.get_mut(source) {
            *share = share.minus(given);
        }
        self.all = self.all.minus(given);
    }

    /// Whether there is room for one more, which is taken then.
    pub(in crate::inbox) fn take(&mut self, source: &str, bytes: u64) -> bool {
        let share = self.held.get(source).copied().unwrap_or_default();
        let [share_then, all_then] = [share, self.all].map(|share| share.plus(Share::one(bytes)));
        let is_its_own =
            share_then.rows <= self.level.rows && (share.rows == 0 || share_then.bytes <= self.level.bytes);
        let is_room = all_then.rows <= self.bound.rows && all_then.bytes <= self.bound.bytes;
        if is_its_own && is_room {
            self.held.insert(source.to_owned(), share_then);
            self.all = all_then;
        }
        is_its_own && is_room
    }
}

/// A hundredth of the bound is left to a source that has it, however many others there are.
const FLOOR: u64 = 100;

/// The most that each may have so that all have no more than `bound`, where those that want less get all of it.
fn level(mut demands: Vec<u64>, bound: u64) -> u64 {
    demands.sort_unstable();
    let mut rest = bound;
    for (at, demand) in demands.iter().enumerate() {
        let fair = rest / (demands.len() - at) as u64;
        if *demand > fair {
            return fair;
        }
        rest -= demand;
    }
    u64::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_want_less_get_all_of_it() {
        // (name, demands, bound, level)
        let cases = [
            ("nobody", &[][..], 10, u64::MAX),
            ("there is enough", &[1, 2, 7], 10, u64::MAX),
            ("one that floods", &[1, 2, 700], 10, 7),
            ("two that flood", &[1, 500, 700], 10, 4),
            ("all alike", &[5, 5, 5, 5], 10, 2),
            ("more than there is room for", &[1, 1, 1, 1], 3, 0),
        ];
        for (name, demands, bound, expected) in cases {
            assert_eq!(level(demands.to_vec(), bound), expected, "{name}");
        }
    }

    /// How many rows each of some sources has after a flood, in order.
    fn after(held: &[(&str, u64)], new: &[(&str, u64)], bound: u64) -> Vec<(String, u64)> {
        let share = |rows: u64| Share { rows, bytes: rows };
        let held = held.iter().map(|(source, rows)| ((*source).to_owned(), share(*rows))).collect();
        let wanted: Vec<_> =
            new.iter().flat_map(|(source, rows)| (0..*rows).map(move |_| (*source, 1))).collect();
        let mut shares = Shares::of(held, wanted.iter().copied(), share(bound));
        let level = shares.level();
        for source in shares.above() {
            let surplus = shares.held[&source].rows - level.rows;
            shares.give_up(&source, share(surplus));
        }
        for (source, bytes) in wanted {
            shares.take(source, bytes);
        }
        let mut after: Vec<_> = shares.held.into_iter().map(|(source, share)| (source, share.rows)).collect();
        after.sort();
        after
    }

    #[test]
    fn a_flood_takes_what_nobody_else_wants() {
        let many: Vec<_> = (0..300).map(|at| format!("source {at}")).collect();
        let many: Vec<_> = many.iter().map(|source| (&**source, 1)).collect();
        // (name, what there is, what comes, the bound, what a genuine source has then)
        let cases = [
            ("it came first", &[("flood", 200)][..], &[("genuine", 20)][..], 200, 20),
            ("it comes last", &[("genuine", 20)], &[("flood", 500)], 200, 20),
            ("they come together", &[], &[("flood", 500), ("genuine", 20)], 200, 20),
            ("the genuine one is large", &[("flood", 200)], &[("genuine", 500)], 200, 100),
            ("it has many sources", &[("genuine", 2)], &many, 200, 2),
        ];
        for (name, held, new, bound, expected) in cases {
            let after = after(held, new, bound);
            let genuine = after.iter().find(|(source, _)| source == "genuine").map(|(_, rows)| *rows);
            assert_eq!(genuine, Some(expected), "{name}");
            assert!(after.iter().map(|(_, rows)| rows).sum::<u64>() <= bound, "{name}: {after:?}");
        }
    }

    #[test]
    fn a_source_that_has_nothing_may_have_one_of_any_length_for_which_there_is_room() {
        let bound = Share { rows: 100, bytes: 1000 };
        let held = vec![("flood".to_owned(), Share { rows: 50, bytes: 400 })];
        // (name, how long, whether it is taken)
        for (name, bytes, is_taken) in [("it fits", 600, true), ("it does not", 601, false)] {
            let mut shares = Shares::of(held.clone(), [("genuine", bytes)].into_iter(), bound);
            assert_eq!(shares.take("genuine", bytes), is_taken, "{name}");
        }
    }
}
