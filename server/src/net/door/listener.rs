//! The accept loop, and one HTTP connection.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::http::Extensions;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use metrics::counter;
use socket2::{Domain, SockRef, Socket, Type};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use super::reserve::Reserve;
use super::stream::{Slot, Stream};
use crate::metrics::REFUSED;
use crate::net::bounds::headcount::{Counted, Headcount};
use crate::net::bounds::limits::Limits;
use crate::net::visitor::networks::Subnet;
use crate::net::visitor::trust::Trust;

/// How many connections the kernel holds until they are accepted. It refuses
/// the next one.
const BACKLOG: i32 = 1024;
/// What the kernel may hold for a client that reads slowly. The default grows
/// to megabytes: minutes of frames that are old when they arrive.
const SEND_BUFFER_BYTES: usize = 16 * 1024;
/// The largest request header, and what one connection buffers.
const HTTP_BUFFER_BYTES: usize = 16 * 1024;
/// The pause after a connection could not be accepted: most likely there are
/// no file descriptors left, and some will be free soon.
const ACCEPT_PAUSE: Duration = Duration::from_millis(500);

/// The peer's address, as an extension of its requests. What comes by IPv4 to
/// a socket of IPv6 is seen as IPv4.
#[derive(Clone, Copy, Debug)]
pub(in crate::net) struct Peer(pub SocketAddr);

/// Who may have a connection.
pub(in crate::net) struct Doorstep {
    /// One for each connection that may be open.
    pub slots: Arc<Semaphore>,
    /// Those that each subnet has open, unless it is a proxy or uncapped.
    pub peers: Arc<Headcount<Subnet>>,
    pub trust: Trust,
}

/// What a connection gets.
enum Admitted {
    /// A slot, and everything.
    Slot(Slot),
    /// All slots are taken: word of the server's health, and no more.
    Reserve(Option<Counted<Subnet>>),
}

impl Doorstep {
    /// What a connection of this peer gets; `None` if it has too many.
    fn admit(&self, peer: IpAddr) -> Option<Admitted> {
        let counted = match self.trust.peer_counted_as(peer) {
            Some(subnet) => Some(self.peers.enter(subnet)?),
            None => None,
        };
        Some(match Arc::clone(&self.slots).try_acquire_owned() {
            Ok(permit) => Admitted::Slot(Slot::new(permit, counted)),
            Err(_) => Admitted::Reserve(counted),
        })
    }
}

/// Listens on an address. All addresses of IPv6 include those of IPv4, and are
/// those of IPv4 alone where there is no IPv6.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let all_of_ipv6 = address.is_ipv6() && address.ip().is_unspecified();
    match listen(address) {
        Err(error) if all_of_ipv6 && !is_taken(&error) => {
            let all_of_ipv4 = SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, address.port());
            tracing::info!(%error, "there is no IPv6 here: listening on IPv4 alone");
            listen(all_of_ipv4.into())
        }
        listening => listening,
    }
}

/// Why nobody can come in, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}: {error}; {}", way_out(error))]
pub struct NotListening {
    /// Where.
    pub address: SocketAddr,
    /// Why not.
    pub error: io::Error,
}

fn way_out(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::AddrInUse => {
            "end what listens there, or choose another port with --listen (ASTEROIDS_LISTEN)"
        }
        ErrorKind::PermissionDenied => {
            "choose a port of 1024 or more with --listen (ASTEROIDS_LISTEN): the others take a right of root's, CAP_NET_BIND_SERVICE"
        }
        ErrorKind::AddrNotAvailable => {
            "choose an address of this machine with --listen (ASTEROIDS_LISTEN)"
        }
        _ => "choose another address with --listen (ASTEROIDS_LISTEN)",
    }
}

/// Whether an address is there, but not for us.
fn is_taken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::AddrInUse | ErrorKind::PermissionDenied
    )
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    if address.is_ipv6() && address.ip().is_unspecified() {
        // Whatever the machine's usual setting is.
        socket.set_only_v6(false)?;
    }
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    adopt(socket.into())
}

/// Goes on with a socket that listens already.
pub fn adopt(listener: std::net::TcpListener) -> io::Result<TcpListener> {
    listener.set_nonblocking(true)?;
    // Accepted connections inherit it.
    SockRef::from(&listener).set_send_buffer_size(SEND_BUFFER_BYTES)?;
    TcpListener::from_std(listener)
}

/// What is served, and to whom.
pub(in crate::net) struct Door {
    pub doorstep: Doorstep,
    /// For who has a slot.
    pub router: Router,
    /// For who has none.
    pub reserve_router: Router,
    pub reserve: Reserve,
    pub limits: Limits,
    pub stopping: watch::Receiver<bool>,
}

/// Accepts connections on all of the listeners, for ever, and serves each in a
/// task of its own. Those of a peer that has as many as it may are cut off at
/// once, which costs least. While as many are open as may be, the next ones are
/// told of the server's health and otherwise that it is full.
pub(in crate::net) async fn accept(listeners: Vec<TcpListener>, door: Door) {
    let door = Arc::new(door);
    let mut loops = JoinSet::new();
    for listener in listeners {
        loops.spawn(accept_from(listener, Arc::clone(&door)));
    }
    loops.join_all().await;
}

async fn accept_from(listener: TcpListener, door: Arc<Door>) {
    loop {
        match listener.accept().await {
            Ok((tcp, peer)) => door.receive(tcp, peer).await,
            // The client is gone already.
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
            Err(error) => {
                if !door.reserve.clear() {
                    tracing::warn!(%error, "cannot accept a connection");
                    sleep(ACCEPT_PAUSE).await;
                }
                tokio::task::yield_now().await;
            }
        }
    }
}

impl Door {
    async fn receive(&self, tcp: TcpStream, peer: SocketAddr) {
        let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
        let Some(admitted) = self.doorstep.admit(peer.ip()) else {
            counter!(REFUSED).increment(1);
            return;
        };
        if tcp.set_nodelay(true).is_err() {
            return; // The client is gone already.
        }
        match admitted {
            Admitted::Slot(slot) => {
                let stream = Stream::new(tcp, slot);
                let (allowance, line) = (stream.allowance(), stream.line());
                let extend = move |extensions: &mut Extensions| {
                    extensions.insert(Peer(peer));
                    extensions.insert(allowance.clone());
                    extensions.insert(Arc::clone(&line));
                };
                tokio::spawn(self.serve(stream, self.router.clone(), extend));
            }
            Admitted::Reserve(counted) => {
                let extend = move |extensions: &mut Extensions| {
                    extensions.insert(Peer(peer));
                };
                let served = self.serve(tcp, self.reserve_router.clone(), extend);
                let counted_while_served = async move {
                    let _counted = counted;
                    served.await;
                };
                self.reserve.serve(counted_while_served).await;
            }
        }
    }

    /// Answers requests until the connection ends, has become a WebSocket, has
    /// lasted long enough, or the server stops.
    fn serve<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
        &self,
        stream: S,
        router: Router,
        extend: impl Fn(&mut Extensions) + Send + 'static,
    ) -> impl Future<Output = ()> + Send + 'static {
        let (limits, mut stopping) = (self.limits, self.stopping.clone());
        let service = service_fn(move |mut request: hyper::Request<Incoming>| {
            extend(request.extensions_mut());
            router.clone().oneshot(request)
        });
        async move {
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
    }
}

/// A line for each address that a browser on this machine can open.
pub fn addresses_to_open(listeners: &[TcpListener]) -> io::Result<String> {
    let lines = listeners.iter().map(|listener| {
        let address = address_to_open(listener.local_addr()?);
        Ok(format!("open {address}"))
    });
    Ok(lines.collect::<io::Result<Vec<_>>>()?.join("\n"))
}

/// An address that a browser on this machine can open.
fn address_to_open(listening: SocketAddr) -> String {
    if listening.ip().is_unspecified() || listening.ip().is_loopback() {
        format!("http://localhost:{}", listening.port())
    } else {
        format!("http://{listening}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_addresses_are_those_of_both_versions() {
        let listener = bind("[::]:0".parse().expect("an address")).expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        for host in ["127.0.0.1", "::1"] {
            let to: IpAddr = host.parse().expect("an address");
            if to.is_ipv6() && std::net::TcpListener::bind("[::1]:0").is_err() {
                continue; // A machine without IPv6.
            }
            let came = TcpStream::connect((to, port)).await;
            let _came = came.expect("it listens");
            listener.accept().await.expect("somebody came");
        }
    }
}
