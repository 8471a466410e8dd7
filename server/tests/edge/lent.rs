//! Films and clips that another edge of a cluster has.

use std::fs;
use std::path::{Path, PathBuf};

use asteroids_server::clips::{ClipSettings, Clips};
use asteroids_server::films::{FILM_TICKS, FilmSettings, Films};
use asteroids_server::net::peers::Peering;
use asteroids_server::net::{Game, Limits, PrivateRooms, Trust};
use asteroids_server::room::{self, EdgeId, RoomThread, first_client_of};
use asteroids_server::store::StoreThread;
use tokio::time::timeout;

use crate::answer::{Answer, ask_raw};
use crate::arena::linked;
use crate::films::{place, play, settings};
use crate::game::{PATIENCE, keeper};
use crate::scratch;
use crate::served::Served;

/// An edge with a log of a room.
struct Edge {
    served: Served,
    _room: RoomThread,
    _keeper: StoreThread,
}

impl Edge {
    fn over(folder: &Path, (edge, peering): (EdgeId, Peering)) -> Self {
        let log = folder.join("rooms/1");
        let keeper = keeper();
        let store = keeper.store.clone();
        let room = room::spawn(settings(), store.reporter(), Some(place(log.clone())));
        let room = room.expect("it starts");
        let films = Films::start(&FilmSettings {
            folder: folder.join("films"),
            bytes_max: 10_000_000,
            cpu_percent: 100,
            logs: vec![(1, log)],
        });
        let clips = Clips::open(&ClipSettings {
            folder: folder.join("clips"),
            bytes_max: 10_000_000,
            count_max: 10,
            days_max: 30,
        });
        let game = Game {
            rooms: vec![room.handle.clone()],
            private: PrivateRooms::off(),
            store,
            films: films.expect("the folder takes it"),
            clips: clips.expect("the folder takes it"),
            first_client: first_client_of(edge),
            peering: Some(peering),
        };
        let (limits, trust) = (Limits::default(), Trust::default());
        Self {
            served: Served::of("127.0.0.1:0", game, limits, trust),
            _room: room,
            _keeper: keeper,
        }
    }

    /// Asks until the answer is another one than these.
    async fn ask_past(&self, statuses: &[u16], path: &str) -> Answer {
        let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let asking = async {
            loop {
                let answer = ask_raw(self.served.address, &request).await;
                if !statuses.contains(&answer.status) {
                    return answer;
                }
            }
        };
        timeout(PATIENCE, asking).await.expect("an answer in time")
    }

    /// Asks until there is an answer that is no request to wait.
    async fn get(&self, path: &str) -> Answer {
        self.ask_past(&[503], path).await
    }
}

/// Has the log of an edge that came at the end of another one's.
fn copy_end(of: &Path, to: &Path) {
    let files = |folder: &Path| -> Vec<PathBuf> {
        let files = fs::read_dir(folder).expect("it is there");
        files.map(|file| file.expect("it is read").path()).collect()
    };
    let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_owned());
    let all = files(of);
    let last = all.iter().filter_map(stem).max().expect("there are some");
    fs::create_dir_all(to).expect("it can be made");
    for file in all.iter().filter(|file| stem(file).as_ref() == Some(&last)) {
        let name = file.file_name().expect("it has a name");
        fs::copy(file, to.join(name)).expect("it is copied");
    }
}

#[tokio::test]
async fn films_of_before_an_edge_came_and_clips_come_from_another_one() {
    let [here, there] = ["here", "there"].map(|name| scratch::folder("lent", name));
    play(&here.join("rooms/1"), 4 * FILM_TICKS);
    copy_end(&here.join("rooms/1"), &there.join("rooms/1"));
    let clip = "0".repeat(32);
    fs::create_dir_all(here.join("clips")).expect("it can be made");
    fs::write(here.join(format!("clips/{clip}.film")), "a clip").expect("it is written");
    let [one, other] = linked();
    let here = Edge::over(&here, (1, one));
    let there = Edge::over(&there, (2, other));
    let lent = there.ask_past(&[503, 404], "/api/rooms/1/films/320").await;
    assert_eq!(lent.status, 200, "{}", lent.text());
    assert!(lent.body == here.get("/api/rooms/1/films/320").await.body);
    let lent = there.get(&format!("/api/clips/{clip}")).await;
    assert_eq!((lent.status, &lent.body[..]), (200, &b"a clip"[..]));
    let nobodys = format!("/api/clips/{}", "f".repeat(32));
    assert_eq!(there.get(&nobodys).await.status, 404);
}

#[tokio::test]
async fn who_asks_for_too_many_clips_of_other_edges_waits() {
    let [one, _other] = linked();
    let edge = Edge::over(&scratch::folder("lent", "clips"), (1, one));
    let ask = async |number: u32, from: &str| {
        let request = format!(
            "GET /api/clips/{number:032x} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {from}\r\nConnection: close\r\n\r\n"
        );
        ask_raw(edge.served.address, &request).await.status
    };
    // As many as films that are made for a home at once.
    for number in 0..16 {
        assert_eq!(ask(number, "203.0.113.7").await, 404, "{number}");
    }
    assert_eq!(ask(16, "203.0.113.7").await, 429);
    assert_eq!(ask(16, "198.51.100.7").await, 404, "others wait for nobody");
}
