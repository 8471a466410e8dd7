//! What is deleted, and what never is.

use proptest::prelude::*;

use super::*;
use crate::log::FileKind;
use crate::log::file_name::FileName;
use crate::log::retention::surplus;

/// A log as it is written: segments one after another, each with a snapshot at its
/// beginning or not, of these sizes.
fn inventory() -> impl Strategy<Value = (Inventory, BTreeSet<Tick>, Tick)> {
    let part = (1..12_000_u32, any::<bool>(), 0..6_u8, 1..50_u64);
    proptest::collection::vec(part, 1..60).prop_map(|parts| {
        let (mut files, mut damaged) = (Inventory::default(), BTreeSet::new());
        let mut tick = 0;
        for (ticks, has_snapshot, harm, bytes) in parts {
            files.0.insert(FileName::segment(tick), bytes);
            if has_snapshot || tick == 0 {
                files.0.insert(FileName::snapshot(tick), bytes / 2);
                if harm == 0 {
                    damaged.insert(tick);
                }
            }
            tick += ticks;
        }
        (files, damaged, tick)
    })
}

proptest! {
    #[test]
    fn what_a_restart_needs_is_never_deleted(
        (files, damaged, now) in inventory(),
        ticks in 0..200_000_u32,
        bytes in 0..2_000_u64,
    ) {
        let is_whole = |tick| !damaged.contains(&tick);
        let whole: Vec<Tick> = files.ticks(FileKind::Snapshot).filter(|&tick| is_whole(tick)).collect();
        let keep = Keep { ticks, bytes };
        let mut left = files.clone();
        for name in surplus(&files, is_whole, now, keep) {
            prop_assert!(left.0.remove(&name).is_some(), "{} was there once", name);
        }
        let needed_from = whole.iter().rev().nth(1).or(whole.last()).copied();
        let is_needed = |name: &FileName| needed_from.is_none_or(|from| name.tick >= from);
        let needed: Vec<FileName> = files.names().filter(is_needed).collect();
        let kept: Vec<FileName> = left.names().filter(is_needed).collect();
        prop_assert_eq!(&kept, &needed);
        // No hole comes to be: the segments that are left are the last ones, and
        // they begin with a snapshot.
        let segments: Vec<Tick> = left.ticks(FileKind::Segment).collect();
        let all: Vec<Tick> = files.ticks(FileKind::Segment).collect();
        prop_assert!(all.ends_with(&segments));
        if needed_from.is_some() {
            let first = segments.first().copied();
            prop_assert_eq!(left.ticks(FileKind::Snapshot).find(|&tick| is_whole(tick)), first);
            let needed_bytes: u64 = needed.iter().map(|name| files.0[name]).sum();
            prop_assert!(left.bytes() <= bytes.max(needed_bytes));
        }
    }
}

#[test]
fn an_hour_is_kept_of_a_day() {
    let scrap = Scrap::new();
    let mut played = Played::begin(&scrap.log());
    let hour = Keep::default().ticks;
    let half_a_minute = 960;
    while played.tick < 3 * hour {
        played.snapshot();
        // Two entries stand for half a minute of play.
        played.play(2);
        played.wake();
        played.tick += half_a_minute - 2;
    }
    let left = Inventory::of(&scrap.log()).expect("it is there");
    let oldest = left.ticks(FileKind::Segment).next().expect("some are left");
    let kept = played.tick - oldest;
    assert!((hour..hour + 7 * half_a_minute).contains(&kept), "{kept}");
    // One in each two minutes, and what a restart needs.
    let snapshots = left.ticks(FileKind::Snapshot).count();
    assert!((30..=34).contains(&snapshots), "{snapshots}");
}

#[test]
fn a_small_share_is_kept_to() {
    let scrap = Scrap::new();
    let disk = Folder::open(&scrap.log()).expect("it can be made");
    let keep = Keep {
        bytes: 60_000,
        ..Keep::default()
    };
    let mut played = Played::begin_on(Box::new(disk), keep);
    for _ in 0..60 {
        if played.tick == 0 || played.log.wants_snapshot() {
            assert!(played.snapshot());
        }
        played.play(200);
        assert!(
            played.log.state().bytes <= 100_000,
            "{:?}",
            played.log.state()
        );
    }
    assert!(!played.log.state().is_degraded);
    let on_disk = Inventory::of(&scrap.log()).expect("it is there");
    assert_eq!(on_disk.bytes(), played.log.state().bytes);
}
