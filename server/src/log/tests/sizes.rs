//! How large a log of plausible play is.

use super::*;
use crate::log::Report;

/// What a thousand players do: some 4,000 changes of their controls a second.
fn busy_entry(dice: &mut Dice, held: &mut [u8]) -> Vec<u8> {
    let mut payload = Vec::new();
    for _ in 0..100 + dice.below(50) {
        let player = dice.below(held.len());
        // One key of five goes down or up.
        held[player] ^= 1 << dice.below(5);
        payload.extend((player as u16).to_le_bytes());
        payload.push(held[player]);
    }
    payload
}

#[test]
fn an_hour_of_a_thousand_players_is_under_forty_megabytes() {
    let (scrap, mut dice) = (Scrap::new(), Dice(1));
    let mut played = Played::begin(&scrap.log());
    played.snapshot();
    let mut held = vec![0; 1000];
    for _ in 0..960 {
        played
            .log
            .append(played.tick, busy_entry(&mut dice, &mut held));
        played.tick += 1;
        played.play(0);
        played.now += TICK;
        if played.now >= played.wakes_at {
            played.wake();
        }
    }
    played.wake();
    let report = Report::of(&scrap.log()).expect("it can be read");
    let segment = &report.files[0];
    let an_hour = segment.bytes * 120;
    eprintln!("{segment}: {an_hour} bytes an hour");
    assert!(an_hour < 40_000_000);
}

#[test]
fn an_hour_of_entries_without_commands_is_under_one_megabyte() {
    let scrap = Scrap::new();
    let mut played = Played::begin(&scrap.log());
    played.snapshot();
    for _ in 0..960 {
        played.log.append(played.tick, Vec::new());
        played.tick += 1;
        played.now += TICK;
        if played.now >= played.wakes_at {
            played.wake();
        }
    }
    let report = Report::of(&scrap.log()).expect("it can be read");
    let an_hour = report.files[0].bytes * 120;
    eprintln!("{an_hour} bytes an hour");
    assert!(an_hour < 1_000_000);
}
