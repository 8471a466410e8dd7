//! The files that pin the wire, dead reckoning and outlines for clients in
//! other languages. `UPDATE_GOLDEN=1 cargo test -p asteroids-shared` writes
//! them anew.

mod describe;
mod frames;
mod motion;
mod outlines;
mod protocol_md;
mod samples;
mod wire;

use std::path::Path;

use serde_json::Value;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/golden");

/// Fails unless the golden file has exactly this text.
fn check(file: &str, text: &str) {
    let path = Path::new(GOLDEN).join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).expect("golden files can be written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        golden == text,
        "{file} has drifted; if that is meant, run the tests with UPDATE_GOLDEN=1 and look at the difference"
    );
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
