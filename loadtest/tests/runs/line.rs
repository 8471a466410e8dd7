//! One line to a server.

use std::time::{Duration, Instant};

use asteroids_loadtest::wire::conditions::Conditions;
use asteroids_loadtest::wire::line::Line;
use asteroids_loadtest::wire::link::{self, Farewell, Link};
use asteroids_loadtest::wire::target::Target;
use tokio::runtime::Runtime;

use crate::fake_server::{FakeServer, Habit};

async fn connect(server: &FakeServer, conditions: Conditions) -> Result<Line, Farewell> {
    let target = Target::of(server.url()).expect("an address");
    let stream = link::dial(target.addresses[0], None).await?;
    let link = Link::upgrade(stream, server.url(), None).await?;
    Ok(Line::new(link, conditions, 1))
}

#[test]
fn a_line_that_gets_nothing_through_is_given_up() {
    let server = FakeServer::start(Habit::Silent);
    let conditions = Conditions {
        delay: Duration::from_secs(60),
        ..Conditions::default()
    };
    let runtime = Runtime::new().expect("a runtime");
    let mut line = runtime
        .block_on(connect(&server, conditions))
        .expect("a line");
    let said = (0..200).try_for_each(|_| line.say(&[0; 1024], Instant::now()));
    assert_eq!(said, Err(Farewell::TimedOut));
}
