//! Films: what a spectator would be told whose view is the whole world, in a file.

use std::io::{self, Write};

use asteroids_shared::protocol::{FrameWriter, Role, ToClient, VERSION, Welcome};
use asteroids_shared::{PlayerId, Tick};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::state::State;
use super::telling::boards::{
    Boards, LEADERBOARD_EVERY_TICKS, RADAR_EVERY_TICKS, SORT_EVERY_TICKS,
};
use crate::view::{Cadence, Chronicle, Ledger, Scratch, View, ViewSettings, Watcher};

/// How many ticks a film has. It begins at a multiple of so many.
pub const FILM_TICKS: Tick = 320;
/// Every how many ticks a film has a frame.
pub const FRAME_EVERY_TICKS: Tick = 2;
/// The format of films.
pub const FORMAT: u32 = 1;

/// What a film begins with, the format and the protocol's version aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the room.
    pub room: u32,
    /// The name of the room's past.
    pub world: String,
    /// The first tick of which it tells.
    pub from: Tick,
    /// The last one.
    pub to: Tick,
}

/// What a film is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The number of the room.
    pub room: u32,
    /// Names the room's past: ticks mean nothing without it.
    pub world: &'a str,
}

/// Takes a film of a room: it looks at the state after each tick.
pub struct Camera {
    to: Tick,
    film: GzEncoder<Vec<u8>>,
    ledger: Ledger,
    chronicle: Chronicle,
    boards: Boards,
    view: View,
    scratch: Scratch,
    frame: FrameWriter,
    told: Told,
}

/// What the film has told last.
struct Told {
    /// The tick of the last frame, or of the welcome.
    tick: Tick,
    /// How many ticks that frame came after the one before.
    pace_ticks: Tick,
    radar_tick: Tick,
    followed: PlayerId,
    leaderboard_tick: Tick,
    leaderboard_version: u32,
}

impl Camera {
    /// Begins a film of the next ticks, up to `to`, with everything that there is now.
    pub fn begin(subject: Subject, state: &State, to: Tick) -> io::Result<Self> {
        let world = state.world();
        let tick = world.tick();
        let view_settings = ViewSettings {
            send_every_ticks: FRAME_EVERY_TICKS,
            // A film is over before anybody could need it.
            heartbeat_ticks: Tick::MAX,
        };
        let mut camera = Self {
            to,
            film: GzEncoder::new(Vec::new(), Compression::default()),
            ledger: Ledger::new(world, view_settings),
            chronicle: Chronicle::default(),
            boards: Boards::default(),
            view: View::of_whole_world(world.torus(), tick),
            scratch: Scratch::default(),
            frame: FrameWriter::default(),
            told: Told {
                tick,
                pace_ticks: 0,
                radar_tick: tick,
                followed: 0,
                leaderboard_tick: tick,
                leaderboard_version: 0,
            },
        };
        camera.boards.update(world, 0, 0);
        let head = Head {
            room: subject.room,
            world: subject.world.to_owned(),
            from: tick,
            to,
        };
        put_head(&mut camera.film, &head)?;
        let mut welcome = Welcome::standard(*world.torus());
        welcome.room = subject.room;
        welcome.role = Role::Spectator;
        welcome.tick = tick;
        welcome.send_every_ticks = FRAME_EVERY_TICKS;
        welcome.view = camera.view.half();
        let welcome = ToClient::Welcome(Box::new(welcome)).encode();
        put(&mut camera.film, tick, &welcome)?;
        camera.tell_frame(state)?;
        camera.tell_radar(tick)?;
        camera.tell_leaderboard(tick)?;
        Ok(camera)
    }

    /// Whether all of the film has been seen.
    pub fn is_done(&self) -> bool {
        self.ledger.tick() >= self.to
    }

    /// Takes in what the last tick has brought.
    pub fn see(&mut self, state: &State) -> io::Result<()> {
        let world = state.world();
        let tick = world.tick();
        self.ledger.update(world);
        self.chronicle.update(world);
        if tick % SORT_EVERY_TICKS == 1 {
            self.boards.update(world, 0, 0);
        }
        if !self
            .to
            .saturating_sub(tick)
            .is_multiple_of(FRAME_EVERY_TICKS)
        {
            return Ok(());
        }
        self.tell_frame(state)?;
        let is_elsewhere = self.boards.followed() != self.told.followed;
        if is_elsewhere || tick - self.told.radar_tick >= RADAR_EVERY_TICKS {
            self.tell_radar(tick)?;
        }
        let has_changed = self.boards.leaderboard().0 != self.told.leaderboard_version;
        if has_changed && tick - self.told.leaderboard_tick >= LEADERBOARD_EVERY_TICKS {
            self.tell_leaderboard(tick)?;
        }
        Ok(())
    }

    /// The film, as it is sent and kept.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        self.film.finish()
    }

    fn tell_frame(&mut self, state: &State) -> io::Result<()> {
        let world = state.world();
        let tick = world.tick();
        let watcher = Watcher {
            player: 0,
            ship: 0,
            center: (0.0, 0.0),
            velocity: (0.0, 0.0),
            cadence: Cadence {
                every_ticks: FRAME_EVERY_TICKS,
                spares_distant: false,
            },
        };
        self.view.compose(
            &watcher,
            world,
            &mut self.ledger,
            &self.chronicle,
            &mut self.scratch,
            &mut self.frame,
        );
        if self.frame.is_empty() {
            return Ok(());
        }
        let pace_ticks = tick - self.told.tick;
        let news = (pace_ticks != self.told.pace_ticks).then_some(pace_ticks);
        put(&mut self.film, tick, self.frame.finish(news, 0))?;
        (self.told.tick, self.told.pace_ticks) = (tick, pace_ticks);
        Ok(())
    }

    fn tell_radar(&mut self, tick: Tick) -> io::Result<()> {
        (self.told.radar_tick, self.told.followed) = (tick, self.boards.followed());
        put(&mut self.film, tick, &self.boards.radar(0))
    }

    fn tell_leaderboard(&mut self, tick: Tick) -> io::Result<()> {
        let (version, leaderboard) = self.boards.leaderboard();
        self.told.leaderboard_tick = tick;
        self.told.leaderboard_version = version;
        put(&mut self.film, tick, leaderboard)
    }
}

/// Begins a film.
pub fn put_head(film: &mut impl Write, head: &Head) -> io::Result<()> {
    let Head {
        room,
        world,
        from,
        to,
    } = head;
    let head = (FORMAT, VERSION, room, world, from, to);
    rmp_serde::encode::write(film, &head).map_err(io::Error::other)
}

/// Puts a message of this tick into a film.
pub fn put(film: &mut impl Write, tick: Tick, message: &[u8]) -> io::Result<()> {
    rmp::encode::write_array_len(film, 2)?;
    rmp::encode::write_uint(film, tick.into())?;
    rmp::encode::write_bin(film, message)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::time::Instant;

    use asteroids_shared::picture::Picture;
    use asteroids_shared::rules::seconds;
    use asteroids_shared::{Kind, Motion};
    use flate2::read::GzDecoder;
    use proptest::prelude::*;

    use super::*;
    use crate::room::{Room, RoomSettings};
    use crate::world::{World, WorldSettings};

    const SUBJECT: Subject = Subject {
        room: 1,
        world: "c0ffee",
    };

    type Head = (u32, u32, u32, String, Tick, Tick);

    fn room(seed: u64, side_m: f32, bots: u32) -> Room {
        Room::new(RoomSettings {
            room: 1,
            capacity: bots,
            bots,
            world: WorldSettings::of_side(seed, side_m),
            view: ViewSettings::default(),
            fleet: Default::default(),
            watch_delay_ticks: 0,
        })
    }

    fn tick(room: &mut Room) {
        room.tick([], Instant::now(), 0);
    }

    /// The same state in another place, as a log leads to it.
    fn restored(room: &mut Room) -> State {
        room.rebase();
        tick(room);
        State::from(room.state().record(1))
    }

    /// What a film has: its head, and messages with their ticks.
    fn unpacked(film: &[u8]) -> (Head, Vec<(Tick, ToClient)>) {
        let mut bytes = Vec::new();
        let read = GzDecoder::new(film).read_to_end(&mut bytes);
        read.expect("it is gzip");
        let mut rest = &bytes[..];
        let head = rmp_serde::from_read(&mut rest).expect("a head");
        let mut messages = Vec::new();
        while !rest.is_empty() {
            assert_eq!(rmp::decode::read_array_len(&mut rest).expect("a pair"), 2);
            let tick = rmp::decode::read_int(&mut rest).expect("a tick");
            let len = rmp::decode::read_bin_len(&mut rest).expect("a message") as usize;
            let message = ToClient::decode(&rest[..len]).expect("a message of the protocol");
            messages.push((tick, message));
            rest = &rest[len..];
        }
        (head, messages)
    }

    /// Everything that there is: its kind and, to the bit, where it is.
    type Everything = Vec<(Kind, [u32; 7])>;

    fn everything<'a>(entities: impl Iterator<Item = (Kind, &'a Motion)>) -> Everything {
        let bits = |motion: &Motion| {
            let Motion {
                x_m,
                y_m,
                cos,
                sin,
                vx_mps,
                vy_mps,
                spin_radps,
            } = *motion;
            [x_m, y_m, cos, sin, vx_mps, vy_mps, spin_radps].map(f32::to_bits)
        };
        let mut all: Everything = entities
            .map(|(kind, motion)| (kind, bits(motion)))
            .collect();
        all.sort_unstable();
        all
    }

    fn everything_in(world: &World) -> Everything {
        everything(world.entities().map(|entity| (entity.kind, entity.motion)))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_film_shows_everything_to_the_bit_where_it_was(
            seed in any::<u64>(),
            side_m in 100.0f32..300.0,
            bots in 5u32..60,
            warm_up in 0..seconds(20),
        ) {
            let mut live = room(seed, side_m, bots);
            (0..warm_up).for_each(|_| tick(&mut live));
            let mut replayed = restored(&mut live);
            let from = live.world().tick();
            let mut camera = Camera::begin(SUBJECT, &replayed, from + FILM_TICKS).expect("it films");
            let mut was = vec![everything_in(live.world())];
            while !camera.is_done() {
                tick(&mut live);
                was.push(everything_in(live.world()));
                replayed.apply(live.entry());
                camera.see(&replayed).expect("it films");
            }
            let (head, messages) = unpacked(&camera.finish().expect("it films"));
            prop_assert_eq!(head, (1, VERSION, 1, "c0ffee".to_owned(), from, from + FILM_TICKS));
            let mut messages = messages.into_iter();
            let Some((_, ToClient::Welcome(welcome))) = messages.next() else {
                panic!("a film begins with a welcome");
            };
            let mut picture = Picture::new(&welcome);
            let (mut frames, mut boards) = (0, 0);
            for (tick, message) in messages {
                match message {
                    ToClient::Frame(frame) => {
                        let breaches = &picture.apply(&frame).breaches;
                        prop_assert!(breaches.is_empty(), "{breaches:?}");
                        prop_assert_eq!(picture.tick(), tick);
                        picture.advance_to(tick);
                        let shown = picture.entities().map(|entity| (entity.kind(), entity.motion()));
                        prop_assert_eq!(&everything(shown), &was[(tick - from) as usize], "tick {}", tick);
                        frames += 1;
                    }
                    ToClient::Radar(_) | ToClient::Leaderboard(_) => boards += 1,
                    other => panic!("{other:?} is in a film"),
                }
            }
            prop_assert!(frames > 100, "{frames} frames");
            prop_assert!(boards >= 5, "{boards} boards");
        }
    }

    #[test]
    fn the_same_ticks_make_the_same_film_wherever_the_state_comes_from() {
        let mut live = room(7, 200.0, 30);
        let mut states = Vec::new();
        let mut entries = Vec::new();
        for _ in 0..2 {
            (0..90).for_each(|_| {
                tick(&mut live);
                entries.push(live.entry().clone());
            });
            states.push(restored(&mut live));
            entries.push(live.entry().clone());
        }
        while live.world().tick() < 2 * FILM_TICKS {
            tick(&mut live);
            entries.push(live.entry().clone());
        }
        let film = |mut state: State| {
            let begun = state.world().tick() as usize;
            let (before, during) = entries.split_at(FILM_TICKS as usize);
            before[begun..].iter().for_each(|it| state.apply(it));
            let mut camera = Camera::begin(SUBJECT, &state, 2 * FILM_TICKS).expect("it films");
            for entry in during {
                state.apply(entry);
                camera.see(&state).expect("it films");
            }
            assert!(camera.is_done());
            camera.finish().expect("it films")
        };
        let films: Vec<_> = states.into_iter().map(film).collect();
        assert!(films[0] == films[1], "they differ");
    }
}
