//! Events of SendGrid. <https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event>
//!
//! A delivery brings several: `Verified<Batch<sendgrid::Event>>`. What a sender puts into a mail as arguments of its
//! own stands beside these fields, under names that only the sender knows: a type of yours in
//! [`Json`](crate::Json) reads them.

use time::OffsetDateTime;

use super::open_enum;
use super::record::{self, record};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::SendGrid;

impl crate::Event for Event {
    type Provider = SendGrid;

    fn parse(payload: &Payload<'_, SendGrid>) -> Result<Self, PayloadError> {
        record::json(payload)
    }
}

record! {
    /// What became of a mail.
    pub struct Event {
        /// What happened.
        pub event: Kind,
        /// When it happened.
        pub timestamp: OffsetDateTime,
        /// To whom the mail went.
        pub email: Option<String>,
        /// The event. A repetition has the same.
        pub sg_event_id: Option<String>,
        /// The mail, as SendGrid names it.
        pub sg_message_id: Option<String>,
        /// The mail, as it names itself.
        pub smtp_id: Option<String> = "smtp-id",
        /// The group of mails that it is of.
        pub asm_group_id: Option<i64>,
        /// Which attempt it was, of `deferred`.
        pub attempt: Option<i64>,
        /// Why it bounced, in a few words.
        pub bounce_classification: Option<String>,
        /// What the sender put it under.
        pub category: Vec<String>,
        /// From where, or to where.
        pub ip: Option<String>,
        /// Of `bounce`: `bounce` or `blocked`. Of `account_status_change`: what changed.
        pub bounce_type: Option<String> = "type",
        /// Whether the receiver's certificate was wrong.
        pub cert_err: Option<bool>,
        /// The campaign.
        pub marketing_campaign_id: Option<i64>,
        /// What the campaign is called.
        pub marketing_campaign_name: Option<String>,
        /// From which addresses it was sent.
        pub pool: Option<Pool>,
        /// Why, of `bounce`, `dropped` and `deferred`.
        pub reason: Option<String>,
        /// What the receiver said.
        pub response: Option<String>,
        /// When it was to be sent.
        pub send_at: Option<OffsetDateTime>,
        /// Which part was opened: `html`, `amp`.
        pub sg_content_type: Option<String>,
        /// Whether a machine opened it.
        pub sg_machine_open: Option<bool>,
        /// The template.
        pub sg_template_id: Option<String>,
        /// What the template is called.
        pub sg_template_name: Option<String>,
        /// The mailing.
        pub singlesend_id: Option<String>,
        /// What the mailing is called.
        pub singlesend_name: Option<String>,
        /// The receiver's code: `5.1.1`.
        pub status: Option<String>,
        /// Whether it was encrypted on its way.
        pub tls: Option<bool>,
        /// What was clicked.
        pub url: Option<String>,
        /// Which of the links it was.
        pub url_offset: Option<UrlOffset>,
        /// By which program.
        pub useragent: Option<String>,
    }
}

record! {
    /// Addresses from which mail is sent.
    pub struct Pool {
        /// The pool.
        pub id: Option<i64>,
        /// What it is called.
        pub name: Option<String>,
    }
}

record! {
    /// Which of several links.
    pub struct UrlOffset {
        /// Which one, from 0.
        pub index: Option<i64>,
        /// In which part of the mail: `html`, `text`.
        pub part: Option<String> = "type",
    }
}

open_enum! {
    /// What became of a mail.
    pub enum Kind {
        /// `account_status_change`
        AccountStatusChange = "account_status_change",
        /// `bounce`
        Bounce = "bounce",
        /// `click`
        Click = "click",
        /// `deferred`
        Deferred = "deferred",
        /// `delivered`
        Delivered = "delivered",
        /// `dropped`
        Dropped = "dropped",
        /// `group_resubscribe`
        GroupResubscribe = "group_resubscribe",
        /// `group_unsubscribe`
        GroupUnsubscribe = "group_unsubscribe",
        /// `open`
        Open = "open",
        /// `processed`
        Processed = "processed",
        /// `spamreport`
        Spamreport = "spamreport",
        /// `unsubscribe`
        Unsubscribe = "unsubscribe",
    }
}
