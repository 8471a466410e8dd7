//! The server as systemd runs it: on a socket that was open before, telling
//! when it is ready, that it lives, and that it stops.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// Nothing in these tests takes longer.
const PATIENCE: Duration = Duration::from_secs(20);
/// The server looks at its rooms four times in this time.
const WATCHDOG_USEC: &str = "2000000";

/// A service manager with one service.
struct Manager {
    notices: UnixDatagram,
    server: Child,
}

impl Manager {
    /// Starts the server on this socket, as its third file descriptor.
    fn start(name: &str, listener: TcpListener) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join("service")
            .join(name);
        // It may be there from an earlier run.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("the target folder takes it");
        let socket = folder.join("notify");
        let notices = UnixDatagram::bind(&socket).expect("a socket");
        notices
            .set_read_timeout(Some(PATIENCE))
            .expect("a time-out");
        let server = Command::new("sh")
            .args([
                "-c",
                r#"export LISTEN_PID=$$; exec "$0" "$@" 3<&0 0</dev/null"#,
                env!("CARGO_BIN_EXE_asteroids-server"),
            ])
            .args(["--capacity", "10", "--bots", "0", "--rooms", "2", "--data"])
            .arg(folder.join("data"))
            .env("LISTEN_FDS", "1")
            .env("NOTIFY_SOCKET", socket)
            .env("WATCHDOG_USEC", WATCHDOG_USEC)
            .stdin(OwnedFd::from(listener))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("there is a shell");
        Self { notices, server }
    }

    /// What the server tells next.
    fn hears(&self) -> String {
        let mut notice = [0; 256];
        let length = self.notices.recv(&mut notice).expect("it tells something");
        String::from_utf8_lossy(&notice[..length]).trim().into()
    }

    fn stop(&mut self) {
        let id = self.server.id().to_string();
        let kill = Command::new("kill").args(["-TERM", &id]).status();
        assert!(kill.expect("there is a kill command").success());
    }

    fn ended(&mut self) -> ExitStatus {
        self.server.wait().expect("it ends")
    }
}

impl Drop for Manager {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn free_port() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").expect("a port is free")
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
    let _manager = Manager::start("early", listener);
    let mut answer = String::new();
    early.read_to_string(&mut answer).expect("it answers");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[test]
fn the_manager_is_told_of_start_life_and_end() {
    let mut manager = Manager::start("life", free_port());
    assert_eq!(manager.hears(), "READY=1");
    for _ in 0..2 {
        assert_eq!(manager.hears(), "WATCHDOG=1");
    }
    manager.stop();
    let last = std::iter::repeat_with(|| manager.hears()).find(|notice| notice != "WATCHDOG=1");
    assert_eq!(last.as_deref(), Some("STOPPING=1"));
    assert!(manager.ended().success());
}
