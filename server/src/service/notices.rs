//! How a service manager is told something: a datagram to the socket that
//! `NOTIFY_SOCKET` names.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::path::PathBuf;

use socket2::{Domain, SockAddr, Socket, Type};

const VARIABLE: &str = "NOTIFY_SOCKET";

/// `NOTIFY_SOCKET` names no socket.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("NOTIFY_SOCKET is '{0}', but should be a path, @name or vsock:CID:PORT")]
pub struct NoSocket(String);

/// Where a service manager listens.
#[derive(Debug, PartialEq, Eq)]
pub enum Ear {
    /// A socket with a path.
    Path(PathBuf),
    /// One with a name outside of all folders.
    Abstract(Vec<u8>),
    /// One of the machine around this one, with the kinds of socket to try.
    Machine {
        kinds: Vec<Type>,
        machine: u32,
        port: u32,
    },
}

impl Ear {
    /// That of this process; none if nobody listens.
    pub fn of_manager() -> Result<Option<Self>, NoSocket> {
        let named: Option<OsString> = std::env::var_os(VARIABLE);
        let named = named.filter(|named| !named.is_empty());
        named.map(|named| Self::named(&named)).transpose()
    }

    fn named(named: &OsStr) -> Result<Self, NoSocket> {
        match named.as_bytes() {
            [b'/', ..] => Ok(Self::Path(named.into())),
            [b'@', name @ ..] if !name.is_empty() => Ok(Self::Abstract(name.to_owned())),
            _ => {
                let text = named.to_string_lossy();
                Self::outside(&text).ok_or_else(|| NoSocket(text.into_owned()))
            }
        }
    }

    fn outside(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let kinds = match parts.next()? {
            "vsock" => vec![Type::DGRAM, Type::SEQPACKET, Type::STREAM],
            "vsock-dgram" => vec![Type::DGRAM],
            "vsock-seqpacket" => vec![Type::SEQPACKET],
            "vsock-stream" => vec![Type::STREAM],
            _ => return None,
        };
        let machine = parts.next()?.parse().ok()?;
        let port = parts.next()?.parse().ok()?;
        parts.next().is_none().then_some(Self::Machine {
            kinds,
            machine,
            port,
        })
    }

    /// Tells something.
    pub fn hear(&self, notice: &str) -> io::Result<()> {
        let notice = notice.as_bytes();
        match self {
            Self::Path(path) => UnixDatagram::unbound()?.send_to(notice, path).map(drop),
            Self::Abstract(name) => {
                let address = SocketAddr::from_abstract_name(name)?;
                let socket = UnixDatagram::unbound()?;
                socket.send_to_addr(notice, &address).map(drop)
            }
            Self::Machine {
                kinds,
                machine,
                port,
            } => {
                let address = SockAddr::vsock(*machine, *port);
                let mut told = Err(io::ErrorKind::Unsupported.into());
                for kind in kinds {
                    told = Socket::new(Domain::VSOCK, *kind, None).and_then(|socket| {
                        socket.connect(&address)?;
                        (&socket).write_all(notice)
                    });
                    if told.is_ok() {
                        break;
                    }
                }
                told
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Result<Ear, NoSocket> {
        Ear::named(OsStr::new(text))
    }

    #[test]
    fn each_form_of_an_address_is_understood() {
        let path = PathBuf::from("/run/systemd/notify");
        assert_eq!(named("/run/systemd/notify"), Ok(Ear::Path(path)));
        assert_eq!(named("@a/b"), Ok(Ear::Abstract(b"a/b".to_vec())));
        let kinds = vec![Type::STREAM];
        let (machine, port) = (2, 9999);
        let stream = Ear::Machine {
            kinds,
            machine,
            port,
        };
        assert_eq!(named("vsock-stream:2:9999"), Ok(stream));
        assert!(matches!(named("vsock:2:9999"), Ok(Ear::Machine { .. })));
    }

    #[test]
    fn what_is_no_address_is_named() {
        for text in [
            "notify",
            "@",
            "vsock:2",
            "vsock:2:3:4",
            "vsock:x:1",
            "tcp:1:2",
        ] {
            assert_eq!(named(text), Err(NoSocket(text.to_owned())));
        }
    }

    #[test]
    fn a_socket_without_a_path_hears() {
        let name = format!("asteroids-notices-{}", std::process::id());
        let address = SocketAddr::from_abstract_name(&name).expect("a name");
        let manager = UnixDatagram::bind_addr(&address).expect("nobody has it");
        let ear = named(&format!("@{name}")).expect("an address");
        ear.hear("READY=1").expect("somebody listens");
        let mut heard = [0; 16];
        let bytes = manager.recv(&mut heard).expect("it was told");
        assert_eq!(&heard[..bytes], b"READY=1");
    }
}
