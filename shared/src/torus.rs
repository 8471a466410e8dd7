//! Arithmetic on the wrapping world.

use serde::{Deserialize, Serialize};

/// The room as a flat torus: x in [−width/2, width/2), y in [−height/2, height/2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Torus {
    /// Extent along x in metres, greater than 0.
    pub width_m: f32,
    /// Extent along y in metres, greater than 0.
    pub height_m: f32,
}

impl Torus {
    /// A square world with sides of `side_m` metres.
    pub const fn square(side_m: f32) -> Self {
        Self {
            width_m: side_m,
            height_m: side_m,
        }
    }

    /// Brings a point back into the world. The point may lie at most one world
    /// outside, which is further than anything flies in a tick.
    #[inline]
    pub fn wrap(&self, x: f32, y: f32) -> (f32, f32) {
        (wrap_axis(x, self.width_m), wrap_axis(y, self.height_m))
    }

    /// The place in the world that any finite point stands for, however far
    /// outside it lies.
    pub fn fold(&self, x: f32, y: f32) -> (f32, f32) {
        let near = |value: f32, extent: f32| value.rem_euclid(extent) - extent * 0.5;
        let (half_width_m, half_height_m) = (self.width_m * 0.5, self.height_m * 0.5);
        self.wrap(
            near(x + half_width_m, self.width_m),
            near(y + half_height_m, self.height_m),
        )
    }

    /// The shortest way from `from` to `to`, as (dx, dy) in metres, each within
    /// half a world.
    #[inline]
    pub fn delta(&self, from: (f32, f32), to: (f32, f32)) -> (f32, f32) {
        (
            wrap_axis(to.0 - from.0, self.width_m),
            wrap_axis(to.1 - from.1, self.height_m),
        )
    }

    /// The square of the shortest distance between two points, in m².
    #[inline]
    pub fn distance_squared(&self, a: (f32, f32), b: (f32, f32)) -> f32 {
        let (dx, dy) = self.delta(a, b);
        dx * dx + dy * dy
    }
}

#[inline]
fn wrap_axis(value: f32, extent: f32) -> f32 {
    let half = extent * 0.5;
    if value >= half {
        value - extent
    } else if value < -half {
        // The sum can round up to `half` itself, which is outside.
        let wrapped = value + extent;
        if wrapped >= half { -half } else { wrapped }
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_wrapped_point_is_inside(x in -1200.0f32..1200.0, y in -1200.0f32..1200.0) {
            let (x, y) = Torus::square(800.0).wrap(x, y);
            prop_assert!((-400.0..400.0).contains(&x) && (-400.0..400.0).contains(&y));
        }

        #[test]
        fn any_point_has_its_place(x in proptest::num::f32::NORMAL, y in -1e6f32..1e6) {
            let (x, y) = Torus::square(800.0).fold(x, y);
            prop_assert!((-400.0..400.0).contains(&x) && (-400.0..400.0).contains(&y));
        }

        #[test]
        fn the_way_there_is_the_way_back(ax in -400.0f32..400.0, bx in -400.0f32..400.0) {
            let torus = Torus::square(800.0);
            let (there, _) = torus.delta((ax, 0.0), (bx, 0.0));
            let (back, _) = torus.delta((bx, 0.0), (ax, 0.0));
            prop_assert!(there.abs() <= 400.0);
            prop_assert!((there + back).abs() < 1e-3 || (there.abs() - 400.0).abs() < 1e-3);
        }
    }

    #[test]
    fn a_point_just_left_of_the_world_does_not_land_on_the_excluded_edge() {
        let (x, _) = Torus::square(800.0).wrap(-400.000_03, 0.0);
        assert!((-400.0..400.0).contains(&x));
    }
}
