//! <https://www.rfc-editor.org/rfc/rfc6750#section-2.1>

use crate::{Layout, Provider, Scheme, Source};

/// Any sender that presents a token as `Authorization: Bearer`.
#[derive(Debug, Clone, Copy)]
pub enum GenericToken {}

impl Provider for GenericToken {
    const SCHEME: Scheme =
        Scheme::token("generic_token", Source::Header("authorization")).layout(Layout::Word("Bearer"));
}
