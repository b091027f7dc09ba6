//! <https://github.com/clerk/javascript/blob/main/packages/backend/src/webhooks.ts>

use crate::{Provider, Scheme, Source};

/// Clerk, which delivers through Svix.
#[derive(Debug, Clone, Copy)]
pub enum Clerk {}

impl Provider for Clerk {
    const SCHEME: Scheme = Scheme::svix("clerk")
        .event(Source::Field("/type"))
        .time(Source::Field("/timestamp"))
        .account(Source::Field("/instance_id"))
        .data("/data");
}
