//! Who is to stay away, as the store has it.

use asteroids_server::store::{
    BANS_MAX, BanTarget, Database, Earned, ScoreEvent, StoreError, Tally, TokenHash, UnixSeconds,
};

const NOW_S: UnixSeconds = 1_795_392_000;
const EVE: TokenHash = TokenHash([0xee; 32]);
const ADA: TokenHash = TokenHash([0xad; 32]);
/// What Ada has in its place once she has claimed her name.
const CLAIMED: TokenHash = TokenHash([0xcd; 32]);

fn with_eve_and_ada() -> Database {
    let mut store = Database::in_memory().expect("there is memory");
    for (seq, token, name) in [(1, EVE, "Eve"), (2, ADA, "Ada")] {
        let event = ScoreEvent {
            source: 1,
            seq,
            at_s: NOW_S,
            earned: Earned {
                token,
                name: name.to_owned(),
                tally: Tally {
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
    let made = store.ban(&BanTarget::Token(EVE), "spam", NOW_S, Some(NOW_S + 60));
    assert_eq!(made.expect("Eve is known").tokens, [EVE]);
    assert_eq!(store.bans(NOW_S + 59).expect("it reads").len(), 1);
    assert_eq!(store.bans(NOW_S + 60).expect("it reads"), []);
}

#[test]
fn so_many_bans_hold_and_one_that_has_ended_makes_room() {
    let mut store = with_eve_and_ada();
    let (eve, ends_s) = (BanTarget::Token(EVE), NOW_S + 60);
    for _ in 0..BANS_MAX {
        let ban = store.ban(&eve, "spam", NOW_S, Some(ends_s));
        ban.expect("there is room");
    }
    let ada = BanTarget::Token(ADA);
    let refused = store.ban(&ada, "spam", ends_s - 1, None);
    assert!(matches!(refused, Err(StoreError::TooManyBans)));
    store.ban(&ada, "spam", ends_s, None).expect("all ended");
}

#[test]
fn a_lifted_ban_is_lifted_once_and_its_number_is_nobody_elses() {
    let mut store = with_eve_and_ada();
    let eve = BanTarget::Name("Eve".to_owned());
    let first = store.ban(&eve, "", NOW_S, None).expect("Eve is known");
    store.lift_ban(first.id, NOW_S).expect("it holds");
    let again = store.lift_ban(first.id, NOW_S);
    assert!(matches!(again, Err(StoreError::NoBan)), "{again:?}");
    let second = store.ban(&eve, "", NOW_S, None).expect("Eve is known");
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
        .ban(&eve, "", NOW_S, Some(NOW_S + 60))
        .expect("Eve is known");
    let refused = store.delete_player(&EVE, None, NOW_S);
    assert!(matches!(refused, Err(StoreError::Banned)), "{refused:?}");
    assert!(store.delete_player(&ADA, None, NOW_S).is_ok());
    assert!(store.delete_player(&EVE, None, NOW_S + 60).is_ok());
}
