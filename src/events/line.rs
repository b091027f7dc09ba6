//! Events of LINE.
