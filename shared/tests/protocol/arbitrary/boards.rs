//! Any word of who is there and how they stand.

use asteroids_shared::protocol::{
    Leaderboard, LeaderboardRow, Occasion, Radar, Round, Whereabouts,
};
use asteroids_shared::{OccasionKind, Team};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::{name, whole};

pub fn leaderboard() -> impl Strategy<Value = Leaderboard> {
    let row = (whole(), name(), whole(), any::<bool>()).prop_map(|(player, name, score, bot)| {
        LeaderboardRow {
            player,
            name,
            score,
            bot,
            team: score.is_multiple_of(2).then(|| team(score)),
        }
    });
    vec(row, 0..=10).prop_map(Leaderboard::new)
}

fn team(number: u32) -> Team {
    Team::ALL[number as usize / 2 % Team::COUNT]
}

pub fn radar() -> impl Strategy<Value = Radar> {
    let counts = (whole(), whole(), whole(), whole(), whole());
    let whereabouts = || {
        let numbers = (whole(), any::<i16>(), any::<i16>());
        option::of(numbers.prop_map(|(player, x_m, y_m)| Whereabouts { player, x_m, y_m }))
    };
    let occasion = (any::<u8>(), any::<i16>(), any::<i16>(), whole());
    let occasion = option::of(occasion.prop_map(|(number, x_m, y_m, begins_at)| Occasion {
        kind: OccasionKind::ALL[usize::from(number) % OccasionKind::COUNT],
        x_m,
        y_m,
        begins_at,
    }));
    let round = (whole(), whole(), whole(), option::of(any::<u32>()));
    let round = option::of(round.prop_map(|(suns, moons, ends_at, won)| Round {
        suns,
        moons,
        ends_at,
        won: won.map(team),
    }));
    (counts, whereabouts(), whereabouts(), occasion, round).prop_map(
        |(counts, action, leader, occasion, round)| {
            let mut radar = Radar::default();
            (
                radar.rank,
                radar.players,
                radar.bots,
                radar.spectators,
                radar.tick_us,
            ) = counts;
            radar.action = action;
            radar.leader = leader;
            radar.occasion = occasion;
            radar.round = round;
            radar
        },
    )
}
