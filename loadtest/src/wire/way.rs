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
use tokio_tungstenite::tungstenite::http::header::LOCATION;

use crate::wire::target::Target;
use crate::wire::tls::{self, Relay, TlsError};

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
    /// The path below which the server answers, without a slash at the end.
    pub base: String,
    /// Open files for each bot.
    pub files_per_bot: u64,
    /// What speaks TLS for the bots, if the server wants it.
    pub relay: Option<Relay>,
}

/// Why no bot sets out.
#[derive(Debug, thiserror::Error)]
pub enum NoWay {
    /// Nothing takes connections there.
    #[error("nothing answers at {host} ({why}): start the server, or say with --url where it is")]
    Silence {
        /// Where.
        host: String,
        /// Why.
        why: io::Error,
    },
    /// There is no TLS, or a certificate that nobody vouches for.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// There is a server of HTTP, but no WebSocket.
    #[error("{url} answers {status}, there is no WebSocket: {advice}")]
    NoWebSocket {
        /// What was asked for.
        url: String,
        /// What it answered.
        status: u16,
        /// What is meant, perhaps.
        advice: String,
    },
    /// The server sends whoever asks elsewhere, where no bot follows.
    #[error("{url} answers {status}: {advice}")]
    Elsewhere {
        /// What was asked for.
        url: String,
        /// What it answered.
        status: u16,
        /// Where it sends.
        advice: String,
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
        base: target.base.clone(),
        files_per_bot: 1,
        relay: None,
    };
    if target.is_tls {
        let relay = tls::relay(way.address, &target.name).await?;
        way.address = relay.address;
        way.relay = Some(relay);
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
    let (host, why) = (target.host.clone(), problem);
    Err(NoWay::Silence { host, why })
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
    let status = response.status().as_u16();
    let location = response.headers().get(LOCATION);
    let location = location.and_then(|it| it.to_str().ok());
    let url = url.to_owned();
    match status {
        403 | 429 | 503 => {
            let body = response.body().as_deref().unwrap_or_default();
            let words = words_of(body).unwrap_or_else(|| "it takes nobody in".to_owned());
            NoWay::Refused { url, status, words }
        }
        502 | 504 => {
            let words = "a proxy is there, but no game behind it: start the server, or tell the proxy where it is";
            let words = words.to_owned();
            NoWay::Refused { url, status, words }
        }
        300..400 => {
            let advice = location.map_or_else(
                || "it sends elsewhere, but does not say where".to_owned(),
                |to| format!("it sends to {to}: write --url {}", socket_at(to, &url)),
            );
            NoWay::Elsewhere {
                url,
                status,
                advice,
            }
        }
        _ => {
            let base = url.trim_end_matches('/');
            let meant = format!("{}/ws", base.strip_suffix("/ws").unwrap_or(base));
            let advice = if meant == url {
                "another server may have the address, or the game is below another path".to_owned()
            } else {
                format!("a game's URL ends in /ws, as in {meant}")
            };
            NoWay::NoWebSocket {
                url,
                status,
                advice,
            }
        }
    }
}

/// The WebSocket at a location that was given for this URL, perhaps without its
/// scheme and host.
fn socket_at(location: &str, url: &str) -> String {
    if location.starts_with("http") {
        return location.replacen("http", "ws", 1);
    }
    let host = url.find("://").map_or(0, |end| end + "://".len());
    let path = url[host..].find('/').map_or(url.len(), |path| host + path);
    format!("{}/{}", &url[..path], location.trim_start_matches('/'))
}

/// The server's own words, which it gives as `{"error": "…"}`.
fn words_of(body: &[u8]) -> Option<String> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    Some(body["error"].as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[tokio::test]
    async fn every_address_of_a_name_is_tried() {
        let listen = || TcpListener::bind("127.0.0.1:0").expect("a free port");
        let (server, closed) = (listen(), listen());
        let of = |listener: &TcpListener| listener.local_addr().expect("an address");
        let mut target = Target::of("ws://127.0.0.1/ws").expect("a target");
        target.addresses = vec![of(&closed), of(&server)];
        drop(closed);
        assert_eq!(reach(&target).await.expect("a way"), of(&server));
        target.addresses.pop();
        assert!(matches!(reach(&target).await, Err(NoWay::Silence { .. })));
    }

    #[test]
    fn a_location_is_told_as_the_url_of_a_websocket() {
        for (location, socket) in [
            ("https://a.example/ws", "wss://a.example/ws"),
            ("http://b.example/game/ws", "ws://b.example/game/ws"),
            ("/game/ws", "ws://a.example:81/game/ws"),
        ] {
            assert_eq!(socket_at(location, "ws://a.example:81/ws"), socket);
        }
    }
}
