//! A ship, and what shows on it.

use asteroids_shared::protocol::Flags;
use asteroids_shared::rules::{
    BULLETS_IN_FLIGHT, BULLETS_IN_FLIGHT_POWERED, FIRE_COOLDOWN_TICKS, HIT_GRACE_TICKS,
    HYPERSPACE_COOLDOWN_TICKS, LONG_POWER_TICKS, POWER_TICKS, QUICK_JUMP_COOLDOWN_TICKS,
    RAPID_COOLDOWN_TICKS, SCOOP_M, SPAWN_SHIELD_TICKS, WIDE_SCOOP_M,
};
use asteroids_shared::{Controls, Gear, Improvement, PickupKind, PlayerId, Spread, Team, Tick};
use serde::{Deserialize, Serialize};

use super::guard::Guard;
use crate::Player;

/// A player's or a bot's ship. What lasts "until" a tick is over at that tick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ship {
    /// Who flies it.
    pub player: PlayerId,
    /// Whether a bot flies it.
    pub bot: bool,
    /// Whether an autopilot flies it for a person.
    #[serde(default)]
    pub autopilot: bool,
    /// The team that it flies for, in a world that has two.
    #[serde(default)]
    pub team: Option<Team>,
    /// What its pilot holds.
    pub controls: Controls,
    /// When the gun can fire again.
    pub gun_ready: Tick,
    /// Whether its trigger has yet to be let go since the spawn: the key that
    /// respawns does not fire.
    pub safety_on: bool,
    /// How many of its bullets fly.
    pub bullets_in_flight: usize,
    /// Until when it fires twice as fast.
    pub rapid_fire_until: Tick,
    /// Until when it fires three bullets a shot.
    pub spread_shot_until: Tick,
    /// When it came to be.
    pub spawned_at: Tick,
    /// Until when the shield that it spawned with lasts.
    pub spawn_shield_until: Tick,
    /// What keeps a beginner's; what a program flies has none.
    pub guard: Option<Guard>,
    /// Whether it has a collected shield, which lasts until a hit.
    pub collected_shield: bool,
    /// Whether a shield that nothing breaks keeps it while its pilot is absent.
    pub sheltered: bool,
    /// Until when nothing harms it, because a hit has just taken its shield.
    pub safe_until: Tick,
    /// When it can jump through hyperspace again.
    pub jump_ready: Tick,
    /// What it has grown, without a spare shield that is broken.
    #[serde(default)]
    pub gear: Gear,
}

/// What a hit did to a ship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HitOutcome {
    /// Nothing: it is safe after its last hit, or sheltered.
    Harmless,
    /// It lost its shield and is safe for a moment.
    ShieldLost,
    /// It is destroyed.
    Destroyed,
}

impl Ship {
    /// A ship fresh from the yard, with the shield of a spawn.
    pub(crate) fn spawned(pilot: &Player, now: Tick) -> Self {
        let by_program = pilot.bot || pilot.autopilot;
        Self {
            player: pilot.id,
            bot: pilot.bot,
            autopilot: pilot.autopilot,
            team: pilot.team,
            controls: pilot.controls,
            gun_ready: now,
            safety_on: true,
            bullets_in_flight: 0,
            rapid_fire_until: now,
            spread_shot_until: now,
            spawned_at: now,
            spawn_shield_until: now + SPAWN_SHIELD_TICKS,
            guard: (!by_program).then(|| Guard::of_spawn(now)),
            collected_shield: false,
            sheltered: false,
            safe_until: now,
            jump_ready: now,
            gear: pilot.gear,
        }
    }

    /// Whether the next hit takes a shield instead of the ship.
    pub fn shielded(&self, now: Tick) -> bool {
        self.sheltered
            || self.collected_shield
            || now < self.spawn_shield_until
            || self.guarded(now)
    }

    fn guarded(&self, now: Tick) -> bool {
        self.guard.is_some_and(|guard| guard.holds(now))
    }

    /// A shield has ended: a beginner's comes back after a pause.
    fn wait_for_guard(&mut self, now: Tick) {
        if let Some(guard) = &mut self.guard {
            guard.pause(now);
        }
    }

    /// What shows on it.
    pub fn flags(&self, now: Tick) -> Flags {
        [
            (self.shielded(now), Flags::SHIELD),
            (now < self.rapid_fire_until, Flags::RAPID_FIRE),
            (now < self.spread_shot_until, Flags::SPREAD_SHOT),
            (self.bot, Flags::BOT),
            (self.autopilot, Flags::AUTOPILOT),
        ]
        .into_iter()
        .filter(|(shows, _)| *shows)
        .map(|(_, flag)| flag)
        .chain(self.team.map(Flags::of_team))
        .fold(Flags::default(), Flags::with)
    }

    /// A gun comes to life when the trigger is not held.
    pub(crate) fn watch_trigger(&mut self) {
        self.safety_on &= self.controls.holds(Controls::FIRE);
    }

    /// The sides to which it would fire now, nothing if it cannot.
    pub(crate) fn shots(&self, now: Tick) -> &'static [Spread] {
        let rapid = now < self.rapid_fire_until;
        let spread = now < self.spread_shot_until;
        let sides: &[Spread] = if spread {
            &Spread::ALL
        } else {
            &[Spread::Straight]
        };
        let limit = if rapid || spread {
            BULLETS_IN_FLIGHT_POWERED
        } else {
            BULLETS_IN_FLIGHT
        };
        let fires = self.controls.holds(Controls::FIRE)
            && !self.safety_on
            && now >= self.gun_ready
            && self.bullets_in_flight + sides.len() <= limit;
        if fires { sides } else { &[] }
    }

    /// A shot of so many bullets has been fired: the gun cools down, and the
    /// shield of a spawn ends.
    pub(crate) fn fired(&mut self, bullets: usize, now: Tick) {
        let cooldown = if now < self.rapid_fire_until {
            RAPID_COOLDOWN_TICKS
        } else {
            FIRE_COOLDOWN_TICKS
        };
        self.gun_ready = now + cooldown;
        self.bullets_in_flight += bullets;
        if now < self.spawn_shield_until {
            self.spawn_shield_until = now;
            self.wait_for_guard(now);
        }
    }

    /// Takes a hit.
    pub(crate) fn hit(&mut self, now: Tick) -> HitOutcome {
        if self.sheltered || now < self.safe_until {
            return HitOutcome::Harmless;
        }
        if !self.shielded(now) {
            return self.break_spare_shield(now);
        }
        // A collected one goes last, so that it is not wasted.
        if now < self.spawn_shield_until {
            self.spawn_shield_until = now;
        } else if !self.guarded(now) {
            self.collected_shield = false;
        }
        self.wait_for_guard(now);
        self.safe_until = now + HIT_GRACE_TICKS;
        HitOutcome::ShieldLost
    }

    /// A hit that no shield takes: it is the end, unless there is a spare one.
    fn break_spare_shield(&mut self, now: Tick) -> HitOutcome {
        if !self.gear.has(Improvement::SpareShield) {
            return HitOutcome::Destroyed;
        }
        self.gear = self.gear.without(Gear::of(Improvement::SpareShield));
        self.safe_until = now + HIT_GRACE_TICKS;
        HitOutcome::ShieldLost
    }

    /// The drive cools down after a jump.
    pub(crate) fn jumped(&mut self, now: Tick) {
        let pause_ticks = if self.gear.has(Improvement::QuickJump) {
            QUICK_JUMP_COOLDOWN_TICKS
        } else {
            HYPERSPACE_COOLDOWN_TICKS
        };
        self.jump_ready = now + pause_ticks;
    }

    /// From how far away it takes a pickup, centre to centre, in metres.
    pub(crate) fn scoop_m(&self) -> f32 {
        if self.gear.has(Improvement::WideScoop) {
            WIDE_SCOOP_M
        } else {
            SCOOP_M
        }
    }

    /// Takes what a pickup gives; a second one of a kind starts its time anew.
    pub(crate) fn take(&mut self, gives: PickupKind, now: Tick) {
        let power_ticks = if self.gear.has(Improvement::LongHold) {
            LONG_POWER_TICKS
        } else {
            POWER_TICKS
        };
        match gives {
            PickupKind::RapidFire => self.rapid_fire_until = now + power_ticks,
            PickupKind::SpreadShot => self.spread_shot_until = now + power_ticks,
            PickupKind::Shield => self.collected_shield = true,
        }
    }
}
