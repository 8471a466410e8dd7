//! One WebSocket to the server.
//!
//! After the handshake a bot reads and writes its frames itself: thousands
//! share one read buffer, where a WebSocket of the library would have its own.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use asteroids_shared::protocol::CloseCode;
use asteroids_shared::protocol::limits::TO_CLIENT_BYTES_MAX;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::COOKIE;

use crate::wire::websocket::{self, NotAFrame, Opcode, ServerFrame};

/// How long connecting, and saying goodbye, may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Twice the allowed size is still read, so that a message over it is counted
/// as such.
const PAYLOAD_BYTES_MAX: usize = 2 * TO_CLIENT_BYTES_MAX;
/// A read buffer of this size has room for more than a frame.
pub const READ_BUFFER_BYTES: usize = 4 * TO_CLIENT_BYTES_MAX;
/// What waits for a server that takes nothing. With more a bot gives up.
const UNSENT_BYTES_MAX: usize = 64 * 1024;

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
    /// It took too long to connect, to be welcomed, or to take messages: too
    /// much waited to be sent.
    TimedOut,
    /// What came was no WebSocket frame, or the first message no welcome.
    Nonsense,
}

impl Farewell {
    /// Whether an edge is full where another one may not be.
    pub const fn is_of_a_full_edge(&self) -> bool {
        const ELSEWHERE: u16 = CloseCode::Elsewhere.code();
        matches!(self, Self::Closed(ELSEWHERE) | Self::Refused(Some(503)))
    }

    /// Whether it is what a server does to who reads too slowly: it cuts it off,
    /// with a word or, as that may not get through, without one. Who reads
    /// nothing does not answer pings either.
    pub const fn is_of_a_slow_reader(&self) -> bool {
        const TOO_SLOW: u16 = CloseCode::TooSlow.code();
        const PING_TIMEOUT: u16 = CloseCode::PingTimeout.code();
        matches!(
            self,
            Self::Closed(0 | TOO_SLOW | PING_TIMEOUT)
                | Self::Broken(io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe)
        )
    }
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

impl From<io::Error> for Farewell {
    fn from(error: io::Error) -> Self {
        Self::Broken(error.kind())
    }
}

impl From<NotAFrame> for Farewell {
    fn from(NotAFrame: NotAFrame) -> Self {
        Self::Nonsense
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

/// Opens a TCP connection. The kernel buffers `receive_bytes` for it if given.
pub async fn dial(address: SocketAddr, receive_bytes: Option<u32>) -> Result<TcpStream, Farewell> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    if let Some(bytes) = receive_bytes {
        socket.set_recv_buffer_size(bytes)?;
    }
    let stream = timeout(PATIENCE, socket.connect(address))
        .await
        .map_err(|_| Farewell::TimedOut)??;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// One WebSocket to the server.
#[derive(Debug)]
pub struct Link {
    stream: TcpStream,
    /// The beginning of a frame that has not come whole.
    partial: Vec<u8>,
    /// Frames that the kernel has not taken.
    unsent: Vec<u8>,
    mask: u32,
}

impl Link {
    /// Makes a WebSocket of a connection; `url` is what the server is asked for,
    /// and the cookie says who asks.
    pub async fn upgrade(
        stream: TcpStream,
        url: &str,
        cookie: Option<HeaderValue>,
    ) -> Result<Self, Farewell> {
        let mut request = url.into_client_request()?;
        if let Some(cookie) = cookie {
            request.headers_mut().insert(COOKIE, cookie);
        }
        let handshake = timeout(PATIENCE, client_async(request, stream));
        let (socket, _) = handshake.await.map_err(|_| Farewell::TimedOut)??;
        Ok(Self {
            // Nothing is lost: before a hello the server says nothing.
            stream: socket.into_inner(),
            partial: Vec::new(),
            unsent: Vec::new(),
            mask: 0x9e37_79b9,
        })
    }

    /// Reads once, and hands over each message that is whole by then.
    pub fn poll_hear(
        &mut self,
        context: &mut Context,
        buffer: &mut [u8],
        mut hear: impl FnMut(&[u8]),
    ) -> Poll<Result<(), Farewell>> {
        let mut read = ReadBuf::new(buffer);
        read.put_slice(&self.partial);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut read))?;
        let mut bytes = read.filled();
        if bytes.len() == self.partial.len() {
            return Poll::Ready(Err(Farewell::Closed(0)));
        }
        self.partial.clear();
        while let Some(frame) = ServerFrame::first_of(bytes, PAYLOAD_BYTES_MAX)? {
            match frame.opcode {
                Opcode::Binary => hear(frame.payload),
                Opcode::Ping => self.put(Opcode::Pong, frame.payload),
                Opcode::Pong => {}
                Opcode::Close => return Poll::Ready(Err(Farewell::Closed(frame.close_code()))),
            }
            bytes = &bytes[frame.bytes..];
        }
        self.partial.extend_from_slice(bytes);
        Poll::Ready(self.flush())
    }

    /// The bare connection.
    pub fn into_stream(self) -> TcpStream {
        self.stream
    }

    /// Writes what is unsent as soon as the kernel takes more.
    pub fn poll_flush(&mut self, context: &mut Context) -> Poll<Result<(), Farewell>> {
        while !self.unsent.is_empty() {
            ready!(self.stream.poll_write_ready(context))?;
            self.flush()?;
        }
        Poll::Ready(Ok(()))
    }

    /// Puts a message behind what is unsent.
    pub fn say(&mut self, message: &[u8]) {
        self.put(Opcode::Binary, message);
    }

    fn put(&mut self, opcode: Opcode, payload: &[u8]) {
        self.mask = self.mask.wrapping_mul(0x9e37_79b9).wrapping_add(1);
        websocket::put(&mut self.unsent, opcode, payload, self.mask.to_be_bytes());
    }

    /// Writes as much of what is unsent as the kernel takes at once.
    pub fn flush(&mut self) -> Result<(), Farewell> {
        if self.unsent.is_empty() {
            return Ok(());
        }
        match self.stream.try_write(&self.unsent) {
            Ok(written) if written == self.unsent.len() => self.unsent.clear(),
            Ok(written) => drop(self.unsent.drain(..written)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error.into()),
        }
        if self.unsent.len() > UNSENT_BYTES_MAX {
            return Err(Farewell::TimedOut);
        }
        Ok(())
    }

    /// Says goodbye and waits for the server to hang up. Nothing more is
    /// wanted of this link, not even a reason.
    pub async fn close(mut self) {
        const NORMAL: [u8; 2] = 1000_u16.to_be_bytes();
        self.put(Opcode::Close, &NORMAL);
        let mut buffer = vec![0; 4096];
        let goodbye = std::future::poll_fn(|context| {
            if let Poll::Ready(Err(_)) = self.poll_flush(context) {
                return Poll::Ready(());
            }
            loop {
                let mut read = ReadBuf::new(&mut buffer);
                match Pin::new(&mut self.stream).poll_read(context, &mut read) {
                    Poll::Ready(Ok(())) if !read.filled().is_empty() => {}
                    Poll::Ready(_) => return Poll::Ready(()),
                    Poll::Pending => return Poll::Pending,
                }
            }
        });
        // Whoever does not hang up is left.
        let _ = timeout(PATIENCE, goodbye).await;
    }
}
