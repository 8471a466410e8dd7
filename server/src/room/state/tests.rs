use asteroids_shared::protocol::SessionKey;
use asteroids_shared::{Controls, Tick};
use proptest::prelude::*;

use super::*;
use crate::store::Tally;

const PILOTS: u64 = 6;

fn room() -> State {
    State::new(WorldSettings::of_side(7, 120.0), PILOTS as u32)
}

fn coming(client: u64) -> Command {
    let number = client as u8;
    Command::Come(Box::new(Coming {
        client,
        name: format!("Pilot-{client}"),
        bot: false,
        key: KeyHash::of(&SessionKey([number; 16])),
        only_returns: false,
        token: Some(TokenHash([number; 32])),
        household: None,
        near: 0,
        look: 0,
    }))
}

/// An entry in which so many pilots come.
fn all_come() -> Entry {
    Entry {
        commands: (1..=PILOTS).map(coming).collect(),
        holds: Vec::new(),
    }
}

/// All turn and fire, by a trigger that is let go now and then, and want new ships.
fn all_fight(tick: Tick) -> Entry {
    let keys = Controls::LEFT.with(Controls::THRUST).with(Controls::FIRE);
    let held = match tick.is_multiple_of(16) {
        true => Controls::NONE,
        false => keys,
    };
    let players = 1..=PILOTS as PlayerId;
    Entry {
        commands: players
            .clone()
            .map(|player| Command::Respawn { player })
            .collect(),
        holds: players.map(|player| (player, held)).collect(),
    }
}

fn hands_over(client: u64, flies: bool) -> Command {
    Command::Autopilot { client, flies }
}

/// What is told of somebody at last.
fn earned_by(client: u64, earned: &[Earned]) -> Tally {
    let token = TokenHash([client as u8; 32]);
    let last = earned.iter().rev().find(|it| it.token == token);
    last.map(|it| it.total).unwrap_or_default()
}

#[test]
fn what_an_autopilot_earns_is_told_to_nobody() {
    let mut room = room();
    let mut first = all_come();
    first.commands.push(hands_over(1, true));
    room.apply(&first);
    let mut earned = Vec::new();
    let mut had_points = false;
    for tick in 0..2_000 {
        room.apply(&all_fight(tick));
        earned.extend(room.take_earned());
        had_points |= room.world().player(1).is_some_and(|it| it.score > 0);
    }
    earned.extend(room.settle());
    assert!(had_points, "there was something to be told");
    assert_eq!(earned_by(1, &earned), Tally::default());
    let others: i64 = (2..=PILOTS).map(|it| earned_by(it, &earned).score).sum();
    assert!(others > 0, "others fly themselves");
}

#[test]
fn what_came_before_an_autopilot_stays_and_the_run_after_it_counts() {
    let mut room = room();
    room.apply(&all_come());
    let fly = |room: &mut State, earned: &mut Vec<Earned>, until: &dyn Fn(&State) -> bool| {
        for tick in 0..20_000 {
            if until(room) {
                earned.extend(room.settle());
                return;
            }
            room.apply(&all_fight(tick));
            earned.extend(room.take_earned());
        }
        panic!("it never comes to that");
    };
    let mut earned = Vec::new();
    fly(&mut room, &mut earned, &|room| {
        room.world().player(1).is_some_and(|it| it.score > 0)
    });
    let before = earned_by(1, &earned);
    assert!(before.score > 0);
    for flies in [true, false] {
        room.apply(&Entry {
            commands: vec![hands_over(1, flies)],
            holds: Vec::new(),
        });
    }
    fly(&mut room, &mut earned, &|room| {
        room.world().player(1).is_some_and(|it| !it.assisted)
    });
    assert_eq!(earned_by(1, &earned), before, "nothing of the same run");
    fly(&mut room, &mut earned, &|room| {
        room.world().player(1).is_some_and(|it| it.score > 0)
    });
    assert!(earned_by(1, &earned).score > before.score);
}

#[test]
fn a_pilot_looks_as_it_says_and_otherwise_once_it_comes_back() {
    let mut room = room();
    for look in [9, 17, 0] {
        let Command::Come(mut coming) = coming(1) else {
            unreachable!("it comes");
        };
        coming.look = look;
        room.apply(&Entry {
            commands: vec![Command::Come(coming)],
            holds: Vec::new(),
        });
        let pilot = room.world().player(1).expect("it flies");
        assert_eq!(pilot.look, look);
        assert_eq!(room.world().players().count(), 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: 12,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_log_with_hand_overs_is_the_room_that_wrote_it(
        hand_overs in prop::collection::vec((0u32..400, 1..=PILOTS, any::<bool>()), 0..30),
    ) {
        let (mut live, mut played) = (room(), room());
        for tick in 0..400 {
            let mut entry = if tick == 0 { all_come() } else { all_fight(tick) };
            let due = hand_overs.iter().filter(|(at, ..)| *at == tick);
            entry.commands.extend(due.map(|&(_, client, flies)| hands_over(client, flies)));
            entry.put_in_order();
            live.apply(&entry);
            let bytes = entry.encode().expect("it is written down");
            played.apply(&Entry::decode(&bytes).expect("it is read again"));
            let (told, told_again) = (live.take_earned(), played.take_earned());
            prop_assert!(told.iter().map(|it| it.total).eq(told_again.iter().map(|it| it.total)));
        }
        prop_assert_eq!(live.world().digest(), played.world().digest());
    }
}
