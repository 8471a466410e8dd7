//! Rooms that people open for themselves: reached by a link alone, kept nowhere, and
//! over when they are empty.

pub mod code;
mod guard;
pub mod life;
pub mod room;
pub mod settings;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use self::code::Code;
use self::room::PrivateRoom;
use self::settings::PrivateSettings;
use crate::metrics;
use crate::net::bounds::headcount::{Counted, Headcount};
use crate::room::{Household, RoomHandle};

/// How many of them a household may have open at once.
const PER_HOUSEHOLD: usize = 2;
/// From here on they are numbered, so that nobody takes one for a room of the host's.
const FIRST_NUMBER: u32 = 1001;

/// The rooms that people have opened for themselves. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PrivateRooms(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// None if nobody may open any.
    settings: Option<PrivateSettings>,
    open: Mutex<Vec<Arc<PrivateRoom>>>,
    places: Arc<Headcount<()>>,
    by_household: Arc<Headcount<Household>>,
    next: AtomicU32,
}

/// The right to one room, until this is dropped.
#[derive(Debug)]
pub struct Place {
    _one_of_all: Counted<()>,
    _counted: Option<Counted<Household>>,
}

/// Why somebody may open no room now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPlace {
    /// There are as many as there may be.
    AllTaken,
    /// Its household has as many as it may have.
    HasEnough,
}

impl PrivateRooms {
    /// None yet.
    pub fn new(settings: PrivateSettings) -> Self {
        Self::of((settings.rooms_max > 0).then_some(settings))
    }

    /// None ever.
    pub fn off() -> Self {
        Self::of(None)
    }

    fn of(settings: Option<PrivateSettings>) -> Self {
        let rooms_max = settings.as_ref().map_or(0, |it| it.rooms_max);
        Self(Arc::new(Shared {
            settings,
            open: Mutex::default(),
            places: Headcount::new(rooms_max),
            by_household: Headcount::new(PER_HOUSEHOLD),
            next: AtomicU32::new(FIRST_NUMBER),
        }))
    }

    /// What they are like, if anybody may open one.
    pub fn settings(&self) -> Option<&PrivateSettings> {
        self.0.settings.as_ref()
    }

    /// How to reach each.
    pub fn handles(&self) -> Vec<RoomHandle> {
        self.open().iter().map(|room| room.handle.clone()).collect()
    }

    /// The one that this code leads to.
    pub fn reached_by(&self, code: Code) -> Option<Arc<PrivateRoom>> {
        let open = self.open();
        let room = open.iter().find(|room| room.is_reached_by(code));
        room.map(Arc::clone)
    }

    /// Whether one has this number.
    pub fn has(&self, number: u32) -> bool {
        self.open().iter().any(|room| room.number == number)
    }

    /// The right to one more.
    pub fn place_for(&self, household: Option<Household>) -> Result<Place, NoPlace> {
        let one_of_all = self.0.places.enter(()).ok_or(NoPlace::AllTaken)?;
        let counted = household.map(|it| self.0.by_household.enter(it).ok_or(NoPlace::HasEnough));
        Ok(Place {
            _one_of_all: one_of_all,
            _counted: counted.transpose()?,
        })
    }

    /// A number that no room has had.
    pub fn next_number(&self) -> u32 {
        self.0.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Has people come in from now on.
    pub fn add(&self, room: Arc<PrivateRoom>) {
        let mut open = self.open();
        open.push(room);
        metrics::private::count_opened(open.len());
    }

    /// Has nobody come in any more.
    pub fn remove(&self, number: u32) {
        let mut open = self.open();
        open.retain(|room| room.number != number);
        metrics::private::tell_open(open.len());
    }

    fn open(&self) -> MutexGuard<'_, Vec<Arc<PrivateRoom>>> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
