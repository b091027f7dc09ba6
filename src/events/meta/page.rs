//! What happens on pages and on Instagram.

use serde::Deserialize;
use time::OffsetDateTime;

use crate::events::{open_enum, read};

open_enum! {
    /// What on a page it is about.
    pub enum FeedItem {
        /// An album.
        Album = "album",
        /// A comment.
        Comment = "comment",
        /// An event.
        Event = "event",
        /// Someone follows the page.
        Follow = "follow",
        /// The page, or something on it, was liked.
        Like = "like",
        /// A link.
        Link = "link",
        /// Someone mentioned the page.
        Mention = "mention",
        /// A photo.
        Photo = "photo",
        /// A post.
        Post = "post",
        /// A reaction, of which a like is one.
        Reaction = "reaction",
        /// Something was shared.
        Share = "share",
        /// A post of text.
        Status = "status",
        /// A video.
        Video = "video",
    }
}

open_enum! {
    /// What was done.
    pub enum Verb {
        /// It was added.
        Add = "add",
        /// It was blocked.
        Block = "block",
        /// It was deleted.
        Delete = "delete",
        /// It was edited.
        Edit = "edit",
        /// It was edited.
        Edited = "edited",
        /// Someone follows.
        Follow = "follow",
        /// It was hidden.
        Hide = "hide",
        /// It was deleted.
        Remove = "remove",
        /// It is shown again.
        Unhide = "unhide",
        /// Someone does not follow any longer.
        Unfollow = "unfollow",
        /// It was changed.
        Update = "update",
    }
}

/// A post, a comment, a like or another reaction on a page.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Feed {
    /// What it is about.
    #[serde(default = "read::none", deserialize_with = "read::or_none")]
    pub item: FeedItem,
    /// What was done.
    #[serde(default = "read::none", deserialize_with = "read::or_none")]
    pub verb: Verb,
    /// Who did it.
    pub from: Option<Author>,
    /// The id of who did it, in older versions of the API.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub sender_id: Option<String>,
    /// The same, of a like of the page.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub user_id: Option<String>,
    /// The post.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub post_id: Option<String>,
    /// The comment.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub comment_id: Option<String>,
    /// What it is on: a post, or a comment that it replies to.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub parent_id: Option<String>,
    /// The photo.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub photo_id: Option<String>,
    /// The video.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub video_id: Option<String>,
    /// The text.
    pub message: Option<String>,
    /// A link to what was posted, or to its picture.
    pub link: Option<String>,
    /// `like`, `love`, `care`, `haha`, `wow`, `sad` or `angry`.
    pub reaction_type: Option<String>,
    /// When.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub created_time: Option<OffsetDateTime>,
}

/// A comment on Instagram.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Comment {
    /// The id.
    #[serde(deserialize_with = "read::scalar")]
    pub id: String,
    /// The text.
    pub text: Option<String>,
    /// Who wrote it.
    pub from: Option<Author>,
    /// On what.
    pub media: Option<Media>,
    /// The comment that it replies to.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub parent_id: Option<String>,
}

/// Who did something.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Author {
    /// The id, as the app sees it.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The name on Instagram.
    pub username: Option<String>,
}

/// Something on Instagram.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Media {
    /// The id.
    #[serde(deserialize_with = "read::scalar")]
    pub id: String,
    /// `FEED`, `REELS`, `STORY`, `AD`.
    pub media_product_type: Option<String>,
}

/// Someone mentioned an Instagram account.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Mention {
    /// On what.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub media_id: Option<String>,
    /// In which comment, if not in a caption.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub comment_id: Option<String>,
}

/// Someone filled in a form of an ad.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Lead {
    /// The id, by which the answers can be fetched.
    #[serde(deserialize_with = "read::scalar")]
    pub leadgen_id: String,
    /// The page.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub page_id: Option<String>,
    /// The form.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub form_id: Option<String>,
    /// The ad.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub ad_id: Option<String>,
    /// The set of ads.
    #[serde(default, deserialize_with = "read::maybe_scalar")]
    pub adgroup_id: Option<String>,
    /// When.
    #[serde(default, deserialize_with = "read::maybe_time")]
    pub created_time: Option<OffsetDateTime>,
}
