//! A view too wide to be told entity by entity: how many there are where.

use std::fmt;

use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::codec::{Tag, finite};
use super::limits::{OVERVIEW_CELLS_MAX, OVERVIEW_SIDE_CELLS_MAX};

/// A grid over the view, and what each of its cells counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overview {
    tag: Tag<8>,
    /// Where the grid's lower left corner is, in metres.
    #[serde(with = "finite")]
    pub x_m: f32,
    /// Where the grid's lower left corner is, in metres.
    #[serde(with = "finite")]
    pub y_m: f32,
    /// The side of a cell, in metres.
    #[serde(with = "finite")]
    pub cell_m: f32,
    /// At least 1 and at most [`OVERVIEW_SIDE_CELLS_MAX`].
    pub columns: u32,
    /// At least 1 and at most [`OVERVIEW_SIDE_CELLS_MAX`].
    pub rows: u32,
    /// How many ships each cell has, row by row from below.
    pub ships: Counts,
    /// How many rocks each cell has, row by row from below.
    pub rocks: Counts,
}

/// A count for each cell. On the wire a `bin` with a byte for each; 255 is as many
/// or more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub Vec<u8>);

/// A grid without what it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cells {
    /// Where its lower left corner is, in metres.
    pub corner_m: (f32, f32),
    /// The side of a cell, in metres.
    pub cell_m: f32,
    /// How many cells lie beside each other.
    pub columns: u32,
    /// How many cells lie above each other.
    pub rows: u32,
}

impl Overview {
    /// A grid of these cells, with these counts of each.
    pub const fn new(cells: Cells, ships: Vec<u8>, rocks: Vec<u8>) -> Self {
        Self {
            tag: Tag,
            x_m: cells.corner_m.0,
            y_m: cells.corner_m.1,
            cell_m: cells.cell_m,
            columns: cells.columns,
            rows: cells.rows,
            ships: Counts(ships),
            rocks: Counts(rocks),
        }
    }

    fn is_a_grid(&self) -> bool {
        let side = 1..=OVERVIEW_SIDE_CELLS_MAX;
        let sides_fit = side.contains(&self.columns) && side.contains(&self.rows);
        let cells = u64::from(self.columns) * u64::from(self.rows);
        let counted = |counts: &Counts| counts.0.len() as u64 == cells;
        self.cell_m > 0.0
            && sides_fit
            && cells <= OVERVIEW_CELLS_MAX.into()
            && counted(&self.ships)
            && counted(&self.rocks)
    }
}

impl<'de> Deserialize<'de> for Overview {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Wire(
            Tag<8>,
            #[serde(with = "finite")] f32,
            #[serde(with = "finite")] f32,
            #[serde(with = "finite")] f32,
            u32,
            u32,
            Counts,
            Counts,
        );

        let Wire(_, x_m, y_m, cell_m, columns, rows, Counts(ships), Counts(rocks)) =
            Wire::deserialize(deserializer)?;
        let cells = Cells {
            corner_m: (x_m, y_m),
            cell_m,
            columns,
            rows,
        };
        let overview = Self::new(cells, ships, rocks);
        if overview.is_a_grid() {
            Ok(overview)
        } else {
            Err(D::Error::custom("cells and counts are no grid"))
        }
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Counts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = Counts;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                write!(f, "at most {OVERVIEW_CELLS_MAX} bytes")
            }

            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Counts, E> {
                if bytes.len() > OVERVIEW_CELLS_MAX as usize {
                    return Err(E::invalid_length(bytes.len(), &self));
                }
                Ok(Counts(bytes.to_vec()))
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}
