//! Where things may appear.

use asteroids_shared::protocol::limits::{VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_WIDTH_MAX_M};
use asteroids_shared::rules::{BULLET_LIFE_TICKS, DT_S, SHIP_RADIUS_M};
use asteroids_shared::{Kind, Motion, PlayerId, Torus};

use crate::space::course::nearest_m;
use crate::space::grid::Spot;
use crate::{Player, World};

/// From how many places of a sort a new ship chooses.
const CANDIDATES: usize = 8;
/// Ships within so many metres are company.
const COMPANY_M: f32 = 60.0;
/// How many ships a new one has as company, at the least and at the most.
const COMPANY: (u32, u32) = (2, 4);
/// A person with fewer ships in its company than this draws bots.
const COMPANY_OF_PEOPLE: u32 = 7;
/// How far new ships are from others at the least, in metres.
const ELBOW_ROOM_M: f32 = 18.0;
/// How far from a friend, or from company, a new ship looks for a place, in metres,
/// if there is none [in sight](IN_SIGHT_M).
const BESIDE_M: (f32, f32) = (ELBOW_ROOM_M, 28.0);
/// The same on a diagonal: so far it is on every screen, be it wide or high.
const IN_SIGHT_M: (f32, f32) = (ELBOW_ROOM_M, 21.0);
/// How far beside the diagonal, in metres.
const OFF_DIAGONAL_M: f32 = 1.0;
/// How far from a person a bot appears: out of its sight, and near.
const OFFSTAGE_M: (f32, f32) = (36.0, 48.0);
/// For so long nothing at its present motion may hit a new ship, in seconds.
const SAFE_S: f32 = 3.0;
/// And so near may nothing pass, hull to hull, in metres.
const PASS_M: f32 = 1.0;
/// Rocks that are about to appear keep this far from ships, hull to hull, in metres.
const WARP_ROOM_M: f32 = 13.0;
/// As far as something may come in that time, in metres.
const LOOKOUT_M: f32 = 100.0;
/// For what rounding adds up to, in metres.
const ROUNDING_M: f32 = 0.01;
/// How near to a ship something may appear in a world where nothing is out of
/// sight, in metres.
const RIM_M: f32 = 20.0;

/// What there is against a place, the less the better: first danger, then ships
/// that are too near, then company that is missing or too much.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
struct Objections {
    dangers: u32,
    crowding_m: f32,
    company: u32,
}

impl Objections {
    const WORST: Self = Self {
        dangers: u32::MAX,
        crowding_m: f32::INFINITY,
        company: u32::MAX,
    };

    fn none(&self) -> bool {
        *self == Self::default()
    }
}

/// What is around a place.
#[derive(Default)]
struct Neighbours {
    ships: u32,
    people: u32,
    nearest_ship_m: Option<f32>,
    nearest_person_m: Option<f32>,
}

impl World {
    /// Where a new ship appears: where it has company, nobody is too near and
    /// nothing comes its way; or else where there is least against it. First it looks
    /// about its friend if it has one.
    pub(crate) fn place_for(&mut self, bot: bool, friend: PlayerId) -> (f32, f32) {
        let friend = self.players.get(friend).map(|friend| self.eye_of(friend));
        let (mut least, mut best) = (Objections::WORST, (0.0, 0.0));
        for number in 0..3 * CANDIDATES {
            let center = match (friend, number / CANDIDATES) {
                (Some(friend), _) => Some(friend),
                (None, 0) => self.lonely_person(),
                (None, 1) if !bot => self.some_ship(),
                (None, _) => None,
            };
            let is_offstage = bot && friend.is_none();
            let place = match center {
                Some(person) if is_offstage => self.around(person, OFFSTAGE_M.0, OFFSTAGE_M.1),
                Some(center) if number < 2 * CANDIDATES => self.in_sight_of(center),
                Some(center) => self.around(center, BESIDE_M.0, BESIDE_M.1),
                None => self.chance.place(&self.settings.torus),
            };
            let ships = self.against_company(place, bot, friend.is_some(), center.is_some());
            if let Some(objections) = self.less_than(least, ships, place) {
                (least, best) = (objections, place);
                if least.none() {
                    break;
                }
            }
        }
        best
    }

    /// Where a person flies that has too little company, of a few by chance.
    fn lonely_person(&mut self) -> Option<(f32, f32)> {
        let people = self.players.people_flying().count();
        if people == 0 {
            return None;
        }
        let chosen = self.chance.below(people);
        let person = self.players.people_flying().nth(chosen)?;
        let at = self.entities.get(person.ship?)?.motion.position();
        (self.ships_about(at) < COMPANY_OF_PEOPLE).then_some(at)
    }

    /// How many ships are company of one at a place.
    fn ships_about(&self, place: (f32, f32)) -> u32 {
        let mut ships = 0;
        let reach = [(COMPANY_M, COMPANY_M), (0.0, 0.0)];
        self.entities.for_each_near(place, reach, |spot, (dx, dy)| {
            let is_near = (dx * dx + dy * dy).sqrt() <= COMPANY_M;
            ships += u32::from(spot.kind == Kind::Ship && is_near);
        });
        ships
    }

    fn some_ship(&mut self) -> Option<(f32, f32)> {
        let count = self.entities.of(Kind::Ship).len();
        if count == 0 {
            return None;
        }
        let id = self.entities.of(Kind::Ship)[self.chance.below(count)];
        Some(self.entities.get(id)?.motion.position())
    }

    /// What there is against a place with these ships about it, if that is less than
    /// the least so far. Dangers are counted last and no further than they matter:
    /// they come from a wide field.
    fn less_than(
        &self,
        least: Objections,
        ships: Objections,
        place: (f32, f32),
    ) -> Option<Objections> {
        let is_less_if_as_safe = ships
            < Objections {
                dangers: 0,
                ..least
            };
        let dangers_bound = least.dangers.saturating_add(u32::from(is_less_if_as_safe));
        let mut dangers = 0;
        if dangers_bound == 0 {
            return None;
        }
        let reach = (LOOKOUT_M, LOOKOUT_M);
        for (spot, way_m) in self.entities.spots_near(place, reach) {
            dangers += u32::from(threatens(self.torus(), spot, place, way_m));
            if dangers == dangers_bound {
                return None;
            }
        }
        Some(Objections { dangers, ..ships })
    }

    /// What there is against a place by the ships about it alone.
    fn against_company(
        &self,
        place: (f32, f32),
        bot: bool,
        invited: bool,
        has_center: bool,
    ) -> Objections {
        let around = self.neighbours(place);
        let lack = |nearest_m: Option<f32>, room_m: f32| {
            nearest_m.map_or(0.0, |nearest_m| (room_m - nearest_m).max(0.0))
        };
        let mut crowding_m = lack(around.nearest_ship_m, ELBOW_ROOM_M);
        if bot && !invited {
            crowding_m = crowding_m.max(lack(around.nearest_person_m, OFFSTAGE_M.0));
        }
        let fewest = if bot && !has_center { 0 } else { COMPANY.0 };
        let most = if bot && !has_center { 0 } else { COMPANY.1 };
        let mut company = fewest.saturating_sub(around.ships) + around.ships.saturating_sub(most);
        if bot && has_center {
            company = around.ships.saturating_sub(COMPANY_OF_PEOPLE);
        } else if !bot
            && !invited
            && around.people == 0
            && self.players.people_flying().next().is_some()
        {
            // People are company before bots.
            company *= 2;
        }
        Objections {
            dangers: 0,
            crowding_m,
            company: if invited { 0 } else { company },
        }
    }

    fn neighbours(&self, place: (f32, f32)) -> Neighbours {
        let mut around = Neighbours::default();
        let reach = [(COMPANY_M, COMPANY_M), (0.0, 0.0)];
        self.entities.for_each_near(place, reach, |spot, (dx, dy)| {
            let apart_m = (dx * dx + dy * dy).sqrt();
            if spot.kind == Kind::Ship && apart_m <= COMPANY_M {
                let is_person = self
                    .entities
                    .get(spot.id)
                    .and_then(|entity| entity.ship())
                    .is_some_and(|ship| !ship.bot);
                around.ships += 1;
                around.nearest_ship_m = Some(nearer(around.nearest_ship_m, apart_m));
                if is_person {
                    around.people += 1;
                    around.nearest_person_m = Some(nearer(around.nearest_person_m, apart_m));
                }
            }
        });
        around
    }

    /// Where a player looks: at its ship, or at its wreck.
    fn eye_of(&self, player: &Player) -> (f32, f32) {
        let ship = player.ship.and_then(|id| self.entities.get(id));
        ship.map_or(player.wreck_at, |ship| ship.motion.position())
    }

    /// A random place from which a ship at the centre shows on every screen.
    fn in_sight_of(&mut self, center: (f32, f32)) -> (f32, f32) {
        let (right, up) = (self.chance.below(2) == 0, self.chance.below(2) == 0);
        let along_m =
            self.chance.between(IN_SIGHT_M.0, IN_SIGHT_M.1) * std::f32::consts::FRAC_1_SQRT_2;
        let off_m = self.chance.between(-OFF_DIAGONAL_M, OFF_DIAGONAL_M);
        let side = |is_ahead: bool, way_m: f32| if is_ahead { way_m } else { -way_m };
        let (dx, dy) = (side(right, along_m + off_m), side(up, along_m - off_m));
        self.settings.torus.wrap(center.0 + dx, center.1 + dy)
    }

    /// A random place in a ring.
    pub(crate) fn around(&mut self, center: (f32, f32), from_m: f32, to_m: f32) -> (f32, f32) {
        let half_m = self.torus().width_m.min(self.torus().height_m) * 0.5;
        let (dx, dy) = self.chance.vector(from_m, to_m.min(half_m));
        self.settings.torus.wrap(center.0 + dx, center.1 + dy)
    }

    /// Whether nothing is nearer to a place than so many metres, hull to centre.
    pub(crate) fn is_clear(&self, place: (f32, f32), room_m: f32) -> bool {
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
    pub(crate) fn is_out_of_sight(&self, place: (f32, f32), radius_m: f32) -> bool {
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
    pub(crate) fn is_off_every_ship(&self, place: (f32, f32)) -> bool {
        self.entities
            .near(place, (RIM_M, RIM_M))
            .all(|entity| entity.kind != Kind::Ship)
    }
}

fn nearer(known_m: Option<f32>, apart_m: f32) -> f32 {
    known_m.map_or(apart_m, |known_m| known_m.min(apart_m))
}

/// Whether something that is so far away would hit a ship that is at rest at a place.
fn threatens(torus: &Torus, spot: &Spot, (x_m, y_m): (f32, f32), way_m: (f32, f32)) -> bool {
    let (room_m, span_s) = match spot.kind {
        Kind::Pickup => return false,
        Kind::Warp => (WARP_ROOM_M, SAFE_S),
        Kind::Bullet => (PASS_M, BULLET_LIFE_TICKS as f32 * DT_S),
        Kind::Ship
        | Kind::RockLarge
        | Kind::RockMedium
        | Kind::RockSmall
        | Kind::SaucerLarge
        | Kind::SaucerSmall
        | Kind::Comet
        | Kind::Carrier
        | Kind::Mine => (PASS_M, SAFE_S),
    };
    let hulls_m = spot.kind.radius_m() + SHIP_RADIUS_M;
    // Most things are too slow to come here in time, by the longest that their way can be.
    let flown_m = (spot.velocity.0.abs() + spot.velocity.1.abs()) * span_s;
    let apart_m = (way_m.0 * way_m.0 + way_m.1 * way_m.1).sqrt();
    if apart_m > hulls_m + room_m + flown_m + ROUNDING_M {
        return false;
    }
    let motion = Motion {
        vx_mps: spot.velocity.0,
        vy_mps: spot.velocity.1,
        ..Motion::at(spot.at.0, spot.at.1)
    };
    nearest_m(torus, &Motion::at(x_m, y_m), &motion, (0.0, span_s)) < hulls_m + room_m
}
