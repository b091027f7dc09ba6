//! Events of Hookdeck.
