//! What the files of a log are called.

use std::fmt;

use asteroids_shared::Tick;

/// What a file of a log holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// Entries.
    Segment,
    /// A state to begin from.
    Snapshot,
}

impl FileKind {
    const ALL: [Self; 2] = [Self::Segment, Self::Snapshot];

    const fn extension(self) -> &'static str {
        match self {
            Self::Segment => ".segment",
            Self::Snapshot => ".snapshot",
        }
    }
}

/// The name of a file of a log. Their order is that of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileName {
    /// The first tick of a segment, or the tick of a snapshot.
    pub tick: Tick,
    /// What it holds.
    pub kind: FileKind,
}

/// As many as the largest tick has.
const DIGITS: usize = 10;

impl FileName {
    /// The segment that begins at this tick.
    pub const fn segment(tick: Tick) -> Self {
        let kind = FileKind::Segment;
        Self { tick, kind }
    }

    /// The snapshot of this tick.
    pub const fn snapshot(tick: Tick) -> Self {
        let kind = FileKind::Snapshot;
        Self { tick, kind }
    }

    /// Reads a name; none if no file of a log is called so.
    pub fn parse(name: &str) -> Option<Self> {
        FileKind::ALL.into_iter().find_map(|kind| {
            let digits = name.strip_suffix(kind.extension())?;
            let is_number = digits.len() == DIGITS && digits.bytes().all(|c| c.is_ascii_digit());
            let tick = is_number.then(|| digits.parse().ok())??;
            Some(Self { tick, kind })
        })
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0DIGITS$}{}", self.tick, self.kind.extension())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_of_names_is_in_the_order_of_ticks() {
        let mut names = [
            FileName::snapshot(1_000_000_000),
            FileName::segment(1_000_000_000),
            FileName::snapshot(20),
            FileName::segment(100),
        ];
        names.sort_unstable();
        let listed = names.map(|name| name.to_string());
        assert!(listed.is_sorted(), "{listed:?}");
        assert_eq!(names.map(Some), listed.map(|name| FileName::parse(&name)));
    }

    #[test]
    fn other_files_are_not_called_so() {
        for name in [
            "1.segment",
            "4294967296.segment",
            "+000000001.segment",
            "0000000001.log",
            "0000000001.segment.old",
        ] {
            assert_eq!(FileName::parse(name), None, "{name}");
        }
    }
}
