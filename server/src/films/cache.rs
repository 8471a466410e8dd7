//! The films that were made, on disk.

use asteroids_shared::Tick;
use asteroids_shared::protocol::VERSION;

use super::FilmId;
use crate::log::LogId;
use crate::shelf::{Label, Shelf};

/// The films that were made, on disk.
pub type Cache = Shelf<Name>;

/// What a film is called. Films are told in the protocol's version, so another
/// version needs other films.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    version: u32,
    world: LogId,
    from: Tick,
}

impl From<FilmId> for Name {
    fn from(film: FilmId) -> Self {
        Self {
            version: VERSION,
            world: film.world,
            from: film.from,
        }
    }
}

impl Label for Name {
    const UNFINISHED: &'static str = "film.unfinished";

    fn parse(name: &str) -> Option<Self> {
        let (version, rest) = name.strip_prefix('v')?.split_once('-')?;
        let (world, from) = rest.strip_suffix(".film")?.split_once('-')?;
        let name = Self {
            version: version.parse().ok()?,
            world: LogId(u64::from_str_radix(world, 16).ok()?),
            from: from.parse().ok()?,
        };
        (name.to_string() == format!("v{version}-{rest}")).then_some(name)
    }

    fn is_of_use(&self) -> bool {
        self.version == VERSION
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Self {
            version,
            world,
            from,
        } = self;
        write!(f, "v{version}-{world}-{from:010}.film")
    }
}
