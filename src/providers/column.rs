//! <https://column.com/docs/workingwithapi/events-and-webhooks>

use crate::{Provider, Scheme, Source};

/// Column. Each endpoint has a secret of its own.
///
/// Column's documentation does not say how the tag is encoded; it is read as hexadecimal. Column waits for
/// ten seconds and tries again up to 25 times in three days.
#[derive(Debug, Clone, Copy)]
pub enum Column {}

impl Provider for Column {
    const SCHEME: Scheme = Scheme::hmac_sha256("column", "column-signature")
        .id(Source::Field("/id"))
        .event(Source::Field("/type"))
        .time(Source::Field("/created_at"))
        .data("/data");
}
