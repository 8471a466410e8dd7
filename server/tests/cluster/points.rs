//! What pilots have earned, on its way out of an edge.

use std::time::Duration;

use asteroids_server::room::member::{FIRST_LINE, Joined, WORLD_VERSION, link, spawn};
use asteroids_server::room::state::KeyHash;
use asteroids_server::room::state::command::{Coming, Command};
use asteroids_server::room::{ClientId, State, first_client_of};
use asteroids_server::store::{TokenHash, reports};
use asteroids_shared::protocol::SessionKey;

use crate::stream::{LEADER, SOURCE, Stream, settings};

const PATIENCE: Duration = Duration::from_secs(60);
/// Less than between two reports.
const TICKS: u32 = 40;

const ADA: ClientId = first_client_of(LEADER);

fn comes() -> Command {
    Command::Come(Box::new(Coming {
        client: ADA,
        name: "Ada".to_owned(),
        bot: false,
        key: KeyHash::of(&SessionKey([1; 16])),
        only_returns: false,
        token: Some(TokenHash([1; 32])),
        household: None,
        near: 0,
        look: 0,
    }))
}

#[tokio::test]
async fn what_was_earned_does_not_wait_in_a_room_that_stands_still() {
    let state = State::new(settings().world, settings().capacity);
    let joined = Joined::new(state, FIRST_LINE, SOURCE, WORLD_VERSION);
    let (reporter, reports) = reports();
    let (link, carrier) = link();
    let edge = spawn(LEADER, settings(), joined, link, PATIENCE, reporter);
    let _edge = edge.expect("it starts");
    let mut stream = Stream::new(carrier.news, FIRST_LINE);
    stream.open().await;
    stream.append(vec![comes()], None).await;
    for _ in 0..TICKS {
        stream.append(Vec::new(), None).await;
    }
    let leaves = Command::Leave { client: ADA };
    stream.append(vec![leaves], None).await;
    stream.rest().await;
    let waiting = tokio::task::spawn_blocking(move || reports.recv_timeout(PATIENCE));
    let reported = waiting.await.expect("it ends").expect("it is reported");
    assert_eq!(reported.len(), 1, "{reported:?}");
    assert!(reported[0].earned.total.flown_ticks > 0, "{reported:?}");
}
