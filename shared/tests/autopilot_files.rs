//! Files of autopilots say the same in every format, and no damage to one does harm.

use std::collections::BTreeMap;
use std::time::Duration;

use asteroids_shared::autopilot::files::{self, FORMATS, FileFault, Format, Json, Toml};
use asteroids_shared::autopilot::limits::BUDGET;
use asteroids_shared::autopilot::{Autopilot, Block, Model, Wire};
use proptest::prelude::*;

/// The example in the description of the format.
fn example() -> &'static str {
    const README: &str = include_str!("../autopilots/README.md");
    let (_, after) = README.split_once("```json\n").expect("there is one");
    let (example, _) = after.split_once("```").expect("it ends");
    example
}

fn of_everything() -> Autopilot {
    let blocks = [
        ("a", Block::of("gain").with("gain", -0.1)),
        ("b", Block::of("flag").with("value", false)),
        ("c ", Block::of("note").with("text", "a \"word\"\nand Ω")),
        (
            "d",
            Block::of("table_1d").with("y", vec![1e-7, 16_777_216.0]),
        ),
        (
            "e",
            Block {
                every: 7,
                at: Some((1.5, -2.0)),
                ..Block::of("constant").with("value", 0.333_333_34)
            },
        ),
    ];
    let model = Model {
        blocks: blocks
            .into_iter()
            .map(|(name, it)| (name.into(), it))
            .collect(),
        wires: vec![Wire("e.out".into(), "a.in".into())],
    };
    Autopilot {
        about: "All that a file may have".into(),
        ..Autopilot::of("Everything", model)
    }
}

#[test]
fn the_example_of_the_description_flies() {
    files::load("spinner.json", example().as_bytes(), BUDGET).expect("it is sound");
}

#[test]
fn json_is_written_as_the_example_is() {
    let autopilot = files::read(&Json, example().as_bytes()).expect("it is sound");
    let written = files::write(&Json, &autopilot).expect("it can be written");
    assert_eq!(String::from_utf8_lossy(&written), example());
}

#[test]
fn every_format_says_the_same() {
    let autopilot = of_everything();
    for format in FORMATS {
        let bytes = files::write(format, &autopilot).expect("it can be written");
        let read = files::read(format, &bytes).expect("it is sound");
        assert_eq!(read, autopilot, "{}", format.extension());
    }
}

#[test]
fn a_file_may_be_written_by_hand() {
    let text = r#"
        format = "asteroids-autopilot"
        version = 1
        title = "Spinner"
        main = "main"
        [models.main]
        wires = [["yes.out", "left.in"]]
        [models.main.blocks]
        yes = { kind = "flag" }
        left = { kind = "exit", params = { name = "left", signal = "bool" } }
    "#;
    files::load("spinner.toml", text.as_bytes(), BUDGET).expect("it is sound");
}

#[test]
fn what_is_wrong_with_a_file_is_said_in_a_line() {
    let told = |name: &str, bytes: &[u8]| {
        files::load(name, bytes, BUDGET)
            .expect_err("a fault")
            .to_string()
    };
    assert_eq!(
        told("cat.png", b""),
        "\"cat.png\" is no autopilot's name: it must end in .json, .msgpack or .toml"
    );
    assert_eq!(
        told("cat.json", &vec![b' '; 262_145]),
        "the file has 262145 bytes, and 262144 are the most"
    );
    assert_eq!(
        told("cat.json", b"{\n \"cat\": 1 }"),
        "this is no json file of an autopilot: unknown field `cat`, expected one of `format`, `version`, `title`, `about`, `main`, `models` at line 2 column 6"
    );
    let line = told("cat.toml", b"format = 1\n\nversion = \"x");
    assert!(
        line.starts_with("this is no toml file") && line.ends_with("at line 3"),
        "{line}"
    );
    assert!(told("cat.msgpack", b"\xc1").starts_with("this is no msgpack file"));
    let deep = "[".repeat(100_000);
    assert!(told("cat.json", deep.as_bytes()).starts_with("this is no json file"));
    assert!(told("cat.toml", format!("a = {deep}").as_bytes()).starts_with("this is no toml file"));
    assert!(told("cat.msgpack", &[0x91; 100_000]).starts_with("this is no msgpack file"));
    let spoilt = example()
        .replace("\"flag\"", "\"cat\"")
        .replace("ship.spin", "");
    assert_eq!(
        told("cat.json", spoilt.as_bytes()),
        "model \"main\", block \"spin\": the parameter `name` must be given"
    );
}

#[test]
fn the_order_in_a_file_does_not_matter() {
    let autopilot = files::read(&Json, example().as_bytes()).expect("it is sound");
    let mut value: serde_json::Value = serde_json::from_str(example()).expect("it is JSON");
    let wires = value["models"]["main"]["wires"]
        .as_array_mut()
        .expect("wires");
    wires.reverse();
    let blocks = value["models"]["main"]["blocks"]
        .as_object_mut()
        .expect("blocks");
    let backwards: BTreeMap<_, _> = std::mem::take(blocks).into_iter().collect();
    *blocks = backwards.into_iter().rev().collect();
    let other = files::read(&Json, value.to_string().as_bytes()).expect("it is sound");
    assert_eq!(other.sorted(), autopilot);
}

/// A sound file, spoilt at some places.
fn spoilt(format: &dyn Format, spots: &[(usize, u8)], keep: usize) -> Vec<u8> {
    let mut bytes = files::write(format, &of_everything()).expect("it can be written");
    let count = bytes.len();
    for &(at, byte) in spots {
        bytes[at % count] = byte;
    }
    bytes.truncate(keep % (2 * count));
    bytes
}

proptest! {
    #[test]
    fn a_damaged_file_loads_or_is_refused(
        which in 0..FORMATS.len(),
        spots in proptest::collection::vec((0..4096_usize, any::<u8>()), 0..6),
        keep: usize,
    ) {
        let format = FORMATS[which];
        let name = format!("cat.{}", format.extension());
        if let Err(fault) = files::load(&name, &spoilt(format, &spots, keep), BUDGET) {
            prop_assert!(!fault.to_string().contains('\n'));
            prop_assert!(!matches!(fault, FileFault::Extension(_)));
        }
    }

    #[test]
    fn any_bytes_load_or_are_refused(which in 0..FORMATS.len(), bytes: Vec<u8>) {
        let name = format!("cat.{}", FORMATS[which].extension());
        prop_assert!(files::load(&name, &bytes, BUDGET).is_err());
    }

    #[test]
    fn every_number_comes_back_to_the_bit(bits: u32, which in 0..FORMATS.len()) {
        let value = f32::from_bits(bits);
        prop_assume!(value.is_finite());
        let model = Model {
            blocks: [("a".to_owned(), Block::of("constant").with("value", value))].into(),
            wires: Vec::new(),
        };
        let autopilot = Autopilot::of("One", model);
        let bytes = files::write(FORMATS[which], &autopilot).expect("it can be written");
        let read = files::read(FORMATS[which], &bytes).expect("it is sound");
        prop_assert_eq!(read, autopilot);
    }
}

#[test]
fn a_toml_file_is_for_people() {
    let bytes = files::write(&Toml, &of_everything()).expect("it can be written");
    let text = String::from_utf8(bytes).expect("it is text");
    assert!(text.contains("[models.main.blocks.a]"), "{text}");
}

const TIME: Duration = Duration::from_secs(2);

/// Loads what may be a file, and flies it for a while if it is one.
fn meets(name: &str, bytes: &[u8]) {
    match files::load(name, bytes, BUDGET) {
        Err(fault) => {
            let text = fault.to_string();
            assert!(!text.is_empty() && !text.contains('\n'), "{text:?}");
        }
        Ok(program) => {
            let (mut context, mut scratch) = (program.context(1), program.scratch());
            for _ in 0..8 {
                program.step(&mut context, &mut scratch);
            }
        }
    }
}

#[test]
fn arbitrary_files_load_or_name_their_fault() {
    bolero::check!()
        .with_test_time(TIME)
        .for_each(|bytes: &[u8]| {
            for format in FORMATS {
                meets(&format!("a.{}", format.extension()), bytes);
            }
        });
}

#[test]
fn damaged_files_load_or_name_their_fault() {
    let samples = FORMATS.map(|format| {
        let bytes = files::write(format, &of_everything()).expect("it can be written");
        (format!("a.{}", format.extension()), bytes)
    });
    let hunter: &[u8] = include_bytes!("../autopilots/hunter.json");
    let hunter = ("hunter.json".to_owned(), hunter.to_vec());
    let samples: Vec<_> = samples.into_iter().chain([hunter]).collect();
    bolero::check!()
        .with_type::<(u8, Vec<(u16, u8)>)>()
        .with_test_time(TIME)
        .for_each(|(choice, damage)| {
            let (name, bytes) = &samples[usize::from(*choice) % samples.len()];
            let mut bytes = bytes.clone();
            for &(place, byte) in damage {
                let place = usize::from(place) % bytes.len();
                bytes[place] = byte;
            }
            meets(name, &bytes);
        });
}
