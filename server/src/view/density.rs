//! How many ships and rocks there are where: what a view is told that is too wide
//! for entities.

use asteroids_shared::protocol::limits::{OVERVIEW_CELLS_MAX, OVERVIEW_SIDE_CELLS_MAX};
use asteroids_shared::protocol::{Cells, Overview};
use asteroids_shared::{Kind, Torus};

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

/// Ships and rocks by cell, in grids from coarse to fine. Cells are squares in worlds
/// that are, as all rooms' are.
#[derive(Debug)]
pub struct Density {
    torus: Torus,
    grids: Vec<Grid>,
}

/// Counts over all of the world, each of which stops at 255.
#[derive(Debug)]
struct Grid {
    /// How many cells it has along a side.
    side: usize,
    /// Row by row from below.
    ships: Vec<u8>,
    rocks: Vec<u8>,
}

/// Cells of one grid, from the first that a view touches on. The first may lie beyond
/// the seam.
#[derive(Clone, Copy, Debug)]
struct Span {
    first: isize,
    count: usize,
}

impl Density {
    /// Of a world of this shape, with nothing in it.
    pub fn new(torus: &Torus) -> Self {
        let sides = (0..GRIDS_MAX).map(|grid| COARSEST_CELLS << grid);
        let is_worth_it =
            |side: &usize| *side == COARSEST_CELLS || torus.width_m / *side as f32 >= CELL_MIN_M;
        Self {
            torus: *torus,
            grids: sides.take_while(is_worth_it).map(Grid::of).collect(),
        }
    }

    /// Counts what there is now.
    pub fn count(&mut self, world: &World) {
        let Some((finest, coarser)) = self.grids.split_last_mut() else {
            return;
        };
        finest.ships.fill(0);
        finest.rocks.fill(0);
        let side = finest.side;
        let cell = |value_m: f32, extent_m: f32| {
            let cell = cell_at(value_m.into(), extent_m, side);
            (cell as usize).min(side - 1)
        };
        for entity in world.entities() {
            let counts = match entity.kind {
                Kind::Ship => &mut finest.ships,
                Kind::RockLarge | Kind::RockMedium | Kind::RockSmall => &mut finest.rocks,
                Kind::SaucerLarge
                | Kind::SaucerSmall
                | Kind::Bullet
                | Kind::Pickup
                | Kind::Warp => continue,
            };
            let (x_m, y_m) = entity.motion.position();
            let (column, row) = (
                cell(x_m, self.torus.width_m),
                cell(y_m, self.torus.height_m),
            );
            let count = &mut counts[row * side + column];
            *count = count.saturating_add(1);
        }
        let mut fine: &Grid = finest;
        for coarse in coarser.iter_mut().rev() {
            coarse.sum(fine);
            fine = coarse;
        }
    }

    /// The finest cells over a view that an overview may have.
    pub fn cells(&self, center: (f32, f32), half: (f32, f32)) -> Cells {
        let (grid, columns, rows) = self.over(center, half);
        let (cell_m, corner) = (
            self.torus.width_m / grid.side as f32,
            |span: Span, extent_m| {
                span.first as f32 * (extent_m / grid.side as f32) - extent_m * 0.5
            },
        );
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

    /// What there is within a view, by cells.
    pub fn overview(&self, center: (f32, f32), half: (f32, f32)) -> Overview {
        let (grid, columns, rows) = self.over(center, half);
        let [ships, rocks] = [&grid.ships, &grid.rocks].map(|counts| {
            let row = |row: usize| &counts[row * grid.side..][..grid.side];
            let mut cut = Vec::with_capacity(columns.count * rows.count);
            for index in rows.indices(grid.side) {
                let row = row(index);
                cut.extend(columns.indices(grid.side).map(|column| row[column]));
            }
            cut
        });
        Overview::new(self.cells(center, half), ships, rocks)
    }

    /// The finest grid of which a view touches few enough cells, and those.
    fn over(&self, center: (f32, f32), half: (f32, f32)) -> (&Grid, Span, Span) {
        let spans = |grid: &Grid| {
            let columns = Span::over(center.0, half.0, self.torus.width_m, grid.side);
            let rows = Span::over(center.1, half.1, self.torus.height_m, grid.side);
            (columns, rows)
        };
        let fits = |grid: &&Grid| {
            let (columns, rows) = spans(grid);
            columns.count.max(rows.count) <= OVERVIEW_SIDE_CELLS_MAX as usize
                && columns.count * rows.count <= OVERVIEW_CELLS_MAX as usize
        };
        // Of the coarsest grid there is one, and all of it fits.
        let grid = self.grids.iter().rev().find(fits);
        let grid = grid.unwrap_or(&self.grids[0]);
        let (columns, rows) = spans(grid);
        (grid, columns, rows)
    }
}

impl Grid {
    fn of(side: usize) -> Self {
        Self {
            side,
            ships: vec![0; side * side],
            rocks: vec![0; side * side],
        }
    }

    /// Takes the sums of four cells each of a grid that is twice as fine.
    fn sum(&mut self, fine: &Self) {
        for (counts, fine_counts) in [
            (&mut self.ships, &fine.ships),
            (&mut self.rocks, &fine.rocks),
        ] {
            let pairs_of_rows = fine_counts.chunks_exact(2 * fine.side);
            for (row, pair) in counts.chunks_exact_mut(self.side).zip(pairs_of_rows) {
                let (below, above) = pair.split_at(fine.side);
                let (below, above) = (below.as_chunks::<2>().0, above.as_chunks::<2>().0);
                for (count, (below, above)) in row.iter_mut().zip(below.iter().zip(above)) {
                    let sum: u32 = below.iter().chain(above).copied().map(u32::from).sum();
                    *count = sum.min(u8::MAX.into()) as u8;
                }
            }
        }
    }
}

impl Span {
    /// The cells that a view touches along an axis, each once.
    fn over(center_m: f32, half_m: f32, extent_m: f32, side: usize) -> Self {
        let cell = |value_m: f64| cell_at(value_m, extent_m, side).floor() as isize;
        let (center_m, half_m) = (f64::from(center_m), f64::from(half_m));
        let (first, last) = (cell(center_m - half_m), cell(center_m + half_m));
        if last - first >= side as isize - 1 {
            // All of the world, around the middle of the view.
            let first = cell(center_m) - side as isize / 2;
            return Self { first, count: side };
        }
        Self {
            first,
            count: (last - first + 1) as usize,
        }
    }

    /// Where these cells are in a grid with so many along a side.
    fn indices(self, side: usize) -> impl Iterator<Item = usize> {
        let first = self.first.rem_euclid(side as isize) as usize;
        (first..first + self.count)
            .map(move |index| if index < side { index } else { index - side })
    }
}

/// How many cells lie before a place along an axis; negative beyond the seam. In
/// double precision, so that what lies at a border is in the cell that is told.
fn cell_at(value_m: f64, extent_m: f32, side: usize) -> f64 {
    let extent_m = f64::from(extent_m);
    (value_m + extent_m * 0.5) / (extent_m / side as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{Command, WorldSettings};
    use proptest::prelude::*;

    /// Each cell has as many ships and rocks as are where it says to be.
    fn assert_counts_are_true(world: &World, overview: &Overview) {
        let (torus, side) = (world.torus(), overview.cell_m);
        let cells = (overview.columns * overview.rows) as usize;
        let mut counted = [vec![0u32; cells], vec![0u32; cells]];
        for entity in world.entities() {
            let is_rock =
                [Kind::RockLarge, Kind::RockMedium, Kind::RockSmall].contains(&entity.kind);
            if !is_rock && entity.kind != Kind::Ship {
                continue;
            }
            // From the corner to the right and upwards, over the seam.
            let along = |to_m: f32, from_m: f32, extent_m: f32| {
                let way_m = (f64::from(to_m) - f64::from(from_m)).rem_euclid(extent_m.into());
                (way_m / f64::from(side)) as usize
            };
            let (x_m, y_m) = entity.motion.position();
            let column = along(x_m, overview.x_m, torus.width_m);
            let row = along(y_m, overview.y_m, torus.height_m);
            if column < overview.columns as usize && row < overview.rows as usize {
                counted[usize::from(is_rock)][row * overview.columns as usize + column] += 1;
            }
        }
        for (told, counted) in [&overview.ships, &overview.rocks].into_iter().zip(counted) {
            let told: Vec<u32> = told.0.iter().copied().map(u32::from).collect();
            let counted: Vec<u32> = counted.into_iter().map(|count| count.min(255)).collect();
            assert_eq!(told, counted);
        }
    }

    fn counted(side_m: f32, seed: u64) -> (World, Density) {
        let mut world = World::new(WorldSettings::of_side(seed, side_m));
        let join = |player| Command::Join {
            player,
            name: String::new(),
            bot: true,
            near: 0,
        };
        world.step(&(1..=30).map(join).collect::<Vec<_>>());
        let mut density = Density::new(world.torus());
        density.count(&world);
        (world, density)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        // Sides of which cells have sides without a rounding error.
        #[test]
        fn what_an_overview_counts_is_there_over_the_seam_too(
            side_m in prop::sample::select(vec![160.0f32, 320.0, 640.0, 800.0, 1280.0]),
            seed in 0u64..50,
            center in (-0.5f32..0.5, -0.5f32..0.5),
            half in (0.05f32..=0.5, 0.05f32..=0.5),
        ) {
            let (world, density) = counted(side_m, seed);
            let center = (center.0 * side_m, center.1 * side_m);
            let half = (half.0 * side_m, half.1 * side_m);
            let overview = density.overview(center, half);
            assert_counts_are_true(&world, &overview);
            prop_assert!(overview.columns <= OVERVIEW_SIDE_CELLS_MAX);
            prop_assert!(overview.columns * overview.rows <= OVERVIEW_CELLS_MAX);
            prop_assert!(overview.columns as f32 * overview.cell_m <= side_m);
            // All that shows is covered.
            let covers = |corner_m: f32, cells: u32, center_m: f32, half_m: f32| {
                let end_m = corner_m + cells as f32 * overview.cell_m;
                let is_whole = cells as f32 * overview.cell_m == side_m;
                let off_m = 0.001;
                is_whole || (corner_m <= center_m - half_m + off_m && end_m >= center_m + half_m - off_m)
            };
            prop_assert!(covers(overview.x_m, overview.columns, center.0, half.0));
            prop_assert!(covers(overview.y_m, overview.rows, center.1, half.1));
        }
    }

    #[test]
    fn the_whole_world_is_counted_once_wherever_one_looks() {
        let (world, density) = counted(640.0, 3);
        let rocks: u32 = world.counts()[1..4].iter().sum();
        for center in [(0.0, 0.0), (-320.0, 319.0), (100.0, -7.5)] {
            let overview = density.overview(center, (320.0, 320.0));
            let told: u32 = overview.rocks.0.iter().copied().map(u32::from).sum();
            assert_eq!(told, rocks);
            assert_eq!((overview.columns, overview.rows), (40, 40));
        }
    }

    #[test]
    fn a_smaller_view_has_finer_cells() {
        let (_, density) = counted(1280.0, 3);
        let cell_m = |half_m| density.cells((5.0, 5.0), (half_m, half_m * 0.5)).cell_m;
        assert_eq!(
            [90.0, 180.0, 360.0, 640.0].map(cell_m),
            [4.0, 8.0, 16.0, 32.0]
        );
    }
}
