use countersign::events::hubspot;
use countersign::providers::HubSpotV1;
use countersign::{Batch, By, PayloadError};

use super::{NOON, parse, text};

const CHANGES: &str = r#"[
    {"eventId":1,"subscriptionId":2,"portalId":3,"appId":4,"occurredAt":1795348800000,"attemptNumber":0,
     "subscriptionType":"contact.propertyChange","objectId":5,"propertyName":"email","propertyValue":"a@example.com",
     "changeSource":"CRM_UI","sourceId":"userId:9"},
    {"eventId":1,"subscriptionId":2,"portalId":3,"occurredAt":1795348800000,"attemptNumber":0,
     "subscriptionType":"company.merge","objectId":6,"mergedObjectIds":[7,8],"primaryObjectId":6},
    {"eventId":9,"subscriptionType":"robot.awakening","portalId":3,"added":{"deep":[1]}}]"#;

#[test]
fn a_batch_has_a_change_for_each_subscription() {
    let batch = parse::<Batch<hubspot::Event>>(CHANGES).unwrap();
    assert_eq!(batch.len(), 3);
    let hubspot::Event::Change(change) = &*batch[0] else { panic!("{:?}", *batch[0]) };
    assert_eq!(change.subscription_type, hubspot::SubscriptionType::ContactPropertyChange);
    assert_eq!(change.property_value.as_deref(), Some("a@example.com"));
    assert_eq!(change.occurred_at, Some(NOON));
    assert_eq!(batch[0].id().unwrap().text(), "1.2.5");
    assert_eq!(batch[1].id().unwrap().text(), "1.2.6");
    let hubspot::Event::Change(merge) = &*batch[1] else { panic!("{:?}", *batch[1]) };
    assert_eq!(merge.merged_object_ids, [7, 8]);
    let hubspot::Event::Change(unknown) = &*batch[2] else { panic!("{:?}", *batch[2]) };
    assert_eq!(unknown.subscription_type.as_str(), "robot.awakening");
    assert_eq!(batch[2].event().unwrap().text(), "robot.awakening");
    assert_eq!(text(batch.receipt().envelope().account).as_deref(), Some("3"));
}

#[test]
fn the_older_signatures_bring_the_same() {
    let batch = parse::<Batch<By<HubSpotV1, hubspot::Event>>>(CHANGES).unwrap();
    assert_eq!(batch.len(), 3);
    assert_eq!(batch[0].event().unwrap().text(), "contact.propertyChange");
}

#[test]
fn a_workflow_brings_an_object_alone() {
    let body = r#"{"portalId":3,"objectType":"DEAL","objectTypeId":"0-3","objectId":5,"version":2,
        "properties":{"dealname":{"value":"Big","timestamp":1795348800000,"source":"CRM_UI","versions":[{}]},"odd":null}}"#;
    let batch = parse::<Batch<hubspot::Event>>(body).unwrap();
    let hubspot::Event::Object(deal) = &*batch[0] else { panic!("{:?}", *batch[0]) };
    assert_eq!(deal.object_type.as_deref(), Some("DEAL"));
    assert_eq!(deal.properties["dealname"].value.as_deref(), Some("Big"));
    assert_eq!(deal.properties["dealname"].timestamp, Some(NOON));
    assert_eq!(deal.properties.len(), 1);
    assert_eq!(text(batch.receipt().envelope().account).as_deref(), Some("3"));
}

#[test]
fn what_stands_twice_is_refused() {
    let body = r#"[{"subscriptionType":"a.b","objectId":1,"objectId":2}]"#;
    assert!(matches!(parse::<Batch<hubspot::Event>>(body), Err(PayloadError::Unfit { .. })));
}

#[test]
fn an_event_is_small() {
    assert!(size_of::<hubspot::Event>() <= 32);
}
