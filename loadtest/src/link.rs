//! One WebSocket to the server.

use std::fmt;
use std::io;
use std::time::Duration;

use asteroids_shared::protocol::ToServer;
use asteroids_shared::protocol::limits::TO_CLIENT_BYTES_MAX;
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// How long connecting, and writing a message, may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// What is read at once. The usual 128 KiB would be most of a bot.
const READ_BUFFER_BYTES: usize = 4 * 1024;

/// Why there is no link, or no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// The server closed with this code, 0 for none.
    Closed(u16),
    /// The connection broke, or could not be made.
    Broken(io::ErrorKind),
    /// The server did not answer as a WebSocket server; its HTTP status, if it
    /// gave one.
    Refused(Option<u16>),
    /// It took too long to connect, to be welcomed, or to write a message.
    TimedOut,
    /// What came was no WebSocket frame, or the first message no welcome.
    Nonsense,
}

impl fmt::Display for Farewell {
    /// The name used in reports.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Closed(code) => write!(f, "closed_{code}"),
            Self::Broken(kind) => write!(f, "broken ({kind})"),
            Self::Refused(Some(status)) => write!(f, "refused_{status}"),
            Self::Refused(None) => f.write_str("refused"),
            Self::TimedOut => f.write_str("timed_out"),
            Self::Nonsense => f.write_str("nonsense"),
        }
    }
}

impl From<Error> for Farewell {
    fn from(error: Error) -> Self {
        match error {
            Error::ConnectionClosed | Error::AlreadyClosed => Self::Closed(0),
            Error::Io(error) => Self::Broken(error.kind()),
            Error::Http(response) => Self::Refused(Some(response.status().as_u16())),
            Error::Url(_) | Error::HttpFormat(_) | Error::Tls(_) => Self::Refused(None),
            Error::Capacity(_)
            | Error::Protocol(_)
            | Error::WriteBufferFull(_)
            | Error::Utf8(_)
            | Error::AttackAttempt => Self::Nonsense,
        }
    }
}

/// One WebSocket to the server.
#[derive(Debug)]
pub struct Link(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Link {
    /// Connects to a `ws://` address.
    pub async fn open(url: &str) -> Result<Self, Farewell> {
        // Twice the allowed size is still read, so that a message over it is
        // counted as such.
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .write_buffer_size(0)
            .max_message_size(Some(2 * TO_CLIENT_BYTES_MAX))
            .max_frame_size(Some(2 * TO_CLIENT_BYTES_MAX));
        let no_delay = true;
        let connect = connect_async_with_config(url, Some(config), no_delay);
        let (socket, _) = within(connect).await?;
        Ok(Self(socket))
    }

    /// The next message. May be dropped at any time without losing one.
    pub async fn receive(&mut self) -> Result<Bytes, Farewell> {
        loop {
            match self.0.next().await.ok_or(Farewell::Closed(0))?? {
                Message::Binary(bytes) => return Ok(bytes),
                Message::Text(_) => return Err(Farewell::Nonsense),
                Message::Close(frame) => {
                    return Err(Farewell::Closed(frame.map_or(0, |frame| frame.code.into())));
                }
                // Pings are answered below us.
                Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }

    /// Sends a message.
    pub async fn send(&mut self, message: &ToServer) -> Result<(), Farewell> {
        within(self.0.send(Message::Binary(message.encode().into()))).await
    }

    /// Says goodbye; whoever does not answer is left.
    pub async fn close(mut self) {
        // Nothing more is wanted of this link, not even a reason.
        let _ = within(self.0.close(None)).await;
    }
}

async fn within<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Farewell> {
    Ok(timeout(PATIENCE, work)
        .await
        .map_err(|_| Farewell::TimedOut)??)
}
