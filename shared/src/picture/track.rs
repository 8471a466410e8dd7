//! The known course of one entity.

use crate::rules::seconds;
use crate::{Controls, Dynamics, Motion, Tick, Torus};

/// No course is followed further than this: an entity in view is told anew long
/// before, so only a server that breaks the protocol gets here.
const STEPS_MAX: Tick = seconds(120);

/// Where an entity is at a tick, and what it holds from then on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Track {
    /// The motion at the tick.
    pub motion: Motion,
    /// When it is there.
    pub tick: Tick,
    /// The steering held from then on.
    pub controls: Controls,
}

impl Track {
    /// Follows the course to a later tick. An earlier one changes nothing.
    pub fn advance_to(&mut self, tick: Tick, dynamics: &Dynamics, torus: &Torus) {
        let steps = tick.saturating_sub(self.tick).min(STEPS_MAX);
        for _ in 0..steps {
            self.motion.advance(self.controls, dynamics, torus);
        }
        self.tick = self.tick.max(tick);
    }
}
