//! One bot in simulated time.

mod line;
mod watching;

use std::time::{Duration, Instant};

use asteroids_loadtest::bots::autopilots::flyer;
use asteroids_loadtest::bots::conduct::Conduct;
use asteroids_loadtest::bots::onlooker::Watching;
use asteroids_loadtest::bots::profile::Profile;
use asteroids_loadtest::measure::stats::Stats;
use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::protocol::limits::TO_CLIENT_BYTES_MAX;
use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{
    Anchor, Arrival, ControlChange, Detail, Frame, ToClient, ToServer, Welcome,
};
use asteroids_shared::rules::seconds;
use asteroids_shared::{Controls, Kind, Motion, Tick, Torus};

use crate::line::{Line, player, ship_of, with_ship};

const TICK: Duration = Duration::from_micros(31_250);
const FIRST_TICK: Tick = 1000;

#[test]
fn inputs_arrive_while_the_server_waits_to_begin_their_tick() {
    for delay_ms in [0, 20, 100] {
        let mut line = Line::new(Duration::from_millis(delay_ms));
        line.run(640);
        let margins = line.margins_ticks();
        // What was said before the first pong could not know the line.
        let settled = &margins[margins.len() / 4..];
        assert!(
            settled.len() > 10,
            "{delay_ms} ms: {} inputs",
            settled.len()
        );
        assert!(
            settled.iter().all(|ticks| (0.0..=1.3).contains(ticks)),
            "{delay_ms} ms: {settled:?}"
        );
    }
}

#[test]
fn the_round_trip_is_that_of_the_line() {
    let mut line = Line::new(Duration::from_millis(40));
    line.run(320);
    let round_trip_us = line.stats.measured.round_trip_us.value_at_quantile(0.5);
    assert!((79_000..82_000).contains(&round_trip_us), "{round_trip_us}");
}

#[test]
fn a_bot_pings_every_two_seconds_and_says_little_else() {
    let mut line = Line::new(Duration::from_millis(5));
    line.run(640);
    let pings = line
        .said
        .iter()
        .filter(|(_, message)| matches!(message, ToServer::Ping { .. }));
    assert_eq!(pings.count(), 10);
    let per_second = line.said.len() as f64 / 20.0;
    assert!(per_second < 9.0, "{per_second} messages a second");
}

/// The own ship among rocks, a saucer and another ship.
fn with_company() -> Frame {
    let mut frame = with_ship();
    frame.arrivals.append(&mut ship_of(6, 2).arrivals);
    frame.arrivals[1].motion = Motion::at(15.0, 9.0);
    for (entity, place) in (7..).zip([(-20.0, 8.0), (12.0, -14.0), (25.0, 3.0), (-9.0, -12.0)]) {
        frame.arrivals.push(Arrival {
            entity,
            motion: Motion {
                vx_mps: 2.0,
                ..Motion::at(place.0, place.1)
            },
            detail: Detail::Rock {
                kind: Kind::RockMedium,
                seed: 1,
            },
        });
    }
    frame
}

/// The mean of flights alone and in company.
fn mean_of_flights(measure: impl Fn(&[Controls]) -> f64) -> f64 {
    const PILOTS: u64 = 10;
    const MINUTE_TICKS: Tick = seconds(60);
    let scenes = (0..PILOTS).flat_map(|seed| [(seed, with_ship()), (seed, with_company())]);
    let measured = scenes.map(|(seed, frame)| {
        let mut line = Line::with(seed, Duration::from_millis(20));
        line.run_from(frame, MINUTE_TICKS);
        measure(&line.inputs())
    });
    measured.sum::<f64>() / (2 * PILOTS) as f64
}

#[test]
fn a_player_presses_seven_inputs_a_second() {
    let per_second = mean_of_flights(|inputs| inputs.len() as f64 / 60.0);
    assert!((6.5..8.0).contains(&per_second), "{per_second}");
}

#[test]
fn a_player_changes_each_key_about_every_0_4_s() {
    for keys in [
        Controls::LEFT.with(Controls::RIGHT),
        Controls::THRUST.with(Controls::BRAKE),
        Controls::FIRE,
    ] {
        let every_s = mean_of_flights(|inputs| {
            let held = inputs.iter().map(|controls| controls.bits() & keys.bits());
            let mut held: Vec<_> = held.collect();
            held.dedup();
            60.0 / held.len() as f64
        });
        assert!((0.25..0.5).contains(&every_s), "{keys:?}: {every_s} s");
    }
}

/// A bot that flies by an autopilot that comes with the game.
fn steered(name: &str, delay_ms: u64) -> Line {
    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/autopilots");
    let path = format!("{FOLDER}/{name}.json");
    let flyer = flyer(path.as_ref(), BUDGET).expect("it flies");
    let conduct = Conduct::of(Profile::Players, 1, 1, Some(&flyer), Watching::Action);
    Line::of(conduct, 1, Duration::from_millis(delay_ms)).that_is_obeyed()
}

#[test]
fn an_autopilot_turns_as_well_over_a_long_line() {
    for delay_ms in [0, 60, 150] {
        let mut line = steered("heading", delay_ms);
        line.run(seconds(6));
        // It knows what it has pressed before the server says so, and so turns once, to
        // the left, and does not swing.
        let turns = line.inputs();
        let lefts = turns
            .iter()
            .filter(|keys| keys.holds(Controls::LEFT))
            .count();
        let rights = turns
            .iter()
            .filter(|keys| keys.holds(Controls::RIGHT))
            .count();
        assert!(
            lefts > 0 && lefts < 8 && rights < 4,
            "{delay_ms} ms: {turns:?}"
        );
    }
}

#[test]
fn an_autopilot_sends_no_more_than_a_server_takes() {
    let mut line = steered("hunter", 20);
    line.run_from(with_company(), seconds(60));
    let per_second = line.said.len() as f64 / 60.0;
    assert!(
        (0.6..30.0).contains(&per_second),
        "{per_second} messages a second"
    );
    assert!(line.inputs().iter().any(|keys| keys.holds(Controls::FIRE)));
}

#[test]
fn a_message_over_its_size_is_a_breach() {
    let mut line = Line::new(Duration::ZERO);
    let bytes = vec![0x91; TO_CLIENT_BYTES_MAX + 1];
    line.hear(&bytes, line.start);
    assert_eq!(line.stats.breaches.get("too_large"), Some(&1));
}

#[test]
fn a_second_welcome_and_bytes_that_are_no_message_are_breaches() {
    let mut line = Line::new(Duration::ZERO);
    let welcome = Welcome::standard(Torus::square(200.0));
    let again = ToClient::Welcome(Box::new(welcome)).encode();
    line.hear(&again, line.start);
    line.hear(b"nonsense", line.start);
    let names: Vec<_> = line.stats.breaches.keys().collect();
    assert_eq!(names, [&"malformed", &"second_welcome"]);
}

#[test]
fn a_welcome_with_other_rules_is_a_breach() {
    let mut welcome = Welcome::standard(Torus::square(200.0));
    welcome.gun.bullet_life_ticks += 1;
    let mut stats = Stats::default();
    player(1, &welcome, Instant::now(), &mut stats);
    assert_eq!(stats.breaches.get("other_rules"), Some(&1));
}

/// How far the own ship was from an anchor of the tick `FIRST_TICK + 20`, of a
/// server that takes inputs so late and moves the ship by so much.
fn correction_mm(late_ticks: Tick, moved_m: f32) -> u64 {
    let mut line = Line::new(Duration::from_millis(20));
    line.send(FIRST_TICK, with_ship());
    line.act(line.start + line.one_way + TICK, 19);
    let mut ship = Motion::at(0.0, 0.0);
    let mut controls = Controls::NONE;
    for tick in FIRST_TICK..FIRST_TICK + 20 {
        for (_, message) in &line.said {
            if let ToServer::Controls {
                tick: at,
                controls: held,
                ..
            } = message
                && at + late_ticks == tick
            {
                controls = held.steering();
            }
        }
        ship.advance(controls, &Kind::Ship.dynamics(), &Torus::square(200.0));
    }
    ship.x_m += moved_m;
    let mut frame = Frame::default();
    frame.anchors.push(Anchor {
        entity: 5,
        tick: Tick3::of(FIRST_TICK + 20),
        controls,
        motion: ship,
    });
    line.send(FIRST_TICK + 20, frame);
    let errors_mm = &line.stats.measured.correction_error_mm;
    assert_eq!(errors_mm.len(), 1);
    errors_mm.max()
}

#[test]
fn the_own_ship_is_shown_with_inputs_that_nobody_has_acknowledged() {
    assert_eq!(correction_mm(0, 0.0), 0, "the server does as was shown");
    assert!(
        (490..=510).contains(&correction_mm(0, 0.5)),
        "it was pushed"
    );
    assert!(correction_mm(4, 0.0) > 0, "inputs came late");
}

#[test]
fn what_another_bot_presses_is_timed_when_it_is_seen() {
    let ann = 2;
    let mut line = Line::new(Duration::from_millis(40));
    line.run(1);
    let pressed_at = line.start + TICK;
    line.witness
        .pressed((0, ann), FIRST_TICK + 2, Controls::LEFT, pressed_at);
    line.send(FIRST_TICK + 1, ship_of(6, ann));
    line.send(FIRST_TICK + 2, Frame::default());
    let mut frame = Frame::default();
    frame.controls.push(ControlChange {
        ship: 6,
        tick: Tick3::of(FIRST_TICK + 2),
        controls: Controls::LEFT,
    });
    line.send(FIRST_TICK + 3, frame);
    let took_us = &line.stats.measured.input_to_other_us;
    assert_eq!(took_us.len(), 1);
    // Two ticks and the way here.
    let median_us = took_us.value_at_quantile(0.5);
    assert!((102_000..104_000).contains(&median_us), "{median_us}");
}

#[test]
fn a_ping_that_is_answered_late_counts_for_those_that_it_held_up() {
    let mut line = Line::new(Duration::from_millis(4500));
    line.run(400);
    let round_trip_us = &line.stats.measured.round_trip_us;
    let seconds = round_trip_us.iter_recorded();
    let seconds = seconds.map(|step| step.value_iterated_to() as f64 / 1e6);
    let seconds: Vec<_> = seconds.map(f64::round).collect();
    assert_eq!(seconds, [3.0, 5.0, 7.0, 9.0], "one each two seconds");
}

#[test]
fn what_is_unanswered_when_a_bot_leaves_has_waited_until_then() {
    let mut line = Line::new(Duration::from_millis(5));
    line.pongs_from = Tick::MAX;
    line.run(640);
    let now = line.start + 640 * TICK;
    line.bot.leave(now, &mut line.stats, &line.witness);
    let measured = &line.stats.measured;
    let waited_us = measured.round_trip_us.max();
    assert!((19_700_000..20_300_000).contains(&waited_us), "{waited_us}");
    // This server acknowledges nothing, and more inputs wait than are kept.
    let inputs = line.inputs().len() as u64;
    assert!(inputs > 64, "{inputs}");
    let timed = measured.input_to_ack_us.len();
    assert!(
        (inputs - 4..=inputs).contains(&timed),
        "{timed} of {inputs}"
    );
}

#[test]
fn a_bot_counts_the_ships_that_it_knows_of() {
    let mut line = Line::new(Duration::ZERO);
    line.run_from(with_company(), 10);
    let ships = &line.stats.measured.ships_in_view;
    assert_eq!((ships.len(), ships.min(), ships.max()), (10, 2, 2));
}
