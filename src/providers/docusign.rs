//! <https://developers.docusign.com/>

use crate::{Provider, Scheme, Source};

/// DocuSign Connect. The secret looks like base64 and is used as text.
///
/// There is one numbered header for each active key, of which the first eight are read. A payload may be
/// XML. Established from other people's code.
#[derive(Debug, Clone, Copy)]
pub enum DocuSign {}

impl Provider for DocuSign {
    const SCHEME: Scheme = Scheme::hmac_sha256("docusign", "x-docusign-signature-1")
        .more_headers(&[
            "x-docusign-signature-2",
            "x-docusign-signature-3",
            "x-docusign-signature-4",
            "x-docusign-signature-5",
            "x-docusign-signature-6",
            "x-docusign-signature-7",
            "x-docusign-signature-8",
        ])
        .base64()
        .event(Source::Field("/event"))
        .attempt(Source::Field("/retryCount"))
        .renews(&["retryCount"])
        .time(Source::Field("/generatedDateTime"))
        .account(Source::Field("/data/accountId"))
        .version(Source::Field("/apiVersion"))
        .data("/data");
}
