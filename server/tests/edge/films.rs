//! Films of what was played, and what is asked of them in a wrong way.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use asteroids_server::clips::{ClipSettings, Clips};
use asteroids_server::films::{FILM_TICKS, FilmSettings, Films};
use asteroids_server::log::LogSettings;
use asteroids_server::net::{Game, Limits, PrivateRooms, Trust};
use asteroids_server::room::annals::Scribe;
use asteroids_server::room::{
    self, Recorder, RecorderSettings, Room, RoomHandle, RoomSettings, RoomThread,
};
use asteroids_server::store::StoreThread;
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use asteroids_shared::Tick;
use asteroids_shared::protocol::VERSION;
use flate2::read::GzDecoder;

use crate::answer::{Answer, ask_raw};
use crate::game::{PATIENCE, keeper};
use crate::scratch;
use crate::served::Served;

/// How many clips are kept.
pub const CLIPS_MAX: usize = 3;
/// What somebody asks from, for whom the caps for an address hold.
pub const EVE: &str = "X-Forwarded-For: 203.0.113.7\r\n";

pub fn settings() -> RoomSettings {
    RoomSettings {
        room: 1,
        capacity: 50,
        bots: 12,
        world: WorldSettings::of_side(7, 200.0),
        view: ViewSettings::default(),
        fleet: Default::default(),
        watch_delay_ticks: 0,
    }
}

pub fn place(folder: PathBuf) -> RecorderSettings {
    RecorderSettings {
        folder,
        log: LogSettings::default(),
        snapshot_every_ticks: 200,
    }
}

/// Plays so many ticks in no time, and keeps them.
pub fn play(folder: &Path, ticks: Tick) {
    // Time and again the log is to take a breath.
    for begun in (0..ticks).step_by(600) {
        play_on(folder, (ticks - begun).min(600));
    }
}

fn play_on(folder: &Path, ticks: Tick) {
    let place = place(folder.to_owned());
    let (mut recorder, kept) = Recorder::open(place, &settings()).expect("it opens");
    let mut room = match kept.state {
        Some(state) => Room::of(settings(), state),
        None => Room::new(settings()),
    };
    room.begin(1);
    for _ in 0..ticks {
        if recorder.wants_rebase(room.world().tick() + 1) {
            room.rebase();
        }
        room.tick([], Instant::now(), 0);
        recorder.keep(1, room.state(), room.entry(), &Scribe::default());
    }
    recorder
        .finish(Instant::now() + PATIENCE)
        .expect("the disk takes it");
}

/// A server before a room in which some was played.
pub struct Cinema {
    pub served: Served,
    _room: RoomThread,
    _keeper: StoreThread,
    log: PathBuf,
    shelf: PathBuf,
    pub clips: PathBuf,
}

impl Cinema {
    /// With so many ticks of play behind it.
    pub fn after(name: &str, ticks: Tick) -> Self {
        Self::with(name, ticks, 10_000_000)
    }

    fn with(name: &str, ticks: Tick, bytes_max: u64) -> Self {
        Self::of(name, ticks, bytes_max, settings())
    }

    fn of(name: &str, ticks: Tick, bytes_max: u64, room: RoomSettings) -> Self {
        Self::keeping(name, ticks, bytes_max, room, CLIPS_MAX)
    }

    /// One that keeps so many clips.
    pub fn keeping(
        name: &str,
        ticks: Tick,
        bytes_max: u64,
        room: RoomSettings,
        clips_max: usize,
    ) -> Self {
        let folder = scratch::folder("films", name);
        let (log, shelf) = (folder.join("rooms/1"), folder.join("films"));
        let clips = folder.join("clips");
        play(&log, ticks);
        let keeper = keeper();
        let store = keeper.store.clone();
        let place = Some(place(log.clone()));
        let room = room::spawn(room, store.reporter(), place).expect("it starts");
        let films = Films::start(&FilmSettings {
            folder: shelf.clone(),
            bytes_max,
            cpu_percent: 100,
            logs: vec![(1, log.clone())],
        });
        let game = Game {
            rooms: vec![RoomHandle::clone(&room.handle)],
            private: PrivateRooms::off(),
            store,
            films: films.expect("the folder takes it"),
            clips: Clips::open(&ClipSettings {
                folder: clips.clone(),
                bytes_max: 10_000_000,
                count_max: clips_max,
                days_max: 30,
            })
            .expect("the folder takes it"),
            first_client: 1,
            peering: None,
        };
        let served = Served::of("127.0.0.1:0", game, Limits::default(), Trust::default());
        Self {
            served,
            _room: room,
            _keeper: keeper,
            log,
            shelf,
            clips,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, "").await
    }

    /// Asks until the film is made: on a busy machine that takes longer than the server
    /// has anybody wait at once.
    async fn get_with(&self, path: &str, headers: &str) -> Answer {
        loop {
            let answer = self.ask(path, headers).await;
            if answer.status != 503 {
                return answer;
            }
        }
    }

    async fn ask(&self, path: &str, headers: &str) -> Answer {
        let request = format!(
            "GET /api/rooms/{path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n"
        );
        ask_raw(self.served.address, &request).await
    }

    /// Whatever is answered when a film is asked for.
    async fn ask_once(&self, from: Tick, headers: &str) -> Answer {
        self.ask(&format!("1/films/{from}"), headers).await
    }

    /// The film that begins at this tick.
    pub async fn film(&self, from: Tick) -> Answer {
        let answer = self.get(&format!("1/films/{from}")).await;
        assert_eq!(answer.status, 200, "{from}: {:?}", answer.body);
        answer
    }

    async fn index(&self) -> Index {
        let answer = self.get("1/films").await;
        assert_eq!(answer.status, 200);
        let index = answer.json();
        let number = |name: &str| index[name].as_u64().expect("a number") as Tick;
        Index {
            world: index["world"].as_str().expect("a name").to_owned(),
            first: number("first"),
            next: number("next"),
        }
    }

    fn kept(&self) -> usize {
        fs::read_dir(&self.shelf).expect("it is there").count()
    }
}

struct Index {
    world: String,
    first: Tick,
    next: Tick,
}

/// The head of a film.
fn head(film: &Answer) -> (u32, u32, u32, String, Tick, Tick) {
    let mut bytes = Vec::new();
    let read = GzDecoder::new(&film.body[..]).read_to_end(&mut bytes);
    read.expect("it is gzip");
    rmp_serde::from_read(&bytes[..]).expect("a head")
}

#[tokio::test]
async fn what_was_played_is_seen_again_and_made_once() {
    let cinema = Cinema::after("again", 1_400);
    let index = cinema.index().await;
    // The first tick is in no snapshot yet.
    assert_eq!((index.first, index.next), (FILM_TICKS, 4 * FILM_TICKS));
    let film = cinema.film(2 * FILM_TICKS).await;
    let ends = 3 * FILM_TICKS;
    let world = index.world.clone();
    assert_eq!(head(&film), (1, VERSION, 1, world, 2 * FILM_TICKS, ends));
    assert_eq!(
        film.header("content-type"),
        Some("application/vnd.asteroids.film")
    );
    assert_eq!(film.header("content-encoding"), None);
    assert_eq!(film.header("cache-control"), Some("no-cache"));
    let kept = cinema.kept();
    assert_eq!(cinema.film(2 * FILM_TICKS).await.body, film.body);
    assert_eq!(cinema.kept(), kept, "it is not made again");
    // Made anew from elsewhere it is the same.
    fs::remove_dir_all(&cinema.shelf).expect("they are ours");
    fs::create_dir(&cinema.shelf).expect("it is ours");
    assert_eq!(cinema.film(2 * FILM_TICKS).await.body, film.body);
}

#[tokio::test]
async fn where_watching_is_late_no_film_is_newer() {
    const DELAY_TICKS: Tick = 1_000;
    let late = RoomSettings {
        watch_delay_ticks: DELAY_TICKS,
        ..settings()
    };
    let cinema = Cinema::of("late", 2_000, 10_000_000, late);
    let index = cinema.get("1/films").await.json();
    assert_eq!(index["delay_ticks"], DELAY_TICKS);
    let shown = index["tick"].as_u64().expect("a number") as Tick;
    assert!((1_001..1_001 + FILM_TICKS).contains(&shown), "{shown}");
    assert_eq!(cinema.index().await.next, 3 * FILM_TICKS);
    cinema.film(2 * FILM_TICKS).await;
    // Kept on disk, and not to be seen: with and without the name of the past.
    let world = cinema.index().await.world;
    for from in [3 * FILM_TICKS, 4 * FILM_TICKS, 5 * FILM_TICKS] {
        for query in ["".to_owned(), format!("?world={world}")] {
            let answer = cinema.get(&format!("1/films/{from}{query}")).await;
            assert_eq!(answer.status, 404, "{from}");
        }
    }
}

#[tokio::test]
async fn a_film_of_a_named_past_is_kept_by_everybody_for_ever() {
    let cinema = Cinema::after("for-ever", 1_000);
    let world = cinema.index().await.world;
    let path = format!("1/films/{FILM_TICKS}?world={world}");
    let film = cinema.get(&path).await;
    assert_eq!(film.status, 200);
    let for_ever = "public, max-age=31536000, immutable";
    assert_eq!(film.header("cache-control"), Some(for_ever));
    let etag = film.header("etag").expect("it has one");
    for known in [etag, &format!("W/{etag}"), &format!("\"a\", {etag}"), "*"] {
        let header = format!("If-None-Match: {known}\r\n");
        let again = cinema.get_with(&path, &header).await;
        assert_eq!(again.status, 304, "{known}");
        assert!(again.body.is_empty());
        assert_eq!(again.header("etag"), Some(etag));
    }
    let other = cinema.get_with(&path, "If-None-Match: \"other\"\r\n").await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn many_who_ask_at_once_get_the_same_film() {
    let cinema = Cinema::after("at-once", 1_000);
    let path = format!("1/films/{FILM_TICKS}");
    let films = futures_util::future::join_all((0..20).map(|_| cinema.get(&path))).await;
    for film in &films {
        assert_eq!(film.status, 200);
        assert!(film.body == films[0].body);
    }
}

#[tokio::test]
async fn what_is_no_film_is_told_in_words() {
    let cinema = Cinema::after("words", 1_000);
    let Index { next, .. } = cinema.index().await;
    let not_yet = format!("1/films/{next}");
    let far = format!("1/films/{}", u32::MAX / FILM_TICKS * FILM_TICKS);
    for (path, status) in [
        ("1/films/1", 400),
        ("1/films/-320", 400),
        ("1/films/+320", 400),
        ("1/films/320.0", 400),
        ("1/films/0x140", 400),
        ("1/films/0320", 400),
        ("01/films/320", 404),
        ("1/films/99999999999999999999", 400),
        ("1/films/..%2f..%2fasteroids.db", 400),
        ("1/films/%2e%2e", 400),
        ("1/films/%ff", 400),
        ("1/films/320?world=%2e%2e%2fx", 400),
        ("1/films/320?world=", 400),
        ("1/films/320?world=00&world=11", 400),
        ("1/films/320?world=0000000000000000", 404),
        ("1/films/0", 404),
        (&not_yet, 404),
        (&far, 404),
        ("2/films/320", 404),
        ("0/films", 404),
        ("99999999999/films", 404),
        ("x/films/320", 404),
        ("1/films/320/more", 404),
    ] {
        let answer = cinema.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        let error = answer.json()["error"].as_str().map(str::to_owned);
        assert!(error.is_some_and(|error| !error.is_empty()), "{path}");
    }
    assert_eq!(cinema.kept(), 0, "nothing was made");
}

#[tokio::test]
async fn a_film_whose_log_is_gone_is_not_kept_any_more() {
    let cinema = Cinema::after("gone", 1_400);
    for file in fs::read_dir(&cinema.log).expect("it is there") {
        let path = file.expect("it can be read").path();
        if path.extension().is_some_and(|it| it == "segment") {
            fs::remove_file(path).expect("it is ours");
        }
    }
    let answer = cinema.get(&format!("1/films/{FILM_TICKS}")).await;
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("not kept any more"));
}

#[tokio::test]
async fn a_damaged_film_is_made_again() {
    let cinema = Cinema::after("damaged", 1_000);
    let film = cinema.film(FILM_TICKS).await;
    for file in fs::read_dir(&cinema.shelf).expect("it is there") {
        fs::write(file.expect("it can be read").path(), b"").expect("it is ours");
    }
    assert!(cinema.film(FILM_TICKS).await.body == film.body);
}

#[tokio::test]
async fn a_server_without_room_for_films_says_so() {
    let cinema = Cinema::with("off", 1_000, 0);
    let index = cinema.index().await;
    assert_eq!(index.first, index.next);
    let answer = cinema.get(&format!("1/films/{FILM_TICKS}")).await;
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("no films"), "{}", answer.text());
}

#[tokio::test]
async fn films_take_no_more_room_than_they_may() {
    let cinema = Cinema::with("room", 3_000, 60_000);
    for number in 1..8 {
        cinema.film(number * FILM_TICKS).await;
        let files = fs::read_dir(&cinema.shelf).expect("it is there");
        let bytes: u64 = files
            .filter_map(|file| Some(file.ok()?.metadata().ok()?.len()))
            .sum();
        assert!(bytes <= 60_000, "{bytes}");
    }
}

#[tokio::test]
async fn whoever_has_too_many_films_made_waits_and_others_do_not() {
    let cinema = Cinema::with("too-many", 12_000, 1);
    // All at once: the limit is one of so many in a time.
    let asked = (1..34).map(|number| cinema.ask_once(number * FILM_TICKS, EVE));
    let answers = futures_util::future::join_all(asked).await;
    let refused = answers.iter().find(|answer| answer.status == 429);
    let refused = refused.expect("so many are too many");
    assert!(refused.header("retry-after").is_some());
    let others = "X-Forwarded-For: 198.51.100.7\r\n";
    let path = format!("1/films/{FILM_TICKS}");
    assert_eq!(cinema.get_with(&path, others).await.status, 200);
}
