//! The catalogue of blocks, for people.

use asteroids_shared::autopilot::BlockKind;
use asteroids_shared::autopilot::catalogue::{
    BlockType, Carries, Effect, GROUPS, ParamSpec, Port, Range,
};

const README: &str = "../autopilots/README.md";
const MARK: &str = "<!-- The tests write what follows";

#[test]
fn the_readme_has_every_block() {
    let text = super::read(README).expect("it is there");
    let (before, after) = text.split_once(MARK).expect("the mark is there");
    let rest_of_mark = after.lines().next().expect("a line");
    let groups = GROUPS.iter().map(|group| {
        let types: String = group.types.iter().map(for_people).collect();
        format!("### {}\n\n{types}", capital(group.name))
    });
    let groups: Vec<_> = groups.collect();
    let text = format!("{before}{MARK}{rest_of_mark}\n\n{}", groups.join("\n"));
    super::check(README, &(text.trim_end().to_owned() + "\n"));
}

#[test]
fn every_kind_stands_in_the_catalogue_once() {
    let listed: Vec<_> = GROUPS
        .iter()
        .flat_map(|group| group.types)
        .map(|it| it.kind)
        .collect();
    assert_eq!(listed.len(), BlockKind::COUNT);
    assert!(BlockKind::ALL.iter().all(|kind| listed.contains(kind)));
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

const fn signal_of(carries: Carries) -> &'static str {
    match carries {
        Carries::Always(signal) => signal.name(),
        Carries::Chosen => "signal",
    }
}

fn for_people(it: &BlockType) -> String {
    let later = if it.effect == Effect::Later {
        " (later)"
    } else {
        ""
    };
    let price = match it.price_grows {
        Some((param, many)) => format!("{}, and one for each {many} of `{param}`", it.price),
        None => it.price.to_string(),
    };
    let mut lines = vec![
        format!("#### `{}`{later}\n", it.kind.name()),
        format!("{}.\n", it.equation),
    ];
    let ports = |ports: &[Port]| {
        let ports = ports.iter().map(|port| {
            let default = port.default.map_or(String::new(), |it| format!(" [{it}]"));
            format!("`{}` {}{default}", port.name, signal_of(port.carries))
        });
        ports.collect::<Vec<_>>().join(", ")
    };
    if !it.inputs.is_empty() {
        lines.push(format!("- In: {}", ports(it.inputs)));
    }
    if !it.outputs.is_empty() {
        lines.push(format!("- Out: {}", ports(it.outputs)));
    }
    for param in it.params {
        lines.push(format!(
            "- `{}`: {} ({})",
            param.name,
            param.about,
            range_for_people(param)
        ));
    }
    lines.push(format!("- Price: {price}"));
    if !it.source.is_empty() {
        lines.push(format!("- Source: {}", it.source));
    }
    lines.join("\n") + "\n\n"
}

fn range_for_people(param: &ParamSpec) -> String {
    match param.range {
        Range::Bool { default } => format!("a bool, {default} if left out"),
        Range::Number {
            default,
            least,
            most,
        } => format!("{least} to {most}, {default} if left out"),
        Range::Whole {
            default,
            least,
            most,
        } => format!("whole, {least} to {most}, {default} if left out"),
        Range::Choice(options) => {
            let options: Vec<_> = options.iter().map(|it| format!("`\"{it}\"`")).collect();
            format!("one of {}; the first if left out", options.join(", "))
        }
        Range::Text { default: "" } => "a text".into(),
        Range::Text { default } => format!("a text, `\"{default}\"` if left out"),
        Range::Numbers {
            default,
            least,
            most,
        } => format!("{least} to {most} numbers, {default:?} if left out"),
    }
}
