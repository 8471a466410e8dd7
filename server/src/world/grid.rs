//! Which entities are near a place: uniform cells over the torus, kept up to
//! date as things move.

use asteroids_shared::{EntityId, Torus};

/// The least side of a cell in metres. Cells are as much larger as it takes for
/// a whole number of them to fill the world.
const CELL_SIDE_M: f32 = 16.0;
/// How much wider a search reaches than asked, so that rounding at the border
/// of a cell loses nothing.
const ROUNDING_M: f32 = 0.01;

/// Entities by cell.
#[derive(Debug)]
pub(super) struct Grid {
    x: Axis,
    y: Axis,
    cells: Vec<Vec<EntityId>>,
    /// By id: where it stands. Means nothing for ids that are not in the grid.
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    cell: u32,
    index: u32,
}

/// How a coordinate becomes a column or a row.
#[derive(Clone, Copy, Debug)]
struct Axis {
    count: usize,
    half_extent_m: f32,
    cells_per_m: f32,
}

impl Axis {
    fn new(extent_m: f32) -> Self {
        let count = ((extent_m / CELL_SIDE_M) as usize).max(1);
        Self {
            count,
            half_extent_m: extent_m * 0.5,
            cells_per_m: count as f32 / extent_m,
        }
    }

    fn cell(&self, value_m: f32) -> usize {
        let cell = (value_m + self.half_extent_m) * self.cells_per_m;
        (cell as usize).min(self.count - 1)
    }

    /// The first cell of a span and how many it covers, at most all.
    fn span(&self, center_m: f32, half_m: f32) -> (usize, usize) {
        let cell =
            |value_m: f32| ((value_m + self.half_extent_m) * self.cells_per_m).floor() as isize;
        let first = cell(center_m - half_m - ROUNDING_M);
        let last = cell(center_m + half_m + ROUNDING_M);
        let covered = usize::try_from(last - first + 1).unwrap_or(0);
        let start = first.rem_euclid(self.count as isize) as usize;
        (start, covered.min(self.count))
    }
}

impl Grid {
    pub fn new(torus: &Torus) -> Self {
        let (x, y) = (Axis::new(torus.width_m), Axis::new(torus.height_m));
        Self {
            x,
            y,
            cells: vec![Vec::new(); x.count * y.count],
            places: Vec::new(),
        }
    }

    fn cell_at(&self, (x_m, y_m): (f32, f32)) -> u32 {
        (self.y.cell(y_m) * self.x.count + self.x.cell(x_m)) as u32
    }

    pub fn insert(&mut self, id: EntityId, at: (f32, f32)) {
        if self.places.len() <= id as usize {
            self.places.resize(id as usize + 1, Place::default());
        }
        let cell = self.cell_at(at);
        self.enter(id, cell);
    }

    pub fn remove(&mut self, id: EntityId) {
        let Place { cell, index } = self.places[id as usize];
        let ids = &mut self.cells[cell as usize];
        ids.swap_remove(index as usize);
        if let Some(&moved) = ids.get(index as usize) {
            self.places[moved as usize].index = index;
        }
    }

    pub fn follow(&mut self, id: EntityId, to: (f32, f32)) {
        let cell = self.cell_at(to);
        if self.places[id as usize].cell != cell {
            self.remove(id);
            self.enter(id, cell);
        }
    }

    fn enter(&mut self, id: EntityId, cell: u32) {
        let ids = &mut self.cells[cell as usize];
        self.places[id as usize] = Place {
            cell,
            index: ids.len() as u32,
        };
        ids.push(id);
    }

    /// Every entity in a cell that the rectangle touches, each once.
    pub fn candidates(
        &self,
        (x_m, y_m): (f32, f32),
        (half_x_m, half_y_m): (f32, f32),
    ) -> impl Iterator<Item = EntityId> {
        let (column, columns) = self.x.span(x_m, half_x_m);
        let (row, rows) = self.y.span(y_m, half_y_m);
        (row..row + rows).flat_map(move |row| {
            let row = row % self.y.count * self.x.count;
            (column..column + columns)
                .flat_map(move |column| &self.cells[row + column % self.x.count])
                .copied()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn coordinate() -> impl Strategy<Value = f32> {
        prop_oneof![-50.0f32..50.0, Just(-50.0), Just(49.999_996), Just(0.0)]
    }

    proptest! {
        #[test]
        fn whatever_is_near_is_found_once(
            points in prop::collection::vec((coordinate(), coordinate()), 1..60),
            moves in prop::collection::vec((coordinate(), coordinate()), 1..60),
            center in (coordinate(), coordinate()),
            half in (0.0f32..70.0, 0.0f32..70.0),
        ) {
            let torus = Torus::square(100.0);
            let mut grid = Grid::new(&torus);
            let mut points = points;
            for (index, point) in points.iter().enumerate() {
                grid.insert(index as EntityId, *point);
            }
            for (index, to) in moves.iter().enumerate().take(points.len()) {
                points[index] = *to;
                grid.follow(index as EntityId, *to);
            }
            let mut found: Vec<_> = grid.candidates(center, half).collect();
            found.sort_unstable();
            prop_assert!(found.windows(2).all(|pair| pair[0] != pair[1]));
            for (index, point) in points.iter().enumerate() {
                let (dx, dy) = torus.delta(center, *point);
                if dx.abs() <= half.0 && dy.abs() <= half.1 {
                    prop_assert!(found.binary_search(&(index as EntityId)).is_ok());
                }
            }
        }
    }
}
