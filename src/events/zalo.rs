//! Events of Zalo Official Account. <https://developers.zalo.me/docs/official-account/webhook>

use time::OffsetDateTime;

use super::open_enum;
use super::record::{self, record};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::ZaloOa;

impl crate::Event for Event {
    type Provider = ZaloOa;

    fn parse(payload: &Payload<'_, ZaloOa>) -> Result<Self, PayloadError> {
        record::json(payload)
    }
}

record! {
    /// An event.
    pub struct Event {
        /// What happened.
        pub event_name: EventName,
        /// The app.
        pub app_id: Option<String>,
        /// The official account, where it is said.
        pub oa_id: Option<String>,
        /// The user, as the app knows them.
        pub user_id_by_app: Option<String>,
        /// When it happened.
        pub timestamp: Option<OffsetDateTime>,
        /// Who did it.
        pub sender: Option<Party>,
        /// Whom it was done to.
        pub recipient: Option<Party>,
        /// Who follows, or no longer does.
        pub follower: Option<Party>,
        /// The message.
        pub message: Option<Message>,
        /// What a user gave of themselves.
        pub info: Option<Info>,
        /// Where it was done.
        pub source: Option<String>,
        /// The group.
        pub group_id: Option<String>,
        /// The tag.
        pub tag: Option<String>,
        /// The order.
        pub order_id: Option<String>,
        /// The reaction.
        pub reaction: Option<String>,
    }
}

record! {
    /// A user or an official account.
    pub struct Party {
        /// Its id.
        pub id: Option<String>,
        /// Which admin of the account.
        pub admin_id: Option<String>,
    }
}

record! {
    /// A message.
    pub struct Message {
        /// Its id.
        pub msg_id: Option<String>,
        /// The ids of several, of `user_seen_message`.
        pub msg_ids: Vec<String>,
        /// The one that it answers.
        pub quote_msg_id: Option<String>,
        /// What it says.
        pub text: Option<String>,
        /// What comes with it.
        pub attachments: Vec<Attachment>,
        /// The reaction to it.
        pub react_icon: Option<String>,
    }
}

record! {
    /// What comes with a message.
    pub struct Attachment {
        /// What it is: `image`, `link`, `location`, `file`.
        pub kind: Option<String> = "type",
        /// What there is to it.
        pub payload: Option<AttachmentPayload>,
    }
}

record! {
    /// What there is to an attachment.
    pub struct AttachmentPayload {
        /// Its id.
        pub id: Option<String>,
        /// Where it is.
        pub url: Option<String>,
        /// Where a small picture of it is.
        pub thumbnail: Option<String>,
        /// What it is called.
        pub title: Option<String>,
        /// A text for people.
        pub description: Option<String>,
        /// What a file is called.
        pub name: Option<String>,
        /// How many bytes a file has.
        pub size: Option<String>,
        /// A checksum of a file.
        pub checksum: Option<String>,
        /// Of which kind a file is.
        pub file_type: Option<String> = "type",
        /// Where that is.
        pub coordinates: Option<Coordinates>,
    }
}

record! {
    /// A place, in degrees.
    pub struct Coordinates {
        /// North of the equator.
        pub latitude: Option<f64>,
        /// East of Greenwich.
        pub longitude: Option<f64>,
    }
}

record! {
    /// What a user gave of themselves.
    pub struct Info {
        /// The street.
        pub address: Option<String>,
        /// The town.
        pub city: Option<String>,
        /// The district.
        pub district: Option<String>,
        /// What they are called.
        pub name: Option<String>,
        /// Their number.
        pub phone: Option<String>,
        /// The ward.
        pub ward: Option<String>,
    }
}

open_enum! {
    /// What happened.
    pub enum EventName {
        /// `add_group_admin`
        AddGroupAdmin = "add_group_admin",
        /// `add_user_to_tag`
        AddUserToTag = "add_user_to_tag",
        /// `anonymous_send_file`
        AnonymousSendFile = "anonymous_send_file",
        /// `anonymous_send_image`
        AnonymousSendImage = "anonymous_send_image",
        /// `anonymous_send_sticker`
        AnonymousSendSticker = "anonymous_send_sticker",
        /// `anonymous_send_text`
        AnonymousSendText = "anonymous_send_text",
        /// `change_oa_daily_quota`
        ChangeOaDailyQuota = "change_oa_daily_quota",
        /// `change_oa_template_tags`
        ChangeOaTemplateTags = "change_oa_template_tags",
        /// `change_template_quality`
        ChangeTemplateQuality = "change_template_quality",
        /// `change_template_quota`
        ChangeTemplateQuota = "change_template_quota",
        /// `change_template_status`
        ChangeTemplateStatus = "change_template_status",
        /// `create_group`
        CreateGroup = "create_group",
        /// `extension_purchased`
        ExtensionPurchased = "extension_purchased",
        /// `follow`
        Follow = "follow",
        /// `journey_acknowledged`
        JourneyAcknowledged = "journey_acknowledged",
        /// `journey_time_out`
        JourneyTimeOut = "journey_time_out",
        /// `oa_call_user`
        OaCallUser = "oa_call_user",
        /// `oa_send_anonymous_text`
        OaSendAnonymousText = "oa_send_anonymous_text",
        /// `oa_send_consent`
        OaSendConsent = "oa_send_consent",
        /// `oa_send_file`
        OaSendFile = "oa_send_file",
        /// `oa_send_gif`
        OaSendGif = "oa_send_gif",
        /// `oa_send_group_text`
        OaSendGroupText = "oa_send_group_text",
        /// `oa_send_image`
        OaSendImage = "oa_send_image",
        /// `oa_send_list`
        OaSendList = "oa_send_list",
        /// `oa_send_sticker`
        OaSendSticker = "oa_send_sticker",
        /// `oa_send_template`
        OaSendTemplate = "oa_send_template",
        /// `oa_send_text`
        OaSendText = "oa_send_text",
        /// `oa_reacted_message`
        OaReactedMessage = "oa_reacted_message",
        /// `permission_revoked`
        PermissionRevoked = "permission_revoked",
        /// `reject_request_join_group`
        RejectRequestJoinGroup = "reject_request_join_group",
        /// `remove_group_admin`
        RemoveGroupAdmin = "remove_group_admin",
        /// `remove_user_from_tag`
        RemoveUserFromTag = "remove_user_from_tag",
        /// `shop_has_order`
        ShopHasOrder = "shop_has_order",
        /// `unfollow`
        Unfollow = "unfollow",
        /// `update_group_info`
        UpdateGroupInfo = "update_group_info",
        /// `update_user_info`
        UpdateUserInfo = "update_user_info",
        /// `user_call_oa`
        UserCallOa = "user_call_oa",
        /// `user_click_chatnow`
        UserClickChatnow = "user_click_chatnow",
        /// `user_feedback`
        UserFeedback = "user_feedback",
        /// `user_join_group`
        UserJoinGroup = "user_join_group",
        /// `user_out_group`
        UserOutGroup = "user_out_group",
        /// `user_reacted_message`
        UserReactedMessage = "user_reacted_message",
        /// `user_received_message`
        UserReceivedMessage = "user_received_message",
        /// `user_reply_consent`
        UserReplyConsent = "user_reply_consent",
        /// `user_request_join_group`
        UserRequestJoinGroup = "user_request_join_group",
        /// `user_seen_message`
        UserSeenMessage = "user_seen_message",
        /// `user_send_audio`
        UserSendAudio = "user_send_audio",
        /// `user_send_business_card`
        UserSendBusinessCard = "user_send_business_card",
        /// `user_send_file`
        UserSendFile = "user_send_file",
        /// `user_send_gif`
        UserSendGif = "user_send_gif",
        /// `user_send_group_text`
        UserSendGroupText = "user_send_group_text",
        /// `user_send_image`
        UserSendImage = "user_send_image",
        /// `user_send_link`
        UserSendLink = "user_send_link",
        /// `user_send_location`
        UserSendLocation = "user_send_location",
        /// `user_send_sticker`
        UserSendSticker = "user_send_sticker",
        /// `user_send_text`
        UserSendText = "user_send_text",
        /// `user_send_video`
        UserSendVideo = "user_send_video",
        /// `user_submit_info`
        UserSubmitInfo = "user_submit_info",
        /// `widget_failed_to_sync_user_external_id`
        WidgetFailedToSyncUserExternalId = "widget_failed_to_sync_user_external_id",
        /// `widget_interaction_accepted`
        WidgetInteractionAccepted = "widget_interaction_accepted",
    }
}
