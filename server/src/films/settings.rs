//! Which films are made, and what that may take.

use std::path::PathBuf;

/// Which films are made, and what that may take.
#[derive(Clone, Debug)]
pub struct FilmSettings {
    /// Where those are kept that were made.
    pub folder: PathBuf,
    /// How many bytes these may take; 0 for no films.
    pub bytes_max: u64,
    /// How much of a processor the making may take, in hundredths.
    pub cpu_percent: u32,
    /// The rooms' numbers, and the folders of their logs.
    pub logs: Vec<(u32, PathBuf)>,
}
