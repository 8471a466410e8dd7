use std::fs;
use std::process::Stdio;

use crate::process::{Server, folder};

#[test]
fn a_stop_that_cannot_keep_the_rooms_fails_and_says_so() {
    let data = folder("no-snapshot");
    let server = Server::start("", &data, Stdio::null(), Stdio::piped());
    // No file can be made in what is no folder.
    let log = data.join("rooms/1");
    fs::rename(&log, data.join("elsewhere")).expect("it is there");
    fs::write(&log, "").expect("there is room");
    server.signal("TERM");
    let (ended, words) = server.last_words();
    assert_eq!(ended.code(), Some(1), "{words}");
    let last = words.lines().last().unwrap_or_default();
    assert!(
        last.contains("stopped, but the end of the log is lost"),
        "{words}"
    );
}
