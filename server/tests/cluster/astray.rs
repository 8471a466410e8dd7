//! An edge on a thread of its own whose world is not that of the others.

use std::time::Duration;

use asteroids_server::room::member::{FIRST_LINE, Joined, WORLD_VERSION, link, spawn};
use asteroids_server::room::state::command::Command;
use asteroids_server::room::{Request, RoomStatus, State};
use asteroids_server::store::{Database, StoreThread};
use asteroids_shared::protocol::CloseCode;
use tokio::time::{sleep, timeout};

use crate::people;
use crate::stream::{SOURCE, Stream, settings};

const EDGE: u32 = 7;
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn an_edge_whose_world_differs_says_so_and_sends_everybody_elsewhere() {
    let memory = Database::in_memory().expect("there is memory");
    let store = StoreThread::start(memory).expect("it starts").store;
    let (link, carrier) = link();
    let state = State::new(settings().world, settings().capacity);
    let joined = Joined::new(state, FIRST_LINE, SOURCE, WORLD_VERSION);
    let edge = spawn(EDGE, settings(), joined, link, PATIENCE, store.reporter());
    let edge = edge.expect("it starts").handle;
    let mut stream = Stream::new(carrier.news, FIRST_LINE);
    stream.open().await;
    stream.append(vec![Command::Rebase], None).await;
    stream.append(Vec::new(), Some(1)).await;
    let is_astray = |status: &RoomStatus| matches!(status.membership, Some(edge) if edge.is_astray);
    let says_so = async {
        while !is_astray(&edge.status()) {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, says_so).await.expect("it says so");
    let (newcomer, mut goodbye) = people::newcomer(EDGE, 1);
    let asked = edge.ask(Request::Connect(Box::new(newcomer))).await;
    asked.expect("it is still there");
    assert_eq!(goodbye.said().await, Some(CloseCode::Restarting));
    let _ = edge.ask(Request::Stop).await;
}
