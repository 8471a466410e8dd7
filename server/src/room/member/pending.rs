//! Lines as they take effect.

use super::line::{Body, Line};

/// The line that came last, until the one after it is known: that may say that it is as if
/// there was nothing in it.
#[derive(Debug, Default)]
pub struct Pending(Option<(u64, Line)>);

impl Pending {
    /// The next line. Gives the one before it as it takes effect, and whether it is
    /// skipped.
    pub fn follow(&mut self, sequence: u64, line: Line) -> Option<(u64, Line, bool)> {
        if matches!(line.body, Body::Skip) {
            let (skipped, line) = self.0.take()?;
            return Some((skipped, line.emptied(), true));
        }
        let (before, line) = self.0.replace((sequence, line))?;
        Some((before, line, false))
    }

    /// There is no other line for now. Gives the last one.
    pub fn end(&mut self) -> Option<(u64, Line)> {
        self.0.take()
    }
}
