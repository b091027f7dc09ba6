//! Names of fields.

/// The names that are known of an object, in a hash table that the compiler makes.
pub(crate) struct Names {
    names: &'static [&'static str],
    /// Where each is among `names`, or nothing: from the slot of its hash on.
    slots: [u8; SLOTS],
}

const SLOTS: usize = 128;
const NOTHING: u8 = u8::MAX;

impl Names {
    pub(crate) const fn new(names: &'static [&'static str]) -> Self {
        assert!(names.len() < SLOTS, "a slot has to be left, where a search ends");
        let mut slots = [NOTHING; SLOTS];
        let mut place = 0;
        while place < names.len() {
            let mut slot = Self::slot(names[place]);
            while slots[slot] != NOTHING {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = place as u8;
            place += 1;
        }
        Self { names, slots }
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        let mut slot = Self::slot(name);
        loop {
            let place = usize::from(self.slots[slot]);
            if *self.names.get(place)? == name {
                return Some(place);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// Names differ most in their length and at their ends.
    const fn slot(name: &str) -> usize {
        match name.as_bytes() {
            [first, .., last] => (*first as usize + *last as usize + name.len() * 7) % SLOTS,
            _ => 0,
        }
    }
}
