//! What a run is made of.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

/// Loads an MMO Asteroids server with bots and reports what they met.
///
/// Exits with status 1 when a bot could not connect, was cut off, or was told
/// something that breaks the protocol.
#[derive(Clone, Debug, Parser)]
#[command(version)]
pub struct Options {
    /// Where the server's WebSocket is; ws:// only.
    #[arg(long, default_value = "ws://127.0.0.1:8080/ws")]
    pub url: String,
    /// How many bots fly.
    #[arg(long, default_value_t = 100)]
    pub bots: u32,
    /// The time over which they come in, as in 500ms, 5s, 2m.
    #[arg(long, default_value = "5s", value_parser = duration)]
    pub ramp: Duration,
    /// How long they fly once all are in.
    #[arg(long, default_value = "30s", value_parser = duration)]
    pub duration: Duration,
    /// The same seed gives the same pilots.
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
    /// Threads that carry the bots; one for each core if not given.
    #[arg(long)]
    pub threads: Option<usize>,
    /// Where to write the report as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

fn duration(text: &str) -> Result<Duration, String> {
    let unit_at = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .ok_or("a duration needs a unit: ms, s or m")?;
    let (number, unit) = text.split_at(unit_at);
    let number: f64 = number.parse().map_err(|_| "a duration is a number")?;
    let seconds = match unit {
        "ms" => number / 1000.0,
        "s" => number,
        "m" => number * 60.0,
        _ => return Err(format!("{unit} is no unit: use ms, s or m")),
    };
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("1.5s"), Ok(Duration::from_millis(1500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        for wrong in ["", "5", "s", "5h", "-5s", "1.2.3s", "99999999999999999999m"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
