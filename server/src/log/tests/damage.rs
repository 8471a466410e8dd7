//! Files that have changed. The log may give less than was written, but nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;

use super::*;
use crate::log::{Archive, Damage, FileName, Notice, Report};

/// A folder with a log of two snapshots, that of tick 0 and that of tick 60, and a
/// restart at 160; it ends at 200.
struct Sample {
    scrap: Scrap,
    files: BTreeMap<String, Vec<u8>>,
}

const ENDS: Tick = 200;

impl Sample {
    fn new() -> Self {
        let scrap = Scrap::new();
        let mut played = Played::begin(&scrap.log());
        played.snapshot();
        played.play(60);
        played.snapshot();
        played.play(100);
        played.wake();
        let (mut played, _) = Played::resume(&scrap.log());
        played.play(ENDS - 160);
        played.wake();
        let mut files = BTreeMap::new();
        for file in fs::read_dir(scrap.log()).expect("it is there") {
            let file = file.expect("it can be read");
            let name = file.file_name().into_string().expect("it is text");
            files.insert(name, fs::read(file.path()).expect("it can be read"));
        }
        assert_eq!(files.len(), 5, "{:?}", files.keys());
        Self { scrap, files }
    }

    /// Has one file be like this, recovers, and puts it right again.
    fn recover_with(&self, name: &str, bytes: &[u8]) -> Option<(Tick, Tick)> {
        self.write(name, bytes);
        let recovered = self.check_recovered();
        if self.scrap.log().exists() {
            self.write(name, &self.files[name]);
        } else {
            fs::create_dir(self.scrap.log()).expect("it can be made");
            self.files
                .iter()
                .for_each(|(name, bytes)| self.write(name, bytes));
        }
        recovered
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.scrap.log().join(name), bytes).expect("it can be written");
    }

    /// From where to where it is recovered, all of which is as it was written.
    fn check_recovered(&self) -> Option<(Tick, Tick)> {
        let archive = Archive::open(&self.scrap.log()).expect("the files are ours");
        if let Some((snapshot, all)) = archive.play_from(0) {
            assert_eq!(snapshot.payload, state(snapshot.tick));
            let all: Vec<_> = all.map_while(Result::ok).collect();
            assert_eq!(
                all,
                entries(snapshot.tick..snapshot.tick + all.len() as Tick)
            );
        }
        let found = found(&self.scrap.log())?;
        let (from, to) = (found.snapshot.tick, found.end.next);
        assert_eq!(found.snapshot.payload, state(from));
        assert_eq!(read(found.entries), entries(from..to));
        Some((from, to))
    }
}

#[test]
fn a_byte_that_has_changed_is_noticed_and_nothing_else_is_read() {
    let (sample, mut dice) = (Sample::new(), Dice(3));
    let files: Vec<_> = sample.files.iter().collect();
    for case in 0..1_000 {
        let (name, whole) = files[dice.below(files.len())];
        let mut bytes = whole.clone();
        let place = dice.below(bytes.len());
        bytes[place] ^= 1 + dice.below(255) as u8;
        sample.write(name, &bytes);
        let report = Report::of(&sample.scrap.log()).expect("the files are ours");
        let damaged = report.files.iter().filter(|file| file.damage.is_some());
        assert_eq!(damaged.count(), 1, "case {case}: byte {place} of {name}");
        let recovered = sample.recover_with(name, &bytes);
        if *name == "0000000060.snapshot" {
            assert_eq!(recovered, Some((0, ENDS)), "case {case}: byte {place}");
        }
        if name.starts_with("0000000000") {
            assert_eq!(recovered, Some((60, ENDS)), "case {case}: byte {place}");
        }
    }
}

#[test]
fn a_file_that_ends_anywhere_gives_what_is_before() {
    let sample = Sample::new();
    for (name, whole) in &sample.files {
        for length in 0..whole.len() {
            let recovered = sample.recover_with(name, &whole[..length]);
            let (from, to) = match &name[..] {
                "0000000060.segment" => {
                    assert_eq!(recovered, None, "the entries after it are there");
                    continue;
                }
                "0000000060.snapshot" => (0, ENDS),
                "0000000160.segment" => (60, 160),
                _ => (60, ENDS),
            };
            let is_so = recovered.is_some_and(|it| it.0 == from && (to..=ENDS).contains(&it.1));
            assert!(is_so, "{length} bytes of {name}: {recovered:?}");
        }
    }
}

#[test]
fn any_bytes_are_no_panic() {
    let (sample, mut dice) = (Sample::new(), Dice(5));
    for case in 0..300 {
        let names: Vec<_> = sample.files.keys().collect();
        let name = names[dice.below(names.len())];
        let mut bytes = sample.files[name].clone();
        // Zeros, as a power cut leaves them, or anything.
        let from = dice.below(bytes.len());
        let is_zero = case % 2 == 0;
        for byte in &mut bytes[from..] {
            *byte = if is_zero { 0 } else { dice.below(256) as u8 };
        }
        sample.recover_with(name, &bytes);
    }
}

#[test]
fn without_a_whole_snapshot_the_files_are_put_aside() {
    let sample = Sample::new();
    for name in ["0000000000.snapshot", "0000000060.snapshot"] {
        sample.write(name, b"nothing");
    }
    let recovery = recover(&sample.scrap.log(), Keep::default()).expect("the files are ours");
    assert!(recovery.found.is_none());
    let aside = sample.scrap.0.join("1-aside-1");
    let told = recovery.notices[0].to_string();
    let line = format!(
        "the log is of no use and begins anew: none of its snapshots is whole; its files are kept in {}",
        aside.display()
    );
    assert_eq!(told, line);
    assert!(!sample.scrap.log().exists());
    assert!(aside.join("0000000060.segment").exists());
}

#[test]
fn a_gap_before_the_end_is_told_and_the_files_are_put_aside() {
    let sample = Sample::new();
    fs::remove_file(sample.scrap.log().join("0000000060.segment")).expect("it is there");
    let recovery = recover(&sample.scrap.log(), Keep::default()).expect("the files are ours");
    assert!(recovery.found.is_none());
    let told = recovery.notices[0].to_string();
    assert!(
        told.contains("its entries from tick 60 to 160 are missing"),
        "{told}"
    );
}

#[test]
fn another_version_or_another_log_is_put_aside_and_not_deleted() {
    for (log, version, expected) in [
        (
            LogId(7),
            2_u32,
            "it has format 2, and this program reads format 1",
        ),
        (LogId(8), 1, "it belongs elsewhere"),
    ] {
        let sample = Sample::new();
        let name = FileName::segment(0);
        let mut head = crate::log::head::Head { log, name }.to_bytes();
        head[8..12].copy_from_slice(&version.to_le_bytes());
        let sum = crc32fast::hash(&head[..12]);
        head[12..16].copy_from_slice(&sum.to_le_bytes());
        let sum = crc32fast::hash(&head[..28]);
        head[28..].copy_from_slice(&sum.to_le_bytes());
        sample.write("0000000000.segment", &head);
        let recovery = recover(&sample.scrap.log(), Keep::default()).expect("the files are ours");
        assert!(recovery.found.is_none());
        let told = recovery.notices[0].to_string();
        assert!(told.contains(expected), "{told}");
        let aside = sample.scrap.0.join("1-aside-1/0000000060.segment");
        assert!(aside.exists());
    }
}

#[test]
fn what_is_no_file_of_ours_is_told_and_left_alone() {
    let sample = Sample::new();
    let link = sample.scrap.log().join("0000000300.snapshot");
    symlink("/dev/zero", &link).expect("the folder takes it");
    for tried in [
        recover(&sample.scrap.log(), Keep::default()).map(|_| ()),
        Report::of(&sample.scrap.log()).map(|_| ()),
    ] {
        let told = tried.expect_err("it is a link").to_string();
        assert_eq!(
            told,
            format!(
                "cannot use {}: it is a link and no file: move it away",
                link.display()
            )
        );
    }
    fs::remove_file(&link).expect("it is there");
    sample.write("notes.txt", b"somebody's own");
    assert_eq!(sample.check_recovered(), Some((60, ENDS)));

    let elsewhere = sample.scrap.0.join("2");
    symlink(sample.scrap.log(), &elsewhere).expect("the folder takes it");
    let told = recover(&elsewhere, Keep::default())
        .expect_err("it is a link")
        .to_string();
    assert!(
        told.ends_with("it is a link and no folder: move it away"),
        "{told}"
    );
}

#[test]
fn a_damaged_snapshot_is_told() {
    let sample = Sample::new();
    let mut bytes = sample.files["0000000060.snapshot"].clone();
    bytes[100] ^= 1;
    sample.write("0000000060.snapshot", &bytes);
    let notices = recover(&sample.scrap.log(), Keep::default())
        .expect("the files are ours")
        .notices;
    let [
        Notice::Snapshot {
            file,
            damage: Damage::Changed { .. },
        },
    ] = &notices[..]
    else {
        panic!("{notices:?}");
    };
    assert_eq!(*file, FileName::snapshot(60));
}
