//! The shift that puts what lies beyond the seam beside its neighbours on rapier's
//! plane, which has none.

use asteroids_shared::{Motion, Torus};

/// A shift by whole worlds along each axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worlds {
    x: i8,
    y: i8,
}

impl Worlds {
    /// The shift of a neighbour at `there` of who is at `here` and shifted by this.
    pub fn next(self, here: (f32, f32), there: (f32, f32), torus: &Torus) -> Self {
        let over = |here: f32, there: f32, extent_m: f32| {
            i8::from(there - here < extent_m * -0.5) - i8::from(there - here >= extent_m * 0.5)
        };
        Self {
            x: self.x.saturating_add(over(here.0, there.0, torus.width_m)),
            y: self.y.saturating_add(over(here.1, there.1, torus.height_m)),
        }
    }

    /// A motion in the world, where it is on the plane.
    pub fn shift(self, motion: &Motion, torus: &Torus) -> Motion {
        Motion {
            x_m: motion.x_m + f32::from(self.x) * torus.width_m,
            y_m: motion.y_m + f32::from(self.y) * torus.height_m,
            ..*motion
        }
    }

    /// The inverse of [`Self::shift`].
    pub fn unshift(self, motion: &Motion, torus: &Torus) -> Motion {
        Motion {
            x_m: motion.x_m - f32::from(self.x) * torus.width_m,
            y_m: motion.y_m - f32::from(self.y) * torus.height_m,
            ..*motion
        }
    }
}
