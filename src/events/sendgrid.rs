//! Events of SendGrid.
