//! The catalogue of blocks, for people and for the browser.

use asteroids_shared::autopilot::BlockKind;
use asteroids_shared::autopilot::catalogue::{
    BlockType, Carries, Effect, GROUPS, ParamSpec, Port, Range,
};
use serde_json::{Value, json};

const README: &str = "../autopilots/README.md";
const TABLE: &str = "../../client-web/src/autopilot/catalogue.ts";
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

#[test]
fn the_browser_has_the_catalogue() {
    let groups = GROUPS.iter().map(|group| {
        let types: Vec<_> = group.types.iter().map(for_programs).collect();
        json!({ "name": group.name, "types": types })
    });
    let groups: Vec<Value> = groups.collect();
    let text = format!(
        "// The kinds of blocks. The golden tests of shared/ write this file from the catalogue in Rust:\n\
         // UPDATE_GOLDEN=1 cargo test -p asteroids-shared --test golden\n\n\
         import type {{ Group }} from \"./blockType\";\n\n\
         export const GROUPS: readonly Group[] = {};\n",
        serde_json::to_string_pretty(&groups).expect("it is JSON")
    );
    super::check(TABLE, &text);
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

fn for_programs(it: &BlockType) -> Value {
    let ports = |ports: &[Port]| -> Vec<Value> {
        let ports = ports.iter().map(|port| {
            let mut value = json!({ "name": port.name, "signal": signal_of(port.carries) });
            if let Some(default) = port.default {
                value["default"] = default.into();
            }
            value
        });
        ports.collect()
    };
    let mut value = json!({
        "kind": it.kind.name(),
        "inputs": ports(it.inputs),
        "outputs": ports(it.outputs),
        "params": it.params.iter().map(param).collect::<Vec<_>>(),
        "later": it.effect == Effect::Later,
        "price": it.price,
        "equation": it.equation,
        "source": it.source,
    });
    if let Some((param, many)) = it.price_grows {
        value["grows"] = json!({ "param": param, "each": many });
    }
    value
}

fn param(param: &ParamSpec) -> Value {
    let mut value = match param.range {
        Range::Bool { default } => json!({ "type": "bool", "default": default }),
        Range::Number {
            default,
            least,
            most,
        } => json!({ "type": "number", "default": default, "least": least, "most": most }),
        Range::Whole {
            default,
            least,
            most,
        } => json!({ "type": "whole", "default": default, "least": least, "most": most }),
        Range::Choice(options) => {
            json!({ "type": "choice", "default": options[0], "options": options })
        }
        Range::Text { default } => json!({ "type": "text", "default": default }),
        Range::Numbers {
            default,
            least,
            most,
        } => json!({ "type": "numbers", "default": default, "least": least, "most": most }),
    };
    value["name"] = param.name.into();
    value["about"] = param.about.into();
    value
}
