//! Events of GitLab.
