//! The signals that the process takes: some ask it to stop, none ends it
//! without a goodbye but those that no process can catch.

use std::fs;
use std::io;

use rustix::process::Signal;
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};
use tokio::sync::mpsc;

/// These ask to stop: a closed terminal, Ctrl-C, Ctrl-\, a service manager, and
/// a limit of processor time.
const STOP: [Signal; 5] = [
    Signal::HUP,
    Signal::INT,
    Signal::QUIT,
    Signal::TERM,
    Signal::XCPU,
];
/// By default these would end the process, which they do not mean to. One over
/// the size of a file then becomes an error of the write.
const IGNORED: [Signal; 7] = [
    Signal::USR1,
    Signal::USR2,
    Signal::ALARM,
    Signal::VTALARM,
    Signal::PROF,
    Signal::IO,
    Signal::XFSZ,
];

/// Takes the signals from now on. What it returns is done when one of them has
/// asked to stop, also if that was before it is awaited.
pub fn asked_to_stop() -> io::Result<impl Future<Output = Signal>> {
    for ignored in IGNORED {
        tokio::spawn(log_first(ignored, stream(ignored)?));
    }
    // Any one of them is enough.
    let (ask, mut asked) = mpsc::channel(1);
    for stop in STOP.into_iter().filter(|&it| !is_under_nohup(it)) {
        let (ask, mut stream) = (ask.clone(), stream(stop)?);
        tokio::spawn(async move {
            stream.recv().await;
            let _ = ask.try_send(stop);
        });
    }
    Ok(async move { asked.recv().await.unwrap_or(Signal::TERM) })
}

fn stream(signal_: Signal) -> io::Result<Stream> {
    signal(SignalKind::from_raw(signal_.as_raw()))
}

async fn log_first(ignored: Signal, mut stream: Stream) {
    stream.recv().await;
    tracing::info!(
        signal = name_of(ignored),
        "this signal means nothing to the server"
    );
    while stream.recv().await.is_some() {}
}

/// What people call it, such as `TERM`.
pub fn name_of(signal: Signal) -> String {
    let name = format!("{signal:?}");
    name.trim_matches('"').replace("Signal::", "")
}

/// Whether `nohup` started the process, so that a closed terminal is not to end it.
fn is_under_nohup(signal: Signal) -> bool {
    signal == Signal::HUP
        && fs::read_to_string("/proc/self/status").is_ok_and(|status| ignores(&status, signal))
}

/// Whether a process with this `/proc/PID/status` ignores the signal.
fn ignores(status: &str, signal: Signal) -> bool {
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal.as_raw() - 1) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_is_called_as_people_call_it() {
        assert_eq!(STOP.map(name_of), ["HUP", "INT", "QUIT", "TERM", "XCPU"]);
    }

    #[test]
    fn a_signal_is_ignored_if_its_bit_is_set() {
        let status = "Name:\tsh\nSigBlk:\tffffffffffffffff\nSigIgn:\t0000000000001001\n";
        assert!(ignores(status, Signal::HUP));
        assert!(ignores(status, Signal::PIPE));
        assert!(!ignores(status, Signal::TERM));
        assert!(!ignores("", Signal::HUP));
    }
}
