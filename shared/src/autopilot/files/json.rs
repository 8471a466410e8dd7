//! JSON, with a line for each block and each wire, so that differences can be read.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::Format;
use crate::autopilot::file::Autopilot;

/// Files of JSON.
#[derive(Clone, Copy, Debug)]
pub struct Json;

impl Format for Json {
    fn extension(&self) -> &'static str {
        "json"
    }

    fn parse(&self, bytes: &[u8]) -> Result<Autopilot, String> {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }

    fn write(&self, autopilot: &Autopilot) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let mut writer = serde_json::Serializer::with_formatter(&mut bytes, Lines::default());
        autopilot
            .serialize(&mut writer)
            .map_err(|error| error.to_string())?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// The file, its models, each of these, and its blocks and wires have a line for each
/// of what is in them. What is deeper has none.
const DEEPEST_LINES: usize = 4;

/// Writes lines down to a depth.
#[derive(Default)]
struct Lines {
    depth: usize,
    is_empty: bool,
}

impl Lines {
    fn open<W: ?Sized + Write>(&mut self, to: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.is_empty = true;
        to.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, to: &mut W, bracket: &[u8]) -> io::Result<()> {
        let is_list = bracket == b"]";
        self.depth -= 1;
        if !self.is_empty {
            if self.depth < DEEPEST_LINES {
                self.new_line(to)?;
            } else if !is_list {
                to.write_all(b" ")?;
            }
        }
        self.is_empty = false;
        to.write_all(bracket)
    }

    fn begin_element<W: ?Sized + Write>(
        &mut self,
        to: &mut W,
        is_first: bool,
        is_list: bool,
    ) -> io::Result<()> {
        if !is_first {
            to.write_all(b",")?;
        }
        if self.depth <= DEEPEST_LINES {
            self.new_line(to)
        } else if is_first && is_list {
            Ok(())
        } else {
            to.write_all(b" ")
        }
    }

    fn new_line<W: ?Sized + Write>(&self, to: &mut W) -> io::Result<()> {
        to.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| to.write_all(b"  "))
    }
}

impl Formatter for Lines {
    /// A whole number has no decimal point, and none an exponent.
    fn write_f32<W: ?Sized + Write>(&mut self, to: &mut W, value: f32) -> io::Result<()> {
        write!(to, "{value}")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.open(to, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.close(to, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.begin_element(to, first, true)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.open(to, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.close(to, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.begin_element(to, first, false)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }
}
