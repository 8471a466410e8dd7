//! The program where only processes are to be seen, as `ProcSubset=pid` has it.

use std::os::fd::OwnedFd;
use std::process::Command;

use crate::program::{Program, free_port, get};

/// A new place to see processes from, for root and for others.
const PLACES: [&str; 2] = [
    "unshare --mount",
    "unshare --user --map-root-user --mount --pid --fork",
];
const HIDE: &str = "mount -t proc -o subset=pid proc /proc && ! test -e /proc/net";

/// The first place in which all but processes can be hidden here.
fn place() -> Option<&'static str> {
    PLACES.into_iter().find(|place| {
        let script = format!("{place} sh -c '{HIDE}'");
        let tried = Command::new("sh").args(["-c", &script]).output();
        tried.is_ok_and(|tried| tried.status.success())
    })
}

#[test]
fn memory_is_seen_where_only_processes_are() {
    // Where nothing can be hidden, the machines made of files in `net::door::memory`
    // show the same; what is seen here must be told all the same.
    let begin = place().map_or(String::new(), |place| {
        format!("exec {place} sh -c '{HIDE} && exec \"$0\" \"$@\"' ")
    });
    let listener = free_port();
    let address = listener.local_addr().expect("it is bound");
    let script = match place() {
        Some(_) => format!(r#"{begin} "$0" "$@""#),
        None => r#"exec "$0" "$@""#.to_owned(),
    };
    drop(listener);
    let listen = address.to_string();
    let program = Program::start("memory", &script, |command| {
        command.args(["--listen", &listen, "--memory-mb", "32"]);
    });
    assert_eq!(program.tells(), "READY=1");
    let metrics = get(address, "/metrics");
    let value = |name: &str| -> f64 {
        let line = metrics.lines().find_map(|line| line.strip_prefix(name));
        let value = line.unwrap_or_else(|| panic!("no {name}in {metrics}"));
        value.trim().parse().expect("a number")
    };
    assert!(value("asteroids_memory_used_bytes ") > 4e6, "{metrics}");
    for source in ["process", "sockets", "groups", "machine"] {
        let blind = value(&format!("asteroids_memory_blind{{source=\"{source}\"}} "));
        assert_eq!(blind, 0.0, "{source}");
    }
    let log = program.log();
    assert!(!log.contains("cannot be read"), "{log}");
}

#[test]
fn without_a_setting_the_machine_is_seen_too() {
    let Some(place) = place() else {
        return; // What a call tells is what the file would.
    };
    let listener = free_port();
    let address = listener.local_addr().expect("it is bound");
    let script = format!(
        r#"exec {place} sh -c '{HIDE} && export LISTEN_PID=$$ && exec "$0" "$@" 3<&0 0</dev/null' "$0" "$@""#
    );
    let program = Program::start("machine", &script, |command| {
        command
            .env("LISTEN_FDS", "1")
            .stdin(OwnedFd::from(listener));
    });
    assert_eq!(program.tells(), "READY=1");
    let metrics = get(address, "/metrics");
    assert!(
        metrics.contains("asteroids_memory_blind{source=\"machine\"} 0"),
        "{metrics}"
    );
}
