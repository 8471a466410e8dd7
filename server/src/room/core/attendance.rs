//! Who is connected to a room, by this process and by others.

use super::Room;
use crate::room::gallery::Gallery;
use crate::room::member::Attendance;

impl Room {
    /// Whether nobody flies, may come back, or watches by this process.
    pub fn is_deserted(&self) -> bool {
        !self.has_clients() && self.state.pilots().count() == 0
    }

    /// Whether anybody is connected to this process.
    pub fn has_clients(&self) -> bool {
        let is_watched = self.gallery.as_ref().is_some_and(|it| !it.is_alone());
        is_watched || !self.telling.is_alone()
    }

    /// Who is connected to this process.
    pub fn attendance(&self) -> Attendance {
        let in_gallery = self.gallery.as_ref().map_or(0, Gallery::spectators);
        Attendance {
            has_clients: self.has_clients(),
            spectators: self.telling.spectators() + in_gallery,
        }
    }

    /// How many watch by other edges.
    pub fn spectators_elsewhere(&self) -> u32 {
        self.spectators_elsewhere
    }

    /// So many watch by other edges.
    pub fn hear_of_spectators_elsewhere(&mut self, spectators: u32) {
        self.spectators_elsewhere = spectators;
    }

    /// Has those who are told how many watch be told of all.
    pub(super) fn count_spectators(&mut self) {
        let mut elsewhere = self.spectators_elsewhere;
        if let Some(gallery) = &mut self.gallery {
            gallery.count_elsewhere(elsewhere);
            elsewhere += gallery.spectators();
        }
        self.telling.count_elsewhere(elsewhere);
    }
}
