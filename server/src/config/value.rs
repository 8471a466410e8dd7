//! What values of settings may be, and what some are if nobody gives them.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// The folder for what the server keeps, if nobody names one: the first state
/// directory that a service manager has made.
pub(super) fn data_folder() -> PathBuf {
    let directories = std::env::var_os("STATE_DIRECTORY").unwrap_or_default();
    let first = std::env::split_paths(&directories).next();
    let first = first.filter(|first| !first.as_os_str().is_empty());
    first.unwrap_or_else(|| PathBuf::from("./data"))
}

/// An address and a port.
pub(super) fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse()
        .map_err(|_| "write an address and a port, like 127.0.0.1:8080 or [::1]:8080")
}

/// A parser for numbers in a range.
pub(super) fn number(range: RangeInclusive<f32>) -> impl Fn(&str) -> Result<f32, String> + Clone {
    move |text| match text.parse() {
        Ok(value) if range.contains(&value) => Ok(value),
        Ok(_) => Err(format!("it is not in {} to {}", range.start(), range.end())),
        Err(_) => Err("it is not a number".to_owned()),
    }
}
