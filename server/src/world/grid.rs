//! Which entities are near a place: uniform cells over the torus. The index is
//! made anew each tick and kept true in between.

use asteroids_shared::{EntityId, Kind, Motion, Torus};

/// The least side of a cell in metres. Cells are as much larger as it takes for
/// a whole number of them to fill the world.
const CELL_SIDE_M: f32 = 16.0;
/// How much wider a search reaches than asked, so that rounding at the border
/// of a cell loses nothing.
const ROUNDING_M: f32 = 0.01;
/// Where spots are put whose entities are gone: near nothing.
const NOWHERE: (f32, f32) = (f32::INFINITY, f32::INFINITY);

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
    pub(super) const fn new(id: EntityId, kind: Kind, motion: &Motion) -> Self {
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
pub(super) struct Grid {
    x: Axis,
    y: Axis,
    /// Row by row, and in a row cell by cell.
    spots: Vec<Spot>,
    /// Where in `spots` each cell begins, and at the end their number.
    begins: Vec<u32>,
    /// What came, or came elsewhere, since the index was made.
    late: Vec<Spot>,
    /// By id: its index in `spots`, or behind them in `late`. Means nothing for
    /// ids that are not in the grid.
    places: Vec<u32>,
    // Kept from tick to tick for its memory alone.
    unsorted: Vec<(u32, Spot)>,
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

    /// The cells that a span covers, each once: from the first to the end of the
    /// axis, and what is left from its beginning.
    fn span(&self, center_m: f32, half_m: f32) -> [(usize, usize); 2] {
        let cell =
            |value_m: f32| ((value_m + self.half_extent_m) * self.cells_per_m).floor() as isize;
        let first = cell(center_m - half_m - ROUNDING_M);
        let last = cell(center_m + half_m + ROUNDING_M);
        let covered = usize::try_from(last - first + 1)
            .unwrap_or(0)
            .min(self.count);
        let start = first.rem_euclid(self.count as isize) as usize;
        let end = start + covered;
        [
            (start, end.min(self.count)),
            (0, end.saturating_sub(self.count)),
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
            unsorted: Vec::new(),
        }
    }

    fn cell_at(&self, (x_m, y_m): (f32, f32)) -> u32 {
        (self.y.cell(y_m) * self.x.count + self.x.cell(x_m)) as u32
    }

    /// Makes the index anew of all there is now: a counting sort by cell.
    pub fn rebuild(&mut self, spots: impl Iterator<Item = Spot>) {
        self.late.clear();
        self.begins.fill(0);
        let mut unsorted = std::mem::take(&mut self.unsorted);
        unsorted.extend(spots.map(|spot| (self.cell_at(spot.at), spot)));
        for (cell, spot) in &unsorted {
            self.begins[*cell as usize] += 1;
            self.make_place(spot.id);
        }
        let mut end = 0;
        for begin in &mut self.begins {
            end += *begin;
            *begin = end;
        }
        // From the last one to the first each takes the end of its cell, and the
        // ends become beginnings.
        if let Some((_, any)) = unsorted.first() {
            self.spots.resize(unsorted.len(), *any);
        } else {
            self.spots.clear();
        }
        for (cell, spot) in unsorted.drain(..).rev() {
            let begin = &mut self.begins[cell as usize];
            *begin -= 1;
            self.spots[*begin as usize] = spot;
            self.places[spot.id as usize] = *begin;
        }
        self.unsorted = unsorted;
    }

    fn make_place(&mut self, id: EntityId) {
        if self.places.len() <= id as usize {
            self.places.resize(id as usize + 1, 0);
        }
    }

    pub fn insert(&mut self, spot: Spot) {
        self.make_place(spot.id);
        self.places[spot.id as usize] = (self.spots.len() + self.late.len()) as u32;
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

    /// Every spot, in a repeatable order.
    pub fn all(&self) -> impl Iterator<Item = &Spot> {
        let all = self.spots.iter().chain(&self.late);
        all.filter(|spot| spot.at != NOWHERE)
    }

    /// Every entity in a cell that the rectangle touches, each once, and some
    /// that are elsewhere.
    pub fn candidates(&self, center: (f32, f32), half: (f32, f32)) -> impl Iterator<Item = &Spot> {
        self.runs(center, half).flatten()
    }

    /// The same, in runs of neighbours.
    pub fn runs(
        &self,
        (x_m, y_m): (f32, f32),
        (half_x_m, half_y_m): (f32, f32),
    ) -> impl Iterator<Item = &[Spot]> {
        let columns = self.x.span(x_m, half_x_m);
        let rows = self.y.span(y_m, half_y_m);
        let rows = rows.into_iter().flat_map(|(first, end)| first..end);
        rows.flat_map(move |row| columns.map(|(first, end)| self.run(row, first, end)))
            .chain([&self.late[..]])
    }

    /// The spots in neighbouring cells of a row.
    fn run(&self, row: usize, first: usize, end: usize) -> &[Spot] {
        let cell = row * self.x.count;
        let [begin, end] = [first, end].map(|column| self.begins[cell + column] as usize);
        &self.spots[begin..end.max(begin)]
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
            grid.rebuild(all(&points[..early]).into_iter());
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
                let there = grid.candidates(center, half).filter(|spot| spot.at != NOWHERE);
                let mut found: Vec<_> = there.map(|spot| spot.id).collect();
                found.sort_unstable();
                prop_assert!(found.windows(2).all(|pair| pair[0] != pair[1]));
                for there in all(&points) {
                    let (dx, dy) = torus.delta(center, there.at);
                    if dx.abs() <= half.0 && dy.abs() <= half.1 {
                        prop_assert!(found.binary_search(&there.id).is_ok());
                    }
                }
                grid.rebuild(all(&points).into_iter());
            }
        }
    }
}
