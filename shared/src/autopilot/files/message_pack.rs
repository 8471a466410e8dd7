//! MessagePack, with names.

use serde::Deserialize;

use super::Format;
use crate::autopilot::file::Autopilot;

/// Deeper than any autopilot: a parser goes down by a call for each level.
const DEPTH_MOST: usize = 16;

/// Files of MessagePack.
#[derive(Clone, Copy, Debug)]
pub struct MessagePack;

impl Format for MessagePack {
    fn extension(&self) -> &'static str {
        "msgpack"
    }

    fn parse(&self, bytes: &[u8]) -> Result<Autopilot, String> {
        let mut rest = bytes;
        let mut reader = rmp_serde::Deserializer::new(&mut rest);
        reader.set_max_depth(DEPTH_MOST);
        let autopilot = Autopilot::deserialize(&mut reader).map_err(|error| error.to_string())?;
        if rest.is_empty() {
            Ok(autopilot)
        } else {
            Err(format!("{} bytes follow its end", rest.len()))
        }
    }

    fn write(&self, autopilot: &Autopilot) -> Result<Vec<u8>, String> {
        rmp_serde::to_vec_named(autopilot).map_err(|error| error.to_string())
    }
}
