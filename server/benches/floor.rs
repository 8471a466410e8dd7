//! What sending a frame costs, over a bare `write` of the same bytes: both to
//! the same sockets, by turns, until all of them have been read.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{fs, thread};

use asteroids_server::net::client::line::Line;
use asteroids_server::room::{Goodbye, Outbox, outbox};

const CLIENTS: usize = 1_000;
const ROUNDS: usize = 400;
const FRAME: [u8; 48] = [7; 48];
/// The same frame with its WebSocket header.
const FRAME_ON_THE_WIRE: [u8; 50] = {
    let mut bytes = [7; 50];
    bytes[0] = 0x82;
    bytes[1] = 48;
    bytes
};
/// The name of the thread whose time does not count.
const READER: &str = "reader";

struct Client {
    bare: TcpStream,
    outbox: Outbox,
    _connected: Goodbye,
}

fn main() -> io::Result<()> {
    rlimit::increase_nofile_limit(3 * CLIENTS as u64 + 64)?;
    let network = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let within_network = network.enter();
    let (mut clients, readers) = connect()?;
    let read_bytes = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&read_bytes);
    thread::Builder::new()
        .name(READER.to_owned())
        .spawn(move || read_for_ever(readers, &counted))?;

    let mut bare = Duration::ZERO;
    let mut sent = Duration::ZERO;
    let mut written_bytes = 0;
    let mut wait_until_read = || {
        written_bytes += CLIENTS * FRAME_ON_THE_WIRE.len();
        while read_bytes.load(Ordering::Relaxed) < written_bytes {
            thread::sleep(Duration::from_millis(1));
        }
    };
    for _ in 0..ROUNDS {
        bare += cost(|| {
            for client in &clients {
                let written = (&client.bare).write(&FRAME_ON_THE_WIRE);
                assert_eq!(written.ok(), Some(FRAME_ON_THE_WIRE.len()));
            }
        })?;
        wait_until_read();
        sent += cost(|| {
            for client in &mut clients {
                assert!(client.outbox.has_room());
                client.outbox.try_push(&FRAME).expect("there is room");
            }
        })?;
        wait_until_read();
    }
    drop(within_network);

    let per_frame_us = |cpu: Duration| cpu.as_secs_f64() * 1e6 / (ROUNDS * CLIENTS) as f64;
    println!("bare write   {:.2} µs", per_frame_us(bare));
    println!("frame sent   {:.2} µs", per_frame_us(sent));
    println!(
        "ratio        {:.2}",
        sent.as_secs_f64() / bare.as_secs_f64()
    );
    Ok(())
}

/// Connected clients, and their ends.
fn connect() -> io::Result<(Vec<Client>, Vec<TcpStream>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut clients = Vec::new();
    let mut readers = Vec::new();
    for _ in 0..CLIENTS {
        let reader = TcpStream::connect(listener.local_addr()?)?;
        reader.set_nonblocking(true)?;
        readers.push(reader);
        let (bare, _) = listener.accept()?;
        bare.set_nodelay(true)?;
        bare.set_nonblocking(true)?;
        let tcp = tokio::net::TcpStream::from_std(bare.try_clone()?)?;
        let (_, writes) = tcp.into_split();
        let (outbox, _connected) = outbox(Arc::new(Line::new(writes)));
        clients.push(Client {
            bare,
            outbox,
            _connected,
        });
    }
    Ok((clients, readers))
}

fn read_for_ever(mut readers: Vec<TcpStream>, read_bytes: &AtomicUsize) {
    let mut buffer = [0; 4096];
    loop {
        for reader in &mut readers {
            if let Ok(bytes) = reader.read(&mut buffer) {
                read_bytes.fetch_add(bytes, Ordering::Relaxed);
            }
        }
    }
}

/// The processor time that this takes, on all threads but the reader.
fn cost(work: impl FnOnce()) -> io::Result<Duration> {
    let before = cpu_time()?;
    work();
    Ok(cpu_time()? - before)
}

fn cpu_time() -> io::Result<Duration> {
    // The kernel brings a thread's account up to date when it goes to sleep.
    thread::sleep(Duration::from_micros(1));
    let mut sum_ns = 0;
    for thread in fs::read_dir("/proc/self/task")? {
        let thread = thread?.path();
        if fs::read_to_string(thread.join("comm"))?.trim_end() == READER {
            continue;
        }
        let spent = fs::read_to_string(thread.join("schedstat"))?;
        let ran_ns = spent.split(' ').next().unwrap_or_default();
        sum_ns += ran_ns
            .parse::<u64>()
            .map_err(|_| io::ErrorKind::InvalidData)?;
    }
    Ok(Duration::from_nanos(sum_ns))
}
