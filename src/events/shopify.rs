//! Events of Shopify.
