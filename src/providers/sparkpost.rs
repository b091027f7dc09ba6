//! <https://github.com/SparkPost/support-docs>

use crate::{Handshake, Provider, Scheme};

/// SparkPost with basic credentials. The secret is `user:password`. SparkPost signs nothing.
///
/// One delivery holds a batch of events. The test of a new webhook holds none, and is answered.
#[derive(Debug, Clone, Copy)]
pub enum SparkPost {}

impl Provider for SparkPost {
    const SCHEME: Scheme = Scheme::basic("sparkpost").handshakes(&[Handshake::signed().empty("/0/msys")]);
}
