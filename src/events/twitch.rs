//! Events of Twitch.
