//! <https://www.rfc-editor.org/rfc/rfc7617>

use crate::{Provider, Scheme};

/// Any sender that presents basic credentials. The secret is `user:password`.
#[derive(Debug, Clone, Copy)]
pub enum GenericBasic {}

impl Provider for GenericBasic {
    const SCHEME: Scheme = Scheme::basic("generic_basic");
}
