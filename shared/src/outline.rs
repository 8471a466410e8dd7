//! The outlines of things, in metres around their centre, heading along +x.
//! What collides on the server is the convex hull of what the client draws.

/// How many corners an asteroid has.
pub const ROCK_CORNERS: usize = 12;

/// The seed of the outline that all comets have.
pub const COMET_OUTLINE: u16 = 9;

/// The corners of a ship: nose, left wing, notch, right wing.
pub const SHIP: [(f32, f32); 4] = [(1.3, 0.0), (-0.95, 0.85), (-0.6, 0.0), (-0.95, -0.85)];

/// Unit vectors every 30 degrees. A table, so that both sides and every
/// platform have the same bits.
const DIRECTIONS: [(f32, f32); ROCK_CORNERS] = {
    const HALF: f32 = 0.5;
    const ROOT: f32 = 0.866_025_4;
    [
        (1.0, 0.0),
        (ROOT, HALF),
        (HALF, ROOT),
        (0.0, 1.0),
        (-HALF, ROOT),
        (-ROOT, HALF),
        (-1.0, 0.0),
        (-ROOT, -HALF),
        (-HALF, -ROOT),
        (0.0, -1.0),
        (HALF, -ROOT),
        (ROOT, -HALF),
    ]
};

/// The corners of the asteroid with this seed, counter-clockwise. Each lies
/// between 0.7 and 1 times `radius_m` from the centre; the distances come from
/// the high bytes of Marsaglia's xorshift32, stepped once a corner.
pub fn rock(seed: u16, radius_m: f32) -> [(f32, f32); ROCK_CORNERS] {
    // Spread the seed over the word: xorshift needs a state that is not 0.
    let mut state = (u32::from(seed) + 1).wrapping_mul(0x9E37_79B1);
    DIRECTIONS.map(|(x, y)| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let distance_m = radius_m * (0.7 + 0.3 * ((state >> 24) as f32 / 255.0));
        (x * distance_m, y * distance_m)
    })
}

/// The tips of a mine, counter-clockwise.
pub fn mine(radius_m: f32) -> [(f32, f32); ROCK_CORNERS / 2] {
    std::array::from_fn(|tip| {
        let (x, y) = DIRECTIONS[2 * tip];
        (x * radius_m, y * radius_m)
    })
}

/// The corners of a saucer, counter-clockwise and convex.
pub fn saucer(radius_m: f32) -> [(f32, f32); 8] {
    [
        (1.0, 0.0),
        (0.5, 0.35),
        (0.25, 0.65),
        (-0.25, 0.65),
        (-0.5, 0.35),
        (-1.0, 0.0),
        (-0.5, -0.35),
        (0.5, -0.35),
    ]
    .map(|(x, y)| (x * radius_m, y * radius_m))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seed_gives_a_rock_within_its_radius() {
        for seed in 0..=u16::MAX {
            for (x, y) in rock(seed, 4.0) {
                let distance_m = (x * x + y * y).sqrt();
                assert!(
                    (2.79..=4.01).contains(&distance_m),
                    "seed {seed}: {distance_m}"
                );
            }
        }
    }

    #[test]
    fn two_seeds_give_two_rocks() {
        assert_ne!(rock(1, 4.0), rock(2, 4.0));
    }
}
