//! Counts over all of a square world.

use super::Tallied;
use super::span::{Span, cell_at};

/// Counts over all of the world, each of which stops at 255.
#[derive(Debug)]
pub struct Grid {
    /// How many cells it has along a side.
    pub side: usize,
    /// Row by row from below.
    pub ships: Vec<u8>,
    pub rocks: Vec<u8>,
}

impl Grid {
    /// Of so many cells along a side, with nothing in them.
    pub fn of(side: usize) -> Self {
        Self {
            side,
            ships: vec![0; side * side],
            rocks: vec![0; side * side],
        }
    }

    /// Those of its counts that lie in these cells.
    pub fn cut(&self, counts: &[u8], columns: Span, rows: Span) -> Vec<u8> {
        let mut cut = Vec::with_capacity(columns.count * rows.count);
        for row in rows.indices(self.side) {
            let row = &counts[row * self.side..][..self.side];
            cut.extend(columns.indices(self.side).map(|column| row[column]));
        }
        cut
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

/// Counts what there is in a square world of this side, in each grid.
pub fn count_in(
    grids: &mut [Grid],
    side_m: f32,
    found: impl Iterator<Item = (Tallied, (f32, f32))>,
) {
    let Some((finest, coarser)) = grids.split_last_mut() else {
        return;
    };
    finest.ships.fill(0);
    finest.rocks.fill(0);
    let side = finest.side;
    let cell_m = f64::from(side_m) / side as f64;
    let cell = |value_m: f32| (cell_at(value_m.into(), side_m, cell_m) as usize).min(side - 1);
    for (tallied, (x_m, y_m)) in found {
        let counts = match tallied {
            Tallied::Ship => &mut finest.ships,
            Tallied::Rock => &mut finest.rocks,
        };
        let count = &mut counts[cell(y_m) * side + cell(x_m)];
        *count = count.saturating_add(1);
    }
    let mut fine: &Grid = finest;
    for coarse in coarser.iter_mut().rev() {
        coarse.sum(fine);
        fine = coarse;
    }
}
