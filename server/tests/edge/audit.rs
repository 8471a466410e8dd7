//! The file of what moderators have done.

use std::fs;

use asteroids_server::net::admin::{Audit, Entry};
use serde_json::json;

use crate::arena::Arena;
use crate::moderator::{Moderator, folder};

fn entry(action: &str) -> Entry {
    Entry {
        at_s: 1_795_392_000,
        by: "a moderator".to_owned(),
        action: action.to_owned(),
        target: "Eve".to_owned(),
        reason: String::new(),
        outcome: "ordered".to_owned(),
    }
}

async fn actions(audit: &Audit, limit: usize) -> Vec<String> {
    let entries = audit.latest(limit).await.expect("it reads");
    entries.into_iter().map(|entry| entry.action).collect()
}

#[tokio::test]
async fn a_line_that_a_power_cut_has_torn_costs_no_other() {
    let path = folder("torn").join("audit.jsonl");
    let audit = Audit::open(&path).expect("the folder takes it");
    audit.record(&entry("kick")).await.expect("it writes");
    let whole = fs::read(&path).expect("it is there");
    fs::write(&path, [&whole[..], b"{\"at_s\":17"].concat()).expect("the folder takes it");
    let audit = Audit::open(&path).expect("it is there");
    audit.record(&entry("ban")).await.expect("it writes");
    assert_eq!(actions(&audit, 10).await, ["ban", "kick"]);
    let text = fs::read_to_string(&path).expect("it is text");
    assert_eq!(text.lines().count(), 3, "{text}");
}

#[tokio::test]
async fn of_a_long_record_the_latest_entries_are_told() {
    let path = folder("long").join("audit.jsonl");
    let line = serde_json::to_string(&entry("rename")).expect("it is JSON") + "\n";
    fs::write(&path, line.repeat(10_000)).expect("the folder takes it");
    let audit = Audit::open(&path).expect("it is there");
    audit.record(&entry("ban")).await.expect("it writes");
    assert_eq!(actions(&audit, 2).await, ["ban", "rename"]);
    let all = actions(&audit, usize::MAX).await.len();
    assert!((1_000..10_000).contains(&all), "{all}");
}

#[tokio::test]
async fn every_order_is_on_record_and_stays_there_over_a_restart() {
    let folder = folder("audit");
    let arena = Arena::moderated(&folder);
    let eve = arena.join_from("Eve", "203.0.113.7").await;
    let moderator = Moderator::at(arena.address);
    let client = moderator.client("Eve").await;
    let kick = json!({ "client": client, "reason": "language" });
    moderator.order("kick", kick).await;
    moderator.refused("bans", json!({ "name": "Nobody" })).await;

    drop(eve);
    arena.stop().await;
    let record = Moderator::at(Arena::moderated(&folder).address)
        .audit()
        .await;
    let [failed, ban, kick] = &record[..] else {
        panic!("three entries, but: {record:?}");
    };
    assert_eq!(kick[0], "kick");
    let target = format!("Eve (client {client}, address ");
    assert!(kick[1].starts_with(&target), "{}", kick[1]);
    assert_eq!(kick[2..], ["language", "ordered"]);
    assert_eq!(ban[..], ["ban", "Nobody, for good", "", "ordered"]);
    assert_eq!(failed[3], "failed: there is no such player");
    assert!(!kick[1].contains("203.0.113.7"), "{}", kick[1]);
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_done() {
    let full_disk = fs::OpenOptions::new()
        .append(true)
        .read(true)
        .open("/dev/full");
    let full_disk = Audit::to(full_disk.expect("it is always there")).expect("it opens");
    let arena = Arena::recorded(&folder("unrecorded"), full_disk);
    let mut eve = arena.join("Eve").await;
    let moderator = Moderator::at(arena.address);
    let client = moderator.client("Eve").await;
    let (status, why) = moderator.refused("kick", json!({ "client": client })).await;
    assert_eq!(status, 507);
    assert!(why.contains("audit log cannot be written"), "{why}");
    eve.plays_on().await;
}
