//! What a bot has pressed and the server has not yet acknowledged.

use std::collections::VecDeque;
use std::time::Instant;

use asteroids_shared::picture::Track;
use asteroids_shared::{Controls, Kind, Motion, Tick, Torus};

/// How many inputs wait. Older ones are given up, and not replayed.
const INPUTS_MAX: usize = 64;

/// One change of controls.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    /// Its number.
    pub seq: u32,
    /// From when on the controls are held.
    pub tick: Tick,
    /// What is held.
    pub controls: Controls,
    /// When it was to be pressed.
    pub due: Instant,
}

/// Inputs that wait to be acknowledged, oldest first.
#[derive(Debug, Default)]
pub struct Unacked(VecDeque<Input>);

impl Unacked {
    /// Adds the latest input, and gives up the oldest one if too many wait.
    #[must_use = "what is given up has been waited for too"]
    pub fn push(&mut self, input: Input) -> Option<Input> {
        let is_full = self.0.len() == INPUTS_MAX;
        let given_up = self.0.pop_front_if(|_| is_full);
        self.0.push_back(input);
        given_up
    }

    /// Takes out the oldest input, if the server has taken it.
    pub fn pop(&mut self, ack: u32) -> Option<Input> {
        self.0.pop_front_if(|input| input.seq <= ack)
    }

    /// All that wait.
    pub fn iter(&self) -> impl Iterator<Item = &Input> {
        self.0.iter()
    }

    /// Where a client shows its own ship at a tick: on the course that it was
    /// told, with each input after `ack` replayed at its own tick.
    pub fn replay(&self, mut ship: Track, ack: u32, tick: Tick, torus: &Torus) -> Motion {
        let dynamics = Kind::Ship.dynamics();
        let replayed = self.iter().filter(|input| input.seq > ack);
        for input in replayed.take_while(|input| input.tick < tick) {
            ship.advance_to(input.tick, &dynamics, torus);
            ship.controls = input.controls.steering();
        }
        ship.advance_to(tick, &dynamics, torus);
        ship.motion
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TORUS: Torus = Torus::square(100.0);

    fn input(seq: u32, tick: Tick, controls: Controls) -> Input {
        Input {
            seq,
            tick,
            controls,
            due: Instant::now(),
        }
    }

    fn ship() -> Track {
        Track {
            motion: Motion::at(3.0, 4.0),
            tick: 100,
            controls: Controls::LEFT,
        }
    }

    /// The ship at tick 120, with all inputs taken at their ticks.
    fn flown() -> Motion {
        let mut motion = ship().motion;
        for tick in 100..120 {
            let controls = match tick {
                100..105 => Controls::LEFT,
                105..112 => Controls::THRUST,
                _ => Controls::NONE,
            };
            motion.advance(controls, &Kind::Ship.dynamics(), &TORUS);
        }
        motion
    }

    fn pressed() -> Unacked {
        let mut unacked = Unacked::default();
        for input in [
            input(1, 90, Controls::LEFT),
            input(2, 105, Controls::THRUST.with(Controls::FIRE)),
            input(3, 112, Controls::NONE),
        ] {
            assert!(unacked.push(input).is_none());
        }
        unacked
    }

    #[test]
    fn a_ship_is_shown_where_the_server_will_have_it() {
        assert_eq!(pressed().replay(ship(), 1, 120, &TORUS), flown());
    }

    #[test]
    fn what_the_server_has_taken_is_not_replayed() {
        let told = Track {
            controls: Controls::BRAKE,
            ..ship()
        };
        let mut braked = told;
        braked.advance_to(120, &Kind::Ship.dynamics(), &TORUS);
        assert_eq!(pressed().replay(told, 3, 120, &TORUS), braked.motion);
    }

    #[test]
    fn acknowledged_inputs_are_taken_out_oldest_first() {
        let mut unacked = pressed();
        let mut taken = Vec::new();
        while let Some(input) = unacked.pop(2) {
            taken.push(input.seq);
        }
        assert_eq!(taken, [1, 2]);
        assert_eq!(unacked.iter().count(), 1);
    }

    #[test]
    fn the_oldest_of_too_many_is_handed_back() {
        let mut unacked = Unacked::default();
        let inputs = (1..).map(|seq| input(seq, seq, Controls::LEFT));
        let given_up = inputs
            .take(INPUTS_MAX + 2)
            .filter_map(|input| unacked.push(input));
        let given_up: Vec<_> = given_up.map(|input| input.seq).collect();
        assert_eq!(given_up, [1, 2]);
        assert_eq!(unacked.iter().count(), INPUTS_MAX);
    }
}
