//! <https://github.com/IntuitDeveloper/SampleApp-Webhooks-nodejs>

use crate::{Provider, Scheme, Source};

/// Intuit QuickBooks Online. The secret is the verifier token.
///
/// One delivery may hold several events, in the older form or as an array of CloudEvents. Intuit waits for
/// three seconds, and holds later events back while it tries again.
#[derive(Debug, Clone, Copy)]
pub enum QuickBooks {}

impl Provider for QuickBooks {
    const SCHEME: Scheme = Scheme::hmac_sha256("quickbooks", "intuit-signature")
        .base64()
        .event(Source::First(&[
            Source::Field("/0/type"),
            Source::Join(&[
                Source::Field("/eventNotifications/0/dataChangeEvent/entities/0/name"),
                Source::Field("/eventNotifications/0/dataChangeEvent/entities/0/operation"),
            ]),
        ]))
        .time(Source::First(&[
            Source::Field("/0/time"),
            Source::Field("/eventNotifications/0/dataChangeEvent/entities/0/lastUpdated"),
        ]))
        .account(Source::First(&[
            Source::Field("/0/intuitaccountid"),
            Source::Field("/eventNotifications/0/realmId"),
        ]))
        // What is no array is one item: the older form.
        .items("/*")
        .item_id(Source::Field("/id"))
        .item_event(Source::First(&[
            Source::Field("/type"),
            Source::Join(&[
                Source::Field("/eventNotifications/0/dataChangeEvent/entities/0/name"),
                Source::Field("/eventNotifications/0/dataChangeEvent/entities/0/operation"),
            ]),
        ]));
}
