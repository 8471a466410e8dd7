//! Times and rates as people write them on a command line.

use std::time::Duration;

/// A time with its unit: 500ms, 1.5s, 2m.
pub fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = split(text, "a time needs a unit: ms, s or m")?;
    let seconds = match unit {
        "ms" => number / 1000.0,
        "s" => number,
        "m" => number * 60.0,
        _ => return Err(format!("{unit} is no unit of time: use ms, s or m")),
    };
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// How long and how often, as in 2s/30s.
pub fn stall(text: &str) -> Result<(Duration, Duration), String> {
    let (lasts, every) = text
        .split_once('/')
        .ok_or("a stall is two times, as in 2s/30s")?;
    let (lasts, every) = (duration(lasts)?, duration(every)?);
    if lasts < every {
        Ok((lasts, every))
    } else {
        Err("a stall is shorter than the time from one to the next".to_owned())
    }
}

/// Bits in a second, as in 64kbit, 1.5mbit.
pub fn bandwidth(text: &str) -> Result<u64, String> {
    let (number, unit) = split(text, "a bandwidth needs a unit: kbit or mbit")?;
    let bits = match unit {
        "kbit" => number * 1e3,
        "mbit" => number * 1e6,
        _ => return Err(format!("{unit} is no unit of bandwidth: use kbit or mbit")),
    };
    if bits >= 1.0 {
        Ok(bits as u64)
    } else {
        Err("nothing gets through that".to_owned())
    }
}

fn split<'a>(text: &'a str, needs_unit: &str) -> Result<(f64, &'a str), String> {
    let unit_at = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .ok_or(needs_unit)?;
    let (number, unit) = text.split_at(unit_at);
    let number = number
        .parse()
        .map_err(|_| format!("{text} is no number with a unit"))?;
    Ok((number, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("1.5s"), Ok(Duration::from_millis(1500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        for wrong in ["", "5", "s", "5h", "-5s", "1.2.3s", "99999999999999999999m"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_stall_is_shorter_than_its_period() {
        let two_in_thirty = (Duration::from_secs(2), Duration::from_secs(30));
        assert_eq!(stall("2s/30s"), Ok(two_in_thirty));
        for wrong in ["2s", "30s/2s", "2s/2s", "2/30"] {
            assert!(stall(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn bandwidths_are_in_bits() {
        assert_eq!(bandwidth("64kbit"), Ok(64_000));
        assert_eq!(bandwidth("1.5mbit"), Ok(1_500_000));
        for wrong in ["64", "0kbit", "64kb", "kbit"] {
            assert!(bandwidth(wrong).is_err(), "{wrong}");
        }
    }
}
