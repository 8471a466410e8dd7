//! Each fault of a file is named, with the place, in one line.

use asteroids_shared::autopilot::catalogue::Signal;
use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::autopilot::{Autopilot, Block, Fault, Model, Wire, compile};

use crate::bench::{autopilot, entry, exit, model};

/// What is said of it; panics if it is sound.
fn told(autopilot: &Autopilot) -> String {
    let fault = compile(autopilot, BUDGET).expect_err("there is a fault");
    let line = fault.to_string();
    assert!(!line.contains('\n') && line.len() < 400, "{line}");
    line
}

fn gain() -> Block {
    Block::of("gain")
}

/// Two gains and a constant, to be spoilt.
fn sound() -> Autopilot {
    autopilot(
        &[
            ("one", Block::of("constant")),
            ("two", gain()),
            ("three", gain()),
        ],
        &[("one.out", "two.in"), ("two.out", "three.in")],
    )
}

fn spoilt(spoil: impl FnOnce(&mut Autopilot, &str)) -> String {
    let mut it = sound();
    spoil(&mut it, "main");
    told(&it)
}

fn with_block(name: &str, block: Block) -> String {
    spoilt(|it, main| {
        let model = it.models.get_mut(main).expect("it is there");
        model.blocks.insert(name.into(), block);
    })
}

fn with_wire(from: &str, to: &str) -> String {
    spoilt(|it, main| {
        let model = it.models.get_mut(main).expect("it is there");
        model.wires.push(Wire(from.into(), to.into()));
    })
}

#[test]
fn what_is_sound_compiles() {
    assert!(compile(&sound(), BUDGET).is_ok());
}

#[test]
fn another_file_is_none() {
    assert_eq!(
        spoilt(|it, _| it.format = "cat\n".into()),
        "this is no autopilot: its `format` is \"cat\u{fffd}\", not \"asteroids-autopilot\""
    );
    assert_eq!(
        spoilt(|it, _| it.version = 2),
        "the file's version is 2, and this program knows version 1"
    );
    assert_eq!(
        spoilt(|it, _| it.main = "other".into()),
        "there is no model \"other\" for the field `main`"
    );
    assert_eq!(
        spoilt(|it, _| it.title = "x".repeat(501)),
        "characters of the title: 501, and 500 are the most"
    );
}

#[test]
fn blocks_are_named_with_what_is_wrong() {
    assert_eq!(
        with_block("x", Block::of("cat")),
        "model \"main\", block \"x\": there is no kind of block \"cat\""
    );
    assert_eq!(
        with_block("x", gain().with("gian", 1.0)),
        "model \"main\", block \"x\": a block of this kind has no parameter \"gian\""
    );
    assert_eq!(
        with_block("x", gain().with("gain", 1e9)),
        "model \"main\", block \"x\": the parameter `gain` must be a number from -1000000 to 1000000"
    );
    assert_eq!(
        with_block("x", gain().with("gain", f32::NAN)),
        "model \"main\", block \"x\": the parameter `gain` must be a number from -1000000 to 1000000"
    );
    assert_eq!(
        with_block("x", Block::of("counter").with("limit", 1.5)),
        "model \"main\", block \"x\": the parameter `limit` must be a whole number from 1 to 1000000"
    );
    assert_eq!(
        with_block("x", Block::of("clamp").with("low", 2.0)),
        "model \"main\", block \"x\": the parameter `high` must be no less than `low`"
    );
    assert_eq!(
        with_block("x", Block::of("table_1d").with("x", vec![1.0, 1.0])),
        "model \"main\", block \"x\": the parameter `x` must be ascending"
    );
    assert_eq!(
        with_block("x", Block::of("entry")),
        "model \"main\", block \"x\": the parameter `name` must be given"
    );
    assert_eq!(
        with_block("a.b", gain()),
        "\"a.b\" is no name: it has 1 to 48 characters, no dot, slash or control character, and no space at its ends"
    );
    assert_eq!(
        with_block("x", Block { every: 0, ..gain() }),
        "model \"main\", block \"x\": `every` must be a whole number from 1 to 1000"
    );
    assert_eq!(
        with_block(
            "x",
            Block {
                at: Some((f32::NAN, 0.0)),
                ..gain()
            }
        ),
        "model \"main\", block \"x\": `at` must be two finite numbers"
    );
    let machine = Block::of("state_machine").with("transitions", vec![0.0, 9.0, 1.0]);
    assert!(with_block("x", machine).contains("`transitions` must be triples"));
}

#[test]
fn wires_are_named_with_what_is_wrong() {
    assert_eq!(
        with_wire("cat.out", "two.in"),
        "model \"main\": the end \"cat.out\" of a wire names no block; ends are written block.port"
    );
    assert_eq!(
        with_wire("one.cat", "two.in"),
        "model \"main\", block \"one\" has no output \"cat\""
    );
    assert_eq!(
        with_wire("one.out", "two.cat"),
        "model \"main\", block \"two\" has no input \"cat\""
    );
    assert_eq!(
        with_wire("one.out", "three.in"),
        "model \"main\", block \"three\": two wires lead to the input \"in\""
    );
    assert_eq!(
        with_block("x", gain()),
        "model \"main\", block \"x\": no wire leads to the input \"in\""
    );
    let it = autopilot(
        &[("yes", Block::of("flag")), ("two", gain())],
        &[("yes.out", "two.in")],
    );
    assert_eq!(
        told(&it),
        "model \"main\", block \"two\": the input \"in\" is a number, and \"yes.out\" is a bool"
    );
}

#[test]
fn entries_and_exits_have_names_of_their_own() {
    let it = autopilot(
        &[
            ("a", entry("x", Signal::Bool)),
            ("b", entry("x", Signal::Bool)),
        ],
        &[],
    );
    assert_eq!(
        told(&it),
        "model \"main\" has two blocks of kind entry with the name \"x\""
    );
    let it = autopilot(
        &[
            ("a", entry("x", Signal::Bool)),
            ("b", exit("x", Signal::Number)),
        ],
        &[],
    );
    assert_eq!(
        told(&it),
        "model \"main\": entry and exit \"x\" must carry the same signal"
    );
}

/// A model that holds others.
fn holder(held: &[&str]) -> Model {
    let name = |index: usize| format!("b{index}");
    let blocks = held
        .iter()
        .enumerate()
        .map(|(index, model)| (name(index), Block::of("model").with("model", *model)));
    Model {
        blocks: blocks.collect(),
        wires: Vec::new(),
    }
}

#[test]
fn a_model_must_not_hold_itself() {
    let mut it = Autopilot::of("Test", holder(&["a"]));
    it.models.insert("a".into(), holder(&["b"]));
    it.models.insert("b".into(), holder(&["a"]));
    assert_eq!(told(&it), "models must not hold themselves: a → b → a");
    it.models.insert("b".into(), holder(&["cat"]));
    assert_eq!(
        told(&it),
        "there is no model \"cat\" for model \"b\", block \"b0\""
    );
}

#[test]
fn few_models_must_not_stand_for_too_many_blocks() {
    let mut it = Autopilot::of("Test", holder(&["m1", "m1"]));
    for level in 1..63 {
        let below = format!("m{}", level + 1);
        it.models
            .insert(format!("m{level}"), holder(&[&below, &below]));
    }
    it.models.insert("m63".into(), holder(&[]));
    let line = told(&it);
    assert!(
        line.starts_with("blocks with those in models in models: "),
        "{line}"
    );
}

#[test]
fn a_loop_without_a_delay_is_named_as_a_whole() {
    let mut it = autopilot(
        &[
            ("after", gain()),
            ("first", gain()),
            ("second", gain()),
            ("third", gain()),
        ],
        &[
            ("first.out", "second.in"),
            ("second.out", "third.in"),
            ("third.out", "first.in"),
            ("third.out", "after.in"),
        ],
    );
    assert_eq!(
        told(&it),
        "a loop without a delay: first → second → third → first; put a unit_delay into it"
    );
    let main = it.models.get_mut("main").expect("it is there");
    main.blocks.insert("second".into(), Block::of("unit_delay"));
    assert!(compile(&it, BUDGET).is_ok());
}

#[test]
fn a_loop_through_a_model_is_named_as_a_whole() {
    let mut it = autopilot(
        &[
            ("held", Block::of("model").with("model", "part")),
            ("back", gain()),
        ],
        &[("held.y", "back.in"), ("back.out", "held.x")],
    );
    let part = model(
        &[
            ("in", entry("x", Signal::Number)),
            ("out", exit("y", Signal::Number)),
        ],
        &[("in.out", "out.in")],
    );
    it.models.insert("part".into(), part);
    assert_eq!(
        told(&it),
        "a loop without a delay: back → held/in → held/out → back; put a unit_delay into it"
    );
}

#[test]
fn what_is_too_dear_or_remembers_too_much_is_refused() {
    let price = compile(&sound(), BUDGET).expect("it is sound").price();
    assert_eq!(price, 2);
    assert_eq!(
        compile(&sound(), 1).expect_err("it is too dear"),
        Fault::TooDear {
            price: 2,
            budget: 1
        }
    );
    let delay = || Block::of("delay").with("steps", 64.0);
    let it = autopilot(
        &[
            ("one", Block::of("constant")),
            ("a", delay()),
            ("b", delay()),
            ("c", delay()),
            ("d", delay()),
        ],
        &[
            ("one.out", "a.in"),
            ("a.out", "b.in"),
            ("b.out", "c.in"),
            ("c.out", "d.in"),
        ],
    );
    assert_eq!(
        told(&it),
        "numbers of memory for a ship: 260, and 256 are the most"
    );
}

#[test]
fn models_in_models_must_not_work_too_slowly() {
    let slow = |model: &str| Block {
        every: 1000,
        ..Block::of("model").with("model", model)
    };
    let mut it = autopilot(&[("a", slow("two"))], &[]);
    it.models
        .insert("two".into(), model(&[("b", slow("three"))], &[]));
    let three = Block {
        every: 2,
        ..Block::of("constant")
    };
    it.models
        .insert("three".into(), model(&[("c", three)], &[]));
    assert_eq!(
        told(&it),
        "block \"a/b/c\" works at every 2000000 steps, and 1000000 are the most"
    );
}
