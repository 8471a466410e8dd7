//! The program, running.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixDatagram;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Nothing in these tests takes longer.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// The server looks at its rooms four times in this time.
const WATCHDOG_USEC: &str = "2000000";

/// The program, and who manages it.
pub struct Program {
    folder: PathBuf,
    notices: UnixDatagram,
    process: Child,
}

impl Program {
    /// Has a shell start it as this script says, in which `"$0" "$@"` is the
    /// program with its arguments.
    pub fn start(name: &str, script: &str, change: impl FnOnce(&mut Command)) -> Self {
        let folder = folder(name);
        let socket = folder.join("notify");
        let notices = UnixDatagram::bind(&socket).expect("a socket");
        notices
            .set_read_timeout(Some(PATIENCE))
            .expect("a time-out");
        let log = fs::File::create(folder.join("log")).expect("the folder takes it");
        let mut command = Command::new("sh");
        command
            .args(["-c", script, env!("CARGO_BIN_EXE_asteroids-server")])
            .args(["--capacity", "10", "--bots", "0", "--rooms", "2"])
            .env("ASTEROIDS_DATA", folder.join("data"))
            .env("NOTIFY_SOCKET", socket)
            .env("WATCHDOG_USEC", WATCHDOG_USEC)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        change(&mut command);
        Self {
            folder,
            notices,
            process: command.spawn().expect("there is a shell"),
        }
    }

    /// What it tells its manager next.
    pub fn tells(&self) -> String {
        let mut notice = [0; 256];
        let length = self.notices.recv(&mut notice).expect("it tells something");
        String::from_utf8_lossy(&notice[..length]).trim().into()
    }

    /// Asks it to stop.
    pub fn stop(&mut self) {
        let id = self.process.id().to_string();
        let kill = Command::new("kill").args(["-TERM", &id]).status();
        assert!(kill.expect("there is a kill command").success());
    }

    /// How it ended.
    pub fn ended(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().expect("it is ours") {
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "it goes on: {}", self.log());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).expect("it is there")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An empty folder of this test alone.
pub fn folder(name: &str) -> PathBuf {
    crate::scratch::folder("service", name)
}

/// A socket that listens on a free port.
pub fn free_port() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").expect("a port is free")
}

/// The answer to a request, as it comes.
pub fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it is open");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time-out");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}
