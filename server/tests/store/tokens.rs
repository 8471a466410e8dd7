//! Tokens of browsers: how many of a player's open something, and for how long
//! those are known that open nothing any more.

use std::ops::RangeInclusive;

use asteroids_server::store::{Account, TokenHash};

use crate::keeping::{START_S, Years, secret, token};

impl Years {
    fn score_in(&mut self, browser: &TokenHash, score: i64) {
        self.score_as(browser, "whoever".to_owned(), score);
    }

    fn log_in(&mut self, number: u32, account: &Account) {
        let logged_in = self.store.log_in(&browser(number), account, None);
        logged_in.expect("it is as it was");
    }

    /// Which of these browsers are logged in.
    fn logged_in(&self, numbers: RangeInclusive<u32>) -> Vec<u32> {
        let is_in = |number: &u32| self.me(&browser(*number)).claimed;
        numbers.filter(is_in).collect()
    }

    /// Which of these browsers are known, and logged out.
    fn spent(&self, numbers: RangeInclusive<u32>) -> Vec<u32> {
        let is_spent = |number: &u32| self.store.is_spent(&browser(*number)).expect("it reads");
        numbers.filter(is_spent).collect()
    }
}

/// A player that is logged in with browsers 1 to `last`, one after the other on
/// one day. Gives its account.
fn logged_in(years: &mut Years, last: u32) -> Account {
    years.claim_with(&token(0), &browser(1), ("Ada", &secret()));
    let account = years.store.account_of_name("Ada").expect("it reads");
    let account = account.expect("it is claimed");
    for number in 2..=last {
        years.log_in(number, &account);
    }
    account
}

/// The token of the browser with this number, in no order.
fn browser(number: u32) -> TokenHash {
    token(number.wrapping_mul(0x9e37_79b1))
}

#[test]
fn a_player_is_in_64_browsers_at_the_most_and_the_one_used_longest_ago_goes() {
    let mut years = Years::keeping(10, 1_000);
    let account = logged_in(&mut years, 64);
    assert_eq!(years.logged_in(1..=64), (1..=64).collect::<Vec<_>>());
    for used in [3, 1] {
        years.score_in(&browser(used), 10);
    }
    years.log_in(65, &account);
    years.log_in(66, &account);
    years.log_in(67, &account);
    let gone = [2, 4, 5];
    let left: Vec<_> = (1..=67).filter(|number| !gone.contains(number)).collect();
    assert_eq!(years.logged_in(1..=67), left);
    // What still flies where it was logged out counts, and logs nobody in.
    years.score_in(&browser(2), 10);
    assert_eq!(years.me(&browser(1)).career.score, 30);
    assert_eq!(years.logged_in(1..=67), left);
}

#[test]
fn of_browsers_that_were_logged_out_256_are_known_and_the_first_of_them_goes() {
    let mut years = Years::keeping(10, 1_000);
    let account = logged_in(&mut years, 256 + 64);
    // One more was known before the name was claimed, and is not any more.
    assert_eq!(years.spent(1..=320), (1..=256).collect::<Vec<_>>());
    years.log_in(321, &account);
    assert_eq!(years.spent(1..=321), (2..=257).collect::<Vec<_>>());
    // By hand, the last first, and then all but one by another password.
    for number in [321, 320] {
        assert!(years.store.log_out(&browser(number)).expect("it writes"));
    }
    let known: Vec<_> = (4..=257).chain([320, 321]).collect();
    assert_eq!(years.spent(1..=321), known);
    let changed = years
        .store
        .change_secret(&browser(319), &account, &secret());
    changed.expect("it is hers");
    let spent = years.spent(1..=321);
    assert_eq!(spent.len(), 256);
    assert!(
        (258..=318)
            .chain([320, 321])
            .all(|number| spent.contains(&number))
    );
    assert_eq!(years.logged_in(1..=321), [319]);
}

#[test]
fn tokens_that_open_nothing_are_forgotten_in_the_end() {
    let mut years = Years::keeping(10, 1_000);
    years.score(1, 50);
    years
        .store
        .delete_player(&token(1), None, crate::at(START_S))
        .expect("it is known");
    assert!(years.store.is_spent(&token(1)).expect("it reads"));
    years.pass(31);
    assert!(!years.store.is_spent(&token(1)).expect("it reads"));
}
