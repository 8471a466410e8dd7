//! The way to the server, which is tried before any bot sets out: what is wrong
//! with it is said at once.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite;
use tokio_tungstenite::tungstenite::http::Response;

use crate::target::Target;
use crate::tls::{self, TlsError};

/// How long an address, and the server behind it, may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// A way that leads to a game server.
#[derive(Clone, Debug)]
pub struct Way {
    /// Where bots connect to: the first address that answers, or a relay to it
    /// that speaks TLS.
    pub address: SocketAddr,
    /// The server's name and port, as they stand in the URL.
    pub host: String,
    /// Open files for each bot.
    pub files_per_bot: u64,
}

/// Why no bot sets out.
#[derive(Debug, thiserror::Error)]
pub enum NoWay {
    /// Nothing takes connections there.
    #[error(
        "nothing answers at {host} ({source}): start the server, or say with --url where it is"
    )]
    Silence {
        /// Where.
        host: String,
        /// Why.
        source: io::Error,
    },
    /// There is no TLS, or a certificate that nobody vouches for.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// There is a server of HTTP, but no WebSocket.
    #[error(
        "{url} answers {status}, there is no WebSocket: a game's URL ends in /ws, as in {meant}"
    )]
    NoWebSocket {
        /// What was asked for.
        url: String,
        /// What it answered.
        status: u16,
        /// What is meant, perhaps.
        meant: String,
    },
    /// The server takes nobody in.
    #[error("{url} answers {status}: {words}")]
    Refused {
        /// What was asked for.
        url: String,
        /// What it answered.
        status: u16,
        /// In its words.
        words: String,
    },
    /// What answers speaks something else.
    #[error("what answers at {host} is no game server: {problem}")]
    Foreign {
        /// Where.
        host: String,
        /// What was wrong with its answer.
        problem: String,
    },
}

/// Finds a way to the server: tries each of its addresses, and opens a
/// WebSocket there.
pub async fn find(url: &str, target: &Target) -> Result<Way, NoWay> {
    let mut way = Way {
        address: reach(target).await?,
        host: target.host.clone(),
        files_per_bot: 1,
    };
    if target.is_tls {
        way.address = tls::relay(way.address, &target.name).await?;
        // The bot's end of the relay, the relay's, and the relay's to the server.
        way.files_per_bot = 3;
    }
    knock(url, &way).await?;
    Ok(way)
}

async fn reach(target: &Target) -> Result<SocketAddr, NoWay> {
    let mut problem = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for &address in &target.addresses {
        match timeout(PATIENCE, TcpStream::connect(address)).await {
            Ok(Ok(_)) => return Ok(address),
            Ok(Err(error)) => problem = error,
            Err(_) => problem = io::ErrorKind::TimedOut.into(),
        }
    }
    let (host, source) = (target.host.clone(), problem);
    Err(NoWay::Silence { host, source })
}

/// Opens a WebSocket and leaves without a word.
async fn knock(url: &str, way: &Way) -> Result<(), NoWay> {
    let foreign = |problem: String| NoWay::Foreign {
        host: way.host.clone(),
        problem,
    };
    let stream = TcpStream::connect(way.address).await;
    let stream = stream.map_err(|error| foreign(error.to_string()))?;
    match timeout(PATIENCE, client_async(url, stream)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(tungstenite::Error::Http(response))) => Err(refused(url, &response)),
        Ok(Err(error)) => Err(foreign(error.to_string())),
        Err(_) => Err(foreign(format!("it says nothing for {PATIENCE:?}"))),
    }
}

fn refused(url: &str, response: &Response<Option<Vec<u8>>>) -> NoWay {
    const NOBODY_NOW: [u16; 3] = [403, 429, 503];
    let (url, status) = (url.to_owned(), response.status().as_u16());
    if NOBODY_NOW.contains(&status) {
        let body = response.body().as_deref().unwrap_or_default();
        let words = words_of(body).unwrap_or_else(|| "it takes nobody in".to_owned());
        return NoWay::Refused { url, status, words };
    }
    let base = url.trim_end_matches('/');
    let meant = format!("{}/ws", base.strip_suffix("/ws").unwrap_or(base));
    NoWay::NoWebSocket { url, status, meant }
}

/// The server's own words, which it gives as `{"error": "…"}`.
fn words_of(body: &[u8]) -> Option<String> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    Some(body["error"].as_str()?.to_owned())
}
