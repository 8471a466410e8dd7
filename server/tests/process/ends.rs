use std::fs;
use std::process::Stdio;

use asteroids_server::snapshot;

use crate::process::{Server, folder};

#[test]
fn a_stop_that_cannot_keep_the_rooms_fails_and_says_so() {
    let data = folder("no-snapshot");
    let server = Server::start("", &data, Stdio::null(), Stdio::piped());
    // A folder in its place cannot be replaced by a file.
    fs::create_dir_all(data.join(snapshot::FILE_NAME).join("full")).expect("there is room");
    server.signal("TERM");
    let (ended, words) = server.last_words();
    assert_eq!(ended.code(), Some(1), "{words}");
    let last = words.lines().last().unwrap_or_default();
    assert!(
        last.contains("stopped, but the rooms begin afresh"),
        "{words}"
    );
}
