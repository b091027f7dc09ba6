//! What waits to be kept, in memory and bounded.

use std::collections::{HashMap, VecDeque};

use tokio::sync::oneshot;

use super::Quarantined;
use super::shares::Share;
use super::suspect::Suspect;
use crate::replay::StoreError;

/// How many may wait, and how many bytes of them, unless one alone has more.
const MOST: Share = Share { rows: 128, bytes: 4 << 20 };

/// What waits to be kept.
#[derive(Default)]
pub(super) struct Queue {
    waiting: VecDeque<Waiting>,
    all: Share,
    /// Whether there is a task that keeps it.
    pub(super) is_running: bool,
}

/// One that waits, and who wants to know what came of it.
pub(super) struct Waiting {
    pub(super) suspect: Suspect,
    pub(super) answer: Option<Answer>,
}

pub(super) type Answer = oneshot::Sender<Result<Quarantined, StoreError>>;

impl Queue {
    /// Adds one. Where there is no room the source gives way that has most, by its latest; of those that have as much,
    /// the one that comes. Says how many gave way.
    pub(super) fn push(&mut self, new: Waiting) -> u64 {
        let added = Share::one(new.suspect.size());
        let mut gone = 0;
        while !self.has_room(added) {
            gone += 1;
            match self.heaviest(&new.suspect.source, added) {
                Some(at) => self.remove(at),
                None => {
                    tell(new.answer, Ok(Quarantined::Full));
                    return gone;
                }
            }
        }
        self.all = self.all.plus(added);
        self.waiting.push_back(new);
        gone
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Takes all of it.
    pub(super) fn take(&mut self) -> Vec<Waiting> {
        self.all = Share::default();
        self.waiting.drain(..).collect()
    }

    fn has_room(&self, added: Share) -> bool {
        let then = self.all.plus(added);
        self.waiting.is_empty() || (then.rows <= MOST.rows && then.bytes <= MOST.bytes)
    }

    /// The latest of the source that has most of what there is too little of, unless that would be the one that
    /// comes.
    fn heaviest(&self, source: &str, added: Share) -> Option<usize> {
        let is_of_rows = self.all.rows + added.rows > MOST.rows;
        let weight = |share: &Share| if is_of_rows { share.rows } else { share.bytes };
        let mut shares = HashMap::<&str, (Share, usize)>::new();
        for (at, waiting) in self.waiting.iter().enumerate() {
            let (share, last) = shares.entry(&waiting.suspect.source).or_default();
            *share = share.plus(Share::one(waiting.suspect.size()));
            *last = at;
        }
        let own = shares.remove(source).map_or(added, |(share, _)| share.plus(added));
        let heaviest = shares.into_values().max_by_key(|(share, _)| weight(share))?;
        (weight(&heaviest.0) > weight(&own)).then_some(heaviest.1)
    }

    fn remove(&mut self, at: usize) {
        if let Some(waiting) = self.waiting.remove(at) {
            self.all = self.all.minus(Share::one(waiting.suspect.size()));
            tell(waiting.answer, Ok(Quarantined::Full));
        }
    }
}

/// Tells whoever wants to know.
pub(super) fn tell(answer: Option<Answer>, what: Result<Quarantined, StoreError>) {
    if let Some(answer) = answer {
        // Whoever does not wait any longer has refused it.
        let _ = answer.send(what);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(source: &str, bytes: usize) -> Waiting {
        let suspect = Suspect {
            provider: "github",
            endpoint: None,
            source: source.to_owned(),
            is_promised: false,
            arrival: String::new(),
            head: Vec::new(),
            body: vec![b'a'; bytes],
        };
        Waiting { suspect, answer: None }
    }

    fn count(queue: &Queue, source: &str) -> usize {
        queue.waiting.iter().filter(|waiting| waiting.suspect.source == source).count()
    }

    #[test]
    fn a_flood_of_one_source_displaces_nobody_else() {
        let mut queue = Queue::default();
        for at in 0..1_000 {
            queue.push(waiting("flood", 1));
            if at % 100 == 0 {
                queue.push(waiting("genuine", 1));
            }
        }
        assert_eq!((count(&queue, "genuine"), count(&queue, "flood")), (10, 118));
        let taken = queue.take();
        assert_eq!((taken.len(), queue.all), (128, Share::default()));
    }

    #[test]
    fn bytes_are_bounded_as_well() {
        let mut queue = Queue::default();
        let mut gone = 0;
        for _ in 0..20 {
            gone += queue.push(waiting("flood", 1 << 20));
        }
        assert_eq!((count(&queue, "flood"), gone), (4, 16));
        assert_eq!(queue.push(waiting("genuine", 2 << 20)), 2);
        assert_eq!((count(&queue, "genuine"), count(&queue, "flood")), (1, 2));
        // One that is too long for the whole of it is taken where nothing waits, and only there.
        assert_eq!(queue.push(waiting("long", 5 << 20)), 1);
        queue.take();
        assert_eq!(queue.push(waiting("long", 5 << 20)), 0);
        assert_eq!(queue.push(waiting("genuine", 1)), 1);
        assert_eq!((count(&queue, "long"), count(&queue, "genuine")), (0, 1));
    }

    #[test]
    fn whoever_waits_for_one_that_gives_way_is_told() {
        let mut queue = Queue::default();
        for _ in 0..127 {
            queue.push(waiting("flood", 1));
        }
        let (answer, mut answered) = oneshot::channel();
        queue.push(Waiting { answer: Some(answer), ..waiting("flood", 1) });
        assert!(answered.try_recv().is_err());
        queue.push(waiting("genuine", 1));
        assert_eq!(answered.try_recv().unwrap().unwrap(), Quarantined::Full);
    }

    #[test]
    fn whoever_waits_for_one_that_finds_no_room_is_told() {
        let mut queue = Queue::default();
        for at in 0..128 {
            queue.push(waiting(&format!("source {at}"), 1));
        }
        let (answer, mut answered) = oneshot::channel();
        assert_eq!(queue.push(Waiting { answer: Some(answer), ..waiting("another", 1) }), 1);
        assert_eq!(answered.try_recv().unwrap().unwrap(), Quarantined::Full);
    }
}
