//! How much memory there is, and how much of it is used.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::metrics::Process;

/// The page in which the kernel counts the memory of sockets.
const PAGE_BYTES: u64 = 4096;

/// How much memory there is, and how much of it is used.
#[derive(Debug)]
pub struct Memory {
    limit_bytes: u64,
    cgroup: Option<Cgroup>,
}

impl Memory {
    /// The least of what the settings allow, the control group allows, and,
    /// without a setting, the machine has. Where none of them tells there is no limit.
    pub fn find(set_bytes: Option<u64>) -> Self {
        let machine_bytes = || {
            let meminfo = fs::read_to_string("/proc/meminfo")?;
            machine_bytes(&meminfo)
        };
        let most_bytes = set_bytes.unwrap_or_else(|| machine_bytes().unwrap_or(u64::MAX));
        let cgroup = Cgroup::own().filter(|cgroup| cgroup.limit_bytes < most_bytes);
        Self {
            limit_bytes: cgroup
                .as_ref()
                .map_or(most_bytes, |cgroup| cgroup.limit_bytes),
            cgroup,
        }
    }

    /// How much there is.
    pub const fn limit_bytes(&self) -> u64 {
        self.limit_bytes
    }

    /// How much is used: by the process and the kernel's socket buffers, or by
    /// the control group if that is more.
    pub fn used_bytes(&self) -> io::Result<u64> {
        let sockets = fs::read_to_string("/proc/net/sockstat")?;
        let own_bytes = Process::now()?.resident_bytes + socket_bytes(&sockets)?;
        match &self.cgroup {
            Some(cgroup) => Ok(own_bytes.max(cgroup.used_bytes()?)),
            None => Ok(own_bytes),
        }
    }
}

/// The control group whose limit binds the process.
#[derive(Debug)]
struct Cgroup {
    limit_bytes: u64,
    folder: PathBuf,
    names: &'static Names,
}

/// What the files of a version of control groups are called.
#[derive(Debug)]
struct Names {
    root: &'static str,
    /// How the version's line in `/proc/self/cgroup` goes on after its number.
    controllers: &'static str,
    limit: &'static str,
    used: &'static str,
    /// The line of `memory.stat` with what the kernel gives up when it must.
    cache: &'static str,
}

const VERSIONS: [Names; 2] = [
    Names {
        root: "/sys/fs/cgroup",
        controllers: "",
        limit: "memory.max",
        used: "memory.current",
        cache: "file",
    },
    Names {
        root: "/sys/fs/cgroup/memory",
        controllers: "memory",
        limit: "memory.limit_in_bytes",
        used: "memory.usage_in_bytes",
        cache: "total_cache",
    },
];

impl Cgroup {
    /// The tightest of the groups that this process is in; none without limits.
    fn own() -> Option<Self> {
        let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
        let of_version = |names: &'static Names| {
            let path = group_path(&groups, names.controllers).unwrap_or("/");
            // In a container the path may be the one outside; its root is ours.
            let folder = Path::new(names.root).join(path.trim_start_matches('/'));
            let folders: Vec<_> = folder.ancestors().map(Path::to_owned).collect();
            folders
                .into_iter()
                .filter(|folder| folder.starts_with(names.root))
                .filter_map(|folder| Self::at(folder, names))
                .collect::<Vec<_>>()
        };
        VERSIONS
            .iter()
            .flat_map(of_version)
            .min_by_key(|group| group.limit_bytes)
    }

    fn at(folder: PathBuf, names: &'static Names) -> Option<Self> {
        let limit = fs::read_to_string(folder.join(names.limit)).ok()?;
        Some(Self {
            // "max" is no limit.
            limit_bytes: limit.trim().parse().ok()?,
            folder,
            names,
        })
    }

    fn used_bytes(&self) -> io::Result<u64> {
        let used = fs::read_to_string(self.folder.join(self.names.used))?;
        let stat = fs::read_to_string(self.folder.join("memory.stat"))?;
        let used_bytes: u64 = used.trim().parse().map_err(|_| unreadable())?;
        Ok(used_bytes.saturating_sub(number_after(&stat, self.names.cache)?))
    }
}

/// The path of the group with these controllers in `/proc/self/cgroup`.
fn group_path<'a>(groups: &'a str, controllers: &str) -> Option<&'a str> {
    groups.lines().find_map(|line| {
        let (_, rest) = line.split_once(':')?;
        let (names, path) = rest.split_once(':')?;
        (names == controllers).then_some(path)
    })
}

fn machine_bytes(meminfo: &str) -> io::Result<u64> {
    Ok(number_after(meminfo, "MemTotal:")? * 1024)
}

/// What the kernel holds in the buffers of TCP sockets.
fn socket_bytes(sockstat: &str) -> io::Result<u64> {
    let tcp = sockstat.lines().find(|line| line.starts_with("TCP:"));
    let pages = tcp.and_then(|line| line.rsplit_once(" mem ")?.1.trim().parse().ok());
    pages
        .map(|pages: u64| pages * PAGE_BYTES)
        .ok_or_else(unreadable)
}

/// The number in the line that begins with this word.
fn number_after(text: &str, word: &str) -> io::Result<u64> {
    let mut lines = text.lines().map(str::split_whitespace);
    let number = lines.find_map(|mut words| {
        (words.next() == Some(word)).then(|| words.next().and_then(|number| number.parse().ok()))
    });
    number.flatten().ok_or_else(unreadable)
}

fn unreadable() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_tells_is_read() {
        let meminfo = "MemTotal:       24682960 kB\nMemFree:        21537912 kB\n";
        assert_eq!(machine_bytes(meminfo).ok(), Some(24_682_960 * 1024));
        let sockstat =
            "sockets: used 190\nTCP: inuse 9 orphan 0 tw 4 alloc 12 mem 3\nUDP: inuse 0 mem 7\n";
        assert_eq!(socket_bytes(sockstat).ok(), Some(3 * PAGE_BYTES));
        let stat = "total_cache_x 1\ntotal_cache 4096\n";
        assert_eq!(number_after(stat, "total_cache").ok(), Some(4096));
        assert!(number_after("", "total_cache").is_err());
    }

    #[test]
    fn the_own_group_is_found_in_both_versions() {
        let groups = "4:memory:/games/asteroids\n1:cpu:/\n0::/user.slice\n";
        assert_eq!(group_path(groups, "memory"), Some("/games/asteroids"));
        assert_eq!(group_path(groups, ""), Some("/user.slice"));
        assert_eq!(group_path(groups, "io"), None);
    }

    #[test]
    fn some_of_the_memory_is_used_and_not_all() {
        let memory = Memory::find(None);
        let used_bytes = memory.used_bytes().expect("this is Linux");
        assert!(used_bytes > 0 && used_bytes < memory.limit_bytes());
    }

    #[test]
    fn a_setting_may_allow_less_than_there_is() {
        let memory = Memory::find(Some(4711));
        assert_eq!(memory.limit_bytes(), 4711);
    }
}
