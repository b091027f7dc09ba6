//! Events of Discord.
