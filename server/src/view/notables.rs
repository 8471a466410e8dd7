//! Which ships of a room are worth a look, and why.

use std::cmp::Reverse;

use asteroids_shared::protocol::codec::to_bytes;
use asteroids_shared::protocol::limits::{NOTABLES_BYTES_MAX, NOTABLES_MAX};
use asteroids_shared::protocol::{Event, Marks, Notable, Notables};
use asteroids_shared::rules::{BULLET_LIFE_TICKS, DT_S, FIRE_COOLDOWN_TICKS, seconds};
use asteroids_shared::{EntityId, Kind, PlayerId, Tick};

use super::chronicle::{Chronicle, owner_of};
use crate::world::{Detail, Entity, Player, Ship, World};

/// For so long a shot and a hit are worth a look.
const LATELY_TICKS: Tick = seconds(2);
/// A bullet that passes a ship so near nearly hits it, in metres.
const NEARLY_M: f32 = 5.0;
/// Others who are so near are company, in metres.
const COMPANY_M: f32 = 20.0;
/// So many kills are a streak.
const STREAK: u32 = 3;
/// The bytes of a message besides its rows: its length, its kind, and theirs.
const HEAD_BYTES: usize = 5;
/// Of so many who are worth the most it is looked for who is close by.
const SHORT_LIST: usize = 2 * NOTABLES_MAX;

/// What each mark adds to the worth of a look. A fight is worth more than who is in
/// it, and who is a person more than any one thing that a bot does.
const WORTH: [(Marks, u32); 8] = [
    (Marks::HIT, 30),
    (Marks::FIRED, 12),
    (Marks::LEADER, 30),
    (Marks::HUNTED, 25),
    (Marks::STREAK, 20),
    (Marks::BOUNTY, 10),
    (Marks::PERSON, 25),
    (Marks::COMPANY, 12),
];
/// What it adds that somebody exchanges fire with another one.
const WORTH_OF_RIVALS: u32 = 25;
/// So much of a bounty adds one, and the most that one adds.
const BOUNTY_PER_WORTH: u32 = 25;
const WORTH_OF_BOUNTY_MAX: u32 = 40;

/// Who has lately shot at whom: what the world as it is does not show.
#[derive(Debug, Default)]
pub struct Fights {
    /// By player number.
    sides: Vec<Side>,
    /// Up to which tick it is known.
    seen: Tick,
}

/// How one player is in it.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    /// Who shot at it last; 0 for a saucer.
    shot_by: PlayerId,
    /// When that was; 0 for never.
    hit_at: Tick,
    /// At whom it shot last, and when.
    shot_at: PlayerId,
    fired_at: Tick,
}

impl Fights {
    /// Takes in what has happened since it was last called. What is more than a second
    /// ago is missed.
    pub fn update(&mut self, world: &World, chronicle: &Chronicle) {
        let now = world.tick();
        for note in chronicle.since(self.seen) {
            match note.event {
                Event::Hit { ship } => {
                    self.shoot(note.shooter, owner_of(world, ship), note.tick);
                }
                Event::Kill { killer, victim, .. } => self.shoot(killer, victim, note.tick),
                Event::Score { .. } | Event::Pickup { .. } | Event::Jump { .. } => {}
            }
        }
        for bullet in world.all_of(Kind::Bullet) {
            self.follow(world, bullet, now);
        }
        self.seen = now;
    }

    /// Finds whom a bullet has passed since it was last looked at.
    fn follow(&mut self, world: &World, bullet: Entity, now: Tick) {
        let Detail::Bullet(shot) = bullet.detail else {
            return;
        };
        let (vx_mps, vy_mps) = (bullet.motion.vx_mps, bullet.motion.vy_mps);
        let flown_ticks = (now - shot.fired_at.max(self.seen).min(now)).min(BULLET_LIFE_TICKS);
        let flown_s = flown_ticks as f32 * DT_S;
        // From the middle of its way, which is straight.
        let half_way = (vx_mps * flown_s * 0.5, vy_mps * flown_s * 0.5);
        let (x_m, y_m) = bullet.motion.position();
        let middle = world.torus().fold(x_m - half_way.0, y_m - half_way.1);
        let half = (half_way.0.abs() + NEARLY_M, half_way.1.abs() + NEARLY_M);
        let mut passed: Option<(f32, EntityId)> = None;
        world.for_each_near(middle, [half, (0.0, 0.0)], |spot, way_m| {
            if spot.kind != Kind::Ship || spot.id == shot.shooter {
                return;
            }
            let distance_m2 = distance_squared(way_m, half_way);
            if distance_m2 <= NEARLY_M * NEARLY_M
                && passed.is_none_or(|(nearest_m2, _)| distance_m2 < nearest_m2)
            {
                passed = Some((distance_m2, spot.id));
            }
        });
        if let Some((_, ship)) = passed {
            self.shoot(shot.player, owner_of(world, ship), now);
        }
    }

    fn shoot(&mut self, shooter: PlayerId, target: PlayerId, at: Tick) {
        // What was hit may be gone.
        if target == 0 {
            return;
        }
        let side = self.side(target);
        (side.shot_by, side.hit_at) = (shooter, at);
        if shooter != 0 {
            let side = self.side(shooter);
            (side.shot_at, side.fired_at) = (target, at);
        }
    }

    fn side(&mut self, player: PlayerId) -> &mut Side {
        let index = player as usize;
        if index >= self.sides.len() {
            self.sides.resize(index + 1, Side::default());
        }
        &mut self.sides[index]
    }

    fn of(&self, player: PlayerId) -> Side {
        let side = self.sides.get(player as usize);
        side.copied().unwrap_or_default()
    }
}

impl Side {
    fn was_hit(&self, now: Tick) -> bool {
        is_lately(self.hit_at, now)
    }

    /// With whom it exchanges fire: who shot at it last, or at whom it shot.
    fn rival(&self, now: Tick) -> PlayerId {
        if self.was_hit(now) && self.shot_by != 0 {
            self.shot_by
        } else if is_lately(self.fired_at, now) {
            self.shot_at
        } else {
            0
        }
    }
}

fn is_lately(tick: Tick, now: Tick) -> bool {
    tick != 0 && now <= tick.saturating_add(LATELY_TICKS)
}

/// How near a way from `-half` to `half` comes to a point, squared.
fn distance_squared(point: (f32, f32), half: (f32, f32)) -> f32 {
    let length2 = half.0 * half.0 + half.1 * half.1;
    let along = if length2 > 0.0 {
        ((point.0 * half.0 + point.1 * half.1) / length2).clamp(-1.0, 1.0)
    } else {
        0.0
    };
    let (dx, dy) = (point.0 - along * half.0, point.1 - along * half.1);
    dx * dx + dy * dy
}

/// A ship that may be notable.
struct Candidate<'a> {
    entity: Entity<'a>,
    player: &'a Player,
    marks: Marks,
    rival: PlayerId,
}

/// The most notable ships, as a message that has at most [`NOTABLES_BYTES_MAX`]. Of
/// equals those with the smaller numbers.
pub fn choose(world: &World, fights: &Fights) -> Notables {
    let now = world.tick();
    let hunted = hunted(world);
    let candidate = |entity| candidate(entity, world, fights, &hunted, now);
    let mut candidates: Vec<_> = world.ships().filter_map(candidate).collect();
    let best_first = |one: &Candidate| (Reverse(one.worth()), one.player.id);
    if candidates.len() > SHORT_LIST {
        candidates.select_nth_unstable_by_key(SHORT_LIST, best_first);
        candidates.truncate(SHORT_LIST);
    }
    for candidate in &mut candidates {
        let company = has_company(world, candidate.entity);
        candidate.marks = candidate.marks.with(Marks::COMPANY.if_so(company));
    }
    candidates.sort_unstable_by_key(best_first);
    let mut bytes = HEAD_BYTES;
    let rows = candidates.iter().take(NOTABLES_MAX).map(Candidate::row);
    let rows = rows.take_while(|row| {
        bytes += to_bytes(row).len();
        bytes <= NOTABLES_BYTES_MAX
    });
    Notables::new(rows.collect())
}

/// Whom small saucers hunt, in order.
fn hunted(world: &World) -> Vec<PlayerId> {
    let hunters = world.all_of(Kind::SaucerSmall);
    let prey = hunters.filter_map(|hunter| match hunter.detail {
        Detail::Saucer(saucer) => Some(saucer.prey),
        Detail::Ship(_)
        | Detail::Rock(_)
        | Detail::Bullet(_)
        | Detail::Pickup(_)
        | Detail::Warp(_)
        | Detail::Comet(_)
        | Detail::Carrier(_)
        | Detail::Mine(_) => None,
    });
    let mut prey: Vec<_> = prey.collect();
    prey.sort_unstable();
    prey
}

fn candidate<'a>(
    entity: Entity<'a>,
    world: &'a World,
    fights: &Fights,
    hunted: &[PlayerId],
    now: Tick,
) -> Option<Candidate<'a>> {
    let ship = entity.ship()?;
    let player = world.player(ship.player)?;
    let side = fights.of(player.id);
    let marks = [
        (Marks::FIRED, has_fired(ship, now)),
        (Marks::HIT, side.was_hit(now)),
        (Marks::BOUNTY, player.bounty() > 0),
        (Marks::LEADER, world.leader() == Some(player.id)),
        (Marks::STREAK, player.streak >= STREAK),
        (Marks::HUNTED, hunted.binary_search(&player.id).is_ok()),
        (Marks::PERSON, !player.bot && !player.autopilot),
    ];
    let marks = marks.into_iter().map(|(mark, so)| mark.if_so(so));
    let has_ship = |rival: PlayerId| world.player(rival).is_some_and(|it| it.ship.is_some());
    let rival = side.rival(now);
    Some(Candidate {
        entity,
        player,
        marks: marks.fold(Marks::default(), Marks::with),
        rival: if has_ship(rival) { rival } else { 0 },
    })
}

/// The gun of a ship that has not fired was ready when it came to be.
fn has_fired(ship: &Ship, now: Tick) -> bool {
    ship.gun_ready > ship.spawned_at && now + FIRE_COOLDOWN_TICKS <= ship.gun_ready + LATELY_TICKS
}

fn has_company(world: &World, ship: Entity) -> bool {
    let mut company = false;
    let half = (COMPANY_M, COMPANY_M);
    world.for_each_near(
        ship.motion.position(),
        [half, (0.0, 0.0)],
        |spot, (x_m, y_m)| {
            let is_near = x_m * x_m + y_m * y_m <= COMPANY_M * COMPANY_M;
            company |= spot.kind == Kind::Ship && spot.id != ship.id && is_near;
        },
    );
    company
}

impl Candidate<'_> {
    fn worth(&self) -> u32 {
        let marks = WORTH.iter().filter(|(mark, _)| self.marks.holds(*mark));
        let marks: u32 = marks.map(|(_, worth)| worth).sum();
        let rivals = if self.rival == 0 { 0 } else { WORTH_OF_RIVALS };
        let bounty = self.player.bounty() / BOUNTY_PER_WORTH;
        marks + rivals + bounty.min(WORTH_OF_BOUNTY_MAX)
    }

    fn row(&self) -> Notable {
        let motion = self.entity.motion;
        // Casts stop at what fits; worlds are far smaller than 32 km.
        let speed = |mps: f32| (mps.round() as i8).max(-i8::MAX);
        Notable {
            player: self.player.id,
            name: self.player.name.clone(),
            x_m: motion.x_m.round() as i16,
            y_m: motion.y_m.round() as i16,
            vx_mps: speed(motion.vx_mps),
            vy_mps: speed(motion.vy_mps),
            marks: self.marks,
            rival: self.rival,
            worth: self.player.bounty(),
        }
    }
}
