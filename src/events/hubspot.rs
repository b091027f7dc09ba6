//! Events of HubSpot. <https://developers.hubspot.com/docs/api-reference/webhooks-webhooks-v3/guide>
//!
//! A delivery of an app's subscriptions brings up to 100 of them: `Verified<Batch<hubspot::Event>>`. One of a workflow
//! brings the object that it runs for, alone, and is a batch of one.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::open_enum;
use super::record::{self, record};
use crate::error::PayloadError;
use crate::event::Payload;
use crate::providers::HubSpot;

/// One event of a delivery.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Event {
    /// What happened, as an app is told of it.
    Change(Box<Change>),
    /// An object, as a workflow sends it.
    Object(Box<Object>),
}

impl crate::Event for Event {
    type Provider = HubSpot;

    fn parse(payload: &Payload<'_, HubSpot>) -> Result<Self, PayloadError> {
        let kind: Kind = record::json(payload)?;
        Ok(match kind.subscription_type {
            Some(_) => Self::Change(record::json(payload)?),
            None => Self::Object(record::json(payload)?),
        })
    }
}

record! {
    /// Whether it is of a subscription.
    struct Kind {
        subscription_type: Option<String> = "subscriptionType",
    }
}

open_enum! {
    /// What happened to what.
    pub enum SubscriptionType {
        /// `contact.creation`
        ContactCreation = "contact.creation",
        /// `contact.deletion`
        ContactDeletion = "contact.deletion",
        /// `contact.propertyChange`
        ContactPropertyChange = "contact.propertyChange",
        /// `contact.merge`
        ContactMerge = "contact.merge",
        /// `contact.restore`
        ContactRestore = "contact.restore",
        /// `contact.associationChange`
        ContactAssociationChange = "contact.associationChange",
        /// `company.creation`
        CompanyCreation = "company.creation",
        /// `company.deletion`
        CompanyDeletion = "company.deletion",
        /// `company.propertyChange`
        CompanyPropertyChange = "company.propertyChange",
        /// `company.merge`
        CompanyMerge = "company.merge",
        /// `company.restore`
        CompanyRestore = "company.restore",
        /// `company.associationChange`
        CompanyAssociationChange = "company.associationChange",
        /// `deal.creation`
        DealCreation = "deal.creation",
        /// `deal.deletion`
        DealDeletion = "deal.deletion",
        /// `deal.propertyChange`
        DealPropertyChange = "deal.propertyChange",
        /// `deal.merge`
        DealMerge = "deal.merge",
        /// `deal.restore`
        DealRestore = "deal.restore",
        /// `deal.associationChange`
        DealAssociationChange = "deal.associationChange",
        /// `ticket.creation`
        TicketCreation = "ticket.creation",
        /// `ticket.deletion`
        TicketDeletion = "ticket.deletion",
        /// `ticket.propertyChange`
        TicketPropertyChange = "ticket.propertyChange",
        /// `ticket.merge`
        TicketMerge = "ticket.merge",
        /// `ticket.restore`
        TicketRestore = "ticket.restore",
        /// `ticket.associationChange`
        TicketAssociationChange = "ticket.associationChange",
        /// `product.creation`
        ProductCreation = "product.creation",
        /// `product.deletion`
        ProductDeletion = "product.deletion",
        /// `product.propertyChange`
        ProductPropertyChange = "product.propertyChange",
        /// `product.merge`
        ProductMerge = "product.merge",
        /// `product.restore`
        ProductRestore = "product.restore",
        /// `product.associationChange`
        ProductAssociationChange = "product.associationChange",
        /// `line_item.creation`
        LineItemCreation = "line_item.creation",
        /// `line_item.deletion`
        LineItemDeletion = "line_item.deletion",
        /// `line_item.propertyChange`
        LineItemPropertyChange = "line_item.propertyChange",
        /// `line_item.merge`
        LineItemMerge = "line_item.merge",
        /// `line_item.restore`
        LineItemRestore = "line_item.restore",
        /// `line_item.associationChange`
        LineItemAssociationChange = "line_item.associationChange",
        /// `contact.privacyDeletion`
        ContactPrivacyDeletion = "contact.privacyDeletion",
        /// `object.creation`
        ObjectCreation = "object.creation",
        /// `object.deletion`
        ObjectDeletion = "object.deletion",
        /// `object.propertyChange`
        ObjectPropertyChange = "object.propertyChange",
        /// `object.merge`
        ObjectMerge = "object.merge",
        /// `object.restore`
        ObjectRestore = "object.restore",
        /// `object.associationChange`
        ObjectAssociationChange = "object.associationChange",
        /// `object.privacyDeletion`
        ObjectPrivacyDeletion = "object.privacyDeletion",
        /// `conversation.creation`
        ConversationCreation = "conversation.creation",
        /// `conversation.deletion`
        ConversationDeletion = "conversation.deletion",
        /// `conversation.newMessage`
        ConversationNewMessage = "conversation.newMessage",
        /// `conversation.privacyDeletion`
        ConversationPrivacyDeletion = "conversation.privacyDeletion",
        /// `conversation.propertyChange`
        ConversationPropertyChange = "conversation.propertyChange",
    }
}

record! {
    /// What happened to an object, a conversation or an association, as an app is told of it.
    pub struct Change {
        /// The event. Not every one has another.
        pub event_id: Option<i64> = "eventId",
        /// The subscription that it came by.
        pub subscription_id: Option<i64> = "subscriptionId",
        /// What happened.
        pub subscription_type: SubscriptionType = "subscriptionType",
        /// The account.
        pub portal_id: Option<i64> = "portalId",
        /// The app.
        pub app_id: Option<i64> = "appId",
        /// When it happened.
        pub occurred_at: Option<OffsetDateTime> = "occurredAt",
        /// Which attempt this is, from 0.
        pub attempt_number: Option<i64> = "attemptNumber",
        /// The object.
        pub object_id: Option<i64> = "objectId",
        /// The kind of the object, of `object.*`: `0-1` for contacts.
        pub object_type_id: Option<String> = "objectTypeId",
        /// Whether it is `NEW`, `CREATED`, `DELETED` or so.
        pub change_flag: Option<String> = "changeFlag",
        /// Where it was changed: `CRM_UI`.
        pub change_source: Option<String> = "changeSource",
        /// Who changed it: `userId:123`.
        pub source_id: Option<String> = "sourceId",
        /// The property that changed.
        pub property_name: Option<String> = "propertyName",
        /// What it is now.
        pub property_value: Option<String> = "propertyValue",
        /// Whether the property is sensitive: then its value is left out.
        pub is_sensitive: Option<bool> = "isSensitive",
        /// The object that was kept, of a merge.
        pub primary_object_id: Option<i64> = "primaryObjectId",
        /// The objects that went into it, of a merge.
        pub merged_object_ids: Vec<i64> = "mergedObjectIds",
        /// The object that came of it, of a merge.
        pub new_object_id: Option<i64> = "newObjectId",
        /// How many properties moved, of a merge.
        pub properties_moved: Option<i64> = "numberOfPropertiesMoved",
        /// Of which kind the association is: `CONTACT_TO_COMPANY`.
        pub association_type: Option<String> = "associationType",
        /// The same, by its number.
        pub association_type_id: Option<i64> = "associationTypeId",
        /// Whose kind it is: `HUBSPOT_DEFINED`.
        pub association_category: Option<String> = "associationCategory",
        /// Whether it was removed.
        pub association_removed: Option<bool> = "associationRemoved",
        /// Whether it is the first one.
        pub is_primary_association: Option<bool> = "isPrimaryAssociation",
        /// From which object.
        pub from_object_id: Option<i64> = "fromObjectId",
        /// The kind of that.
        pub from_object_type_id: Option<String> = "fromObjectTypeId",
        /// To which object.
        pub to_object_id: Option<i64> = "toObjectId",
        /// The kind of that.
        pub to_object_type_id: Option<String> = "toObjectTypeId",
        /// The message, of a conversation.
        pub message_id: Option<String> = "messageId",
        /// `MESSAGE` or `COMMENT`.
        pub message_type: Option<String> = "messageType",
    }
}

record! {
    /// An object, as a workflow sends it.
    pub struct Object {
        /// The account.
        pub portal_id: Option<i64> = "portalId",
        /// Its kind: `DEAL`. A contact has none.
        pub object_type: Option<String> = "objectType",
        /// The same, by its number: `0-3`.
        pub object_type_id: Option<String> = "objectTypeId",
        /// Its id. A contact has a `vid`.
        pub object_id: Option<i64> = "objectId",
        /// A contact's id.
        pub vid: Option<i64>,
        /// Whether it is a contact.
        pub is_contact: Option<bool> = "is-contact",
        /// Whether it was deleted.
        pub is_deleted: Option<bool> = "isDeleted",
        /// Which version of it.
        pub version: Option<i64>,
        /// What is known of it, by name.
        pub properties: BTreeMap<String, Property>,
    }
}

record! {
    /// What is known of an object.
    pub struct Property {
        /// What it is.
        pub value: Option<String>,
        /// Since when.
        pub timestamp: Option<OffsetDateTime>,
        /// Where it was changed: `CRM_UI`.
        pub source: Option<String>,
        /// Who changed it.
        pub source_id: Option<String> = "sourceId",
    }
}
