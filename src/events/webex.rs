//! Events of Cisco Webex.
