//! Why there are no settings.

use std::path::PathBuf;

use clap::error::ErrorKind;

use super::ROCKS_MAX;
use super::text_file::TextFileError;
use crate::net::admin::TokenError;

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Help or the version was asked for; this is it.
    #[error("{0}")]
    Asked(clap::Error),
    /// A flag or an environment variable is wrong.
    #[error("{}", one_line(.0))]
    Wrong(clap::Error),
    /// The settings ask for more asteroids than a room takes.
    #[error(
        "{rocks} asteroids in a room are more than {ROCKS_MAX}: raise --rock-area or lower --side or --capacity"
    )]
    TooManyRocks {
        /// How many.
        rocks: u32,
    },
    /// The token of moderators could be guessed or not be sent.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// A file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] TextFileError),
    /// A setting has something in it that nobody can have meant.
    #[error("{setting} {problem}")]
    Strange {
        /// Which: a flag or a variable.
        setting: String,
        /// What is wrong with it, and what to do.
        problem: &'static str,
    },
    /// A setting that older programs had, and what to do.
    #[error("the setting {0} was removed: {1}")]
    Removed(String, &'static str),
    /// People are to open rooms for themselves where there is none of one process.
    #[error("there are no private rooms in a cluster: leave out --private-rooms, or --cluster")]
    PrivateInCluster,
    /// Something in the file is wrong.
    #[error("{}: {problem}", path.display())]
    WrongInFile {
        /// Which file.
        path: PathBuf,
        /// What is wrong, in one line.
        problem: String,
    },
}

impl From<clap::Error> for ConfigError {
    fn from(error: clap::Error) -> Self {
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Self::Asked(error),
            _ => Self::Wrong(error),
        }
    }
}

/// What is wrong and what to do, in one line: clap's first paragraph, and its tip if it has one.
pub(super) fn one_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let text = text.split("\n\nUsage:").next().unwrap_or_default();
    let text = text
        .split("\n\nFor more information")
        .next()
        .unwrap_or_default();
    let (problem, tip) = text.split_once("tip:").unwrap_or((text, "see --help"));
    let problem: Vec<&str> = problem.split_whitespace().collect();
    let problem = problem.join(" ");
    format!("{}; {}", problem.trim_start_matches("error: "), tip.trim())
}
