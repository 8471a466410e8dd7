use std::process::Stdio;

use asteroids_server::snapshot;

use crate::process::{Server, folder};

#[test]
fn every_signal_that_asks_to_stop_keeps_the_rooms() {
    for signal in ["HUP", "INT", "QUIT", "TERM", "XCPU"] {
        let data = folder(&format!("stop-{signal}"));
        let server = Server::quiet(&data);
        server.signal(signal);
        let ended = server.ended();
        assert!(ended.success(), "{signal}: {ended}");
        assert!(data.join(snapshot::FILE_NAME).exists(), "{signal}");
    }
}

#[test]
fn a_signal_that_does_not_ask_to_stop_ends_nothing() {
    let server = Server::quiet(&folder("go-on"));
    for signal in [
        "USR1", "USR2", "ALRM", "VTALRM", "PROF", "IO", "XFSZ", "PIPE",
    ] {
        server.signal(signal);
        assert!(server.is_well(), "after {signal}");
    }
    server.signal("TERM");
    assert!(server.ended().success());
}

#[test]
fn under_nohup_a_closed_terminal_ends_nothing() {
    let server = Server::start("nohup", &folder("nohup"), Stdio::null(), Stdio::null());
    server.signal("HUP");
    assert!(server.is_well());
    server.signal("TERM");
    assert!(server.ended().success());
}

#[test]
fn a_stop_ends_with_what_it_has_kept() {
    let server = Server::start("", &folder("last-word"), Stdio::null(), Stdio::piped());
    server.signal("TERM");
    let (ended, words) = server.last_words();
    assert!(ended.success(), "{words}");
    let last = words.lines().last().unwrap_or_default();
    assert!(
        last.contains("stopped: rooms and scores are kept"),
        "{words}"
    );
}
