//! Events of CloudEvents.
