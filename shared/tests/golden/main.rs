//! The files that pin the wire, dead reckoning and outlines for clients in
//! other languages, the browser client's table of numbers, and the examples of
//! PROTOCOL.md. `UPDATE_GOLDEN=1 cargo test -p asteroids-shared --test golden`
//! writes them anew.

mod autopilot_blocks;
mod autopilot_sensors;
mod autopilot_traces;
mod describe;
mod frames;
mod hex_lines;
mod motion;
mod outlines;
mod protocol_md;
mod rules;
mod samples;
mod table;
mod wire;

use std::path::Path;

use serde_json::Value;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/golden");

/// The text of a golden file.
fn read(file: &str) -> std::io::Result<String> {
    std::fs::read_to_string(Path::new(GOLDEN).join(file))
}

/// Fails unless the golden file has exactly this text.
fn check(file: &str, text: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        write(file, text).expect("golden files can be written");
    }
    assert!(
        read(file).is_ok_and(|golden| golden == text),
        "{file} has drifted; if that is meant, run the tests with UPDATE_GOLDEN=1 and look at the difference"
    );
}

/// Replaces the file as a whole: another test may read it just now.
fn write(file: &str, text: &str) -> std::io::Result<()> {
    let path = Path::new(GOLDEN).join(file);
    let new = path.with_extension("new");
    std::fs::write(&new, text)?;
    std::fs::rename(new, path)
}

/// A JSON object with a line for each element of its arrays, so that
/// differences can be read.
fn lines(fields: &[(&str, Value)]) -> String {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| match value {
            Value::Array(elements) if !elements.is_empty() => {
                let elements: Vec<_> = elements.iter().map(Value::to_string).collect();
                format!("\"{name}\":[\n{}\n]", elements.join(",\n"))
            }
            _ => format!("\"{name}\":{value}"),
        })
        .collect();
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}
