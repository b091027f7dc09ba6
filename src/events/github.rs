//! Events of GitHub.
