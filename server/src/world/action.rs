//! Where the action is: a coarse map of heat that shots, hits and kills leave.

use asteroids_shared::rules::TICK_RATE_HZ;
use asteroids_shared::{Kind, Torus};
use serde::{Deserialize, Serialize};

use super::{Happening, World};

/// The least side of a cell in metres.
const CELL_SIDE_M: f32 = 32.0;
/// How much of the heat is left a second later.
const LEFT_AFTER_SECOND: f32 = 0.9;

/// What things that happen leave behind. Ships leave some by being there, so
/// that without any action it is where they are.
const HEAT_OF_SHOT: f32 = 1.0;
const HEAT_OF_HIT: f32 = 8.0;
const HEAT_OF_KILL: f32 = 20.0;
const HEAT_OF_SHIP: f32 = 0.1;

/// Heat by cell, and where most of it is.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Action {
    torus: Torus,
    columns: usize,
    rows: usize,
    cells: Vec<Heat>,
    place: Option<(f32, f32)>,
}

/// The heat of a cell, and its moments: their quotient is the heat's centre.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Heat {
    amount: f32,
    x_m: f32,
    y_m: f32,
}

impl Action {
    pub fn new(torus: &Torus) -> Self {
        let columns = ((torus.width_m / CELL_SIDE_M) as usize).max(1);
        let rows = ((torus.height_m / CELL_SIDE_M) as usize).max(1);
        Self {
            torus: *torus,
            columns,
            rows,
            cells: vec![Heat::default(); columns * rows],
            place: None,
        }
    }

    /// The centre of the hottest cell's heat, as of the last second.
    pub fn place(&self) -> Option<(f32, f32)> {
        self.place
    }

    /// Something happens at a place in the world.
    fn note(&mut self, (x_m, y_m): (f32, f32), heat: f32) {
        let index = |value_m: f32, extent_m: f32, count: usize| {
            let cell = (value_m / extent_m + 0.5) * count as f32;
            (cell as usize).min(count - 1)
        };
        let column = index(x_m, self.torus.width_m, self.columns);
        let row = index(y_m, self.torus.height_m, self.rows);
        let cell = &mut self.cells[row * self.columns + column];
        cell.amount += heat;
        cell.x_m += heat * x_m;
        cell.y_m += heat * y_m;
    }

    fn choose(&mut self) {
        let mut hottest = Heat::default();
        for cell in &self.cells {
            if cell.amount > hottest.amount {
                hottest = *cell;
            }
        }
        let is_any = hottest.amount > 0.0;
        self.place = is_any.then(|| (hottest.x_m / hottest.amount, hottest.y_m / hottest.amount));
    }

    fn cool(&mut self) {
        for cell in &mut self.cells {
            cell.amount *= LEFT_AFTER_SECOND;
            cell.x_m *= LEFT_AFTER_SECOND;
            cell.y_m *= LEFT_AFTER_SECOND;
        }
    }

    fn forget(&mut self) {
        self.cells.fill(Heat::default());
        self.place = None;
    }
}

impl World {
    /// Notes what has happened, and once a second looks where it is hottest.
    pub(super) fn follow_the_action(&mut self) {
        for happening in &self.happenings {
            match happening {
                Happening::Fired { shooter, .. } => {
                    if let Some(shooter) = self.entities.get(*shooter) {
                        self.action.note(shooter.motion.position(), HEAT_OF_SHOT);
                    }
                }
                Happening::Hit { at, .. } => self.action.note(*at, HEAT_OF_HIT),
                Happening::Killed { at, .. } => self.action.note(*at, HEAT_OF_KILL),
                Happening::Landed { .. }
                | Happening::Vanished { .. }
                | Happening::Scored { .. }
                | Happening::Took { .. }
                | Happening::Jumped { .. } => {}
            }
        }
        if !self.tick.is_multiple_of(TICK_RATE_HZ) {
            return;
        }
        let ships = self.entities.of(Kind::Ship);
        if ships.is_empty() {
            self.action.forget();
            return;
        }
        for ship in ships.iter().filter_map(|id| self.entities.get(*id)) {
            self.action.note(ship.motion.position(), HEAT_OF_SHIP);
        }
        self.action.choose();
        self.action.cool();
    }

    /// The heat that the digest covers.
    pub(super) fn heat(&self) -> impl Iterator<Item = f32> {
        self.action.cells.iter().map(|cell| cell.amount)
    }
}
