//! Events of Slack.
