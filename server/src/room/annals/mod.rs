//! What happened in a room lately that is worth to be told: moments to look back at,
//! events for those who listen, and how much went on when.
//!
//! A room writes it down after each tick and waits for nobody; whoever wants to know
//! reads it without asking the room.

mod activity;
mod annalist;
mod event;
mod moments;
mod record;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use asteroids_shared::Tick;

pub use activity::{Activity, Ribbon};
pub use annalist::Annalist;
pub use event::{Event, EventKind};
pub use record::AnnalsRecord;

use self::moments::Moments;
use super::state::State;

/// How many events are remembered for those who listen, who hear of them five minutes
/// later at the most. When there are more, the oldest go.
const EVENTS_MAX: usize = 4_096;
/// How many events wait for a reader to be done. When there are more, they are lost.
const WAITING_MAX: usize = 1_024;

/// What happened in a room lately. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Annals(Arc<Mutex<Shelves>>);

#[derive(Debug, Default)]
struct Shelves {
    moments: Moments,
    events: VecDeque<Arc<Event>>,
    /// How many events there have been before the oldest of these.
    forgotten: u64,
    /// As of when its last slice began.
    activity: Arc<Activity>,
}

impl Annals {
    /// What is marked after one tick and until another, the oldest first.
    pub fn moments(&self, after: Option<Tick>, until: Tick) -> Vec<Arc<Event>> {
        let is_asked = |event: &&Arc<Event>| {
            after.is_none_or(|after| event.tick > after) && event.tick <= until
        };
        self.shelves()
            .moments
            .iter()
            .filter(is_asked)
            .cloned()
            .collect()
    }

    /// How much went on, by slices of time.
    pub fn activity(&self) -> Arc<Activity> {
        Arc::clone(&self.shelves().activity)
    }

    /// How many events there have been until this tick.
    pub fn count_until(&self, until: Tick) -> u64 {
        let shelves = self.shelves();
        let known = shelves.events.partition_point(|event| event.tick <= until);
        shelves.forgotten + known as u64
    }

    /// The next events after so many that came until this tick, at most so many, and
    /// how many there have been then.
    pub fn events(&self, heard: u64, until: Tick, most: usize) -> (u64, Vec<Arc<Event>>) {
        let shelves = self.shelves();
        let from = heard.max(shelves.forgotten);
        let skipped = (from - shelves.forgotten) as usize;
        let events = shelves.events.iter().skip(skipped).take(most);
        let events: Vec<_> = { events }
            .take_while(|event| event.tick <= until)
            .cloned()
            .collect();
        (from + events.len() as u64, events)
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelves {
    fn add(&mut self, event: Arc<Event>) {
        self.moments.add(&event);
        if event.is_told() {
            if self.events.len() == EVENTS_MAX {
                self.events.pop_front();
                self.forgotten += 1;
            }
            self.events.push_back(event);
        }
    }

    /// What is after this tick never came to be.
    fn go_back_to(&mut self, tick: Tick) {
        self.moments.go_back_to(tick);
        let kept = self.events.partition_point(|event| event.tick <= tick);
        self.events.truncate(kept);
    }
}

/// The room's end of its annals.
#[derive(Debug, Default)]
pub struct Scribe {
    annalist: Annalist,
    annals: Annals,
    /// The same moments, so that to write them down the room waits for no reader.
    moments: Moments,
    /// What could not be written down yet, since somebody was reading.
    waiting: Vec<Arc<Event>>,
    activity: Activity,
    /// Whether more is known by it than readers find.
    is_news: bool,
}

impl Scribe {
    /// Goes on from what is written down, in these annals.
    pub fn of(record: AnnalsRecord, annals: Annals) -> Self {
        let moments: Moments = record.moments.into_iter().collect();
        let mut shelves = annals.shelves();
        shelves.moments = moments.clone();
        shelves.activity = Arc::new(record.activity.clone());
        drop(shelves);
        Self {
            annalist: record.annalist,
            annals,
            moments,
            waiting: Vec::new(),
            activity: record.activity,
            is_news: false,
        }
    }

    /// Where it writes.
    pub fn annals(&self) -> &Annals {
        &self.annals
    }

    /// What another one can go on from.
    pub fn record(&self) -> AnnalsRecord {
        let moments = self.moments.iter();
        AnnalsRecord {
            annalist: self.annalist.clone(),
            moments: moments.map(|moment| Event::clone(moment)).collect(),
            activity: self.activity.clone(),
        }
    }

    /// Writes down what the last tick has brought, as soon as nobody reads.
    pub fn note(&mut self, state: &State) {
        let events: Vec<_> = { self.annalist.note(state).into_iter() }
            .map(Arc::new)
            .collect();
        events.iter().for_each(|event| self.moments.add(event));
        let room = WAITING_MAX - self.waiting.len();
        self.waiting.extend(events.into_iter().take(room));
        self.is_news |= self.activity.note(state.world());
        if self.waiting.is_empty() && !self.is_news {
            return;
        }
        if let Ok(mut shelves) = self.annals.0.try_lock() {
            self.waiting.drain(..).for_each(|event| shelves.add(event));
            if std::mem::take(&mut self.is_news) {
                shelves.activity = Arc::new(self.activity.clone());
            }
        }
    }

    /// The room goes on from this tick, which may be earlier, where another one has come
    /// to. Whoever reads finds what that one knows where it was.
    pub fn go_on(&mut self, other: Self, tick: Tick) {
        (self.annalist, self.moments) = (other.annalist, other.moments);
        self.activity = other.activity;
        self.waiting.clear();
        let mut shelves = self.annals.shelves();
        shelves.go_back_to(tick);
        shelves.moments = self.moments.clone();
        shelves.activity = Arc::new(self.activity.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::moments::{MOMENTS_MAX, MOMENTS_TICKS};
    use super::*;

    fn event(tick: Tick, kind: EventKind, bot: bool, worth: u32) -> Arc<Event> {
        Arc::new(Event {
            tick,
            kind,
            player: 1,
            name: "Ada".to_owned(),
            bot,
            other: String::new(),
            other_bot: false,
            count: 0,
            x: 0,
            y: 0,
            worth,
        })
    }

    fn annals(events: impl IntoIterator<Item = Arc<Event>>) -> Annals {
        let annals = Annals::default();
        events
            .into_iter()
            .for_each(|event| annals.shelves().add(event));
        annals
    }

    #[test]
    fn of_too_many_moments_those_stay_that_are_worth_most_for_an_hour() {
        let much = (0..10).map(|tick| event(tick, EventKind::Kill, false, 100));
        let little = (10..3_000).map(|tick| event(tick, EventKind::Streak, true, 1));
        let annals = annals(much.chain(little));
        let moments = annals.moments(None, Tick::MAX);
        assert_eq!(moments.len(), MOMENTS_MAX);
        assert!(moments.is_sorted_by_key(|moment| moment.tick));
        assert!(moments[..10].iter().all(|moment| moment.worth == 100));
        let late = event(MOMENTS_TICKS + 10, EventKind::Kill, false, 0);
        annals.shelves().add(late);
        let oldest = annals.moments(None, Tick::MAX)[0].tick;
        assert!(oldest >= 10, "{oldest}");
    }

    #[test]
    fn who_listens_hears_everything_once_and_nothing_before_its_time() {
        let annals = annals((0..50).map(|tick| event(tick, EventKind::Kill, false, 0)));
        assert_eq!(annals.count_until(9), 10);
        let (mut heard, mut ticks) = (annals.count_until(9), Vec::new());
        for until in [9, 10, 12, 40, 49, 49] {
            let (now, events) = annals.events(heard, until, 20);
            ticks.extend(events.iter().map(|event| event.tick));
            assert!(events.len() <= 20 && ticks.iter().all(|&tick| tick <= until));
            heard = now;
        }
        assert!(ticks.into_iter().eq(10..50));
    }

    #[test]
    fn who_listens_too_late_misses_the_oldest() {
        let ticks = EVENTS_MAX as Tick + 100;
        let annals = annals((0..ticks).map(|tick| event(tick, EventKind::Kill, false, 0)));
        let (heard, events) = annals.events(3, Tick::MAX, 1);
        assert_eq!((heard, events[0].tick), (101, 100));
        assert_eq!(annals.events(u64::MAX, Tick::MAX, 1), (u64::MAX, vec![]));
    }

    #[test]
    fn what_bots_do_to_each_other_is_heard_of_when_it_is_rare() {
        let kill = event(1, EventKind::Kill, true, 0);
        let streak = event(1, EventKind::Streak, true, 0);
        assert_eq!([kill.is_told(), kill.is_marked()], [false, false]);
        assert_eq!([streak.is_told(), streak.is_marked()], [true, true]);
    }
}
