//! How much memory there is, and how much of it is used.

mod group;
mod number;

use std::io;
use std::path::{Path, PathBuf};

use group::Group;
use number::{after_word, unreadable};

/// What is taken for the memory of a process that cannot be read, besides what
/// its connections cost: more than it was ever seen to take.
const PROCESS_GUESS_BYTES: u64 = 64 << 20;
/// The same for each WebSocket in the process, and in the kernel.
const CLIENT_GUESS_BYTES: u64 = 32 << 10;
const SOCKET_GUESS_BYTES: u64 = 16 << 10;
/// What is taken for the machine's memory if even the kernel does not tell: the
/// smallest machine that the server is made for.
const MACHINE_GUESS_BYTES: u64 = 256 << 20;

/// Where a part of the picture comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// What the process holds.
    Process,
    /// What the kernel holds for sockets.
    Sockets,
    /// What the control groups hold and may hold.
    Groups,
    /// How much the machine has.
    Machine,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Process, Self::Sockets, Self::Groups, Self::Machine];

    /// The name that metrics and the log have for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::Sockets => "sockets",
            Self::Groups => "groups",
            Self::Machine => "machine",
        }
    }

    /// What is done without it.
    pub const fn instead(self) -> &'static str {
        match self {
            Self::Process => "64 MiB and 32 KiB for each WebSocket are assumed",
            Self::Sockets => "16 KiB for each WebSocket are assumed",
            Self::Groups => "the process and its sockets count alone: set --memory-mb",
            Self::Machine => "256 MiB are assumed: set --memory-mb",
        }
    }
}

/// How much is used of how much, where that is tightest.
#[derive(Debug)]
pub struct Usage {
    /// How much is used.
    pub used_bytes: u64,
    /// How much there is.
    pub limit_bytes: u64,
    /// What could not be read, and why. Something larger stands in its place,
    /// never nothing.
    pub blind: Vec<(Source, io::Error)>,
}

impl Usage {
    /// The share that is used.
    pub fn share(&self) -> f64 {
        share(self.used_bytes, self.limit_bytes)
    }
}

fn share(used_bytes: u64, limit_bytes: u64) -> f64 {
    used_bytes as f64 / limit_bytes.max(1) as f64
}

/// Tells how much memory is used, and how much there is.
#[derive(Debug)]
pub struct Memory {
    set_bytes: Option<u64>,
    /// Where `/proc` and `/sys` are.
    root: PathBuf,
}

impl Memory {
    /// Of this machine, with what the settings allow, if they say.
    pub fn new(set_bytes: Option<u64>) -> Self {
        Self::below(Path::new("/"), set_bytes)
    }

    fn below(root: &Path, set_bytes: Option<u64>) -> Self {
        let root = root.to_owned();
        Self { set_bytes, root }
    }

    /// How it is now, with so many WebSockets open. Everything is read anew:
    /// limits of control groups may change, and processes move.
    ///
    /// The process and its sockets are held against the setting, or else the
    /// machine; and they, or the whole control group if that holds more, against
    /// the group's limit. What is nearest to its limit counts.
    pub fn usage(&self, websockets: usize) -> Usage {
        let websockets = websockets as u64;
        let mut blind = Vec::new();
        let mut or_guess = |source, read: io::Result<u64>, guess_bytes: u64| match read {
            Ok(bytes) => bytes,
            Err(error) => {
                blind.push((source, error));
                guess_bytes
            }
        };
        let guess_bytes = PROCESS_GUESS_BYTES + websockets * CLIENT_GUESS_BYTES;
        let process_bytes = or_guess(Source::Process, self.process_bytes(), guess_bytes);
        let guess_bytes = websockets * SOCKET_GUESS_BYTES;
        let sockets_bytes = or_guess(Source::Sockets, self.sockets_bytes(), guess_bytes);
        let limit_bytes = self.set_bytes.unwrap_or_else(|| {
            or_guess(Source::Machine, self.machine_bytes(), MACHINE_GUESS_BYTES)
        });
        let own_bytes = process_bytes.saturating_add(sockets_bytes);
        let mut tightest = (own_bytes, limit_bytes);
        match self.groups() {
            Ok(groups) => {
                for group in groups {
                    let used_bytes = group.used_bytes().unwrap_or_else(|error| {
                        blind.push((Source::Groups, error));
                        0
                    });
                    let held = (own_bytes.max(used_bytes), group.limit_bytes);
                    let is_tighter = share(held.0, held.1) > share(tightest.0, tightest.1);
                    if group.limit_bytes < limit_bytes && is_tighter {
                        tightest = held;
                    }
                }
            }
            Err(error) => blind.push((Source::Groups, error)),
        }
        let (used_bytes, limit_bytes) = tightest;
        Usage {
            used_bytes,
            limit_bytes,
            blind,
        }
    }

    /// Whether so much more may be used for a moment, with so many WebSockets open.
    pub fn has_room(&self, bytes: u64, websockets: usize) -> bool {
        let usage = self.usage(websockets);
        usage.used_bytes.saturating_add(bytes) <= usage.limit_bytes / 10 * 9
    }

    fn read(&self, path: &str) -> io::Result<String> {
        number::read(&self.root.join(path))
    }

    /// What the process holds, from either of two files.
    fn process_bytes(&self) -> io::Result<u64> {
        let status = self.read("proc/self/status");
        let resident_kb = status.and_then(|status| after_word(&status, "VmRSS:"));
        resident_kb.map(|kb| kb.saturating_mul(1024)).or_else(|_| {
            let statm = self.read("proc/self/statm")?;
            let pages = statm.split_whitespace().nth(1).ok_or_else(unreadable)?;
            Ok(number::parse(pages)?.saturating_mul(page_bytes()))
        })
    }

    /// What the kernel holds in the buffers of TCP sockets. Not by `/proc/net`,
    /// which is hidden where only processes are to be seen.
    fn sockets_bytes(&self) -> io::Result<u64> {
        sockets_bytes(&self.read("proc/self/net/sockstat")?)
    }

    fn machine_bytes(&self) -> io::Result<u64> {
        let told = self.read("proc/meminfo");
        let told = told.and_then(|meminfo| after_word(&meminfo, "MemTotal:"));
        told.map(|kb| kb.saturating_mul(1024)).or_else(|error| {
            // Where only processes are to be seen, the kernel tells by a call.
            let machine = rustix::system::sysinfo();
            // The factors have 32 bits on some machines.
            let bytes = u128::from(machine.totalram) * u128::from(machine.mem_unit);
            let is_this_one = self.root == Path::new("/");
            let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
            (bytes > 0 && is_this_one).then_some(bytes).ok_or(error)
        })
    }

    /// The groups with limits that this process is in.
    fn groups(&self) -> io::Result<Vec<Group>> {
        match self.read("proc/self/cgroup") {
            Ok(named) => group::with_limits(&self.root, &named),
            // A kernel without control groups.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                group::with_limits(&self.root, "")
            }
            Err(error) => Err(error),
        }
    }
}

fn page_bytes() -> u64 {
    rustix::param::page_size() as u64
}

fn sockets_bytes(sockstat: &str) -> io::Result<u64> {
    let tcp = sockstat.lines().find(|line| line.starts_with("TCP:"));
    let mut words = tcp.ok_or_else(unreadable)?.split_whitespace();
    words.find(|&word| word == "mem").ok_or_else(unreadable)?;
    let pages = words.next().ok_or_else(unreadable)?;
    // The kernel adds it up for each processor, and may be just below nothing.
    if pages.starts_with('-') {
        return Ok(0);
    }
    Ok(number::parse(pages)?.saturating_mul(page_bytes()))
}

#[cfg(test)]
mod tests;
