//! Events of Linear.
