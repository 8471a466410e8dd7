//! Processes that are killed, and machines that are switched off.

use std::fs;

use super::*;
use crate::log::{Archive, Notice, Unfinished, put_aside};

#[test]
fn a_kill_loses_less_than_half_a_second() {
    let mut dice = Dice(1);
    for _ in 0..20 {
        let scrap = Scrap::new();
        let mut played = Played::begin(&scrap.log());
        assert!(played.log.wants_snapshot());
        assert!(played.snapshot());
        played.play(1 + dice.below(400) as Tick);
        if dice.below(2) == 0 {
            played.snapshot();
            played.play(dice.below(100) as Tick);
        }
        // Nothing is written any more.
        let (_, after) = Played::resume(&scrap.log());
        let lost = played.tick - after.end.next;
        assert!(lost < 16, "{lost} of {} ticks", played.tick);
        let from = after.snapshot.tick;
        assert_eq!(after.snapshot.payload, state(from));
        assert_eq!(read(after.entries), entries(from..after.end.next));
    }
}

#[test]
fn a_log_that_is_dropped_is_written_to_its_end() {
    let scrap = Scrap::new();
    let mut log = Log::begin(&scrap.log(), LogSettings::default()).expect("it begins");
    assert!(log.snapshot(0, write_state(0)));
    for tick in 0..50 {
        log.append(tick, payload(tick));
    }
    let watch = log.watch();
    drop(log);
    while watch.state().synced_to < 50 {
        std::thread::yield_now();
    }
    let found = found(&scrap.log()).expect("it is there");
    assert_eq!(read(found.entries), entries(0..50));
}

#[test]
fn a_log_that_is_finished_is_whole() {
    let scrap = Scrap::new();
    let mut log = Log::begin(&scrap.log(), LogSettings::default()).expect("it begins");
    assert!(log.snapshot(0, write_state(0)));
    log.append(0, payload(0));
    let patience = Duration::from_secs(60);
    assert_eq!(log.finish(Instant::now() + patience), Ok(()));
    let found = found(&scrap.log()).expect("it is there");
    assert_eq!(found.snapshot.payload, state(0));
    assert_eq!(read(found.entries), entries(0..1));

    let mut log =
        Log::resume(found.end, 1, LogSettings::default()).expect("it goes on where it ended");
    log.append(2, payload(2));
    let lost = Err(Unfinished::Lost);
    assert_eq!(log.finish(Instant::now() + patience), lost, "1 is missing");
}

#[test]
fn a_torn_end_is_cut_and_the_log_goes_on_there() {
    let scrap = Scrap::new();
    let folder = scrap.log();
    let mut played = Played::begin(&folder);
    played.snapshot();
    played.play(100);
    let segment = folder.join("0000000000.segment");
    let torn = fs::read(&segment).expect("it is there");
    fs::write(&segment, &torn[..torn.len() - 5]).expect("it can be written");
    let notices = recover(&folder, Keep::default())
        .expect("the files are ours")
        .notices;
    assert!(matches!(notices[..], [Notice::Cut(_)]), "{notices:?}");
    let (mut again, before) = Played::resume(&folder);
    let cut = again.tick;
    assert!((50..100).contains(&cut), "{cut}");
    assert_eq!(read(before.entries), entries(0..cut));
    again.play(200 - cut);
    again.wake();
    // The torn end is still there, and is nothing to speak of any more.
    let recovery = recover(&folder, Keep::default()).expect("the files are ours");
    assert!(recovery.notices.is_empty(), "{:?}", recovery.notices);
    let found = recovery.found.expect("it is whole");
    assert_eq!(read(found.entries), entries(0..200));
}

#[test]
fn what_is_given_up_is_not_there_any_more() {
    let scrap = Scrap::new();
    let folder = scrap.log();
    let mut played = Played::begin(&folder);
    played.snapshot();
    played.play(100);
    played.snapshot();
    played.play(100);
    played.wake();
    drop(played);
    let end = found(&folder).expect("it is whole").end;
    let mut log = Log::resume(end, 90, LogSettings::default()).expect("it goes on");
    log.append(90, b"otherwise".to_vec());
    let deadline = Instant::now() + Duration::from_secs(60);
    assert_eq!(log.finish(deadline), Ok(()));
    let found = found(&folder).expect("it is whole");
    assert_eq!(found.snapshot.tick, 0);
    let mut expected = entries(0..90);
    expected.push(LogEntry {
        tick: 90,
        payload: b"otherwise".to_vec(),
    });
    assert_eq!(read(found.entries), expected);
}

#[test]
fn logs_that_were_put_aside_are_kept_and_the_latest_of_them_only() {
    let scrap = Scrap::new();
    let folder = scrap.log();
    for run in 1..=5 {
        put_a_log_aside(&scrap, run, u64::MAX);
    }
    assert_eq!(
        put_aside(&folder, u64::MAX).expect("nothing is there"),
        None
    );
    assert_eq!(asides(&scrap), ["1-aside-3", "1-aside-4", "1-aside-5"]);
    let archive = Archive::open(&scrap.0.join("1-aside-4")).expect("it is there");
    let (snapshot, played) = archive.play_from(0).expect("it is whole");
    assert_eq!(snapshot.payload, state(0));
    assert_eq!(read(played), entries(0..4));
}

#[test]
fn logs_that_were_put_aside_take_no_more_room_than_they_may_but_the_latest_is_kept() {
    let scrap = Scrap::new();
    for run in 1..=2 {
        put_a_log_aside(&scrap, run, u64::MAX);
    }
    assert_eq!(asides(&scrap), ["1-aside-1", "1-aside-2"]);
    put_a_log_aside(&scrap, 3, 10);
    assert_eq!(asides(&scrap), ["1-aside-3"]);
}

fn put_a_log_aside(scrap: &Scrap, run: Tick, bytes_max: u64) {
    let folder = scrap.log();
    let mut played = Played::begin(&folder);
    played.snapshot();
    played.play(run);
    played.wake();
    let aside = put_aside(&folder, bytes_max).expect("it can be moved");
    assert_eq!(aside, Some(scrap.0.join(format!("1-aside-{run}"))));
}

fn asides(scrap: &Scrap) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(&scrap.0)
        .expect("it is there")
        .map(|found| found.expect("it can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    names
}
