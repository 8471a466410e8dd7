//! TLS to the server. Bots speak plainly to a relay in this process, and the
//! relay speaks TLS for them.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, sleep_until, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::measure::strain::Strain;

/// How long a handshake may take.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);
/// A relay that cannot take a bot, as for want of files, tries again after this.
const ACCEPT_AGAIN_AFTER: Duration = Duration::from_millis(500);

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The URL's host is none that a certificate is for.
    #[error("no certificate is for {0}: name the server as its certificate does")]
    NoName(String),
    /// The handshake failed.
    #[error("no TLS with {name}: {why}; a certificate of your own is named in SSL_CERT_FILE")]
    Handshake {
        /// The server's name.
        name: String,
        /// Why.
        why: io::Error,
    },
    /// The relay cannot run.
    #[error("cannot relay TLS")]
    Relay(#[from] io::Error),
}

/// What every connection needs.
#[derive(Clone)]
struct Speaker {
    connector: TlsConnector,
    server: SocketAddr,
    name: ServerName<'static>,
}

/// A relay that speaks TLS for bots, on a thread of its own.
#[derive(Clone, Debug)]
pub struct Relay {
    /// Where it listens.
    pub address: SocketAddr,
    thread: Handle,
}

/// What measures the CPU that a relay takes.
#[derive(Debug)]
pub struct RelayStrain {
    enough: oneshot::Sender<()>,
    share: JoinHandle<f64>,
}

/// Starts a relay to the server, for as long as this process lives. Fails if
/// the server cannot be trusted.
pub async fn relay(server: SocketAddr, name: &str) -> Result<Relay, TlsError> {
    let no_name = |_| TlsError::NoName(name.to_owned());
    let speaker = Speaker {
        connector: TlsConnector::from(Arc::new(config())),
        server,
        name: ServerName::try_from(name.to_owned()).map_err(no_name)?,
    };
    let tried = speaker.connect().await;
    tried.map_err(|why| TlsError::Handshake {
        name: name.to_owned(),
        why,
    })?;
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let thread = runtime.handle().clone();
    thread::Builder::new()
        .name("tls".to_owned())
        .spawn(move || runtime.block_on(speaker.serve(listener)))?;
    Ok(Relay { address, thread })
}

impl Relay {
    /// Measures from then on the CPU that its thread takes.
    pub fn strain(&self, from: Instant) -> RelayStrain {
        let (enough, mut end) = oneshot::channel();
        // A thread's CPU is known to itself alone.
        let share = self.thread.spawn(async move {
            let mut strain = Strain::new(Instant::now());
            tokio::select! {
                _ = &mut end => {}
                () = sleep_until(from.into()) => {
                    strain = Strain::new(Instant::now());
                    let _ = end.await;
                }
            }
            strain.cpu_share(Instant::now())
        });
        RelayStrain { enough, share }
    }
}

impl RelayStrain {
    /// The share of a core until now, if the relay still runs.
    pub fn end(self, runtime: &Runtime) -> Option<f64> {
        let _ = self.enough.send(());
        runtime.block_on(self.share).ok()
    }
}

/// The certificates that this machine trusts.
fn config() -> ClientConfig {
    let mut roots = RootCertStore::empty();
    // Those that cannot be read vouch for nobody, which shows at the handshake.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

impl Speaker {
    async fn connect(&self) -> io::Result<TlsStream<TcpStream>> {
        let handshake = async {
            let stream = TcpStream::connect(self.server).await?;
            stream.set_nodelay(true)?;
            self.connector.connect(self.name.clone(), stream).await
        };
        timeout(HANDSHAKE_WITHIN, handshake).await?
    }

    async fn serve(self, listener: std::net::TcpListener) -> io::Result<()> {
        let listener = TcpListener::from_std(listener)?;
        loop {
            let mut bot = match listener.accept().await {
                Ok((bot, _)) => bot,
                Err(error) => {
                    let _ = writeln!(io::stderr(), "the TLS relay cannot take a bot: {error}");
                    sleep(ACCEPT_AGAIN_AFTER).await;
                    continue;
                }
            };
            let speaker = self.clone();
            tokio::spawn(async move {
                // Without a server the bot finds its connection closed.
                let mut server = speaker.connect().await?;
                bot.set_nodelay(true)?;
                copy_bidirectional(&mut bot, &mut server).await
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hint::black_box;

    #[test]
    fn what_a_relay_works_is_measured_on_its_thread() {
        let own = Builder::new_current_thread().build().expect("a runtime");
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let relay = Relay {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            thread: runtime.handle().clone(),
        };
        let (over, end) = oneshot::channel::<()>();
        let thread = thread::spawn(move || runtime.block_on(end));
        let strain = relay.strain(Instant::now());
        let work = relay.thread.spawn(async {
            let until = Instant::now() + Duration::from_millis(50);
            let mut number = 1_u64;
            while Instant::now() < until {
                number = black_box(number.wrapping_mul(3));
            }
        });
        own.block_on(work).expect("no bug");
        let share = strain.end(&own).expect("the relay runs");
        assert!(share > 0.0, "{share}");
        over.send(()).expect("it waits");
        thread.join().expect("no bug").expect("no bug");
    }
}
