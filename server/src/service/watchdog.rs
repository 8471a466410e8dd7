//! The service manager's watchdog: how long it waits for a sign of life.

use std::ffi::OsString;
use std::time::Duration;

/// A variable of the watchdog makes no sense.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable} is '{value}', but should be a number above 0")]
pub struct NoDeadline {
    variable: &'static str,
    value: String,
}

/// How long the manager waits for a sign of life of this process; none if it
/// does not watch it.
pub fn deadline() -> Result<Option<Duration>, NoDeadline> {
    read(|name| std::env::var_os(name), std::process::id())
}

fn read(
    variable: impl Fn(&str) -> Option<OsString>,
    own_id: u32,
) -> Result<Option<Duration>, NoDeadline> {
    let number = |name| {
        let value = variable(name).filter(|value| !value.is_empty());
        let parse = |value: OsString| {
            let value = value.to_string_lossy().into_owned();
            let number = value.parse::<u64>().ok().filter(|number| *number > 0);
            number.ok_or(NoDeadline {
                variable: name,
                value,
            })
        };
        value.map(parse).transpose()
    };
    let Some(deadline_us) = number("WATCHDOG_USEC")? else {
        return Ok(None);
    };
    let watched = number("WATCHDOG_PID")?;
    let is_us = watched.is_none_or(|watched| watched == u64::from(own_id));
    Ok(is_us.then(|| Duration::from_micros(deadline_us)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(deadline_us: &str, watched: Option<&str>) -> Result<Option<Duration>, NoDeadline> {
        let variable = |name: &str| match name {
            "WATCHDOG_USEC" => Some(OsString::from(deadline_us)),
            _ => watched.map(OsString::from),
        };
        read(variable, 77)
    }

    #[test]
    fn a_deadline_for_us_holds_and_none_for_others() {
        let second = Ok(Some(Duration::from_secs(1)));
        assert_eq!(told("1000000", None), second);
        assert_eq!(told("1000000", Some("77")), second);
        assert_eq!(told("1000000", Some("78")), Ok(None));
        assert_eq!(told("", None), Ok(None));
    }

    #[test]
    fn a_deadline_that_makes_no_sense_is_named() {
        for (deadline_us, watched) in [("0", None), ("soon", None), ("-1", None), ("1", Some("x"))]
        {
            assert!(told(deadline_us, watched).is_err(), "{deadline_us}");
        }
    }
}
