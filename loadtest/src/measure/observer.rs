//! What a bot notes of what its screen shows.

use asteroids_shared::picture::Picture;
use asteroids_shared::protocol::Whereabouts;
use asteroids_shared::{PlayerId, Tick};

use crate::bots::conduct::Conduct;
use crate::bots::newcomer::Newcomer;
use crate::bots::onlooker::Gaze;
use crate::measure::stats::Stats;
use crate::measure::view::{self, View};

/// What a bot notes of what its screen shows.
#[derive(Debug)]
pub struct Observer {
    /// When it counts what it sees next.
    looks_at: Tick,
    /// Whose ship those who watch follow, and where that was.
    action: Option<Whereabouts>,
    /// How it fares, if it is a newcomer.
    newcomer: Option<Newcomer>,
}

impl Observer {
    /// That of a bot that was welcomed at this tick.
    pub fn new(conduct: &Conduct, welcomed: Tick) -> Self {
        Self {
            looks_at: welcomed,
            action: None,
            newcomer: conduct.is_person().then(|| Newcomer::new(welcomed)),
        }
    }

    /// The radar has told where the action is.
    pub const fn hear_of(&mut self, action: Option<Whereabouts>) {
        self.action = action;
    }

    /// The bot holds its trigger at this tick.
    pub fn fire(&mut self, tick: Tick) {
        if let Some(newcomer) = &mut self.newcomer {
            newcomer.fires(tick);
        }
    }

    /// A frame was applied. Who watches looks there.
    pub fn note(&mut self, picture: &mut Picture, gaze: Option<Gaze>, stats: &mut Stats) {
        let (tick, you) = (picture.tick(), *picture.you());
        if let Some(newcomer) = &mut self.newcomer {
            newcomer.stands(tick, you.ship != 0, you.score, &mut stats.newcomers);
        }
        if tick < self.looks_at {
            return;
        }
        self.looks_at = tick + view::EVERY_TICKS;
        picture.advance_to(tick);
        let Some(middle) = self.middle(picture, gaze) else {
            return;
        };
        let view = View::about(picture, middle, you.ship);
        stats.measured.views.record(view);
        if let Some(newcomer) = &mut self.newcomer {
            newcomer.sees(view, tick, &mut stats.newcomers);
        }
    }

    /// The middle of the screen: the own ship, or the one that is followed.
    fn middle(&self, picture: &Picture, gaze: Option<Gaze>) -> Option<(f32, f32)> {
        match gaze {
            None => Some(picture.entity(picture.you().ship)?.motion().position()),
            Some(Gaze::Action) => {
                let action = self.action?;
                let told = (f32::from(action.x_m), f32::from(action.y_m));
                Some(ship_of(action.player, picture).unwrap_or(told))
            }
            Some(Gaze::Player(player)) => ship_of(player, picture),
            Some(Gaze::Place(x_m, y_m)) => Some((x_m, y_m)),
            Some(Gaze::World) => None,
        }
    }

    /// Whether the bot wants to go.
    pub fn has_had_enough(&self) -> bool {
        self.newcomer.as_ref().is_some_and(Newcomer::is_done)
    }

    /// The bot goes.
    pub fn leave(&mut self, tick: Tick, stats: &mut Stats) {
        if let Some(newcomer) = &mut self.newcomer {
            newcomer.leaves(tick, &mut stats.newcomers);
        }
    }
}

fn ship_of(player: PlayerId, picture: &Picture) -> Option<(f32, f32)> {
    let mut entities = picture.entities();
    let ship = entities.find(|it| it.detail().pilot() == Some(player))?;
    Some(ship.motion().position())
}
