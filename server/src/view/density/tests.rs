use super::*;
use crate::world::{Command, WorldSettings};
use proptest::prelude::*;

/// Each cell has as many ships and rocks as are where it says to be.
fn assert_counts_are_true(world: &World, overview: &Overview) {
    let (torus, side) = (world.torus(), overview.cell_m);
    let cells = (overview.columns * overview.rows) as usize;
    let mut counted = [vec![0u32; cells], vec![0u32; cells]];
    for entity in world.entities() {
        let is_rock = [Kind::RockLarge, Kind::RockMedium, Kind::RockSmall].contains(&entity.kind);
        if !is_rock && entity.kind != Kind::Ship {
            continue;
        }
        // From the corner to the right and upwards, over the seam.
        let along = |to_m: f32, from_m: f32, extent_m: f32, cells: u32| {
            let way_m = (f64::from(to_m) - f64::from(from_m)).rem_euclid(extent_m.into());
            let cell = (way_m / f64::from(side)) as u32;
            let is_whole = f64::from(side) * f64::from(cells) > f64::from(extent_m) * 0.999_999;
            let cell = if is_whole { cell.min(cells - 1) } else { cell };
            (cell < cells).then_some(cell)
        };
        let (x_m, y_m) = entity.motion.position();
        let column = along(x_m, overview.x_m, torus.width_m, overview.columns);
        let row = along(y_m, overview.y_m, torus.height_m, overview.rows);
        if let (Some(column), Some(row)) = (column, row) {
            counted[usize::from(is_rock)][(row * overview.columns + column) as usize] += 1;
        }
    }
    for (told, counted) in [&overview.ships, &overview.rocks].into_iter().zip(counted) {
        let told: Vec<u32> = told.0.iter().copied().map(u32::from).collect();
        let counted: Vec<u32> = counted.into_iter().map(|count| count.min(255)).collect();
        assert_eq!(told, counted);
    }
}

fn counted(side_m: f32, seed: u64) -> (World, Density) {
    counted_in(WorldSettings::of_side(seed, side_m))
}

fn counted_in(settings: WorldSettings) -> (World, Density) {
    let mut world = World::new(settings);
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_a_world_of_any_shape_everything_is_counted_once_where_it_is(
        (width_m, height_m) in (100f32..1_300.0, 100f32..1_300.0),
        is_square in prop::bool::weighted(0.2),
        seed in 0u64..50,
        center in (-0.5f32..0.5, -0.5f32..0.5),
        half in (0.05f32..=0.5, 0.05f32..=0.5),
    ) {
        let torus = match is_square {
            true => Torus::square(width_m),
            false => Torus { width_m, height_m },
        };
        let Torus { width_m, height_m } = torus;
        let usual = WorldSettings::of_side(seed, width_m.min(height_m));
        let (world, density) = counted_in(WorldSettings { torus, ..usual });
        let center = (center.0 * width_m, center.1 * height_m);
        let all = density.overview(center, (width_m * 0.5, height_m * 0.5));
        let sum = |told: &[u8]| told.iter().copied().map(u32::from).sum::<u32>();
        let counts = world.counts();
        prop_assert_eq!(sum(&all.ships.0), counts[Kind::Ship as usize]);
        prop_assert_eq!(sum(&all.rocks.0), counts[1..4].iter().sum::<u32>());
        let half = (half.0 * width_m, half.1 * height_m);
        let part = density.overview(center, half);
        for overview in [&all, &part] {
            let Overview { cell_m, columns, rows, .. } = *overview;
            prop_assert!(columns.max(rows) <= OVERVIEW_SIDE_CELLS_MAX);
            prop_assert!(columns * rows <= OVERVIEW_CELLS_MAX);
            // No place is in two cells but for a part of the last.
            prop_assert!((columns - 1) as f32 * cell_m < width_m);
            prop_assert!((rows - 1) as f32 * cell_m < height_m);
            if !is_square {
                assert_counts_are_true(&world, overview);
            }
        }
        let covers = |corner_m: f32, cells: u32, center_m: f32, half_m: f32, extent_m: f32| {
            let (size_m, off_m) = (cells as f32 * part.cell_m, 0.001);
            let (before_m, after_m) = (center_m - half_m - corner_m, center_m + half_m - corner_m);
            size_m > extent_m - off_m || (before_m >= -off_m && after_m <= size_m + off_m)
        };
        prop_assert!(covers(part.x_m, part.columns, center.0, half.0, width_m));
        prop_assert!(covers(part.y_m, part.rows, center.1, half.1, height_m));
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
