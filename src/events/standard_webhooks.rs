//! Events of Standard Webhooks.
