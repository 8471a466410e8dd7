//! A server whose streams and signals the test holds.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// Nothing in these tests takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A folder of this test's own, empty.
pub fn folder(name: &str) -> PathBuf {
    crate::scratch::folder("process", name)
}

/// The program with these arguments.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_asteroids-server"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// A file that is always full.
pub fn full_disk() -> Stdio {
    let file = fs::OpenOptions::new().write(true).open("/dev/full");
    file.expect("Linux has it").into()
}

/// A pipe whose reader has gone.
pub fn hung_up() -> Stdio {
    let (_reader, writer) = std::io::pipe().expect("there are descriptors");
    writer.into()
}

/// A server. Dropping it kills it.
pub struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    /// A small one on this data folder, started by `wrapper` and writing to
    /// these streams. Its socket is open before, so it need not tell its port.
    pub fn start(wrapper: &str, data: &Path, output: Stdio, errors: Stdio) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let script = format!(r#"export LISTEN_PID=$$; exec {wrapper} "$0" "$@" 3<&0 0</dev/null"#);
        let process = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_asteroids-server")])
            .args([
                "--capacity",
                "10",
                "--bots",
                "3",
                "--stop-seconds",
                "5",
                "--data",
            ])
            .arg(data)
            .env("LISTEN_FDS", "1")
            .stdin(OwnedFd::from(listener))
            .stdout(output)
            .stderr(errors)
            .spawn()
            .expect("there is a shell");
        let server = Self { process, address };
        assert!(server.is_well());
        server
    }

    /// One whose streams nobody looks at, and which ignores no signal even if whoever
    /// runs the tests does.
    pub fn quiet(data: &Path) -> Self {
        Self::start("env --default-signal", data, Stdio::null(), Stdio::null())
    }

    /// Whether `/healthz` says so; waits until it answers.
    pub fn is_well(&self) -> bool {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time-out");
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .expect("it takes a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer.starts_with("HTTP/1.1 200 ")
    }

    pub fn signal(&self, name: &str) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.expect("there is a kill command").success());
    }

    pub fn ended(mut self) -> ExitStatus {
        self.process.wait().expect("it ends")
    }

    /// Waits for its end, and says what it wrote to its errors.
    pub fn last_words(mut self) -> (ExitStatus, String) {
        let mut words = String::new();
        let errors = self.process.stderr.as_mut().expect("they are piped");
        errors.read_to_string(&mut words).expect("text");
        (self.ended(), words)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
