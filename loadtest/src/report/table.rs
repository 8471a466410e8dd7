//! A report for the terminal.

use std::fmt;

use super::Report;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (name, value) in self.numbers() {
            let value = value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
            writeln!(f, "{name:<36}{value:>16}")?;
        }
        Ok(())
    }
}
