//! Who is to stay away, as the store has it.

use asteroids_server::store::{
    BANS_MAX, BanTarget, Boot, Database, Earned, FILE_NAME, Moment, ScoreEvent, Stamp, StoreError,
    Tally, TokenHash, UnixSeconds,
};

use crate::at;
use crate::server::folder;

const NOW_S: UnixSeconds = 1_795_392_000;
const EVE: TokenHash = TokenHash([0xee; 32]);
const ADA: TokenHash = TokenHash([0xad; 32]);
/// What Ada has in its place once she has claimed her name.
const CLAIMED: TokenHash = TokenHash([0xcd; 32]);

fn with_eve_and_ada() -> Database {
    fill(Database::in_memory().expect("there is memory"))
}

fn fill(mut store: Database) -> Database {
    for (seq, token, name) in [(1, EVE, "Eve"), (2, ADA, "Ada")] {
        let event = ScoreEvent {
            at_s: NOW_S,
            earned: Earned {
                source: 1,
                flight: seq,
                seq: 1,
                token,
                name: name.to_owned(),
                told: Tally::default(),
                total: Tally {
                    score: 100,
                    ..Tally::default()
                },
            },
        };
        store.append(&[event]).expect("it writes");
    }
    store
}

#[test]
fn a_ban_holds_until_it_ends_and_not_longer() {
    let mut store = with_eve_and_ada();
    let made = store.ban(&BanTarget::Token(EVE), "spam", at(NOW_S), Some(60));
    assert_eq!(made.expect("Eve is known").tokens, [EVE]);
    assert_eq!(store.bans(at(NOW_S + 59)).expect("it reads").len(), 1);
    assert_eq!(store.bans(at(NOW_S + 60)).expect("it reads"), []);
}

#[test]
fn so_many_bans_hold_and_one_that_has_ended_makes_room() {
    let mut store = with_eve_and_ada();
    let eve = BanTarget::Token(EVE);
    for _ in 0..BANS_MAX {
        let ban = store.ban(&eve, "spam", at(NOW_S), Some(60));
        ban.expect("there is room");
    }
    let ada = BanTarget::Token(ADA);
    let refused = store.ban(&ada, "spam", at(NOW_S + 59), None);
    assert!(matches!(refused, Err(StoreError::TooManyBans)));
    store
        .ban(&ada, "spam", at(NOW_S + 60), None)
        .expect("all ended");
}

#[test]
fn a_lifted_ban_is_lifted_once_and_its_number_is_nobody_elses() {
    let mut store = with_eve_and_ada();
    let eve = BanTarget::Name("Eve".to_owned());
    let first = store.ban(&eve, "", at(NOW_S), None).expect("Eve is known");
    store.lift_ban(first.id, at(NOW_S)).expect("it holds");
    let again = store.lift_ban(first.id, at(NOW_S));
    assert!(matches!(again, Err(StoreError::NoBan)), "{again:?}");
    let second = store.ban(&eve, "", at(NOW_S), None).expect("Eve is known");
    assert_ne!(first.id, second.id);
}

#[test]
fn nobody_is_renamed_to_a_name_that_somebody_has_claimed() {
    let mut store = with_eve_and_ada();
    let secret = asteroids_server::store::Secret::nobodys().expect("it is made");
    store
        .claim((Some(&ADA), None), &CLAIMED, ("Ada", &secret), NOW_S)
        .expect("it is free");
    for token in [Some(&EVE), None] {
        let taken = store.rename(token, "ADA");
        assert!(matches!(taken, Err(StoreError::NameTaken)), "{taken:?}");
    }
    store
        .rename(Some(&CLAIMED), "ada the first")
        .expect("it is free");
    let me = store.me(&CLAIMED, NOW_S).expect("it reads");
    assert_eq!(
        (me.name.as_deref(), me.claimed),
        (Some("ada the first"), true)
    );
    store.rename(Some(&EVE), "Ada").expect("it is free again");
}

#[test]
fn a_banned_player_is_not_forgotten_before_its_ban_is_over() {
    let mut store = with_eve_and_ada();
    let eve = BanTarget::Name("Eve".to_owned());
    store
        .ban(&eve, "", at(NOW_S), Some(60))
        .expect("Eve is known");
    let refused = store.delete_player(&EVE, None, at(NOW_S));
    assert!(matches!(refused, Err(StoreError::Banned)), "{refused:?}");
    assert!(store.delete_player(&ADA, None, at(NOW_S)).is_ok());
    assert!(store.delete_player(&EVE, None, at(NOW_S + 60)).is_ok());
}

/// Which bans hold, by a clock of the day that was set to this, so long after the
/// machine was switched on for the `boot`th time.
fn held(store: &Database, wall_s: i64, since_boot_s: i64, boot: i64) -> usize {
    let now = stamp(wall_s, since_boot_s, boot);
    store.bans(now).expect("it reads").len()
}

fn stamp(wall_s: i64, since_boot_s: i64, boot: i64) -> Stamp {
    Stamp {
        at: Moment {
            wall_s,
            since_boot_s,
        },
        boot: Boot(boot),
    }
}

#[test]
fn a_ban_lasts_as_long_as_it_was_meant_to_whenever_the_clock_is_put_right() {
    for wrong_s in [100, NOW_S + 1_000_000_000] {
        let path = folder("bans-by-a-wrong-clock").join(FILE_NAME);
        let mut store = fill(Database::open(&path).expect("it opens"));
        let eve = BanTarget::Token(EVE);
        let made = store.ban(&eve, "spam", stamp(wrong_s, 50, 1), Some(3600));
        assert_eq!(made.expect("Eve is known").term.made_s, wrong_s);
        assert_eq!(held(&store, wrong_s, 60, 1), 1);
        assert_eq!(held(&store, NOW_S, 60, 1), 1, "the clock is put right");
        assert_eq!(held(&store, NOW_S + 3600, 3660, 1), 0);
        let told = store.bans(stamp(NOW_S, 60, 1)).expect("it reads");
        assert_eq!(told[0].term.ends_s, Some(NOW_S + 3590));
        let eves = |store: &Database, now| store.bans_of(&EVE, now).expect("it reads").len();
        assert_eq!(eves(&store, stamp(NOW_S, 60, 1)), 1);
        assert_eq!(eves(&store, stamp(NOW_S + 3600, 3660, 1)), 0);
        // The server is there when the clock is right, and the machine is switched
        // off and on.
        assert_eq!(store.tell_bans(stamp(NOW_S, 60, 1)).expect("it writes"), 1);
        assert_eq!(store.tell_bans(stamp(NOW_S, 60, 1)).expect("it writes"), 0);
        drop(store);
        let store = Database::open(&path).expect("it opens");
        assert_eq!(held(&store, NOW_S + 3589, 9, 2), 1);
        assert_eq!(held(&store, NOW_S + 3590, 9, 2), 0);
    }
}

#[test]
fn a_ban_for_good_holds_whatever_the_clock_says() {
    let mut store = with_eve_and_ada();
    let eve = BanTarget::Token(EVE);
    store
        .ban(&eve, "", stamp(100, 50, 1), None)
        .expect("Eve is known");
    store.tell_bans(stamp(NOW_S, 60, 1)).expect("it writes");
    for (wall_s, boot) in [(0, 1), (NOW_S, 1), (4_000_000_000, 2)] {
        assert_eq!(held(&store, wall_s, 70, boot), 1);
    }
}

fn number_of(store: &Database, token: TokenHash) -> Option<asteroids_server::store::PlayerRow> {
    let known = store.known(Some(token), None);
    known.expect("it reads").player
}

#[test]
fn the_number_of_a_player_is_nobody_elses_whatever_was_deleted_or_restored() {
    let data = folder("numbers");
    let path = data.join(FILE_NAME);
    let mut store = fill(Database::open(&path).expect("it opens"));
    let [eve, ada] = [EVE, ADA].map(|token| number_of(&store, token));
    assert!(eve < ada, "the elder is first");
    store
        .delete_player(&ADA, None, at(NOW_S))
        .expect("she is known");
    let copy = Database::open(&folder("numbers-before").join(FILE_NAME)).expect("it opens");
    // One who came after a backup was made, and one who comes after it is restored.
    let numbers: Vec<_> = [store, copy]
        .into_iter()
        .map(|mut store| {
            let secret = asteroids_server::store::Secret::nobodys().expect("it is made");
            store
                .claim((None, None), &CLAIMED, ("Zoe", &secret), NOW_S)
                .expect("it is free");
            number_of(&store, CLAIMED)
        })
        .collect();
    assert_ne!(numbers[0], ada);
    assert_ne!(numbers[0], numbers[1]);
}
