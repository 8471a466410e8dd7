//! What values of settings may be, and what some are if nobody gives them.

use std::fmt;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::ops::RangeInclusive;

/// An address and a port.
pub(super) fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse()
        .map_err(|_| "write an address and a port, like 127.0.0.1:8080 or [::1]:8080")
}

/// A parser for whole numbers in a range.
pub(super) fn whole<T: TryFrom<i64>>(
    range: RangeInclusive<i64>,
) -> impl Fn(&str) -> Result<T, String> + Clone {
    let named = format!("{}..={}", range.start(), range.end());
    move |text| match text.parse() {
        Ok(value) if range.contains(&value) => {
            T::try_from(value).map_err(|_| format!("{value} is not in {named}"))
        }
        Ok(value) => Err(format!("{value} is not in {named}")),
        Err(_) => Err(format!("write a whole number in {named}")),
    }
}

/// Any number that a seed may be.
pub(super) fn seed(text: &str) -> Result<u64, String> {
    let number = text.parse();
    number.map_err(|_| format!("write a whole number in 0..={}", u64::MAX))
}

/// How many copies are kept.
pub(super) fn copies(text: &str) -> Result<NonZeroUsize, &'static str> {
    let number = text.parse();
    number.map_err(|_| "write how many copies to keep, 1 or more")
}

/// A parser for numbers in a range.
pub(super) fn number(range: RangeInclusive<f32>) -> impl Fn(&str) -> Result<f32, String> + Clone {
    move |text| match text.parse() {
        Ok(value) if range.contains(&value) => Ok(value),
        Ok(_) | Err(_) => {
            let (least, most) = (range.start(), range.end());
            Err(format!("write a number from {least} to {most}"))
        }
    }
}

/// How many bots fill a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bots {
    /// As many as the area of the room asks for.
    Auto,
    /// To this population.
    Fill(u32),
}

impl fmt::Display for Bots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Fill(count) => count.fmt(f),
        }
    }
}

/// A number of bots, or `auto`.
pub(super) fn bots(text: &str) -> Result<Bots, &'static str> {
    const WRONG: &str = "write auto, or a number from 0 to 20000";
    if text == "auto" {
        return Ok(Bots::Auto);
    }
    let count = text.parse().map_err(|_| WRONG)?;
    if count <= 20_000 {
        Ok(Bots::Fill(count))
    } else {
        Err(WRONG)
    }
}
