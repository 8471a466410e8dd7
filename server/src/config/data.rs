//! Where what the server keeps is, for whatever the program does.

use std::path::PathBuf;

use clap::Args;

/// Where what the server keeps is.
#[derive(Clone, Debug, Args)]
pub struct DataFolder {
    /// Folder with what the server keeps, which makes it if it is missing; in a
    /// service that has a state directory, that one
    #[arg(
        id = "data",
        long = "data",
        env = "ASTEROIDS_DATA",
        value_name = "DIR",
        default_value_os_t = state_directory()
    )]
    pub path: PathBuf,
}

/// The folder if nobody names one: the first state directory that a service
/// manager has made.
fn state_directory() -> PathBuf {
    let directories = std::env::var_os("STATE_DIRECTORY").unwrap_or_default();
    let first = std::env::split_paths(&directories).next();
    let first = first.filter(|first| !first.as_os_str().is_empty());
    first.unwrap_or_else(|| PathBuf::from("./data"))
}
