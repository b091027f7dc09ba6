//! Events of EcholoN.
