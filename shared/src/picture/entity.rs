//! One entity of a picture.

use super::track::Track;
use crate::protocol::Detail;
use crate::rules::BULLET_LIFE_TICKS;
use crate::{Controls, EntityId, Kind, Motion, PlayerId, Tick, Torus};

/// What a client knows of one entity.
#[derive(Clone, Debug)]
pub struct Entity {
    id: EntityId,
    detail: Detail,
    /// What the server last told.
    told: Track,
    /// The same course, as far as it has been followed.
    shown: Track,
    expires: Tick,
    /// Who fired it, if that is known.
    shooter: PlayerId,
}

impl Entity {
    /// An entity with this course from the course's tick on, which for bullets is
    /// when they were fired.
    pub(super) fn new(id: EntityId, detail: Detail, told: Track) -> Self {
        let expires = if detail.kind() == Kind::Bullet {
            told.tick.saturating_add(BULLET_LIFE_TICKS)
        } else {
            Tick::MAX
        };
        Self {
            id,
            detail,
            told,
            shown: told,
            expires,
            shooter: 0,
        }
    }

    pub(super) fn fired_by(self, shooter: PlayerId) -> Self {
        Self { shooter, ..self }
    }

    /// Its id, until it departs.
    pub const fn id(&self) -> EntityId {
        self.id
    }

    /// What it is.
    pub const fn kind(&self) -> Kind {
        self.detail.kind()
    }

    /// What else there is to know. The steering and the times in it are those
    /// of the arrival; see [`Entity::controls`] and [`Entity::is_over_at`].
    pub const fn detail(&self) -> &Detail {
        &self.detail
    }

    /// Its motion at the tick that the picture shows.
    pub const fn motion(&self) -> &Motion {
        &self.shown.motion
    }

    /// The steering that it holds.
    pub const fn controls(&self) -> Controls {
        self.told.controls
    }

    /// The player who fired it, 0 for what is no bullet and for bullets that
    /// came from out of sight.
    pub const fn shooter(&self) -> PlayerId {
        self.shooter
    }

    /// The tick of the last record about its motion.
    pub const fn told_tick(&self) -> Tick {
        self.told.tick
    }

    /// Whether it is a bullet whose time is over at this tick.
    pub const fn is_over_at(&self, tick: Tick) -> bool {
        tick >= self.expires
    }

    pub(super) const fn detail_mut(&mut self) -> &mut Detail {
        &mut self.detail
    }

    /// Its course at a tick not before the last record.
    pub(super) fn track_at(&self, tick: Tick, torus: &Torus) -> Track {
        let mut track = if self.shown.tick <= tick {
            self.shown
        } else {
            self.told
        };
        track.advance_to(tick, &self.kind().dynamics(), torus);
        track
    }

    /// From the track's tick on, this is its course.
    pub(super) const fn set_course(&mut self, track: Track) {
        self.told = track;
        self.shown = track;
    }

    pub(super) fn show_at(&mut self, tick: Tick, torus: &Torus) {
        let dynamics = self.kind().dynamics();
        self.shown.advance_to(tick, &dynamics, torus);
    }
}
