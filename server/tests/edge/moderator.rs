//! Someone who keeps order, by the API for moderators.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{interval, timeout};

use crate::arena::Arena;
use crate::game::PATIENCE;

pub const TOKEN: &str = "a token for these tests";

/// A folder of this test's own, empty.
pub fn folder(name: &str) -> PathBuf {
    crate::scratch::folder("admin", name)
}

/// Someone who keeps order.
pub struct Moderator {
    server: SocketAddr,
    token: String,
    address: String,
}

impl Moderator {
    /// One with the right token.
    pub fn at(server: SocketAddr) -> Self {
        Self::with_token(server, TOKEN)
    }

    pub fn with_token(server: SocketAddr, token: &str) -> Self {
        let token = token.to_owned();
        let address = "198.51.100.1".to_owned();
        Self {
            server,
            token,
            address,
        }
    }

    /// The same, who asks from this address by way of a proxy.
    pub fn from(self, address: &str) -> Self {
        let address = address.to_owned();
        Self { address, ..self }
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.ask("GET", path, "").await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// Has something done.
    pub async fn order(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.ask("POST", path, &body.to_string()).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    /// The status with which an order is refused, and what is said about it.
    pub async fn refused(&self, path: &str, body: Value) -> (u16, String) {
        let (status, answer) = self.ask("POST", path, &body.to_string()).await;
        let error = answer["error"].as_str().expect("it says why").to_owned();
        (status, error)
    }

    /// The number of the connection of whoever flies under this name.
    pub async fn client(&self, name: &str) -> u64 {
        let row = self.row(name).await;
        row["client"].as_u64().expect("it has a number")
    }

    /// What is listed of whoever is here under this name, once it is.
    pub async fn row(&self, name: &str) -> Value {
        let mut again = interval(std::time::Duration::from_millis(20));
        let listed = async {
            loop {
                let players = self.get("players").await;
                let mut rows = players.as_array().expect("a list").iter();
                if let Some(row) = rows.find(|row| row["name"] == name) {
                    return row.clone();
                }
                again.tick().await;
            }
        };
        timeout(PATIENCE, listed).await.expect("it should be here")
    }

    /// The audit log: action, target, reason and outcome, the newest first.
    pub async fn audit(&self) -> Vec<[String; 4]> {
        let entries = self.get("audit").await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let entry =
            |it: &Value| ["action", "target", "reason", "outcome"].map(|key| text(&it[key]));
        entries
            .as_array()
            .expect("a list")
            .iter()
            .map(entry)
            .collect()
    }

    pub async fn ban_network(&self, network: &str, minutes: Option<u32>) -> Value {
        let body = json!({ "network": network, "minutes": minutes, "reason": "spam" });
        self.order("bans", body).await
    }

    /// The status and the body of an answer.
    pub async fn ask(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let path = format!("/api/admin/{path}");
        let headers = format!(
            "Authorization: Bearer {}\r\nX-Forwarded-For: {}\r\n",
            self.token, self.address
        );
        ask(self.server, method, &path, &headers, body).await
    }
}

impl Arena {
    pub fn moderator(&self) -> Moderator {
        Moderator::at(self.address)
    }
}

/// Asks with these header lines, each ending in CRLF. Gives the status and the
/// body, null if it is no JSON.
pub async fn ask(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
    body: &str,
) -> (u16, Value) {
    let bytes = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n{headers}\
         Content-Type: application/json\r\nContent-Length: {bytes}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(server).await.expect("it listens");
    stream.write_all(request.as_bytes()).await.expect("open");
    let mut answer = String::new();
    let read = timeout(PATIENCE, stream.read_to_string(&mut answer)).await;
    read.expect("in time").expect("text");
    let status = answer[9..12].parse().expect("a status");
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    (status, serde_json::from_str(body).unwrap_or(Value::Null))
}
