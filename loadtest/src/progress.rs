//! What a run shows while it goes on.

use std::io::{IsTerminal, Write as _, stderr};

use crate::report::Second;

/// Without a terminal a line comes this often, in seconds.
const LINE_EVERY_S: u32 = 5;
const BAR_CHARS: usize = 24;

/// The progress of one run, on the standard error.
#[derive(Debug)]
pub struct Progress {
    bots: u64,
    seconds: u32,
    is_terminal: bool,
}

impl Progress {
    /// That of a run with so many bots, for so long.
    pub fn new(bots: u64, seconds: u32) -> Self {
        Self {
            bots,
            seconds,
            is_terminal: stderr().is_terminal(),
        }
    }

    /// Shows how it goes.
    pub fn show(&self, now: &Second, faults: u64) {
        let figures = figures(now, self.bots, faults);
        let second = now.second;
        // Whoever closed the standard error does not want to see this.
        let _ = if self.is_terminal {
            let bar = bar(second, self.seconds);
            write!(
                stderr(),
                "\r\x1b[K{bar} {second} of {} s  {figures}",
                self.seconds
            )
        } else if second.is_multiple_of(LINE_EVERY_S) {
            writeln!(stderr(), "{second} of {} s  {figures}", self.seconds)
        } else {
            Ok(())
        };
    }

    /// Makes room for the report.
    pub fn end(&self) {
        if self.is_terminal {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}

fn bar(second: u32, seconds: u32) -> String {
    let full = BAR_CHARS * second.min(seconds) as usize / seconds.max(1) as usize;
    format!("{}{}", "█".repeat(full), "░".repeat(BAR_CHARS - full))
}

fn figures(now: &Second, bots: u64, faults: u64) -> String {
    let mut text = format!(
        "{} of {bots} bots  {:.0} frames/s  {:.0} kB/s",
        now.bots,
        now.frames_per_second,
        now.payload_bytes_per_second / 1000.0
    );
    if let Some(share) = now.server_cpu_share {
        text += &format!("  server {:.0} %", 100.0 * share);
    }
    if let Some(bytes) = now.server_rss_bytes {
        text += &format!(", {:.0} MB", bytes as f64 / 1e6);
    }
    if let Some(tick_ms) = now.tick_ms_p99 {
        text += &format!(", tick p99 {tick_ms:.1} ms");
    }
    if let Some(late) = now.late_ticks {
        text += &format!(", {late} late");
    }
    if faults > 0 {
        text += &format!("  {faults} faults");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_grows_and_ends() {
        assert_eq!(bar(0, 10), "░".repeat(BAR_CHARS));
        assert_eq!(bar(5, 10).matches('█').count(), BAR_CHARS / 2);
        assert_eq!(bar(12, 10), "█".repeat(BAR_CHARS));
    }

    #[test]
    fn what_the_server_does_not_tell_is_left_out() {
        let mut now = Second {
            bots: 40,
            frames_per_second: 320.0,
            payload_bytes_per_second: 12_300.0,
            ..Second::default()
        };
        assert_eq!(
            figures(&now, 100, 0),
            "40 of 100 bots  320 frames/s  12 kB/s"
        );
        now.server_cpu_share = Some(0.21);
        assert!(figures(&now, 100, 2).ends_with("server 21 %  2 faults"));
    }
}
