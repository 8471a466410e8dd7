use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::process::{Server, folder, program};

#[test]
fn every_signal_that_asks_to_stop_keeps_the_rooms() {
    for signal in ["HUP", "INT", "QUIT", "TERM", "XCPU"] {
        let data = folder(&format!("stop-{signal}"));
        let server = Server::quiet(&data);
        server.signal(signal);
        let ended = server.ended();
        assert!(ended.success(), "{signal}: {ended}");
        let log = fs::read_dir(data.join("rooms/1")).expect("it is there");
        let mut names = log.map(|file| file.expect("it can be read").file_name());
        let is_snapshot = |name: OsString| name.to_string_lossy().ends_with(".snapshot");
        assert!(names.any(is_snapshot), "{signal}");
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
fn a_server_that_waits_for_its_store_can_be_stopped() {
    let data = folder("waits");
    let lock = data.join("asteroids.lock");
    File::create(&lock).expect("the folder takes it");
    // As a restore has them.
    let _locked = [&data, &lock].map(|path| {
        let file = File::open(path).expect("it is there");
        file.lock().expect("nobody else is there");
        file
    });
    for signal in ["INT", "TERM"] {
        let folder = data.to_str().expect("text");
        let mut server = program(&["--listen", "127.0.0.1:0", "--data", folder]);
        server.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut server = server.spawn().expect("it starts");
        let mut said = BufReader::new(server.stderr.take().expect("it is piped")).lines();
        let mut waits = said.by_ref().map_while(Result::ok);
        assert!(waits.any(|line| line.contains("the store is being restored")));
        let id = server.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.expect("it runs").success());
        assert!(server.wait().expect("it ends").success(), "{signal}");
    }
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
