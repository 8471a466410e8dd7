//! Where things may appear.

use asteroids_shared::kind::Peril;
use asteroids_shared::protocol::limits::{VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_WIDTH_MAX_M};
use asteroids_shared::rules::{AREA_PER_PLAYER_M2, SHIP_RADIUS_M};
use asteroids_shared::{Kind, PlayerId};

use super::{Entity, Player, World};

/// How many places a new ship chooses from.
const CANDIDATES: usize = 12;
/// How far around a place dangers are looked for, in metres.
const LOOKOUT_M: f32 = 40.0;
/// How far ahead, in seconds.
const LOOKAHEAD_S: f32 = 2.0;
/// Ships appear at most this far from the action while they are few, in metres.
const MEETING_RADIUS_M: f32 = 60.0;
/// And at least this far, in metres.
const ELBOW_ROOM_M: f32 = 12.0;
/// How near to a friend a ship appears, from and to, in metres.
const FRIEND_NEAREST_M: f32 = 18.0;
const FRIEND_FARTHEST_M: f32 = 50.0;
/// How near to a ship something may appear in a world where nothing is out of
/// sight, in metres.
const RIM_M: f32 = 20.0;

impl World {
    /// The safest of several places in sight of this player, or near the action if
    /// it is 0 or has left. Few players meet; many get a circle that has for each
    /// ship the area that the world has for it.
    pub(super) fn safest_place(&mut self, near: PlayerId) -> (f32, f32) {
        let friend = self.players.get(near).map(|friend| self.eye_of(friend));
        let ships = self.entities.of(Kind::Ship);
        let circle_m2 = ships.len() as f32 * AREA_PER_PLAYER_M2;
        let radius_m = (circle_m2 / std::f32::consts::PI).sqrt();
        let somebody = ships.first().and_then(|id| self.entities.get(*id));
        let focus = self
            .action()
            .or_else(|| somebody.map(|ship| ship.motion.position()));
        let mut safest = (f32::INFINITY, (0.0, 0.0));
        for _ in 0..CANDIDATES {
            let place = match (friend, focus) {
                (Some(friend), _) => self.around(friend, FRIEND_NEAREST_M, FRIEND_FARTHEST_M),
                (None, Some(focus)) => {
                    self.around(focus, ELBOW_ROOM_M, radius_m.max(MEETING_RADIUS_M))
                }
                (None, None) => self.chance.place(&self.settings.torus),
            };
            let danger = self.danger_at(place);
            if danger < safest.0 {
                safest = (danger, place);
            }
        }
        safest.1
    }

    /// Where a player looks: at its ship, or at its wreck.
    fn eye_of(&self, player: &Player) -> (f32, f32) {
        let ship = player.ship.and_then(|id| self.entities.get(id));
        ship.map_or(player.wreck_at, |ship| ship.motion.position())
    }

    /// A random place in a ring.
    pub(super) fn around(&mut self, center: (f32, f32), from_m: f32, to_m: f32) -> (f32, f32) {
        let half_m = self.torus().width_m.min(self.torus().height_m) * 0.5;
        let (dx, dy) = self.chance.vector(from_m, to_m.min(half_m));
        self.settings.torus.wrap(center.0 + dx, center.1 + dy)
    }

    /// How dangerous it is to be at rest at a place: the sum over what is around.
    fn danger_at(&self, place: (f32, f32)) -> f32 {
        self.entities
            .near(place, (LOOKOUT_M, LOOKOUT_M))
            .map(|entity| self.danger_of(entity, place))
            .sum()
    }

    fn danger_of(&self, entity: Entity, place: (f32, f32)) -> f32 {
        let (dx, dy) = self.torus().delta(place, entity.motion.position());
        let (vx, vy) = (entity.motion.vx_mps, entity.motion.vy_mps);
        let speed_squared = (vx * vx + vy * vy).max(f32::MIN_POSITIVE);
        let nearest_s = (-(dx * vx + dy * vy) / speed_squared).clamp(0.0, LOOKAHEAD_S);
        let (nx, ny) = (dx + vx * nearest_s, dy + vy * nearest_s);
        let room_m = (nx * nx + ny * ny).sqrt() - entity.kind.radius_m() - SHIP_RADIUS_M;
        let closeness = 1.0 / (1.0 + room_m.max(0.0));
        match entity.kind.traits().peril {
            Peril::None => 0.0,
            Peril::Pilot => 2.0 * closeness,
            Peril::Gunner => 5.0 + closeness,
            Peril::Course => {
                if room_m < 1.0 {
                    10.0
                } else {
                    closeness
                }
            }
        }
    }

    /// Whether nothing is nearer to a place than so many metres, hull to centre.
    pub(super) fn is_clear(&self, place: (f32, f32), room_m: f32) -> bool {
        let half_m = room_m + Kind::LARGEST_RADIUS_M;
        self.entities.near(place, (half_m, half_m)).all(|entity| {
            let reach_m = room_m + entity.kind.radius_m();
            self.torus()
                .distance_squared(place, entity.motion.position())
                > reach_m * reach_m
        })
    }

    /// Whether something of this radius at a place is beyond the largest view
    /// that any player may have, dead ones included: they look at their wreck.
    pub(super) fn is_out_of_sight(&self, place: (f32, f32), radius_m: f32) -> bool {
        let half = (
            VIEW_HALF_WIDTH_MAX_M + radius_m,
            VIEW_HALF_HEIGHT_MAX_M + radius_m,
        );
        let sees = |from: (f32, f32)| {
            let (dx, dy) = self.torus().delta(place, from);
            dx.abs() <= half.0 && dy.abs() <= half.1
        };
        let seen_by_ship = self
            .entities
            .near(place, half)
            .any(|entity| entity.kind == Kind::Ship);
        !seen_by_ship
            && !self
                .players
                .iter()
                .any(|player| player.ship.is_none() && sees(player.wreck_at))
    }

    /// Whether a place is at least not on top of any ship.
    pub(super) fn is_off_every_ship(&self, place: (f32, f32)) -> bool {
        self.entities
            .near(place, (RIM_M, RIM_M))
            .all(|entity| entity.kind != Kind::Ship)
    }
}
