//! TLS to the server. Bots speak plainly to a relay in this process, and the
//! relay speaks TLS for them.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// How long a handshake may take.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The URL's host is none that a certificate is for.
    #[error("no certificate is for {0}: name the server as its certificate does")]
    NoName(String),
    /// The handshake failed.
    #[error("no TLS with {name}: {source}; a certificate of your own is named in SSL_CERT_FILE")]
    Handshake {
        /// The server's name.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// The relay cannot run.
    #[error("cannot relay TLS: {0}")]
    Relay(#[from] io::Error),
}

/// What every connection needs.
#[derive(Clone)]
struct Speaker {
    connector: TlsConnector,
    server: SocketAddr,
    name: ServerName<'static>,
}

/// Starts a relay to the server, for as long as this process lives, and says
/// where it listens. Fails if the server cannot be trusted.
pub async fn relay(server: SocketAddr, name: &str) -> Result<SocketAddr, TlsError> {
    let no_name = |_| TlsError::NoName(name.to_owned());
    let speaker = Speaker {
        connector: TlsConnector::from(Arc::new(config())),
        server,
        name: ServerName::try_from(name.to_owned()).map_err(no_name)?,
    };
    let tried = speaker.connect().await;
    tried.map_err(|source| TlsError::Handshake {
        name: name.to_owned(),
        source,
    })?;
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    thread::Builder::new()
        .name("tls".to_owned())
        .spawn(move || runtime.block_on(speaker.serve(listener)))?;
    Ok(address)
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
            let (mut bot, _) = listener.accept().await?;
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
