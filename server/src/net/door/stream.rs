//! The bytes of one connection, as hyper and the WebSocket read and write them.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedReadHalf;
use tokio::sync::OwnedSemaphorePermit;

use crate::net::bounds::headcount::Counted;
use crate::net::client::line::Line;
use crate::net::visitor::networks::Subnet;

/// How many bytes a client may still send. What it sends beyond that is not
/// read: reading fails with [`io::ErrorKind::InvalidData`].
#[derive(Clone, Debug)]
pub(in crate::net) struct Allowance(Arc<AtomicUsize>);

impl Allowance {
    /// More than anybody sends.
    pub const UNLIMITED: usize = usize::MAX;

    fn new() -> Self {
        Self(Arc::new(AtomicUsize::new(Self::UNLIMITED)))
    }

    /// From now on the client may send so many bytes.
    pub fn grant(&self, bytes: usize) {
        self.0.store(bytes, Ordering::Relaxed);
    }

    /// So many bytes that have come do not count, but never may it send more than
    /// `max`.
    pub fn give_back(&self, bytes: usize, max: usize) {
        let more = |left: usize| Some(left.saturating_add(bytes).min(max.max(left)));
        // It always gives a number.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }

    fn take(&self, bytes: usize) -> io::Result<()> {
        let less = |left: usize| left.checked_sub(bytes);
        match self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
        {
            Ok(_) => Ok(()),
            Err(_) => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

/// A connection's place among all, and among those of its peer.
#[derive(Debug)]
pub(in crate::net) struct Slot {
    _permit: OwnedSemaphorePermit,
    _counted: Option<Counted<Subnet>>,
}

impl Slot {
    /// A place that is free again when it is dropped.
    pub const fn new(permit: OwnedSemaphorePermit, counted: Option<Counted<Subnet>>) -> Self {
        Self {
            _permit: permit,
            _counted: counted,
        }
    }
}

/// A connection, HTTP first and then maybe a WebSocket, with its slot among
/// all connections and what its client may still send.
#[derive(Debug)]
pub(in crate::net) struct Stream {
    tcp: OwnedReadHalf,
    line: Arc<Line>,
    allowance: Allowance,
    _slot: Slot,
}

impl Stream {
    /// A connection with an unlimited allowance, in this slot.
    pub fn new(tcp: TcpStream, slot: Slot) -> Self {
        let (reads, writes) = tcp.into_split();
        Self {
            tcp: reads,
            line: Arc::new(Line::new(writes)),
            allowance: Allowance::new(),
            _slot: slot,
        }
    }

    /// What its client may still send.
    pub fn allowance(&self) -> Allowance {
        self.allowance.clone()
    }

    /// Its way out, which a room may write to as well.
    pub fn line(&self) -> Arc<Line> {
        Arc::clone(&self.line)
    }
}

/// The connection ends with the stream, not with the room's memory of it.
impl Drop for Stream {
    fn drop(&mut self) {
        self.line.hang_up();
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.tcp).poll_read(context, buffer))?;
        Poll::Ready(self.allowance.take(buffer.filled().len() - before))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.line.poll_write(context, bytes)
    }

    /// True lets hyper send a file as it lies there. Else it would copy it for
    /// the sake of writing it together with its header.
    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.line.poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.line.poll_shutdown(context)
    }
}
