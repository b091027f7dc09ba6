//! Events of Zoom.
