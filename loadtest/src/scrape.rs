//! Asks a server for its metrics.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::exposition::Exposition;

/// How long an answer may take. The next second wants one of its own.
const WITHIN: Duration = Duration::from_millis(900);
const ANSWER_BYTES_MAX: usize = 256 * 1024;

/// The server's figures now; none if it does not tell.
pub async fn scrape(address: SocketAddr, host: &str) -> Option<Exposition> {
    // In HTTP/1.0 the answer is whole and ends with the connection.
    let request = format!("GET /metrics HTTP/1.0\r\nHost: {host}\r\n\r\n");
    let answer = timeout(WITHIN, get(address, request.as_bytes()))
        .await
        .ok()?
        .ok()?;
    let answer = String::from_utf8(answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let is_ok = head.split(' ').nth(1) == Some("200");
    is_ok.then(|| Exposition::parse(body)).flatten()
}

async fn get(address: SocketAddr, mut request: &[u8]) -> io::Result<Vec<u8>> {
    let stream = TcpStream::connect(address).await?;
    while !request.is_empty() {
        stream.writable().await?;
        match stream.try_write(request) {
            Ok(written) => request = &request[written..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    let mut answer = Vec::new();
    while answer.len() < ANSWER_BYTES_MAX {
        stream.readable().await?;
        match stream.try_read_buf(&mut answer) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(answer)
}
