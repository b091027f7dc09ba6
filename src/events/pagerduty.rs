//! Events of PagerDuty.
