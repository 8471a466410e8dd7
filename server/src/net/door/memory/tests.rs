use std::fs;

use super::*;

const MIB: u64 = 1 << 20;

/// A machine made of files.
struct Machine(PathBuf);

impl Machine {
    /// One that shows what a kernel without control groups shows.
    fn new(name: &str) -> Self {
        let name = format!("asteroids-memory-{}-{name}", std::process::id());
        let machine = Self(std::env::temp_dir().join(name));
        machine
            .with("proc/meminfo", "MemTotal:   1048576 kB\nMemFree:  21537912 kB\n")
            .with("proc/self/status", "Name:\tgame\nVmRSS:\t   20480 kB\n")
            .with("proc/self/statm", "9000 5120 1 1 0 1 0\n")
            .with(
                "proc/self/net/sockstat",
                "sockets: used 190\nTCP: inuse 9 orphan 0 tw 4 alloc 12 mem 256\nUDP: inuse 0 mem 7\n",
            )
    }

    fn with(self, path: &str, text: &str) -> Self {
        let path = self.0.join(path);
        let folder = path.parent().expect("it is in a folder");
        fs::create_dir_all(folder).expect("the folder takes it");
        fs::write(path, text).expect("the folder takes it");
        self
    }

    fn without(self, path: &str) -> Self {
        fs::remove_file(self.0.join(path)).expect("it is there");
        self
    }

    /// Used and limit, and what is blind, with a thousand WebSockets.
    fn shows(&self, set_bytes: Option<u64>) -> (u64, u64, Vec<Source>) {
        let usage = Memory::below(&self.0, set_bytes).usage(1_000);
        let blind = usage.blind.iter().map(|(source, _)| *source).collect();
        (usage.used_bytes, usage.limit_bytes, blind)
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The process with 20 MiB, and 256 pages for its sockets.
fn own_bytes() -> u64 {
    20 * MIB + 256 * page_bytes()
}

#[test]
fn the_process_and_its_sockets_are_held_against_the_machine() {
    let machine = Machine::new("plain");
    assert_eq!(machine.shows(None), (own_bytes(), 1024 * MIB, vec![]));
}

#[test]
fn a_setting_counts_instead_of_the_machine() {
    let machine = Machine::new("set").without("proc/meminfo");
    assert_eq!(machine.shows(Some(4711)), (own_bytes(), 4711, vec![]));
}

#[test]
fn what_cannot_be_read_is_never_taken_for_nothing() {
    let machine = Machine::new("nosockets").without("proc/self/net/sockstat");
    let used_bytes = 20 * MIB + 1_000 * SOCKET_GUESS_BYTES;
    let blind = vec![Source::Sockets];
    assert_eq!(machine.shows(None), (used_bytes, 1024 * MIB, blind));

    let machine = Machine::new("noprocess")
        .without("proc/self/status")
        .without("proc/self/statm");
    let (used_bytes, _, blind) = machine.shows(None);
    assert!(used_bytes >= 64 * MIB + 1_000 * CLIENT_GUESS_BYTES);
    assert_eq!(blind, [Source::Process]);

    let machine = Machine::new("nomachine").without("proc/meminfo");
    assert_eq!(machine.shows(None).1, 256 * MIB);

    let nothing = Machine(std::env::temp_dir().join("asteroids-memory-nowhere"));
    let (used_bytes, limit_bytes, blind) = nothing.shows(None);
    assert!(used_bytes > 96 * MIB && limit_bytes == 256 * MIB);
    assert_eq!(blind, [Source::Process, Source::Sockets, Source::Machine]);
}

#[test]
fn either_file_tells_of_the_process() {
    let machine = Machine::new("statm").without("proc/self/status");
    let used_bytes = (5120 + 256) * page_bytes();
    assert_eq!(machine.shows(None), (used_bytes, 1024 * MIB, vec![]));
}

#[test]
fn a_file_that_is_empty_or_torn_is_unreadable() {
    for torn in [
        "",
        "TCP: inuse 9",
        "TCP: inuse 9 mem",
        "TCP: mem x",
        "UDP: mem 3",
    ] {
        assert!(sockets_bytes(torn).is_err(), "{torn:?}");
    }
    assert_eq!(sockets_bytes("TCP: inuse 9 mem -3\n").ok(), Some(0));
}

#[test]
fn numbers_beyond_64_bits_are_the_largest_and_none_wraps() {
    let huge = "99999999999999999999999";
    let machine = Machine::new("huge")
        .with("proc/self/net/sockstat", &format!("TCP: mem {huge}\n"))
        .with("proc/meminfo", &format!("MemTotal: {huge} kB\n"));
    assert_eq!(machine.shows(None), (u64::MAX, u64::MAX, vec![]));
    // What 32 bits do not hold.
    let machine = Machine::new("large").with("proc/self/status", "VmRSS: 8388608 kB\n");
    assert!(machine.shows(None).0 > 8 << 30);
}

#[test]
fn a_group_of_version_2_limits_with_what_it_cannot_give_up() {
    let group = "sys/fs/cgroup/system.slice/game";
    let machine = Machine::new("v2")
        .with("proc/self/cgroup", "0::/system.slice/game\n")
        .with(&format!("{group}/memory.max"), "167772160\n")
        .with(&format!("{group}/memory.current"), "104857600\n")
        .with(
            &format!("{group}/memory.stat"),
            "anon 1\nfile 52428800\nshmem 10485760\n",
        );
    assert_eq!(machine.shows(None), (60 * MIB, 160 * MIB, vec![]));
    let machine = machine.with(&format!("{group}/memory.max"), "max\n");
    assert_eq!(machine.shows(None), (own_bytes(), 1024 * MIB, vec![]));
}

#[test]
fn a_group_of_version_1_limits_too() {
    let group = "sys/fs/cgroup/memory/game";
    let machine = Machine::new("v1")
        .with("proc/self/cgroup", "4:memory:/game\n0::/\n")
        .with(&format!("{group}/memory.limit_in_bytes"), "167772160\n")
        .with(&format!("{group}/memory.usage_in_bytes"), "62914560\n")
        .with(&format!("{group}/memory.stat"), "cache 7\ntotal_cache 0\n");
    assert_eq!(machine.shows(None), (60 * MIB, 160 * MIB, vec![]));
    let none = "9223372036854771712\n";
    let machine = machine.with(&format!("{group}/memory.limit_in_bytes"), none);
    assert_eq!(machine.shows(None), (own_bytes(), 1024 * MIB, vec![]));
}

#[test]
fn in_a_container_the_top_is_the_own_group() {
    let machine = Machine::new("container")
        .with("proc/self/cgroup", "0::/docker/0123456789\n")
        .with("sys/fs/cgroup/memory.max", "67108864\n")
        .with("sys/fs/cgroup/memory.current", "62914560\n")
        .with("sys/fs/cgroup/memory.stat", "file 0\n");
    assert_eq!(machine.shows(None), (60 * MIB, 64 * MIB, vec![]));
}

#[test]
fn the_group_that_is_nearest_to_its_limit_counts() {
    let group = |path: &str, file: &str| format!("sys/fs/cgroup/{path}/memory.{file}");
    let machine = Machine::new("nested")
        .with("proc/self/cgroup", "0::/games/one\n")
        .with(&group("games/one", "max"), "104857600\n")
        .with(&group("games/one", "current"), "31457280\n")
        .with(&group("games/one", "stat"), "file 0\n")
        .with(&group("games", "max"), "209715200\n")
        .with(&group("games", "current"), "199229440\n")
        .with(&group("games", "stat"), "file 0\n");
    assert_eq!(machine.shows(None), (190 * MIB, 200 * MIB, vec![]));
}

#[test]
fn a_group_that_does_not_tell_what_it_holds_holds_what_the_process_does() {
    let machine = Machine::new("mute")
        .with("proc/self/cgroup", "0::/game\n")
        .with("sys/fs/cgroup/game/memory.max", "67108864\n");
    let blind = vec![Source::Groups];
    assert_eq!(machine.shows(None), (own_bytes(), 64 * MIB, blind));
}

#[test]
fn hidden_groups_are_noticed() {
    let machine = Machine::new("hidden").with("proc/self/cgroup", "0::/system.slice/game\n");
    let blind = vec![Source::Groups];
    assert_eq!(machine.shows(None), (own_bytes(), 1024 * MIB, blind));
}

#[test]
fn this_machine_tells_everything() {
    let usage = Memory::new(None).usage(0);
    assert!(usage.blind.is_empty(), "{:?}", usage.blind);
    assert!(usage.used_bytes > 0 && usage.used_bytes < usage.limit_bytes);
}
