//! What blocks do over time, against closed forms.

use asteroids_shared::autopilot::Block;
use asteroids_shared::autopilot::catalogue::Signal;
use asteroids_shared::rules::DT_S;

use crate::bench::{Bench, autopilot, entry, exit, lone};

/// What comes out of the block when 1 comes in from the first step on.
fn step_response(block: Block, steps: usize) -> Vec<f32> {
    let mut bench = Bench::of(&lone(&block, 1));
    (0..steps)
        .map(|_| bench.turn(("in.in", 1.0), "out.out"))
        .collect()
}

/// Fails unless each value is near the closed form at the middle of its step: with
/// Tustin's method a step that comes at 0 counts half there.
fn close_to(response: &[f32], form: impl Fn(f64) -> f64, most: f64) {
    for (step, value) in response.iter().enumerate() {
        let t = (step as f64 + 0.5) * f64::from(DT_S);
        let off = (f64::from(*value) - form(t)).abs();
        assert!(off < most, "{t}: {value}, and {} was to be", form(t));
    }
}

#[test]
fn a_first_order_lag_follows_its_exponential() {
    let response = step_response(
        Block::of("first_order")
            .with("time_s", 0.8)
            .with("gain", 3.0),
        320,
    );
    close_to(&response, |t| 3.0 * (1.0 - (-t / 0.8).exp()), 2e-3);
}

#[test]
fn a_second_order_lag_rings_as_it_must() {
    let (omega, zeta) = (4.0, 0.3);
    let block = Block::of("second_order")
        .with("omega", 4.0)
        .with("zeta", 0.3);
    let response = step_response(block, 320);
    let damped = omega * f64::sqrt(1.0 - zeta * zeta);
    let form = |t: f64| {
        let envelope = (-zeta * omega * t).exp();
        1.0 - envelope * ((damped * t).cos() + zeta * omega / damped * (damped * t).sin())
    };
    close_to(&response, form, 0.01);
    let overshoot = response.iter().fold(0.0_f32, |most, it| most.max(*it)) - 1.0;
    let by_the_book = (-std::f64::consts::PI * zeta / f64::sqrt(1.0 - zeta * zeta)).exp();
    assert!(
        (f64::from(overshoot) - by_the_book).abs() < 0.01,
        "{overshoot}"
    );
}

#[test]
fn a_lead_and_lag_starts_high_and_settles_at_one() {
    let block = Block::of("lead_lag")
        .with("lead_s", 0.5)
        .with("lag_s", 0.25);
    close_to(
        &step_response(block, 200),
        |t| 1.0 + (-t / 0.25).exp(),
        0.02,
    );
}

#[test]
fn an_integrator_sums_and_a_derivative_undoes_it() {
    let it = autopilot(
        &[
            ("in", entry("in", Signal::Number)),
            ("sum", Block::of("integrator")),
            ("speed", Block::of("derivative").with("filter_s", 0.1)),
            ("out", exit("out", Signal::Number)),
            ("sum out", exit("sum", Signal::Number)),
        ],
        &[
            ("in.out", "sum.in"),
            ("sum.out", "speed.in"),
            ("speed.out", "out.in"),
            ("sum.out", "sum out.in"),
        ],
    );
    let mut bench = Bench::of(&it);
    let last = (0..=64).map(|_| bench.turn(("in", 3.0), "out")).last();
    assert!((last.expect("a step") - 3.0).abs() < 1e-3);
    assert_eq!(bench.get("sum"), [6.0]);
}

/// A PID that drives a lag of a second to 1, within ±`high`.
fn loop_of(p: f32, i: f32, d: f32, high: f32) -> Bench {
    let pid = Block::of("pid")
        .with("p", p)
        .with("i", i)
        .with("d", d)
        .with("low", -high)
        .with("high", high);
    let blocks = [
        ("goal", entry("goal", Signal::Number)),
        ("manual", entry("manual", Signal::Bool)),
        ("value", entry("value", Signal::Number)),
        ("pid", pid),
        ("late", Block::of("unit_delay")),
        ("plant", Block::of("first_order")),
        ("out", exit("y", Signal::Number)),
        ("push", exit("u", Signal::Number)),
    ];
    let wires = [
        ("goal.out", "pid.setpoint"),
        ("manual.out", "pid.manual"),
        ("value.out", "pid.value"),
        ("late.out", "pid.measured"),
        ("pid.out", "plant.in"),
        ("plant.out", "late.in"),
        ("plant.out", "out.in"),
        ("pid.out", "push.in"),
    ];
    Bench::of(&autopilot(&blocks, &wires))
}

#[test]
fn proportional_control_keeps_the_error_that_theory_says() {
    let mut bench = loop_of(4.0, 0.0, 0.0, 100.0);
    let last = (0..640).map(|_| bench.turn(("goal", 1.0), "y")).last();
    assert!((last.expect("a step") - 4.0 / 5.0).abs() < 1e-4);
    // And it comes there five times as fast as the plant alone.
    let mut bench = loop_of(4.0, 0.0, 0.0, 100.0);
    let rises_at = (0..).position(|_: u32| bench.turn(("goal", 1.0), "y") > 0.8 * 0.632);
    let rise_s = rises_at.expect("it rises") as f32 * DT_S;
    assert!((0.12..0.28).contains(&rise_s), "{rise_s}");
}

#[test]
fn an_integral_leaves_no_error() {
    let mut bench = loop_of(4.0, 4.0, 0.0, 100.0);
    let last = (0..640).map(|_| bench.turn(("goal", 1.0), "y")).last();
    assert!((last.expect("a step") - 1.0).abs() < 1e-4);
}

#[test]
fn an_integral_does_not_wind_up_at_a_bound() {
    // It cannot reach 3 with 2, for ten seconds; then the goal is 1.
    let mut bench = loop_of(2.0, 2.0, 0.0, 2.0);
    for _ in 0..320 {
        bench.turn(("goal", 3.0), "y");
    }
    let turns_at = (0..).position(|_: u32| bench.turn(("goal", 1.0), "u") < 1.0);
    let turns_s = turns_at.expect("it turns") as f32 * DT_S;
    assert!(turns_s < 0.2, "{turns_s}");
}

#[test]
fn a_hand_over_makes_no_bump() {
    let mut bench = loop_of(4.0, 2.0, 0.5, 10.0);
    bench.set("manual", &[1.0]);
    bench.set("value", &[0.7]);
    for _ in 0..320 {
        bench.turn(("goal", 0.7), "y");
    }
    assert_eq!(bench.get("u"), [0.7]);
    bench.set("manual", &[0.0]);
    bench.set("value", &[-5.0]);
    let after = bench.turn(("goal", 0.7), "u");
    assert!((after - 0.7).abs() < 1e-3, "{after}");
}
