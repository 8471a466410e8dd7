//! Which entities are near a place: uniform cells over the torus. They are
//! sorted anew each tick and kept true in between.

use asteroids_shared::{EntityId, Kind, Motion, Torus};

/// The least side of a cell in metres. Cells are as much larger as it takes for
/// a whole number of them to fill the world.
const CELL_SIDE_M: f32 = 16.0;
/// How much wider a search reaches than asked, so that rounding at the border
/// of a cell loses nothing.
const ROUNDING_M: f32 = 0.01;
/// Where spots are put whose entities are gone: near nothing.
const NOWHERE: (f32, f32) = (f32::INFINITY, f32::INFINITY);

const NOBODY: Spot = Spot {
    id: 0,
    kind: Kind::RockSmall,
    at: NOWHERE,
    velocity: (0.0, 0.0),
};

/// Where an entity is and how it moves: what a search needs to see of it.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// Whose spot it is.
    pub id: EntityId,
    /// What is there.
    pub kind: Kind,
    /// Where, in metres.
    pub at: (f32, f32),
    /// How it moves, in m/s.
    pub velocity: (f32, f32),
}

impl Spot {
    pub(crate) const fn new(id: EntityId, kind: Kind, motion: &Motion) -> Self {
        Self {
            id,
            kind,
            at: (motion.x_m, motion.y_m),
            velocity: (motion.vx_mps, motion.vy_mps),
        }
    }
}

/// Entities by cell.
#[derive(Debug)]
pub(crate) struct Grid {
    x: Axis,
    y: Axis,
    /// Row by row, and in a row cell by cell.
    spots: Vec<Spot>,
    /// Where in `spots` each cell begins, and at the end their number.
    begins: Vec<u32>,
    /// What came, or came elsewhere, since the spots were sorted.
    late: Vec<Spot>,
    /// By id: its index in `spots`, or behind them in `late`. Means nothing for
    /// ids that are not in the grid.
    places: Vec<u32>,
    // Kept from tick to tick for its memory alone.
    cells: Vec<u32>,
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

    /// The cells that a span covers, each once: up to the end of the axis, and
    /// what is left from its beginning. The centre is within the world.
    fn span(&self, center_m: f32, half_m: f32) -> [(usize, usize); 2] {
        let count = self.count as isize;
        let cell = |value_m: f32| {
            let cell = (value_m + self.half_extent_m) * self.cells_per_m;
            cell as isize - isize::from(cell < 0.0)
        };
        let first = cell(center_m - half_m - ROUNDING_M);
        let last = cell(center_m + half_m + ROUNDING_M);
        if last - first >= count - 1 {
            return [(0, self.count), (0, 0)];
        }
        let start = if first < 0 {
            first + count
        } else if first >= count {
            first - count
        } else {
            first
        };
        let end = start + last - first + 1;
        [
            (start as usize, end.min(count) as usize),
            (0, (end - count).max(0) as usize),
        ]
    }
}

impl Grid {
    pub fn new(torus: &Torus) -> Self {
        let (x, y) = (Axis::new(torus.width_m), Axis::new(torus.height_m));
        Self {
            x,
            y,
            spots: Vec::new(),
            begins: vec![0; x.count * y.count + 1],
            late: Vec::new(),
            places: Vec::new(),
            cells: Vec::new(),
        }
    }

    fn cell_at(&self, (x_m, y_m): (f32, f32)) -> u32 {
        (self.y.cell(y_m) * self.x.count + self.x.cell(x_m)) as u32
    }

    /// Forgets everything but these, and sorts them by cell, by counting. Every id
    /// is below a bound.
    pub fn refill(&mut self, spots: impl Iterator<Item = Spot>, id_bound: usize) {
        self.begins.fill(0);
        self.cells.clear();
        self.late.clear();
        for spot in spots {
            let cell = self.cell_at(spot.at);
            self.cells.push(cell);
            self.begins[cell as usize] += 1;
            self.late.push(spot);
        }
        let mut end = 0;
        for begin in &mut self.begins {
            end += *begin;
            *begin = end;
        }
        // From the last one to the first each takes the end of its cell, and the
        // ends become beginnings.
        self.places.resize(id_bound, 0);
        self.spots.resize(self.late.len(), NOBODY);
        for (spot, cell) in self.late.drain(..).zip(&self.cells).rev() {
            let begin = &mut self.begins[*cell as usize];
            *begin -= 1;
            self.spots[*begin as usize] = spot;
            self.places[spot.id as usize] = *begin;
        }
    }

    pub fn insert(&mut self, spot: Spot) {
        let index = spot.id as usize;
        if self.places.len() <= index {
            self.places.resize(index + 1, 0);
        }
        self.places[index] = (self.spots.len() + self.late.len()) as u32;
        self.late.push(spot);
    }

    pub fn remove(&mut self, id: EntityId) {
        let place = self.places[id as usize] as usize;
        let sorted = self.spots.len();
        let spot = if place < sorted {
            &mut self.spots[place]
        } else {
            &mut self.late[place - sorted]
        };
        spot.at = NOWHERE;
    }

    /// The spot of every entity in a cell that the rectangle touches, each once,
    /// and some that are elsewhere; in runs of neighbours.
    pub fn runs(&self, (x_m, y_m): (f32, f32), (half_x_m, half_y_m): (f32, f32)) -> Runs<'_> {
        let [rows, rows_beyond] = self.y.span(y_m, half_y_m);
        Runs {
            grid: self,
            columns: self.x.span(x_m, half_x_m),
            side: 0,
            row: rows.0,
            rows_end: rows.1,
            rows_beyond,
            late: false,
        }
    }
}

/// Runs of spots, see [`Grid::runs`].
pub(crate) struct Runs<'a> {
    grid: &'a Grid,
    columns: [(usize, usize); 2],
    /// Which of the two ranges of columns comes next.
    side: usize,
    row: usize,
    rows_end: usize,
    /// Rows beyond the seam that are still to come.
    rows_beyond: (usize, usize),
    late: bool,
}

impl<'a> Iterator for Runs<'a> {
    type Item = &'a [Spot];

    fn next(&mut self) -> Option<&'a [Spot]> {
        while self.row < self.rows_end {
            let (first, end) = self.columns[self.side];
            let row = self.row * self.grid.x.count;
            if self.side == 1 || self.columns[1].1 == 0 {
                self.side = 0;
                self.row += 1;
                if self.row == self.rows_end {
                    (self.row, self.rows_end) = std::mem::take(&mut self.rows_beyond);
                }
            } else {
                self.side = 1;
            }
            let begin = self.grid.begins[row + first] as usize;
            let end = self.grid.begins[row + end] as usize;
            if begin < end {
                return Some(&self.grid.spots[begin..end]);
            }
        }
        if self.late {
            return None;
        }
        self.late = true;
        Some(&self.grid.late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn coordinate() -> impl Strategy<Value = f32> {
        prop_oneof![-50.0f32..50.0, Just(-50.0), Just(49.999_996), Just(0.0)]
    }

    fn spot(id: usize, at: (f32, f32)) -> Spot {
        Spot::new(id as EntityId, Kind::RockSmall, &Motion::at(at.0, at.1))
    }

    proptest! {
        #[test]
        fn whatever_is_near_is_found_once(
            points in prop::collection::vec((coordinate(), coordinate()), 1..60),
            moves in prop::collection::vec((coordinate(), coordinate()), 1..60),
            late in 0usize..60,
            gone in prop::collection::vec(1usize..60, 0..20),
            center in (coordinate(), coordinate()),
            half in (0.0f32..70.0, 0.0f32..70.0),
        ) {
            let torus = Torus::square(100.0);
            let mut grid = Grid::new(&torus);
            let mut points: Vec<_> = points.into_iter().map(Some).collect();
            points.insert(0, None);
            let all = |points: &[Option<(f32, f32)>]| -> Vec<Spot> {
                let there = points.iter().enumerate();
                there.filter_map(|(id, at)| Some(spot(id, (*at)?))).collect()
            };
            let early = late.min(points.len());
            grid.refill(all(&points[..early]).into_iter(), points.len());
            for new in all(&points).into_iter().filter(|new| new.id as usize >= early) {
                grid.insert(new);
            }
            for (id, to) in moves.iter().enumerate().take(points.len()).skip(1) {
                points[id] = Some(*to);
                grid.remove(id as EntityId);
                grid.insert(spot(id, *to));
            }
            for id in gone {
                if points.get_mut(id).and_then(Option::take).is_some() {
                    grid.remove(id as EntityId);
                }
            }
            for _ in 0..2 {
                let there = grid.runs(center, half).flatten().filter(|spot| spot.at != NOWHERE);
                let mut found: Vec<_> = there.map(|spot| spot.id).collect();
                found.sort_unstable();
                prop_assert!(found.windows(2).all(|pair| pair[0] != pair[1]));
                for there in all(&points) {
                    let (dx, dy) = torus.delta(center, there.at);
                    if dx.abs() <= half.0 && dy.abs() <= half.1 {
                        prop_assert!(found.binary_search(&there.id).is_ok());
                    }
                }
                grid.refill(all(&points).into_iter(), points.len());
            }
        }
    }
}
