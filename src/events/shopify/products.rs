//! What is sold.

use time::OffsetDateTime;

use crate::events::open_enum;
use crate::events::record::record;

record! {
    /// A product.
    pub struct Product {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// A text for people, in HTML.
        pub body_html: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Its name in links.
        pub handle: Option<String>,
        /// Its pictures.
        pub images: Vec<Image>,
        /// In what its variants differ.
        pub options: Vec<ProductOption>,
        /// Which kind of product.
        pub product_type: Option<String>,
        /// When it was published.
        pub published_at: Option<OffsetDateTime>,
        /// Where: `web`, `global`.
        pub published_scope: Option<String>,
        /// How it stands.
        pub status: Option<ProductStatus>,
        /// Tags, separated by commas.
        pub tags: Option<String>,
        /// Its template.
        pub template_suffix: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// Its variants.
        pub variants: Vec<Variant>,
        /// Who makes it.
        pub vendor: Option<String>,
    }
}

open_enum! {
    /// Whether a product is sold.
    pub enum ProductStatus {
        /// `active`
        Active = "active",
        /// `archived`
        Archived = "archived",
        /// `draft`
        Draft = "draft",
        /// `unlisted`
        Unlisted = "unlisted",
    }
}

record! {
    /// In what variants differ.
    pub struct ProductOption {
        /// Its id.
        pub id: Option<i64>,
        /// What it is called.
        pub name: Option<String>,
        /// Which place it has, from 1.
        pub position: Option<i64>,
        /// The product.
        pub product_id: Option<i64>,
        /// The choices.
        pub values: Vec<String>,
    }
}

record! {
    /// A variant of a product.
    pub struct Variant {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// Its barcode.
        pub barcode: Option<String>,
        /// What it cost before.
        pub compare_at_price: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Its picture.
        pub image_id: Option<i64>,
        /// What is in stock of it.
        pub inventory_item_id: Option<i64>,
        /// Whether it is sold without stock: `deny`, `continue`.
        pub inventory_policy: Option<String>,
        /// How many are in stock.
        pub inventory_quantity: Option<i64>,
        /// How many were in stock.
        pub old_inventory_quantity: Option<i64>,
        /// The first choice.
        pub option1: Option<String>,
        /// The second choice.
        pub option2: Option<String>,
        /// The third choice.
        pub option3: Option<String>,
        /// Which place it has, from 1.
        pub position: Option<i64>,
        /// The price of one.
        pub price: Option<String>,
        /// The product.
        pub product_id: Option<i64>,
        /// The merchant's own name for it.
        pub sku: Option<String>,
        /// Whether tax is due.
        pub taxable: Option<bool>,
        /// What it is called.
        pub title: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// A picture.
    pub struct Image {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// What it shows.
        pub alt: Option<String>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// In pixels.
        pub height: Option<i64>,
        /// Which place it has, from 1.
        pub position: Option<i64>,
        /// The product.
        pub product_id: Option<i64>,
        /// Where it is.
        pub src: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// Of which variants.
        pub variant_ids: Vec<i64>,
        /// In pixels.
        pub width: Option<i64>,
    }
}

record! {
    /// A collection of products.
    pub struct Collection {
        /// Its id.
        pub id: Option<i64>,
        /// Its id in the GraphQL API: `gid://shopify/...`.
        pub admin_graphql_api_id: Option<String>,
        /// A text for people, in HTML.
        pub body_html: Option<String>,
        /// Its name in links.
        pub handle: Option<String>,
        /// When it was published.
        pub published_at: Option<OffsetDateTime>,
        /// Where: `web`, `global`.
        pub published_scope: Option<String>,
        /// How it is sorted.
        pub sort_order: Option<String>,
        /// Its template.
        pub template_suffix: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}

record! {
    /// What a sales channel shows: a product or a collection.
    pub struct Listing {
        /// A collection.
        pub collection_listing: Option<ListingDetails>,
        /// A product.
        pub product_listing: Option<ListingDetails>,
        /// A product that is to come.
        pub scheduled_product_listing: Option<ListingDetails>,
    }
}

record! {
    /// A product or a collection in a sales channel.
    pub struct ListingDetails {
        /// Whether it can be bought.
        pub available: Option<bool>,
        /// A text for people, in HTML.
        pub body_html: Option<String>,
        /// The collection.
        pub collection_id: Option<i64>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// Its name in links.
        pub handle: Option<String>,
        /// The product.
        pub product_id: Option<i64>,
        /// Which kind of product.
        pub product_type: Option<String>,
        /// When it was published.
        pub published_at: Option<OffsetDateTime>,
        /// Tags, separated by commas.
        pub tags: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
        /// Its variants.
        pub variants: Vec<Variant>,
        /// Who makes it.
        pub vendor: Option<String>,
    }
}

record! {
    /// What was published where.
    pub struct Publication {
        /// Its id.
        pub id: Option<i64>,
        /// The collection.
        pub collection_id: Option<i64>,
        /// When it was made.
        pub created_at: Option<OffsetDateTime>,
        /// The product.
        pub product_id: Option<i64>,
        /// Where.
        pub publication_id: Option<i64>,
        /// Whether it is.
        pub published: Option<bool>,
        /// When it was published.
        pub published_at: Option<OffsetDateTime>,
        /// When it was last changed.
        pub updated_at: Option<OffsetDateTime>,
    }
}
