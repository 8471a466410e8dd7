//! What a manager may hand over: sockets of all kinds, folders, credentials.

use std::fs::{self, File};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::OwnedFd;
use std::os::unix::net::{UnixDatagram, UnixListener};
use std::process::Stdio;

use socket2::{Domain, Socket, Type};

use crate::program::{Program, folder, free_port, get};

/// Hands over standard input and output.
const ON_TWO_SOCKETS: &str =
    r#"export LISTEN_PID=$$; exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>/dev/null"#;

fn on(name: &str, first: OwnedFd, second: OwnedFd) -> Program {
    Program::start(name, ON_TWO_SOCKETS, |command| {
        command
            .env("LISTEN_FDS", "2")
            .env("LISTEN_FDNAMES", "web:more")
            .stdin(first)
            .stdout(second);
    })
}

#[test]
fn all_of_several_sockets_are_served() {
    let (first, second) = (free_port(), free_port());
    let addresses = [&first, &second].map(|it| it.local_addr().expect("it is bound"));
    let program = on("several", first.into(), second.into());
    assert_eq!(program.tells(), "READY=1");
    for address in addresses {
        assert!(get(address, "/healthz").starts_with("HTTP/1.1 200 "));
    }
}

#[test]
fn a_socket_that_is_only_bound_is_served() {
    let bound = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let any_port: std::net::SocketAddr = "127.0.0.1:0".parse().expect("an address");
    bound.bind(&any_port.into()).expect("a port is free");
    let address = bound.local_addr().expect("it is bound").as_socket();
    let program = on("bound", bound.into(), free_port().into());
    assert_eq!(program.tells(), "READY=1");
    let health = get(address.expect("an address of IP"), "/healthz");
    assert!(health.starts_with("HTTP/1.1 200 "), "{health}");
}

#[test]
fn what_nothing_can_be_served_on_ends_the_start_in_one_line() {
    let files = folder("unusable-files");
    let listener = free_port();
    let address = listener.local_addr().expect("it is bound");
    let connection = TcpStream::connect(address).expect("it listens");
    let unbound = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let (pipe, _writes) = std::io::pipe().expect("a pipe");
    let seqpacket = Socket::new(Domain::UNIX, Type::SEQPACKET, None).expect("a socket");
    let unix = UnixListener::bind(files.join("unix")).expect("the folder takes it");
    let datagram = UnixDatagram::bind(files.join("datagram")).expect("the folder takes it");
    let udp = UdpSocket::bind("127.0.0.1:0").expect("a port is free");
    let file = File::create(files.join("file")).expect("the folder takes it");
    let unusable: [(OwnedFd, &str); 8] = [
        (connection.into(), "Accept=no"),
        (unbound.into(), "bound to no port"),
        (pipe.into(), "FIFO"),
        (seqpacket.into(), "another kind than TCP"),
        (unix.into(), "a Unix socket"),
        (datagram.into(), "another kind than TCP"),
        (udp.into(), "another kind than TCP"),
        (file.into(), "a file"),
    ];
    for (descriptor, told) in unusable {
        let mut program = on("unusable", free_port().into(), descriptor);
        assert!(!program.ended().success(), "{told}");
        let log = program.log();
        let last = log.lines().last().unwrap_or_default();
        let named = last.contains("descriptor 4 (more)");
        assert!(named && last.contains(told), "{told}: {log}");
    }
}

#[test]
fn a_descriptor_that_is_not_there_ends_the_start() {
    let script = r#"export LISTEN_PID=$$; exec "$0" "$@" 3<&0 4<&- 0</dev/null"#;
    let mut program = Program::start("missing", script, |command| {
        command
            .env("LISTEN_FDS", "2")
            .stdin(OwnedFd::from(free_port()));
    });
    assert!(!program.ended().success());
    let log = program.log();
    assert!(
        log.contains("descriptor 4 (unnamed)") && log.contains("not open"),
        "{log}"
    );
}

#[test]
fn sockets_for_another_process_are_left_alone() {
    let listener = free_port();
    let script = r#"exec "$0" --listen 127.0.0.1:0 "$@" 3<&0 0</dev/null"#;
    let program = Program::start("another", script, |command| {
        command
            .env("LISTEN_FDS", "1")
            .env("LISTEN_PID", "1")
            .stdin(OwnedFd::from(listener));
    });
    assert_eq!(program.tells(), "READY=1");
    assert!(
        program.log().contains("for another process"),
        "{}",
        program.log()
    );
}

#[test]
fn the_state_directory_and_a_credential_are_used() {
    let own = folder("directories");
    let credentials = own.join("credentials");
    let state = own.join("state");
    fs::create_dir_all(&credentials).expect("the folder takes it");
    fs::write(credentials.join("admin"), "0123456789abcdef\n").expect("the folder takes it");
    let port = free_port();
    let address = port.local_addr().expect("it is bound");
    let script = r#"export LISTEN_PID=$$; exec "$0" "$@" 3<&0 0</dev/null"#;
    let program = Program::start("directories-program", script, |command| {
        command
            .env("LISTEN_FDS", "1")
            .env_remove("ASTEROIDS_DATA")
            .env("STATE_DIRECTORY", format!("{}:/nowhere", state.display()))
            .env("CREDENTIALS_DIRECTORY", credentials)
            .stdin(OwnedFd::from(port));
    });
    assert_eq!(program.tells(), "READY=1");
    assert!(state.join("audit.jsonl").is_file(), "{}", program.log());
    assert!(get(address, "/api/admin/players").starts_with("HTTP/1.1 401 "));
}

#[test]
fn lines_for_the_journal_say_how_much_they_matter() {
    // The journal is a socket whose number is in a variable; any will do.
    let (journal, logs) = std::io::pipe().expect("a pipe");
    let script = r#"export JOURNAL_STREAM=$(stat -L -c %d:%i /dev/fd/2); exec "$0" "$@""#;
    let mut program = Program::start("journal", script, |command| {
        command
            .args(["--listen", "127.0.0.1:0"])
            .env("ASTEROIDS_NO_SUCH_SETTING", "1")
            .stderr(Stdio::from(logs));
    });
    assert_eq!(program.tells(), "READY=1");
    program.stop();
    program.ended();
    let lines = std::io::read_to_string(journal).expect("it is text");
    let warned = lines
        .lines()
        .any(|it| it.starts_with("<4>{") && it.contains("NO_SUCH_SETTING"));
    assert!(warned, "{lines}");
    assert!(lines.lines().all(|it| it.starts_with('<')), "{lines}");
}

#[test]
fn a_server_on_all_addresses_is_reached_by_both_versions() {
    let port = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let number = port.local_addr().expect("it is bound").port();
    drop(port);
    let listen = format!("[::]:{number}");
    let program = Program::start("both", r#"exec "$0" "$@""#, |command| {
        command.args(["--listen", &listen]);
    });
    assert_eq!(program.tells(), "READY=1");
    let four = get(([127, 0, 0, 1], number).into(), "/healthz");
    assert!(four.starts_with("HTTP/1.1 200 "), "{four}");
    let six: std::net::SocketAddr = (std::net::Ipv6Addr::LOCALHOST, number).into();
    if TcpListener::bind("[::1]:0").is_ok() {
        let health = get(six, "/healthz");
        assert!(health.starts_with("HTTP/1.1 200 "), "{health}");
    }
}
