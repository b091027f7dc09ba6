//! How much is kept.

use countersign::inbox::Quarantined;
use time::Duration;

use super::senders::GITHUB;
use super::{App, SENDER, STRANGER, github, of_peer, refused, retried, right, wrong};

pub(crate) async fn a_flood_displaces_itself_and_no_genuine_delivery(app: App) {
    // (name, whether the flood came first)
    for (name, is_first) in [("the flood comes first", true), ("the flood comes last", false)] {
        let quarantine = app.quarantine.clone().rows(100);
        let dropped = quarantine.dropped();
        let flood = || async {
            for index in 0..300 {
                let forged = github("a stranger's secret", &format!("forged {index}"));
                quarantine.offer(&refused(&wrong(), of_peer(forged, STRANGER)));
                if index % 60 == 0 {
                    quarantine.flush().await;
                }
            }
            quarantine.flush().await;
        };
        if is_first {
            flood().await;
            assert_eq!(app.held().await, 100, "{name}");
        }
        for index in 0..20 {
            let genuine = github(GITHUB, &format!("{name} {index}"));
            quarantine.offer(&refused(&wrong(), of_peer(genuine, SENDER)));
        }
        flood().await;
        assert_eq!(app.held().await, 100, "{name}");
        let offered = if is_first { 620 } else { 320 };
        assert_eq!(quarantine.dropped() - dropped, offered - 100, "{name}");
        assert_eq!(quarantine.retry(&right()).await.unwrap(), retried(20, 0, 80), "{name}");
        quarantine.clear(&right()).await.unwrap();
    }
}

pub(crate) async fn bytes_and_lengths_are_bounded(app: App) {
    let head = "POST /github\nx-hub-signature-256: sha256=\n".len() + 64;
    let quarantine = app.quarantine.clone().bytes(10_000).longest(1_000);
    let long = github(GITHUB, &"x".repeat(1_001 - head));
    quarantine.offer(&refused(&wrong(), long));
    quarantine.flush().await;
    assert_eq!((app.held().await, quarantine.dropped()), (0, 1));
    for index in 0..15 {
        let body = format!("{index:04}{}", "x".repeat(996 - head));
        quarantine.offer(&refused(&wrong(), of_peer(github("a stranger's secret", &body), STRANGER)));
        quarantine.flush().await;
    }
    assert_eq!((app.held().await, quarantine.dropped()), (10, 6));
    quarantine.offer(&refused(&wrong(), of_peer(github(GITHUB, "genuine"), SENDER)));
    quarantine.flush().await;
    assert_eq!((app.held().await, quarantine.dropped()), (10, 7));
    assert_eq!(quarantine.retry(&right()).await.unwrap(), retried(1, 0, 9));
}

pub(crate) async fn what_was_promised_gives_way_to_nobody(app: App) {
    let quarantine = app.quarantine.clone().rows(4);
    let put =
        |secret, body: &str, peer| quarantine.put(&refused(&wrong(), of_peer(github(secret, body), peer)));
    for body in ["a", "b", "c"] {
        assert_eq!(put(GITHUB, body, SENDER).await.unwrap(), Quarantined::Kept, "{body}");
    }
    for index in 0..10 {
        let forged = of_peer(github("a stranger's secret", &format!("{index}")), STRANGER);
        quarantine.offer(&refused(&wrong(), forged));
        quarantine.flush().await;
    }
    // What is left is the stranger's, and the sender has more than its share.
    assert_eq!(put(GITHUB, "d", SENDER).await.unwrap(), Quarantined::Full);
    let long = quarantine.clone().longest(10).put(&refused(&wrong(), github(GITHUB, "e"))).await;
    assert_eq!(long.unwrap(), Quarantined::Full);
    assert_eq!(quarantine.retry(&right()).await.unwrap(), retried(3, 0, 1));
    let mut handled = app.drain().await;
    handled.sort();
    assert_eq!(handled, ["a", "b", "c"]);
}

pub(crate) async fn what_is_too_old_makes_room(app: App) {
    let quarantine = app.quarantine.clone().rows(2).age(Duration::HOUR);
    for body in ["a", "b", "c"] {
        quarantine.offer(&refused(&wrong(), github(GITHUB, body)));
        quarantine.flush().await;
    }
    assert_eq!(quarantine.dropped(), 1);
    app.advance(Duration::HOUR).await;
    quarantine.offer(&refused(&wrong(), github(GITHUB, "d")));
    quarantine.flush().await;
    assert_eq!(app.held().await, 1);
    // What is too old is not verified again either.
    app.advance(Duration::HOUR).await;
    assert_eq!(quarantine.retry(&right()).await.unwrap(), retried(0, 0, 0));
}
