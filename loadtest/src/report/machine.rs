//! The machine that the load tester runs on.

use std::fs;
use std::thread;

use serde::{Deserialize, Serialize};

/// A machine, as its kernel describes it. What it does not say is empty or 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// The processor's name.
    pub cpu: String,
    /// Cores that the load tester may use.
    pub cores: usize,
    /// Main memory, in bytes.
    pub memory_bytes: u64,
    /// The kernel's name and release.
    pub kernel: String,
}

impl Machine {
    /// The machine that this process runs on.
    pub fn here() -> Self {
        let proc = |name: &str| fs::read_to_string(format!("/proc/{name}")).unwrap_or_default();
        let memory_kib = value_of(&proc("meminfo"), "MemTotal")
            .split_whitespace()
            .next()
            .and_then(|kib| kib.parse::<u64>().ok());
        Self {
            cpu: value_of(&proc("cpuinfo"), "model name"),
            cores: thread::available_parallelism().map_or(0, usize::from),
            memory_bytes: memory_kib.unwrap_or(0) * 1024,
            kernel: format!(
                "{} {}",
                proc("sys/kernel/ostype").trim(),
                proc("sys/kernel/osrelease").trim()
            )
            .trim()
            .to_owned(),
        }
    }
}

/// What follows `name:` in its first line; nothing if there is none.
fn value_of(text: &str, name: &str) -> String {
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim().to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_name() {
        let text = "processor\t: 0\nmodel name\t: Abacus: mark 2\nMemTotal:  2048 kB\n";
        assert_eq!(value_of(text, "model name"), "Abacus: mark 2");
        assert_eq!(value_of(text, "MemTotal"), "2048 kB");
        assert_eq!(value_of(text, "flags"), "");
    }

    #[test]
    fn this_machine_has_cores() {
        assert!(Machine::here().cores > 0);
    }
}
