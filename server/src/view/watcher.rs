//! Who looks, and how often it is told.

use asteroids_shared::rules::DT_S;
use asteroids_shared::{EntityId, PlayerId, Tick};

/// By how many ticks clients show the world ahead of their last frame, besides
/// the time between two frames.
const CLIENT_LEAD_TICKS: Tick = 2;
/// What is further from the middle of a view is distant, in metres.
const DISTANT_M: f32 = 20.0;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Watcher {
    /// The player, 0 for a spectator.
    pub player: PlayerId,
    /// The player's ship, 0 for none. It is told before all else.
    pub ship: EntityId,
    /// The middle of the view, in metres.
    pub center: (f32, f32),
    /// How the middle moves, in m/s.
    pub velocity: (f32, f32),
    /// How often it is told.
    pub cadence: Cadence,
}

/// How often a client is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cadence {
    /// It gets a frame every so many ticks at the most.
    pub every_ticks: Tick,
    /// Whether what is distant is told with every second frame only.
    pub spares_distant: bool,
}

impl Watcher {
    /// How far ahead to look for what will come into sight.
    pub(super) fn lookahead_s(&self) -> f32 {
        (self.cadence.every_ticks + CLIENT_LEAD_TICKS) as f32 * DT_S
    }

    /// Whether news that have waited so long about something so distant wait for
    /// the next frame.
    pub(super) fn spares(&self, distance_m2: f32, waited_ticks: Tick) -> bool {
        self.cadence.spares_distant
            && distance_m2 > DISTANT_M * DISTANT_M
            && waited_ticks <= self.cadence.every_ticks
    }
}
