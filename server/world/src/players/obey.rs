//! What commands do.

use asteroids_shared::protocol::Reason;
use asteroids_shared::{Controls, EntityId, Kind, Motion, PlayerId};

use crate::space::entity::Detail;
use crate::{Command, Player, Ship, World};

impl World {
    /// Does what the commands ask, in their order.
    pub(crate) fn obey(&mut self, commands: &[Command]) {
        for command in commands {
            match command {
                Command::Join {
                    player,
                    name,
                    bot,
                    near,
                } => self.join(*player, name, *bot, *near),
                Command::Leave { player } => self.leave(*player),
                Command::Control { player, controls } => self.control(*player, *controls),
                Command::Rename { player, name } => self.rename(*player, name),
                Command::Autopilot { player, flies } => self.hand_over(*player, *flies),
                Command::Choose {
                    player,
                    improvement,
                } => self.choose(*player, *improvement),
                Command::Dress { player, look } => self.dress(*player, *look),
                Command::Respawn { player } => self.respawn(*player),
                Command::Absent { player, sheltered } => self.absent(*player, *sheltered),
                Command::Return { player } => self.back(*player),
                Command::Shelter { player, on } => self.shelter(*player, *on),
            }
        }
    }

    fn join(&mut self, id: PlayerId, name: &str, bot: bool, near: PlayerId) {
        self.leave(id);
        let team = self.team_of_newcomer(bot, near);
        self.players.insert(Player {
            team,
            ..Player::new(id, name.to_owned(), bot)
        });
        self.spawn(id, near);
    }

    fn leave(&mut self, id: PlayerId) {
        if let Some(ship) = self.players.remove(id).and_then(|player| player.ship) {
            self.remove(ship, Reason::Gone);
        }
    }

    pub(crate) fn control(&mut self, id: PlayerId, controls: Controls) {
        let Some(player) = self.players.get_mut(id) else {
            return;
        };
        let wants_to_jump =
            controls.holds(Controls::HYPERSPACE) && !player.controls.holds(Controls::HYPERSPACE);
        player.controls = controls;
        let Some(id) = player.ship else {
            return;
        };
        if let Some(ship) = self.entities.get_mut(id).and_then(|e| e.ship_mut()) {
            ship.controls = controls;
        }
        if wants_to_jump {
            self.jump(id);
        }
    }

    /// Has every name be as the rule for text of this program has it: another one
    /// may have written this world down.
    pub fn clean_names(&mut self) {
        self.players.clean_names();
    }

    /// Names come with ships as they arrive: the same ship arrives anew.
    fn rename(&mut self, id: PlayerId, name: &str) {
        let Some(player) = self.players.get_mut(id) else {
            return;
        };
        player.name = name.to_owned();
        let ship = player.ship;
        let Some(mut ship) = ship.and_then(|ship| self.remove(ship, Reason::Gone)) else {
            return;
        };
        if let Some(gear) = ship.detail.ship_mut() {
            // Those in flight know their shooter by its old id.
            gear.bullets_in_flight = 0;
        }
        let ship = self.add(ship.kind, ship.motion, ship.detail);
        if let Some(player) = self.players.get_mut(id) {
            player.ship = Some(ship);
        }
    }

    fn respawn(&mut self, id: PlayerId) {
        let now = self.tick;
        let player = self.players.get_mut(id);
        if let Some(player) = player.filter(|it| it.ship.is_none() && it.respawn_ready <= now) {
            player.settle_offer();
            self.spawn(id, 0);
        }
    }

    /// Gives a player a ship where it has company and no danger, nose up, with a
    /// shield. It wants to be near another one, or near nobody if that is 0.
    fn spawn(&mut self, id: PlayerId, near: PlayerId) {
        let Some(bot) = self.players.get(id).map(|player| player.bot) else {
            return;
        };
        let (x_m, y_m) = self.place_for(bot, near);
        let Some(player) = self.players.get(id) else {
            return;
        };
        let team = self.team_of_next_ship(player);
        let ship = Ship {
            team,
            ..Ship::spawned(player, self.tick)
        };
        let motion = Motion {
            cos: 0.0,
            sin: 1.0,
            ..Motion::at(x_m, y_m)
        };
        let ship: EntityId = self.add(Kind::Ship, motion, Detail::Ship(ship));
        if let Some(player) = self.players.get_mut(id) {
            player.team = team;
            player.live(ship);
        }
    }
}
