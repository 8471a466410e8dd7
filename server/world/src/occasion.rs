//! Occasions: every few minutes something happens in one place of the world, announced
//! to everybody, so that people meet.

use asteroids_shared::rules::{OCCASION_ANNOUNCED_TICKS, seconds};
use asteroids_shared::{EntityId, Kind, Motion, OccasionKind, Tick};
use serde::{Deserialize, Serialize};

use crate::kinds::rock::drifting;
use crate::{Entity, World};

/// The shortest and the longest time before the first one of a world, and between the
/// end of one and the announcement of the next.
const PAUSE_TICKS: (Tick, Tick) = (seconds(100), seconds(200));
/// How far from somebody one begins: out of sight, and near.
const AWAY_M: (f32, f32) = (45.0, 80.0);
/// How far from where it was announced it may begin, in metres.
const AROUND_M: f32 = 15.0;
/// How many places are looked at before one begins elsewhere or later.
const TRIES: usize = 8;
/// How long it may be late before it is called off.
const LATE_TICKS: Tick = seconds(10);

/// How long a storm lasts.
const STORM_TICKS: Tick = seconds(20);
/// How often an asteroid of a storm comes.
const STORM_EVERY_TICKS: Tick = seconds(1) / 2;
/// How far to either side of its middle a storm is, in metres.
const STORM_HALF_M: f32 = 35.0;
/// The slowest and the fastest asteroid of a storm, in m/s.
const STORM_MPS: (f32, f32) = (9.0, 13.0);
/// How many times as many asteroids as the settings say there may be while one more
/// comes with a storm.
const STORM_ROCKS_FACTOR: f32 = 1.9;

/// For what people meet, from its announcement until it is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Occasion {
    /// What it is.
    pub kind: OccasionKind,
    /// When it begins, or has begun.
    pub begins_at: Tick,
    /// How what comes moves, from where it begins.
    course: Motion,
    /// Whether it has begun.
    has_begun: bool,
    /// What has come, if it is a single thing.
    body: EntityId,
}

/// The occasions of a world.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Occasions {
    current: Option<Occasion>,
    /// When the next one is announced; 0 until that is settled.
    next_at: Tick,
}

impl World {
    /// For what people meet now or soon, and where.
    pub fn occasion(&self) -> Option<(&Occasion, (f32, f32))> {
        let occasion = self.occasions.current.as_ref()?;
        let body = self.body_of(occasion);
        let motion = body.map_or(&occasion.course, |body| body.motion);
        Some((occasion, motion.position()))
    }

    /// One is announced, begins, goes on or is over.
    pub(crate) fn hold_occasions(&mut self) {
        if !self.settings.occasions {
            return;
        }
        let now = self.tick;
        match self.occasions.current.take() {
            None if self.entities.of(Kind::Ship).is_empty() => {}
            None if self.occasions.next_at == 0 => self.pause_occasions(),
            None if self.occasions.next_at <= now => {
                self.occasions.current = self.announce_occasion();
            }
            None => {}
            Some(occasion) if occasion.begins_at > now => self.occasions.current = Some(occasion),
            Some(occasion) if !occasion.has_begun => self.begin_occasion(occasion),
            Some(occasion) if self.goes_on(&occasion) => self.occasions.current = Some(occasion),
            Some(_) => self.pause_occasions(),
        }
    }

    fn pause_occasions(&mut self) {
        let pause_ticks = self.chance.ticks(PAUSE_TICKS.0, PAUSE_TICKS.1);
        self.occasions.next_at = self.tick + pause_ticks;
    }

    fn announce_occasion(&mut self) -> Option<Occasion> {
        let kinds: &[OccasionKind] = match self.settings.saucers {
            true => &OccasionKind::ALL,
            false => &[OccasionKind::Comet, OccasionKind::Storm],
        };
        let kind = kinds[self.chance.below(kinds.len())];
        let pilot = self.somebody_but(0);
        let somebody = self.ship_of(pilot).and_then(|id| self.entities.get(id))?;
        let center = somebody.motion.position();
        let mut place = self.around(center, AWAY_M.0, AWAY_M.1);
        for _ in 1..TRIES {
            if self.is_off_every_ship(place) {
                break;
            }
            place = self.around(center, AWAY_M.0, AWAY_M.1);
        }
        Some(Occasion {
            kind,
            begins_at: self.tick + OCCASION_ANNOUNCED_TICKS,
            course: self.course_of(kind, place),
            has_begun: false,
            body: 0,
        })
    }

    fn course_of(&mut self, kind: OccasionKind, place: (f32, f32)) -> Motion {
        match kind {
            OccasionKind::Comet => self.comet_from(place),
            OccasionKind::Carrier => self.carrier_from(place),
            OccasionKind::Storm => {
                let (cos, sin) = self.chance.direction();
                let (x_m, y_m) = place;
                Motion {
                    cos,
                    sin,
                    ..Motion::at(x_m, y_m)
                }
            }
        }
    }

    /// As soon as there is room for it.
    fn begin_occasion(&mut self, mut occasion: Occasion) {
        occasion.body = match (occasion.kind, self.clear_course(&occasion.course)) {
            (OccasionKind::Storm, _) => 0,
            (OccasionKind::Comet, Some(course)) => self.add_comet(course),
            (OccasionKind::Carrier, Some(course)) => self.add_carrier(course),
            (OccasionKind::Comet | OccasionKind::Carrier, None) => {
                return self.put_off(occasion);
            }
        };
        occasion.has_begun = true;
        self.occasions.current = Some(occasion);
    }

    /// Until the next tick; but what is too late is called off.
    fn put_off(&mut self, occasion: Occasion) {
        if self.tick - occasion.begins_at < LATE_TICKS {
            self.occasions.current = Some(occasion);
        } else {
            self.pause_occasions();
        }
    }

    /// The same course from a place near its beginning that is free.
    fn clear_course(&mut self, course: &Motion) -> Option<Motion> {
        let mut found = *course;
        for _ in 0..TRIES {
            if self.may_arrive(&found, 0.0, 0.0) {
                return Some(found);
            }
            let (x_m, y_m) = self.around(course.position(), 0.0, AROUND_M);
            found = Motion { x_m, y_m, ..found };
        }
        None
    }

    /// What has come, while it is there. Its id may name something else after that.
    fn body_of(&self, occasion: &Occasion) -> Option<Entity<'_>> {
        let body = self.entities.get(occasion.body)?;
        matches!(body.kind, Kind::Comet | Kind::Carrier).then_some(body)
    }

    fn goes_on(&mut self, occasion: &Occasion) -> bool {
        if occasion.kind != OccasionKind::Storm {
            return self.body_of(occasion).is_some();
        }
        let lasted_ticks = self.tick - occasion.begins_at;
        if lasted_ticks.is_multiple_of(STORM_EVERY_TICKS) {
            self.storm_along(&occasion.course);
        }
        lasted_ticks < STORM_TICKS
    }

    /// One more asteroid of a storm is announced, if there is room for it.
    fn storm_along(&mut self, course: &Motion) {
        let to_come = self.entities.of(Kind::Warp).len() as u32;
        if (self.rocks() + to_come) as f32 >= self.settings.rocks as f32 * STORM_ROCKS_FACTOR {
            return;
        }
        let aside_m = self.chance.between(-STORM_HALF_M, STORM_HALF_M);
        let speed_mps = self.chance.between(STORM_MPS.0, STORM_MPS.1);
        let place = self.settings.torus.wrap(
            course.x_m - course.sin * aside_m,
            course.y_m + course.cos * aside_m,
        );
        let motion = Motion {
            vx_mps: course.cos * speed_mps,
            vy_mps: course.sin * speed_mps,
            ..drifting(Kind::RockLarge, place, &mut self.chance)
        };
        if self.may_announce(&motion) {
            self.add_warp(motion);
        }
    }
}
