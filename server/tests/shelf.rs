//! A folder of files that may take so much room, over starts and years.

mod scratch;

use std::fmt;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use asteroids_server::shelf::{Bounds, Label, Shelf};

const DAY: Duration = Duration::from_secs(24 * 3_600);
const BOUNDS: Bounds = Bounds {
    bytes_max: 1_000,
    count_max: 3,
    age_max: DAY,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Number(u32);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.box", self.0)
    }
}

impl Label for Number {
    const UNFINISHED: &'static str = "box.unfinished";

    fn parse(name: &str) -> Option<Self> {
        Some(Self(name.strip_suffix(".box")?.parse().ok()?))
    }
}

fn open(folder: &Path) -> Shelf<Number> {
    Shelf::open(folder, BOUNDS).expect("the folder can be read")
}

fn keep(shelf: &Shelf<Number>, numbers: impl IntoIterator<Item = u32>) {
    for number in numbers {
        let kept = shelf.keep(Number(number), &[number as u8; 100]);
        assert!(kept.expect("the disk takes it"), "{number}");
    }
}

/// Has a file be from then.
fn date(folder: &Path, number: u32, made: SystemTime) {
    let path = folder.join(Number(number).to_string());
    let file = File::options().write(true).open(path);
    let dated = file.and_then(|file| file.set_modified(made));
    dated.expect("it is there");
}

fn on_disk(folder: &Path) -> Vec<String> {
    let items = fs::read_dir(folder).expect("it is there");
    let names = items.map(|item| item.expect("it is there").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_kept_is_there_after_a_start() {
    let folder = scratch::folder("shelf", "start");
    keep(&open(&folder), [1, 2]);
    fs::write(folder.join(Number::UNFINISHED), "half").expect("the disk takes it");
    fs::write(folder.join("notes.txt"), "mine").expect("the disk takes it");
    let shelf = open(&folder);
    assert_eq!(shelf.read(Number(1)), Some(vec![1; 100]));
    assert_eq!(shelf.bytes(), 200);
    assert_eq!(on_disk(&folder), ["1.box", "2.box", "notes.txt"]);
}

#[test]
fn what_is_too_old_goes_at_a_start() {
    let folder = scratch::folder("shelf", "old");
    keep(&open(&folder), [1, 2]);
    date(&folder, 1, SystemTime::now() - 2 * DAY);
    let shelf = open(&folder);
    assert!(!shelf.has(Number(1)) && shelf.has(Number(2)));
    assert_eq!(on_disk(&folder), ["2.box"]);
}

#[test]
fn a_clock_that_was_put_back_makes_nothing_old() {
    let folder = scratch::folder("shelf", "clock");
    keep(&open(&folder), [1]);
    date(&folder, 1, SystemTime::now() + 400 * DAY);
    assert!(open(&folder).has(Number(1)));
}

#[test]
fn what_was_asked_for_longest_ago_makes_room() {
    let folder = scratch::folder("shelf", "room");
    let shelf = open(&folder);
    keep(&shelf, [1, 2, 3]);
    assert!(shelf.read(Number(1)).is_some());
    keep(&shelf, [4]);
    assert_eq!(on_disk(&folder), ["1.box", "3.box", "4.box"]);
    let kept = shelf.keep(Number(5), &[5; 800]);
    assert!(kept.expect("the disk takes it"));
    assert_eq!(on_disk(&folder), ["1.box", "4.box", "5.box"]);
    let is_kept = shelf.keep(Number(6), &[6; 1_001]);
    assert!(
        !is_kept.expect("nothing is written"),
        "it has no room at all"
    );
    assert_eq!(shelf.bytes(), 1_000);
}

#[test]
fn a_file_that_somebody_has_changed_is_not_given() {
    let folder = scratch::folder("shelf", "changed");
    let shelf = open(&folder);
    keep(&shelf, [1, 2]);
    fs::write(folder.join("1.box"), "another").expect("the disk takes it");
    fs::remove_file(folder.join("2.box")).expect("it is there");
    assert_eq!((shelf.read(Number(1)), shelf.read(Number(2))), (None, None));
    assert_eq!(shelf.bytes(), 0);
}
