//! Events of Sentry.
