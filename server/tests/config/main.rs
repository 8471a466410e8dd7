//! The settings as whoever starts the server gives them.

mod running;
#[path = "../scratch/mod.rs"]
mod scratch;

use std::fs;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use running::Running;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn server() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_asteroids-server"));
    command.stdin(Stdio::null());
    command
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    scratch::folder("config", name)
}

/// Asserts that the server does not start and says why in one line.
fn assert_refused(output: &Output, why: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains(why), "{said}");
}

#[test]
fn a_wrong_flag_is_refused_in_one_line() {
    for (flags, why) in [
        (
            &["--capacity", "0"][..],
            "'--capacity <PEOPLE>': 0 is not in 1..=20000",
        ),
        (
            &["--capacity", "many"],
            "'many' for '--capacity <PEOPLE>': write a whole number in 1..=20000",
        ),
        (&["--rooms", "-3"], "-3 is not in 1..=64"),
        (&["--private-rooms", "65"], "65 is not in 0..=64"),
        (&["--private-capacity", "0"], "0 is not in 1..=100"),
        (
            &["--private-rooms", "1", "--cluster", "nats://127.0.0.1:4222"],
            "there are no private rooms in a cluster: leave out --private-rooms, or --cluster",
        ),
        (
            &["--autopilot", "hunter.json=0"],
            "write a file and perhaps a weight above 0",
        ),
        (&["--autopilot", "none.json"], "cannot read none.json: "),
        (
            &["--autopilot", "pilot", "--autopilot", "Cargo.toml=2"],
            "Cargo.toml: this is no toml file of an autopilot",
        ),
        (&["--seed", "x"], "write a whole number in 0..="),
        (
            &["backup", "there", "--keep", "0"],
            "write how many copies to keep, 1 or more",
        ),
        (
            &["backup", "there", "--keep", "-1"],
            "write how many copies to keep, 1 or more",
        ),
        (&["--rock-area", "x"], "write a number from 50 to 1000000"),
        (
            &["--unclaimed-days", "x"],
            "write a whole number in 8..=3650",
        ),
        (
            &["--listen", "8099"],
            "'--listen <ADDRESS>': write an address and a port, like 127.0.0.1:8080",
        ),
        (
            &["--bot", "5"],
            "'--bot' found; a similar argument exists: '--bots'",
        ),
        (&["backup"], "arguments were not provided: <TO>; see --help"),
        (&["--side", "NaN"], "invalid value 'NaN' for '--side"),
        (
            &["--log-level", "loud"],
            "invalid value 'loud' for '--log-level",
        ),
        (
            &["--side", "20000", "--rock-area", "50"],
            "8000000 asteroids in a room are more than 100000: raise --rock-area",
        ),
        (&["--send-every", "9"], "9 is not in 1..=8"),
        (&["--watch-delay-seconds", "301"], "301 is not in 0..=300"),
        (
            &["--trusted-proxies", "10.0.0.0/40"],
            "'10.0.0.0/40' is no network: write addresses",
        ),
        (
            &["--origins", "https://a.example,b.example"],
            "'b.example' is no origin: write https://",
        ),
        (&["--joins-per-minute", "0"], "0 is not in 1..=1000000"),
        (&["--colour", "red"], "unexpected argument '--colour'"),
        (
            &["--epsilon", "0.1"],
            "the setting --epsilon was removed: leave it out",
        ),
        (
            &["--rooms", "2", "--epsilon-angle=0.1"],
            "the setting --epsilon-angle was removed: leave it out",
        ),
        (
            &["--chat=false"],
            "was removed: leave it out; to begin with the chat closed set --no-chat",
        ),
    ] {
        let output = server().args(flags).output().expect("it runs");
        assert_refused(&output, why);
    }
}

#[test]
fn a_wrong_variable_is_refused_in_one_line() {
    let output = server()
        .env("ASTEROIDS_ROOMS", "none")
        .output()
        .expect("it runs");
    assert_refused(&output, "invalid value 'none' for '--rooms");
}

#[test]
fn a_wrong_file_is_refused_in_one_line() {
    let folder = folder("wrong");
    for (name, text, why) in [
        ("range.toml", "rooms = 99", "99 is not in 1..=64"),
        (
            "key.toml",
            "colour = \"red\"",
            "there is no setting 'colour'",
        ),
        (
            "removed.toml",
            "rooms = 1\nepsilon = 0.1",
            "the setting 'epsilon' was removed: leave it out",
        ),
        (
            "config.toml",
            "config = \"other.toml\"",
            "there is no setting 'config'",
        ),
        ("kind.toml", "no-chat = 1", "is no value for 'no-chat'"),
        (
            "removed.toml",
            "journal = true",
            "the setting 'journal' was removed: leave it out",
        ),
        (
            "syntax.toml",
            "rooms = 1\ncapacity =",
            "line 2: nothing stands after the =",
        ),
    ] {
        let path = folder.join(name);
        fs::write(&path, text).expect("the folder takes it");
        let output = server()
            .arg("--config")
            .arg(&path)
            .output()
            .expect("it runs");
        assert_refused(&output, why);
        assert_refused(&output, name);
    }
    let output = server()
        .args(["--config", "no/such/file"])
        .output()
        .expect("it runs");
    assert_refused(&output, "cannot read no/such/file");
}

#[test]
fn help_names_every_setting_with_its_variable() {
    let output = server().arg("--help").output().expect("it runs");
    let help = String::from_utf8(output.stdout).expect("it is text");
    for flag in [
        "listen",
        "rooms",
        "private-rooms",
        "private-capacity",
        "capacity",
        "bots",
        "ship-area",
        "seed",
        "data",
        "config",
        "log-format",
        "log-level",
        "side",
        "rock-area",
        "no-saucers",
        "no-occasions",
        "team-rooms",
        "send-every",
        "watch-delay-seconds",
        "snapshot-seconds",
        "log-sync-ms",
        "log-minutes",
        "log-mb",
        "films-mb",
        "films-cpu-percent",
        "clips-mb",
        "clips",
        "clips-days",
        "threads",
        "trusted-proxies",
        "origins",
        "connections-per-address",
        "joins-per-minute",
        "logins-per-address",
        "uncapped",
        "admin-token-file",
        "admin-token",
    ] {
        let variable = format!("ASTEROIDS_{}", flag.to_uppercase().replace('-', "_"));
        assert!(help.contains(&format!("--{flag}")), "{flag}");
        assert!(help.contains(&variable), "{variable}");
    }
}

#[test]
fn flags_count_before_variables_and_variables_before_the_file() {
    let folder = folder("order");
    let file = folder.join("settings.toml");
    fs::write(
        &file,
        "rooms = 3\ncapacity = 31\nside = 310.5\nbots = 0\nno-chat = true\n",
    )
    .expect("the folder takes it");
    let mut command = server();
    command
        .arg("--config")
        .arg(&file)
        .arg("--data")
        .arg(folder.join("data"));
    command
        .env("ASTEROIDS_CAPACITY", "32")
        .env("ASTEROIDS_ROOMS", "2");
    command.args(["--rooms", "1"]);
    let running = Running::start(command);
    let rooms = running.rooms();
    assert_eq!(rooms.as_array().map(Vec::len), Some(1), "by flag");
    assert_eq!(rooms[0]["capacity"], 32, "by variable");
    assert_eq!(rooms[0]["side_m"], 310.5, "by file");
    running.stop();
}

#[test]
fn bots_fill_a_room_to_a_ship_for_each_screen_unless_a_number_is_given() {
    for (settings, bots) in [
        (vec!["--side", "400"], 80),
        (vec!["--side", "400", "--ship-area", "4000"], 40),
        (vec!["--side", "400", "--bots", "7"], 7),
        (vec!["--side", "400", "--capacity", "20"], 20),
    ] {
        let data = folder("auto-bots").join("data");
        let mut command = server();
        command.arg("--data").arg(data).args(&settings);
        let running = Running::start(command);
        assert_eq!(running.rooms()[0]["bots"], bots, "{settings:?}");
        running.stop();
    }
    let output = server().args(["--bots", "many"]).output().expect("it runs");
    assert_refused(&output, "write auto, or a number from 0 to 20000");
}

/// A server that may have so many files open.
fn server_with_descriptors(count: u32) -> Command {
    let mut shell = Command::new("sh");
    let limited = format!("ulimit -n {count} && exec \"$0\" \"$@\"");
    shell.args(["-c", &limited, env!("CARGO_BIN_EXE_asteroids-server")]);
    shell.stdin(Stdio::null());
    shell
}

#[test]
fn where_descriptors_are_few_connections_wait_and_none_fails() {
    let folder = folder("descriptors");
    let log = folder.join("log");
    let mut command = server_with_descriptors(128);
    command
        .arg("--data")
        .arg(folder.join("data"))
        .args(["--capacity", "10", "--bots", "0"])
        .stderr(fs::File::create(&log).expect("the folder takes it"));
    let running = Running::start_logging(command);
    let crowd: Vec<_> = (0..200)
        .map(|_| TcpStream::connect(("127.0.0.1", running.port)).expect("it listens"))
        .collect();
    drop(crowd);
    // It is busy until it has noticed that they are gone.
    let asked = Instant::now();
    while running.rooms()[0]["capacity"] != 10 {
        assert!(asked.elapsed() < PATIENCE, "it serves nobody any more");
    }
    running.stop();
    let log = fs::read_to_string(log).expect("it is text");
    assert!(log.contains("raise `ulimit -n`"), "{log}");
    assert!(!log.contains("cannot accept"), "{log}");
}

#[test]
fn where_descriptors_are_too_few_it_says_so_and_does_not_start() {
    let output = server_with_descriptors(40).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("40 file descriptors are too few"), "{said}");
}

#[test]
fn a_server_that_is_asked_to_stop_stops_in_order_and_soon() {
    let mut command = server();
    command
        .arg("--data")
        .arg(folder("stop"))
        .args(["--capacity", "10", "--bots", "0"]);
    let running = Running::start(command);
    let (code, took) = running.stop();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn an_admin_token_that_could_be_guessed_is_refused_and_not_shown() {
    let short = "secret but short";
    let output = server()
        .env("ASTEROIDS_ADMIN_TOKEN", &short[..15])
        .output()
        .expect("it runs");
    assert_refused(&output, "the admin token is too short: use at least 16");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("secret"));
    let path = folder("admin-token").join("token");
    fs::write(&path, "tiny\n").expect("the folder takes it");
    let file = path.to_str().expect("it is text");
    for (flags, why) in [
        (["--admin-token-file", file], "the admin token is too short"),
        (
            ["--admin-token-file", "no/such/file"],
            "cannot read no/such/file",
        ),
    ] {
        let output = server().args(flags).output().expect("it runs");
        assert_refused(&output, why);
    }
}
