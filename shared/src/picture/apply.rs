//! How a frame changes a picture.

use std::cmp::Reverse;

use super::{Breach, Correction, Entity, Findings, Picture, Track};
use crate::protocol::frame::Part;
use crate::protocol::record::Tick3;
use crate::protocol::{Anchor, Arrival, Badge, ControlChange, Detail, Event, Frame, Shot};
use crate::{Controls, EntityId, Motion, PlayerId, Tick, rules};

/// What is applied by tick, in the order that holds within a tick, with the
/// index in the frame's section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Anchor,
    Controls,
    Shot,
}

impl Picture {
    /// Applies a frame. Every entity is then shown at the frame's tick, or at
    /// the one shown before if that is later.
    pub fn apply(&mut self, frame: &Frame) -> &Findings {
        self.findings.breaches.clear();
        self.findings.corrections.clear();
        let Some((tick, ack)) = self.tick_and_ack_of(frame) else {
            self.findings.breaches.push(Breach::OutOfRange {
                before: self.tick,
                ticks: self.pace_ticks_of(frame),
                acks: frame.acks,
            });
            return &self.findings;
        };
        self.pace_ticks = self.pace_ticks_of(frame);
        (self.tick, self.ack) = (tick, ack);
        for &entity in &frame.left {
            let outcome = self.forget(entity, Part::Left);
            self.findings.unless_ok(outcome);
        }
        for vanished in &frame.vanished {
            let outcome = self.forget(vanished.entity, Part::Vanished);
            self.findings.unless_ok(outcome);
        }
        for arrival in &frame.arrivals {
            let outcome = self.apply_arrival(arrival);
            self.findings.unless_ok(outcome);
        }
        self.apply_by_tick(frame);
        for badge in &frame.badges {
            let outcome = self.apply_badge(badge);
            self.findings.unless_ok(outcome);
        }
        self.you = frame.you.unwrap_or(self.you);
        // Not before here: a bullet may be told to have hit in the very frame
        // that ends its time.
        self.entities.retain(|entity| !entity.is_over_at(tick));
        self.advance_to(tick);
        &self.findings
    }

    fn tick_and_ack_of(&self, frame: &Frame) -> Option<(Tick, u32)> {
        let tick = self.tick.checked_add(self.pace_ticks_of(frame))?;
        Some((tick, self.ack.checked_add(frame.acks)?))
    }

    fn known(&mut self, id: EntityId, section: Part) -> Result<&mut Entity, Breach> {
        match self.find(id) {
            Ok(index) => Ok(&mut self.entities[index]),
            Err(_) => Err(Breach::UnknownEntity {
                section,
                entity: id,
            }),
        }
    }

    fn insert(&mut self, entity: Entity) {
        match self.find(entity.id()) {
            Ok(index) => self.entities[index] = entity,
            Err(index) => self.entities.insert(index, entity),
        }
    }

    fn forget(&mut self, entity: EntityId, section: Part) -> Result<(), Breach> {
        let index = self
            .find(entity)
            .map_err(|_| Breach::UnknownEntity { section, entity })?;
        self.entities.remove(index);
        Ok(())
    }

    fn apply_arrival(&mut self, arrival: &Arrival) -> Result<(), Breach> {
        let id = arrival.entity;
        if id == 0 {
            return Err(Breach::NoId);
        }
        self.check_motion(id, &arrival.motion)?;
        let track = Track {
            motion: arrival.motion,
            tick: self.tick - self.age_ticks(arrival)?,
            controls: arrival.detail.controls().steering(),
        };
        self.insert(Entity::new(id, arrival.detail.clone(), track));
        Ok(())
    }

    /// How long before the frame it had the motion that the arrival tells.
    fn age_ticks(&self, arrival: &Arrival) -> Result<Tick, Breach> {
        let Detail::Bullet { age_ticks } = arrival.detail else {
            return Ok(0);
        };
        if age_ticks <= self.tick.min(rules::BULLET_LIFE_TICKS) {
            Ok(age_ticks)
        } else {
            Err(Breach::ImpossibleMotion {
                entity: arrival.entity,
            })
        }
    }

    fn apply_by_tick(&mut self, frame: &Frame) {
        let mut agenda = std::mem::take(&mut self.agenda);
        agenda.clear();
        let anchors = frame.anchors.iter().map(|anchor| anchor.tick);
        let controls = frame.controls.iter().map(|change| change.tick);
        let shots = frame.shots.iter().map(|shot| shot.tick);
        let now = self.tick;
        let note = |step| {
            move |(index, tick): (usize, Tick3)| {
                // Oldest first: what a tick before the room's first would be
                // is found out when the record is applied.
                (now.wrapping_sub(tick.before(now)), step, index)
            }
        };
        agenda.extend(anchors.enumerate().map(note(Step::Anchor)));
        agenda.extend(controls.enumerate().map(note(Step::Controls)));
        agenda.extend(shots.enumerate().map(note(Step::Shot)));
        agenda.sort_unstable_by_key(|&(age, step, index)| (Reverse(age), step, index));
        for &(_, step, index) in &agenda {
            let outcome = match step {
                Step::Anchor => self.apply_anchor(&frame.anchors[index], &frame.events),
                Step::Controls => self.apply_controls(&frame.controls[index]),
                Step::Shot => self.apply_shot(&frame.shots[index]),
            };
            self.findings.unless_ok(outcome);
        }
        self.agenda = agenda;
        self.remember_jumps(frame);
    }

    /// The anchor of a ship that jumped may come with the next frame only.
    fn remember_jumps(&mut self, frame: &Frame) {
        self.jumped.clear();
        for event in &frame.events {
            if let Event::Jump { ship, .. } = *event
                && !frame.anchors.iter().any(|anchor| anchor.entity == ship)
            {
                self.jumped.push(ship);
            }
        }
    }

    fn apply_anchor(&mut self, anchor: &Anchor, events: &[Event]) -> Result<(), Breach> {
        let id = anchor.entity;
        self.check_motion(id, &anchor.motion)?;
        let tick = self.tick_of(anchor.tick, id, Part::Anchors)?;
        let torus = self.torus;
        let entity = self.known(id, Part::Anchors)?;
        check_in_time(entity, tick, Part::Anchors)?;
        let predicted = entity.track_at(tick, &torus).motion;
        entity.set_course(Track {
            motion: anchor.motion,
            tick,
            controls: anchor.controls.steering(),
        });
        let jumped = |event: &Event| matches!(event, Event::Jump { ship, .. } if *ship == id);
        if !events.iter().any(jumped) && !self.jumped.contains(&id) {
            let error_m2 = torus.distance_squared(predicted.position(), anchor.motion.position());
            self.findings.corrections.push(Correction {
                entity: id,
                error_m: error_m2.sqrt(),
            });
        }
        Ok(())
    }

    fn apply_controls(&mut self, change: &ControlChange) -> Result<(), Breach> {
        let tick = self.tick_of(change.tick, change.ship, Part::Controls)?;
        let torus = self.torus;
        let entity = self.known(change.ship, Part::Controls)?;
        check_ship(entity, Part::Controls)?;
        check_in_time(entity, tick, Part::Controls)?;
        let track = entity.track_at(tick, &torus);
        entity.set_course(Track {
            controls: change.controls.steering(),
            ..track
        });
        Ok(())
    }

    fn apply_shot(&mut self, shot: &Shot) -> Result<(), Breach> {
        let tick = self.tick_of(shot.tick, shot.ship, Part::Shots)?;
        let torus = self.torus;
        let shooter = self.known(shot.ship, Part::Shots)?;
        let player = check_ship(shooter, Part::Shots)?;
        check_in_time(shooter, tick, Part::Shots)?;
        let motion = shooter.track_at(tick, &torus).motion;
        if shot.bullet == 0 {
            return Err(Breach::NoId);
        }
        // One whose time is over may have left its id to another.
        if let Ok(index) = self.find(shot.bullet)
            && !self.entities[index].is_over_at(self.tick)
        {
            return Err(Breach::KnownBullet {
                bullet: shot.bullet,
            });
        }
        let detail = Detail::Bullet { age_ticks: 0 };
        let track = Track {
            motion: motion.muzzle(shot.spread, &torus),
            tick,
            controls: Controls::NONE,
        };
        self.insert(Entity::new(shot.bullet, detail, track).fired_by(player));
        Ok(())
    }

    fn apply_badge(&mut self, badge: &Badge) -> Result<(), Breach> {
        let known = self.known(badge.ship, Part::Badges)?;
        let Detail::Ship {
            flags,
            bounty,
            gear,
            look,
            ..
        } = known.detail_mut()
        else {
            return Err(Breach::NotAShip {
                section: Part::Badges,
                entity: badge.ship,
            });
        };
        (*flags, *bounty) = (badge.flags, badge.bounty);
        (*gear, *look) = (badge.gear, badge.look);
        Ok(())
    }

    /// The tick that a record means. One before the room's first tick is late.
    fn tick_of(&self, tick: Tick3, entity: EntityId, section: Part) -> Result<Tick, Breach> {
        let tick = tick.before(self.tick);
        if tick <= self.tick {
            Ok(tick)
        } else {
            Err(Breach::Late { section, entity })
        }
    }

    fn check_motion(&self, entity: EntityId, motion: &Motion) -> Result<(), Breach> {
        let inside = motion.x_m.abs() <= self.torus.width_m * 0.5
            && motion.y_m.abs() <= self.torus.height_m * 0.5;
        let length_squared = motion.cos * motion.cos + motion.sin * motion.sin;
        if motion.is_finite() && inside && (length_squared - 1.0).abs() < 1e-3 {
            Ok(())
        } else {
            Err(Breach::ImpossibleMotion { entity })
        }
    }
}

/// Who flies the ship.
fn check_ship(entity: &Entity, section: Part) -> Result<PlayerId, Breach> {
    entity.detail().pilot().ok_or(Breach::NotAShip {
        section,
        entity: entity.id(),
    })
}

fn check_in_time(entity: &Entity, tick: Tick, section: Part) -> Result<(), Breach> {
    if tick >= entity.told_tick() {
        Ok(())
    } else {
        Err(Breach::Late {
            section,
            entity: entity.id(),
        })
    }
}
