//! A server in a process of its own, which can be killed.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};

/// A folder of this test's own, empty.
pub fn folder(name: &str) -> PathBuf {
    crate::scratch::folder("store", name)
}

/// Runs the program with these arguments to its end.
pub fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_asteroids-server"));
    command.args(arguments).output().expect("it runs")
}

/// A server in a process of its own. Dropping it kills it.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
}

impl Server {
    /// A small world, dense with asteroids, without bots; frames at each tick.
    pub fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// The same with these settings besides.
    pub fn start_with(data: &Path, settings: &[&str]) -> Self {
        Self::start_at(data, "127.0.0.1:0", "unlimited", settings)
    }

    /// The same, where no file may grow beyond so many bytes.
    pub fn start_limited(data: &Path, bytes: &str) -> Self {
        Self::start_at(data, "127.0.0.1:0", bytes, &[])
    }

    /// Asks it to stop, and starts it again in the same place.
    pub fn restart(self, data: &Path) -> Self {
        let address = self.address.to_string();
        self.stop();
        Self::start_at(data, &address, "unlimited", &[])
    }

    fn start_at(data: &Path, listen: &str, file_bytes: &str, settings: &[&str]) -> Self {
        // A file that may not grow is then an error and no signal.
        let mut process = Command::new("prlimit")
            .arg(format!("--fsize={file_bytes}:unlimited"))
            .args([
                "env",
                "--ignore-signal=XFSZ",
                env!("CARGO_BIN_EXE_asteroids-server"),
            ])
            .args(["--listen", listen, "--bots", "0", "--capacity", "50"])
            .args(["--side", "120", "--rock-area", "100", "--send-every", "1"])
            .args(["--log-level", "warn", "--data"])
            .arg(data)
            .args(settings)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("it is piped");
        BufReader::new(output).read_line(&mut line).expect("text");
        let port = line
            .trim()
            .rsplit(':')
            .next()
            .and_then(|it| it.parse().ok());
        let port: u16 = port.unwrap_or_else(|| panic!("no port in: {line}"));
        Self {
            process,
            address: SocketAddr::from(([127, 0, 0, 1], port)),
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Ends it without a chance to do anything.
    pub fn kill(mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it ends");
    }

    /// Asks it to stop.
    pub fn ask_to_stop(&self) {
        let id = self.id().to_string();
        let asked = Command::new("kill").arg(&id).status().expect("it runs");
        assert!(asked.success());
    }

    /// Waits for its end.
    pub fn ended(mut self) -> ExitStatus {
        self.process.wait().expect("it ends")
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(self) {
        self.ask_to_stop();
        assert!(self.ended().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be over.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
