//! What the manager is told.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};

use crate::program::{PATIENCE, Program, free_port};

/// Hands over standard input as the one socket.
const ON_ONE_SOCKET: &str = r#"export LISTEN_PID=$$; exec "$0" "$@" 3<&0 0</dev/null"#;

fn start(name: &str, listener: TcpListener) -> Program {
    Program::start(name, ON_ONE_SOCKET, |command| {
        command
            .env("LISTEN_FDS", "1")
            .stdin(OwnedFd::from(listener));
    })
}

#[test]
fn whoever_comes_before_the_server_is_there_is_served_all_the_same() {
    let listener = free_port();
    let mut early = TcpStream::connect(listener.local_addr().expect("it is bound"))
        .expect("the manager listens");
    early
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .expect("it is open");
    early.set_read_timeout(Some(PATIENCE)).expect("a time-out");
    let _program = start("early", listener);
    let mut answer = String::new();
    early.read_to_string(&mut answer).expect("it answers");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[test]
fn the_manager_is_told_of_start_life_and_end() {
    let mut program = start("life", free_port());
    assert_eq!(program.tells(), "READY=1");
    for _ in 0..2 {
        assert_eq!(program.tells(), "WATCHDOG=1");
    }
    program.stop();
    let last = std::iter::repeat_with(|| program.tells()).find(|notice| notice != "WATCHDOG=1");
    assert_eq!(last.as_deref(), Some("STOPPING=1"));
    assert!(program.ended().success());
}

#[test]
fn a_manager_at_an_address_without_a_path_is_told_too() {
    let name = format!("asteroids-life-{}", std::process::id());
    let address = SocketAddr::from_abstract_name(&name).expect("a name");
    let manager = UnixDatagram::bind_addr(&address).expect("nobody has it");
    manager
        .set_read_timeout(Some(PATIENCE))
        .expect("a time-out");
    let _program = Program::start("abstract", r#"exec "$0" --listen 127.0.0.1:0 "$@""#, |it| {
        it.env("NOTIFY_SOCKET", format!("@{name}"));
    });
    let mut notice = [0; 256];
    let length = manager.recv(&mut notice).expect("it tells something");
    assert_eq!(&notice[..length], b"READY=1");
}

#[test]
fn what_the_manager_says_and_makes_no_sense_ends_the_start_in_one_line() {
    for (variable, value) in [
        ("NOTIFY_SOCKET", "somewhere"),
        ("WATCHDOG_USEC", "soon"),
        ("LISTEN_FDS", "many"),
        ("LISTEN_FDNAMES", "one:two"),
    ] {
        let mut program = Program::start("senseless", ON_ONE_SOCKET, |command| {
            command
                .env("LISTEN_FDS", "1")
                .env(variable, value)
                .stdin(OwnedFd::from(free_port()));
        });
        assert!(!program.ended().success(), "{variable}");
        let log = program.log();
        let last = log.lines().last().unwrap_or_default();
        assert!(last.contains(&format!("{variable} is '{value}'")), "{log}");
    }
}
