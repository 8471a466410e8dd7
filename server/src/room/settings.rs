//! What a room is made from.

use asteroids_shared::Tick;

use super::fleet::Fleet;
use crate::view::ViewSettings;
use crate::world::WorldSettings;

/// What a room is made from.
#[derive(Clone, Debug)]
pub struct RoomSettings {
    /// The number of the room, from 1.
    pub room: u32,
    /// How many people may fly.
    pub capacity: u32,
    /// The population that bots fill the room to, 0 for no bots.
    pub bots: u32,
    /// What those bots fly by.
    pub fleet: Fleet,
    /// The world.
    pub world: WorldSettings,
    /// What clients are told.
    pub view: ViewSettings,
    /// How many ticks later than they happen things are shown to those who watch.
    pub watch_delay_ticks: Tick,
}
