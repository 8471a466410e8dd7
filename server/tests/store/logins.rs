//! Between the check of a password and what follows from it, anything may happen.

use asteroids_server::store::{
    Account, Database, Earned, ScoreEvent, Secret, StoreError, Tally, TokenHash, UnixSeconds,
};
use rusqlite::Connection;

use crate::at;
use crate::server::folder;

const NOW_S: UnixSeconds = 1_795_862_400;
const HOME: TokenHash = TokenHash([1; 32]);
const AWAY: TokenHash = TokenHash([2; 32]);
const EVE: TokenHash = TokenHash([3; 32]);

fn secret() -> Secret {
    Secret::nobodys().expect("it is made")
}

/// A store in which Ada has claimed her name at home.
fn with_ada() -> (Database, Account) {
    let mut store = Database::in_memory().expect("there is memory");
    store
        .claim((None, None), &HOME, ("Ada", &secret()), NOW_S)
        .expect("it is free");
    let account = store.account_of_name("Ada").expect("it reads");
    (store, account.expect("she is claimed"))
}

/// Another secret than the first.
fn another() -> Secret {
    let mut blocks = vec![argon2::Block::new(); Secret::blocks_for_new()];
    Secret::new("battery staple", [7; 16], &mut blocks).expect("it is made")
}

fn is_just_changed<T: std::fmt::Debug>(outcome: Result<T, StoreError>) {
    assert!(
        matches!(outcome, Err(StoreError::JustChanged)),
        "{outcome:?}"
    );
}

#[test]
fn nobody_is_logged_in_to_a_name_that_somebody_else_has_claimed_meanwhile() {
    let (mut store, adas) = with_ada();
    store
        .delete_player(&HOME, Some(&adas), at(NOW_S))
        .expect("it is hers");
    store
        .claim((None, None), &EVE, ("Ada", &another()), NOW_S)
        .expect("it is free");
    is_just_changed(store.log_in(&AWAY, &adas, None));
    assert_eq!(store.me(&AWAY, NOW_S).expect("it reads").name, None);
}

#[test]
fn nobody_is_logged_in_by_a_password_that_was_changed_meanwhile() {
    let (mut store, before) = with_ada();
    store
        .change_secret(&HOME, &before, &another())
        .expect("it is hers");
    is_just_changed(store.log_in(&AWAY, &before, None));
    is_just_changed(store.change_secret(&HOME, &before, &secret()));
    is_just_changed(store.delete_player(&HOME, Some(&before), at(NOW_S)));
}

#[test]
fn who_was_logged_out_meanwhile_changes_no_password() {
    let (mut store, account) = with_ada();
    assert!(store.log_out(&HOME).expect("it writes"));
    is_just_changed(store.change_secret(&HOME, &account, &another()));
    assert!(!store.log_out(&HOME).expect("it writes"), "once is enough");
}

#[test]
fn who_claimed_its_player_meanwhile_deletes_it_by_its_password_alone() {
    let mut store = Database::in_memory().expect("there is memory");
    let earned = Earned {
        source: 1,
        flight: 1,
        seq: 1,
        token: HOME,
        name: "Ada".to_owned(),
        told: Tally::default(),
        total: Tally::default(),
    };
    let event = ScoreEvent {
        at_s: NOW_S,
        earned,
    };
    store.append(&[event]).expect("it writes");
    let claimant = store.may_claim(Some(&HOME), "Ada").expect("it is free");
    store
        .claim((Some(&HOME), claimant), &AWAY, ("Ada", &secret()), NOW_S)
        .expect("it is free");
    is_just_changed(store.delete_player(&AWAY, None, at(NOW_S)));
    // The same player is not claimed twice from two windows either.
    is_just_changed(store.claim((Some(&HOME), claimant), &EVE, ("Eve", &secret()), NOW_S));
}

#[test]
fn a_secret_of_a_program_before_is_renewed_when_its_player_logs_in() {
    let data = folder("old-secret").join("asteroids.db");
    let mut store = Database::open(&data).expect("it opens");
    store
        .claim((None, None), &HOME, ("Ada", &secret()), NOW_S)
        .expect("it is free");
    drop(store);
    let by_hand = Connection::open(&data).expect("it opens");
    by_hand
        .execute("UPDATE players SET secret = ?1", [&[5; 48][..]])
        .expect("it writes");
    drop(by_hand);
    let mut store = Database::open(&data).expect("it opens");
    let old = store.account_of_name("Ada").expect("it reads");
    let old = old.expect("she is claimed");
    assert!(!old.secret.is_current());
    store
        .log_in(&AWAY, &old, Some(&another()))
        .expect("nothing has changed");
    let new = store.account_of_name("Ada").expect("it reads");
    assert_eq!(new.map(|new| new.secret), Some(another()));
}
