//! Settings that older programs had.

/// A setting that is no more.
pub struct Removed {
    /// The flag, without its dashes.
    flag: &'static str,
    /// What to do instead.
    advice: &'static str,
}

const REMOVED: [Removed; 4] = [
    Removed {
        flag: "chat",
        advice: "leave it out; to begin with the chat closed set --no-chat",
    },
    Removed {
        flag: "epsilon",
        advice: "leave it out; clients show everything exactly where it is",
    },
    Removed {
        flag: "epsilon-angle",
        advice: "leave it out; clients show everything exactly where it is",
    },
    Removed {
        flag: "journal",
        advice: "leave it out; the log of every room can be replayed",
    },
];

/// What to do about a setting, written as a flag without its dashes, if it was
/// removed.
pub fn advice(flag: &str) -> Option<&'static str> {
    let removed = REMOVED.iter().find(|removed| removed.flag == flag);
    removed.map(|removed| removed.advice)
}

/// The same about a variable.
pub fn advice_on_variable(name: &str) -> Option<&'static str> {
    let flag = name.strip_prefix("ASTEROIDS_")?;
    advice(&flag.to_ascii_lowercase().replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::config::Cli;

    #[test]
    fn no_setting_is_and_is_no_more() {
        let command = Cli::command();
        let flags = command.get_arguments().filter_map(clap::Arg::get_long);
        assert!(flags.into_iter().all(|flag| advice(flag).is_none()));
    }
}
