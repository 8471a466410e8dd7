//! How many ships and rocks there are where: what a view is told that is too wide
//! for entities.

mod grid;
mod span;
#[cfg(test)]
mod tests;

use asteroids_shared::protocol::limits::{OVERVIEW_CELLS_MAX, OVERVIEW_SIDE_CELLS_MAX};
use asteroids_shared::protocol::{Cells, Overview};
use asteroids_shared::{Kind, Torus};

use self::grid::{Grid, count_in};
use self::span::Span;
use crate::world::World;

/// How many cells the coarsest grid has along the world's side. All of it is one
/// overview.
const COARSEST_CELLS: usize = 40;
const _: () = assert!(
    COARSEST_CELLS <= OVERVIEW_SIDE_CELLS_MAX as usize
        && COARSEST_CELLS * COARSEST_CELLS <= OVERVIEW_CELLS_MAX as usize
);
/// How many grids there are at the most, each of twice as many cells along a side as
/// the one before. Worlds beyond 2.5 km have larger cells.
const GRIDS_MAX: usize = 5;
/// The least side of a cell, in metres: a larger view has no finer overview.
const CELL_MIN_M: f32 = 4.0;

/// Where ships and rocks are, to be told by cells: squares, of which there are so many
/// along the world's longer side.
#[derive(Debug)]
pub struct Density {
    torus: Torus,
    /// How many cells there are along the longer side, from coarse to fine.
    sides: Vec<usize>,
    counted: Counted,
}

#[derive(Debug)]
enum Counted {
    /// For each of these sides, in a world that is square, as all rooms' are: whoever
    /// looks at it, what lies in a cell is counted once.
    Grids(Vec<Grid>),
    /// What there is, and where. In any other world cells do not meet at the seam, so it
    /// is counted for each view anew.
    Places(Vec<(Tallied, (f32, f32))>),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tallied {
    Ship,
    Rock,
}

impl Density {
    /// Of a world of this shape, with nothing in it.
    pub fn new(torus: &Torus) -> Self {
        let longer_m = torus.width_m.max(torus.height_m);
        let sides = (0..GRIDS_MAX).map(|grid| COARSEST_CELLS << grid);
        let is_worth_it =
            |side: &usize| *side == COARSEST_CELLS || longer_m / *side as f32 >= CELL_MIN_M;
        let sides: Vec<usize> = sides.take_while(is_worth_it).collect();
        Self {
            torus: *torus,
            counted: match torus.width_m == torus.height_m {
                true => Counted::Grids(sides.iter().copied().map(Grid::of).collect()),
                false => Counted::Places(Vec::new()),
            },
            sides,
        }
    }

    /// Counts what there is now.
    pub fn count(&mut self, world: &World) {
        let found = world
            .entities()
            .filter_map(|entity| Some((Tallied::of(entity.kind)?, entity.motion.position())));
        match &mut self.counted {
            Counted::Grids(grids) => count_in(grids, self.torus.width_m, found),
            Counted::Places(places) => {
                places.clear();
                places.extend(found);
            }
        }
    }

    /// The finest cells over a view that an overview may have.
    pub fn cells(&self, center: (f32, f32), half: (f32, f32)) -> Cells {
        let (level, columns, rows) = self.over(center, half);
        self.told(level, columns, rows)
    }

    /// What there is within a view, by cells.
    pub fn overview(&self, center: (f32, f32), half: (f32, f32)) -> Overview {
        let (level, columns, rows) = self.over(center, half);
        let cells = self.told(level, columns, rows);
        let [ships, rocks] = match &self.counted {
            Counted::Grids(grids) => {
                let grid = &grids[level];
                [&grid.ships, &grid.rocks].map(|counts| grid.cut(counts, columns, rows))
            }
            Counted::Places(places) => {
                let of = |wanted| {
                    let places = places.iter().filter(move |(tallied, _)| *tallied == wanted);
                    tally(
                        places.map(|(_, at)| *at),
                        &self.torus,
                        &cells,
                        columns,
                        rows,
                    )
                };
                [of(Tallied::Ship), of(Tallied::Rock)]
            }
        };
        Overview::new(cells, ships, rocks)
    }

    /// These cells, as they are told.
    fn told(&self, level: usize, columns: Span, rows: Span) -> Cells {
        let cell_m = self.longer_m() / self.sides[level] as f32;
        let corner = |span: Span, extent_m: f32| span.first as f32 * cell_m - extent_m * 0.5;
        Cells {
            corner_m: (
                corner(columns, self.torus.width_m),
                corner(rows, self.torus.height_m),
            ),
            cell_m,
            columns: columns.count as u32,
            rows: rows.count as u32,
        }
    }

    fn longer_m(&self) -> f32 {
        self.torus.width_m.max(self.torus.height_m)
    }

    /// Which are the finest cells of which a view touches few enough, and those.
    fn over(&self, center: (f32, f32), half: (f32, f32)) -> (usize, Span, Span) {
        let spans = |level: usize| {
            let cell_m = f64::from(self.longer_m()) / self.sides[level] as f64;
            let columns = Span::over(center.0, half.0, self.torus.width_m, cell_m);
            let rows = Span::over(center.1, half.1, self.torus.height_m, cell_m);
            (level, columns, rows)
        };
        let fits = |(_, columns, rows): &(usize, Span, Span)| {
            columns.count.max(rows.count) <= OVERVIEW_SIDE_CELLS_MAX as usize
                && columns.count * rows.count <= OVERVIEW_CELLS_MAX as usize
        };
        // Of the coarsest cells all there are fit.
        let found = (0..self.sides.len()).rev().map(spans).find(fits);
        found.unwrap_or_else(|| spans(0))
    }
}

impl Tallied {
    /// As what something of this kind is counted, if it is.
    const fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Ship => Some(Self::Ship),
            Kind::RockLarge | Kind::RockMedium | Kind::RockSmall => Some(Self::Rock),
            Kind::SaucerLarge
            | Kind::SaucerSmall
            | Kind::Bullet
            | Kind::Pickup
            | Kind::Warp
            | Kind::Comet
            | Kind::Carrier
            | Kind::Mine => None,
        }
    }
}

/// How many of these places lie in each of the cells.
fn tally(
    places: impl Iterator<Item = (f32, f32)>,
    torus: &Torus,
    cells: &Cells,
    columns: Span,
    rows: Span,
) -> Vec<u8> {
    let along = |to_m: f32, from_m: f32, extent_m: f32, span: Span| {
        let way_m = (f64::from(to_m) - f64::from(from_m)).rem_euclid(extent_m.into());
        let cell = (way_m / f64::from(cells.cell_m)) as usize;
        match span.is_whole {
            // What rounding has put beyond the last is in the last.
            true => Some(cell.min(span.count - 1)),
            false => (cell < span.count).then_some(cell),
        }
    };
    let mut tally = vec![0u8; columns.count * rows.count];
    for (x_m, y_m) in places {
        let column = along(x_m, cells.corner_m.0, torus.width_m, columns);
        let row = along(y_m, cells.corner_m.1, torus.height_m, rows);
        if let (Some(column), Some(row)) = (column, row) {
            let count = &mut tally[row * columns.count + column];
            *count = count.saturating_add(1);
        }
    }
    tally
}
