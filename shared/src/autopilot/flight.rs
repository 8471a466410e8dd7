//! A ship that flies by a program.

use std::sync::Arc;

use super::cockpit::{Cockpit, Instruments};
use super::fault::Fault;
use super::program::{Program, Scratch};
use crate::Controls;
use crate::pilot::{Seen, Sight};

/// A program that fits a ship: what flies any number of them.
#[derive(Debug)]
pub struct Flyer {
    program: Program,
    cockpit: Cockpit,
}

impl Flyer {
    /// A program with its cockpit, if it asks for nothing that ships have not.
    pub fn new(program: Program) -> Result<Self, Fault> {
        let cockpit = Cockpit::of(&program)?;
        Ok(Self { program, cockpit })
    }

    /// The program.
    pub const fn program(&self) -> &Program {
        &self.program
    }

    /// Its sensors and controls.
    pub const fn cockpit(&self) -> &Cockpit {
        &self.cockpit
    }
}

/// One ship that flies by a program.
#[derive(Clone, Debug)]
pub struct Flight {
    flyer: Arc<Flyer>,
    context: Vec<f32>,
    scratch: Scratch,
    held: Controls,
}

impl Flight {
    /// The flight of the ship with this number, which makes its random numbers others.
    pub fn new(flyer: Arc<Flyer>, ship: u32) -> Self {
        Self {
            context: flyer.program.context(ship),
            scratch: flyer.program.scratch(),
            held: Controls::NONE,
            flyer,
        }
    }

    /// What flies it.
    pub fn flyer(&self) -> &Flyer {
        &self.flyer
    }

    /// What it holds.
    pub const fn held(&self) -> Controls {
        self.held
    }

    /// What was computed in the last step.
    pub const fn scratch(&self) -> &Scratch {
        &self.scratch
    }

    /// Its numbers.
    pub fn context(&self) -> &[f32] {
        &self.context
    }

    /// A step: looks, decides, and says what it holds from now on. What was held until
    /// now is known already.
    pub fn decide<'a>(
        &mut self,
        sight: &Sight<'_>,
        instruments: &Instruments,
        seen: impl IntoIterator<Item = Seen<'a>>,
    ) -> Controls {
        let instruments = Instruments {
            held: self.held,
            ..*instruments
        };
        let Flyer { program, cockpit } = &*self.flyer;
        cockpit.read(sight, &instruments, seen, &mut self.context);
        program.step(&mut self.context, &mut self.scratch);
        self.held = cockpit.controls(&self.context);
        self.held
    }
}
