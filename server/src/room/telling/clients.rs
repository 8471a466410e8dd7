//! The connections of a room.

use std::collections::HashMap;

use asteroids_shared::PlayerId;
use asteroids_shared::protocol::Role;

use super::client::Client;
use crate::room::state::command::ClientId;

/// The connections of a room, found by their number or by their player.
#[derive(Debug, Default)]
pub struct Clients {
    list: Vec<Client>,
    by_id: HashMap<ClientId, usize>,
    by_player: HashMap<PlayerId, ClientId>,
    spectators: u32,
}

impl Clients {
    /// How many of them watch.
    pub fn spectators(&self) -> u32 {
        self.spectators
    }

    /// The numbers of at most so many of those who watch, who came in last.
    pub fn newest_spectators(&self, count: usize) -> Vec<ClientId> {
        let spectators = self
            .list
            .iter()
            .filter(|client| client.role == Role::Spectator);
        let mut ids: Vec<_> = spectators.map(|client| client.id).collect();
        ids.sort_unstable_by_key(|&id| std::cmp::Reverse(id));
        ids.truncate(count);
        ids
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Takes one in.
    pub fn insert(&mut self, client: Client) {
        if client.player != 0 {
            self.by_player.insert(client.player, client.id);
        }
        self.spectators += u32::from(client.role == Role::Spectator);
        self.by_id.insert(client.id, self.list.len());
        self.list.push(client);
    }

    /// Lets one go.
    pub fn remove(&mut self, id: ClientId) -> Option<Client> {
        let index = self.by_id.remove(&id)?;
        let client = self.list.swap_remove(index);
        if let Some(moved) = self.list.get(index) {
            self.by_id.insert(moved.id, index);
        }
        self.by_player.remove(&client.player);
        self.spectators -= u32::from(client.role == Role::Spectator);
        Some(client)
    }

    /// The one with this number.
    pub fn get(&self, id: ClientId) -> Option<&Client> {
        self.list.get(*self.by_id.get(&id)?)
    }

    /// The same, to change.
    pub fn get_mut(&mut self, id: ClientId) -> Option<&mut Client> {
        self.list.get_mut(*self.by_id.get(&id)?)
    }

    /// Has the one that flies for this player told at once; bots have none.
    pub fn hurry(&mut self, player: PlayerId) {
        if let Some(&id) = self.by_player.get(&player)
            && let Some(client) = self.get_mut(id)
        {
            client.urgent = true;
        }
    }

    /// Notes which inputs the world has taken.
    pub fn acknowledge(&mut self, taken: &[(ClientId, u32)]) {
        for &(id, seq) in taken {
            if let Some(client) = self.get_mut(id) {
                client.ack = seq;
            }
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Client> {
        self.list.iter()
    }

    /// The one at this place of all, to change.
    pub fn at_mut(&mut self, index: usize) -> &mut Client {
        &mut self.list[index]
    }

    /// All of them, leaving none.
    pub fn drain(&mut self) -> impl Iterator<Item = Client> {
        self.by_id.clear();
        self.by_player.clear();
        self.spectators = 0;
        self.list.drain(..)
    }
}
