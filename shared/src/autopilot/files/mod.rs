//! Files of autopilots: three formats that say the same, through one door.

mod json;
mod message_pack;
mod toml;

pub use self::json::Json;
pub use self::message_pack::MessagePack;
pub use self::toml::Toml;

use super::fault::{Fault, shown};
use super::file::Autopilot;
use super::limits::FILE_BYTES_MOST;
use super::{Program, compile};

/// A format of files.
pub trait Format: Sync {
    /// How names of such files end, after a dot.
    fn extension(&self) -> &'static str;

    /// The autopilot in a file. Only its form is checked.
    fn parse(&self, bytes: &[u8]) -> Result<Autopilot, String>;

    /// The file of an autopilot, the same for the same one.
    fn write(&self, autopilot: &Autopilot) -> Result<Vec<u8>, String>;
}

/// Every format.
pub const FORMATS: [&dyn Format; 3] = [&Json, &MessagePack, &Toml];

/// Why a file is of no use.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FileFault {
    /// Its name says nothing of its format.
    #[error("\"{0}\" is no autopilot's name: it must end in .json, .msgpack or .toml")]
    Extension(String),
    /// It is too long.
    #[error("the file has {bytes} bytes, and {FILE_BYTES_MOST} are the most")]
    TooLarge {
        /// How long.
        bytes: usize,
    },
    /// It has not the form of its format.
    #[error("this is no {extension} file of an autopilot: {why}")]
    Form {
        /// The format.
        extension: &'static str,
        /// What is wrong, and where.
        why: String,
    },
    /// It is an autopilot that does not fly.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The format of a file of this name.
pub fn format_of(file_name: &str) -> Result<&'static dyn Format, FileFault> {
    let found = FORMATS.into_iter().find(|format| {
        let stem = file_name.strip_suffix(format.extension());
        stem.is_some_and(|stem| stem.ends_with('.'))
    });
    found.ok_or_else(|| FileFault::Extension(shown(file_name)))
}

/// The autopilot in the bytes of a file of this format.
pub fn read(format: &dyn Format, bytes: &[u8]) -> Result<Autopilot, FileFault> {
    let bytes_count = bytes.len();
    if bytes_count > FILE_BYTES_MOST {
        return Err(FileFault::TooLarge { bytes: bytes_count });
    }
    format.parse(bytes).map_err(|why| FileFault::Form {
        extension: format.extension(),
        why: one_line(&why),
    })
}

/// The program in a file of this name, within a budget.
pub fn load(file_name: &str, bytes: &[u8], budget: u32) -> Result<Program, FileFault> {
    let autopilot = read(format_of(file_name)?, bytes)?;
    Ok(compile(&autopilot, budget)?)
}

/// The bytes of a file of this format.
pub fn write(format: &dyn Format, autopilot: &Autopilot) -> Result<Vec<u8>, FileFault> {
    let sorted = autopilot.clone().sorted();
    format.write(&sorted).map_err(|why| FileFault::Form {
        extension: format.extension(),
        why: one_line(&why),
    })
}

/// What a parser says may quote the file.
fn one_line(why: &str) -> String {
    const MOST: usize = 200;
    let safe = why.chars().map(|it| if it.is_control() { ' ' } else { it });
    safe.take(MOST).collect()
}
