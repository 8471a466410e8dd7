//! The file of what moderators have done.

use std::fs;

use asteroids_server::net::admin::{Audit, Entry};

use crate::moderator::folder;

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
