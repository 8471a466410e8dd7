//! Ways that lead to a game server, and ways that do not.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::thread;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::copy_bidirectional;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::fake_server::{FakeServer, Habit};

/// The program with this line of options.
fn program(line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_asteroids-loadtest"));
    command.args(line.split_whitespace()).stdin(Stdio::null());
    command
}

fn run(line: &str) -> Output {
    program(line).output().expect("it runs")
}

/// Asserts that nothing was run, and that one line says why.
fn assert_refused(line: &str, why: &str) {
    let ended = run(line);
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains(why), "{why}: {said}");
    let last = said.trim_end().rsplit(": ").next().expect("words");
    assert_eq!(
        said.matches(last).count(),
        1,
        "a cause is said once: {said}"
    );
    assert!(ended.stdout.is_empty(), "no table of dashes");
}

/// What answers each connection with these bytes, and where.
fn answers(bytes: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 1024];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(bytes);
        }
    });
    address
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("the target folder takes it");
    folder
}

#[test]
fn where_nothing_answers_no_bot_sets_out() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let why = format!("nothing answers at {address}");
    assert_refused(&format!("--url ws://{address}/ws"), &why);
}

#[test]
fn what_answers_otherwise_is_told_from_a_game_server() {
    let page = answers(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    let why = format!(
        "answers 404, there is no WebSocket: a game's URL ends in /ws, as in ws://{page}/ws"
    );
    assert_refused(&format!("--url ws://{page}"), &why);
    let full = answers(
        b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 30\r\n\r\n{\"error\": \"try again in 5 s\"}\n",
    );
    assert_refused(&format!("--url ws://{full}/ws"), "answers 503");
    let gone = answers(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    let why = "answers 502: a proxy is there, but no game behind it";
    assert_refused(&format!("--url ws://{gone}/ws"), why);
    let moved = answers(
        b"HTTP/1.1 301 Moved Permanently\r\nLocation: https://play.example/ws\r\nContent-Length: 0\r\n\r\n",
    );
    let why = "answers 301: it sends to https://play.example/ws: write --url wss://play.example/ws";
    assert_refused(&format!("--url ws://{moved}/ws"), why);
    let why = format!("ws://{page}/ws answers 404, there is no WebSocket: another server may");
    assert_refused(&format!("--url ws://{page}/ws"), &why);
    let other = answers(b"SSH-2.0-OpenSSH_9.2\r\n");
    let why = format!("what answers at {other} is no game server");
    assert_refused(&format!("--url ws://{other}/ws"), &why);
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_the_run() {
    let server = FakeServer::start(Habit::Good);
    for option in ["--json", "--report"] {
        let line = format!("--url {} {option} no/such/folder/report", server.url());
        assert_refused(&line, "cannot write no/such/folder/report");
    }
    assert!(server.heard().is_empty(), "no bot came");
}

#[test]
fn a_sweep_that_lacks_files_at_its_end_does_not_begin() {
    let server = FakeServer::start(Habit::Good);
    let program = env!("CARGO_BIN_EXE_asteroids-loadtest");
    let url = server.url();
    let line = format!(
        "ulimit -n 256; exec {program} --url {url} --sweep 1,1000 --ramp 0s --duration 300ms"
    );
    let ended = Command::new("sh").args(["-c", &line]).output();
    let ended = ended.expect("it runs");
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("1000 bots need 1064 open files"), "{said}");
    assert!(server.heard().is_empty(), "no bot came");
}

#[test]
fn a_reader_that_has_had_enough_takes_nothing_from_the_files() {
    let server = FakeServer::start(Habit::Good);
    let json = folder("reader").join("run.json");
    // It may be there from an earlier run.
    let _ = fs::remove_file(&json);
    let (_, hung_up) = std::io::pipe().expect("descriptors");
    let line = format!("--url {} --bots 1 --ramp 0s --duration 300ms", server.url());
    let ended = program(&line)
        .arg("--json")
        .arg(&json)
        .stdout(hung_up.try_clone().expect("descriptors"))
        .stderr(hung_up)
        .status();
    assert!(ended.expect("it runs").success());
    let report = fs::read_to_string(&json).expect("the report is there");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report["bots_connected"], 1);
    assert!(
        report["began"]
            .as_str()
            .is_some_and(|began| began.ends_with(" GMT"))
    );
    assert_eq!(report["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_report_that_cannot_be_written_out_is_an_error() {
    let server = FakeServer::start(Habit::Good);
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let line = format!("--url {} --bots 1 --ramp 0s --duration 300ms", server.url());
    let ended = program(&line).stdout(full.expect("Linux has it")).status();
    assert_eq!(ended.expect("it runs").code(), Some(1));
}

/// Speaks TLS for a server, as `localhost`, and gives where, and the certificate.
fn behind_tls(server: &FakeServer) -> (SocketAddr, String) {
    let names = ["localhost".to_owned()];
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(names).expect("a certificate");
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .expect("the key fits");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let target = server.url()["ws://".len()..]
        .trim_end_matches("/ws")
        .to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a socket");
    let address = listener.local_addr().expect("an address");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, target) = (acceptor.clone(), target.clone());
                tokio::spawn(async move {
                    let mut client = acceptor.accept(stream).await?;
                    let mut server = TcpStream::connect(target).await?;
                    copy_bidirectional(&mut client, &mut server).await
                });
            }
        });
    });
    (address, cert.pem())
}

#[test]
fn a_server_behind_tls_is_loaded_like_another() {
    let server = FakeServer::start(Habit::Good);
    let (address, certificate) = behind_tls(&server);
    let file = folder("tls").join("certificate.pem");
    fs::write(&file, certificate).expect("the target folder takes it");
    let url = format!("wss://localhost:{}/ws", address.port());
    let line = format!("--url {url} --bots 3 --ramp 0s --duration 500ms");
    let trusted = program(&line).env("SSL_CERT_FILE", &file).output();
    let trusted = trusted.expect("it runs");
    assert!(trusted.status.success(), "{trusted:?}");

    assert_refused(&format!("--url {url}"), "no TLS with localhost");
}
