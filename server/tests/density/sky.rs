//! A room with its bots and people in it, without sockets, and what each person has
//! around it.

use asteroids_server::room::state::command::{Coming, Command};
use asteroids_server::room::state::{KeyHash, Outcome};
use asteroids_server::room::{ClientId, Sequencer, State};
use asteroids_server::world::{Happening, World, WorldSettings};
use asteroids_shared::protocol::SessionKey;
use std::collections::HashMap;

use asteroids_shared::pilot::{Novice, Pilot};
use asteroids_shared::{Kind, PlayerId, Tick};

use crate::figures::Figures;
use crate::person::{Manner, Person};

/// Half of the view that is counted in, in metres: 60 m × 34 m.
pub const HALF_M: (f32, f32) = (30.0, 17.0);
/// How often pictures are counted.
const SAMPLE_TICKS: Tick = 16;
/// How many ticks lie between two that come.
const COMING_TICKS: Tick = 8;

/// A room, and those who fly in it.
pub struct Sky {
    state: State,
    sequencer: Sequencer,
    people: Vec<Person>,
    /// Those who are to come, by their connections.
    coming: HashMap<ClientId, Manner>,
    connections: ClientId,
    /// As many novices are there, always: when one goes another one comes.
    novices: usize,
    pub figures: Figures,
    met: Vec<(PlayerId, u32)>,
}

impl Sky {
    /// A sky that bots fill to so many players.
    pub fn new(settings: WorldSettings, bots: u32) -> Self {
        let capacity = u32::MAX;
        let state = State::new(settings, capacity);
        let mut sequencer = Sequencer::new(&state, settings.seed);
        sequencer.take(Command::Resize { capacity, bots });
        Self {
            sequencer,
            state,
            people: Vec::new(),
            coming: HashMap::new(),
            connections: 0,
            novices: 0,
            figures: Figures::default(),
            met: Vec::new(),
        }
    }

    /// So many people come, one after another, that fly like this.
    pub fn join(&mut self, count: u32, manner: impl Fn(u64) -> Manner) {
        for _ in 0..count {
            self.come(&manner);
            self.fly_for(COMING_TICKS);
        }
    }

    pub fn join_idle(&mut self, count: u32) {
        self.join(count, |_| Manner::Idle);
    }

    pub fn join_travellers(&mut self, count: u32) {
        self.join(count, |_| Manner::Traveller);
    }

    pub fn join_able(&mut self, count: u32) {
        self.join(count, |seed| Manner::Able(Box::new(Pilot::new(seed))));
    }

    /// From now on there are so many novices, each for three lives.
    pub fn keep_novices(&mut self, count: usize) {
        self.novices = count;
    }

    fn world(&self) -> &World {
        self.state.world()
    }

    fn come(&mut self, manner: &impl Fn(u64) -> Manner) {
        self.connections += 1;
        let client = self.connections;
        let seed = client << 32 | u64::from(self.world().tick());
        self.coming.insert(client, manner(seed));
        let mut key = [0; 16];
        key[..8].copy_from_slice(&client.to_le_bytes());
        self.sequencer.take(Command::Come(Box::new(Coming {
            client,
            name: format!("person {client}"),
            bot: false,
            key: KeyHash::of(&SessionKey(key)),
            only_returns: false,
            token: None,
            household: None,
            near: 0,
            look: 0,
        })));
    }

    pub fn fly_for(&mut self, ticks: Tick) {
        for _ in 0..ticks {
            self.step();
        }
    }

    fn step(&mut self) {
        self.change_novices();
        for person in &mut self.people {
            person.press(self.state.world(), &mut self.sequencer);
        }
        let entry = self.sequencer.close(&self.state).entry;
        self.state.apply(&entry);
        self.sequencer.learn(&self.state);
        self.greet();
        self.note_lives();
        if self.world().tick().is_multiple_of(SAMPLE_TICKS) {
            self.sample();
        }
    }

    /// Those who have come fly from now on.
    fn greet(&mut self) {
        let now = self.state.world().tick();
        for outcome in self.state.outcomes() {
            if let Outcome::Seated { client, player, .. } = outcome
                && let Some(manner) = self.coming.remove(client)
            {
                self.people.push(Person::new(*player, *client, manner, now));
            }
        }
    }

    fn change_novices(&mut self) {
        let sequencer = &mut self.sequencer;
        self.people.retain(|person| {
            if person.goes() {
                let client = person.client;
                sequencer.take(Command::Leave { client });
            }
            !person.goes()
        });
        let novices = self.people.iter().filter(|it| it.is_novice()).count();
        if novices < self.novices && self.world().tick().is_multiple_of(COMING_TICKS) {
            self.come(&|seed| Manner::Novice(Novice::new(seed)));
        }
    }

    fn note_lives(&mut self) {
        for person in &mut self.people {
            let weapon = self
                .state
                .world()
                .happenings()
                .iter()
                .find_map(|it| match it {
                    Happening::Killed { victim, weapon, .. } if *victim == person.player => {
                        Some(format!("{weapon:?}"))
                    }
                    _ => None,
                });
            person.note(self.state.world(), weapon, &mut self.figures);
        }
    }

    fn count_about(&self, middle: (f32, f32)) -> [u32; Kind::COUNT] {
        let mut counts = [0; Kind::COUNT];
        self.world().for_each_near(middle, [HALF_M; 2], |spot, _| {
            counts[spot.kind as usize] += 1;
        });
        counts
    }

    fn sample(&mut self) {
        let now = self.world().tick();
        for index in 0..self.people.len() {
            let person = &self.people[index];
            let Some(ship) = person.ship(self.state.world()) else {
                continue;
            };
            let mut counts = self.count_about(ship.motion.position());
            counts[Kind::Ship as usize] -= 1;
            self.figures.pictures.note(&counts);
            let rocks = Kind::ALL.into_iter().filter(|kind| kind.is_rock());
            let rocks = rocks.map(|kind| counts[kind as usize]).sum();
            let ships = counts[Kind::Ship as usize];
            self.people[index].sees(ships, rocks, now, &mut self.figures);
        }
        if let Some(place) = self.world().action() {
            let counts = self.count_about(place);
            self.figures.watched.note(&counts);
            let followed = self.world().followed();
            if followed != self.figures.followed {
                self.figures.followed = followed;
                self.figures.cuts += 1;
            }
        }
        self.note_saucers();
    }

    /// Notes each saucer once for each person that has it in view.
    fn note_saucers(&mut self) {
        let torus = self.state.world().torus();
        for saucer in self
            .state
            .world()
            .entities()
            .filter(|it| it.kind.is_saucer())
        {
            for person in &self.people {
                let Some(ship) = person.ship(self.state.world()) else {
                    continue;
                };
                let (dx, dy) = torus.delta(ship.motion.position(), saucer.motion.position());
                let meeting = (person.player, saucer.id);
                let sees = dx.abs() <= HALF_M.0 && dy.abs() <= HALF_M.1;
                if sees && !self.met.contains(&meeting) {
                    self.met.push(meeting);
                    self.figures.saucers_met += 1;
                }
            }
        }
        self.met.retain(|(_, id)| {
            self.state
                .world()
                .entity(*id)
                .is_some_and(|it| it.kind.is_saucer())
        });
        let people = self.people.len();
        self.figures.person_minutes += people as f32 * SAMPLE_TICKS as f32 / 32.0 / 60.0;
    }
}
