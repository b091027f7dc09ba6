//! Events of Zalo.
