//! What is read is what was written.

use proptest::prelude::*;

use super::*;
use crate::log::{Archive, Report};

#[derive(Clone, Debug)]
enum Deed {
    Play(Vec<Vec<u8>>),
    Snapshot(Vec<u8>),
    Wake,
    /// The process is killed after the thread has written.
    Restart,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let bytes = |most| proptest::collection::vec(any::<u8>(), 0..most);
    let payload = prop_oneof![
        4 => Just(Vec::new()),
        4 => bytes(20),
        1 => bytes(3_000),
        // Long, and of little content.
        1 => (any::<u8>(), 0..400_000_usize).prop_map(|(byte, length)| vec![byte; length]),
    ];
    let deed = prop_oneof![
        4 => proptest::collection::vec(payload, 0..40).prop_map(Deed::Play),
        1 => bytes(5_000).prop_map(Deed::Snapshot),
        3 => Just(Deed::Wake),
        1 => Just(Deed::Restart),
    ];
    proptest::collection::vec(deed, 0..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_written_is_read_again(deeds in deeds()) {
        let scrap = Scrap::new();
        let folder = scrap.log();
        let mut played = Played::begin(&folder);
        played.snapshot();
        let mut written: Vec<LogEntry> = Vec::new();
        let mut newest = (0, state(0));
        for deed in deeds.into_iter().chain([Deed::Restart]) {
            match deed {
                Deed::Play(payloads) => for payload in payloads {
                    played.log.append(played.tick, payload.clone());
                    written.push(LogEntry { tick: played.tick, payload });
                    played.tick += 1;
                },
                Deed::Snapshot(payload) => {
                    played.wake();
                    newest = (played.tick, payload.clone());
                    let taken = played.log.snapshot(played.tick, move |file| file.write_all(&payload));
                    prop_assert!(taken);
                }
                Deed::Wake => played.wake(),
                Deed::Restart => {
                    played.wake();
                    let (again, before) = Played::resume(&folder);
                    prop_assert_eq!(again.tick, played.tick);
                    let from = before.snapshot.tick;
                    prop_assert_eq!((from, before.snapshot.payload), newest.clone());
                    prop_assert_eq!(&read(before.entries)[..], &written[from as usize..]);
                    played = again;
                }
            }
        }
        let archive = Archive::open(&folder).expect("it is there");
        let (snapshot, all) = archive.play_from(0).expect("it is whole");
        prop_assert_eq!(snapshot.tick, 0);
        prop_assert_eq!(read(all), written);
        let report = Report::of(&folder).expect("it can be read");
        prop_assert!(!report.is_damaged(), "{:?}", &report);
        prop_assert!(report.gaps().is_empty());
    }
}

#[test]
fn an_archive_plays_from_the_snapshot_before() {
    let scrap = Scrap::new();
    let mut played = Played::begin(&scrap.log());
    for _ in 0..3 {
        played.snapshot();
        played.play(100);
        played.wake();
    }
    let archive = Archive::open(&scrap.log()).expect("it is there");
    for (asked, begins) in [(0, 0), (99, 0), (100, 100), (250, 200), (9999, 200)] {
        let (snapshot, all) = archive.play_from(asked).expect("it is whole");
        assert_eq!(snapshot.tick, begins, "{asked}");
        assert_eq!(snapshot.payload, state(begins));
        assert_eq!(read(all), entries(begins..300));
    }
}
