//! What happens to those who fly by an edge that falls silent or is gone.

use asteroids_shared::PlayerId;

use super::State;
use super::command::{EdgeId, edge_of};
use crate::world;

impl State {
    pub(super) fn cut_edge(&mut self, edge: EdgeId) {
        self.silent.remove(&edge);
        let now = self.world.tick();
        for player in self.flown_by(edge) {
            self.pilots.cut(player, now);
            self.passed_on.push(world::Command::Absent {
                player,
                sheltered: true,
            });
        }
    }

    pub(super) fn shelter_edge(&mut self, edge: EdgeId, on: bool) {
        for player in self.flown_by(edge) {
            let command = world::Command::Shelter { player, on };
            self.passed_on.push(command);
        }
    }

    /// Who flies by an edge, by ascending player.
    fn flown_by(&self, edge: EdgeId) -> Vec<PlayerId> {
        let mut players = self.pilots.players();
        players.retain(|player| {
            let client = self.pilots.client_of(*player);
            client.is_some_and(|client| edge_of(client) == edge)
        });
        players
    }
}
