//! <https://github.com/SparkPost/support-docs>

use crate::{Provider, Scheme};

/// SparkPost with basic credentials. The secret is `user:password`. SparkPost signs nothing.
///
/// One delivery holds a batch of events.
#[derive(Debug, Clone, Copy)]
pub enum SparkPost {}

impl Provider for SparkPost {
    const SCHEME: Scheme = Scheme::basic("sparkpost");
}
