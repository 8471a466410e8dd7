//! A server that runs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that runs on a free port.
pub struct Running {
    pub process: Child,
    pub port: u16,
}

impl Running {
    pub fn start(mut command: Command) -> Self {
        command.stderr(Stdio::null());
        Self::start_logging(command)
    }

    /// Starts it with the standard error that the command has.
    pub fn start_logging(mut command: Command) -> Self {
        let mut process = command
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let stdout = process.stdout.take().expect("it is piped");
        let mut line = String::new();
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it prints");
        let port = line.trim().strip_prefix("open http://localhost:");
        let port = port
            .and_then(|port| port.parse().ok())
            .expect("the address to open");
        Self { process, port }
    }

    pub fn rooms(&self) -> serde_json::Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let request = b"GET /api/rooms HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        stream.write_all(request).expect("it is open");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        let (_, body) = answer.split_once("\r\n\r\n").expect("there is a body");
        serde_json::from_str(body).expect("it is JSON")
    }

    /// Asks it to stop, and gives how it ended and after what time.
    pub fn stop(mut self) -> (Option<i32>, Duration) {
        let asked = Instant::now();
        let id = self.process.id().to_string();
        let kill = Command::new("kill").args(["-TERM", &id]).status();
        assert!(kill.expect("there is a kill command").success());
        let status = self.process.wait().expect("it ends");
        (status.code(), asked.elapsed())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already unless the test failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
