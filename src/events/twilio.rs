//! Events of Twilio.
