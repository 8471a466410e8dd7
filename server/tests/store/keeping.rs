//! What is kept for how long, in days that pass as fast as we like.

use asteroids_server::store::{
    BOARD_ROWS_MAX, DAYS_KEPT, Database, EMPTY_DAYS, EMPTY_MAX, Earned, Keeping, Me, Period,
    ScoreEvent, Secret, Tally, TokenHash, UnixSeconds,
};
use proptest::prelude::*;

const DAY_S: UnixSeconds = 86_400;
/// A Monday, 00:00 UTC.
pub const START_S: UnixSeconds = 1_795_392_000;

/// A store, and the day that it is there.
pub struct Years {
    pub store: Database,
    keeping: Keeping,
    now_s: UnixSeconds,
    events: i64,
}

impl Years {
    pub fn keeping(unclaimed_days: u32, unclaimed_max: u32) -> Self {
        Self {
            store: Database::in_memory().expect("there is memory"),
            keeping: Keeping {
                unclaimed_days,
                unclaimed_max,
            },
            now_s: START_S,
            events: 0,
        }
    }

    pub fn score(&mut self, player: u32, score: i64) {
        self.score_as(&token(player), format!("player {player}"), score);
    }

    pub fn score_as(&mut self, token: &TokenHash, name: String, score: i64) {
        self.events += 1;
        let event = ScoreEvent {
            at_s: self.now_s,
            earned: Earned {
                source: 1,
                flight: self.events,
                seq: 1,
                token: *token,
                name,
                told: Tally::default(),
                total: Tally {
                    score,
                    kills: 1,
                    best_life: score,
                    ..Tally::default()
                },
            },
        };
        self.store.append(&[event]).expect("it writes");
    }

    fn claim(&mut self, player: u32, name: &str) -> TokenHash {
        let claimed = TokenHash([0xcc; 32]);
        self.claim_with(&token(player), &claimed, (name, &secret()));
        claimed
    }

    pub fn claim_with(&mut self, before: &TokenHash, after: &TokenHash, claimed: (&str, &Secret)) {
        let now_s = self.now_s;
        let claim = self
            .store
            .claim((Some(before), None), after, claimed, now_s);
        claim.expect("it is free");
    }

    /// Lets so many days pass, on each of which the server is there.
    pub fn pass(&mut self, days: i64) {
        for _ in 0..days {
            self.now_s += DAY_S;
            self.tidy();
        }
    }

    fn tidy(&mut self) {
        let mut tidy = || self.store.tidy(&self.keeping, self.now_s);
        while !tidy().expect("it writes").is_nothing() {}
    }

    pub fn me(&self, token: &TokenHash) -> Me {
        self.store.me(token, self.now_s).expect("it reads")
    }

    fn knows(&self, player: u32) -> bool {
        self.me(&token(player)).name.is_some()
    }

    fn best(&self, period: Period) -> Vec<(String, i64)> {
        let board = self.store.board(period, BOARD_ROWS_MAX, None, self.now_s);
        let rows = board.expect("it reads").rows.into_iter();
        rows.map(|row| (row.name, row.score)).collect()
    }
}

pub fn token(player: u32) -> TokenHash {
    let mut token = [0; 32];
    token[..4].copy_from_slice(&player.to_be_bytes());
    TokenHash(token)
}

pub fn secret() -> Secret {
    Secret::nobodys().expect("it is made")
}

/// Who fills the boards, with more points than anybody else.
fn crowd_at_the_top(years: &mut Years) {
    for player in 1_000..1_000 + BOARD_ROWS_MAX {
        years.score(player, 10_000);
    }
}

#[test]
fn who_does_not_come_back_is_forgotten_and_who_does_is_not() {
    let mut years = Years::keeping(10, 1_000);
    crowd_at_the_top(&mut years);
    years.score(1, 50);
    years.score(2, 50);
    years.pass(9);
    assert!(years.knows(1) && years.knows(2));
    years.score(2, 10);
    years.pass(1);
    assert!(!years.knows(1) && years.knows(2));
    assert_eq!(years.me(&token(2)).career.score, 60);
    years.score(1, 20);
    assert_eq!(years.me(&token(1)).career.score, 20, "it begins anew");
}

#[test]
fn who_has_claimed_a_name_and_scored_is_never_forgotten() {
    let mut years = Years::keeping(10, 1_000);
    crowd_at_the_top(&mut years);
    years.score(1, 50);
    let ada = years.claim(1, "Ada");
    years.pass(2 * EMPTY_DAYS);
    assert_eq!(years.me(&ada).name.as_deref(), Some("Ada"));
    assert_eq!(years.me(&ada).career.score, 50);
}

#[test]
fn a_name_under_which_nothing_was_ever_scored_is_free_again_after_a_year() {
    let mut years = Years::keeping(10, 1_000);
    let ada = years.claim(1, "Ada");
    years.pass(EMPTY_DAYS - 1);
    assert!(years.me(&ada).claimed);
    years.pass(1);
    assert_eq!(years.me(&ada), Me::default());
}

#[test]
fn of_too_many_names_under_which_nothing_was_scored_the_one_away_longest_is_free() {
    let mut years = Years::keeping(10, 1_000);
    let secret = Secret::nobodys().expect("it is made");
    let of = |number: i64| (token(2 * number as u32), token(2 * number as u32 + 1));
    for number in 0..=EMPTY_MAX {
        let (before, after) = of(number);
        years.claim_with(&before, &after, (&format!("name {number}"), &secret));
        if number == 0 {
            years.pass(1);
        }
        if number == EMPTY_MAX - 1 {
            years.tidy();
            assert!(years.me(&of(0).1).claimed);
        }
    }
    years.tidy();
    assert_eq!(years.me(&of(0).1), Me::default());
    assert!(years.me(&of(EMPTY_MAX).1).claimed);
}

#[test]
fn the_board_of_all_time_stays_as_it_is() {
    let mut years = Years::keeping(10, 1_000);
    for player in 0..2 * BOARD_ROWS_MAX {
        years.score(player, 10 + i64::from(player));
    }
    let before = years.best(Period::All);
    years.pass(100);
    assert_eq!(years.best(Period::All), before);
    assert!(!years.knows(0), "who is on no board is forgotten");
}

#[test]
fn when_there_are_too_many_the_newest_with_the_fewest_points_go() {
    let mut years = Years::keeping(10, 1_000);
    crowd_at_the_top(&mut years);
    years.score(1, 500);
    years.score(2, 20);
    for player in 10_000..11_500 {
        years.score(player, 20);
    }
    years.tidy();
    assert!(years.knows(1) && years.knows(2));
    assert!(!years.knows(11_499) && years.knows(10_000));
    assert_eq!(years.best(Period::Day).len(), BOARD_ROWS_MAX as usize);
}

#[test]
fn the_banned_are_not_forgotten() {
    use asteroids_server::store::BanTarget;
    let mut years = Years::keeping(10, 1_000);
    crowd_at_the_top(&mut years);
    years.score(1, 20);
    years.score(2, 20);
    let target = BanTarget::Token(token(1));
    years
        .store
        .ban(&target, "spam", crate::at(years.now_s), None)
        .expect("it is known");
    years.pass(50);
    assert!(years.knows(1) && !years.knows(2));
}

#[test]
fn careers_stay_whole_when_days_are_let_go() {
    let mut years = Years::keeping(10, 1_000);
    for _ in 0..2 * DAYS_KEPT {
        years.score(1, 10);
        years.pass(1);
    }
    let export = years.store.export(&token(1), years.now_s);
    let export = export.expect("it is known");
    assert_eq!(export.profile.career.score, 20 * DAYS_KEPT);
    assert_eq!(export.profile.career.kills, 2 * DAYS_KEPT);
    assert_eq!(export.profile.career.best_life, 10);
    assert!(export.days.len() as i64 <= DAYS_KEPT);
}

#[test]
fn a_clock_that_is_wrong_for_a_while_makes_nobody_old() {
    let mut years = Years::keeping(10, 1_000);
    crowd_at_the_top(&mut years);
    years.score(1, 50);
    let before = Period::ALL.map(|period| years.best(period));
    for wrong_s in [START_S + 3_650 * DAY_S, 0, START_S - 365 * DAY_S] {
        years.now_s = wrong_s;
        years.tidy();
        years.now_s = START_S;
        years.tidy();
    }
    assert!(years.knows(1));
    assert_eq!(Period::ALL.map(|period| years.best(period)), before);
}

#[test]
fn a_file_that_strangers_come_to_every_day_does_not_grow_for_ever() {
    let mut years = Years::keeping(8, 1_000);
    crowd_at_the_top(&mut years);
    let mut strangers = 0;
    let mut a_month = |years: &mut Years| {
        for _ in 0..45 {
            for _ in 0..20 {
                strangers += 1;
                years.score(100_000 + strangers, 20);
            }
            years.score(1_000, 10);
            years.pass(1);
        }
        years.store.file_bytes().expect("it reads")
    };
    let first = a_month(&mut years);
    for _ in 0..3 {
        let later = a_month(&mut years);
        assert!(later <= first + first / 20, "{first} bytes became {later}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whatever is let go, boards say what the points say.
    #[test]
    fn boards_hold_what_was_scored(
        scores in prop::collection::vec((0..30_u32, 1..100_i64, 0..3_i64), 1..60),
    ) {
        let mut years = Years::keeping(8, 1_000);
        let mut all = std::collections::BTreeMap::<u32, i64>::new();
        let mut today = std::collections::BTreeMap::<u32, i64>::new();
        for (player, score, days) in scores {
            if days > 0 {
                years.pass(days);
                today.clear();
            }
            years.score(player, score);
            *all.entry(player).or_default() += score;
            *today.entry(player).or_default() += score;
        }
        for (period, scores) in [(Period::All, all), (Period::Day, today)] {
            let mut expected: Vec<i64> = scores.into_values().collect();
            expected.sort_unstable_by_key(|score| -score);
            let told: Vec<i64> = years.best(period).into_iter().map(|(_, score)| score).collect();
            prop_assert_eq!(told, expected);
        }
    }
}
