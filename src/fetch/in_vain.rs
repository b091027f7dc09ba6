//! Keys that could not be had while many deliveries are verified again.

use std::collections::HashSet;

use super::WantedKey;
use crate::connection::Source;

/// The most fetches in vain.
const MOST: usize = 256;

/// Keys that could not be had while many deliveries are verified again, one for each source: what a stranger names is
/// not what a genuine delivery from elsewhere lacks.
#[derive(Default)]
pub(crate) struct InVain {
    asked_for: HashSet<Box<str>>,
    sources: HashSet<Option<Source>>,
}

impl InVain {
    /// Whether the key would not be had either, or is one too many.
    pub(super) fn has(&self, wanted: &WantedKey, source: Option<Source>) -> bool {
        self.sources.len() == MOST
            || self.sources.contains(&source)
            || self.asked_for.contains(asked_for(wanted))
    }

    pub(super) fn note(&mut self, wanted: &WantedKey, source: Option<Source>) {
        self.asked_for.insert(asked_for(wanted).into());
        self.sources.insert(source);
    }
}

/// What is asked for: a set is the same whichever key of it is wanted.
fn asked_for(wanted: &WantedKey) -> &str {
    if wanted.published().is_set() { "" } else { &wanted.name }
}
