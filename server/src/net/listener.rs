//! The accept loop, and one HTTP connection.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use listenfd::ListenFd;
use metrics::counter;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use super::headcount::Headcount;
use super::limits::Limits;
use super::stream::{Slot, Stream};
use super::trust::Trust;
use crate::metrics::REFUSED;

/// How many connections the kernel holds until they are accepted. It refuses
/// the next one.
const BACKLOG: u32 = 1024;
/// What the kernel may hold for a client that reads slowly. The default grows
/// to megabytes: minutes of frames that are old when they arrive.
const SEND_BUFFER_BYTES: u32 = 16 * 1024;
/// The largest request header, and what one connection buffers.
const HTTP_BUFFER_BYTES: usize = 16 * 1024;
/// The pause after a connection could not be accepted: most likely there are
/// no file descriptors left, and some will be free soon.
const ACCEPT_PAUSE: Duration = Duration::from_millis(500);

/// The peer's address, as an extension of its requests.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub SocketAddr);

/// Who may have a connection.
pub(super) struct Doorstep {
    /// One for each connection that may be open.
    pub slots: Arc<Semaphore>,
    /// Those that each subnet has open, unless it is a proxy or uncapped.
    pub peers: Arc<Headcount>,
    pub trust: Trust,
}

impl Doorstep {
    /// Waits until there may be one more connection.
    async fn free_slot(&self) -> OwnedSemaphorePermit {
        let permit = Arc::clone(&self.slots).acquire_owned().await;
        permit.expect("the semaphore is never closed")
    }

    /// A slot for this peer; `None` if it has too many connections.
    fn admit(&self, permit: OwnedSemaphorePermit, peer: IpAddr) -> Option<Slot> {
        let counted = match self.trust.peer_counted_as(peer) {
            Some(subnet) => Some(self.peers.enter(subnet)?),
            None => None,
        };
        Some(Slot::new(permit, counted))
    }
}

/// Listens on an address.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    socket.set_reuseaddr(true)?;
    // Accepted connections inherit it.
    socket.set_send_buffer_size(SEND_BUFFER_BYTES)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// The first socket that the service manager listens on for this process, if
/// it does. It stays open while the server starts anew, so that clients wait
/// instead of being refused.
pub fn inherited() -> io::Result<Option<TcpListener>> {
    let Some(listener) = ListenFd::from_env().take_tcp_listener(0)? else {
        return Ok(None);
    };
    listener.set_nonblocking(true)?;
    SockRef::from(&listener).set_send_buffer_size(SEND_BUFFER_BYTES as usize)?;
    TcpListener::from_std(listener).map(Some)
}

/// Accepts connections, for ever, and serves each in a task of its own. While
/// as many are open as may be, none is accepted. Those of a peer that has as
/// many as it may are cut off at once, which costs least.
pub(super) async fn accept(
    listener: TcpListener,
    doorstep: Doorstep,
    router: Router,
    limits: Limits,
    stopping: watch::Receiver<bool>,
) {
    loop {
        let permit = doorstep.free_slot().await;
        match listener.accept().await {
            Ok((tcp, peer)) => {
                let Some(slot) = doorstep.admit(permit, peer.ip()) else {
                    counter!(REFUSED).increment(1);
                    continue;
                };
                if tcp.set_nodelay(true).is_err() {
                    continue; // The client is gone already.
                }
                let stream = Stream::new(tcp, slot);
                let (router, stopping) = (router.clone(), stopping.clone());
                tokio::spawn(serve_connection(stream, peer, router, limits, stopping));
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// Answers requests until the connection ends, has become a WebSocket, has
/// lasted long enough, or the server stops.
async fn serve_connection(
    stream: Stream,
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    mut stopping: watch::Receiver<bool>,
) {
    let allowance = stream.allowance();
    let line = stream.line();
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        request.extensions_mut().insert(allowance.clone());
        request.extensions_mut().insert(Arc::clone(&line));
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_within)
        .max_buf_size(HTTP_BUFFER_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        // How a client breaks off is its own affair.
        _ = connection.as_mut() => return,
        _ = stopping.wait_for(|stop| *stop) => {}
        () = sleep(limits.http_life) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(limits.header_within, connection).await;
}
