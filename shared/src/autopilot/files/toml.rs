//! TOML, for whoever writes autopilots by hand.

use super::Format;
use crate::autopilot::file::Autopilot;

/// Files of TOML.
#[derive(Clone, Copy, Debug)]
pub struct Toml;

impl Format for Toml {
    fn extension(&self) -> &'static str {
        "toml"
    }

    fn parse(&self, bytes: &[u8]) -> Result<Autopilot, String> {
        let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            format!("{} at line {line}", error.message())
        })
    }

    fn write(&self, autopilot: &Autopilot) -> Result<Vec<u8>, String> {
        let text = toml::to_string(autopilot).map_err(|error| error.to_string())?;
        Ok(text.into_bytes())
    }
}
