//! The control groups that the process is in.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::number::{self, after_word};

/// A control group whose memory has a limit.
#[derive(Debug)]
pub(super) struct Group {
    /// The most that it may hold.
    pub limit_bytes: u64,
    folder: PathBuf,
    version: &'static Version,
}

/// What the files of a version of control groups are called.
#[derive(Debug)]
struct Version {
    root: &'static str,
    /// What stands in the version's line of `/proc/self/cgroup`.
    controller: &'static str,
    limit: &'static str,
    used: &'static str,
    /// The lines of `memory.stat` with what the kernel gives up when it must,
    /// and with what counts among that but cannot be given up.
    cache: &'static str,
    shared: &'static str,
}

const VERSIONS: [Version; 2] = [
    Version {
        root: "sys/fs/cgroup",
        controller: "",
        limit: "memory.max",
        used: "memory.current",
        cache: "file",
        shared: "shmem",
    },
    Version {
        root: "sys/fs/cgroup/memory",
        controller: "memory",
        limit: "memory.limit_in_bytes",
        used: "memory.usage_in_bytes",
        cache: "total_cache",
        shared: "total_shmem",
    },
];

/// The groups with limits among those that `/proc/self/cgroup` names and those
/// around them, in both versions.
pub(super) fn with_limits(root: &Path, named: &str) -> io::Result<Vec<Group>> {
    let mut groups = Vec::new();
    for version in &VERSIONS {
        let top = root.join(version.root);
        let path = path_of(named, version.controller);
        if path.is_some_and(|path| path != "/") && !root.join("sys/fs/cgroup").is_dir() {
            let hidden = "the process is in one, and /sys/fs/cgroup is hidden";
            return Err(io::Error::new(io::ErrorKind::NotFound, hidden));
        }
        // In a container the path may be the one outside; its top is ours.
        for folder in folders_up_to(&top, path.unwrap_or("/")) {
            groups.extend(Group::at(folder, version)?);
        }
    }
    Ok(groups)
}

/// The folder of a group below the top, and those around it.
fn folders_up_to(top: &Path, path: &str) -> Vec<PathBuf> {
    let steps = Path::new(path).components();
    let steps = steps.filter(|step| matches!(step, Component::Normal(_)));
    let folder = top.join(steps.collect::<PathBuf>());
    let folders = folder.ancestors().map(Path::to_owned);
    folders.take_while(|it| it.starts_with(top)).collect()
}

/// The path of the group with this controller in `/proc/self/cgroup`.
fn path_of<'a>(named: &'a str, controller: &str) -> Option<&'a str> {
    named.lines().find_map(|line| {
        let (_, rest) = line.split_once(':')?;
        let (controllers, path) = rest.split_once(':')?;
        let mut controllers = controllers.split(',');
        controllers.any(|it| it == controller).then_some(path)
    })
}

impl Group {
    /// The group of this folder; none if it has no limit, or is none.
    fn at(folder: PathBuf, version: &'static Version) -> io::Result<Option<Self>> {
        let limit = match number::read(&folder.join(version.limit)) {
            Ok(limit) => limit,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        // Version 1 writes a number beyond every machine where there is none.
        let limit_bytes = match limit.trim() {
            "max" | "-1" => return Ok(None),
            number => number::parse(number)?,
        };
        Ok(Some(Self {
            limit_bytes,
            folder,
            version,
        }))
    }

    /// What it holds and the kernel cannot take away from it.
    pub fn used_bytes(&self) -> io::Result<u64> {
        let used = number::read(&self.folder.join(self.version.used))?;
        let stat = number::read(&self.folder.join("memory.stat"))?;
        let cache_bytes = after_word(&stat, self.version.cache)?;
        let shared_bytes = after_word(&stat, self.version.shared).unwrap_or(0);
        let given_up_bytes = cache_bytes.saturating_sub(shared_bytes);
        Ok(number::parse(&used)?.saturating_sub(given_up_bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_group_is_found_in_both_versions() {
        let named = "4:cpu,memory:/games/asteroids\n1:cpuset:/\n0::/user.slice\n";
        assert_eq!(path_of(named, "memory"), Some("/games/asteroids"));
        assert_eq!(path_of(named, ""), Some("/user.slice"));
        assert_eq!(path_of(named, "io"), None);
    }

    #[test]
    fn no_path_leads_out_of_the_control_groups() {
        let top = Path::new("/top");
        let folders = folders_up_to(top, "/../../a/b");
        let expected = ["/top/a/b", "/top/a", "/top"].map(PathBuf::from);
        assert_eq!(folders, expected);
    }
}
