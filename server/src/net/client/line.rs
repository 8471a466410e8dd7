//! The way out to one client: written to by its room, and by the WebSocket
//! beside it.

use std::io;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use tokio::io::AsyncWrite;
use tokio::net::tcp::OwnedWriteHalf;

use crate::room::{Refused, Wire};

/// The most that is taken from the WebSocket or from HTTP at once, in bytes.
/// More than a WebSocket of ours writes at once: its room sends the frames, so
/// what it writes is pings, pongs and a close.
const PIECE_BYTES_MAX: usize = 16 * 1024;
/// A header of a binary message that is final and not masked.
const FINAL_BINARY: u8 = 0x82;
/// The longest message whose length fits into the second byte of its header.
const SHORT_BYTES_MAX: usize = 125;
/// Says that the length follows in two bytes.
const TWO_BYTES_FOLLOW: u8 = 126;

/// The way out to one client. The room writes its messages straight into the
/// socket, so that no task has to be woken for them.
///
/// What the kernel does not take at once is kept, at most one message or one
/// piece of something else, and nothing more is taken until that is gone: so
/// no message ever lands in the middle of another.
#[derive(Debug)]
pub struct Line(Mutex<Outgoing>);

#[derive(Debug)]
struct Outgoing {
    /// None once the client is gone.
    tcp: Option<OwnedWriteHalf>,
    /// No message is taken any more.
    parted: bool,
    unsent: Vec<u8>,
    /// Who writes what is unsent as soon as the kernel takes it.
    drainer: Option<Waker>,
}

impl Line {
    /// A line over this connection.
    pub fn new(tcp: OwnedWriteHalf) -> Self {
        Self(Mutex::new(Outgoing {
            tcp: Some(tcp),
            parted: false,
            unsent: Vec::new(),
            drainer: None,
        }))
    }

    /// Writes what is unsent, whenever there is something. Never ready.
    pub fn poll_drain<T>(&self, context: &mut Context<'_>) -> Poll<T> {
        let mut outgoing = self.outgoing();
        // Reading tells of errors too.
        if outgoing.poll_clear(context).is_ready() {
            let waker = context.waker();
            match &mut outgoing.drainer {
                Some(drainer) => drainer.clone_from(waker),
                none => *none = Some(waker.clone()),
            }
        }
        Poll::Pending
    }

    /// Takes a piece of the bytes once nothing else is unsent.
    pub fn poll_write(&self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let mut outgoing = self.outgoing();
        ready!(outgoing.poll_clear(context))?;
        let piece = &bytes[..bytes.len().min(PIECE_BYTES_MAX)];
        outgoing.write(piece)?;
        Poll::Ready(Ok(piece.len()))
    }

    /// Ready when nothing is unsent.
    pub fn poll_flush(&self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.outgoing().poll_clear(context)
    }

    /// Sends a message as [`Wire::try_send`] does, once nothing else is unsent.
    /// Whoever waits for a clear line and sends then may find it taken.
    pub fn poll_send(
        &self,
        context: &mut Context<'_>,
        message: &[u8],
    ) -> Poll<Result<(), Refused>> {
        let mut outgoing = self.outgoing();
        let cleared = ready!(outgoing.poll_clear(context));
        Poll::Ready(cleared.map_err(|_| Refused).and(outgoing.send(message)))
    }

    /// From now on messages are refused: none may follow a close.
    pub fn part(&self) {
        self.outgoing().parted = true;
    }

    /// Says that nothing more will be sent.
    pub fn poll_shutdown(&self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut outgoing = self.outgoing();
        ready!(outgoing.poll_clear(context))?;
        Pin::new(outgoing.tcp()?).poll_shutdown(context)
    }

    /// From now on nothing is sent, whoever still holds the line.
    pub fn hang_up(&self) {
        let mut outgoing = self.outgoing();
        outgoing.tcp = None;
        outgoing.unsent = Vec::new();
    }

    fn outgoing(&self) -> MutexGuard<'_, Outgoing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wire for Line {
    fn is_clear(&self) -> bool {
        self.outgoing().is_clear()
    }

    /// Sends a binary message of at most 65,535 bytes.
    fn try_send(&self, message: &[u8]) -> Result<(), Refused> {
        self.outgoing().send(message)
    }
}

impl Outgoing {
    fn tcp(&mut self) -> io::Result<&mut OwnedWriteHalf> {
        self.tcp
            .as_mut()
            .ok_or_else(|| io::ErrorKind::BrokenPipe.into())
    }

    fn is_clear(&self) -> bool {
        self.tcp.is_some() && !self.parted && self.unsent.is_empty()
    }

    fn send(&mut self, message: &[u8]) -> Result<(), Refused> {
        let bytes = u16::try_from(message.len()).map_err(|_| Refused)?;
        let [high, low] = bytes.to_be_bytes();
        if !self.is_clear() {
            return Err(Refused);
        }
        // In one piece the kernel takes it sooner than in two.
        if message.len() <= SHORT_BYTES_MAX {
            let mut framed = [0; 2 + SHORT_BYTES_MAX];
            framed[..2].copy_from_slice(&[FINAL_BINARY, low]);
            framed[2..2 + message.len()].copy_from_slice(message);
            self.write(&framed[..2 + message.len()])
        } else {
            let head = [FINAL_BINARY, TWO_BYTES_FOLLOW, high, low];
            self.write(&[&head, message].concat())
        }
        .map_err(|_| Refused)
    }

    /// Writes these bytes, and keeps what the kernel does not take.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let sent = match self.tcp()?.try_write(bytes) {
            Ok(sent) => sent,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => 0,
            Err(error) => return Err(error),
        };
        if sent < bytes.len() {
            self.unsent.extend_from_slice(&bytes[sent..]);
            if let Some(drainer) = self.drainer.take() {
                drainer.wake();
            }
        }
        Ok(())
    }

    /// Writes what is unsent. Ready when nothing is.
    fn poll_clear(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.unsent.is_empty() {
            let tcp = self.tcp.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
            let sent = ready!(Pin::new(tcp).poll_write(context, &self.unsent))?;
            self.unsent.drain(..sent);
        }
        // Who reads fast enough costs no memory here.
        self.unsent = Vec::new();
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use tokio::io::AsyncReadExt;
    use tokio::net::{TcpListener, TcpStream};

    /// A line, and its other end.
    async fn line() -> (Line, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let (near, far) = tokio::join!(TcpStream::connect(address), listener.accept());
        let (_, writes) = near.expect("it listens").into_split();
        let (far, _) = far.expect("somebody comes");
        (Line::new(writes), far)
    }

    #[tokio::test]
    async fn no_message_follows_a_close() {
        let (line, mut far) = line().await;
        assert_eq!(line.try_send(b"a frame"), Ok(()));
        line.part();
        assert!(!line.is_clear());
        assert_eq!(line.try_send(b"another"), Err(Refused));
        let sent = poll_fn(|context| line.poll_send(context, b"a line")).await;
        assert_eq!(sent, Err(Refused));
        let close = [0x88, 0];
        let written = poll_fn(|context| line.poll_write(context, &close)).await;
        assert_eq!(written.expect("it is open"), close.len());
        line.hang_up();
        let mut all = Vec::new();
        far.read_to_end(&mut all).await.expect("an orderly end");
        assert_eq!(all, b"\x82\x07a frame\x88\0");
    }

    #[tokio::test]
    async fn a_message_that_waits_for_a_clear_line_is_sent() {
        let (line, mut far) = line().await;
        let frame = vec![0; 60_000];
        while line.try_send(&frame).is_ok() {}
        let send = async {
            let sent = poll_fn(|context| line.poll_send(context, b"a line")).await;
            let flushed = poll_fn(|context| line.poll_flush(context)).await;
            flushed.expect("it is open");
            line.hang_up();
            sent
        };
        let mut all = Vec::new();
        let (sent, read) = tokio::join!(send, far.read_to_end(&mut all));
        assert_eq!(sent, Ok(()));
        read.expect("an orderly end");
        assert!(all.ends_with(b"\x82\x06a line"));
        assert_eq!(all.len() % (frame.len() + 4), 8);
    }
}
