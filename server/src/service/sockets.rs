//! The sockets that a service manager listens on for this process, as systemd
//! hands them over: descriptors from 3 on, announced by variables.

use std::ffi::OsString;
use std::net::TcpListener;
use std::os::unix::fs::FileTypeExt;
use std::{fs, io};

use listenfd::ListenFd;
use socket2::{Protocol, SockRef};

/// The first descriptor that is handed over.
const FIRST: u32 = 3;
/// More than anybody hands over.
const COUNT_MAX: u32 = 1024;
/// How many connections the kernel holds at a socket that is only bound.
const BACKLOG: i32 = 1024;
/// A variant of TCP that has several ways at once.
const MULTIPATH_TCP: i32 = 262;

/// Why a server does not start on what a service manager hands over.
#[derive(Debug, thiserror::Error)]
pub enum HandoverError {
    /// A variable is not as the protocol has it.
    #[error("{variable} is '{value}', but should be {should}")]
    Variable {
        /// Its name.
        variable: &'static str,
        /// What it holds.
        value: String,
        /// What it should hold.
        should: &'static str,
    },
    /// A descriptor is nothing that the game can be served on.
    #[error("descriptor {descriptor} ({name}) of the service manager is {problem}")]
    Unusable {
        /// Its number.
        descriptor: u32,
        /// What the manager calls it.
        name: String,
        /// What it is, and what to do.
        problem: Unusable,
    },
}

/// What a descriptor is that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// There is no such descriptor.
    #[error("not open: LISTEN_FDS promises more than there is")]
    Missing,
    /// A connection instead of a socket to accept them on.
    #[error("a connection already: set Accept=no")]
    Connection,
    /// It has no address.
    #[error("bound to no port: set ListenStream= to one")]
    Unbound,
    /// A stream within this machine.
    #[error(
        "a Unix socket, and clients are told apart by addresses: set ListenStream= to a port, such as 127.0.0.1:8080, and have the proxy connect to that"
    )]
    Unix,
    /// Any socket but one of TCP.
    #[error("a socket of another kind than TCP: set ListenStream= to a port and nothing else")]
    OtherSocket,
    /// A pipe with a name.
    #[error("a FIFO: set ListenStream= to a port, and no ListenFIFO=")]
    Fifo,
    /// Any other file.
    #[error("a file: set ListenStream= to a port, and no OpenFile= or ListenSpecial=")]
    File,
    /// The kernel does not let us use it.
    #[error("of no use: {0}")]
    Io(#[from] io::Error),
}

/// What the variables announce.
#[derive(Debug, PartialEq, Eq)]
struct Announced {
    /// A name for each descriptor.
    names: Vec<String>,
}

/// Takes the sockets that are meant for this process, none if there are none.
/// All of them can be served on, or it is an error. To be called once.
pub fn take() -> Result<Vec<TcpListener>, HandoverError> {
    let Some(announced) = announced(|name| std::env::var_os(name), std::process::id())? else {
        return Ok(Vec::new());
    };
    let mut descriptors = ListenFd::from_env();
    let numbered = announced.names.into_iter().enumerate();
    numbered
        .map(|(index, name)| {
            let descriptor = FIRST + index as u32;
            listener(&mut descriptors, index, descriptor).map_err(|problem| {
                HandoverError::Unusable {
                    descriptor,
                    name,
                    problem,
                }
            })
        })
        .collect()
}

/// Reads the variables, as `sd_listen_fds_with_names(3)` has them.
fn announced(
    variable: impl Fn(&str) -> Option<OsString>,
    own_id: u32,
) -> Result<Option<Announced>, HandoverError> {
    let read = |name| variable(name).map(|value| value.to_string_lossy().into_owned());
    let filled = |name| read(name).filter(|value| !value.is_empty());
    let Some(count) = filled("LISTEN_FDS") else {
        return Ok(None);
    };
    if !are_for(filled("LISTEN_PID"), own_id)? {
        return Ok(None);
    }
    let number: Option<u32> = count.parse().ok().filter(|number| *number <= COUNT_MAX);
    let number = number.ok_or_else(|| wrong("LISTEN_FDS", &count, "a number of descriptors"))?;
    if number == 0 {
        return Ok(None);
    }
    let names = names(read("LISTEN_FDNAMES"), number as usize)?;
    Ok(Some(Announced { names }))
}

/// Whether the descriptors are for this process.
fn are_for(meant: Option<String>, own_id: u32) -> Result<bool, HandoverError> {
    let Some(meant) = meant else {
        tracing::warn!("LISTEN_FDS without LISTEN_PID is not meant for us: it is passed over");
        return Ok(false);
    };
    let meant_id: u32 = meant
        .parse()
        .map_err(|_| wrong("LISTEN_PID", &meant, "the number of a process"))?;
    if meant_id != own_id {
        tracing::warn!(
            meant_id,
            own_id,
            "the service manager's sockets are for another process: have it start the server itself, or by `exec`"
        );
    }
    Ok(meant_id == own_id)
}

/// A name for each of so many descriptors.
fn names(given: Option<String>, count: usize) -> Result<Vec<String>, HandoverError> {
    let Some(given) = given else {
        return Ok(vec!["unnamed".to_owned(); count]);
    };
    let names: Vec<String> = given.split(':').map(str::to_owned).collect();
    if names.len() != count {
        let should = "a name for each descriptor, with colons between";
        return Err(wrong("LISTEN_FDNAMES", &given, should));
    }
    Ok(names)
}

fn wrong(variable: &'static str, value: &str, should: &'static str) -> HandoverError {
    HandoverError::Variable {
        variable,
        value: value.to_owned(),
        should,
    }
}

fn listener(
    descriptors: &mut ListenFd,
    index: usize,
    descriptor: u32,
) -> Result<TcpListener, Unusable> {
    let Ok(Some(listener)) = descriptors.take_tcp_listener(index) else {
        return Err(kind_of(descriptors, index, descriptor));
    };
    let socket = SockRef::from(&listener);
    let is_tcp = socket
        .protocol()?
        .is_none_or(|protocol| [Protocol::TCP, Protocol::from(MULTIPATH_TCP)].contains(&protocol));
    if !is_tcp {
        return Err(Unusable::OtherSocket);
    }
    if !socket.is_listener()? {
        if socket.peer_addr().is_ok() {
            return Err(Unusable::Connection);
        }
        if listener.local_addr()?.port() == 0 {
            return Err(Unusable::Unbound);
        }
        socket.listen(BACKLOG)?;
    }
    Ok(listener)
}

/// What a descriptor is that is no TCP socket.
fn kind_of(descriptors: &mut ListenFd, index: usize, descriptor: u32) -> Unusable {
    if let Ok(Some(_unix)) = descriptors.take_unix_listener(index) {
        return Unusable::Unix;
    }
    let Ok(file) = fs::metadata(format!("/proc/self/fd/{descriptor}")) else {
        return Unusable::Missing;
    };
    let kind = file.file_type();
    if kind.is_socket() {
        Unusable::OtherSocket
    } else if kind.is_fifo() {
        Unusable::Fifo
    } else {
        Unusable::File
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN_ID: u32 = 77;

    /// What these variables announce to process 77.
    fn announce(variables: &[(&str, &str)]) -> Result<Option<Vec<String>>, String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(it, _)| *it == name);
            found.map(|(_, value)| OsString::from(value))
        };
        let announced = announced(variable, OWN_ID);
        let announced = announced.map_err(|error| error.to_string())?;
        Ok(announced.map(|announced| announced.names))
    }

    #[test]
    fn sockets_for_us_are_counted_and_named() {
        let names = announce(&[
            ("LISTEN_FDS", "2"),
            ("LISTEN_PID", "77"),
            ("LISTEN_FDNAMES", "web:more"),
        ]);
        assert_eq!(names, Ok(Some(vec!["web".into(), "more".into()])));
        let unnamed = announce(&[("LISTEN_FDS", "1"), ("LISTEN_PID", "77")]);
        assert_eq!(unnamed, Ok(Some(vec!["unnamed".into()])));
    }

    #[test]
    fn what_is_not_for_us_is_passed_over() {
        for variables in [
            &[][..],
            &[("LISTEN_PID", "77")],
            &[("LISTEN_FDS", ""), ("LISTEN_PID", "77")],
            &[("LISTEN_FDS", "1")],
            &[("LISTEN_FDS", "1"), ("LISTEN_PID", "78")],
            &[("LISTEN_FDS", "0"), ("LISTEN_PID", "77")],
        ] {
            assert_eq!(announce(variables), Ok(None), "{variables:?}");
        }
    }

    #[test]
    fn variables_that_make_no_sense_are_named() {
        for (count, id, names, wrong) in [
            ("two", "77", "a:b", "LISTEN_FDS is 'two'"),
            ("-1", "77", "a", "LISTEN_FDS is '-1'"),
            ("4294967295", "77", "a", "LISTEN_FDS is '4294967295'"),
            ("1", "self", "a", "LISTEN_PID is 'self'"),
            ("2", "77", "a", "LISTEN_FDNAMES is 'a'"),
            ("1", "77", "a:b", "LISTEN_FDNAMES is 'a:b'"),
        ] {
            let variables = [
                ("LISTEN_FDS", count),
                ("LISTEN_PID", id),
                ("LISTEN_FDNAMES", names),
            ];
            let error = announce(&variables).expect_err(wrong);
            assert!(error.starts_with(wrong), "{error}");
        }
    }
}
