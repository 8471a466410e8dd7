//! The program with few descriptors.

use std::net::TcpStream;
use std::os::fd::OwnedFd;

use crate::program::{Program, free_port, get};

#[test]
fn health_is_told_while_idle_connections_take_all_descriptors() {
    let listener = free_port();
    let address = listener.local_addr().expect("it is bound");
    let script = r#"ulimit -n 128; export LISTEN_PID=$$; exec "$0" "$@" 3<&0 0</dev/null"#;
    let program = Program::start("descriptors", script, |command| {
        command
            .env("LISTEN_FDS", "1")
            .stdin(OwnedFd::from(listener));
    });
    assert_eq!(program.tells(), "READY=1");
    let mut idle = Vec::new();
    for _ in 0..5 {
        for _ in 0..100 {
            idle.push(TcpStream::connect(address).expect("it listens"));
        }
        let health = get(address, "/healthz");
        assert!(health.starts_with("HTTP/1.1 200 "), "{health}");
    }
    let page = get(address, "/");
    assert!(page.starts_with("HTTP/1.1 503 "), "{page}");
    let log = program.log();
    assert!(!log.contains("cannot accept"), "{log}");
}
