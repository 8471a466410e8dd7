//! What a bot does with its ship.

use std::sync::Arc;

use asteroids_shared::autopilot::Flyer;
use asteroids_shared::picture::Picture;
use asteroids_shared::pilot::{Novice, Pilot, Seen, Sight};
use asteroids_shared::protocol::limits::{VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_WIDTH_MAX_M};
use asteroids_shared::protocol::{Detail, Hello, Role, SessionClaim, ToServer};
use asteroids_shared::rules::SCREEN_HALF_M;
use asteroids_shared::{Controls, Motion, Tick};

use crate::bots::fingers::Fingers;
use crate::bots::gather::Gatherer;
use crate::bots::onlooker::{Gaze, Onlooker, Watching};
use crate::bots::profile::Profile;
use crate::bots::steered::Steered;

/// What a bot does with its ship.
#[derive(Debug)]
pub enum Conduct {
    /// Hunts, like anybody, with restless fingers.
    Hunt(Box<Pilot>, Fingers),
    /// Flies by an autopilot's file.
    Steer(Box<Steered>),
    /// Presses keys at random.
    Fumble(Novice),
    /// Goes where the crowd is.
    Gather(Gatherer),
    /// Presses no key.
    Rest,
    /// Has none.
    Watch(Box<Onlooker>),
}

impl Conduct {
    /// That of the bot with this number and seed; what hunts flies by the autopilot, if
    /// there is one, and who watches looks there.
    pub fn of(
        profile: Profile,
        number: u32,
        seed: u64,
        autopilot: Option<&Arc<Flyer>>,
        watching: Watching,
    ) -> Self {
        match profile {
            Profile::Players | Profile::Churn | Profile::Slow | Profile::Restart => match autopilot
            {
                Some(flyer) => Self::Steer(Box::new(Steered::new(flyer, number))),
                None => Self::Hunt(Box::new(Pilot::new(seed)), Fingers::new(seed)),
            },
            Profile::Newcomer => Self::Fumble(Novice::new(seed)),
            Profile::Crowd => Self::Gather(Gatherer::new(number)),
            Profile::Idle => Self::Rest,
            Profile::Spectators | Profile::Hostile => {
                Self::Watch(Box::new(Onlooker::new(watching, seed)))
            }
        }
    }

    /// What it says first, with what it has of a session before. One whose scores are
    /// kept passes for a person, as newcomers do.
    pub fn hello(&self, number: u32, claim: Option<SessionClaim>, keeps_scores: bool) -> ToServer {
        let (half_width_m, half_height_m) = self.view_half_m();
        let name = format!("Load {number}");
        let hello = Hello::new(self.role(), &name, half_width_m, half_height_m).resuming(claim);
        ToServer::Hello(if keeps_scores || self.is_person() {
            hello
        } else {
            hello.of_a_bot()
        })
    }

    /// Where it looks, if it is there to watch.
    pub fn gaze(&self) -> Option<Gaze> {
        match self {
            Self::Watch(onlooker) => Some(onlooker.gaze()),
            Self::Hunt(..) | Self::Steer(_) | Self::Fumble(_) | Self::Gather(_) | Self::Rest => {
                None
            }
        }
    }

    /// As what it says hello.
    pub const fn role(&self) -> Role {
        match self {
            Self::Hunt(..) | Self::Steer(_) | Self::Fumble(_) | Self::Gather(_) | Self::Rest => {
                Role::Pilot
            }
            Self::Watch(_) => Role::Spectator,
        }
    }

    /// Whether it says that a person flies.
    pub const fn is_person(&self) -> bool {
        match self {
            Self::Fumble(_) => true,
            Self::Hunt(..) | Self::Steer(_) | Self::Gather(_) | Self::Rest | Self::Watch(_) => {
                false
            }
        }
    }

    /// Half of what it asks to see, in metres: as much as a person on a wide
    /// screen, or in a crowd as much as can be.
    pub fn view_half_m(&self) -> (f32, f32) {
        match self {
            Self::Hunt(..) | Self::Steer(_) | Self::Fumble(_) | Self::Rest => SCREEN_HALF_M,
            Self::Watch(onlooker) => onlooker.view_half_m(),
            Self::Gather(_) => (VIEW_HALF_WIDTH_MAX_M, VIEW_HALF_HEIGHT_MAX_M),
        }
    }

    /// Whether it presses keys.
    pub const fn flies(&self) -> bool {
        match self {
            Self::Hunt(..) | Self::Steer(_) | Self::Fumble(_) | Self::Gather(_) => true,
            Self::Rest | Self::Watch(_) => false,
        }
    }

    /// Whether it wants to know where its own ship is with all that it has pressed, as a
    /// browser shows it. Who looks seldom does without.
    pub const fn predicts(&self) -> bool {
        match self {
            Self::Steer(_) => true,
            Self::Hunt(..) | Self::Fumble(_) | Self::Gather(_) | Self::Rest | Self::Watch(_) => {
                false
            }
        }
    }

    /// What is held at a tick; looks at the picture if it is time to. `own` is where the
    /// own ship is, for whoever predicts.
    pub fn keys(&mut self, tick: Tick, picture: &mut Picture, own: Option<Motion>) -> Controls {
        let looks = match self {
            Self::Hunt(pilot, _) => pilot.looks_at(tick),
            Self::Steer(steered) => steered.looks_at(tick),
            Self::Gather(gatherer) => gatherer.looks_at(tick),
            Self::Fumble(_) | Self::Rest | Self::Watch(_) => false,
        };
        if looks {
            picture.advance_to(tick);
            self.look(tick, picture, own);
        }
        match self {
            Self::Hunt(pilot, fingers) => fingers.press(tick, pilot.keys_at(tick)),
            Self::Steer(steered) => steered.keys(),
            Self::Fumble(novice) => novice.keys_at(tick),
            Self::Gather(gatherer) => gatherer.keys_at(tick),
            Self::Rest | Self::Watch(_) => Controls::NONE,
        }
    }

    /// The next tick at which it may look or change its keys.
    pub fn wakes_after(&self, tick: Tick) -> Tick {
        match self {
            Self::Hunt(pilot, fingers) => pilot.wakes_after(tick).min(fingers.moves_after(tick)),
            Self::Steer(_) => tick + 1,
            Self::Fumble(novice) => novice.wakes_after(tick),
            Self::Gather(gatherer) => gatherer.wakes_after(tick),
            Self::Rest | Self::Watch(_) => Tick::MAX,
        }
    }

    fn look(&mut self, tick: Tick, picture: &Picture, own: Option<Motion>) {
        let you = picture.you();
        let Some(ship) = picture.entity(you.ship) else {
            return;
        };
        let Detail::Ship { player, flags, .. } = *ship.detail() else {
            return;
        };
        let mut sight = Sight {
            tick,
            torus: picture.torus(),
            ship: ship.id(),
            player,
            motion: ship.motion(),
            can_jump: tick >= you.jump_ready,
            keeps_company_of: None,
        };
        let seen = picture.entities().map(|entity| Seen::of(entity, flags));
        match self {
            Self::Hunt(pilot, _) => {
                pilot.decide(&sight, seen);
            }
            Self::Steer(steered) => {
                sight.motion = own.as_ref().unwrap_or(sight.motion);
                steered.look(&sight, you, flags, seen);
            }
            Self::Gather(gatherer) => gatherer.look(tick, ship.motion(), picture),
            Self::Fumble(_) | Self::Rest | Self::Watch(_) => {}
        }
    }
}
