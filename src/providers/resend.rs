//! <https://resend.com/docs>

use crate::{Provider, Scheme, Source};

/// Resend, which delivers through Svix.
#[derive(Debug, Clone, Copy)]
pub enum Resend {}

impl Provider for Resend {
    const SCHEME: Scheme =
        Scheme::svix("resend").event(Source::Field("/type")).time(Source::Field("/created_at")).data("/data");
}
