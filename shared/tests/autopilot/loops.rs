//! Memory by name, models in models, slower parts, and a change of program in flight.

use asteroids_shared::autopilot::catalogue::Signal;
use asteroids_shared::autopilot::{Autopilot, Block};

use crate::bench::{Bench, autopilot, entry, exit, model};

/// Counts by an exit and an entry of one name.
fn counting() -> asteroids_shared::autopilot::Model {
    model(
        &[
            (
                "before",
                entry("count", Signal::Number).with("initial", 10.0),
            ),
            ("by", entry("by", Signal::Number)),
            ("sum", Block::of("sum")),
            ("after", exit("count", Signal::Number)),
        ],
        &[
            ("before.out", "sum.a"),
            ("by.out", "sum.b"),
            ("sum.out", "after.in"),
        ],
    )
}

#[test]
fn an_exit_comes_in_at_the_entry_of_its_name_a_step_later() {
    let mut bench = Bench::of(&Autopilot::of("Test", counting()));
    let inputs: Vec<_> = bench.program.inputs().iter().map(|it| it.name()).collect();
    assert_eq!(inputs, ["by"]);
    let counts: Vec<_> = (0..3).map(|_| bench.turn(("by", 2.0), "count")).collect();
    assert_eq!(counts, [12.0, 14.0, 16.0]);
}

/// Two counters in their places, one of them at every third step.
fn two_counters() -> Autopilot {
    let held = |every| Block {
        every,
        ..Block::of("model").with("model", "counting")
    };
    let mut it = autopilot(
        &[
            ("by", entry("by", Signal::Number)),
            ("fast", held(1)),
            ("slow", held(3)),
            ("sum", Block::of("sum")),
            ("out", exit("out", Signal::Number)),
            ("slow out", exit("slow", Signal::Number)),
        ],
        &[
            ("by.out", "fast.by"),
            ("fast.count", "slow.by"),
            ("fast.count", "sum.a"),
            ("slow.count", "sum.b"),
            ("sum.out", "out.in"),
            ("slow.count", "slow out.in"),
        ],
    );
    it.models.insert("counting".into(), counting());
    it
}

#[test]
fn each_place_of_a_model_remembers_for_itself_and_a_slower_one_holds() {
    let mut bench = Bench::of(&two_counters());
    let slow: Vec<_> = (0..7).map(|_| bench.turn(("by", 1.0), "slow")).collect();
    // The fast one is 11, 14 and 17 at the steps at which the slow one works.
    assert_eq!(slow, [21.0, 21.0, 21.0, 35.0, 35.0, 35.0, 52.0]);
}

#[test]
fn a_model_in_its_place_is_the_same_as_its_blocks() {
    let counter = |every: u32| {
        let slow = |block: Block| Block { every, ..block };
        [
            slow(Block::of("unit_delay").with("initial", 10.0)),
            slow(Block::of("sum")),
        ]
    };
    let ([fast_before, fast_sum], [slow_before, slow_sum]) = (counter(1), counter(3));
    let flat = autopilot(
        &[
            ("by", entry("by", Signal::Number)),
            ("fast before", fast_before),
            ("fast sum", fast_sum),
            ("slow before", slow_before),
            ("slow sum", slow_sum),
            ("sum", Block::of("sum")),
            ("out", exit("out", Signal::Number)),
        ],
        &[
            ("fast before.out", "fast sum.a"),
            ("by.out", "fast sum.b"),
            ("fast sum.out", "fast before.in"),
            ("slow before.out", "slow sum.a"),
            ("fast sum.out", "slow sum.b"),
            ("slow sum.out", "slow before.in"),
            ("fast sum.out", "sum.a"),
            ("slow sum.out", "sum.b"),
            ("sum.out", "out.in"),
        ],
    );
    let (mut one, mut other) = (Bench::of(&two_counters()), Bench::of(&flat));
    for step in 0..100 {
        let by = (step % 7) as f32 * 0.37;
        let both = [one.turn(("by", by), "out"), other.turn(("by", by), "out")];
        assert_eq!(both[0].to_bits(), both[1].to_bits(), "step {step}");
    }
}

#[test]
fn an_accident_lasts_a_step() {
    let it = autopilot(
        &[
            ("in", entry("in", Signal::Number)),
            ("lag", Block::of("first_order").with("time_s", 0.0)),
            ("out", exit("out", Signal::Number)),
        ],
        &[("in.out", "lag.in"), ("lag.out", "out.in")],
    );
    let mut bench = Bench::of(&it);
    bench.turn(("in", f32::NAN), "out");
    assert!(bench.context[1..].iter().all(|it| it.is_finite()));
    bench.turn(("in", 0.0), "out");
    assert!(bench.turn(("in", 2.0), "out").abs() < 4.1);
}

#[test]
fn another_program_goes_on_with_what_is_remembered() {
    let mut bench = Bench::of(&two_counters());
    for _ in 0..5 {
        bench.turn(("by", 1.0), "out");
    }
    let mut changed = two_counters();
    let main = changed.models.get_mut("main").expect("it is there");
    main.blocks.insert("a new one".into(), Block::of("random"));
    let mut swapped = Bench::of(&changed);
    swapped.context = swapped
        .program
        .context_after(0, &bench.program, &bench.context);
    for _ in 0..5 {
        let both = [
            bench.turn(("by", 1.0), "out"),
            swapped.turn(("by", 1.0), "out"),
        ];
        assert_eq!(both[0], both[1]);
    }
}

#[test]
fn a_bench_sees_scopes_and_assertions() {
    let it = autopilot(
        &[
            ("in", entry("in", Signal::Number)),
            ("scope", Block::of("scope").with("unit", "m")),
            ("small", Block::of("compare")),
            ("two", Block::of("constant").with("value", 2.0)),
            (
                "check",
                Block::of("assert")
                    .with("message", "too large")
                    .with("from_step", 3.0),
            ),
        ],
        &[
            ("in.out", "scope.in"),
            ("in.out", "small.a"),
            ("two.out", "small.b"),
            ("small.out", "check.in"),
        ],
    );
    let mut bench = Bench::of(&it);
    bench.set("in", &[5.0]);
    bench.step();
    let [check, scope] = bench.program.probes() else {
        panic!("there are two probes");
    };
    assert_eq!((scope.path(), scope.unit()), ("scope", "m"));
    assert_eq!(bench.scratch.seen(scope), [5.0, 0.0]);
    assert_eq!(bench.scratch.seen(check), [0.0, 0.0]);
    let must = check.check().expect("it is an assertion");
    assert_eq!((must.message.as_str(), must.from_step), ("too large", 3));
}
