//! What the server tells of itself when it is asked by HTTP.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::measure::exposition::Exposition;
use crate::wire::way::Way;

/// How long an answer may take. The next second wants one of its own.
const WITHIN: Duration = Duration::from_millis(900);
const ANSWER_BYTES_MAX: usize = 256 * 1024;

/// The server's figures now; none if it does not tell.
pub async fn metrics(way: &Way) -> Option<Exposition> {
    Exposition::parse(&body(way, "/metrics").await?)
}

/// What the server runs with, by name; empty where it does not tell.
pub async fn settings(way: &Way) -> BTreeMap<String, String> {
    let mut settings = BTreeMap::new();
    let mut add = |name: &str, value: &Value| {
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if !value.is_null() {
            settings.insert(name.to_owned(), text);
        }
    };
    let health = json(way, "/healthz").await.unwrap_or_default();
    add("version", &health["version"]);
    let rooms = json(way, "/api/rooms").await.unwrap_or_default();
    if let Some([first, ..]) = rooms.as_array().map(Vec::as_slice) {
        add("rooms", &rooms.as_array().map_or(0, Vec::len).into());
        for name in ["capacity", "side_m", "bots"] {
            add(name, &first[name]);
        }
    }
    settings
}

async fn json(way: &Way, path: &str) -> Option<Value> {
    serde_json::from_str(&body(way, path).await?).ok()
}

async fn body(way: &Way, path: &str) -> Option<String> {
    // In HTTP/1.0 the answer is whole and ends with the connection.
    let (base, host) = (&way.base, &way.host);
    let request = format!("GET {base}{path} HTTP/1.0\r\nHost: {host}\r\n\r\n");
    let answer = timeout(WITHIN, get(way.address, request.as_bytes()))
        .await
        .ok()?
        .ok()?;
    let answer = String::from_utf8(answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let is_ok = head.split(' ').nth(1) == Some("200");
    is_ok.then(|| body.to_owned())
}

async fn get(address: SocketAddr, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request).await?;
    let mut answer = Vec::new();
    stream
        .take(ANSWER_BYTES_MAX as u64)
        .read_to_end(&mut answer)
        .await?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[tokio::test]
    async fn a_server_below_a_path_is_asked_and_no_other_at_its_address() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let way = Way {
            address: listener.local_addr().expect("an address"),
            host: "play.example.org:80".to_owned(),
            base: "/game".to_owned(),
            files_per_bot: 1,
            relay: None,
        };
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("who asks");
            let mut request = [0; 512];
            let read = io::Read::read(&mut stream, &mut request).expect("a request");
            io::Write::write_all(&mut stream, b"HTTP/1.0 200 OK\r\n\r\nhello").expect("a reader");
            String::from_utf8_lossy(&request[..read]).into_owned()
        });
        assert_eq!(body(&way, "/metrics").await.as_deref(), Some("hello"));
        let asked = server.join().expect("no bug");
        assert_eq!(
            asked,
            "GET /game/metrics HTTP/1.0\r\nHost: play.example.org:80\r\n\r\n"
        );
    }
}
