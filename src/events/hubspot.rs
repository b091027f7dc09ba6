//! Events of HubSpot.
