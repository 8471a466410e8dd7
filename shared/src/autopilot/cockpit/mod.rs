//! What connects a program to a ship: sensors, of what a pilot's screen shows and no
//! more, and controls, the same that a pilot holds.

mod contact;
mod lists;
mod own;

use std::ops::Range;

use self::contact::{Contact, FIELDS, Field};
use self::lists::{List, Lists, PLACES};
use self::own::{OWN, Own};
use super::catalogue::Signal;
use super::fault::{Fault, shown};
use super::program::{Program, Terminal};
use crate::Controls;
use crate::pilot::{Seen, Sight};
use crate::protocol::Flags;

/// What a pilot's screen says besides where everything is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Instruments {
    /// Half of the width and height of what the pilot sees, in m.
    pub view_half_m: (f32, f32),
    /// What shows on the own ship.
    pub flags: Flags,
    /// Points of this run.
    pub score: u32,
    /// Lives left.
    pub lives: u8,
    /// Ships destroyed in this life.
    pub streak: u32,
    /// The controls held until now.
    pub held: Controls,
}

/// The sensors that a program reads, and the controls that it holds.
#[derive(Debug)]
pub struct Cockpit {
    sensors: Vec<(Range<usize>, Sensor)>,
    controls: Vec<(usize, Controls)>,
    /// The lists that are read.
    lists: Lists,
}

/// Where a sensor looks.
#[derive(Clone, Copy, Debug)]
enum Sensor {
    Own(&'static Own),
    Friend(&'static Field),
    /// The n-th of a list, from 0.
    Listed(List, usize, &'static Field),
}

impl Sensor {
    /// The one that entries call so.
    fn named(name: &str) -> Option<Self> {
        if let Some(own) = OWN.iter().find(|own| own.name == name) {
            return Some(Self::Own(own));
        }
        let (of, field) = name.rsplit_once('.')?;
        let field = FIELDS.iter().find(|it| it.name == field)?;
        if of == "friend" {
            return Some(Self::Friend(field));
        }
        let (list, place) = of.split_once('.')?;
        let list = List::ALL.into_iter().find(|it| it.name() == list)?;
        let place = (0..PLACES).find(|it| (it + 1).to_string() == place)?;
        Some(Self::Listed(list, place, field))
    }

    const fn signal(self) -> Signal {
        match self {
            Self::Own(own) => own.signal,
            Self::Friend(field) | Self::Listed(_, _, field) => field.signal,
        }
    }
}

impl Cockpit {
    /// The one for this program, if it asks for what ships have.
    pub fn of(program: &Program) -> Result<Self, Fault> {
        let sensors = program.inputs().iter().map(|entry| {
            let sensor = Sensor::named(entry.name())
                .ok_or_else(|| Fault::UnknownSensor(shown(entry.name())))?;
            if sensor.signal() == entry.signal() {
                Ok((entry.range(), sensor))
            } else {
                Err(Fault::SensorSignal {
                    name: shown(entry.name()),
                    is: sensor.signal(),
                    taken_for: entry.signal(),
                })
            }
        });
        let sensors: Vec<_> = sensors.collect::<Result<_, _>>()?;
        let mut controls = Vec::new();
        for (name, control) in Controls::NAMED {
            let name = name.to_ascii_lowercase();
            let exit = program.outputs().iter().find(|exit| exit.name() == name);
            match exit.map(|exit| (exit.signal(), Terminal::range(exit).start)) {
                Some((Signal::Bool, at)) => controls.push((at, control)),
                Some((Signal::Number | Signal::Vector, _)) => {
                    return Err(Fault::ControlSignal(name));
                }
                None => {}
            }
        }
        let lists = sensors.iter().filter_map(|(_, sensor)| match sensor {
            Sensor::Listed(list, _, _) => Some(*list),
            Sensor::Own(_) | Sensor::Friend(_) => None,
        });
        Ok(Self {
            lists: Lists::of(lists),
            controls,
            sensors,
        })
    }

    /// Writes into a ship's context what its pilot knows. `seen` is what the client
    /// knows of; what the screen does not show is left out.
    pub fn read<'a>(
        &self,
        sight: &Sight<'_>,
        instruments: &Instruments,
        seen: impl IntoIterator<Item = Seen<'a>>,
        context: &mut [f32],
    ) {
        let found = self.lists.find(sight, instruments, seen);
        let friend = sight
            .keeps_company_of
            .map(|motion| Contact::of(sight, motion, 0.0));
        for (range, sensor) in &self.sensors {
            let value = match *sensor {
                Sensor::Own(own) => (own.read)(sight, instruments),
                Sensor::Friend(field) => field.of(friend.as_ref()),
                Sensor::Listed(list, place, field) => field.of(found.get(list, place)),
            };
            if let Some(numbers) = context.get_mut(range.clone()) {
                numbers.copy_from_slice(&value[..range.len()]);
            }
        }
    }

    /// What is held by the exits in a ship's context.
    pub fn controls(&self, context: &[f32]) -> Controls {
        let held = self.controls.iter().filter(|(at, _)| {
            let value = context.get(*at);
            value.is_some_and(|&value| value != 0.0)
        });
        held.fold(Controls::NONE, |all, (_, control)| all.with(*control))
    }
}
