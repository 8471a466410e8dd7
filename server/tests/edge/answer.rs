//! What a browser or a script asks, and the answer to it.

use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::game::{Game, PATIENCE};

pub struct Answer {
    pub status: u16,
    /// With names in lower case.
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(&prefix))
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("it is JSON")
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("it is text")
    }
}

impl Game {
    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "").await
    }

    /// Asks with these header lines, each ending in CRLF.
    pub async fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");
        self.ask_raw(&request).await
    }

    /// Asks in these very words, after which the server is to hang up.
    pub async fn ask_raw(&self, request: &str) -> Answer {
        ask_raw(self.address, request).await
    }
}

/// Asks a server in these very words, after which it is to hang up.
pub async fn ask_raw(server: SocketAddr, request: impl AsRef<[u8]>) -> Answer {
    let mut stream = TcpStream::connect(server).await.expect("it listens");
    stream
        .write_all(request.as_ref())
        .await
        .expect("it is open");
    let mut bytes = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
    read.expect("in time").expect("an orderly end");
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head")
        + 4;
    let head = String::from_utf8_lossy(&bytes[..end]).replace("\r\n", "\n");
    let status = head[9..12].parse().expect("a status");
    Answer {
        status,
        head,
        body: bytes.split_off(end),
    }
}
