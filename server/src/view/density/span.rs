//! Cells along an axis.

/// A part of a cell that is none of its own, but a rounding error.
const SLIVER: f64 = 1e-6;

/// Cells along an axis, from the first that a view touches on. The first may lie beyond
/// the seam.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub first: isize,
    pub count: usize,
    /// Whether there are no others. Then the last may reach into the first over the seam,
    /// and has nothing there.
    pub is_whole: bool,
}

impl Span {
    /// The cells of this side that a view touches along an axis, each once.
    pub fn over(center_m: f32, half_m: f32, extent_m: f32, cell_m: f64) -> Self {
        let all = (f64::from(extent_m) / cell_m - SLIVER).ceil().max(1.0) as isize;
        let cell = |value_m: f64| cell_at(value_m, extent_m, cell_m).floor() as isize;
        let (center_m, half_m) = (f64::from(center_m), f64::from(half_m));
        let (first, last) = (cell(center_m - half_m), cell(center_m + half_m));
        let is_whole = last - first >= all - 1;
        Self {
            // All of the world lies around the middle of the view.
            first: match is_whole {
                true => cell(center_m) - all / 2,
                false => first,
            },
            count: all.min(last - first + 1) as usize,
            is_whole,
        }
    }

    /// Where these cells are in a grid with so many along a side.
    pub fn indices(self, side: usize) -> impl Iterator<Item = usize> {
        let first = self.first.rem_euclid(side as isize) as usize;
        (first..first + self.count)
            .map(move |index| if index < side { index } else { index - side })
    }
}

/// How many cells lie before a place along an axis; negative beyond the seam. In
/// double precision, so that what lies at a border is in the cell that is told.
pub fn cell_at(value_m: f64, extent_m: f32, cell_m: f64) -> f64 {
    (value_m + f64::from(extent_m) * 0.5) / cell_m
}
