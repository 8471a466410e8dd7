//! Any view from above.

use asteroids_shared::protocol::{Cells, Marks, Notable, Overview};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{name, number, whole};

pub fn overview() -> impl Strategy<Value = Overview> {
    let grids = (number(), number(), 1.0f32..100.0, 1u32..=40, 1u32..=40);
    let grids = grids.prop_map(|(x_m, y_m, cell_m, columns, rows)| Cells {
        corner_m: (x_m, y_m),
        cell_m,
        columns,
        rows,
    });
    grids.prop_flat_map(|cells| {
        let counts = || vec(any::<u8>(), (cells.columns * cells.rows) as usize);
        (Just(cells), counts(), counts())
            .prop_map(|(cells, ships, rocks)| Overview::new(cells, ships, rocks))
    })
}

pub fn notable() -> impl Strategy<Value = Notable> {
    let place = (any::<i16>(), any::<i16>(), any::<i8>(), any::<i8>());
    let why = (any::<u8>(), whole(), whole());
    (whole(), name(), place, why).prop_map(|(player, name, place, why)| {
        let (x_m, y_m, vx_mps, vy_mps) = place;
        let (marks, rival, worth) = why;
        Notable {
            player,
            name,
            x_m,
            y_m,
            vx_mps,
            vy_mps,
            marks: Marks(marks),
            rival,
            worth,
        }
    })
}
